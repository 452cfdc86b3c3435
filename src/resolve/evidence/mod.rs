//! What speaks for two appearances being one: the same employer, role, company, time.

mod context;
mod field;
mod score;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::key::Key;
use super::world::World;
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

/// Something two appearances share, as it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shared {
    Organization(Key),
    Role(Key),
    Company(Key),
    /// The place of the article.
    Named(u32),
    Time,
}

/// Why a name belongs to a group, as it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reason {
    pub tie: Tie,
    pub shared: Vec<Shared>,
    pub points: i32,
}

impl Reason {
    /// The same in words.
    pub(super) fn told(&self, world: &World) -> Evidence {
        let text = |key: &Key| world.texts.of(*key);
        let agreements = self.shared.iter().map(|shared| match shared {
            Shared::Organization(key) => Agreement::Organization(text(key)),
            Shared::Role(key) => Agreement::Role(text(key)),
            Shared::Company(key) => Agreement::Company(text(key)),
            Shared::Named(article) => Agreement::Named(world.article(*article)),
            Shared::Time => Agreement::Time,
        });
        Evidence { tie: self.tie, agreements: agreements.collect(), points: self.points }
    }
}
