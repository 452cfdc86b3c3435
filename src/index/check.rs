//! Looking at everything an index consists of: whether it is what was written, and whether it agrees.
//!
//! Every file ends in a checksum, so decay is found wherever it is. What no checksum can tell is looked at
//! as well: that the documents are those of the manifest's files, that every article is whole and its
//! statements lie in its text, and that what is worked out from the articles speaks of articles there are.

use std::collections::BTreeSet;
use std::fs;

use hashbrown::HashMap;
use tantivy::schema::Value as _;
use tantivy::{Searcher, TantivyDocument};

use super::archive::{Archive, INDEX_FOLDER};
use super::by_file::documents_by_file;
use super::copies::Copies;
use super::document::{rank_of, said_length};
use super::folder::META_FILE;
use super::manifest::{self, Manifest, Payload};
use super::packed::unpack;
use super::segment_files::files_of;
use super::{IndexError, footer};
use crate::model::{Record, Span};

/// Where tantivy notes which files are its own.
pub(super) const MANAGED_FILE: &str = ".managed.json";
/// So many flaws of one kind are told one by one.
const TOLD: usize = 100;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flaw {
    /// Where: a file of the index, or of the archive.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What it is about.
    pub part: Part,
}

/// What a flaw is about, and so what mends it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A segment, by its id: what stood in it is read again.
    Segment(String),
    /// What is indexed of one file of the archive: it is read again.
    File(String),
    /// What was read: all of it is read again.
    Manifest,
    /// Sums and copies: they are worked out again.
    Sums,
    /// Who is who: it is worked out again.
    Identities,
}

/// What was looked at, and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Files of the index.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// Articles in the index.
    pub articles: u64,
    /// Statements in it.
    pub statements: u64,
    /// Files that no commit names, left by a run that was killed; the next one removes them.
    pub unswept: u64,
    /// What is wrong, sorted.
    pub flaws: Vec<Flaw>,
}

impl Archive {
    /// Looks at everything. An index that is being written is looked at as its last commit left it.
    pub fn check(&self) -> Result<Checked, IndexError> {
        self.steady(|payload| {
            let mut out = Look { archive: self, payload, out: Checked::default() };
            out.checksums()?;
            out.beside();
            // What lies in a damaged file says nothing about the rest.
            if out.out.flaws.iter().all(|flaw| !matches!(flaw.part, Part::Segment(_))) {
                out.documents()?;
            }
            let mut checked = out.out;
            checked.flaws.sort();
            checked.flaws.dedup();
            Ok(checked)
        })
    }
}

/// A look at one commit.
struct Look<'a> {
    archive: &'a Archive,
    payload: &'a Payload,
    out: Checked,
}

