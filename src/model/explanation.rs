//! Why an article's words are attributed as they are: what was weighed, sentence by sentence.

use super::Span;

/// Something that could have been chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidate {
    /// What these words name.
    Words(Span),
    /// Whatever attributes the quotation before.
    Before,
    /// Nobody.
    Nobody,
}

/// A candidate with its probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// What could be chosen.
    pub candidate: Candidate,
    /// How likely it is right.
    pub likely: f32,
}

/// A stretch between quotation marks.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedQuotation {
    /// With its marks.
    pub span: Span,
    /// How likely it is a statement of its own.
    pub own: f32,
    /// How likely it is part of a statement with words outside the marks.
    pub part: f32,
    /// How likely it is nobody's words here.
    pub scare: f32,
    /// The cues that may attribute it, the likeliest first.
    pub by: Vec<Weighed>,
}

/// A word that may attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedCue {
    /// The word.
    pub span: Span,
    /// How likely it attributes here.
    pub likely: f32,
    /// The words that may name whoever speaks, the likeliest first.
    pub sources: Vec<Weighed>,
    /// What it attributes, where that is anything.
    pub content: Option<Span>,
    /// How likely that begins and ends right.
    pub content_likely: f32,
    /// How likely source, cue and content together are a statement.
    pub keep: f32,
}

/// A sentence in which something is quoted or may be attributed.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedSentence {
    /// The sentence.
    pub span: Span,
    /// Its quotations, in the text's order.
    pub quotations: Vec<ExplainedQuotation>,
    /// Its cues, in the text's order.
    pub cues: Vec<ExplainedCue>,
    /// The statements that begin here: indices into [`super::Annotations::statements`].
    pub statements: Vec<usize>,
}
