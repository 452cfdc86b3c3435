//! Paragraphs run together: “The bridge will close.The mayor signed the order.”
//!
//! Whoever takes tags out of pages and puts nothing in their place loses where paragraphs end. A slip of the keyboard looks
//! the same, so a text is mended only where it has several such places.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr3_iter};

use crate::text::address::SITE_ENDS;
use crate::text::legal_form::{LegalForm, legal_form};
use crate::text::sentence::is_abbreviation;

/// So many there must be behind what is no name before a text is taken to have lost its breaks: fewer are slips, and programs
/// have names like “Math.Floor”.
const FEWEST: usize = 4;
/// Where fewer than one sentence for so many of those ends with a space, it was spaces that were lost.
const SPACED: usize = 4;

/// So many letters of an address are looked at.
const LONGEST_ADDRESS: usize = 100;
/// So many letters of a subhead are looked at.
const LONGEST_SUBHEAD: usize = 100;
/// So many small letters end a subhead: names like “McThe” have fewer.
const TAIL: usize = 3;

/// Puts breaks back where sentences run together without so much as a space; a space each where the text has no other
/// sentences. Cost: linear in the text.
pub(super) fn part(text: &str) -> Cow<'_, str> {
    let (joints, plain) = joints(text);
    if plain < FEWEST {
        return Cow::Borrowed(text);
    }
    let lost = if spaced(text) * SPACED < joints.len() { " " } else { "\n\n" };
    let joints = with_subheads(joints, text);
    let mut out = String::with_capacity(text.len() + joints.len() * lost.len());
    let mut from = 0;
    for joint in joints {
        out.push_str(&text[from..joint]);
        out.push_str(lost);
        from = joint;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Where one sentence ends and the next begins at once, in bytes, and behind how many of them no name stands.
fn joints(text: &str) -> (Vec<usize>, usize) {
    let mut out = Vec::new();
    let mut plain = 0;
    let mut begin = 0;
    for at in memchr3_iter(b'.', b'?', b'!', text.as_bytes()) {
        let Some(marks) = marks_between(text, at) else { continue };
        let paragraph = text[begin..at].rsplit('\n').next().unwrap_or_default();
        let straight = memchr_iter(b'"', paragraph.as_bytes()).count();
        begin = at + 1 + opening(marks, straight);
        plain += usize::from(!last_word(&text[..at]).starts_with(char::is_uppercase));
        out.push(begin);
    }
    (out, plain)
}

/// The same places with those where a subhead, which ends without a stop, runs into its text: “A New **DealThe** mayor”,
/// “‘Dead in the Water**’Mayor** Ruiz”, “Verdalia Boats (VRDL)**The** firm”; and behind firms: “… at Verdalia Inc.**The** mayor”.
fn with_subheads(mut joints: Vec<usize>, text: &str) -> Vec<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((_, before)) = chars.next() {
        let Some((at, _)) = chars.peek().copied().filter(|(_, next)| next.is_uppercase()) else { continue };
        let is_joint = match before {
            '’' => begins_in_small(&text[at..]) && closes_subhead(&text[..at]),
            // “(click here)**Overall**, …”, “Verdalia Boats (VRDL)**The** firm”
            ')' => begins_in_small(&text[at..]) && !SIGNS.iter().any(|sign| text[..at].ends_with(sign)),
            '.' => ends_as_firm(&text[..at]) && begins(&text[at..]),
            before => before.is_lowercase() && ends_in_small(&text[..at]) && opens_sentence(&text[at..]),
        };
        if is_joint && !is_address(&text[..at]) {
            joints.push(at);
        }
    }
    joints.sort_unstable();
    joints.dedup();
    joints
}

/// “Verdalia Inc.”, whose point may end a sentence too.
fn ends_as_firm(words: &str) -> bool {
    let before = words.strip_suffix('.').unwrap_or(words);
    let form = last_word(before);
    let is_form = form.starts_with(char::is_uppercase)
        && legal_form(&form.to_ascii_lowercase()).is_some_and(LegalForm::is_short);
    is_form && before.strip_suffix(form).is_some_and(|name| name.ends_with(' '))
}

