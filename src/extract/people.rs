//! Whom the names of one article mean: full names, surnames, titles, bodies.
//!
//! Names are gathered first, over the whole article: a headline's surname belongs to the full name that the
//! lead gives. Two people with one surname stay apart. Spellings that sound alike and differ in a letter or
//! two are one name only where nothing speaks against it: one of them never stands with a given name of its own.

use hashbrown::HashMap;

use crate::model::EntityKind;
use crate::text::TokenKind;

use super::doc::{Doc, Range};
use super::doc::{Phrase, PhraseKind};
use super::lexicon::{ascii_key, tag, trait_of};
use super::phrases::names_body;

/// Man or woman, as far as names and titles tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Gender {
    /// Nothing tells.
    #[default]
    Unknown,
    /// he
    Male,
    /// she
    Female,
}

/// Somebody or some body of the article.
#[derive(Debug, Clone)]
pub struct Person {
    /// The words of the fullest name.
    pub name: String,
    /// Its tokens where it first stands so.
    pub core: Range,
    /// Person, organization or group.
    pub kind: EntityKind,
    /// Man or woman.
    pub gender: Gender,
    /// Other spellings and short forms, in the order met.
    pub aliases: Vec<String>,
    /// Words of the name, folded, titles and suffixes left off.
    words: Vec<u64>,
}

/// One naming: a phrase and whom it means.
#[derive(Debug, Clone, Copy)]
pub struct Naming {
    /// Index into [`Doc::phrases`].
    pub phrase: usize,
    /// Index into [`People::all`].
    pub person: usize,
}

/// Everyone the article names.
pub struct People {
    /// In the order of their first naming.
    pub all: Vec<Person>,
    /// In the text's order.
    pub namings: Vec<Naming>,
    /// For each phrase, whom it names.
    by_phrase: Vec<Option<u32>>,
}

impl People {
    /// Whom a phrase names, pronouns and descriptions left out.
    pub fn named_by(&self, phrase: usize) -> Option<usize> {
        self.by_phrase.get(phrase).copied().flatten().map(|p| p as usize)
    }

    /// Gathers the names of a document. Cost: linear in its phrases times the people who share a surname.
    pub fn gather(doc: &Doc<'_>) -> People {
        let mut people =
            People { all: Vec::new(), namings: Vec::new(), by_phrase: vec![None; doc.phrases.len()] };
        let mut index = Index::default();
        // Two passes: longer names first, so that a surname finds its owner wherever it stands.
        for full in [true, false] {
            for (number, phrase) in doc.phrases.iter().enumerate() {
                if phrase.kind != PhraseKind::Name || is_full(doc, phrase) != full {
                    continue;
                }
                if let Some(person) = people.place(doc, number, &mut index, full) {
                    people.by_phrase[number] = Some(person as u32);
                }
            }
        }
        people.count_namings(doc);
        people.settle_spellings(doc);
        people
    }

    /// The full name of the one body that a short name can mean: “Club” for “Northgate Shipowners’ Club”.
    pub fn full_body_name(&self, short: String) -> String {
        let bodies =
            self.all.iter().filter(|p| p.kind == EntityKind::Organization && p.name.len() > short.len());
        let mut longer = bodies.filter(|p| {
            p.name.ends_with(&short) && p.name.as_bytes()[p.name.len() - short.len() - 1] == b' '
        });
        match (longer.next(), longer.next()) {
            (Some(only), None) => only.name.clone(),
            _ => short,
        }
    }

    fn place(&mut self, doc: &Doc<'_>, number: usize, index: &mut Index, full: bool) -> Option<usize> {
        let phrase = &doc.phrases[number];
        let words = name_words(doc, phrase.core);
        let last = *words.last()?;
        let guess = guess_kind(doc, phrase)?;
        let gender = gender_of(doc, phrase);
        let known = if full {
            self.same_full(index, &words, last, guess)
        } else {
            self.owner(doc, number, index, &words, gender)
        };
        let person = match known {
            Some(person) => person,
            None => self.add(doc, phrase, words, guess, index),
        };
        let all = &mut self.all[person];
        if all.gender == Gender::Unknown && all.kind == EntityKind::Person {
            all.gender = gender;
        }
        let spelled = clean_name(doc, phrase.core);
        if spelled != all.name && !all.aliases.contains(&spelled) {
            all.aliases.push(spelled);
        }
        Some(person)
    }

