//! Questions to an index, in one process: p50 and p99 of each kind over many different ones.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use onrecord::engine::{Engine, FacetName, FacetRequest, LocalEngine, Request, Sort};
use onrecord::query::{Filters, parse};

use crate::support::{Dice, articles};

/// Different questions of one kind, each asked twice; the second time counts.
const QUESTIONS: usize = 150;

/// Asks questions of all kinds, or one again and again, and prints a table.
pub(crate) fn print(index: &Path, question: Option<&str>) {
    let opened = Instant::now();
    let engine = LocalEngine::open(index).expect("the index opens");
    let opened = opened.elapsed();
    let stats = engine.stats();
    println!(
        "{} articles, {} statements; opened in {:.1} ms\n",
        stats.articles,
        stats.statements,
        opened.as_secs_f64() * 1e3
    );
    println!("{:<44} {:>11} {:>11} {:>11}  {:>9}", "warm, ten hits", "p50", "p99", "most", "hits");
    if let Some(question) = question {
        for facets in [false, true] {
            let request = of_ten(question, Filters::default(), facets);
            row(&named(question, facets), &mut timed(&engine, (0..QUESTIONS).map(|_| request.clone())));
        }
        return;
    }
    let speakers = engine.names(FacetName::Speaker, "").expect("speakers");
    let names: Vec<String> = speakers.iter().take(3_000).map(|value| value.value.clone()).collect();
    let words = Words::new();
    let mut dice = Dice::new();
    for (kind, facets) in [
        ("term", false),
        ("AND", false),
        ("phrase", false),
        ("SAID", false),
        ("term", true),
        ("AND", true),
        ("SAID", true),
        ("speaker filter", true),
        ("everything", true),
    ] {
        let rounds = if kind == "everything" { 20 } else { QUESTIONS };
        let requests = (0..rounds).map(|_| request(kind, facets, &words, &names, &mut dice));
        row(&named(kind, facets), &mut timed(&engine, requests));
    }
}

fn named(question: &str, facets: bool) -> String {
    if facets { format!("{question}, both facets counted") } else { question.to_owned() }
}

/// How long each answer takes, and how many hits it has.
fn timed(engine: &LocalEngine, requests: impl Iterator<Item = Request>) -> Vec<(Duration, u64)> {
    let times = requests.map(|request| {
        engine.search(&request).expect("an answer");
        let start = Instant::now();
        let hits = engine.search(&request).expect("an answer").total;
        (start.elapsed(), hits)
    });
    times.collect()
}

fn row(name: &str, times: &mut [(Duration, u64)]) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].0.as_secs_f64() * 1e3;
    let hits = times.iter().map(|(_, hits)| hits).sum::<u64>() / times.len() as u64;
    println!("{name:<44} {:>8.2} ms {:>8.2} ms {:>8.2} ms  {hits:>9}", at(0.50), at(0.99), at(1.0));
}

/// Words and pairs of words as the corpus has them.
struct Words {
    all: Vec<String>,
    pairs: Vec<(String, String)>,
}

impl Words {
    fn new() -> Words {
        let mut all = BTreeSet::new();
        let mut pairs = BTreeSet::new();
        for article in articles() {
            let words: Vec<String> = article
                .text
                .split_whitespace()
                .filter(|word| word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
                .map(str::to_owned)
                .collect();
            pairs.extend(adjacent(&article.text));
            all.extend(words);
        }
        Words { all: all.into_iter().collect(), pairs: pairs.into_iter().collect() }
    }
}

fn adjacent(text: &str) -> impl Iterator<Item = (String, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = |word: &str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let pairs: Vec<(String, String)> = words
        .windows(2)
        .filter(|two| plain(two[0]) && plain(two[1]))
        .map(|two| (two[0].to_owned(), two[1].to_owned()))
        .collect();
    pairs.into_iter()
}

fn request(kind: &str, facets: bool, words: &Words, names: &[String], dice: &mut Dice) -> Request {
    let word = |dice: &mut Dice| words.all[dice.below(words.all.len())].clone();
    let name = |dice: &mut Dice| names[dice.below(names.len())].clone();
    let mut filters = Filters::default();
    let question = match kind {
        "term" => word(dice),
        "AND" => format!("{} {}", word(dice), word(dice)),
        "phrase" => {
            let (one, other) = &words.pairs[dice.below(words.pairs.len())];
            format!("\"{one} {other}\"")
        }
        "SAID" => match dice.below(3) {
            0 => format!("\"{}\" SAID {}", name(dice), word(dice)),
            1 => format!("\"{}\" SAID *", name(dice)),
            _ => format!("SAID ({} {})", word(dice), word(dice)),
        },
        "speaker filter" => {
            filters.speakers = vec![name(dice)];
            word(dice)
        }
        _ => "*".to_owned(),
    };
    of_ten(&question, filters, facets)
}

/// The ten best that answer.
fn of_ten(question: &str, filters: Filters, facets: bool) -> Request {
    let facet = |name| FacetRequest { name, limit: 10 };
    Request {
        query: parse(question).unwrap_or_else(|error| panic!("{question}: {error}")),
        filters,
        facets: if facets {
            vec![facet(FacetName::Speaker), facet(FacetName::Organization)]
        } else {
            Vec::new()
        },
        sort: Sort::Relevance,
        limit: 10,
        ..Request::default()
    }
}
