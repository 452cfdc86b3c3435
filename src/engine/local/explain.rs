//! How a query was understood, and why its hits are hits.

use tantivy::query::{EnableScoring, Query as Compiled};
use tantivy::{DocAddress, DocSet, TERMINATED};

use super::LocalEngine;
use super::closeness;
use super::collect::Ranked;
use super::compile::Compiler;
use super::compile::columns::EVERYWHERE;
use crate::engine::{Explanation, FieldScore, Node, Page, Reason, Request, Sort, Why};
use crate::index::IndexError;
use crate::index::analysis::exact_tokens;
use crate::model::Record;
use crate::query::{Field, Matcher, Query};

/// How many parts of a query are explained.
const PARTS: usize = 64;
/// How many words of a pattern are listed.
const WORDS: usize = 20;
/// How many statements of an article are shown.
const STATEMENTS: usize = 3;

impl LocalEngine {
    /// Explains what `page` answers; `hits` are its hits.
    pub(super) fn explanation(
        &self,
        request: &Request,
        page: &Page,
        hits: &[Ranked],
    ) -> Result<Explanation, IndexError> {
        let mut nodes = Vec::new();
        request.query.walk(&mut |query, depth| nodes.push((query, depth)));
        let tree = nodes
            .into_iter()
            .take(PARTS)
            .map(|(query, depth)| self.node(request, query, depth))
            .collect::<Result<_, _>>()?;
        let words = closeness::words(&request.query);
        let mut whys = Vec::with_capacity(hits.len());
        for (ranked, hit) in hits.iter().zip(&page.hits) {
            let reasons = self.reasons(request, ranked.document, &hit.record)?;
            let sum: f32 = reasons.iter().map(|reason| reason.score).sum();
            let sorted = matches!(request.sort, Sort::Relevance | Sort::Fresh);
            let closeness = if sorted && !words.is_empty() && request.sort == Sort::Relevance {
                (hit.score - sum).max(0.0)
            } else {
                0.0
            };
            whys.push(Why { id: hit.record.article.id.0.clone(), score: hit.score, reasons, closeness });
        }
        Ok(Explanation { tree, hits: whys })
    }

    fn node(&self, request: &Request, query: &Query, depth: usize) -> Result<Node, IndexError> {
        let mut compiler = self.compiler().exact(request.exact);
        let articles = match compiler.articles(query) {
            Some(made) => self.collect(&*made, Sort::Newest, 0, Vec::new())?.total,
            None => 0,
        };
        Ok(Node {
            depth,
            kind: kind(query).to_owned(),
            query: query.to_string(),
            words: self.words_of(&mut compiler, query),
            fields: fields_of(query).into_iter().map(|field| field.name().to_owned()).collect(),
            articles,
        })
    }

    /// The words that a word or a pattern stands for.
    fn words_of(&self, compiler: &mut Compiler<'_>, query: &Query) -> Vec<String> {
        let mut out = Vec::new();
        match query {
            Query::Term { word, .. } => {
                out.extend(exact_tokens(word));
                if let [token] = out.as_slice() {
                    let stem = crate::index::analysis::stem(token);
                    if stem != *token {
                        out.push(format!("{stem}…"));
                    }
                }
                out.extend(compiler.also.get(word).into_iter().flatten().cloned());
            }
            Query::Prefix { stem, .. } => {
                if let [stem] = exact_tokens(stem).as_slice() {
                    out.extend(compiler.expander.beginning(self.fields().body, stem));
                }
            }
            query => {
                if let Some((_, matcher)) = Matcher::of(query) {
                    for field in fields_of(query) {
                        let column = super::compile::columns::column(self.fields(), field);
                        out.extend(compiler.expander.words(column, &matcher, ""));
                    }
                    out.sort_unstable();
                    out.dedup();
                }
            }
        }
        out.truncate(WORDS);
        out
    }

