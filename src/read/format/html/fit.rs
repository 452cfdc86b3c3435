//! Learning what a block's features weigh, from pages whose story is known.
//!
//! Logistic regression by stochastic gradient descent with a rate of its own for every weight; the pages in
//! the order given, the same number of times: the same pages give the same weights on every machine.

use hashbrown::{HashMap, HashSet};
use scraper::Html;

use super::blocks::Outline;
use super::called::Names as Called;
use super::chooser::{Around, likely, table};
use super::feature::{Sink, key, name};
use super::features::{Scene, letters};
use super::meta;
use super::survey::survey;

/// What is known to be right about a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lesson {
    /// The page.
    pub html: String,
    /// Its story; empty where only sentences are known.
    pub body: String,
    /// Sentences that stand in the story.
    pub with: Vec<String>,
    /// Words that do not.
    pub without: Vec<String>,
}

/// How often the pages are gone through.
const ROUNDS: usize = 4;
/// Into how many parts the pages are cut so that each is looked at by weights learned from the others.
const FOLDS: usize = 5;
/// How far a weight moves at first.
const RATE: f32 = 0.15;
/// Features of fewer pages say nothing of others.
const PAGES: u32 = 12;
/// How strongly weights are held near zero.
const HOLD: f32 = 1e-2;
/// A weight smaller than this is left out of the table.
const SMALLEST: f32 = 0.03;

/// One block of one page: its features, whether it is story, and how much it counts.
struct Example {
    features: Vec<u32>,
    right: bool,
    weight: f32,
}

/// Learns from pages; gives the table of weights.
pub fn fit(lessons: &[Lesson]) -> String {
    let mut names = Names::default();
    let pages: Vec<Html> =
        lessons.iter().map(|lesson| Html::parse_document(&super::bounds::bounded(&lesson.html))).collect();
    let outlines: Vec<Outline<'_>> = pages.iter().map(Outline::of).collect();
    let labels: Vec<Vec<Option<(bool, f32)>>> =
        lessons.iter().zip(&outlines).map(|(lesson, outline)| labels(lesson, outline)).collect();
    let scenes: Vec<Scene<'_, '_>> = pages
        .iter()
        .zip(&outlines)
        .map(|(html, outline)| {
            let facts = meta::facts(&survey(html, &mut Called::default()));
            Scene::new(outline, &facts.stated())
        })
        .collect();
    let mut rows: Vec<Vec<Vec<u32>>> = Vec::new();
    for (page, (scene, outline)) in scenes.iter().zip(&outlines).enumerate() {
        rows.push(
            (0..outline.blocks.len())
                .map(|at| names.row(page, &mut |sink| scene.features(at, sink)))
                .collect(),
        );
    }
    let everything = |_: usize| true;
    let first = learn(&rows, &labels, &names, &everything);
    // The second look learns from what the first finds on pages that it has not learned from.
    let folds: Vec<Vec<f32>> =
        (0..FOLDS).map(|fold| learn(&rows, &labels, &names, &|page| page % FOLDS != fold)).collect();
    for (page, (rows, outline)) in rows.iter_mut().zip(&outlines).enumerate() {
        let unseen = &folds[page % FOLDS];
        let seen: Vec<f32> = rows.iter().map(|row| likely(sum(row, unseen))).collect();
        let around = Around::new(outline, &seen);
        for (at, row) in rows.iter_mut().enumerate() {
            row.extend(names.row(page, &mut |sink| around.features(at, sink)));
        }
    }
    let second = learn(&rows, &labels, &names, &everything);
    table(&[names.weights(&first), names.weights(&second)])
}

fn sum(row: &[u32], weights: &[f32]) -> f32 {
    row.iter().filter_map(|at| weights.get(*at as usize)).sum()
}

/// Every feature met, with the number of pages it was met on.
#[derive(Default)]
struct Names {
    places: HashMap<u64, u32>,
    names: Vec<(String, u32, usize)>,
}

