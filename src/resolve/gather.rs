//! The first pass: articles come in any order and by several hands, and what must be compared is put together.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::bodies::{initial_form, short_forms, stated_forms};
use super::body_key::{body_key, has_form, is_mere_form, without_firm_form};
use super::common::{company, company_key};
use super::generic::telling_key;
use super::input::Appearance;
use super::key::Key;
use super::known_as::{shared_of, shorts_of};
use super::name_key::{PersonName, honorific};
use super::name_words::NameWords;
use super::nobody::is_nobody;
use super::resolver::Resolver;
use super::row;
use super::shelves::Shelf;
use super::surnames::{may_be_surname, outer_words};
use super::world::Articles;
use crate::model::{ArticleId, EntityKind};
use crate::text::varint::Writer;

/// So much is put on a shelf at a time.
const PIECE: usize = 8 * 1024;
/// An article that names more than so many is a list: nobody keeps company there, and what each would keep grows as its
/// square.
const MOST_COMPANY: usize = 400;
/// So many names are known by heart.
const KNOWN: usize = 1 << 15;

/// What all hands gathered, but for what lies on the shelves.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub articles: Articles,
    pub words: NameWords,
    pub bodies: BodyNames,
}

/// How many appearances of a body are named without a legal form, how many of these as a place, and how many with one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Naming {
    pub bare: u32,
    pub places: u32,
    pub formed: u32,
}

impl Naming {
    pub(super) fn is_place(self) -> bool {
        self.places * 2 > self.bare
    }
}

/// The names of bodies, and what they may be called for short.
#[derive(Debug, Default)]
pub(super) struct BodyNames {
    /// Each with how it is named.
    pub keys: HashMap<u64, Naming, FixedState>,
    pub forms: HashSet<u64, FixedState>,
    /// Those of the forms that an article uses beside the name.
    pub stated: HashSet<u64, FixedState>,
    /// The first and last words of longer names, each with the name.
    pub ends: HashSet<(u64, u64), FixedState>,
    /// Names of bodies that people are said to be of, each with how often.
    pub employers: HashMap<u64, u32, FixedState>,
}

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

/// What is on its way to a shelf, by part.
#[derive(Debug)]
pub(super) struct Pieces {
    shelf: Shelf,
    parts: Vec<Writer>,
}

impl Pieces {
    pub(super) fn new(shelf: Shelf, parts: u32) -> Pieces {
        Pieces { shelf, parts: (0..parts).map(|_| Writer::default()).collect() }
    }

    /// Writes something whole for a part.
    pub(super) fn put(
        &mut self,
        resolver: &Resolver<'_>,
        part: u32,
        write: impl FnOnce(&mut Writer),
    ) -> io::Result<()> {
        let Some(out) = self.parts.get_mut(part as usize) else { return Ok(()) };
        write(out);
        if out.0.len() >= PIECE {
            resolver.shelves.put(self.shelf, part, &out.0)?;
            out.0.clear();
        }
        Ok(())
    }

    /// Puts what is left.
    pub(super) fn finish(self, resolver: &Resolver<'_>) -> io::Result<()> {
        let left = self.parts.iter().enumerate().filter(|(_, piece)| !piece.0.is_empty());
        left.into_iter().try_for_each(|(part, piece)| resolver.shelves.put(self.shelf, part as u32, &piece.0))
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
            pieces.put(self.resolver, place.part, |out| row::write(seen, came, names, out))?;
        }
        Ok(())
    }

    /// Puts what is left on the shelves.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn finish(self) -> io::Result<()> {
        self.people.finish(self.resolver)?;
        self.surnames.finish(self.resolver)?;
        self.bodies.finish(self.resolver)
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

impl Gathered {
    /// All that was gathered, in one piece.
    pub(super) fn of(gathered: Mutex<Gathered>) -> Gathered {
        gathered.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
