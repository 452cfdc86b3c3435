//! The engine over small made-up archives.

mod counted;
mod folded;
mod properties;
mod spellings;
mod updates;

use std::collections::BTreeSet;

use super::join::{Of, RANK, Told};
use super::*;
use crate::engine::{FacetCounts, FacetRequest};
use crate::index::testing::article;
use crate::index::{FileFacts, FileState, Plan, Summary, Update, WriterOptions};
use crate::model::{NewsDate, ParagraphKind};
use crate::query::{Field, Filters, parse};
use tantivy::query::EnableScoring;
use tantivy::{DocSet as _, TERMINATED};

const COPY: &str = "The same letter.";
const SMALL: WriterOptions =
    WriterOptions { threads: 1, memory: 20_000_000, wait: std::time::Duration::ZERO, anew: false };

fn facts(version: i64) -> FileFacts {
    FileFacts { size: 1, mtime: version }
}

// Some are common, and stand in phrases as pairs.
const WORDS: [&str; 10] =
    ["letter", "letters", "tehran", "oral", "orally", "rain", "u.s.", "Zoë", "the", "of"];
const PEOPLE: [&str; 4] = ["Ana Ruiz", "Ben Roy", "Cy Ruiz", "Dee Li"];

/// A page without what differs from run to run.
fn still(mut page: Page) -> Page {
    page.took_micros = 0;
    for hit in &mut page.hits {
        // The last bits of a sum depend on the order of its terms.
        hit.score = (hit.score * 1000.0).round();
    }
    page
}

/// Equal texts are equal files only where a test says so, by writing [`COPY`] in them.
fn hash_of(record: &Record) -> String {
    let article = &record.article;
    let apart = if article.text.contains(COPY) { "" } else { article.origin.path.as_str() };
    blake3::hash(format!("{apart}\n{}", article.text).as_bytes()).to_hex().to_string()
}

/// One update in which these are all the files there are.
fn update(dir: &Path, records: &[Record]) -> Summary {
    let update = Archive::open_or_create(dir, Duration::ZERO).unwrap().begin(SMALL).unwrap();
    for record in records {
        put(&update, record);
    }
    update.finish().unwrap()
}

fn put(update: &Update, record: &Record) {
    let path = &record.article.origin.path;
    update.put(path, facts(1), &hash_of(record), std::slice::from_ref(record)).unwrap();
}

fn engine(records: &[Record]) -> (tempfile::TempDir, LocalEngine) {
    let dir = tempfile::tempdir().unwrap();
    update(dir.path(), records);
    let engine = LocalEngine::open(dir.path()).unwrap();
    (dir, engine)
}

fn term(word: &str) -> Query {
    Query::Term { field: None, word: word.into() }
}

fn phrase(words: &str) -> Query {
    Query::Phrase { field: None, words: words.into(), slop: 0 }
}

fn within(field: Field, query: Query) -> Query {
    let field = Some(field);
    match query {
        Query::Term { word, .. } => Query::Term { field, word },
        Query::Phrase { words, slop, .. } => Query::Phrase { field, words, slop },
        Query::Prefix { stem, .. } => Query::Prefix { field, stem },
        other => other,
    }
}

fn asked(query: Query) -> Request {
    Request {
        query,
        filters: Filters::default(),
        facets: Vec::new(),
        sort: Sort::Relevance,
        limit: 10,
        offset: 0,
        ..Request::default()
    }
}

fn paths(page: &Page) -> Vec<&str> {
    page.hits.iter().map(|hit| hit.record.article.origin.path.as_str()).collect()
}

#[track_caller]
fn check(engine: &LocalEngine, query: Query, want: &[&str]) {
    let page = engine.search(&asked(query)).unwrap();
    let mut found = paths(&page);
    found.sort_unstable();
    assert_eq!(found, want);
    assert_eq!(page.total, want.len() as u64);
}

