//! Whom facet values mean: what is counted together, and what a chosen name stands for.

use std::collections::BTreeMap;

use tantivy::Term;
use tantivy::query::{BooleanQuery, Occur, Query as Compiled, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::compile::{any_of, constant};
use crate::index::{Chosen, Corrections, Meanings};

/// Whom the values of one facet mean.
#[derive(Debug, Default)]
pub(super) struct Who {
    meanings: Meanings,
    corrections: Corrections,
}

impl Who {
    pub(super) fn of(meanings: Meanings) -> Who {
        Who { corrections: meanings.corrections(), meanings }
    }

    pub(super) fn meanings(&self) -> &Meanings {
        &self.meanings
    }

    /// Whether counting by value gets something wrong in this article.
    pub(super) fn is_wrong_in(&self, rank: u64) -> bool {
        self.corrections.contains_key(&rank)
    }

    pub(super) fn corrects(&self) -> bool {
        !self.corrections.is_empty()
    }

    /// Counts by value as counts by who is meant; `wrong` are the counted articles of
    /// [`Who::is_wrong_in`].
    pub(super) fn by_meaning(
        &self,
        counts: impl IntoIterator<Item = (String, u64)>,
        wrong: &[u64],
    ) -> BTreeMap<String, u64> {
        let mut out: BTreeMap<String, u64> = BTreeMap::new();
        for (value, count) in counts {
            let shown = self.meanings.shown(&value);
            if shown == value {
                *out.entry(value).or_default() += count;
            } else {
                *out.entry(shown.to_owned()).or_default() += count;
            }
        }
        for (name, by) in wrong.iter().filter_map(|rank| self.corrections.get(rank)).flatten() {
            let count = out.entry(name.clone()).or_default();
            *count = count.saturating_add_signed(*by);
        }
        out.retain(|_, count| *count > 0);
        out
    }
}

/// Every document with one of the chosen values.
pub(super) fn chosen(facet: Field, article: Field, chosen: &Chosen) -> Box<dyn Compiled> {
    let mut clauses: Vec<(Occur, Box<dyn Compiled>)> = vec![(Occur::Should, any_of(facet, &chosen.values))];
    for (value, articles) in &chosen.only {
        let value = TermQuery::new(Term::from_field_text(facet, value), IndexRecordOption::Basic);
        let ids = articles.iter().map(|id| id.0.clone()).collect();
        let there: Vec<(Occur, Box<dyn Compiled>)> =
            vec![(Occur::Must, Box::new(value)), (Occur::Must, any_of(article, &ids))];
        clauses.push((Occur::Should, constant(Box::new(BooleanQuery::new(there)))));
    }
    Box::new(BooleanQuery::new(clauses))
}
