//! Files that are only compressed: gzip, bzip2, xz and Zstandard, each holding one piece.

use std::io::{self, BufRead, Read};

use crate::read::inside::{Counted, Inside};
use crate::read::registry::{Confidence, Format, Head, Reader};

/// What `gzip` writes, also in several members.
pub(in crate::read) const GZIP: Format =
    Format { name: "gzip", detect: |head| starts(head, b"\x1F\x8B"), reader: Reader::Pieces(gzip) };
/// What `bzip2` writes.
pub(in crate::read) const BZIP2: Format =
    Format { name: "bzip2", detect: detect_bzip2, reader: Reader::Pieces(bzip2) };
/// What `xz` writes.
pub(in crate::read) const XZ: Format =
    Format { name: "xz", detect: |head| starts(head, b"\xFD7zXZ\0"), reader: Reader::Pieces(xz) };
/// What `zstd` writes.
pub(in crate::read) const ZSTD: Format =
    Format { name: "zstd", detect: |head| starts(head, b"\x28\xB5\x2F\xFD"), reader: Reader::Pieces(zstd) };

/// The largest window a Zstandard frame may ask for: 128 MiB, as `zstd --long` makes.
const ZSTD_WINDOW_LOG: u32 = 27;

fn starts(head: &Head<'_>, magic: &[u8]) -> Confidence {
    if head.bytes.starts_with(magic) { Confidence::Sure } else { Confidence::No }
}

fn detect_bzip2(head: &Head<'_>) -> Confidence {
    let level = head.bytes.get(3).is_some_and(|byte| (b'1'..=b'9').contains(byte));
    // "BZh9" is also how a text may begin; what follows is the block's magic, or that of the end.
    let block = head.bytes.get(4..10);
    let magic = block == Some(b"\x31\x41\x59\x26\x53\x59") || block == Some(b"\x17\x72\x45\x38\x50\x90");
    if level && magic { starts(head, b"BZh") } else { Confidence::No }
}

fn gzip(input: &mut dyn BufRead, inside: &mut Inside<'_>) {
    let packed = Counted::default();
    let decoder = flate2::bufread::MultiGzDecoder::new(packed.reader(input));
    inside.unpacked(Padded { decoder, some: false }, &packed);
}

fn bzip2(input: &mut dyn BufRead, inside: &mut Inside<'_>) {
    let packed = Counted::default();
    inside.unpacked(::bzip2::bufread::MultiBzDecoder::new(packed.reader(input)), &packed);
}

fn xz(input: &mut dyn BufRead, inside: &mut Inside<'_>) {
    let packed = Counted::default();
    inside.unpacked(lzma_rust2::XzReader::new(packed.reader(input), true), &packed);
}

fn zstd(input: &mut dyn BufRead, inside: &mut Inside<'_>) {
    let packed = Counted::default();
    let decoder = ::zstd::stream::read::Decoder::with_buffer(packed.reader(input));
    match decoder.and_then(|mut decoder| decoder.window_log_max(ZSTD_WINDOW_LOG).map(|()| decoder)) {
        Ok(decoder) => inside.unpacked(decoder, &packed),
        Err(error) => inside.fail_with(&error),
    }
}

/// Lets a gzip file end in padding or rubbish, as `gzip` itself does with a warning.
struct Padded<R> {
    decoder: R,
    some: bool,
}

impl<R: Read> Read for Padded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.decoder.read(buffer) {
            Err(error) if self.some && error.kind() == io::ErrorKind::InvalidInput => Ok(0),
            other => {
                self.some |= other.as_ref().is_ok_and(|count| *count > 0);
                other
            }
        }
    }
}
