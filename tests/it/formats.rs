//! What comes out of the samples of every format in `corpus/formats`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use onrecord::model::{Article, Origin, ParagraphKind};
use onrecord::read::{Read, read_bytes};
use serde_json::json;

use super::dir::Dir;

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/formats")
}

/// Every sample but gold, by its path from there.
fn files(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let paths = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    let names = paths.map(|path| path.strip_prefix(samples()).unwrap().to_str().unwrap().replace('\\', "/"));
    names.filter(|name| !name.ends_with(".gold.json")).collect()
}

fn read(name: &str) -> Vec<Read> {
    let bytes = fs::read(samples().join(name)).unwrap();
    read_bytes(&bytes, &Origin { path: name.to_owned(), record: None })
}

/// Everything that is known of an article, a line a field.
fn told(out: &mut String, read: &Read) {
    writeln!(out, "== {}", read.origin).unwrap();
    for warning in &read.warnings {
        writeln!(out, "! {warning}").unwrap();
    }
    let article = match &read.article {
        Ok(article) => article,
        Err(reason) => return writeln!(out, "!! {reason}").unwrap(),
    };
    let mut fields = serde_json::to_value(article).unwrap();
    let fields = fields.as_object_mut().unwrap();
    for name in ["id", "origin", "text", "paragraphs", "warnings"] {
        fields.remove(name);
    }
    for (name, value) in fields {
        writeln!(out, "{name}: {value}").unwrap();
    }
    for part in &article.paragraphs {
        writeln!(out, "  {:?}: {}", part.kind, part.span.of(&article.text)).unwrap();
    }
}

#[test]
fn every_field_of_every_sample() {
    let mut out = String::new();
    // Of the others every field is told elsewhere: by their gold, and in `fields.toml`.
    let elsewhere = |name: &&String| name.starts_with("same-story/") || name.starts_with("every-field/");
    for name in files(&samples()).iter().filter(|name| !elsewhere(name)) {
        for read in read(name) {
            told(&mut out, &read);
        }
    }
    expect_file!["formats.txt"].assert_eq(&out);
}

/// What is compared between formats; of the date the day, for some print no hour.
const PARTS: &[&str] = &[
    "headline", "authors", "day", "place", "language", "story", "captions", "section", "source", "subjects",
];

fn story(article: &Article) -> serde_json::Value {
    let parts = |kinds: &[ParagraphKind]| -> Vec<String> {
        let parts = article.paragraphs.iter().filter(|part| kinds.contains(&part.kind));
        parts.map(|part| part.span.of(&article.text).to_owned()).collect()
    };
    let authors: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
    let about = |word: &&str| article.subjects.iter().any(|subject| subject == word);
    let subjects: Vec<&str> = ["heritage", "tides"].into_iter().filter(about).collect();
    json!({
        "headline": article.headline,
        "authors": authors,
        "day": article.published.map(|date| date.to_string()[..10].to_owned()),
        "place": article.place,
        "language": article.language,
        "story": parts(&[ParagraphKind::Lead, ParagraphKind::Body, ParagraphKind::Subhead]),
        "captions": parts(&[ParagraphKind::Caption]),
        "section": article.section,
        "source": article.source,
        "subjects": subjects,
    })
}

/// What a format has no place for, by its ending: there nothing may be made up.
const LACKS: &[(&str, &[&str])] = &[
    // Text has no names for what stands beside a story, whatever it is packed in.
    (".txt", &["section", "source", "subjects"]),
    (".txt.gz", &["section", "source", "subjects"]),
    (".txt.bz2", &["section", "source", "subjects"]),
    (".txt.zst", &["section", "source", "subjects"]),
    (".tar.gz", &["section", "source", "subjects"]),
    // Pages name their subjects in ways that mean tags of the site as often.
    (".html", &["subjects"]),
    (".zip", &["subjects"]),
    (".warc.gz", &["subjects"]),
    (".arc", &["subjects"]),
    (".epub", &["subjects"]),
    // A letter's head knows who sends it.
    (".eml", &["section", "subjects"]),
    (".mbox", &["section", "subjects"]),
    (".docx", &["section", "source", "subjects"]),
    (".odt", &["section", "source", "subjects"]),
    // A printed page shows words under a picture, and does not say what they are.
    (".pdf", &["captions", "section", "source", "subjects"]),
];

