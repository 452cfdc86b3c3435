//! Bylines: from "By ANA RUIZ and Tom O'Neil in Port Alder" to names.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::Author;

/// How a byline opens.
const OPENINGS: &[&str] = &[
    "by",
    "written by",
    "words by",
    "story by",
    "report by",
    "reported by",
    "text by",
    "analysis by",
    "from",
];

/// Words that say what somebody does: a part of a byline with one of them is a description, not a name.
const TRADES: &[&str] = &[
    "analyst",
    "author",
    "bureau",
    "chief",
    "columnist",
    "contributor",
    "correspondent",
    "critic",
    "desk",
    "director",
    "editor",
    "editorial",
    "filmmaker",
    "fellow",
    "freelance",
    "journalist",
    "lecturer",
    "photographer",
    "producer",
    "professor",
    "reporter",
    "researcher",
    "special",
    "staff",
    "team",
    "writer",
    "writers",
    "reporters",
    "correspondents",
    "intern",
    "anchor",
    "broadcaster",
    "documentary",
];

/// Words of outlets that stand after a name: "Ana Ruiz, Associated Press".
const OUTLETS: &[&str] = &[
    "agency",
    "press",
    "reuters",
    "afp",
    "ap",
    "upi",
    "times",
    "post",
    "news",
    "herald",
    "tribune",
    "gazette",
    "chronicle",
    "journal",
    "magazine",
    "network",
    "bbc",
    "cnn",
    "service",
    "media",
    "observer",
    "dispatch",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "dal", "de", "del", "della", "den", "der", "di", "dos", "du", "e", "el", "ibn", "la",
    "le", "ter", "van", "von", "y", "zu",
];

static CONTACT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\(?\S+@\S+\.\w+\)?|https?://\S+|(^|\s)@\w+|\([^)]*\)|<[^>]*>").ok());

/// The authors of a line that says it is a byline ("By …"); `None` for any other line.
pub fn byline(line: &str) -> Option<Vec<Author>> {
    let rest = opening(line)?;
    // "By Tuesday the water had risen." opens so too: a byline has no sentence after it.
    let words = rest.split_whitespace().count();
    if words == 0 || words > 24 || !starts_a_name(rest) || rest.trim_end().ends_with(['!', '?', '”', '"']) {
        return None;
    }
    let found = authors(rest);
    (!found.is_empty() && found.iter().all(|a| is_name(&a.name) || is_outlet(&a.name))).then_some(found)
}

fn opening(line: &str) -> Option<&str> {
    let line = line.trim();
    OPENINGS.iter().find_map(|opening| {
        let (head, rest) = line.split_at_checked(opening.len())?;
        let cut = rest.strip_prefix([':', ' ', '\u{a0}'])?;
        // "From" also opens stories; it needs its colon.
        (head.eq_ignore_ascii_case(opening) && (*opening != "from" || rest.starts_with(':')))
            .then(|| cut.trim())
    })
}

fn starts_a_name(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || c == '@')
        || text.split_whitespace().next().is_some_and(|w| PARTICLES.contains(&w))
}

/// The authors named in a byline or an author field, with or without its "By".
pub fn authors(text: &str) -> Vec<Author> {
    let text = opening(text).unwrap_or(text);
    let text = CONTACT.as_ref().map_or(text.into(), |contact| contact.replace_all(text, " "));
    let text = cut_place(&text);
    let mut found: Vec<Author> = Vec::new();
    for part in pieces(text) {
        let part = tidy(part);
        if part.is_empty() {
            continue;
        }
        match found.last_mut() {
            Some(last) if is_description(&part) => {
                last.bio.get_or_insert(part);
            }
            // A description in front of any name describes nobody; an agency signs its own work.
            None if is_description(&part) && !is_outlet(&part) => {}
            _ => push_new(&mut found, Author { name: recase(&part), bio: None }),
        }
    }
    found
}

fn push_new(found: &mut Vec<Author>, author: Author) {
    if !found.iter().any(|a| a.name == author.name) && author.name.chars().any(char::is_alphabetic) {
        found.push(author);
    }
}

/// Takes "in Paris", "for The Herald" off the end.
fn cut_place(text: &str) -> &str {
    [" in ", " for ", " at "].iter().filter_map(|word| text.find(word)).min().map_or(text, |at| &text[..at])
}

/// Words that join names, in the languages whose bylines our archives hold most.
const JOINTS: &[&str] = &[" and ", " AND ", " with ", " und ", " et ", " og ", " och ", " – ", " - "];

fn pieces(text: &str) -> Vec<&str> {
    let marks = text.split([',', ';', '|', '/', '&', '·', '•', '\n']).collect();
    JOINTS
        .iter()
        .fold(marks, |parts: Vec<&str>, joint| parts.into_iter().flat_map(|p| p.split(joint)).collect())
}

