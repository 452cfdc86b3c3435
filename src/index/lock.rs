//! One writer at a time, and who that is.
//!
//! The lock is one of the operating system on `onrecord.writer`: whoever dies lets go of it, so no lock
//! ever has to be broken. What stands in the file only says whom to wait for.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use tantivy::Directory as _;
use tantivy::directory::error::LockError;
use tantivy::directory::{DirectoryLock, Lock, MmapDirectory};

use super::IndexError;

/// The file that is locked.
const FILE: &str = "onrecord.writer";
/// How often to look whether a writer is done.
const GLANCE: Duration = Duration::from_millis(50);

/// Who writes, or wrote last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    /// The process.
    pub pid: u32,
    /// The machine it runs on, as far as it knows its name.
    #[serde(default)]
    pub host: String,
    /// When it began, in seconds since 1970.
    #[serde(default)]
    pub since: u64,
}

impl Writer {
    fn this() -> Writer {
        Writer { pid: std::process::id(), host: host(), since: now() }
    }
}

impl std::fmt::Display for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "process {}", self.pid)?;
        if !self.host.is_empty() && self.host != host() {
            write!(f, " on {}", self.host)?;
        }
        if self.since > 0 {
            write!(f, ", for {}", lasting(now().saturating_sub(self.since)))?;
        }
        Ok(())
    }
}

/// `50 s`, `12 min`, `3 h`.
fn lasting(seconds: u64) -> String {
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7_199 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// This machine's name; nothing where it cannot be told.
fn host() -> String {
    fs::read_to_string("/proc/sys/kernel/hostname")
        .ok()
        .or_else(|| std::env::var("HOSTNAME").ok())
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .map(|name| name.trim().to_owned())
        .unwrap_or_default()
}

/// Holds everybody else off until it is dropped.
pub(super) struct Held {
    _lock: DirectoryLock,
}

/// Takes the lock of the index in `dir`, after waiting for whoever holds it, but no longer than `wait`.
pub(super) fn take(dir: &Path, wait: Duration) -> Result<Held, IndexError> {
    let folder = MmapDirectory::open(dir).map_err(tantivy::TantivyError::from)?;
    let lock = Lock { filepath: PathBuf::from(FILE), is_blocking: false };
    let until = Instant::now() + wait;
    loop {
        match folder.acquire_lock(&lock) {
            Ok(held) => {
                let who = serde_json::to_vec(&Writer::this()).map_err(super::PackError::from)?;
                let path = dir.join(FILE);
                fs::write(&path, who).map_err(IndexError::io(&path))?;
                return Ok(Held { _lock: held });
            }
            Err(LockError::LockBusy) if Instant::now() < until => thread::sleep(GLANCE),
            Err(LockError::LockBusy) => {
                return Err(IndexError::Busy { dir: dir.to_owned(), by: writer(dir) });
            }
            Err(LockError::IoError(error)) => {
                let error = std::io::Error::new(error.kind(), error.to_string());
                return Err(IndexError::io(&dir.join(FILE))(error));
            }
        }
    }
}

/// Who holds the lock of the index in `dir` now; nobody where that cannot be told.
pub(super) fn holder(dir: &Path) -> Option<Writer> {
    let lock = Lock { filepath: PathBuf::from(FILE), is_blocking: false };
    match MmapDirectory::open(dir).ok()?.acquire_lock(&lock) {
        Err(LockError::LockBusy) => Some(writer(dir).unwrap_or_default()),
        _ => None,
    }
}

/// Who writes the index in `dir`, or wrote it last.
pub(super) fn writer(dir: &Path) -> Option<Writer> {
    let text = fs::read(dir.join(FILE)).ok()?;
    serde_json::from_slice(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_the_next_when_it_is_done() {
        let dir = tempfile::tempdir().unwrap();
        let first = take(dir.path(), Duration::ZERO).unwrap();
        let Err(IndexError::Busy { by: Some(by), .. }) = take(dir.path(), Duration::ZERO) else { panic!() };
        assert_eq!(by.pid, std::process::id());
        assert!(by.to_string().starts_with(&format!("process {}, for ", by.pid)), "{by}");
        let waiting = thread::spawn({
            let dir = dir.path().to_owned();
            move || take(&dir, Duration::from_secs(60)).map(|_| ())
        });
        thread::sleep(GLANCE * 2);
        drop(first);
        waiting.join().unwrap().unwrap();
    }

    #[test]
    fn what_a_dead_writer_left_holds_nobody_off() {
        let dir = tempfile::tempdir().unwrap();
        for left in ["4194999", "{\"pid\":1}", "garbage", ""] {
            fs::write(dir.path().join(FILE), left).unwrap();
            take(dir.path(), Duration::ZERO).unwrap();
            assert_eq!(writer(dir.path()).unwrap().pid, std::process::id());
        }
    }

    #[test]
    fn a_writer_elsewhere_is_named_with_its_machine() {
        let by = Writer { pid: 7, host: "archive-2".into(), since: now() - 600 };
        assert_eq!(by.to_string(), "process 7 on archive-2, for 10 min");
        assert_eq!(lasting(50), "50 s");
        assert_eq!(lasting(9_000), "2 h");
    }
}
