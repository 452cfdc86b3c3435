//! Heads: a greedy arc-hybrid parser over words, marks passed over.
//!
//! Words wait in the text's order; a stack holds those whose head is not yet known. A move either puts the next
//! word on the stack, or gives the word on top its head: the next word, or the one below it.

use crate::text::TokenKind;

use super::super::doc::{Doc, Range};
use super::Syntax;
use super::rows::{best, feature};

/// How many rows moves have, in bits.
pub const MOVE_BITS: u32 = 17;
/// How many rows relations have, in bits.
pub const DEP_BITS: u32 = 13;

/// Put the next word on the stack.
pub const SHIFT: usize = 0;
/// The next word is the head of the one on top.
pub const LEFT: usize = 1;
/// The word below is the head of the one on top.
pub const RIGHT: usize = 2;

/// Nothing stands here.
pub const NONE: usize = usize::MAX;

/// A word while its sentence is parsed.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Its token.
    pub token: usize,
    /// Its word.
    pub word: u64,
    /// Its fine part of speech.
    pub fine: u64,
    /// The mark before it.
    pub mark: u64,
    /// How many words up to it have a mark before them.
    marks: u32,
    /// Its head, a node; [`NONE`] while unknown and at the root.
    pub head: usize,
    /// What it is to its head.
    pub dep: u8,
    lefts: u8,
    rights: u8,
    leftmost: usize,
    rightmost: usize,
}

/// A sentence while it is parsed.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Its words.
    pub nodes: Vec<Node>,
    /// Words without a head.
    pub stack: Vec<usize>,
    /// The next word.
    pub next: usize,
}

impl State {
    /// The words of a range of tokens, nothing parsed.
    pub fn start(&mut self, doc: &Doc<'_>, range: Range) {
        self.nodes.clear();
        self.stack.clear();
        self.next = 0;
        let (mut mark, mut marks) = (0, 0);
        for at in range.start..range.end {
            let token = &doc.tokens[at];
            if token.kind == TokenKind::Mark {
                mark = mark << 6 & 0xfff | u64::from(doc.links[at].fine);
                continue;
            }
            marks += u32::from(mark != 0);
            self.nodes.push(Node {
                token: at,
                word: token.key,
                fine: u64::from(doc.links[at].fine),
                mark,
                marks,
                head: NONE,
                dep: 0,
                lefts: 0,
                rights: 0,
                leftmost: NONE,
                rightmost: NONE,
            });
            mark = 0;
        }
    }

    /// Whether all is done: no word waits and at most roots are on the stack.
    pub fn done(&self) -> bool {
        self.next >= self.nodes.len() && self.stack.is_empty()
    }

    /// Which moves are possible.
    pub fn possible(&self) -> [bool; 3] {
        [self.next < self.nodes.len(), !self.stack.is_empty(), self.stack.len() > 1]
    }

    /// Makes a move; gives the head and its new dependent where one was found.
    pub fn make(&mut self, step: usize) -> Option<(usize, usize)> {
        if step == SHIFT {
            self.stack.push(self.next);
            self.next += 1;
            return None;
        }
        let top = self.stack.pop()?;
        let head = if step == LEFT { self.next } else { *self.stack.last()? };
        if head >= self.nodes.len() {
            return None;
        }
        self.nodes[top].head = head;
        let node = &mut self.nodes[head];
        if step == LEFT {
            node.lefts = node.lefts.saturating_add(1);
            node.leftmost = top;
        } else {
            node.rights = node.rights.saturating_add(1);
            node.rightmost = top;
        }
        Some((head, top))
    }

