//! One file, or what stands for one, becomes articles.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read as _};

use crate::model::{Article, Origin};

use super::choice::Choice;
use super::discover::Candidate;
use super::finish::{Finish, finish};
use super::format::plain;
use super::head::{Head, binary_kind};
use super::inside::limits::DEPTH_LIMIT;
use super::inside::{Budget, Context, Inside};
use super::reader::{Format, Reader};
use super::registry;
use super::report::{Read, Reason};
use super::whole::{SIZE_LIMIT, whole};

/// How much of a file is looked at to tell what it is.
const HEAD_SIZE: usize = 16 << 10;

/// Reads every article of a file, handing each to `sink` as it is read.
///
/// At least one [`Read`] comes of every file, so that nothing found is lost. A file of many records or
/// pieces may be of any size; any other one over [`SIZE_LIMIT`] is rejected without being read.
pub fn read_file(candidate: &Candidate, sink: impl FnMut(Read)) {
    read_chosen(candidate, &Choice::default(), sink);
}

/// [`read_file`], passing over the pieces of a container that are not chosen.
pub fn read_chosen(candidate: &Candidate, choice: &Choice, mut sink: impl FnMut(Read)) {
    let origin = Origin { path: candidate.relative.clone(), record: None };
    let mut finish = Finish::new(&mut sink);
    if let Err(reason) = open_and_read(candidate, &origin, choice, &mut |read| finish.push(read)) {
        finish.push(Read::rejected(origin, reason));
    }
    finish.end();
}

fn open_and_read(
    candidate: &Candidate,
    origin: &Origin,
    choice: &Choice,
    sink: &mut dyn FnMut(Read),
) -> Result<(), Reason> {
    let unreadable = |e: io::Error| Reason::Unreadable(e.to_string());
    let file = File::open(&candidate.path).map_err(unreadable)?;
    // Measured again: it may have grown since it was found.
    let size = file.metadata().map_err(unreadable)?.len();
    let mut reader = BufReader::with_capacity(HEAD_SIZE, file);
    let format = detect(reader.fill_buf().map_err(unreadable)?, &name_of(origin));
    match format.map(|f| &f.reader) {
        Ok(Reader::Whole(_)) | Err(Reason::Binary(_)) if size > SIZE_LIMIT => {
            return Err(Reason::TooLarge { size, limit: SIZE_LIMIT });
        }
        Err(reason) => return Err(reason),
        Ok(Reader::Directory(read)) => {
            let budget = Budget::of(size);
            let context = Context::at_top(&budget, choice, read_stream);
            at_least_one(origin, sink, |sink| {
                read(&mut reader, &mut Inside::new(origin, &name_of(origin), context, sink));
            });
        }
        Ok(_) => read_any(&mut reader, size, origin, choice, sink),
    }
    Ok(())
}

/// Whether a file holds pieces that are read as files of their own; one that cannot be read does not.
pub fn is_container(candidate: &Candidate) -> bool {
    let mut head = Vec::new();
    let Ok(file) = File::open(&candidate.path) else { return false };
    let origin = Origin { path: candidate.relative.clone(), record: None };
    file.take(HEAD_SIZE as u64).read_to_end(&mut head).is_ok()
        && detect(&head, &name_of(&origin))
            .is_ok_and(|format| matches!(format.reader, Reader::Pieces(_) | Reader::Directory(_)))
}

/// Reads what stands on standard input as the file that `origin` names.
///
/// Nothing is known of its size, so what it unpacks to is held against the smallest bounds.
pub fn read_stdin(input: &mut dyn BufRead, origin: &Origin, choice: &Choice, mut sink: impl FnMut(Read)) {
    read_any(input, 0, origin, choice, &mut sink);
}

/// Reads every article of `bytes` as if they were the file that `origin` names.
pub fn read_bytes(bytes: &[u8], origin: &Origin) -> Vec<Read> {
    let mut out = Vec::new();
    read_any(&mut { bytes }, bytes.len() as u64, origin, &Choice::default(), &mut |read| out.push(read));
    out
}

