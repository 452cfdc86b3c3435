//! The flags that every command takes, and what a flag's value may be.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

/// Flags that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// The folder of the index [default: .onrecord beside the articles, found upwards from here]
    #[arg(long, global = true, value_name = "DIR", env = "ONRECORD_INDEX", hide_env_values = true)]
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) index: Option<PathBuf>,
    /// When to write colours; NO_COLOR is heeded
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorWhen,
}

/// When to write colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorWhen {
    /// On a terminal
    Auto,
    /// Also into a pipe or a file
    Always,
    /// Nowhere
    Never,
}

/// A share between 0 and 1.
pub(super) fn share(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err(format!("`{text}` is not between 0 and 1")),
    }
}
