//! From letters with places to lines, and from lines to a headline and paragraphs.

use super::page::Run;
use crate::read::format::html;
use crate::read::format::office::part::{Part, Style};
use crate::read::format::plain::opens_caption;

/// A gap wider than this share of the letters' size parts two words.
const WORD_GAP: f32 = 0.18;
/// Letters this much larger than the story's are a headline.
const HEADLINE: f32 = 1.25;

/// Letters this much smaller than the story's stand beside it.
const SMALLER: f32 = 0.95;
/// More words are no caption's.
const LONGEST_CAPTION: usize = 80;

#[derive(Debug, Clone, PartialEq)]
struct Line {
    page: usize,
    from: f32,
    to: f32,
    height: f32,
    size: f32,
    text: String,
}

/// The headline, if the front has one in larger letters, and everything else paragraph by paragraph.
pub(super) fn paragraphs(runs: &[Run]) -> (Option<String>, Vec<Part>) {
    let lines = without_furniture(lines(runs));
    let body = usual(lines.iter().map(|line| (line.size, line.text.len())));
    let largest = lines.iter().filter(|line| line.page == 0).map(|line| line.size).fold(0.0, f32::max);
    let is_title = |line: &Line| line.page == 0 && line.size >= largest * 0.95 && largest >= body * HEADLINE;
    let start = lines.iter().position(is_title);
    let end = start.map(|start| start + lines[start..].iter().take_while(|line| is_title(line)).count());
    let title = start.zip(end).map(|(start, end)| joined(&lines[start..end]));
    let range = start.unwrap_or(0)..end.unwrap_or(0);
    let rest: Vec<Line> =
        lines.into_iter().enumerate().filter(|(at, _)| !range.contains(at)).map(|(_, line)| line).collect();
    (title, parted(&rest, body))
}

fn lines(runs: &[Run]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for run in runs {
        let same = out.last_mut().filter(|line| {
            let close = (line.height - run.height).abs() < 0.4 * line.size.max(run.size);
            // Back on the same height is another column, or the same letters drawn twice for weight.
            line.page == run.page && close && run.from >= line.to - line.size
        });
        match same {
            Some(line) => {
                let gap = run.from - line.to;
                if gap > WORD_GAP * run.size && !line.text.ends_with(' ') && !run.text.starts_with(' ') {
                    line.text.push(' ');
                }
                line.text.push_str(&run.text);
                line.to = run.to;
                line.size = line.size.max(run.size);
            }
            None => out.push(Line {
                page: run.page,
                from: run.from,
                to: run.to,
                height: run.height,
                size: run.size,
                text: run.text.clone(),
            }),
        }
    }
    for line in &mut out {
        line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    out.retain(|line| !line.text.is_empty());
    out
}

/// Leaves out page numbers, and what stands at the same height on most pages.
fn without_furniture(lines: Vec<Line>) -> Vec<Line> {
    let pages = lines.last().map_or(0, |line| line.page + 1);
    let mut edges: Vec<(String, i64)> = Vec::new();
    let key = |line: &Line| {
        let letters: String = line.text.chars().filter(|c| !c.is_ascii_digit()).collect();
        (letters, line.height as i64)
    };
    edges.extend(lines.iter().map(key));
    edges.sort_unstable();
    let is_running = |line: &Line| {
        let key = key(line);
        let count = edges.partition_point(|k| *k <= key) - edges.partition_point(|k| *k < key);
        pages >= 3 && count * 2 > pages
    };
    let is_number = |line: &Line| line.text.len() <= 4 && line.text.chars().all(|c| c.is_ascii_digit());
    lines.into_iter().filter(|line| !is_number(line) && !is_running(line)).collect()
}

/// The value that carries most weight, to a tenth.
fn usual(values: impl Iterator<Item = (f32, usize)>) -> f32 {
    let mut weights = std::collections::BTreeMap::new();
    for (value, weight) in values {
        *weights.entry((value * 10.0).round() as i64).or_insert(0) += weight;
    }
    weights
        .into_iter()
        .max_by_key(|(value, weight)| (*weight, -value))
        .map_or(0.0, |(value, _)| value as f32 / 10.0)
}

fn parted(lines: &[Line], body: f32) -> Vec<Part> {
    let usual_gap = usual_gap(lines, body);
    let widest = lines.iter().map(|line| line.to - line.from).fold(0.0, f32::max);
    let mut out: Vec<Part> = Vec::new();
    let mut from = 0;
    for at in 1..=lines.len() {
        let ends = at == lines.len() || begins(&lines[at - 1], &lines[at], usual_gap, body, widest);
        if ends {
            let words = joined(&lines[from..at]);
            let style =
                if is_caption(&words, lines[from].size, body) { Style::Caption } else { Style::Plain };
            out.push(Part { words, style });
            from = at;
        }
    }
    out.retain(|part| !part.words.is_empty());
    out
}

/// Whether words stand under a picture: they say so, or they are set smaller than the story and end in a credit.
fn is_caption(words: &str, size: f32, body: f32) -> bool {
    let small = size < body * SMALLER && words.split_whitespace().count() <= LONGEST_CAPTION;
    opens_caption(words)
        || small && matches!(html::without_credit(words), (said, Some(_)) if !said.is_empty())
}

/// How far lines of a paragraph stand below each other: the smallest gap that is not rare.
fn usual_gap(lines: &[Line], body: f32) -> f32 {
    let gaps = lines.windows(2).filter_map(|pair| gap(&pair[0], &pair[1]));
    let mut gaps: Vec<f32> = gaps.filter(|gap| *gap >= 0.8 * body).collect();
    gaps.sort_by(f32::total_cmp);
    let rare = gaps.len() / 8;
    gaps.get(rare).copied().unwrap_or(body * 1.2)
}

/// How far the next line is below this one; nothing where it is on another page or column.
fn gap(one: &Line, next: &Line) -> Option<f32> {
    let gap = one.height - next.height;
    (one.page == next.page && gap > 0.0).then_some(gap)
}

/// Whether `next` begins a paragraph.
fn begins(last: &Line, next: &Line, usual_gap: f32, body: f32, widest: f32) -> bool {
    let is_full = last.to - last.from > 0.6 * widest;
    let ends = last.text.ends_with(['.', '!', '?', '”', '"', '’', ':']);
    if (last.size - next.size).abs() > 0.08 * body.max(1.0) {
        return true;
    }
    match gap(last, next) {
        Some(gap) if gap > usual_gap * 1.25 => true,
        Some(_) => next.from > last.from + 0.6 * body && is_full || !is_full && ends,
        // A sentence goes on over the end of a page or column.
        None => ends || !is_full,
    }
}

/// Lines as one text; a word parted at the end of a line is put together.
fn joined(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        let goes_on = line.text.chars().next().is_some_and(char::is_lowercase);
        let is_parted = out.ends_with('-') && out.chars().rev().nth(1).is_some_and(char::is_alphabetic);
        if out.ends_with('\u{ad}') || is_parted && goes_on {
            out.pop();
        } else if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&line.text);
    }
    out
}
