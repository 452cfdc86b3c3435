//! Any of a few queries, in groups: a word in its forms, in the columns where it may stand.
//!
//! tantivy's own unions look thousands of documents ahead and score each of them. Where all are gone through nothing is
//! faster, but for an intersection it is mostly done for nothing. Here each query waits at its next document, and goes on
//! when it is asked to. That costs a look at all of them for each document.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::explained::explained;

/// Documents that any of its queries finds.
///
/// The best of a group is what the group is worth; the best of all groups is what the document is worth, and the other
/// groups add a share of what they are.
#[derive(Debug)]
pub(super) struct Best {
    groups: Vec<Vec<Box<dyn Query>>>,
    others: Score,
}

impl Best {
    /// The best of these groups, with this share of the others.
    pub(super) fn of(groups: Vec<Vec<Box<dyn Query>>>, others: Score) -> Box<dyn Query> {
        Box::new(Best { groups, others })
    }

    fn queries(&self) -> impl Iterator<Item = (usize, &dyn Query)> {
        let groups = self.groups.iter().enumerate();
        groups.flat_map(|(group, queries)| queries.iter().map(move |query| (group, &**query)))
    }
}

impl Clone for Best {
    fn clone(&self) -> Self {
        let groups = self.groups.iter().map(|group| group.iter().map(|query| query.box_clone()).collect());
        Best { groups: groups.collect(), others: self.others }
    }
}

impl Query for Best {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weights = self.queries().map(|(group, query)| Ok((group, query.weight(scoring)?)));
        Ok(Box::new(BestWeight { weights: weights.collect::<tantivy::Result<_>>()?, others: self.others }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.queries().for_each(|(_, query)| query.query_terms(visitor));
    }
}

struct BestWeight {
    weights: Vec<(usize, Box<dyn Weight>)>,
    others: Score,
}

impl Weight for BestWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut scorers = Vec::with_capacity(self.weights.len());
        for (group, weight) in &self.weights {
            let scorer = weight.scorer(segment, boost)?;
            if scorer.doc() != TERMINATED {
                scorers.push((*group, scorer));
            }
        }
        Ok(Box::new(BestScorer::of(scorers, self.others)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        explained("the best of where it stands", self.scorer(segment, 1.0)?, document)
    }
}

struct BestScorer {
    /// Where each stands.
    places: Vec<DocId>,
    /// Each with its group, in the order of groups.
    scorers: Vec<(usize, Box<dyn Scorer>)>,
    document: DocId,
    others: Score,
}

impl BestScorer {
    fn of(scorers: Vec<(usize, Box<dyn Scorer>)>, others: Score) -> BestScorer {
        let places = scorers.iter().map(|(_, scorer)| scorer.doc()).collect();
        let mut best = BestScorer { places, scorers, document: 0, others };
        best.settle();
        best
    }

    fn settle(&mut self) -> DocId {
        self.document = self.places.iter().copied().min().unwrap_or(TERMINATED);
        self.document
    }
}

impl DocSet for BestScorer {
    fn advance(&mut self) -> DocId {
        if self.document == TERMINATED {
            return TERMINATED;
        }
        for (place, (_, scorer)) in self.places.iter_mut().zip(&mut self.scorers) {
            if *place == self.document {
                *place = scorer.advance();
            }
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for (place, (_, scorer)) in self.places.iter_mut().zip(&mut self.scorers) {
            if *place < target {
                *place = scorer.seek(target);
            }
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.scorers.iter().map(|(_, scorer)| scorer.size_hint()).max().unwrap_or(0)
    }

    fn cost(&self) -> u64 {
        self.scorers.iter().map(|(_, scorer)| scorer.cost()).sum()
    }
}

impl Scorer for BestScorer {
    fn score(&mut self) -> Score {
        let (mut best, mut sum) = (0.0, 0.0);
        let (mut group, mut of_group) = (0, 0.0);
        for (place, (own, scorer)) in self.places.iter().zip(&mut self.scorers) {
            if *place != self.document {
                continue;
            }
            if *own != group {
                best = Score::max(best, of_group);
                sum += of_group;
                (group, of_group) = (*own, 0.0);
            }
            of_group = Score::max(of_group, scorer.score());
        }
        best = Score::max(best, of_group);
        sum += of_group;
        best + (sum - best) * self.others
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tantivy::query::{DisjunctionMaxQuery, TermQuery};
    use tantivy::schema::{Field as Column, IndexRecordOption, Schema, TEXT};
    use tantivy::{Index, Searcher, TantivyDocument};

    const WORDS: [&str; 4] = ["quay", "letter", "harbor", "minister"];

    /// Two columns of these words, and an article a row.
    fn index(articles: &[(Vec<usize>, Vec<usize>)]) -> (Searcher, [Column; 2]) {
        let mut schema = Schema::builder();
        let columns = ["headline", "body"].map(|name| schema.add_text_field(name, TEXT));
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        let words = |numbers: &[usize]| numbers.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" ");
        for (headline, body) in articles {
            let mut article = TantivyDocument::new();
            article.add_text(columns[0], words(headline));
            article.add_text(columns[1], words(body));
            writer.add_document(article).unwrap();
        }
        writer.commit().unwrap();
        (index.reader().unwrap().searcher(), columns)
    }

    fn one(column: Column, word: usize) -> Box<dyn Query> {
        let term = Term::from_field_text(column, WORDS[word]);
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
    }

    /// All that a query finds, with scores, and what it finds from each of these documents on.
    fn found(searcher: &Searcher, query: &dyn Query, from: &[DocId]) -> (Vec<(DocId, Score)>, Vec<DocId>) {
        let weight = query.weight(EnableScoring::enabled_from_searcher(searcher)).unwrap();
        let segment = searcher.segment_reader(0);
        let mut scorer = weight.scorer(segment, 1.0).unwrap();
        let mut all = Vec::new();
        while scorer.doc() != TERMINATED {
            all.push((scorer.doc(), scorer.score()));
            scorer.advance();
        }
        let mut scorer = weight.scorer(segment, 1.0).unwrap();
        let sought = from
            .iter()
            .map(|target| if scorer.doc() < *target { scorer.seek(*target) } else { scorer.doc() });
        (all, sought.collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn it_finds_what_unions_of_tantivy_find(
            articles in prop::collection::vec(
                (prop::collection::vec(0..4_usize, 0..3), prop::collection::vec(0..4_usize, 0..6)), 1..40),
            forms in prop::collection::vec(0..4_usize, 1..4),
            from in prop::collection::btree_set(0..45_u32, 0..6),
        ) {
            let (searcher, columns) = index(&articles);
            let group = |column: Column| forms.iter().map(|word| one(column, *word)).collect::<Vec<_>>();
            let union = |queries, others| -> Box<dyn Query> {
                Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, others))
            };
            let theirs = union(columns.map(|column| union(group(column), 0.0)).into(), 0.3);
            let ours = Best::of(columns.map(group).into(), 0.3);
            let from: Vec<DocId> = from.into_iter().collect();
            let (theirs, ours) = (found(&searcher, &*theirs, &from), found(&searcher, &*ours, &from));
            prop_assert_eq!(&theirs.1, &ours.1);
            prop_assert_eq!(theirs.0.len(), ours.0.len());
            for ((document, score), (own, own_score)) in theirs.0.into_iter().zip(ours.0) {
                prop_assert!(document == own && (score - own_score).abs() < 1e-5, "{document} {score} {own_score}");
            }
        }
    }
}
