//! Whether two articles' speakers can be the same, by their names alone.
//!
//! Cautious in one direction: *Ruiz* can be Ana Ruiz, and a spokesman can be his ministry, so only names
//! that cannot be one are called different.

use crate::model::{Entity, EntityKind};
use crate::text::fold::{fold_name, organization_keys, person_keys};

/// Somebody on record, as one article names them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Voice {
    /// As the article has it.
    pub(super) name: String,
    person: bool,
    organization: Option<String>,
}

impl Voice {
    /// Whoever has a name: *two officials* and *he* can be anybody.
    pub(super) fn of(entity: &Entity) -> Option<Voice> {
        let named = entity.kind != EntityKind::Group && entity.name.contains(char::is_uppercase);
        named.then(|| Voice {
            name: entity.name.clone(),
            person: entity.kind == EntityKind::Person,
            organization: entity.organization.clone(),
        })
    }

    /// Whether the two can be one.
    fn can_be(&self, other: &Voice) -> bool {
        match (self.person, other.person) {
            (true, true) => one_person(&self.name, &other.name),
            (false, false) => one_body(&self.name, &other.name),
            (true, false) => self.organization.as_ref().is_some_and(|own| one_body(own, &other.name)),
            (false, true) => other.can_be(self),
        }
    }
}

/// The voices in groups of those that can be one.
pub(super) fn groups<'v>(voices: impl IntoIterator<Item = &'v Voice>) -> Vec<Vec<&'v Voice>> {
    let mut out: Vec<Vec<&Voice>> = Vec::new();
    for voice in voices {
        let (mut with, without): (Vec<_>, Vec<_>) =
            out.into_iter().partition(|group: &Vec<&Voice>| group.iter().any(|known| known.can_be(voice)));
        out = without;
        let mut joined: Vec<&Voice> = with.drain(..).flatten().collect();
        joined.push(voice);
        out.push(joined);
    }
    out
}

fn one_body(one: &str, other: &str) -> bool {
    let keys = organization_keys(other);
    organization_keys(one).iter().any(|key| keys.contains(key))
}

/// The same surname, and given names that do not speak against it: one is the other's, its initial, or missing.
fn one_person(one: &str, other: &str) -> bool {
    if holds_words_of(one, other) || holds_words_of(other, one) {
        return true;
    }
    let (one_keys, other_keys) = (person_keys(one), person_keys(other));
    let (Some(one_last), Some(other_last)) = (one_keys.last(), other_keys.last()) else { return false };
    if !spelled_alike(one_last, other_last) {
        return false;
    }
    let given = |name: &str| {
        let folded = fold_name(name);
        folded.rsplit_once(' ').and_then(|(given, _)| given.split(' ').next().map(str::to_owned))
    };
    match (given(one), given(other)) {
        (Some(one), Some(other)) => {
            spelled_alike(&one, &other) || initial_of(&one, &other) || initial_of(&other, &one)
        }
        _ => true,
    }
}

/// Whether every word of `short` stands in `long`: an office came along with the name.
fn holds_words_of(long: &str, short: &str) -> bool {
    let long = fold_name(long);
    let short = fold_name(short);
    !short.is_empty() && short.split(' ').all(|word| long.split(' ').any(|known| known == word))
}

fn initial_of(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

/// Transliterations differ by a letter: Khamenei, Khamanei.
fn spelled_alike(one: &str, other: &str) -> bool {
    one == other || (one.len() > 5 && other.len() > 5 && strsim::osa_distance(one, other) <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(name: &str, kind: EntityKind, organization: Option<&str>) -> Voice {
        Voice::of(&Entity {
            name: name.into(),
            kind,
            guessed: false,
            place: false,
            role: None,
            organization: organization.map(str::to_owned),
            aliases: Vec::new(),
        })
        .unwrap()
    }

    #[track_caller]
    fn check(names: &[&str], want: &[&[&str]]) {
        let voices: Vec<Voice> = names.iter().map(|name| voice(name, EntityKind::Person, None)).collect();
        let got: Vec<Vec<&str>> =
            groups(&voices).iter().map(|group| group.iter().map(|v| v.name.as_str()).collect()).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn a_surname_an_initial_and_a_spelling_can_be_one() {
        check(&["Ana Ruiz", "Ruiz", "A. Ruiz"], &[&["Ana Ruiz", "Ruiz", "A. Ruiz"]]);
        check(&["Governor Ana Ruiz", "Ana Ruiz"], &[&["Governor Ana Ruiz", "Ana Ruiz"]]);
        check(&["Idris Vahdani", "Idris Wahdani"], &[&["Idris Vahdani", "Idris Wahdani"]]);
    }

    #[test]
    fn other_given_names_and_surnames_cannot() {
        check(&["Ana Ruiz", "Bo Ruiz"], &[&["Ana Ruiz"], &["Bo Ruiz"]]);
        check(&["Ana Ruiz", "Ana Lind"], &[&["Ana Ruiz"], &["Ana Lind"]]);
    }

    #[test]
    fn who_speaks_for_a_body_can_be_it() {
        let person = voice("Bo Lind", EntityKind::Person, Some("the Coastal Crews Union"));
        let body = voice("Coastal Crews Union", EntityKind::Organization, None);
        let other = voice("Harbour Board", EntityKind::Organization, None);
        assert!(person.can_be(&body) && body.can_be(&person) && !person.can_be(&other));
    }
}
