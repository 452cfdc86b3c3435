//! Quotations: which of them are statements, and which cue attributes each.

use super::clause::Clause;
use super::cues::look;
use super::doc::{Doc, PhraseKind, Quotation, Range};
use super::frame::Frame;
use super::house_style::is_single;
use super::lexicon::{CueClass, tag};
use super::linear::{Features, Out, best};
use super::sources::{Gap, shape};
use super::weights::Weights;

/// What a stretch between marks is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A statement of its own.
    Statement,
    /// Part of a statement that has words outside the marks.
    Part,
    /// A title, a nickname, a scare quote: nobody's words here.
    Scare,
}

impl Nature {
    /// All of them, in the order of a chooser's options.
    pub const ALL: [Nature; 3] = [Nature::Statement, Nature::Part, Nature::Scare];
}

/// How likely a quotation is each [`Nature`], in the order of [`Nature::ALL`].
pub fn judge_nature(doc: &Doc<'_>, number: usize, clauses: &[Clause], weights: &Weights) -> [f32; 3] {
    let seen = see_quotation(doc, number, clauses);
    let mut scores: [f32; 3] =
        std::array::from_fn(|option| weights.quotation.score_of(|out| describe_nature(option, &seen, out)));
    super::linear::softmax(&mut scores);
    scores
}

/// What speaks for each nature of quotation `number`.
pub fn describe_natures(doc: &Doc<'_>, number: usize, clauses: &[Clause]) -> [Features; 3] {
    let seen = see_quotation(doc, number, clauses);
    let mut options = [Features::default(), Features::default(), Features::default()];
    for (option, features) in options.iter_mut().enumerate() {
        describe_nature(option, &seen, features);
    }
    options
}

/// What is seen of a quotation speaks for one nature and against another.
fn describe_nature(option: usize, seen: &[u64], out: &mut impl Out) {
    out.add(99, option as u64);
    for value in seen {
        out.add2(option as u64, *value, 0);
    }
}

/// What is seen of quotation `number`, whatever it is.
fn see_quotation(doc: &Doc<'_>, number: usize, clauses: &[Clause]) -> [u64; 39] {
    let quotation = &doc.quotations[number];
    let sentence = doc.sentence_of(quotation.outer.start);
    let inner = &doc.tokens[quotation.inner.start..quotation.inner.end];
    let words = inner.iter().filter(|t| t.is_word()).count();
    let length = match words {
        0..=4 => words as u64,
        5..=7 => 5,
        8..=12 => 6,
        _ => 7,
    };
    let last = inner.last().map_or(0, |t| if t.is(tag::MARK) { t.mark as u64 } else { 1 });
    let capital = u64::from(inner.first().is_some_and(|t| t.capital));
    let capitals = u64::from(inner.iter().filter(|t| t.is_word() && t.span.len() > 3).all(|t| t.capital));
    let whole = u64::from(quotation.outer.start == sentence.start && quotation.outer.end + 1 >= sentence.end);
    let starts = u64::from(quotation.outer.start == sentence.start);
    let (before, before_tag) = look(doc, quotation.outer.start, -1, sentence.start, sentence.end);
    let (after, after_tag) = look(doc, quotation.outer.end - 1, 1, sentence.start, sentence.end);
    let covered = coverage(doc, quotation, clauses);
    let around = Around::of(doc, number);
    let verb = u64::from(inner.iter().any(|t| t.is(tag::VERB | tag::AUXILIARY)));
    let kind = doc.parts[quotation.part].kind as u64;
    let single = u64::from(is_single(&doc.tokens[quotation.outer.start]));
    [
        pack(1, length, last),
        pack(2, length, capital),
        pack(3, before, length),
        pack(4, after, length),
        pack(5, before_tag, after_tag),
        pack(6, before_tag, capital),
        pack(7, covered.code, length.min(4)),
        pack(8, covered.code, last),
        pack(9, covered.code, starts),
        pack(10, whole, last),
        pack(11, capitals, length),
        pack(12, verb, length),
        pack(13, kind, single),
        pack(14, covered.lemma, length.min(4)),
        pack(15, before, capital),
        pack(16, after, last),
        pack(17, covered.code, before_tag),
        pack(18, covered.code, after_tag),
        pack(19, starts, after),
        pack(20, u64::from(quotation.closed), u64::from(quotation.continues)),
        pack(21, covered.code, capital),
        pack(22, before, after),
        pack(23, last, capital * 2 + starts),
        pack(24, covered.likely, length.min(5)),
        pack(25, inner.first().map_or(0, |t| u64::from(t.tag)), length.min(5)),
        pack(26, inner.first().map_or(0, |t| t.key), covered.code),
        pack(27, covered.ends, before_tag),
        pack(28, covered.ends, last),
        pack(29, before_tag, after_tag.rotate_left(20) ^ length.min(4)),
        pack(30, before_tag, after_tag.rotate_left(20) ^ last),
        pack(31, capitals * 2 + capital, after_tag.rotate_left(20) ^ before_tag),
        pack(32, inner.last().map_or(0, |t| if t.is(tag::MARK) { 1 } else { t.key }), length.min(4)),
        pack(33, inner.first().map_or(0, |t| t.key), length.min(4)),
        pack(34, before, after_tag.rotate_left(20) ^ covered.code),
        pack(35, covered.lemma, covered.code.rotate_left(20) ^ covered.ends),
        pack(36, u64::from(quotation.closed), around.runs_on),
        pack(37, around.before, whole * 2 + starts),
        pack(38, around.before, around.before_whole * 2 + capital),
        pack(39, around.after, length),
    ]
}

