//! The filters that articles and statements share, by their names on the command line.

use crate::query::Filters;

/// A filter's name, and how to lift it.
pub(super) type Filter = (&'static str, fn(&mut Filters));

/// Every one of them, in the order in which they are told.
pub(super) const FILTERS: [Filter; 9] = [
    ("--speaker", |filters| filters.speakers.clear()),
    ("--org", |filters| filters.organizations.clear()),
    ("--author", |filters| filters.authors.clear()),
    ("--section", |filters| filters.sections.clear()),
    ("--source", |filters| filters.sources.clear()),
    ("--language", |filters| filters.languages.clear()),
    ("--from", |filters| filters.from = None),
    ("--to", |filters| filters.to = None),
    ("--min-confidence", |filters| filters.min_confidence = 0.0),
];
