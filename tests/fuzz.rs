//! Looks for input that does harm: `cargo test --test fuzz -- --seconds 60 [--target T] [--seed S]`.
//!
//! Stable Rust has no coverage to steer by, so this steers by what is told of an input: one that is answered
//! as none before (other reasons, counts, rules, operators) is kept and changed further. What panics, takes too
//! long or breaks a rule is made smaller and written to `tests/fuzz/found/`, where `cargo test` replays it.

// What goes wrong here should stop the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "fuzz/targets.rs"]
mod targets;

use std::collections::BTreeSet;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use targets::{Target, targets};

/// Longer input finds little that shorter does not.
const LONGEST: usize = 48 << 10;
/// No more inputs are kept of one target.
const KEPT: usize = 4_000;
/// So much memory at most: 2 GB, in kilobytes.
const MEMORY: u64 = 2 << 20;

/// The same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }
}

struct Options {
    seconds: u64,
    target: String,
    seed: u64,
}

fn options() -> Result<Options, String> {
    let mut out = Options { seconds: 20, target: String::new(), seed: 1 };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("{arg} wants a value"));
        match arg.as_str() {
            "--seconds" => out.seconds = value()?.parse().map_err(|_| "not a number of seconds")?,
            "--target" => out.target = value()?,
            "--seed" => out.seed = value()?.parse().map_err(|_| "not a number")?,
            // What cargo gives every test.
            "--nocapture" | "--quiet" | "-q" => {}
            other => return Err(format!("unknown: {other}")),
        }
    }
    Ok(out)
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(what) => {
            println!("{what}; give --seconds N, --target NAME, --seed N");
            return ExitCode::from(2);
        }
    };
    let all: Vec<Target> = targets().into_iter().filter(|t| t.name.contains(&options.target)).collect();
    let each = Duration::from_millis(options.seconds * 1_000 / all.len().max(1) as u64);
    panic::set_hook(Box::new(|_| {}));
    let mut found = 0;
    for target in &all {
        let run = fuzz(target, each, options.seed);
        println!(
            "{:<20} {:>9} runs, {:>5} kinds of answer, {} findings, {} MB",
            target.name,
            run.runs,
            run.kinds,
            run.findings,
            peak() / 1_024
        );
        found += run.findings;
    }
    if peak() > MEMORY {
        println!("too much memory: {} kB", peak());
        found += 1;
    }
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The most memory that was ever held, in kilobytes; nothing where the system does not say.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}

struct Run {
    runs: u64,
    kinds: usize,
    findings: u64,
}

fn fuzz(target: &Target, time: Duration, seed: u64) -> Run {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut pool: Vec<Vec<u8>> = target.seeds.clone();
    pool.push(Vec::new());
    let mut kinds = BTreeSet::new();
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut out = Run { runs: 0, kinds: 0, findings: 0 };
    let until = Instant::now() + time;
    let mut first = target.seeds.clone().into_iter();
    while Instant::now() < until {
        let input = first.next().unwrap_or_else(|| mutated(&pool, target, &mut dice));
        // Whoever is killed by the system leaves what killed it.
        let current = folder("").join(format!("current-{}", target.name));
        fs::write(&current, &input).ok();
        match tried(target, &input) {
            Ok(kind) => {
                if kinds.insert(kind) && pool.len() < KEPT {
                    pool.push(input);
                }
            }
            Err(what) => {
                // One of each kind is enough.
                let key: String = what.chars().filter(|c| !c.is_ascii_digit()).take(60).collect();
                if told.insert(key) {
                    out.findings += 1;
                    let small = smaller(target, &input);
                    let path = keep(target, &small);
                    println!("{}: {what}\n  {} bytes in {}", target.name, small.len(), path.display());
                }
            }
        }
        fs::remove_file(&current).ok();
        out.runs += 1;
    }
    out.kinds = kinds.len();
    out
}

fn tried(target: &Target, input: &[u8]) -> Result<String, String> {
    panic::catch_unwind(AssertUnwindSafe(|| (target.run)(target, input))).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned())).unwrap_or_default()
    })
}

/// A shorter input that goes wrong as well, after a while of cutting.
fn smaller(target: &Target, input: &[u8]) -> Vec<u8> {
    let mut best = input.to_vec();
    let until = Instant::now() + Duration::from_secs(20);
    let mut size = best.len() / 2;
    while size > 0 && Instant::now() < until {
        let mut at = 0;
        while at < best.len() && Instant::now() < until {
            let mut shorter = best.clone();
            shorter.drain(at..(at + size).min(best.len()));
            if tried(target, &shorter).is_err() {
                best = shorter;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    best
}

fn folder(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if name.is_empty() { root.join("target") } else { root.join("tests/fuzz").join(name) }
}

fn keep(target: &Target, input: &[u8]) -> PathBuf {
    let folder = folder("found");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{}--{}", target.name, &onrecord::read::content_hash(input)[..8]));
    fs::write(&path, input).unwrap();
    path
}

fn mutated(pool: &[Vec<u8>], target: &Target, dice: &mut Dice) -> Vec<u8> {
    let mut out = pool[dice.below(pool.len())].clone();
    out.truncate(LONGEST);
    for _ in 0..1 << dice.below(5) {
        change(&mut out, pool, target, dice);
    }
    out.truncate(LONGEST);
    out
}

/// One change: of a bit, of a piece, of a word that means something, or of how deep or long something goes.
fn change(out: &mut Vec<u8>, pool: &[Vec<u8>], target: &Target, dice: &mut Dice) {
    let at = dice.below(out.len() + 1);
    let longest = 1 << dice.below(10);
    let end = (at + 1 + dice.below(longest)).min(out.len()).max(at);
    let word = target.words[dice.below(target.words.len())].as_bytes();
    match dice.below(12) {
        0 => {
            if let Some(byte) = out.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        1 => {
            if let Some(byte) = out.get_mut(at) {
                *byte = [0, 0xff, 0x80, b'"', b'<', b'\n', b'0', b' '][dice.below(8)];
            }
        }
        2 => {
            out.drain(at..end);
        }
        3 => {
            let piece = out[at..end].to_vec();
            let to = dice.below(out.len() + 1);
            out.splice(to..to, piece);
        }
        4 => out.truncate(at),
        5 => {
            let other = &pool[dice.below(pool.len())];
            let from = dice.below(other.len() + 1);
            let to = (from + dice.below(2_000)).min(other.len());
            out.splice(at..end, other[from..to].iter().copied());
        }
        6 => {
            let many = word.repeat(1 << dice.below(12));
            out.splice(at..at, many.into_iter().take(LONGEST));
        }
        7 => {
            let many = out[at..end].repeat(1 << dice.below(8));
            out.splice(at..end, many.into_iter().take(LONGEST));
        }
        8 => {
            // A number becomes another: lengths and counts are what containers trust.
            if let Some(digit) = out.iter().skip(at).position(u8::is_ascii_digit) {
                let numbers = ["0", "-1", "4294967296", "99999999999999999999", "65535", "1"];
                out.splice(at + digit..=at + digit, numbers[dice.below(6)].bytes());
            }
        }
        9 => {
            for byte in &mut out[at..end] {
                *byte = dice.below(256) as u8;
            }
        }
        _ => {
            out.splice(at..at, word.iter().copied());
        }
    }
}
