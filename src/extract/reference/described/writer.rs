//! Whoever wrote a paper: “the letter says”, “a statement by Ana Ruiz”.

use crate::extract::bodies::is_body;
use crate::extract::doc::Phrase;
use crate::extract::lexicon::{ascii_key, keys, tag, trait_of};
use crate::extract::reference::{Discourse, Meaning};
use crate::model::ReferenceKind;

impl Discourse<'_> {
    /// “wrote to both of them. … the **letter** says”: whoever is said to have written it.
    pub(super) fn by_paper(&self, phrase: &Phrase) -> Option<Meaning> {
        let doc = self.doc;
        let range = phrase.range;
        let head = &doc.tokens[range.end - 1];
        let bare = range.end - range.start == 2 && doc.tokens[range.start].key == THE;
        if !head.has(trait_of::PAPER) || !bare {
            return None;
        }
        let sentence = head.sentence as usize;
        let before = doc.sentences[sentence.saturating_sub(3)..sentence].iter().rev();
        before.map(|s| s.range).find_map(|there| {
            let verb = (there.start..there.end).find(|at| {
                let token = &doc.tokens[*at];
                token.quotation == 0 && token.is(tag::VERB) && WRITES.contains(&token.key)
            })?;
            let letter = head.key == LETTER && WRITES[..WRITES_LETTERS].contains(&doc.tokens[verb].key);
            let object = &doc.tokens[verb + 1..there.end.min(verb + 6)];
            let same = || object.iter().take_while(|t| !t.is(tag::MARK)).any(|t| t.key == head.key);
            if !letter && !same() {
                return None;
            }
            let end = doc.phrases.partition_point(|p| p.range.end <= verb);
            let subjects = doc.phrases[..end].iter().enumerate().rev();
            let mut subjects = subjects.take_while(|(_, p)| p.range.start >= there.start);
            subjects.find_map(|(number, p)| {
                let somebody = self.people.named_by(number).filter(|_| !p.possessive)?;
                let writes = self.people.is_person(somebody) || is_body(doc, self.people, somebody);
                writes.then(|| Meaning::by(ReferenceKind::Writer, somebody, Some(doc.span(p.core))))
            })
        })
    }

    /// “a statement **by Ana Ruiz**”, “a tweet **from Ruiz**”: the person whose name stands behind a paper. What bodies print
    /// speaks for itself, and for them.
    pub(super) fn by_author(&self, number: usize) -> Option<Meaning> {
        let doc = self.doc;
        let (paper, name) = (&doc.phrases[number], doc.phrases.get(number + 1)?);
        let by = matches!(doc.tokens.get(paper.range.end)?.key, BY | FROM);
        let behind = by && name.range.start == paper.range.end + 1 && !name.possessive;
        let written = doc.tokens[paper.head()].has(trait_of::PAPER);
        // Of “data from FactSet” nobody is the author.
        let is_human = |author: &usize| {
            let given = doc.tokens[self.people.all[*author].core.start].has(trait_of::GIVEN);
            let titled = name.core.start > name.range.start || !self.people.offices_of(*author).is_empty();
            self.people.is_person(*author) && (given || titled)
        };
        let author = self.people.named_by(number + 1).filter(is_human);
        Some(Meaning::by(
            ReferenceKind::Writer,
            author.filter(|_| behind && written)?,
            Some(doc.span(name.core)),
        ))
    }
}

const THE: u64 = ascii_key("the");
const FROM: u64 = ascii_key("from");
const BY: u64 = ascii_key("by");
const LETTER: u64 = ascii_key("letter");
/// Whoever does one of these has written something; the first ones say so of letters without naming them.
const WRITES: [u64; 11] = keys([
    "wrote",
    "written",
    "writes",
    "published",
    "publishes",
    "issued",
    "issues",
    "released",
    "signed",
    "sent",
    "filed",
]);
const WRITES_LETTERS: usize = 3;