fn pack(template: u64, a: u64, b: u64) -> u64 {
    template.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ a.wrapping_mul(0xc2b2_ae3d_27d4_eb4f)
        ^ b.rotate_left(32).wrapping_mul(0x1656_67b1_9e37_79f9)
}

/// The quotations beside one.
struct Around {
    /// Whether the one behind goes on with it in the next paragraph.
    runs_on: u64,
    /// How many tokens behind the one before it stands, if that is in the same paragraph.
    before: u64,
    /// Whether that one is a sentence of its own.
    before_whole: u64,
    /// How many tokens in front of the one behind it stands.
    after: u64,
}

impl Around {
    fn of(doc: &Doc<'_>, number: usize) -> Around {
        const FAR: usize = 12;
        let quotation = &doc.quotations[number];
        let near = |other: &&Quotation| other.part == quotation.part;
        let before = number.checked_sub(1).map(|n| &doc.quotations[n]);
        let after = doc.quotations.get(number + 1);
        let tokens = |from: usize, to: usize| 1 + to.saturating_sub(from).min(FAR) as u64;
        let beside = before.filter(near);
        Around {
            runs_on: u64::from(!quotation.closed && after.is_some_and(|after| after.continues)),
            before: beside.map_or(0, |before| tokens(before.outer.end, quotation.outer.start)),
            before_whole: if beside.is_some() { whole_sentence(doc, number - 1) } else { 2 },
            after: after.filter(near).map_or(0, |after| tokens(quotation.outer.end, after.outer.start)),
        }
    }
}

/// What the likeliest clause around says of a quotation.
struct Coverage {
    /// Not covered, covered exactly, covered with words before, after, or both.
    code: u64,
    /// The covering cue.
    lemma: u64,
    /// How likely the cue is, in steps.
    likely: u64,
    /// Whether it stands at the front or the end of the content.
    ends: u64,
}

fn coverage(doc: &Doc<'_>, quotation: &Quotation, clauses: &[Clause]) -> Coverage {
    // A content lies in its cue's sentence: clauses of other sentences are passed over unseen.
    let sentence = |at: usize| doc.tokens[at].sentence;
    let (first, last) = (sentence(quotation.outer.start), sentence(quotation.outer.end - 1));
    let from = clauses.partition_point(|c| sentence(c.cue) < first);
    let covering = clauses[from..]
        .iter()
        .take_while(|c| sentence(c.cue) <= last)
        .filter(|c| c.content.is_some_and(|r| r.start < quotation.outer.end && quotation.outer.start < r.end))
        .max_by(|a, b| a.likely.total_cmp(&b.likely).then(b.cue.cmp(&a.cue)));
    let Some((clause, content)) = covering.and_then(|c| Some((c, c.content?))) else {
        return Coverage { code: 0, lemma: 0, likely: 0, ends: 0 };
    };
    let before = content.start < quotation.outer.start;
    let after = content.end > quotation.outer.end
        && doc.tokens[quotation.outer.end..content.end].iter().any(super::doc::Tok::is_word);
    Coverage {
        code: 1 + u64::from(before) + 2 * u64::from(after),
        lemma: doc.lemma(clause.cue),
        likely: (clause.likely * 5.0) as u64,
        ends: 1
            + u64::from(content.start == quotation.outer.start)
            + 2 * u64::from(content.end == quotation.outer.end),
    }
}

