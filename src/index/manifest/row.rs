//! One file of a manifest as bytes.

use super::{FileEntry, FileFacts, FileState, Problem, Sums};
use crate::index::copies::Sketch;
use crate::index::document::Lengths;
use crate::text::varint::{Reader, Writer};

/// What became of a file, without the particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::index) enum Kind {
    /// It is no longer there.
    Gone,
    Indexed,
    Duplicate,
    Rejected,
    /// Rejected, and worth another try.
    Retry,
}

const KINDS: [Kind; 5] = [Kind::Gone, Kind::Indexed, Kind::Duplicate, Kind::Rejected, Kind::Retry];

impl Kind {
    pub(in crate::index) fn of(entry: &FileEntry) -> Kind {
        match &entry.state {
            FileState::Indexed => Kind::Indexed,
            FileState::Duplicate(_) => Kind::Duplicate,
            FileState::Rejected { retry: false, .. } => Kind::Rejected,
            FileState::Rejected { retry: true, .. } => Kind::Retry,
        }
    }

    /// As it is written.
    pub(super) fn number(self) -> u8 {
        KINDS.iter().position(|known| *known == self).unwrap_or(0) as u8
    }

    /// What was written as this; a file of no known kind is as good as gone.
    pub(super) fn numbered(number: u8) -> Kind {
        KINDS.get(usize::from(number)).copied().unwrap_or(Kind::Gone)
    }
}

/// Writes what is known of a file; nothing is known of one that is gone.
pub(super) fn write(entry: Option<&FileEntry>, out: &mut Vec<u8>) {
    let mut row = Writer(std::mem::take(out));
    row.0.push(entry.map_or(Kind::Gone, Kind::of).number());
    if let Some(entry) = entry {
        write_entry(entry, &mut row);
    }
    *out = row.0;
}

fn write_entry(entry: &FileEntry, row: &mut Writer) {
    // No `..`: what is known of a file must not be lost here.
    let FileEntry { facts, hash, state, articles, statements, lengths, sketches, problems, met } = entry;
    row.number(facts.size);
    row.signed(facts.mtime);
    write_hash(hash, row);
    let Lengths { headline, body, quotes } = lengths;
    [articles, statements, headline, body, quotes].into_iter().for_each(|number| row.number(*number));
    match state {
        FileState::Indexed => {}
        FileState::Duplicate(of) => row.text(of),
        FileState::Rejected { reason, retry: _ } => row.text(reason),
    }
    row.number(sketches.len() as u64);
    sketches.iter().for_each(|sketch| sketch.write(&mut row.0));
    row.number(problems.len() as u64);
    for Problem { place, reason } in problems {
        row.text(place);
        row.text(reason);
    }
    row.number(met.len() as u64);
    for (kind, count) in met {
        row.text(kind);
        row.number(*count);
    }
}

/// A hash in half its letters, behind their number and whether it is one.
fn write_hash(hash: &str, row: &mut Writer) {
    let digit = |letter: u8| char::from(letter).to_digit(16).filter(|_| !letter.is_ascii_uppercase());
    let bytes = hash.as_bytes().chunks(2).map(|two| match two {
        [high, low] => Some((digit(*high)? << 4 | digit(*low)?) as u8),
        _ => None,
    });
    let (bytes, is_hash) = match bytes.collect::<Option<Vec<u8>>>() {
        Some(bytes) => (bytes, 1),
        None => (hash.as_bytes().to_vec(), 0),
    };
    row.number((bytes.len() as u64) << 1 | is_hash);
    row.0.extend(bytes);
}

/// A hash as a row holds it, to be compared with those of others.
pub(super) fn hash_bytes(hash: &str) -> Vec<u8> {
    let mut row = Writer::default();
    write_hash(hash, &mut row);
    row.0
}

/// What tells an unchanged file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Front {
    pub kind: Kind,
    pub facts: FileFacts,
}

/// Reads the front of a row, and leaves the rest.
pub(super) fn read_front(row: &mut Reader<'_>) -> Option<Front> {
    let kind = *KINDS.get(usize::from(row.byte()?))?;
    let facts = match kind {
        Kind::Gone => FileFacts { size: 0, mtime: 0 },
        _ => FileFacts { size: row.number()?, mtime: row.signed()? },
    };
    Some(Front { kind, facts })
}

/// The hash in the rest of a row as it lies there.
pub(super) fn hash_in<'b>(rest: &mut Reader<'b>) -> Option<&'b [u8]> {
    let whole = rest.0;
    let length = rest.number()? >> 1;
    rest.0 = rest.0.get(usize::try_from(length).ok()?..)?;
    whole.get(..whole.len() - rest.0.len())
}

fn hash_of(written: &[u8]) -> Option<String> {
    let mut bytes = Reader(written);
    let is_hash = bytes.number()? & 1 == 1;
    if is_hash {
        return Some(bytes.0.iter().map(|byte| format!("{byte:02x}")).collect());
    }
    std::str::from_utf8(bytes.0).ok().map(str::to_owned)
}

/// What the file holds, from the rest of its row.
pub(super) fn sums(kind: Kind, mut rest: Reader<'_>) -> Option<Sums> {
    hash_in(&mut rest)?;
    let sums = read_sums(&mut rest)?;
    Some(if kind == Kind::Indexed { sums } else { Sums::default() })
}

fn read_sums(rest: &mut Reader<'_>) -> Option<Sums> {
    let (articles, statements) = (rest.number()?, rest.number()?);
    let lengths = Lengths { headline: rest.number()?, body: rest.number()?, quotes: rest.number()? };
    Some(Sums { articles, statements, lengths })
}

/// The sketches of an indexed file, from the rest of its row.
pub(super) fn sketches(mut rest: Reader<'_>) -> Option<impl Iterator<Item = Sketch> + use<'_>> {
    hash_in(&mut rest)?;
    read_sums(&mut rest)?;
    let count = usize::try_from(rest.number()?).ok()?;
    let bytes = rest.0.get(..count.checked_mul(Sketch::BYTES)?)?;
    Some(bytes.chunks_exact(Sketch::BYTES).filter_map(Sketch::read))
}

/// The whole of what is known of a file, from its front and the rest of its row.
pub(super) fn entry(front: Front, mut rest: Reader<'_>) -> Option<FileEntry> {
    let Front { kind, facts } = front;
    let hash = hash_of(hash_in(&mut rest)?)?;
    let Sums { articles, statements, lengths } = read_sums(&mut rest)?;
    let state = match kind {
        Kind::Gone => return None,
        Kind::Indexed => FileState::Indexed,
        Kind::Duplicate => FileState::Duplicate(rest.text()?.to_owned()),
        Kind::Rejected | Kind::Retry => {
            FileState::Rejected { reason: rest.text()?.to_owned(), retry: kind == Kind::Retry }
        }
    };
    let count = usize::try_from(rest.number()?).ok()?;
    let (sketches, more) = rest.0.split_at_checked(count.checked_mul(Sketch::BYTES)?)?;
    let sketches = sketches.chunks_exact(Sketch::BYTES).map(Sketch::read).collect::<Option<_>>()?;
    rest = Reader(more);
    let problems = (0..rest.count()?)
        .map(|_| Some(Problem { place: rest.text()?.to_owned(), reason: rest.text()?.to_owned() }))
        .collect::<Option<_>>()?;
    let met =
        (0..rest.count()?).map(|_| Some((rest.text()?.to_owned(), rest.number()?))).collect::<Option<_>>()?;
    rest.0.is_empty().then_some(FileEntry {
        facts,
        hash,
        state,
        articles,
        statements,
        lengths,
        sketches,
        problems,
        met,
    })
}
