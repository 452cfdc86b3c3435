//! The words of a marked-up line.

use scraper::Html;

use super::{bounds, false_tags};

/// The words of a marked-up line: tags taken off, entities decoded, white space folded.
pub(in crate::read::format) fn plain_words(text: &str) -> String {
    let text = &*false_tags::without_false_tags(text);
    if !text.contains(['<', '&']) {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let words =
        Html::parse_fragment(&bounds::bounded(text)).root_element().text().collect::<Vec<_>>().join("");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
