//! What a server answered, as a capture keeps it: head and body, the body perhaps in chunks and packed.

use std::borrow::Cow;
use std::io;

use encoding_rs::Encoding;

use crate::read::report::Reason;

/// What a server answered.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: String,
    /// The page, unpacked.
    pub(super) body: Result<Vec<u8>, Reason>,
}

impl Answer {
    /// A page that was kept without a server's head.
    pub(super) fn plain(content_type: &str, body: &[u8]) -> Self {
        Answer { status: 200, content_type: content_type.to_owned(), body: Ok(body.to_vec()) }
    }
}

/// Reads an answer; `unpack` reads a decoder within bounds, told how many bytes it decodes.
pub(super) fn answer(
    block: &[u8],
    unpack: impl Fn(&mut dyn io::Read, u64) -> Result<Vec<u8>, Reason>,
) -> Answer {
    if !block.starts_with(b"HTTP/") {
        return Answer::plain("", block);
    }
    let (head, body) = parted(block);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(200);
    let (mut content_type, mut encoding, mut is_chunked) = (String::new(), String::new(), false);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => value.clone_into(&mut content_type),
            "content-encoding" => encoding = value.to_ascii_lowercase(),
            "transfer-encoding" => is_chunked = value.to_ascii_lowercase().contains("chunked"),
            _ => {}
        }
    }
    // Crawlers often keep the head as it came and the body unpacked: what does not fit is as it is.
    let joined = if is_chunked { unchunked(body) } else { None };
    let body = joined.as_deref().unwrap_or(body);
    Answer { status, content_type, body: unpacked(body, &encoding, unpack) }
}

fn parted(block: &[u8]) -> (&[u8], &[u8]) {
    let crlf = memchr::memmem::find(block, b"\r\n\r\n").map(|at| (at, at + 4));
    let lf = memchr::memmem::find(block, b"\n\n").map(|at| (at, at + 2));
    let found = [crlf, lf].into_iter().flatten().min();
    found.map_or((block, &[]), |(end, start)| (&block[..end], &block[start..]))
}

/// The body without the marks of its chunks; `None` where there are none.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    loop {
        let end = memchr::memchr(b'\n', body)?;
        let size = std::str::from_utf8(&body[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(out);
        }
        let chunk = &body[..size.min(body.len())];
        out.extend_from_slice(chunk);
        body = &body[chunk.len()..];
        body = body.strip_prefix(b"\r\n").or(body.strip_prefix(b"\n")).unwrap_or(body);
        if body.is_empty() {
            return Some(out);
        }
    }
}

fn unpacked(
    body: &[u8],
    encoding: &str,
    unpack: impl Fn(&mut dyn io::Read, u64) -> Result<Vec<u8>, Reason>,
) -> Result<Vec<u8>, Reason> {
    let size = body.len() as u64;
    let looks_packed = !body.trim_ascii_start().starts_with(b"<");
    let found = match encoding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => {
            unpack(&mut flate2::bufread::MultiGzDecoder::new(body), size)
        }
        "deflate" if looks_packed => unpack(&mut flate2::bufread::ZlibDecoder::new(body), size)
            .or_else(|_| unpack(&mut flate2::bufread::DeflateDecoder::new(body), size)),
        "br" if looks_packed => unpack(&mut brotli_decompressor::Decompressor::new(body, 4096), size),
        "zstd" if body.starts_with(b"\x28\xB5\x2F\xFD") => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(body).map_err(|e| Reason::of(&e))?;
            unpack(&mut decoder, size)
        }
        _ => return Ok(body.to_vec()),
    };
    found.or_else(|reason| match reason {
        Reason::Damaged(_) if !looks_packed => Ok(body.to_vec()),
        other => Err(other),
    })
}

/// A type without its parameters: `text/html` of `text/html; charset=utf-8`.
pub(super) fn bare(content_type: &str) -> &str {
    let bare = content_type.split(';').next().unwrap_or_default().trim();
    if bare.is_empty() { "answers of an unknown type" } else { bare }
}

/// Whether an article may stand in what is of this type and was fetched from there.
pub(super) fn is_read(content_type: &str, url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    match bare(content_type).to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" | "application/pdf" | "answers of an unknown type" => true,
        "text/plain" => !path.ends_with("/robots.txt"),
        _ => false,
    }
}

/// A name by which the reader of this type knows it.
pub(super) fn name_for(content_type: &str) -> &'static str {
    match bare(content_type).to_ascii_lowercase().as_str() {
        "text/plain" => "page.txt",
        "application/pdf" => "page.pdf",
        _ => "page.html",
    }
}

/// A page in the charset that the server stated, in UTF-8; in another it is left to the page to say.
pub(super) fn in_utf_8(body: Vec<u8>, content_type: &str) -> Vec<u8> {
    let stated = content_type.to_ascii_lowercase();
    let charset = stated.split("charset=").nth(1).map(|c| c.trim_matches(['"', '\'', ' ', ';']).to_owned());
    let Some(encoding) = charset.and_then(|label| Encoding::for_label(label.as_bytes())) else { return body };
    if encoding == encoding_rs::UTF_8 || std::str::from_utf8(&body).is_ok() {
        return body;
    }
    match encoding.decode_without_bom_handling_and_without_replacement(&body) {
        Some(Cow::Owned(text)) => text.into_bytes(),
        _ => body,
    }
}
