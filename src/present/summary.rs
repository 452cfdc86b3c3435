//! What one run of `onrecord index` did: everything found is accounted for.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::{put, run};
use super::paint::{Look, Part};
use super::status::{Rejected, told};
use super::words;

/// The outcome of bringing an index up to date; `found` is the sum of the four that follow it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct IndexSummary {
    /// Pieces found in the archive: articles, and files that hold none.
    pub found: u64,
    /// Written into the index.
    pub indexed: u64,
    /// In the index already, and unchanged since.
    pub unchanged: u64,
    /// Left out because another copy is in.
    pub duplicate: u64,
    /// Found and not readable.
    pub rejected: Vec<Rejected>,
    /// Of those, the folders themselves that the index is made from: gone, empty, or not to be listed. What was indexed of
    /// them is kept. Absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<Rejected>,
    /// Taken out of the index because the archive no longer holds them.
    pub removed: u64,
    /// In the index already, and not looked at: the run was told where to look.
    pub elsewhere: u64,
    /// Articles in the index now.
    pub articles: u64,
    /// Statements in them.
    pub statements: u64,
    /// What was read, but not wholly.
    pub warnings: Vec<Rejected>,
    /// Why everything was read again although nobody asked for that.
    pub remade: Option<String>,
    /// Time taken, in microseconds.
    pub took_micros: u64,
}

/// The counts, and what the index holds; with `verbose`, each rejection and warning before it.
pub fn text(summary: &IndexSummary, verbose: bool, look: Look) -> String {
    let mut out = String::new();
    if verbose {
        out.push_str(&told("rejected", &summary.rejected, look));
        out.push_str(&told("warning", &summary.warnings, look));
    }
    let counts = [
        ("indexed", summary.indexed),
        ("unchanged", summary.unchanged),
        ("duplicate", summary.duplicate),
        ("rejected", summary.rejected.len() as u64),
    ];
    let parts: Vec<String> =
        counts.iter().map(|(label, count)| format!("{} {label}", words::number(*count))).collect();
    let mut line = format!("{} found = {}", words::number(summary.found), parts.join(" + "));
    if summary.removed > 0 {
        let _ = write!(line, " · {} removed", words::number(summary.removed));
    }
    if summary.elsewhere > 0 {
        let _ = write!(line, " · {} not looked at", words::number(summary.elsewhere));
    }
    if !summary.warnings.is_empty() {
        let _ = write!(line, " · {}", words::counted(summary.warnings.len() as u64, "warning"));
    }
    let _ = write!(line, " · {}", words::took(summary.took_micros));
    put(&mut out, &[run(&line, Part::Plain)], look.color);
    let holds = format!(
        "{} and {} in the index",
        words::counted(summary.articles, "article"),
        words::counted(summary.statements, "statement")
    );
    put(&mut out, &[run(&holds, Part::Plain)], look.color);
    if let Some(why) = &summary.remade {
        let why = format!("everything was read again: {why}");
        put(&mut out, &[run(&why, Part::Quiet)], look.color);
    }
    let complete = summary.rejected.is_empty() && summary.warnings.is_empty();
    if !verbose && !complete {
        let hint = "each with its reason: onrecord status, or index --verbose";
        put(&mut out, &[run(hint, Part::Quiet)], look.color);
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn the_counts_add_up_on_a_line() {
        let summary = IndexSummary {
            found: 1_206,
            indexed: 1_200,
            unchanged: 3,
            duplicate: 2,
            lost: Vec::new(),
            rejected: vec![Rejected { place: "a.bin".into(), reason: "not text".into() }],
            removed: 1,
            elsewhere: 4_000,
            articles: 5_203,
            statements: 20_806,
            warnings: Vec::new(),
            remade: None,
            took_micros: 2_340_000,
        };
        expect![[r#"
            1,206 found = 1,200 indexed + 3 unchanged + 2 duplicate + 1 rejected · 1 removed · 4,000 not looked at · 2.3 s
            5,203 articles and 20,806 statements in the index
            each with its reason: onrecord status, or index --verbose
        "#]]
        .assert_eq(&text(&summary, false, Look::default()));
        expect![[r#"
            rejected a.bin: not text
            1,206 found = 1,200 indexed + 3 unchanged + 2 duplicate + 1 rejected · 1 removed · 4,000 not looked at · 2.3 s
            5,203 articles and 20,806 statements in the index
        "#]]
        .assert_eq(&text(&summary, true, Look::default()));
    }
}
