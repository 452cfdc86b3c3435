//! Statements as results: found, ordered, and handed on one after the other.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use tantivy::query::{BooleanQuery, Occur, Query as Compiled, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, TantivyError, Term};

use super::combine::{any_of, unscored};
use super::join::{Of, Ranks, among, articles_saying, ranks};
use super::ordered::{Batch, Place, Said, SaidCollector};
use super::said::{any_role, exactly, named, said_published};
use super::said_once::SaidOnce;
use super::unpacked::Unpacked;
use super::{Ids, LocalEngine, variants, who};
use crate::engine::highlight::Needles;
use crate::engine::{Also, EngineError, FacetName, Sort, StatementCount, StatementHit, StatementRequest};
use crate::index::analysis::exact_tokens;
use crate::index::{IndexError, STATEMENT, on_record_in};
use crate::model::Record;
use crate::query::Filters;

/// How many statements one pass puts in order: what a stream of them holds in memory.
const BATCH: usize = 16_384;

impl LocalEngine {
    /// The statements that answer, in the order asked for, as many as are taken.
    ///
    /// Memory stays the same however many there are; time grows with what is taken, and each 16,384
    /// cost one pass over all that match.
    pub fn statements(&self, request: &StatementRequest) -> Result<Statements<'_>, EngineError> {
        let mut notes = Vec::new();
        let query = self.statement_query(request, &mut notes)?;
        let once = match &query {
            Some(query) if request.filters.fold_copies && !self.copies().is_empty() => {
                SaidOnce::among(self, &**query)?
            }
            _ => SaidOnce::default(),
        };
        // Compiled once more for the other spellings of its names, which are marked like those typed.
        let mut compiler = self.compiler().exact(request.exact);
        let _ = compiler.statements(&request.query);
        Ok(Statements {
            engine: self,
            query,
            needles: Needles::of(&request.query).spelled(&compiler.also),
            sort: request.sort,
            articles: Unpacked::default(),
            batch: VecDeque::new(),
            keep: 64,
            after: None,
            done: false,
            once,
            notes,
            also: std::mem::take(&mut compiler.also),
        })
    }

    /// How many statements answer, and in how many articles.
    pub fn count_statements(&self, request: &StatementRequest) -> Result<StatementCount, EngineError> {
        let query = self.statement_query(request, &mut Vec::new())?;
        Ok(self.count_said(query.as_deref())?)
    }

    /// The articles that hold a statement that answers, by id, in no order that means anything.
    pub fn ids_of_statements(&self, request: &StatementRequest) -> Result<Ids, EngineError> {
        let mut notes = Vec::new();
        let Some(query) = self.statement_query(request, &mut notes)? else {
            return Ok(Ids { notes, ..Ids::default() });
        };
        let ranks = ranks(&self.searcher, &*query, Of::Statements).map_err(IndexError::from)?;
        Ok(Ids { ids: ranks.into_iter().map(|rank| format!("{rank:016x}")).collect(), notes })
    }

    pub(super) fn count_said(&self, query: Option<&dyn Compiled>) -> Result<StatementCount, IndexError> {
        let Some(query) = query else { return Ok(StatementCount::default()) };
        let statements = self.searcher.search(query, &SaidCollector::new(Sort::Newest))?.total;
        let articles = articles_saying(&self.searcher, query)?;
        Ok(StatementCount { statements, articles })
    }

    /// The request as what tantivy runs; nothing where it holds no word that can be looked for.
    pub(super) fn statement_query(
        &self,
        request: &StatementRequest,
        notes: &mut Vec<String>,
    ) -> Result<Option<Box<dyn Compiled>>, IndexError> {
        let f = self.fields();
        let mut compiler = self.compiler().exact(request.exact);
        let query = compiler.statements(&request.query);
        let roles = compiler.statements(&any_role(&request.roles)).filter(|_| !request.roles.is_empty());
        let about = self.about(&request.about, notes);
        notes.append(&mut compiler.notes);
        let Some(query) = query else { return Ok(None) };
        let mut clauses = vec![(Occur::Must, query)];
        let mut must = |query| clauses.push((Occur::Must, query));
        roles.map(unscored).into_iter().for_each(&mut must);
        about.into_iter().for_each(&mut must);
        if !request.kinds.is_empty() {
            must(any_of(f.said_kind, &request.kinds.iter().map(|kind| kind.as_str().to_owned()).collect()));
        }
        must(self.sure(request.filters.min_confidence));
        if let Some((facet, value)) = &request.value {
            must(unscored(self.of_value(*facet, value)?));
        }
        if let Some(ids) = &request.articles {
            let ranks: Ranks = ids.iter().filter_map(|id| u64::from_str_radix(id, 16).ok()).collect();
            must(unscored(among(Of::Statements, Arc::new(ranks))));
        }
        self.narrow_statements(&request.filters, notes, &mut must)?;
        Ok(Some(Box::new(BooleanQuery::new(clauses))))
    }

    /// The filters: what the statement knows itself, and what only its article does.
    fn narrow_statements(
        &self,
        filters: &Filters,
        notes: &mut Vec<String>,
        must: &mut dyn FnMut(Box<dyn Compiled>),
    ) -> Result<(), IndexError> {
        let f = self.fields();
        let mut of_article: Vec<(Occur, Box<dyn Compiled>)> = Vec::new();
        for selection in self.selections(filters, notes)? {
            match selection.facet {
                FacetName::Speaker => must(who::chosen(f.said_by, Of::Statements, &selection.chosen)),
                FacetName::Organization => must(who::chosen(f.said_for, Of::Statements, &selection.chosen)),
                other => of_article
                    .push((Occur::Must, who::chosen(self.column(other), Of::Articles, &selection.chosen))),
            }
        }
        if !of_article.is_empty() {
            let articles = ranks(&self.searcher, &BooleanQuery::new(of_article), Of::Articles)?;
            must(unscored(among(Of::Statements, Arc::new(articles))));
        }
        if filters.from.is_some() || filters.to.is_some() {
            must(said_published(filters.from.as_ref(), filters.to.as_ref()));
        }
        Ok(())
    }

    /// Statements attributed with at least this confidence.
    pub(super) fn sure(&self, confidence: f32) -> Box<dyn Compiled> {
        let f = self.fields();
        if confidence <= 0.0 {
            return unscored(term(Term::from_field_text(f.kind, STATEMENT)));
        }
        let least = (f64::from(confidence.clamp(0.0, 1.0)) * 1000.0).round() as u64;
        let from = std::ops::Bound::Included(Term::from_field_u64(f.said_confidence, least));
        unscored(Box::new(RangeQuery::new(from, std::ops::Bound::Unbounded)))
    }

    /// Statements that name one of these.
    fn about(&self, names: &[String], notes: &mut Vec<String>) -> Option<Box<dyn Compiled>> {
        let mut any = Vec::new();
        for name in names {
            let tokens = exact_tokens(name);
            if tokens.is_empty() {
                notes.push(format!("{name:?} holds no word and was left out"));
            } else {
                any.push(exactly(self.fields().said, &tokens));
                any.extend(self.compiler().statements(&named(name)));
            }
        }
        (!any.is_empty()).then(|| unscored(Box::new(BooleanQuery::union(any))))
    }

    pub(super) fn said_batch(
        &self,
        query: &dyn Compiled,
        collector: &SaidCollector,
    ) -> Result<Batch, IndexError> {
        let statistics = self.statistics(self.payload.statements);
        Ok(self.searcher.search_with_statistics_provider(query, collector, &statistics)?)
    }

    /// The article of that rank.
    pub(super) fn record_of(&self, rank: u64) -> Result<Option<Record>, IndexError> {
        self.address_of(rank)?.map(|address| self.load(address)).transpose()
    }

    /// Where the article of that rank is stored.
    pub(super) fn address_of(&self, rank: u64) -> Result<Option<DocAddress>, IndexError> {
        let found = Term::from_field_text(self.fields().article, &format!("{rank:016x}"));
        for (ordinal, segment) in (0_u32..).zip(self.searcher.segment_readers()) {
            let inverted = segment.inverted_index(found.field())?;
            let postings = inverted.read_postings(&found, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(TantivyError::from)? else { continue };
            while postings.doc() != TERMINATED {
                if segment.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc())) {
                    return Ok(Some(DocAddress::new(ordinal, postings.doc())));
                }
                postings.advance();
            }
        }
        Ok(None)
    }
}

