//! What looks like a paraphrase and is nobody's words, as the order of words tells.

use super::super::clause::Clause;
use super::super::doc::Range;
use super::super::lexicon::{CueClass, keys, tag};
use super::super::somebody::may_speak;
use super::Chosen;

impl Chosen<'_> {
    /// Whether a clause's content is nobody's words.
    pub(super) fn is_unsaid(&self, clause: &Clause, content: Range) -> bool {
        self.is_asked(clause)
            || self.is_measured(clause)
            || self.is_when(clause, content)
            || self.is_hedge(clause)
            || self.is_mere_pronoun(content)
            || self.is_subhead(clause)
    }

    /// “**Did** she expect the line to continue**?**”: what is asked of somebody is not what they said.
    fn is_asked(&self, clause: &Clause) -> bool {
        let doc = self.doc;
        let sentence = doc.sentence_of(clause.cue);
        let (first, last) = (&doc.tokens[sentence.start], &doc.tokens[sentence.end - 1]);
        let inverted =
            clause.source.is_some_and(|source| doc.phrases[source].range.start == sentence.start + 1);
        first.is(tag::AUXILIARY) && first.quotation == 0 && last.is_mark('?') && inverted
    }

    /// “too heavy according to **its length**”, “according to **plan**”: what nobody says, and no paper.
    fn is_measured(&self, clause: &Clause) -> bool {
        let doc = self.doc;
        let head = clause.source.map(|source| doc.tokens[doc.phrases[source].head()].key);
        doc.tokens[clause.cue].word.is_cue(CueClass::Source)
            && head.is_some_and(|head| MEASURES.contains(&head))
    }

    /// “**After the union objected**, the case was moved”: what follows when somebody has spoken, and is not what they said.
    fn is_when(&self, clause: &Clause, content: Range) -> bool {
        let doc = self.doc;
        let start = doc.sentence_of(clause.cue).start;
        let comma = doc.tokens.get(clause.cue + 1).is_some_and(|next| next.is_mark(','));
        let opens = WHEN.contains(&doc.tokens[start].key) && doc.tokens[start].quotation == 0;
        opens && comma && content.start > clause.cue && clause.source.is_some()
    }

    /// “It is **worth noting** that …”, “It goes **without saying** that …”: the article's own words.
    fn is_hedge(&self, clause: &Clause) -> bool {
        let before = clause.cue.checked_sub(1).map_or(0, |at| self.doc.tokens[at].key);
        HEDGES.contains(&before)
    }

    /// “had the voters considered **them**”: a pronoun alone says nothing.
    fn is_mere_pronoun(&self, content: Range) -> bool {
        let token = &self.doc.tokens[content.start];
        content.end == content.start + 1 && token.is(tag::PRONOUN) && token.quotation == 0
    }

    /// “**Success on the river:** The council …”: a line before a colon that can say nothing.
    fn is_subhead(&self, clause: &Clause) -> bool {
        let source = clause.source.map(|source| &self.doc.phrases[source]);
        self.doc.tokens[clause.cue].is_mark(':') && source.is_some_and(|source| !may_speak(self.doc, source))
    }
}

/// What things are according to, and nobody says.
const MEASURES: [u64; 16] = keys([
    "plan",
    "plans",
    "schedule",
    "height",
    "length",
    "weight",
    "size",
    "index",
    "age",
    "custom",
    "tradition",
    "taste",
    "need",
    "needs",
    "ability",
    "means",
]);
const WHEN: [u64; 6] = keys(["after", "before", "once", "until", "because", "since"]);
const HEDGES: [u64; 2] = keys(["worth", "without"]);
