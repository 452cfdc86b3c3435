//! One file, or what stands for one, becomes articles.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read as _};

use crate::model::{Article, Origin};

use super::discover::Candidate;
use super::finish::{Finish, finish};
use super::format::plain;
use super::registry::{self, Format, Head, Reader};
use super::report::{Read, Reason};

/// The largest file that may be one article, and the largest record of a file of many: 64 MiB.
pub const SIZE_LIMIT: u64 = 64 << 20;

/// How much of a file is looked at to tell what it is.
const HEAD_SIZE: usize = 16 << 10;

/// Reads every article of a file, handing each to `sink` as it is read.
///
/// At least one [`Read`] comes of every file, so that nothing found is lost. A file of many records
/// may be of any size; any other one over [`SIZE_LIMIT`] is rejected without being read.
pub fn read_file(candidate: &Candidate, mut sink: impl FnMut(Read)) {
    let origin = Origin { path: candidate.relative.clone(), record: None };
    let mut finish = Finish::new(&mut sink);
    if let Err(reason) = open_and_read(candidate, &origin, &mut |read| finish.push(read)) {
        finish.push(Read::rejected(origin, reason));
    }
    finish.end();
}

fn open_and_read(candidate: &Candidate, origin: &Origin, sink: &mut dyn FnMut(Read)) -> Result<(), Reason> {
    let unreadable = |e: io::Error| Reason::Unreadable(e.to_string());
    let file = File::open(&candidate.path).map_err(unreadable)?;
    // Measured again: it may have grown since it was found.
    let size = file.metadata().map_err(unreadable)?.len();
    let mut reader = BufReader::with_capacity(HEAD_SIZE, file);
    let format = detect(reader.fill_buf().map_err(unreadable)?, origin);
    match format.map(|f| &f.reader) {
        Ok(Reader::Stream(read)) => at_least_one(origin, sink, |sink| read(&mut reader, origin, sink)),
        Ok(Reader::Whole(_)) | Err(Reason::Binary(_)) if size > SIZE_LIMIT => {
            return Err(Reason::TooLarge { size, limit: SIZE_LIMIT });
        }
        Err(reason) => return Err(reason),
        Ok(Reader::Whole(read)) => {
            let mut bytes = Vec::with_capacity(size as usize);
            reader.take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(unreadable)?;
            if bytes.len() as u64 > SIZE_LIMIT {
                return Err(Reason::TooLarge { size: bytes.len() as u64, limit: SIZE_LIMIT });
            }
            at_least_one(origin, sink, |sink| read(&bytes, origin).into_iter().for_each(sink));
        }
    }
    Ok(())
}

/// Reads every article of `bytes` as if they were the file that `origin` names.
pub fn read_bytes(bytes: &[u8], origin: &Origin) -> Vec<Read> {
    let mut out = Vec::new();
    let mut keep = |read| out.push(read);
    let mut finish = Finish::new(&mut keep);
    let mut sink = |read| finish.push(read);
    match detect(&bytes[..bytes.len().min(HEAD_SIZE)], origin).map(|f| &f.reader) {
        Err(reason) => sink(Read::rejected(origin.clone(), reason)),
        Ok(Reader::Stream(read)) => {
            at_least_one(origin, &mut sink, |sink| read(&mut Cursor::new(bytes), origin, sink));
        }
        Ok(Reader::Whole(read)) => {
            at_least_one(origin, &mut sink, |sink| read(bytes, origin).into_iter().for_each(sink));
        }
    }
    finish.end();
    out
}

/// Reads a plain text that was given as it is: the article's text is exactly `text`, so that offsets
/// found in one hold in the other.
pub fn read_text(text: &str, origin: &Origin) -> Article {
    let mut article = plain::article(text.to_owned(), origin);
    finish(&mut article);
    article
}

fn detect(head: &[u8], origin: &Origin) -> Result<&'static Format, Reason> {
    if head.is_empty() {
        return Err(Reason::Empty);
    }
    let name = origin.path.rsplit('/').next().unwrap_or_default().to_lowercase();
    registry::detect(&Head { bytes: head, name: &name })
        .ok_or_else(|| Reason::Binary(registry::binary_kind(head).unwrap_or("binary data")))
}

fn at_least_one(origin: &Origin, sink: &mut dyn FnMut(Read), read: impl FnOnce(&mut dyn FnMut(Read))) {
    let mut count = 0_usize;
    read(&mut |read| {
        count += 1;
        sink(read);
    });
    if count == 0 {
        sink(Read::rejected(origin.clone(), Reason::Empty));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(path: &str) -> Origin {
        Origin { path: path.to_owned(), record: None }
    }

    fn candidate(path: std::path::PathBuf) -> Candidate {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Candidate { path, relative: name, size: 0, mtime: 0 }
    }

    fn codes(candidate: &Candidate) -> Vec<String> {
        let mut out = Vec::new();
        read_file(candidate, |read| {
            out.push(read.article.map_or_else(|r| r.code().to_owned(), |a| a.headline));
        });
        out
    }

    #[test]
    fn a_sparse_giant_costs_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("giant.txt");
        File::create(&path).unwrap().set_len(1 << 30).unwrap();
        assert_eq!(codes(&candidate(path)), ["too-large"]);
    }

    #[test]
    fn every_file_comes_to_something() {
        let dir = tempfile::tempdir().unwrap();
        let check = |name: &str, bytes: &[u8], want: &[&str]| {
            let path = dir.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(codes(&candidate(path)), want, "{name}");
        };
        check("empty.txt", b"", &["empty"]);
        check("blank.txt", b" \n\n \t", &["empty"]);
        check("blank.jsonl", b"\n\n", &["empty"]);
        check("picture.txt", b"\x89PNG\r\n\x1A\n\0\0", &["binary"]);
        check("page.html", b"<html><body></body></html>", &["no-text"]);
        check("a.txt", b"Harbor closes\r\n\r\nThe harbor closed on Sunday.\r\n", &["Harbor closes"]);
        assert_eq!(codes(&candidate(dir.path().join("gone.txt"))), ["unreadable"]);
    }

    #[test]
    fn a_broken_text_is_read_and_named() {
        let reads =
            read_bytes(b"Caf\xE9 closes\n\nThe caf\xE9 closed on Sunday, its owner said.", &origin("a.txt"));
        assert_eq!(reads[0].article.as_ref().unwrap().headline, "Café closes");
        assert_eq!(reads[0].warnings[0].to_string(), "is not UTF-8; read as windows-1252");
    }

    #[test]
    fn a_given_text_stays_as_it_is() {
        let text = "  Harbor closes\r\n\r\nThe harbor closed.\r\n";
        assert_eq!(read_text(text, &origin("-")).text, text);
    }
}
