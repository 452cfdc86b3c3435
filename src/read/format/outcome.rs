//! What was read, printed for tests.

use std::fmt::Write as _;

use crate::read::report::Read;

/// The parts of an article, each on a line of its own, then what is known of it, then the warnings.
pub(super) fn outcome(read: &Read) -> String {
    let mut out = String::new();
    let Ok(article) = &read.article else { return format!("{:?}\n", read.article) };
    for part in &article.paragraphs {
        let _ = writeln!(out, "{:?}: {}", part.kind, part.span.of(&article.text));
    }
    let names: Vec<&str> = article.authors.iter().map(|a| a.name.as_str()).collect();
    let date = article.published.map_or("-".to_owned(), |d| d.to_string());
    let section = article.section.as_deref().unwrap_or("-");
    let _ = writeln!(out, "{} | {} | {date} | {section}", article.headline, names.join(", "));
    for warning in &read.warnings {
        let _ = writeln!(out, "! {warning}");
    }
    out
}
