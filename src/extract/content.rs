//! Where the words begin and end that a cue attributes.

use super::arcs::Arcs;
use super::cues::look;
use super::doc::{Doc, Range};
use super::lexicon::{CueClass, ascii_key, keys, tag, trait_of};
use super::linear::Out;
use super::sources::Gap;

/// How far past the cue a content may begin, in tokens.
const AHEAD: usize = 24;

/// “voted on **Tuesday** to fund it”: a day that only says when.
fn is_day_of(doc: &Doc<'_>, at: usize) -> bool {
    doc.tokens[at].has(trait_of::CALENDAR) && doc.tokens[at].quotation == 0 && doc.tokens[at - 1].key == ON
}

/// “told **the judge** it was late”: where a content may begin behind a cue, past whoever was told where a clause follows.
fn told_until(doc: &Doc<'_>, cue: usize, sentence: Range) -> usize {
    let next = cue + 1;
    let number = doc.phrases.partition_point(|phrase| phrase.range.start < next);
    let told = doc
        .phrases
        .get(number)
        .filter(|told| TELL.contains(&doc.tokens[cue].key) && told.range.start == next);
    let Some(told) = told.filter(|told| told.range.end < sentence.end && !told.possessive) else {
        return next;
    };
    let follows = &doc.tokens[told.range.end];
    let clause = follows.quotation == 0
        && (follows.is(tag::DETERMINER | tag::PRONOUN)
            || doc.phrases.get(number + 1).is_some_and(|subject| subject.range.start == told.range.end));
    if clause { told.range.end } else { next }
}

/// “told the judge **it was late**”: whether words behind a cue are what somebody was told, past who that was.
pub fn is_told(doc: &Doc<'_>, cue: usize, content: Range) -> bool {
    let start = told_until(doc, cue, doc.sentence_of(cue));
    let acts = doc.tokens[content.start..content.end].iter().any(|t| t.is(tag::VERB | tag::AUXILIARY));
    start > cue + 1 && content.start == start && acts
}

/// A cue with its source: what the choice of a content starts from.
pub struct Frame<'d> {
    doc: &'d Doc<'d>,
    arcs: &'d Arcs<'d>,
    cue: usize,
    source: Option<Range>,
    sentence: Range,
    lemma: u64,
    class: u64,
    order: u64,
}

impl<'d> Frame<'d> {
    /// The choice of a content for `cue`, said by `source`.
    pub fn new(doc: &'d Doc<'d>, arcs: &'d Arcs<'d>, cue: usize, source: Option<Range>) -> Self {
        Frame {
            doc,
            arcs,
            cue,
            source,
            sentence: doc.sentence_of(cue),
            lemma: doc.lemma(cue),
            class: u64::from(doc.tokens[cue].word.cue),
            order: order(cue, source),
        }
    }

    /// Where a content may begin: at the sentence's start and after each of its clause borders before the cue,
    /// and at every token shortly after it.
    pub fn begins(&self) -> Vec<usize> {
        let (doc, cue, sentence) = (self.doc, self.cue, self.sentence);
        let free = |i: usize| !self.source.is_some_and(|s| s.start < i && i < s.end);
        let mut found = Vec::with_capacity(32);
        for i in sentence.start..cue {
            if free(i) && doc.tokens[i].tag != 0 && (i == sentence.start || may_begin_before(doc, i)) {
                found.push(i);
            }
        }
        for i in told_until(doc, cue, sentence)..sentence.end.min(cue + 1 + AHEAD) {
            if free(i) && may_begin_after(doc, i) && !is_day_of(doc, i) {
                found.push(i);
            }
        }
        found
    }

