//! What can be counted of a clause as a whole, for trees to weigh.

use super::super::clause::Clause;
use super::super::doc::{Doc, PhraseKind, Range, Tok};
use super::super::lexicon::{ascii_key, tag, trait_of};
use super::super::linear::Chooser;
use super::{Beside, describe};

/// How many numbers describe a clause with one of its offers.
pub const NUMBERS: usize = 68;

/// What the words of a clause come to, by the two choosers of the last look.
#[derive(Debug, Clone, Copy)]
pub struct Sums {
    /// … for right borders.
    pub keep: f32,
    /// … for somebody's words.
    pub touch: f32,
}

impl Sums {
    /// What a clause comes to, by these choosers.
    pub fn of(doc: &Doc<'_>, clause: &Clause, keep: &Chooser, touch: &Chooser) -> Sums {
        let (keep, touch) = keep.scores_of(touch, |out| describe(doc, clause, out));
        Sums { keep, touch }
    }
}

/// Numbers, one after the other.
struct Row {
    values: [f32; NUMBERS],
    count: usize,
}

impl Row {
    fn add(&mut self, number: f32) {
        if let Some(value) = self.values.get_mut(self.count) {
            *value = number;
        }
        self.count += 1;
    }

    fn count(&mut self, number: usize) {
        self.add(number as f32);
    }

    fn flag(&mut self, is: bool) {
        self.add(f32::from(u8::from(is)));
    }
}

/// All that is counted of a clause that took the offer at `place`, among those `near` it; nothing where it has no content.
pub fn numbers(
    doc: &Doc<'_>,
    clause: &Clause,
    place: usize,
    near: &[Beside],
    sums: Sums,
) -> Option<[f32; NUMBERS]> {
    let content = clause.content?;
    let view = View { doc, clause, content, sentence: doc.sentence_of(clause.cue) };
    let mut row = Row { values: [0.0; NUMBERS], count: 0 };
    row.add(sums.keep);
    row.add(sums.touch);
    view.steps(place, &mut row)?;
    view.inside(&mut row);
    view.tops(&mut row);
    view.cut(&mut row);
    view.source(&mut row);
    view.cue(&mut row);
    view.kids(&mut row);
    view.ends(&mut row);
    view.places(&mut row);
    view.others(near, &mut row);
    debug_assert_eq!(row.count, NUMBERS);
    Some(row.values)
}

/// The logarithm of the odds of a likelihood.
fn odds(likely: f32) -> f32 {
    let likely = likely.clamp(0.001, 0.999);
    (likely / (1.0 - likely)).ln()
}

struct View<'a> {
    doc: &'a Doc<'a>,
    clause: &'a Clause,
    content: Range,
    sentence: Range,
}

