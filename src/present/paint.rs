//! What each part of the output looks like, with colour and without.

use anstyle::{AnsiColor, Style};

/// How output should look: decided once by the caller, who knows the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether to write escape sequences.
    pub color: bool,
    /// Columns to fill.
    pub width: usize,
}

impl Look {
    /// Columns between which text stays readable, whatever the terminal says.
    pub fn columns(self) -> usize {
        self.width.clamp(30, 110)
    }
}

impl Default for Look {
    fn default() -> Self {
        Look { color: false, width: 80 }
    }
}

/// The part a stretch of output plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Part {
    #[default]
    Plain,
    /// A title.
    Strong,
    /// What the query found, in running text.
    Match,
    /// What the query found, in a title.
    StrongMatch,
    /// Somebody on record.
    Name,
    /// Somebody on record whom the search asked for.
    NameMatch,
    /// The words said.
    Said,
    /// A bar of a chart.
    Bar,
    /// What must not be overlooked.
    Alarm,
    /// What helps but is not read first.
    Quiet,
    /// Ids and numbers that the reader types again.
    Handle,
}

impl Part {
    fn style(self) -> Style {
        let colored = |color: AnsiColor| Style::new().fg_color(Some(color.into()));
        match self {
            Part::Plain => Style::new(),
            Part::Strong => Style::new().bold(),
            Part::Match => colored(AnsiColor::Yellow).bold(),
            Part::StrongMatch => colored(AnsiColor::Yellow).bold().underline(),
            Part::Name => colored(AnsiColor::Cyan),
            Part::NameMatch => colored(AnsiColor::Cyan).bold(),
            Part::Said => colored(AnsiColor::Green),
            Part::Bar => colored(AnsiColor::Cyan),
            Part::Alarm => colored(AnsiColor::Red).bold(),
            Part::Quiet => Style::new().dimmed(),
            Part::Handle => colored(AnsiColor::Blue),
        }
    }
}

/// Adds `text` to `out` in the style of its part.
pub(super) fn paint(out: &mut String, text: &str, part: Part, color: bool) {
    let style = part.style();
    if !color || style.is_plain() || text.is_empty() {
        out.push_str(text);
        return;
    }
    out.push_str(&style.render().to_string());
    out.push_str(text);
    out.push_str(&style.render_reset().to_string());
}
