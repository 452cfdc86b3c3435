//! What extraction weighed on its way to an article's statements.
//!
//! Looks at the same candidates with the same weights as [`super::choice`] does, and writes down every
//! probability instead of the winner alone. Nothing is decided here.

use crate::model::{
    Annotations, Article, Candidate, ExplainedCue, ExplainedQuotation, ExplainedSentence, Span, Weighed,
};

use super::according::settle_according;
use super::arcs::Arcs;
use super::choice::attribute;
use super::clause::Clause;
use super::clauses::{find_clauses, glance, score_sources};
use super::doc::{Doc, Range};
use super::inserted::settle_inserted;
use super::lexicon::lexicon;
use super::linear::softmax;
use super::quotes::{Attribution, judge_nature, score_attributions};
use super::syntax::Syntax;
use super::trailing::settle_trailing;
use super::weights::Weights;

/// Cues less likely than this are not worth a reader's time, unless a statement hangs on them.
const FAINT: f32 = 0.1;

/// Explains the sentences of `article` that have a quotation or a cue; `found` is what [`super::extract`] found there.
///
/// Pure, like extraction itself. Cost: linear in the text.
pub fn explain(article: &Article, found: &Annotations) -> Vec<ExplainedSentence> {
    let weights = Weights::shipped();
    let mut doc = Doc::new(article, lexicon());
    let cues = glance(&mut doc, weights, Syntax::shipped());
    let doc = doc;
    let mut clauses = find_clauses(&doc, &cues, weights);
    settle_trailing(&doc, &mut clauses);
    settle_according(&doc, &mut clauses);
    settle_inserted(&doc, &mut clauses);
    let clauses = clauses;
    let view = View { doc: &doc, clauses: &clauses, weights };
    let mut sentences: Vec<ExplainedSentence> =
        doc.sentences.iter().map(|s| view.sentence(s.range)).collect();
    for number in 0..doc.quotations.len() {
        let sentence = doc.tokens[doc.quotations[number].outer.start].sentence as usize;
        sentences[sentence].quotations.push(view.quotation(number));
    }
    let used = |span: Span| found.statements.iter().any(|s| s.cue.is_some_and(|cue| cue.start == span.start));
    for clause in clauses.iter().filter(|c| c.likely >= FAINT || used(view.token(c.cue))) {
        sentences[doc.tokens[clause.cue].sentence as usize].cues.push(view.cue(clause));
    }
    for (number, statement) in found.statements.iter().enumerate() {
        let after = sentences.partition_point(|s| s.span.start <= statement.span.start);
        if let Some(sentence) = after.checked_sub(1).and_then(|at| sentences.get_mut(at)) {
            sentence.statements.push(number);
        }
    }
    sentences.retain(|s| !s.quotations.is_empty() || !s.cues.is_empty());
    sentences
}

struct View<'a> {
    doc: &'a Doc<'a>,
    clauses: &'a [Clause],
    weights: &'a Weights,
}

impl View<'_> {
    fn sentence(&self, range: Range) -> ExplainedSentence {
        let span = self.doc.span(range);
        ExplainedSentence { span, quotations: Vec::new(), cues: Vec::new(), statements: Vec::new() }
    }

    fn quotation(&self, number: usize) -> ExplainedQuotation {
        let [own, part, scare] = judge_nature(self.doc, number, self.clauses, self.weights);
        let span = self.doc.span(self.doc.quotations[number].outer);
        ExplainedQuotation { span, own, part, scare, by: self.attributions(number) }
    }

    fn attributions(&self, number: usize) -> Vec<Weighed> {
        // Only choosers leave a choice.
        let told = match attribute(self.doc, number, self.clauses, self.weights) {
            (
                Attribution::Signed(phrase) | Attribution::Headed(phrase) | Attribution::Subject(phrase),
                likely,
            ) => Some((phrase, likely)),
            (Attribution::Framed(frame), likely) => Some((frame.source, likely)),
            _ => None,
        };
        if let Some((phrase, likely)) = told {
            return vec![Weighed { candidate: Candidate::Words(self.phrase(phrase)), likely }];
        }
        let (options, scores) = score_attributions(self.doc, number, self.clauses, self.weights);
        let candidates = options.into_iter().map(|option| match option {
            Attribution::Clause(place) => Candidate::Words(self.token(self.clauses[place].cue)),
            Attribution::Continues => Candidate::Before,
            _ => Candidate::Nobody,
        });
        weighed(candidates, scores)
    }

    fn cue(&self, clause: &Clause) -> ExplainedCue {
        let (phrases, scores) =
            score_sources(self.doc, &Arcs::new(self.doc, clause.cue), clause.cue, &self.weights.source);
        let candidates = phrases.iter().map(|phrase| Candidate::Words(self.phrase(*phrase)));
        let mut sources = weighed(candidates.chain([Candidate::Nobody]), scores);
        // Where the order of words tells the source, nothing was chosen.
        let source = clause.source.map_or(Candidate::Nobody, |source| Candidate::Words(self.phrase(source)));
        if sources.first().is_none_or(|first| first.candidate != source) {
            let words = clause.source.map(|source| self.beside(source, clause.cue));
            let candidate = words.map_or(Candidate::Nobody, Candidate::Words);
            sources = vec![Weighed { candidate, likely: clause.source_likely }];
        }
        ExplainedCue {
            span: self.token(clause.cue),
            likely: clause.likely,
            sources,
            content: clause.content.map(|content| self.doc.span(content)),
            content_likely: clause.content_likely,
            keep: clause.looked.right,
        }
    }

    fn token(&self, at: usize) -> Span {
        self.doc.tokens[at].span
    }

    /// The words of a source, without a cue that was taken for one of them: “claims **Ana Ruiz**”.
    fn beside(&self, number: usize, cue: usize) -> Span {
        let phrase = &self.doc.phrases[number];
        self.doc.span(if phrase.range.holds(cue) { phrase.core } else { phrase.range })
    }

    fn phrase(&self, number: usize) -> Span {
        self.doc.span(self.doc.phrases[number].range)
    }
}

