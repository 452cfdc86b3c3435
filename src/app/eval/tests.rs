//! The whole measurement on made files, held against figures that the public measure's own program
//! printed for them.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::*;
use crate::model::{Entity, EntityKind, Span, Speaker, Statement, StatementKind};

const GOLD: &str = include_str!("testdata/made.gold.jsonl");
const PREDICTED: &str = include_str!("testdata/made.predicted.jsonl");
const FIGURES: &str = include_str!("testdata/made.figures.json");

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/app/eval/testdata").join(name)
}

/// The made predictions, looked up by the article's text.
fn predictions(article: &Article) -> Annotations {
    let id_of = |line: &str| serde_json::from_str::<Value>(line).unwrap();
    let id =
        GOLD.lines().map(id_of).find(|gold| gold["text"] == article.text.as_str()).unwrap()["id"].clone();
    let Some(found) = PREDICTED.lines().map(id_of).find(|line| line["id"] == id) else {
        return Annotations::default();
    };
    let mut out = Annotations::default();
    for quote in found["quotes"].as_array().unwrap() {
        push(&mut out, &article.text, quote);
    }
    out
}

fn byte(text: &str, chars: &Value) -> usize {
    let chars = chars.as_u64().unwrap() as usize;
    text.char_indices().map(|(at, _)| at).nth(chars).unwrap_or(text.len())
}

/// Adds a quote of the exchange form. The made speakers need not stand in the text, so that the name
/// goes where a resolved one would.
fn push(out: &mut Annotations, text: &str, quote: &Value) {
    let name = |key: &str| quote[key].as_str().map(str::to_owned);
    let entity = name("speaker_canonical").or(name("speaker"));
    let speaker = entity.map(|name| {
        out.entities.push(Entity {
            name,
            kind: EntityKind::Person,
            guessed: false,
            place: false,
            role: None,
            organization: None,
            aliases: vec![],
        });
        Speaker {
            span: Span::new(0, 1.min(text.len())),
            entity: Some(out.entities.len() as u32 - 1),
            reference: None,
        }
    });
    out.statements.push(Statement {
        span: Span::new(byte(text, &quote["start"]), byte(text, &quote["end"])),
        kind: StatementKind::Direct,
        speaker,
        with: Vec::new(),
        cue: None,
        negated: false,
        rule: "made".into(),
        confidence: 1.0,
        utterance: 0,
    });
}

/// The public program's arguments as a measure.
fn measure(arguments: &str) -> Measure {
    let words: Vec<&str> = arguments.split_whitespace().collect();
    let after = |flag: &str| Some(words[words.iter().position(|word| *word == flag)? + 1]);
    Measure {
        kinds: after("--kinds").map_or(vec![], |kinds| {
            kinds.split(',').map(|kind| serde_json::from_value(Value::from(kind)).unwrap()).collect()
        }),
        lenient: words.contains(&"--lenient"),
        min_words: after("--min-words").map_or(0, |number| number.parse().unwrap()),
        iou: after("--iou").map_or(0.8, |number| number.parse().unwrap()),
    }
}

/// Scores pieces read straight from the exchange form, as the public program does.
fn scores(measure: &Measure) -> Scores {
    scores_of(&path("made.gold.jsonl"), PREDICTED, measure)
}

fn scores_of(gold: &Path, predicted: &str, measure: &Measure) -> Scores {
    let mut total = Tally::default();
    for one in gold::load(gold).unwrap() {
        let article = one.article.unwrap();
        let line = predicted
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .find(|line| line["id"] == one.gold.id.as_str());
        total.missing += u64::from(line.is_none());
        let quotes = line.map_or(vec![], |line| line["quotes"].as_array().unwrap().clone());
        let name = |quote: &Value, key: &str| quote[key].as_str().map(str::to_owned);
        let predicted: Vec<Piece> = quotes
            .iter()
            .map(|quote| Piece {
                span: Chars::new(
                    quote["start"].as_u64().unwrap() as usize,
                    quote["end"].as_u64().unwrap() as usize,
                ),
                speaker: name(quote, "speaker"),
                canonical: name(quote, "speaker_canonical"),
                ..Piece::default()
            })
            .collect();
        total.add_article(&score::compare(&Text::new(&article.text), &one.gold, &predicted, measure));
    }
    total.scores()
}

/// Figures under the public program's names.
fn in_its_words(scores: &Scores) -> Value {
    let prf = |prf: Prf| serde_json::json!([prf.precision, prf.recall, prf.f1]);
    serde_json::json!({
        "articles": scores.articles, "missing": scores.missing, "gold": scores.gold, "pred": scores.predicted,
        "exact": prf(scores.exact), "iou": prf(scores.iou), "matched": scores.matched,
        "attr_n": scores.attributed, "attr_exact": scores.attribution_exact,
        "attr_loose": scores.attribution_loose, "resolved_n": scores.nameable, "resolved": scores.resolved,
        "e2e": prf(scores.end_to_end),
    })
}

