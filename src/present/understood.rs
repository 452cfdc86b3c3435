//! How a query was understood, and why a hit is one, for a reader at a terminal.

use super::layout::{Run, put, put_wrapped, run};
use super::paint::{Look, Part};
use super::words;
use crate::engine::{Explanation, Node, Reason, Why};

/// How many columns a level of the tree takes.
const STEP: usize = 2;

/// The tree of the query: each part with what it stands for and how many articles match it alone.
pub(super) fn tree(out: &mut String, explanation: &Explanation, look: Look) {
    put(out, &[run("understood as", Part::Strong)], look.color);
    for node in &explanation.tree {
        put_wrapped(out, &row(node), STEP * (node.depth + 1), look.columns(), look.color);
    }
    out.push('\n');
}

fn row(node: &Node) -> Vec<Run> {
    let mut runs = vec![run(&node.kind, Part::Quiet)];
    if !matches!(node.kind.as_str(), "and" | "or" | "not") {
        runs.push(run(&format!(" {}", node.query), Part::Name));
    }
    if node.words.len() > 1 {
        runs.push(run(&format!(" = {}", node.words.join(" | ")), Part::Plain));
    }
    if node.fields.len() == 1 {
        runs.push(run(&format!(" in {}", node.fields.join(" ")), Part::Quiet));
    }
    runs.push(run(&format!(" · {}", words::counted(node.articles, "article")), Part::Quiet));
    runs
}

/// What of the query a hit matches, where, and what that adds to its score.
pub(super) fn why(out: &mut String, why: &Why, indent: usize, look: Look) {
    let mut runs = vec![run(&format!("why: {:.2}", why.score), Part::Quiet)];
    for (at, reason) in why.reasons.iter().enumerate() {
        runs.push(run(if at == 0 { " = " } else { " + " }, Part::Quiet));
        runs.extend(told(reason));
    }
    if why.closeness > 0.0 {
        runs.push(run(&format!(" + {:.2} for standing together", why.closeness), Part::Quiet));
    }
    put_wrapped(out, &runs, indent, look.columns(), look.color);
    for words in why.reasons.iter().flat_map(|reason| &reason.statements) {
        put_wrapped(out, &[run(&format!("said: {words}"), Part::Plain)], indent, look.columns(), look.color);
    }
}

fn told(reason: &Reason) -> Vec<Run> {
    let mut runs = vec![
        run(&format!("{:.2} ", reason.score), Part::Quiet),
        run(&reason.query, Part::Name),
    ];
    if !reason.fields.is_empty() {
        let fields: Vec<String> =
            reason.fields.iter().map(|field| format!("{} {:.2}", field.field, field.score)).collect();
        runs.push(run(&format!(" ({})", fields.join(", ")), Part::Quiet));
    }
    runs
}
