//! What the archive's articles hand over: everybody each of them names.

use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use crate::model::{ArticleId, Entity, EntityKind, NewsDate, Record, Statement};

/// One person or body in one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appearance {
    /// The article.
    pub article: ArticleId,
    /// Which of the article's entities: an index into [`crate::model::Annotations::entities`].
    pub local: u32,
    /// When the article was published.
    pub published: Option<NewsDate>,
    /// The fullest name the article uses.
    pub name: String,
    /// The other names it uses.
    pub aliases: Vec<String>,
    /// Person or organization.
    pub kind: EntityKind,
    /// Whether that is a guess.
    pub guessed: bool,
    /// Whether it is a place.
    pub place: bool,
    /// What the article says they do.
    pub role: Option<String>,
    /// Whom they do it for.
    pub organization: Option<String>,
    /// Whether a statement of the article is theirs.
    pub speaks: bool,
    /// Everybody the article names, this one included: one list for all of the article's appearances.
    pub company: Arc<[String]>,
}

/// The appearances in one article; groups without a name are nobody across articles.
pub fn appearances(record: &Record) -> Vec<Appearance> {
    let named = |entity: &&Entity| entity.kind != EntityKind::Group && !entity.name.trim().is_empty();
    let entities = &record.annotations.entities;
    let speakers = record.annotations.statements.iter().flat_map(Statement::speakers);
    let speaking: HashSet<u32, FixedState> = speakers.filter_map(|speaker| speaker.entity).collect();
    let company: Arc<[String]> = entities.iter().filter(named).map(|entity| entity.name.clone()).collect();
    entities
        .iter()
        .enumerate()
        .filter(|(_, entity)| named(entity))
        .map(|(local, entity)| Appearance {
            article: record.article.id.clone(),
            local: local as u32,
            published: record.article.published,
            name: entity.name.trim().to_owned(),
            aliases: entity.aliases.clone(),
            kind: entity.kind,
            guessed: entity.guessed,
            place: entity.place,
            role: entity.role.clone(),
            organization: entity.organization.clone(),
            speaks: speaking.contains(&(local as u32)),
            company: Arc::clone(&company),
        })
        .collect()
}
