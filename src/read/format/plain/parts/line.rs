//! What a single line is, whatever stands around it.

use crate::read::format::plain::dateline::dateline;
use crate::read::format::plain::lexicon::{FURNITURE, SECTIONS};
use crate::read::format::plain::shape::{ends_sentence, is_bio, word_count};

/// A section's name alone on its line.
pub(super) fn is_rubric(text: &str) -> bool {
    let lower = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    SECTIONS.contains(&lower.as_str())
}

/// A whole line that belongs to the page: "Advertisement", "5 min read".
pub(super) fn is_page_line(text: &str) -> bool {
    if text.len() > 60 || !text.starts_with(char::is_alphanumeric) {
        return false;
    }
    let lower = text.trim_end_matches(['.', ':', '»', '>', '…', ' ']).to_lowercase();
    let minutes = lower.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['-', ' ']);
    is_counter(&lower)
        || FURNITURE.contains(&lower.as_str())
        || lower.len() != minutes.len()
            && matches!(minutes, "min read" | "minute read" | "minutes read" | "mins read")
}

/// "1 / 12": which of its pictures a page shows.
fn is_counter(text: &str) -> bool {
    let number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('/').is_some_and(|(one, all)| number(one.trim()) && number(all.trim()))
}

/// Whether a paragraph can only be story: a whole sentence, a quotation, an agency's opening.
pub(super) fn is_prose(text: &str) -> bool {
    (ends_sentence(text) && word_count(text) >= 12)
        || text.starts_with(['“', '"'])
        || dateline(text).is_some()
}

/// An address to write to and nothing else.
pub(super) fn is_contact(text: &str) -> bool {
    word_count(text) == 1 && text.contains('@')
}

pub(super) fn is_place(text: &str) -> bool {
    word_count(text) <= 4 && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

/// "Ana Ruiz is a reporter in Port Alder.", "Ms. Ruiz covers the sea."
pub(super) fn is_sentence_about(text: &str, name: &str) -> bool {
    let titles = ["Ms. ", "Mr. ", "Mrs. ", "Dr. ", "Prof. "];
    let text = titles.iter().find_map(|title| text.strip_prefix(title)).unwrap_or(text);
    let surname = name.rsplit(' ').next().unwrap_or(name);
    let rest = text.strip_prefix(name).or_else(|| text.strip_prefix(surname));
    rest.is_some_and(|rest| {
        is_bio(text)
            && [" is ", " was ", " covers ", " writes ", " reports ", ", "]
                .iter()
                .any(|w| rest.starts_with(w))
    }) && !text.contains(" said")
}
