//! Whom facet values mean: what is counted together, and what a chosen name stands for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tantivy::query::{BooleanQuery, Occur, Query as Compiled};
use tantivy::schema::Field;

use super::combine::{any_of, unscored};
use super::facet_columns::{article_column, statement_column};
use super::join::{Of, Ranks, among};
use super::numbers::Numbers;
use super::recorded::Recorded;
use crate::engine::FacetName;
use crate::index::{COUNTED, Chosen, Identities, Kept, Meanings};

/// Whom the values of every facet mean.
#[derive(Debug, Default)]
pub(super) struct WhoIsWho {
    /// By the column that is counted.
    columns: BTreeMap<&'static str, Arc<Who>>,
    /// Where nothing is known, everything means itself.
    nobody: Arc<Who>,
    /// Names that go together.
    recorded: Recorded,
}

impl WhoIsWho {
    /// Who is who, and what is kept of the columns with it.
    pub(super) fn of(identities: Identities, kept: Vec<Kept>) -> WhoIsWho {
        let (speakers, organizations) = (Arc::new(identities.speakers), Arc::new(identities.organizations));
        let itself = Arc::default();
        let mut kept = kept.into_iter();
        let who = COUNTED.iter().map(|column| {
            let meanings = Arc::clone(column.meanings(&speakers, &organizations, &itself));
            let numbers = Numbers::of(kept.next().unwrap_or_default());
            (column.name, Arc::new(Who { meanings, numbers }))
        });
        WhoIsWho {
            columns: who.collect(),
            nobody: Arc::default(),
            recorded: Recorded::of(speakers, organizations),
        }
    }

    /// Other names for one person or body.
    pub(super) fn recorded(&self) -> &Recorded {
        &self.recorded
    }

    /// Counting articles: whom an article names twice, it names once.
    pub(super) fn in_articles(&self, facet: FacetName) -> &Arc<Who> {
        self.in_column(article_column(facet).name)
    }

    /// Counting statements: each has one speaker.
    pub(super) fn in_statements(&self, facet: FacetName) -> &Arc<Who> {
        statement_column(facet).map_or(&self.nobody, |column| self.in_column(column.name))
    }

    fn in_column(&self, column: &str) -> &Arc<Who> {
        self.columns.get(column).unwrap_or(&self.nobody)
    }
}

/// Whom the values of one facet mean.
#[derive(Debug, Default)]
pub(super) struct Who {
    meanings: Arc<Meanings>,
    numbers: Numbers,
}

impl Who {
    /// The values that a name as shown stands for.
    pub(super) fn stands_for(&self, shown: &str) -> Chosen {
        self.meanings.stands_for(shown)
    }

    pub(super) fn meanings(&self) -> &Meanings {
        &self.meanings
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
            (Occur::Must, unscored(among(of, Arc::new(articles.iter().copied().collect::<Ranks>())))),
        ];
        clauses.push((Occur::Should, Box::new(BooleanQuery::new(there))));
    }
    Box::new(BooleanQuery::new(clauses))
}
