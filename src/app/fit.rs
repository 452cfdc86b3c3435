//! Fitting the extractor's weights to an annotated corpus.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::extract::fit::{Annotated, Lesson, learn};
use crate::extract::weights::Weights;
use crate::model::{Origin, Span, StatementKind};
use crate::read::read_text;

/// One line of an annotated corpus; offsets count Unicode scalar values.
#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    quotes: Vec<Quote>,
}

#[derive(Deserialize)]
struct Quote {
    start: usize,
    end: usize,
    kind: StatementKind,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
    #[serde(alias = "speaker_canonical_silver")]
    speaker_canonical: Option<String>,
    cue_start: Option<usize>,
    cue_end: Option<usize>,
    #[serde(default)]
    attr_id: String,
}

/// Learns from the corpus at `gold` (JSON Lines, plain or gzip) and writes the weights to `out`.
///
/// `leave_out` names a publisher (the part of an id before its first `_`) that is not learned from.
pub fn fit(gold: &Path, out: &Path, leave_out: Option<&str>) -> Result<()> {
    let weights = learn(&read_lessons(gold, leave_out)?);
    std::fs::write(out, weights.write()).with_context(|| format!("cannot write {}", out.display()))
}

/// How well each of the extractor's choosers decides on the corpus at `gold`: name, share right, how many.
pub fn measure(gold: &Path, weights: &Weights) -> Result<Vec<(&'static str, f32, usize)>> {
    Ok(crate::extract::fit::measure(&read_lessons(gold, None)?, weights))
}

fn read_lessons(gold: &Path, leave_out: Option<&str>) -> Result<Vec<Lesson>> {
    let mut lessons = Vec::new();
    for (number, line) in open(gold)?.lines().enumerate() {
        let place = || format!("{}:{}", gold.display(), number + 1);
        let line: Line = serde_json::from_str(&line.with_context(place)?).with_context(place)?;
        if leave_out.is_none_or(|left| line.id.split('_').next() != Some(left)) {
            lessons.push(lesson(line));
        }
    }
    Ok(lessons)
}

fn open(path: &Path) -> Result<BufReader<Box<dyn Read>>> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let zipped = path.extension().is_some_and(|e| e == "gz");
    let reader: Box<dyn Read> =
        if zipped { Box::new(flate2::read::MultiGzDecoder::new(file)) } else { Box::new(file) };
    Ok(BufReader::new(reader))
}

fn lesson(line: Line) -> Lesson {
    let bytes: Vec<usize> = line.text.char_indices().map(|(at, _)| at).chain([line.text.len()]).collect();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(line.text.len());
    let span = |start: Option<usize>, end: Option<usize>| {
        Some(Span::new(byte(start?), byte(end?).max(byte(start?))))
    };
    let statements = line
        .quotes
        .iter()
        .filter_map(|quote| {
            Some(Annotated {
                span: span(Some(quote.start), Some(quote.end))?,
                kind: quote.kind,
                cue: span(quote.cue_start, quote.cue_end),
                speaker: span(quote.speaker_start, quote.speaker_end),
                speaker_name: quote.speaker_canonical.clone(),
                attribution: quote.attr_id.clone(),
            })
        })
        .collect();
    let article = read_text(&line.text, &Origin { path: line.id.clone(), record: None });
    Lesson { article, statements }
}
