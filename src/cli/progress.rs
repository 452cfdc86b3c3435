//! How far indexing has come, on a terminal, once it takes long enough to wonder.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::app::Progress;

/// A run shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// Nobody reads faster than this.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// A line on stderr that appears after a second.
pub(super) struct Bar {
    line: ProgressBar,
    start: Instant,
    /// Whether anybody can see it: to ask the system of every file would take as long as to look at the file.
    is_terminal: bool,
    /// When the line is told anew, in milliseconds since the start.
    due: AtomicU64,
    shown: std::sync::Once,
    files: AtomicU64,
    bytes: AtomicU64,
    /// All files and bytes there are to read; 0 until somebody has counted them.
    all_bytes: AtomicU64,
    /// What comes after reading is not told in files.
    is_read: AtomicBool,
}

impl Bar {
    /// A line that stays hidden where stderr is no terminal.
    pub(super) fn new() -> Self {
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            line.set_style(style);
        }
        Bar {
            line,
            start: Instant::now(),
            is_terminal: std::io::stderr().is_terminal(),
            due: AtomicU64::new(PATIENCE.as_millis() as u64),
            shown: std::sync::Once::new(),
            files: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            all_bytes: AtomicU64::new(0),
            is_read: AtomicBool::new(false),
        }
    }

    fn show_when_due(&self) {
        if !self.is_terminal {
            return;
        }
        let now = self.start.elapsed();
        if now.as_millis() < u128::from(self.due.load(Ordering::Relaxed)) {
            return;
        }
        self.due.store((now + TOLD_EVERY).as_millis() as u64, Ordering::Relaxed);
        self.shown.call_once(|| {
            self.line.set_draw_target(ProgressDrawTarget::stderr());
            self.line.enable_steady_tick(Duration::from_millis(120));
        });
        if !self.is_read.load(Ordering::Relaxed) {
            let of = |number: &AtomicU64| number.load(Ordering::Relaxed);
            let told = told(of(&self.files), of(&self.bytes), of(&self.all_bytes), now);
            self.line.set_message(told);
        }
    }

    /// Takes the line off the screen.
    pub(super) fn clear(&self) {
        self.line.finish_and_clear();
    }
}

/// The line: files, megabytes, megabytes a second, and the time left where that can be told.
fn told(files: u64, bytes: u64, all_bytes: u64, spent: Duration) -> String {
    let seconds = spent.as_secs_f64().max(0.001);
    let rate = bytes as f64 / seconds;
    let mut out = format!(
        "reading: {} {}, {:.0} MB, {:.1} MB/s",
        HumanCount(files),
        if files == 1 { "file" } else { "files" },
        bytes as f64 / 1e6,
        rate / 1e6
    );
    if all_bytes > bytes && rate > 0.0 {
        let left = Duration::from_secs_f64((all_bytes - bytes) as f64 / rate);
        out += &format!(", {} left", HumanDuration(left));
    }
    out
}

impl Progress for Bar {
    fn is_watched(&self) -> bool {
        self.is_terminal
    }

    fn total(&self, bytes: u64) {
        self.all_bytes.store(bytes, Ordering::Relaxed);
    }

    fn read(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.show_when_due();
    }

    fn done(&self) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.show_when_due();
    }

    fn committing(&self) {
        self.is_read.store(true, Ordering::Relaxed);
        self.line.set_message("writing the index");
        self.show_when_due();
    }

    fn resolving(&self) {
        self.line.set_message("working out who is who");
        self.show_when_due();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_told_when_all_is_counted() {
        let spent = Duration::from_secs(10);
        assert_eq!(told(1, 20_000_000, 0, spent), "reading: 1 file, 20 MB, 2.0 MB/s");
        assert_eq!(
            told(1_200, 20_000_000, 260_000_000, spent),
            "reading: 1,200 files, 20 MB, 2.0 MB/s, 2 minutes left"
        );
        assert_eq!(told(9, 0, 5, Duration::ZERO), "reading: 9 files, 0 MB, 0.0 MB/s");
    }
}
