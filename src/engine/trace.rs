//! Where in an article a remembered quotation stands, and who says it there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::align::{Aligner, Fit, Word, words};
use crate::model::{ParagraphKind, Record, Span, Statement};

/// One place where a remembered quotation stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Traced {
    /// The article.
    pub record: Arc<Record>,
    /// The statements it is made of, from 0; none where the article attributes the words to nobody.
    pub said: Vec<usize>,
    /// The words, each piece on its own where "he said" stands between them.
    pub pieces: Vec<Span>,
    /// The remembered words among them.
    pub matches: Vec<Span>,
    /// How much of what was remembered stands here, 0 to 1.
    pub likeness: f32,
    /// The words from the first to the last that was remembered, folded: what makes two places one variant.
    pub folded: Vec<String>,
}

/// Every place that was found, and how far was looked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Traces {
    /// The places, in no order that means anything.
    pub found: Vec<Traced>,
    /// How many articles were read for it.
    pub read: u64,
    /// How many could have held it but were not read: the likeliest were.
    pub unread: u64,
    /// What the reader should know.
    pub notes: Vec<String>,
}

/// Every place of the article that is at least so alike.
///
/// Utterances are looked at as wholes, so a quotation that "she said" cuts in two is found; then the
/// paragraphs, for words that were printed without a speaker.
pub(super) fn places(record: &Arc<Record>, aligner: &mut Aligner, least: f32) -> Vec<Traced> {
    let mut found: Vec<Traced> = Vec::new();
    for said in utterances(&record.annotations.statements) {
        let spans = said.iter().map(|at| record.annotations.statements[*at].span).collect();
        found.extend(place(record, aligner, said, spans, least));
    }
    let kinds = [ParagraphKind::Lead, ParagraphKind::Body, ParagraphKind::Caption];
    let taken = covered(found.iter().flat_map(|known| &known.pieces));
    for paragraph in record.article.paragraphs.iter().filter(|p| kinds.contains(&p.kind)) {
        let before = taken.partition_point(|piece| piece.end <= paragraph.span.start);
        if taken.get(before).is_some_and(|piece| paragraph.span.overlaps(*piece)) {
            continue;
        }
        found.extend(place(record, aligner, Vec::new(), vec![paragraph.span], least).map(attributed));
    }
    best_of_overlapping(found)
}

/// What these spans cover, in order, none overlapping another.
fn covered<'s>(spans: impl Iterator<Item = &'s Span>) -> Vec<Span> {
    let mut all: Vec<Span> = spans.copied().collect();
    all.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for span in all {
        match out.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.cover(span),
            _ => out.push(span),
        }
    }
    out
}

/// The statements of each utterance, by their numbers, in the order of their first.
fn utterances(statements: &[Statement]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut known: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, statement) in statements.iter().enumerate() {
        let place = *known.entry(statement.utterance).or_insert(out.len());
        match out.get_mut(place) {
            Some(said) => said.push(at),
            None => out.push(vec![at]),
        }
    }
    for said in &mut out {
        said.sort_by_key(|at| statements[*at].span);
    }
    out
}

fn place(
    record: &Arc<Record>,
    aligner: &mut Aligner,
    said: Vec<usize>,
    spans: Vec<Span>,
    least: f32,
) -> Option<Traced> {
    let text = &record.article.text;
    let all: Vec<Word> = spans.iter().flat_map(|span| words(text, *span)).collect();
    let fit = aligner.fit(&all).filter(|fit| fit.likeness >= least)?;
    let Fit { likeness, words, found } = fit;
    let window = all.get(words)?;
    let inside = |span: &Span| window.iter().any(|word| span.contains(word.at));
    let kept = |at: usize| spans.get(at).is_some_and(&inside);
    let said = said.iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, number)| *number).collect();
    let pieces: Vec<Span> = if spans.len() == 1 && window.len() * 2 < all.len() {
        // A long speech or a whole paragraph: only the sentences with the words in them.
        vec![sentences_around(text, spans[0], window.first()?.at.cover(window.last()?.at))]
    } else {
        spans.iter().filter(|span| inside(span)).copied().collect()
    };
    let matches = found.iter().filter_map(|at| all.get(*at)).map(|word| word.at).collect();
    let folded = window.iter().map(|word| word.exact.clone()).collect();
    Some(Traced { record: Arc::clone(record), said, pieces, matches, likeness, folded })
}

