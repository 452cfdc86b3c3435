//! Why words are attributed as they are, aligned under the words themselves.
//!
//! ```text
//!     “We will appeal,” said Ana Ruiz, a lawyer.
//!     Q1──────────────┘
//!  c1 content─────────┘ cue┘ source─┘
//! ```

mod canvas;
mod response;

use self::canvas::rows;
pub use self::response::{
    CandidateKind, CandidateWeighed, CueWeighed, ExplainResponse, ExplainedText, QuotationWeighed,
    SentenceWeighed, explained, response,
};
use super::layout::{Run, put, put_wrapped, run, shorten};
use super::paint::{Look, Part};
use super::referred;
use super::statements::speaker_name;
use crate::model::{Candidate, ExplainedCue, ExplainedQuotation, ExplainedSentence, Record, Span, Weighed};

/// Columns before the words, where the rows below them are named.
const MARGIN: usize = 5;
/// Candidates beyond these are only counted.
const CANDIDATES: usize = 4;
/// Columns that a candidate's words may take.
const CANDIDATE_COLUMNS: usize = 28;
/// Columns that the words of a statement may take.
const STATEMENT_COLUMNS: usize = 44;
/// A cue less likely than this that made no statement is listed, but not drawn.
const DRAWN: f32 = 0.5;

/// The sentences, each with what was weighed in it and what came of that.
pub fn text(record: &Record, sentences: &[ExplainedSentence], look: Look) -> String {
    let mut out = String::new();
    if sentences.is_empty() {
        put(&mut out, &[run("nothing here is quoted or attributed", Part::Quiet)], look.color);
    }
    for (at, sentence) in sentences.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let page = Page { record, sentence, look };
        page.words(&mut out);
        page.choices(&mut out);
        page.statements(&mut out);
    }
    out
}

/// One sentence on its way to the page.
struct Page<'a> {
    record: &'a Record,
    sentence: &'a ExplainedSentence,
    look: Look,
}

