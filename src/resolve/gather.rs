//! The first pass: articles come in any order and by several hands, and what must be compared is put together.

use std::io;
use std::sync::{Arc, PoisonError};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::bodies::{initial_form, short_forms, stated_forms};
use super::body_key::{body_key, has_form, is_mere_form, without_firm_form};
use super::common::{company, company_key};
use super::generic::telling_key;
use super::input::Appearance;
use super::key::Key;
use super::known_as::{shared_of, shorts_of};
use super::name_key::{PersonName, honorific};
use super::nobody::is_nobody;
use super::pieces::Pieces;
use super::resolver::Resolver;
use super::row;
use super::shelves::Shelf;
use super::surname_of_body::{may_be_surname, outer_words};
use crate::model::{ArticleId, EntityKind};

/// An article that names more than so many is a list: nobody keeps company there, and what each would keep grows as its
/// square.
const MOST_COMPANY: usize = 400;
/// So many names are known by heart.
const KNOWN: usize = 1 << 15;

/// Where who is printed so belongs: on which shelf, in which part; the key where it is a body, and whether it stands there
/// without a legal form; the surname of somebody, and whether the name is a full one.
#[derive(Debug, Clone, Copy)]
struct Place {
    shelf: Shelf,
    part: u32,
    body: Option<(u64, bool)>,
    surname: Option<(Key, bool)>,
}

/// What takes articles in; several may work at once.
#[derive(Debug)]
pub struct Hand<'r, 's> {
    resolver: &'r Resolver<'s>,
    /// Where who is printed so belongs.
    places: HashMap<(bool, Vec<u8>), Place, FixedState>,
    keys: HashMap<String, Option<Key>, FixedState>,
    people: Pieces,
    bodies: Pieces,
    surnames: Pieces,
}

impl<'s> Resolver<'s> {
    /// A hand to give articles into.
    pub fn hand(&self) -> Hand<'_, 's> {
        Hand::new(self)
    }
}

impl<'r, 's> Hand<'r, 's> {
    pub(super) fn new(resolver: &'r Resolver<'s>) -> Self {
        Hand {
            resolver,
            places: HashMap::default(),
            keys: HashMap::default(),
            people: Pieces::new(Shelf::People, resolver.parts),
            bodies: Pieces::new(Shelf::Bodies, resolver.parts),
            surnames: Pieces::new(Shelf::Surnames, resolver.parts),
        }
    }

    /// Takes in everybody whom an article names. Each article comes once.
    ///
    /// Groups without a name are passed over, and so are names that are nobody's.
    ///
    /// # Errors
    /// When the shelves cannot be written.
    pub fn take(&mut self, article: &ArticleId, appearances: &[Appearance]) -> io::Result<()> {
        let company = self.company(appearances);
        let published = appearances.iter().find_map(|seen| seen.published);
        let somebody = |seen: &&Appearance| {
            seen.kind != EntityKind::Group
                && !seen.name.trim().is_empty()
                && !is_nobody(&seen.name)
                && !is_scrap(seen)
        };
        let placed: Vec<(&Appearance, Vec<u8>, Place)> = appearances
            .iter()
            .filter(somebody)
            .map(|seen| {
                let names = row::names(seen);
                let known = self.places.get(&(seen.kind == EntityKind::Person, names.clone())).copied();
                let place = known.unwrap_or_else(|| self.place(seen, &names));
                (seen, names, place)
            })
            .collect();
        let employers: Vec<u64> = placed.iter().filter_map(|(seen, ..)| employer(seen)).collect();
        let told = |(seen, _, place): &(&Appearance, _, Place)| {
            place.surname.filter(|(_, is_full)| tells(seen, *is_full))
        };
        let told: Vec<(Key, bool)> = placed.iter().filter_map(told).collect();
        let came = {
            let mut gathered = self.resolver.gathered.lock().unwrap_or_else(PoisonError::into_inner);
            for employer in employers {
                *gathered.bodies.employers.entry(employer).or_default() += 1;
            }
            for (surname, is_full) in told {
                gathered.words.add_told(surname, is_full);
            }
            for (seen, _, place) in &placed {
                let Some((body, bare)) = place.body else { continue };
                let naming = gathered.bodies.keys.entry(body).or_default();
                naming.bare += u32::from(bare);
                naming.formed += u32::from(!bare);
                naming.places += u32::from(bare && seen.place);
            }
            gathered.articles.add(article, published, &company)
        };
        for (seen, names, place) in &placed {
            let pieces = match place.shelf {
                Shelf::People => &mut self.people,
                Shelf::Surnames => &mut self.surnames,
                _ => &mut self.bodies,
            };
            pieces.put(self.resolver.shelves, place.part, |out| row::write(seen, came, names, out))?;
        }
        Ok(())
    }

