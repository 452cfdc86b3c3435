//! From a record to its documents: one for the article, one for each of its statements.

mod article;
mod facets;
mod lookup;
mod names;
mod statement;
mod words;

use tantivy::TantivyDocument;

use self::article::article_document;
pub(crate) use self::lookup::Lookup;
pub use self::names::{OnRecord, on_record, on_record_in};
pub(super) use self::statement::said_length;
use self::statement::statement_document;
use super::packed::PackError;
use super::schema::Fields;
use crate::model::Record;

/// A record's documents, and the lengths that ranking is told of.
#[derive(Debug)]
pub(super) struct Documents {
    /// The article first, then its statements.
    pub documents: Vec<TantivyDocument>,
    /// Bytes of text in the fields that keep lengths.
    pub lengths: Lengths,
}

/// Bytes of text by field: what average lengths are made of.
///
/// Kept by file, so that the averages of an archive are the same however it came about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Lengths {
    /// Of headlines.
    #[serde(rename = "h")]
    pub headline: u64,
    /// Of bodies.
    #[serde(rename = "b")]
    pub body: u64,
    /// Of statements.
    #[serde(rename = "q")]
    pub quotes: u64,
}

impl std::ops::AddAssign for Lengths {
    fn add_assign(&mut self, other: Self) {
        // What is read from a file that has decayed may be anything.
        self.headline = self.headline.saturating_add(other.headline);
        self.body = self.body.saturating_add(other.body);
        self.quotes = self.quotes.saturating_add(other.quotes);
    }
}

/// The id as a number that orders as the id does; ids of another form are hashed.
pub(crate) fn rank_of(id: &str) -> u64 {
    if id.len() == 16
        && let Ok(number) = u64::from_str_radix(id, 16)
    {
        return number;
    }
    let hash = blake3::hash(id.as_bytes());
    hash.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Builds every document of `record`, which was read in `file`.
///
/// `now` is when, in seconds since 1970.
pub(super) fn documents(
    record: &Record,
    file: &str,
    now: i64,
    fields: &Fields,
) -> Result<Documents, PackError> {
    let mut lengths = Lengths::default();
    let mut article = article_document(record, file, fields, &mut lengths)?;
    article.add_i64(fields.indexed, now);
    let mut documents = vec![article];
    documents.extend(
        record
            .annotations
            .statements
            .iter()
            .enumerate()
            .map(|(ordinal, statement)| statement_document(record, ordinal, statement, file, fields)),
    );
    Ok(Documents { documents, lengths })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::schema::{Fields, schema};
    use crate::index::testing::article;
    use tantivy::schema::Field;
    use tantivy::schema::Value as _;

    #[track_caller]
    fn values(record: &Record, field: impl Fn(&Fields) -> Field) -> Vec<String> {
        let (_, fields) = schema();
        let built = documents(record, "a.txt", 0, &fields).unwrap();
        built.documents[0].get_all(field(&fields)).filter_map(|v| v.as_str()).map(str::to_owned).collect()
    }

    #[test]
    fn a_speaker_answers_to_name_surname_and_alias() {
        let record = article("a.txt")
            .person("Ali Khamenei", "Supreme Leader", "Iran", &["Khamanei", "the Supreme Leader"])
            .quote("No.", "Ali Khamenei")
            .record();
        assert_eq!(values(&record, |f| f.by_speaker), ["Ali Khamenei"]);
        assert_eq!(values(&record, |f| f.by_organization), ["Iran"]);
        let lookup = values(&record, |f| f.lookup);
        for key in ["ali khamenei", "khamenei", "khamanei", "supreme leader"] {
            assert!(lookup.contains(&Lookup::Speaker.term(key, "Ali Khamenei")), "{key} in {lookup:?}");
        }
    }

    #[test]
    fn each_statement_is_a_document() {
        let (_, fields) = schema();
        let record = article("a.txt").quote("One.", "Ana Ruiz").quote("Two.", "Ana Ruiz").record();
        let built = documents(&record, "a.txt", 0, &fields).unwrap();
        assert_eq!(built.documents.len(), 3);
        let said = built.documents[2].get_first(fields.said).and_then(|v| v.as_str());
        assert_eq!(said, Some("Two."));
        assert_eq!(built.lengths.quotes, "One.\u{1e}Two.".len() as u64);
    }

    #[test]
    fn ids_order_as_numbers() {
        assert!(rank_of("00000000000000ff") < rank_of("0000000000000100"));
        assert_ne!(rank_of("x"), rank_of("y"));
    }
}
