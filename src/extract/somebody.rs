//! Which common nouns mean people: “two officials”, “a fireman”, “growers”.

use super::doc::{Doc, Phrase, PhraseKind};
use super::lexicon::{keys, pronoun_in, tag, trait_of};
use super::people::Gender;

/// What such a noun ends with that tells man from woman: “spokeswoman”, “grandson”.
const WOMEN: [&str; 9] =
    ["woman", "mother", "sister", "wife", "daughter", "aunt", "niece", "girl", "girlfriend"];
const MEN: [&str; 9] = ["man", "father", "brother", "husband", "son", "uncle", "nephew", "boy", "boyfriend"];

/// Man or woman, as far as a description's head, the token at `head`, tells.
pub fn gender_of(doc: &Doc<'_>, head: usize) -> Gender {
    let word = doc.tokens[head].span.of(doc.text);
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&WOMEN) {
        Gender::Female
    } else if ends(&MEN) && !word.ends_with("person") {
        Gender::Male
    } else {
        Gender::Unknown
    }
}

/// Whether a phrase names or describes somebody, or a body; pronouns aside.
pub fn may_speak(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let head = &doc.tokens[phrase.head()];
    match phrase.kind {
        PhraseKind::Name => !head.has(trait_of::CALENDAR),
        PhraseKind::Common => is_somebody(doc, phrase.head()) || head.has(trait_of::COMMON_BODY),
        PhraseKind::Pronoun => false,
    }
}

/// The phrase that begins at the token `at` and may speak, *he* and *they* among them: an index into [`Doc::phrases`].
pub fn speaker_at(doc: &Doc<'_>, at: usize) -> Option<usize> {
    let number = doc.phrases.partition_point(|phrase| phrase.range.start < at);
    let phrase = doc.phrases.get(number).filter(|phrase| phrase.range.start == at && !phrase.possessive)?;
    let person = phrase.kind == PhraseKind::Pronoun && PEOPLE.contains(&pronoun_in(doc.tokens[at].key));
    (person || may_speak(doc, phrase)).then_some(number)
}

/// “**an** Oregon Democrat”: one of many, and no name of anybody's.
pub fn is_one_of_many(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    // “A. Lind” has an initial.
    let first = &doc.tokens[phrase.range.start];
    first.is(tag::DETERMINER) && ARTICLES.contains(&first.key)
}

const ARTICLES: [u64; 2] = keys(["a", "an"]);
const PEOPLE: [u64; 5] = keys(["he", "she", "they", "i", "we"]);

/// Whether a description's head, the token at `head`, means people: “two officials”, “a fireman”, “one parent”.
pub fn is_somebody(doc: &Doc<'_>, head: usize) -> bool {
    let token = &doc.tokens[head];
    let word = token.span.of(doc.text);
    token.has(trait_of::ROLE | trait_of::GROUP | trait_of::SPOKESPERSON | trait_of::KIN)
        || is_plural_agent(word)
        || ["man", "woman", "person", "ist", "eer"].iter().any(|ending| word.ends_with(ending))
}

/// Whether a description's head, the token at `head`, means several people.
pub fn is_plural(doc: &Doc<'_>, head: usize) -> bool {
    let token = &doc.tokens[head];
    let word = token.span.of(doc.text);
    is_plural_agent(word) || token.has(trait_of::GROUP) && word.ends_with('s')
}

/// “**Spokespeople** for the bank said”, “**Optimists** expect”: several people, by a word that is no name though the phrase
/// was taken for one.
pub fn is_many_by_its_ending(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let token = &doc.tokens[phrase.core.start];
    let word = token.span.of(doc.text);
    phrase.kind == PhraseKind::Name
        && phrase.core.end - phrase.range.start == 1
        && token.word.tags == 0
        && word.chars().any(char::is_lowercase)
        && !token.has(trait_of::NATIONALITY)
        && MANY.iter().any(|ending| word.ends_with(ending))
}

/// How words end that mean several people, and no surname.
const MANY: [&str; 4] = ["ists", "people", "women", "smen"];

/// owners, growers, islanders, botanists: people by what they do, whatever they are.
fn is_plural_agent(word: &str) -> bool {
    ["ers", "ors", "ists", "ians", "men", "women", "people", "ants"]
        .iter()
        .any(|ending| word.ends_with(ending))
}
