//! Whom a name means that the article has used before: in full, by its surname, given name or initials.

use super::super::doc::{Doc, Phrase};
use super::super::lexicon::{ascii_key, form_of, is_firm_end, is_short_form, keys, tag, trait_of};
use super::super::phrases::names_body;
use super::guess::offices;
use super::spelling::{sound, sounds_alike};
use super::told_bodies::{key_of, sign};
use super::words::{initials_of_word, suffix, surname};
use super::{Index, People, Person};
use crate::extract::gender::Gender;
use crate::extract::kinds_of_body::is_listed_body;
use crate::model::EntityKind;
use crate::text::legal_form::GROUPS;
use crate::text::people::FAMILY_NAMES_FIRST;

impl People {
    /// Whom a full name means, if the article has named them before.
    pub(super) fn same_full(
        &self,
        doc: &Doc<'_>,
        phrase: &Phrase,
        index: &Index,
        words: &[u64],
        kind: EntityKind,
    ) -> Option<usize> {
        let (first, last) = (*words.first()?, *words.last()?);
        let own = suffix(doc, phrase.core);
        let apart = |known: &Person| own != 0 && known.suffix != 0 && own != known.suffix;
        let by_last = || index.by_word.get(&last).into_iter().flatten().copied();
        let found = by_last().find(|person| {
            let known = &self.all[*person];
            if known.words == words {
                return !apart(known);
            }
            kind == known.kind
                && match kind {
                    EntityKind::Person => {
                        known.words.last() == Some(&last) && !apart(known) && {
                            let (short, long) = by_length(&known.words, words);
                            known.words.first() == Some(&first) || long.ends_with(short) && short.len() > 1
                        }
                    }
                    _ => is_short_for(doc, phrase, &known.words, words),
                }
        });
        // “Brandt Centre” for “Brandt Centre for Security”, “Maruti Suzuki” for “Maruti Suzuki India Ltd.”
        let opens = |person: &usize| {
            let known = &self.all[*person];
            let (short, long) = by_length(&known.words, words);
            known.kind == EntityKind::Organization
                && short.len() > 1
                && long.starts_with(short)
                && long.get(short.len()).is_some_and(|next| {
                    matches!(*next, FOR | OF | ON) || long.last().is_some_and(|last| is_firm_end(*last))
                })
        };
        found.or_else(|| {
            let by_first = index.by_word.get(&first).into_iter().flatten().copied();
            (kind == EntityKind::Organization).then(|| by_first.into_iter().find(opens)).flatten()
        })
    }

