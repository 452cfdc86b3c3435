//! Which common nouns mean people: “two officials”, “a fireman”, “growers”.

use super::doc::{Doc, Phrase, PhraseKind, Tok};
use super::gender::Gender;
use super::lexicon::{ascii_key, keys, pronoun_in, role_words, tag, trait_of};

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

/// “**an** Oregon Democrat”: one of many, and no name of anybody's; “a delighted Ruiz” is Ruiz.
pub fn is_one_of_many(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    // “A. Lind” has an initial.
    let first = &doc.tokens[phrase.range.start];
    first.is(tag::DETERMINER) && ARTICLES.contains(&first.key) && !is_in_a_mood(doc, phrase)
}

/// “a **delighted** Ruiz”: how somebody is who is named.
fn is_in_a_mood(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let moods = doc.tokens.get(phrase.range.start + 1..phrase.core.start).unwrap_or_default();
    let mood = |token: &Tok| !token.capital && token.is(tag::ADJECTIVE | tag::VERB | tag::ADVERB);
    let no_name =
        trait_of::NATIONALITY | trait_of::TITLE | trait_of::ROLE | trait_of::PLACE | trait_of::ORG_HEAD;
    phrase.kind == PhraseKind::Name
        && !moods.is_empty()
        && moods.iter().all(mood)
        && !doc.tokens[phrase.core.start..phrase.core.end].iter().any(|token| token.has(no_name))
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

/// The same, where it is known that they spoke: “a friend”, “a customer”, “a motorist”.
pub fn is_speaker(doc: &Doc<'_>, head: usize) -> bool {
    let key = doc.tokens[head].key;
    let words = role_words();
    is_somebody(doc, head)
        || words.nominals.has(key)
        || is_parent(doc.tokens[head].span.of(doc.text))
        || [&words.trades, &words.besides, &words.outsiders].iter().any(|words| words.has(key))
}

/// Whether a description's head, the token at `head`, means several people.
pub fn is_plural(doc: &Doc<'_>, head: usize) -> bool {
    let token = &doc.tokens[head];
    let word = token.span.of(doc.text);
    is_plural_agent(word) || token.has(trait_of::GROUP) && word.ends_with('s')
}

/// “**the Spaniard**”, “**the Texas Republican**”: somebody met already, by where they are from or where they stand in politics.
pub fn is_epithet(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let words = &doc.tokens[phrase.range.start..phrase.range.end];
    let [the, from @ .., who] = words else { return false };
    let of = |token: &Tok| token.has(trait_of::PLACE | trait_of::NATIONALITY) || !token.capital;
    phrase.kind == PhraseKind::Name
        && the.key == THE
        && from.iter().all(of)
        && (EPITHETS.contains(&who.key) || who.has(trait_of::NATIONALITY) && is_one_by_origin(doc, who))
}

/// “the Italian”, and not “the British”: who is from there, and not all who are.
fn is_one_by_origin(doc: &Doc<'_>, token: &Tok) -> bool {
    let word = token.span.of(doc.text);
    ["an", "er", "ek", "ani", "eli", "aqi"].iter().any(|ending| word.ends_with(ending))
}

const THE: u64 = ascii_key("the");
const EPITHETS: [u64; 30] = keys([
    "republican",
    "democrat",
    "conservative",
    "liberal",
    "socialist",
    "tory",
    "spaniard",
    "briton",
    "scot",
    "englishman",
    "englishwoman",
    "frenchman",
    "frenchwoman",
    "dutchman",
    "dutchwoman",
    "irishman",
    "irishwoman",
    "welshman",
    "welshwoman",
    "swede",
    "dane",
    "finn",
    "pole",
    "turk",
    "serb",
    "croat",
    "slovak",
    "londoner",
    "parisian",
    "texan",
]);

/// “Bo Lind was jailed. **The judge** said …”: whether an office is of those who speak of somebody else.
pub fn speaks_of_others(head: &Tok) -> bool {
    OF_OTHERS.contains(&head.key)
}

const OF_OTHERS: [u64; 36] = keys([
    "judge",
    "magistrate",
    "coroner",
    "prosecutor",
    "officer",
    "chief",
    "detective",
    "inspector",
    "sergeant",
    "constable",
    "policeman",
    "policewoman",
    "lawyer",
    "attorney",
    "solicitor",
    "barrister",
    "doctor",
    "surgeon",
    "nurse",
    "coach",
    "manager",
    "trainer",
    "referee",
    "umpire",
    "teacher",
    "headteacher",
    "headmaster",
    "principal",
    "mayor",
    "regulator",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "official",
    "witness",
    "neighbour",
]);

/// What stands before somebody who was not spoken of yet.
pub const NEW: [u64; 4] = keys(["a", "an", "one", "another"]);
/// What tells somebody from whom was met: “the **other** analyst”.
pub const ANOTHER: [u64; 3] = keys(["other", "second", "rival"]);

/// “police”, “his family”: whether a noun means several people together, whom *they* may mean.
pub fn is_collective(head: &Tok) -> bool {
    COLLECTIVES.contains(&head.key)
}

const COLLECTIVES: [u64; 8] =
    keys(["police", "family", "couple", "crew", "staff", "jury", "parents", "crowd"]);

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
        && (MANY.iter().any(|ending| word.ends_with(ending)) || doc.settled && is_plural_of_letters(word))
}

/// “**SUVs** cost more”: several of what letters stand for, and no name.
fn is_plural_of_letters(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or_default();
    one.len() > 1 && one.chars().all(|c| c.is_ascii_uppercase())
}

/// How words end that mean several people, and no surname.
const MANY: [&str; 4] = ["ists", "people", "women", "smen"];

/// owners, growers, islanders, botanists: people by what they do, whatever they are.
fn is_plural_agent(word: &str) -> bool {
    ["ers", "ors", "ists", "ians", "men", "women", "people", "ants"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// Whether a word is an office that is none where what was said is looked for: “**VP** of Product Ana Ruiz”.
pub fn is_unlisted_office(token: &Tok) -> bool {
    UNLISTED.contains(&token.key)
}

const UNLISTED: [u64; 4] = keys(["vp", "svp", "evp", "undersecretary"]);

/// “mother-of-two”: whether a word means somebody by how many children they have.
pub fn is_parent(word: &str) -> bool {
    let Some((parent, children)) = word.split_once("-of-") else { return false };
    (MOTHERS.contains(&parent) || FATHERS.contains(&parent)) && !children.is_empty()
}

/// What a mother is called.
pub const MOTHERS: [&str; 3] = ["mother", "mum", "mom"];
/// What a father is called.
const FATHERS: [&str; 2] = ["father", "dad"];
