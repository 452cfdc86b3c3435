//! Whether a text is obviously English, by its smallest words.

const ENGLISH: &[&str] =
    &["the", "of", "and", "to", "in", "that", "said", "was", "for", "with", "on", "he", "his", "is", "have"];

/// "en" where the text is obviously English; `None` says nothing either way.
pub(super) fn language(text: &str) -> Option<String> {
    english(text).then(|| "en".to_owned())
}

/// Whether every sixth word or more is a small English one.
pub(in crate::read) fn english(text: &str) -> bool {
    let words = text.split_whitespace().take(400);
    let (mut all, mut english, mut kinds) = (0_usize, 0_usize, 0_u32);
    for word in words {
        all += 1;
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(at) = ENGLISH.iter().position(|known| known.eq_ignore_ascii_case(word)) {
            english += 1;
            kinds |= 1 << at;
        }
    }
    // Several different ones: "in" and "was" alone are German too.
    all >= 12 && english * 6 >= all && kinds.count_ones() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_obvious() {
        let english = "The head of the harbor office said that the quay was closed for the winter.";
        assert_eq!(language(english).as_deref(), Some("en"));
        assert_eq!(
            language("Der Hafen war in der Nacht geschlossen, was die Fischer in Not brachte, hieß es"),
            None
        );
        assert_eq!(language("The quay"), None);
    }
}
