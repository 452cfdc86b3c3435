//! From bytes to text: byte order marks, UTF-8, UTF-16, a declared charset, and else a guess that says so.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Warning;

/// Text, and what had to be assumed to get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, without byte order mark.
    pub text: Cow<'b, str>,
    /// Set where the bytes did not say themselves what they are.
    pub warning: Option<Warning>,
}

/// Decodes `bytes`; `declared` is the charset they claim for themselves, as in HTML's `<meta charset>`.
///
/// Valid UTF-8 wins over a claim: pages often carry a charset they no longer have.
pub fn decode<'b>(bytes: &'b [u8], declared: Option<&str>) -> Decoded<'b> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, replaced) = encoding.decode_without_bom_handling(&bytes[length..]);
        return Decoded { text, warning: replaced.then(|| assumed(encoding, true)) };
    }
    if !bytes.contains(&0)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Decoded { text: Cow::Borrowed(text), warning: None };
    }
    let named = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let encoding =
        utf_16_without_mark(bytes).or(named.filter(|e| *e != UTF_8)).unwrap_or_else(|| guess(bytes));
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    let stated = named == Some(encoding) && !replaced;
    let plain = encoding == UTF_8 && !replaced;
    Decoded { text, warning: (!stated && !plain).then(|| assumed(encoding, replaced)) }
}

fn assumed(encoding: &'static Encoding, replaced: bool) -> Warning {
    Warning::AssumedEncoding { encoding: encoding.name(), replaced }
}

/// Nearly UTF-8 stays UTF-8: one broken byte in a long text is damage, not another encoding.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let (good, bad) = bytes.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        let wide = chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        (good + wide, bad + usize::from(!chunk.invalid().is_empty()))
    });
    if good > bad || bad == 0 {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// Western text in UTF-16 has a NUL in every other byte.
pub(crate) fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 8 {
        return None;
    }
    let half = head.len() / 2;
    let nuls = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    if odd * 10 >= half * 7 && even * 20 <= half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 7 && odd * 20 <= half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// One kind of line end, as the canonical text has it.
pub fn unix_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: Option<&str>) {
        let decoded = decode(bytes, None);
        assert_eq!(decoded.text, text);
        let named = decoded.warning.map(|w| match w {
            Warning::AssumedEncoding { encoding, .. } => encoding.to_owned(),
            other => other.to_string(),
        });
        assert_eq!(named.as_deref(), encoding);
    }

    fn utf_16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn marks_are_obeyed_and_taken_off() {
        check(b"\xEF\xBB\xBFcaf\xC3\xA9", "café", None);
        check(&[b"\xFF\xFE".to_vec(), utf_16("Zoë", true)].concat(), "Zoë", None);
        check(&[b"\xFE\xFF".to_vec(), utf_16("Zoë", false)].concat(), "Zoë", None);
    }

    #[test]
    fn what_is_assumed_is_said() {
        check("Zoë said “no”".as_bytes(), "Zoë said “no”", None);
        check(
            b"The caf\xE9 on the quay stayed shut, \x93for good\x94, its owner said.",
            "The café on the quay stayed shut, “for good”, its owner said.",
            Some("windows-1252"),
        );
        check(&utf_16("The quay stayed shut", true), "The quay stayed shut", Some("UTF-16LE"));
        check(&utf_16("The quay stayed shut", false), "The quay stayed shut", Some("UTF-16BE"));
    }

    #[test]
    fn one_broken_byte_is_damage_not_another_encoding() {
        let mut bytes = "Zoë, José, Jürgen said “no”. ".as_bytes().to_vec();
        bytes.push(0xFF);
        check(&bytes, "Zoë, José, Jürgen said “no”. \u{fffd}", Some("UTF-8"));
    }

    #[test]
    fn a_declared_charset_counts_unless_the_bytes_are_utf_8() {
        assert_eq!(decode(b"caf\xE9", Some("iso-8859-1")), Decoded { text: "café".into(), warning: None });
        assert_eq!(decode("café".as_bytes(), Some("iso-8859-1")).text, "café");
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(unix_lines("a\r\nb\rc\n".into()), "a\nb\nc\n");
    }
}
