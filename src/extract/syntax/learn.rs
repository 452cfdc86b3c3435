//! Learning tagger and parser from a treebank: averaged perceptrons, in a fixed order.

use super::super::doc::{Doc, Range};
use super::super::lexicon::lexicon;
use super::parser::{DEP_BITS, LEFT, MOVE_BITS, NONE, RIGHT, SHIFT, State, likeliest};
use super::rows::Learner;
use super::tagger::{self, Sure, describe, given};
use super::treebank::Example;
use super::{Syntax, parser};

/// Passes over the treebank.
const ROUNDS: usize = 6;

/// What a treebank says of one token of ours.
#[derive(Debug, Clone, Copy)]
struct Truth {
    fine: u8,
    dep: u8,
    head: usize,
}

struct Lesson<'a> {
    doc: Doc<'a>,
    truth: Vec<Truth>,
}

/// How often tagger and parser are right: shares of words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    /// Fine parts of speech.
    pub tags: f32,
    /// Heads.
    pub heads: f32,
    /// Heads with their relation.
    pub relations: f32,
}

/// Learns from a treebank. Cost: some ten seconds for a million words.
pub fn learn(examples: &[Example]) -> Syntax {
    let mut lessons: Vec<Lesson<'_>> = examples.iter().map(lesson).collect();
    let words = lessons
        .iter()
        .flat_map(|l| l.doc.tokens.iter().zip(&l.truth).map(|(token, truth)| (token, truth.fine)));
    let sure = Sure::learn(words);
    let tags = learn_tags(&mut lessons, &sure);
    let mut syntax = Syntax { sure, tags, ..Syntax::blank() };
    for lesson in &mut lessons {
        for number in 0..lesson.doc.sentences.len() {
            let range = lesson.doc.sentences[number].range;
            tagger::tag_range(&mut lesson.doc, range, &syntax);
        }
    }
    (syntax.moves, syntax.deps) = learn_heads(&lessons);
    syntax
}

/// Tries weights on a treebank they were not learned from.
pub fn measure(examples: &[Example], syntax: &Syntax) -> Score {
    let (mut words, mut score) = (0_u32, [0_u32; 3]);
    let mut state = State::default();
    for example in examples {
        let mut lesson = lesson(example);
        for number in 0..lesson.doc.sentences.len() {
            let range = lesson.doc.sentences[number].range;
            tagger::tag_range(&mut lesson.doc, range, syntax);
            parser::parse_range(&mut lesson.doc, range, syntax, &mut state);
            for at in range.start..range.end {
                let (link, truth) = (lesson.doc.links[at], lesson.truth[at]);
                if lesson.doc.tokens[at].kind == crate::text::TokenKind::Mark {
                    continue;
                }
                words += 1;
                let head = link.head as usize == truth.head;
                score[0] += u32::from(link.fine == truth.fine);
                score[1] += u32::from(head);
                score[2] += u32::from(head && link.dep == truth.dep);
            }
        }
    }
    let share = |n: u32| n as f32 / words.max(1) as f32;
    Score { tags: share(score[0]), heads: share(score[1]), relations: share(score[2]) }
}

/// A treebank's words as tokens of ours: of several, the one whose head is outside counts.
fn lesson(example: &Example) -> Lesson<'_> {
    let doc = Doc::lesson(&example.article, lexicon());
    let mut truth = Vec::with_capacity(doc.tokens.len());
    for (at, token) in doc.tokens.iter().enumerate() {
        let from = example.words.partition_point(|word| word.span.end <= token.span.start);
        let inside = example.words[from..].iter().take_while(|word| word.span.start < token.span.end);
        let outside =
            |word: &&super::treebank::Given| word.head < token.span.start || word.head >= token.span.end;
        let word = inside.clone().find(outside).or(inside.clone().next());
        let found = word.map(|word| {
            let head = doc.tokens.partition_point(|t| t.span.start <= word.head).saturating_sub(1);
            let near = doc.tokens[head].sentence == token.sentence && doc.tokens[head].is_word();
            Truth {
                fine: given(token).unwrap_or(word.fine),
                dep: word.dep,
                head: if near { head } else { at },
            }
        });
        truth.push(found.unwrap_or(Truth { fine: given(token).unwrap_or(26), dep: 31, head: at }));
    }
    Lesson { doc, truth }
}

