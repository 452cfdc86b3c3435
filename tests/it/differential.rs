//! The engine against brute force: a thousand queries over `corpus/`, every operator among them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use onrecord::engine::{
    Engine, FacetName, FacetRequest, LocalEngine, Page, Pivot, Request, Sort, StatementRequest,
};
use onrecord::model::{EntityKind, NewsDate, Record, Statement, StatementKind};
use onrecord::query::{FIELDS, Field, Filters, Query, parse};
use onrecord::text::fold::fold_name;

use super::corpus::corpus;
use super::naive::{self, Case};

const QUERIES: usize = 1500;
/// What would end a phrase.
const MARKS: [char; 7] = ['"', '“', '”', '„', '‟', '«', '»'];

/// The same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Makes queries out of what stands in the archive, so that many of them find something.
struct Maker<'r> {
    dice: Dice,
    records: Vec<&'r Record>,
}

fn plain(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words
        .filter(|word| word.len() > 1 && !["AND", "OR", "NOT", "SAID", "ABOUT", "NEAR"].contains(word))
        .collect()
}

impl Maker<'_> {
    fn record(&mut self) -> &Record {
        let at = self.dice.below(self.records.len());
        self.records[at]
    }

    /// So many words that stand side by side somewhere; dull ones too.
    fn words(&mut self, many: usize) -> Vec<String> {
        loop {
            let from = self.dice.next() as usize;
            let record = self.record();
            let text = match from % 4 {
                0 => record.article.headline.as_str(),
                1 => record.article.lead().unwrap_or_default(),
                _ => &record.article.text,
            };
            let words = plain(text);
            if words.len() >= many {
                let at = (from / 4) % (words.len() - many + 1);
                return words[at..at + many].iter().map(|word| (*word).to_owned()).collect();
            }
        }
    }

    fn word(&mut self) -> String {
        self.words(1).remove(0)
    }

    fn field(&mut self) -> Option<Field> {
        if self.dice.below(2) == 0 {
            return None;
        }
        Some(FIELDS[self.dice.below(FIELDS.len() - 1)].field)
    }

    /// A word with one letter changed, as a pattern or as a mistake.
    fn mangled(&mut self, sign: char) -> String {
        let mut letters: Vec<char> = self.word().to_lowercase().chars().collect();
        while letters.len() < 3 {
            letters = self.word().to_lowercase().chars().collect();
        }
        let at = self.dice.below(letters.len() - 1);
        letters[at] = sign;
        letters.into_iter().collect()
    }

    fn leaf(&mut self) -> Query {
        let field = self.field();
        match self.dice.below(12) {
            0..=2 => Query::Term { field, word: self.word() },
            3 => Query::Phrase { field, words: self.words(2).join(" "), slop: 0 },
            4 => {
                let mut words = self.words(4);
                words.remove(1 + self.dice.below(2));
                Query::Phrase { field, words: words.join(" "), slop: 1 + self.dice.below(4) as u32 }
            }
            5 => {
                let mut stem = self.word().to_lowercase();
                stem.truncate(2 + self.dice.below(4));
                Query::Prefix { field, stem }
            }
            6 => {
                let sign = *self.dice.one(&['*', '?']);
                Query::Wildcard { field, pattern: self.mangled(sign) }
            }
            7 => {
                let word = self.mangled('e');
                Query::Fuzzy { field, word, distance: 1 + self.dice.below(2) as u8 }
            }
            8 => {
                let pattern = self.mangled('.');
                let end = *self.dice.one(&["", "s?", ".*"]);
                Query::Regex { field, pattern: format!("{pattern}{end}") }
            }
            9 => Query::Exists { field: FIELDS[self.dice.below(FIELDS.len())].field },
            10 => self.published(),
            _ => match self.dice.below(3) {
                0 => {
                    let kind = *self.dice.one(&["direct", "mixed", "indirect"]);
                    Query::Term { field: Some(Field::Kind), word: kind.to_owned() }
                }
                1 => Query::Boost { query: Box::new(self.leaf()), by: 2.0 },
                _ => self.near(),
            },
        }
    }

    fn published(&mut self) -> Query {
        let year = 2018 + self.dice.below(9) as i16;
        let day = NewsDate::day(year, 1 + self.dice.below(12) as i8, 1 + self.dice.below(28) as i8);
        match self.dice.below(4) {
            0 => Query::Published { from: day, to: None },
            1 => Query::Published { from: None, to: day },
            2 => Query::Published {
                from: format!("{year}").parse().ok(),
                to: format!("{}", year + 1).parse().ok(),
            },
            _ => Query::Published { from: None, to: None },
        }
    }

    fn near(&mut self) -> Query {
        let field = *self.dice.one(&[None, Some(Field::Body), Some(Field::Quote), Some(Field::Headline)]);
        let words = self.words(6);
        let term = |word: &str| Query::Term { field, word: word.to_owned() };
        let left = match self.dice.below(3) {
            0 => Query::Phrase { field, words: words[..2].join(" "), slop: 0 },
            1 => Query::Or(vec![term(&words[0]), term(&words[5])]),
            _ => term(&words[0]),
        };
        let right = match self.dice.below(3) {
            0 => Query::Wildcard { field, pattern: self.mangled('?') },
            _ => term(&words[3]),
        };
        let (left, right) = if self.dice.below(2) == 0 { (left, right) } else { (right, left) };
        let (within, ordered) = (1 + self.dice.below(8) as u32, self.dice.below(2) == 0);
        Query::Near { left: Box::new(left), right: Box::new(right), within, ordered }
    }

    fn statement(&mut self) -> Query {
        let (at, part, also) = (self.dice.next() as usize, self.dice.below(7), self.dice.below(4));
        let record = loop {
            let record = self.record();
            if !record.annotations.statements.is_empty() {
                break record.clone();
            }
        };
        let statements = &record.annotations.statements;
        let statement = &statements[at % statements.len()];
        let speaker = record.annotations.speaker_of(statement);
        let said = plain(statement.span.of(&record.article.text));
        let name = speaker.map_or_else(|| "Oyelaran".to_owned(), |s| s.name.clone());
        let surname = plain(&name).last().map_or("Pryce".to_owned(), |last| (*last).to_owned());
        let body = speaker.and_then(|s| s.organization.clone()).filter(|body| !body.contains(MARKS));
        let by = match part {
            0 => Some(Query::Phrase { field: None, words: name.replace(MARKS, " "), slop: 0 }),
            1 => Some(Query::Term { field: None, word: surname }),
            2 => Some(Query::Term { field: Some(Field::Speaker), word: surname }),
            3 => body.map(|words| Query::Phrase { field: Some(Field::Org), words, slop: 0 }),
            4 => body.map(|words| Query::Phrase { field: None, words, slop: 0 }),
            5 => Some(Query::Not(Box::new(Query::Term { field: None, word: surname }))),
            _ => None,
        };
        let word = |at: usize| {
            let word = said.get(at % said.len().max(1)).copied().unwrap_or("letter");
            Query::Term { field: None, word: word.to_owned() }
        };
        let words = match also {
            0 => Query::And(vec![word(at), Query::Not(Box::new(word(at / 7)))]),
            1 => Query::And(vec![word(at), word(at / 5)]),
            2 => Query::And(vec![word(at), self.leaf()]),
            _ => word(at),
        };
        let people = record.annotations.entities.iter().filter(|e| e.kind == EntityKind::Person);
        let people: Vec<String> =
            people.filter_map(|e| plain(&e.name).last().map(|w| (*w).to_owned())).collect();
        let about = (at % 3 == 0 && !people.is_empty())
            .then(|| Query::Term { field: None, word: people[at % people.len()].clone() });
        let boxed = |query: Option<Query>| query.map(Box::new);
        let said = (about.is_none() || at % 2 == 0).then_some(words);
        Query::Statement { by: boxed(by), said: boxed(said), about: boxed(about) }
    }

    fn query(&mut self, depth: usize) -> Query {
        match self.dice.below(if depth == 0 { 5 } else { 9 }) {
            0..=2 => self.leaf(),
            3 | 4 => self.statement(),
            5 | 6 => Query::And((0..2 + self.dice.below(2)).map(|_| self.query(depth - 1)).collect()),
            7 => Query::Or((0..2 + self.dice.below(2)).map(|_| self.query(depth - 1)).collect()),
            _ => Query::Not(Box::new(self.query(depth - 1))),
        }
    }
}