    fn add(
        &mut self,
        doc: &Doc<'_>,
        phrase: &Phrase,
        words: Vec<u64>,
        kind: EntityKind,
        index: &mut Index,
    ) -> usize {
        let person = self.all.len();
        for word in &words {
            index.by_word.entry(*word).or_default().push(person);
        }
        let gender = if kind == EntityKind::Person { gender_of(doc, phrase) } else { Gender::Unknown };
        let name = clean_name(doc, phrase.core);
        if kind == EntityKind::Organization {
            index.by_initials.entry(initials(doc, phrase.core)).or_insert(person);
        }
        self.all.push(Person { name, core: phrase.core, kind, gender, aliases: Vec::new(), words });
        person
    }

    /// The person a full name means, if the article has named them before.
    fn same_full(&self, index: &Index, words: &[u64], last: u64, kind: EntityKind) -> Option<usize> {
        let first = *words.first()?;
        index.by_word.get(&last)?.iter().copied().find(|person| {
            let known = &self.all[*person];
            if known.words == words {
                return true;
            }
            if kind != EntityKind::Person
                || known.kind != EntityKind::Person
                || known.words.last() != Some(&last)
            {
                return false;
            }
            known.words.first() == Some(&first)
                || known.words.len() < words.len() && words.ends_with(&known.words) && known.words.len() > 1
                || words.len() < known.words.len() && known.words.ends_with(words) && words.len() > 1
        })
    }

    /// Whom a short name means: the owner of the surname, or of the given name; the one met last before it,
    /// else the first one after.
    fn owner(
        &self,
        doc: &Doc<'_>,
        number: usize,
        index: &Index,
        words: &[u64],
        gender: Gender,
    ) -> Option<usize> {
        let word = *words.last()?;
        let phrase = &doc.phrases[number];
        if let Some(body) = index.by_initials.get(&initials_of_word(doc, phrase.core)) {
            return Some(*body);
        }
        let spelled = doc.words(phrase.core);
        let exact = index.by_word.get(&word).map(Vec::as_slice).unwrap_or_default();
        let sounds: Vec<usize>;
        let candidates = if exact.is_empty() {
            sounds = self.sounding_like(doc, spelled);
            &sounds
        } else {
            exact
        };
        let fits = |person: &usize| {
            let known = &self.all[*person];
            if known.kind == EntityKind::Organization {
                // “the Forum” for the Levant Policy Forum; “Sunmere” for Sunmere Energy
                let head = known.words.last() == Some(&word)
                    && doc.tokens[phrase.core.end - 1].has(trait_of::ORG_HEAD);
                return head
                    || known.words == words
                    || known.words.first() == Some(&word) && known.words.len() <= 3;
            }
            let surname =
                known.words.last() == Some(&word) || !known.words.contains(&word) && exact.is_empty();
            let given = known.words.first() == Some(&word);
            (surname || given)
                && (gender == Gender::Unknown || known.gender == Gender::Unknown || known.gender == gender)
        };
        let surname_first = |person: &usize| usize::from(self.all[*person].words.last() != Some(&word));
        let mut fitting: Vec<usize> = candidates.iter().copied().filter(fits).collect();
        fitting.sort_by_key(surname_first);
        let best = surname_first(fitting.first()?);
        fitting.retain(|p| surname_first(p) == best);
        if fitting.len() == 1 {
            return fitting.first().copied();
        }
        let recent = (0..number)
            .rev()
            .find_map(|before| self.by_phrase[before].map(|p| p as usize).filter(|p| fitting.contains(p)));
        recent.or_else(|| fitting.first().copied())
    }

    /// People whose surname is written otherwise and sounds alike: Khamanei for Khamenei.
    fn sounding_like(&self, doc: &Doc<'_>, spelled: &str) -> Vec<usize> {
        if spelled.chars().count() < 6 || spelled.contains(' ') {
            return Vec::new();
        }
        let found = |person: &Person| {
            person.kind == EntityKind::Person
                && sounds_alike(
                    doc.words(Range { start: person.core.end - 1, end: person.core.end }),
                    spelled,
                )
        };
        (0..self.all.len()).filter(|p| found(&self.all[*p])).collect()
    }

