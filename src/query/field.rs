//! What fields are called. The first name is the one we print; the others are what people type.

use super::Field;

/// One row of the table of fields.
#[derive(Debug, Clone, Copy)]
pub struct FieldName {
    /// Which field.
    pub field: Field,
    /// Its names, ours first, lower-case.
    pub names: &'static [&'static str],
    /// What stands in it, for help.
    pub about: &'static str,
}

const fn row(field: Field, names: &'static [&'static str], about: &'static str) -> FieldName {
    FieldName { field, names, about }
}

/// Every field of text that a query can name.
pub const FIELDS: &[FieldName] = &[
    row(Field::Headline, &["headline", "title", "head", "hed"], "the title"),
    row(Field::Lead, &["lead", "lede", "intro"], "the first paragraph"),
    row(Field::Body, &["body", "text", "story"], "the story with its subheads"),
    row(Field::Caption, &["caption", "captions", "photo"], "words under pictures"),
    row(Field::Author, &["author", "authors", "byline", "by"], "who wrote it"),
    row(Field::Speaker, &["speaker", "speakers", "who"], "who is on record"),
    row(Field::Org, &["org", "orgs", "organization", "organisation", "organizations"], "whom they speak for"),
    row(Field::Role, &["role", "roles", "job"], "what the speakers do"),
    row(Field::Quote, &["quote", "quotes", "said", "words", "quoted"], "the words said"),
    row(Field::People, &["people", "person", "names", "mentions"], "everyone named"),
    row(Field::Place, &["place", "dateline", "location"], "the dateline's place"),
    row(Field::Section, &["section", "desk", "rubric"], "desk or rubric"),
    row(Field::Source, &["source", "outlet", "publisher"], "the outlet"),
    row(Field::Lang, &["lang", "language"], "language tag"),
    row(Field::Path, &["path", "file"], "path in the archive"),
];

/// What the date of publication is called.
pub const PUBLISHED_NAMES: &[&str] = &["published", "date", "pubdate", "when"];

/// What a name before a colon leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A field of words.
    Words(Field),
    /// The date of publication.
    Published,
}

/// Finds the field of that name, in any case.
pub(super) fn lookup(name: &str) -> Option<Target> {
    let name = name.to_ascii_lowercase();
    if PUBLISHED_NAMES.contains(&name.as_str()) {
        return Some(Target::Published);
    }
    FIELDS.iter().find(|row| row.names.contains(&name.as_str())).map(|row| Target::Words(row.field))
}

/// The known name that looks most like `name`, where one is close enough to have been meant.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let known = FIELDS.iter().flat_map(|row| row.names).chain(PUBLISHED_NAMES);
    known
        .map(|known| (strsim::damerau_levenshtein(&name, known), *known))
        .filter(|(distance, known)| *distance <= (known.len() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

impl Field {
    /// The name we print.
    pub fn name(self) -> &'static str {
        FIELDS.iter().find(|row| row.field == self).map_or("", |row| row.names[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_things() {
        let mut names: Vec<_> =
            FIELDS.iter().flat_map(|row| row.names).chain(PUBLISHED_NAMES).copied().collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(names.iter().all(|n| n.bytes().all(|b| b.is_ascii_lowercase())));
    }

    #[test]
    fn finds_in_any_case_and_suggests_only_what_is_near() {
        assert_eq!(lookup("Organisation"), Some(Target::Words(Field::Org)));
        assert_eq!(lookup("WHEN"), Some(Target::Published));
        assert_eq!(nearest("speeker"), Some("speaker"));
        assert_eq!(nearest("pubished"), Some("published"));
        assert_eq!(nearest("Trump"), None);
    }
}
