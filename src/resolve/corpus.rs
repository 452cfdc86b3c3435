//! The corpus' gold as appearances, and how well they are resolved.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use super::measure::{Agreement, measure};
use super::{Appearance, Authority, EntityTable, resolve};
use crate::model::{ArticleId, EntityKind, NewsDate};

#[derive(Deserialize)]
struct Gold {
    published: Option<NewsDate>,
    statements: Vec<Said>,
    same_person: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Said {
    speaker_canonical: Option<String>,
    speaker_kind: Option<EntityKind>,
    role: Option<String>,
    organization: Option<String>,
    entity: Option<String>,
}

/// An appearance, and whom the annotators mean by it.
type Told = (Appearance, String);

fn gold_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gold_files(&path, out);
        } else if path.to_string_lossy().ends_with(".gold.json") {
            out.push(path);
        }
    }
}

/// Every named speaker of every article, as if extraction made no mistake.
///
/// With `bare`, every third article from that one on prints its people's surnames only, as short reports do.
fn told(bare: Option<usize>) -> Vec<Told> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut files = Vec::new();
    gold_files(&root, &mut files);
    files.sort();
    assert!(files.len() > 50, "the corpus is here");
    let mut out = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let below = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let gold: Gold = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        let id = ArticleId(blake3::hash(below.as_bytes()).to_hex()[..16].to_owned());
        out.extend(article(&gold, &id, bare == Some(number % 3)));
    }
    out
}

fn article(gold: &Gold, id: &ArticleId, bare: bool) -> Vec<Told> {
    let mut speakers: BTreeMap<&str, Appearance> = BTreeMap::new();
    for said in &gold.statements {
        let (Some(slug), Some(name)) = (&said.entity, &said.speaker_canonical) else { continue };
        let local = speakers.len() as u32;
        let kind = said.speaker_kind.unwrap_or(EntityKind::Person);
        let seen = speakers.entry(slug).or_insert_with(|| Appearance {
            article: id.clone(),
            local,
            published: gold.published,
            name: shown(name, kind, bare),
            aliases: aliases(gold, name, bare),
            kind,
            role: None,
            organization: None,
            guessed: false,
            place: false,
            speaks: true,
            company: Arc::default(),
        });
        seen.role = seen.role.take().or_else(|| said.role.clone());
        seen.organization = seen.organization.take().or_else(|| said.organization.clone());
    }
    let company: Arc<[String]> = speakers.values().map(|seen| seen.name.clone()).collect();
    speakers
        .into_iter()
        .map(|(slug, seen)| (Appearance { company: Arc::clone(&company), ..seen }, slug.to_owned()))
        .collect()
}

fn shown(name: &str, kind: EntityKind, bare: bool) -> String {
    match (bare && kind == EntityKind::Person, name.rsplit_once(' ')) {
        (true, Some((first, "Jr." | "Sr."))) => first.rsplit(' ').next().unwrap_or(first).to_owned(),
        (true, Some((_, last))) => last.to_owned(),
        _ => name.to_owned(),
    }
}

fn aliases(gold: &Gold, name: &str, bare: bool) -> Vec<String> {
    let of =
        gold.same_person.iter().filter(|names| !bare && names.first().is_some_and(|first| first == name));
    of.flatten().filter(|alias| *alias != name).cloned().collect()
}

fn agreement(told: &[Told], table: &EntityTable) -> Agreement {
    let whose = table.by_member();
    let items: Vec<(&str, usize)> =
        told.iter().map(|(seen, slug)| (slug.as_str(), whose[&(&seen.article, seen.local)])).collect();
    measure(&items)
}

/// Names of those taken for one and not, for whoever reads a failing test.
fn mistakes(told: &[Told], table: &EntityTable) -> String {
    let whose = table.by_member();
    let mut by_entity: BTreeMap<usize, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    let mut by_slug: BTreeMap<&str, BTreeMap<usize, &str>> = BTreeMap::new();
    for (seen, slug) in told {
        let at = whose[&(&seen.article, seen.local)];
        by_entity.entry(at).or_default().entry(slug).or_default().push(&seen.name);
        by_slug.entry(slug).or_default().insert(at, &seen.name);
    }
    let mixed = by_entity.values().filter(|slugs| slugs.len() > 1).map(|slugs| format!("one: {slugs:?}\n"));
    let torn = by_slug
        .iter()
        .filter(|(_, found)| found.len() > 1)
        .map(|(slug, found)| format!("several: {slug} {found:?}\n"));
    mixed.chain(torn).collect()
}

/// What resolving comes to: B³ and pairwise F1.
fn resolved(bare: Option<usize>) -> (f64, f64) {
    let told = told(bare);
    let table = resolve(told.iter().map(|(seen, _)| seen.clone()), &Authority::default()).table;
    let got = agreement(&told, &table);
    println!("{got:#?}\n{}", mistakes(&told, &table));
    (got.b_cubed.f1, got.pairwise.f1)
}

#[test]
fn the_corpus_is_resolved() {
    let (b_cubed, pairwise) = resolved(None);
    assert!(b_cubed >= 0.999 && pairwise >= 0.999, "{b_cubed} {pairwise}");
}

/// Which third has surnames only decides much, so each has its turn.
#[test]
fn the_corpus_with_bare_surnames_is_resolved() {
    let thirds = [0, 1, 2].map(|third| resolved(Some(third)));
    let b_cubed = thirds.iter().map(|(b_cubed, _)| b_cubed / 3.0).sum::<f64>();
    let pairwise = thirds.iter().map(|(_, pairwise)| pairwise / 3.0).sum::<f64>();
    assert!(b_cubed >= 0.98 && pairwise >= 0.975, "{thirds:?}");
}

#[test]
fn order_and_parts_change_nothing() {
    let told = told(Some(0));
    let forward = resolve(told.iter().map(|(seen, _)| seen.clone()), &Authority::default());
    let mut articles: BTreeMap<&ArticleId, Vec<Appearance>> = BTreeMap::new();
    for (seen, _) in told.iter().rev() {
        articles.entry(&seen.article).or_default().push(seen.clone());
    }
    let mut shuffled: Vec<Vec<Appearance>> = articles.into_values().collect();
    shuffled.sort_by_key(|seen| blake3::hash(seen[0].article.0.as_bytes()).to_hex().to_string());
    for parts in [1, 3, 50] {
        assert_eq!(super::tests::in_parts(&shuffled, parts, &Authority::default()), forward);
    }
}