/// Widens `words` to where sentences begin and end inside `whole`.
fn sentences_around(text: &str, whole: Span, words: Span) -> Span {
    let before = Span::new(whole.from(), words.from()).of(text);
    let after = Span::new(words.to(), whole.to()).of(text);
    let ends = [". ", "? ", "! ", ".” ", "?” ", "!” ", ".\" "];
    let start = ends.iter().filter_map(|end| before.rfind(end).map(|at| at + end.len())).max();
    let stop = ends.iter().filter_map(|end| after.find(end).map(|at| at + end.len() - 1)).min();
    let start = whole.from() + start.unwrap_or(0);
    Span::new(start, stop.map_or(whole.to(), |at| words.to() + at)).trimmed(text)
}

/// Words in a paragraph that overlap a statement are that statement's.
fn attributed(mut traced: Traced) -> Traced {
    let matched = |span: Span| traced.matches.iter().filter(|word| span.contains(**word)).count();
    let statements = traced.record.annotations.statements.iter().enumerate();
    let most =
        statements.map(|(at, s)| (matched(s.span), at)).max_by_key(|(count, at)| (*count, usize::MAX - at));
    if let Some((_, at)) = most.filter(|(count, _)| count * 2 > traced.matches.len()) {
        traced.said = vec![at];
    }
    traced
}

/// One statement can lie in another: of places that share words, the one that fits best.
fn best_of_overlapping(mut found: Vec<Traced>) -> Vec<Traced> {
    let width = |traced: &Traced| traced.pieces.iter().map(|piece| piece.len()).sum::<usize>();
    found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then_with(|| width(a).cmp(&width(b))));
    let mut taken: BTreeSet<Span> = BTreeSet::new();
    found.retain(|traced| {
        let is_free = !traced.matches.iter().any(|word| taken.contains(word));
        if is_free {
            taken.extend(&traced.matches);
        }
        is_free
    });
    found
}

#[cfg(test)]
mod tests {
    use super::super::align::remembered;
    use super::*;
    use crate::index::testing::article;
    use crate::model::{Speaker, StatementKind};

    fn record(paragraphs: &[&str], said: &[(&str, u32)]) -> Arc<Record> {
        let mut record = paragraphs.iter().fold(article("a.txt"), |a, words| a.paragraph(words)).record();
        for (words, utterance) in said {
            let at = record.article.text.find(words).unwrap();
            record.annotations.statements.push(Statement {
                span: Span::new(at, at + words.len()),
                kind: StatementKind::Direct,
                speaker: Some(Speaker { span: Span::new(0, 0), entity: None, reference: None }),
                with: Vec::new(),
                cue: None,
                negated: false,
                rule: "said".into(),
                confidence: 0.9,
                utterance: *utterance,
            });
        }
        Arc::new(record)
    }

    #[track_caller]
    fn check(record: &Arc<Record>, query: &str, want: &[(&[usize], &str)]) {
        let found = places(record, &mut Aligner::new(remembered(query)), 0.6);
        let text = &record.article.text;
        let got: Vec<(Vec<usize>, String)> = found
            .iter()
            .map(|t| (t.said.clone(), t.pieces.iter().map(|p| p.of(text)).collect::<Vec<_>>().join(" … ")))
            .collect();
        let want: Vec<(Vec<usize>, String)> =
            want.iter().map(|(said, words)| (said.to_vec(), (*words).to_owned())).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn an_utterance_in_two_pieces_is_one() {
        let record = record(
            &["“The letter was never lost,” said Ruiz. “It lay in a drawer.”"],
            &[("The letter was never lost,", 0), ("It lay in a drawer.", 0)],
        );
        check(
            &record,
            "the letter was never lost, it lay in a drawer",
            &[(&[0, 1], "The letter was never lost, … It lay in a drawer.")],
        );
        check(&record, "it lay in a drawer", &[(&[1], "It lay in a drawer.")]);
    }

    #[test]
    fn words_that_nobody_is_quoted_with_are_found_too() {
        let record = record(
            &["Boats stayed in port. The letter was never lost, and it lay in a drawer. Rain fell."],
            &[],
        );
        check(
            &record,
            "letter was never lost",
            &[(&[], "The letter was never lost, and it lay in a drawer.")],
        );
    }

    #[test]
    fn of_nested_statements_the_closest_counts_once() {
        let whole = "the board had been told that the letter was never lost";
        let record =
            record(&[&format!("Ruiz said {whole}.")], &[(whole, 0), ("the letter was never lost", 1)]);
        check(&record, "the letter was never lost", &[(&[1], "the letter was never lost")]);
    }
}
