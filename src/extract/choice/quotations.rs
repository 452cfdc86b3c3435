//! Quotations: whose each is, and which are nobody's.

use super::super::called::{is_called_so, recurring_names};
use super::super::clause::Clause;
use super::super::doc::{Doc, Quotation, Range};
use super::super::frames::framed;
use super::super::headed::{HEADING, SURE_OF_HEADING, headed};
use super::super::quotes::{Attribution, choose_attribution};
use super::super::subject_before::{SURE_OF_SUBJECT, is_sentence, subject_before};
use super::super::weights::Weights;
use super::{Chosen, Found};
use crate::model::StatementKind;

/// Marks are nobody's words where that is at least this likely: a quotation wrongly kept misleads more than a scare
/// quote told apart.
const SCARE: f32 = 0.2;
/// The same for fewer words than [`SHORT`]: titles of works, nicknames and signs are short, and sentences are not.
const SCARE_SHORT: f32 = 0.18;
/// The same for a part of a sentence that nothing attributes.
const SCARE_UNTOLD: f32 = 0.12;
/// How sure words around a quotation are of who said it.
const SURE_OF_FRAME: f32 = 0.95;
/// How many tokens before a colon a cue stands that announces what follows.
const NEAR_COLON: usize = 2;
/// How many words say something for sure.
const SHORT: usize = 4;

/// To whom quotation `number` is attributed, and how likely that is: by the words around it, by a cue, or by the sentence
/// before it.
pub fn attribute(doc: &Doc<'_>, number: usize, clauses: &[Clause], weights: &Weights) -> (Attribution, f32) {
    if let Some(frame) = framed(doc, doc.quotations[number].outer) {
        return (Attribution::Framed(frame), SURE_OF_FRAME);
    }
    if let Some(name) = headed(doc, number) {
        return (Attribution::Headed(name), SURE_OF_HEADING);
    }
    let (chosen, likely) = choose_attribution(doc, number, clauses, weights);
    if let Some(place) = announced(doc, number, chosen, clauses) {
        return (Attribution::Clause(place), likely);
    }
    match subject_before(doc, number, chosen, clauses) {
        Some(subject) => (Attribution::Subject(subject), SURE_OF_SUBJECT),
        None => (chosen, likely),
    }
}

/// “Voters are worried, and Ruiz has a new **message**: “It will pass.””: the cue that stands before the colon, where one
/// farther off was chosen.
fn announced(doc: &Doc<'_>, number: usize, chosen: Attribution, clauses: &[Clause]) -> Option<usize> {
    let Attribution::Clause(farther) = chosen else { return None };
    let colon = doc.quotations[number].outer.start.checked_sub(1)?;
    let nearest = clauses.partition_point(|clause| clause.cue < colon).checked_sub(1)?;
    let cue = clauses[nearest].cue;
    let near = doc.tokens[colon].is_mark(':') && cue + NEAR_COLON >= colon && clauses[farther].cue < cue;
    (near && clauses[nearest].source.is_some()).then_some(nearest)
}

/// Who said a quotation, and what tells.
#[derive(Clone, Copy)]
struct Spoken {
    source: Option<usize>,
    cue: Option<usize>,
    utterance: u32,
    rule: &'static str,
}

