//! The engine over small made-up archives.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::index::analysis::{exact_tokens, stem};
use crate::index::testing::article;
use crate::index::{FileFacts, FileState, Plan, Summary, Update, WriterOptions};
use crate::model::{NewsDate, ParagraphKind};
use crate::query::{Field, parse};
use tantivy::query::EnableScoring;
use tantivy::{DocSet as _, TERMINATED};

const COPY: &str = "The same letter.";
const SMALL: WriterOptions =
    WriterOptions { threads: 1, memory: 20_000_000, wait: std::time::Duration::ZERO, anew: false };

fn facts(version: i64) -> FileFacts {
    FileFacts { size: 1, mtime: version }
}

/// Equal texts are equal files only where a test says so, by writing [`COPY`] in them.
fn hash_of(record: &Record) -> String {
    let article = &record.article;
    let apart = if article.text.contains(COPY) { "" } else { article.origin.path.as_str() };
    blake3::hash(format!("{apart}\n{}", article.text).as_bytes()).to_hex().to_string()
}

/// One update in which these are all the files there are.
fn update(dir: &Path, records: &[Record]) -> Summary {
    let update = Archive::open_or_create(dir).unwrap().begin(SMALL).unwrap();
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
        let (rank, at) = (columns.u64("said_article").unwrap(), columns.u64("said_ordinal").unwrap());
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
    let update = Archive::open_or_create(dir.path())
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
fn unchanged_files_are_not_read_and_gone_ones_are_removed() {
    let dir = tempfile::tempdir().unwrap();
    let records = on_record();
    let first = update(dir.path(), &records);
    assert_eq!((first.found, first.indexed, first.articles, first.statements), (3, 3, 3, 4));

    let again = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    assert_eq!(again.plan("a", facts(1)), Plan::Unchanged);
    assert_eq!(again.plan("b", facts(2)), Plan::Read);
    assert!(again.same_bytes("b", facts(2), &hash_of(&records[1])));
    assert!(again.settle().is_empty());
    let second = again.finish().unwrap();
    assert_eq!((second.found, second.unchanged, second.removed, second.articles), (2, 2, 1, 2));
    let engine = LocalEngine::open(dir.path()).unwrap();
    check(&engine, Query::All, &["a", "b"]);
    // A name whose last article is gone is no longer known.
    let filters = Filters { speakers: vec!["Ali Khamenei".into()], ..Filters::default() };
    assert_eq!(engine.search(&Request { filters, ..asked(Query::All) }).unwrap().total, 1);
    assert_eq!(engine.stats().statements, 3);
}

#[test]
fn a_changed_file_is_replaced_with_its_statements() {
    let dir = tempfile::tempdir().unwrap();
    update(dir.path(), &[article("a").quote("Old.", "Ana Ruiz").record()]);
    let changed =
        update(dir.path(), &[article("a").quote("New.", "Ben Roy").quote("More.", "Ben Roy").record()]);
    assert_eq!((changed.indexed, changed.articles, changed.statements), (1, 1, 2));
    let engine = LocalEngine::open(dir.path()).unwrap();
    check(&engine, term("old"), &[]);
    check(&engine, term("new"), &["a"]);
    let statements = Term::from_field_text(engine.fields().kind, crate::index::STATEMENT);
    assert_eq!(statistics::documents_with(&engine.searcher, &statements).unwrap(), 2);
}

#[test]
fn the_first_path_of_equal_bytes_is_indexed() {
    let dir = tempfile::tempdir().unwrap();
    let copy = |path: &str| article(path).paragraph(COPY).record();
    let first = update(dir.path(), &[copy("b"), copy("a"), copy("c")]);
    assert_eq!((first.indexed, first.duplicate, first.articles), (1, 2, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), term("letter"), &["a"]);

    // The original goes: the next one takes its place.
    let second = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    assert_eq!(second.plan("b", facts(1)), Plan::Unchanged);
    assert_eq!(second.plan("c", facts(1)), Plan::Unchanged);
    assert_eq!(second.settle(), ["b"]);
    put(&second, &copy("b"));
    assert!(second.settle().is_empty());
    let second = second.finish().unwrap();
    assert_eq!((second.found, second.indexed, second.duplicate, second.removed), (2, 1, 1, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), term("letter"), &["b"]);

    // An earlier path appears: it takes over from an unchanged one.
    let third = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    third.plan("b", facts(1));
    third.plan("c", facts(1));
    put(&third, &copy("0"));
    assert!(third.is_duplicate("d", facts(1), &hash_of(&copy("d"))));
    let third = third.finish().unwrap();
    assert_eq!((third.found, third.indexed, third.duplicate, third.articles), (4, 1, 3, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), term("letter"), &["0"]);
}

#[test]
fn rejections_are_counted_and_tried_again_where_it_helps() {
    let dir = tempfile::tempdir().unwrap();
    let first = Archive::open_or_create(dir.path()).unwrap().begin(SMALL).unwrap();
    first.reject("empty", facts(1), "holds no text", false);
    first.reject("locked", facts(1), "permission denied", true);
    let first = first.finish().unwrap();
    assert_eq!((first.found, first.rejected), (2, 2));
    let archive = Archive::open(dir.path()).unwrap();
    assert!(
        matches!(&archive.manifest().unwrap()["empty"].state, FileState::Rejected { reason, .. } if reason == "holds no text")
    );
    let second = archive.begin(SMALL).unwrap();
    assert_eq!(second.plan("empty", facts(1)), Plan::Unchanged);
    assert_eq!(second.plan("locked", facts(1)), Plan::Read);
    put(&second, &article("locked").paragraph("A letter.").record());
    let second = second.finish().unwrap();
    assert_eq!((second.found, second.indexed, second.rejected), (2, 1, 1));
}

#[test]
fn an_unlisted_folder_keeps_what_is_known_of_it() {
    let dir = tempfile::tempdir().unwrap();
    update(
        dir.path(),
        &[article("x/a").paragraph("a letter").record(), article("y/b").paragraph("b").record()],
    );
    let second = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    second.keep_below("x");
    let second = second.finish().unwrap();
    assert_eq!((second.found, second.unchanged, second.removed), (1, 1, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), Query::All, &["x/a"]);
}

#[test]
fn an_update_that_dies_leaves_the_old_pair() {
    let dir = tempfile::tempdir().unwrap();
    update(dir.path(), &[article("a").paragraph("The old letter.").record()]);
    let archive = Archive::open(dir.path()).unwrap();
    let before = archive.manifest().unwrap();
    let dying = archive.begin(SMALL).unwrap();
    put(&dying, &article("a").paragraph("The new letter.").record());
    drop(dying);
    // As after a kill between writing the manifest and committing the index.
    std::fs::write(dir.path().join("onrecord.manifest-2.zst"), "half a manifest").unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    assert_eq!(archive.manifest().unwrap(), before);
    check(&LocalEngine::of(archive).unwrap(), term("old"), &["a"]);
    update(dir.path(), &[article("a").paragraph("The new letter.").record()]);
    check(&LocalEngine::open(dir.path()).unwrap(), term("new"), &["a"]);
}

#[test]
fn a_checkpoint_outlives_the_run() {
    let dir = tempfile::tempdir().unwrap();
    update(dir.path(), &[article("gone").paragraph("old").record(), article("b").paragraph(COPY).record()]);
    let mut long = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    put(&long, &article("a").paragraph(COPY).record());
    long.plan("b", facts(1));
    long.checkpoint().unwrap();
    put(&long, &article("c").paragraph("lost").record());
    drop(long);
    check(&LocalEngine::open(dir.path()).unwrap(), Query::All, &["a", "gone"]);

    let mut next = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    assert_eq!(next.plan("a", facts(1)), Plan::Unchanged);
    assert_eq!(next.plan("b", facts(1)), Plan::Unchanged);
    assert_eq!(next.plan("c", facts(1)), Plan::Read);
    put(&next, &article("c").paragraph("found").record());
    next.checkpoint().unwrap();
    let done = next.finish().unwrap();
    assert_eq!((done.found, done.indexed, done.unchanged, done.duplicate, done.removed), (3, 1, 1, 1, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), Query::All, &["a", "c"]);
}

/// Everything in one step: until it is done readers see what there was, and so does the next run if it is killed.
#[test]
fn what_is_read_anew_is_seen_when_all_of_it_is() {
    let dir = tempfile::tempdir().unwrap();
    update(dir.path(), &[article("a").paragraph("old").record(), article("b").paragraph("old").record()]);
    let anew = WriterOptions { anew: true, ..SMALL };
    let begin = || Archive::open(dir.path()).unwrap().begin(anew).unwrap();
    let mut killed = begin();
    assert_eq!(killed.plan("a", facts(1)), Plan::Read);
    put(&killed, &article("a").paragraph("new").record());
    killed.checkpoint().unwrap();
    check(&LocalEngine::open(dir.path()).unwrap(), term("old"), &["a", "b"]);
    drop(killed);
    check(&LocalEngine::open(dir.path()).unwrap(), term("old"), &["a", "b"]);
    let whole = begin();
    put(&whole, &article("a").paragraph("new").record());
    let done = whole.finish().unwrap();
    assert_eq!((done.found, done.indexed, done.articles), (1, 1, 1));
    check(&LocalEngine::open(dir.path()).unwrap(), Query::All, &["a"]);
    check(&LocalEngine::open(dir.path()).unwrap(), term("new"), &["a"]);
}

/// What cannot be told from it is read again, and until then can be searched.
#[test]
fn a_torn_manifest_heals() {
    let dir = tempfile::tempdir().unwrap();
    update(dir.path(), &[article("a").paragraph("letter").record()]);
    let path = dir.path().join("onrecord.manifest-1.zst");
    let whole = std::fs::read(&path).unwrap();
    for torn in [&whole[..whole.len() / 2], &[][..], b"garbage"] {
        std::fs::write(&path, torn).unwrap();
        let archive = Archive::open(dir.path()).unwrap();
        assert!(matches!(archive.manifest(), Err(IndexError::Damaged { .. })));
        check(&LocalEngine::of(archive.clone()).unwrap(), term("letter"), &["a"]);
        let next = archive.begin(SMALL).unwrap();
        assert!(next.is_anew());
        assert_eq!(next.plan("a", facts(1)), Plan::Read);
    }
    std::fs::remove_file(&path).unwrap();
    update(dir.path(), &[article("a").paragraph("letter").record()]);
    assert_eq!(Archive::open(dir.path()).unwrap().manifest().unwrap().len(), 1);
    check(&LocalEngine::open(dir.path()).unwrap(), term("letter"), &["a"]);
}

#[test]
fn an_orphan_that_nobody_read_is_left_to_the_next_run() {
    let dir = tempfile::tempdir().unwrap();
    let copy = |path: &str| article(path).paragraph(COPY).record();
    update(dir.path(), &[copy("a"), copy("b")]);
    let careless = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    careless.plan("b", facts(1));
    let done = careless.finish().unwrap();
    assert_eq!((done.found, done.rejected, done.removed, done.articles), (1, 1, 1, 0));
    let next = Archive::open(dir.path()).unwrap().begin(SMALL).unwrap();
    assert_eq!(next.plan("b", facts(1)), Plan::Read);
}

#[test]
fn threads_change_nothing() {
    let records: Vec<Record> = (0..40)
        .map(|n| {
            let words =
                WORDS.iter().cycle().skip(n % 5).take(3 + n % 4).copied().collect::<Vec<_>>().join(" ");
            article(&format!("{n:02}")).headline(WORDS[n % 8]).quote(&words, PEOPLE[n % 4]).record()
        })
        .collect();
    let (_dir, one) = engine(&records);
    let dir = tempfile::tempdir().unwrap();
    let many = Archive::open_or_create(dir.path()).unwrap();
    let many = many.begin(WriterOptions { threads: 4, memory: 80_000_000, ..SMALL }).unwrap();
    std::thread::scope(|scope| {
        for part in records.chunks(10) {
            let many = &many;
            scope.spawn(move || part.iter().rev().for_each(|record| put(many, record)));
        }
    });
    many.finish().unwrap();
    let many = LocalEngine::open(dir.path()).unwrap();
    for word in WORDS {
        let facets = vec![FacetRequest { name: FacetName::Speaker, limit: 3 }];
        let request = Request { facets, limit: 40, ..asked(term(word)) };
        assert_eq!(still(one.search(&request).unwrap()), still(many.search(&request).unwrap()), "{word}");
    }
}

// What must hold for any archive.

const WORDS: [&str; 8] = ["letter", "letters", "tehran", "oral", "orally", "rain", "u.s.", "Zoë"];
const PEOPLE: [&str; 4] = ["Ana Ruiz", "Ben Roy", "Cy Ruiz", "Dee Li"];
const DATES: [&str; 4] = ["2024", "2024-05", "2025-01-02", ""];

fn any_words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS.as_slice()), 1..most).prop_map(|words| words.join(" "))
}

