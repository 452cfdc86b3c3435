//! The statements of texts that stand in no index.

use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::path::Path;

use anyhow::Context;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use crate::extract::extract_or_fault;
use crate::model::{Article, Origin, Record};
use crate::read::{read_bytes, read_text};

/// Lines read before they are worked on together.
const BATCH: usize = 256;

/// One text and what was found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Extracted {
    /// As given, or the file's name.
    pub id: String,
    /// The text with its statements.
    pub record: Record,
}

impl Extracted {
    /// Leaves out statements that are less likely right than `confidence`.
    pub fn drop_below(&mut self, confidence: f32) {
        self.record.annotations.statements.retain(|statement| statement.confidence >= confidence);
    }
}

/// A text that could not be read.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("{place}: {reason}")]
pub struct Failed {
    /// Where it stands.
    pub place: String,
    /// Why not.
    pub reason: String,
}

/// A line of JSON Lines that carries a text.
#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    id: Value,
    text: String,
}

/// Where texts and their statements, or what is wrong with them, are handed to.
pub type Sink<'s> = &'s mut dyn FnMut(Result<Extracted, Failed>) -> anyhow::Result<()>;

/// [`extract`] of a file, or of standard input where `file` is `-`.
///
/// # Errors
/// When the file cannot be read, or `sink` fails.
pub fn extract_file(file: &Path, sink: Sink<'_>) -> anyhow::Result<()> {
    if file == Path::new("-") {
        return extract(stdin().lock(), file, sink);
    }
    let opened = File::open(file).with_context(|| file.display().to_string())?;
    extract(BufReader::new(opened), file, sink)
}

/// Reads everything from `input` and hands each text with its statements to `sink`, in order.
///
/// JSON Lines with a `text` are taken as they are, so that offsets count in the given text; anything
/// else is read as a file of the archive would be. `name` is the file's name, or `-`.
///
/// # Errors
/// When reading from `input` fails, or `sink` does.
pub fn extract(mut input: impl BufRead, name: &Path, sink: Sink<'_>) -> anyhow::Result<()> {
    let shown = name.display().to_string();
    let mut first = Vec::new();
    input.read_until(b'\n', &mut first).with_context(|| shown.clone())?;
    if serde_json::from_slice::<Given>(&first).is_ok() {
        return lines(first, input, &shown, sink);
    }
    input.read_to_end(&mut first).with_context(|| shown.clone())?;
    let origin = Origin { path: name.to_string_lossy().into_owned(), record: None };
    for read in read_bytes(&first, &origin) {
        let id = read.origin.to_string();
        sink(match read.article {
            Ok(article) => looked_into(id, article),
            Err(reason) => Err(Failed { place: id, reason: reason.to_string() }),
        })?;
    }
    Ok(())
}

/// Works through JSON Lines, some at a time, in order.
fn lines(first: Vec<u8>, mut input: impl BufRead, name: &str, sink: Sink<'_>) -> anyhow::Result<()> {
    let mut batch = vec![(1_u64, first)];
    let mut number = 1;
    loop {
        let mut line = Vec::new();
        let ended = input.read_until(b'\n', &mut line).with_context(|| name.to_owned())? == 0;
        number += 1;
        if !ended {
            batch.push((number, line));
        }
        if ended || batch.len() >= BATCH {
            let done: Vec<_> =
                batch.par_iter().filter_map(|(number, line)| one(*number, line, name)).collect();
            done.into_iter().try_for_each(&mut *sink)?;
            batch.clear();
        }
        if ended {
            return Ok(());
        }
    }
}

fn one(number: u64, line: &[u8], name: &str) -> Option<Result<Extracted, Failed>> {
    let line = line.trim_ascii();
    if line.is_empty() {
        return None;
    }
    let given: Given = match serde_json::from_slice(line) {
        Ok(given) => given,
        Err(error) => {
            return Some(Err(Failed { place: format!("{name}:{number}"), reason: error.to_string() }));
        }
    };
    let id = match given.id {
        Value::String(id) => id,
        Value::Null => format!("{name}:{number}"),
        other => other.to_string(),
    };
    let article = read_text(&given.text, &Origin { path: id.clone(), record: None });
    Some(looked_into(id, article))
}

