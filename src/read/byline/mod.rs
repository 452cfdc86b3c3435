//! Bylines: from "By ANA RUIZ and Tom O'Neil in Port Alder" to names. The words are data, in `words.toml`.

mod recase;
mod words;

use std::sync::LazyLock;

use regex::Regex;

use self::recase::recase;
use self::words::{List, words};
use crate::model::Author;
use crate::text::fold::fold;

static CONTACT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\(?\S+@\S+\.\w+\)?|https?://\S+|(^|\s)@\w+|\([^)]*\)|<[^>]*>").ok());

/// The authors of a line that says it is a byline ("By …", "Von …", "Text: …"); `None` for any other line.
pub fn byline(line: &str) -> Option<Vec<Author>> {
    let rest = opening(line)?;
    // "By Tuesday the water had risen." opens so too: a byline has no sentence after it.
    let words = rest.split_whitespace().count();
    if words == 0 || words > 24 || !starts_a_name(rest) || rest.trim_end().ends_with(['!', '?', '”', '"']) {
        return None;
    }
    let found = authors(line);
    (!found.is_empty() && found.iter().all(|a| is_name(&a.name) || a.agency)).then_some(found)
}

fn opening(line: &str) -> Option<&str> {
    let line = line.trim();
    let opens = |openings: &List, ends: &[char]| {
        openings.words.iter().find_map(|opening| {
            let (head, rest) = line.split_at_checked(opening.len())?;
            let cut = rest.trim_start_matches('\u{a0}').strip_prefix(ends)?;
            head.eq_ignore_ascii_case(opening).then(|| cut.trim())
        })
    };
    opens(&words().openings, &[':', ' ', '\u{a0}']).or_else(|| opens(&words().with_colon, &[':']))
}

fn starts_a_name(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || c == '@')
        || text.split_whitespace().next().is_some_and(|w| is_particle(w) || words().agencies.has(w))
}

/// The authors named in a byline or an author field, with or without its "By".
pub fn authors(text: &str) -> Vec<Author> {
    let text = text.replace(['\u{a0}', '\u{202f}'], " ");
    let inner = text.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(&text);
    let text = opening(inner).unwrap_or(inner);
    let text = CONTACT.as_ref().map_or(text.into(), |contact| contact.replace_all(text, " "));
    let mut found: Vec<Author> = Vec::new();
    for (credit, part) in credits(&text) {
        match credit {
            Credit::Wrote => name_all(part, &mut found),
            Credit::Helped(what) => {
                let mut helpers = Vec::new();
                name_all(part, &mut helpers);
                for mut helper in helpers {
                    helper.bio.get_or_insert(what.to_owned());
                    push_new(&mut found, helper);
                }
            }
            Credit::Other => {}
        }
    }
    found
}

/// What those named behind a credit did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Credit<'t> {
    /// Wrote the piece.
    Wrote,
    /// Helped, in the byline's words.
    Helped(&'t str),
    /// Took the pictures, edited, translated.
    Other,
}

/// Cuts a byline where a credit begins: "Ana Ruiz; additional reporting by Tom Ode".
fn credits(text: &str) -> Vec<(Credit<'_>, &str)> {
    let mut out = Vec::new();
    let mut credit = Credit::Wrote;
    let mut start = 0;
    let mut at = 0;
    while at < text.len() {
        if starts_word(text, at)
            && let Some((next, length)) = credit_at(text, at)
        {
            out.push((credit, text.get(start..at).unwrap_or_default()));
            credit = next;
            start = at + length;
            at = start;
        } else {
            at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
    }
    out.push((credit, text.get(start..).unwrap_or_default()));
    out
}

fn starts_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    text.is_char_boundary(at) && before.is_none_or(|c| !c.is_alphanumeric())
}