fn tidy(part: &str) -> String {
    let part = part
        .trim()
        .trim_matches(|c: char| matches!(c, '-' | '–' | '—' | ':' | '"' | '*' | '_') || c.is_whitespace());
    let part = part.strip_prefix("and ").or_else(|| part.strip_prefix("By ")).unwrap_or(part);
    // The stop after an initial or "Jr." belongs to the name.
    let last = part.rsplit(' ').next().unwrap_or(part).trim_end_matches('.');
    let keep_stop = last.chars().count() <= 1 || matches!(last, "Jr" | "Sr") || last.contains('.');
    let part = if keep_stop { part } else { part.trim_end_matches('.') };
    part.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

/// Whether a part says what or for whom somebody works.
pub fn is_description(part: &str) -> bool {
    is_outlet(part) || words_of(part).any(|w| TRADES.contains(&w.as_str()))
}

fn is_outlet(part: &str) -> bool {
    words_of(part).any(|w| OUTLETS.contains(&w.as_str()))
}

/// Whether a text has the shape of somebody's name: two to five capitalised words, no digits, no stop.
pub fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends_are_capital = |word: Option<&&str>| word.is_some_and(|w| w.chars().any(char::is_uppercase));
    (2..=5).contains(&words.len())
        && ends_are_capital(words.first())
        && ends_are_capital(words.last())
        && words.iter().all(|word| is_name_word(word))
}

fn is_name_word(word: &str) -> bool {
    let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
    let initial = word.chars().next().is_some_and(char::is_uppercase);
    let stop = word.ends_with('.') && word.trim_end_matches('.').chars().count() > 2;
    letters && !stop && (initial || PARTICLES.contains(&word) || word.starts_with("al-"))
}

/// Takes a name out of all capitals: `ANA MCNEIL-O'HARA` to `Ana McNeil-O'Hara`.
fn recase(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 4 || name.chars().any(char::is_lowercase) || !name.contains(' ') {
        return name.to_owned();
    }
    let words: Vec<String> =
        name.split(' ').enumerate().map(|(at, word)| recase_word(word, at == 0)).collect();
    words.join(" ")
}

fn recase_word(word: &str, first: bool) -> String {
    let lower = word.to_lowercase();
    if !first && PARTICLES.contains(&lower.as_str()) && lower.len() > 1 {
        return lower;
    }
    let mut out = String::with_capacity(word.len());
    let mut start = true;
    for (at, c) in lower.char_indices() {
        if start || lower[..at].ends_with("mc") && at == 2 {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        start = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(authors: &[Author]) -> String {
        let one = |a: &Author| a.bio.as_ref().map_or(a.name.clone(), |bio| format!("{} [{bio}]", a.name));
        authors.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(show(&authors(text)), want, "{text}");
    }

    #[track_caller]
    fn check_line(text: &str, is_byline: bool) {
        assert_eq!(byline(text).is_some(), is_byline, "{text}");
    }

    #[test]
    fn names() {
        check("By Ana Ruiz", "Ana Ruiz");
        check("by Ana Ruiz and Tom O'Neil in Port Alder", "Ana Ruiz; Tom O'Neil");
        check("By Ana Ruiz, Tom O’Neil and Li Wei", "Ana Ruiz; Tom O’Neil; Li Wei");
        check("Ana Ruiz; Tom O'Neil", "Ana Ruiz; Tom O'Neil");
        check("By: Ana Ruiz & Tom O'Neil", "Ana Ruiz; Tom O'Neil");
        check("Written by Ana Ruiz (ana.ruiz@example.org)", "Ana Ruiz");
        check("By Ana Ruiz @anaruiz", "Ana Ruiz");
        check("Ana Ruiz, Ana Ruiz", "Ana Ruiz");
        check("By Peter K. Ode Jr.", "Peter K. Ode Jr.");
        check("", "");
    }

    #[test]
    fn capitals_are_taken_down() {
        check("By ANA RUIZ", "Ana Ruiz");
        check("By TOM MCNEIL-O'HARA and PIA VAN DER BERG", "Tom McNeil-O'Hara; Pia van der Berg");
        check("By J. R. ODE", "J. R. Ode");
    }

    #[test]
    fn trades_and_outlets_describe() {
        check("By Ana Ruiz, Political Editor", "Ana Ruiz [Political Editor]");
        check("Ana Ruiz | Staff Writer", "Ana Ruiz [Staff Writer]");
        check(
            "By Ana Ruiz, Alder Press and Tom Ode, Alder Press",
            "Ana Ruiz [Alder Press]; Tom Ode [Alder Press]",
        );
        check("By The Alder Press", "The Alder Press");
        check("By Staff Writer", "");
    }

    #[test]
    fn a_byline_says_so_and_is_no_sentence() {
        check_line("By Ana Ruiz", true);
        check_line("BY ANA RUIZ AND TOM ODE", true);
        check_line("By Ana Ruiz, Political Editor, in Port Alder", true);
        check_line("By Tuesday the water had risen over the quay.", false);
        check_line("By and by they came home", false);
        check_line("By Monday", false);
        check_line("Bylaws were changed", false);
        check_line("Ana Ruiz", false);
        check_line("By", false);
    }

    #[test]
    fn shapes_of_names() {
        for name in ["Ana Ruiz", "Pia van der Berg", "J. R. Ode", "Zoë al-Amin", "ANA RUIZ"] {
            assert!(is_name(name), "{name}");
        }
        for other in ["Ana", "Harbor vs Sea", "Ana Ruiz said", "9 March", "Ana Ruiz stopped.", "the Sea", ""]
        {
            assert!(!is_name(other), "{other}");
        }
    }
}
