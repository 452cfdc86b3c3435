//! What was looked at in an index, what is wrong with it, and what was mended.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::json::SCHEMA_VERSION;
use super::layout::{put, put_wrapped, run};
use super::paint::{Look, Part};
use super::words;

/// A look at every file of an index.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// The version of this shape.
    pub schema_version: u32,
    /// The folder of the index.
    pub index: String,
    /// Files whose checksums were verified.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// Articles that were unpacked and looked at.
    pub articles: u64,
    /// Statements that were looked for in their articles.
    pub statements: u64,
    /// Files that a killed run left; the next run removes them.
    pub unfinished: u64,
    /// What is wrong; none where the index is sound.
    pub faults: Vec<Fault>,
    /// What was mended.
    pub repaired: Vec<String>,
    /// Whether `onrecord index` must read files again before the index holds what it should.
    pub must_read: bool,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fault {
    /// A file of the index, or one of the archive whose articles are concerned.
    pub place: String,
    /// What is wrong with it.
    pub what: String,
}

impl Check {
    /// The current version of this shape.
    pub const VERSION: u32 = SCHEMA_VERSION;
}

/// What was looked at on one line; before it what is wrong, behind it what was done.
pub fn text(check: &Check, look: Look) -> String {
    let mut out = String::new();
    for fault in &check.faults {
        let line = [
            run("damaged ", Part::Alarm),
            run(&fault.place, Part::Plain),
            run(&format!(": {}", fault.what), Part::Quiet),
        ];
        put_wrapped(&mut out, &line, 0, look.columns(), look.color);
    }
    // Where a segment is damaged, nobody counts what is in the others.
    let holds = match check.articles {
        0 if !check.faults.is_empty() => String::new(),
        articles => {
            let statements = words::number(check.statements);
            format!(", {} articles, {statements} statements", words::number(articles))
        }
    };
    let line = format!(
        "{} files ({}){holds}: {}",
        words::number(check.files),
        words::size(check.bytes),
        if check.faults.is_empty() { "sound".to_owned() } else { faults(check.faults.len()) },
    );
    put(&mut out, &[run(&line, Part::Plain)], look.color);
    if check.unfinished > 0 {
        let left = format!(
            "{} files of a run that was killed go with the next run",
            words::number(check.unfinished)
        );
        put(&mut out, &[run(&left, Part::Quiet)], look.color);
    }
    for done in &check.repaired {
        put(&mut out, &[run("repaired ", Part::Quiet), run(done, Part::Plain)], look.color);
    }
    let hint = match (check.faults.is_empty(), check.repaired.is_empty(), check.must_read) {
        (false, true, _) => "mend it: onrecord check --repair",
        (_, _, true) => "read again what is in doubt: onrecord index",
        _ => return out,
    };
    put(&mut out, &[run(hint, Part::Quiet)], look.color);
    out
}

fn faults(count: usize) -> String {
    if count == 1 { "1 fault".to_owned() } else { format!("{} faults", words::number(count as u64)) }
}

/// A row for each fault.
pub fn csv(check: &Check) -> String {
    table(["place", "what"], check.faults.iter().map(|fault| [fault.place.clone(), fault.what.clone()]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn a_sound_index_takes_a_line() {
        let sound =
            Check { files: 14, bytes: 2_300_000, articles: 1_200, statements: 4_001, ..Check::default() };
        expect![[r#"
            14 files (2.3 MB), 1,200 articles, 4,001 statements: sound
        "#]]
        .assert_eq(&text(&sound, Look::default()));
    }

    #[test]
    fn what_is_wrong_comes_first_and_what_helps_last() {
        let fault = Fault { place: "onrecord.manifest-7.bin".into(), what: "is empty".into() };
        let mut damaged = Check { files: 14, faults: vec![fault], unfinished: 3, ..Check::default() };
        expect![[r#"
            damaged onrecord.manifest-7.bin: is empty
            14 files (0 bytes): 1 fault
            3 files of a run that was killed go with the next run
            mend it: onrecord check --repair
        "#]]
        .assert_eq(&text(&damaged, Look::default()));
        damaged.repaired = vec!["the index was emptied".into()];
        damaged.must_read = true;
        expect![[r#"
            damaged onrecord.manifest-7.bin: is empty
            14 files (0 bytes): 1 fault
            3 files of a run that was killed go with the next run
            repaired the index was emptied
            read again what is in doubt: onrecord index
        "#]]
        .assert_eq(&text(&damaged, Look::default()));
        assert_eq!(csv(&damaged), "place,what\nonrecord.manifest-7.bin,is empty\n");
    }
}