/// The credit that begins at `at`, and how long its words are; the longest counts.
fn credit_at(text: &str, at: usize) -> Option<(Credit<'_>, usize)> {
    let rest = text.get(at..)?;
    // No credit is longer than its longest phrase; folding may only shorten.
    let cut = rest.char_indices().nth(48).map_or(rest.len(), |(cut, _)| cut);
    let head = fold(rest.get(..cut)?);
    let words = words();
    let longest = |list: &List| {
        let fits = |phrase: &&String| {
            let after = head.strip_prefix(phrase.as_str()).and_then(|rest| rest.chars().next());
            head.starts_with(phrase.as_str()) && (phrase.ends_with(':') || after == Some(' '))
        };
        list.words.iter().filter(fits).map(|phrase| phrase.chars().count()).max()
    };
    let found = [(&words.others, 0), (&words.helped, 1), (&words.wrote, 2)]
        .into_iter()
        .filter_map(|(list, kind)| Some((longest(list)?, kind)))
        .max_by_key(|(length, kind)| (*length, std::cmp::Reverse(*kind)))?;
    let end = rest.char_indices().nth(found.0).map_or(rest.len(), |(end, _)| end);
    let what = rest.get(..end)?;
    let bare =
        [" by", " from", " von", " de", ":"].iter().fold(what, |w, tail| w.strip_suffix(tail).unwrap_or(w));
    let credit = match found.1 {
        0 => Credit::Other,
        1 => Credit::Helped(bare.trim()),
        _ => Credit::Wrote,
    };
    Some((credit, end))
}

/// Adds everybody one credit names.
fn name_all(text: &str, found: &mut Vec<Author>) {
    let pieces = without_places(pieces(text));
    for Piece { text: part, joined } in pieces {
        let (part, description) = described(&tidy(part));
        if part.is_empty() {
            continue;
        }
        let agency = agency(&part);
        match found.last_mut() {
            // "Ana Ruiz and Reuters" are two, "Ana Ruiz, Reuters" is one.
            Some(last) if is_description(&part) && !(joined && agency.is_some()) && !last.agency => {
                last.bio.get_or_insert(part);
            }
            // A description in front of any name describes nobody; an agency signs its own work.
            _ if is_description(&part) && agency.is_none() => {}
            _ => {
                let name = agency.unwrap_or_else(|| recase(&part));
                let agency = words().agencies.has(&name) || is_outlet(&name);
                push_new(found, Author { name, bio: description, agency });
            }
        }
    }
}

fn push_new(found: &mut Vec<Author>, author: Author) {
    if !found.iter().any(|a| a.name == author.name) && author.name.chars().any(char::is_alphabetic) {
        found.push(author);
    }
}

/// "Reuters", "Reuters staff", "The Alder Press": the body that signs.
fn agency(part: &str) -> Option<String> {
    let body = part
        .strip_suffix(" staff")
        .or_else(|| part.strip_suffix(" Staff"))
        .or_else(|| part.strip_suffix(" STAFF"));
    let body = body.unwrap_or(part);
    let is_trade = |word: String| words().trades.has(&word);
    (words().agencies.has(body) || is_outlet(body) && !words_of(body).any(is_trade)).then(|| body.to_owned())
}

/// A part of a byline, and whether a word like "and" joins it to the one before.
#[derive(Debug, Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    joined: bool,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    for part in text.split([',', ';', '|', '/', '&', '·', '•', '\n', '،']) {
        let mut joined = false;
        for part in part.split(" – ").flat_map(|part| part.split(" - ")) {
            for part in split_at_joints(part) {
                out.push(Piece { text: part, joined });
                joined = true;
            }
        }
    }
    out
}

fn split_at_joints(part: &str) -> Vec<&str> {
    let words = words();
    let mut out = Vec::new();
    let mut start = 0;
    for (at, word) in spaced_words(part) {
        let sure = words.joints.has(word);
        let shy = words.shy_joints.has(word);
        let (before, after) = (&part[start..at], &part[at + word.len()..]);
        // "José Ortega y Gasset" is one man.
        let two = || {
            before.split_whitespace().count() > 1
                && after.split_whitespace().count() > 1
                && !is_place(word, after)
        };
        if sure || shy && two() {
            out.push(before);
            start = at + word.len();
        }
    }
    out.push(&part[start..]);
    out
}

/// Spanish "en Madrid" is a place, Dutch "en Jan de Vries" a colleague: a colleague has two names.
fn is_place(word: &str, after: &str) -> bool {
    words().places.has(word) && !is_name(after.trim())
}

fn spaced_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - start, word))
}

