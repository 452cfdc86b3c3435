//! Counts over time: a chart of bars, a line for each value, and the records behind them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::rows;
use super::layout::{Run, columns, put, put_wrapped, run, shorten};
use super::paint::{Look, Part};
use super::words;
use crate::engine::FacetName;

/// The answer to `onrecord timeline`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Timeline {
    /// The version of this shape.
    pub schema_version: u32,
    /// The query as it was understood.
    pub query: String,
    /// What is counted.
    pub unit: Unit,
    /// How wide a bucket is.
    pub width: Width,
    /// How many there are in all, dated or not.
    pub total: u64,
    /// How many have no date.
    pub undated: u64,
    /// How many have a date that is not printed precisely enough for a bucket: "March 2025" is no day.
    pub imprecise: u64,
    /// Every bucket from the first to the last, empty ones too.
    pub buckets: Vec<Bucket>,
    /// What the series are values of.
    pub by: Option<FacetName>,
    /// How many values there are in all.
    pub distinct: u64,
    /// The commonest values, each with as many counts as there are buckets. An article with two speakers
    /// counts for both.
    pub series: Vec<TimelineSeries>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

impl Timeline {
    /// The version of the shape.
    pub const VERSION: u32 = 1;
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Articles.
    Article,
    /// Statements.
    Statement,
}

impl Unit {
    fn word(self) -> &'static str {
        match self {
            Unit::Article => "article",
            Unit::Statement => "statement",
        }
    }
}

/// How wide a bucket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Width {
    /// A day.
    Day,
    /// A week from Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Width {
    /// What it is called.
    pub fn word(self) -> &'static str {
        match self {
            Width::Day => "day",
            Width::Week => "week",
            Width::Month => "month",
            Width::Year => "year",
        }
    }
}

/// A stretch of time and how much falls into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bucket {
    /// `2025`, `2025-03`, `2025-03-09`; a week by its Monday.
    pub start: String,
    /// How many.
    pub count: u64,
}

/// One value over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineSeries {
    /// As shown: "Alex Vatanka".
    pub value: String,
    /// How many in all, dated or not.
    pub total: u64,
    /// How many in each bucket.
    pub counts: Vec<u64>,
}

/// The widest a value is shown.
const VALUE_COLUMNS: usize = 30;
/// The longest bar.
const BAR: usize = 60;
/// Empty buckets in a row from which on they are only counted.
const GAP: usize = 4;

/// The chart.
pub fn text(timeline: &Timeline, look: Look) -> String {
    let mut out = String::new();
    bars(&mut out, timeline, look);
    if !timeline.series.is_empty() {
        out.push('\n');
        series(&mut out, timeline, look);
    }
    if !timeline.buckets.is_empty() {
        out.push('\n');
    }
    put_wrapped(&mut out, &[run(&closing(timeline), Part::Quiet)], 0, look.columns(), look.color);
    out
}

fn bars(out: &mut String, timeline: &Timeline, look: Look) {
    let most = timeline.buckets.iter().map(|bucket| bucket.count).max().unwrap_or(0);
    let label = timeline.buckets.iter().map(|bucket| columns(&bucket.start)).max().unwrap_or(0);
    let number = columns(&words::number(most));
    let room = look.columns().saturating_sub(label + number + 5).clamp(8, BAR);
    let mut rest = timeline.buckets.as_slice();
    while let Some(bucket) = rest.first() {
        let empty = rest.iter().take_while(|bucket| bucket.count == 0).count();
        if empty >= GAP {
            let gap = format!("{:>label$}  {empty} {}s without", "⋮", timeline.width.word());
            put(out, &[run(&gap, Part::Quiet)], look.color);
            rest = &rest[empty..];
            continue;
        }
        let count = format!("{:>number$}", words::number(bucket.count));
        let line = [
            run(&format!("{:<label$}  ", bucket.start), Part::Plain),
            run(&count, Part::Quiet),
            run("  ", Part::Plain),
            run(&bar(bucket.count, most, room), Part::Bar),
        ];
        put(out, &line, look.color);
        rest = &rest[1..];
    }
}

