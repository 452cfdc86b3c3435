//! What the parser's arcs say of a cue, of its source, and of where its content begins and ends.

use super::doc::{Doc, Range};
use super::lexicon::tag;
use super::linear::Out;

/// How far up arcs are followed.
const STEPS: usize = 5;
/// How far right of a border words are looked at that belong to its left.
const REACH: usize = 10;

/// A word that depends on a cue, with all that depends on it.
#[derive(Debug, Clone, Copy)]
struct Kid {
    token: usize,
    dep: u64,
    fine: u64,
    range: Range,
}

/// A cue's place in its sentence's tree.
pub struct Arcs<'d> {
    doc: &'d Doc<'d>,
    cue: usize,
    sentence: Range,
    kids: Vec<Kid>,
    /// The cue, its head, that one's head, …
    chain: Vec<usize>,
}

fn dep(doc: &Doc<'_>, at: usize) -> u64 {
    u64::from(doc.links[at].dep)
}

fn fine(doc: &Doc<'_>, at: usize) -> u64 {
    u64::from(doc.links[at].fine)
}

fn head(doc: &Doc<'_>, at: usize) -> usize {
    doc.links[at].head as usize
}

impl<'d> Arcs<'d> {
    /// Looks at the tree around `cue`.
    pub fn new(doc: &'d Doc<'d>, cue: usize) -> Self {
        let sentence = doc.sentence_of(cue);
        let whole = doc.links[cue].reach;
        let kids = (whole.0 as usize..whole.1 as usize)
            .filter(|i| *i != cue && head(doc, *i) == cue && !doc.tokens[*i].is(tag::MARK))
            .map(|i| {
                let (start, end) = doc.links[i].reach;
                let range = Range { start: start as usize, end: end as usize };
                Kid { token: i, dep: dep(doc, i), fine: fine(doc, i), range }
            })
            .collect();
        Arcs { doc, cue, sentence, kids, chain: chain(doc, cue) }
    }

    /// What depends on the cue, and what it depends on.
    pub fn describe_cue(&self, out: &mut impl Out) {
        let (doc, at) = (self.doc, self.cue);
        let word = doc.lemma(at);
        let class = u64::from(doc.tokens[at].word.cue);
        let (own, up) = (dep(doc, at), head(doc, at));
        out.add(200, fine(doc, at));
        out.add2(201, word, fine(doc, at));
        out.add(202, own);
        out.add2(203, word, own);
        out.add2(204, own, fine(doc, up));
        out.add2(205, word, doc.lemma(up));
        out.add2(206, own, doc.lemma(up));
        let (mut sequence, mut set) = (0_u64, 0_u64);
        for kid in &self.kids {
            out.add2(210, kid.dep, u64::from(kid.token > at));
            out.add2(211, word, kid.dep);
            out.add3(212, kid.dep, kid.fine, word);
            out.add2(213, kid.dep, doc.tokens[kid.token].key);
            out.add3(215, kid.dep, kid.fine, class);
            sequence = sequence.rotate_left(9) ^ kid.dep;
            set |= 1 << kid.dep;
        }
        out.add(216, sequence);
        out.add2(217, word, set);
        out.add2(218, fine(doc, at), set);
        out.add2(219, class, set);
    }

    /// How a source's head and the cue hang together.
    pub fn describe_source(&self, source: usize, out: &mut impl Out) {
        let (doc, cue) = (self.doc, self.cue);
        let path = self.path(source);
        out.add(220, path);
        out.add2(221, path, doc.lemma(cue));
        out.add2(222, path, fine(doc, cue));
        out.add2(223, path, u64::from(doc.tokens[cue].word.cue));
        out.add2(224, path, dep(doc, cue));
        out.add2(225, dep(doc, source), u64::from(head(doc, source) == cue));
    }

    /// The labels on the way from `from` up to what it shares with the cue, and down to the cue.
    fn path(&self, from: usize) -> u64 {
        let mut path = 7_u64;
        let mut at = from;
        for up in 0..STEPS {
            if let Some(down) = self.chain.iter().position(|c| *c == at) {
                if up + down >= STEPS {
                    return 99;
                }
                path = path.rotate_left(9) ^ 0x01f4;
                for passed in &self.chain[..down] {
                    path = path.rotate_left(9) ^ dep(self.doc, *passed);
                }
                return path;
            }
            path = path.rotate_left(9) ^ dep(self.doc, at);
            let next = head(self.doc, at);
            if next == at {
                return 98;
            }
            at = next;
        }
        99
    }

