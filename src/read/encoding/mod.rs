//! From bytes to text: byte order marks, UTF-8, UTF-16, a declared charset, and else a guess that says so. What was
//! encoded twice is put right where that is certain.

mod mojibake;

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
    let decoded = as_declared(bytes, declared);
    Decoded { text: mojibake::repair(decoded.text), ..decoded }
}

/// What a document says of its own encoding: an XML declaration, or a page's `<meta>`.
pub fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096)).unwrap_or_default());
    let head = head.to_ascii_lowercase();
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    let after = |text: &str, key: &str| {
        let rest = text.split_once(key)?.1.trim_start().strip_prefix('=')?.trim_start();
        let name = rest.trim_start_matches(['"', '\'']).chars();
        let name: String =
            name.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')).collect();
        (!name.is_empty()).then_some(name)
    };
    xml.and_then(|xml| after(xml, "encoding")).or_else(|| after(&head, "charset"))
}

fn as_declared<'b>(bytes: &'b [u8], declared: Option<&str>) -> Decoded<'b> {
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
    // A claim that does not fit the bytes is worth less than a guess that does.
    if replaced && named == Some(encoding) {
        let guessed = guess(bytes);
        let (text, broken) = guessed.decode_without_bom_handling(bytes);
        if !broken {
            return Decoded { text, warning: Some(assumed(guessed, false)) };
        }
    }
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
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
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

    /// A text in its language's old encodings, told and not told which.
    #[track_caller]
    fn check_encoding(label: &str, text: &str) {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{label}");
        assert_eq!(
            decode(&bytes, Some(label)),
            Decoded { text: text.into(), warning: None },
            "{label}, declared"
        );
        assert_eq!(decode(&bytes, None).text, text, "{label}, detected");
    }

    #[test]
    fn old_encodings_are_read_with_and_without_being_declared() {
        let russian = "Порт был закрыт всю ночь, и рыбаки оказались в беде, сообщили в мэрии города.";
        for label in ["windows-1251", "koi8-r", "iso-8859-5"] {
            check_encoding(label, russian);
        }
        let japanese = "港は夜のあいだ閉鎖され、漁師たちは困ったと市役所は述べた。再開は春になるという。";
        for label in ["shift_jis", "euc-jp"] {
            check_encoding(label, japanese);
        }
        check_encoding(
            "gb18030",
            "港口夜间关闭，渔民陷入困境，市政府表示，春天才会重新开放，届时将修复码头。",
        );
        check_encoding("big5", "港口夜間關閉，漁民陷入困境，市政府表示，春天才會重新開放，屆時將修復碼頭。");
        check_encoding(
            "euc-kr",
            "항구는 밤새 닫혔고 어부들은 곤경에 빠졌다고 시청이 밝혔다. 봄에 다시 열린다.",
        );
        check_encoding(
            "windows-1250",
            "Port był w nocy zamknięty, a rybacy znaleźli się w kłopocie, podał urząd miasta.",
        );
        check_encoding(
            "windows-1253",
            "Το λιμάνι ήταν κλειστό τη νύχτα και οι ψαράδες βρέθηκαν σε δύσκολη θέση.",
        );
        check_encoding(
            "windows-1254",
            "Liman gece kapalıydı ve balıkçılar zor durumda kaldı, dedi şehrin sözcüsü.",
        );
        check_encoding("windows-1255", "הנמל היה סגור בלילה והדייגים נקלעו למצוקה, נמסר מהעירייה.");
        check_encoding(
            "windows-1256",
            "كان الميناء مغلقا في تلك الليلة مما وضع الصيادين في مأزق بحسب ما أعلنته البلدية.",
        );
        check_encoding(
            "windows-1252",
            "Der Hafen war über Nacht geschlossen – „für immer“, heißt es, wäre früher möglich.",
        );
        check_encoding(
            "iso-8859-2",
            "Port był w nocy zamknięty, a rybacy znaleźli się w kłopocie, podał urząd miasta.",
        );
        // Only the euro sign tells it from Windows-1252, and that must be declared.
        assert_eq!(decode(b"5 \xA4", Some("iso-8859-15")).text, "5 €");
    }

    #[test]
    fn documents_say_what_they_are() {
        let check =
            |head: &str, want: Option<&str>| assert_eq!(declared(head.as_bytes()).as_deref(), want, "{head}");
        check("<?xml version='1.0' encoding='ISO-8859-1'?><nitf>", Some("iso-8859-1"));
        check("<html><head><meta charset=utf-8>", Some("utf-8"));
        check(
            r#"<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">"#,
            Some("windows-1251"),
        );
        check("<?xml version=\"1.0\"?><rss>", None);
        check("A text about charsets", None);
    }

    #[test]
    fn a_claim_that_does_not_fit_is_not_believed() {
        let (bytes, ..) =
            encoding_rs::SHIFT_JIS.encode("港は夜のあいだ閉鎖され、漁師たちは困ったと市役所は述べた。");
        assert_eq!(
            decode(&bytes, Some("euc-jp")).text,
            "港は夜のあいだ閉鎖され、漁師たちは困ったと市役所は述べた。"
        );
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(unix_lines("a\r\nb\rc\n".into()), "a\nb\nc\n");
    }
}