    /// Whom a short name means: the owner of the surname, or of the given name; the one met last before it,
    /// else the first one after.
    pub(super) fn owner(
        &self,
        doc: &Doc<'_>,
        number: usize,
        index: &Index,
        words: &[u64],
        gender: Gender,
    ) -> Option<usize> {
        let word = *words.last()?;
        let phrase = &doc.phrases[number];
        if let Some(body) = self.behind_name(doc, number) {
            return Some(body);
        }
        if let Some(body) = index.by_initials.get(&initials_of_word(doc, phrase.core))
            && self.may_go_by(doc, *body, phrase)
        {
            return Some(*body);
        }
        let spelled = doc.words(phrase.core);
        let exact = index.by_word.get(&word).map(Vec::as_slice).unwrap_or_default();
        let sounds: Vec<usize>;
        let candidates = if exact.is_empty() {
            let alike = self.sounding_like(doc, index, spelled);
            sounds = if alike.is_empty() { self.misspelt(doc, phrase) } else { alike };
            &sounds
        } else {
            exact
        };
        let listed = is_listed_body(words.iter().copied());
        let told = listed || index.bodies.contains_key(&key_of(words));
        // “VRD” is not short for “VRD Gold Mines Ltd.”
        let own = listed || initials_of_word(doc, phrase.core).len() > 1;
        let fits = |person: &usize| {
            let known = &self.all[*person];
            if told && is_its_own(doc, word, known, listed) {
                return false;
            }
            if known.kind == EntityKind::Organization {
                // “the Forum” for the Levant Policy Forum; “Sunmere” for Sunmere Energy
                let head = known.words.last() == Some(&word)
                    && doc.tokens[phrase.core.end - 1].has(trait_of::ORG_HEAD);
                return head
                    || known.words == words
                    || doc.settled && !index.places.contains(&word) && is_founder_of(doc, known, word)
                    || known.words.first() == Some(&word)
                        && doc.tokens[phrase.core.end - 1].word.tags & tag::ADJECTIVE == 0
                        && (known.words.len() <= 3
                            || doc.settled && has_short_name(known, if own { 2 } else { 3 }))
                        && !index.places.contains(&word)
                        && !is_inside(doc, phrase)
                        && !doc.tokens[phrase.core.end - 1].has(trait_of::PLACE);
            }
            let surname = bears(known, word) || !known.words.contains(&word) && exact.is_empty();
            let given = known.words.first() == Some(&word);
            (surname || given)
                && (gender == Gender::Unknown || known.gender == Gender::Unknown || known.gender == gender)
        };
        let surname_first = |person: &usize| usize::from(!bears(&self.all[*person], word));
        let mut fitting: Vec<usize> = candidates.iter().copied().filter(fits).collect();
        fitting.sort_by_key(surname_first);
        let best = surname_first(fitting.first()?);
        fitting.retain(|p| surname_first(p) == best);
        if let Some(suffix) = generation(doc, phrase) {
            let own: Vec<usize> = fitting.iter().copied().filter(|p| self.all[*p].suffix == suffix).collect();
            fitting = if own.is_empty() { fitting } else { own };
        }
        // “Judge Raman” among a judge and a lawyer of that name
        let office: Vec<u64> = offices(doc, phrase).collect();
        let holds = |person: &usize| self.all[*person].titles.iter().any(|title| office.contains(title));
        if fitting.iter().any(holds) {
            fitting.retain(holds);
        }
        // “Ana Lind lost her son, Bo Lind. “He was my life,” **Lind** said”: whom the article names for another's sake is seldom
        // called by the surname alone.
        let relation = |person: &usize| self.all[*person].relation;
        if !fitting.iter().all(relation) {
            fitting.retain(|person| !relation(person));
        }
        // “Verdalia” is Verdalia Plc, and not Verdalia Golden Gate Ltd.
        let begins = |person: &usize| {
            let known = &self.all[*person];
            known.kind == EntityKind::Organization && known.words.first() == Some(&word)
        };
        let formed =
            |person: &usize| self.all[*person].words.last().is_some_and(|last| is_form_of_firm(*last));
        // “Verdalia” is Verdalia Tool Co, and not Orton Verdalia Co.
        let first = |person: &usize| begins(person) && formed(person);
        if doc.settled && fitting.iter().any(first) {
            fitting.retain(|person| first(person) || self.all[*person].kind == EntityKind::Person);
        }
        if doc.settled && fitting.iter().all(begins) {
            let shortest = fitting.iter().min_by_key(|person| (words_of_own(&self.all[**person]), **person));
            if let Some(firm) = shortest.copied().filter(formed) {
                return Some(firm);
            }
        }
        let met = |person: &usize| index.last_before(*person, number);
        let recent = fitting.iter().copied().filter(|p| met(p).is_some()).max_by_key(met);
        recent.or_else(|| fitting.first().copied())
    }

    /// Whether a body may go by initials: “the **US**” is no United Skippers Inc., nor is “**AI**” Artful Interiors Inc.
    fn may_go_by(&self, doc: &Doc<'_>, body: usize, phrase: &Phrase) -> bool {
        let (word, last) = (&doc.tokens[phrase.core.start], &doc.tokens[self.all[body].core.end - 1]);
        let own = word.has(trait_of::PLACE)
            || is_listed_body(std::iter::once(word.key))
            || ABBREVIATIONS.contains(&word.key);
        !own || !is_short_form(last.key)
    }

    /// “Verdalia (**VRDL**)”, “the Workers’ League (**ABC**)”: the body that stands before its short name.
    fn behind_name(&self, doc: &Doc<'_>, number: usize) -> Option<usize> {
        // “Verdalia (NYSE: **VRDL**)”
        let signed = (1..=2).filter_map(|back| number.checked_sub(back)).find(|before| {
            sign(doc, &doc.phrases[*before]).is_some_and(|at| doc.phrases[number].range.holds(at))
        });
        let before = signed.or(number.checked_sub(1))?;
        let person = self.named_by(before)?;
        let (name, short) = (&doc.phrases[before], &doc.phrases[number]);
        let token = |at: usize| doc.tokens.get(at);
        let bracketed = short.range.start == name.range.end + 1
            && token(name.range.end).is_some_and(|token| token.is_mark('('))
            && token(short.range.end).is_some_and(|token| token.is_mark(')'));
        let known = &self.all[person];
        let body = known.kind == EntityKind::Organization && known.words.len() > 1 && !known.place;
        let shortens = body && bracketed && initials_of_word(doc, short.core).len() > 2;
        let place = doc.tokens[short.core.start].has(trait_of::PLACE);
        // “Quist Bancorp of Ohio <QBOH>” is no town.
        let no_firm = doc.settled && self.is_place(doc, known);
        let named = signed.is_some() && !no_firm || shortens;
        (named && !place && known.kind != EntityKind::Group).then_some(person)
    }

