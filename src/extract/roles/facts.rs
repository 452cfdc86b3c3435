//! Everything the article says of each person, and what comes out of it.

use super::super::bodies::{body_headed, body_led, body_meant_by_its, body_of_rank, is_body};
use super::super::doc::{Doc, PhraseKind, Tok};
use super::super::lexicon::{ascii_key, keys, role_words, tag, trait_of};
use super::super::people::People;
use super::{Reader, Role};
use crate::extract::gender::Gender;
use crate::extract::people::told_bodies::is_chief_of_firm;
use crate::model::{EntityKind, Span};
use crate::text::TokenKind;

/// One thing said of a person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact {
    /// The role and the body.
    pub role: Role,
    /// Whether it is over: “was … until June”.
    pub past: bool,
    /// Whether it is only a title before the name.
    pub title: bool,
    /// Whether it is told of another time: “before she became head in 1990”.
    pub then: bool,
}

impl Fact {
    /// Something that is so now.
    pub(super) fn now(role: Role) -> Self {
        Fact { role, past: false, title: false, then: false }
    }
}

/// The role of everyone named.
///
/// Cost: linear in the phrases.
pub fn find_roles(doc: &Doc<'_>, people: &People) -> Vec<Role> {
    let reader = Reader { doc, people };
    let mut facts: Vec<Vec<Fact>> = vec![Vec::new(); people.all.len()];
    for (number, phrase) in doc.phrases.iter().enumerate() {
        if let Some(person) = people.named_by(number) {
            if people.all[person].kind == EntityKind::Person {
                facts[person].extend(reader.facts_of_name(number));
            }
        } else if matches!(doc.tokens[phrase.range.start].key, HE | SHE)
            && phrase.kind == PhraseKind::Pronoun
            && let Some(person) = reader.meant_by_pronoun(phrase.range.start)
        {
            facts[person].extend(reader.facts_of_subject(number));
        }
    }
    for (person, role) in reader.appointments() {
        facts[person].push(role);
    }
    for (person, role) in reader.introductions(&facts) {
        facts[person].push(Fact::now(role));
    }
    for (person, role) in reader.resumptions(&facts) {
        facts[person].push(Fact::now(role));
    }
    facts.iter().map(|said| reader.sum(said)).collect()
}

/// Who founds a firm.
const FOUNDERS: [u64; 4] = keys(["founder", "co-founder", "cofounder", "co-founders"]);
/// How many people a pronoun that is said to be something looks back over.
const REMEMBERED: usize = 4;
/// And over how many namings.
const LOOKED_BACK: usize = 60;

