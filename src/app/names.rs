//! Who is on record in the archive, and for whom.

use super::Place;
use super::identities::{self, Opened};
use crate::engine::{FacetName, Request};
use crate::present::names::Names;

/// What kind of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// Who is on record.
    Speaker,
    /// Whom they speak for.
    Organization,
}

/// Names, and what is to be said of how they were counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamesFound {
    /// The names.
    pub names: Names,
    /// What the reader should know.
    pub notes: Vec<String>,
}

/// The names that hold `part`, counted over what answers `request`, at most `limit`: those with a word that
/// begins so first, the commonest first.
///
/// # Errors
/// When the index cannot be opened or read.
pub fn names(
    place: &Place,
    kind: NameKind,
    part: &str,
    request: &Request,
    limit: usize,
) -> anyhow::Result<NamesFound> {
    let (facet, called) = match kind {
        NameKind::Speaker => (FacetName::Speaker, "speaker"),
        NameKind::Organization => (FacetName::Organization, "organization"),
    };
    let Opened { engine, mut notes } = identities::open(place)?;
    let (found, told) = engine.names_in(facet, part, request)?;
    notes.extend(told);
    let total = found.len() as u64;
    let shown = found.into_iter().take(limit).map(|name| (name.value, name.count));
    Ok(NamesFound { names: Names::new(called, total, shown), notes })
}