/// Whether words begin with one that sentences begin with and no name ends with.
fn opens_sentence(words: &str) -> bool {
    OPENERS.iter().any(|opener| words.strip_prefix(opener).is_some_and(|rest| rest.starts_with(' ')))
}

fn begins_in_small(words: &str) -> bool {
    words.chars().skip(1).take(TAIL).all(char::is_lowercase)
}

fn ends_in_small(words: &str) -> bool {
    let tail = || words.chars().rev().take(TAIL);
    tail().count() == TAIL && tail().all(char::is_lowercase)
}

/// Whether the mark that the words end with closes what another opened, and is no apostrophe.
fn closes_subhead(words: &str) -> bool {
    let Some(inside) = words.strip_suffix('’').filter(|inside| ends_in_small(inside)) else { return false };
    inside.chars().rev().take(LONGEST_SUBHEAD).find(|c| matches!(c, '‘' | '’' | '\n')) == Some('‘')
}

/// The letters and figures that the words end with.
fn last_word(words: &str) -> &str {
    words.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// The marks between a sentence that ends at the stop at `at` and another that begins right behind them.
fn marks_between(text: &str, at: usize) -> Option<&str> {
    let after = &text[at + 1..];
    let marks = &after[..after.find(|c| !is_mark(c)).unwrap_or(after.len())];
    (begins(&after[marks.len()..]) && ends(&text[..at]) && !is_address(&text[..at])).then_some(marks)
}

/// Whether the words end inside of an address: “https://harrow.example/list?Page=2”.
fn is_address(words: &str) -> bool {
    let mut token = words.chars().rev().take(LONGEST_ADDRESS).take_while(|c| !c.is_whitespace());
    token.any(|c| matches!(c, '/' | '@'))
}

fn is_mark(c: char) -> bool {
    closes(c) || opens(c) || c == '"'
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | ')' | ']')
}

fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '(' | '[')
}

/// How many bytes of these marks belong to the sentence before; `straight` marks stand in its paragraph.
fn opening(marks: &str, straight: usize) -> usize {
    let mut is_open = straight % 2 == 1;
    for (place, mark) in marks.char_indices() {
        match mark {
            '"' if is_open => is_open = false,
            '"' => return place,
            mark if opens(mark) => return place,
            _ => {}
        }
    }
    marks.len()
}

/// Whether a sentence can begin so: “The”, “A bridge”, “I’m”; not “Com”, which an address ends with, nor “Max(x)”.
fn begins(words: &str) -> bool {
    let mut chars = words.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let goes_on = chars.next().is_some_and(|c| c.is_lowercase() || matches!(c, ' ' | '’' | '\''));
    let word = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_site = SITE_ENDS.iter().any(|end| end.eq_ignore_ascii_case(word));
    capital && goes_on && !is_site && !words[word.len()..].starts_with('(')
}

/// Whether a sentence can end with these words: “closed”, “2.2%”, “‘no’”; not “Mr”, nor an initial.
fn ends(words: &str) -> bool {
    let mut back = words.chars().rev();
    match back.next() {
        Some('%') => true,
        Some(mark) if closes(mark) || mark == '"' => true,
        // “2.Open the gate”: a line's number
        Some(digit) if digit.is_ascii_digit() => {
            let before = words[..words.len() - last_word(words).len()].trim_end_matches(' ');
            !before.is_empty() && !before.ends_with('\n')
        }
        Some(letter) if letter.is_lowercase() && back.next().is_some_and(char::is_alphanumeric) => {
            !is_abbreviation(last_word(words))
        }
        _ => false,
    }
}

/// How many sentences end with a space behind them.
fn spaced(text: &str) -> usize {
    let is_spaced = |at: usize| {
        let after = text[at + 1..].trim_start_matches(is_mark);
        after.starts_with(' ')
            && after.trim_start_matches(' ').starts_with(char::is_uppercase)
            && ends(&text[..at])
    };
    memchr3_iter(b'.', b'?', b'!', text.as_bytes()).filter(|at| is_spaced(*at)).count()
}