/// Numbers equal but for what reading a number from JSON may lose, whether written `0` or `0.0`.
#[track_caller]
fn same(got: &Value, want: &Value, arguments: &str) {
    for (key, want) in want.as_object().unwrap() {
        let flat = |value: &Value| match value {
            Value::Array(numbers) => numbers.iter().filter_map(Value::as_f64).collect(),
            number => Vec::from_iter(number.as_f64()),
        };
        let (got, want) = (flat(&got[key]), flat(want));
        let near = |(one, other): (&f64, &f64)| (one - other).abs() < 1e-12;
        assert!(
            got.len() == want.len() && got.iter().zip(&want).all(near),
            "{key} with `{arguments}`: {got:?} is not {want:?}"
        );
    }
}

#[test]
fn figures_are_those_of_the_public_program() {
    let expected: Vec<Value> = serde_json::from_str(FIGURES).unwrap();
    assert!(expected.len() >= 8);
    for entry in &expected {
        let arguments = entry["arguments"].as_str().unwrap();
        same(&in_its_words(&scores(&measure(arguments))), &entry["figures"], arguments);
    }
}

/// Where the public program stands beside the repository, it is asked again.
#[test]
fn the_public_program_still_says_so() {
    let program = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/score.py");
    if !program.exists() {
        return;
    }
    let expected: Vec<Value> = serde_json::from_str(FIGURES).unwrap();
    for entry in &expected {
        let arguments = entry["arguments"].as_str().unwrap();
        let run = Command::new("python3")
            .arg(&program)
            .args([path("made.gold.jsonl"), path("made.predicted.jsonl")])
            .arg("--json")
            .args(arguments.split_whitespace())
            .output();
        let Ok(run) = run else { return };
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let figures: Value = serde_json::from_slice(&run.stdout).unwrap();
        same(&in_its_words(&scores(&measure(arguments))), &figures, arguments);
    }
}

fn options(by: &[By], errors: usize) -> Options {
    Options { gold: path("made.gold.jsonl"), by: by.to_vec(), errors, ..Options::default() }
}

fn report(options: &Options) -> Report {
    evaluate(&gold::load(&options.gold).unwrap(), options, predictions)
}

#[test]
fn parts_add_up_to_the_whole() {
    let report = report(&options(&By::ALL, 0));
    assert!(report.total.gold > 10 && report.total.matched > 5);
    for breakdown in report.breakdowns.iter().filter(|breakdown| breakdown.by != By::Phenomenon) {
        let sum = |figure: fn(&Scores) -> u64| {
            breakdown.groups.iter().map(|group| figure(&group.scores)).sum::<u64>()
        };
        assert_eq!(sum(|s| s.gold), report.total.gold, "{:?}", breakdown.by);
        assert_eq!(sum(|s| s.predicted), report.total.predicted, "{:?}", breakdown.by);
        assert_eq!(sum(|s| s.matched), report.total.matched, "{:?}", breakdown.by);
    }
    let publishers: Vec<&str> = report.breakdowns[0].groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(publishers, ["gazette", "ledger"]);
}

#[test]
fn mistakes_are_listed_by_kind_and_no_more_than_asked() {
    let found = report(&options(&[], 1)).mistakes;
    let kinds: Vec<MistakeKind> = found.iter().map(|mistake| mistake.kind).collect();
    assert_eq!(
        kinds,
        [
            MistakeKind::MissedSpan,
            MistakeKind::SpuriousSpan,
            MistakeKind::WrongSpeaker,
            MistakeKind::Unresolved,
        ]
    );
    let missed = &found[0];
    assert_eq!(
        (missed.words.as_str(), missed.before.as_str()),
        ("the offer “a joke in a suit”", "She called ")
    );
    assert_eq!(missed.gold.as_deref(), Some("She = Zoë Tuck"));
    assert_eq!(missed.predicted.as_deref(), Some("[a joke in a suit]"));
}

#[test]
fn a_report_survives_json_and_serves_as_baseline() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("before.json");
    let first = report(&options(&By::ALL, 2));
    std::fs::write(&file, serde_json::to_vec(&first).unwrap()).unwrap();
    let read = baseline(&file).unwrap();
    same(&in_its_words(&read.total), &in_its_words(&first.total), "a report read back");
    let names = |report: &Report| -> Vec<String> {
        report.breakdowns.iter().flat_map(|part| &part.groups).map(|group| group.name.clone()).collect()
    };
    assert_eq!(names(&read), names(&first));
    std::fs::write(&file, "[1]").unwrap();
    assert!(matches!(baseline(&file), Err(EvalError::NotAReport { .. })));
}

