//! Which passage of an article shows best what was asked, and where it begins and ends.
//!
//! A passage lies inside one paragraph. It begins with a sentence where it can, else with a word, and
//! neither end ever stands inside a character, a word, a match or somebody's name.

use std::ops::Range;

use super::found::{Match, spans};
use crate::engine::Passage;
use crate::model::{Article, Cover, Paragraph, ParagraphKind, Record, Span};

/// About how many bytes a passage has.
pub(super) const PASSAGE: usize = 240;
/// A paragraph this much longer than a passage is still shown whole.
const LEEWAY: usize = 60;
/// How far an end is moved to spare a name; longer ones are no names.
const LONGEST_NAME: usize = 120;

/// The passage that shows most of what was asked; the article's beginning if nothing matched.
pub(super) fn best(record: &Record, matches: impl Fn(&str, usize) -> Vec<Match>) -> Passage {
    let article = &record.article;
    let captions = article.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Caption);
    best_of(record, article.story(), &matches)
        .or_else(|| best_of(record, captions, &matches))
        .unwrap_or_else(|| opening(record))
}

/// A candidate: its worth, its paragraph and the matches of that, and the stretch that must be shown.
struct Candidate {
    worth: usize,
    paragraph: Span,
    matches: Vec<Match>,
    window: Range<usize>,
}

fn best_of<'a>(
    record: &Record,
    paragraphs: impl Iterator<Item = &'a Paragraph>,
    matches: &impl Fn(&str, usize) -> Vec<Match>,
) -> Option<Passage> {
    let text = &record.article.text;
    let mut best: Option<Candidate> = None;
    let mut said = Cover::of(record.annotations.statements.iter().map(|statement| statement.span));
    for paragraph in paragraphs {
        let matches = matches(paragraph.span.of(text), paragraph.span.from());
        if let Some((worth, window)) = densest(&matches, &mut said) {
            // The earliest of equals: news tells the weightiest first.
            if best.as_ref().is_none_or(|best| best.worth < worth) {
                best = Some(Candidate { worth, paragraph: paragraph.span, matches, window });
            }
        }
    }
    let Candidate { paragraph, matches, window, .. } = best?;
    let span = around(record, paragraph, window);
    let shown: Vec<Match> =
        matches.into_iter().filter(|m| span.from() <= m.start && m.end <= span.to()).collect();
    Some(Passage { span, matches: spans(&shown) })
}

/// The stretch of a passage's length that shows most, and how much that is: how many of the needles
/// first, then how close together they stand, how often, and whether somebody says it.
fn densest(matches: &[Match], said: &mut Cover) -> Option<(usize, Range<usize>)> {
    let mut best: Option<(usize, Range<usize>)> = None;
    for (first, from) in matches.iter().enumerate() {
        let window: Vec<&Match> =
            matches[first..].iter().take_while(|m| m.end <= from.start + PASSAGE).take(64).collect();
        let mut kinds: Vec<usize> = window.iter().map(|m| m.needle).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let end = window.iter().map(|m| m.end).max().unwrap_or(from.end);
        let close = closest(&window, kinds.len()).map_or(0, |width| 20 - (width * 20 / PASSAGE).min(20));
        let said = said.holds(from.start);
        let worth = kinds.len() * 100 + close + window.len().min(10) * 2 + usize::from(said) * 3;
        if best.as_ref().is_none_or(|(known, _)| *known < worth) {
            best = Some((worth, from.start..end));
        }
    }
    best
}

/// The width of the narrowest stretch with all `kinds` of needles in it; one alone is no matter of width.
fn closest(window: &[&Match], kinds: usize) -> Option<usize> {
    if kinds < 2 {
        return None;
    }
    let widths = window.iter().enumerate().filter_map(|(at, from)| {
        let mut seen: Vec<usize> = Vec::with_capacity(kinds);
        for found in &window[at..] {
            if !seen.contains(&found.needle) {
                seen.push(found.needle);
            }
            if seen.len() == kinds {
                return Some(found.end.saturating_sub(from.start));
            }
        }
        None
    });
    widths.min()
}

/// Widens `window` to a passage inside `paragraph`.
fn around(record: &Record, paragraph: Span, window: Range<usize>) -> Span {
    if paragraph.len() <= PASSAGE + LEEWAY {
        return paragraph;
    }
    let text = &record.article.text;
    let slack = PASSAGE.saturating_sub(window.len());
    let mut start = window.start.saturating_sub(slack / 2).max(paragraph.from());
    if start < paragraph.from() + LEEWAY / 2 {
        start = paragraph.from();
    }
    let end = (start + PASSAGE).max(window.end).min(paragraph.to());
    if end == paragraph.to() {
        start = start.min(end.saturating_sub(PASSAGE).max(paragraph.from()));
    }
    if start != paragraph.from() {
        start = start_of_word(text, start, window.start);
        start = spared(record, start).map_or(start, |name| name.from().max(paragraph.from()));
    }
    let end = if end == paragraph.to() { end } else { end_of_word(text, end, window.end) };
    let end = spared(record, end).map_or(end, |name| name.to().min(paragraph.to()));
    Span::new(start, end.max(start))
}