/// Takes "in Paris", "for The Herald" off each part, and the parts that go on with the place: "in Paris, Texas".
fn without_places(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let cuts: Vec<Option<usize>> = pieces.iter().map(|piece| place_in(piece.text)).collect();
    let mut out = Vec::new();
    let mut in_place = false;
    for (at, piece) in pieces.iter().enumerate() {
        let more_to_come = cuts.iter().skip(at).any(Option::is_some);
        if let Some(cut) = cuts.get(at).copied().flatten() {
            out.push(Piece { text: &piece.text[..cut], ..*piece });
            in_place = true;
        } else if !in_place || piece.joined || more_to_come || is_description(piece.text) {
            out.push(*piece);
        }
    }
    out
}

fn place_in(text: &str) -> Option<usize> {
    for (words_before, (at, word)) in spaced_words(text).enumerate() {
        let lower = !word.chars().any(char::is_uppercase) || words_before > 1;
        if lower && words().places.has(word) && (words_before != 1 || !words().particles.has(word)) {
            return Some(at);
        }
    }
    None
}

/// A name and the description behind it, where no comma parts them: "Ana Ruiz Political Editor".
fn described(part: &str) -> (String, Option<String>) {
    let all: Vec<&str> = part.split(' ').collect();
    let begins = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let words = words();
        words.beginnings.has(bare)
            || words.trades.has(bare)
            || words.outlets.has(bare)
            || words.agencies.has(bare)
    };
    let body = words().agencies.has(part) || all.first().is_some_and(|word| word.eq_ignore_ascii_case("the"));
    let cut = (2..all.len()).find(|at| !body && begins(all[*at]) && is_description(&all[*at..].join(" ")));
    match cut {
        Some(cut) if is_name(&all[..cut].join(" ")) && !is_description(&all[..cut].join(" ")) => {
            (all[..cut].join(" "), Some(all[cut..].join(" ")))
        }
        _ => (part.to_owned(), None),
    }
}

fn tidy(part: &str) -> String {
    let part = part.trim().trim_matches(|c: char| {
        matches!(c, '-' | '–' | '—' | ':' | '"' | '*' | '_' | '(' | ')') || c.is_whitespace()
    });
    // The stop after an initial or "Jr." belongs to the name.
    let last = part.rsplit(' ').next().unwrap_or(part).trim_end_matches('.');
    let keep_stop = last.chars().count() <= 1 || matches!(last, "Jr" | "Sr") || last.contains('.');
    let part = if keep_stop { part } else { part.trim_end_matches('.') };
    let all: Vec<&str> = part.split_whitespace().collect();
    let titles = all.iter().take_while(|word| is_title(word)).count();
    // A title alone is somebody's name after all: "Don".
    let titles = if all.len() > titles + 1 { titles } else { 0 };
    let named = all.get(titles..).unwrap_or_default();
    match named.split_last() {
        Some((last, name)) if !name.is_empty() && words().behind.has(last) => name.join(" "),
        _ => named.join(" "),
    }
}

/// "Dr.", or what somebody is to the outlet in one word: "GEO-Redakteurin".
fn is_title(word: &str) -> bool {
    let known = words();
    known.honorifics.has(word.trim_end_matches('.'))
        || word.rsplit_once('-').is_some_and(|(head, trade)| !head.is_empty() && known.trades.has(trade))
}

fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

/// Whether a part says what or for whom somebody works.
pub fn is_description(part: &str) -> bool {
    is_outlet(part) || words_of(part).any(|w| words().trades.has(&w))
}

/// Whether a part is an agency's name or has an outlet's word in it: "Alder Press".
pub fn is_outlet(part: &str) -> bool {
    words().agencies.has(part) || words_of(part).any(|w| words().outlets.has(&w) || is_letters(&w))
}

/// Agencies that sign with one word nobody is called by.
fn is_letters(word: &str) -> bool {
    matches!(
        word,
        "reuters" | "afp" | "ap" | "upi" | "dpa" | "efe" | "ansa" | "xinhua" | "bloomberg" | "tass"
    )
}

fn is_particle(word: &str) -> bool {
    !word.chars().any(char::is_uppercase) && words().particles.has(word)
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
    letters && !stop && (initial || is_particle(word) || word.starts_with("al-"))
}

#[cfg(test)]
mod tests;
