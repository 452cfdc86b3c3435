//! An annotated article, cut into tokens: its attributions are found again in them.

use hashbrown::HashMap;

use super::super::cues::find_cues;
use super::super::doc::{Doc, PhraseKind, Range};
use super::super::lexicon::{lexicon, tag};
use super::super::sources::source_candidates;
use super::super::syntax::Syntax;
use super::{Annotated, Lesson};
use crate::model::Span;

/// One attribution of a lesson, found again in the tokens.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) cue: usize,
    pub(super) source: Option<usize>,
    pub(super) content: Option<Range>,
    pub(super) attribution: String,
}

/// A lesson, cut into tokens.
pub(super) struct Study<'a> {
    pub(super) lesson: &'a Lesson,
    pub(super) doc: Doc<'a>,
    pub(super) known: Vec<Known>,
}

impl<'a> Study<'a> {
    pub(super) fn new(lesson: &'a Lesson) -> Self {
        let mut doc = Doc::lesson(&lesson.article, lexicon());
        let all = 0..doc.sentences.len();
        Syntax::shipped().parse(&mut doc, all);
        let mut study = Study { lesson, doc, known: Vec::new() };
        study.known = study.find_known();
        study
    }

    fn find_known(&self) -> Vec<Known> {
        let mut order: Vec<&str> = Vec::new();
        let mut grouped: HashMap<&str, Vec<&Annotated>, foldhash::fast::FixedState> = HashMap::default();
        for statement in &self.lesson.statements {
            let group = grouped.entry(&statement.attribution).or_default();
            if group.is_empty() {
                order.push(&statement.attribution);
            }
            group.push(statement);
        }
        order.into_iter().filter_map(|name| self.know(name, &grouped[name])).collect()
    }

    fn know(&self, attribution: &str, pieces: &[&Annotated]) -> Option<Known> {
        let cue = self.cue_token(pieces.iter().find_map(|p| p.cue)?)?;
        let source = pieces.iter().find_map(|p| p.speaker).and_then(|s| self.source_phrase(s, cue));
        let sentence = self.doc.sentence_of(cue);
        let range = self.doc.span(sentence);
        let piece = pieces.iter().filter(|p| range.overlaps(p.span)).max_by_key(|p| p.span.len());
        let content = piece.and_then(|p| self.content_range(p.span));
        Some(Known { cue, source, content, attribution: attribution.to_owned() })
    }

    /// The token of a cue's words that carries it: its first verb that is no auxiliary, else its first candidate.
    fn cue_token(&self, cue: Span) -> Option<usize> {
        let doc = &self.doc;
        let candidates: Vec<usize> =
            find_cues(doc).iter().map(|c| c.token).filter(|at| cue.overlaps(doc.tokens[*at].span)).collect();
        let verb = candidates
            .iter()
            .find(|at| doc.tokens[**at].is(tag::VERB) && doc.tokens[**at].word.tags & tag::AUXILIARY == 0);
        verb.or(candidates.first()).copied()
    }

    /// The phrase of a speaker's words that heads them.
    fn source_phrase(&self, speaker: Span, cue: usize) -> Option<usize> {
        let doc = &self.doc;
        let candidates = source_candidates(doc, cue);
        let words = speaker.of(doc.text);
        let comma = words.find(',').map_or(speaker.to(), |at| speaker.from() + at);
        let head = if comma > speaker.from() { Span::new(speaker.from(), comma) } else { speaker };
        let mut inside = candidates.into_iter().filter(|n| doc.span(doc.phrases[*n].range).overlaps(head));
        let mut chosen = inside.next()?;
        for next in inside {
            let between = &doc.tokens[doc.phrases[chosen].range.end..doc.phrases[next].range.start];
            let goes_on = doc.phrases[next].kind == PhraseKind::Pronoun;
            if goes_on
                || between
                    .iter()
                    .any(|t| t.is(tag::PREPOSITION | tag::PRONOUN | tag::VERB | tag::COORDINATOR))
            {
                break;
            }
            chosen = next;
        }
        Some(chosen)
    }

    /// The tokens of a content, its quotations whole.
    fn content_range(&self, span: Span) -> Option<Range> {
        let doc = &self.doc;
        let mut start = doc.tokens.partition_point(|t| t.span.end <= span.start);
        let mut end = doc.tokens.partition_point(|t| t.span.start < span.end);
        let whole = |at: usize| {
            doc.tokens
                .get(at)
                .filter(|t| t.quotation != 0)
                .map(|t| doc.quotations[t.quotation as usize - 1].outer)
        };
        if let Some(outer) = whole(start)
            && start <= outer.start + 1
        {
            start = outer.start;
        }
        while end > start && doc.tokens[end - 1].is(tag::MARK) && doc.tokens[end - 1].quotation == 0 {
            end -= 1;
        }
        if end == 0 {
            return None;
        }
        if let Some(outer) = whole(end - 1)
            && end + 2 >= outer.end
        {
            end = outer.end;
        }
        (start < end).then_some(Range { start, end })
    }
}
