//! From clauses and quotations to statements: what is kept, and whom it is attributed to.

use std::collections::BTreeMap;

use crate::model::{Annotations, Cover, Span, StatementKind};

use super::annotate::{Voices, annotate};
use super::clause::{Clause, find_telling};
use super::cues::Cue;
use super::doc::{Doc, Range};
use super::joint::together;
use super::keep::KEEP_CUE;
use super::lexicon::{CueClass, ascii_key, tag};
use super::negation::negation;
use super::quotes::{Attribution, choose_attribution, judge_nature};
use super::turns::{SURE_OF_TURNS, TURN, Turn, turns};
use super::weights::Weights;

/// Marks are nobody's words where that is at least this likely: a quotation wrongly kept misleads more than a scare
/// quote told apart.
const SCARE: f32 = 0.2;
/// The same for fewer words than [`SHORT`]: titles of works, nicknames and signs are short, and sentences are not.
const SCARE_SHORT: f32 = 0.18;
/// How many tokens tell who said it between two pieces of a quotation.
const LONGEST_INSERTION: usize = 12;
/// Into how many pieces a quotation is broken at most.
const LONGEST_SPLIT: usize = 6;
/// How many words say something for sure.
const SHORT: usize = 4;

/// A statement whose speaker is still a phrase.
pub struct Found {
    /// What was said.
    pub span: Span,
    /// Direct, mixed or indirect.
    pub kind: StatementKind,
    /// The phrase it is attributed to.
    pub source: Option<usize>,
    /// Phrases that say it together with that one.
    pub with: Vec<usize>,
    /// The token that attributes it.
    pub cue: Option<usize>,
    /// Whether it is said not to have been said.
    pub negated: bool,
    /// The rule that attributed it.
    pub rule: &'static str,
    /// How likely it is right.
    pub confidence: f32,
    /// Pieces of one utterance share this number.
    pub utterance: u32,
}

impl Found {
    /// Gives it everybody who says it, or is told not to.
    fn join(&mut self, doc: &Doc<'_>) {
        if let (Some(source), Some(cue)) = (self.source, self.cue) {
            let mut all = together(doc, source, cue).into_iter();
            self.source = all.next();
            self.with = all.collect();
            self.negated = negation(doc, cue, self.source).is_some();
        }
    }
}

/// Finds and attributes every statement of a document.
pub fn choose(doc: &Doc<'_>, cues: &[Cue], weights: &Weights) -> Annotations {
    let clauses = find_telling(doc, cues, weights, KEEP_CUE);
    let mut chosen = Chosen {
        doc,
        weights,
        clauses: &clauses,
        found: Vec::new(),
        scare: Vec::new(),
        utterances: 0,
        labels: BTreeMap::new(),
    };
    chosen.quotations_and_paraphrases();
    chosen.turns();
    let Chosen { mut found, scare, labels, .. } = chosen;
    found.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
    let likely = clauses.iter().filter(|clause| clause.likely >= KEEP_CUE && clause.content.is_some());
    found.iter_mut().for_each(|found| found.join(doc));
    let speaking =
        found.iter().map(|f| f.source).chain(likely.map(|clause| clause.source)).flatten().collect();
    annotate(doc, found, scare, &Voices { speaking, labels }, weights)
}

struct Chosen<'a> {
    doc: &'a Doc<'a>,
    weights: &'a Weights,
    clauses: &'a [Clause],
    found: Vec<Found>,
    scare: Vec<Span>,
    utterances: u32,
    /// The labels of turns, each with the first of that name.
    labels: BTreeMap<usize, usize>,
}

