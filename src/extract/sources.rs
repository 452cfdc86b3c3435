//! Who a cue may attribute to: the phrases around it, described for the chooser.

use super::arcs::Arcs;
use super::cues::look;
use super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::lexicon::{ascii_key, keys, pronoun_in, tag, trait_of};
use super::linear::Out;
use super::somebody::{is_somebody, speaker_at};

/// How many phrases to either side of a cue are looked at.
const REACH: usize = 7;

/// The phrases of the cue's sentence that may be its source, those nearest the cue only, in the text's order.
///
/// Phrases inside quotation marks are none, nor is who only owns or stands behind somebody else: of “the mayor's lawyer” the
/// mayor, of “aides to Ruiz” Ruiz. Given as indices into [`Doc::phrases`].
pub fn source_candidates(doc: &Doc<'_>, cue: usize) -> Vec<usize> {
    if let Some(source) = according_to(doc, cue) {
        return vec![source];
    }
    let sentence = doc.sentence_of(cue);
    let after = doc.phrases.partition_point(|p| p.range.end <= cue);
    let outside = |i: &usize| {
        let phrase = &doc.phrases[*i];
        sentence.holds(phrase.range.start)
            && doc.tokens[phrase.range.start].quotation == 0
            && !owns_another(doc, *i, cue)
            && !stands_behind_another(doc, *i)
            && !acts_between(doc, *i, cue)
    };
    let mut found: Vec<usize> = (0..after)
        .rev()
        .take_while(|i| doc.phrases[*i].range.start >= sentence.start)
        .filter(outside)
        .take(REACH)
        .collect();
    found.reverse();
    found.extend(
        (after..doc.phrases.len())
            .take_while(|i| doc.phrases[*i].range.start < sentence.end)
            .filter(outside)
            .filter(|i| !doc.phrases[*i].range.holds(cue))
            .take(REACH),
    );
    found
}

/// “According to **police**, the plan is dead”: only who stands right behind.
fn according_to(doc: &Doc<'_>, cue: usize) -> Option<usize> {
    let to = doc.tokens.get(cue + 1).filter(|token| token.key == TO)?;
    let number = doc.phrases.partition_point(|phrase| phrase.range.end <= cue + 2);
    let phrase = doc.phrases.get(number).filter(|phrase| phrase.range.start == cue + 2)?;
    let owner = phrase.possessive || doc.tokens[cue + 2].quotation != to.quotation;
    (doc.tokens[cue].key == ACCORDING && !owner).then_some(number)
}

/// “**Bob Stone's** chief financial officer said”: a possessive before a phrase that may speak. Of “Ruiz's claim that” it is
/// Ruiz who does.
fn owns_another(doc: &Doc<'_>, number: usize, cue: usize) -> bool {
    let next = possessed(doc, number).map(|owned| &doc.phrases[owned]);
    next.is_some_and(|next| !next.range.holds(cue) && is_somebody(doc, next.head()))
}

/// “the council's **lawyer**”: the phrase right behind a possessive one. Both are numbers of [`Doc::phrases`].
pub fn possessed(doc: &Doc<'_>, owner: usize) -> Option<usize> {
    let phrase = &doc.phrases[owner];
    let next = doc.phrases.get(owner + 1).filter(|_| phrase.possessive)?;
    let between = &doc.tokens[phrase.range.end..next.range.start.max(phrase.range.end)];
    let only_its_mark = between.len() <= 1 && between.iter().all(|t| !t.is_word());
    only_its_mark.then_some(owner + 1)
}

/// “the union, **whose members** worked there, said”: who does something else, told between commas.
fn acts_between(doc: &Doc<'_>, number: usize, cue: usize) -> bool {
    let phrase = &doc.phrases[number];
    let between = Range { start: phrase.range.end, end: cue.max(phrase.range.end) };
    let sums = doc.sums(between);
    doc.tokens[phrase.range.start].key == WHOSE && sums.verbs > 0 && sums.commas > 0
}

/// “aides to **Ruiz**”, “sources close to **the mayor**”: what people without a name belong to.
fn stands_behind_another(doc: &Doc<'_>, number: usize) -> bool {
    let Some(before) = number.checked_sub(1).map(|before| &doc.phrases[before]) else { return false };
    let start = doc.phrases[number].range.start;
    let joined = match doc.tokens.get(before.range.end..start) {
        Some([prep]) => matches!(prep.key, TO | FOR | OF | WITH | FROM | AT | IN),
        Some([close, prep]) => {
            matches!(close.key, CLOSE | LOYAL | FAMILIAR | NEAR) && matches!(prep.key, TO | WITH)
        }
        _ => false,
    };
    joined && before.kind == PhraseKind::Common && is_somebody(doc, before.head())
}

/// “His death was announced by **his son Bo Lind**”: who is told behind *by*, where nobody was taken for the source.
pub fn agent_of(doc: &Doc<'_>, cue: usize) -> Option<usize> {
    let by = doc.tokens.get(cue + 1).is_some_and(|token| token.key == BY && token.quotation == 0);
    by.then(|| speaker_at(doc, cue + 2)).flatten()
}