/// What sentences begin with, and no name ends with.
const OPENERS: [&str; 46] = [
    "According",
    "After",
    "Also",
    "Although",
    "Another",
    "Because",
    "Before",
    "Both",
    "But",
    "Despite",
    "Each",
    "Even",
    "For",
    "From",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "Its",
    "Many",
    "Meanwhile",
    "Most",
    "Not",
    "Our",
    "She",
    "Since",
    "Some",
    "Still",
    "That",
    "The",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Under",
    "Until",
    "What",
    "When",
    "Where",
    "While",
    "Why",
    "With",
];

/// What stands inside of names: “Verdalia(R)Kettles”.
const SIGNS: [&str; 3] = ["(R)", "(TM)", "(C)"];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `|` shows where a break was put.
    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(part(text).replace("\n\n", "|"), want);
    }

    #[test]
    fn sentences_without_a_space_between_were_paragraphs() {
        check(
            "It rained. The quay closed.The mayor left. “We wait,” she said.“It is 2.2%.” Boats turned.A gull sat in \
             it.I saw it!",
            "It rained. The quay closed.|The mayor left. “We wait,” she said.|“It is 2.2%.” Boats turned.|A gull sat in \
             it.|I saw it!",
        );
    }

    #[test]
    fn a_straight_mark_opens_or_closes() {
        check(
            "\"We wait.\"She left. \"Hardly.\" He came.\"Yes,\" he said.\"Never.\"\"Ever?\" They went.Boats turned.",
            "\"We wait.\"|She left. \"Hardly.\" He came.|\"Yes,\" he said.|\"Never.\"|\"Ever?\" They went.|Boats turned.",
        );
    }

    #[test]
    fn subheads_run_into_their_texts() {
        check(
            "It rained. The quay closed.The mayor left. A New DealThe boats turned.She came. ‘Dead in the Water’Mayor \
             Ruiz spoke. VerdalThen closed.It dried.They went. The mayor’Orr.",
            "It rained. The quay closed.|The mayor left. A New Deal|The boats turned.|She came. ‘Dead in the Water’|Mayor \
             Ruiz spoke. Verdal|Then closed.|It dried.|They went. The mayor’Orr.",
        );
    }

    #[test]
    fn brackets_and_firms_end_paragraphs_there() {
        check(
            "It rained. The quay closed.The mayor left. They met at Orton Inc.Despite it boats came.She left.It \
             dried.Verdal Boats (VRDL)Verdal sells boats (or so they say)Overall Verdal(R)Boats sank at Orton Co.Com.",
            "It rained. The quay closed.|The mayor left. They met at Orton Inc.|Despite it boats came.|She left.|It \
             dried.|Verdal Boats (VRDL)|Verdal sells boats (or so they say)|Overall Verdal(R)Boats sank at Orton Co.Com.",
        );
    }

    #[test]
    fn where_no_sentence_has_a_space_spaces_were_lost() {
        check(
            "It rained.The quay closed.She left.Boats turned.It dried.",
            "It rained. The quay closed. She left. Boats turned. It dried.",
        );
    }

    #[test]
    fn titles_addresses_and_slips_are_left_alone() {
        for text in [
            "Mr.Lind met Mrs.Ruiz and Dr.Orr at St.Mary's. It rained. They left.",
            "See Alder.Com, Verdal.Com, Lind.Net, Orr.Org. It rained. They left.",
            "The U.S.Senate, J.Ruiz, P.Orr and e.g.Lind. It rained. They left.",
            "It rained. The quay closed.The mayor left.Boats turned.",
            "It calls rows.Map(a).Filter(b).Sort(c).Take(d), then rows.Len(e). It rained. They left.",
            "1.Open the gate\n2.Close the gate\n3.Wait\n4.Leave it\n5.Rest",
            "At harrow.example/list?Page=1, harrow.example/list?Page=2, harrow.example/item?Show=3, harrow.example/item?Show=4.",
            "It calls Math.Floor and Math.Ceil, System.Text and Node.Fs. It rained. They left.",
        ] {
            check(text, text);
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_twice_is_once(text in "(The |quay|closed|[.?!]|[”\"“’‘]|A |2%| |\n|é){0,60}") {
            let once = part(&text).into_owned();
            let marks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(marks(&once), marks(&text));
            prop_assert_eq!(part(&once).into_owned(), once.clone());
        }
    }
}