#[test]
fn letters_finds_letter_and_a_phrase_means_its_words() {
    let (_dir, engine) = engine(&[
        article("a").paragraph("One letter.").record(),
        article("b").paragraph("Two letters.").record(),
        article("c").paragraph("No post.").record(),
    ]);
    check(&engine, term("letters"), &["a", "b"]);
    check(&engine, term("LETTER"), &["a", "b"]);
    check(&engine, phrase("letters"), &["b"]);
    check(&engine, phrase("one letter"), &["a"]);
    check(&engine, phrase("one letters"), &[]);
}

#[test]
fn the_word_as_typed_ranks_first() {
    let (_dir, engine) = engine(&[
        article("a").paragraph("One letter here.").record(),
        article("b").paragraph("Two letters here.").record(),
    ]);
    assert_eq!(paths(&engine.search(&asked(term("letters"))).unwrap()), ["b", "a"]);
    assert_eq!(paths(&engine.search(&asked(term("letter"))).unwrap()), ["a", "b"]);
}

#[test]
fn headlines_weigh_more_than_captions() {
    let (_dir, engine) = engine(&[
        article("a").headline("Rain").paragraph("Nothing.").caption("A letter").record(),
        article("b").headline("A letter").paragraph("Nothing.").caption("Rain").record(),
    ]);
    assert_eq!(paths(&engine.search(&asked(term("letter"))).unwrap()), ["b", "a"]);
}

#[test]
fn no_phrase_crosses_quotes_or_paragraphs() {
    let (_dir, engine) = engine(&[article("a")
        .quote("We will wait", "Ana Ruiz")
        .quote("For the letter", "Ana Ruiz")
        .paragraph("It ended.")
        .paragraph("Nobody came.")
        .record()]);
    check(&engine, within(Field::Quote, phrase("will wait")), &["a"]);
    check(&engine, within(Field::Quote, phrase("wait for")), &[]);
    let loose = Query::Phrase { field: Some(Field::Quote), words: "wait for".into(), slop: 10_000 };
    check(&engine, loose, &[]);
    check(&engine, phrase("ended nobody"), &[]);
    check(&engine, phrase("nobody came"), &["a"]);
}

#[test]
fn fields_and_booleans() {
    let (_dir, engine) = engine(&[
        article("world/a.txt")
            .headline("Letter")
            .author("Zoë Ray")
            .section("World News")
            .paragraph("Tehran.")
            .record(),
        article("b.txt").headline("Rain").source("The Ledger").paragraph("A letter.").record(),
    ]);
    check(&engine, within(Field::Headline, term("letter")), &["world/a.txt"]);
    check(&engine, within(Field::Author, term("zoe")), &["world/a.txt"]);
    check(&engine, within(Field::Section, term("news")), &["world/a.txt"]);
    check(&engine, within(Field::Source, term("ledger")), &["b.txt"]);
    check(&engine, within(Field::Path, term("world")), &["world/a.txt"]);
    check(&engine, Query::And(vec![term("letter"), Query::Not(Box::new(term("rain")))]), &["world/a.txt"]);
    check(&engine, Query::Not(Box::new(term("tehran"))), &["b.txt"]);
    check(&engine, Query::Or(vec![term("tehran"), term("rain")]), &["b.txt", "world/a.txt"]);
    check(&engine, Query::All, &["b.txt", "world/a.txt"]);
    check(&engine, Query::Prefix { field: None, stem: "Teh".into() }, &["world/a.txt"]);
    check(&engine, Query::Prefix { field: None, stem: "a let".into() }, &["b.txt"]);
}

#[test]
fn what_holds_no_word_is_left_out_and_said() {
    let (_dir, engine) = engine(&[article("a").paragraph("A letter.").record()]);
    let page = engine.search(&asked(Query::And(vec![term("letter"), term("—")]))).unwrap();
    assert_eq!(page.total, 1);
    assert_eq!(page.notes, ["\"—\" holds no word and was left out"]);
    assert_eq!(engine.search(&asked(term("—"))).unwrap().total, 0);
}

