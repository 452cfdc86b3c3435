//! Working out what the segments of the last commit came to, where it is not kept yet.

use std::cmp::Reverse;

use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::{ReloadPolicy, Searcher, SegmentReader};

use super::file::{self, Ordinals};
use super::{COUNTED, Copied, Counted, Kept, Numbered, Order, Sorted};
use crate::index::flat::{Flat, rows};
use crate::index::identities::{Identities, Meanings, NameNumbers};
use crate::index::{Archive, IndexError};

/// Where less than one document in so many is in segments that are not kept, whoever searches works these out.
const SHARE: u64 = 200;

/// Brings what is kept up to date with the segments there are, once enough of them are new. What is kept of segments
/// that are still there is taken over.
pub(in crate::index) fn renew(archive: &Archive) -> Result<(), IndexError> {
    let payload = archive.payload()?;
    let identities = archive.identities_of(&payload)?.unwrap_or_default();
    let before = file::read(archive.dir()).filter(|kept| kept.edition == identities.edition);
    // Segments are opened only where one must be looked at.
    let segments = archive.index().load_metas()?.segments;
    if before.as_ref().is_some_and(|kept| is_good_enough(kept, &segments)) {
        return Ok(());
    }
    let reader = archive.index().reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher: Searcher = reader.searcher();
    let mut readers: Vec<&SegmentReader> = searcher.segment_readers().iter().collect();
    readers.sort_unstable_by_key(|segment| segment.segment_id());
    let before = before.unwrap_or_default();
    let nothing = Kept::default();
    let mut columns = Vec::with_capacity(COUNTED.len());
    for (at, column) in COUNTED.iter().enumerate() {
        let known = before.columns.get(at).unwrap_or(&nothing);
        columns.push(worked_out(&searcher, column, &identities, known)?);
    }
    let groups = archive.copies_of(&payload)?;
    let copied = readers.iter().map(|segment| Copied::work_out(segment, &groups));
    let ordinals = Ordinals {
        edition: identities.edition,
        copies: payload.copies,
        segments: readers.iter().map(|segment| segment.segment_id()).collect(),
        columns,
        copied: copied.collect::<tantivy::Result<_>>()?,
    };
    file::write(archive.dir(), &ordinals)
}

fn is_good_enough(kept: &Ordinals, segments: &[SegmentMeta]) -> bool {
    let documents = |segment: &SegmentMeta| u64::from(segment.max_doc());
    let unknown = segments.iter().filter(|segment| !kept.segments.contains(&segment.id()));
    let all: u64 = segments.iter().map(documents).sum();
    unknown.map(documents).sum::<u64>().saturating_mul(SHARE) <= all
}

/// A column over all segments, taken over from what is known.
fn worked_out(
    searcher: &Searcher,
    column: &Counted,
    identities: &Identities,
    known: &Kept,
) -> Result<Kept, IndexError> {
    let itself = Meanings::default();
    let meanings = column.meanings(&identities.speakers, &identities.organizations, &itself);
    let wrong = column.wrong(meanings);
    let mut names = NameNumbers::default();
    // Known names keep their numbers until all are put in order.
    for number in 0..known.len() {
        names.number(known.name(number));
    }
    let mut segments: Vec<(SegmentId, Numbered)> = Vec::new();
    for segment in searcher.segment_readers() {
        let id = segment.segment_id();
        let numbered = match known.segment(id) {
            Some(numbered) => numbered.clone(),
            None => Numbered::work_out(segment, column, meanings, &wrong, &mut |name| names.number(name))?,
        };
        segments.push((id, numbered));
    }
    let mut is_met = vec![false; names.len()];
    for number in segments.iter().flat_map(|(_, numbered)| numbered.met()) {
        is_met.get_mut(number as usize).into_iter().for_each(|met| *met = true);
    }
    let numbers = is_met.iter().zip(0_u32..).filter_map(|(met, number)| met.then_some(number));
    let mut met: Vec<u32> = numbers.collect();
    met.sort_unstable_by_key(|number| names.get(*number));
    let (mut text, mut ends) = (Vec::new(), Vec::new());
    for old in &met {
        text.extend_from_slice(names.get(*old).as_bytes());
        ends.push(text.len() as u32);
    }
    let places = commonest_first(&met, &segments);
    let mut numbers = vec![0; places.len()];
    let mut anew = vec![u32::MAX; names.len()];
    for (number, place) in (0_u32..).zip(&places) {
        numbers.get_mut(*place as usize).into_iter().for_each(|of_place| *of_place = number);
        let old = met.get(*place as usize).and_then(|old| anew.get_mut(*old as usize));
        old.into_iter().for_each(|anew| *anew = number);
    }
    let anew = |old: u32| anew.get(old as usize).copied().unwrap_or(u32::MAX);
    Ok(Kept {
        names: Flat::of(vec![(Sorted::Text, text), (Sorted::Ends, rows(&ends))]),
        order: Flat::of(vec![(Order::Places, rows(&places)), (Order::Numbers, rows(&numbers))]),
        segments: segments.into_iter().map(|(id, numbered)| (id, numbered.renumbered(anew))).collect(),
    })
}

/// The places of these numbers: those of the numbers that segments count most often first, equal ones in their order.
fn commonest_first(numbers: &[u32], segments: &[(SegmentId, Numbered)]) -> Vec<u32> {
    let mut times = vec![0_u64; numbers.iter().max().map_or(0, |most| *most as usize + 1)];
    for (number, more) in segments.iter().flat_map(|(_, numbered)| numbered.everything()) {
        times.get_mut(number as usize).into_iter().for_each(|times| *times += u64::from(more));
    }
    let times_at = |place: &u32| numbers.get(*place as usize).and_then(|number| times.get(*number as usize));
    let mut places: Vec<u32> = (0..numbers.len() as u32).collect();
    places.sort_by_key(|place| Reverse(times_at(place)));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_counted_most_comes_first_and_equals_in_their_order() {
        let id = || SegmentId::from_uuid_string("0123456789abcdef0123456789abcdef").unwrap();
        let one = Numbered::of(&[7, 3, 5], &[2, 2, 9], &[], &[]);
        let other = Numbered::of(&[7, 4], &[1, 2], &[(0, 1)], &[4]);
        let segments = [(id(), one), (id(), other)];
        // 7 and 4 three times each, 3 twice, 5 nine times, 8 never; in the order of names.
        assert_eq!(commonest_first(&[4, 8, 5, 7, 3], &segments), [2, 0, 3, 4, 1]);
    }
}