prop_compose! {
    fn any_record()(
        headline in any_words(4),
        paragraphs in prop::collection::vec(any_words(6), 0..3),
        quotes in prop::collection::vec((any_words(4), prop::sample::select(PEOPLE.as_slice())), 0..3),
        section in prop::sample::select(&["", "World", "Arts"][..]),
        date in prop::sample::select(DATES.as_slice()),
    ) -> Record {
        let mut out = article("").headline(&headline);
        for words in &paragraphs { out = out.paragraph(words); }
        for (words, speaker) in &quotes { out = out.quote(words, speaker); }
        if !section.is_empty() { out = out.section(section); }
        out.published(date).record()
    }
}

fn any_archive() -> impl Strategy<Value = Vec<Record>> {
    prop::collection::vec(any_record(), 0..9).prop_map(|records| {
        let named = |(n, mut record): (usize, Record)| {
            record.article.origin.path = format!("{n}.txt");
            record.article.id = article(&record.article.origin.path).record().article.id;
            record
        };
        records.into_iter().enumerate().map(named).collect()
    })
}

fn any_query() -> impl Strategy<Value = Query> {
    let field = prop::sample::select(
        &[None, Some(Field::Headline), Some(Field::Body), Some(Field::Quote), Some(Field::Speaker)][..],
    );
    let leaf = prop_oneof![
        (field.clone(), prop::sample::select(WORDS.as_slice()))
            .prop_map(|(field, word)| Query::Term { field, word: word.into() }),
        (field.clone(), any_words(3)).prop_map(|(field, words)| Query::Phrase { field, words, slop: 0 }),
        (field, "[lot]|le|or").prop_map(|(field, stem)| Query::Prefix { field, stem }),
        prop::sample::select(DATES.as_slice())
            .prop_map(|from| Query::Published { from: from.parse().ok(), to: None }),
        Just(Query::All),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(Query::And),
            prop::collection::vec(inner.clone(), 1..3).prop_map(Query::Or),
            inner.prop_map(|query| Query::Not(Box::new(query))),
        ]
    })
}

