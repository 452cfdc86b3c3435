//! Whom the names of one article mean: full names, surnames, titles, bodies.
//!
//! Names are gathered first, over the whole article: a headline's surname belongs to the full name that the
//! lead gives. Two people with one surname stay apart. Spellings that sound alike and differ in a letter or
//! two are one name only where nothing speaks against it: one of them never stands with a given name of its own.

mod body_words;
mod capitals;
mod couple;
pub mod guess;
mod kin;
mod namesakes;
mod only_firm;
mod ordinary;
pub mod owner;
mod regnal;
mod short_names;
mod spelling;
mod storms;
mod sure_bodies;
pub mod told_bodies;
mod told_kinds;
mod told_person;
mod told_places;
mod words;

use super::gender::Gender;
use hashbrown::{HashMap, HashSet};

use crate::model::{EntityKind, ParagraphKind, Span};
use crate::text::TokenKind;

use super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::joint::{first_office_before, office_before};
use super::kinds_of_body::{is_listed_body, named_before_kind, named_before_unit};
use super::label::is_topic;
use super::lexicon::trait_of;
use super::somebody::{is_epithet, is_one_of_many};

use body_words::is_manager;
pub use body_words::is_told_by_words;
use couple::shared_surnames;
use guess::{
    gender_of, guess_kind, is_auxiliary_in_capitals, is_bare_title, is_line, is_listed_place, is_mere_word,
    is_month, is_place, is_region, office_beside, offices,
};
use kin::is_relation;
use ordinary::ordinary_words;
pub use spelling::sounds_alike;
pub use sure_bodies::sure_bodies;
use told_bodies::{is_mere_form, key_of, told_bodies};
use told_kinds::kind_before;
pub use told_person::told_people;
use told_places::told_places;
pub use words::word_key;
use words::{
    clean_name, initials, initials_with_form, name_keys, name_words, suffix, surname, without_article,
};

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
    /// The key of “Jr.” or “Sr.”; 0 without one.
    suffix: u64,
    /// Whether some naming says that it is a place: “in Harrow”, “the Strait of Hormuz”.
    pub place: bool,
    /// Of a body, whether the article says so or a list knows it, whatever its words: “Verdalia said its …”.
    pub told: bool,
    /// The offices that stand before the name somewhere, by key: “Judge”.
    titles: Vec<u64>,
    /// Whether a full naming tells whose relation they are: “her son, Bo Lind”.
    relation: bool,
    /// Of a body, the nouns that the article says it is, by key: *startup*.
    kinds: Vec<u64>,
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
    /// For each person, the phrase that names them first in the running text.
    first: Vec<Option<u32>>,
    /// Bodies by each of their names.
    bodies: HashMap<String, usize, foldhash::fast::FixedState>,
    /// Firms by what their names begin with; nothing where two begin so.
    short_names: HashMap<String, Option<usize>, foldhash::fast::FixedState>,
    /// The surnames of those who are named in full.
    surnames: HashSet<u64, foldhash::fast::FixedState>,
    /// The only firm among all.
    firm: Option<usize>,
}

impl People {
    /// Whom a phrase names, pronouns and descriptions left out.
    pub fn named_by(&self, phrase: usize) -> Option<usize> {
        self.by_phrase.get(phrase).copied().flatten().map(|p| p as usize)
    }

    /// Of each surname, who bears it and was named before all others who do.
    pub fn first_bearers(&self) -> HashMap<u64, usize, foldhash::fast::FixedState> {
        let mut out = HashMap::default();
        for (person, known) in
            self.all.iter().enumerate().filter(|(_, known)| known.kind == EntityKind::Person)
        {
            if let Some(surname) = known.words.last() {
                out.entry(*surname).or_insert(person);
            }
        }
        out
    }

