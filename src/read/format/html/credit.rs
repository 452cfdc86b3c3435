//! Captions and whose pictures they describe, told apart.

use std::sync::LazyLock;

use regex::Regex;

/// A credit at a caption's end: in brackets with its label, behind its label, behind © or a lone stroke.
static CREDIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const LABELS: &str = r"(?:symbol|archiv|agentur)?(?:fotos?|photos?|bild(?:er|quelle|rechte|nachweis)?|imagen|images?|pictures?|credits?|quelle|source|copyright|crédits?(?:\s+photo)?|créditos?|fuente|fonte|foto\s+di|fotó|ảnh|zdjęcie|fot\.|isithombe|photograph(?:er|y)?|fotograf(?:ía|in)?|illustration|grafik|graphic|video|사진|写真|出典|照片|圖)";
    Regex::new(&format!(
        r"(?ix)
        \s* [(\[] \s* (?:{LABELS}) \s* (?: [:=/©] | \s+by\s | \s+courtesy\s | \s+via\s ) [^()\[\]]* (?:\([^()]*\)[^()\[\]]*)? [)\]] \.? \s* $
        | \s* [-–—|•·/,;]? \s* \b (?:{LABELS}) \s* (?: : | © | \s+(?-i:by|By)\s | \s+courtesy\s+of\s ) .* $
        | \s* [-–—|•·/]* \s* (?: © | \(c\)\s | \bcopyright\b ) .* $
        | \s+ / \s? \p{{Lu}} [^/]{{1,80}} $
        | \s+ \| \s [^|]{{1,90}} $
        | \s+ [-–—|] \s* $
        "
    ))
    .ok()
});

/// A caption cut into what it says and its credit, where it has one.
pub(super) fn split(caption: &str) -> (&str, Option<&str>) {
    let credit = CREDIT.as_ref().filter(|_| may_have(caption));
    let Some(found) = credit.and_then(|credit| credit.find(caption)) else { return (caption, None) };
    let (words, credit) = (caption[..found.start()].trim(), caption[found.start()..].trim());
    let credit = credit
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | '/' | '•' | '·'));
    (words, Some(credit).filter(|credit| !credit.is_empty()))
}

/// Whether anything is there that a credit opens with; looking for it costs less than looking for credits.
fn may_have(caption: &str) -> bool {
    let mark = |c: char| matches!(c, '(' | '[' | ':' | '©' | '/' | '|' | '-' | '–' | '—');
    caption.contains(mark) || {
        let lower = caption.to_lowercase();
        [" by ", "courtesy", "copyright"].iter().any(|word| lower.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(caption: &str, words: &str, credit: &str) {
        assert_eq!(split(caption), (words, (!credit.is_empty()).then_some(credit)), "{caption}");
    }

    #[test]
    fn credits_stand_apart() {
        check("The quay. © Alder Press", "The quay.", "© Alder Press");
        check("The quay. — © ALDER", "The quay.", "© ALDER");
        check("The quay (Foto: Ana Ruiz/AP)", "The quay", "(Foto: Ana Ruiz/AP)");
        check("The quay. Foto: Ana Ruiz", "The quay.", "Foto: Ana Ruiz");
        check("The quay. Photograph by Ana Ruiz", "The quay.", "Photograph by Ana Ruiz");
        check("The quay (Picture: Alder)", "The quay", "(Picture: Alder)");
        check("The quay is closed. /Alder via Sea Images", "The quay is closed.", "Alder via Sea Images");
        check("The quay -", "The quay", "");
        check("Photo: Ana Ruiz", "", "Photo: Ana Ruiz");
    }

    #[test]
    fn what_a_caption_says_stays() {
        for caption in [
            "The quay by night",
            "The photo shows the quay",
            "The northern quay (left) and the ferry",
            "A source of water and and/or salt",
            "Ines Okafor, a photographer, on the quay",
        ] {
            check(caption, caption, "");
        }
    }
}
