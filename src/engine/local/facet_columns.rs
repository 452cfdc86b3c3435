//! Which columns a facet is counted by, and how its values are found by name.

use crate::engine::FacetName;
use crate::index::{Counted, Lookup, columns};

/// The column of articles that a facet is counted by.
pub(super) fn article_column(facet: FacetName) -> Counted {
    match facet {
        FacetName::Speaker => columns::BY_SPEAKER,
        FacetName::Organization => columns::BY_ORGANIZATION,
        FacetName::Author => columns::BY_AUTHOR,
        FacetName::Section => columns::BY_SECTION,
        FacetName::Source => columns::BY_SOURCE,
        FacetName::Language => columns::BY_LANGUAGE,
        FacetName::Month => columns::BY_MONTH,
        FacetName::Role => columns::BY_ROLE,
        FacetName::Kind => columns::BY_KIND,
    }
}

/// The same of statements, where they have values of their own.
pub(super) fn statement_column(facet: FacetName) -> Option<Counted> {
    Some(match facet {
        FacetName::Speaker => columns::SAID_BY,
        FacetName::Organization => columns::SAID_FOR,
        FacetName::Role => columns::SAID_AS,
        FacetName::Kind => columns::SAID_KIND,
        _ => return None,
    })
}

/// How a facet's values are found by name, and what one of them is called.
pub(super) fn lookup_of(facet: FacetName) -> Option<(Lookup, &'static str)> {
    Some(match facet {
        FacetName::Speaker => (Lookup::Speaker, "speaker"),
        FacetName::Organization => (Lookup::Organization, "organization"),
        FacetName::Author => (Lookup::Author, "author"),
        FacetName::Section => (Lookup::Section, "section"),
        FacetName::Source => (Lookup::Source, "source"),
        FacetName::Language => (Lookup::Language, "language"),
        FacetName::Month | FacetName::Role | FacetName::Kind => return None,
    })
}
