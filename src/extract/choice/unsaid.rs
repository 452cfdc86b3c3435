//! What looks like a paraphrase and is nobody's words, as the order of words tells.

use super::super::called::is_called_so;
use super::super::clause::Clause;
use super::super::doc::Range;
use super::super::lexicon::{CueClass, ascii_key, keys, tag, trait_of};
use super::super::somebody::may_speak;
use super::Chosen;
use crate::text::TokenKind;

impl Chosen<'_> {
    /// Whether a clause's content is nobody's words.
    pub(super) fn is_unsaid(&self, clause: &Clause, content: Range) -> bool {
        self.is_asked(clause)
            || self.is_measured(clause)
            || self.is_when(clause, content)
            || self.is_hedge(clause)
            || self.is_never(clause)
            || self.is_mere_pronoun(content)
            || self.is_subhead(clause)
            || self.is_done_to(clause, content)
            || self.is_occasion(clause, content)
            || self.is_called(clause, content)
            || self.is_wish_for_no_name(clause, content)
            || self.is_dated_deed(clause, content)
            || self.is_topic_of_question(clause, content)
    }

    /// “a clerk, who asked **not to be named**, said”
    fn is_wish_for_no_name(&self, clause: &Clause, content: Range) -> bool {
        let mut words = self.doc.tokens[content.start..content.end].iter().map(|token| token.key);
        let wishes = WISHES.contains(&self.doc.tokens[clause.cue].key);
        wishes
            && words.by_ref().take(3).eq([NOT, TO, BE_NAMED])
            && words.next().is_some_and(|key| NAMED.contains(&key))
    }

    /// “The number of jobs promised **last year was 300**”: when something was done, and the verb of what is spoken of.
    fn is_dated_deed(&self, clause: &Clause, content: Range) -> bool {
        let doc = self.doc;
        let tokens = &doc.tokens[content.start..content.end];
        let dated = tokens.first().is_some_and(|first| DATED.contains(&first.key) && first.quotation == 0)
            && tokens.get(1).is_some_and(|second| second.has(trait_of::TIME | trait_of::CALENDAR));
        let verb = tokens.get(2).is_some_and(|third| BE.contains(&third.key));
        let deed = DONE.contains(&doc.tokens[clause.cue].key);
        deed && clause.cue + 1 == content.start && dated && verb
    }

    /// “Asked about **his future**, Ruiz said no”: what somebody was asked about.
    fn is_topic_of_question(&self, clause: &Clause, content: Range) -> bool {
        let doc = self.doc;
        let about = doc.tokens.get(clause.cue + 1).is_some_and(|next| next.key == ABOUT);
        let sums = doc.sums(content);
        let short = content.end - content.start <= SHORT;
        short
            && doc.tokens[clause.cue].key == ASKED
            && about
            && content.start > clause.cue
            && sums.verbs + sums.quoted == 0
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
        let Some(source) = clause.source.map(|source| &doc.phrases[source]) else { return false };
        let (first, head) = (doc.tokens[source.range.start].key, doc.tokens[source.head()].key);
        let bare = source.range.end == source.range.start + 1;
        let measured = (bare || OWN.contains(&first)) && MEASURES.contains(&head);
        let as_it_should = bare && AS_IT_SHOULD.contains(&head);
        doc.tokens[clause.cue].word.is_cue(CueClass::Source) && (measured || as_it_should)
    }

    /// “**After the union objected**, the case was moved”: what follows when somebody has spoken, and is not what they said.
    fn is_when(&self, clause: &Clause, content: Range) -> bool {
        let doc = self.doc;
        let start = doc.sentence_of(clause.cue).start;
        let comma = doc.tokens.get(clause.cue + 1).is_some_and(|next| next.is_mark(','));
        let opens = WHEN.contains(&doc.tokens[start].key) && doc.tokens[start].quotation == 0;
        // “After the vote, Ruiz said, the bridge would close”: told in the main clause.
        let within = doc.sums(Range { start, end: clause.cue }).commas == 0;
        opens && comma && within && content.start > clause.cue && clause.source.is_some()
    }

    /// “It is **worth noting** that …”, “It goes **without saying** that …”: the article's own words. Who leaves without saying
    /// that it was so is told not to have said it.
    fn is_hedge(&self, clause: &Clause) -> bool {
        let doc = self.doc;
        let before = clause.cue.checked_sub(1).map_or(0, |at| doc.tokens[at].key);
        let it = doc.tokens[doc.sentence_of(clause.cue).start].key == IT;
        it && HEDGES.contains(&before)
    }

    /// “they **never ask** for a rise”: a habit that nobody has; of “never asked” one time may be told.
    fn is_never(&self, clause: &Clause) -> bool {
        let doc = self.doc;
        let cue = &doc.tokens[clause.cue];
        let before = clause.cue.checked_sub(1).map(|at| &doc.tokens[at]);
        let past = ["ed", "aid", "old"].iter().any(|ending| cue.span.of(doc.text).ends_with(ending));
        cue.is(tag::VERB) && !past && before.is_some_and(|before| before.key == NEVER)
    }

    /// “had the voters considered **them**”, “**That’s** according to two officials”: a pronoun alone says nothing.
    fn is_mere_pronoun(&self, content: Range) -> bool {
        let token = &self.doc.tokens[content.start];
        let pronoun = token.is(tag::PRONOUN) || PRONOUNS.contains(&token.key);
        let clitic = self.doc.tokens[content.end - 1].kind == TokenKind::Possessive;
        let alone = content.end == content.start + 1 + usize::from(clitic);
        alone && pronoun && token.quotation == 0
    }

    /// “**The car** was recalled”, “**Ruiz** was named head”: what was done to somebody or something. Of “a curfew was
    /// announced” somebody said so.
    fn is_done_to(&self, clause: &Clause, content: Range) -> bool {
        let doc = self.doc;
        let sums = doc.sums(content);
        let passive = (content.end..clause.cue).any(|at| BE.contains(&doc.tokens[at].key));
        let done = DEEDS.contains(&doc.tokens[clause.cue].key);
        clause.source.is_none() && done && passive && sums.verbs == 0 && sums.quoted == 0
    }

    /// “tweeted **after** hearing the news”: on what occasion, not what.
    fn is_occasion(&self, clause: &Clause, content: Range) -> bool {
        let doc = self.doc;
        let first = &doc.tokens[content.start];
        let before = content.start.checked_sub(1).map_or(0, |at| doc.tokens[at].key);
        content.start > clause.cue
            && OCCASIONS.contains(&before)
            && first.quotation == 0
            && first.span.of(doc.text).ends_with("ing")
    }

    /// “a process called **“reclamation”**”, “Ruiz is known **for** her paintings”: what somebody or something is called, or known for.
    fn is_called(&self, clause: &Clause, content: Range) -> bool {
        let doc = self.doc;
        let next = doc.tokens.get(clause.cue + 1).map_or(0, |token| token.key);
        let known =
            doc.tokens[clause.cue].key == KNOWN && KNOWN_BY.contains(&next) && clause.source.is_none();
        let marks = doc.tokens[content.start].quotation.checked_sub(1).map(|at| &doc.quotations[at as usize]);
        let named = marks.is_some_and(|marks| {
            marks.outer.start == clause.cue + 1 && content.end <= marks.outer.end && is_called_so(doc, marks)
        });
        known || named
    }

    /// “**Success on the river:** The council …”: a line before a colon that can say nothing.
    fn is_subhead(&self, clause: &Clause) -> bool {
        let source = clause.source.map(|source| &self.doc.phrases[source]);
        self.doc.tokens[clause.cue].is_mark(':') && source.is_some_and(|source| !may_speak(self.doc, source))
    }
}