    fn below(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    fn ahead(&self, far: usize) -> usize {
        if self.next + far < self.nodes.len() { self.next + far } else { NONE }
    }

    fn word(&self, node: usize) -> u64 {
        self.nodes.get(node).map_or(3, |n| n.word)
    }

    fn fine(&self, node: usize) -> u64 {
        self.nodes.get(node).map_or(33, |n| n.fine)
    }

    fn mark(&self, node: usize) -> u64 {
        self.nodes.get(node).map_or(0, |n| n.mark)
    }

    fn child(&self, node: usize, left: bool) -> u64 {
        let Some(n) = self.nodes.get(node) else { return 41 };
        self.nodes.get(if left { n.leftmost } else { n.rightmost }).map_or(40, |child| u64::from(child.dep))
    }

    fn counts(&self, node: usize) -> u64 {
        self.nodes.get(node).map_or(99, |n| u64::from(n.lefts.min(3)) * 8 + u64::from(n.rights.min(4)))
    }

    /// Whether a mark stands between the node on top of the stack and the next.
    fn between(&self, top: usize, next: usize) -> bool {
        match (self.nodes.get(top), self.nodes.get(next)) {
            (Some(top), Some(next)) => top.marks != next.marks,
            _ => false,
        }
    }

    /// What speaks for each move.
    #[inline]
    pub fn describe(&self) -> [u64; 22] {
        let (s0, s1, s2) = (self.below(0), self.below(1), self.below(2));
        let (b0, b1) = (self.ahead(0), self.ahead(1));
        let (s0w, s1w, b0w, b1w) = (self.word(s0), self.word(s1), self.word(b0), self.word(b1));
        let (s0p, s1p, s2p) = (self.fine(s0), self.fine(s1), self.fine(s2));
        let (b0p, b1p) = (self.fine(b0), self.fine(b1));
        let mark = self.mark(b0);
        let between = u64::from(self.between(s0, b0));
        let far = if s0 == NONE || b0 == NONE { 0 } else { ((b0 - s0) as u64).min(7) };
        let (s0l, s0r, s1r, b0l) =
            (self.child(s0, true), self.child(s0, false), self.child(s1, false), self.child(b0, true));
        let s0c = self.counts(s0);
        let pair = s0p << 8 | b0p;
        [
            feature(2, s0w, s0p),
            feature(3, s1w, s1p),
            feature(4, b0w, b0p),
            feature(5, b1w, b1p),
            feature(6, s0w, b0w),
            feature(7, pair, 0),
            feature(8, s0w, b0p),
            feature(9, b0w, s0p),
            feature(10, pair << 8 | b1p, 0),
            feature(12, pair << 8 | s1p, 0),
            feature(13, pair << 16 | s1p << 8 | s2p, 0),
            feature(15, s0w, s1p),
            feature(17, pair, s0l << 8 | s0r),
            feature(18, pair, b0l),
            feature(19, pair, s0c),
            feature(20, pair, mark),
            feature(21, pair << 8 | s1p, mark),
            feature(22, pair, far << 1 | between),
            feature(24, s0w, s0c),
            feature(26, pair << 8 | s1p, s1r << 8 | s0l),
            feature(27, b0w, s1p << 8 | s0p),
            feature(32, b0w, s0p << 8 | b1p),
        ]
    }

    /// What speaks for what `child` is to `head`.
    #[inline]
    pub fn describe_dep(&self, head: usize, child: usize) -> [u64; 10] {
        let (hw, cw, hp, cp) = (self.word(head), self.word(child), self.fine(head), self.fine(child));
        let left = u64::from(child < head);
        let pair = (hp << 8 | cp) << 1 | left;
        let before = child.checked_sub(1).unwrap_or(NONE);
        let (cl, cr) = (self.child(child, true), self.child(child, false));
        let first = self.nodes.get(child).and_then(|n| self.nodes.get(n.leftmost)).map_or(5, |n| n.word);
        [
            feature(51, pair, 0),
            feature(52, hw, cp << 1 | left),
            feature(53, cw, hp << 1 | left),
            feature(54, hw, cw.rotate_left(1) ^ left),
            feature(56, pair, cl << 8 | cr),
            feature(58, pair, self.mark(child)),
            feature(59, pair, self.fine(before)),
            feature(61, first, pair),
            feature(62, hw, cl << 8 | left),
            feature(63, pair, self.counts(child) << 8 | cl),
        ]
    }
}

/// The likeliest possible move.
pub fn likeliest<T: PartialOrd + Copy>(scores: &[T], possible: [bool; 3]) -> usize {
    let mut top = NONE;
    for step in [SHIFT, LEFT, RIGHT] {
        if possible[step] && (top == NONE || scores[step] > scores[top]) {
            top = step;
        }
    }
    top
}

/// Parses the tokens of `range`, whose fine parts of speech are known.
pub fn parse_range(doc: &mut Doc<'_>, range: Range, syntax: &Syntax, state: &mut State) {
    state.start(doc, range);
    while !state.done() {
        let possible = state.possible();
        let step = if possible == [true, false, false] {
            SHIFT
        } else {
            likeliest(&syntax.moves.score(&state.describe()), possible)
        };
        if step == NONE {
            break;
        }
        if let Some((head, child)) = state.make(step) {
            state.nodes[child].dep = best(&syntax.deps.score(&state.describe_dep(head, child))) as u8;
        }
    }
    for node in &state.nodes {
        let head = state.nodes.get(node.head).map_or(node.token, |head| head.token) as u32;
        let link = &mut doc.links[node.token];
        link.dep = node.dep;
        link.head = head;
    }
    spread(doc, state);
}

/// How far up what depends on a word is told.
const DEEP: usize = 40;

/// Tells every head how far what depends on it reaches.
fn spread(doc: &mut Doc<'_>, state: &State) {
    for node in &state.nodes {
        let at = node.token as u32;
        let mut from = node.token;
        for _ in 0..DEEP {
            let up = doc.links[from].head as usize;
            if up == from {
                break;
            }
            let reach = &mut doc.links[up].reach;
            *reach = (reach.0.min(at), reach.1.max(at + 1));
            from = up;
        }
    }
}
