//! The quality gates: what `onrecord eval` prints against what `.ci/thresholds.toml` asks for.
//!
//! Not part of plain `cargo test`: it measures on data beside the repository, and it wants a release
//! build. `cargo test --release --test gate -- --nocapture` shows the figures.

// A gate that cannot be read should stop.
#![allow(clippy::expect_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

const THRESHOLDS: &str = ".ci/thresholds.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Thresholds {
    gate: Vec<Gate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gate {
    name: String,
    gold: PathBuf,
    #[serde(default)]
    arguments: Vec<String>,
    #[serde(default)]
    at_least: BTreeMap<String, f64>,
    #[serde(default)]
    at_most: BTreeMap<String, f64>,
    lowered: Option<toml::Value>,
}

impl Gate {
    /// What a figure may have been lowered to, with a reason that is told: `"resolved" = { to = 0.8, why = "…" }`.
    fn lowered_to(&self, figure: &str) -> Option<f64> {
        let said = self.lowered.as_ref()?.get(figure)?;
        said.get("why")?.as_str().filter(|why| !why.is_empty())?;
        said.get("to")?.as_float()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn thresholds(text: &str) -> Thresholds {
    toml::from_str(text).unwrap_or_else(|e| panic!("{THRESHOLDS}: {e}"))
}

fn current() -> Thresholds {
    thresholds(&std::fs::read_to_string(root().join(THRESHOLDS)).expect("the thresholds are there"))
}

/// The `total` of the gate's report.
fn measure(gate: &Gate) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .current_dir(root())
        .arg("eval")
        .arg(root().join(&gate.gold))
        .args(&gate.arguments)
        .args(["--format", "json"])
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{}: {}", gate.name, String::from_utf8_lossy(&run.stderr));
    let report: Value = serde_json::from_slice(&run.stdout).expect("the report is JSON");
    report["total"].clone()
}

/// A figure by its dotted name.
fn figure(total: &Value, name: &str) -> Option<f64> {
    name.split('.').try_fold(total, |value, key| value.get(key))?.as_f64()
}

/// What one gate finds wrong, with its figures printed on the way.
fn faults(gate: &Gate, total: &Value) -> String {
    let mut out = String::new();
    if gate.at_least.is_empty() {
        let _ =
            writeln!(out, "{}: asks for nothing; put what was measured, rounded down: {total}", gate.name);
    }
    let least = gate.at_least.iter().map(|(name, bound)| (name, *bound, true));
    for (name, bound, up) in least.chain(gate.at_most.iter().map(|(name, bound)| (name, *bound, false))) {
        let sign = if up { '≥' } else { '≤' };
        match figure(total, name) {
            None => _ = writeln!(out, "{}: there is no figure `{name}`", gate.name),
            Some(found) => {
                println!("{:<26} {name:<22} {found:.4}  {sign} {bound}", gate.name);
                if found.is_nan() || (up && found < bound) || (!up && found > bound) {
                    let _ = writeln!(out, "{}: {name} is {found:.4}, asked for is {sign} {bound}", gate.name);
                }
            }
        }
    }
    out
}

#[test]
fn figures_are_reached() {
    let mut wrong = String::new();
    for gate in current().gate {
        if root().join(&gate.gold).exists() {
            wrong += &faults(&gate, &measure(&gate));
        } else {
            println!("{:<26} not measured: {} is not here", gate.name, gate.gold.display());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Every version of the thresholds that a commit holds, as far as this clone's history goes.
fn earlier() -> Vec<Thresholds> {
    let git = |arguments: &[&str]| {
        let run = Command::new("git").current_dir(root()).args(arguments).output().ok()?;
        run.status.success().then(|| String::from_utf8_lossy(&run.stdout).into_owned())
    };
    let commits = git(&["log", "--format=%H", "--", THRESHOLDS]).unwrap_or_default();
    commits
        .lines()
        .filter_map(|commit| git(&["show", &format!("{commit}:{THRESHOLDS}")]))
        .filter_map(|text| toml::from_str(&text).ok())
        .collect()
}

/// What `now` asks less for than `before` did.
fn lowered(now: &Thresholds, before: &Thresholds) -> Vec<String> {
    let mut out = Vec::new();
    for old in &before.gate {
        let Some(gate) = now.gate.iter().find(|gate| gate.name == old.name) else {
            out.push(format!("{}: the gate is gone", old.name));
            continue;
        };
        for (name, bound) in &old.at_least {
            let excused = |new: &f64| gate.lowered_to(name).is_some_and(|to| *new >= to);
            if gate.at_least.get(name).is_none_or(|new| new < bound && !excused(new)) {
                out.push(format!("{}: {name} was ≥ {bound}", gate.name));
            }
        }
        for (name, bound) in &old.at_most {
            let excused = |new: &f64| gate.lowered_to(name).is_some_and(|to| *new <= to);
            if gate.at_most.get(name).is_none_or(|new| new > bound && !excused(new)) {
                out.push(format!("{}: {name} was ≤ {bound}", gate.name));
            }
        }
    }
    out
}

#[test]
fn thresholds_only_go_up() {
    let now = current();
    let faults: Vec<String> = earlier().iter().flat_map(|before| lowered(&now, before)).collect();
    assert!(faults.is_empty(), "{}\nor say why in `lowered`", faults.join("\n"));
}

#[test]
fn the_gates_themselves_close() {
    let gate = |at_least: &str, more: &str| {
        thresholds(&format!("[[gate]]\nname = 'a'\ngold = 'b'\nat_least = {{ {at_least} }}\n{more}"))
    };
    let total = serde_json::json!({"iou": {"f1": 0.5}, "resolved": 1, "unattributed_taken": 3});
    let wrong = |thresholds: &Thresholds| faults(&thresholds.gate[0], &total);
    assert_eq!(wrong(&gate("'iou.f1' = 0.5, resolved = 0.9", "at_most = { unattributed_taken = 3 }")), "");
    assert!(wrong(&gate("'iou.f1' = 0.51", "")).contains("is 0.5000, asked for is ≥ 0.51"));
    assert!(wrong(&gate("resolved = 1", "at_most = { unattributed_taken = 2 }")).contains("≤ 2"));
    assert!(wrong(&gate("'iou.f2' = 0.1", "")).contains("no figure"));
    assert!(wrong(&gate("", "")).contains("asks for nothing"));
    let before = gate("resolved = 0.9", "");
    assert_eq!(lowered(&gate("resolved = 0.8", ""), &before).len(), 1);
    let said = |to: &str| format!("lowered = {{ resolved = {{ to = {to}, why = 'more gold' }} }}");
    assert_eq!(lowered(&gate("resolved = 0.8", &said("0.8")), &before).len(), 0);
    assert_eq!(lowered(&gate("resolved = 0.7", &said("0.8")), &before).len(), 1);
    assert_eq!(lowered(&gate("'iou.f1' = 0.7", &said("0.8")), &before).len(), 1);
    assert_eq!(lowered(&gate("resolved = 0.9", ""), &before).len(), 0);
    assert_eq!(lowered(&Thresholds { gate: vec![] }, &before).len(), 1);
}
