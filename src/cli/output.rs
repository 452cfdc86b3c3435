//! Writing to stdout, and what is not an error there.

use std::io::{ErrorKind, Write};

use serde::Serialize;

use super::format::Format;
use crate::present::json;

/// Prints `text` as it is.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// An answer in each of the formats; only the one asked for is made.
pub(super) struct Printed<'a, W, L, T, C> {
    /// The one document.
    pub(super) whole: &'a W,
    /// The records, one a line.
    pub(super) lines: &'a [L],
    /// For reading.
    pub(super) text: T,
    /// The table.
    pub(super) csv: C,
}

impl<W: Serialize, L: Serialize, T: FnOnce() -> String, C: FnOnce() -> String> Printed<'_, W, L, T, C> {
    /// Prints the answer as `format` wants it.
    pub(super) fn print(self, format: Format) -> anyhow::Result<()> {
        print(&match format {
            Format::Text => (self.text)(),
            Format::Json => json::pretty(self.whole)?,
            Format::Jsonl => self.lines.iter().map(json::line).collect::<Result<String, _>>()?,
            Format::Csv => (self.csv)(),
        })
    }
}

/// Much output, a piece at a time.
pub(super) struct Stream {
    out: std::io::BufWriter<std::io::StdoutLock<'static>>,
}

impl Stream {
    /// To stdout.
    pub(super) fn new() -> Self {
        Stream { out: std::io::BufWriter::new(std::io::stdout().lock()) }
    }

    /// Adds `text` as it is.
    pub(super) fn write(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    /// Hands on what was held back.
    pub(super) fn finish(mut self) -> anyhow::Result<()> {
        Ok(self.out.flush()?)
    }
}

/// Whether the reader of our output has gone: `onrecord search … | head` is no error.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
    })
}
