//! From clauses and quotations to statements: what is kept, and whom it is attributed to.

use crate::model::{Annotations, Span, StatementKind};

use super::annotate::annotate;
use super::clause::{Clause, find_telling};
use super::cues::Cue;
use super::doc::{Doc, Range};
use super::joint::together;
use super::keep::KEEP_CUE;
use super::lexicon::{CueClass, ascii_key, tag};
use super::quotes::{Attribution, choose_attribution, judge_nature};
use super::weights::Weights;

/// Marks are nobody's words where that is at least this likely: a quotation wrongly kept misleads more than a scare
/// quote told apart.
const SCARE: f32 = 0.2;
/// The same for fewer words than [`SHORT`]: titles of works, nicknames and signs are short, and sentences are not.
const SCARE_SHORT: f32 = 0.18;
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
    /// The rule that attributed it.
    pub rule: &'static str,
    /// How likely it is right.
    pub confidence: f32,
    /// Pieces of one utterance share this number.
    pub utterance: u32,
}

impl Found {
    /// Gives it everybody who says it.
    fn join(&mut self, doc: &Doc<'_>) {
        if let (Some(source), Some(cue)) = (self.source, self.cue) {
            let mut all = together(doc, source, cue).into_iter();
            self.source = all.next();
            self.with = all.collect();
        }
    }
}

/// Finds and attributes every statement of a document.
pub fn choose(doc: &Doc<'_>, cues: &[Cue], weights: &Weights) -> Annotations {
    let clauses = find_telling(doc, cues, weights, KEEP_CUE);
    let mut chosen =
        Chosen { doc, weights, clauses: &clauses, found: Vec::new(), scare: Vec::new(), utterances: 0 };
    chosen.quotations_and_paraphrases();
    let Chosen { mut found, scare, .. } = chosen;
    found.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
    let likely = clauses.iter().filter(|clause| clause.likely >= KEEP_CUE && clause.content.is_some());
    found.iter_mut().for_each(|found| found.join(doc));
    let speaking =
        found.iter().map(|f| f.source).chain(likely.map(|clause| clause.source)).flatten().collect();
    annotate(doc, found, scare, speaking, weights)
}

struct Chosen<'a> {
    doc: &'a Doc<'a>,
    weights: &'a Weights,
    clauses: &'a [Clause],
    found: Vec<Found>,
    scare: Vec<Span>,
    utterances: u32,
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

    /// A clause's content that is not just a quotation.
    fn paraphrase(&mut self, clause: &Clause, natures: &[[f32; 3]], taken: &mut [bool]) {
        let doc = self.doc;
        let Some(content) = clause.content.filter(|_| clause.likely >= KEEP_CUE) else { return };
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
            if scare > self.scare_limit(quotation.inner) {
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
                rule,
                confidence,
                utterance,
            });
        }
    }

    /// How likely a quotation must be nobody's words to be left out.
    fn scare_limit(&self, inner: Range) -> f32 {
        let words = self.doc.tokens[inner.start..inner.end].iter().filter(|token| token.is_word());
        if words.count() < SHORT { SCARE_SHORT } else { SCARE }
    }

    /// The span of a content: without *that*, and without marks at either end.
    fn trim(&self, content: Range) -> Span {
        let doc = self.doc;
        let Range { mut start, mut end } = content;
        while start < end
            && (doc.tokens[start].key == THAT && doc.tokens[start].quotation == 0 && start + 1 < end
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

const THAT: u64 = ascii_key("that");
