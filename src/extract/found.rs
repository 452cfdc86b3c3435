//! A statement before it is known whom its source means.

use super::headed::HEADING;
use super::turns::TURN;
use crate::model::{Span, StatementKind};

/// A statement whose speaker is still a phrase.
#[derive(Clone)]
pub struct Found {
    /// What was said.
    pub span: Span,
    /// Direct, mixed or indirect.
    pub kind: StatementKind,
    /// The phrase it is attributed to.
    pub source: Option<usize>,
    /// Phrases that say it together with that one.
    pub with: Vec<usize>,
    /// The token that attributes it.
    pub cue: Option<usize>,
    /// Whether it is said not to have been said.
    pub negated: bool,
    /// The rule that attributed it.
    pub rule: &'static str,
    /// How likely it is right.
    pub confidence: f32,
    /// Pieces of one utterance share this number.
    pub utterance: u32,
}

/// Whether a rule reads the layout of a page, which too few of the articles that are learned from have to tell how often it is
/// right: its statements are as sure as it says itself.
pub fn is_laid_out(rule: &str) -> bool {
    [TURN, HEADING].contains(&rule)
}