impl Reader<'_> {
    /// Whom “she” in “She is still the chief engineer” and “him” in “The members elected him” mean: the one named last
    /// whose name does not speak against it.
    pub(super) fn meant_by_pronoun(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let token = &doc.tokens[at];
        let other = match token.key {
            HE | HIM => Gender::Female,
            SHE | HER => Gender::Male,
            _ => return None,
        };
        if token.quotation != 0 {
            return None;
        }
        let people = self.people;
        let before = people.namings.partition_point(|n| doc.phrases[n.phrase].range.start < at);
        let mut met: Vec<usize> = Vec::with_capacity(REMEMBERED);
        let namings = people.namings[..before].iter().rev().take(LOOKED_BACK);
        for naming in namings.filter(|n| people.is_person(n.person)) {
            if people.all[naming.person].gender != other {
                return Some(naming.person);
            }
            if !met.contains(&naming.person) {
                met.push(naming.person);
            }
            if met.len() == REMEMBERED {
                break;
            }
        }
        None
    }

    /// The role that comes out of everything said of a person.
    fn sum(&self, said: &[Fact]) -> Role {
        let titled = said.iter().filter(|f| f.role.title.is_some());
        let kin = |f: &Fact| f.role.title.is_some_and(|t| self.is_kin(t) || self.is_besides(t));
        let former = |f: &Fact| f.role.title.is_some_and(|t| self.is_former(t));
        // “Verdalia's chief, who is also chairman **of a** boat firm”: that yields to an office in a body by name, and
        // not to being a member of one.
        let vague = |f: &Fact| {
            let any = || f.role.title.is_some_and(|t| self.is_of_any(t));
            any() || f.role.organization.is_some_and(|body| self.is_any(body))
        };
        let member = |f: &Fact| f.role.title.is_some_and(|t| self.head_of(t) == MEMBER);
        let certain = |f: &Fact| f.role.organization.is_some() && !vague(f) && !member(f);
        let yields = self.doc.settled && said.iter().any(certain);
        let best = titled.min_by_key(|f| {
            (f.past, kin(f), former(f), yields && vague(f), f.title, f.then, f.role.organization.is_none())
        });
        let Some(best) = best else {
            let body = said.iter().filter(|f| f.role.organization.is_some()).min_by_key(|f| f.past);
            return Role { title: None, organization: body.and_then(|f| f.role.organization) };
        };
        let head = best.role.title.map(|t| self.head_of(t));
        // “Senator Bo Lind, who **chair**s the council”: an office that a verb tells is in one body with another.
        let told_by_verb = |t: Span| self.doc.settled && self.head_of(t) == 0;
        let same = |f: &&Fact| {
            f.role.organization.is_some()
                && (f.role.title.is_none_or(told_by_verb) || f.role.title.map(|t| self.head_of(t)) == head)
        };
        // “head **of Verdalia Boats**”: where the title names whose it is, nobody else's it is.
        let named = self.doc.settled && best.role.title.is_some_and(|title| self.is_of_named(title));
        let organization = best
            .role
            .organization
            .or_else(|| said.iter().filter(same).min_by_key(|f| f.past).and_then(|f| f.role.organization))
            .or_else(|| best.role.title.filter(|_| !named).and_then(|title| self.body_spoken_for(title)))
            .or_else(|| best.role.title.and_then(|title| self.body_of_rank(title)))
            .or_else(|| best.role.title.and_then(|title| self.firm_chaired(title)));
        Role { title: best.role.title, organization }
    }

    /// A spokeswoman speaks for some body, a CEO heads one: where none is said, the one her sentence or the one before is about.
    fn body_spoken_for(&self, title: Span) -> Option<Span> {
        let doc = self.doc;
        let at = doc.tokens.partition_point(|t| t.span.start < title.start);
        let all = || doc.tokens[at..].iter().take_while(|t| t.span.end <= title.end);
        // “**Founder and** chief executive”
        let founded = doc.settled
            && all().next().is_some_and(|t| FOUNDERS.contains(&t.key))
            && all().nth(1).is_some_and(|t| t.key == AND);
        let words = || all().skip(if founded { 2 } else { 0 });
        // “chief engineer”, “chief economist”: one of a body’s few; an engineer may be anybody’s.
        let chief = words().next().is_some_and(|t| t.key == CHIEF)
            && words().any(|t| t.has(trait_of::CORPORATE) || t.key == OFFICER)
            && !words().any(|t| t.key == INVESTMENT)
            || words().next().is_some_and(|t| is_chief_of_firm(doc, t))
            // “**Chairman and** CEO”; the founder of another may be CEO too.
            || words().any(|t| is_chief_of_firm(doc, t))
                && words().all(|t| t.key == AND || PRESIDES.contains(&t.key) || is_chief_of_firm(doc, t));
        let speaks = words().any(|t| t.has(trait_of::SPEAKS_FOR));
        // “a spokesman for the governor” and a presidential spokesman speak for him.
        let of_office = words().next().is_some_and(|t| OF_OFFICES.contains(&t.key));
        if !chief && !speaks || of_office || words().any(|t| t.key == FOR) {
            return None;
        }
        let means = if doc.settled && !speaks { body_headed } else { body_meant_by_its };
        let body = means(doc, self.people, at)?;
        if founded && !self.begins_with(body) {
            return None;
        }
        let core = self.people.all[body].core;
        // “Speaking on Harrow TV, the army's spokesman said”, “the CEO told the Harrow Times”
        let broadcasts = doc.tokens[core.start..core.end].iter().any(|t| MEDIA.contains(&t.key));
        // The CEO beside the Justice Department is a firm's.
        let public = |token: &Tok| PUBLIC.contains(&token.key);
        let public = !speaks
            && (public(&doc.tokens[core.end - 1])
                || doc.settled && doc.tokens[core.start..core.end].iter().any(public));
        (!broadcasts && !public).then(|| self.people.name_span(doc, body))
    }

    /// Whether a body is the first that the article names: of others a founder may be met in passing.
    fn begins_with(&self, body: usize) -> bool {
        let named = self.people.namings.iter().take(LOOKED_BACK).map(|naming| naming.person);
        let mut bodies = named.filter(|person| is_body(self.doc, self.people, *person));
        bodies.next() == Some(body)
    }

    /// “**Chairman** Bo Lind”, “**treasurer** Bo Lind”: of the only firm that the article names, where nothing else is said. A
    /// president without a capital is a firm's too.
    fn firm_chaired(&self, title: Span) -> Option<Span> {
        let doc = self.doc;
        let at = doc.tokens.partition_point(|t| t.span.start < title.start);
        let words = || doc.tokens[at..].iter().take_while(|t| t.span.end <= title.end);
        let chairs = |t: &Tok| {
            FIRM_OFFICES.contains(&t.key) || PRESIDES.contains(&t.key) && (t.key != PRESIDENT || !t.capital)
        };
        let owned = at.checked_sub(1).is_some_and(|before| doc.tokens[before].kind == TokenKind::Possessive);
        let told = words().any(|t| PRESIDES.contains(&t.key) && t.key != VICE || FUNDS.contains(&t.key));
        // “Verdalia Corp Sees Growth”: a chairman without a capital is of the firm that the headline is about.
        let headed = || {
            let small = doc.settled && words().next().is_some_and(|first| !first.capital);
            body_led(doc, self.people).filter(|firm| small && self.people.is_formed(*firm))
        };
        let fits = !owned && told && words().all(chairs);
        let firm = self.people.only_firm().or_else(headed).filter(|_| fits)?;
        Some(self.people.name_span(doc, firm))
    }

    /// An inspector is of a police force, a judge of a court: the one that the article is about.
    fn body_of_rank(&self, title: Span) -> Option<Span> {
        self.words_of(title).last().and_then(|rank| self.body_of_word(rank.key))
    }

    /// The only body that the article names of those to which a rank, or what somebody does there, belongs.
    pub(super) fn body_of_word(&self, word: u64) -> Option<Span> {
        let body = body_of_rank(self.doc, self.people, word)?;
        Some(self.people.name_span(self.doc, body))
    }

    /// Whether a role is no more than being somebody’s relation.
    fn is_kin(&self, title: Span) -> bool {
        self.words_of(title).all(|t| t.has(trait_of::KIN) || !t.has(trait_of::ROLE | trait_of::TITLE))
    }

    /// “Governor Ann Hall, **a Democrat**”, “analyst Ana Ruiz, **a frequent critic of the deal**”: what somebody is besides, and
    /// no office.
    fn is_besides(&self, title: Span) -> bool {
        role_words().besides.has(self.head_of(title))
    }

    /// “of a **boat firm**”
    fn is_any(&self, body: Span) -> bool {
        let doc = self.doc;
        let at = doc.tokens.partition_point(|t| t.span.start < body.start);
        let a = at.checked_sub(1).is_some_and(|before| matches!(doc.tokens[before].key, A | AN));
        a && doc.tokens.get(at).is_some_and(|first| !first.capital)
    }

    /// “head **of Verdalia** Boats”, “lawyer **for Ruiz**”.
    fn is_of_named(&self, title: Span) -> bool {
        let words = self.words_of(title);
        words.clone().zip(words.skip(1)).any(|(of, name)| matches!(of.key, OF | FOR) && name.is(tag::NAME))
    }

    /// “chairman **of a boat firm**”: of one of many, which is not named.
    fn is_of_any(&self, title: Span) -> bool {
        let words = self.words_of(title);
        words.clone().zip(words.skip(1)).any(|(of, a)| of.key == OF && matches!(a.key, A | AN))
    }

    /// “a **former** minister”, “an **ex**-minister”.
    fn is_former(&self, title: Span) -> bool {
        let doc = self.doc;
        let at = doc.tokens.partition_point(|t| t.span.start < title.start);
        doc.tokens.get(at).is_some_and(|first| matches!(first.key, FORMER | EX | RETIRED | ONETIME))
    }

    /// The word a role is built on: “director” of “director of the Gulf program”.
    pub(super) fn head_of(&self, title: Span) -> u64 {
        let words = self.words_of(title);
        let head = words.clone().take_while(|t| !matches!(t.key, OF | FOR | IN | AT)).last();
        head.or_else(|| words.last()).map_or(0, |t| t.key)
    }

    fn words_of(&self, title: Span) -> impl Iterator<Item = &Tok> + Clone {
        let tokens = &self.doc.tokens;
        let from = tokens.partition_point(|t| t.span.start < title.start);
        tokens[from..].iter().take_while(move |t| t.span.end <= title.end)
    }
}

