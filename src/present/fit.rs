//! What came of fitting weights.

use std::fmt::Write as _;

/// What was learned from, and how well what was learned decides.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fitted {
    /// How many articles were learned from.
    pub articles: usize,
    /// How each chooser decides on the gold it was tried on.
    pub checked: Vec<Decided>,
}

/// How one chooser decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decided {
    /// What it chooses.
    pub chooser: &'static str,
    /// Share of its decisions that are right.
    pub right: f32,
    /// How many there were.
    pub of: usize,
}

/// A line for the whole, and one for each chooser.
pub fn text(fitted: &Fitted) -> String {
    let mut out = format!("learned from {} articles\n", fitted.articles);
    let width = fitted.checked.iter().map(|one| one.chooser.len()).max().unwrap_or(0);
    for Decided { chooser, right, of } in &fitted.checked {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{chooser:<width$}  {right:.3}  of {of}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_in_columns() {
        let checked = vec![
            Decided { chooser: "cue recall", right: 0.5, of: 12 },
            Decided { chooser: "source", right: 0.875, of: 8 },
        ];
        let want = "learned from 3 articles\ncue recall  0.500  of 12\nsource      0.875  of 8\n";
        assert_eq!(text(&Fitted { articles: 3, checked }), want);
    }
}
