//! What a body's name has of somebody's surname: “Ruiz”, “the Ruiz administration”, “Ruiz Holdings”.

use super::body_key::body_key;

/// Whether a body may be somebody's surname as it is printed: a single word, and nothing beside it that says more.
pub(super) fn may_be_surname(key: &str, aliases: &[String]) -> bool {
    let is_more = |alias: &String| alias.starts_with(char::is_uppercase) && body_key(alias) != key;
    !key.contains(' ') && !aliases.iter().any(is_more)
}

/// What somebody's name stands before without being short for it: the Harrow administration.
const OFFICES: [&str; 7] =
    ["administration", "cabinet", "campaign", "government", "plan", "presidency", "speech"];

/// Whether a body goes by a person's name: that is not what it is called for short.
pub(super) fn is_of_person(key: &str) -> bool {
    key.split_once(' ').is_some_and(|(_, office)| OFFICES.contains(&office))
}

/// The first and the last word of a body's longer name.
pub(super) fn outer_words(key: &str) -> impl Iterator<Item = &str> {
    let longer = Some(key).filter(|key| key.contains(' ') && !is_of_person(key));
    longer.into_iter().flat_map(|key| [key.split(' ').next(), key.rsplit(' ').next()]).flatten()
}
