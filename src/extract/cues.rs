//! Words that may attribute something to somebody, and whether they do so here.

use super::arcs::Arcs;
use super::doc::Doc;
use super::lexicon::{CueClass, ascii_key, tag};
use super::linear::Out;

const THAT: u64 = ascii_key("that");
const TO: u64 = ascii_key("to");

/// A word that may attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// Its token.
    pub token: usize,
}

/// All words outside quotation marks that may attribute, in order.
pub fn find_cues(doc: &Doc<'_>) -> Vec<Cue> {
    (0..doc.tokens.len()).filter(|at| can_attribute(doc, *at)).map(|token| Cue { token }).collect()
}

fn can_attribute(doc: &Doc<'_>, at: usize) -> bool {
    let token = &doc.tokens[at];
    if token.quotation != 0 {
        return false;
    }
    if token.is_mark(':') {
        return introduces(doc, at);
    }
    if !token.is_word() || token.capital && token.is(tag::NAME) && !token.word.is_cue(CueClass::Source) {
        return false;
    }
    token.word.cue != 0 || beside_quotation(doc, at)
}

/// `Ruiz: “No.”` and `Ruiz: no`: a colon directly after a name, or before a quotation.
fn introduces(doc: &Doc<'_>, at: usize) -> bool {
    let sentence = doc.sentence_of(at);
    let name_before = at > sentence.start && doc.tokens[at - 1].is(tag::NAME) && at - sentence.start <= 5;
    let opens = doc.tokens.get(at + 1).is_some_and(|t| t.quotation != 0);
    name_before || opens && at + 1 < sentence.end
}

/// A verb the lexicon does not know as a cue, right beside a quotation: “No,” she *tutted*.
fn beside_quotation(doc: &Doc<'_>, at: usize) -> bool {
    let token = &doc.tokens[at];
    if !token.is(tag::VERB) {
        return false;
    }
    let near = |i: usize| doc.tokens.get(i).is_some_and(|t| t.quotation != 0 && t.sentence == token.sentence);
    (1..=4).any(|step| near(at + step) || at >= step && near(at - step))
}

/// What speaks for and against the word at `at` being a cue here, its sentence parsed.
pub fn describe_cue(doc: &Doc<'_>, arcs: &Arcs<'_>, at: usize, out: &mut impl Out) {
    describe_glance(doc, at, out);
    arcs.describe_cue(out);
}

/// What speaks for and against it at a first glance.
pub fn describe_glance(doc: &Doc<'_>, at: usize, out: &mut impl Out) {
    let sentence = doc.sentence_of(at);
    let token = &doc.tokens[at];
    let look = |offset: isize| look(doc, at, offset, sentence.start, sentence.end);
    let lemma = doc.lemma(at);
    let tagged = u64::from(token.tag);
    out.add(1, 0);
    out.add(2, lemma);
    out.add(3, token.key);
    out.add2(4, lemma, tagged);
    let (before, before_tag) = look(-1);
    let (before2, before2_tag) = look(-2);
    let (after, after_tag) = look(1);
    let (after2, after2_tag) = look(2);
    out.add(5, before);
    out.add(6, after);
    out.add2(7, lemma, before_tag);
    out.add2(8, lemma, after_tag);
    out.add2(9, lemma, after);
    out.add2(10, lemma, before);
    out.add2(11, before_tag, after_tag);
    out.add3(12, tagged, before_tag, after_tag);
    out.add2(13, before2, before);
    out.add2(14, after, after2);
    out.add3(15, tagged, before2_tag, before_tag);
    out.add3(16, tagged, after_tag, after2_tag);
    let words = token.span.of(doc.text);
    let ending = ending(words);
    out.add2(17, ending, before_tag);
    out.add2(18, lemma, ending);
    out.add2(19, u64::from(token.word.cue), ending);
    out.add3(20, u64::from(token.word.cue), before_tag, after_tag);
    let (that, to, quotation) = ahead(doc, at, sentence.end);
    out.add2(21, lemma, u64::from(that) << 2 | u64::from(to) << 1 | u64::from(quotation));
    out.add2(22, u64::from(token.word.cue), u64::from(that) << 2 | u64::from(to) << 1 | u64::from(quotation));
    let quoted_before = (sentence.start..at).rev().take(8).any(|i| doc.tokens[i].quotation != 0);
    out.add2(23, u64::from(quoted_before), u64::from(quotation));
    out.add2(24, lemma, u64::from(quoted_before));
    let subject = subject_shape(doc, at, sentence.start);
    out.add(25, subject);
    out.add2(26, lemma, subject);
    out.add2(27, u64::from(token.word.cue), subject);
    out.add2(28, subject, after_tag);
    let kind = doc.parts[doc.part_of(at)].kind as u64;
    out.add2(29, kind, u64::from(token.word.cue));
    let last = at + 1 >= sentence.end || doc.tokens[at + 1].is_stop();
    out.add2(30, u64::from(last), lemma);
    let before_last_comma = at > sentence.start && doc.tokens[at - 1].is_mark(',');
    out.add2(31, u64::from(before_last_comma), ending);
    let auxiliaries = auxiliary_chain(doc, at, sentence.start);
    out.add2(32, auxiliaries, ending);
    out.add3(33, auxiliaries, ending, lemma);
}