impl Page<'_> {
    /// The sentence's lines, the spans drawn under each.
    fn words(&self, out: &mut String) {
        let width = self.look.columns().saturating_sub(MARGIN);
        for row in rows(&self.record.article.text, self.sentence.span, width) {
            self.line(out, "", &row.text(), Part::Strong);
            let quotations = (1..).zip(&self.sentence.quotations);
            let quoted = row.draw(&quotations.map(|(n, q)| (q.span, format!("Q{n}"))).collect::<Vec<_>>());
            self.drawn(out, "", quoted);
            for (number, cue) in (1..).zip(&self.sentence.cues) {
                if cue.likely >= DRAWN || self.won(cue) {
                    self.drawn(out, &format!(" c{number}"), row.draw(&parts_of(cue)));
                }
            }
        }
    }

    /// Whether a statement hangs on the cue.
    fn won(&self, cue: &ExplainedCue) -> bool {
        let statements = &self.record.annotations.statements;
        self.sentence
            .statements
            .iter()
            .filter_map(|number| statements.get(*number)?.cue)
            .any(|span| span.start == cue.span.start)
    }

    fn drawn(&self, out: &mut String, name: &str, drawing: Option<String>) {
        if let Some(drawing) = drawing {
            self.line(out, name, &drawing, Part::Quiet);
        }
    }

    fn line(&self, out: &mut String, name: &str, text: &str, part: Part) {
        let name = run(&format!("{name:<MARGIN$}"), Part::Handle);
        put(out, &[name, Run { text: text.trim_end().to_owned(), part }], self.look.color);
    }

    /// What was weighed: a line for each quotation, one for each cue.
    fn choices(&self, out: &mut String) {
        for (number, quotation) in (1..).zip(&self.sentence.quotations) {
            self.listed(out, &format!(" Q{number}"), &self.quotation(quotation));
        }
        for (number, cue) in (1..).zip(&self.sentence.cues) {
            self.listed(out, &format!(" c{number}"), &self.cue(cue));
        }
    }

    fn listed(&self, out: &mut String, name: &str, text: &str) {
        let from = out.len();
        put_wrapped(out, &[run(text, Part::Plain)], MARGIN, self.look.columns(), self.look.color);
        // The first line's indent makes room for the name.
        if out.get(from..from + MARGIN).is_some_and(|indent| indent.trim().is_empty()) {
            out.replace_range(from..from + MARGIN, &format!("{name:<MARGIN$}"));
        }
    }

    fn quotation(&self, quotation: &ExplainedQuotation) -> String {
        let ExplainedQuotation { own, part, scare, .. } = quotation;
        let by = self.candidates(&quotation.by);
        format!("statement {own:.2}, part of one {part:.2}, nobody’s {scare:.2} · by {by}")
    }

    fn cue(&self, cue: &ExplainedCue) -> String {
        let head =
            format!("{} {:.2} · source {}", self.quoted(cue.span), cue.likely, self.candidates(&cue.sources));
        match cue.content {
            Some(_) => format!("{head} · content {:.2} · kept {:.2}", cue.content_likely, cue.keep),
            None => format!("{head} · no content {:.2}", cue.content_likely),
        }
    }

    fn candidates(&self, all: &[Weighed]) -> String {
        let shown = all.iter().take(CANDIDATES).enumerate();
        let worth = shown.filter(|(at, one)| *at == 0 || one.likely >= 0.005);
        let mut names: Vec<String> = worth
            .map(|(_, one)| {
                let name = match one.candidate {
                    Candidate::Words(span) => self.quoted(span),
                    Candidate::Before => "the one before".to_owned(),
                    Candidate::Nobody => "nobody".to_owned(),
                };
                format!("{name} {:.2}", one.likely)
            })
            .collect();
        if names.len() < all.len() {
            names.push(format!("+{}", all.len() - names.len()));
        }
        names.join(", ")
    }

    /// The statements that begin here, each after an arrow.
    fn statements(&self, out: &mut String) {
        let Record { article, annotations } = self.record;
        if self.sentence.statements.is_empty() {
            self.listed(out, "  →", "no statement");
        }
        for statement in self.sentence.statements.iter().filter_map(|n| annotations.statements.get(*n)) {
            let refers = referred::told_of(statement, article).map(|told| format!(" · {told}"));
            let text = format!(
                "{} by {} · {} {:.2}{} · {}",
                statement.kind.as_str(),
                speaker_name(statement, article, annotations),
                statement.rule,
                statement.confidence,
                refers.unwrap_or_default(),
                shorten(statement.span.of(&article.text), STATEMENT_COLUMNS)
            );
            self.listed(out, "  →", &text);
        }
    }

    fn quoted(&self, span: Span) -> String {
        format!("“{}”", shorten(span.of(&self.record.article.text), CANDIDATE_COLUMNS))
    }
}