fn learn_tags(lessons: &mut [Lesson<'_>], sure: &Sure) -> super::rows::Rows<32> {
    let mut learner = Learner::<32>::new(tagger::BITS);
    let mut order = Shuffle::new(lessons.len());
    for _ in 0..ROUNDS {
        for number in order.next_round() {
            let lesson = &mut lessons[number];
            for sentence in 0..lesson.doc.sentences.len() {
                let range = lesson.doc.sentences[sentence].range;
                for at in range.start..range.end {
                    let token = &lesson.doc.tokens[at];
                    let found = given(token).or_else(|| sure.get(token)).unwrap_or_else(|| {
                        let features = describe(&lesson.doc, range, at);
                        let found = top(&learner.score(&features));
                        learner.update(&features, usize::from(lesson.truth[at].fine), found);
                        found as u8
                    });
                    lesson.doc.links[at].fine = found;
                }
            }
        }
    }
    learner.finish()
}

fn top(scores: &[f32; 32]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}

fn learn_heads(lessons: &[Lesson<'_>]) -> (super::rows::Rows<4>, super::rows::Rows<32>) {
    let mut moves = Learner::<4>::new(MOVE_BITS);
    let mut deps = Learner::<32>::new(DEP_BITS);
    let mut order = Shuffle::new(lessons.len());
    let mut state = State::default();
    for round in 0..ROUNDS {
        for number in order.next_round() {
            let lesson = &lessons[number];
            for sentence in &lesson.doc.sentences {
                state.start(&lesson.doc, sentence.range);
                let heads = gold_heads(lesson, sentence.range, &state);
                while !state.done() {
                    let possible = state.possible();
                    let features = state.describe();
                    let scores = moves.score(&features);
                    let found = likeliest(&scores, possible);
                    if found == NONE {
                        break;
                    }
                    let costs = costs(&state, &heads, possible);
                    let cheapest = costs.iter().copied().min().unwrap_or(0);
                    let right = {
                        let mut top = NONE;
                        for step in [SHIFT, LEFT, RIGHT] {
                            if costs[step] == cheapest
                                && possible[step]
                                && (top == NONE || scores[step] > scores[top])
                            {
                                top = step;
                            }
                        }
                        top
                    };
                    let wrong = if costs[found] > cheapest { found } else { right };
                    moves.update(&features, right, wrong);
                    let explore = round > 0 && order.chance() < 230;
                    let step = if wrong == right || explore { found } else { right };
                    if let Some((head, child)) = state.make(step) {
                        let features = state.describe_dep(head, child);
                        let truth = lesson.truth[state.nodes[child].token];
                        let found = top(&deps.score(&features));
                        if heads[child] == head {
                            deps.update(&features, usize::from(truth.dep), found);
                        }
                        state.nodes[child].dep = found as u8;
                    }
                }
            }
        }
    }
    (moves.finish(), deps.finish())
}

/// Heads as nodes; the root's is one past the last.
fn gold_heads(lesson: &Lesson<'_>, range: Range, state: &State) -> Vec<usize> {
    let mut node_of = vec![NONE; range.end - range.start];
    for (number, node) in state.nodes.iter().enumerate() {
        node_of[node.token - range.start] = number;
    }
    let heads = state.nodes.iter().enumerate().map(|(number, node)| {
        let head = node_of[lesson.truth[node.token].head - range.start];
        if head == number || head == NONE { state.nodes.len() } else { head }
    });
    heads.collect()
}

/// How many right heads each move puts out of reach.
fn costs(state: &State, heads: &[usize], possible: [bool; 3]) -> [u32; 3] {
    let mut costs = [u32::MAX; 3];
    let next = state.next;
    if possible[SHIFT] {
        let below = &state.stack[..state.stack.len().saturating_sub(1)];
        let lost = below.contains(&heads[next]);
        costs[SHIFT] = u32::from(lost) + state.stack.iter().filter(|s| heads[**s] == next).count() as u32;
    }
    if let Some(top) = state.stack.last().copied() {
        let waiting = (next..state.nodes.len()).filter(|b| heads[*b] == top).count() as u32;
        let below = state.stack.len().checked_sub(2).map(|at| state.stack[at]);
        if possible[LEFT] {
            let lost = Some(heads[top]) == below || heads[top] > next && heads[top] != NONE;
            costs[LEFT] = waiting + u32::from(lost);
        }
        if possible[RIGHT] {
            costs[RIGHT] = waiting + u32::from(heads[top] >= next);
        }
    }
    costs
}

/// A fixed but mixed order.
struct Shuffle {
    order: Vec<usize>,
    random: u64,
}

impl Shuffle {
    fn new(length: usize) -> Self {
        Shuffle { order: (0..length).collect(), random: 0x1234_5678_9abc_def1 }
    }

    fn draw(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random
    }

    fn chance(&mut self) -> u64 {
        self.draw() >> 24 & 0xff
    }

    fn next_round(&mut self) -> Vec<usize> {
        for at in (1..self.order.len()).rev() {
            let other = (self.draw() % (at as u64 + 1)) as usize;
            self.order.swap(at, other);
        }
        self.order.clone()
    }
}
