//! What speaks for two appearances being one: the same employer, role, company, time.

mod context;
mod field;
mod score;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::ArticleId;

pub(super) use context::{Context, Feature, near_keys};
pub(super) use field::Field;
pub(super) use score::{Weighed, weigh};

/// What ties an alias to its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// The same name, but for case, marks, titles and nicknames.
    SameName,
    /// An article uses it beside a name of the entity.
    SameArticle,
    /// A given name in another form, an initial, a middle name left out.
    GivenName,
    /// A surname that sounds the same, with support from its surroundings.
    Sound,
    /// The surname alone, with support from its surroundings.
    Surname,
    /// A body's name shortened or turned about, with support from its surroundings.
    ShortName,
    /// The archivist says so.
    Authority,
}

/// Something two appearances share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// The body they speak for.
    Organization(String),
    /// What they do.
    Role(String),
    /// Somebody named beside both.
    Company(String),
    /// The full name stands in the same article.
    Named(ArticleId),
    /// Less than a month lies between.
    Time,
}

/// Why an alias is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// What ties the names.
    pub tie: Tie,
    /// What their surroundings share, the weightiest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<Agreement>,
    /// The weight of what they share, less what speaks against it.
    pub points: i32,
}