/// To whom a quotation may be attributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribution {
    /// By this clause: an index into the clauses.
    Clause(usize),
    /// By whatever attributes the quotation before it.
    Continues,
    /// By the name that signs it, `“No.” — Ana Ruiz`: an index into [`Doc::phrases`].
    Signed(usize),
    /// By the name in the line above it: an index into [`Doc::phrases`].
    Headed(usize),
    /// By the words around it.
    Framed(Frame),
    /// By the sentence before it, which is about somebody: an index into [`Doc::phrases`].
    Subject(usize),
    /// By nothing.
    Nobody,
}

/// What may attribute quotation `number`: the clauses of its paragraph and of the sentences next to it.
pub fn attribution_candidates(doc: &Doc<'_>, number: usize, clauses: &[Clause]) -> Vec<Attribution> {
    let quotation = &doc.quotations[number];
    let sentence = doc.tokens[quotation.outer.start].sentence;
    let last_sentence = doc.tokens[quotation.outer.end - 1].sentence;
    let near = |clause: &Clause| {
        let token = &doc.tokens[clause.cue];
        let same_part = doc.part_of(clause.cue) == quotation.part;
        token.sentence + 2 >= sentence
            && token.sentence <= last_sentence + 2
            && (same_part || token.sentence + 1 == sentence)
    };
    let from = clauses.partition_point(|c| doc.tokens[c.cue].sentence + 2 < sentence);
    let mut found: Vec<Attribution> = clauses
        .iter()
        .enumerate()
        .skip(from)
        .take_while(|(_, c)| doc.tokens[c.cue].sentence <= last_sentence + 2)
        .filter(|(_, c)| c.source.is_some() && near(c))
        .map(|(place, _)| Attribution::Clause(place))
        .collect();
    if number > 0 {
        found.push(Attribution::Continues);
    }
    found.push(Attribution::Nobody);
    found
}

/// What speaks for and against an attribution of quotation `number`.
pub fn describe_attribution(
    doc: &Doc<'_>,
    number: usize,
    option: Attribution,
    clauses: &[Clause],
    out: &mut impl Out,
) {
    let quotation = &doc.quotations[number];
    match option {
        Attribution::Clause(place) => describe_by_clause(doc, number, &clauses[place], clauses, out),
        Attribution::Continues => describe_continues(doc, number, clauses, out),
        Attribution::Signed(_)
        | Attribution::Headed(_)
        | Attribution::Framed(_)
        | Attribution::Subject(_) => {}
        Attribution::Nobody => {
            let words = quotation.inner.end - quotation.inner.start;
            out.add(80, words.min(8) as u64);
            let sentence = doc.sentence_of(quotation.outer.start);
            let whole = quotation.outer.start == sentence.start && quotation.outer.end + 1 >= sentence.end;
            out.add2(81, u64::from(whole), words.min(8) as u64);
            let (before, _) = look(doc, quotation.outer.start, -1, sentence.start, sentence.end);
            out.add(82, before);
            out.add(83, doc.parts[quotation.part].kind as u64);
        }
    }
}

