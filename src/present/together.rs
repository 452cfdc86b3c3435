//! Speakers that speak together: whoever joins the first one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::units::{CharSpan, char_span};
use crate::model::{Annotations, Article, CharCounter, EntityKind, Speaker, Statement};

/// Somebody who says it together with the speaker: of “Ruiz and Lind said”, Lind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Companion {
    /// The fullest name the article uses; null where it could not be resolved.
    pub name: Option<String>,
    /// The words beside the statement that name them.
    pub text: String,
    /// Where these stand in the article's text.
    pub span: CharSpan,
    /// Person, organization or group.
    pub kind: Option<EntityKind>,
    /// What the article says they do.
    pub role: Option<String>,
    /// Whom they do it for.
    pub organization: Option<String>,
}

impl Companion {
    /// What to call them: by name, else as the article does.
    pub fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.text)
    }
}

/// Whoever says it together with the first speaker.
pub fn companions(
    statement: &Statement,
    article: &Article,
    annotations: &Annotations,
    counter: &mut CharCounter<'_>,
) -> Vec<Companion> {
    let companion = |speaker: &Speaker| {
        let entity = annotations.entity_of(speaker);
        Companion {
            name: entity.map(|entity| entity.name.clone()),
            text: speaker.span.of(&article.text).to_owned(),
            span: char_span(counter, speaker.span),
            kind: entity.map(|entity| entity.kind),
            role: entity.and_then(|entity| entity.role.clone()),
            organization: entity.and_then(|entity| entity.organization.clone()),
        }
    };
    statement.with.iter().map(companion).collect()
}

/// `Ana Ruiz, Bo Lind and the harbour board`.
pub(super) fn all_of(first: &str, with: &[Companion]) -> String {
    let mut out = first.to_owned();
    for (number, companion) in with.iter().enumerate() {
        out.push_str(if number + 1 == with.len() { " and " } else { ", " });
        out.push_str(companion.called());
    }
    out
}

/// A cell of a table: `Bo Lind; the harbour board`.
pub(super) fn cell(with: &[Companion]) -> String {
    with.iter().map(Companion::called).collect::<Vec<_>>().join("; ")
}