#[test]
fn gold_beside_an_article_is_located_and_its_roles_are_scored() {
    let folder = tempfile::tempdir().unwrap();
    let outlet = folder.path().join("lowland-gazette");
    std::fs::create_dir(&outlet).unwrap();
    let text = "A pier is kept\n\nPORT ALDER - “The pier stays,” said Warren Tuck, a senator at the Tallis Institute. \
                Its “charm” is free. The bank said the pier stays.\n";
    std::fs::write(outlet.join("pier.txt"), text).unwrap();
    let gold = serde_json::json!({
        "file": "lowland-gazette/pier.txt", "record": null, "not_quotes": ["charm"],
        "statements": [
            {"text": "The pier stays,", "kind": "direct", "speaker": "Warren Tuck", "speaker_canonical": "Warren Tuck",
             "role": "senator", "organization": "The Tallis Institute", "cue": "said"},
            {"text": "the pier stays", "kind": "indirect", "speaker": "The bank", "speaker_canonical": "bank",
             "role": null, "organization": null, "cue": "said"},
            {"text": "words that stand nowhere", "kind": "indirect", "speaker": null, "cue": "said"},
        ],
    });
    std::fs::write(outlet.join("pier.gold.json"), gold.to_string()).unwrap();
    let options = Options { gold: folder.path().to_owned(), errors: 3, ..Options::default() };
    let gold = gold::load(&options.gold).unwrap();
    assert_eq!(gold[0].gold.id, "lowland-gazette_pier");
    let first = &gold[0].gold.statements[0];
    let article = gold[0].article.as_ref().unwrap();
    let words = Text::new(&article.text);
    assert_eq!(first.cue_at.map(|at| words.words(at)), Some("said"));
    assert_eq!(first.speaker_at.map(|at| words.words(at)), Some("Warren Tuck"));
    let report = evaluate(&gold, &options, |article| {
        let mut out = Annotations::default();
        let mut say = |words: &str, role: Option<&str>| {
            let at = article.text.find(words).unwrap();
            out.entities.push(Entity {
                name: "Warren Tuck".to_owned(),
                kind: EntityKind::Person,
                guessed: false,
                place: false,
                role: role.map(str::to_owned),
                organization: Some("Tallis Institute".to_owned()),
                aliases: vec![],
            });
            let entity = Some(out.entities.len() as u32 - 1);
            out.statements.push(Statement {
                span: Span::new(at, at + words.len()),
                kind: StatementKind::Direct,
                speaker: Some(Speaker { span: Span::new(at, at + 1), entity, reference: None }),
                with: Vec::new(),
                cue: None,
                negated: false,
                rule: "test".into(),
                confidence: 1.0,
                utterance: 0,
            });
        };
        say("The pier stays", Some("governor"));
        say("the pier stays", None);
        say("charm", None);
        out
    });
    let total = report.total;
    assert_eq!((total.gold, total.matched, total.unattributed, total.unattributed_taken), (3, 2, 1, 1));
    assert_eq!(total.role, Detail { gold: 1, right: 0.0, spurious: 0 });
    assert_eq!(total.organization, Detail { gold: 1, right: 1.0, spurious: 1 });
    assert_eq!(report.unlocated, ["lowland-gazette_pier: words that stand nowhere"]);
    assert!(report.mistakes.iter().any(|mistake| mistake.kind == MistakeKind::Role));
}

#[test]
fn what_is_no_gold_is_named_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gold.jsonl");
    let check = |content: &str, want: &str| {
        std::fs::write(&file, content).unwrap();
        let error = gold::load(&file).unwrap_err().to_string();
        assert!(error.contains(want), "{error}");
    };
    check("\n{\"id\": 1}", "gold.jsonl:2: not gold");
    check(r#"{"id":"a","text":"one","quotes":[{"start":0,"end":9}]}"#, "does not fit a text of 3");
    check(
        r#"{"id":"a","text":"one","quotes":[{"start":0,"end":1,"text":"x"}]}"#,
        "does not hold its own words",
    );
    check(r#"{"id":"a","text":"one","quotes":[{}]}"#, "no `start` and `end`");
    assert!(matches!(gold::load(folder.path()), Err(EvalError::NoGold { .. })));
    assert!(matches!(gold::load(&folder.path().join("none")), Err(EvalError::Read { .. })));
}

#[test]
fn all_gold_of_the_corpus_stands_in_its_articles() {
    let gold = gold::load(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus")).unwrap();
    assert!(gold.len() >= 60, "{} articles", gold.len());
    for one in &gold {
        assert_eq!(one.article.as_ref().err(), None, "{}", one.gold.id);
        assert!(one.unlocated.is_empty(), "{}: {:?}", one.gold.id, one.unlocated);
    }
}
