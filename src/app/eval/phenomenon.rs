//! What makes a statement easy or hard: the classes figures are broken down by.

use super::names::{is_pronoun, word_count};
use super::score::Piece;
use super::text::Text;
use crate::model::StatementKind;
use crate::present::eval::Chars;

/// At most so many words make a fragment.
const FRAGMENT_WORDS: usize = 3;

/// So many words make a long speaker.
const LONG_SPEAKER_WORDS: usize = 5;

/// Every class that the statement `pieces[index]` belongs to, in a fixed order.
pub(super) fn phenomena(text: &Text<'_>, pieces: &[Piece], index: usize) -> Vec<&'static str> {
    let piece = &pieces[index];
    [
        order(piece),
        Some(speaker(piece)),
        fragment(text, piece),
        is_split(pieces, index).then_some("split or continued"),
        is_distant(text, piece).then_some("speaker in another paragraph"),
        is_open(text, piece).then_some("mark left open"),
        has_inner_marks(text, piece).then_some("marks inside"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// In which order speaker, cue and words begin.
fn order(piece: &Piece) -> Option<&'static str> {
    let (speaker, cue, words) = (piece.speaker_at?.start, piece.cue_at?.start, piece.span.start);
    Some(match (speaker < cue, cue < words, speaker < words) {
        (true, true, _) => "order: speaker cue words",
        (true, false, true) => "order: speaker words cue",
        (true, false, false) => "order: words speaker cue",
        (false, true, true) => "order: cue speaker words",
        (false, true, false) => "order: cue words speaker",
        (false, false, _) => "order: words cue speaker",
    })
}

/// What the words beside the cue are.
fn speaker(piece: &Piece) -> &'static str {
    let Some(name) = piece.speaker.as_deref().filter(|name| !name.is_empty()) else { return "speaker: none" };
    let words = word_count(name);
    if is_pronoun(&name.to_lowercase()) {
        "speaker: pronoun"
    } else if words >= LONG_SPEAKER_WORDS || name.contains(',') {
        "speaker: long or with apposition"
    } else if is_common(name) {
        "speaker: group or common noun"
    } else if words == 1 {
        "speaker: single name"
    } else {
        "speaker: full name"
    }
}

/// Whether the last word, the head of most short English names, begins small: "two officials".
fn is_common(name: &str) -> bool {
    name.split_whitespace()
        .last()
        .and_then(|word| word.chars().find(|c| c.is_alphabetic()))
        .is_some_and(char::is_lowercase)
}

fn fragment(text: &Text<'_>, piece: &Piece) -> Option<&'static str> {
    let short = word_count(text.words(piece.span)) <= FRAGMENT_WORDS;
    match (short, piece.kind) {
        (true, _) => Some("fragment of three words or fewer"),
        (false, Some(StatementKind::Mixed)) => Some("quoted part of a paraphrase"),
        _ => None,
    }
}

/// Whether another statement hangs on the same cue.
fn is_split(pieces: &[Piece], index: usize) -> bool {
    let Some(cue) = pieces[index].cue_at else { return false };
    pieces.iter().enumerate().any(|(other, piece)| other != index && piece.cue_at == Some(cue))
}

fn is_distant(text: &Text<'_>, piece: &Piece) -> bool {
    let Some(speaker) = piece.speaker_at else { return false };
    let between = if speaker.end <= piece.span.start {
        Chars::new(speaker.end, piece.span.start)
    } else {
        Chars::new(piece.span.end.min(speaker.start), speaker.start)
    };
    text.words(between).contains('\n')
}

/// Whether the words follow an opening mark and their paragraph ends before a closing one.
fn is_open(text: &Text<'_>, piece: &Piece) -> bool {
    let inner = text.trimmed(piece.span);
    let before = text.words(Chars::new(inner.start.saturating_sub(1), inner.start));
    let after = text.words(Chars::new(inner.end, text.len()));
    let paragraph = after.split('\n').next().unwrap_or_default();
    match before {
        "“" => !paragraph.contains('”') && !text.words(piece.span).contains('”'),
        "\"" => !paragraph.contains('"') && !text.words(piece.span).trim_start_matches('"').contains('"'),
        _ => false,
    }
}

fn has_inner_marks(text: &Text<'_>, piece: &Piece) -> bool {
    piece.kind == Some(StatementKind::Direct)
        && text.words(text.trimmed(piece.span)).contains(['"', '“', '”', '‘', '«', '»'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[words]`, `<speaker>` and `{cue}` mark the parts in `marked`.
    #[track_caller]
    fn check(marked: &str, kind: StatementKind, want: &[&str]) {
        let mut plain = String::new();
        let mut at = std::collections::BTreeMap::new();
        for c in marked.chars() {
            if "[]<>{}".contains(c) {
                at.insert(c, plain.chars().count());
            } else {
                plain.push(c);
            }
        }
        let range = |open: char, close: char| Some(Chars::new(*at.get(&open)?, *at.get(&close)?));
        let text = Text::new(&plain);
        let speaker_at = range('<', '>');
        let piece = Piece {
            span: range('[', ']').unwrap(),
            kind: Some(kind),
            speaker: speaker_at.map(|at| text.words(at).to_owned()),
            speaker_at,
            cue_at: range('{', '}'),
            ..Piece::default()
        };
        assert_eq!(phenomena(&text, &[piece], 0), want);
    }

    #[test]
    fn orders_and_speakers() {
        use StatementKind::{Direct, Indirect, Mixed};
        check(
            "<Tuck> {said}: “[We will not sell the pier.]”",
            Direct,
            &["order: speaker cue words", "speaker: single name"],
        );
        check(
            "“[We will not sell,]” {said} <two officials>.",
            Direct,
            &["order: words cue speaker", "speaker: group or common noun"],
        );
        check(
            "“[We will not sell,]” <he> {said}.",
            Direct,
            &["order: words speaker cue", "speaker: pronoun"],
        );
        check(
            "{According to} <Warren Tuck>, [the pier “will stand” for now].",
            Mixed,
            &["order: cue speaker words", "speaker: full name", "quoted part of a paraphrase"],
        );
        check("[No pier], it was {said}.", Indirect, &["speaker: none", "fragment of three words or fewer"]);
    }

    #[test]
    fn marks_and_paragraphs() {
        check(
            "<Tuck, the senator>, {spoke}.\n\n“[It is ‘over’ for good now.]\n\n“More.”",
            StatementKind::Direct,
            &[
                "order: speaker cue words",
                "speaker: long or with apposition",
                "speaker in another paragraph",
                "mark left open",
                "marks inside",
            ],
        );
    }

    #[test]
    fn two_pieces_on_one_cue_are_split() {
        let text = Text::new("“One,” he said, “two.”");
        let piece = |start, end| Piece {
            span: Chars::new(start, end),
            cue_at: Some(Chars::new(10, 14)),
            ..Piece::default()
        };
        let pieces = [piece(1, 5), piece(17, 21)];
        assert!(phenomena(&text, &pieces, 1).contains(&"split or continued"));
        assert!(!phenomena(&text, &pieces[..1], 0).contains(&"split or continued"));
    }
}
