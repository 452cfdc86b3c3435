//! How far indexing has come, on a terminal, once it takes long enough to wonder.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::app::Progress;

/// A run shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on stderr that appears after a second.
pub(super) struct Bar {
    bar: ProgressBar,
    start: Instant,
    shown: std::sync::Once,
    bytes: AtomicU64,
}

impl Bar {
    /// A bar that stays hidden where stderr is no terminal.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        let template = "{spinner} {msg} {wide_bar} {human_pos}/{human_len} files  {per_sec:>12}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸ "));
        }
        bar.set_message("reading");
        Bar { bar, start: Instant::now(), shown: std::sync::Once::new(), bytes: AtomicU64::new(0) }
    }

    fn show_when_due(&self) {
        if self.start.elapsed() < PATIENCE || !std::io::stderr().is_terminal() {
            return;
        }
        self.shown.call_once(|| {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.enable_steady_tick(Duration::from_millis(120));
        });
    }

    /// Takes the bar off the screen.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn found(&self, files: u64) {
        self.bar.inc_length(files);
    }

    fn done(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.bar.inc(1);
        self.show_when_due();
    }

    fn committing(&self) {
        let megabytes = self.bytes.load(Ordering::Relaxed) / 1_000_000;
        self.bar.set_message(format!("writing the index of {} MB", HumanCount(megabytes)));
        self.show_when_due();
    }
}
