//! What stands after a story and is not of it, by the openings in `after.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::shape::{ends_sentence, word_count};
use crate::model::Author;
use crate::read::byline::authors;

/// No line after a story that is recognised by its opening has more words; a paragraph has.
const LONGEST: usize = 60;
/// No line over a list of other stories has more words.
const LONGEST_LIST: usize = 12;

/// What a line after a story is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// It says who wrote the story.
    Signature,
    /// Something else beside the story.
    Line,
    /// It stands over titles of other stories.
    List,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    line: Vec<Kind>,
    list: Vec<Kind>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    #[serde(default)]
    signs: bool,
    opens: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are read by tests"))]
    hit: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are read by tests"))]
    miss: Vec<String>,
}

fn table() -> &'static Table {
    static TABLE: LazyLock<Table> =
        LazyLock::new(|| toml::from_str(include_str!("after.toml")).unwrap_or_default());
    &TABLE
}

/// What a line that stands after a story is, if it gives itself away.
pub(super) fn after(text: &str) -> Option<After> {
    let words = word_count(text);
    if words > LONGEST {
        return None;
    }
    let lower = text.to_lowercase();
    let line = table().line.iter().find(|kind| kind.opening(&lower).is_some());
    line.map(|kind| if kind.signs { After::Signature } else { After::Line })
        .or_else(|| is_list(text, &lower, words).then_some(After::List))
}

fn is_list(text: &str, lower: &str, words: usize) -> bool {
    let rest = || table().list.iter().find_map(|kind| kind.opening(lower));
    words <= LONGEST_LIST
        && !ends_sentence(text)
        && rest().is_some_and(|opening| {
            let named = &lower[opening.len()..];
            // "Related" may be any title's first word: it stands alone, or names somebody or something.
            named.is_empty() || named == ":" || text.ends_with(':') || opening.starts_with("more ")
        })
}

impl Kind {
    /// The longest opening that a line has, which ends where a word does.
    fn opening(&self, lower: &str) -> Option<&str> {
        let opens = |opening: &&String| {
            lower.strip_prefix(opening.as_str()).is_some_and(|rest| {
                let inside = |c: char| c.is_alphabetic();
                // A note in brackets ends with them.
                let closes = opening.contains(')')
                    || !opening.starts_with('(')
                    || rest.trim_end_matches('.').ends_with(')');
                closes && !(rest.starts_with(inside) && opening.ends_with(inside))
            })
        };
        self.opens.iter().filter(opens).max_by_key(|opening| opening.len()).map(String::as_str)
    }
}

/// Whether a line may be the title of another story, under a line over a list of them.
pub(super) fn is_listed(text: &str) -> bool {
    word_count(text) <= 20 && !matches!(text.chars().next_back(), Some('.' | '”' | '"'))
}

/// Who signs in a line after a story: "(Reporting by Ana Ruiz; editing by Tom Ode)".
pub(super) fn signed(text: &str) -> Vec<Author> {
    let lower = text.to_lowercase();
    let opening = table().line.iter().filter(|kind| kind.signs).find_map(|kind| kind.opening(&lower));
    let Some(opening) = opening.filter(|opening| text.is_char_boundary(opening.len())) else {
        return Vec::new();
    };
    let rest = text[opening.len()..].trim_matches(['(', ')', ' ', '.']);
    // What the opening says of them is said of all up to the next credit.
    let by = if opening.ends_with(':') { "" } else { "Reporting by " };
    let named: Vec<&str> = rest.split(';').map(without_address).collect();
    authors(&format!("{by}{}", named.join("; ")))
}

/// The note that a paragraph ends with: "The quay opens in spring. (Reporting by Ana Ruiz)".
pub(super) fn note(text: &str) -> Option<&str> {
    let at = text.rfind('(')?;
    text.trim_end_matches('.').ends_with(')').then(|| &text[at..])
}

/// "Ana Ruiz in Port Alder at aruiz@courier.example" without where she can be written to.
fn without_address(text: &str) -> &str {
    let Some(at) = text.find('@') else { return text };
    let cut = text[..at].rfind(char::is_whitespace).unwrap_or(0);
    let head = text[..cut].trim_end();
    // Where they are stands between name and address, and may have commas of its own.
    let head = head.split_once(" in ").map_or(head, |(name, _)| name);
    head.strip_suffix(" at").or_else(|| head.strip_suffix(" on")).unwrap_or(head).trim_end_matches([',', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_in_the_table() {
        let table: Table = toml::from_str(include_str!("after.toml")).unwrap();
        for (kind, want) in table
            .line
            .iter()
            .map(|kind| (kind, if kind.signs { After::Signature } else { After::Line }))
            .chain(table.list.iter().map(|kind| (kind, After::List)))
        {
            assert!(!kind.hit.is_empty() && !kind.miss.is_empty());
            for hit in &kind.hit {
                assert_eq!(after(hit), Some(want), "{hit}");
            }
            for miss in &kind.miss {
                assert_eq!(after(miss), None, "{miss}");
            }
        }
    }

    #[test]
    fn who_signs_after_a_story() {
        let check = |text: &str, want: &[&str]| {
            let found: Vec<String> = signed(text).into_iter().map(|author| author.name).collect();
            assert_eq!(found, want, "{text}");
        };
        check("(Reporting by Ana Ruiz in Port Alder; editing by Tom Ode)", &["Ana Ruiz"]);
        check("Reporting by Ana Ruiz and Li Wei; Editing by Tom Ode", &["Ana Ruiz", "Li Wei"]);
        check(
            "To contact the reporters on this story: Ana Ruiz in Port Alder, Westmark at aruiz@courier.example;Li Wei in Sarell at lwei@courier.example",
            &["Ana Ruiz", "Li Wei"],
        );
        check("(Writing by Ana Ruiz)", &["Ana Ruiz"]);
        check("It closed.", &[]);
        let last = "The quay opens in spring. (Reporting by Ana Ruiz; editing by Tom Ode)";
        check(note(last).unwrap(), &["Ana Ruiz"]);
        assert_eq!(note("The quay (the northern one) opens in spring."), None);
    }
}
