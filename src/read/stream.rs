//! A file of any size as UTF-8 text, decoded on the way, of which no single piece may be endless.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding, UTF_8};

use super::encoding::decode;

use super::report::{Reason, Warning};
use super::whole::SIZE_LIMIT;

/// How much is looked at to tell the encoding; a smaller file is decoded as a whole.
const LOOK: usize = 1 << 20;
/// How much is decoded at once of a larger one.
const PIECE: usize = 64 << 10;

/// UTF-8 text, read as it is needed.
pub(super) struct TextStream<'r> {
    input: &'r mut dyn BufRead,
    /// What decodes the rest of the input; nothing once all of it is decoded.
    decoder: Option<Decoder>,
    decoded: String,
    at: usize,
    lines: u64,
    since_mark: u64,
    warning: Option<Warning>,
}

impl<'r> TextStream<'r> {
    /// Opens `input`; `declared` finds the charset that its first bytes claim.
    pub(super) fn open(
        input: &'r mut dyn BufRead,
        declared: fn(&[u8]) -> Option<String>,
    ) -> io::Result<TextStream<'r>> {
        let mut head = Vec::new();
        input.take(LOOK as u64).read_to_end(&mut head)?;
        let claim = declared(&head);
        let whole = head.len() < LOOK;
        let (decoded, warning, decoder) = if whole {
            let found = decode(&head, claim.as_deref());
            (found.text.into_owned(), found.warning, None)
        } else {
            let (encoding, warning) = encoding_of(&head, claim.as_deref());
            let mut decoder = encoding.new_decoder_with_bom_removal();
            (piece(&mut decoder, &head, false), warning, Some(decoder))
        };
        Ok(TextStream { input, decoder, decoded, at: 0, lines: 0, since_mark: 0, warning })
    }

    /// What had to be assumed to decode it.
    pub(super) fn warning(&self) -> Option<Warning> {
        self.warning.clone()
    }

    /// The line that is being read, from 1.
    pub(super) fn line(&self) -> u64 {
        self.lines + 1
    }

    /// A piece ends here: the next may be as long again.
    pub(super) fn mark(&mut self) {
        self.since_mark = 0;
    }

    /// Why reading ended with an error, if it did because a piece is endless.
    pub(super) fn too_long(&self) -> Option<Reason> {
        (self.since_mark > SIZE_LIMIT)
            .then_some(Reason::TooLarge { size: self.since_mark, limit: SIZE_LIMIT })
    }

    fn refill(&mut self) -> io::Result<()> {
        self.decoded.clear();
        self.at = 0;
        while self.decoded.is_empty()
            && let Some(decoder) = &mut self.decoder
        {
            let bytes = self.input.fill_buf()?;
            let bytes = &bytes[..bytes.len().min(PIECE)];
            let (read, last) = (bytes.len(), bytes.is_empty());
            self.decoded = piece(decoder, bytes, last);
            self.input.consume(read);
            if last {
                self.decoder = None;
            }
        }
        Ok(())
    }
}

impl BufRead for TextStream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_mark > SIZE_LIMIT {
            return Err(io::Error::other("one record is larger than an article may be"));
        }
        if self.at >= self.decoded.len() {
            self.refill()?;
        }
        Ok(&self.decoded.as_bytes()[self.at..])
    }

    fn consume(&mut self, amount: usize) {
        let to = (self.at + amount).min(self.decoded.len());
        self.lines += memchr::memchr_iter(b'\n', &self.decoded.as_bytes()[self.at..to]).count() as u64;
        self.since_mark += (to - self.at) as u64;
        self.at = to;
    }
}

impl Read for TextStream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

fn piece(decoder: &mut Decoder, bytes: &[u8], last: bool) -> String {
    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
    let mut out = String::with_capacity(room);
    // There is room for everything: nothing is left undecoded, and what fits no character is replaced.
    let _ = decoder.decode_to_string(bytes, &mut out, last);
    out
}

/// What a large file is encoded in, by its head.
fn encoding_of(head: &[u8], declared: Option<&str>) -> (&'static Encoding, Option<Warning>) {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return (encoding, None);
    }
    let named = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if head.is_ascii() && !head.contains(&0) {
        return (named.unwrap_or(UTF_8), None);
    }
    // The head may end inside a character.
    let broken = std::str::from_utf8(head).err().filter(|e| e.error_len().is_some());
    if broken.is_none() && !head.contains(&0) {
        return (UTF_8, None);
    }
    let found = decode(head, declared);
    match &found.warning {
        Some(Warning::AssumedEncoding { encoding, .. }) => {
            (Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8), found.warning)
        }
        _ => (named.unwrap_or(UTF_8), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[track_caller]
    fn check(bytes: &[u8], declared: fn(&[u8]) -> Option<String>, want: &str) {
        let mut input = Cursor::new(bytes);
        let mut out = String::new();
        TextStream::open(&mut input, declared).unwrap().read_to_string(&mut out).unwrap();
        assert!(out == want, "{} characters, wanted {}", out.len(), want.len());
    }

    #[test]
    fn small_and_large_are_decoded_alike() {
        for repeats in [1, 60_000] {
            let text = "Zoë said “no” on the quay, Jürgen “yes”.\n".repeat(repeats);
            check(text.as_bytes(), |_| None, &text);
            check(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), |_| None, &text);
            let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            check(&[b"\xFF\xFE".to_vec(), utf_16].concat(), |_| None, &text);
            let (latin, ..) = encoding_rs::WINDOWS_1252.encode(&text);
            check(&latin, |_| Some("windows-1252".into()), &text);
            check(&latin, |_| None, &text);
        }
    }

    #[test]
    fn a_piece_without_end_is_an_error_and_lines_are_counted() {
        let mut input = io::repeat(b'a').take(SIZE_LIMIT * 2);
        let mut input = io::BufReader::new(&mut input);
        let mut stream = TextStream::open(&mut input, |_| None).unwrap();
        let error = io::copy(&mut stream, &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("larger"), "{error}");
        assert!(stream.too_long().is_some());
        let mut lines = Cursor::new(b"a\nb\nc");
        let mut stream = TextStream::open(&mut lines, |_| None).unwrap();
        io::copy(&mut stream, &mut io::sink()).unwrap();
        assert_eq!(stream.line(), 3);
    }
}