    /// Gathers the names of a document. Cost: linear in its phrases times the people who share a surname, 256 at most.
    pub fn gather(doc: &Doc<'_>) -> People {
        let mut people = People {
            all: Vec::new(),
            namings: Vec::new(),
            by_phrase: vec![None; doc.phrases.len()],
            first: Vec::new(),
            bodies: HashMap::default(),
            short_names: HashMap::default(),
            surnames: HashSet::default(),
            firm: None,
        };
        let mut index = Index {
            places: told_places(doc),
            bodies: told_bodies(doc),
            surnames: shared_surnames(doc),
            ordinary: ordinary_words(doc),
            ..Index::default()
        };
        // Two passes: longer names first, so that a surname finds its owner wherever it stands.
        for full in [true, false] {
            for (number, phrase) in doc.phrases.iter().enumerate() {
                let is_full = is_full(doc, phrase) || index.surnames.contains_key(&number);
                let is_told = phrase.kind == PhraseKind::Name && is_full == full;
                // “Verdalia President and CEO Ana Ruiz” names one.
                if !is_told || first_office_before(doc, number + 1) == Some(number) {
                    continue;
                }
                if let Some(person) = people.place(doc, number, &mut index, full) {
                    people.by_phrase[number] = Some(person as u32);
                    index.met(person, number, full);
                }
            }
        }
        people.find_in_descriptions(doc, &mut index);
        people.count_namings(doc);
        if doc.settled {
            people.settle_namesakes(doc);
            people.settle_storms(doc);
            people.settle_capitals(doc);
        }
        people.settle_spellings(doc);
        people.tell_apart(doc);
        people.name_by_office(doc);
        people.list_bodies();
        if doc.settled {
            people.list_short_names(doc, &index);
        }
        people
    }

    /// Whether somebody named is a human being.
    pub fn is_person(&self, person: usize) -> bool {
        self.all[person].kind == EntityKind::Person
    }

    /// Whether a body is a country, a town or the like: by its words, or by how the article names it.
    pub fn is_place(&self, doc: &Doc<'_>, body: &Person) -> bool {
        let core = &doc.tokens[without_article(doc, body.core).start..body.core.end];
        body.place || is_region(core)
    }

    /// The firm that the article names, where it names one alone: by its form, its sign, or a list.
    pub fn only_firm(&self) -> Option<usize> {
        self.firm
    }

    /// Whether a word is the surname of somebody who is named in full.
    pub fn is_surname(&self, doc: &Doc<'_>, word: &Tok) -> bool {
        self.surnames.contains(&word_key(doc, word))
    }

    /// Whether the article says that a body is a `kind`: “Verdalia, the boat startup, …”.
    pub fn is_said_to_be(&self, body: usize, kind: u64) -> bool {
        self.all[body].kinds.contains(&kind)
    }

    /// The offices that stand before somebody's name, by key.
    pub fn offices_of(&self, person: usize) -> &[u64] {
        &self.all[person].titles
    }