/// A bar in eighths of a column; whatever counts at all can be seen.
fn bar(count: u64, most: u64, room: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if count == 0 || most == 0 {
        return String::new();
    }
    let eighths = ((count as f64 / most as f64) * (room * 8) as f64).round().max(1.0) as usize;
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

/// A line for each value, all over the same stretch of time and drawn to one height.
fn series(out: &mut String, timeline: &Timeline, look: Look) {
    let names: Vec<String> = timeline.series.iter().map(|one| shorten(&one.value, VALUE_COLUMNS)).collect();
    let totals: Vec<String> = timeline.series.iter().map(|one| words::number(one.total)).collect();
    let name = names.iter().map(|name| columns(name)).max().unwrap_or(0);
    let total = totals.iter().map(String::len).max().unwrap_or(0);
    let room = look.columns().saturating_sub(name + total + 4).max(8);
    let lines: Vec<Vec<u64>> = timeline.series.iter().map(|one| squeezed(&one.counts, room)).collect();
    let most = lines.iter().flatten().max().copied().unwrap_or(0);
    for ((name_of, total_of), line) in names.iter().zip(&totals).zip(&lines) {
        let gap = " ".repeat(name.saturating_sub(columns(name_of)));
        let spark: String = line.iter().map(|count| spark(*count, most)).collect();
        put(
            out,
            &[
                run(&format!("{total_of:>total$}  "), Part::Quiet),
                run(name_of, Part::Name),
                Run { text: format!("{gap}  "), part: Part::Plain },
                run(&spark, Part::Bar),
            ],
            look.color,
        );
    }
    let width = lines.first().map_or(0, Vec::len);
    if let (Some(first), Some(last)) = (timeline.buckets.first(), timeline.buckets.last())
        && first.start != last.start
    {
        let indent = name + total + 4;
        let both = columns(&first.start) + columns(&last.start);
        let between = width.saturating_sub(both).max(1);
        let axis = if both < width {
            format!("{}{}{}", first.start, " ".repeat(between), last.start)
        } else {
            format!("{} – {}", first.start, last.start)
        };
        put(out, &[run(&format!("{}{axis}", " ".repeat(indent)), Part::Quiet)], look.color);
    }
    let hidden = timeline.distinct.saturating_sub(timeline.series.len() as u64);
    if hidden > 0 {
        put(out, &[run(&format!("+{} more", words::number(hidden)), Part::Quiet)], look.color);
    }
}

/// As many columns as there is room for, neighbours added up.
fn squeezed(counts: &[u64], room: usize) -> Vec<u64> {
    let together = counts.len().div_ceil(room.max(1)).max(1);
    counts.chunks(together).map(|chunk| chunk.iter().sum()).collect()
}

/// A column as high as its share of the highest.
pub(super) fn spark(count: u64, most: u64) -> char {
    const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    if count == 0 || most == 0 {
        return '·';
    }
    let level = (count as f64 / most as f64 * 8.0).ceil() as usize;
    LEVELS[level.clamp(1, 8) - 1]
}

/// `12 articles by month; 2 have no date`.
fn closing(timeline: &Timeline) -> String {
    let mut out = match timeline.total {
        0 => format!("no {}s", timeline.unit.word()),
        total => format!("{} by {}", words::counted(total, timeline.unit.word()), timeline.width.word()),
    };
    if timeline.undated > 0 {
        out.push_str(&format!("; {} without a date", words::number(timeline.undated)));
    }
    if timeline.imprecise > 0 {
        let imprecise = words::number(timeline.imprecise);
        out.push_str(&format!(
            "; {imprecise} whose printed date does not tell the {}",
            timeline.width.word()
        ));
    }
    out
}

/// A row for each bucket, a column for all and for each value.
pub fn csv(timeline: &Timeline) -> String {
    let mut header = vec![timeline.width.word().to_owned(), format!("{}s", timeline.unit.word())];
    header.extend(timeline.series.iter().map(|one| one.value.clone()));
    let lines = timeline.buckets.iter().enumerate().map(|(at, bucket)| {
        let mut row = vec![bucket.start.clone(), bucket.count.to_string()];
        row.extend(timeline.series.iter().map(|one| one.counts.get(at).copied().unwrap_or(0).to_string()));
        row
    });
    rows(std::iter::once(header).chain(lines))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn sample() -> Timeline {
        let bucket = |start: &str, count| Bucket { start: start.into(), count };
        Timeline {
            schema_version: Timeline::VERSION,
            query: "letter".into(),
            unit: Unit::Statement,
            width: Width::Month,
            total: 20,
            undated: 1,
            imprecise: 2,
            buckets: vec![
                bucket("2024-05", 1),
                bucket("2024-06", 12),
                bucket("2024-07", 0),
                bucket("2024-08", 0),
                bucket("2024-09", 0),
                bucket("2024-10", 0),
                bucket("2024-11", 4),
            ],
            by: Some(FacetName::Speaker),
            distinct: 3,
            series: vec![
                TimelineSeries { value: "Ana Ruiz".into(), total: 9, counts: vec![1, 7, 0, 0, 0, 0, 1] },
                TimelineSeries { value: "=Bo".into(), total: 3, counts: vec![0, 3, 0, 0, 0, 0, 0] },
            ],
            notes: Vec::new(),
        }
    }

    #[test]
    fn bars_and_lines() {
        let shown = text(&sample(), Look { color: false, width: 40 });
        expect![[r#"
            2024-05   1  ██▏
            2024-06  12  ██████████████████████████
                  ⋮  4 months without
            2024-11   4  ████████▋

            9  Ana Ruiz  ▂█····▂
            3  =Bo       ·▄·····
                         2024-05 – 2024-11
            +1 more

            20 statements by month; 1 without a
            date; 2 whose printed date does not tell
            the month
        "#]]
        .assert_eq(&shown);
    }

    #[test]
    fn a_row_for_each_bucket_and_no_formula() {
        let table = csv(&sample());
        assert!(table.starts_with("month,statements,Ana Ruiz,'=Bo\n2024-05,1,1,0\n"), "{table}");
    }

    #[test]
    fn whatever_counts_can_be_seen() {
        assert_eq!(bar(1, 100_000, 20), "▏");
        assert_eq!(bar(100_000, 100_000, 20), "█".repeat(20));
        assert_eq!(bar(0, 5, 20), "");
        assert_eq!(squeezed(&[1, 2, 3, 4, 5], 2), [6, 9]);
    }
}
