//! Putting together what the values of a facet mean.

use std::collections::BTreeSet;
use std::io;

use super::names::NameNumbers;
use super::tables::{ITSELF, SEVERAL, Section};
use super::{Appearances, Meanings, sum_of};
use crate::index::document::rank_of;
use crate::index::flat::{Flat, rows};
use crate::model::ArticleId;
use crate::text::fold::fold_name;

impl Meanings {
    /// Keeps what is not plain of these appearances: a value that means itself everywhere is left out.
    ///
    /// `shown` tells the number of the name that somebody is shown by, given a value and whom it means.
    ///
    /// # Errors
    /// When what was put aside cannot be read.
    pub fn among(
        names: &NameNumbers,
        seen: &Appearances,
        shown: impl Fn(u32, u32) -> u32,
    ) -> io::Result<Meanings> {
        let Found { means, numbered } = found(names, seen, &shown)?;
        let is_several = |value: u32| means.get(value as usize) == Some(&SEVERAL);
        let (mut several, mut doubled) = (Vec::new(), Vec::new());
        seen.each_part(|mut rows| {
            // Values of whom nothing must be told need no rows.
            rows.iter_mut().for_each(|row| row.2 = shown(row.1, row.2));
            rows.retain(|(_, _, shown)| flag(&numbered, *shown));
            rows.sort_unstable_by_key(|row| (row.0, row.2, row.1));
            rows.dedup();
            let same = rows.chunk_by(|a, b| (a.0, a.2) == (b.0, b.2)).filter(|same| same.len() > 1);
            for (same, (article, _, shown)) in same.filter_map(|same| Some((same, same.first()?))) {
                doubled.push((*article, *shown, same.len() as u32 - 1));
            }
            rows.retain(|(_, value, _)| is_several(*value));
            // Where an article has two of one name, the name means the one who is last by name.
            rows.sort_unstable_by(|a, b| {
                (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| names.get(b.2).cmp(names.get(a.2)))
            });
            rows.dedup_by_key(|row| (row.0, row.1));
            several.extend(rows);
        })?;
        Ok(written(names, &means, &numbered, several, doubled))
    }

    /// Keeps what is not plain of a few appearances: value, article, name as shown.
    pub fn of<'m>(meant: impl IntoIterator<Item = (&'m str, &'m ArticleId, &'m str)>) -> Meanings {
        let (mut names, mut seen) = (NameNumbers::default(), Appearances::default());
        for (value, article, shown) in meant {
            let (value, shown) = (names.number(value), names.number(shown));
            // Memory does not refuse.
            seen.add(rank_of(&article.0), value, shown).ok();
        }
        Meanings::among(&names, &seen, |_, shown| shown).unwrap_or_default()
    }
}

/// What each name means as a value, and whose name as shown stands for more than itself.
fn found(names: &NameNumbers, seen: &Appearances, shown: impl Fn(u32, u32) -> u32) -> io::Result<Found> {
    let mut means = vec![ITSELF; names.len()];
    let mut numbered = vec![false; names.len()];
    seen.each_part(|rows| {
        for (_, value, who) in rows {
            let shown = shown(value, who);
            if let Some(place) = means.get_mut(value as usize) {
                *place = if *place == ITSELF || *place == shown { shown } else { SEVERAL };
            }
        }
    })?;
    seen.each_part(|rows| {
        for (_, value, who) in rows {
            if means.get(value as usize) != Some(&value) {
                let shown = shown(value, who) as usize;
                numbered.get_mut(shown).into_iter().for_each(|flag| *flag = true);
            }
        }
    })?;
    for place in &mut means {
        if *place < SEVERAL && !flag(&numbered, *place) {
            *place = ITSELF;
        }
    }
    Ok(Found { means, numbered })
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
    let table = Flat::of(vec![
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
    ]);
    Meanings(table, BTreeSet::new())
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
