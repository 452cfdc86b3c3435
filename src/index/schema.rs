//! The fields of the index, as one table: the schema is built from it, and `schema/` describes it.
//!
//! An article is one document and each of its statements another. The two kinds share only `kind`
//! and `file`, so that how often a word stands in statements changes nothing in how articles rank.

use serde_json::{Value, json};
use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use super::analysis::TOKENIZER;

/// Grows with every change that makes older indexes unreadable or wrong.
pub const SCHEMA_VERSION: u32 = 16;

/// The value of `kind` for articles.
pub(crate) const ARTICLE: &str = "article";
/// The value of `kind` for statements.
pub(crate) const STATEMENT: &str = "statement";

/// Parts a lookup term: facet letter, folded key, value as shown.
pub(crate) const KEY_PART: char = '\u{1f}';

/// How a field is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// Words with positions; long texts also keep their length, which ranking needs.
    Text { lengths: bool },
    /// One term a value, found by it.
    Key,
    /// One term a value, found and counted by it.
    Facet,
    /// A whole number in a column.
    Number,
    /// A signed number in a column: seconds since 1970.
    Instant,
    /// Kept, not searched.
    Stored,
}

impl How {
    fn describe(self) -> &'static str {
        match self {
            How::Text { lengths: true } => "text, with lengths",
            How::Text { lengths: false } => "text",
            How::Key => "term",
            How::Facet => "term and column",
            How::Number => "column of whole numbers",
            How::Instant => "column of seconds since 1970",
            How::Stored => "stored",
        }
    }
}

macro_rules! fields {
    ($($name:ident: $how:expr, $of:literal, $about:literal;)*) => {
        /// A handle for every field.
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct Fields {
            $(#[doc = $about] pub(crate) $name: Field,)*
        }

        const TABLE: &[(&str, How, &str, &str)] = &[$((stringify!($name), $how, $of, $about),)*];

        /// The schema and the handles to its fields.
        pub(super) fn schema() -> (Schema, Fields) {
            let mut builder = Schema::builder();
            let fields = Fields { $($name: add(&mut builder, stringify!($name), $how),)* };
            (builder.build(), fields)
        }
    };
}

const LONG: How = How::Text { lengths: true };
const SHORT: How = How::Text { lengths: false };

fields! {
    kind: How::Key, "both", "`article` or `statement`";
    file: How::Key, "both", "The path of the file both came from; what is replaced and removed by";
    article: How::Key, "article", "The article's id";
    rank: How::Number, "article", "The id as a number: orders equal hits";
    record: How::Stored, "article", "The article and everything found in it";
    headline: LONG, "article", "The title";
    lead: SHORT, "article", "The first paragraph of the story";
    body: LONG, "article", "Lead, story and subheads, a gap after each paragraph";
    captions: SHORT, "article", "Words under pictures";
    author: SHORT, "article", "The byline";
    section: SHORT, "article", "Desk or rubric";
    source: SHORT, "article", "The outlet";
    language: SHORT, "article", "Language tag";
    place: SHORT, "article", "The dateline's place";
    path: SHORT, "article", "Words of the path below the archive's folder";
    speakers: SHORT, "article", "Everyone on record: name, aliases, the words beside the statement";
    organizations: SHORT, "article", "Whom they speak for, and bodies that speak themselves";
    roles: SHORT, "article", "What the speakers do";
    people: SHORT, "article", "Everyone named, on record or not";
    published: How::Instant, "article", "The earliest moment the printed date can mean";
    printed: How::Number, "article", "The printed day as 20250309, with 00 for what was not printed";
    by_speaker: How::Facet, "article", "Facet: who is on record";
    by_organization: How::Facet, "article", "Facet: whom they speak for";
    by_author: How::Facet, "article", "Facet: the byline";
    by_section: How::Facet, "article", "Facet: desk or rubric";
    by_source: How::Facet, "article", "Facet: the outlet";
    by_language: How::Facet, "article", "Facet: language tag";
    by_month: How::Facet, "article", "Facet: month of publication";
    by_role: How::Facet, "article", "Facet: what the speakers do, folded; `lookup` knows it as printed";
    by_kind: How::Facet, "article", "Facet: kinds of statements in it";
    has: How::Key, "article", "Names of the fields that hold something";
    indexed: How::Instant, "article", "When it was put into the index";
    lookup: How::Key, "article", "Every folded name a facet value answers to, with the value";
    said: LONG, "statement", "The words";
    said_speaker: SHORT, "statement", "Who said it: name, aliases, the words beside it";
    said_organization: SHORT, "statement", "Whom they spoke for";
    said_role: SHORT, "statement", "What they do";
    said_people: SHORT, "statement", "Everyone named in the words, under every name of the article";
    said_has: How::Key, "statement", "Names of the fields that hold something";
    said_kind: How::Facet, "statement", "`direct`, `mixed` or `indirect`";
    said_by: How::Facet, "statement", "Facet: the speaker";
    said_for: How::Facet, "statement", "Facet: whom they spoke for";
    said_as: How::Facet, "statement", "Facet: what they do, folded as in `by_role`";
    said_confidence: How::Number, "statement", "How likely the attribution is right, in thousandths";
    said_ordinal: How::Number, "statement", "Which of the article's statements, from 0: its article stands so many and one before it";
    said_length: How::Number, "statement", "Bytes of the words; 31 for more";
}

fn add(builder: &mut tantivy::schema::SchemaBuilder, name: &str, how: How) -> Field {
    match how {
        How::Text { lengths } => builder.add_text_field(name, text(lengths)),
        How::Key => builder.add_text_field(name, key()),
        How::Facet => builder.add_text_field(name, key().set_fast("raw")),
        How::Number => builder.add_u64_field(name, NumericOptions::default().set_fast()),
        How::Instant => builder.add_i64_field(name, NumericOptions::default().set_fast()),
        How::Stored => builder.add_bytes_field(name, BytesOptions::default().set_stored()),
    }
}

fn text(lengths: bool) -> TextOptions {
    // A length costs a byte for every document of either kind: short fields rank well without.
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_fieldnorms(lengths)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    )
}

fn key() -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic),
    )
}

/// The table of fields, as `schema/` keeps it.
pub fn field_table() -> Value {
    let fields: Vec<Value> = TABLE
        .iter()
        .map(|(name, how, of, about)| json!({"name": name, "document": of, "kept": how.describe(), "about": about}))
        .collect();
    json!({"schema_version": SCHEMA_VERSION, "fields": fields})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_documents_share_no_text() {
        let shared: Vec<&str> = TABLE.iter().filter(|row| row.2 == "both").map(|row| row.0).collect();
        assert_eq!(shared, ["kind", "file"]);
        assert!(TABLE.iter().all(|row| (row.2 == "statement") == row.0.starts_with("said")));
    }

    #[test]
    fn the_table_names_every_field_of_the_schema() {
        let (schema, _) = schema();
        let names: Vec<&str> = schema.fields().map(|(_, entry)| entry.name()).collect();
        let table = field_table();
        let told: Vec<&str> =
            table["fields"].as_array().into_iter().flatten().filter_map(|f| f["name"].as_str()).collect();
        assert_eq!(names, told);
    }
}