/// The parts of an article that a field means.
fn parts(record: &Record, field: Option<Field>) -> Vec<String> {
    let article = &record.article;
    let body = || article.story().map(|p| p.span.of(&article.text).to_owned());
    let speakers = || {
        let entities = record.annotations.statements.iter().filter_map(|s| record.annotations.speaker_of(s));
        entities.map(|e| e.name.clone())
    };
    match field {
        Some(Field::Headline) => vec![article.headline.clone()],
        Some(Field::Body) => body().collect(),
        Some(Field::Quote) => {
            record.annotations.statements.iter().map(|s| s.span.of(&article.text).to_owned()).collect()
        }
        Some(Field::Speaker) => speakers().collect(),
        _ => body().chain(speakers()).chain([article.headline.clone()]).collect(),
    }
}

fn naive(record: &Record, query: &Query) -> bool {
    let any = |field: &Option<Field>, holds: &dyn Fn(&[String]) -> bool| {
        parts(record, *field).iter().any(|part| holds(&exact_tokens(part)))
    };
    match query {
        Query::All => true,
        Query::Term { field, word } => {
            let wanted = stem(&exact_tokens(word)[0]);
            any(field, &|words| words.iter().any(|word| stem(word) == wanted))
        }
        Query::Phrase { field, words, .. } => {
            let wanted = exact_tokens(words);
            any(field, &|words| words.windows(wanted.len()).any(|window| window == wanted))
        }
        Query::Prefix { field, stem } => any(field, &|words| words.iter().any(|word| word.starts_with(stem))),
        Query::Published { from, .. } => {
            let first = from.as_ref().map_or(i64::MIN, NewsDate::earliest);
            record.article.published.is_some_and(|date| date.earliest() >= first)
        }
        Query::And(parts) => parts.iter().all(|part| naive(record, part)),
        Query::Or(parts) => parts.iter().any(|part| naive(record, part)),
        Query::Not(part) => !naive(record, part),
        other => unreachable!("{other} is made nowhere here"),
    }
}

