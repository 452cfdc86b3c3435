//! Header blocks: `Headline: …`, `By: …`, `Date: …` over the story.

use crate::model::Span;

use super::lexicon::{LABELS, Label};

/// A line of a header block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labelled {
    /// What its label announces.
    pub(super) label: Label,
    /// The label with its colon.
    pub(super) name: Span,
    /// What stands after it; may be empty.
    pub(super) value: Span,
}

/// Reads a line as label and value. "By Ana Ruiz" without a colon is a byline, not a label.
pub(super) fn labelled(text: &str, span: Span) -> Option<Labelled> {
    let line = span.of(text);
    let colon = line.find(':').filter(|at| *at <= 20)?;
    let name = line[..colon].trim();
    let label = LABELS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?.1;
    let cut = span.from() + colon + 1;
    Some(Labelled {
        label,
        name: Span::new(span.from(), cut),
        value: Span::new(cut, span.to()).trimmed(text),
    })
}

/// Whether a text opens with a header block: two labels among its first three lines, or a headline's label.
pub(super) fn opens_with_header(text: &str, lines: &[Span]) -> bool {
    let first: Vec<Label> =
        lines.iter().take(3).filter_map(|s| labelled(text, *s)).map(|l| l.label).collect();
    let first_line = lines.first().and_then(|s| labelled(text, *s)).map(|l| l.label);
    first_line.is_some() && (first.len() >= 2 || first_line == Some(Label::Headline))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_and_value() {
        let text = "Headline: Harbor closes";
        let line = labelled(text, Span::new(0, text.len())).unwrap();
        assert_eq!(
            (line.label, line.name.of(text), line.value.of(text)),
            (Label::Headline, "Headline:", "Harbor closes")
        );
        assert_eq!(labelled("Ruiz: no more", Span::new(0, 13)), None);
    }
}
