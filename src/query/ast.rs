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
    /// How something in it is said: `direct`, `mixed` or `indirect`.
    Kind,
}

/// A question about articles.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Query {
    /// Every article.
    #[default]
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
    /// Words of this pattern, `?` for one letter and `*` for any number: `wom?n`, `*shore`.
    Wildcard {
        /// Where to look.
        field: Option<Field>,
        /// The pattern as typed.
        pattern: String,
    },
    /// Words so alike: `Khamenei~1`.
    Fuzzy {
        /// Where to look.
        field: Option<Field>,
        /// The word as typed.
        word: String,
        /// How many letters may be other, missing, added or swapped with their neighbour: 1 or 2.
        distance: u8,
    },
    /// Whole words that a regular expression describes, in any case: `/harbou?rs?/`.
    Regex {
        /// Where to look.
        field: Option<Field>,
        /// What stands between the slashes.
        pattern: String,
    },
    /// The field holds something: `caption:*`.
    Exists {
        /// Which.
        field: Field,
    },
    /// Both sides stand near each other: words, phrases, or alternatives of them, in one field.
    Near {
        /// One side.
        left: Box<Query>,
        /// The other.
        right: Box<Query>,
        /// How many words on the other may be found: 1 is right beside.
        within: u32,
        /// Whether `left` comes first.
        ordered: bool,
    },
    /// One statement of which all this is true.
    Statement {
        /// Who makes it: a word or phrase without a field is a speaker's name, or a body's whole name.
        by: Option<Box<Query>>,
        /// What it holds.
        said: Option<Box<Query>>,
        /// Whom it names, under any name the article uses for them.
        about: Option<Box<Query>>,
    },
    /// This counts so many times in the order of results.
    Boost {
        /// What.
        query: Box<Query>,
        /// How many times; 1 changes nothing.
        by: f32,
    },
    /// Put into the index within, both ends included.
    Indexed {
        /// Not before.
        from: Option<NewsDate>,
        /// Not after.
        to: Option<NewsDate>,
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

impl Query {
    /// Every part of the query in its order, itself first, with how deep it stands.
    pub fn walk<'q>(&'q self, each: &mut dyn FnMut(&'q Query, usize)) {
        self.walk_from(0, each);
    }

    fn walk_from<'q>(&'q self, depth: usize, each: &mut dyn FnMut(&'q Query, usize)) {
        each(self, depth);
        self.parts().into_iter().for_each(|part| part.walk_from(depth + 1, each));
    }

    /// The queries this one is directly made of.
    pub fn parts(&self) -> Vec<&Query> {
        match self {
            Query::And(parts) | Query::Or(parts) => parts.iter().collect(),
            Query::Not(part) | Query::Boost { query: part, .. } => vec![part],
            Query::Near { left, right, .. } => vec![left, right],
            Query::Statement { by, said, about } => {
                [by, said, about].into_iter().filter_map(Option::as_deref).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The field a word, phrase or pattern is looked for in; nothing for what is none of these.
    pub fn field(&self) -> Option<Option<Field>> {
        match self {
            Query::Term { field, .. }
            | Query::Phrase { field, .. }
            | Query::Prefix { field, .. }
            | Query::Wildcard { field, .. }
            | Query::Fuzzy { field, .. }
            | Query::Regex { field, .. } => Some(*field),
            _ => None,
        }
    }
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
