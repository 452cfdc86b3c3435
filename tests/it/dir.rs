//! A small vocabulary: a folder with files, a command run in it, and what came of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// A folder of its own for one test.
pub(crate) struct Dir {
    temp: TempDir,
}

impl Dir {
    pub(crate) fn new() -> Self {
        let dir = Dir { temp: tempfile::tempdir().unwrap() };
        fs::create_dir(dir.path("news")).unwrap();
        dir
    }

    /// A folder with three articles: two that share a speaker, one that nobody speaks in.
    pub(crate) fn with_articles() -> Self {
        let dir = Dir::new();
        dir.file("news/harbour.txt", HARBOUR);
        dir.file("news/2024/quota.txt", QUOTA);
        dir.file("news/weather.txt", WEATHER);
        dir
    }

    /// The same, indexed.
    pub(crate) fn indexed() -> Self {
        let dir = Dir::with_articles();
        dir.run(&["index", "news"]).found();
        dir
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    /// Writes a file below the folder.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// Runs the command in the folder.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_in("", args, "", &[])
    }

    /// Runs the command in `news`, where the index is found.
    pub(crate) fn ask(&self, args: &[&str]) -> Ran {
        self.run_in("news", args, "", &[])
    }

    /// Runs the command with this on its standard input.
    pub(crate) fn feed(&self, input: &str, args: &[&str]) -> Ran {
        self.run_in("", args, input, &[])
    }

    pub(crate) fn run_in(&self, folder: &str, args: &[&str], input: &str, env: &[(&str, &str)]) -> Ran {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("onrecord");
        for name in ["ONRECORD_INDEX", "NO_COLOR", "COLUMNS", "TERM"] {
            command.env_remove(name);
        }
        command.env("HOME", self.temp.path()).env("XDG_DATA_HOME", self.path("data"));
        command.envs(env.iter().copied()).current_dir(self.path(folder)).args(args).write_stdin(input);
        let output = command.output().unwrap();
        Ran {
            args: args.join(" "),
            status: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs the command in the folder, and measures it.
    pub(crate) fn measure(&self, args: &[&str]) -> Measured {
        let start = Instant::now();
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(args)
            .current_dir(self.path(""))
            .env("HOME", self.temp.path())
            .env_remove("ONRECORD_INDEX")
            .stdout(fs::File::create(self.path("out")).unwrap())
            .stderr(fs::File::create(self.path("err")).unwrap())
            .spawn()
            .unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut peak = 0;
        let ended = loop {
            let told = fs::read_to_string(&status).unwrap_or_default();
            let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let now = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
            peak = peak.max(now.unwrap_or(0));
            match child.try_wait().unwrap() {
                Some(ended) => break ended,
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        let text = |name: &str| String::from_utf8(fs::read(self.path(name)).unwrap()).unwrap();
        Measured {
            ran: Ran { args: args.join(" "), status: ended.code(), out: text("out"), err: text("err") },
            took: start.elapsed(),
            megabytes: peak / 1_024,
        }
    }

    /// The names of the files in a folder.
    pub(crate) fn list(&self, name: impl AsRef<Path>) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.temp.path().join(name)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// What came of a command, and what it cost.
pub(crate) struct Measured {
    pub(crate) ran: Ran,
    pub(crate) took: Duration,
    /// The most memory it ever held; 0 where the system does not say.
    pub(crate) megabytes: u64,
}

/// What came of a command.
pub(crate) struct Ran {
    args: String,
    status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    #[track_caller]
    fn status(self, want: i32) -> Self {
        let Ran { args, status, out, err } = &self;
        assert_eq!(*status, Some(want), "onrecord {args}\nstdout: {out}\nstderr: {err}");
        self
    }

    /// It ended with status 0.
    #[track_caller]
    pub(crate) fn found(self) -> Self {
        self.status(0)
    }

    /// It ended with status 1.
    #[track_caller]
    pub(crate) fn nothing(self) -> Self {
        self.status(1)
    }

    /// It ended with status 2.
    #[track_caller]
    pub(crate) fn failed(self) -> Self {
        self.status(2)
    }

    /// All of this stands on stdout.
    #[track_caller]
    pub(crate) fn prints(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.out.contains(part), "onrecord {}: no {part:?} in\n{}", self.args, self.out);
        }
        self
    }

    /// None of this stands on stdout.
    #[track_caller]
    pub(crate) fn lacks(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(!self.out.contains(part), "onrecord {}: {part:?} in\n{}", self.args, self.out);
        }
        self
    }

    /// All of this stands on stderr.
    #[track_caller]
    pub(crate) fn warns(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.err.contains(part), "onrecord {}: no {part:?} in\n{}", self.args, self.err);
        }
        self
    }

    /// Nothing stands on stderr.
    #[track_caller]
    pub(crate) fn quiet(self) -> Self {
        assert_eq!(self.err, "", "onrecord {}", self.args);
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }
}

pub(crate) const HARBOUR: &str = "\
Harbour board delays vote on the Lindqvist letter

Mara Osei

March 9, 2025

The harbour board of Port Sarell put off its vote on Tuesday after a letter from its former chair was read aloud.

“The letter was never lost,” said Ana Ruiz, a senior lecturer in maritime law at Sarell University. “It lay in a drawer.”

Ruiz said the board had known of the letter since spring.
";

pub(crate) const QUOTA: &str = "\
Fishing quota splits the coast

By Tom Vell

June 2, 2024

Boats stayed in port on Sunday after the ministry cut the herring quota by a third.

“Nobody asked the crews,” said Bo Lind, director of the Coastal Crews Union.

“A quota is a promise,” said Ana Ruiz, a senior lecturer in maritime law at Sarell University.
";

pub(crate) const WEATHER: &str = "\
Rain until Thursday

Rain will reach the coast on Monday and stay until Thursday. Winds will be light. Snow is not expected below a thousand metres.
";