    /// “39” for “Ana Ruiz, 39,” and “Ana Ruiz, a 39-year-old baker”: the age told where somebody is named in full first.
    pub fn age_told<'d>(&self, doc: &Doc<'d>, person: usize) -> Option<&'d str> {
        let comma = self.all[person].core.end;
        let after = doc.tokens.get(comma + 1..doc.tokens.len().min(comma + 5))?;
        let words = |t: &Tok| t.span.of(doc.text);
        if !doc.tokens[comma].is_mark(',') && !doc.tokens[comma].is_mark('(') {
            return None;
        }
        let number = after.first().filter(|t| t.kind == TokenKind::Number).map(words);
        number.or_else(|| after.iter().find_map(|t| words(t).strip_suffix("-year-old")))
    }

    /// The phrase that names somebody first, headlines and captions left out.
    pub fn first_naming(&self, person: usize) -> Option<usize> {
        self.first.get(person).copied().flatten().map(|p| p as usize)
    }

    /// The body that the article calls by the words of `core`.
    pub fn body_called(&self, doc: &Doc<'_>, core: Range) -> Option<usize> {
        self.bodies.get(&clean_name(doc, core)).copied()
    }

    /// The fullest name of the body that the article calls `name`.
    pub fn full_body_name(&self, name: String) -> String {
        let short = || self.short_names.get(&name).copied().flatten();
        self.bodies.get(&name).copied().or_else(short).map_or(name, |body| self.all[body].name.clone())
    }

    /// Where somebody is named most fully, without “the”.
    pub fn name_span(&self, doc: &Doc<'_>, person: usize) -> Span {
        doc.span(without_article(doc, self.all[person].core))
    }

    fn place(&mut self, doc: &Doc<'_>, number: usize, index: &mut Index, full: bool) -> Option<usize> {
        let phrase = &doc.phrases[number];
        let mut words = name_words(doc, phrase.core);
        words.last()?;
        let shared = index.surnames.get(&number).copied();
        words.extend(shared.map(|at| word_key(doc, &doc.tokens[at])));
        // “Ana Ruiz, **an Oregon Democrat**”: one of many.
        if is_one_of_many(doc, phrase) || is_epithet(doc, phrase) || doc.settled && is_line(doc, phrase) {
            return None;
        }
        if is_mere_form(doc, phrase) {
            return self.before_sign(doc, number);
        }
        let holds_office = office_before(doc, number).is_some();
        let is_person = holds_office && !(doc.settled && is_manager(doc, phrase));
        let mut guess = if is_person { EntityKind::Person } else { guess_kind(doc, phrase)? };
        let place = words.len() == 1 && index.places.contains(&words[0]);
        let bare = phrase.range.start == phrase.core.start;
        let called = bare || kind_before(doc, phrase).is_some();
        let listed = is_listed_body(words.iter().copied());
        let told = index.bodies.get(&key_of(&words)).filter(|_| called).cloned();
        let is_told = bare && listed || told.is_some();
        if guess == EntityKind::Person && (place && offices(doc, phrase).next().is_none() || is_told) {
            guess = EntityKind::Organization;
        }
        let gender = gender_of(doc, phrase);
        let known = if full {
            self.same_full(doc, phrase, index, &words, guess)
        } else {
            self.owner(doc, number, index, &words, gender)
        };
        let long = words.len();
        let person = match known {
            Some(person) => {
                self.lengthen(doc, person, phrase, words, index);
                person
            }
            // “The Senator holds”: whoever has the office, and no name of its own.
            None if is_bare_title(doc, phrase)
                || is_mere_word(doc, phrase, &index.ordinary)
                || doc.settled && (is_month(doc, phrase) || is_auxiliary_in_capitals(doc, phrase))
                || doc.tokens.get(phrase.range.end).is_some_and(|next| next.is_mark(':'))
                    && is_topic(doc, phrase)
                || office_beside(doc, number).is_some() =>
            {
                return None;
            }
            None => self.add(doc, phrase, words, guess, index),
        };
        let all = &mut self.all[person];
        if all.kind == EntityKind::Organization {
            all.told |= is_told;
            let new = told.into_iter().flatten().filter(|kind| !all.kinds.contains(kind));
            let new: Vec<u64> = new.collect();
            all.kinds.extend(new);
        }
        if let Some(surname) = shared.filter(|_| all.core == phrase.core) {
            all.name = format!("{} {}", all.name, doc.words(Range { start: surname, end: surname + 1 }));
        }
        let own = long == all.words.len();
        all.place |= own && (place || long > 1 && is_place(doc, phrase) || is_listed_place(doc, phrase));
        all.relation |= full && is_relation(doc, phrase);
        for office in offices(doc, phrase) {
            if !all.titles.contains(&office) {
                all.titles.push(office);
            }
        }
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
            note(index.by_word.entry(*word).or_default(), person);
        }
        let gender = if kind == EntityKind::Person { gender_of(doc, phrase) } else { Gender::Unknown };
        let name = clean_name(doc, phrase.core);
        if kind == EntityKind::Organization {
            index.add_initials(doc, phrase.core, person);
        }
        if kind == EntityKind::Person {
            let sound = spelling::sound(surname(doc, phrase.core));
            note(index.by_sound.entry(sound).or_default(), person);
        }
        let suffix = suffix(doc, phrase.core);
        self.all.push(Person {
            name,
            core: phrase.core,
            kind,
            gender,
            aliases: Vec::new(),
            words,
            suffix,
            place: false,
            told: false,
            titles: Vec::new(),
            relation: false,
            kinds: Vec::new(),
        });
        person
    }

    /// “the **Aftenbladet** newspaper”: bodies that are named in descriptions of them.
    fn find_in_descriptions(&mut self, doc: &Doc<'_>, index: &mut Index) {
        for (number, phrase) in doc.phrases.iter().enumerate() {
            let unit = || Some(()).filter(|()| doc.settled).and_then(|()| named_before_unit(doc, phrase));
            let Some(core) = named_before_kind(doc, phrase).or_else(unit) else { continue };
            let words = name_words(doc, core);
            let Some(last) = words.last() else { continue };
            let called = |body: &usize| {
                self.all[*body].kind == EntityKind::Organization && self.all[*body].words == words
            };
            let known = index.by_word.get(last).into_iter().flatten().copied().find(called);
            let name = Phrase { range: core, core, kind: PhraseKind::Name, possessive: false };
            let body = known.unwrap_or_else(|| self.add(doc, &name, words, EntityKind::Organization, index));
            let kind = doc.tokens[phrase.head()].key;
            if !self.all[body].kinds.contains(&kind) {
                self.all[body].kinds.push(kind);
            }
            self.by_phrase[number] = Some(body as u32);
        }
    }

    /// A longer form of a name met before becomes the name: “Port Alder Harbour Authority” after “Harbour Authority”.
    fn lengthen(
        &mut self,
        doc: &Doc<'_>,
        person: usize,
        phrase: &Phrase,
        words: Vec<u64>,
        index: &mut Index,
    ) {
        let known = &mut self.all[person];
        // Of “Crooked Ana Ruiz” and “Ana Ruiz” the name is what begins with a given name.
        let given = |core: Range| doc.tokens[core.start].has(trait_of::GIVEN) && core.end > core.start + 1;
        let (was, is) = (given(known.core), given(phrase.core));
        let epithet = known.kind == EntityKind::Person && was != is;
        let longer = words.len() > known.words.len() || known.suffix == 0 && suffix(doc, phrase.core) != 0;
        let fuller = longer && words.len() >= known.words.len();
        let better = if epithet && words.len() > 1 && known.words.len() > 1 { is } else { fuller };
        if !better {
            return;
        }
        for word in words.iter().filter(|w| !known.words.contains(w)) {
            note(index.by_word.entry(*word).or_default(), person);
        }
        if known.kind == EntityKind::Organization {
            index.add_initials(doc, phrase.core, person);
        }
        let old = std::mem::replace(&mut known.name, clean_name(doc, phrase.core));
        if old != known.name && !known.aliases.contains(&old) {
            known.aliases.push(old);
        }
        known.aliases.retain(|alias| *alias != known.name);
        known.core = phrase.core;
        known.words = words;
        known.suffix = suffix(doc, phrase.core);
    }

    /// “Mr. Holt” and “Mrs. Holt”, of whom nothing else is told, are called so.
    fn tell_apart(&mut self, doc: &Doc<'_>) {
        for one in self.namesakes() {
            let core = self.all[one].core;
            let stop = core.start.checked_sub(1).is_some_and(|at| doc.tokens[at].is_mark('.'));
            let title = core.start.checked_sub(1 + usize::from(stop));
            if let Some(at) = title.filter(|at| doc.tokens[*at].has(trait_of::HONORIFIC)) {
                let called = clean_name(doc, Range { start: at, end: core.end });
                let bare = std::mem::replace(&mut self.all[one].name, called);
                self.all[one].aliases.push(bare);
            }
        }
    }

    /// People of one single name, of whom one is a man and one a woman.
    fn namesakes(&self) -> Vec<usize> {
        let bare = |known: &Person| known.words.len() == 1 && known.kind == EntityKind::Person;
        let mut genders: HashMap<&str, Gender, foldhash::fast::FixedState> = HashMap::default();
        let mut shared: HashSet<&str, foldhash::fast::FixedState> = HashSet::default();
        for known in self.all.iter().filter(|known| bare(known)) {
            if *genders.entry(&known.name).or_insert(known.gender) != known.gender {
                shared.insert(&known.name);
            }
        }
        let all = self.all.iter().enumerate();
        all.filter(|(_, known)| bare(known) && shared.contains(&*known.name)).map(|(one, _)| one).collect()
    }

    fn count_namings(&mut self, doc: &Doc<'_>) {
        self.first = vec![None; self.all.len()];
        for number in 0..doc.phrases.len() {
            if let Some(person) = self.by_phrase[number] {
                self.namings.push(Naming { phrase: number, person: person as usize });
                let part = &doc.parts[doc.part_of(doc.phrases[number].range.start)];
                if matches!(part.kind, ParagraphKind::Lead | ParagraphKind::Body) {
                    self.first[person as usize].get_or_insert(number as u32);
                }
            }
        }
    }
}