fn naive_counts(records: &[&Record]) -> BTreeMap<String, u64> {
    let mut out = BTreeMap::new();
    for record in records {
        for speaker in parts(record, Some(Field::Speaker)).into_iter().collect::<BTreeSet<_>>() {
            *out.entry(speaker).or_default() += 1;
        }
    }
    out
}

/// A page without what differs from run to run.
fn still(mut page: Page) -> Page {
    page.took_micros = 0;
    for hit in &mut page.hits {
        // The last bits of a sum depend on the order of its terms.
        hit.score = (hit.score * 1000.0).round();
    }
    page
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn hits_and_counts_are_the_naive_ones(records in any_archive(), queries in prop::collection::vec(any_query(), 12)) {
        let (_dir, engine) = engine(&records);
        for query in queries {
            let want: Vec<&Record> = records.iter().filter(|record| naive(record, &query)).collect();
            let facets = vec![FacetRequest { name: FacetName::Speaker, limit: 100 }];
            let page = engine.search(&Request { facets, ..asked(query.clone()) }).unwrap();
            let mut found = paths(&page);
            found.sort_unstable();
            let paths: Vec<&str> = want.iter().map(|record| record.article.origin.path.as_str()).collect();
            prop_assert_eq!(found, paths, "{:?}", query);
            prop_assert_eq!(page.total, want.len() as u64);
            let counts: BTreeMap<String, u64> = page.facets[0].values.iter().map(|v| (v.value.clone(), v.count)).collect();
            prop_assert_eq!(counts, naive_counts(&want));
        }
    }

    #[test]
    fn order_and_history_change_nothing(
        records in any_archive(),
        seed in any::<u64>(),
        queries in prop::collection::vec(any_query(), 6),
    ) {
        let (_one, straight) = engine(&records);
        let mut shuffled = records.clone();
        shuffled.sort_by_key(|record| blake3::hash(format!("{seed}{}", record.article.origin.path).as_bytes()).to_hex().to_string());
        // Another history: half of them first with other words, several segments, then all.
        let dir = tempfile::tempdir().unwrap();
        let half: Vec<Record> = shuffled.iter().step_by(2).map(|record| {
            article(&record.article.origin.path).headline("rain rain").quote("tehran letters", "Eve Old").record()
        }).collect();
        update(dir.path(), &half);
        update(dir.path(), &shuffled);
        let winding = LocalEngine::open(dir.path()).unwrap();
        for query in queries {
            for sort in [Sort::Relevance, Sort::Newest] {
                let facets = vec![FacetRequest { name: FacetName::Section, limit: 100 }, FacetRequest { name: FacetName::Month, limit: 1 }];
                let request = Request { facets, sort, ..asked(query.clone()) };
                let (one, other) = (straight.search(&request).unwrap(), winding.search(&request).unwrap());
                prop_assert_eq!(still(one), still(other), "{:?}", query);
            }
        }
    }
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
