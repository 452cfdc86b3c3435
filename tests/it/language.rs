//! The query language as its users meet it, over the archive that comes with the code.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use onrecord::query::GRAMMAR;
use serde_json::Value;

use super::corpus::corpus;
use super::dir::{Dir, Ran};

/// The corpus, indexed once for all tests here.
static CORPUS: LazyLock<Dir> = LazyLock::new(|| {
    let dir = corpus();
    dir.run(&["index", "news"]).found();
    dir
});

fn ask(args: &[&str]) -> Ran {
    CORPUS.ask(&[&["search"], args].concat())
}

fn json(args: &[&str]) -> Value {
    ask(&[args, &["--json", "-n", "1000"]].concat()).json()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The articles found, by path and record.
fn found(args: &[&str]) -> BTreeSet<String> {
    list(&json(args)["hits"]).iter().map(place).collect()
}

fn place(hit: &Value) -> String {
    format!("{}:{}", hit["path"].as_str().unwrap(), hit["record"])
}

/// All of these ask the same, and it is something.
#[track_caller]
fn same(queries: &[&str]) -> BTreeSet<String> {
    let first = found(&[queries[0]]);
    assert!(!first.is_empty(), "{}", queries[0]);
    for query in &queries[1..] {
        assert_eq!(found(&[query]), first, "{query}");
    }
    first
}

#[test]
fn operators_are_written_in_many_ways() {
    same(&[
        "Khamenei letter",
        "Khamenei AND letter",
        "Khamenei and letter",
        "Khamenei && letter",
        "+Khamenei +letter",
    ]);
    same(&["（Khamenei ＡＮＤ letter）", "(letter Khamenei)"]);
    same(&["strike OR measles", "strike || measles", "strike or measles", "(measles OR strike)"]);
    same(&["letter NOT Khamenei", "letter -Khamenei", "letter !Khamenei", "letter and not Khamenei"]);
    let letter = found(&["letter"]);
    let without = found(&["letter NOT Khamenei"]);
    let both = found(&["letter AND Khamenei", "--exact"]);
    assert!(without.len() + both.len() <= letter.len() && without.is_disjoint(&both));
    ask(&["strike or measles"]).found().warns(&["`or` was read as OR"]);
    ask(&["vote not levy"]).warns(&["`not` was searched as a word; the operator is written NOT"]);
}

#[test]
fn marks_and_signs_are_taken_kindly() {
    same(&[
        "\"Supreme Leader\"",
        "“Supreme Leader”",
        "„Supreme Leader“",
        "«Supreme Leader»",
        "＂Supreme Leader＂",
    ]);
    ask(&["“Supreme Leader"])
        .found()
        .warns(&["the quotation mark is never closed; searched for “Supreme Leader\""]);
    same(&["don't", "don’t"]);
    for text in
        ["12:30", "http://x.example/a?b=c", "6\" pipe", "AT&T", "well-known", "Yahoo! - news", "E=mc^2?"]
    {
        let ran = ask(&[text, "--json"]);
        assert!(ran.json()["total"].is_u64(), "{text}");
    }
}

#[test]
fn phrases_loose_phrases_and_words_near_each_other() {
    let exact = found(&["\"shed pier\""]);
    let loose = found(&["\"shed pier\"~8"]);
    assert!(exact.is_empty() && !loose.is_empty());
    let near = same(&["shed NEAR/9 pier", "shed W/9 pier", "pier w/9 shed", "shed near/9 pier"]);
    assert!(loose.is_subset(&near));
    let ordered = found(&["shed PRE/9 pier"]);
    assert!(ordered.is_subset(&near) && !ordered.is_empty());
    let both: BTreeSet<String> =
        found(&["shed PRE/9 pier"]).union(&found(&["pier PRE/9 shed"])).cloned().collect();
    assert_eq!(both, near);
    assert!(!found(&["\"public inquiry\" W/20 (fire OR blaze OR batter*)"]).is_empty());
    assert!(!found(&["headline:(fire W/5 Alder)"]).is_empty());
}

#[test]
fn patterns_stand_for_words() {
    let women = found(&["wom?n"]);
    assert!(found(&["\"woman\""]).is_subset(&women) && found(&["\"women\""]).is_subset(&women));
    assert!(found(&["\"harbour\""]).is_subset(&found(&["*rbour"])));
    assert!(found(&["\"turbine\" OR \"turbines\""]).is_subset(&found(&["/turbines?/"])));
    assert!(found(&["\"Khamenei\""]).is_subset(&found(&["Khamanei~1"])));
    assert!(found(&["\"Khamanei\""]).is_subset(&found(&["Khamenei~1"])));
    assert!(found(&["negotiat*"]).is_superset(&found(&["\"negotiations\""])));
}

#[test]
fn a_weight_changes_the_order_and_nothing_else() {
    let order = |query: &str| -> Vec<String> { list(&json(&[query])["hits"]).iter().map(place).collect() };
    let (fire, measles) = (order("fire^20 OR measles"), order("fire OR measles^20"));
    let set = |places: &[String]| places.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(set(&fire), set(&measles));
    assert!(measles[0].contains("measles") && !fire[0].contains("measles"));
}

#[test]
fn fields_groups_and_what_is_there_at_all() {
    let group = found(&["headline:(fire OR letter)"]);
    let apart: BTreeSet<String> =
        found(&["headline:fire"]).union(&found(&["title:letter"])).cloned().collect();
    assert_eq!(group, apart);
    let all = found(&[""]);
    let (with, without) = (found(&["caption:*"]), found(&["NOT caption:*"]));
    assert!(!with.is_empty() && !without.is_empty());
    assert_eq!(with.len() + without.len(), all.len());
    assert!(with.is_disjoint(&without));
    assert_eq!(found(&["indexed:>=2020"]), all);
    assert_eq!(found(&["path:meridian"]).len(), found(&["path:\"meridian wire\""]).len());
    assert!(!found(&["kind:indirect NOT kind:direct"]).is_empty());
    assert!(!found(&["role:analyst kind:direct"]).is_empty());
}

#[test]
fn fields_lists_each_with_an_example_that_is_a_query() {
    let ran = CORPUS.run(&["fields"]).found().quiet();
    let table = CORPUS.run(&["fields", "--json"]).found().json();
    let fields = list(&table["fields"]);
    for name in "headline lead body caption author speaker org role quote people place section source lang path kind published indexed".split(' ') {
        let field = fields.iter().find(|field| field["name"] == name).unwrap_or_else(|| panic!("{name}"));
        let example = field["example"].as_str().unwrap();
        assert!(ran.out.contains(example), "{name}");
        assert!(json(&[example])["total"].is_u64(), "{example}");
    }
    assert_eq!(fields.len(), 18);
    CORPUS
        .run(&["fields", "--format", "csv"])
        .found()
        .prints(&["name,aliases,about,example", "headline,title; head"]);
}

#[test]
fn dates_as_people_write_them() {
    let march = same(&[
        "published:2025-03",
        "published:March 2025",
        "published:(March 2025)",
        "published:\"March 2025\"",
        "published:2025-03-01..2025-03-31",
        "published:[2025-03-01 TO 2025-03-31]",
        "published:1 March 2025..31 March 2025",
        "published:>=2025-03 published:<2025-04",
    ]);
    assert_eq!(found(&["--from", "March 2025", "--to", "2025-03"]), march);
    assert_eq!(found(&["--from", "1 March 2025", "--to", "March 31, 2025"]), march);
    same(&["published:2025-03-01..2025-04", "published:between March 2025 and April 2025"]);
    same(&["letter published:since 2024", "published:>=2024 letter"]);
    ask(&["--from", "someday"]).failed().warns(&["`someday` is not a date"]);
    ask(&["published:3/4/2025"]).failed().warns(&["is it 2025-03-04 or 2025-04-03?"]);
}

#[test]
fn days_are_seen_from_today() {
    let today = jiff::Zoned::now().date();
    let day = |back: i64| today.checked_sub(jiff::Span::new().days(back)).unwrap();
    let dir = Dir::new();
    for (name, back) in [("now", 0), ("week", 9), ("old", 800)] {
        let date = day(back).strftime("%B %d, %Y").to_string();
        dir.file(&format!("news/{name}.txt"), format!("A dull {name}\n\nMara Osei\n\n{date}\n\nNothing happened in the harbour at all, and the {name} went on for long.\n"));
    }
    dir.run(&["index", "news"]).found();
    let names = |args: &[&str]| -> String {
        let found = dir.ask(&[&["search", "--json", "--sort", "newest"], args].concat()).json();
        let names: Vec<&str> = list(&found["hits"]).iter().map(|hit| hit["path"].as_str().unwrap()).collect();
        names.join(" ")
    };
    assert_eq!(names(&["published:last 30 days"]), "now.txt week.txt");
    assert_eq!(names(&["harbour published:today"]), "now.txt");
    assert_eq!(names(&["--from", "last 30 days", "--to", "yesterday"]), "week.txt");
    assert_eq!(names(&["--to", "two years ago"]), "old.txt");
    assert_eq!(names(&["indexed:today"]), "now.txt week.txt old.txt");
    // The freshest of equally good ones comes first.
    let fresh = dir.ask(&["search", "harbour", "--json", "--sort", "fresh"]).json();
    let paths: Vec<&str> = list(&fresh["hits"]).iter().map(|hit| hit["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["now.txt", "week.txt", "old.txt"]);
}

/// The articles in which one statement satisfies `wanted`, by reading them all.
fn with_statement(wanted: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let all = json(&[""]);
    let hits = list(&all["hits"]).iter();
    hits.filter(|hit| list(&hit["statements"]).iter().any(&wanted)).map(place).collect()
}

fn text<'v>(statement: &'v Value, key: &str) -> &'v str {
    statement[key].as_str().unwrap_or_default()
}

fn holds(statement: &Value, word: &str) -> bool {
    let said = text(statement, "text").to_lowercase();
    said.split(|c: char| !c.is_alphanumeric()).any(|own| own == word || own == format!("{word}s"))
}

#[test]
fn one_statement_by_that_speaker_holds_those_words() {
    let read = with_statement(|s| text(s, "speaker") == "Marta Oyelaran" && holds(s, "letter"));
    assert!(read.len() >= 2, "{read:?}");
    same(&["\"Marta Oyelaran\" SAID letter", "speaker:\"Marta Oyelaran\" SAID letter"]);
    assert_eq!(found(&["\"Marta Oyelaran\" SAID letter"]), read);
    // In the article, but not in one of her statements.
    assert!(found(&["speaker:Oyelaran letter"]).len() > read.len());
    let both = with_statement(|s| {
        text(s, "speaker").contains("Oyelaran") && holds(s, "letter") && holds(s, "drawer")
    });
    assert_eq!(found(&["speaker:Oyelaran SAID (letter AND drawer)", "--exact"]), both);
    let not = with_statement(|s| {
        text(s, "speaker").contains("Oyelaran") && holds(s, "letter") && !holds(s, "drawer")
    });
    assert_eq!(found(&["speaker:Oyelaran SAID (letter AND NOT drawer)", "--exact"]), not);
    let body = with_statement(|s| text(s, "organization") == "Corvane Group" && holds(s, "letter"));
    assert!(!body.is_empty());
    assert_eq!(found(&["org:\"Corvane Group\" SAID letter"]), body);
    assert_eq!(found(&["\"Corvane Group\" SAID letter"]), body);
    let direct = with_statement(|s| text(s, "kind") == "direct" && text(s, "speaker").contains("Oyelaran"));
    assert_eq!(found(&["(speaker:Oyelaran AND kind:direct) SAID *"]), direct);
}

#[test]
fn statements_stand_beside_everything_else() {
    let said = found(&["Oyelaran SAID letter"]);
    let late = found(&["Oyelaran SAID letter AND published:2025"]);
    assert!(late.is_subset(&said) && !late.is_empty() && late.len() < said.len());
    let rest = found(&["letter NOT (Oyelaran SAID letter)"]);
    assert!(rest.is_disjoint(&said) && !rest.is_empty());
    let either = found(&["Oyelaran SAID letter OR Tuck SAID spreadsheet"]);
    assert!(said.is_subset(&either) && either.len() > said.len());
    ask(&["Oyelaran said letter"]).warns(&["`said` was searched as a word; the operator is written SAID"]);
    same(&["speaker:Oyelaran said letter", "speaker:Oyelaran SAID letter"]);
}

#[test]
fn statements_about_somebody() {
    let about = found(&["ABOUT Khamenei"]);
    let named = with_statement(|s| text(s, "text").contains("Khamenei"));
    assert!(!named.is_empty() && named.is_subset(&about), "{about:?} {named:?}");
    same(&["ABOUT Khamenei", "* ABOUT Khamenei", "ABOUT people:Khamenei"]);
    let by = found(&["Oyelaran ABOUT Khamenei"]);
    assert!(!by.is_empty() && by.is_subset(&about) && by.is_subset(&found(&["speaker:Oyelaran"])));
    // Under any name that the article has for them, also where it is not this one.
    for (who, surname) in [("Helen Castellane", "Castellane"), ("Karim Tabari", "Tabari")] {
        let about = found(&[&format!("ABOUT \"{who}\"")]);
        let word = found(&[&format!("quote:\"{who}\""), "--exact"]);
        assert!(word.is_subset(&about) && word.len() < about.len(), "{who}: {about:?} {word:?}");
        assert!(!found(&[&format!("quote:{surname}"), "--exact"]).is_empty(), "{who}");
    }
    let (about, word) = (found(&["ABOUT Pryce"]), found(&["quote:Pryce", "--exact"]));
    assert!(!word.is_empty() && word.is_subset(&about), "{about:?} {word:?}");
}

#[test]
fn words_that_keep_everything_out_are_named_with_what_dropping_them_gives() {
    let letters = json(&["Khamenei letter"])["total"].as_u64().unwrap();
    ask(&["Khamenei letter xylophone"])
        .nothing()
        .warns(&[&format!("hint: without `xylophone` there would be {letters} articles")]);
    ask(&["measles xylophone zeppelin"]).nothing().warns(&[
        "alone they find: measles ",
        "xylophone 0",
        "--any",
    ]);
    let any = found(&["measles xylophone zeppelin", "--any"]);
    assert_eq!(any, found(&["measles"]));
    assert_eq!(found(&["measles eel", "--any"]), found(&["measles OR eel"]));
    assert_eq!(found(&["measles eel -vans", "--any"]), found(&["(measles OR eel) NOT vans"]));
}

#[test]
fn a_name_finds_its_other_spellings_and_says_so() {
    let exact = found(&["Khamenei", "--exact"]);
    let page = json(&["Khamenei"]);
    let all: Vec<String> = list(&page["hits"]).iter().map(place).collect();
    let also = &page["also"][0];
    assert_eq!((also["typed"].as_str(), also["spelling"].as_str()), (Some("Khamenei"), Some("Khamanei")));
    assert_eq!(also["articles"].as_u64().unwrap() as usize, found(&["\"Khamanei\""]).len());
    let found_all: BTreeSet<String> = all.iter().cloned().collect();
    let union: BTreeSet<String> = exact.union(&found(&["\"Khamanei\""])).cloned().collect();
    assert_eq!(found_all, union);
    // Where only the other spelling stands, it stands below.
    let only_other: Vec<usize> =
        all.iter().enumerate().filter(|(_, place)| !exact.contains(*place)).map(|(at, _)| at).collect();
    assert!(only_other.iter().all(|at| *at >= exact.len()), "{only_other:?} of {}", all.len());
    ask(&["Khamenei"]).found().prints(&["also: Khamanei, "]);
    ask(&["\"Khamenei\""]).found().lacks(&["also:"]);
    ask(&["Khamenei", "--exact"]).found().lacks(&["also:"]);
    assert_eq!(found(&["\"Khamenei\""]), exact);
    assert!(found(&["Vahdani"]).is_superset(&found(&["Wahdani", "--exact"])));
}

#[test]
fn an_unknown_word_is_answered_with_words_like_it() {
    ask(&["Khamenej"]).nothing().warns(&["`Khamenej` stands nowhere; did you mean khamenei ("]);
    let page = json(&["tubrine OR eel"]);
    assert_eq!(page["did_you_mean"][0]["word"], "turbine");
    assert_eq!(list(&json(&["turbine"])["did_you_mean"]).len(), 0);
    ask(&["qqqqzzzz"]).nothing().quiet();
}

#[test]
fn errors_name_the_place_and_a_repair() {
    for (query, message, repair) in [
        ("letter AND speeker:Ruiz", "no field is called `speeker`", "did you mean `speaker:Ruiz`?"),
        ("(letter OR", "`OR` has nothing after it", "quote it"),
        ("(letter", "this parenthesis is never closed", "add `)`"),
        ("*a", "almost every word", "two letters or more"),
        ("wolf~7", "`~` after a word takes 1 or 2", "wolf~1"),
        ("wolf^0", "`^` takes a number above 0", "^2"),
        ("/a(/", "not a regular expression", "quote it"),
        ("a NEAR/500 b", "so far apart", "AND finds both"),
        ("(a AND b) NEAR/5 c", "cannot be near", "alternatives"),
        ("kind:loud", "not a kind", "direct, mixed and indirect"),
        ("a SAID b SAID c", "takes one `SAID`", "put AND between"),
        ("published:soon", "`soon` is not a date", "last 30 days"),
    ] {
        let ran = ask(&[query]).failed().warns(&[message, "^", "hint: ", repair]);
        assert_eq!(ran.out, "", "{query}");
    }
}

#[test]
fn no_query_is_too_long_or_too_deep_for_an_answer() {
    for query in [
        "(".repeat(5000),
        "NOT ".repeat(5000),
        "a ".repeat(30_000),
        "/(a*)*b/ ".repeat(50),
        "*a*b*c*d*e*f ".repeat(20),
    ] {
        let started = std::time::Instant::now();
        let ran = ask(&[&query, "--json"]);
        assert!(ran.err.len() < 10_000);
        assert!(started.elapsed().as_secs() < 20);
    }
}

#[test]
fn explain_tells_the_tree_the_words_and_the_reasons() {
    ask(&["Khamenei letters -war", "--explain"]).found().prints(&[
        "understood as",
        "word Khamenei = khamenei | khamanei",
        "word letters = letters | letter…",
        "not",
        "why: ",
        "headline ",
        "for standing together",
    ]);
    ask(&["turbin*", "--explain"]).found().prints(&["prefix turbin* = turbine | turbines"]);
    let page = json(&["\"Marta Oyelaran\" SAID letter", "--explain"]);
    let told = &page["explanation"];
    assert_eq!(told["tree"][0]["kind"], "statement");
    assert_eq!(list(&told["hits"]).len(), list(&page["hits"]).len());
    let reason = &told["hits"][0]["reasons"][0];
    assert!(
        list(&reason["statements"]).iter().any(|said| said
            .as_str()
            .unwrap()
            .to_lowercase()
            .contains("letter"))
    );
    // Reasons and closeness make the score.
    for why in list(&json(&["Khamenei letter", "--explain"])["explanation"]["hits"]) {
        let number = |value: &Value| value.as_f64().unwrap();
        let sum: f64 = list(&why["reasons"]).iter().map(|reason| number(&reason["score"])).sum();
        assert!((sum + number(&why["closeness"]) - number(&why["score"])).abs() < 0.02, "{why}");
    }
    assert!(json(&["letter"])["explanation"].is_null());
}

#[test]
fn headline_and_lead_weigh_more_and_closeness_counts() {
    let dir = Dir::new();
    let article = |headline: &str, lead: &str, more: &str| {
        format!("{headline}\n\nMara Osei\n\nMarch 9, 2025\n\n{lead}\n\n{more}\n")
    };
    let (plain, filler) =
        ("Nothing of note happened there on Tuesday.", "The board met again in the afternoon and went home.");
    let told = "A zeppelin was seen over the town hall by many people.";
    dir.file("news/headline.txt", article("Zeppelin over the hall", plain, filler));
    dir.file("news/lead.txt", article("Dull day in town", told, filler));
    dir.file("news/body.txt", article("Dull day again here", plain, told));
    let close = "The copper kettle stood there, and nobody looked at it in all the long afternoon.";
    let far = "The copper stood there, and nobody looked at it in all the long afternoon but the kettle.";
    dir.file("news/close.txt", article("First of two", plain, close));
    dir.file("news/far.txt", article("Other of two", plain, far));
    dir.run(&["index", "news"]).found();
    let order = |query: &str| -> Vec<String> {
        let found = dir.ask(&["search", query, "--json"]).found().json();
        list(&found["hits"]).iter().map(|hit| hit["path"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(order("zeppelin"), ["headline.txt", "lead.txt", "body.txt"]);
    assert_eq!(order("copper kettle"), ["close.txt", "far.txt"]);
}

/// What the order of results must be worth, as measured, rounded down.
const NDCG: f64 = 0.95;

#[test]
fn the_best_answers_come_first() {
    let graded = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ranking.toml");
    let report = CORPUS.ask(&["eval", "--ranking", graded, "--format", "json"]).found().json();
    let total = &report["total"];
    assert!(total["queries"].as_u64().unwrap() >= 40);
    assert!(total["ndcg"].as_f64().unwrap() >= NDCG, "{total}");
    CORPUS.ask(&["eval", "--ranking", graded]).found().prints(&["nDCG@10 0.", " queries"]);
    let wrong = CORPUS.file("wrong.toml", "[[query]]\ntext = 'letter'\nanswers = { 'nowhere.txt' = 3 }\n");
    CORPUS.ask(&["eval", "--ranking", wrong.to_str().unwrap()]).failed().warns(&["no article nowhere.txt"]);
}

#[test]
fn the_help_shows_the_grammar_that_the_code_has() {
    let help = CORPUS.run(&["search", "--help"]).found();
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let shown = squeezed(&help.out);
    for line in GRAMMAR.lines().filter(|line| !line.trim().is_empty()) {
        assert!(shown.contains(&squeezed(line)), "{line}");
    }
}
