//! An archive as large as wanted, made of the corpus: its articles taken apart into paragraphs and put
//! together again by a seeded generator, so that every run works on the same bytes.
//!
//! A made article has the headline of one article, the byline of another, a date, and paragraphs of
//! several articles of the same outlet; word frequencies, names, quotations and lengths stay those of
//! newspapers.

#[allow(dead_code)] // Only the comparison of whole programs needs it.
pub(crate) mod maker;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use onrecord::model::{Article, Origin, ParagraphKind};
use onrecord::read::read_bytes;

/// The seed of every made archive.
const SEED: u64 = 0x0123_4567_89ab_cdef;

/// Xorshift64*: small, and the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    /// The generator every bench starts from.
    pub(crate) fn new() -> Self {
        Dice(SEED)
    }

    /// A generator of its own.
    #[allow(dead_code)] // Not every bench makes archives of its own.
    pub(crate) fn seeded(seed: u64) -> Self {
        Dice(seed)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }

    /// One of `items`.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

/// The corpus of the repository.
pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// Every article of the corpus, in the order of its files' names.
pub(crate) fn articles() -> Vec<Article> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(corpus())
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| {
            path.extension().is_some_and(|kind| kind == "txt" || kind == "html" || kind == "jsonl")
        })
        .filter(|path| !path.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.')))
        .collect();
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let path =
            file.strip_prefix(corpus()).expect("found below the corpus").to_string_lossy().into_owned();
        let bytes = std::fs::read(&file).expect("the corpus can be read");
        out.extend(
            read_bytes(&bytes, &Origin { path, record: None })
                .into_iter()
                .filter_map(|read| read.article.ok()),
        );
    }
    assert!(!out.is_empty(), "corpus/ holds articles");
    out
}

/// `count` made articles as plain text, each laid out as a newspaper's site prints it.
pub(crate) fn made(count: usize) -> Vec<String> {
    let corpus = articles();
    let corpus: Vec<&Article> = corpus.iter().collect();
    let mut dice = Dice::new();
    (0..count).map(|number| one(&corpus, &mut dice, number)).collect()
}

fn one(corpus: &[&Article], dice: &mut Dice, number: usize) -> String {
    let mut out = String::new();
    let base = dice.pick(corpus);
    let author = dice.pick(corpus).authors.first().map_or("Dina Marsh", |author| author.name.as_str());
    let _ = write!(out, "{}\n\nBy {author}\n\n", base.headline);
    let (year, month, day) = (2015 + dice.below(10), 1 + dice.below(12), 1 + dice.below(28));
    let _ = write!(out, "{year}-{month:02}-{day:02}\n\n");
    let of_outlet =
        |article: &&&Article| article.origin.path.split('/').next() == base.origin.path.split('/').next();
    let peers: Vec<&Article> = corpus.iter().filter(of_outlet).copied().collect();
    for _ in 0..4 + dice.below(14) {
        let story: Vec<&str> = story(dice.pick(&peers));
        if !story.is_empty() {
            // Two in a row: quotations continue in the paragraph after.
            let at = dice.below(story.len());
            for paragraph in story.iter().skip(at).take(2) {
                let _ = write!(out, "{paragraph}\n\n");
            }
        }
    }
    // No two articles are the same, or most of a large archive would be passed over as copies.
    let _ = writeln!(out, "This is report number {number} of the archive.");
    out
}

fn story(article: &Article) -> Vec<&str> {
    article
        .story()
        .filter(|part| part.kind != ParagraphKind::Subhead)
        .map(|part| part.span.of(&article.text))
        .collect()
}
