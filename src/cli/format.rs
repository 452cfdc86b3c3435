//! How results are printed: the flags that say so, and what they mean.

use clap::{Args, ValueEnum};

/// How to print results.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct FormatArgs {
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text", overrides_with = "json")]
    format: Format,
    /// The same as --format json
    #[arg(long)]
    json: bool,
}

impl FormatArgs {
    /// The format that was asked for.
    pub(super) fn get(self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

/// A format for whole texts.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct TextFormatArgs {
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text", overrides_with = "json")]
    format: TextFormat,
    /// The same as --format json
    #[arg(long)]
    json: bool,
}

impl TextFormatArgs {
    /// The format that was asked for.
    pub(super) fn get(self) -> TextFormat {
        if self.json { TextFormat::Json } else { self.format }
    }
}

/// A format for whole texts, which no table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TextFormat {
    /// For reading
    Text,
    /// One document
    Json,
    /// One text a line
    Jsonl,
}

/// A format of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    Text,
    /// One document
    Json,
    /// One record a line
    Jsonl,
    /// A table
    Csv,
}
