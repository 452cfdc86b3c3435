//! Putting together what the values of a facet mean.

use std::collections::BTreeSet;

use super::flat::{Flat, ITSELF, SECTIONS, SEVERAL, Section, rows};
use super::names::NameNumbers;
use super::{Meanings, sum_of};
use crate::index::document::rank_of;
use crate::model::ArticleId;
use crate::text::fold::fold_name;

/// Every value of a facet with the article it stands in and whom it means there, in any order.
#[derive(Debug, Default)]
pub struct MeaningsBuilder {
    names: NameNumbers,
    /// Article, value, name as shown.
    rows: Vec<(u64, u32, u32)>,
}

impl MeaningsBuilder {
    /// Takes in that `value` means who is shown as `shown` in the article of this rank.
    pub fn add(&mut self, value: &str, article: u64, shown: &str) {
        let row = (article, self.names.number(value), self.names.number(shown));
        self.rows.push(row);
    }

    /// Keeps what is not plain: a value that means itself everywhere is left out.
    pub fn finish(mut self) -> Meanings {
        let Found { means, numbered } = self.found();
        // Values of whom nothing must be told need no rows.
        self.rows.retain(|(_, _, shown)| flag(&numbered, *shown));
        self.rows.sort_unstable_by(|a, b| {
            let key = |row: &(u64, u32, u32)| (row.0, row.2, row.1);
            key(a).cmp(&key(b))
        });
        self.rows.dedup();
        let mut doubled = Vec::new();
        for same in self.rows.chunk_by(|a, b| (a.0, a.2) == (b.0, b.2)).filter(|same| same.len() > 1) {
            if let Some((article, _, shown)) = same.first() {
                doubled.push((*article, *shown, same.len() as u32 - 1));
            }
        }
        let is_several = |value: &u32| means.get(*value as usize) == Some(&SEVERAL);
        let MeaningsBuilder { names, mut rows } = self;
        rows.retain(|(_, value, _)| is_several(value));
        // Where an article has two of one name, the name means the one who is last by name.
        rows.sort_unstable_by(|a, b| {
            (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| names.get(b.2).cmp(names.get(a.2)))
        });
        rows.dedup_by_key(|row| (row.0, row.1));
        written(&names, &means, &numbered, rows, doubled)
    }

    /// What each name means as a value, and whose name as shown stands for more than itself.
    fn found(&mut self) -> Found {
        self.rows.sort_unstable_by_key(|(article, value, shown)| (*value, *shown, *article));
        let mut means = vec![ITSELF; self.names.len()];
        let mut numbered = vec![false; self.names.len()];
        for same in self.rows.chunk_by(|a, b| a.1 == b.1) {
            let (Some((_, value, first)), Some((_, _, last))) = (same.first(), same.last()) else { continue };
            if let Some(place) = means.get_mut(*value as usize) {
                *place = if first == last { *first } else { SEVERAL };
            }
            if (first, last) != (value, value) {
                for (_, _, shown) in same {
                    numbered.get_mut(*shown as usize).into_iter().for_each(|flag| *flag = true);
                }
            }
        }
        for place in &mut means {
            if *place < SEVERAL && !flag(&numbered, *place) {
                *place = ITSELF;
            }
        }
        Found { means, numbered }
    }
}

struct Found {
    means: Vec<u32>,
    numbered: Vec<bool>,
}

fn flag(flags: &[bool], at: u32) -> bool {
    flags.get(at as usize).copied().unwrap_or(false)
}