impl Look<'_> {
    fn flaw(&mut self, place: impl Into<String>, what: impl Into<String>, part: Part) {
        let same = self
            .out
            .flaws
            .iter()
            .filter(|flaw| std::mem::discriminant(&flaw.part) == std::mem::discriminant(&part));
        if same.count() < TOLD || matches!(part, Part::Segment(_)) {
            self.out.flaws.push(Flaw { place: place.into(), what: what.into(), part });
        }
    }

    /// Whether each file of each segment is there and is what was written.
    fn checksums(&mut self) -> Result<(), IndexError> {
        let metas = self.archive.index().load_metas()?;
        let directory = self.archive.index().directory();
        let managed = directory.list_managed_files();
        let folder = self.archive.dir().join(INDEX_FOLDER);
        let mut known = BTreeSet::new();
        for segment in &metas.segments {
            for name in files_of(segment, managed.iter().filter_map(|path| path.to_str())) {
                let told = format!("{INDEX_FOLDER}/{name}");
                let what = match fs::metadata(folder.join(&name)) {
                    Err(error) => Some(error.to_string()),
                    Ok(meta) => {
                        self.out.files += 1;
                        self.out.bytes += meta.len();
                        footer::check(directory, &folder, &name).err()
                    }
                };
                if let Some(what) = what {
                    self.flaw(told, what, Part::Segment(segment.id().uuid_string()));
                }
                known.insert(name);
            }
        }
        let names = fs::read_dir(&folder).into_iter().flatten().flatten();
        let names = names.map(|file| file.file_name().to_string_lossy().into_owned());
        let strangers =
            names.filter(|name| !name.starts_with('.') && name != META_FILE && !known.contains(name));
        self.out.unswept = strangers.count() as u64;
        for name in [META_FILE, MANAGED_FILE] {
            self.count(folder.join(name));
        }
        Ok(())
    }

    fn count(&mut self, path: std::path::PathBuf) {
        if let Ok(meta) = fs::metadata(path) {
            self.out.files += 1;
            self.out.bytes += meta.len();
        }
    }

    /// Whether what lies beside the index proper can be read and belongs to it.
    fn beside(&mut self) {
        let dir = self.archive.dir().to_owned();
        let Payload { generation, copies, identities, .. } = *self.payload;
        let mut paths: Vec<_> = self.payload.parts.iter().map(|part| manifest::path(&dir, *part)).collect();
        if copies > 0 {
            paths.push(manifest::copies_path(&dir, copies));
        }
        if identities > 0 {
            paths.push(super::identities::path(&dir, identities));
        }
        let ordinals = super::ordinals::path(&dir);
        if let Err(error) = super::ordinals::verify(&dir) {
            self.flaw(name_of(&ordinals), causes(&error), Part::Sums);
        }
        paths.push(ordinals);
        paths.into_iter().for_each(|path| self.count(path));
        let manifest = match self.archive.manifest_of(self.payload) {
            Ok(manifest) => manifest,
            Err(error) => {
                let place = self.damaged_part(&dir);
                self.flaw(place, causes(&error), Part::Manifest);
                return;
            }
        };
        let sums = manifest::sums(&manifest);
        if generation > 0 && sums != self.payload.sums() {
            let what = format!(
                "the sums are not those of the files: {} articles and {} statements, where there are {} and {}",
                self.payload.articles, self.payload.statements, sums.articles, sums.statements
            );
            self.flaw(format!("{INDEX_FOLDER}/meta.json"), what, Part::Sums);
        }
        let copies_path = manifest::copies_path(&dir, copies);
        let copies_name = name_of(&copies_path);
        let verified = if copies == 0 { Ok(()) } else { Copies::verify(&copies_path) };
        match verified.and_then(|()| self.archive.copies_of(self.payload)) {
            Ok(found) if found == manifest::copies(&manifest) => {}
            Ok(_) => self.flaw(copies_name, "other articles are copies of each other", Part::Sums),
            Err(error) => self.flaw(copies_name, causes(&error), Part::Sums),
        }
        let verified = super::identities::verify(&dir, identities);
        if let Err(error) = verified.and_then(|()| self.archive.identities_of(self.payload)) {
            self.flaw(name_of(&super::identities::path(&dir, identities)), causes(&error), Part::Identities);
        }
    }

    /// The name of the first part of the manifest that cannot be read.
    fn damaged_part(&self, dir: &std::path::Path) -> String {
        let is_damaged = |part: &&u64| manifest::Known::open(dir, &[**part]).is_err();
        let damaged = self.payload.parts.iter().find(is_damaged).copied();
        name_of(&manifest::path(dir, damaged.or(self.payload.parts.last().copied()).unwrap_or(0)))
    }

    /// Whether the documents are those of the manifest, whole, and what was said lies where it is said to.
    fn documents(&mut self) -> Result<(), IndexError> {
        let searcher = self.archive.index().reader()?.searcher();
        let mut statements = statements(&searcher)?;
        statements.sort_unstable();
        let mut articles: HashMap<u64, ()> = HashMap::new();
        for segment in searcher.segment_readers() {
            let store = segment.get_store_reader(1).map_err(tantivy::TantivyError::from)?;
            for stored in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                let id = segment.segment_id().uuid_string();
                let stored = match stored {
                    Ok(stored) => stored,
                    Err(error) => {
                        self.flaw(format!("{INDEX_FOLDER}/{id}.store"), error.to_string(), Part::Segment(id));
                        break;
                    }
                };
                let Some(bytes) =
                    stored.get_first(self.archive.fields().record).and_then(|value| value.as_bytes())
                else {
                    continue;
                };
                match unpack(bytes) {
                    Ok(record) => {
                        let rank = rank_of(&record.article.id.0);
                        articles.insert(rank, ());
                        self.record(&record, said_in(&statements, rank));
                    }
                    Err(error) => {
                        self.flaw(format!("{INDEX_FOLDER}/{id}.store"), error.to_string(), Part::Segment(id));
                    }
                }
            }
        }
        self.out.articles = articles.len() as u64;
        self.out.statements = statements.len() as u64;
        if let Ok(manifest) = self.archive.manifest_of(self.payload) {
            self.files(&searcher, &manifest)?;
        }
        if let Ok(Some(identities)) = self.archive.identities_of(self.payload)
            && let Some(gone) = identities.articles_named().find(|rank| !articles.contains_key(rank))
        {
            let path = super::identities::path(self.archive.dir(), self.payload.identities);
            self.flaw(
                name_of(&path),
                format!("speaks of article {gone:016x}, which is not there"),
                Part::Identities,
            );
        }
        Ok(())
    }

    /// Whether a record's spans lie in its text, and its statements are those that can be searched.
    fn record(&mut self, record: &Record, said: &[Said]) {
        let text = &record.article.text;
        let file = record.article.origin.path.clone();
        let lies = |span: Span| text.get(span.range()).is_some();
        let statements = &record.annotations.statements;
        let outside = statements.iter().filter(|statement| {
            let speaker = statement.speakers().all(|speaker| lies(speaker.span));
            !lies(statement.span) || !speaker || !statement.cue.is_none_or(lies)
        });
        let outside = outside.count() + record.article.paragraphs.iter().filter(|p| !lies(p.span)).count();
        let id = &record.article.id.0;
        if outside > 0 {
            let what = format!("article {id}: {outside} of its parts lie outside its text");
            self.flaw(file.clone(), what, Part::File(file.clone()));
        }
        let kept: Vec<(u64, u64)> =
            statements.iter().enumerate().map(|(at, s)| (at as u64, said_length(s))).collect();
        let found: Vec<(u64, u64)> = said.iter().map(|said| (said.ordinal, said.length)).collect();
        if kept != found {
            let what =
                format!("article {id}: {} of its {} statements can be searched", found.len(), kept.len());
            self.flaw(file.clone(), what, Part::File(file));
        }
    }

    /// Whether each file has as many documents as the manifest says.
    fn files(&mut self, searcher: &Searcher, manifest: &Manifest) -> Result<(), IndexError> {
        let counts = documents_by_file(self.archive, searcher)?;
        for (path, entry) in manifest {
            let expected = if entry.is_indexed() { entry.articles + entry.statements } else { 0 };
            let found = counts.get(path).copied().unwrap_or(0);
            if found != expected {
                let what = format!("{found} of its {expected} articles and statements are in the index");
                self.flaw(path.clone(), what, Part::File(path.clone()));
            }
        }
        for (path, found) in counts.iter().filter(|(path, _)| !manifest.contains_key(*path)) {
            let what =
                format!("{found} articles and statements are in the index, of a file that is not known");
            self.flaw(path.clone(), what, Part::File(path.clone()));
        }
        Ok(())
    }
}