fn term(term: Term) -> Box<dyn Compiled> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// Statements one after the other.
pub struct Statements<'e> {
    engine: &'e LocalEngine,
    query: Option<Box<dyn Compiled>>,
    needles: Needles,
    sort: Sort,
    articles: Unpacked,
    batch: VecDeque<Said>,
    keep: usize,
    after: Option<Place>,
    done: bool,
    once: SaidOnce,
    /// What the reader should know: an unknown name with its nearest ones, a word that was left out.
    pub notes: Vec<String>,
    also: BTreeMap<String, Vec<String>>,
}

impl Statements<'_> {
    /// Other spellings of names that were looked for as well, and in how many articles each is said by itself.
    pub fn also(&self, request: &StatementRequest) -> Result<Vec<Also>, EngineError> {
        let mut out = Vec::new();
        for (typed, spellings) in &self.also {
            for spelling in spellings {
                let Some(query) = variants::spelled(&request.query, typed, spelling) else { continue };
                let asked = StatementRequest { query, exact: true, ..request.clone() };
                let articles = self.engine.count_statements(&asked)?.articles;
                if articles > 0 {
                    let spelling = variants::as_typed(spelling, typed);
                    out.push(Also { typed: typed.clone(), spelling, articles });
                }
            }
        }
        Ok(out)
    }

    /// How many there are in all, taken or not, and in how many articles.
    pub fn counted(&self) -> Result<StatementCount, EngineError> {
        Ok(self.engine.count_said(self.query.as_deref())?)
    }

    /// How many of them repeat one that is told, and are folded under it.
    pub fn repeated(&self) -> u64 {
        self.once.repeated()
    }

    fn refill(&mut self) -> Result<(), IndexError> {
        let Some(query) = &self.query else {
            self.done = true;
            return Ok(());
        };
        let newest = self.engine.newest(self.sort)?;
        let collector = SaidCollector {
            keep: self.keep,
            after: self.after,
            newest,
            trusting: self.sort == Sort::Relevance || self.sort == Sort::Fresh,
            ..SaidCollector::new(self.sort)
        };
        let batch = self.engine.said_batch(&**query, &collector)?;
        self.done = batch.first.len() < self.keep;
        self.after = batch.first.last().map(|said| said.place).or(self.after);
        self.batch = batch.first.into();
        // The first page should not pay for the thousandth.
        self.keep = (self.keep * 16).min(BATCH);
        Ok(())
    }

    fn hit(&mut self, said: Said) -> Result<Option<StatementHit>, IndexError> {
        let Some(copies) = self.once.others(said.place.article, said.place.ordinal) else { return Ok(None) };
        let Some(record) = self.articles.get(self.engine, said.place.article)? else { return Ok(None) };
        let ordinal = said.place.ordinal as usize;
        let Some(statement) = record.annotations.statements.get(ordinal) else { return Ok(None) };
        let matches = self.needles.in_span(&record.article, statement.span);
        let (names, bodies) = on_record_in(&record, statement);
        let called = |facet: FacetName, names: Vec<&str>| {
            let meanings = self.engine.who.in_statements(facet).meanings();
            let mut shown: Vec<String> = Vec::with_capacity(names.len());
            for name in names.into_iter().map(|name| meanings.shown_in(name, &record.article.id)) {
                if !shown.iter().any(|known| known == name) {
                    shown.push(name.to_owned());
                }
            }
            shown
        };
        let (speakers, organizations) =
            (called(FacetName::Speaker, names), called(FacetName::Organization, bodies));
        let story = self.engine.copies().stands_for(said.place.article).map(|rank| format!("{rank:016x}"));
        let score = said.score;
        Ok(Some(StatementHit { record, ordinal, score, matches, speakers, organizations, story, copies }))
    }
}

impl Iterator for Statements<'_> {
    type Item = Result<StatementHit, EngineError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(said) = self.batch.pop_front() {
                match self.hit(said) {
                    Ok(None) => continue,
                    found => return found.map_err(EngineError::from).transpose(),
                }
            }
            if self.done {
                return None;
            }
            if let Err(error) = self.refill() {
                self.done = true;
                return Some(Err(error.into()));
            }
        }
    }
}
