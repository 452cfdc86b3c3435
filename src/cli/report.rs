//! Messages on stderr: `error:`, `hint:`, `note:`.

use std::io::Write;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

use super::fault::Fault;
use super::flags::ColorWhen;
use super::output::is_broken_pipe;
use super::terminal::message_look;
use crate::app::{BadAuthority, NoArticle, NoIndex, Nobody, QueryError, is_busy};
use crate::present::sanitize;

/// A query that breaks the grammar, with its text.
#[derive(thiserror::Error, Debug)]
#[error("{error}")]
pub(super) struct BadQuery {
    pub(super) query: String,
    pub(super) error: QueryError,
}

/// What a line of the message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Error,
    Hint,
    Note,
}

impl Label {
    fn word(self) -> &'static str {
        match self {
            Label::Error => "error",
            Label::Hint => "hint",
            Label::Note => "note",
        }
    }

    fn style(self) -> Style {
        let color = match self {
            Label::Error => AnsiColor::Red,
            Label::Hint => AnsiColor::Cyan,
            Label::Note => AnsiColor::Blue,
        };
        Style::new().bold().fg_color(Some(color.into()))
    }
}

/// Says one line on stderr.
pub(super) fn say(label: Label, text: &str, color: ColorWhen) {
    let (word, text) = (label.word(), sanitize::line(text));
    let mut err = std::io::stderr().lock();
    // Nobody can be told that stderr is closed.
    let _ = if message_look(color).color {
        let style = label.style();
        writeln!(err, "{}{word}{}: {text}", style.render(), style.render_reset())
    } else {
        writeln!(err, "{word}: {text}")
    };
}

/// Says what the reader should know, a line each.
pub(super) fn notes(notes: &[String], color: ColorWhen) {
    for note in notes {
        say(Label::Note, note, color);
    }
}

/// Whether the first that was to be shown, counted from 0, is beyond the last there is; if so it is said.
pub(super) fn is_beyond(first: u64, total: u64, color: ColorWhen) -> bool {
    let is_beyond = total > 0 && first >= total;
    if is_beyond {
        say(
            Label::Note,
            &format!("there are only {total}: number {} is beyond them", first.saturating_add(1)),
            color,
        );
    }
    is_beyond
}

/// Shows the place in the query on stderr.
pub(super) fn excerpt(error: &QueryError, query: &str) {
    let mut err = std::io::stderr().lock();
    for line in error.excerpt(query).lines() {
        let _ = writeln!(err, "  {line}");
    }
}

/// Says what went wrong and what helps, and gives the exit status.
pub(super) fn error(error: &anyhow::Error, color: ColorWhen) -> ExitCode {
    if is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    if let Some(missing) = error.downcast_ref::<NoArticle>() {
        say(Label::Note, &missing.to_string(), color);
        say(Label::Hint, "the id stands in each search result; its beginning is enough", color);
        return ExitCode::from(1);
    }
    if let Some(nobody) = error.downcast_ref::<Nobody>() {
        say(Label::Note, &nobody.to_string(), color);
        if !nobody.near.is_empty() {
            say(Label::Hint, &format!("did you mean {}?", nobody.near.join(", ")), color);
        }
        return ExitCode::from(1);
    }
    if let Some(bad) = error.downcast_ref::<BadQuery>() {
        say(Label::Error, &bad.error.to_string(), color);
        excerpt(&bad.error, &bad.query);
        if let Some(hint) = &bad.error.hint {
            say(Label::Hint, hint, color);
        }
        return ExitCode::from(2);
    }
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    say(Label::Error, &causes.join(": "), color);
    if let Some(bad) = error.downcast_ref::<BadAuthority>() {
        say(Label::Hint, &bad.error.hint, color);
    }
    if is_busy(error) {
        say(Label::Hint, "wait for it with `onrecord index --wait SECONDS`", color);
    }
    if error.downcast_ref::<Fault>().is_some() {
        say(Label::Hint, "see whether the index has decayed with `onrecord check`", color);
    }
    if error.downcast_ref::<NoIndex>().is_some() {
        say(Label::Hint, "make one with `onrecord index PATH`, or search a folder with -a DIR", color);
    }
    ExitCode::from(2)
}
