//! The engine over our own index.

mod alike;
mod closeness;
mod collect;
mod compile;
mod explain;
mod histogram;
mod join;
mod names;
mod ordered;
mod said;
mod similar;
mod statements;
mod statistics;
mod suggest;
mod tally;
#[cfg(test)]
mod tests;
mod trace;
mod variants;
mod who;

pub use self::statements::Statements;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use tantivy::query::{BooleanQuery, Occur, Query as Compiled, TermQuery};
use tantivy::schema::{Field as Column, IndexRecordOption, Value as _};
use tantivy::{DocAddress, ReloadPolicy, Searcher, TantivyDocument, Term};

use self::collect::{Collected, Facet, PageCollector, Ranked, Story};
use self::compile::Compiler;
use self::statistics::Statistics;
use self::suggest::suggestions;
use self::tally::Tally;
use self::who::WhoIsWho;
use super::highlight::Needles;
use super::{
    Also, Engine, EngineError, FacetCounts, FacetName, FacetRequest, FacetValue, Hit, Page, Request, Sort,
};
use crate::index::languages::Language;
use crate::index::{Archive, Chosen, Copies, Fields, Identities, IndexError, Lookup, Payload, unpack};
use crate::model::Record;
use crate::query::{Filters, Query};
use crate::text::fold::{fold_name, organization_keys, person_keys};

/// How many ids an ambiguous prefix is answered with.
const IDS_SHOWN: usize = 5;
/// More languages than there are tags of two letters no archive has.
const LANGUAGES_SHOWN: usize = 700;

/// Searches one index as it was when opened.
pub struct LocalEngine {
    archive: Archive,
    searcher: Searcher,
    payload: Payload,
    articles: u64,
    copies: Arc<Copies>,
    who: WhoIsWho,
}

/// What an index holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// Articles.
    pub articles: u64,
    /// Statements in them.
    pub statements: u64,
    /// Bytes on the disk.
    pub bytes: u64,
}

/// Articles that answer, and what the reader should know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ids {
    /// The articles' ids.
    pub ids: BTreeSet<String>,
    /// An unknown name with its nearest ones, a word that was left out.
    pub notes: Vec<String>,
}

/// A filter that was asked for, as the values of this archive.
struct Selection {
    facet: FacetName,
    chosen: Chosen,
}

impl LocalEngine {
    /// Opens the index in `dir`.
    pub fn open(dir: &Path) -> Result<LocalEngine, EngineError> {
        Ok(LocalEngine::of(Archive::open(dir)?)?)
    }

    /// Searches an index that is open already, as its last commit left it.
    pub fn of(archive: Archive) -> Result<LocalEngine, IndexError> {
        let payload = archive.payload()?;
        let reader = archive.index().reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let articles = statistics::articles(&searcher, archive.fields())?;
        let languages = names::alive_terms(&searcher, archive.fields().by_language, "", LANGUAGES_SHOWN)?;
        languages.iter().filter_map(|tag| Language::of(tag)).for_each(Language::meet);
        let copies = Arc::new(archive.copies()?);
        let identities = archive.identities()?.unwrap_or_default();
        Ok(LocalEngine { archive, searcher, payload, articles, copies, who: WhoIsWho::of(identities) })
    }

    /// Counts and filters by these from now on, in place of what lies beside the index.
    pub fn know(&mut self, identities: Identities) {
        self.who = WhoIsWho::of(identities);
    }

    /// The article whose id this is, or begins so; ids are written in lower case.
    pub fn record(&self, id: &str) -> Result<Option<Record>, EngineError> {
        let id = id.trim().to_ascii_lowercase();
        if id.is_empty() {
            return Ok(None);
        }
        let mut ids = names::alive_terms(&self.searcher, self.fields().article, &id, IDS_SHOWN)
            .map_err(IndexError::from)?;
        if ids.contains(&id) {
            ids = BTreeSet::from([id.clone()]);
        }
        match ids.len() {
            0 => Ok(None),
            1 => Ok(self.load_id(ids.first().map_or("", String::as_str))?),
            _ => Err(EngineError::Ambiguous { prefix: id, ids: ids.into_iter().collect() }),
        }
    }

