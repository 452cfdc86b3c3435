//! Who is who in an archive, and the archivist's say in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::authority::{BadAuthority, authority, authority_file};
use super::resolving::{gather, parts, shelves};
use super::{Place, identities};
use crate::engine::LocalEngine;
use crate::index::Archive;
use crate::model::EntityKind;
use crate::resolve::authority::{Part, kind_entry, merge_entry, note_entry, rename_entry, split_entry};
use crate::resolve::{Authority, EntityTable, Resolved, ResolvedEntity, Resolver, Warning};

/// Something to be written into the authority file.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// These are one, shown as the first.
    Merge {
        /// The name to show.
        into: String,
        /// The others.
        names: Vec<String>,
    },
    /// This one is several.
    Split {
        /// The entity.
        name: String,
        /// What it falls into.
        parts: Vec<Part>,
    },
    /// Another name to show.
    Rename {
        /// The entity.
        from: String,
        /// The name.
        to: String,
    },
    /// What it is.
    Kind {
        /// The entity.
        name: String,
        /// Person or organization.
        kind: EntityKind,
    },
    /// A remark.
    Note {
        /// The entity.
        name: String,
        /// The remark.
        text: String,
    },
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The file it was written to.
    pub path: PathBuf,
    /// What of it cannot be done in this archive; it is written all the same.
    pub warnings: Vec<Warning>,
}

/// Everybody in the index of `place`, as its authority file wants them.
///
/// # Errors
/// [`BadAuthority`] when that file cannot be read; otherwise when the index cannot.
pub fn people(place: &Place) -> anyhow::Result<Resolved> {
    let (_, authority) = authority(place)?;
    resolved(place, &authority)
}

/// Those `name` can mean: an entity's id, a name, or a name with the beginning of an article's id.
///
/// A name with a remark in brackets, as in `John Smith (striker)`, means who is shown so, if anybody is.
pub fn called<'t>(table: &'t EntityTable, name: &str) -> Vec<&'t ResolvedEntity> {
    let Some((bare, id)) = name.rsplit_once(" #") else {
        let mut found = table.find(name);
        if name.contains('(') && found.iter().any(|entity| entity.name == name.trim()) {
            found.retain(|entity| entity.name == name.trim());
        }
        return found;
    };
    let mut found = table.find(bare);
    found.retain(|entity| entity.members.iter().any(|member| member.article.0.starts_with(id.trim())));
    found
}

/// Writes a decision at the end of the authority file; what stands there stays as it is.
///
/// # Errors
/// [`BadAuthority`] when the file, or the decision, says something that cannot be read; otherwise when
/// the file cannot be written or the index not be read. The file is whole in any case.
pub fn decide(place: &Place, decision: &Decision) -> anyhow::Result<Decided> {
    let path = authority_file(place);
    let (known, _) = authority(place)?;
    let mut text = known.clone();
    if !text.is_empty() {
        text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
    }
    let first_line = text.split('\n').count();
    text.push_str(&decision.entry());
    let decided: Authority = text.parse().map_err(|error| BadAuthority { path: path.clone(), error })?;
    let mut warnings = resolved(place, &decided)?.warnings;
    warnings.retain(|warning| warning.line >= first_line);
    if decision.is_undone(&warnings) {
        let why: Vec<String> =
            warnings.iter().map(|warning| format!("{}; {}", warning.message, warning.hint)).collect();
        bail!("nothing was written, for nothing would change: {}", why.join("; "));
    }
    if authority(place)?.0 != known {
        bail!("{}: was changed meanwhile; nothing was written: say it again", path.display());
    }
    write(&path, &text).with_context(|| path.display().to_string())?;
    identities::renew(place, &Archive::open(&place.index)?)?;
    Ok(Decided { path, warnings })
}

impl Decision {
    /// Whether nothing of it can be done, as these warnings have it.
    fn is_undone(&self, warnings: &[Warning]) -> bool {
        match self {
            Decision::Merge { into, names } => {
                warnings.len() >= names.len().max(1)
                    || warnings.iter().any(|warning| warning.message.contains(&format!("“{into}”")))
            }
            _ => !warnings.is_empty(),
        }
    }

    fn entry(&self) -> String {
        match self {
            Decision::Merge { into, names } => {
                merge_entry(into, &names.iter().map(String::as_str).collect::<Vec<_>>())
            }
            Decision::Split { name, parts } => split_entry(name, parts),
            Decision::Rename { from, to } => rename_entry(from, to),
            Decision::Kind { name, kind } => kind_entry(name, *kind),
            Decision::Note { name, text } => note_entry(name, text),
        }
    }
}

/// Everybody in the index, by what the archivist decided.
fn resolved(place: &Place, authority: &Authority) -> anyhow::Result<Resolved> {
    let engine = LocalEngine::open(&place.index)?;
    let articles = engine.stats().articles;
    let shelves = shelves(&place.index, articles);
    let resolver = Resolver::new(&*shelves, parts(articles)).explained();
    gather(&engine, &resolver, |_| ())?;
    Ok(resolver.resolve(authority)?)
}

