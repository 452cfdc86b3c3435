//! What a line looks like: a sentence, a headline, a heading, a caption.

use super::lexicon::{
    BIO_WORDS, CAPTION_CREDITS, CAPTION_OPENINGS, NUMBERED_PICTURES, PICTURED_BY, SENTENCE_OPENINGS,
    SENTENCE_WORDS,
};

pub(super) fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The last character that is no quotation mark or bracket.
pub(super) fn last_mark(text: &str) -> Option<char> {
    text.trim_end_matches(|c: char| is_closer(c) || c.is_whitespace()).chars().next_back()
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»' | '›' | ')' | ']' | '*')
}

/// Whether it ends as sentences do.
pub(super) fn ends_sentence(text: &str) -> bool {
    matches!(last_mark(text), Some('.' | '!' | '?' | '…'))
}

/// Whether a sentence ends inside it and another begins.
fn has_inner_stop(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let bare = word.trim_end_matches(is_closer);
        // Short ones are "U.S.", "Sen.", "Mr.".
        let ends =
            bare.ends_with(['.', '!', '?']) && bare.chars().count() > 5 && bare.matches('.').count() < 2;
        if ends && words.peek().is_some_and(|next| next.chars().any(char::is_uppercase)) {
            return true;
        }
    }
    false
}

/// Whether most of its longer words begin with a capital.
fn is_title_case(text: &str) -> bool {
    let long: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—'))
        .map(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()))
        .filter(|w| w.chars().count() >= 4)
        .collect();
    let capital =
        long.iter().filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())).count();
    !long.is_empty() && capital * 10 >= long.len() * 7
}

/// Whether it lacks what sentences have and headlines drop: a verb of being, an article in front, a weekday.
fn is_headlinese(text: &str) -> bool {
    let mut words =
        text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|w| !w.is_empty());
    let among = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    words.next().is_some_and(|first| !among(SENTENCE_OPENINGS, first) && !among(SENTENCE_WORDS, first))
        && !words.any(|word| among(SENTENCE_WORDS, word))
}

/// "The Latest: …", "Report: …": a tag that no sentence has.
fn has_tag(text: &str) -> bool {
    text.find(": ").is_some_and(|at| word_count(&text[..at]) <= 4) && !text.contains(['“', '"'])
}

/// A quotation that breaks off for its speaker: `…," said`, `…,” she`.
fn attributes(text: &str) -> bool {
    [",\" ", ",” ", ",'' ", ",’ ", ", said ", " he said", " she said", " said that "]
        .iter()
        .any(|m| text.contains(m))
}

/// Whether the first paragraph of a text is its title; `next` is the one after it.
pub(super) fn is_headline(text: &str, next: &str) -> bool {
    let words = word_count(text);
    if !(1..=30).contains(&words) || text.chars().count() > 220 || text.contains('\n') && words > 25 {
        return false;
    }
    let titled = is_title_case(text) && words >= 3;
    if attributes(text) || text.ends_with([',', ':']) || has_inner_stop(text) && !(titled && words >= 6) {
        return false;
    }
    let starts_small = text.starts_with(|c: char| c.is_lowercase());
    match last_mark(text) {
        Some('.') if text.ends_with("...") => words <= 20,
        Some('.' | '…') => {
            let abbreviated =
                text.ends_with('.') && text.rsplit(' ').next().is_some_and(|w| w.matches('.').count() > 1);
            let longer = word_count(next) > words;
            words >= 2
                && (titled && (words >= 5 || longer)
                    || longer && words <= 16 && (abbreviated || has_tag(text))
                    // Nothing but its length tells it from a first sentence: what follows must be a full paragraph.
                    || words <= 14 && is_headlinese(text) && word_count(next) >= words.max(10) * 3 / 2)
        }
        Some('?' | '!') => words <= 22 && (titled || is_headlinese(text) || word_count(next) > words * 2),
        _ => !starts_small || words <= 12,
    }
}

/// Whether a paragraph that stands between others is a heading over what follows.
pub(super) fn is_subhead(text: &str) -> bool {
    let words = word_count(text);
    // A question that heads the next paragraph may take a line.
    let (most, longest) = if text.ends_with('?') { (15, 110) } else { (10, 80) };
    if words == 0 || words > most || text.chars().count() > longest || text.contains('\n') {
        return false;
    }
    let first = text.chars().next().unwrap_or(' ');
    // A line that begins with a mark or a small letter is a list's, a poem's or a quotation's.
    if !(first.is_uppercase() || first.is_ascii_digit() || matches!(first, '‘' | '“' | '"' | '\'')) {
        return false;
    }
    let opens_quote = matches!(first, '“' | '"');
    let last = text.chars().next_back().unwrap_or(' ');
    if last == '?' && words >= 2 && !opens_quote {
        return true;
    }
    let closed_quote = matches!(last, '”' | '"' | '’' | '\'') && !ends_sentence(text) && !attributes(text);
    let open_end = last.is_alphanumeric() || matches!(last, ')' | '’' | '\'' | '%') || closed_quote;
    open_end && (closed_quote || !opens_quote) && !text.contains(['@', '|'])
}