fn describe_by_clause(doc: &Doc<'_>, number: usize, clause: &Clause, clauses: &[Clause], out: &mut impl Out) {
    let quotation = &doc.quotations[number];
    let outer = quotation.outer;
    let source = clause.source_range(doc);
    let front = source.map_or(clause.cue, |s| s.start.min(clause.cue));
    let back = source.map_or(clause.cue, |s| (s.end - 1).max(clause.cue)) + 1;
    let before = clause.cue < outer.start;
    let side = u64::from(before);
    let between = if before {
        Range { start: back.min(outer.start), end: outer.start }
    } else {
        Range { start: outer.end, end: front.max(outer.end) }
    };
    let gap = Gap::of(doc, between);
    let here = doc.tokens[outer.start].sentence;
    let there = doc.tokens[clause.cue].sentence;
    let apart = u64::from(here.abs_diff(there).min(3));
    let same_part = u64::from(doc.part_of(clause.cue) == quotation.part);
    let place = side << 4 | apart << 1 | same_part;
    let lemma = doc.lemma(clause.cue);
    let cue = &doc.tokens[clause.cue];
    let say = u64::from(cue.word.is_cue(CueClass::Say));
    let likely = (clause.likely * 6.0) as u64;
    let source_shape = clause.source.map_or(0, |s| shape(doc, &doc.phrases[s]));
    let order = source.map_or(0, |s| 1 + u64::from(s.end <= clause.cue));
    let last = doc.tokens[quotation.inner.end - 1];
    let last_mark = if last.is(tag::MARK) { last.mark as u64 } else { 0 };
    let length = (between.end - between.start).min(8) as u64;
    let overlap = clause.content.map_or(0, |c| {
        let shares = c.start < outer.end && outer.start < c.end;
        if shares { 2 + u64::from(c.start == outer.start) + 2 * u64::from(c.end == outer.end) } else { 1 }
    });
    let others = quotations_between(doc, number, clause.cue);
    let words = ((quotation.inner.end - quotation.inner.start) as u64).min(4);
    out.add2(1, place, length);
    out.add2(2, place, likely);
    out.add2(3, place, gap.pattern);
    out.add3(4, place, last_mark, length.min(3));
    out.add2(5, lemma, side);
    out.add3(6, place, say, length.min(3));
    out.add3(7, overlap, place, likely);
    out.add3(8, overlap, u64::from(others), apart);
    out.add3(9, place, u64::from(others), last_mark);
    out.add3(10, source_shape, side, apart);
    out.add3(11, order, side, length.min(3));
    out.add3(12, u64::from(gap.verbs), u64::from(gap.commas), place);
    out.add3(13, place, (clause.source_likely * 4.0) as u64, say);
    out.add3(14, words, overlap, place);
    let ends_with_colon = between.end > between.start && doc.tokens[between.end - 1].is_mark(':')
        || before && between.start == between.end && cue.is_mark(':');
    out.add3(15, u64::from(ends_with_colon), place, 0);
    let nearest = nearer_clauses(doc, number, clause, clauses);
    out.add3(16, nearest, place, likely);
    out.add3(17, nearest, overlap, last_mark);
    out.add3(18, u64::from(cue.tag), cue_ending(doc, clause.cue), place);
    let own_sentence_quotation = sentence_quotations(doc, there, number);
    out.add3(19, own_sentence_quotation, place, apart);
    out.add3(20, own_sentence_quotation, u64::from(starts_part(doc, number)), place);
    out.add3(21, lemma, place, overlap.min(2));
}

fn describe_continues(doc: &Doc<'_>, number: usize, clauses: &[Clause], out: &mut impl Out) {
    let quotation = &doc.quotations[number];
    let before = &doc.quotations[number - 1];
    let gap = Gap::of(doc, Range { start: before.outer.end, end: quotation.outer.start });
    let parts = (quotation.part - before.part).min(3) as u64;
    let passed = doc.tokens[quotation.outer.start].sentence - doc.tokens[before.outer.end - 1].sentence;
    let sentences = u64::from(passed.min(3));
    let length = (quotation.outer.start - before.outer.end).min(10) as u64;
    let own = clauses_beside(doc, number, clauses);
    let last = &doc.tokens[before.inner.end - 1];
    let last_mark = if last.is(tag::MARK) { last.mark as u64 } else { 0 };
    let whole = whole_sentence(doc, number);
    out.add3(50, parts, sentences, length);
    out.add3(51, parts, sentences, own);
    out.add3(52, u64::from(before.closed), u64::from(quotation.continues), parts);
    out.add3(53, parts, whole, own);
    out.add2(54, gap.pattern, parts);
    out.add3(55, u64::from(gap.verbs), parts, own);
    out.add3(56, last_mark, parts, sentences);
    out.add3(57, whole, sentences, length.min(3));
    out.add3(58, ((quotation.inner.end - quotation.inner.start) as u64).min(5), parts, own);
    out.add3(59, u64::from(starts_part(doc, number)), own, parts);
    out.add3(60, whole_sentence(doc, number - 1), whole, parts);
}

/// Whether the quotation is all of its sentence.
fn whole_sentence(doc: &Doc<'_>, number: usize) -> u64 {
    let outer = doc.quotations[number].outer;
    let sentence = doc.sentence_of(outer.start);
    u64::from(outer.start == sentence.start && outer.end + 1 >= sentence.end)
}

fn starts_part(doc: &Doc<'_>, number: usize) -> bool {
    let quotation = &doc.quotations[number];
    doc.parts[quotation.part].range.start == quotation.outer.start
}

