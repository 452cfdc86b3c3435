//! What must hold for any archive.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::index::analysis::{exact_tokens, stem};

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
