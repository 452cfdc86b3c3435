//! The engine over our own index.

mod alike;
mod answer;
mod block;
mod choice;
mod closeness;
mod collect;
mod combine;
mod compile;
mod counts;
mod explain;
mod facet_columns;
mod facets;
mod folding;
mod histogram;
mod join;
mod leading;
mod left_out;
mod names;
mod narrow;
mod numbers;
mod ordered;
mod pivot;
mod recorded;
mod said;
mod said_once;
mod side_by_side;
mod sieve;
mod similar;
mod sort_key;
mod statements;
mod statistics;
mod suggest;
mod sums;
mod tally;
#[cfg(test)]
mod tests;
mod trace;
mod unpacked;
mod variants;
mod who;

pub use self::statements::Statements;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tantivy::query::{Query as Compiled, TermQuery};
use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::{
    DocAddress, DocId, DocSet, ReloadPolicy, Searcher, TERMINATED, TantivyDocument, TantivyError, Term,
};

use self::collect::{Collected, PageCollector, Ranked};
use self::compile::Compiler;
use self::folding::Folding;
use self::statistics::Statistics;
use self::who::WhoIsWho;
use super::highlight::Needles;
use super::{Engine, EngineError, FacetName, Hit, Page, Request, Sort};
use crate::index::languages::Language;
use crate::index::{ARTICLE, Archive, Copies, Fields, Identities, IndexError, Payload, unpack};
use crate::model::Record;
use crate::query::Query;

/// How often it is tried to open an index whose files are being replaced, and how long to wait in between.
const MISSED: u32 = 4;
const MOMENT: Duration = Duration::from_millis(20);
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
    folding: Arc<Folding>,
    decided: String,
    who: WhoIsWho,
    damage: Vec<String>,
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

/// Articles that lie beside each other in the index.
#[derive(Debug, Clone)]
pub struct Batch {
    segment: usize,
    documents: Vec<DocId>,
}

/// Articles that answer, and what the reader should know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ids {
    /// The articles' ids.
    pub ids: BTreeSet<String>,
    /// An unknown name with its nearest ones, a word that was left out.
    pub notes: Vec<String>,
}

impl LocalEngine {
    /// Opens the index in `dir`.
    pub fn open(dir: &Path) -> Result<LocalEngine, EngineError> {
        Ok(LocalEngine::of(Archive::open(dir)?)?)
    }

    /// Searches an index that is open already, as its last commit left it.
    pub fn of(archive: Archive) -> Result<LocalEngine, IndexError> {
        // Where no lock can be taken, files may be removed while they are being opened.
        for _ in 0..MISSED {
            if let Ok(engine) = archive.steady(|payload| LocalEngine::open_at(&archive, payload)) {
                return Ok(engine);
            }
            std::thread::sleep(MOMENT);
        }
        archive.steady(|payload| LocalEngine::open_at(&archive, payload))
    }

    fn open_at(archive: &Archive, payload: &Payload) -> Result<LocalEngine, IndexError> {
        archive.verify_if_small()?;
        let index = side_by_side::searched(archive.index(), payload.statements);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let articles = statistics::articles(&searcher, archive.fields())?;
        let languages = names::alive_terms(&searcher, archive.fields().by_language, "", LANGUAGES_SHOWN)?;
        languages.iter().filter_map(|tag| Language::of(tag)).for_each(Language::meet);
        let mut damage = Vec::new();
        // What is derived is no reason to find nothing, but its loss is told.
        let copies = archive.copies_of(payload).unwrap_or_else(|error| {
            damage.push(format!("{error}; until then copies of a story are not known"));
            Copies::default()
        });
        let identities = archive.identities_of(payload).unwrap_or_else(|error| {
            damage.push(format!("{error}; until then every name stands for itself"));
            None
        });
        let identities = identities.unwrap_or_default();
        let kept = archive.ordinals_of(identities.edition);
        Ok(LocalEngine {
            archive: archive.clone(),
            searcher,
            payload: payload.clone(),
            articles,
            folding: Arc::new(Folding::of(copies, archive.copied_of(payload.copies))),
            decided: identities.decided.clone(),
            who: WhoIsWho::of(identities, kept),
            damage,
        })
    }