/// Candidates with the probabilities that their scores come to, the likeliest first; equals in their order.
fn weighed(candidates: impl Iterator<Item = Candidate>, mut scores: Vec<f32>) -> Vec<Weighed> {
    softmax(&mut scores);
    let mut all: Vec<Weighed> =
        candidates.zip(scores).map(|(candidate, likely)| Weighed { candidate, likely }).collect();
    all.sort_by(|a, b| b.likely.total_cmp(&a.likely));
    all
}

#[cfg(test)]
mod tests {
    use super::super::extract;
    use super::super::testing::article;
    use super::*;

    const TEXT: &str = "It rained all day. “We will appeal,” Ana Ruiz said, “and we will win.” The mayor \
                        of Port Alder said that the pier would open in May.";

    #[test]
    fn the_likeliest_source_is_the_statements_own() {
        let article = article(TEXT);
        let found = extract(&article);
        let sentences = explain(&article, &found);
        let words = |candidate| match candidate {
            Candidate::Words(span) => span.of(&article.text),
            Candidate::Before => "before",
            Candidate::Nobody => "nobody",
        };
        assert_eq!(sentences.len(), 2, "{sentences:?}");
        assert_eq!(sentences[0].quotations.len(), 2);
        assert_eq!(words(sentences[0].quotations[0].by[0].candidate), "said");
        let cue = sentences[0].cues.iter().find(|cue| cue.span.of(&article.text) == "said").unwrap();
        assert_eq!(words(cue.sources[0].candidate), "Ana Ruiz");
        assert_eq!(sentences[0].statements, [0, 1]);
        assert_eq!(sentences[1].statements, [2]);
        let cue = &sentences[1].cues[0];
        assert_eq!(
            cue.content.unwrap().of(&article.text).trim_start_matches("that "),
            "the pier would open in May"
        );
    }

    #[test]
    fn what_order_tells_is_shown_beside_its_cue() {
        let article = article("It rained all day. The plan is dead, claims Ana Ruiz.");
        let sentences = explain(&article, &extract(&article));
        let cue = &sentences[0].cues[0];
        assert_eq!(cue.span.of(&article.text), "claims");
        let Candidate::Words(source) = cue.sources[0].candidate else { panic!("{cue:?}") };
        assert_eq!(source.of(&article.text), "Ana Ruiz");
    }

    #[test]
    fn every_choice_adds_up_to_one_and_falls() {
        let article = article(TEXT);
        let sentences = explain(&article, &extract(&article));
        let choices = sentences.iter().flat_map(|s| {
            s.cues.iter().map(|cue| &cue.sources).chain(s.quotations.iter().map(|quotation| &quotation.by))
        });
        let mut seen = 0;
        for choice in choices {
            let sum: f32 = choice.iter().map(|one| one.likely).sum();
            assert!((sum - 1.0).abs() < 1e-4, "{choice:?}");
            assert!(choice.is_sorted_by(|a, b| a.likely >= b.likely), "{choice:?}");
            seen += 1;
        }
        assert!(seen >= 4, "{seen}");
    }
}