/// What an operator is called, for counting which were tried.
fn kind(query: &Query) -> &'static str {
    match query {
        Query::All => "all",
        Query::Term { .. } => "word",
        Query::Phrase { slop: 0, .. } => "phrase",
        Query::Phrase { .. } => "loose phrase",
        Query::Prefix { .. } => "prefix",
        Query::Wildcard { .. } => "wildcard",
        Query::Fuzzy { .. } => "fuzzy",
        Query::Regex { .. } => "regex",
        Query::Exists { .. } => "exists",
        Query::Near { .. } => "near",
        Query::Statement { about: Some(_), .. } => "about",
        Query::Statement { .. } => "said",
        Query::Boost { .. } => "boost",
        Query::Published { .. } => "published",
        Query::Indexed { .. } => "indexed",
        Query::And(_) => "and",
        Query::Or(_) => "or",
        Query::Not(_) => "not",
    }
}

type Counts = BTreeMap<String, u64>;

fn count(counts: &mut Counts, values: impl IntoIterator<Item = String>) {
    let mut values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
    values.sort_unstable();
    values.dedup();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
}

/// What the facets should say of these articles.
fn facets(found: &[&Record]) -> [Counts; 6] {
    let mut out: [Counts; 6] = Default::default();
    for record in found {
        let mut roles_and_kinds: [Vec<String>; 2] = Default::default();
        let speakers = naive::on_record(record).into_iter().filter(|e| e.kind != EntityKind::Group);
        count(&mut out[0], speakers.map(|e| e.name.trim().to_owned()));
        count(&mut out[1], naive::spoken_for(record));
        count(&mut out[2], record.article.source.clone());
        count(&mut out[3], record.article.published.and_then(|date| date.month()));
        for statement in &record.annotations.statements {
            for (at, name) in [(4, FacetName::Role), (5, FacetName::Kind)] {
                roles_and_kinds[at - 4].extend(values(record, statement, name));
            }
        }
        let [roles, kinds] = roles_and_kinds;
        count(&mut out[4], roles);
        count(&mut out[5], kinds);
    }
    out
}

