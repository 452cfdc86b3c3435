//! How far indexing has come, on a terminal, once it takes long enough to wonder.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::app::Progress;

/// A run shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line on stderr that appears after a second.
pub(super) struct Bar {
    line: ProgressBar,
    start: Instant,
    shown: std::sync::Once,
}

impl Bar {
    /// A line that stays hidden where stderr is no terminal.
    pub(super) fn new() -> Self {
        // No length: the archive is walked while it is read, and its end is not known before.
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let template = "{spinner} {msg} {human_pos} files, {rate} files a second";
        if let Ok(style) = ProgressStyle::with_template(template) {
            let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                let _ = write!(out, "{}", HumanCount(state.per_sec() as u64));
            };
            line.set_style(style.with_key("rate", rate));
        }
        line.set_message("reading");
        Bar { line, start: Instant::now(), shown: std::sync::Once::new() }
    }

    fn show_when_due(&self) {
        if self.start.elapsed() < PATIENCE || !std::io::stderr().is_terminal() {
            return;
        }
        self.shown.call_once(|| {
            self.line.set_draw_target(ProgressDrawTarget::stderr());
            self.line.enable_steady_tick(Duration::from_millis(120));
        });
    }

    /// Takes the line off the screen.
    pub(super) fn clear(&self) {
        self.line.finish_and_clear();
    }
}

impl Progress for Bar {
    fn done(&self, _: u64) {
        self.line.inc(1);
        self.show_when_due();
    }

    fn committing(&self) {
        self.line.set_message("writing the index;");
        self.show_when_due();
    }
}