/// Whether it is written as the words under a picture are: it opens so or ends with a credit.
pub(super) fn is_caption(text: &str) -> bool {
    if !is_short(text) {
        return false;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_end_matches(['.', ' ']);
    opens_caption(text)
        || CAPTION_CREDITS.iter().any(|credit| bare.ends_with(credit))
        || has_credit(&lower)
        || tells_whose_picture(text)
}

/// Whether it has no more words than captions have; the rest of a long text is not looked at.
fn is_short(text: &str) -> bool {
    text.split_whitespace().nth(90).is_none()
}

/// "The quay at dawn. Photo: Ana Ruiz.": some words, then whose picture it is.
fn tells_whose_picture(text: &str) -> bool {
    let mut ends = PICTURED_BY.iter().filter_map(|label| text.rsplit_once(label));
    ends.any(|(words, whose)| {
        let apart = words.ends_with([' ', '.', '(', '[', '”', '"']) && word_count(words) > 0;
        apart && (1..=8).contains(&word_count(whose)) && whose.trim_start().starts_with(char::is_alphabetic)
    })
}

/// Whether a line opens as the words under a picture do: with what it is, or with which of them.
pub(in crate::read::format) fn opens_caption(text: &str) -> bool {
    let head: String = text.chars().take(40).collect::<String>().to_lowercase();
    is_short(text)
        && (CAPTION_OPENINGS.iter().any(|opening| head.starts_with(opening))
            || NUMBERED_PICTURES.iter().filter_map(|name| head.strip_prefix(name)).any(is_numbered))
}

/// " 3: …", " 2.1. …": a number and a mark behind the name of a picture; in a sentence a word follows.
fn is_numbered(rest: &str) -> bool {
    let rest = rest.trim_start();
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = after
        .strip_prefix('.')
        .filter(|part| part.starts_with(|c: char| c.is_ascii_digit()))
        .map_or(after, |part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
    after.len() < rest.len()
        && after.starts_with([':', '.', '–', '—', '|'])
        && rest.starts_with(|c: char| c.is_ascii_digit())
}

/// "(AP Photo/Ana Ruiz)", "[Ana Ruiz/Reuters]" at the end.
fn has_credit(lower: &str) -> bool {
    let Some(open) = lower.rfind(['(', '[']) else { return false };
    let inside = &lower[open + 1..];
    inside.ends_with([')', ']'])
        && inside.contains('/')
        && inside.len() < 60
        && ["photo", "reuters", "afp", "ap/", "/ap", "getty", "image"].iter().any(|w| inside.contains(w))
}

/// Whether a line tells who somebody is, as under an author's name.
pub(super) fn is_bio(text: &str) -> bool {
    let words = word_count(text);
    (2..=45).contains(&words)
        && !attributes(text)
        && !text.contains(['"', '“'])
        && text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| BIO_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEXT: &str =
        "The harbor office said on Sunday that the northern quay would stay closed until the spring.";

    #[test]
    fn headlines() {
        for text in [
            "Harbor closes after storm",
            "Harbor Closes After the Storm.",
            "Harbor office no stranger to storms.",
            "Who closed the harbor?",
            "Ruiz: ‘Nobody Told the Ferry’",
            "Storm shuts harbor in the U.S.",
            "‘We were not told’: the ferry that sailed into a closed harbor",
        ] {
            assert!(is_headline(text, NEXT), "{text}");
        }
        for text in [
            "The harbor was closed on Sunday.",
            "“Nobody told us,” said Ana Ruiz.",
            "It was a cold morning. Nobody had slept.",
            "and then the harbor closed, as it had closed every winter since anyone could remember it",
            NEXT,
        ] {
            assert!(!is_headline(text, NEXT), "{text}");
        }
    }

    #[test]
    fn subheads() {
        for text in [
            "Winter vs Spring",
            "What happens now?",
            "‘Nobody told us’",
            "All quays means all quays",
            "2025 budget",
        ] {
            assert!(is_subhead(text), "{text}");
        }
        for text in [
            "It closed.",
            "“Nobody told us,” she said",
            "- bread",
            "and the quay",
            "Why?",
            "He listed them:",
            "ana@example.org",
            "The harbor office kept its northern quay closed until the spring came",
        ] {
            assert!(!is_subhead(text), "{text}");
        }
    }

    #[test]
    fn captions_and_bios() {
        assert!(is_caption("The northern quay on Sunday. (AP Photo/Ana Ruiz)"));
        assert!(is_caption("FILE PHOTO: The northern quay"));
        assert!(is_caption("The quay at dawn. Ana Ruiz/Getty Images"));
        assert!(is_caption("The quay at dawn. Photo: Ana Ruiz.") && is_caption("The quay (Foto: Ana Ruiz)"));
        assert!(!is_caption(
            "She sent the office a Photo: it showed the quay, the ferry and all of its crew."
        ));
        assert!(!is_caption("He owns a Photo: Ana Ruiz, who ran the quay for thirty years, took it."));
        assert!(!is_caption("The quay was photographed at dawn."));
        assert!(is_caption("Figure 3: The quay at dawn") && is_caption("Abb. 2.1. Der Kai"));
        assert!(!is_caption("Figure 3 shows the quay.") && !is_caption("Figures were better: 3 of 4."));
        assert!(is_bio("Harbor correspondent and documentary filmmaker"));
        assert!(is_bio("Ana Ruiz is a reporter based in Port Alder."));
        assert!(!is_bio("The harbor closed on Sunday."));
    }
}