/// What a statement has of a facet.
fn values(record: &Record, statement: &Statement, facet: FacetName) -> Vec<String> {
    let speakers = || record.annotations.speakers_of(statement);
    let named = speakers().filter(|speaker| speaker.kind != EntityKind::Group);
    let mut out: Vec<String> = match facet {
        FacetName::Speaker => named.map(|speaker| speaker.name.trim().to_owned()).collect(),
        FacetName::Organization => {
            let bodies = speakers().flat_map(|s| naive::bodies(s, &record.annotations, false));
            bodies.map(str::to_owned).collect()
        }
        FacetName::Role => speakers().filter_map(|s| s.role.as_deref()).map(fold_name).collect(),
        FacetName::Kind => vec![statement.kind.as_str().to_owned()],
        FacetName::Source => record.article.source.clone().into_iter().collect(),
        FacetName::Month => record.article.published.and_then(|date| date.month()).into_iter().collect(),
        other => panic!("{other:?} is counted nowhere here"),
    };
    out.retain(|value| !value.is_empty());
    out.sort_unstable();
    out.dedup();
    out
}

const FACETS: [FacetName; 6] = [
    FacetName::Speaker,
    FacetName::Organization,
    FacetName::Source,
    FacetName::Month,
    FacetName::Role,
    FacetName::Kind,
];

/// What was counted; roles as they are compared, for each is shown as most articles print it.
fn told(facet: FacetName, values: impl IntoIterator<Item = (String, u64)>) -> Counts {
    let tell = |value: String| if facet == FacetName::Role { fold_name(&value) } else { value };
    values.into_iter().map(|(value, count)| (tell(value), count)).collect()
}

/// Statements of these articles, counted and filtered one by one.
struct Said<'r>(Vec<(&'r Record, &'r Statement)>);