impl View<'_> {
    /// How sure each step before was.
    fn steps(&self, place: usize, row: &mut Row) -> Option<()> {
        let clause = self.clause;
        let (offer, first) = (clause.offers.get(place)?, clause.offers.first()?);
        let both = odds(offer.begin * offer.end);
        row.add(odds(clause.likely));
        row.add(odds(clause.source_likely));
        row.add(odds(offer.begin));
        row.add(odds(offer.end));
        row.add(both);
        row.add(odds(first.begin * first.end) - both);
        row.count(place);
        row.count(clause.offers.len());
        row.add(clause.offers.iter().find(|offer| offer.content.is_none()).map_or(0.0, |none| none.begin));
        Some(())
    }

    /// What stands in the content.
    fn inside(&self, row: &mut Row) {
        let sums = self.doc.sums(self.content);
        row.count(self.content.end - self.content.start);
        for number in [sums.verbs, sums.commas, sums.borders, sums.relatives, sums.quoted] {
            row.count(number as usize);
        }
        row.count(self.doc.sums(self.sentence).quoted as usize);
    }

    /// Which words of the content depend on words outside, and how many subjects it has of its own.
    fn tops(&self, row: &mut Row) {
        let (mut tops, mut on_cue, mut subjects) = (0, 0, 0);
        let mut top = None;
        for at in self.words(self.content) {
            let link = self.doc.links[at];
            let up = link.head as usize;
            if self.content.holds(up) && up != at {
                subjects += usize::from(matches!(link.dep, NSUBJ | NSUBJPASS));
                continue;
            }
            tops += 1;
            on_cue += usize::from(up == self.clause.cue);
            if top.is_none() || up == self.clause.cue && on_cue == 1 {
                top = Some(at);
            }
        }
        row.count(tops);
        row.count(on_cue);
        row.add(top.map_or(-1.0, |at| self.dep(at)));
        row.add(top.map_or(-1.0, |at| self.fine(at)));
        row.count(subjects);
    }

    /// What is cut off at either end that depends on words inside.
    fn cut(&self, row: &mut Row) {
        let depends = |at: &usize| self.content.holds(self.doc.links[*at].head as usize);
        let after = Range { start: self.content.end, end: self.sentence.end };
        let before = Range { start: self.sentence.start, end: self.content.start };
        row.count(self.words(after).filter(depends).count());
        row.add(self.words(after).find(depends).map_or(-1.0, |at| self.dep(at)));
        row.count(self.words(before).filter(|at| depends(at) && *at != self.clause.cue).count());
    }

    /// Who the source is, and how it stands to the cue.
    fn source(&self, row: &mut Row) {
        let (doc, cue) = (self.doc, self.clause.cue);
        let phrase = self.clause.source.map(|number| &doc.phrases[number]);
        row.add(phrase.map_or(0.0, |phrase| match phrase.kind {
            PhraseKind::Pronoun => 1.0,
            PhraseKind::Name => 2.0,
            PhraseKind::Common => 3.0,
        }));
        row.add(phrase.map_or(-20.0, |phrase| {
            let range = phrase.range;
            if range.end <= cue { (cue - range.end) as f32 } else { -1.0 - range.start.abs_diff(cue) as f32 }
        }));
        row.flag(phrase.is_some_and(|phrase| doc.links[phrase.head()].head as usize == cue));
        let traits = phrase.map_or(0, |phrase| {
            let head = &doc.tokens[phrase.head()];
            usize::from(head.has(trait_of::ROLE))
                + 2 * usize::from(head.has(trait_of::GROUP))
                + 4 * usize::from(phrase.possessive)
        });
        row.count(traits);
        row.count(phrase.map_or(0, |phrase| phrase.range.end - phrase.range.start));
    }

    /// What the cue is.
    fn cue(&self, row: &mut Row) {
        let at = self.clause.cue;
        let cue = &self.doc.tokens[at];
        let up = self.doc.links[at].head as usize;
        row.add(f32::from(cue.word.cue));
        row.add(f32::from(cue.word.first));
        row.add(self.fine(at));
        row.add(self.dep(at));
        row.add(if up == at { -1.0 } else { self.fine(up) });
        row.add(if up == at { -1.0 } else { f32::from(self.doc.tokens[up].word.cue) });
        row.flag(cue.capital);
        row.flag(at > 0 && self.doc.tokens[at - 1].is(tag::MARK));
    }

    /// Whether the cue has a modal, is negated, passive, perfect, or begins with *to*.
    fn kids(&self, row: &mut Row) {
        let mut found = [false; 5];
        for at in self.words(self.sentence) {
            let link = self.doc.links[at];
            if link.head as usize != self.clause.cue || at == self.clause.cue {
                continue;
            }
            let modal = link.fine == MODAL;
            found[0] |= modal;
            found[1] |= link.dep == NEG;
            found[2] |= link.dep == AUXPASS;
            found[3] |= link.dep == AUX && !modal;
            found[4] |= link.fine == TO;
        }
        found.into_iter().for_each(|is| row.flag(is));
    }

    /// What stands on both sides of both borders.
    fn ends(&self, row: &mut Row) {
        let Range { start, end } = self.content;
        let quoted = |at: usize| self.doc.tokens.get(at).is_some_and(|token: &Tok| token.quotation != 0);
        for at in [start, end - 1, end] {
            row.add(self.fine(at));
            row.add(self.dep(at));
        }
        row.add(self.fine(end + 1));
        row.add(start.checked_sub(1).map_or(-1.0, |at| self.fine(at)));
        row.flag(self.doc.tokens[start].key == THAT);
        row.flag(quoted(start));
        row.flag(quoted(end - 1));
    }

    /// Where cue and content stand, in the sentence and in the article.
    fn places(&self, row: &mut Row) {
        let (doc, cue, content, sentence) = (self.doc, self.clause.cue, self.content, self.sentence);
        row.flag(content.start > cue);
        row.count(if content.start > cue { content.start - cue } else { cue.saturating_sub(content.end) });
        row.count(content.start - sentence.start);
        row.count(sentence.end.saturating_sub(content.end));
        row.count(sentence.end - sentence.start);
        row.count(cue - sentence.start);
        row.count(doc.parts[doc.part_of(cue)].kind as usize);
        row.add(doc.part_of(cue) as f32 / doc.parts.len().max(1) as f32);
    }

    /// What other cues of the sentence have to do with it.
    fn others(&self, near: &[Beside], row: &mut Row) {
        let (mut inside, mut any, mut covering, mut rival) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
        for other in near.iter().filter(|other| other.cue != self.clause.cue) {
            any = any.max(other.likely);
            if self.content.holds(other.cue) {
                inside = inside.max(other.likely);
            }
            let Some(theirs) = other.content else { continue };
            if theirs.holds(self.clause.cue) {
                covering = covering.max(other.likely);
            }
            if mostly_one(theirs, self.content) {
                rival = rival.max(other.likely * other.content_likely);
            }
        }
        for likely in [inside, any, covering, rival] {
            row.add(likely);
        }
        row.count(near.len());
    }

    fn words(&self, range: Range) -> impl Iterator<Item = usize> {
        (range.start..range.end).filter(|at| !self.doc.tokens[*at].is(tag::MARK))
    }

    /// The fine part of speech of a token of the sentence.
    fn fine(&self, at: usize) -> f32 {
        if self.sentence.holds(at) { f32::from(self.doc.links[at].fine) } else { -1.0 }
    }

    /// What a token of the sentence is to its head.
    fn dep(&self, at: usize) -> f32 {
        if self.sentence.holds(at) { f32::from(self.doc.links[at].dep) } else { -1.0 }
    }
}