impl People {
    /// Notes every name of every body; where two share one, it is the first one's. And every surname.
    fn list_bodies(&mut self) {
        let full = self.all.iter().filter(|known| known.kind == EntityKind::Person && known.words.len() > 1);
        self.surnames = full.filter_map(|known| known.words.last().copied()).collect();
        self.firm = self.find_only_firm();
        for (number, body) in self.all.iter().enumerate() {
            if body.kind == EntityKind::Organization {
                for name in std::iter::once(&body.name).chain(&body.aliases) {
                    self.bodies.entry_ref(name.as_str()).or_insert(number);
                }
            }
        }
    }
}

/// How many bearers of one word of their names are known by it: an article that has more of them is a heap, and is read in time
/// linear in its length all the same.
const BEARERS: usize = 256;

fn note(bearers: &mut Vec<usize>, person: usize) {
    if bearers.len() < BEARERS {
        bearers.push(person);
    }
}

/// What names are found by.
#[derive(Default)]
struct Index {
    by_word: HashMap<u64, Vec<usize>, foldhash::fast::FixedState>,
    by_initials: HashMap<String, usize, foldhash::fast::FixedState>,
    /// People by how their surnames sound.
    by_sound: HashMap<String, Vec<usize>, foldhash::fast::FixedState>,
    /// For each person, the phrases that name them in full.
    in_full: Vec<Vec<usize>>,
    /// For each person, the phrase that named them in short last.
    in_short: Vec<Option<usize>>,
    /// The token of the surname that a phrase shares with the name behind it.
    surnames: HashMap<usize, usize, foldhash::fast::FixedState>,
    /// Single words that are a place's name somewhere, and nobody's anywhere.
    places: HashSet<u64, foldhash::fast::FixedState>,
    /// Names that the article treats as bodies, by [`key_of`] their words, with what sort it says they are.
    bodies: HashMap<u64, Vec<u64>, foldhash::fast::FixedState>,
    /// Words that have a capital only where a sentence begins.
    ordinary: HashSet<u64, foldhash::fast::FixedState>,
}

impl Index {
    fn met(&mut self, person: usize, phrase: usize, full: bool) {
        if self.in_full.len() <= person {
            self.in_full.resize(person + 1, Vec::new());
            self.in_short.resize(person + 1, None);
        }
        if full {
            self.in_full[person].push(phrase);
        } else {
            self.in_short[person] = Some(phrase);
        }
    }

    fn add_initials(&mut self, doc: &Doc<'_>, core: Range, body: usize) {
        let with_form = initials_with_form(doc, core);
        for initials in std::iter::once(initials(doc, core)).chain(with_form) {
            self.by_initials.entry(initials).or_insert(body);
        }
    }

    /// The phrase before `number` that named a person last.
    fn last_before(&self, person: usize, number: usize) -> Option<usize> {
        let full = self.in_full.get(person).and_then(|met| {
            met.partition_point(|phrase| *phrase < number).checked_sub(1).and_then(|at| met.get(at)).copied()
        });
        full.max(self.in_short.get(person).copied().flatten())
    }
}

/// Two words or more, or a body’s name.
fn is_full(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    name_keys(doc, phrase.core).nth(1).is_some()
}

#[cfg(test)]
mod tests;
