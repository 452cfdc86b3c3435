//! Lines of a given width out of stretches of text that each play a part.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::paint::{Part, paint};
use super::sanitize;
use crate::model::Span;

/// A stretch of text and its part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) part: Part,
}

/// A stretch of safe text.
pub(super) fn run(text: &str, part: Part) -> Run {
    Run { text: sanitize::line(text).into_owned(), part }
}

/// A stretch of safe text that stays on one line: a name broken in two is hard to find.
pub(super) fn unbroken(text: &str, part: Part) -> Run {
    Run { text: sanitize::line(text).replace(' ', "\u{a0}"), part }
}

/// Columns that `text` takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// Columns that the runs take on one line.
pub(super) fn width_of(runs: &[Run]) -> usize {
    runs.iter().map(|run| columns(&run.text)).sum()
}

/// `text[span]` cut at the marked spans, each stretch with its part.
pub(super) fn marked(text: &str, span: Span, marks: &[Span], plain: Part, mark: Part) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = span.from();
    for found in marks {
        if found.from() < at || !span.contains(*found) {
            continue;
        }
        runs.push(run(Span::new(at, found.from()).of(text), plain));
        runs.push(run(found.of(text), mark));
        at = found.to();
    }
    runs.push(run(Span::new(at, span.to().max(at)).of(text), plain));
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// Breaks runs into lines of at most `width` columns, at blanks; a longer word breaks where it must.
pub(super) fn wrap(runs: &[Run], width: usize) -> Vec<Vec<Run>> {
    let width = width.max(1);
    let mut lines = vec![Line::default()];
    for word in words(runs) {
        let taken = width_of(&word);
        let line = lines.last().map_or(0, |line| line.columns);
        if line > 0 && line + 1 + taken > width {
            lines.push(Line::default());
        }
        let Some(line) = lines.last_mut() else { break };
        if line.columns > 0 {
            let part = joining_part(line, &word);
            line.push(" ", part);
        }
        for piece in word {
            for letter in piece.text.graphemes(true) {
                let full = lines.last().is_some_and(|l| l.columns > 0 && l.columns + columns(letter) > width);
                if full {
                    lines.push(Line::default());
                }
                if let Some(line) = lines.last_mut() {
                    line.push(letter, piece.part);
                }
            }
        }
    }
    lines.into_iter().map(|line| line.runs).filter(|runs| !runs.is_empty()).collect()
}

/// At most `most` lines; an ellipsis ends the last where some were left out.
pub(super) fn cut(mut lines: Vec<Vec<Run>>, most: usize, width: usize) -> Vec<Vec<Run>> {
    if lines.len() <= most {
        return lines;
    }
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        let mut room = width.saturating_sub(2);
        for run in last.iter_mut() {
            run.text = fit(&run.text, room);
            room = room.saturating_sub(columns(&run.text));
        }
        last.push(Run { text: " …".into(), part: Part::Quiet });
    }
    lines
}

/// As much of `text` as `width` columns hold.
fn fit(text: &str, width: usize) -> String {
    let mut taken = 0;
    text.graphemes(true)
        .take_while(|letter| {
            taken += columns(letter);
            taken <= width
        })
        .collect()
}

/// `text` in at most `width` columns, with an ellipsis where it was cut: between words if it can be.
pub(super) fn shorten(text: &str, width: usize) -> String {
    let text = sanitize::line(text);
    if columns(&text) <= width {
        return text.into_owned();
    }
    let cut = fit(&text, width.saturating_sub(1));
    let whole_words = cut.rfind(' ').filter(|at| columns(&cut[..*at]) * 3 >= width * 2);
    let cut = whole_words.map_or(cut.as_str(), |at| &cut[..at]);
    format!("{}…", cut.trim_end_matches([' ', ',', ';', ':']))
}

/// Adds one line to `out`, without blanks at its end.
pub(super) fn put(out: &mut String, runs: &[Run], color: bool) {
    for run in runs {
        paint(out, &run.text.replace('\u{a0}', " "), run.part, color);
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out.push('\n');
}

/// Adds the runs as lines, each indented.
pub(super) fn put_wrapped(out: &mut String, runs: &[Run], indent: usize, width: usize, color: bool) {
    for line in wrap(runs, width.saturating_sub(indent)) {
        out.push_str(&" ".repeat(indent));
        put(out, &line, color);
    }
}

#[derive(Debug, Default)]
struct Line {
    runs: Vec<Run>,
    columns: usize,
}

impl Line {
    fn push(&mut self, text: &str, part: Part) {
        self.columns += columns(text);
        match self.runs.last_mut() {
            Some(last) if last.part == part => last.text.push_str(text),
            _ => self.runs.push(Run { text: text.to_owned(), part }),
        }
    }
}

/// The blank between two words of one part belongs to that part: a marked phrase stays in one piece.
fn joining_part(line: &Line, word: &[Run]) -> Part {
    match (line.runs.last(), word.first()) {
        (Some(left), Some(right)) if left.part == right.part => left.part,
        _ => Part::Plain,
    }
}

/// The words of the runs; one word can be made of several parts.
fn words(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut words: Vec<Vec<Run>> = Vec::new();
    let mut open = false;
    for run in runs {
        for piece in run.text.split_inclusive(' ') {
            let letters = piece.trim_end_matches(' ');
            if !letters.is_empty() {
                let letters = Run { text: letters.to_owned(), part: run.part };
                match words.last_mut().filter(|_| open) {
                    Some(word) => word.push(letters),
                    None => words.push(vec![letters]),
                }
                open = true;
            }
            if piece.ends_with(' ') {
                open = false;
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(lines: &[Vec<Run>]) -> Vec<String> {
        lines.iter().map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn breaks_at_blanks_and_keeps_words_of_two_parts_whole() {
        let runs =
            [run("the letter to ", Part::Plain), run("Khamenei", Part::Match), run("’s office", Part::Plain)];
        assert_eq!(plain(&wrap(&runs, 14)), ["the letter to", "Khamenei’s", "office"]);
    }

    #[test]
    fn a_word_longer_than_the_line_breaks() {
        assert_eq!(plain(&wrap(&[run("北京北京北 x", Part::Plain)], 4)), ["北京", "北京", "北 x"]);
    }

    #[test]
    fn shortens_with_an_ellipsis() {
        assert_eq!(shorten("senior lecturer, retired", 16), "senior lecturer…");
        assert_eq!(shorten("senior lecturer emeritus", 20), "senior lecturer…");
        assert_eq!(shorten("a Gesamtkunstwerker", 10), "a Gesamtk…");
        assert_eq!(shorten("short", 16), "short");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(
            texts in proptest::collection::vec("[a-zé北 ]{0,12}", 0..6), width in 2usize..30
        ) {
            let runs: Vec<Run> = texts.iter().enumerate()
                .map(|(at, text)| run(text, if at % 2 == 0 { Part::Plain } else { Part::Match }))
                .collect();
            let lines = plain(&wrap(&runs, width));
            for line in &lines {
                prop_assert!(columns(line) <= width, "{line:?}");
            }
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&texts.concat()));
        }
    }
}
