//! Tar archives: read from front to end, each file in them as it comes.

use std::io::{BufRead, BufReader, Read};

use crate::read::head::Head;
use crate::read::inside::{Inside, written};
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::Reason;

/// A tar archive of any age.
pub(in crate::read) const FORMAT: Format = Format { name: "tar", detect, reader: Reader::Pieces(read) };

/// What an entry may say of the one that follows it, its long name above all.
const EXTENSION_LIMIT: u64 = 1 << 20;
/// Bytes of one header.
const BLOCK: usize = 512;

fn detect(head: &Head<'_>) -> Confidence {
    let Some(block) = head.bytes.get(..BLOCK).and_then(|bytes| <&[u8; BLOCK]>::try_from(bytes).ok()) else {
        return Confidence::No;
    };
    let header = tar::Header::from_byte_slice(block);
    let sum: u32 = block
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) })
        .sum();
    if block[0] != 0 && header.cksum().is_ok_and(|stated| stated == sum) {
        Confidence::Sure
    } else {
        Confidence::No
    }
}

fn read(input: &mut dyn BufRead, inside: &mut Inside<'_>) {
    let mut archive = tar::Archive::new(input);
    // Raw, because the crate holds names of any length that an archive claims.
    let entries = match archive.entries() {
        Ok(entries) => entries.raw(true),
        Err(error) => return inside.fail_with(&error),
    };
    let mut long_name = None;
    for entry in entries {
        if inside.is_spent() {
            return;
        }
        match entry {
            Ok(entry) => one(entry, &mut long_name, inside),
            Err(error) => return inside.fail(Reason::Damaged(error.to_string())),
        }
    }
}

fn one(mut entry: tar::Entry<'_, impl Read>, long_name: &mut Option<String>, inside: &mut Inside<'_>) {
    let kind = entry.header().entry_type();
    if kind.is_gnu_longname() {
        *long_name =
            extension(&mut entry).map(|bytes| written(bytes.split(|b| *b == 0).next().unwrap_or_default()));
        return;
    }
    if kind.is_pax_local_extensions() {
        *long_name = extension(&mut entry).and_then(|bytes| pax_path(&bytes)).or(long_name.take());
        return;
    }
    if kind.is_pax_global_extensions() || kind.is_gnu_longlink() || kind.is_dir() {
        return;
    }
    let name = long_name.take().unwrap_or_else(|| written(&entry.path_bytes()));
    if kind.is_file() || kind.is_contiguous() {
        inside.piece(&name, &mut BufReader::new(entry));
    } else if kind.is_symlink() || kind.is_hard_link() {
        let target = entry.link_name_bytes().map(|bytes| written(&bytes)).unwrap_or_default();
        inside.reject(&name, Reason::Link(target.into()));
    } else if kind.is_fifo() {
        inside.reject(&name, Reason::Special("a pipe"));
    } else if kind.is_character_special() || kind.is_block_special() {
        inside.reject(&name, Reason::Special("a device"));
    } else {
        inside.reject(&name, Reason::Unsupported("an unusual kind of entry".to_owned()));
    }
}

fn extension(entry: &mut impl Read) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    entry.take(EXTENSION_LIMIT).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The `path` of extended headers: lines of `LENGTH KEY=VALUE`.
fn pax_path(bytes: &[u8]) -> Option<String> {
    let fields = tar::PaxExtensions::new(bytes).flatten();
    fields.filter(|field| field.key_bytes() == b"path").last().map(|field| written(field.value_bytes()))
}
