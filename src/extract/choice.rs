//! From clauses and quotations to statements: what is kept, and whom it is attributed to.

mod borders;
mod quotations;
mod split;
mod unsaid;

use std::collections::BTreeMap;

use crate::model::{Annotations, Cover, Span, StatementKind};

use super::according::settle_according;
use super::annotate::annotate;
use super::as_told::settle_as_told;
use super::clause::Clause;
use super::clauses::find_telling;
use super::content::is_told;
use super::cues::Cue;
use super::doc::{Doc, Range};
use super::found::Found;
use super::frames::framed;
use super::full_names::{in_full, nominal_behind, nominal_beside};
use super::hearing::only_hears;
use super::inserted::settle_inserted;
use super::joint::together;
use super::keep::KEEP_CUE;
use super::lexicon::{CueClass, ascii_key, keys, tag};
use super::meant::Voices;
use super::negation::negation;
use super::quotes::judge_nature;
use super::reports::reporter;
use super::sources::agent_of;
use super::trailing::settle_trailing;
use super::true_source::{true_source, with_offices};
use super::turns::{SURE_OF_TURNS, TURN, Turn, turns};
use super::weights::Weights;
use crate::text::TokenKind;

use borders::settled;

pub use quotations::attribute;

impl Found {
    /// Gives it everybody who says it, or is told not to.
    fn join(&mut self, doc: &Doc<'_>) {
        if (self.source, self.cue) == (None, None)
            && self.kind == StatementKind::Direct
            && let Some((source, cue)) = nominal_behind(doc, self.span.end)
        {
            (self.source, self.cue) = (Some(source), Some(cue));
            let leads = doc.phrases[source].range.start < cue;
            self.rule = if leads { "content-source-cue" } else { "content-cue-source" };
        }
        if let (None, Some(cue)) = (self.source, self.cue)
            && let Some(agent) =
                agent_of(doc, cue).or_else(|| reporter(doc, cue)).or_else(|| nominal_beside(doc, cue))
        {
            self.source = Some(agent);
            let leads = doc.phrases[agent].range.start < cue;
            self.rule = match (self.span.start < doc.tokens[cue].span.start, leads) {
                (true, true) => "content-source-cue",
                (true, false) => "content-cue-source",
                (false, true) => "source-cue-content",
                (false, false) => "cue-source-content",
            };
        }
        if let (Some(source), Some(cue)) = (self.source, self.cue)
            && only_hears(doc, source, cue)
        {
            self.source = None;
        }
        if let (Some(source), Some(cue)) = (self.source, self.cue) {
            let all = together(doc, true_source(doc, source, cue), cue).into_iter();
            let mut all = all.filter(|number| with_offices(doc, *number, cue).is_none());
            self.source = all.next();
            self.with = all.collect();
            self.negated = negation(doc, cue, self.source).is_some();
        }
    }
}

/// Finds and attributes every statement of a document. Its phrases are other ones meanwhile, with whole names.
pub fn choose(doc: &mut Doc<'_>, cues: &[Cue], weights: &Weights) -> Annotations {
    let mut clauses = find_telling(doc, cues, weights, KEEP_CUE);
    settle_trailing(doc, &mut clauses);
    settle_according(doc, &mut clauses);
    settle_as_told(doc, &mut clauses);
    settle_inserted(doc, &mut clauses);
    let mut chosen = Chosen {
        doc,
        weights,
        clauses: &clauses,
        found: Vec::new(),
        scare: Vec::new(),
        utterances: 0,
        inner: BTreeMap::new(),
        labels: BTreeMap::new(),
    };
    chosen.quotations_and_paraphrases();
    chosen.turns();
    let Chosen { mut found, scare, labels, .. } = chosen;
    found.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
    let likely = clauses.iter().filter(|clause| clause.likely >= KEEP_CUE && clause.content.is_some());
    drop_doubles(doc, &mut found);
    let full = in_full(doc);
    let number = |former: usize| full.as_ref().map_or(former, |full| full.number(former));
    found.iter_mut().for_each(|found| found.source = found.source.map(number));
    let likely: Vec<usize> = likely.filter_map(|clause| clause.source.map(number)).collect();
    let labels = labels.into_iter().map(|(label, first)| (number(label), number(first))).collect();
    let former = full.map(|full| {
        let verbs: Vec<(usize, u16)> = full.participles.iter().map(|at| (*at, doc.tokens[*at].tag)).collect();
        doc.retag(verbs.iter().map(|(at, _)| (*at, tag::ADJECTIVE)));
        (std::mem::replace(&mut doc.phrases, full.phrases), verbs)
    });
    doc.settled = true;
    found.iter_mut().for_each(|found| found.join(doc));
    let speaking = found.iter().filter_map(|found| found.source).chain(likely).collect();
    let annotations = annotate(doc, found, scare, &Voices { speaking, labels }, weights);
    doc.settled = false;
    if let Some((phrases, verbs)) = former {
        doc.phrases = phrases;
        doc.retag(verbs.into_iter());
    }
    annotations
}

/// “Ruiz agreed, adding that …”: of two cues that give one speaker the same words, the likelier is kept; of two that give them to
/// two, the nearer, where the other tells it in passing. “The police say, and prosecutors confirm, that …” has two speakers.
fn drop_doubles(doc: &Doc<'_>, found: &mut Vec<Found>) {
    found.dedup_by(|next, kept| {
        let one = next.source == kept.source;
        let better = if one {
            next.confidence > kept.confidence
        } else {
            away_from_cue(doc, next) < away_from_cue(doc, kept)
        };
        let (winner, loser) = if better { (&*next, &*kept) } else { (&*kept, &*next) };
        let same = next.span == kept.span && (one || tells_in_passing(doc, loser, winner));
        if same && better {
            std::mem::swap(next, kept);
        }
        same
    });
}