    /// What the commit that is searched says of itself.
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// What is missing of the index, though it can be searched.
    pub fn damage(&self) -> &[String] {
        &self.damage
    }

    /// A hash of what the archivist had decided when it was last worked out who is who.
    pub fn decided(&self) -> &str {
        &self.decided
    }

    /// Counts and filters by these from now on, in place of what lies beside the index.
    pub fn know(&mut self, identities: Identities) {
        identities.decided.clone_into(&mut self.decided);
        let kept = self.archive.ordinals_of(identities.edition);
        self.who = WhoIsWho::of(identities, kept);
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

    /// Where the articles lie, in parts of at most so many that several threads can read.
    pub fn batches(&self, most: usize) -> Result<Vec<Batch>, EngineError> {
        let mut out = Vec::new();
        let term = Term::from_field_text(self.fields().kind, ARTICLE);
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let postings = reader
                .inverted_index(self.fields().kind)
                .and_then(|inverted| Ok(inverted.read_postings(&term, IndexRecordOption::Basic)?))
                .map_err(IndexError::from)?;
            let Some(mut postings) = postings else { continue };
            let mut documents = Vec::new();
            while postings.doc() != TERMINATED {
                if reader.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc())) {
                    documents.push(postings.doc());
                }
                postings.advance();
            }
            out.extend(
                documents
                    .chunks(most.max(1))
                    .map(|documents| Batch { segment, documents: documents.to_vec() }),
            );
        }
        Ok(out)
    }

    /// Hands the articles of a part to `each`.
    pub fn each_record_of(&self, batch: &Batch, mut each: impl FnMut(Record)) -> Result<(), EngineError> {
        let Some(segment) = self.searcher.segment_readers().get(batch.segment) else { return Ok(()) };
        let store =
            segment.get_store_reader(1).map_err(|error| IndexError::from(TantivyError::from(error)))?;
        for document in &batch.documents {
            let stored: TantivyDocument = store.get(*document).map_err(IndexError::from)?;
            if let Some(bytes) = stored.get_first(self.fields().record).and_then(|value| value.as_bytes()) {
                each(unpack(bytes).map_err(IndexError::from)?);
            }
        }
        Ok(())
    }

    /// Which articles are copies of each other.
    pub fn copies(&self) -> &Copies {
        self.folding.copies()
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
        Compiler::new(&self.searcher, self.fields()).knowing(&self.who)
    }

    fn fields(&self) -> &Fields {
        self.archive.fields()
    }

    /// When the newest article was published; only asked where age counts.
    fn newest(&self, sort: Sort) -> Result<i64, IndexError> {
        if sort != Sort::Fresh {
            return Ok(0);
        }
        let Some(all) = self.compiler().articles(&Query::All) else { return Ok(0) };
        let found = self.collect(&*all, Sort::Newest, 1, Vec::new())?;
        Ok(found.best.first().map_or(0, |hit| sort_key::at_moment(hit.key)))
    }

    fn collect(
        &self,
        query: &dyn Compiled,
        sort: Sort,
        keep: usize,
        facets: Vec<FacetName>,
    ) -> Result<Collected, IndexError> {
        let facets = facets.into_iter().map(|name| self.counting(name)).collect();
        self.collect_as(query, PageCollector { sort, keep, facets, ..PageCollector::default() })
    }

    fn collect_as(&self, query: &dyn Compiled, wanted: PageCollector) -> Result<Collected, IndexError> {
        let collector = PageCollector { newest: self.newest(wanted.sort)?, ..wanted };
        let statistics = self.statistics(self.articles);
        Ok(self.searcher.search_with_statistics_provider(query, &collector, &statistics)?)
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
        let ranks = join::ranks(&self.searcher, &*query, join::Of::Articles).map_err(IndexError::from)?;
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
        query.map(|query| self.narrowed(&*query, request, &selections, &[])).transpose()
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
}

impl Engine for LocalEngine {
    fn search(&self, request: &Request) -> Result<Page, EngineError> {
        let started = Instant::now();
        let mut page = self.answer(request)?;
        page.took_micros = started.elapsed().as_micros() as u64;
        Ok(page)
    }
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