impl<'r> Said<'r> {
    fn of(found: &[&'r Record]) -> Self {
        let each = found.iter().flat_map(|record| record.annotations.statements.iter().map(|s| (*record, s)));
        Said(each.collect())
    }

    /// Those with one of these values; all where there are none.
    fn with(&self, facet: FacetName, any: &[String]) -> Self {
        let has = |(record, statement): &&(&Record, &Statement)| {
            any.is_empty() || values(record, statement, facet).iter().any(|value| any.contains(value))
        };
        Said(self.0.iter().filter(has).copied().collect())
    }

    fn counts(&self, facet: FacetName) -> Counts {
        let mut out = Counts::new();
        for (record, statement) in &self.0 {
            count(&mut out, values(record, statement, facet));
        }
        out
    }

    /// The articles of those with a value of one facet, by another that the same statement has.
    fn articles(&self, facet: FacetName) -> Counts {
        let mut pairs = BTreeSet::new();
        for (record, statement) in &self.0 {
            pairs.extend(values(record, statement, facet).into_iter().map(|v| (v, &record.article.id)));
        }
        let mut out = Counts::new();
        for (value, _) in pairs {
            *out.entry(value).or_default() += 1;
        }
        out
    }
}

/// Facets and pivots over the statements of these articles, own choices among them.
fn check_statements(engine: &LocalEngine, dice: &mut Dice, found: &[&Record], typed: &str) {
    let said = Said::of(found);
    let mut speakers: Vec<String> = said.counts(FacetName::Speaker).into_keys().collect();
    let chosen = (!speakers.is_empty()).then(|| speakers.remove(dice.below(speakers.len())));
    let kinds =
        *dice.one(&[&[][..], &[StatementKind::Direct], &[StatementKind::Mixed, StatementKind::Indirect]]);
    let request = StatementRequest {
        articles: Some(found.iter().map(|record| record.article.id.0.clone()).collect()),
        filters: Filters { speakers: chosen.into_iter().collect(), ..Filters::default() },
        kinds: kinds.to_vec(),
        ..StatementRequest::default()
    };
    let all = FACETS.map(|name| FacetRequest { name, limit: 10_000 });
    let counted = engine.statement_facets(&request, &all).unwrap();
    let kinds: Vec<String> = kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
    let of_kinds = said.with(FacetName::Kind, &kinds);
    // A name can mean several: whom it chose is told where nothing else narrows.
    let open = StatementRequest { kinds: Vec::new(), ..request.clone() };
    let speakers = engine.statement_facets(&open, &all[..1]).unwrap().remove(0).values;
    let by: Vec<String> = speakers.into_iter().filter(|v| v.selected).map(|v| v.value).collect();
    assert_eq!(by.is_empty(), request.filters.speakers.is_empty(), "{typed}: {request:?}");
    let by_them = said.with(FacetName::Speaker, &by);
    let by_them_in_kinds = by_them.with(FacetName::Kind, &kinds);
    for (facet, counted) in FACETS.into_iter().zip(&counted) {
        let want = match facet {
            FacetName::Speaker => of_kinds.counts(facet),
            FacetName::Kind => by_them.counts(facet),
            facet => by_them_in_kinds.counts(facet),
        };
        let got = told(facet, counted.values.iter().map(|v| (v.value.clone(), v.count)));
        assert_eq!(got, want, "{facet:?} of the statements of {typed}: {request:?}");
    }
    let of = |name| FacetRequest { name, limit: 3 };
    let every = |name| FacetRequest { name, limit: 10_000 };
    for (outer, inner) in [
        (FacetName::Speaker, FacetName::Organization),
        (FacetName::Role, FacetName::Source),
        (FacetName::Month, FacetName::Kind),
    ] {
        let pivot = Pivot { outer: of(outer), inner: every(inner) };
        let open = StatementRequest { articles: request.articles.clone(), ..StatementRequest::default() };
        let got = engine.statement_pivot(&open, pivot).unwrap();
        assert_eq!(got.distinct, said.counts(outer).len() as u64);
        for value in got.values {
            let name = told(outer, [(value.value, value.count)]).into_keys().next().unwrap();
            let theirs = said.with(outer, std::slice::from_ref(&name));
            let counts = told(inner, value.values.into_iter().map(|v| (v.value, v.count)));
            assert_eq!(value.count, theirs.0.len() as u64, "{outer:?} {name}: {typed}");
            assert_eq!(counts, theirs.counts(inner), "{outer:?} {name} > {inner:?}: {typed}");
        }
    }
}

/// Pivots over articles: of speakers and their bodies one statement must have both.
fn check_pivots(page: &Page, found: &[&Record], typed: &str) {
    let said = Said::of(found);
    for pivot in &page.pivots {
        for value in &pivot.values {
            let name = told(pivot.outer, [(value.value.clone(), value.count)]).into_keys().next().unwrap();
            let theirs = said.with(pivot.outer, std::slice::from_ref(&name));
            let got = told(pivot.inner, value.values.iter().map(|v| (v.value.clone(), v.count)));
            assert_eq!(
                got,
                theirs.articles(pivot.inner),
                "{:?} {name} > {:?}: {typed}",
                pivot.outer,
                pivot.inner
            );
        }
    }
}

fn request(query: Query) -> Request {
    let facets = FACETS.map(|name| FacetRequest { name, limit: 10_000 }).to_vec();
    let of = |name, limit| FacetRequest { name, limit };
    let pivots = vec![
        Pivot { outer: of(FacetName::Speaker, 3), inner: of(FacetName::Organization, 10_000) },
        Pivot { outer: of(FacetName::Kind, 2), inner: of(FacetName::Role, 10_000) },
    ];
    Request { query, facets, pivots, limit: 1000, exact: true, ..Request::default() }
}

#[test]
fn a_thousand_queries_find_and_count_what_brute_force_does() {
    let dir = corpus();
    // Brute force knows the stems of English alone.
    for folder in ["courrier-du-ponant", "elbwarder-bote", "faro-de-sotavento"] {
        std::fs::remove_dir_all(dir.path("news").join(folder)).unwrap();
    }
    dir.run(&["index", "news"]).found();
    // Counted by the names that articles print: who is who is another matter.
    let kept = std::fs::read_dir(dir.path("news/.onrecord")).unwrap().map(|entry| entry.unwrap().path());
    let is_identities = |path: &PathBuf| path.to_string_lossy().contains("onrecord.identities");
    let identities: Vec<PathBuf> = kept.filter(is_identities).collect();
    assert!(!identities.is_empty());
    identities.iter().for_each(|path| std::fs::remove_file(path).unwrap());
    let engine = LocalEngine::open(&dir.path("news/.onrecord")).unwrap();
    let everything =
        engine.search(&Request { limit: 1000, sort: Sort::Oldest, ..Request::default() }).unwrap();
    let records: Vec<&Record> = everything.hits.iter().map(|hit| &hit.record).collect();
    let cases: Vec<Case<'_>> = records.iter().map(|record| Case::of(record)).collect();
    let bodies = naive::all_bodies(records.iter().copied());
    let mut maker = Maker { dice: Dice(2025), records: records.clone() };
    let mut tried: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut dice = Dice(7);
    for number in 0..QUERIES {
        let typed = maker.query(2).to_string();
        let query = parse(&typed).unwrap_or_else(|error| panic!("{}", error.render(&typed)));
        let expected: Vec<&Record> =
            cases.iter().filter(|case| naive::finds(case, &query, &bodies)).map(|case| case.record).collect();
        let page = engine.search(&request(query.clone())).unwrap();
        let mut found: Vec<&str> = page.hits.iter().map(|hit| hit.record.article.id.0.as_str()).collect();
        let mut wanted: Vec<&str> = expected.iter().map(|record| record.article.id.0.as_str()).collect();
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{typed}");
        assert_eq!(page.total, expected.len() as u64, "{typed}");
        for (counted, expected) in page.facets.iter().zip(facets(&expected)) {
            let got = told(counted.name, counted.values.iter().map(|v| (v.value.clone(), v.count)));
            assert_eq!(got, expected, "{:?}: {typed}", counted.name);
        }
        check_pivots(&page, &expected, &typed);
        if number % 5 == 0 {
            check_statements(&engine, &mut dice, &expected, &typed);
        }
        query.walk(&mut |part, _| {
            let (all, hits) = tried.entry(kind(part)).or_default();
            *all += 1;
            *hits += usize::from(!wanted.is_empty());
        });
    }
    for operator in [
        "word",
        "phrase",
        "loose phrase",
        "prefix",
        "wildcard",
        "fuzzy",
        "regex",
        "exists",
        "near",
        "about",
        "said",
        "boost",
        "published",
        "and",
        "or",
        "not",
    ] {
        let (all, hits) = tried.get(operator).copied().unwrap_or_default();
        assert!(all >= 20 && hits >= 10, "{operator}: {all} tried, {hits} in queries that find something");
    }
}
