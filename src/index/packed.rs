//! A record as it lies in the index: JSON, with the long lists of spans as rows of small numbers.
//!
//! Mentions and paragraphs are most of a record's numbers. Written as distances from the one before
//! they shrink to a fraction, and everything else keeps its names: a field that the model gains is
//! kept without a change here.

use serde::{Deserialize, Serialize};

use crate::model::{Mention, Paragraph, ParagraphKind, Record, Span};

/// What is wrong with bytes that should have been a record.
#[derive(thiserror::Error, Debug)]
pub enum PackError {
    /// Not the JSON we write.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// Rows that do not fit together.
    #[error("a list of spans is cut short")]
    Rows,
}

#[derive(Serialize, Deserialize)]
struct Packed {
    record: Record,
    #[serde(rename = "p")]
    paragraphs: Vec<i64>,
    #[serde(rename = "k")]
    kinds: Vec<ParagraphKind>,
    #[serde(rename = "m")]
    mentions: Vec<i64>,
    #[serde(rename = "s")]
    scare_quotes: Vec<i64>,
}

/// The record as bytes.
pub fn pack(record: &Record) -> Result<Vec<u8>, PackError> {
    let mut rest = record.clone();
    let paragraphs = std::mem::take(&mut rest.article.paragraphs);
    let mentions = std::mem::take(&mut rest.annotations.mentions);
    let scare_quotes = std::mem::take(&mut rest.annotations.scare_quotes);
    let mut places = Places::default();
    let mut kinds = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        // No `..`: a field that is added to the model must not be lost here.
        let Paragraph { kind, span } = paragraph;
        places.put(span);
        kinds.push(kind);
    }
    let packed = Packed {
        paragraphs: places.take(),
        kinds,
        mentions: {
            for mention in mentions {
                let Mention { span, entity } = mention;
                places.put(span);
                places.row.push(i64::from(entity));
            }
            places.take()
        },
        scare_quotes: {
            scare_quotes.into_iter().for_each(|span| places.put(span));
            places.take()
        },
        record: rest,
    };
    Ok(serde_json::to_vec(&packed)?)
}

/// The record that [`pack`] was given.
pub fn unpack(bytes: &[u8]) -> Result<Record, PackError> {
    let Packed { mut record, paragraphs, kinds, mentions, scare_quotes } = serde_json::from_slice(bytes)?;
    if paragraphs.len() != kinds.len() * 2 || mentions.len() % 3 != 0 || scare_quotes.len() % 2 != 0 {
        return Err(PackError::Rows);
    }
    let mut end = 0;
    record.article.paragraphs = paragraphs
        .chunks_exact(2)
        .zip(kinds)
        .map(|(row, kind)| Ok(Paragraph { kind, span: span(row, &mut end)? }))
        .collect::<Result<_, PackError>>()?;
    end = 0;
    record.annotations.mentions = mentions
        .chunks_exact(3)
        .map(|row| {
            let entity = u32::try_from(row[2]).map_err(|_| PackError::Rows)?;
            Ok(Mention { span: span(row, &mut end)?, entity })
        })
        .collect::<Result<_, PackError>>()?;
    end = 0;
    record.annotations.scare_quotes =
        scare_quotes.chunks_exact(2).map(|row| span(row, &mut end)).collect::<Result<_, PackError>>()?;
    Ok(record)
}

#[derive(Default)]
struct Places {
    row: Vec<i64>,
    end: i64,
}

impl Places {
    fn put(&mut self, span: Span) {
        let (start, end) = (i64::from(span.start), i64::from(span.end));
        self.row.extend([start - self.end, end - start]);
        self.end = end;
    }

    fn take(&mut self) -> Vec<i64> {
        self.end = 0;
        std::mem::take(&mut self.row)
    }
}

fn span(row: &[i64], end: &mut i64) -> Result<Span, PackError> {
    let start = *end + row[0];
    *end = start + row[1];
    let offset = |at: i64| u32::try_from(at).map_err(|_| PackError::Rows);
    Ok(Span { start: offset(start)?, end: offset(*end)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::article;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(spans in prop::collection::vec((0u32..9_000, 0u32..300, 0u32..5), 0..20)) {
            let mut record = article("a.txt").headline("Letter").paragraph("One.").quote("No.", "Ana Ruiz").record();
            record.annotations.mentions =
                spans.iter().map(|(start, len, entity)| Mention { span: Span { start: *start, end: start + len }, entity: *entity }).collect();
            record.annotations.scare_quotes = record.annotations.mentions.iter().map(|m| m.span).collect();
            let back = unpack(&pack(&record).unwrap()).unwrap();
            prop_assert_eq!(back, record);
        }
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        assert!(unpack(b"{").is_err());
        let packed = pack(&article("a.txt").paragraph("One.").record()).unwrap();
        let text = String::from_utf8(packed).unwrap().replace("\"p\":[", "\"p\":[1,");
        assert!(matches!(unpack(text.as_bytes()), Err(PackError::Rows)));
    }
}
