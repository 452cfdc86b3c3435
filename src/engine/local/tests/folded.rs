//! Copies are folded the same, whether the copies in each segment are kept or looked up one by one.

use super::*;
use proptest::prelude::*;

/// Words enough for a story to have copies.
const LONG: u32 = 60;

/// An article that tells this story, with the word at `changed` another one.
fn copy(number: usize, story: u8, changed: u32) -> Record {
    let word = |at: u32| match at {
        at if at == changed % LONG => format!("changed{number}"),
        at => format!("w{}", u32::from(story) * 1_000 + at * at % 97),
    };
    let words: Vec<String> = (0..LONG).map(word).collect();
    article(&format!("{number:03}")).paragraph(&format!("Quay {}.", words.join(" "))).record()
}

fn told(engine: &LocalEngine) -> Vec<Page> {
    let orders = [Sort::Relevance, Sort::Newest];
    let shown = [1, 3, 100];
    let ways = orders.iter().flat_map(|sort| shown.map(|limit| (*sort, limit)));
    ways.map(|(sort, limit)| {
        let filters = Filters { fold_copies: true, ..Filters::default() };
        let request = Request { filters, sort, limit, ..asked(term("quay")) };
        still(engine.search(&request).unwrap())
    })
    .collect()
}

/// Age counts for copies as for anything else.
#[test]
fn old_copies_are_no_fresher_than_one_new_article() {
    let dir = tempfile::tempdir().unwrap();
    let dated = |mut record: Record, year: i16| {
        record.article.published = NewsDate::day(year, 3, 9);
        record
    };
    let new = article("new").paragraph(&format!("Quay {}.", "other words ".repeat(30))).record();
    update(dir.path(), &[dated(copy(0, 1, LONG), 2001), dated(copy(1, 1, LONG), 2001), dated(new, 2025)]);
    let engine = LocalEngine::open(dir.path()).unwrap();
    let scores = |fold_copies: bool| -> Vec<String> {
        let filters = Filters { fold_copies, ..Filters::default() };
        let request = Request { filters, sort: Sort::Fresh, limit: 9, ..asked(term("quay")) };
        let hits = engine.search(&request).unwrap().hits;
        hits.iter().map(|hit| format!("{} {:.4}", hit.record.article.headline, hit.score)).collect()
    };
    let shown = scores(false);
    assert!(scores(true).iter().all(|hit| shown.contains(hit)), "{:?} {shown:?}", scores(true));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_kept_of_copies_is_what_looking_each_up_finds(
        runs in prop::collection::vec(prop::collection::vec((0..4_u8, any::<u32>()), 1..8), 1..4),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let all: Vec<_> = runs.iter().flatten().enumerate().collect();
        let mut records: Vec<Record> = Vec::new();
        for run in &runs {
            let more = all[records.len()..].iter().take(run.len());
            records.extend(more.map(|(number, (story, changed))| copy(*number, *story, *changed)));
            update(dir.path(), &records);
        }
        let engine = LocalEngine::open(dir.path()).unwrap();
        let payload = engine.payload().clone();
        prop_assert_eq!(
            engine.archive.copied_of(payload.copies).len(),
            engine.searcher.segment_readers().len()
        );
        let kept = told(&engine);
        let stories: BTreeSet<u8> = runs.iter().flatten().map(|(story, _)| *story).collect();
        prop_assert!(kept[0].folded >= (records.len() - stories.len()) as u64 || records.len() < 2);
        std::fs::remove_file(dir.path().join("onrecord.ordinals.bin")).unwrap();
        prop_assert_eq!(kept, told(&LocalEngine::open(dir.path()).unwrap()));
    }
}