    /// What speaks for and against a content beginning at `at`.
    pub fn describe_begin(&self, at: usize, out: &mut impl Out) {
        let Frame { doc, cue, source, sentence, lemma, class, order, .. } = *self;
        let after = at > cue;
        let side = u64::from(after);
        let between = if after { Range { start: cue + 1, end: at } } else { Range { start: at, end: cue } };
        let length = (between.end - between.start).min(12) as u64;
        let gap = Gap::of(doc, between);
        let quoted = u64::from(doc.tokens[at].quotation != 0);
        let (here, here_tag) = look(doc, at, 0, sentence.start, sentence.end);
        let (before, before_tag) = look(doc, at, -1, sentence.start, sentence.end);
        let (next, next_tag) = look(doc, at, 1, sentence.start, sentence.end);
        let (_, cue_next) = look(doc, cue, 1, sentence.start, sentence.end);
        out.add3(1, side, order, quoted);
        out.add3(2, side, lemma, quoted);
        out.add3(3, side, length, order);
        out.add3(4, side, here, class);
        out.add3(5, side, here_tag, class);
        out.add3(6, side, before, class);
        out.add3(7, side, before_tag, here_tag);
        out.add3(8, side, before, here);
        out.add3(9, side, here_tag, next_tag);
        out.add3(10, side, lemma, here_tag);
        out.add3(11, side, lemma, here);
        out.add3(12, side, lemma, before_tag);
        out.add3(13, side, gap.pattern, order);
        out.add3(14, side, gap.pattern, lemma);
        out.add3(15, side, u64::from(gap.verbs), u64::from(gap.commas));
        out.add3(16, side, u64::from(at == sentence.start), order);
        out.add3(17, side, u64::from(at == cue + 1), lemma);
        out.add3(18, side, u64::from(at == cue + 1), here_tag);
        out.add3(19, side, u64::from(gap.quotation), quoted);
        out.add3(20, side, before_mark(doc, at), order);
        out.add3(21, side, cue_next, length.min(4));
        let that_passed = (cue + 1..at.max(cue + 1)).any(|i| doc.tokens[i].key == THAT);
        let that_ahead = (at + 1..sentence.end.min(at + 8))
            .any(|i| doc.tokens[i].key == THAT && doc.tokens[i].quotation == 0);
        out.add3(22, side, u64::from(that_passed) << 1 | u64::from(that_ahead), class);
        let quote_ahead =
            (at + 1..sentence.end.min(at + 9)).any(|i| doc.tokens[i].quotation != 0 && quoted == 0);
        out.add3(23, side, u64::from(quote_ahead), order);
        out.add3(24, here, next, side);
        out.add3(25, u64::from(doc.tokens[cue].tag), here_tag, side);
        let comma_before_cue = cue > sentence.start && doc.tokens[cue_front(cue, source) - 1].is_mark(',');
        out.add3(26, side, u64::from(comma_before_cue), order);
        let cue_is_last = u64::from(cue_is_last(doc, cue, source, sentence.end));
        out.add3(27, side, cue_is_last, order);
        out.add3(28, side, cue_is_last, u64::from(at == sentence.start));
        let in_source = source.is_some_and(|s| s.start <= at && at < s.end);
        out.add2(29, side, u64::from(in_source));
        let source_between = source.is_some_and(|s| between.holds(s.start));
        out.add3(30, side, u64::from(source_between), order);
        let passive = cue > sentence.start && doc.tokens[cue - 1].is(tag::AUXILIARY);
        out.add3(31, side, u64::from(passive), lemma);
        self.arcs.describe_begin(at, out);
    }

    /// What speaks for the cue having no content in its own sentence.
    pub fn describe_none(&self, out: &mut impl Out) {
        let Frame { doc, cue, source, sentence, .. } = *self;
        out.add(50, self.order);
        out.add(51, self.lemma);
        out.add(52, u64::from(cue_is_last(doc, cue, source, sentence.end)));
        out.add2(53, (sentence.end - sentence.start).min(12) as u64, self.order);
    }

