//! Zip archives: walked by the directory at their end.

use crate::read::head::Head;
use crate::read::inside::{ENTRY_LIMIT, Inside};
use crate::read::reader::{Confidence, Format, Reader, Seekable};
use crate::read::report::Reason;

use super::office::{docx, epub, odt};
use super::unzipped::{Archive, entry, reason};

/// A zip archive, or a document that is one.
pub(in crate::read) const FORMAT: Format = Format { name: "zip", detect, reader: Reader::Directory(read) };

fn detect(head: &Head<'_>) -> Confidence {
    let is_zip = [&b"PK\x03\x04"[..], b"PK\x05\x06"].iter().any(|magic| head.bytes.starts_with(magic));
    if is_zip { Confidence::Sure } else { Confidence::No }
}

fn read(input: &mut dyn Seekable, inside: &mut Inside<'_>) {
    let mut archive = match Archive::new(input) {
        Ok(archive) => archive,
        Err(error) => return inside.fail(reason(&error)),
    };
    if archive.len() as u64 > ENTRY_LIMIT {
        return inside.fail(Reason::TooManyEntries { limit: ENTRY_LIMIT });
    }
    // Documents that are zip archives are read as what they are, whatever they are called.
    let mimetype = entry(&mut archive, "mimetype", 100, inside).and_then(Result::ok).unwrap_or_default();
    if archive.index_for_name(docx::MAIN).is_some() {
        docx::read(&mut archive, inside);
    } else if mimetype.starts_with(odt::MIMETYPE) {
        odt::read(&mut archive, inside);
    } else if mimetype.starts_with(epub::MIMETYPE) {
        epub::read(&mut archive, inside);
    } else {
        walk(&mut archive, inside);
    }
}

fn walk(archive: &mut Archive<'_>, inside: &mut Inside<'_>) {
    for at in 0..archive.len() {
        if inside.is_spent() {
            return;
        }
        // First as it lies there, because one that is encrypted cannot be opened to be named.
        let name = archive.name_for_index(at).unwrap_or_default().to_owned();
        let is_encrypted = archive.by_index_raw(at).is_ok_and(|entry| entry.encrypted());
        if name.ends_with(['/', '\\']) {
            continue;
        }
        if is_encrypted {
            inside.reject(&name, Reason::Encrypted);
            continue;
        }
        match archive.by_index(at) {
            Ok(entry) if entry.is_symlink() => inside.reject(&name, Reason::Link("another file".into())),
            Ok(entry) => inside.packed_piece(&name, entry.compressed_size(), entry),
            Err(error) => inside.reject(&name, reason(&error)),
        }
    }
}
