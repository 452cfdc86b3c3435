//! Mailboxes: messages one after another, each behind a line that begins with "From ".

use std::io::{self, BufRead, Read as _};

use crate::read::head::Head;
use crate::read::inside::Inside;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};
use crate::read::whole::SIZE_LIMIT;

/// A mailbox of any size.
pub(in crate::read) const FORMAT: Format = Format { name: "mbox", detect, reader: Reader::Pieces(read) };

/// A line that parts two messages is no longer than this.
const MARK_LIMIT: usize = 1_000;

fn detect(head: &Head<'_>) -> Confidence {
    if head.is_binary() {
        return Confidence::No;
    }
    let mut lines = head.bytes.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let field = lines.next().unwrap_or_default();
    let name = field.split(|byte| *byte == b':').next().unwrap_or_default();
    let is_field = name.len() < field.len()
        && !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'>'));
    if is_mark(first) && is_field { Confidence::Sure } else { Confidence::No }
}

/// "From ana@alder.example Sun Mar  9 14:05:00 2025": an address, then a date.
fn is_mark(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    line.len() < MARK_LIMIT
        && rest.iter().filter(|byte| byte.is_ascii_digit()).count() >= 4
        && rest.contains(&b':')
}

fn read(input: &mut dyn BufRead, inside: &mut Inside<'_>) {
    let mut message = Vec::new();
    let mut number = 0;
    // How much of a message was passed over for being too large.
    let mut size = 0_u64;
    let mut was_blank = true;
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut *input).take(SIZE_LIMIT).read_until(b'\n', &mut line);
        let is_end = !matches!(read, Ok(1..));
        if is_end || was_blank && is_mark(line.trim_ascii_end()) {
            one(&message, size, number, inside);
            message.clear();
            (size, number) = (0, number + 1);
            if let Err(error) = read {
                return fail(inside, number, &error);
            }
            if is_end || inside.is_spent() {
                return;
            }
            was_blank = false;
            continue;
        }
        was_blank = line.trim_ascii().is_empty();
        size += line.len() as u64;
        if size <= SIZE_LIMIT {
            message.extend_from_slice(unquoted(&line));
        }
    }
}

fn one(message: &[u8], size: u64, number: u64, inside: &mut Inside<'_>) {
    if size > SIZE_LIMIT {
        let origin = inside.numbered(number);
        inside.give(Read::rejected(origin, Reason::TooLarge { size, limit: SIZE_LIMIT }));
    } else if number > 0 && !message.trim_ascii().is_empty() {
        inside.record(number, "message.eml", message, &|_| {});
    }
}

fn fail(inside: &mut Inside<'_>, number: u64, error: &io::Error) {
    let origin = inside.numbered(number);
    inside.give(Read::rejected(origin, Reason::of_unpacking(error)));
}

/// A line as it was written: mailboxes put `>` before those that look like a mark.
fn unquoted(line: &[u8]) -> &[u8] {
    let bare = line.iter().position(|byte| *byte != b'>').unwrap_or(0);
    if bare > 0 && line[bare..].starts_with(b"From ") { &line[1..] } else { line }
}
