//! Person or body, man or woman: what a name itself tells.

use super::super::doc::{Doc, Phrase};
use super::super::lexicon::{ascii_key, tag, trait_of};
use super::super::phrases::names_body;
use super::Gender;
use crate::model::EntityKind;

/// Person or body, or nothing where the name is only a place or a day.
pub(super) fn guess_kind(doc: &Doc<'_>, phrase: &Phrase) -> Option<EntityKind> {
    let core = &doc.tokens[phrase.core.start..phrase.core.end];
    let titled = doc.tokens[phrase.range.start..phrase.core.start]
        .iter()
        .any(|t| t.has(trait_of::TITLE | trait_of::HONORIFIC | trait_of::ROLE));
    if titled {
        return Some(EntityKind::Person);
    }
    let given = core.first()?.has(trait_of::GIVEN);
    let last = core.last()?;
    let surname = given && core.len() == 2 && last.word.tags & tag::NOUN == 0;
    if names_body(doc, phrase.core) && !surname {
        return Some(EntityKind::Organization);
    }
    if core.iter().all(|t| t.has(trait_of::CALENDAR | trait_of::NATIONALITY)) && !given {
        return None;
    }
    if core.iter().all(|t| t.has(trait_of::PLACE) && !t.has(trait_of::GIVEN)) {
        return Some(EntityKind::Organization);
    }
    let before = phrase.range.start.checked_sub(1).map(|i| &doc.tokens[i]);
    let role_before = phrase.range.start > 1 && doc.tokens[phrase.range.start - 2].has(trait_of::ROLE);
    if !given && before.is_some_and(|t| matches!(t.key, IN | NEAR | AT) || t.key == OF && role_before) {
        return Some(EntityKind::Organization);
    }
    let written = doc.words(phrase.core);
    let acronym = core.len() == 1
        && written.chars().count() > 1
        && written.chars().all(|c| c.is_uppercase() || c == '.' || c == '&');
    if acronym || doc.tokens[phrase.range.start].key == THE && !given {
        return Some(EntityKind::Organization);
    }
    if core.len() > 1 && !given && core.iter().all(|t| t.word.tags != 0) {
        return Some(EntityKind::Organization);
    }
    Some(EntityKind::Person)
}

/// What titles and given names tell.
pub(super) fn gender_of(doc: &Doc<'_>, phrase: &Phrase) -> Gender {
    let mut titles = doc.tokens[phrase.range.start..phrase.core.start].iter().rev();
    let traits = titles.find_map(|t| {
        Some(t.word.traits)
            .filter(|t| t & trait_of::HONORIFIC != 0 && t & (trait_of::MALE | trait_of::FEMALE) != 0)
    });
    let given = doc.tokens[phrase.core.start].word.traits;
    let traits = traits.unwrap_or(if phrase.core.end - phrase.core.start > 1 { given } else { 0 });
    match traits & (trait_of::MALE | trait_of::FEMALE) {
        trait_of::MALE => Gender::Male,
        trait_of::FEMALE => Gender::Female,
        _ => Gender::Unknown,
    }
}

const THE: u64 = ascii_key("the");
const IN: u64 = ascii_key("in");
const AT: u64 = ascii_key("at");
const OF: u64 = ascii_key("of");
const NEAR: u64 = ascii_key("near");