/// Puts the file in place in one step: whoever reads meanwhile sees the old one or the new one.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let fresh = path.with_extension(format!("toml.{}.new", std::process::id()));
    let written = fs::File::create(&fresh).and_then(|mut file| {
        if let Ok(known) = fs::metadata(path) {
            file.set_permissions(known.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&fresh, path));
    if done.is_err() {
        // What was wrong is told; a leftover that cannot be removed either adds nothing to it.
        let _ = fs::remove_file(&fresh);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    use crate::model::Record;
    use crate::resolve::measure::measure;

    use crate::app::{IndexOptions, Silent, index};

    const LETTER: &str = "A letter\n\nBy Ana Ruiz\n\nMarch 3, 2025\n\n“It failed,” said Ali Khamenei, the Supreme Leader of Iran. \
                          “We will appeal,” said Owen Pryce, the minister of transport.\n";
    const REPLY: &str = "A reply\n\nBy Ana Ruiz\n\nMarch 5, 2025\n\n“It held,” said Oliver Pryor, the minister of transport.\n";

    fn archive() -> (tempfile::TempDir, Place) {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.txt"), LETTER).unwrap();
        fs::write(dir.path().join("b.txt"), REPLY).unwrap();
        let place = Place::for_paths(&[dir.path().to_owned()], None).unwrap();
        index(&place, IndexOptions::default(), &Silent).unwrap();
        (dir, place)
    }

    #[test]
    fn a_merge_is_written_and_works_without_indexing() {
        let (_dir, place) = archive();
        let before = people(&place).unwrap();
        let [pryce] = called(&before.table, "Owen Pryce")[..] else { panic!("{before:?}") };
        assert_eq!(pryce.members.len(), 1);
        fs::write(authority_file(&place), "# mine").unwrap();
        let decision = Decision::Merge {
            into: "Owen Pryce".into(),
            names: vec!["Oliver Pryor".into(), "Nobody Here".into()],
        };
        let decided = decide(&place, &decision).unwrap();
        assert_eq!(decided.warnings.len(), 1, "{decided:?}");
        let text = fs::read_to_string(&decided.path).unwrap();
        assert!(text.starts_with("# mine\n\n[[merge]]\n"), "{text}");
        assert_eq!(
            crate::resolve::authority::AUTHORITY_FILE,
            crate::read::discover::PEOPLE_FILE,
            "indexing must pass it over"
        );
        let after = people(&place).unwrap();
        let [pryce] = called(&after.table, "Oliver Pryor")[..] else { panic!("{after:?}") };
        assert_eq!((pryce.name.as_str(), pryce.members.len()), ("Owen Pryce", 2));
        let id = &pryce.members[1].article.0;
        assert_eq!(called(&after.table, &format!("Owen Pryce #{id}")), [pryce]);
        assert!(called(&after.table, "Owen Pryce #zz").is_empty());
    }

    /// The corpus as extracted, not as annotated: what a reader of this archive gets.
    #[test]
    fn the_corpus_is_resolved_as_extracted() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let dir = tempfile::tempdir().unwrap();
        let place = Place::for_paths(std::slice::from_ref(&corpus), Some(dir.path())).unwrap();
        index(&place, IndexOptions::default(), &Silent).unwrap();
        let table = people(&place).unwrap().table;
        let whose = table.by_member();
        let engine = LocalEngine::open(&place.index).unwrap();
        let mut items: Vec<(String, usize)> = Vec::new();
        let articles: BTreeSet<_> = whose.keys().map(|(article, _)| *article).collect();
        for article in articles {
            let record = engine.record(&article.0).unwrap().unwrap();
            let told = told(&corpus, &record).into_iter();
            items.extend(told.filter_map(|(local, slug)| Some((slug, *whose.get(&(article, local))?))));
        }
        let got = measure(&items);
        assert!(got.b_cubed.f1 > 0.85 && got.items > 100, "{got:?}");
    }

    /// The article's entities that are given an annotated statement, and whom the annotators mean.
    fn told(corpus: &Path, record: &Record) -> BTreeMap<u32, String> {
        let origin = &record.article.origin;
        let (stem, _) = origin.path.rsplit_once('.').unwrap();
        let number = origin.record.map_or(String::new(), |number| format!(".{number}"));
        let Ok(gold) = fs::read(corpus.join(format!("{stem}{number}.gold.json"))) else {
            return BTreeMap::new();
        };
        let gold: serde_json::Value = serde_json::from_slice(&gold).unwrap();
        let slugs: BTreeMap<&str, &str> = gold["statements"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|said| Some((said["text"].as_str()?, said["entity"].as_str()?)))
            .collect();
        let statements = record.annotations.statements.iter();
        let pairs = statements.filter_map(|statement| {
            let local = statement.speaker.as_ref()?.entity?;
            Some((local, (*slugs.get(statement.span.of(&record.article.text))?).to_owned()))
        });
        pairs.collect()
    }

    #[test]
    fn a_broken_file_is_named_and_left_alone() {
        let (_dir, place) = archive();
        fs::write(authority_file(&place), "[[merge]]\ninto = 7\n").unwrap();
        let error = decide(&place, &Decision::Rename { from: "A".into(), to: "B".into() }).unwrap_err();
        let bad = error.downcast_ref::<BadAuthority>().unwrap();
        assert_eq!(bad.error.line, 2);
        assert_eq!(fs::read_to_string(&bad.path).unwrap(), "[[merge]]\ninto = 7\n");
    }
}