/// “the Gazette quoted **Ruiz** as saying”, “**Ruiz** was quoted by the Gazette as saying”: who said it, where the cue tells who
/// printed it.
pub fn quoted_by_another(doc: &Doc<'_>, cue: usize) -> Option<usize> {
    if !QUOTES.contains(&doc.tokens[cue].key) {
        return None;
    }
    let sentence = doc.sentence_of(cue);
    let reach = sentence.end.min(cue + AS_SAYING);
    let said = (cue + 1..reach).find(|at| {
        let saying = doc.tokens.get(at + 1).is_some_and(|next| SAYING.contains(&next.key));
        doc.tokens[*at].key == AS && doc.tokens[*at].quotation == 0 && saying
    })?;
    let after = doc.phrases.partition_point(|phrase| phrase.range.start <= cue);
    let before_as = doc.phrases.partition_point(|phrase| phrase.range.end <= said);
    let is_passive = (sentence.start..cue).rev().take(2).any(|at| doc.tokens[at].is(tag::AUXILIARY));
    let number =
        if is_passive { after.checked_sub(1)? } else { before_as.checked_sub(1).filter(|n| *n >= after)? };
    let start = doc.phrases[number].range.start;
    (sentence.holds(start) && doc.tokens[start].quotation == 0).then_some(number)
}

/// What the words of a source make it: used by every chooser that looks at sources.
pub fn shape(doc: &Doc<'_>, phrase: &Phrase) -> u64 {
    let head = &doc.tokens[phrase.head()];
    match phrase.kind {
        PhraseKind::Pronoun => 100 + (pronoun_in(head.key) & 0xff_ffff) * 8,
        PhraseKind::Name => {
            let words = (phrase.core.end - phrase.core.start).min(4) as u64;
            let tokens = &doc.tokens[phrase.core.start..phrase.core.end];
            let body = u64::from(tokens.iter().any(|t| t.has(trait_of::ORG_HEAD | trait_of::KNOWN_BODY)));
            let given = u64::from(doc.tokens[phrase.core.start].has(trait_of::GIVEN));
            let titled = u64::from(phrase.core.start > phrase.range.start);
            let place = u64::from(head.has(trait_of::PLACE));
            (1 + words + body * 8 + given * 16 + titled * 32 + place * 64) << 8
        }
        PhraseKind::Common => {
            let traits = head.word.traits
                & (trait_of::ROLE
                    | trait_of::GROUP
                    | trait_of::COMMON_BODY
                    | trait_of::SPOKESPERSON
                    | trait_of::ORG_HEAD);
            2 + (u64::from(traits) << 8)
        }
    }
}

/// What speaks for and against `phrase` being the source of the cue at `cue`.
pub fn describe_source(doc: &Doc<'_>, arcs: &Arcs<'_>, cue: usize, number: usize, out: &mut impl Out) {
    let phrase = &doc.phrases[number];
    let lemma = doc.lemma(cue);
    let class = u64::from(doc.tokens[cue].word.cue);
    let head = &doc.tokens[phrase.head()];
    let shape = shape(doc, phrase);
    let left = phrase.range.end <= cue;
    let side = u64::from(left);
    let between = if left {
        Range { start: phrase.range.end, end: cue }
    } else {
        Range { start: cue + 1, end: phrase.range.start }
    };
    let distance = phrases_between(doc, cue, number) as u64;
    let gap = Gap::of(doc, between);
    out.add2(1, side, distance);
    out.add3(2, side, distance, class);
    out.add3(3, side, shape, distance.min(2));
    out.add3(4, side, lemma, distance.min(2));
    out.add2(5, head.key, side);
    out.add3(6, side, gap.pattern, distance.min(3));
    out.add3(7, side, gap.pattern, class);
    out.add3(8, side, u64::from(gap.verbs), u64::from(gap.commas));
    out.add3(9, side, u64::from(gap.quotation), class);
    out.add2(10, side, u64::from(phrase.possessive));
    out.add3(11, side, u64::from(phrase.possessive), class);
    let sentence = doc.sentence_of(cue);
    let (before, before_tag) = look(doc, phrase.range.start, -1, sentence.start, sentence.end);
    let (after, after_tag) = look(doc, phrase.head(), 1, sentence.start, sentence.end);
    out.add3(12, side, before, distance.min(2));
    out.add3(13, side, after, distance.min(2));
    out.add3(14, before_tag, after_tag, side);
    out.add3(15, before, shape, side);
    let first = phrase.range.start == sentence.start;
    out.add3(16, u64::from(first), side, distance);
    let (cue_before, _) = look(doc, cue, -1, sentence.start, sentence.end);
    let (cue_after, _) = look(doc, cue, 1, sentence.start, sentence.end);
    out.add3(17, cue_before, side, distance);
    out.add3(18, cue_after, side, distance);
    out.add3(19, u64::from(doc.tokens[cue].tag), side, shape);
    let last = phrase.range.end >= sentence.end || doc.tokens[phrase.range.end].is(tag::MARK);
    out.add3(20, u64::from(last), side, u64::from(between.start == between.end));
    out.add3(21, side, cue_ending(doc, cue), distance);
    out.add3(22, gap.pattern, cue_ending(doc, cue), side);
    out.add3(23, u64::from(gap.relative), side, distance);
    out.add3(24, lemma, side, u64::from(between.start == between.end));
    out.add3(25, shape, class, side);
    out.add3(26, u64::from(gap.by), side, distance.min(2));
    arcs.describe_source(phrase.head(), out);
}