#[test]
fn dates_hold_as_far_as_they_are_precise() {
    let (_dir, engine) = engine(&[
        article("a").paragraph("x").published("2025-03-09T23:30-05:00").record(),
        article("b").paragraph("x").published("2025-03-31").record(),
        article("c").paragraph("x").published("2025-04-01").record(),
        article("d").paragraph("x").record(),
    ]);
    let range = |from: &str, to: &str| Query::Published { from: from.parse().ok(), to: to.parse().ok() };
    check(&engine, range("2025-03", "2025-03"), &["a", "b"]);
    check(&engine, range("2025-03-31", ""), &["b", "c"]);
    check(&engine, range("", "2025-03-10"), &["a"]);
    check(&engine, range("", ""), &["a", "b", "c"]);
    let sorted = |sort| {
        let page = engine.search(&Request { sort, ..asked(term("x")) }).unwrap();
        paths(&page).join("")
    };
    assert_eq!(sorted(Sort::Newest), "cbad");
    assert_eq!(sorted(Sort::Oldest), "abcd");
}

fn on_record() -> Vec<Record> {
    vec![
        article("a")
            .person("Alex Vatanka", "senior fellow", "Middle East Institute", &[])
            .person("Ali Khamenei", "", "", &["Khamanei", "the Supreme Leader"])
            .quote("A letter.", "Alex Vatanka")
            .quote("No.", "Ali Khamenei")
            .record(),
        article("b").person("Greg Brew", "analyst", "Eurasia Group", &[]).quote("Oil.", "Greg Brew").record(),
        article("c").quote("No letter.", "Ali Khamenei").record(),
    ]
}

#[test]
fn a_speaker_is_found_by_name_surname_or_alias() {
    let (_dir, engine) = engine(&on_record());
    let speaker = |name: &str| {
        let filters = Filters { speakers: vec![name.into()], ..Filters::default() };
        let page = engine.search(&Request { filters, sort: Sort::Oldest, ..asked(Query::All) }).unwrap();
        let mut found: Vec<String> = paths(&page).iter().map(ToString::to_string).collect();
        found.sort_unstable();
        (found.join(""), page.notes.join(";"))
    };
    assert_eq!(speaker("vatanka").0, "a");
    assert_eq!(speaker("ALEX VATÁNKA").0, "a");
    // The alias of one article finds the person in all.
    assert_eq!(speaker("Khamanei").0, "ac");
    assert_eq!(speaker("Supreme Leader").0, "ac");
    assert_eq!(speaker("Ana Nobody"), (String::new(), "no such speaker: \"Ana Nobody\"".into()));
    let (found, note) = speaker("Alex Vatanke");
    assert!(found.is_empty());
    assert_eq!(note, "no such speaker: \"Alex Vatanke\"; did you mean \"Alex Vatanka\"?");
}

#[test]
fn an_organization_is_found_by_name_and_initials() {
    let (_dir, engine) = engine(&on_record());
    for name in ["eurasia group", "the Eurasia Group", "EG"] {
        let filters = Filters { organizations: vec![name.into()], ..Filters::default() };
        assert_eq!(
            paths(&engine.search(&Request { filters, ..asked(Query::All) }).unwrap()),
            ["b"],
            "{name}"
        );
    }
}

/// The words said that a query finds among statements.
#[track_caller]
fn said(engine: &LocalEngine, query: &str, want: &[&str]) {
    let made = engine.compiler().statements(&parse(query).unwrap()).unwrap();
    let mut found = Vec::new();
    for (ordinal, segment) in engine.searcher.segment_readers().iter().enumerate() {
        let weight = made.weight(EnableScoring::disabled_from_searcher(&engine.searcher)).unwrap();
        let columns = segment.fast_fields();
        let rank = Told::<u64>::open(segment, RANK, Of::Statements).unwrap();
        let at = columns.u64("said_ordinal").unwrap();
        let mut scorer = weight.scorer(segment, 1.0).unwrap();
        while scorer.doc() != TERMINATED {
            let document = scorer.doc();
            if segment.alive_bitset().is_none_or(|alive| alive.is_alive(document)) {
                let id = format!("{:016x}", rank.first(document).unwrap());
                let record = engine.record(&id).unwrap().unwrap();
                let statement = &record.annotations.statements[at.first(document).unwrap() as usize];
                found.push(statement.span.of(&record.article.text).to_owned());
            }
            scorer.advance();
        }
        assert!(ordinal < 64);
    }
    found.sort();
    assert_eq!(found, want, "{query}");
}

