//! Files that are only compressed: gzip, bzip2, xz and Zstandard, each holding one piece.

use std::io::{self, BufRead, Read};

use crate::read::head::Head;
use crate::read::inside::{Counted, Inside};
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::Reason;

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

/// The largest dictionary an xz file may ask for: twice what `xz -9` takes.
const XZ_DICTIONARY: u64 = 128 << 20;

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
    // The decoder takes what is asked for before it has read a word.
    if let Ok(Some(asked)) = input.fill_buf().map(xz_dictionary)
        && asked > XZ_DICTIONARY
    {
        let asked = asked >> 20;
        let limit = XZ_DICTIONARY >> 20;
        return inside.fail(Reason::Damaged(format!(
            "asks for a dictionary of {asked} MiB, more than the {limit} MiB that are given"
        )));
    }
    let packed = Counted::default();
    inside.unpacked(lzma_rust2::XzReader::new(packed.reader(input), true), &packed);
}

/// The dictionary that the first block asks for.
fn xz_dictionary(head: &[u8]) -> Option<u64> {
    let (&size, block) = head.get(12..)?.split_first()?;
    let mut fields = block.get(..(usize::from(size) + 1) * 4 - 1)?.iter().copied();
    let flags = fields.next()?;
    let mut number = || -> Option<u64> {
        let mut out = 0_u64;
        for shift in (0..63).step_by(7) {
            let byte = fields.next()?;
            out |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(out);
            }
        }
        None
    };
    // Sizes stand in front of the filters where they are known.
    for known in [0x40, 0x80] {
        if flags & known != 0 {
            number()?;
        }
    }
    for _ in 0..=(flags & 3) {
        let (filter, length) = (number()?, number()?);
        if filter == LZMA2 {
            let step = number()?.min(40);
            return Some((2 | (step & 1)) << (step / 2 + 11));
        }
        for _ in 0..length.min(8) {
            number()?;
        }
    }
    None
}

/// The filter that every xz file ends with.
const LZMA2: u64 = 0x21;

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

#[cfg(test)]
mod tests {
    use crate::model::Origin;
    use crate::read::read_bytes;

    use super::*;

    /// The front of a file whose one block has these filters.
    fn head(flags: u8, filters: &[u8]) -> Vec<u8> {
        let mut block = vec![2, flags];
        block.extend_from_slice(filters);
        block.resize(12, 0);
        [b"\xFD7zXZ\0\0\x04\0\0\0\0".as_slice(), &block].concat()
    }

    #[test]
    fn a_dictionary_is_known_before_it_is_made() {
        assert_eq!(xz_dictionary(&head(0, &[0x21, 1, 28])), Some(64 << 20));
        assert_eq!(xz_dictionary(&head(0xC0, &[0x80, 1, 5, 0x21, 1, 30])), Some(128 << 20));
        assert_eq!(xz_dictionary(&head(1, &[4, 0, 0x21, 1, 22])), Some(8 << 20));
        assert_eq!(xz_dictionary(&head(0, &[4, 0])), None);
        assert_eq!(xz_dictionary(b"\xFD7zXZ\0"), None);
    }

    #[test]
    fn one_that_asks_for_too_much_is_rejected() {
        let file = head(0, &[0x21, 1, 40]);
        let reads = read_bytes(&file, &Origin { path: "a.xz".into(), record: None });
        let reason = reads[0].article.as_ref().unwrap_err().to_string();
        assert!(reason.contains("a dictionary of 4096 MiB"), "{reason}");
    }
}
