//! Whom facet values mean: what is counted together, and what a chosen name stands for.

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::query::{BooleanQuery, Occur, Query as Compiled};
use tantivy::schema::Field;

use super::compile::{any_of, constant};
use super::join::{Of, Ranks, among};
use super::recorded::Recorded;
use super::sieve::Sieve;
use super::tally::Numbers;
use crate::engine::FacetName;
use crate::index::{Chosen, Identities, Meanings};

/// Whom the values of every facet mean, by what is counted.
#[derive(Debug, Default)]
pub(super) struct WhoIsWho {
    articles: OnRecord,
    statements: OnRecord,
    /// Everything else means itself.
    others: Arc<Who>,
    /// Names that go together.
    recorded: Recorded,
}

#[derive(Debug, Default)]
struct OnRecord {
    speakers: Arc<Who>,
    organizations: Arc<Who>,
}

impl WhoIsWho {
    pub(super) fn of(identities: Identities) -> WhoIsWho {
        let (speakers, organizations) = (Arc::new(identities.speakers), Arc::new(identities.organizations));
        WhoIsWho {
            recorded: Recorded::of(Arc::clone(&speakers), Arc::clone(&organizations)),
            statements: OnRecord {
                speakers: Arc::new(Who::in_statements(Arc::clone(&speakers))),
                organizations: Arc::new(Who::in_statements(Arc::clone(&organizations))),
            },
            articles: OnRecord {
                speakers: Arc::new(Who::in_articles(speakers)),
                organizations: Arc::new(Who::in_articles(organizations)),
            },
            others: Arc::default(),
        }
    }

    /// Other names for one person or body.
    pub(super) fn recorded(&self) -> &Recorded {
        &self.recorded
    }

    pub(super) fn in_articles(&self, facet: FacetName) -> &Arc<Who> {
        self.in_one(&self.articles, facet)
    }

    pub(super) fn in_statements(&self, facet: FacetName) -> &Arc<Who> {
        self.in_one(&self.statements, facet)
    }

    fn in_one<'w>(&'w self, of: &'w OnRecord, facet: FacetName) -> &'w Arc<Who> {
        match facet {
            FacetName::Speaker => &of.speakers,
            FacetName::Organization => &of.organizations,
            _ => &self.others,
        }
    }
}

/// Whom the values of one facet mean.
#[derive(Debug, Default)]
pub(super) struct Who {
    meanings: Arc<Meanings>,
    /// Whether statements are counted, and not articles.
    of_statements: bool,
    /// Articles in which counting by value gets something wrong.
    wrong: Sieve,
    numbers: Numbers,
}

impl Who {
    /// Counting articles: whom an article names twice, it names once.
    pub(super) fn in_articles(meanings: Arc<Meanings>) -> Who {
        Who { meanings, ..Who::default() }
    }

    /// Counting statements: each has one speaker.
    pub(super) fn in_statements(meanings: Arc<Meanings>) -> Who {
        Who { meanings, of_statements: true, ..Who::default() }
    }

    /// The values that a name as shown stands for.
    pub(super) fn stands_for(&self, shown: &str) -> Chosen {
        self.meanings.stands_for(shown)
    }

    pub(super) fn meanings(&self) -> &Meanings {
        &self.meanings
    }

    /// Whether counting by value gets something wrong in the article of this rank.
    pub(super) fn is_wrong_in(&self, rank: u64) -> bool {
        let meanings = &self.meanings;
        self.wrong.lets(rank, meanings.wrong_count(), || meanings.wrong(self.of_statements))
            && meanings.is_wrong_in(rank, self.of_statements)
    }

    pub(super) fn corrects(&self) -> bool {
        self.meanings.corrects(self.of_statements)
    }

    /// Numbers for the names that are counted.
    pub(super) fn numbers(&self) -> &Numbers {
        &self.numbers
    }
}

/// Every document of this kind with one of the chosen values.
pub(super) fn chosen(facet: Field, of: Of, chosen: &Chosen) -> Box<dyn Compiled> {
    let mut clauses: Vec<(Occur, Box<dyn Compiled>)> = vec![(Occur::Should, any_of(facet, &chosen.values))];
    for (value, articles) in &chosen.only {
        let there: Vec<(Occur, Box<dyn Compiled>)> = vec![
            (Occur::Must, any_of(facet, &BTreeSet::from([value.clone()]))),
            (Occur::Must, constant(among(of, Arc::new(articles.iter().copied().collect::<Ranks>())))),
        ];
        clauses.push((Occur::Should, Box::new(BooleanQuery::new(there))));
    }
    Box::new(BooleanQuery::new(clauses))
}
