//! The columns that are counted by.

use crate::index::identities::Meanings;
use crate::index::told::{Of, Ranks};

/// A column that is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Its name.
    pub(crate) name: &'static str,
    /// Which documents have it.
    pub(crate) of: Of,
    whose: Whose,
}

/// Who is known by the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Speakers,
    Organizations,
    /// Each value means itself.
    Nobody,
}

const fn of_articles(name: &'static str, whose: Whose) -> Counted {
    Counted { name, of: Of::Articles, whose }
}

const fn of_statements(name: &'static str, whose: Whose) -> Counted {
    Counted { name, of: Of::Statements, whose }
}

pub(crate) const BY_SPEAKER: Counted = of_articles("by_speaker", Whose::Speakers);
pub(crate) const BY_ORGANIZATION: Counted = of_articles("by_organization", Whose::Organizations);
pub(crate) const BY_AUTHOR: Counted = of_articles("by_author", Whose::Nobody);
pub(crate) const BY_SECTION: Counted = of_articles("by_section", Whose::Nobody);
pub(crate) const BY_SOURCE: Counted = of_articles("by_source", Whose::Nobody);
pub(crate) const BY_LANGUAGE: Counted = of_articles("by_language", Whose::Nobody);
pub(crate) const BY_MONTH: Counted = of_articles("by_month", Whose::Nobody);
pub(crate) const BY_ROLE: Counted = of_articles("by_role", Whose::Nobody);
pub(crate) const BY_KIND: Counted = of_articles("by_kind", Whose::Nobody);
pub(crate) const SAID_BY: Counted = of_statements("said_by", Whose::Speakers);
pub(crate) const SAID_FOR: Counted = of_statements("said_for", Whose::Organizations);
pub(crate) const SAID_AS: Counted = of_statements("said_as", Whose::Nobody);
pub(crate) const SAID_KIND: Counted = of_statements("said_kind", Whose::Nobody);

/// All columns that are counted by, in the order they are kept.
pub(crate) const COUNTED: [Counted; 13] = [
    BY_SPEAKER,
    BY_ORGANIZATION,
    BY_AUTHOR,
    BY_SECTION,
    BY_SOURCE,
    BY_LANGUAGE,
    BY_MONTH,
    BY_ROLE,
    BY_KIND,
    SAID_BY,
    SAID_FOR,
    SAID_AS,
    SAID_KIND,
];

impl Counted {
    /// What its values mean.
    pub(crate) fn meanings<M: Copy>(&self, speakers: M, organizations: M, itself: M) -> M {
        match self.whose {
            Whose::Speakers => speakers,
            Whose::Organizations => organizations,
            Whose::Nobody => itself,
        }
    }

    /// Whether whom each document means is kept in rows: what nearly every question is counted by.
    pub(crate) fn is_listed(&self) -> bool {
        self.of == Of::Articles && self.whose != Whose::Nobody
    }

    /// The articles in which counting by value gets something wrong, by their ranks.
    pub(crate) fn wrong(&self, meanings: &Meanings) -> Ranks {
        meanings.wrong(self.of == Of::Statements).collect()
    }
}
