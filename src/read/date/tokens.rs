//! What a printed date is cut into.

use super::words::{Words, plain};

/// A number, a word or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Its value and how many digits it was printed with.
    Number(u32, usize),
    /// Folded, without dots.
    Word(String),
    /// Anything else.
    Mark(char),
}

/// How the digits of a text are written, where that tells something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// `2025`, and scripts that print dates as these do.
    Latin,
    /// `٢٠٢٥`
    Arabic,
    /// `۲۰۲۵`
    Persian,
}

/// The text with European digits, and what digits it was printed with.
pub(super) fn european(text: &str) -> (String, Script) {
    let mut script = Script::Latin;
    let text = text.chars().filter_map(|c| {
        Some(match c {
            '٠'..='٩' => {
                script = Script::Arabic;
                digit(c, '٠')
            }
            '۰'..='۹' => {
                script = Script::Persian;
                digit(c, '۰')
            }
            '０'..='９' => digit(c, '０'),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{ad}' => {
                return None;
            }
            '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            '：' => ':',
            '／' => '/',
            '،' => ',',
            '−' => '-',
            c => c,
        })
    });
    (text.collect(), script)
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// Cuts a text with European digits.
pub(super) fn tokens(text: &str, words: &Words) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            run(rest, |c| c.is_ascii_digit())
        } else if is_word(first) {
            word_length(rest)
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(length);
        match first {
            '0'..='9' => out.push(Token::Number(piece.parse().unwrap_or(u32::MAX), piece.len())),
            c if is_word(c) => push_word(&mut out, plain(piece), words),
            c => out.push(Token::Mark(c)),
        }
        rest = after.trim_start();
    }
    out
}

/// A word goes on over dots, joiners and marks.
fn word_length(rest: &str) -> usize {
    run(rest, |c| !is_sign(c) && (c.is_alphabetic() || c == '.' || joins(c)))
}

/// The signs of Chinese, Japanese and Korean dates.
fn is_sign(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() && !is_sign(c)
}

fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{655}')
}

/// Two words that are one name become one.
fn push_word(out: &mut Vec<Token>, word: String, words: &Words) {
    if let Some(Token::Word(last)) = out.last_mut() {
        let pair = format!("{last} {word}");
        if words.is_pair(last, &pair) {
            *last = pair;
            return;
        }
    }
    out.push(Token::Word(word));
}

fn run(text: &str, keep: impl Fn(char) -> bool) -> usize {
    text.find(|c| !keep(c)).unwrap_or(text.len())
}
