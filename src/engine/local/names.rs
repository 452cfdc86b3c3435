//! Whom a filter means: from what was typed to the facet values of this archive.

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED};

use super::alike::Alike;
use crate::index::{Fields, KEY_PART, Lookup};
use crate::text::fold::fold_name;

/// How alike two names must be to be suggested, and how many are.
const ALIKE: f64 = 0.7;
const SUGGESTIONS: usize = 3;

/// The values that answer to `name`: every one whose name, surname or alias it is; where there is no
/// such body, those whose name it shortens.
pub(super) fn values(
    searcher: &Searcher,
    fields: &Fields,
    lookup: Lookup,
    name: &str,
) -> tantivy::Result<BTreeSet<String>> {
    let out = exactly(searcher, fields, lookup, name)?;
    if out.is_empty() && lookup == Lookup::Organization {
        let key = fold_name(name);
        let bare = key.strip_prefix("the ").unwrap_or(&key);
        if !bare.is_empty() {
            return shortened(searcher, fields, lookup, bare);
        }
    }
    Ok(out)
}

/// The values that answer to this whole name.
pub(super) fn exactly(
    searcher: &Searcher,
    fields: &Fields,
    lookup: Lookup,
    name: &str,
) -> tantivy::Result<BTreeSet<String>> {
    let key = fold_name(name);
    let mut out = BTreeSet::new();
    if key.is_empty() {
        return Ok(out);
    }
    let bare = key.strip_prefix("the ").unwrap_or(&key);
    for key in BTreeSet::from([key.as_str(), bare]) {
        walk(searcher, fields, &lookup.key_prefix(key), |segment, term| {
            if let Some((_, value)) = lookup.split(term)
                && !out.contains(value)
                && is_alive(segment, fields, term)?
            {
                out.insert(value.to_owned());
            }
            Ok(())
        })?;
    }
    Ok(out)
}

/// Everybody whose whole name, surname or alias this is; nothing where that is more than `most`.
pub(super) fn bearers(
    searcher: &Searcher,
    fields: &Fields,
    key: &str,
    most: usize,
) -> tantivy::Result<Option<BTreeSet<String>>> {
    let mut out = BTreeSet::new();
    walk_while(searcher, fields, &Lookup::Person.key_prefix(key), |segment, term| {
        if let Some((_, value)) = Lookup::Person.split(term)
            && !out.contains(value)
            && is_alive(segment, fields, term)?
        {
            out.insert(value.to_owned());
        }
        Ok(out.len() <= most)
    })?;
    Ok((out.len() <= most).then_some(out))
}

/// The bodies whose name begins or ends with these very words: `Tallis` for the Tallis Institute.
fn shortened(
    searcher: &Searcher,
    fields: &Fields,
    lookup: Lookup,
    words: &str,
) -> tantivy::Result<BTreeSet<String>> {
    let mut out = BTreeSet::new();
    walk(searcher, fields, &lookup.prefix(), |segment, term| {
        if let Some((key, value)) = lookup.split(term)
            && begins_or_ends(key, words)
            && !out.contains(value)
            && is_alive(segment, fields, term)?
        {
            out.insert(value.to_owned());
        }
        Ok(())
    })?;
    Ok(out)
}

/// Whether `words` are the first or the last words of `key`, and not all of it.
fn begins_or_ends(key: &str, words: &str) -> bool {
    let leads = key.strip_prefix(words).is_some_and(|rest| rest.starts_with(' '));
    leads || key.strip_suffix(words).is_some_and(|rest| rest.ends_with(' '))
}

/// The values most like `name`, the likest first.
pub(super) fn suggestions(
    searcher: &Searcher,
    fields: &Fields,
    lookup: Lookup,
    name: &str,
) -> tantivy::Result<Vec<String>> {
    let wanted = fold_name(name);
    let mut found: Vec<(f64, String)> = Vec::new();
    walk(searcher, fields, &lookup.prefix(), |segment, term| {
        let Some((key, value)) = lookup.split(term) else { return Ok(()) };
        let mut alike = likeness(&wanted, key);
        if lookup == Lookup::Source {
            // An outlet may go by its address, of which people know a word.
            alike = alike.max(likeness(&wanted, &fold_name(&value.replace('.', " "))));
        }
        if alike >= ALIKE && is_alive(segment, fields, term)? {
            match found.iter_mut().find(|(_, known)| known == value) {
                Some((known, _)) => *known = known.max(alike),
                None => found.push((alike, value.to_owned())),
            }
        }
        Ok(())
    })?;
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    Ok(found.into_iter().take(SUGGESTIONS).map(|(_, value)| value).collect())
}

/// A word of more letters may have a slip in it: so much of it must be right.
const LONG: usize = 5;
const SLIP: f64 = 0.8;

/// 1 for the same name, 0 for nothing in common. A whole word in common is a good deal.
fn likeness(wanted: &str, key: &str) -> f64 {
    let spelled = strsim::normalized_damerau_levenshtein(wanted, key);
    let same = |word: &str, own: &str| {
        word == own || word.len() > LONG && strsim::normalized_damerau_levenshtein(word, own) >= SLIP
    };
    let shares_word =
        wanted.split(' ').filter(|word| word.len() > 3).any(|word| key.split(' ').any(|own| same(word, own)));
    if shares_word { spelled.max(ALIKE + spelled / 10.0) } else { spelled }
}