    /// What begins and ends at the border before `at`, and which arcs cross it.
    fn describe_border(&self, at: usize, side: u64, base: u64, out: &mut impl Out) {
        let (doc, cue, sentence) = (self.doc, self.cue, self.sentence);
        let word = doc.lemma(cue);
        let class = u64::from(doc.tokens[cue].word.cue);
        for kid in &self.kids {
            if kid.range.start == at {
                out.add2(base, kid.dep, side);
                out.add3(base + 1, kid.dep, side, word);
                out.add3(base + 2, kid.dep, kid.fine, side);
            }
            if kid.range.end == at {
                out.add2(base + 3, kid.dep, side);
                out.add3(base + 4, kid.dep, side, word);
                out.add3(base + 5, kid.dep, kid.fine, side);
            }
            if kid.range.start < at && at < kid.range.end {
                out.add2(base + 6, kid.dep, side);
                out.add3(base + 7, kid.dep, side, class);
            }
        }
        if at < sentence.end {
            let path = self.path(at);
            out.add2(base + 8, path, side);
            out.add3(base + 9, path, side, class);
            let up = head(doc, at);
            out.add3(base + 11, dep(doc, at), u64::from(up < at), side);
            out.add3(base + 12, dep(doc, at), u64::from(up == cue), side);
        }
        if at > sentence.start {
            out.add2(base + 10, self.path(at - 1), side);
        }
        let mut crossing = 0_u64;
        let crosses = |i: &usize| head(doc, *i) < at;
        for i in (at..sentence.end.min(at + REACH)).filter(crosses).take(2) {
            crossing = crossing.rotate_left(8) ^ dep(doc, i) ^ u64::from(head(doc, i) <= cue) << 7;
        }
        out.add2(base + 13, crossing, side);
    }

    /// What speaks for a content beginning at `at`.
    pub fn describe_begin(&self, at: usize, out: &mut impl Out) {
        self.describe_border(at, u64::from(at > self.cue), 230, out);
    }

    /// What speaks for a content from `begin` ending before `end`, of which `tops` words depend on words outside.
    pub fn describe_end(&self, begin: usize, end: usize, tops: u64, out: &mut impl Out) {
        let doc = self.doc;
        self.describe_border(end, 2 + u64::from(begin > self.cue), 250, out);
        let mut labels = 0_u64;
        let mut cut = 0_u64;
        for i in end..self.sentence.end.min(end + REACH) {
            let up = head(doc, i);
            if begin <= up && up < end {
                labels = labels.rotate_left(8) ^ dep(doc, i);
                cut += 1;
                out.add2(270, dep(doc, i), u64::from(i > end));
            }
        }
        out.add2(271, cut.min(3), tops.min(4));
        out.add(272, labels);
        out.add2(273, tops.min(4), labels);
    }

    /// For each end from `begin` on, how many words of the content depend on words outside.
    pub fn tops(&self, begin: usize) -> Vec<u64> {
        let doc = self.doc;
        let length = self.sentence.end.saturating_sub(begin);
        let mut changes = vec![0_i64; length + 2];
        for i in begin..self.sentence.end {
            if doc.tokens[i].is(tag::MARK) {
                continue;
            }
            let up = head(doc, i);
            let since = i - begin + 1;
            changes[since] += 1;
            if up >= begin && up != i && up < self.sentence.end {
                changes[since.max(up - begin + 1)] -= 1;
            }
        }
        let mut count = 0;
        changes
            .iter()
            .map(|change| {
                count += change;
                count.max(0) as u64
            })
            .collect()
    }
}

/// What speaks for `content` as a whole of what `cue` attributes.
pub fn describe_whole(doc: &Doc<'_>, cue: usize, content: Range, out: &mut impl Out) {
    let (mut top, mut count) = (0_u64, 0_u64);
    for i in content.start..content.end {
        let up = head(doc, i);
        if !doc.tokens[i].is(tag::MARK) && (!content.holds(up) || up == i) {
            count += 1;
            top = top.rotate_left(9) ^ dep(doc, i) ^ u64::from(up == cue) << 8;
        }
    }
    let word = doc.lemma(cue);
    out.add(280, top);
    out.add2(281, top, word);
    out.add2(282, top, count);
    out.add2(283, top, u64::from(doc.tokens[cue].word.cue));
    out.add2(284, fine(doc, cue), dep(doc, cue));
    out.add3(285, fine(doc, cue), dep(doc, cue), word);
}

fn chain(doc: &Doc<'_>, from: usize) -> Vec<usize> {
    let mut chain = vec![from];
    let mut at = from;
    while chain.len() < STEPS {
        let next = head(doc, at);
        if next == at {
            break;
        }
        chain.push(next);
        at = next;
    }
    chain
}
