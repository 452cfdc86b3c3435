//! A page's drawing, followed as far as it sets letters.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId};

use super::fonts::Font;

/// Letters set at once.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// The page, from 0.
    pub(super) page: usize,
    /// Where it begins, and where it ends, from the left.
    pub(super) from: f32,
    pub(super) to: f32,
    /// The height of its line, from below.
    pub(super) height: f32,
    pub(super) size: f32,
    pub(super) text: String,
}

/// A matrix as PDF writes it: a b c d e f.
type Matrix = [f32; 6];
const STILL: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// Gathers the letters of a page, in the order in which they are drawn.
pub(super) fn read(document: &Document, id: ObjectId, content: &[u8], page: usize, out: &mut Vec<Run>) {
    let fonts = document.get_page_fonts(id).unwrap_or_default();
    let fonts = fonts.into_iter().map(|(name, font)| (name, Font::of(document, font))).collect();
    let Ok(content) = Content::decode(content) else { return };
    let mut pen =
        Pen { fonts: &fonts, page, out, state: State::new(), saved: Vec::new(), line: STILL, at: STILL };
    for operation in &content.operations {
        pen.draw(operation);
    }
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Vec<u8>,
    size: f32,
    leading: f32,
    letter_gap: f32,
    word_gap: f32,
    stretch: f32,
}

impl State {
    fn new() -> Self {
        State {
            matrix: STILL,
            font: Vec::new(),
            size: 0.0,
            leading: 0.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
        }
    }
}

/// How many states may be saved in one another.
const DEEPEST: usize = 200;

struct Pen<'p> {
    fonts: &'p BTreeMap<Vec<u8>, Font<'p>>,
    page: usize,
    out: &'p mut Vec<Run>,
    state: State,
    saved: Vec<State>,
    /// Where the line began, and where the pen is.
    line: Matrix,
    at: Matrix,
}

impl Pen<'_> {
    fn draw(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        let number = |at: usize| operands.get(at).and_then(|o| o.as_float().ok()).unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" if self.saved.len() < DEEPEST => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_else(State::new),
            "cm" => self.state.matrix = times(matrix(operands), self.state.matrix),
            "BT" => (self.line, self.at) = (STILL, STILL),
            "Tf" => {
                self.state.font =
                    operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default().to_vec();
                self.state.size = number(1);
            }
            "TL" => self.state.leading = number(0),
            "Tc" => self.state.letter_gap = number(0),
            "Tw" => self.state.word_gap = number(0),
            "Tz" => self.state.stretch = number(0) / 100.0,
            "Td" => self.next_line(number(0), number(1)),
            "TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            "Tm" => {
                self.line = matrix(operands);
                self.at = self.line;
            }
            "T*" => self.next_line(0.0, -self.state.leading),
            "Tj" => self.set(operands.first()),
            "'" => {
                self.next_line(0.0, -self.state.leading);
                self.set(operands.first());
            }
            "\"" => {
                (self.state.word_gap, self.state.letter_gap) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.set(operands.get(2));
            }
            "TJ" => {
                for piece in operands.first().and_then(|o| o.as_array().ok()).into_iter().flatten() {
                    match piece.as_float() {
                        Ok(back) => self.advance(-back / 1000.0 * self.state.size * self.state.stretch),
                        Err(_) => self.set(Some(piece)),
                    }
                }
            }
            _ => {}
        }
    }

    fn next_line(&mut self, right: f32, up: f32) {
        self.line = times([1.0, 0.0, 0.0, 1.0, right, up], self.line);
        self.at = self.line;
    }

    fn advance(&mut self, right: f32) {
        self.at = times([1.0, 0.0, 0.0, 1.0, right, 0.0], self.at);
    }

    fn set(&mut self, string: Option<&Object>) {
        let Some(bytes) = string.and_then(|o| o.as_str().ok()) else { return };
        let Some(font) = self.fonts.get(&self.state.font) else { return };
        let text = font.letters(bytes);
        let (width, count, spaces) = font.measure(bytes);
        let gaps = self.state.letter_gap * count as f32 + self.state.word_gap * spaces as f32;
        let begin = times(self.at, self.state.matrix);
        self.advance((width / 1000.0 * self.state.size + gaps) * self.state.stretch);
        let end = times(self.at, self.state.matrix);
        let size = self.state.size * begin[2].hypot(begin[3]);
        // Letters that do not stand upright are stamps and margins.
        let is_upright = begin[1].abs() < 0.1 * begin[0].abs().max(0.01);
        if is_upright
            && begin[4].is_finite()
            && begin[5].is_finite()
            && end[4].is_finite()
            && !text.is_empty()
        {
            self.out.push(Run { page: self.page, from: begin[4], to: end[4], height: begin[5], size, text });
        }
    }
}

fn matrix(operands: &[Object]) -> Matrix {
    let mut out = STILL;
    for (slot, operand) in out.iter_mut().zip(operands) {
        *slot = operand.as_float().unwrap_or(0.0);
    }
    out
}