    /// Hands every article to `each`, in no order that means anything.
    ///
    /// Reads the whole index once: about as long as unpacking all of it takes.
    pub fn each_record(&self, mut each: impl FnMut(Record)) -> Result<(), EngineError> {
        for segment in self.searcher.segment_readers() {
            let store = segment
                .get_store_reader(1)
                .map_err(|error| IndexError::from(tantivy::TantivyError::from(error)))?;
            for stored in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                let stored = stored.map_err(IndexError::from)?;
                // Statements keep nothing: they lie in their article's record.
                if let Some(bytes) = stored.get_first(self.fields().record).and_then(|value| value.as_bytes())
                {
                    each(unpack(bytes).map_err(IndexError::from)?);
                }
            }
        }
        Ok(())
    }

    /// The values of a facet with a word that begins with `prefix`, the commonest first.
    pub fn names(&self, facet: FacetName, prefix: &str) -> Result<Vec<FacetValue>, EngineError> {
        let wanted = fold_name(prefix);
        let all = self.compiler().articles(&Query::All);
        let mut values = Vec::new();
        if let Some(all) = all {
            let found = self.collect(&*all, Sort::Newest, 0, vec![facet])?;
            let counts = found.facets.into_iter().next().unwrap_or_default();
            values = counts.first(usize::MAX, &BTreeSet::new());
        }
        values.retain(|value| answers(facet, &value.value, &wanted));
        Ok(values)
    }

    /// Which articles are copies of each other.
    pub fn copies(&self) -> &Copies {
        &self.copies
    }

    /// What the index holds.
    pub fn stats(&self) -> Stats {
        Stats {
            articles: self.articles,
            statements: self.payload.statements,
            bytes: self.archive.bytes_on_disk(),
        }
    }

    fn compiler(&self) -> Compiler<'_> {
        Compiler::new(&self.searcher, self.fields())
    }

    fn fields(&self) -> &Fields {
        self.archive.fields()
    }

    fn answer(&self, request: &Request) -> Result<Page, IndexError> {
        let mut compiler = self.compiler().exact(request.exact);
        let query = compiler.articles(&request.query);
        let also = std::mem::take(&mut compiler.also);
        let mut page = Page { offset: request.offset, notes: compiler.notes, ..Page::default() };
        page.did_you_mean = suggestions(&self.searcher, self.fields(), &request.query)?;
        let selections = self.selections(&request.filters, &mut page.notes)?;
        let Some(query) = query else {
            page.facets =
                request.facets.iter().map(|facet| counted(*facet, &Tally::default(), &selections)).collect();
            return Ok(page);
        };
        let together_words = closeness::words(&request.query);
        let keep = match request.limit {
            0 => 0,
            limit => request.offset.saturating_add(limit).max(looked_at(request, &together_words)),
        };
        let open = |facet: FacetName| !selections.iter().any(|selection| selection.facet == facet);
        let together: Vec<FacetName> =
            request.facets.iter().map(|f| f.name).filter(|name| open(*name)).collect();
        let narrowed = self.narrowed(&*query, request, &selections, None)?;
        let folded =
            Some(Arc::clone(&self.copies)).filter(|copies| request.filters.fold_copies && !copies.is_empty());
        let mut found = self.collect_folded(&*narrowed, request.sort, keep, together.clone(), folded)?;
        self.raise(&mut found.best, looked_at(request, &together_words), &together_words)?;
        let mut counts: BTreeMap<FacetName, Tally> = together.into_iter().zip(found.facets).collect();
        for facet in request.facets.iter().map(|facet| facet.name).filter(|name| !open(*name)) {
            // What one could choose instead: everything but the facet's own choice holds.
            let others = self.narrowed(&*query, request, &selections, Some(facet))?;
            let found = self.collect(&*others, Sort::Newest, 0, vec![facet])?;
            counts.extend(found.facets.into_iter().map(|values| (facet, values)));
        }
        page.total = found.total;
        page.folded = found.stories.values().map(|story| story.ranks.len() as u64 - 1).sum();
        let nothing = Tally::default();
        page.facets = request
            .facets
            .iter()
            .map(|facet| counted(*facet, counts.get(&facet.name).unwrap_or(&nothing), &selections))
            .collect();
        let needles = Needles::of(&request.query).spelled(&also);
        let shown: Vec<Ranked> =
            found.best.iter().skip(request.offset).take(request.limit).copied().collect();
        page.hits = shown.iter().map(|hit| self.hit(hit, &needles)).collect::<Result<_, IndexError>>()?;
        for hit in &mut page.hits {
            hit.copies = copies_of(&hit.record, &found.stories);
        }
        page.also = self.found_also(request, &selections, &also)?;
        if request.explain {
            page.explanation = Some(self.explanation(request, &page, &shown)?);
        }
        Ok(page)
    }

    /// Raises those of the first `many` in which the words stand close together.
    fn raise(&self, best: &mut [Ranked], many: usize, words: &[Vec<String>]) -> Result<(), IndexError> {
        let many = many.min(best.len());
        let Some(first) = best.get_mut(..many).filter(|first| !first.is_empty()) else { return Ok(()) };
        let added = closeness::added(&self.searcher, self.fields(), words, first)?;
        for (hit, added) in first.iter_mut().zip(added) {
            *hit = hit.scored(hit.score + added);
        }
        first.sort_unstable_by(|a, b| b.cmp(a));
        Ok(())
    }

    /// What each other spelling of a name found by itself.
    fn found_also(
        &self,
        request: &Request,
        selections: &[Selection],
        also: &BTreeMap<String, Vec<String>>,
    ) -> Result<Vec<Also>, IndexError> {
        let mut out = Vec::new();
        for (typed, spellings) in also {
            for spelling in spellings {
                let Some(query) = variants::spelled(&request.query, typed, spelling) else { continue };
                let Some(query) = self.compiler().exact(true).articles(&query) else { continue };
                let narrowed = self.narrowed(&*query, request, selections, None)?;
                let articles = self.collect(&*narrowed, Sort::Newest, 0, Vec::new())?.total;
                if articles > 0 {
                    let spelling = variants::as_typed(spelling, typed);
                    out.push(Also { typed: typed.clone(), spelling, articles });
                }
            }
        }
        Ok(out)
    }

    /// When the newest article was published; only asked where age counts.
    fn newest(&self, sort: Sort) -> Result<i64, IndexError> {
        if sort != Sort::Fresh {
            return Ok(0);
        }
        let Some(all) = self.compiler().articles(&Query::All) else { return Ok(0) };
        let found = self.collect(&*all, Sort::Newest, 1, Vec::new())?;
        Ok(found.best.first().map_or(0, |hit| collect::at_moment(hit.key)))
    }

    /// The filters as values of this archive; names it does not know are noted.
    fn selections(&self, filters: &Filters, notes: &mut Vec<String>) -> Result<Vec<Selection>, IndexError> {
        let mut out = Vec::new();
        for (facet, typed) in [
            (FacetName::Speaker, &filters.speakers),
            (FacetName::Organization, &filters.organizations),
            (FacetName::Author, &filters.authors),
            (FacetName::Section, &filters.sections),
            (FacetName::Source, &filters.sources),
            (FacetName::Language, &filters.languages),
        ] {
            let Some((lookup, called)) = lookup_of(facet).filter(|_| !typed.is_empty()) else { continue };
            let mut all = Chosen::default();
            for name in typed {
                let found = names::values(&self.searcher, self.fields(), lookup, name)?;
                let chosen = self.who.in_articles(facet).meanings().chosen(name, found);
                if chosen.shown.is_empty() {
                    let alike = names::suggestions(&self.searcher, self.fields(), lookup, name)?;
                    notes.push(unknown(called, name, &alike));
                }
                all.add(chosen);
            }
            out.push(Selection { facet, chosen: all });
        }
        Ok(out)
    }

    /// The query and everything that narrows it, the choice of one facet left out.
    fn narrowed(
        &self,
        query: &dyn Compiled,
        request: &Request,
        selections: &[Selection],
        left_out: Option<FacetName>,
    ) -> Result<Box<dyn Compiled>, IndexError> {
        let mut clauses = vec![(Occur::Must, query.box_clone())];
        for selection in selections.iter().filter(|selection| Some(selection.facet) != left_out) {
            clauses.push((
                Occur::Must,
                who::chosen(self.column(selection.facet), join::OF_ARTICLE, &selection.chosen),
            ));
        }
        let (from, to) = (request.filters.from.as_ref(), request.filters.to.as_ref());
        if from.is_some() || to.is_some() {
            let compiler = self.compiler();
            clauses.push((Occur::Must, compiler.published(from, to)));
        }
        if request.filters.min_confidence > 0.0 {
            clauses.push((Occur::Must, self.with_sure_statement(request, selections, left_out)?));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// Articles with a statement of the confidence asked for, by those who are filtered by.
    fn with_sure_statement(
        &self,
        request: &Request,
        selections: &[Selection],
        left_out: Option<FacetName>,
    ) -> Result<Box<dyn Compiled>, IndexError> {
        let mut clauses = vec![(Occur::Must, self.sure(request.filters.min_confidence))];
        for selection in selections.iter().filter(|selection| Some(selection.facet) != left_out) {
            let column = match selection.facet {
                FacetName::Speaker => self.fields().said_by,
                FacetName::Organization => self.fields().said_for,
                _ => continue,
            };
            clauses.push((Occur::Must, who::chosen(column, join::OF_STATEMENT, &selection.chosen)));
        }
        let said = BooleanQuery::new(clauses);
        let articles = join::ranks(&self.searcher, &said, join::OF_STATEMENT)?;
        Ok(statements::unscored(join::among(join::OF_ARTICLE, Arc::new(articles))))
    }

    fn collect(
        &self,
        query: &dyn Compiled,
        sort: Sort,
        keep: usize,
        facets: Vec<FacetName>,
    ) -> Result<Collected, IndexError> {
        self.collect_folded(query, sort, keep, facets, None)
    }

    fn collect_folded(
        &self,
        query: &dyn Compiled,
        sort: Sort,
        keep: usize,
        facets: Vec<FacetName>,
        copies: Option<Arc<Copies>>,
    ) -> Result<Collected, IndexError> {
        let facets = facets.into_iter().map(|name| self.facet(name)).collect();
        let collector = PageCollector { sort, keep, newest: self.newest(sort)?, facets, copies };
        let statistics = self.statistics(self.articles);
        Ok(self.searcher.search_with_statistics_provider(query, &collector, &statistics)?)
    }

    /// What is counted by a facet of articles.
    fn facet(&self, name: FacetName) -> Facet {
        Facet {
            column: column_name(name),
            rank: join::OF_ARTICLE,
            who: Arc::clone(self.who.in_articles(name)),
        }
    }

    /// What ranking is told, where it ranks so many documents.
    fn statistics(&self, documents: u64) -> Statistics<'_> {
        Statistics {
            searcher: &self.searcher,
            fields: self.fields(),
            documents,
            lengths: self.payload.lengths,
            statements: self.payload.statements,
        }
    }

    fn hit(&self, hit: &Ranked, needles: &Needles) -> Result<Hit, IndexError> {
        Ok(shown(self.load(hit.document)?, hit.score, needles))
    }

    /// The articles that answer, by id, in no order that means anything.
    pub fn ids(&self, request: &Request) -> Result<Ids, EngineError> {
        let mut notes = Vec::new();
        let Some(query) = self.article_query(request, &mut notes)? else {
            return Ok(Ids { ids: BTreeSet::new(), notes });
        };
        let ranks = join::ranks(&self.searcher, &*query, join::OF_ARTICLE).map_err(IndexError::from)?;
        Ok(Ids { ids: ranks.into_iter().map(|rank| format!("{rank:016x}")).collect(), notes })
    }

    /// These articles as hits of the query, in the order given; those that are gone are left out.
    pub fn hits_of<'i>(
        &self,
        ids: impl IntoIterator<Item = &'i str>,
        query: &Query,
    ) -> Result<Vec<Hit>, EngineError> {
        let needles = Needles::of(query);
        let mut out = Vec::new();
        for id in ids {
            if let Some(record) = self.load_id(id)? {
                out.push(shown(record, 0.0, &needles));
            }
        }
        Ok(out)
    }

    /// The request's query and filters as what tantivy runs; nothing where it holds no word.
    fn article_query(
        &self,
        request: &Request,
        notes: &mut Vec<String>,
    ) -> Result<Option<Box<dyn Compiled>>, IndexError> {
        let mut compiler = self.compiler().exact(request.exact);
        let query = compiler.articles(&request.query);
        notes.append(&mut compiler.notes);
        let selections = self.selections(&request.filters, notes)?;
        query.map(|query| self.narrowed(&*query, request, &selections, None)).transpose()
    }

    fn load_id(&self, id: &str) -> Result<Option<Record>, IndexError> {
        let query =
            TermQuery::new(Term::from_field_text(self.fields().article, id), IndexRecordOption::Basic);
        let found = self.collect(&query, Sort::Newest, 1, Vec::new())?;
        found.best.first().map(|hit| self.load(hit.document)).transpose()
    }

    fn load(&self, document: DocAddress) -> Result<Record, IndexError> {
        let stored: TantivyDocument = self.searcher.doc(document)?;
        let bytes = stored.get_first(self.fields().record).and_then(|value| value.as_bytes());
        Ok(unpack(bytes.unwrap_or_default())?)
    }

    fn column(&self, facet: FacetName) -> Column {
        let f = self.fields();
        match facet {
            FacetName::Speaker => f.by_speaker,
            FacetName::Organization => f.by_organization,
            FacetName::Author => f.by_author,
            FacetName::Section => f.by_section,
            FacetName::Source => f.by_source,
            FacetName::Language => f.by_language,
            FacetName::Month => f.by_month,
        }
    }
}