    /// Puts what is left on the shelves.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn finish(self) -> io::Result<()> {
        self.people.finish(self.resolver.shelves)?;
        self.surnames.finish(self.resolver.shelves)?;
        self.bodies.finish(self.resolver.shelves)
    }

    fn company(&mut self, appearances: &[Appearance]) -> Vec<Key> {
        let mut last: Option<&Arc<[String]>> = None;
        let mut keys = Vec::new();
        for seen in appearances {
            if last.is_some_and(|last| Arc::ptr_eq(last, &seen.company)) {
                continue;
            }
            last = Some(&seen.company);
            for name in seen.company.iter() {
                keys.extend(self.key(name));
            }
        }
        let all = company(keys);
        if all.len() > MOST_COMPANY { Vec::new() } else { all }
    }

    fn key(&mut self, name: &str) -> Option<Key> {
        if let Some(known) = self.keys.get(name) {
            return *known;
        }
        let key = company_key(name, &self.resolver.texts);
        if self.keys.len() >= KNOWN {
            self.keys.clear();
        }
        self.keys.insert(name.to_owned(), key);
        key
    }

    /// Where who is called so belongs; what the names consist of is noted.
    fn place(&mut self, seen: &Appearance, names: &[u8]) -> Place {
        let is_person = seen.kind == EntityKind::Person;
        let place = if is_person { self.person(seen) } else { self.body(seen) };
        if self.places.len() >= KNOWN {
            self.places.clear();
        }
        self.places.insert((is_person, names.to_vec()), place);
        place
    }

    fn person(&mut self, seen: &Appearance) -> Place {
        let all = std::iter::once(seen.name.trim()).chain(seen.aliases.iter().map(String::as_str));
        let names: Vec<PersonName> = all.filter_map(PersonName::parse).collect();
        {
            let mut gathered = self.resolver.gathered.lock().unwrap_or_else(PoisonError::into_inner);
            gathered.words.add(&names);
        }
        let block = match names.first() {
            Some(name) => Key::from(name.block()),
            // Descriptions are never joined but with the same one.
            None => company_key(&seen.name, &self.resolver.texts).unwrap_or_default(),
        };
        let surname = names.first().map(|name| (Key::from(name.core()), !name.is_vague()));
        Place { shelf: Shelf::People, part: self.resolver.part(block.number()), body: None, surname }
    }

    fn body(&mut self, seen: &Appearance) -> Place {
        let key = telling_key(&seen.name, seen.aliases.iter().map(String::as_str));
        let all = std::iter::once(seen.name.trim()).chain(seen.aliases.iter().map(String::as_str));
        let number = |form: &str| Key::from(form).number();
        let own = number(&key);
        {
            let mut gathered = self.resolver.gathered.lock().unwrap_or_else(PoisonError::into_inner);
            let bodies = &mut gathered.bodies;
            let known = shorts_of(&key).iter().chain(shared_of(&key)).map(String::as_str);
            let short = short_forms(&key).chain(without_firm_form(&key)).chain(known);
            bodies.forms.extend(short.map(number).filter(|form| *form != own));
            let stated: Vec<u64> =
                stated_forms(all).map(|form| number(&form)).filter(|form| *form != own).collect();
            bodies
                .forms
                .extend(initial_form(&seen.name).map(|form| number(&form)).filter(|form| *form != own));
            bodies.forms.extend(&stated);
            bodies.stated.extend(stated);
            bodies.ends.extend(outer_words(&key).map(|word| (number(word), own)));
        }
        Place {
            shelf: if may_be_surname(&key, &seen.aliases) { Shelf::Surnames } else { Shelf::Bodies },
            surname: None,
            part: self.resolver.part(own),
            body: Some((own, !has_form(&seen.name) || key != body_key(seen.name.trim()))),
        }
    }
}

/// “C”, “Pte Ltd”: a letter or a legal form, and nobody's name. A firm may be called by a letter, and so may who speaks; “SA” may be
/// short for another.
fn is_scrap(seen: &Appearance) -> bool {
    let is_person = seen.kind == EntityKind::Person;
    let letters = seen.name.chars().filter(|c| c.is_alphanumeric()).count();
    is_person && !seen.speaks && letters < 2 || is_mere_form(&seen.name, is_person)
}

/// Whether an article tells that this is a person: a surname alone does with an office or *Mr.* before it.
fn tells(seen: &Appearance, is_full: bool) -> bool {
    !seen.guessed && (is_full || seen.role.is_some() || honorific(&seen.name).is_some())
}

/// The body that somebody is said to be of.
fn employer(seen: &Appearance) -> Option<u64> {
    let organization = seen.organization.as_deref().filter(|_| seen.kind == EntityKind::Person)?;
    Some(Key::from(&*body_key(organization.trim())).number())
}