fn looked_into(id: String, article: Article) -> Result<Extracted, Failed> {
    match extract_or_fault(&article) {
        Ok(annotations) => Ok(Extracted { id, record: Record { article, annotations } }),
        Err(fault) => Err(Failed { place: id, reason: fault.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pieces of news text and what breaks it: marks of every kind, names, cues, ends of paragraphs.
    fn piece() -> impl Strategy<Value = String> {
        const NEWS: [&str; 39] = [
            "“",
            "”",
            "\"",
            "'",
            "‘",
            "’",
            "«",
            "»",
            "„",
            "``",
            "''",
            " said ",
            " told ",
            " according to ",
            "Ana Ruiz",
            "Zoë Adair-O’Neil",
            "the mayor",
            " she ",
            "Dr. ",
            "al-",
            ", ",
            ". ",
            "\n\n",
            "\n",
            " that ",
            "İ",
            "ﬃ",
            "e\u{301}",
            "\u{200b}",
            "\u{a0}",
            "—",
            " of the Tallis Institute",
            "director",
            ": ",
            "(",
            ")",
            "…",
            "\u{1f600}",
            "letter ",
        ];
        prop_oneof![8 => proptest::sample::select(&NEWS[..]).prop_map(str::to_owned), 1 => "\\PC{0,6}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        /// Whatever the text, nothing panics, and every span cuts it between two characters.
        #[test]
        fn whatever_the_text_spans_cut_it(pieces in prop::collection::vec(piece(), 0..40)) {
            let given = serde_json::json!({"id": "a", "text": pieces.concat()}).to_string();
            let record = one(1, given.as_bytes(), "-").unwrap().unwrap().record;
            let (text, found) = (&record.article.text, &record.annotations);
            let cuts = |span: crate::model::Span| text.get(span.from()..span.to()).is_some();
            let mut spans: Vec<_> = found.scare_quotes.clone();
            spans.extend(found.mentions.iter().map(|mention| mention.span));
            for statement in &found.statements {
                prop_assert!(cuts(statement.span) && !statement.span.of(text).trim().is_empty(), "{:?}", statement);
                prop_assert!((0.0..=1.0).contains(&statement.confidence));
                spans.extend(statement.cue);
                prop_assert!(statement.speaker.is_some() || statement.with.is_empty());
                for speaker in statement.speakers() {
                    spans.push(speaker.span);
                    prop_assert!(speaker.entity.is_none_or(|at| (at as usize) < found.entities.len()));
                }
            }
            prop_assert!(spans.iter().all(|span| cuts(*span)));
            prop_assert_eq!(&crate::extract::extract(&record.article), found);
        }
    }

    fn ids(input: &str) -> Vec<String> {
        let mut out = Vec::new();
        let mut sink = |found: Result<Extracted, Failed>| {
            out.push(match found {
                Ok(found) => format!("{} {:?}", found.id, found.record.article.text),
                Err(failed) => failed.to_string(),
            });
            Ok(())
        };
        extract(input.as_bytes(), Path::new("x.txt"), &mut sink).unwrap();
        out
    }

    #[test]
    fn given_texts_are_taken_as_they_are() {
        let input =
            "{\"id\":\"a\",\"text\":\" “No,” said Ana.\\n\"}\n\n{\"id\":7,\"text\":\"b\"}\n{\"text\":\"c\"}";
        assert_eq!(ids(input), ["a \" “No,” said Ana.\\n\"", "7 \"b\"", "x.txt:4 \"c\""]);
    }

    #[test]
    fn a_broken_line_is_named_and_the_rest_goes_on() {
        let found = ids("{\"id\":\"a\",\"text\":\"x\"}\n{broken\n{\"id\":\"b\",\"text\":\"y\"}\n");
        assert_eq!(found.len(), 3);
        assert!(found[1].starts_with("x.txt:2: "), "{}", found[1]);
        assert!(found[2].starts_with("b "));
    }

    #[test]
    fn more_lines_than_a_batch_keep_their_order() {
        let lines: Vec<String> =
            (0..BATCH * 2 + 3).map(|n| format!("{{\"id\":{n},\"text\":\"t\"}}")).collect();
        let want: Vec<String> = (0..BATCH * 2 + 3).map(|n| format!("{n} \"t\"")).collect();
        assert_eq!(ids(&lines.join("\n")), want);
    }

    #[test]
    fn nothing_is_a_failure_not_silence() {
        assert_eq!(ids(""), ["x.txt: is empty"]);
    }
}