#[test]
fn the_same_story_in_every_format_gives_the_same_article() {
    let told = read("same-story/tide-mill.nitf.xml").remove(0).article.unwrap();
    let want = story(&told);
    assert_eq!(want["authors"], json!(["Dina Marsh", "Ruben Sachs"]));
    assert_eq!(want["subjects"], json!(["heritage", "tides"]));
    let names = files(&samples().join("same-story"));
    assert!(names.len() >= 27, "{names:?}");
    for name in names {
        let reads = read(&name);
        let articles: Vec<&Article> = reads.iter().filter_map(|read| read.article.as_ref().ok()).collect();
        // A mailbox holds another letter, and captures count what is no page.
        let alone = if name.contains("mbox") { 2 } else { 1 };
        assert_eq!(articles.len(), alone, "{name}: {reads:?}");
        assert_eq!(reads[0].warnings, [], "{name}");
        let found = story(articles[0]);
        let lacks: Vec<&str> = LACKS
            .iter()
            .filter(|(ending, _)| name.ends_with(ending))
            .max_by_key(|(ending, _)| ending.len())
            .map_or_else(Vec::new, |(_, lacks)| lacks.to_vec());
        for part in PARTS {
            if lacks.contains(part) {
                let nothing = &found[part];
                assert!(nothing.is_null() || *nothing == json!([]), "{name}: {part} is {nothing}");
            } else {
                assert_eq!(found[part], want[part], "{name}: {part}");
            }
        }
    }
}

#[test]
fn a_file_of_any_size_is_read_in_little_memory_and_names_its_place() {
    let mut feed = String::from("<rss><channel><title>Alder</title>");
    for n in 0..3_000 {
        writeln!(feed, "<item><title>Story {n}</title><description>It closed.</description></item>").unwrap();
    }
    feed.push_str("</channel></rss>");
    let reads = read_bytes(feed.as_bytes(), &Origin { path: "a.rss".into(), record: None });
    assert_eq!(reads.len(), 3_000);
    assert_eq!(reads[2_999].origin.to_string(), "a.rss:3000");
    assert_eq!(reads[2_999].article.as_ref().unwrap().headline, "Story 2999");
}

const OWN: &str = r#"{"export": {"rows": [
  {"ttl": "Owls get a window", "copy": {"html": "<p>The barn has a window for owls.</p><p>“They used the door,” said Piet Aldous.</p>"},
   "when": "2020-11-11", "writers": {"first": {"full_name": "Gwen Pryce"}}}]}}"#;

const MAP: &str = "records = \"export.rows\"\nheadline = \"ttl\"\ntext = [\"copy.html\", \"copy.plain\"]\n\
                   authors = \"writers.*.full_name\"\npublished = \"when\"\n[default]\nsource = \"The Lowland Gazette\"\n";

#[test]
fn a_map_names_fields_of_ones_own() {
    let dir = Dir::new();
    dir.file("news/own.json", OWN);
    dir.file("news/own.csv", "ttl,when,copy\nFrost,2020-11-12,Frost came early.\n");
    dir.file("m.toml", MAP);
    dir.file("m2.toml", "headline = \"ttl\"\ntext = \"copy\"\n");
    dir.run(&["index", "--map", "m.toml", "--dry-run", "news/own.json"]).found().quiet().prints(&[
        "headline   Owls get a window",
        "authors    Gwen Pryce",
        "published  2020-11-11",
        "source     The Lowland Gazette",
        "Body       “They used the door,” said Piet Aldous.",
    ]);
    assert_eq!(dir.list("news/.onrecord"), Vec::<String>::new());
    dir.run(&["index", "news"]).found().prints(&["0 indexed", "2 rejected"]);
    dir.run(&["index", "news", "--map", "m.toml"]).found().prints(&["2 indexed", "0 rejected"]);
    dir.ask(&["search", "owls"]).found().prints(&["Owls get a window"]);
    // The map is remembered, another one reads everything again, and an empty one is none.
    dir.file("news/more.csv", "ttl,when,copy\nIce,2020-11-13,Ice came late.\n");
    dir.run(&["index", "news"]).found().prints(&["1 indexed", "2 unchanged"]);
    dir.run(&["index", "news", "--map", "m2.toml"]).found().prints(&["2 indexed", "1 rejected"]);
    dir.ask(&["search", "frost"]).found().prints(&["Frost came early."]);
    dir.run(&["index", "news"]).found().prints(&["0 indexed", "2 unchanged"]);
    dir.run(&["index", "news", "--map", ""]).found().prints(&["0 indexed", "3 rejected"]);
}

#[test]
fn a_map_that_is_none_is_told_with_its_place() {
    let dir = Dir::with_articles();
    dir.file("m.toml", "headlin = \"ttl\"\n");
    dir.run(&["index", "news", "--map", "m.toml"]).failed().warns(&["m.toml", "unknown field `headlin`"]);
    dir.run(&["index", "news", "--map", "gone.toml"]).failed().warns(&["gone.toml"]);
    // A bare name is read under the same rules as a path.
    let bare = dir.run_in("news/2024", &["index", "--dry-run", "quota.txt"], "", &[]).found();
    assert_eq!(
        bare.out,
        dir.run_in("news/2024", &["index", "--dry-run", "./quota.txt"], "", &[]).found().out
    );
    dir.run(&["index", "--dry-run"]).failed().warns(&["name the file"]);
    dir.run(&["index", "--dry-run", "news"]).found().prints(&["read from  2024/quota.txt", "Lead "]);
}