/// The sections, with names numbered anew in their order.
fn written(
    names: &NameNumbers,
    means: &[u32],
    numbered: &[bool],
    mut several: Vec<(u64, u32, u32)>,
    mut doubled: Vec<(u64, u32, u32)>,
) -> Meanings {
    let is_value = |name: &u32| means.get(*name as usize).is_some_and(|means| *means != ITSELF);
    let mut kept: Vec<u32> =
        (0..names.len() as u32).filter(|name| is_value(name) || flag(numbered, *name)).collect();
    kept.sort_unstable_by_key(|name| names.get(*name));
    let mut anew = vec![ITSELF; names.len()];
    let (mut text, mut ends) = (Vec::new(), Vec::new());
    for (number, name) in kept.iter().enumerate() {
        anew.get_mut(*name as usize).into_iter().for_each(|place| *place = number as u32);
        text.extend_from_slice(names.get(*name).as_bytes());
        ends.push(text.len() as u32);
    }
    let new = |name: u32| {
        if name == SEVERAL { SEVERAL } else { anew.get(name as usize).copied().unwrap_or(ITSELF) }
    };
    for row in &mut several {
        *row = (row.0, new(row.1), new(row.2));
    }
    for row in &mut doubled {
        row.1 = new(row.1);
    }
    several.sort_unstable();
    doubled.sort_unstable();
    let wrong = several.clone();
    several.sort_unstable_by_key(|(article, value, _)| (*value, *article));
    let means: Vec<u32> =
        kept.iter().map(|name| new(means.get(*name as usize).copied().unwrap_or(ITSELF))).collect();
    let mut values: Vec<(u32, u32)> = several.iter().map(|(_, value, shown)| (*shown, *value)).collect();
    let one = means.iter().enumerate().filter(|(_, shown)| **shown < SEVERAL);
    values.extend(one.map(|(value, shown)| (*shown, value as u32)));
    values.sort_unstable();
    values.dedup();
    let name = |number: u32| kept.get(number as usize).map_or("", |old| names.get(*old));
    let shown = kept.iter().enumerate().filter(|(_, old)| flag(numbered, **old));
    let mut folded: Vec<(u64, u32)> =
        shown.map(|(number, old)| (sum_of(&fold_name(names.get(*old))), number as u32)).collect();
    folded.sort_unstable();
    let (whole, surnames) = called(&values, name);
    let mut sections: [Vec<u8>; SECTIONS] = std::array::from_fn(|_| Vec::new());
    for (section, bytes) in [
        (Section::Text, text),
        (Section::Ends, rows(&ends)),
        (Section::Means, rows(&means)),
        (Section::Values, rows(&values)),
        (Section::Several, rows(&several)),
        (Section::Wrong, rows(&wrong)),
        (Section::Doubled, rows(&doubled)),
        (Section::Folded, rows(&folded)),
        (Section::Whole, rows(&whole)),
        (Section::Surname, rows(&surnames)),
    ] {
        if let Some(place) = sections.get_mut(section as usize) {
            *place = bytes;
        }
    }
    Meanings(Flat::of(sections))
}

type Called = Vec<(u64, u32)>;

/// Who has several names, by each of them and by what each ends with.
fn called<'n>(values: &[(u32, u32)], name: impl Fn(u32) -> &'n str) -> (Called, Called) {
    let (mut whole, mut surnames) = (Vec::new(), Vec::new());
    for group in values.chunk_by(|a, b| a.0 == b.0) {
        let Some((shown, _)) = group.first() else { continue };
        let names = folded_names(name(*shown), group.iter().map(|(_, value)| name(*value)));
        if names.len() < 2 {
            continue;
        }
        for name in &names {
            whole.push((sum_of(name), *shown));
            surnames.extend(name.rsplit_once(' ').map(|(_, surname)| (sum_of(surname), *shown)));
        }
    }
    for rows in [&mut whole, &mut surnames] {
        rows.sort_unstable();
        rows.dedup();
    }
    (whole, surnames)
}

/// The names of one, folded; who is shown with a remark is not called so.
pub(super) fn folded_names<'n>(shown: &'n str, values: impl Iterator<Item = &'n str>) -> BTreeSet<String> {
    let shown = Some(shown).filter(|shown| !shown.contains(['(', '#']));
    values.chain(shown).map(fold_name).filter(|name| !name.is_empty()).collect()
}

impl Meanings {
    /// Keeps what is not plain of all appearances.
    pub fn of<'m>(meant: impl IntoIterator<Item = (&'m str, &'m ArticleId, &'m str)>) -> Meanings {
        let mut builder = MeaningsBuilder::default();
        meant.into_iter().for_each(|(value, article, shown)| builder.add(value, rank_of(&article.0), shown));
        builder.finish()
    }
}