impl Chosen<'_> {
    fn quotations_and_paraphrases(&mut self) {
        let doc = self.doc;
        let natures: Vec<[f32; 3]> =
            (0..doc.quotations.len()).map(|n| judge_nature(doc, n, self.clauses, self.weights)).collect();
        let mut taken = vec![false; doc.quotations.len()];
        for clause in self.clauses {
            self.paraphrase(clause, &natures, &mut taken);
        }
        self.quotations(&natures, &taken);
    }

    /// What is said in turns, in the place of whatever else was found there.
    fn turns(&mut self) {
        let turns = turns(self.doc);
        if turns.is_empty() {
            return;
        }
        let mut said = Cover::of(turns.iter().map(|turn| turn.span));
        self.found.retain(|found| !said.holds(found.span.from()));
        for Turn { span, label, first_label, goes_on } in turns {
            self.labels.insert(label, first_label);
            self.utterances += u32::from(!goes_on);
            self.found.push(Found {
                span,
                kind: StatementKind::Direct,
                source: Some(label),
                with: Vec::new(),
                cue: None,
                negated: false,
                rule: TURN,
                confidence: SURE_OF_TURNS,
                utterance: self.utterances,
            });
        }
    }

    /// A clause's content that is not just a quotation.
    fn paraphrase(&mut self, clause: &Clause, natures: &[[f32; 3]], taken: &mut [bool]) {
        let doc = self.doc;
        let Some(content) = clause.content.filter(|_| clause.likely >= KEEP_CUE) else { return };
        if self.is_asked(clause) {
            return;
        }
        let confidence = (clause.looked.right * clause.likely).sqrt();
        let first = doc.quotations.partition_point(|q| q.outer.end <= content.start);
        let inside: Vec<usize> = (first..doc.quotations.len())
            .take_while(|n| doc.quotations[*n].outer.start < content.end)
            .collect();
        if !clause.looked.keeps(!inside.is_empty()) {
            return;
        }
        let outside_words = doc.tokens[content.start..content.end]
            .iter()
            .filter(|t| t.quotation == 0 && t.is_word() && t.key != THAT)
            .count();
        if !inside.is_empty() {
            let mixed = inside.iter().any(|n| natures[*n][1] >= natures[*n][0]);
            let own =
                inside.iter().any(|n| natures[*n][0] > natures[*n][1] && natures[*n][0] > natures[*n][2]);
            if outside_words == 0 || own && !mixed {
                return;
            }
        }
        let span = self.trim(content);
        if span.is_empty() {
            return;
        }
        let kind = if inside.iter().any(|n| natures[*n][2] < 0.5) {
            StatementKind::Mixed
        } else {
            StatementKind::Indirect
        };
        for number in &inside {
            taken[*number] |= natures[*number][2] < 0.5;
        }
        let rule = self.rule_of(clause, content);
        let sure_of_speaker = if clause.source.is_some() { clause.source_likely } else { 1.0 };
        self.push(span, kind, clause, rule, confidence * sure_of_speaker);
    }

    /// “**Did** she expect the line to continue**?**”: what is asked of somebody is not what they said.
    fn is_asked(&self, clause: &Clause) -> bool {
        let doc = self.doc;
        let sentence = doc.sentence_of(clause.cue);
        let (first, last) = (&doc.tokens[sentence.start], &doc.tokens[sentence.end - 1]);
        let inverted =
            clause.source.is_some_and(|source| doc.phrases[source].range.start == sentence.start + 1);
        first.is(tag::AUXILIARY) && first.quotation == 0 && last.is_mark('?') && inverted
    }

    fn push(
        &mut self,
        span: Span,
        kind: StatementKind,
        clause: &Clause,
        rule: &'static str,
        confidence: f32,
    ) {
        self.utterances += 1;
        let utterance = self.utterances;
        self.found.push(Found {
            span,
            kind,
            source: clause.source,
            with: Vec::new(),
            cue: Some(clause.cue),
            negated: false,
            rule,
            confidence,
            utterance,
        });
    }

    fn quotations(&mut self, natures: &[[f32; 3]], taken: &[bool]) {
        let doc = self.doc;
        // Who the quotation before was attributed to: source, cue, rule and utterance.
        let mut before: Option<(Option<usize>, Option<usize>, u32)> = None;
        let mut open: Option<usize> = None;
        for (number, quotation) in doc.quotations.iter().enumerate() {
            let (attribution, likely) = choose_attribution(doc, number, self.clauses, self.weights);
            let (source, cue, utterance, rule) = match attribution {
                Attribution::Clause(place) => {
                    let clause = &self.clauses[place];
                    let same = before.filter(|(_, cue, _)| *cue == Some(clause.cue)).map(|(_, _, u)| u);
                    let utterance = same.unwrap_or_else(|| {
                        self.utterances += 1;
                        self.utterances
                    });
                    (clause.source, Some(clause.cue), utterance, self.rule_of(clause, quotation.outer))
                }
                Attribution::Signed(phrase) => {
                    self.utterances += 1;
                    (Some(phrase), None, self.utterances, "signature")
                }
                Attribution::Continues if before.is_some() => {
                    let (source, cue, utterance) = before.unwrap_or_default();
                    (source, cue, utterance, "continued")
                }
                _ => {
                    self.utterances += 1;
                    (None, None, self.utterances, "unattributed")
                }
            };
            if taken[number] {
                before = Some((source, cue, utterance));
                open = None;
                continue;
            }
            let [own, part, scare] = natures[number];
            if quotation.continues
                && let Some(at) = open
            {
                self.found[at].span = self.found[at].span.cover(doc.span(quotation.inner));
                if quotation.closed {
                    open = None;
                }
                continue;
            }
            open = None;
            // Whoever signs words says them.
            let signed = matches!(attribution, Attribution::Signed(_)) && own > scare;
            if scare > self.scare_limit(quotation.inner) && !self.goes_on(number) && !signed {
                self.scare.push(doc.span(quotation.inner));
                continue;
            }
            before = Some((source, cue, utterance));
            let confidence = (own + part) * likely;
            if !quotation.closed {
                open = Some(self.found.len());
            }
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

    /// “The pier,” said Ruiz – “every yard of it” – “**will close**”, “The pier,” Ruiz said, “**will close**”: whether a
    /// quotation that was broken off by a comma inside its marks goes on in the same sentence.
    fn goes_on(&self, number: usize) -> bool {
        let doc = self.doc;
        let quotation = |number: usize| &doc.quotations[number];
        let sentence = |number: usize| doc.tokens[quotation(number).outer.start].sentence;
        let broken = |number: usize| {
            let inner = quotation(number).inner;
            inner.end > inner.start && doc.tokens[inner.end - 1].is_mark(',')
        };
        let start = quotation(number).outer.start;
        let Some(last) = number.checked_sub(1).filter(|last| sentence(*last) == sentence(number)) else {
            return false;
        };
        let between = &doc.tokens[quotation(last).outer.end.min(start)..start];
        let Some(opening) = between.last().filter(|token| token.is(tag::MARK)) else { return false };
        let told = between.len() <= LONGEST_INSERTION && between.iter().any(|t| t.word.is_cue(CueClass::Say));
        if opening.is_mark(',') && told {
            return broken(last);
        }
        let before = (0..number).rev().take_while(|before| sentence(*before) == sentence(number));
        DASHES.contains(&opening.mark) && before.take(LONGEST_SPLIT).any(broken)
    }

    /// How likely a quotation must be nobody's words to be left out.
    fn scare_limit(&self, inner: Range) -> f32 {
        let words = self.doc.tokens[inner.start..inner.end].iter().filter(|token| token.is_word());
        if words.count() < SHORT { SCARE_SHORT } else { SCARE }
    }

    /// The span of a content: without *that*, unless it is the subject (“said **that** was a lie”), and without marks at
    /// either end.
    fn trim(&self, content: Range) -> Span {
        let doc = self.doc;
        let Range { mut start, mut end } = content;
        while start < end
            && (doc.tokens[start].key == THAT
                && doc.tokens[start].quotation == 0
                && start + 1 < end
                && !doc.tokens[start + 1].is(tag::AUXILIARY)
                || doc.tokens[start].is(tag::MARK) && doc.tokens[start].quotation == 0)
        {
            start += 1;
        }
        while end > start
            && doc.tokens[end - 1].is(tag::MARK)
            && doc.tokens[end - 1].quotation == 0
            && !doc.tokens[end - 1].is_mark(')')
            && !doc.tokens[end - 1].is_mark('%')
        {
            end -= 1;
        }
        doc.span(Range { start, end: end.max(start) })
    }

    /// The stable name of what attributed: the cue's class and where content, source and cue stand.
    fn rule_of(&self, clause: &Clause, content: Range) -> &'static str {
        let doc = self.doc;
        let cue = &doc.tokens[clause.cue];
        if cue.is_mark(':') {
            return "colon";
        }
        if cue.word.is_cue(CueClass::Source) {
            return "according-to";
        }
        if cue.is(tag::NOUN) {
            return "reporting-noun";
        }
        let Some(source) = clause.source_range(doc) else { return "cue-without-source" };
        match (content.start < clause.cue, source.start < clause.cue) {
            (true, true) => "content-source-cue",
            (true, false) => "content-cue-source",
            (false, true) => "source-cue-content",
            (false, false) => "cue-source-content",
        }
    }
}

const DASHES: [char; 3] = ['—', '–', '-'];
const THAT: u64 = ascii_key("that");
