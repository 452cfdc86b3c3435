//! What a result was counted by, in columns side by side.

use super::layout::{Run, columns, put, put_wrapped, run, shorten, width_of};
use super::paint::{Look, Part};
use super::words;
use crate::engine::{FacetCounts, FacetName, PivotCounts};

/// What a facet's values are called.
fn plural(name: FacetName) -> &'static str {
    match name {
        FacetName::Speaker => "speakers",
        FacetName::Organization => "organizations",
        FacetName::Author => "authors",
        FacetName::Section => "sections",
        FacetName::Source => "sources",
        FacetName::Language => "languages",
        FacetName::Month => "months",
        FacetName::Role => "roles",
        FacetName::Kind => "kinds",
    }
}

/// What lacks a value lacks.
fn one(name: FacetName) -> &'static str {
    match name {
        FacetName::Speaker => "a name",
        FacetName::Organization => "an organization",
        FacetName::Author => "an author",
        FacetName::Section => "a section",
        FacetName::Source => "a source",
        FacetName::Language => "a language",
        FacetName::Month => "a month",
        FacetName::Role => "a role",
        FacetName::Kind => "a kind",
    }
}

/// Columns between two facets side by side.
const GUTTER: usize = 4;
/// The widest a value is shown.
const VALUE_COLUMNS: usize = 40;

/// The facets side by side as far as the width goes.
pub(super) fn facets(out: &mut String, facets: &[FacetCounts], look: Look) {
    let shown = || facets.iter().filter(|facet| !facet.values.is_empty());
    let blocks: Vec<Block> = shown().map(block).collect();
    let mut rest = blocks.as_slice();
    while !rest.is_empty() {
        let mut taken = 2;
        let fits = rest.iter().take_while(|block| {
            taken += block.width + GUTTER;
            taken - GUTTER <= look.columns()
        });
        let (row, after) = rest.split_at(fits.count().max(1));
        side_by_side(out, row, look.color);
        out.push('\n');
        rest = after;
    }
    if shown().any(|facet| facet.values.iter().any(|value| value.selected)) {
        put_wrapped(out, &[run(OWN_CHOICE, Part::Quiet)], 2, look.columns(), look.color);
        out.push('\n');
    }
}

/// Why the others are there as well.
const OWN_CHOICE: &str = "✓ is filtered by; what a facet is filtered by does not narrow the facet itself";

/// One facet as lines of equal width.
struct Block {
    lines: Vec<Vec<Run>>,
    width: usize,
}

fn block(facet: &FacetCounts) -> Block {
    let names: Vec<String> = facet.values.iter().map(|v| shorten(&v.value, VALUE_COLUMNS)).collect();
    let counts: Vec<String> = facet.values.iter().map(|v| words::number(v.count)).collect();
    let without = facet.without.filter(|count| *count > 0).map(words::number);
    let name_width = names.iter().map(|name| columns(name)).max().unwrap_or(0);
    let count_width = counts.iter().chain(&without).map(String::len).max().unwrap_or(0);
    let title = plural(facet.name);
    let hidden = facet.distinct.saturating_sub(facet.values.len() as u64);
    let more = if hidden > 0 { format!("+{} more", words::number(hidden)) } else { String::new() };
    let margin = " ".repeat(count_width + 3);
    let lacking = without.as_ref().map_or(String::new(), |_| format!("without {}", one(facet.name)));
    let widest = [title, &more, &lacking].into_iter().map(columns).max().unwrap_or(0);
    let width = margin.len() + name_width.max(widest);
    let mut lines = vec![vec![run(&margin, Part::Plain), run(title, Part::Strong)]];
    for ((name, count), value) in names.iter().zip(&counts).zip(&facet.values) {
        let part = if value.selected { Part::NameMatch } else { Part::Plain };
        let mark = if value.selected { " ✓ " } else { "   " };
        lines.push(vec![
            run(&format!("{count:>count_width$}"), Part::Quiet),
            run(mark, part),
            run(name, part),
        ]);
    }
    if !more.is_empty() {
        lines.push(vec![run(&margin, Part::Plain), run(&more, Part::Quiet)]);
    }
    if let Some(count) = without {
        lines.push(vec![run(&format!("{count:>count_width$}   {lacking}"), Part::Quiet)]);
    }
    Block { lines, width }
}

fn side_by_side(out: &mut String, blocks: &[Block], color: bool) {
    let height = blocks.iter().map(|block| block.lines.len()).max().unwrap_or(0);
    for at in 0..height {
        let mut line = vec![run("  ", Part::Plain)];
        for block in blocks {
            let cells = block.lines.get(at).map(Vec::as_slice).unwrap_or_default();
            line.extend_from_slice(cells);
            let gap = block.width - width_of(cells).min(block.width) + GUTTER;
            line.push(Run { text: " ".repeat(gap), part: Part::Plain });
        }
        while line.last().is_some_and(|run| run.text.trim().is_empty()) {
            line.pop();
        }
        put(out, &line, color);
    }
}

/// Each value of the first facet on a line, those of the second that go with it below.
pub(super) fn pivots(out: &mut String, pivots: &[PivotCounts], look: Look) {
    for pivot in pivots.iter().filter(|pivot| !pivot.values.is_empty()) {
        let width = pivot.values.iter().map(|value| words::number(value.count).len()).max().unwrap_or(0);
        let title = format!("{} and their {}", plural(pivot.outer), plural(pivot.inner));
        put(out, &[run(&" ".repeat(width + 5), Part::Plain), run(&title, Part::Strong)], look.color);
        for outer in &pivot.values {
            pivot_line(out, 2, width, (&outer.value, outer.count, outer.selected), look);
            for inner in &outer.values {
                pivot_line(out, width + 5, width, (&inner.value, inner.count, inner.selected), look);
            }
            more(out, width * 2 + 8, outer.distinct, outer.values.len(), look);
        }
        more(out, width + 5, pivot.distinct, pivot.values.len(), look);
        out.push('\n');
    }
}

fn pivot_line(out: &mut String, indent: usize, width: usize, value: (&str, u64, bool), look: Look) {
    let (name, count, selected) = value;
    let (mark, part) = if selected { (" ✓ ", Part::NameMatch) } else { ("   ", Part::Plain) };
    let room = look.columns().saturating_sub(indent + width + 3).max(8);
    let line = [
        run(&format!("{:indent$}{:>width$}", "", words::number(count)), Part::Quiet),
        run(mark, part),
        run(&shorten(name, room), part),
    ];
    put(out, &line, look.color);
}

fn more(out: &mut String, indent: usize, distinct: u64, shown: usize, look: Look) {
    let hidden = distinct.saturating_sub(shown as u64);
    if hidden > 0 {
        let line = format!("{:indent$}+{} more", "", words::number(hidden));
        put(out, &[run(&line, Part::Quiet)], look.color);
    }
}