pub(super) fn walk(
    searcher: &Searcher,
    fields: &Fields,
    prefix: &str,
    mut each: impl FnMut(&SegmentReader, &str) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    walk_while(searcher, fields, prefix, |segment, term| each(segment, term).map(|()| true))
}

/// The same as long as it is told to go on.
fn walk_while(
    searcher: &Searcher,
    fields: &Fields,
    prefix: &str,
    mut each: impl FnMut(&SegmentReader, &str) -> tantivy::Result<bool>,
) -> tantivy::Result<()> {
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.lookup)?;
        let mut terms = inverted.terms().range().ge(prefix).lt(after(prefix)).into_stream()?;
        while terms.advance() {
            if let Ok(term) = std::str::from_utf8(terms.key())
                && !each(segment, term)?
            {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// What is to be looked at next, of the entries of a facet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// The next entry.
    Entry,
    /// The next key: others of this one tell no more.
    Key,
}

/// So many entries of a key that tells no more are passed one by one: beginning anew behind them costs as much.
const PASSED: usize = 12;

/// Shows the entries of a facet whose key is within `distance` of `key`, the key and the value that answers to it: those
/// of each segment with something of its own, which is given back. Segments of a large index are gone through side by side.
pub(super) fn alike<T: Default + Send>(
    searcher: &Searcher,
    fields: &Fields,
    lookup: Lookup,
    (key, distance): (&str, usize),
    each: impl Fn(&mut T, &str, &str) -> Next + Sync,
) -> tantivy::Result<Vec<T>> {
    let Some(like) = Alike::inside(&lookup.prefix(), key, distance, KEY_PART) else { return Ok(Vec::new()) };
    let of_segment = |segment: &SegmentReader| {
        let mut own = T::default();
        let inverted = segment.inverted_index(fields.lookup)?;
        let mut behind = Some(lookup.prefix());
        while let Some(from) = behind.take() {
            let mut terms = inverted.terms().search(&like).ge(from).into_stream()?;
            let mut passed = 0;
            while terms.advance() {
                let entry = std::str::from_utf8(terms.key()).ok().and_then(|term| lookup.split(term));
                let Some((key, value)) = entry else { continue };
                passed = if each(&mut own, key, value) == Next::Key { passed + 1 } else { 0 };
                if passed > PASSED {
                    behind = Some(after(&lookup.key_prefix(key)));
                    break;
                }
            }
        }
        Ok(own)
    };
    searcher.index().search_executor().map(of_segment, searcher.segment_readers().iter())
}

/// Behind everything that begins with `prefix`.
pub(super) fn after(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

/// The terms of one key field that begin so and stand in a document that is not deleted.
pub(super) fn alive_terms(
    searcher: &Searcher,
    field: tantivy::schema::Field,
    prefix: &str,
    limit: usize,
) -> tantivy::Result<BTreeSet<String>> {
    let mut out = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut terms = inverted.terms().range().ge(prefix).lt(after(prefix)).into_stream()?;
        while terms.advance() && out.len() < limit {
            if let Ok(term) = std::str::from_utf8(terms.key())
                && term_is_alive(segment, field, term)?
            {
                out.insert(term.to_owned());
            }
        }
    }
    Ok(out)
}

fn is_alive(segment: &SegmentReader, fields: &Fields, term: &str) -> tantivy::Result<bool> {
    term_is_alive(segment, fields.lookup, term)
}

/// Whether a document that is not deleted has the term: dictionaries remember what is gone.
fn term_is_alive(
    segment: &SegmentReader,
    field: tantivy::schema::Field,
    term: &str,
) -> tantivy::Result<bool> {
    let Some(alive) = segment.alive_bitset() else { return Ok(true) };
    let term = tantivy::Term::from_field_text(field, term);
    let Some(mut postings) = segment.inverted_index(field)?.read_postings(&term, IndexRecordOption::Basic)?
    else {
        return Ok(false);
    };
    while postings.doc() != TERMINATED {
        if alive.is_alive(postings.doc()) {
            return Ok(true);
        }
        postings.advance();
    }
    Ok(false)
}

/// The two ends of everything that begins with `prefix`.
pub(super) fn beginning_with(
    field: tantivy::schema::Field,
    prefix: &str,
) -> (Bound<tantivy::Term>, Bound<tantivy::Term>) {
    let term = |text: &str| tantivy::Term::from_field_text(field, text);
    (Bound::Included(term(prefix)), Bound::Excluded(term(&after(prefix))))
}

/// The most terms of one segment that begin with `prefix`, counted up to `limit`.
pub(super) fn most_beginning_with(
    searcher: &Searcher,
    field: tantivy::schema::Field,
    prefix: &str,
    limit: usize,
) -> usize {
    let count = |segment: &SegmentReader| {
        let inverted = segment.inverted_index(field).ok()?;
        let mut terms = inverted.terms().range().ge(prefix).lt(after(prefix)).into_stream().ok()?;
        let mut count = 0;
        while count < limit && terms.advance() {
            count += 1;
        }
        Some(count)
    };
    searcher.segment_readers().iter().filter_map(count).max().unwrap_or(0)
}
