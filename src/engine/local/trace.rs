//! Where in the archive a remembered quotation can stand.
//!
//! Every place that is alike enough shares at least one of the quotation's rarest words, so only their
//! postings are walked; common words are looked up where a rare one was found. The likeliest are then
//! read and aligned word by word. Both steps have a limit, so that *we will win* costs no more than
//! *the herring quota* in an archive of a million articles.

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::Term;
use tantivy::query::{BooleanQuery, Occur, Query as Compiled};
use tantivy::schema::Field as Column;

use super::LocalEngine;
use super::ordered::SaidCollector;
use super::said::any_form_worth;
use super::statistics::documents_with;
use crate::engine::align::{Aligner, MOST_WORDS, Remembered, remembered};
use crate::engine::trace::{Traces, places};
use crate::engine::{EngineError, Sort};
use crate::index::IndexError;
use crate::index::analysis::{exact_tokens, related_tokens};

/// The most statements, and the most articles besides theirs, that are read for one quotation.
const STATEMENTS: usize = 3_000;
const ARTICLES: usize = 600;
/// How much of a quotation's weight a single statement must hold to be looked at: it can be a piece.
const PIECE: f32 = 0.4;
/// How much of it an article must hold.
const WHOLE: f32 = 0.75;
/// A word that the archive does not know weighs this share of an average one: it may be misspelled.
const UNKNOWN: f32 = 0.5;

impl LocalEngine {
    /// Every place where `words` stand, as far as they are remembered rightly: those at least so alike.
    pub fn trace(&self, words: &str, least: f32) -> Result<Traces, EngineError> {
        Ok(self.traced(words, least)?)
    }

    fn traced(&self, words: &str, least: f32) -> Result<Traces, IndexError> {
        let mut traces = Traces::default();
        let query = self.weighed(remembered(words))?;
        if exact_tokens(words).len() > MOST_WORDS {
            traces.notes.push(format!("only the first {MOST_WORDS} words were looked for"));
        }
        let articles = self.candidates(&query, &mut traces)?;
        let mut aligner = Aligner::new(query);
        let mut stored = Vec::with_capacity(articles.len());
        for rank in articles {
            stored.extend(self.address_of(rank)?);
        }
        // In the order in which they lie on the disk: neighbours are unpacked together.
        stored.sort_unstable();
        for address in stored {
            let record = Arc::new(self.load(address)?);
            traces.found.extend(places(&record, &mut aligner, least));
            traces.read += 1;
        }
        Ok(traces)
    }

    /// The words with how telling each is in this archive.
    fn weighed(&self, mut words: Vec<Remembered>) -> Result<Vec<Remembered>, IndexError> {
        let all = (self.payload.statements + self.articles).max(1) as f32;
        let mut known = Vec::with_capacity(words.len());
        for word in &words {
            let count = self.spread(self.fields().said, &word.exact)?
                + self.spread(self.fields().body, &word.exact)?;
            known.push((count > 0).then(|| (1.0 + all / count as f32).ln()));
        }
        let sum: f32 = known.iter().flatten().sum();
        let average = sum / known.iter().flatten().count().max(1) as f32;
        for (word, weight) in words.iter_mut().zip(known) {
            word.weight = weight.unwrap_or(average * UNKNOWN).max(0.01);
        }
        Ok(words)
    }

    /// How many documents hold the word in one of its forms, at least.
    fn spread(&self, column: Column, exact: &str) -> Result<u64, IndexError> {
        let mut most = 0;
        for form in related_tokens(exact).iter().map(String::as_str).chain([exact]) {
            most = most.max(documents_with(&self.searcher, &Term::from_field_text(column, form))?);
        }
        Ok(most)
    }

    /// The articles worth reading, by rank.
    fn candidates(&self, words: &[Remembered], traces: &mut Traces) -> Result<BTreeSet<u64>, IndexError> {
        let mut out = BTreeSet::new();
        if let Some((query, total)) = self.sharing(self.fields().said, words, PIECE)? {
            let collector = SaidCollector {
                keep: STATEMENTS,
                least: total * PIECE,
                earliest: true,
                ..SaidCollector::new(Sort::Relevance)
            };
            let found = self.searcher.search(&*query, &collector)?;
            traces.unread += found.total - found.first.len() as u64;
            out.extend(found.first.iter().map(|said| said.place.article));
        }
        if let Some((query, total)) = self.sharing(self.fields().body, words, WHOLE)? {
            let found = self.collect(&*query, Sort::Relevance, ARTICLES, Vec::new())?;
            let alike = found.best.iter().filter(|hit| hit.score >= total * WHOLE);
            out.extend(alike.map(|hit| hit.rank));
        }
        Ok(out)
    }

    /// Whatever holds more than `share` of the words' weight in `column`, scored by that weight; and the
    /// weight of all the words that stand there at all.
    fn sharing(
        &self,
        column: Column,
        words: &[Remembered],
        share: f32,
    ) -> Result<Option<(Box<dyn Compiled>, f32)>, IndexError> {
        let mut distinct: Vec<&Remembered> = Vec::new();
        for word in words {
            if !distinct.iter().any(|known| known.stem == word.stem) && self.spread(column, &word.exact)? > 0
            {
                distinct.push(word);
            }
        }
        distinct.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        let total: f32 = distinct.iter().map(|word| word.weight).sum();
        // Once the rest weighs too little to reach the share alone, one of those before it must be there.
        let mut rest = total;
        let needed = distinct.iter().take_while(|word| {
            let go_on = rest >= total * share;
            rest -= word.weight;
            go_on
        });
        let needed = needed.count();
        if needed == 0 {
            return Ok(None);
        }
        let worth = |word: &&Remembered| any_form_worth(column, &word.exact, word.weight);
        let (rare, common) = distinct.split_at(needed);
        let mut clauses: Vec<(Occur, Box<dyn Compiled>)> =
            vec![(Occur::Must, Box::new(BooleanQuery::union(rare.iter().map(worth).collect())))];
        clauses.extend(common.iter().map(|word| (Occur::Should, worth(word))));
        Ok(Some((Box::new(BooleanQuery::new(clauses)), total)))
    }
}