/// A cue's spans, those drawn last over the others at the end.
fn parts_of(cue: &ExplainedCue) -> Vec<(Span, String)> {
    let source = cue.sources.first().and_then(|best| match best.candidate {
        Candidate::Words(span) => Some(span),
        Candidate::Before | Candidate::Nobody => None,
    });
    let parts = [(cue.content, "content"), (source, "source"), (Some(cue.span), "cue")];
    parts.into_iter().filter_map(|(span, name)| Some((span?, name.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::sample;
    use super::*;

    fn at(words: &str, text: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    #[track_caller]
    fn check(sentences: &[ExplainedSentence], look: Look, want: Expect) {
        // A first line without an indent: a snapshot keeps only the indent that its lines do not share.
        want.assert_eq(&format!("sentences:\n{}", text(&sample::record(), sentences, look)));
    }

    fn sentences() -> Vec<ExplainedSentence> {
        let record = sample::record();
        let text = record.article.text.as_str();
        let words = |words: &str, likely| Weighed { candidate: Candidate::Words(at(words, text)), likely };
        let nobody = |likely| Weighed { candidate: Candidate::Nobody, likely };
        let said = ExplainedCue {
            span: at("said", text),
            likely: 0.99,
            sources: vec![
                words("Ana Ruiz", 0.93),
                words("a senior lecturer in maritime law at Sarell University", 0.04),
                words("Sarell University", 0.03),
                nobody(0.001),
            ],
            content: Some(at("“The letter was never lost,”", text)),
            content_likely: 0.97,
            keep: 0.9,
        };
        let lost = ExplainedCue {
            span: at("lost", text),
            likely: 0.05,
            sources: vec![nobody(0.6), words("The letter", 0.4)],
            content: None,
            content_likely: 0.8,
            keep: 0.0,
        };
        let quotation = ExplainedQuotation {
            span: at("“The letter was never lost,”", text),
            own: 0.98,
            part: 0.015,
            scare: 0.005,
            by: vec![words("said", 0.97), Weighed { candidate: Candidate::Before, likely: 0.03 }],
        };
        let whole = "“The letter was never lost,” said Ana Ruiz, a senior lecturer in maritime law at Sarell University.";
        let quiet = ExplainedSentence {
            span: at("Two officials denied the drawer existed.", text),
            quotations: Vec::new(),
            cues: vec![ExplainedCue {
                span: at("denied", text),
                likely: 0.7,
                sources: vec![words("Two officials", 1.0)],
                content: Some(at("the drawer existed", text)),
                content_likely: 0.3,
                keep: 0.2,
            }],
            statements: Vec::new(),
        };
        let first = ExplainedSentence {
            span: at(whole, text),
            quotations: vec![quotation],
            cues: vec![lost, said],
            statements: vec![0],
        };
        vec![first, quiet]
    }

    #[test]
    fn spans_stand_under_the_words() {
        check(
            &sentences(),
            Look { color: false, width: 100 },
            expect![[r#"
                sentences:
                     “The letter was never lost,” said Ana Ruiz, a senior lecturer in maritime law at Sarell
                     Q1─────────────────────────┘
                 c2  content────────────────────┘ cue┘ source─┘
                     University.
                 Q1  statement 0.98, part of one 0.01, nobody’s 0.00 · by “said” 0.97, the one before 0.03
                 c1  “lost” 0.05 · source nobody 0.60, “The letter” 0.40 · no content 0.80
                 c2  “said” 0.99 · source “Ana Ruiz” 0.93, “a senior lecturer in…” 0.04, “Sarell University” 0.03,
                     +1 · content 0.97 · kept 0.90
                  →  direct by Ana Ruiz · said-before 0.95 · The letter was never lost,

                     Two officials denied the drawer existed.
                 c1  source──────┘ cue──┘ content──────────┘
                 c1  “denied” 0.70 · source “Two officials” 1.00 · content 0.30 · kept 0.20
                  →  no statement
            "#]],
        );
    }

    #[test]
    fn a_long_sentence_goes_on_in_the_next_line() {
        check(
            &sentences()[..1],
            Look { color: false, width: 30 },
            expect![[r#"
                sentences:
                     “The letter was never
                     Q1────────────────────
                 c2  content───────────────
                     lost,” said Ana Ruiz, a
                     ─────┘
                 c2  ─────┘ cue┘ source─┘
                     senior lecturer in
                     maritime law at Sarell
                     University.
                 Q1  statement 0.98, part of
                     one 0.01, nobody’s 0.00 ·
                     by “said” 0.97, the one
                     before 0.03
                 c1  “lost” 0.05 · source
                     nobody 0.60, “The letter”
                     0.40 · no content 0.80
                 c2  “said” 0.99 · source “Ana
                     Ruiz” 0.93, “a senior
                     lecturer in…” 0.04,
                     “Sarell University” 0.03,
                     +1 · content 0.97 · kept
                     0.90
                  →  direct by Ana Ruiz ·
                     said-before 0.95 · The
                     letter was never lost,
            "#]],
        );
    }

    #[test]
    fn silence_is_told() {
        check(
            &[],
            Look::default(),
            expect![[r#"
                sentences:
                nothing here is quoted or attributed
            "#]],
        );
    }
}