/// Whether two stretches share more than half of what both cover.
fn mostly_one(one: Range, other: Range) -> bool {
    let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    shared * 2 > one.end.max(other.end) - one.start.min(other.start)
}

const THAT: u64 = ascii_key("that");

// Numbers of relations and of fine parts of speech.
const NSUBJ: u8 = 1;
const NSUBJPASS: u8 = 2;
const AUX: u8 = 19;
const AUXPASS: u8 = 20;
const NEG: u8 = 27;
const TO: u8 = 8;
const MODAL: u8 = 13;

#[cfg(test)]
mod tests {
    use super::super::super::lexicon::lexicon;
    use super::super::super::syntax::{Syntax, dep_number, tag_number};
    use super::super::super::testing::article;
    use super::super::super::weights::Weights;
    use super::super::{beside, near};
    use super::*;
    use crate::extract::clauses::{find_clauses, glance};

    #[test]
    fn relations_and_tags_have_their_numbers() {
        let names = ["nsubj", "nsubjpass", "aux", "auxpass", "neg"];
        assert_eq!(names.map(dep_number), [NSUBJ, NSUBJPASS, AUX, AUXPASS, NEG]);
        assert_eq!(["TO", "MD"].map(tag_number), [TO, MODAL]);
    }

    #[test]
    fn every_offer_with_a_content_has_all_its_numbers() {
        let article =
            article("The mayor of Port Alder said on Monday that the pier, which Ruiz wanted, would open.");
        let mut doc = Doc::new(&article, lexicon());
        let cues = glance(&mut doc, Weights::shipped(), Syntax::shipped());
        let clauses = find_clauses(&doc, &cues, Weights::shipped());
        let all = beside(&clauses);
        let mut seen = 0;
        for clause in &clauses {
            let mut clause = clause.clone();
            for place in 0..clause.offers.len() {
                clause.take(place);
                let sums = Sums { keep: 0.0, touch: 0.0 };
                let found = numbers(&doc, &clause, place, near(&doc, &all, clause.cue), sums);
                assert_eq!(found.is_some(), clause.content.is_some());
                seen += usize::from(found.is_some());
            }
        }
        assert!(seen > 1, "{seen}");
    }
}
