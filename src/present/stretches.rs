//! A paragraph cut into runs: what is plain, what somebody says, and what is marked.

use super::layout::{Run, run};
use super::paint::Part;
use crate::model::{Annotations, Article, Cover, Paragraph, ParagraphKind, Span};

/// The paragraph cut where statements and the marked place begin and end.
pub(super) fn runs(
    paragraph: &Paragraph,
    article: &Article,
    annotations: &Annotations,
    marked: Option<Span>,
) -> Vec<Run> {
    let plain = match paragraph.kind {
        ParagraphKind::Subhead => Part::Strong,
        ParagraphKind::Caption => Part::Quiet,
        _ => Part::Plain,
    };
    let statements = &annotations.statements;
    let ends =
        statements.iter().map(|said| said.span).chain(marked).flat_map(|span| [span.from(), span.to()]);
    let mut cuts: Vec<usize> = ends.filter(|at| paragraph.span.holds(*at)).collect();
    cuts.extend([paragraph.span.from(), paragraph.span.to()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut said = Cover::of(statements.iter().map(|said| said.span));
    let pieces = cuts.windows(2).map(|ends| Span::new(ends[0], ends[1]));
    let told = pieces.map(|piece| {
        let part = if marked.is_some_and(|marked| marked.overlaps(piece)) {
            Part::Match
        } else if said.holds(piece.from()) {
            Part::Said
        } else {
            plain
        };
        run(piece.of(&article.text), part)
    });
    told.filter(|run| !run.text.is_empty()).collect()
}
