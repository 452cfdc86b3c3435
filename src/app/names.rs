//! Who is on record in the archive, and for whom.

use super::{Place, identities};
use crate::engine::FacetName;
use crate::present::names::Names;

/// What kind of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// Who is on record.
    Speaker,
    /// Whom they speak for.
    Organization,
}

/// The names with a word that begins with `prefix`, at most `limit`, the commonest first.
///
/// # Errors
/// When the index cannot be opened or read.
pub fn names(place: &Place, kind: NameKind, prefix: &str, limit: usize) -> anyhow::Result<Names> {
    let (facet, called) = match kind {
        NameKind::Speaker => (FacetName::Speaker, "speaker"),
        NameKind::Organization => (FacetName::Organization, "organization"),
    };
    let found = identities::open(place)?.engine.names(facet, prefix)?;
    let total = found.len() as u64;
    Ok(Names::new(called, total, found.into_iter().take(limit).map(|name| (name.value, name.count))))
}
