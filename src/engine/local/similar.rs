//! More like one article: others that share the words that are telling of it.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as Compiled};

use super::LocalEngine;
use super::said::any_form;
use super::statistics::documents_with;
use crate::engine::highlight::Needles;
use crate::engine::{EngineError, Page, Request, Sort};
use crate::index::IndexError;
use crate::index::analysis::{for_each_word, related_tokens, stem};
use crate::model::Record;
use crate::query::{Field, Query};

/// How many words stand for an article.
const WORDS: usize = 25;
/// How many of its words are looked up to find those.
const LOOKED_UP: usize = 400;
/// What part of the words another article must share.
const SHARED: f32 = 0.16;
/// A word of the headline counts as often as so many in the story.
const IN_HEADLINE: f32 = 3.0;

/// A word that is telling of an article.
struct Telling {
    exact: String,
    weight: f32,
}

impl LocalEngine {
    /// The articles most like `record`, narrowed as `request` says, whose query is replaced by the words
    /// they share.
    pub fn similar(&self, record: &Record, request: &mut Request) -> Result<Page, EngineError> {
        let started = std::time::Instant::now();
        let mut page = self.alike(record, request)?;
        page.took_micros = started.elapsed().as_micros() as u64;
        Ok(page)
    }

    fn alike(&self, record: &Record, request: &mut Request) -> Result<Page, IndexError> {
        let words = self.telling(record)?;
        let mut page = Page { offset: request.offset, ..Page::default() };
        let selections = self.selections(&request.filters, &mut page.notes)?;
        let term = |word: &Telling| Query::Term { field: Some(Field::Body), word: word.exact.clone() };
        request.query = Query::Or(words.iter().map(term).collect());
        if words.is_empty() {
            return Ok(page);
        }
        let clauses = words.iter().map(|word| -> Box<dyn Compiled> {
            Box::new(BoostQuery::new(any_form(self.fields().body, &word.exact), word.weight))
        });
        let shared = ((words.len() as f32 * SHARED).ceil() as usize).max(words.len().min(2));
        let like = BooleanQuery::union_with_minimum_required_clauses(clauses.collect(), shared);
        let own = Term::from_field_text(self.fields().article, &record.article.id.0);
        let own = tantivy::query::TermQuery::new(own, tantivy::schema::IndexRecordOption::Basic);
        let others = BooleanQuery::new(vec![
            (Occur::Must, Box::new(like) as Box<dyn Compiled>),
            (Occur::MustNot, Box::new(own)),
        ]);
        let narrowed = self.narrowed(&others, request, &selections, &[])?;
        let keep = request.offset.saturating_add(request.limit);
        let found = self.collect(&*narrowed, Sort::Relevance, keep, Vec::new())?;
        page.total = found.total;
        let needles = Needles::of(&request.query);
        let shown = found.best.iter().skip(request.offset).take(request.limit);
        page.hits = shown.map(|hit| self.hit(hit, &needles)).collect::<Result<_, IndexError>>()?;
        Ok(page)
    }

    /// The words that stand often here and seldom elsewhere.
    fn telling(&self, record: &Record) -> Result<Vec<Telling>, IndexError> {
        let mut often: BTreeMap<String, (f32, BTreeMap<String, u32>)> = BTreeMap::new();
        let mut count = |text: &str, times: f32| {
            for_each_word(text, |_, exact| {
                if exact.chars().any(char::is_alphabetic) && exact.chars().count() > 2 {
                    let (total, forms) = often.entry(stem(exact)).or_default();
                    *total += times;
                    *forms.entry(exact.to_owned()).or_default() += 1;
                }
            });
        };
        count(&record.article.headline, IN_HEADLINE);
        record.article.story().for_each(|part| count(part.span.of(&record.article.text), 1.0));
        let mut words: Vec<(f32, String)> = often
            .into_values()
            .filter_map(|(total, forms)| {
                let commonest = forms.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
                Some((total, commonest.0))
            })
            .collect();
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        words.truncate(LOOKED_UP);
        let mut out = Vec::with_capacity(words.len());
        for (often, exact) in words {
            let elsewhere = self.articles_with(&exact)?;
            // Who stands nowhere else finds nothing; who stands everywhere tells nothing.
            if elsewhere > 1 && elsewhere * 3 <= self.articles.max(3) {
                let rare = (self.articles as f32 / elsewhere as f32).ln();
                out.push(Telling { exact, weight: (1.0 + often.ln()) * rare });
            }
        }
        out.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.exact.cmp(&b.exact)));
        out.truncate(WORDS);
        let most = out.first().map_or(1.0, |word| word.weight);
        out.iter_mut().for_each(|word| word.weight /= most);
        Ok(out)
    }

    fn articles_with(&self, exact: &str) -> Result<u64, IndexError> {
        let forms: BTreeSet<String> = related_tokens(exact).into_iter().chain([exact.to_owned()]).collect();
        let mut most = 0;
        for form in forms {
            let term = Term::from_field_text(self.fields().body, &form);
            most = most.max(documents_with(&self.searcher, &term)?);
        }
        Ok(most)
    }
}