/// What speaks for the cue having no source beside it.
pub fn describe_no_source(doc: &Doc<'_>, cue: usize, out: &mut impl Out) {
    let sentence = doc.sentence_of(cue);
    let (before, before_tag) = look(doc, cue, -1, sentence.start, sentence.end);
    let (after, _) = look(doc, cue, 1, sentence.start, sentence.end);
    out.add(50, 0);
    out.add(51, doc.lemma(cue));
    out.add2(52, u64::from(doc.tokens[cue].word.cue), before_tag);
    out.add(53, before);
    out.add(54, after);
    out.add2(55, cue_ending(doc, cue), before);
    out.add2(56, cue_ending(doc, cue), u64::from(cue == sentence.start));
}

/// -ing and -ed forms take their subject from the clause before.
fn cue_ending(doc: &Doc<'_>, cue: usize) -> u64 {
    let words = doc.tokens[cue].span.of(doc.text);
    u64::from(words.ends_with("ing")) + 2 * u64::from(words.ends_with("ed"))
}

fn phrases_between(doc: &Doc<'_>, cue: usize, number: usize) -> usize {
    let after = doc.phrases.partition_point(|p| p.range.end <= cue);
    let all = if number < after { after - 1 - number } else { number - after };
    let skip = usize::from(number >= after && doc.phrases[after].range.holds(cue));
    (all - skip.min(all)).min(7)
}

/// What stands between two places of a sentence.
pub struct Gap {
    /// The tags in between, marks for themselves, phrases passed over.
    pub pattern: u64,
    /// How many verbs.
    pub verbs: u8,
    /// How many commas.
    pub commas: u8,
    /// Whether a quotation stands there.
    pub quotation: bool,
    /// Whether a relative pronoun stands there.
    pub relative: bool,
    /// Whether the last word is *by*.
    pub by: bool,
}

impl Gap {
    /// Looks at the tokens of `range`; only a few at its ends, whatever its length.
    pub fn of(doc: &Doc<'_>, range: Range) -> Gap {
        let range = Range { start: range.start, end: range.end.max(range.start) };
        let sums = doc.sums(range);
        let spoken = |token: &&Tok| token.quotation == 0;
        let tokens = &doc.tokens[range.start..range.end];
        Gap {
            pattern: pattern(tokens.iter().filter(spoken)),
            verbs: sums.verbs.min(3) as u8,
            commas: sums.commas.min(3) as u8,
            quotation: sums.quoted > 0,
            relative: sums.relatives > 0,
            by: tokens.iter().rfind(spoken).is_some_and(|token| token.key == BY),
        }
    }
}

/// The first few tags and marks, phrases passed over.
fn pattern<'t>(tokens: impl Iterator<Item = &'t Tok>) -> u64 {
    let (mut pattern, mut kept) = (0_u64, 0);
    for token in tokens {
        let seen = match () {
            () if token.is(tag::MARK) => 1_000 + token.mark as u64,
            () if token.is(tag::VERB) => 2,
            () if token.is(tag::NAME | tag::NOUN | tag::DETERMINER | tag::ADJECTIVE | tag::NUMERAL) => 1,
            () => u64::from(token.tag),
        };
        if seen != 1 || pattern & 0xff != 1 {
            pattern = pattern.rotate_left(10) ^ seen;
            kept += 1;
            if kept == KEPT {
                break;
            }
        }
    }
    pattern
}

/// How many tags and marks a pattern has.
const KEPT: usize = 6;

/// Whether a token may be a relative pronoun.
pub fn is_relative(token: &Tok) -> bool {
    matches!(token.key, WHO | WHICH | THAT)
}

const WHO: u64 = ascii_key("who");
const WHOSE: u64 = ascii_key("whose");
const WHICH: u64 = ascii_key("which");
const THAT: u64 = ascii_key("that");
/// How far behind the cue “as saying” may stand, in tokens.
const AS_SAYING: usize = 14;
const QUOTES: [u64; 4] = keys(["quoted", "quotes", "quoting", "cited"]);
const SAYING: [u64; 5] = keys(["saying", "telling", "stating", "claiming", "warning"]);
const AS: u64 = ascii_key("as");
const BY: u64 = ascii_key("by");
const ACCORDING: u64 = ascii_key("according");
const TO: u64 = ascii_key("to");
const FOR: u64 = ascii_key("for");
const OF: u64 = ascii_key("of");
const WITH: u64 = ascii_key("with");
const FROM: u64 = ascii_key("from");
const AT: u64 = ascii_key("at");
const IN: u64 = ascii_key("in");
const CLOSE: u64 = ascii_key("close");
const LOYAL: u64 = ascii_key("loyal");
const FAMILIAR: u64 = ascii_key("familiar");
const NEAR: u64 = ascii_key("near");