    /// A full name takes the spelling of its surname that the article uses most.
    fn settle_spellings(&mut self, doc: &Doc<'_>) {
        let mut counts: HashMap<(usize, &str), (usize, usize), foldhash::fast::FixedState> =
            HashMap::default();
        for (place, naming) in self.namings.iter().enumerate() {
            let core = doc.phrases[naming.phrase].core;
            let surname = doc.words(Range { start: core.end - 1, end: core.end });
            counts.entry((naming.person, surname)).or_insert((0, usize::MAX - place)).0 += 1;
        }
        for (number, person) in self.all.iter_mut().enumerate() {
            let own = doc.words(Range { start: person.core.end - 1, end: person.core.end });
            if person.kind != EntityKind::Person || person.words.len() < 2 || own.chars().count() < 6 {
                continue;
            }
            let mut spellings: Vec<(&str, (usize, usize))> = std::iter::once(own)
                .chain(
                    person
                        .aliases
                        .iter()
                        .filter_map(|a| a.rsplit(' ').next())
                        .filter(|a| sounds_alike(a, own)),
                )
                .filter_map(|spelling| counts.get_key_value(&(number, spelling)).map(|((_, s), c)| (*s, *c)))
                .collect();
            spellings.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            if let Some((best, _)) = spellings.first().filter(|(best, _)| *best != own) {
                let renamed = format!("{}{best}", &person.name[..person.name.len() - own.len()]);
                let old = std::mem::replace(&mut person.name, renamed);
                if !person.aliases.contains(&old) {
                    person.aliases.insert(0, old);
                }
            }
        }
    }

    fn count_namings(&mut self, doc: &Doc<'_>) {
        for number in 0..doc.phrases.len() {
            if let Some(person) = self.by_phrase[number] {
                self.namings.push(Naming { phrase: number, person: person as usize });
            }
        }
    }
}

/// What names are found by.
#[derive(Default)]
struct Index {
    by_word: HashMap<u64, Vec<usize>, foldhash::fast::FixedState>,
    by_initials: HashMap<String, usize, foldhash::fast::FixedState>,
}

/// Whether two spellings differ only as transliterations do: the same consonants in the same order.
pub fn sounds_alike(a: &str, b: &str) -> bool {
    skeleton(a) == skeleton(b) && strsim::damerau_levenshtein(&a.to_lowercase(), &b.to_lowercase()) <= 2
}