impl Engine for LocalEngine {
    fn search(&self, request: &Request) -> Result<Page, EngineError> {
        let started = Instant::now();
        let mut page = self.answer(request)?;
        page.took_micros = started.elapsed().as_micros() as u64;
        Ok(page)
    }
}

/// The ids of those of its story's copies that match too.
fn copies_of(record: &Record, stories: &BTreeMap<u64, Story>) -> Vec<String> {
    let own = &record.article.id.0;
    let story = stories.values().find(|story| format!("{:016x}", story.shown.rank) == *own);
    let mut ranks: Vec<u64> = story.map(|story| story.ranks.clone()).unwrap_or_default();
    ranks.sort_unstable();
    ranks.into_iter().map(|rank| format!("{rank:016x}")).filter(|id| id != own).collect()
}

fn shown(record: Record, score: f32, needles: &Needles) -> Hit {
    Hit {
        passage: needles.passage(&record),
        headline_matches: needles.in_headline_of(&record.article),
        copies: Vec::new(),
        score,
        record,
    }
}

fn column_name(facet: FacetName) -> &'static str {
    match facet {
        FacetName::Speaker => "by_speaker",
        FacetName::Organization => "by_organization",
        FacetName::Author => "by_author",
        FacetName::Section => "by_section",
        FacetName::Source => "by_source",
        FacetName::Language => "by_language",
        FacetName::Month => "by_month",
    }
}