    /// “Verdalia <VRDL> **Corp**”, “Verdalia (Europe) **Ltd**”: the name whose form stands behind its sign, or its country.
    pub(super) fn before_sign(&self, doc: &Doc<'_>, number: usize) -> Option<usize> {
        let start = doc.phrases[number].range.start;
        let signed = |before: &usize| {
            let name = &doc.phrases[*before];
            sign(doc, name).or_else(|| country_behind(doc, name)).is_some_and(|at| at + 2 == start)
        };
        self.named_by((1..=2).filter_map(|back| number.checked_sub(back)).find(signed)?)
    }

    /// The one whose surname is a letter off this one, which nobody bears in full: Wines for Leslie Wimes.
    fn misspelt(&self, doc: &Doc<'_>, phrase: &Phrase) -> Vec<usize> {
        let spelled = doc.words(phrase.core);
        let token = &doc.tokens[phrase.core.start];
        if spelled.len() < 5 || spelled.contains(' ') || token.has(trait_of::GIVEN | trait_of::PLACE) {
            return Vec::new();
        }
        let slip = |known: &Person| {
            let surname = surname(doc, known.core);
            let same = |(a, b): &(u8, u8)| a == b;
            known.kind == EntityKind::Person
                && known.words.len() > 1
                && surname.len() == spelled.len()
                && surname.as_bytes().first() == spelled.as_bytes().first()
                && surname.as_bytes().last() == spelled.as_bytes().last()
                && surname.bytes().zip(spelled.bytes()).filter(same).count() + 1 == spelled.len()
        };
        let known = self.all.iter().take(KNOWN).enumerate();
        let found: Vec<usize> = known.filter(|(_, known)| slip(known)).map(|(person, _)| person).collect();
        if found.len() == 1 { found } else { Vec::new() }
    }

    /// People whose surname is written otherwise and sounds alike: Khamanei for Khamenei.
    fn sounding_like(&self, doc: &Doc<'_>, index: &Index, spelled: &str) -> Vec<usize> {
        if spelled.chars().count() < 6 || spelled.contains(' ') {
            return Vec::new();
        }
        let alike = index.by_sound.get(&sound(spelled)).map(Vec::as_slice).unwrap_or_default();
        let same = |person: &usize| sounds_alike(surname(doc, self.all[*person].core), spelled);
        alike.iter().copied().filter(same).collect()
    }
}

/// “Verdalia (**Europe**) Ltd”
fn country_behind(doc: &Doc<'_>, name: &Phrase) -> Option<usize> {
    let [open, country, close] = doc.tokens.get(name.range.end..name.range.end + 3)? else { return None };
    let place = country.has(trait_of::PLACE | trait_of::NATIONALITY);
    (open.is_mark('(') && place && close.is_mark(')')).then_some(name.range.end + 1)
}

/// What abbreviates other things than firms.
const ABBREVIATIONS: [u64; 14] =
    keys(["ai", "it", "tv", "pr", "hr", "pc", "vp", "id", "ip", "ceo", "cfo", "gdp", "vat", "ipo"]);

/// “Google” is not short for “Google Maps”, nor for “Google Ventures”: a longer name that begins so, like nobody's, and goes on with
/// no word of a body; after a name that is listed, with none of its legal form.
fn is_its_own(doc: &Doc<'_>, word: u64, longer: &Person, listed: bool) -> bool {
    let form = longer.words.last().is_some_and(|last| is_form_of_firm(*last) || WHOLE_ENDS.contains(last));
    longer.words.len() > 1
        && longer.words.first() == Some(&word)
        && !doc.tokens[longer.core.start].has(trait_of::GIVEN)
        && if listed { !form || is_abroad(doc, longer) } else { !names_body(doc, longer.core) }
}

