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
    /// A query with it.
    pub example: &'static str,
}

const fn row(
    field: Field,
    names: &'static [&'static str],
    about: &'static str,
    example: &'static str,
) -> FieldName {
    FieldName { field, names, about, example }
}

/// Every field of text that a query can name.
pub const FIELDS: &[FieldName] = &[
    row(Field::Headline, &["headline", "title", "head", "hed"], "the title", "headline:strike"),
    row(Field::Lead, &["lead", "lede", "intro"], "the first paragraph", "lead:(fire AND dock)"),
    row(Field::Body, &["body", "text", "story"], "the story with its subheads", "body:\"port alder\""),
    row(Field::Caption, &["caption", "captions", "photo"], "words under pictures", "caption:*"),
    row(Field::Author, &["author", "authors", "byline", "by"], "who wrote it", "author:osei"),
    row(Field::Speaker, &["speaker", "speakers", "who"], "who is on record", "speaker:Vatanka"),
    row(Field::Org, &["org", "orgs", "organization", "organisation", "organizations"], "whom they speak for", "org:\"Eurasia Group\""),
    row(Field::Role, &["role", "roles", "job"], "what the speakers do", "role:minister"),
    row(Field::Quote, &["quote", "quotes", "said", "words", "quoted"], "the words said", "quote:\"maximum pressure\""),
    row(Field::People, &["people", "person", "names", "mentions"], "everyone named, on record or not", "people:Soleimani"),
    row(Field::Place, &["place", "dateline", "location"], "the dateline's place", "place:geneva"),
    row(Field::Section, &["section", "desk", "rubric"], "desk or rubric", "section:opinion"),
    row(Field::Source, &["source", "outlet", "publisher"], "the outlet", "NOT source:wire"),
    row(Field::Lang, &["lang", "language"], "language tag", "lang:en"),
    row(Field::Path, &["path", "file"], "path in the archive", "path:2024"),
    row(Field::Kind, &["kind", "kinds"], "how something in it is said: direct, mixed or indirect", "kind:direct"),
];

/// What the date of publication is called.
pub const PUBLISHED_NAMES: &[&str] = &["published", "date", "pubdate", "when"];
/// What the time of indexing is called.
pub const INDEXED_NAMES: &[&str] = &["indexed", "added"];
/// Fields of dates: their names, what stands in them, and a query with each.
pub const DATE_FIELDS: &[(&[&str], &str, &str)] = &[
    (PUBLISHED_NAMES, "when it was published", "published:\"last 30 days\""),
    (INDEXED_NAMES, "when it was put into the index", "indexed:>=yesterday"),
];

/// What a name before a colon leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A field of words.
    Words(Field),
    /// The date of publication.
    Published,
    /// The time of indexing.
    Indexed,
}

/// Finds the field of that name, in any case.
pub(super) fn lookup(name: &str) -> Option<Target> {
    let name = name.to_ascii_lowercase();
    if PUBLISHED_NAMES.contains(&name.as_str()) {
        return Some(Target::Published);
    }
    if INDEXED_NAMES.contains(&name.as_str()) {
        return Some(Target::Indexed);
    }
    FIELDS.iter().find(|row| row.names.contains(&name.as_str())).map(|row| Target::Words(row.field))
}

/// The known name that looks most like `name`, where one is close enough to have been meant.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    all_names()
        .map(|known| (strsim::damerau_levenshtein(&name, known), known))
        .filter(|(distance, known)| *distance <= (known.len() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

fn all_names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().flat_map(|row| row.names).chain(PUBLISHED_NAMES).chain(INDEXED_NAMES).copied()
}

/// The first name of every field, those of dates last.
pub fn field_names() -> Vec<&'static str> {
    FIELDS.iter().map(|row| row.names[0]).chain(DATE_FIELDS.iter().map(|row| row.0[0])).collect()
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
    use crate::model::NewsDate;

    #[test]
    fn no_name_means_two_things() {
        let mut names: Vec<_> = all_names().collect();
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

    #[test]
    fn every_example_is_a_query_of_its_field() {
        let now = NewsDate::day(2025, 3, 9);
        let dates = DATE_FIELDS.iter().map(|row| (row.0[0], row.2));
        for (name, example) in FIELDS.iter().map(|row| (row.names[0], row.example)).chain(dates) {
            assert!(example.contains(&format!("{name}:")), "{name}: {example}");
            let settings = super::super::Settings { today: now, ..Default::default() };
            assert!(super::super::read(example, &settings).is_ok(), "{example}");
        }
    }
}