impl Chosen<'_> {
    /// Finds what is said in quotations; those `taken` stand in somebody's paraphrase.
    pub(super) fn quotations(&mut self, natures: &[[f32; 3]], taken: &[bool]) {
        let doc = self.doc;
        let again = recurring_names(doc);
        // Who said the quotation before.
        let mut before: Option<Spoken> = None;
        // The statement whose last paragraph left its marks open.
        let mut open: Option<usize> = None;
        for (number, quotation) in doc.quotations.iter().enumerate() {
            let (attribution, likely) = self.attribution_of(number);
            let spoken = self.spoken(attribution, quotation.outer, before);
            if taken[number] {
                before = Some(spoken);
                open = None;
                continue;
            }
            let [own, part, scare] = natures[number];
            let is_told = self.inner.contains_key(&number)
                || matches!(
                    attribution,
                    Attribution::Framed(_) | Attribution::Headed(_) | Attribution::Subject(_)
                )
                || matches!(attribution, Attribution::Signed(_)) && own > scare;
            let confidence = if is_told { likely } else { (own + part) * likely };
            if let Some(at) = open.filter(|_| quotation.continues) {
                before = self.go_on(at, number, spoken, confidence).or(before);
                open = open.filter(|_| !quotation.closed);
                continue;
            }
            open = None;
            let named = again[number] && !self.is_said_beside(number, attribution)
                || spoken.source.is_none() && is_called_so(doc, quotation);
            if named || !is_told && self.is_nobodys(number, scare, spoken.source) {
                self.scare.push(doc.span(quotation.inner));
                continue;
            }
            before = Some(spoken);
            open = (!quotation.closed).then_some(self.found.len());
            let Spoken { source, cue, utterance, rule } = spoken;
            self.found.push(Found {
                span: doc.span(quotation.inner),
                kind: StatementKind::Direct,
                source,
                with: Vec::new(),
                cue,
                negated: false,
                rule,
                confidence,
                utterance,
            });
        }
    }

    fn attribution_of(&self, number: usize) -> (Attribution, f32) {
        match self.inner.get(&number) {
            Some(inner) => (Attribution::Clause(*inner), self.clauses[*inner].likely),
            None => attribute(self.doc, number, self.clauses, self.weights),
        }
    }

    /// Who said a quotation by its attribution, where `before` said the one before it.
    fn spoken(&mut self, attribution: Attribution, outer: Range, before: Option<Spoken>) -> Spoken {
        if let (Attribution::Continues, Some(before)) = (attribution, before) {
            return Spoken { rule: "continued", ..before };
        }
        let (source, cue, rule) = match attribution {
            Attribution::Clause(place) => {
                let clause = &self.clauses[place];
                (clause.source, Some(clause.cue), self.rule_of(clause, outer))
            }
            Attribution::Signed(phrase) => (Some(phrase), None, "signature"),
            Attribution::Headed(phrase) => (Some(phrase), None, HEADING),
            Attribution::Framed(frame) => (Some(frame.source), Some(frame.cue), "frame"),
            Attribution::Subject(phrase) => (Some(phrase), None, "subject-before"),
            Attribution::Continues | Attribution::Nobody => (None, None, "unattributed"),
        };
        let same = before.filter(|before| cue.is_some() && before.cue == cue).map(|before| before.utterance);
        let utterance = same.unwrap_or_else(|| {
            self.utterances += 1;
            self.utterances
        });
        Spoken { source, cue, utterance, rule }
    }

    /// Joins a paragraph to the statement `at` that was left open before it. “One. / “Two. / “Three,” said Ruiz: the last one
    /// may tell whose all are.
    fn go_on(&mut self, at: usize, number: usize, spoken: Spoken, confidence: f32) -> Option<Spoken> {
        let inner = self.doc.span(self.doc.quotations[number].inner);
        let found = &mut self.found[at];
        found.span = found.span.cover(inner);
        if found.source.is_some() || spoken.source.is_none() {
            return None;
        }
        let Spoken { source, cue, rule, .. } = spoken;
        *found = Found { source, cue, rule, confidence, ..found.clone() };
        Some(Spoken { utterance: found.utterance, ..spoken })
    }

    /// “Fire,” **she said**: whether what attributes a quotation follows its marks at once.
    fn is_said_beside(&self, number: usize, attribution: Attribution) -> bool {
        let Attribution::Clause(place) = attribution else { return false };
        let clause = &self.clauses[place];
        let front = clause.source_range(self.doc).map_or(clause.cue, |source| source.start.min(clause.cue));
        front == self.doc.quotations[number].outer.end
    }

    /// Whether a quotation is a title or a scare quote: likely enough, and nothing says that it is part of more.
    fn is_nobodys(&self, number: usize, scare: f32, source: Option<usize>) -> bool {
        let part = self.is_split(number) || self.runs_on(number) || self.follows_up(number, source);
        !part && scare > self.scare_limit(&self.doc.quotations[number], source)
    }

    /// Whether a quotation is left open at its paragraph's end, and goes on in the next.
    fn runs_on(&self, number: usize) -> bool {
        let all = &self.doc.quotations;
        !all[number].closed && all.get(number + 1).is_some_and(|next| next.continues)
    }

    /// “He scored,” Okafor said. “**Twice.**”: whether a sentence of its own stands right behind one that quotes, and somebody is
    /// told to have said it.
    fn follows_up(&self, number: usize, source: Option<usize>) -> bool {
        let doc = self.doc;
        let (Some(before), Some(_)) = (number.checked_sub(1), source) else { return false };
        let (last, own) = (&doc.quotations[before], &doc.quotations[number]);
        let next = self.sentence_of(before) + 1 == self.sentence_of(number);
        next && last.part == own.part && is_sentence(doc, own, 1)
    }

    /// How likely a quotation must be nobody's words to be left out.
    fn scare_limit(&self, quotation: &Quotation, source: Option<usize>) -> f32 {
        let inner = quotation.inner;
        let words = self.doc.tokens[inner.start..inner.end].iter().filter(|token| token.is_word());
        match words.count() {
            _ if source.is_none() && !is_sentence(self.doc, quotation, SHORT) => SCARE_UNTOLD,
            0..SHORT => SCARE_SHORT,
            _ => SCARE,
        }
    }
}