/// “Google **Ireland** Ltd”: a firm's daughter, and not the firm.
fn is_abroad(doc: &Doc<'_>, longer: &Person) -> bool {
    let behind = &doc.tokens[longer.core.start + 1..longer.core.end];
    doc.settled && behind.iter().any(|token| token.has(trait_of::PLACE))
}

/// “Verdalia” for “Verdalia Group Holding Ltd.”: whether a name has so many words at most without its form.
fn has_short_name(known: &Person, longest: usize) -> bool {
    let formed = known.words.last().is_some_and(|last| is_form_of_firm(*last));
    formed && words_of_own(known) <= longest
}

/// How many words a body's name has without its form.
fn words_of_own(known: &Person) -> usize {
    known.words.iter().filter(|word| !is_form_of_firm(**word)).count()
}

/// “**Orton**” for “Bo Orton Co” and “B.F. Orton Co”: whether a firm bears somebody's full name, of which `word` is the surname;
/// or for “Eastmar Orton Co”, where it is no word that lists have.
fn is_founder_of(doc: &Doc<'_>, known: &Person, word: u64) -> bool {
    let [_, surname, forms @ ..] = known.words.as_slice() else { return false };
    let [first, second, ..] = &doc.tokens[known.core.start..known.core.end] else { return false };
    let initials = first.span.of(doc.text).ends_with('.');
    let unlisted = second.word.tags == 0 && second.word.traits == 0;
    let own = first.has(trait_of::GIVEN) || initials || unlisted;
    *surname == word && own && !forms.is_empty() && forms.iter().all(|form| is_form_of_firm(*form))
}

/// Whether a word is what firms' names end with, and says nothing of what they do: “Verdalia **Group Holdings Ltd.**”
pub fn is_form_of_firm(word: u64) -> bool {
    form_of(word).is_some() || GROUP_WORDS.contains(&word)
}

/// Whether one body's name is the other's end: “Harbour Authority” for “Port Alder Harbour Authority”.
fn is_short_for(doc: &Doc<'_>, phrase: &Phrase, known: &[u64], words: &[u64]) -> bool {
    let (short, long) = by_length(known, words);
    short.len() > 1 && long.ends_with(short) && doc.tokens[phrase.core.end - 1].has(trait_of::ORG_HEAD)
}

/// Whether a word stands for a full name: its last, or its first where that is a family's as in “Li Qianru”.
fn bears(person: &Person, word: u64) -> bool {
    person.words.last() == Some(&word)
        || person.words.first() == Some(&word) && FAMILIES_FIRST.contains(&word)
}

fn by_length<'a>(a: &'a [u64], b: &'a [u64]) -> (&'a [u64], &'a [u64]) {
    if a.len() < b.len() { (a, b) } else { (b, a) }
}

/// Which of two of one name is meant: “Okafor Jr.”, “the elder Okafor”.
fn generation(doc: &Doc<'_>, phrase: &Phrase) -> Option<u64> {
    let own = suffix(doc, phrase.core);
    if own != 0 {
        return Some(own);
    }
    doc.tokens[phrase.range.start..phrase.core.start].iter().find_map(|t| match t.key {
        YOUNGER => Some(JR),
        ELDER | OLDER => Some(SR),
        _ => None,
    })
}

/// What a whole body's name ends with, besides what [`is_form_of_firm`] knows.
const WHOLE_ENDS: [u64; 5] = keys(["motor", "motors", "university", "airlines", "electronics"]);
const GROUP_WORDS: [u64; 3] = keys(GROUPS);
const FAMILIES_FIRST: [u64; 44] = keys(FAMILY_NAMES_FIRST);

/// How many people a misspelt name is compared with.
const KNOWN: usize = 100;

const FOR: u64 = ascii_key("for");
const IN: u64 = ascii_key("in");
const OF: u64 = ascii_key("of");
const ON: u64 = ascii_key("on");
const JR: u64 = ascii_key("jr");
const SR: u64 = ascii_key("sr");
const YOUNGER: u64 = ascii_key("younger");
const ELDER: u64 = ascii_key("elder");
const OLDER: u64 = ascii_key("older");

/// “in Northgate’s shipping quarter” is in a place, whatever club is called after it.
fn is_inside(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let before = phrase.range.start.checked_sub(1).map(|at| doc.tokens[at].key);
    phrase.possessive && before == Some(IN)
}