/// The name that a cut at this place would go through.
fn spared(record: &Record, at: usize) -> Option<Span> {
    let through = |span: &Span| span.from() < at && at < span.to() && span.len() <= LONGEST_NAME;
    record.annotations.mentions.iter().map(|mention| mention.span).find(through)
}

/// The first beginning of a sentence or else of a word from `at` on, at most `latest`.
fn start_of_word(text: &str, at: usize, latest: usize) -> usize {
    let at = boundary(text, at);
    let Some(between) = text.get(at..latest) else { return latest };
    let ends = [". ", "? ", "! ", ".” ", "?” ", "!” "];
    let sentence = ends.iter().filter_map(|end| between.find(end).map(|found| found + end.len())).min();
    let word = between.find(char::is_whitespace).map(|space| {
        let rest = &between[space..];
        space + (rest.len() - rest.trim_start().len())
    });
    // Without either, all of it is one word: the match itself begins there at the latest.
    sentence.or(word).map_or(latest, |found| at + found)
}

/// The last end of a word up to `at`, at least `earliest`.
fn end_of_word(text: &str, at: usize, earliest: usize) -> usize {
    let at = boundary(text, at);
    let Some(between) = text.get(earliest..at) else { return earliest };
    if text[at..].starts_with(char::is_whitespace) {
        return at;
    }
    match between.rfind(char::is_whitespace) {
        Some(space) => earliest + between[..space].trim_end().len(),
        None => earliest,
    }
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The beginning of the story, or of whatever there is.
fn opening(record: &Record) -> Passage {
    let article: &Article = &record.article;
    let first = article.story().next().or_else(|| article.paragraphs.first()).map(|p| p.span);
    let span = first.map_or(Span::default(), |span| around(record, span, span.from()..span.from()));
    Passage { span, matches: Vec::new() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::highlight::Needles;
    use crate::index::testing::article;
    use crate::model::{Entity, EntityKind, Mention};
    use crate::query::parse;

    /// The passage for a query in a story whose every occurrence of `name` is a mention.
    fn shown(story: &str, name: &str, query: &str) -> (Record, Passage) {
        let mut record = article("a.txt").paragraph(story).record();
        let text = record.article.text.clone();
        for (at, found) in text.match_indices(name).filter(|(_, found)| !found.is_empty()) {
            let span = Span::new(at, at + found.len());
            record.annotations.mentions.push(Mention { span, entity: 0 });
        }
        record.annotations.entities.push(Entity {
            name: name.into(),
            kind: EntityKind::Person,
            guessed: false,
            place: false,
            role: None,
            organization: None,
            aliases: Vec::new(),
        });
        let passage = Needles::of(&parse(query).unwrap()).passage(&record);
        (record, passage)
    }

    #[test]
    fn close_together_before_far_apart() {
        let apart =
            "The letter came by the morning boat and lay on the table of the harbour office for weeks.";
        let close = "Nobody opened the harbour letter.";
        let record = article("a.txt").paragraph(apart).paragraph(close).record();
        let passage = Needles::of(&parse("letter harbour").unwrap()).passage(&record);
        assert_eq!(passage.span.of(&record.article.text), close);
    }

    #[test]
    fn a_name_at_the_edge_is_shown_whole() {
        let filler = "boats lay in port and crews went home ".repeat(4);
        for pad in 0..40 {
            let story = format!(
                "{filler}{} Oliver van der Pryor Hale said nothing of the letter, {filler} Oliver van der Pryor Hale {filler}",
                "x".repeat(pad + 1)
            );
            let (record, passage) = shown(&story, "Oliver van der Pryor Hale", "letter");
            for mention in &record.annotations.mentions {
                assert!(
                    passage.span.contains(mention.span) || !passage.span.overlaps(mention.span),
                    "{pad}: {}",
                    passage.span.of(&record.article.text)
                );
            }
        }
    }

    proptest! {
        #[test]
        fn no_end_stands_inside_a_word_a_name_or_a_match(
            words in prop::collection::vec("[a-c]{1,9}|Ana é Ruiz|“x|東京|b\\.|letter", 40..160)
        ) {
            let story = words.join(" ");
            let (record, passage) = shown(&story, "Ana é Ruiz", "letter OR ab");
            let text = &record.article.text;
            let span = passage.span;
            prop_assert!(text.is_char_boundary(span.from()) && text.is_char_boundary(span.to()));
            let inside = |at: usize| {
                let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
                before && text[at..].chars().next().is_some_and(char::is_alphanumeric)
            };
            prop_assert!(!inside(span.from()) && !inside(span.to()), "{}", span.of(text));
            for mention in &record.annotations.mentions {
                prop_assert!(span.contains(mention.span) || !span.overlaps(mention.span), "{}", span.of(text));
            }
            for found in &passage.matches {
                prop_assert!(span.contains(*found));
            }
        }
    }
}