/// How a facet's values are found by name, and what one of them is called.
fn lookup_of(facet: FacetName) -> Option<(Lookup, &'static str)> {
    Some(match facet {
        FacetName::Speaker => (Lookup::Speaker, "speaker"),
        FacetName::Organization => (Lookup::Organization, "organization"),
        FacetName::Author => (Lookup::Author, "author"),
        FacetName::Section => (Lookup::Section, "section"),
        FacetName::Source => (Lookup::Source, "source"),
        FacetName::Language => (Lookup::Language, "language"),
        FacetName::Month => return None,
    })
}

/// How many of the best are looked at for words that stand together.
fn looked_at(request: &Request, words: &[Vec<String>]) -> usize {
    let by_score = matches!(request.sort, Sort::Relevance | Sort::Fresh);
    if by_score && !words.is_empty() { closeness::LOOKED_AT } else { 0 }
}

fn unknown(called: &str, name: &str, alike: &[String]) -> String {
    if alike.is_empty() {
        return format!("no such {called}: {name:?}");
    }
    let quoted: Vec<String> = alike.iter().map(|value| format!("{value:?}")).collect();
    format!("no such {called}: {name:?}; did you mean {}?", quoted.join(" or "))
}

/// Whether one of the names `value` answers to has a word that begins so.
fn answers(facet: FacetName, value: &str, prefix: &str) -> bool {
    let keys = match facet {
        FacetName::Speaker | FacetName::Author => person_keys(value),
        FacetName::Organization => organization_keys(value),
        _ => vec![fold_name(value)],
    };
    prefix.is_empty()
        || keys
            .iter()
            .any(|key| key.starts_with(prefix) || key.split(' ').any(|word| word.starts_with(prefix)))
}

fn counted(request: FacetRequest, counts: &Tally, selections: &[Selection]) -> FacetCounts {
    let none = BTreeSet::new();
    let selected = selections.iter().find(|s| s.facet == request.name).map_or(&none, |s| &s.chosen.shown);
    let values = counts.first(request.limit, selected);
    FacetCounts { name: request.name, values, distinct: counts.distinct() }
}
