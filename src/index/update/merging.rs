//! Which segments become one: those of like size, as long as the index keeps a few parts of like size.
//!
//! A search looks through the parts side by side, so an index that is one part keeps all cores but one idle; and what
//! merging takes of memory grows with what comes out of it.

use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::SegmentMeta;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// No part comes to more than one of so many of all documents …
const PARTS: u64 = 4;
/// … unless it is smaller than this: what is searched in no time need not be in parts.
const SMALL: u64 = 250_000;
/// Fewer are not worth being written anew.
const FEWEST: usize = 4;
/// Segments with more than this share of deleted documents are written anew.
const DELETED_SHARE: f32 = 0.2;

/// Merges segments of like size into parts that are not too large.
#[derive(Debug)]
pub(super) struct InParts {
    by_size: LogMergePolicy,
    /// The most documents there were: those that are being merged are not told.
    most: AtomicU64,
}

impl InParts {
    pub(super) fn new() -> InParts {
        let mut by_size = LogMergePolicy::default();
        by_size.set_del_docs_ratio_before_merge(DELETED_SHARE);
        InParts { by_size, most: AtomicU64::new(0) }
    }
}

impl MergePolicy for InParts {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let told: u64 = segments.iter().map(documents).sum();
        let all = self.most.fetch_max(told, Ordering::Relaxed).max(told);
        let most = (all / PARTS).max(SMALL);
        let of = |candidate: MergeCandidate| fitting(&named(segments, &candidate), most);
        self.by_size.compute_merge_candidates(segments).into_iter().filter_map(of).collect()
    }
}

fn documents(segment: &SegmentMeta) -> u64 {
    u64::from(segment.num_docs())
}

fn named<'s>(segments: &'s [SegmentMeta], candidate: &MergeCandidate) -> Vec<&'s SegmentMeta> {
    segments.iter().filter(|segment| candidate.0.contains(&segment.id())).collect()
}

/// As many of these as come to `most` together, the smallest first; where that is nothing that is worth it, those
/// alone that hold too much that is deleted.
fn fitting(candidate: &[&SegmentMeta], most: u64) -> Option<MergeCandidate> {
    let mut by_size = candidate.to_vec();
    by_size.sort_by_key(|segment| documents(segment));
    let mut sum = 0;
    let fitting: Vec<_> = by_size
        .iter()
        .take_while(|segment| {
            sum += documents(segment);
            sum <= most
        })
        .collect();
    let is_all = fitting.len() == candidate.len();
    if is_all || fitting.len() >= FEWEST {
        return Some(MergeCandidate(fitting.iter().map(|segment| segment.id()).collect()));
    }
    let stale = by_size.iter().find(|segment| is_stale(segment))?;
    Some(MergeCandidate(vec![stale.id()]))
}

fn is_stale(segment: &SegmentMeta) -> bool {
    segment.num_deleted_docs() as f32 > segment.max_doc() as f32 * DELETED_SHARE
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::index::SegmentId;
    use tantivy::indexer::NoMergePolicy;
    use tantivy::schema::{STRING, Schema};
    use tantivy::{Index, IndexWriter, Term, doc};

    /// What becomes one of segments of so many thousand documents, by their sizes.
    #[track_caller]
    fn check(policy: &InParts, sizes: &[u32], want: &[&[u32]]) {
        let index = Index::create_in_ram(Schema::builder().build());
        let made = |size: &u32| index.new_segment_meta(SegmentId::generate_random(), size * 1_000);
        let segments: Vec<SegmentMeta> = sizes.iter().map(made).collect();
        let size = |id: &SegmentId| {
            segments.iter().find(|segment| segment.id() == *id).map(|segment| segment.max_doc() / 1_000)
        };
        let found = policy.compute_merge_candidates(&segments);
        let mut found: Vec<Vec<u32>> = found
            .iter()
            .map(|candidate| {
                let mut sizes: Vec<u32> = candidate.0.iter().filter_map(size).collect();
                sizes.sort_unstable();
                sizes
            })
            .collect();
        found.sort_unstable();
        assert_eq!(found, want);
    }

    #[test]
    fn few_and_unlike_segments_stay() {
        check(&InParts::new(), &[20, 20, 20, 20, 20, 20, 20], &[]);
        check(&InParts::new(), &[900, 300, 100, 33, 11, 300, 100, 33], &[]);
    }

    #[test]
    fn what_is_small_becomes_one() {
        check(&InParts::new(), &[20; 8], &[&[20; 8]]);
    }

    #[test]
    fn an_index_keeps_parts() {
        // A quarter of all at most …
        check(&InParts::new(), &[100; 16], &[&[100; 4]]);
        // … which is nothing where the parts are there.
        check(&InParts::new(), &[300; 8], &[]);
        check(&InParts::new(), &[2_000, 2_000, 60, 60, 60, 60, 60, 60, 60, 60], &[&[60; 8]]);
    }

    #[test]
    fn what_is_being_merged_counts() {
        let policy = InParts::new();
        check(&policy, &[100; 40], &[&[100; 10]]);
        check(&policy, &[100; 8], &[&[100; 8]]);
    }

    #[test]
    fn what_is_too_large_is_written_anew_alone_where_much_of_it_is_deleted() {
        let mut schema = Schema::builder();
        let name = schema.add_text_field("name", STRING);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 20_000_000).unwrap();
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for text in ["quay", "ferry", "quay", "quay"] {
            writer.add_document(doc!(name => text)).unwrap();
        }
        writer.commit().unwrap();
        let stale = |index: &Index| {
            let segments = index.searchable_segment_metas().unwrap();
            let found = fitting(&segments.iter().collect::<Vec<_>>(), 1);
            found.map(|candidate| candidate.0 == vec![segments[0].id()])
        };
        assert_eq!(stale(&index), None);
        writer.delete_term(Term::from_field_text(name, "ferry"));
        writer.commit().unwrap();
        assert_eq!(stale(&index), Some(true));
    }
}
