//! What the terminal can show: its width, and whether colours are wanted.

use std::io::IsTerminal;

use super::flags::ColorWhen;
use crate::app::Place;
use crate::present::{Look, links};

/// Columns where nobody says.
const COLUMNS: usize = 80;

/// How output on stdout should look.
pub(super) fn look(color: ColorWhen) -> Look {
    let terminal = std::io::stdout().is_terminal();
    Look { color: wants_color(color, terminal), width: width() }
}

/// How messages on stderr should look.
pub(super) fn message_look(color: ColorWhen) -> Look {
    let terminal = std::io::stderr().is_terminal();
    Look { color: wants_color(color, terminal), width: width() }
}

/// `text` with each article's id leading to its file, where stdout is a terminal that shows colours.
pub(super) fn linked(text: &str, articles: &[(&str, &str)], place: &Place, color: ColorWhen) -> String {
    if !std::io::stdout().is_terminal() || !look(color).color {
        return text.to_owned();
    }
    let targets = articles.iter().map(|(id, path)| (*id, links::file_url(&place.archive.join(path))));
    links::linked(text, targets)
}

fn wants_color(when: ColorWhen, terminal: bool) -> bool {
    match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        // An empty NO_COLOR is not set: https://no-color.org
        ColorWhen::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            terminal && !refused && !dumb
        }
    }
}

fn width() -> usize {
    let said = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal_size::terminal_size()
        .map(|(width, _)| usize::from(width.0))
        .or_else(said)
        .filter(|columns| *columns > 0)
        .unwrap_or(COLUMNS)
}