/// How likely the best cue of the quotation's own sentence is, in steps.
fn clauses_beside(doc: &Doc<'_>, number: usize, clauses: &[Clause]) -> u64 {
    let sentence = doc.tokens[doc.quotations[number].outer.start].sentence;
    let from = clauses.partition_point(|c| doc.tokens[c.cue].sentence < sentence);
    let best = clauses[from..]
        .iter()
        .take_while(|c| doc.tokens[c.cue].sentence == sentence)
        .filter(|c| c.source.is_some())
        .fold(0.0_f32, |best, c| best.max(c.likely));
    (best * 4.0) as u64
}

/// Whether the sentence of a cue has quotations of its own besides `number`.
fn sentence_quotations(doc: &Doc<'_>, sentence: u32, number: usize) -> u64 {
    let at = |i: usize| doc.quotations.get(i).is_some_and(|q| doc.tokens[q.outer.start].sentence == sentence);
    u64::from(number > 0 && at(number - 1)) + 2 * u64::from(at(number + 1)) + 4 * u64::from(at(number))
}

fn quotations_between(doc: &Doc<'_>, number: usize, cue: usize) -> bool {
    let outer = doc.quotations[number].outer;
    if cue < outer.start {
        number > 0 && doc.quotations[number - 1].outer.start > cue
    } else {
        doc.quotations.get(number + 1).is_some_and(|q| q.outer.end <= cue)
    }
}

/// How many likelier-or-equal cues stand nearer to the quotation on the same side.
fn nearer_clauses(doc: &Doc<'_>, number: usize, clause: &Clause, clauses: &[Clause]) -> u64 {
    let outer = doc.quotations[number].outer;
    let inside = |c: &Clause| {
        if clause.cue < outer.start {
            clause.cue < c.cue && c.cue < outer.start
        } else {
            outer.end <= c.cue && c.cue < clause.cue
        }
    };
    let at = clauses.partition_point(|c| c.cue < clause.cue);
    let near = clauses[at.saturating_sub(6)..(at + 7).min(clauses.len())].iter();
    near.filter(|c| c.source.is_some() && inside(c) && c.likely >= clause.likely * 0.7).count().min(3) as u64
}

fn cue_ending(doc: &Doc<'_>, cue: usize) -> u64 {
    u64::from(doc.tokens[cue].span.of(doc.text).ends_with("ing"))
}

/// The name after a dash that ends the line of a quotation.
fn signature(doc: &Doc<'_>, number: usize) -> Option<usize> {
    let outer = doc.quotations[number].outer;
    doc.tokens
        .get(outer.end)
        .filter(|t| matches!(t.mark, '―' | '—' | '–' | '-') && t.is(tag::MARK) && t.quotation == 0)?;
    let phrase = doc.phrases.partition_point(|p| p.range.start <= outer.end);
    let signed =
        doc.phrases.get(phrase).filter(|p| p.kind == PhraseKind::Name && p.range.start == outer.end + 1)?;
    let end = doc.parts[doc.part_of(signed.core.start)].range.end;
    let ends_line = signed.range.end >= end
        || !doc.tokens[signed.range.end..end].iter().any(|t| t.is(tag::VERB | tag::AUXILIARY));
    ends_line.then_some(phrase)
}

/// The best attribution of quotation `number`, and how likely it is.
pub fn choose_attribution(
    doc: &Doc<'_>,
    number: usize,
    clauses: &[Clause],
    weights: &Weights,
) -> (Attribution, f32) {
    if let Some(signed) = signature(doc, number) {
        return (Attribution::Signed(signed), 0.95);
    }
    let (options, mut scores) = score_attributions(doc, number, clauses, weights);
    let (place, likely) = best(&mut scores);
    (options.get(place).copied().unwrap_or(Attribution::Nobody), likely)
}

/// What may attribute quotation `number`, and the score of each.
pub(super) fn score_attributions(
    doc: &Doc<'_>,
    number: usize,
    clauses: &[Clause],
    weights: &Weights,
) -> (Vec<Attribution>, Vec<f32>) {
    let options = attribution_candidates(doc, number, clauses);
    let score = |option: &Attribution| {
        weights.attribution.score_of(|out| describe_attribution(doc, number, *option, clauses, out))
    };
    let scores = options.iter().map(score).collect();
    (options, scores)
}