/// One statement that can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    article: u64,
    ordinal: u64,
    length: u64,
}

fn said_in(sorted: &[Said], article: u64) -> &[Said] {
    let from = sorted.partition_point(|said| said.article < article);
    let to = sorted.partition_point(|said| said.article <= article);
    sorted.get(from..to).unwrap_or_default()
}

/// Every statement that stands behind an article. One that stands elsewhere is no article's.
fn statements(searcher: &Searcher) -> Result<Vec<Said>, IndexError> {
    let mut out = Vec::new();
    for segment in searcher.segment_readers() {
        let fast = segment.fast_fields();
        let column = |name| fast.column_opt::<u64>(name);
        let (Some(rank), Some(ordinals), Some(length)) =
            (column("rank")?, column("said_ordinal")?, column("said_length")?)
        else {
            continue;
        };
        for doc in segment.doc_ids_alive() {
            let Some(ordinal) = ordinals.first(doc) else { continue };
            let back = u32::try_from(ordinal + 1).unwrap_or(u32::MAX);
            let article = doc.checked_sub(back).and_then(|article| rank.first(article)).unwrap_or(u64::MAX);
            out.push(Said { article, ordinal, length: length.first(doc).unwrap_or(u64::MAX) });
        }
    }
    Ok(out)
}

fn name_of(path: &std::path::Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What went wrong, without the advice to do what is being done.
fn causes(error: &IndexError) -> String {
    match error {
        IndexError::Damaged { what, .. } => {
            what.split_once(": ").map_or(what.as_str(), |(_, what)| what).to_owned()
        }
        IndexError::Io { source, .. } => source.to_string(),
        other => other.to_string(),
    }
}
