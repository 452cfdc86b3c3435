//! The body that a description means: “the company”, “the union”, “the ferry giant”, “its annual report”.

use super::SPEAKER_REACH;
use crate::extract::bodies::{
    Speaker, body_meant_after, body_meant_by, body_meant_by_its, body_told_here, is_body, is_topic,
    only_body_meant_by,
};
use crate::extract::doc::{Phrase, Range, Tok};
use crate::extract::kinds_of_body::{is_its, is_kind_of_body, stands_for_bodies};
use crate::extract::lexicon::{ascii_key, keys, tag, trait_of};
use crate::extract::reference::{Discourse, Meaning};
use crate::extract::somebody::ANOTHER;
use crate::model::ReferenceKind;

impl Discourse<'_> {
    /// “the company”, “the union”, “its annual report”: the body meant.
    pub(super) fn by_kind(&self, phrase: &Phrase) -> Option<Meaning> {
        let body = self.body_of_kind(phrase).or_else(|| self.topic_described(phrase))?;
        Some(Meaning::by(ReferenceKind::Body, body, self.met_as(body)))
    }

    fn body_of_kind(&self, phrase: &Phrase) -> Option<usize> {
        let doc = self.doc;
        let range = phrase.range;
        let (first, head) = (&doc.tokens[range.start], &doc.tokens[range.end - 1]);
        if is_its(first.key) && head.has(trait_of::PAPER) {
            return body_meant_by_its(doc, self.people, range.start);
        }
        // “the IMF report”
        if head.has(trait_of::PAPER) && range.end - range.start > 2 && first.key == THE {
            return self.people.body_called(doc, Range { start: range.start + 1, end: range.end - 1 });
        }
        let definite = matches!(first.key, THE | THIS);
        let kind = is_kind_of_body(head.key);
        let body = (head.has(trait_of::COMMON_BODY) || kind) && !head.has(trait_of::PAPER);
        if range.end - range.start == 2 {
            return (definite && body).then(|| self.body_met(range.start, head.key)).flatten();
        }
        // “the Toronto-based company”, “the German carmaker”: where there is one alone.
        let seat = |token: &Tok| {
            let based = token.span.of(doc.text).ends_with("-based");
            based || token.has(trait_of::NATIONALITY) || token.is(tag::ADJECTIVE)
        };
        let between = doc.tokens.get(range.start + 1..range.end - 1).unwrap_or_default();
        let placed =
            between.last().is_some_and(|last| doc.settled && last.span.of(doc.text).ends_with("-based"));
        let told = definite
            && (kind || placed && stands_for_bodies(head.key))
            && (placed || between.iter().all(seat));
        let body = told.then(|| only_body_meant_by(doc, self.people, range.start, head.key)).flatten();
        // Of a firm that is only named in passing its seat is not told.
        let led = |name: usize| {
            doc.phrases[name].range.start.checked_sub(1).is_some_and(|at| doc.tokens[at].is(tag::PREPOSITION))
        };
        let known = |body: &usize| {
            is_topic(doc, self.people, *body)
                || self.count[*body] > 1
                || self.named[*body].is_some_and(|name| !led(name))
        };
        body.filter(|body| between.iter().all(seat) || known(body))
    }

    /// “the **boat maker**”, “the **ferry giant**”: the body that the headline is about, where no other was met since.
    fn topic_described(&self, phrase: &Phrase) -> Option<usize> {
        let doc = self.doc;
        let Range { start, end } = phrase.range;
        let [the, told @ .., head] = doc.tokens.get(start..end)? else { return None };
        let another = told.iter().any(|token| ANOTHER.contains(&token.key) || OTHERS.contains(&token.key));
        let fits =
            doc.settled && the.key == THE && !told.is_empty() && GIANTS.contains(&head.key) && !another;
        let near = |person: usize| {
            self.last[person].is_some_and(|last| {
                let there = doc.tokens[doc.phrases[last].range.start].sentence;
                head.sentence.checked_sub(there).is_some_and(|since| since <= SPEAKER_REACH)
            })
        };
        // “Verdalia sells phones made by Orton. The phone maker”
        let met = self.recent().filter(|(_, person)| fits && is_body(doc, self.people, *person));
        let last = met.max().map(|(_, person)| person)?;
        Some(last).filter(|last| is_topic(doc, self.people, *last) && near(*last))
    }

    /// The body that a noun means at the token `at`: of those met, before others the one that spoke last.
    fn body_met(&self, at: usize, noun: u64) -> Option<usize> {
        let doc = self.doc;
        let sentence = |phrase: usize| doc.tokens[doc.phrases[phrase].range.start].sentence;
        let speaker = self.speaker.filter(|body| is_body(doc, self.people, *body));
        let speaker = speaker.and_then(|body| Some(Speaker { body, sentence: sentence(self.spoken?) }));
        let here = doc.tokens[at].sentence;
        let is_near = |speaker: &Speaker| {
            here.checked_sub(speaker.sentence).is_some_and(|since| since <= SPEAKER_REACH)
        };
        let met = match speaker.filter(is_near) {
            Some(speaker) => body_meant_after(doc, self.people, at, noun, speaker),
            None => body_meant_by(doc, self.people, at, noun),
        };
        met.and_then(|met| body_told_here(doc, self.people, at, noun, met)).or(met)
    }
}

const THE: u64 = ascii_key("the");
const THIS: u64 = ascii_key("this");
/// What firms are called by what they make or how large they are …
const GIANTS: [u64; 5] = keys(["giant", "maker", "network", "titan", "behemoth"]);
/// … unless that tells another from the one met.
const OTHERS: [u64; 5] = keys(["new", "larger", "smaller", "former", "latter"]);
