//! One article's text, cut into tagged tokens, sentences, quotations and noun phrases: what all rules look at.

use crate::model::{ParagraphKind, Span};
use crate::text::TokenKind;

use super::lexicon::{Lexicon, Word};

/// A range of tokens, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// First token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl Range {
    /// Whether the token at `index` is in it.
    pub fn holds(self, index: usize) -> bool {
        self.start <= index && index < self.end
    }
}

/// A token with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Tok {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Its [`key`](super::lexicon::key).
    pub key: u64,
    /// What the lexicon knows of it.
    pub word: Word,
    /// Its part of speech here, one bit of [`tag`](super::lexicon::tag).
    pub tag: u16,
    /// Begins with a capital.
    pub capital: bool,
    /// The quotation it stands in (its marks included), counted from 1; 0 outside.
    pub quotation: u32,
    /// The sentence it belongs to.
    pub sentence: u32,
    /// The first byte, for marks.
    pub mark: char,
}

impl Tok {
    /// Whether the lexicon gives it one of these traits.
    pub fn has(&self, traits: u32) -> bool {
        self.word.traits & traits != 0
    }

    /// Whether its part of speech here is one of these.
    pub fn is(&self, tags: u16) -> bool {
        self.tag & tags != 0
    }

    /// Whether it is this mark.
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark && self.mark == mark
    }

    /// Whether it ends a sentence.
    pub fn is_stop(&self) -> bool {
        self.kind == TokenKind::Mark && matches!(self.mark, '.' | '!' | '?' | '…')
    }

    /// Whether it is a word or number.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

/// Where a token hangs in its sentence's tree, as far as that was parsed: see [`super::syntax`].
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// Its fine part of speech, a number of [`super::syntax::TAGS`]; 0 where nothing was parsed.
    pub fine: u8,
    /// What it is to its head, a number of [`super::syntax::DEPS`].
    pub dep: u8,
    /// Its head; itself at the root.
    pub head: u32,
    /// The first token of all that depends on it, and one past the last.
    pub reach: (u32, u32),
}

impl Link {
    /// A token that depends on nothing.
    pub fn alone(at: usize) -> Link {
        Link { fine: 0, dep: 0, head: at as u32, reach: (at as u32, at as u32 + 1) }
    }
}

/// A sentence. What stands inside quotation marks never ends one: `“No. Never,” she said.` is one.
#[derive(Debug, Clone, Copy)]
pub struct Sentence {
    /// Its tokens.
    pub range: Range,
    /// The paragraph it stands in.
    pub paragraph: usize,
}

/// A paragraph that is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its tokens.
    pub range: Range,
    /// What it is.
    pub kind: ParagraphKind,
}

/// A stretch between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub outer: Range,
    /// Without them.
    pub inner: Range,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether it goes on from the quotation before it, left open a paragraph earlier.
    pub continues: bool,
    /// The paragraph it stands in.
    pub part: usize,
}

/// What a phrase is built on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhraseKind {
    /// he, they, it.
    Pronoun,
    /// Ends with a name.
    Name,
    /// Ends with a common noun: “the mayor”, “two officials”.
    Common,
}

/// A noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// All of it.
    pub range: Range,
    /// Its name, without titles and other words before it; all of it where there is none.
    pub core: Range,
    /// What it is built on.
    pub kind: PhraseKind,
    /// Whether a possessive ending follows.
    pub possessive: bool,
}

impl Phrase {
    /// The last token: its head.
    pub fn head(&self) -> usize {
        self.range.end - 1
    }
}

/// Everything the rules look at.
#[derive(Clone)]
pub struct Doc<'a> {
    /// The canonical text.
    pub text: &'a str,
    /// What is known of words.
    pub lexicon: &'a Lexicon,
    /// All tokens of the parts.
    pub tokens: Vec<Tok>,
    /// The parts in the text's order.
    pub parts: Vec<Part>,
    /// Sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Stretches between quotation marks, in order.
    pub quotations: Vec<Quotation>,
    /// Noun phrases, in order of their heads.
    pub phrases: Vec<Phrase>,
    /// Where each token hangs in its sentence's tree.
    pub links: Vec<Link>,
    /// Whether what was said is settled, and only who said it is looked for: names and roles are then read in ways that no
    /// chooser has learned with.
    pub settled: bool,
    /// Whether sentences begin right behind stops, with nothing between.
    pub(super) glued: bool,
    /// What was counted up to each token: see [`Doc::sums`].
    pub(super) counted: Vec<Sums>,
}

/// How much of what stands in a stretch.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sums {
    /// Verbs outside quotations.
    pub verbs: u32,
    /// Commas outside quotations.
    pub commas: u32,
    /// Tokens of quotations.
    pub quoted: u32,
    /// Relative pronouns outside quotations.
    pub relatives: u32,
    /// Commas and coordinators outside quotations.
    pub borders: u32,
}

impl<'a> Doc<'a> {
    /// What the lexicon calls the word's lemma, or the word itself.
    pub fn lemma(&self, at: usize) -> u64 {
        let token = &self.tokens[at];
        if token.word.lemma != 0 { u64::from(token.word.lemma) } else { token.key }
    }

    /// Counts what stands in a stretch of tokens. Cost: the same for any stretch.
    pub fn sums(&self, range: Range) -> Sums {
        let none = Sums::default();
        let at = |place: usize| self.counted.get(place).unwrap_or(&none);
        let (from, to) = (at(range.start), at(range.end.max(range.start)));
        Sums {
            verbs: to.verbs - from.verbs,
            commas: to.commas - from.commas,
            quoted: to.quoted - from.quoted,
            relatives: to.relatives - from.relatives,
            borders: to.borders - from.borders,
        }
    }

    /// The words of a range of tokens.
    pub fn words(&self, range: Range) -> &'a str {
        self.span(range).of(self.text)
    }

    /// Where a range of tokens stands, without a stop that [`super::house_style`] took inside the marks before it.
    pub fn span(&self, mut range: Range) -> Span {
        let starts = |at: usize| self.tokens.get(at).map(|token| token.span.start);
        if range.start + 1 < range.end
            && starts(range.end) < starts(range.end - 1)
            && starts(range.end).is_some()
        {
            range.end -= 1;
        }
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens.get(last)))
        {
            (Some(first), Some(last)) if range.start < range.end => first.span.cover(last.span),
            (Some(first), _) => Span { start: first.span.start, end: first.span.start },
            _ => Span::default(),
        }
    }

    /// The paragraph of the token at `at`.
    pub fn part_of(&self, at: usize) -> usize {
        self.sentences[self.tokens[at].sentence as usize].paragraph
    }

    /// The sentence of the token at `at`.
    pub fn sentence_of(&self, at: usize) -> Range {
        self.sentences[self.tokens[at].sentence as usize].range
    }
}