/// What happens “according to plan” and the like, and nobody says; “the plan” is a paper.
const AS_IT_SHOULD: [u64; 8] =
    keys(["plan", "schedule", "custom", "tradition", "taste", "need", "ability", "protocol"]);
/// What somebody or something has, and others measure: “his weight”; “the Peace Index” is a paper.
const MEASURES: [u64; 10] =
    keys(["height", "length", "weight", "size", "age", "means", "index", "temperature", "income", "speed"]);
const OWN: [u64; 4] = keys(["his", "her", "its", "their"]);
const WHEN: [u64; 6] = keys(["after", "before", "once", "until", "because", "since"]);
const OCCASIONS: [u64; 4] = keys(["after", "before", "while", "upon"]);
/// What is said, or done to its subject.
const DEEDS: [u64; 4] = keys(["recalled", "named", "appointed", "dubbed"]);
const BE: [u64; 6] = keys(["is", "are", "was", "were", "been", "being"]);
const HEDGES: [u64; 2] = keys(["worth", "without"]);
const KNOWN: u64 = ascii_key("known");
const KNOWN_BY: [u64; 3] = keys(["for", "as", "to"]);
const NEVER: u64 = ascii_key("never");
const IT: u64 = ascii_key("it");
const PRONOUNS: [u64; 4] = keys(["that", "this", "it", "which"]);
const NOT: u64 = ascii_key("not");
const TO: u64 = ascii_key("to");
const WISHES: [u64; 7] = keys(["asked", "asks", "ask", "requested", "wished", "wanted", "preferred"]);
const BE_NAMED: u64 = ascii_key("be");
const NAMED: [u64; 5] = keys(["named", "identified", "quoted", "photographed", "recorded"]);
/// What is done to something, told behind it.
const DONE: [u64; 8] =
    keys(["promised", "announced", "ordered", "approved", "agreed", "proposed", "pledged", "planned"]);
const DATED: [u64; 3] = keys(["last", "this", "earlier"]);
/// How many words have “his future”, “the pier”.
const SHORT: usize = 3;
const ASKED: u64 = ascii_key("asked");
const ABOUT: u64 = ascii_key("about");
