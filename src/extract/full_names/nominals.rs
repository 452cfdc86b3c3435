//! Who is told by a word that is none for people elsewhere, and so in no phrase: “the **accused** said”, “the **mother-of-two** said”.

use crate::extract::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use crate::extract::lexicon::{CueClass, ascii_key, keys, role_words, tag};
use crate::extract::somebody::{MOTHERS, is_parent};

/// How many auxiliaries and adverbs may stand between such a word and the verb.
const LONGEST_CHAIN: usize = 2;

/// The phrases that such words are, where they stand beside a verb of saying, each with the number of the phrase before it.
/// Cost: linear in the tokens.
pub(super) fn nominals(doc: &Doc<'_>) -> Vec<(usize, Phrase)> {
    let found = (0..doc.tokens.len().saturating_sub(1))
        .filter(|at| is_nominal(doc, *at) && speaks(doc, *at) || is_rival(doc, *at));
    let phrase = |the: usize| {
        let next = doc.phrases.partition_point(|phrase| phrase.range.end <= the);
        let free = doc.phrases.get(next).is_none_or(|next| next.range.start > the + 1);
        let range = Range { start: the, end: the + 2 };
        let phrase = Phrase { range, core: range, kind: PhraseKind::Common, possessive: false };
        next.checked_sub(1).filter(|_| free).map(|before| (before, phrase))
    };
    found.filter_map(phrase).collect()
}

/// Who says what the cue at `cue` tells, if it is such a phrase right before it or behind it.
pub(in crate::extract) fn nominal_beside(doc: &Doc<'_>, cue: usize) -> Option<usize> {
    let chain = (0..=LONGEST_CHAIN).find(|back| {
        let before = cue.checked_sub(back + 1).map(|at| &doc.tokens[at]);
        before.is_some_and(|token| !token.is(tag::AUXILIARY | tag::ADVERB))
    })?;
    let before = cue.checked_sub(chain + 2);
    let the =
        before.filter(|the| is_nominal(doc, *the)).or(Some(cue + 1).filter(|the| is_nominal(doc, *the)))?;
    let number = doc.phrases.partition_point(|phrase| phrase.range.end <= the);
    doc.phrases
        .get(number)
        .filter(|phrase| phrase.range == Range { start: the, end: the + 2 })
        .map(|_| number)
}

/// Who says the quotation that ends at the byte `end`, and by which cue, if it is such a phrase behind it: “…,” **the accused said**.
/// Gives the numbers of the phrase and of the token.
pub(in crate::extract) fn nominal_behind(doc: &Doc<'_>, end: u32) -> Option<(usize, usize)> {
    let from = doc.tokens.partition_point(|token| token.span.start < end);
    let marks = doc.tokens[from..].iter().take(LONGEST_CHAIN).take_while(|token| token.is(tag::MARK)).count();
    let at = from + marks;
    let chain = |token: &&Tok| token.is(tag::AUXILIARY | tag::ADVERB);
    let cue = if is_nominal(doc, at) {
        at + 2 + doc.tokens[at + 2..].iter().take(LONGEST_CHAIN).take_while(chain).count()
    } else {
        at
    };
    let says = says(doc, cue) && doc.part_of(cue) == doc.part_of(from.checked_sub(1)?);
    nominal_beside(doc, cue).filter(|_| says).map(|source| (source, cue))
}

/// “**the accused**”
fn is_nominal(doc: &Doc<'_>, the: usize) -> bool {
    let Some([article, word]) = doc.tokens.get(the..the + 2) else { return false };
    let who = || role_words().nominals.has(word.key) || is_parent(word.span.of(doc.text));
    article.key == THE && article.quotation == 0 && word.quotation == 0 && !word.capital && who()
}

/// “**a rival** of Verdalia”
fn is_rival(doc: &Doc<'_>, the: usize) -> bool {
    let Some([article, word, of]) = doc.tokens.get(the..the + 3) else { return false };
    let one = article.is(tag::DETERMINER) && RIVALS.contains(&word.key) && !word.capital;
    one && matches!(of.key, OF | TO) && article.quotation == 0 && of.quotation == 0
}

/// Whether such a word means a woman.
pub(in crate::extract) fn is_mother(word: &str) -> bool {
    word.split_once("-of-").is_some_and(|(parent, _)| MOTHERS.contains(&parent))
}

/// “the accused **has said**”, “**said** the accused**,**”
fn speaks(doc: &Doc<'_>, the: usize) -> bool {
    let chain = |token: &&Tok| token.is(tag::AUXILIARY | tag::ADVERB);
    let behind = doc.tokens[the + 2..].iter().take(LONGEST_CHAIN).take_while(chain).count();
    let closes = doc.tokens.get(the + 2).is_none_or(|next| next.is(tag::MARK));
    says(doc, the + 2 + behind) || closes && the.checked_sub(1).is_some_and(|at| says(doc, at))
}

fn says(doc: &Doc<'_>, at: usize) -> bool {
    let token = doc.tokens.get(at).filter(|token| token.quotation == 0);
    token.is_some_and(|token| token.is(tag::VERB) && token.word.is_cue(CueClass::Say))
}

/// Who stands against a body, by a word that is an adjective elsewhere.
pub(in crate::extract) const RIVALS: [u64; 1] = keys(["rival"]);
const THE: u64 = ascii_key("the");
const OF: u64 = ascii_key("of");
const TO: u64 = ascii_key("to");

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;

    /// The words of whoever says the last statement, and whom they mean.
    #[track_caller]
    fn check(text: &str, expected: (&str, &str)) {
        let found = extract(&article(text));
        let speaker = found.statements.last().and_then(|said| said.speaker.as_ref()).expect(text);
        let name = found.entity_of(speaker).map_or("nobody", |entity| &entity.name);
        assert_eq!((speaker.span.of(text), name), expected, "{text}");
    }

    #[test]
    fn an_adjective_may_be_somebody() {
        check("Bo Lind was in court. “I was not there,” the accused said.", ("the accused", "the accused"));
        check("General Orr met the troops. “We will win,” the general said.", ("the general", "Orr"));
        check("It rained. “We will wait,” the chief told them.", ("the chief", "the chief"));
        check("Mia Lind was late. “It was cold,” the mother-of-two said.", ("the mother-of-two", "Mia Lind"));
        check(
            "Ana Ruiz met a mother-of-two. “It was cold,” the mother-of-two said.",
            ("the mother-of-two", "the mother-of-two"),
        );
        check(
            "Bo Lind met Mia Lind. “It was cold,” said the father-of-three.",
            ("the father-of-three", "Bo Lind"),
        );
    }
}
