//! Facets over everything are what was kept of each segment; over a query that all articles answer they are walked.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::index::{Identities, Meanings, on_record};

const NAMES: [&str; 4] = ["Ana Ruiz", "A. Ruiz", "Ben Roy", "Dee Li"];
const BODIES: [&str; 3] = ["Harbour Board", "Board", "Dockers' Union"];
const FACETS: [FacetName; 4] =
    [FacetName::Speaker, FacetName::Organization, FacetName::Role, FacetName::Kind];

/// An article by its number: who speaks in it, by numbers.
type Told = (u8, Vec<(usize, usize)>);

fn record((number, said): &Told) -> Record {
    let mut out = article(&format!("{number}.txt")).headline(&format!("News {number}"));
    let mut met = BTreeSet::new();
    for (who, body) in said {
        if met.insert(who) {
            out = out.person(NAMES[*who], "chair", BODIES[*body], &[]);
        }
        out = out.quote("We will see.", NAMES[*who]);
    }
    out.record()
}

/// One run over these files: what is as it was is not put again.
fn run(dir: &Path, files: &[Told]) {
    let update = Archive::open_or_create(dir, Duration::ZERO).unwrap().begin(SMALL).unwrap();
    for told in files {
        let record = record(told);
        let (path, hash) = (&record.article.origin.path, blake3::hash(format!("{told:?}").as_bytes()));
        let facts = facts(i64::from_le_bytes(*hash.as_bytes().first_chunk().unwrap()) >> 1);
        if update.plan(path, facts) == Plan::Read {
            update.put(path, facts, &hash.to_hex(), std::slice::from_ref(&record)).unwrap();
        }
    }
    update.finish().unwrap();
}

/// Whom names mean by article: themselves, one of several, or somebody else.
fn meant(files: &[Told], dice: &[u8]) -> Identities {
    let mut rows: [Vec<(String, crate::model::ArticleId, String)>; 2] = Default::default();
    let mut dice = dice.iter().cycle();
    let mut shown = |name: &str, first: &str| match dice.next().copied().unwrap_or(0) % 5 {
        0 => format!("{name} (a)"),
        1 => format!("{name} (b)"),
        2 => first.to_owned(),
        _ => name.to_owned(),
    };
    for told in files {
        let record = record(told);
        let names = on_record(&record);
        for (_, name) in names.speakers {
            rows[0].push((name.to_owned(), record.article.id.clone(), shown(name, NAMES[0])));
        }
        for name in names.organizations {
            rows[1].push((name.to_owned(), record.article.id.clone(), shown(name, BODIES[0])));
        }
    }
    let [speakers, organizations] =
        rows.map(|rows| Meanings::of(rows.iter().map(|(value, id, shown)| (&**value, id, &**shown))));
    Identities::new(files.len() as u64, String::new(), speakers, organizations)
}

fn counts(engine: &LocalEngine, query: &str) -> Vec<BTreeMap<String, u64>> {
    let facets = FACETS.map(|name| FacetRequest { name, limit: 100 }).to_vec();
    let page = engine.search(&Request { facets, ..asked(parse(query).unwrap()) }).unwrap();
    let told = |counts: &FacetCounts| counts.values.iter().map(|v| (v.value.clone(), v.count)).collect();
    page.facets.iter().map(told).collect()
}

/// The same, article by article.
fn naive(files: &[Told], identities: &Identities) -> [BTreeMap<String, u64>; 2] {
    let mut out: [BTreeMap<String, u64>; 2] = Default::default();
    for told in files {
        let record = record(told);
        let (names, id) = (on_record(&record), &record.article.id);
        let speakers = names.speakers.iter().map(|(_, name)| identities.speakers.shown_in(name, id));
        let bodies = names.organizations.iter().map(|name| identities.organizations.shown_in(name, id));
        for (out, here) in out.iter_mut().zip([speakers.collect::<BTreeSet<_>>(), bodies.collect()]) {
            here.into_iter().for_each(|name| *out.entry(name.to_owned()).or_default() += 1);
        }
    }
    out
}

fn any_files() -> impl Strategy<Value = Vec<Told>> {
    let said = prop::collection::vec((0..NAMES.len(), 0..BODIES.len()), 0..4);
    prop::collection::btree_map(0..12_u8, said, 0..9).prop_map(|files| files.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_is_kept_of_segments_is_what_walking_them_finds(
        runs in prop::collection::vec(any_files(), 1..4),
        last in any_files(),
        dice in prop::collection::vec(any::<u8>(), 1..20),
    ) {
        let dir = tempfile::tempdir().unwrap();
        for files in &runs {
            run(dir.path(), files);
        }
        let archive = Archive::open(dir.path()).unwrap();
        let known = meant(runs.last().unwrap(), &dice);
        archive.keep_identities(&known, &archive.payload().unwrap()).unwrap();
        run(dir.path(), &last);

        let mut engine = LocalEngine::open(dir.path()).unwrap();
        let identities = archive.identities().unwrap().unwrap_or_default();
        for kept in archive.ordinals_of(identities.edition) {
            for segment in engine.searcher.segment_readers() {
                prop_assert!(kept.segment(segment.segment_id()).is_some());
            }
        }
        prop_assert_eq!(archive.ordinals_of(identities.edition).len(), crate::index::COUNTED.len());
        let everything = counts(&engine, "*");
        prop_assert_eq!(&everything, &counts(&engine, "NOT nowhere"));
        prop_assert_eq!(&everything[..2], &naive(&last, &identities)[..]);
        // Who finds nothing that was kept works it out.
        std::fs::remove_file(dir.path().join("onrecord.ordinals.bin")).unwrap();
        engine.know(identities);
        prop_assert_eq!(&everything, &counts(&engine, "*"));
        prop_assert_eq!(&everything, &counts(&engine, "NOT nowhere"));
    }
}