    fn reasons(
        &self,
        request: &Request,
        document: DocAddress,
        record: &Record,
    ) -> Result<Vec<Reason>, IndexError> {
        let mut leaves = Vec::new();
        positive(&request.query, 1.0, &mut leaves);
        let mut out = Vec::new();
        for (leaf, boost) in leaves.into_iter().take(PARTS) {
            let mut compiler = self.compiler().exact(request.exact);
            let Some(made) = compiler.articles(leaf) else { continue };
            let Some(score) = self.score(&*made, document)? else { continue };
            let mut fields = Vec::new();
            for field in fields_of(leaf) {
                let weight = EVERYWHERE.iter().find(|row| row.0 == field).map_or(1.0, |row| row.1);
                let weight = if leaf.field() == Some(None) { weight } else { 1.0 };
                let Some(made) = compiler.articles(&within(leaf, field)) else { continue };
                if let Some(score) = self.score(&*made, document)? {
                    fields.push(FieldScore {
                        field: field.name().to_owned(),
                        score: tidy(score * weight * boost),
                    });
                }
            }
            fields.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.field.cmp(&b.field)));
            let statements = match leaf {
                Query::Statement { .. } => self.statements_that(&mut compiler, leaf, document, record)?,
                _ => Vec::new(),
            };
            out.push(Reason { query: leaf.to_string(), score: tidy(score * boost), fields, statements });
        }
        Ok(out)
    }

    /// The score of one document; nothing where it does not match.
    fn score(&self, query: &dyn Compiled, document: DocAddress) -> Result<Option<f32>, IndexError> {
        let statistics = self.statistics(self.articles);
        let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, &self.searcher);
        let weight = query.weight(scoring)?;
        let segment = self.searcher.segment_reader(document.segment_ord);
        let mut scorer = weight.scorer(segment, 1.0)?;
        let found = scorer.doc() <= document.doc_id && {
            if scorer.doc() < document.doc_id {
                scorer.seek(document.doc_id);
            }
            scorer.doc() == document.doc_id
        };
        Ok(found.then(|| scorer.score()))
    }

    /// The words of the article's statements that match.
    fn statements_that(
        &self,
        compiler: &mut Compiler<'_>,
        query: &Query,
        document: DocAddress,
        record: &Record,
    ) -> Result<Vec<String>, IndexError> {
        let Some(made) = compiler.statements(query) else { return Ok(Vec::new()) };
        let weight = made.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        let segment = self.searcher.segment_reader(document.segment_ord);
        let mut scorer = weight.scorer(segment, 1.0)?;
        let statements = &record.annotations.statements;
        let mut out = Vec::new();
        let mut found = scorer.doc();
        if found <= document.doc_id {
            found = scorer.seek(document.doc_id + 1);
        }
        while found != TERMINATED && out.len() < STATEMENTS {
            // An article's statements lie right behind it, in their order.
            let Some(statement) = statements.get((found - document.doc_id - 1) as usize) else { break };
            out.push(statement.span.of(&record.article.text).to_owned());
            found = scorer.advance();
        }
        Ok(out)
    }
}

fn tidy(score: f32) -> f32 {
    (score * 1e3).round() / 1e3
}

/// What a part of a query is called.
fn kind(query: &Query) -> &'static str {
    match query {
        Query::All => "all",
        Query::Term { .. } => "word",
        Query::Phrase { .. } => "phrase",
        Query::Prefix { .. } => "prefix",
        Query::Wildcard { .. } => "wildcard",
        Query::Fuzzy { .. } => "similar",
        Query::Regex { .. } => "expression",
        Query::Exists { .. } => "exists",
        Query::Near { .. } => "near",
        Query::Statement { .. } => "statement",
        Query::Boost { .. } => "weighed",
        Query::Published { .. } => "published",
        Query::Indexed { .. } => "indexed",
        Query::And(_) => "and",
        Query::Or(_) => "or",
        Query::Not(_) => "not",
    }
}

/// The fields of an article that a word, phrase or pattern is looked for in.
fn fields_of(query: &Query) -> Vec<Field> {
    match query.field() {
        Some(Some(field)) => vec![field],
        Some(None) => EVERYWHERE.iter().map(|row| row.0).collect(),
        None => Vec::new(),
    }
}

/// The parts that a query wants to find, with what they are weighed by.
fn positive<'q>(query: &'q Query, boost: f32, out: &mut Vec<(&'q Query, f32)>) {
    match query {
        Query::Not(_) => {}
        Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| positive(part, boost, out)),
        Query::Boost { query, by } => positive(query, boost * by, out),
        query => out.push((query, boost)),
    }
}

/// The same in one field.
fn within(query: &Query, of: Field) -> Query {
    let mut out = query.clone();
    match &mut out {
        Query::Term { field, .. }
        | Query::Phrase { field, .. }
        | Query::Prefix { field, .. }
        | Query::Wildcard { field, .. }
        | Query::Fuzzy { field, .. }
        | Query::Regex { field, .. } => *field = Some(of),
        _ => {}
    }
    out
}