#[test]
fn one_statement_by_them_that_holds_the_words() {
    let (_dir, engine) = engine(&on_record());
    let finds = |query: &str, want: &[&str]| check(&engine, parse(query).unwrap(), want);
    finds("Vatanka SAID letter", &["a"]);
    finds("\"Alex Vatanka\" SAID letter", &["a"]);
    // The letter is there and so is he, but not in one statement.
    finds("Khamenei AND letter AND speaker:Khamenei", &["a", "c"]);
    finds("Khamenei SAID letter", &["c"]);
    // The alias of one article is a spelling for all.
    finds("Khamanei SAID no", &["a", "c"]);
    finds("org:\"Eurasia Group\" SAID oil", &["b"]);
    finds("\"Eurasia Group\" SAID oil", &["b"]);
    finds("Eurasia Group SAID oil", &["b"]);
    finds("Group SAID oil", &[]);
    finds("speaker:Khamenei SAID (no NOT letter)", &["a"]);
    finds("NOT Khamenei SAID letter", &["a", "b"]);
    finds("(NOT Khamenei) SAID letter", &["a"]);
    finds("Khamenei SAID *", &["a", "c"]);
    finds("Brew SAID oil OR Vatanka SAID letter", &["a", "b"]);
    finds("kind:direct", &["a", "b", "c"]);
    finds("kind:mixed", &[]);
    finds("role:analyst SAID oil", &["b"]);
    finds("role:* NOT speaker:Brew", &["a"]);
    finds("Vatanka SAID path:a", &["a"]);
    finds("Vatanka SAID path:b", &[]);
    said(&engine, "Vatanka SAID letter", &["A letter."]);
    said(&engine, "letter", &["A letter.", "No letter."]);
    said(&engine, "letter path:c", &["No letter."]);
    said(&engine, "NOT letter", &["No.", "Oil."]);
    said(&engine, "*", &["A letter.", "No letter.", "No.", "Oil."]);
}

#[test]
fn statements_find_their_article_however_many_there_are() {
    let dir = tempfile::tempdir().unwrap();
    let update = Archive::open_or_create(dir.path(), Duration::ZERO)
        .unwrap()
        .begin(WriterOptions { threads: 4, memory: 80_000_000, ..SMALL })
        .unwrap();
    let mut names = Vec::new();
    for at in 0..12 {
        let long = (0..300).fold(article(&format!("{at:02}")), |article, nth| {
            article.quote(&format!("Word{nth} of{at}."), "Ana Ruiz")
        });
        put(&update, &long.record());
        names.push(format!("{at:02}"));
    }
    update.finish().unwrap();
    let engine = LocalEngine::open(dir.path()).unwrap();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for nth in [0, 254, 255, 256, 299] {
        let page =
            engine.search(&Request { limit: 20, ..asked(parse(&format!("Ruiz SAID word{nth}")).unwrap()) });
        let page = page.unwrap();
        let mut found = paths(&page);
        found.sort_unstable();
        assert_eq!(found, names, "word{nth}");
    }
    check(&engine, parse("SAID (word299 AND of7)").unwrap(), &["07"]);
}

#[test]
fn patterns_places_and_what_is_there() {
    let (_dir, engine) = engine(&[
        article("a").paragraph("The women spoke at the harbour.").caption("A dock").record(),
        article("b").headline("Harbor").paragraph("A woman wrote one long and careful letter.").record(),
    ]);
    let finds = |query: &str, want: &[&str]| check(&engine, parse(query).unwrap(), want);
    finds("wom?n", &["a", "b"]);
    finds("*rbour", &["a"]);
    finds("h*r", &["a", "b"]);
    finds("/harbou?r/", &["a", "b"]);
    finds("headline:/h.*/", &["b"]);
    finds("harbour~1", &["a", "b"]);
    finds("harbour~1 -harbour", &["b"]);
    finds("caption:*", &["a"]);
    finds("NOT headline:*", &["a"]);
    finds("letter W/4 woman", &[]);
    finds("letter W/6 woman", &["b"]);
    finds("letter PRE/6 woman", &[]);
    finds("woman PRE/6 (letter OR reply)", &["b"]);
    finds("\"woman wrote\" W/5 letters", &["b"]);
    finds("(wom?n W/3 wrote) W/9 lett*", &["b"]);
    finds("\"long letter\"~1", &[]);
    finds("\"long letter\"~2", &["b"]);
    finds("women^3 OR letter^0.5", &["a", "b"]);
    finds("indexed:2000..2100", &["a", "b"]);
    finds("indexed:..2000", &[]);
}

