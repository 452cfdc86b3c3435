//! UTF-8 that was taken for Windows-1252 and written as UTF-8 once more: `â€™` for `’`, `Ã©` for `é`.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// The text with what was encoded twice put right; as it is where that is not certain.
///
/// Each run of characters beyond ASCII either is good UTF-8 when taken back, or is not. It is certain where all are
/// and there are several, or where there are many that no language writes and hardly any that are not.
pub(super) fn repair(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut text = text;
    // Twice: some archives have been through it more than once.
    for _ in 0..2 {
        match repaired(&text) {
            Some(better) => text = Cow::Owned(better),
            None => break,
        }
    }
    text
}

fn repaired(text: &str) -> Option<String> {
    if !may_be_twice(text) {
        return None;
    }
    let (mut good, mut strong, mut bad) = (0_usize, 0_usize, 0_usize);
    for run in runs(text) {
        match taken_back(run) {
            Some(_) if run.starts_with("â€") || is_strong(run) => strong += 1,
            Some(_) => good += 1,
            None => bad += 1,
        }
    }
    let certain = bad == 0 && strong + good > 1 && strong > 0 || strong > 2 && strong >= 4 * bad;
    if !certain {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for run in runs(text) {
        let start = run.as_ptr() as usize - text.as_ptr() as usize;
        out.push_str(&text[end..start]);
        end = start + run.len();
        match taken_back(run) {
            Some(original) => out.push_str(&original),
            None => out.push_str(run),
        }
    }
    out.push_str(&text[end..]);
    Some(out)
}

/// Whether one of `Ã`, `Â`, `â`, `Å`, `Ä` is there: two bytes, the first of which they share.
fn may_be_twice(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xC3, bytes)
        .any(|at| matches!(bytes.get(at + 1), Some(0x82 | 0x83 | 0x84 | 0x85 | 0xA2)))
}

/// Runs of characters that are not ASCII.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + ascii_length(bytes.get(at..)?);
        let length = bytes.get(start..)?.iter().take_while(|byte| !byte.is_ascii()).count();
        at = start + length;
        text.get(start..at).filter(|run| !run.is_empty())
    })
}

/// How many bytes from the start are ASCII, many at a time.
fn ascii_length(bytes: &[u8]) -> usize {
    let whole = bytes.chunks(64).take_while(|chunk| chunk.is_ascii()).map(<[u8]>::len).sum::<usize>();
    whole + bytes.get(whole..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii()).count()
}

/// `Ã` before a sign that no word holds; before a closing quotation mark it may end a Portuguese word in capitals.
fn is_strong(run: &str) -> bool {
    let mut chars = run.chars();
    matches!(chars.next(), Some('Ã' | 'Â'))
        && chars.next().is_some_and(|c| !matches!(c, '”' | '“' | '’' | '‘' | '…' | '»' | '«' | '–' | '—'))
}

/// The run as UTF-8, where it is that, and of the kinds of letters and marks that get lost so.
fn taken_back(run: &str) -> Option<String> {
    if run.chars().nth(1).is_none() || !run.starts_with(['Ã', 'Â', 'â', 'Å', 'Ä', 'ð', 'Ë', 'Ï']) {
        return None;
    }
    let bytes: Vec<u8> = run.chars().map(byte).collect::<Option<_>>()?;
    // Windows-1252 leaves five bytes undefined: they are controls between two rounds.
    let control = |c: char| matches!(c, '\u{80}'..='\u{9f}') && !"\u{81}\u{8d}\u{8f}\u{90}\u{9d}".contains(c);
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(control))
}

/// The byte that Windows-1252, or where that has none Latin-1, shows as `c`.
fn byte(c: char) -> Option<u8> {
    if let '\u{80}'..='\u{ff}' = c {
        return u8::try_from(u32::from(c)).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, lost) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match *bytes {
        [byte] if !lost => Some(byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(repair(text.into()), want);
    }

    fn twice(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn what_was_encoded_twice_is_put_right() {
        let text = "Zoë said: “It’s a café – naïve”, José.";
        check(&twice(text), text);
        check(&twice(&twice(text)), text);
        check("The cafÃ© on the quay, â€œshutâ€\u{9d}", "The café on the quay, “shut”");
    }

    #[test]
    fn good_text_stays() {
        for text in [
            "A IRMÃ” disse que NÃO, e a mãe também.",
            "Ceci est déjà écrit, « à Âge d’or ».",
            "Größe, Spaß” und Öl…",
            "CAFÉ… JOSÉ”",
            "One Ã© alone may be meant.",
            "Łódź â",
        ] {
            check(text, text);
        }
    }

    proptest::proptest! {
        #[test]
        fn latin_text_comes_back(text in "[a-z àéîõüßñç]{0,30}[éèü] ’[a-z ]{0,9}”") {
            proptest::prop_assert_eq!(repair(twice(&text).into()), text.as_str());
            proptest::prop_assert_eq!(repair(text.as_str().into()), text.as_str());
        }
    }
}