fn read_any(
    input: &mut dyn BufRead,
    size: u64,
    origin: &Origin,
    choice: &Choice,
    sink: &mut dyn FnMut(Read),
) {
    let budget = Budget::of(size);
    read_stream(input, origin, &name_of(origin), Context::at_top(&budget, choice, read_stream), sink);
}

/// Reads what stands at `origin` and is called `name`, at any depth.
pub(super) fn read_stream(
    input: &mut dyn BufRead,
    origin: &Origin,
    name: &str,
    context: Context<'_>,
    sink: &mut dyn FnMut(Read),
) {
    // Each piece of a container has its own way of writing dates.
    let mut finish = Finish::new(sink);
    if let Err(reason) = read_pieces(input, origin, name, context, &mut |read| finish.push(read)) {
        finish.push(Read::rejected(origin.clone(), reason));
    }
    finish.end();
}

fn read_pieces(
    input: &mut dyn BufRead,
    origin: &Origin,
    name: &str,
    context: Context<'_>,
    sink: &mut dyn FnMut(Read),
) -> Result<(), Reason> {
    let mut head = Vec::with_capacity(HEAD_SIZE);
    // What was read before something broke may tell what it is; that it broke shows later again.
    let broken = (&mut *input).take(HEAD_SIZE as u64).read_to_end(&mut head).err();
    if let (Some(error), true) = (&broken, head.is_empty()) {
        return Err(Reason::of(error));
    }
    let name = name.to_lowercase();
    let format = detect(&head, &name)?;
    let is_container = matches!(format.reader, Reader::Pieces(_) | Reader::Directory(_));
    if is_container && context.depth >= DEPTH_LIMIT {
        return Err(Reason::TooDeep { limit: DEPTH_LIMIT });
    }
    let mut input = Cursor::new(head).chain(Broken(broken)).chain(input);
    match &format.reader {
        Reader::Stream(read) => at_least_one(origin, sink, |sink| read(&mut input, origin, sink)),
        Reader::Records(read) => {
            let map = context.choice.map();
            at_least_one(origin, sink, |sink| read(&mut input, origin, map, sink));
        }
        Reader::Whole(read) => {
            let bytes = whole(&mut input)?;
            at_least_one(origin, sink, |sink| read(&bytes, origin).into_iter().for_each(sink));
        }
        Reader::Pieces(read) => at_least_one(origin, sink, |sink| {
            read(&mut input, &mut Inside::new(origin, &name, context, sink));
        }),
        Reader::Directory(read) => {
            let mut bytes = Cursor::new(whole(&mut input)?);
            at_least_one(origin, sink, |sink| {
                read(&mut bytes, &mut Inside::new(origin, &name, context, sink));
            });
        }
    }
    Ok(())
}

/// The error that stood behind the head, met again in its place.
struct Broken(Option<io::Error>);

impl io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Broken {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

/// The file's name in lower case, without folders.
fn name_of(origin: &Origin) -> String {
    origin.path.rsplit('/').next().unwrap_or_default().to_lowercase()
}

/// Reads a plain text that was given as it is: the article's text is exactly `text`, so that offsets
/// found in one hold in the other.
pub fn read_text(text: &str, origin: &Origin) -> Article {
    let mut article = plain::article(text.to_owned(), origin);
    finish(&mut article);
    article
}

fn detect(head: &[u8], name: &str) -> Result<&'static Format, Reason> {
    if head.is_empty() {
        return Err(Reason::Empty);
    }
    registry::detect(&Head::new(head, name))
        .ok_or_else(|| Reason::Binary(binary_kind(head).unwrap_or("binary data")))
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

    #[test]
    fn an_article_whose_day_nobody_settles_is_read_all_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("day.jsonl");
        let line =
            |day: &str| format!(r#"{{"title": "Ferry late", "text": "It was late.", "date": "{day}"}}"#);
        std::fs::write(&path, format!("{}\n{}\n", line("03/04/2025"), line("2025-03-05"))).unwrap();
        let mut days = Vec::new();
        read_file(&candidate(path), |read| {
            days.push(read.article.unwrap().published.map(|date| date.to_string()).unwrap_or_default());
        });
        days.sort();
        assert_eq!(days, ["2025", "2025-03-05"]);
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
