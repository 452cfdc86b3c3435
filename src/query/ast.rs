//! The syntax tree of a query. Engines compile it; printing it gives a query that parses to it again.

use serde::{Deserialize, Serialize};

use crate::model::NewsDate;

/// A part of an article that a query can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The title.
    Headline,
    /// The first paragraph.
    Lead,
    /// Lead, story and subheads.
    Body,
    /// Words under pictures.
    Caption,
    /// The byline.
    Author,
    /// Everyone on record.
    Speaker,
    /// Whom the speakers speak for.
    Org,
    /// What the speakers do.
    Role,
    /// The words said.
    Quote,
    /// Everyone named, on record or not.
    People,
    /// The dateline's place.
    Place,
    /// Desk or rubric.
    Section,
    /// The outlet.
    Source,
    /// Language tag.
    Lang,
    /// Path below the archive's folder.
    Path,
}

/// A question about articles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Query {
    /// Every article.
    All,
    /// One word, stemmed: `letters` finds *letter*. Without a field: headline, body, captions, author, speakers.
    Term {
        /// Where to look.
        field: Option<Field>,
        /// The word as typed.
        word: String,
    },
    /// These exact words in this order.
    Phrase {
        /// Where to look.
        field: Option<Field>,
        /// The words as typed, between the marks.
        words: String,
        /// How many positions they may be moved; 0 is exact.
        slop: u32,
    },
    /// Words that begin so: `negotiat*`.
    Prefix {
        /// Where to look.
        field: Option<Field>,
        /// The letters before the star.
        stem: String,
    },
    /// Published within, both ends included as far as their precision goes.
    Published {
        /// Not before.
        from: Option<NewsDate>,
        /// Not after.
        to: Option<NewsDate>,
    },
    /// All of these.
    And(Vec<Query>),
    /// Any of these.
    Or(Vec<Query>),
    /// None of this.
    Not(Box<Query>),
}

/// What narrows a search besides the query: any of the values of one filter, all of the filters.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Somebody on record, by full name, surname or alias, any case.
    pub speakers: Vec<String>,
    /// A body spoken for.
    pub organizations: Vec<String>,
    /// In the byline.
    pub authors: Vec<String>,
    /// Desk or rubric.
    pub sections: Vec<String>,
    /// The outlet.
    pub sources: Vec<String>,
    /// Language tag.
    pub languages: Vec<String>,
    /// Not published before.
    pub from: Option<NewsDate>,
    /// Not published after.
    pub to: Option<NewsDate>,
    /// Statements only where words and speaker are right with at least this likelihood, 0 to 1; articles
    /// only with such a statement, by the speakers and for the bodies that are filtered by.
    pub min_confidence: f32,
    /// Of articles that are copies of each other only one, with the others named beside it.
    pub fold_copies: bool,
}
