//! How words that are no name lead to whoever they mean.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// Why words beside a statement ("she", "the mayor", "the 39-year-old") are taken for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// What kind of words they are.
    pub by: ReferenceKind,
    /// The words that they refer to: a name, or what told the office; nothing where none stand in the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub antecedent: Option<Span>,
    /// How likely it is them and nobody else whom the article names, 0 to 1, where that was weighed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likely: Option<f32>,
}

impl Reference {
    /// A reference that nothing was weighed for.
    pub fn new(by: ReferenceKind, antecedent: Option<Span>) -> Reference {
        Reference { by, antecedent, likely: None }
    }
}

/// What kind of words refer to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ReferenceKind {
    /// "She", "they": whoever was met before and fits best.
    Pronoun,
    /// "Two officials, who": what *who* follows at once.
    Relative,
    /// "The board's clerk, Wilma Stroud, answered": the name stands beside it.
    Beside,
    /// "The governor": whoever is said to hold that office.
    Office,
    /// "The company", "its annual report": the body of that kind met before.
    Body,
    /// "The 39-year-old": whoever is said to be that old.
    Age,
    /// "Her daughter": whoever was named so.
    Kin,
    /// "The letter says": whoever is told to have written it.
    Writer,
    /// "Orr:" in an interview: whoever the first such label meant.
    Label,
    /// "I" outside quotation marks: whoever signs the article.
    Author,
    /// "I" in an answer: whoever is interviewed.
    Interview,
    /// "The Spaniard", "the Texas Republican": whoever was met before and may be called so.
    Epithet,
}

impl ReferenceKind {
    /// All of them, in the order of their declaration.
    pub const ALL: [ReferenceKind; 12] = [
        ReferenceKind::Pronoun,
        ReferenceKind::Relative,
        ReferenceKind::Beside,
        ReferenceKind::Office,
        ReferenceKind::Body,
        ReferenceKind::Age,
        ReferenceKind::Kin,
        ReferenceKind::Writer,
        ReferenceKind::Label,
        ReferenceKind::Author,
        ReferenceKind::Interview,
        ReferenceKind::Epithet,
    ];

    /// Its name in output.
    pub fn as_str(self) -> &'static str {
        match self {
            ReferenceKind::Pronoun => "pronoun",
            ReferenceKind::Relative => "relative",
            ReferenceKind::Beside => "beside",
            ReferenceKind::Office => "office",
            ReferenceKind::Body => "body",
            ReferenceKind::Age => "age",
            ReferenceKind::Kin => "kin",
            ReferenceKind::Writer => "writer",
            ReferenceKind::Label => "label",
            ReferenceKind::Author => "author",
            ReferenceKind::Interview => "interview",
            ReferenceKind::Epithet => "epithet",
        }
    }
}
