//! Another process, with its time, its processor time and its peak of memory.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What a process used.
#[derive(Debug, Clone, Default)]
pub(crate) struct Used {
    /// From start to end.
    pub(crate) wall: Duration,
    /// Of all its threads.
    pub(crate) processor: Duration,
    /// The most memory it held, in bytes, files that it looked into with it: the system takes those back when it must.
    pub(crate) memory: u64,
    /// The most of its own.
    pub(crate) own: u64,
    /// What it printed.
    pub(crate) output: String,
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Used {
    let start = Instant::now();
    let mut child =
        command.stdout(Stdio::piped()).spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let output =
        child.stdout.take().map(|mut out| std::thread::spawn(move || std::io::read_to_string(&mut out)));
    let Watched { memory, own, processor, ended } = watch(&mut child);
    let wall = start.elapsed();
    assert!(ended, "{command:?} failed");
    let output = output.and_then(|reader| reader.join().ok()).and_then(Result::ok).unwrap_or_default();
    Used { wall, processor, memory, own, output }
}

/// How long it takes from the start of a command to the first it prints, and to its end.
pub(crate) fn answered(command: &mut Command) -> (Duration, Duration) {
    let start = Instant::now();
    let mut child =
        command.stdout(Stdio::piped()).spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let mut out = child.stdout.take().expect("its output is read");
    let mut one = [0];
    out.read_exact(&mut one).expect("it prints something");
    let first = start.elapsed();
    std::io::copy(&mut out, &mut std::io::sink()).expect("its output is read");
    assert!(child.wait().is_ok_and(|status| status.success()), "{command:?} failed");
    (first, start.elapsed())
}

/// What was seen of a process.
#[derive(Default)]
struct Watched {
    memory: u64,
    own: u64,
    processor: Duration,
    ended: bool,
}

/// Looks at the process until it ends. What it used in its last hundredths of a second is not seen.
fn watch(child: &mut Child) -> Watched {
    let mut out = Watched::default();
    let folder = format!("/proc/{}", child.id());
    let mut pause = Duration::from_micros(500);
    loop {
        let status = std::fs::read_to_string(format!("{folder}/status")).unwrap_or_default();
        out.memory = bytes_told(&status, "VmHWM:").unwrap_or(0).max(out.memory);
        out.own = bytes_told(&status, "RssAnon:").unwrap_or(0).max(out.own);
        let ticks = ticks_of(&folder).unwrap_or(0);
        out.processor = Duration::from_millis(ticks * 10).max(out.processor);
        match child.try_wait() {
            Ok(None) => std::thread::sleep(pause),
            Ok(Some(status)) => return Watched { ended: status.success(), ..out },
            Err(error) => panic!("{error}"),
        }
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

fn bytes_told(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Hundredths of a second in user and kernel.
fn ticks_of(folder: &str) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("{folder}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

/// Bytes of all files below a folder, or of one file.
pub(crate) fn bytes_of(path: &std::path::Path) -> u64 {
    let files = walkdir::WalkDir::new(path).into_iter().filter_map(Result::ok);
    files
        .filter(|file| file.file_type().is_file())
        .filter_map(|file| file.metadata().ok())
        .map(|m| m.len())
        .sum()
}