    /// Where a content that begins at `begin` may end: exclusive, in order, never inside a quotation.
    pub fn ends(&self, begin: usize) -> Ends<'_> {
        let Frame { doc, cue, source, sentence, .. } = *self;
        let limit = if begin < cue { cue_front(cue, source).max(begin + 1) } else { sentence.end };
        let in_source = source.is_some_and(|s| s.start <= begin && begin < s.end);
        let last = if begin < cue && in_source { cue } else { limit };
        let found = (begin + 1..=last).filter(|end| may_end(doc, *end, last)).collect();
        let front = if begin < cue { cue_front(cue, source) } else { sentence.end };
        Ends { frame: self, begin, limit: front, found, tops: self.arcs.tops(begin) }
    }
}

/// The possible ends of a content.
pub struct Ends<'f> {
    frame: &'f Frame<'f>,
    begin: usize,
    limit: usize,
    /// The ends, exclusive, in order.
    pub found: Vec<usize>,
    tops: Vec<u64>,
}

impl Ends<'_> {
    /// What speaks for and against the content ending before `end`.
    pub fn describe(&self, end: usize, out: &mut impl Out) {
        let Frame { doc, cue, sentence, lemma, class, order, .. } = *self.frame;
        let Ends { begin, limit, .. } = *self;
        let side = u64::from(begin > cue);
        let sums = doc.sums(Range { start: begin, end });
        let left = limit.saturating_sub(end).min(12) as u64;
        let length = match end - begin {
            n @ 0..=6 => n as u64,
            n @ 7..=12 => 7 + (n as u64 - 7) / 3,
            n => 9 + (n as u64 / 10).min(5),
        };
        let (last, last_tag) = look(doc, end - 1, 0, sentence.start, sentence.end);
        let (next, next_tag) = look(doc, end, 0, sentence.start, sentence.end);
        let (next2, next2_tag) = look(doc, end, 1, sentence.start, sentence.end);
        let (begin_key, begin_tag) = look(doc, begin, 0, sentence.start, sentence.end);
        let quoted_begin = u64::from(doc.tokens[begin].quotation != 0);
        let quoted_end = u64::from(doc.tokens[end - 1].quotation != 0);
        let verbs = u64::from(sums.verbs.min(3));
        let commas = u64::from(sums.commas.min(3));
        let clause = u64::from(verbs > 0);
        let whole = u64::from(end == limit);
        out.add3(1, side, whole, class);
        out.add3(2, side, whole, order);
        out.add3(3, side, left, class);
        out.add3(4, side, next, class);
        out.add3(5, side, next_tag, clause);
        out.add3(6, side, next, next2);
        out.add3(7, side, next_tag, next2_tag);
        out.add3(8, side, last_tag, next_tag);
        out.add3(9, side, next, clause);
        out.add3(10, length, side, class);
        out.add3(11, length, next_tag, class);
        out.add3(12, lemma, next_tag, side);
        out.add3(13, lemma, whole, length.min(8));
        out.add3(14, verbs, commas, next_tag);
        out.add3(15, quoted_begin, quoted_end, whole);
        out.add3(16, quoted_begin, quoted_end, next_tag);
        out.add3(17, begin_tag, last_tag, next_tag);
        out.add3(18, last, next, side);
        let rest = Range { start: end, end: limit.max(end) };
        let after = doc.sums(rest);
        let (rest_verbs, rest_commas) = (u64::from(after.verbs.min(3)), u64::from(after.commas.min(3)));
        out.add3(19, rest_verbs, rest_commas, next_tag);
        out.add3(20, u64::from(after.quoted > 0), quoted_end, next_tag);
        out.add3(21, Gap::of(doc, rest).pattern, class, 0);
        out.add3(22, u64::from(after.relatives > 0), next, clause);
        let stop = end < doc.tokens.len() && doc.tokens[end].is_stop() && end + 1 >= sentence.end;
        out.add3(23, u64::from(stop), class, lemma);
        out.add3(24, u64::from(stop), clause, begin_tag);
        out.add3(25, begin_key, next_tag, clause);
        let cue_again = doc.tokens.get(end + 1).is_some_and(|t| t.word.is_cue(CueClass::Say))
            || doc.tokens.get(end).is_some_and(|t| t.word.is_cue(CueClass::Say));
        out.add3(26, u64::from(cue_again), next_tag, side);
        out.add3(27, next, next2_tag, clause);
        out.add3(28, next, commas, class);
        // Commas and coordinators inside: places that looked like the content's end and were passed over.
        let passed = u64::from(sums.borders.min(4));
        out.add3(29, passed, next_tag, class);
        out.add3(30, passed, u64::from(stop), rest_commas);
        let tops = self.tops.get(end - begin).copied().unwrap_or(0);
        self.frame.arcs.describe_end(begin, end, tops, out);
    }
}