/// The consonants of a name, those that transliterations confuse written the same way.
fn skeleton(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_lowercase().chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | '\'' | '’' | '-' => continue,
            'q' | 'g' | 'k' | 'c' => 'k',
            'z' | 's' => 's',
            'w' | 'v' => 'v',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Two words or more, or a body’s name.
fn is_full(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    name_words(doc, phrase.core).len() > 1
}

/// The keys of a name’s words, titles, suffixes and nicknames left off.
fn name_words(doc: &Doc<'_>, core: Range) -> Vec<u64> {
    let own = doc.tokens.get(core.start).map_or(0, |t| t.quotation);
    doc.tokens[core.start..core.end]
        .iter()
        .filter(|t| {
            t.kind == TokenKind::Word && !t.has(trait_of::SUFFIX) && t.quotation == own && t.key != THE
        })
        .map(|t| t.key)
        .collect()
}

/// The name as written, without a suffix’s comma-less clutter.
fn clean_name(doc: &Doc<'_>, core: Range) -> String {
    let mut start = core.start;
    if core.end - start > 1 && doc.tokens[start].key == THE {
        start += 1;
    }
    doc.words(Range { start, end: core.end }).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Person or body, or nothing where the name is only a place or a day.
fn guess_kind(doc: &Doc<'_>, phrase: &Phrase) -> Option<EntityKind> {
    let core = &doc.tokens[phrase.core.start..phrase.core.end];
    let titled = doc.tokens[phrase.range.start..phrase.core.start]
        .iter()
        .any(|t| t.has(trait_of::TITLE | trait_of::HONORIFIC | trait_of::ROLE));
    if titled {
        return Some(EntityKind::Person);
    }
    let given = core.first()?.has(trait_of::GIVEN);
    let last = core.last()?;
    let surname = given && core.len() == 2 && last.word.tags & tag::NOUN == 0;
    if names_body(doc, phrase.core) && !surname {
        return Some(EntityKind::Organization);
    }
    if core.iter().all(|t| t.has(trait_of::CALENDAR | trait_of::NATIONALITY)) && !given {
        return None;
    }
    if core.iter().all(|t| t.has(trait_of::PLACE) && !t.has(trait_of::GIVEN)) {
        return Some(EntityKind::Organization);
    }
    let before = phrase.range.start.checked_sub(1).map(|i| &doc.tokens[i]);
    let role_before = phrase.range.start > 1 && doc.tokens[phrase.range.start - 2].has(trait_of::ROLE);
    if !given && before.is_some_and(|t| matches!(t.key, IN | NEAR | AT) || t.key == OF && role_before) {
        return Some(EntityKind::Organization);
    }
    let written = doc.words(phrase.core);
    let acronym = core.len() == 1
        && written.chars().count() > 1
        && written.chars().all(|c| c.is_uppercase() || c == '.' || c == '&');
    if acronym || doc.tokens[phrase.range.start].key == THE && !given {
        return Some(EntityKind::Organization);
    }
    if core.len() > 1 && !given && core.iter().all(|t| t.word.tags != 0) {
        return Some(EntityKind::Organization);
    }
    Some(EntityKind::Person)
}

/// What titles and given names tell.
fn gender_of(doc: &Doc<'_>, phrase: &Phrase) -> Gender {
    let mut titles = doc.tokens[phrase.range.start..phrase.core.start].iter().rev();
    let traits = titles.find_map(|t| {
        Some(t.word.traits)
            .filter(|t| t & trait_of::HONORIFIC != 0 && t & (trait_of::MALE | trait_of::FEMALE) != 0)
    });
    let given = doc.tokens[phrase.core.start].word.traits;
    let traits = traits.unwrap_or(if phrase.core.end - phrase.core.start > 1 { given } else { 0 });
    match traits & (trait_of::MALE | trait_of::FEMALE) {
        trait_of::MALE => Gender::Male,
        trait_of::FEMALE => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// `WHO` for “World Health Organization”.
fn initials(doc: &Doc<'_>, core: Range) -> String {
    doc.tokens[core.start..core.end]
        .iter()
        .filter(|t| t.capital)
        .filter_map(|t| t.span.of(doc.text).chars().next())
        .collect()
}

fn initials_of_word(doc: &Doc<'_>, core: Range) -> String {
    let word: String = doc.words(core).chars().filter(|c| *c != '.').collect();
    if core.end - core.start == 1 && word.chars().count() > 1 && word.chars().all(char::is_uppercase) {
        word
    } else {
        String::from("-")
    }
}

const THE: u64 = ascii_key("the");
const IN: u64 = ascii_key("in");
const AT: u64 = ascii_key("at");
const OF: u64 = ascii_key("of");
const NEAR: u64 = ascii_key("near");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::lexicon;
    use crate::extract::testing::article;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = article(text);
        let doc = Doc::new(&article, lexicon());
        let people = People::gather(&doc);
        let found: Vec<String> =
            people.all.iter().map(|p| format!("{}: {}", p.name, p.aliases.join(", "))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_surname_means_its_owner_before_and_after() {
        check("Oyelaran spoke. Then Marta Oyelaran left. Ms. Oyelaran sat.", &["Marta Oyelaran: Oyelaran"]);
    }

    #[test]
    fn two_people_with_one_surname_stay_apart() {
        check(
            "Helen Castellane met Paul Castellane. Mr. Castellane left.",
            &["Helen Castellane: ", "Paul Castellane: Castellane"],
        );
    }

    #[test]
    fn spellings_that_sound_alike_are_one() {
        check("Idris Vahdani spoke. Wahdani left.", &["Idris Vahdani: Wahdani"]);
        assert!(sounds_alike("Khamenei", "Khamanei"));
        assert!(!sounds_alike("Castellane", "Costello"));
    }

    #[test]
    fn bodies_and_their_initials() {
        check(
            "The Port Alder Harbour Authority spoke. The PAHA left.",
            &["Port Alder Harbour Authority: PAHA"],
        );
    }
}