/// How many bytes stand between what was said and its cue.
fn away_from_cue(doc: &Doc<'_>, found: &Found) -> u32 {
    let cue = found.cue.map_or(0, |cue| doc.tokens[cue].span.start);
    cue.saturating_sub(found.span.end).max(found.span.start.saturating_sub(cue))
}

/// “The board issued **a statement**, after *Ruiz said* that …”: whether `other` stands in a clause of its own behind the cue of
/// `found`, or before it, or that is only a paper's.
fn tells_in_passing(doc: &Doc<'_>, found: &Found, other: &Found) -> bool {
    let (Some(own), Some(theirs)) = (found.cue, other.cue.filter(|_| other.source.is_some())) else {
        return false;
    };
    let between = &doc.tokens[own.min(theirs)..own.max(theirs)];
    let parted = between.iter().any(|token| token.quotation == 0 && WHEN.contains(&token.key));
    parted || matches!(found.rule, "reporting-noun" | "according-to")
}

struct Chosen<'a> {
    doc: &'a Doc<'a>,
    weights: &'a Weights,
    clauses: &'a [Clause],
    found: Vec<Found>,
    scare: Vec<Span>,
    utterances: u32,
    /// Quotations inside of what somebody tells of another, each with the clause by which it is that other's.
    inner: BTreeMap<usize, usize>,
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
        if self.is_unsaid(clause, content) {
            return;
        }
        let content = settled(doc, clause, content);
        let confidence = (clause.looked.right * clause.likely).sqrt();
        let first = doc.quotations.partition_point(|q| q.outer.end <= content.start);
        let inside: Vec<usize> = (first..doc.quotations.len())
            .take_while(|n| doc.quotations[*n].outer.start < content.end)
            .collect();
        // “Swimmers had been **promised “a palace” by Mayor Bo Lind**”: not theirs.
        let other = |number: &usize| {
            let frame = framed(doc, doc.quotations[*number].outer);
            frame.is_some_and(|frame| frame.cue == clause.cue && Some(frame.source) != clause.source)
        };
        if inside.iter().any(other) {
            return;
        }
        let told = is_told(doc, clause.cue, content);
        if !clause.looked.keeps(told || !inside.is_empty()) {
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
        let inner = self.told_of(clause, content, outside_words);
        for number in &inside {
            if let Some(inner) = inner {
                self.inner.insert(*number, inner);
            } else {
                taken[*number] |= natures[*number][2] < 0.5;
            }
        }
        let rule = self.rule_of(clause, content);
        let sure_of_speaker = if clause.source.is_some() { clause.source_likely } else { 1.0 };
        self.push(span, kind, clause, rule, confidence * sure_of_speaker);
    }

    /// “**“We will not pay,” Ruiz said**, according to Lind”: the clause by which what Lind tells is Ruiz's, where nothing but
    /// that stands beside the quotation.
    fn told_of(&self, clause: &Clause, content: Range, outside_words: usize) -> Option<usize> {
        if !self.doc.tokens[clause.cue].word.is_cue(CueClass::Source) {
            return None;
        }
        let from = self.clauses.partition_point(|other| other.cue < content.start);
        let inside = self.clauses[from..].iter().take_while(|other| other.cue < content.end);
        let attributes = |other: &Clause| {
            let source = other.source_range(self.doc).filter(|source| content.holds(source.start));
            other.likely >= KEEP_CUE && source.is_some_and(|own| outside_words <= own.end - own.start + 2)
        };
        inside.enumerate().find(|(_, other)| attributes(other)).map(|(place, _)| from + place)
    }

    /// “**Ruiz** is said to be furious”, “**the driver** is believed to have fled”: whom it is said of says nothing.
    fn is_said_of(&self, source: usize, cue: usize) -> bool {
        let doc = self.doc;
        let key = |at: usize| doc.tokens.get(at).map_or(0, |token| token.key);
        let verb = doc.tokens.get(cue + 2).is_some_and(|next| next.is(tag::VERB | tag::AUXILIARY));
        let be = (cue.saturating_sub(2)..cue).rev().find(|before| !doc.tokens[*before].is(tag::ADVERB));
        let passive = be.is_some_and(|be| BE.contains(&key(be)) && doc.phrases[source].range.end <= be);
        passive && verb && key(cue + 1) == TO && HEARSAY.contains(&key(cue))
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
            source: clause.source.filter(|source| !self.is_said_of(*source, clause.cue)),
            with: Vec::new(),
            cue: Some(clause.cue),
            negated: false,
            rule,
            confidence,
            utterance,
        });
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
                // “said **that’s** a lie”
                && doc.tokens[start + 1].kind != TokenKind::Possessive
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
        let source = clause.source_range(doc);
        // “…, *claims* Ana Ruiz”: no noun, whatever it was taken for.
        let inverted = content.end < clause.cue && source.is_some_and(|source| source.end > clause.cue);
        if cue.is(tag::NOUN) && !inverted {
            return "reporting-noun";
        }
        let Some(source) = source else { return "cue-without-source" };
        match (content.start < clause.cue, source.end <= clause.cue) {
            (true, true) => "content-source-cue",
            (true, false) => "content-cue-source",
            (false, true) => "source-cue-content",
            (false, false) => "cue-source-content",
        }
    }
}

const WHEN: [u64; 5] = keys(["when", "after", "before", "as", "while"]);
const BE: [u64; 6] = keys(["is", "are", "was", "were", "be", "been"]);
const HEARSAY: [u64; 7] =
    keys(["said", "believed", "thought", "reported", "alleged", "understood", "rumoured"]);
const TO: u64 = ascii_key("to");
const THAT: u64 = ascii_key("that");