/// Before the cue, contents begin after a mark, a joining word, or where a quotation opens.
fn may_begin_before(doc: &Doc<'_>, at: usize) -> bool {
    let token = &doc.tokens[at];
    let before = &doc.tokens[at - 1];
    if token.quotation != 0 {
        return doc.quotations[token.quotation as usize - 1].outer.start == at;
    }
    !token.is(tag::MARK)
        && (before.is(tag::MARK)
            || before.is(tag::COORDINATOR | tag::SUBORDINATOR | tag::PREPOSITION | tag::VERB | tag::PRONOUN))
        || before.is(tag::PARTICLE)
        || doc.phrases.binary_search_by_key(&at, |p| p.range.start).is_ok()
}

/// After it, at any word that does not stand inside a quotation.
fn may_begin_after(doc: &Doc<'_>, at: usize) -> bool {
    let token = &doc.tokens[at];
    if token.quotation != 0 {
        return doc.quotations[token.quotation as usize - 1].outer.start == at;
    }
    !token.is(tag::MARK)
}

/// Where cue and source stand to each other: source first, cue first, or no source.
fn order(cue: usize, source: Option<Range>) -> u64 {
    match source {
        None => 0,
        Some(s) if s.end <= cue => 1 + u64::from(cue - s.end > 0),
        Some(s) => 3 + u64::from(s.start - cue > 1),
    }
}

/// The first token of the attribution: cue or source, whichever stands first.
pub fn cue_front(cue: usize, source: Option<Range>) -> usize {
    source.map_or(cue, |s| s.start.min(cue)).max(1)
}

fn cue_is_last(doc: &Doc<'_>, cue: usize, source: Option<Range>, end: usize) -> bool {
    let last = source.map_or(cue + 1, |s| s.end.max(cue + 1));
    last >= end || doc.tokens[last].is_stop() && last + 1 >= end
}

fn before_mark(doc: &Doc<'_>, at: usize) -> u64 {
    at.checked_sub(1).map(|i| &doc.tokens[i]).filter(|t| t.is(tag::MARK)).map_or(0, |t| t.mark as u64)
}

fn may_end(doc: &Doc<'_>, end: usize, limit: usize) -> bool {
    let last = &doc.tokens[end - 1];
    if last.quotation != 0 {
        let outer = doc.quotations[last.quotation as usize - 1].outer;
        return end == outer.end || end == limit;
    }
    if end == limit {
        return true;
    }
    if last.is(tag::MARK | tag::DETERMINER | tag::PREPOSITION | tag::COORDINATOR | tag::SUBORDINATOR) {
        return false;
    }
    let next = &doc.tokens[end];
    next.is(tag::MARK
        | tag::PREPOSITION
        | tag::COORDINATOR
        | tag::SUBORDINATOR
        | tag::PRONOUN
        | tag::VERB
        | tag::AUXILIARY
        | tag::ADVERB
        | tag::PARTICLE
        | tag::DETERMINER)
        || next.quotation != 0
        || next.is(tag::NAME | tag::NOUN) && !last.is(tag::ADJECTIVE | tag::NAME | tag::NOUN)
}

/// Verbs that name whom they speak to first.
const TELL: [u64; 9] =
    keys(["told", "tell", "tells", "assured", "assures", "informed", "informs", "reminded", "reminds"]);
const ON: u64 = ascii_key("on");
const THAT: u64 = ascii_key("that");
