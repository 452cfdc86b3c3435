//! Every field of at least two samples of each XML, mail and capture format, against `fields.toml`, which was written
//! by reading the samples.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use onrecord::model::{Article, Author, NewsDate, Origin};
use onrecord::read::{Read, read_bytes};
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
struct Table {
    sample: Vec<Sample>,
}

#[derive(Debug, Clone, PartialEq, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Sample {
    format: String,
    file: String,
    record: Option<u64>,
    headline: String,
    authors: Vec<String>,
    published: Option<String>,
    updated: Option<String>,
    section: Option<String>,
    source: Option<String>,
    place: Option<String>,
    language: Option<String>,
    captured: Option<String>,
    url: Option<String>,
    slug: Option<String>,
    subjects: Vec<String>,
    warnings: Vec<String>,
    text: Vec<String>,
}

/// Formats of which every field of two samples is told.
const FORMATS: &[&str] = &[
    "arc",
    "atom",
    "mail",
    "mbox",
    "mhtml",
    "newsml",
    "newsml-g2",
    "ninjs",
    "nitf",
    "reuters-sgml",
    "rss",
    "warc",
    "wxr",
];

fn author(author: &Author) -> String {
    let bio = author.bio.as_ref().map(|bio| format!(" | {bio}")).unwrap_or_default();
    format!("{}{bio}{}", author.name, if author.agency { " (agency)" } else { "" })
}

/// What was read, in the table's form.
fn told(format: &str, read: &Read) -> Sample {
    let Article {
        id: _,
        origin,
        headline,
        authors,
        published,
        updated,
        section,
        source,
        place,
        language,
        captured,
        url,
        slug,
        subjects,
        text,
        paragraphs,
        ..
    } = read.article.clone().unwrap();
    let date = |date: Option<NewsDate>| date.map(|date| date.to_string());
    Sample {
        format: format.to_owned(),
        file: origin.path,
        record: origin.record,
        headline,
        authors: authors.iter().map(author).collect(),
        published: date(published),
        updated: date(updated),
        section,
        source,
        place,
        language,
        captured: date(captured),
        url,
        slug,
        subjects,
        warnings: read.warnings.iter().map(ToString::to_string).collect(),
        text: paragraphs.iter().map(|part| format!("{:?}: {}", part.kind, part.span.of(&text))).collect(),
    }
}

fn read(file: &str) -> Vec<Read> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/formats").join(file);
    read_bytes(&fs::read(path).unwrap(), &Origin { path: file.to_owned(), record: None })
}

/// The fields in which what was found is not what was wanted.
fn differing(want: &Sample, found: &Sample) -> Vec<String> {
    let (want_all, found_all) = (serde_json::to_value(want).unwrap(), serde_json::to_value(found).unwrap());
    let place = format!("{} {:?}", want.file, want.record);
    let fields = want_all.as_object().unwrap().iter();
    fields
        .filter(|(name, value)| found_all[name.as_str()] != **value)
        .map(|(name, value)| {
            format!("{place} {name}:\n  found {}\n  want  {value}", found_all[name.as_str()])
        })
        .collect()
}

#[test]
fn every_field_is_what_a_reader_of_the_file_finds() {
    let table: Table = toml::from_str(include_str!("fields.toml")).unwrap();
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for want in &table.sample {
        let known = files.entry(&want.format).or_default();
        if !known.contains(&want.file.as_str()) {
            known.push(&want.file);
        }
        let reads = read(&want.file);
        let found = reads.iter().find(|read| read.origin.record == want.record && read.article.is_ok());
        let found = found.map(|read| told(&want.format, read)).unwrap_or_default();
        wrong.extend(differing(want, &found));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(files.keys().copied().collect::<Vec<_>>(), FORMATS);
    for (format, files) in files {
        assert!(files.len() >= 2, "{format}: {files:?}");
    }
}
