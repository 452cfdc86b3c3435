//! What the choices beyond a clause are learned from: quotations, who attributes them, whom pronouns mean, what is kept.

use super::super::clause::Clause;
use super::super::linear::{Example, Features};
use super::super::people::People;
use super::super::quotes::{Attribution, attribution_candidates, describe_attribution, describe_natures};
use super::super::reference::{Discourse, pronoun};
use super::super::roles::find_roles;
use super::super::weights::Weights;
use super::Annotated;
use super::study::Study;
use crate::extract::clauses::promising;
use crate::extract::found::is_laid_out;
use crate::model::{Span, Statement, StatementKind};

impl Study<'_> {
    /// The annotated statement that a quotation belongs to.
    fn statement_of(&self, number: usize) -> Option<&Annotated> {
        let doc = &self.doc;
        let inner = doc.span(doc.quotations[number].inner);
        self.lesson
            .statements
            .iter()
            .filter(|s| shared(s.span, inner) * 2 > inner.len())
            .min_by_key(|s| s.span.len())
    }

    /// The statements found with `weights`: kind, how likely each claims to be right, and whether it is.
    pub(super) fn tried(&self, weights: &Weights) -> Vec<(usize, f32, bool)> {
        let cues = promising(&self.doc, weights);
        let found = super::super::choice::choose(&mut self.doc.clone(), &cues, weights);
        let right = |statement: &Statement| {
            let near = |s: &&Annotated| {
                shared(s.span, statement.span) * 10 >= s.span.cover(statement.span).len() * 8
            };
            let speaker = statement.speaker.as_ref().map(|speaker| speaker.span);
            self.lesson.statements.iter().filter(near).any(|s| match (s.speaker, speaker) {
                (Some(known), Some(speaker)) => known.overlaps(speaker) || self.one_name(known, speaker),
                (known, speaker) => known.is_none() && speaker.is_none(),
            })
        };
        let learned = found.statements.iter().filter(|statement| !is_laid_out(&statement.rule));
        learned.map(|s| (s.kind as usize, s.confidence, right(s))).collect()
    }

    /// Whether two stretches name somebody by the same last word.
    fn one_name(&self, one: Span, other: Span) -> bool {
        same_name(one.of(self.doc.text), other.of(self.doc.text))
    }

    pub(super) fn nature_examples(&self, clauses: &[Clause]) -> Vec<Example> {
        (0..self.doc.quotations.len())
            .map(|number| {
                let right = match self.statement_of(number).map(|s| s.kind) {
                    Some(StatementKind::Direct) => 0,
                    Some(_) => 1,
                    None => 2,
                };
                Example { options: describe_natures(&self.doc, number, clauses).to_vec(), right }
            })
            .collect()
    }

    pub(super) fn attribution_examples(&self, clauses: &[Clause]) -> Vec<Example> {
        let doc = &self.doc;
        let mut before: Option<&Annotated> = None;
        let mut out = Vec::new();
        for number in 0..doc.quotations.len() {
            let Some(statement) = self.statement_of(number) else { continue };
            let options = attribution_candidates(doc, number, clauses);
            let right = self.right_attribution(statement, before, &options, clauses);
            before = Some(statement);
            let Some(right) = right else { continue };
            let described = options
                .iter()
                .map(|option| {
                    let mut features = Features::default();
                    describe_attribution(doc, number, *option, clauses, &mut features);
                    features
                })
                .collect();
            out.push(Example { options: described, right });
        }
        out
    }

    /// Which option is right: the clause of the annotated cue, else one with the annotated speaker, else going on
    /// from the quotation before, else nobody.
    fn right_attribution(
        &self,
        statement: &Annotated,
        before: Option<&Annotated>,
        options: &[Attribution],
        clauses: &[Clause],
    ) -> Option<usize> {
        let doc = &self.doc;
        if statement.speaker.is_none() {
            return options.iter().position(|o| *o == Attribution::Nobody);
        }
        let known = self.known.iter().find(|k| k.attribution == statement.attribution);
        let by_cue = options.iter().position(
            |o| matches!(o, Attribution::Clause(c) if known.is_some_and(|k| k.cue == clauses[*c].cue)),
        );
        let by_speaker = || {
            let speaker = statement.speaker?;
            options.iter().position(|o| {
                matches!(o, Attribution::Clause(c) if clauses[*c].source_range(doc).is_some_and(|r| doc.span(r).overlaps(speaker)))
            })
        };
        let goes_on = || {
            let before = before?;
            let same = before.attribution == statement.attribution
                || before.speaker_name.is_some() && before.speaker_name == statement.speaker_name
                || before.speaker == statement.speaker;
            if same { options.iter().position(|o| *o == Attribution::Continues) } else { None }
        };
        by_cue.or_else(by_speaker).or_else(goes_on)
    }

    pub(super) fn antecedent_examples(&self) -> Vec<Example> {
        let doc = &self.doc;
        let people = People::gather(doc);
        let roles = find_roles(doc, &people);
        let mut discourse = Discourse::new(doc, &people, &roles);
        let mut known: Vec<(usize, &str)> = self
            .known
            .iter()
            .filter_map(|k| {
                let statement = self.lesson.statements.iter().find(|s| s.attribution == k.attribution)?;
                Some((k.source?, statement.speaker_name.as_deref()?))
            })
            .collect();
        known.sort_unstable();
        known.dedup();
        let mut out = Vec::new();
        for (phrase, name) in known {
            discourse.advance(phrase);
            if pronoun(doc, &doc.phrases[phrase]).is_none() {
                if let Some(person) = people.named_by(phrase) {
                    discourse.spoke(phrase, person);
                }
                continue;
            }
            let options = discourse.antecedents(phrase);
            let Some(right) = options.iter().position(|p| same_name(&people.all[*p].name, name)) else {
                continue;
            };
            let described = options
                .iter()
                .map(|person| {
                    let mut features = Features::default();
                    discourse.describe(phrase, *person, &mut features);
                    features
                })
                .collect();
            discourse.spoke(phrase, options[right]);
            out.push(Example { options: described, right });
        }
        out
    }
}

pub(super) fn shared(a: Span, b: Span) -> usize {
    (a.end.min(b.end) as usize).saturating_sub(a.start.max(b.start) as usize)
}

/// Whether two names end with the same word.
fn same_name(a: &str, b: &str) -> bool {
    let last = |name: &str| {
        name.split_whitespace().rfind(|w| w.chars().any(char::is_alphanumeric)).map(str::to_lowercase)
    };
    last(a).is_some() && last(a) == last(b)
}