/// Key and tag of a neighbour; a mark stands for itself, past the sentence's ends stands nothing.
pub fn look(doc: &Doc<'_>, at: usize, offset: isize, start: usize, end: usize) -> (u64, u64) {
    let Some(index) = at.checked_add_signed(offset).filter(|i| start <= *i && *i < end) else {
        return (1, 1);
    };
    let token = &doc.tokens[index];
    if token.quotation != 0 {
        return (2, 2);
    }
    let tagged = if token.is(tag::MARK) { 1_000 + token.mark as u64 } else { u64::from(token.tag) };
    let key = if token.is(tag::NAME) {
        3
    } else if token.is(tag::NUMERAL) {
        4
    } else {
        token.key
    };
    (key, tagged)
}

/// -ed, -ing, -s, or none.
fn ending(word: &str) -> u64 {
    match word {
        _ if word.ends_with("ing") => 1,
        _ if word.ends_with("ed") => 2,
        _ if word.ends_with("ss") => 0,
        _ if word.ends_with('s') => 3,
        _ => 0,
    }
}

/// Whether *that*, *to* or a quotation follows within a few words.
fn ahead(doc: &Doc<'_>, at: usize, end: usize) -> (bool, bool, bool) {
    let (mut that, mut to, mut quotation) = (false, false, false);
    for i in at + 1..end.min(at + 7) {
        let token = &doc.tokens[i];
        that |= token.key == THAT;
        to |= token.key == TO && i <= at + 2;
        quotation |= token.quotation != 0;
    }
    (that, to, quotation)
}

/// What stands before the verb, auxiliaries and adverbs passed over: name, pronoun, noun, “to”, nothing.
fn subject_shape(doc: &Doc<'_>, at: usize, start: usize) -> u64 {
    let mut i = at;
    while i > start {
        i -= 1;
        let token = &doc.tokens[i];
        if token.is(tag::AUXILIARY | tag::ADVERB) {
            continue;
        }
        return if token.is(tag::MARK) {
            1_000 + token.mark as u64
        } else if token.is(tag::PRONOUN
            | tag::SUBORDINATOR
            | tag::PREPOSITION
            | tag::COORDINATOR
            | tag::PARTICLE)
        {
            token.key
        } else {
            u64::from(token.tag)
        };
    }
    7
}

/// The auxiliaries before the verb: has said, is expected, will say.
fn auxiliary_chain(doc: &Doc<'_>, at: usize, start: usize) -> u64 {
    let mut hash = 0_u64;
    let mut i = at;
    while i > start && at - i < 4 {
        i -= 1;
        let token = &doc.tokens[i];
        if token.is(tag::AUXILIARY) || token.word.tags & tag::AUXILIARY != 0 {
            hash = hash.rotate_left(7) ^ token.key;
        } else if !token.is(tag::ADVERB) {
            break;
        }
    }
    hash
}