impl Names {
    fn row(&mut self, page: usize, features: &mut dyn FnMut(Sink<'_>)) -> Vec<u32> {
        let mut row = Vec::new();
        features(&mut |group, value| {
            let place = *self.places.entry(key(group, value)).or_insert_with(|| {
                self.names.push((name(group, value), 0, usize::MAX));
                (self.names.len() - 1) as u32
            });
            let met = &mut self.names[place as usize];
            if met.2 != page {
                met.1 += 1;
                met.2 = page;
            }
            row.push(place);
        });
        row
    }

    fn weights(&self, weights: &[f32]) -> Vec<(String, f32)> {
        let mut out: Vec<(String, f32)> = self
            .names
            .iter()
            .zip(weights)
            .filter(|(_, weight)| weight.abs() >= SMALLEST)
            .map(|((name, ..), weight)| (name.clone(), *weight))
            .filter(|(name, _)| !name.contains(['\t', '\n', '\r']))
            .collect();
        out.sort_by(|a, b| a.0.cmp(&b.0));
        out
    }
}

fn learn(
    rows: &[Vec<Vec<u32>>],
    labels: &[Vec<Option<(bool, f32)>>],
    names: &Names,
    wanted: &dyn Fn(usize) -> bool,
) -> Vec<f32> {
    let examples: Vec<Example> = rows
        .iter()
        .zip(labels)
        .enumerate()
        .filter(|(page, _)| wanted(*page))
        .flat_map(|(_, (rows, labels))| rows.iter().zip(labels))
        .filter_map(|(row, label)| {
            let (right, weight) = (*label)?;
            let features = row.iter().copied().filter(|at| names.names[*at as usize].1 >= PAGES).collect();
            Some(Example { features, right, weight })
        })
        .collect();
    let mut weights = vec![0.0_f32; names.names.len()];
    let mut steps = vec![1.0_f32; names.names.len()];
    let mut sums = vec![0.0_f32; names.names.len()];
    for round in 0..ROUNDS {
        // Each round goes through the examples in another order, the same in every run.
        let stride = [7919, 104_729, 15_485_863, 32_452_843][round % 4] % examples.len().max(1);
        let stride = (stride.max(1)..stride.max(1) + 100)
            .find(|s| common_divisor(*s, examples.len().max(1)) == 1)
            .unwrap_or(1);
        let mut at = round % examples.len().max(1);
        for _ in 0..examples.len() {
            let example = &examples[at];
            at = (at + stride) % examples.len();
            let error = f32::from(u8::from(example.right)) - likely(sum(&example.features, &weights));
            for feature in &example.features {
                let place = *feature as usize;
                let gradient = error * example.weight - HOLD * weights[place];
                steps[place] += gradient * gradient;
                weights[place] += RATE * gradient / steps[place].sqrt();
            }
        }
        // The mean over rounds swings less than where the last example left the weights.
        if round > 0 {
            sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    sums.iter().map(|sum| sum / (ROUNDS - 1) as f32).collect()
}

fn common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// Whether each block is story, where that is known, and how much it counts.
fn labels(lesson: &Lesson, outline: &Outline<'_>) -> Vec<Option<(bool, f32)>> {
    if lesson.body.is_empty() { by_sentences(lesson, outline) } else { by_body(lesson, outline) }
}

fn by_sentences(lesson: &Lesson, outline: &Outline<'_>) -> Vec<Option<(bool, f32)>> {
    let one = |text: &str| {
        if lesson.without.iter().any(|s| text.contains(s.as_str())) {
            Some((false, 3.0))
        } else if lesson.with.iter().any(|s| text.contains(s.as_str())) {
            Some((true, 3.0))
        } else {
            None
        }
    };
    outline.blocks.iter().map(|block| one(&block.text)).collect()
}

fn by_body(lesson: &Lesson, outline: &Outline<'_>) -> Vec<Option<(bool, f32)>> {
    let paragraphs: HashSet<String> = lesson.body.split("\n\n").map(letters).collect();
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let body = words(&lesson.body);
    let known: HashSet<&[String]> = body.windows(4).collect();
    let one = |text: &str| {
        let block = words(text);
        let found = block.windows(4).filter(|shingle| known.contains(*shingle)).count();
        let right = paragraphs.contains(&letters(text)) || block.len() >= 5 && found * 2 > block.len() - 3;
        // Long blocks are what the figures count; a short one still counts something.
        Some((right, (block.len() as f32 / 12.0).clamp(0.4, 3.0)))
    };
    outline.blocks.iter().map(|block| one(&block.text)).collect()
}
