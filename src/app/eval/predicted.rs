//! What an extractor found, in the form it is measured in.

use super::score::Piece;
use super::text::Text;
use crate::model::{Annotations, Entity, EntityKind, Span, Speaker, Statement};

/// The statements of `annotations`, in their order.
pub(super) fn pieces(text: &Text<'_>, annotations: &Annotations) -> Vec<Piece> {
    annotations.statements.iter().map(|statement| piece(text, annotations, statement)).collect()
}

fn piece(text: &Text<'_>, annotations: &Annotations, statement: &Statement) -> Piece {
    let chars = |span: Span| text.chars(span.from(), span.to());
    let entity = annotations.speaker_of(statement);
    let speaker_at = statement.speaker.as_ref().map(|speaker| chars(speaker.span));
    let cue_at = statement.cue.map(chars);
    Piece {
        span: chars(statement.span),
        kind: Some(statement.kind),
        speaker: speaker_at.map(|at| text.words(at).to_owned()),
        speaker_at,
        canonical: entity.filter(|entity| entity.kind != EntityKind::Group).map(|entity| entity.name.clone()),
        silver: None,
        attribution: None,
        cue: cue_at.map(|at| text.words(at).to_owned()),
        cue_at,
        role: entity.and_then(|entity| entity.role.clone()),
        organization: entity.and_then(speaks_for),
        with: statement.with.iter().map(|speaker| called(text, annotations, speaker)).collect(),
        rule: Some(statement.rule.clone().into_owned()),
        confidence: Some(statement.confidence),
    }
}

/// A speaker by full name; without one, by the words that name them.
fn called(text: &Text<'_>, annotations: &Annotations, speaker: &Speaker) -> String {
    let words = || text.words(text.chars(speaker.span.from(), speaker.span.to())).to_owned();
    annotations.entity_of(speaker).map_or_else(words, |entity| entity.name.clone())
}

/// Whom an entity speaks for: an organization that speaks itself speaks for itself.
fn speaks_for(entity: &Entity) -> Option<String> {
    let itself = || (entity.kind == EntityKind::Organization).then(|| entity.name.clone());
    entity.organization.clone().or_else(itself)
}