/// Who presides over a firm, whatever else does.
const PRESIDES: [u64; 4] = keys(["chairman", "chairwoman", "president", "vice"]);
/// The words of offices that firms have …
const FIRM_OFFICES: [u64; 6] = keys(["treasurer", "deputy", "executive", "chief", "officer", "financial"]);
/// Whose spokesmen are nobody else's.
const OF_OFFICES: [u64; 5] =
    keys(["presidential", "congressional", "ministerial", "gubernatorial", "mayoral"]);
/// Bodies that have no chief executive.
const PUBLIC: [u64; 12] = keys([
    "department",
    "ministry",
    "court",
    "congress",
    "senate",
    "parliament",
    "commission",
    "agency",
    "police",
    "reserve",
    "treasury",
    "government",
]);
/// … and those of them that hardly anybody else has in an article about a firm; a deputy chief may be a fire brigade's.
const FUNDS: [u64; 3] = keys(["treasurer", "executive", "financial"]);
const VICE: u64 = ascii_key("vice");
const PRESIDENT: u64 = ascii_key("president");
const INVESTMENT: u64 = ascii_key("investment");
const AND: u64 = ascii_key("and");
/// Words of names of bodies that people speak on or to.
const MEDIA: [u64; 13] = keys([
    "tv",
    "television",
    "radio",
    "channel",
    "news",
    "times",
    "post",
    "herald",
    "tribune",
    "journal",
    "gazette",
    "reuters",
    "bloomberg",
]);
const HE: u64 = ascii_key("he");
const HIM: u64 = ascii_key("him");
const SHE: u64 = ascii_key("she");
const HER: u64 = ascii_key("her");
const FORMER: u64 = ascii_key("former");
const EX: u64 = ascii_key("ex");
const RETIRED: u64 = ascii_key("retired");
const ONETIME: u64 = ascii_key("one-time");
const OFFICER: u64 = ascii_key("officer");
const CHIEF: u64 = ascii_key("chief");
const MEMBER: u64 = ascii_key("member");
const A: u64 = ascii_key("a");
const AN: u64 = ascii_key("an");
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");
const IN: u64 = ascii_key("in");
const AT: u64 = ascii_key("at");