#[test]
fn a_facet_leaves_its_own_choice_out() {
    let (_dir, engine) = engine(&on_record());
    let facets = vec![
        FacetRequest { name: FacetName::Speaker, limit: 10 },
        FacetRequest { name: FacetName::Organization, limit: 1 },
    ];
    let filters = Filters { speakers: vec!["Khamenei".into()], ..Filters::default() };
    let page = engine.search(&Request { facets, filters, limit: 0, ..asked(Query::All) }).unwrap();
    assert_eq!((page.total, page.hits.len()), (2, 0));
    let told = |facet: &FacetCounts| {
        let values: Vec<String> = facet
            .values
            .iter()
            .map(|v| format!("{} {}{}", v.value, v.count, if v.selected { "*" } else { "" }))
            .collect();
        (values.join(", "), facet.distinct)
    };
    assert_eq!(told(&page.facets[0]), ("Ali Khamenei 2*, Alex Vatanka 1, Greg Brew 1".into(), 3));
    assert_eq!(told(&page.facets[1]), ("Middle East Institute 1".into(), 1));
}

#[test]
fn pages_follow_each_other() {
    let records: Vec<Record> =
        (0..7).map(|n| article(&format!("{n}")).paragraph("A letter.").record()).collect();
    let (_dir, engine) = engine(&records);
    let all = engine.search(&asked(term("letter"))).unwrap();
    let second = engine.search(&Request { limit: 3, offset: 3, ..asked(term("letter")) }).unwrap();
    assert_eq!(paths(&second), paths(&all)[3..6]);
    assert!(all.hits.is_sorted_by_key(|hit| hit.record.article.id.clone()));
    let beyond = engine.search(&Request { limit: usize::MAX, offset: 100, ..asked(term("letter")) }).unwrap();
    assert_eq!((beyond.total, beyond.hits.len()), (7, 0));
}

#[test]
fn a_record_comes_back_by_the_beginning_of_its_id() {
    let records = on_record();
    let (_dir, engine) = engine(&records);
    let id = &records[1].article.id.0;
    assert_eq!(engine.record(id).unwrap().as_ref(), Some(&records[1]));
    assert_eq!(engine.record(&id[..12].to_uppercase()).unwrap().as_ref(), Some(&records[1]));
    assert_eq!(engine.record("zzz").unwrap(), None);
    assert_eq!(engine.record("").unwrap(), None);
}

#[test]
fn names_come_with_counts() {
    let (_dir, engine) = engine(&on_record());
    let names = |prefix: &str| -> Vec<(String, u64)> {
        engine.names(FacetName::Speaker, prefix).unwrap().into_iter().map(|v| (v.value, v.count)).collect()
    };
    assert_eq!(names("")[0], ("Ali Khamenei".into(), 2));
    assert_eq!(names("vat"), [("Alex Vatanka".into(), 1)]);
    assert_eq!(names("zz"), []);
    assert_eq!((engine.stats().articles, engine.stats().statements), (3, 4));
}

#[test]
fn furniture_and_bylines_are_not_the_story() {
    let mut record = article("a").paragraph("A letter.").caption("Share this").record();
    if let Some(paragraph) = record.article.paragraphs.last_mut() {
        paragraph.kind = ParagraphKind::Furniture;
    }
    let (_dir, engine) = engine(&[record]);
    check(&engine, term("share"), &[]);
}
