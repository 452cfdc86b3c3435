//! What the article says people do, and for whom: “Kamran Matin, a senior lecturer in International
//! Relations at Sussex University”, “US President Donald Trump”, “Sunmere Energy’s chief engineer, Li Qianru”.

use super::doc::{Doc, Range, Tok};
use super::doc::{Phrase, PhraseKind};
use super::lexicon::{ascii_key, tag, trait_of};
use super::people::People;
use super::phrases::names_body;
use crate::model::{EntityKind, Span};
use crate::text::TokenKind;

/// A role and the body it is held in, as spans of the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Role {
    /// “senior lecturer in International Relations”.
    pub title: Option<Span>,
    /// “Sussex University”.
    pub organization: Option<Span>,
}

impl Role {
    fn is_empty(self) -> bool {
        self.title.is_none() && self.organization.is_none()
    }
}

/// How many phrases back “its” and “the company” look for the body they mean.
const BODY_REACH: usize = 500;
/// How long an apposition may be, in tokens.
const LONGEST: usize = 28;

/// The role of everyone named: the first apposition that gives one, else the title before the name.
pub fn find_roles(doc: &Doc<'_>, people: &People) -> Vec<Role> {
    let mut found = vec![Role::default(); people.all.len()];
    let mut titles = vec![Role::default(); people.all.len()];
    for naming in &people.namings {
        if people.all[naming.person].kind != EntityKind::Person {
            continue;
        }
        let role = &mut found[naming.person];
        if role.organization.is_none() {
            let here = apposition_after(doc, naming.phrase)
                .or_else(|| apposition_before(doc, naming.phrase))
                .or_else(|| predicate(doc, naming.phrase));
            if let Some(here) = here.filter(|h| role.is_empty() || h.organization.is_some()) {
                *role = Role { title: here.title.or(role.title), organization: here.organization };
            }
        }
        let before = title_before(doc, naming.phrase);
        let title = &mut titles[naming.person];
        if title.is_empty() || title.organization.is_none() && before.organization.is_some() {
            *title = before;
        }
    }
    for (role, title) in found.iter_mut().zip(titles) {
        if role.title.is_none() {
            role.title = title.title;
            role.organization = role.organization.or(title.organization);
        }
    }
    found
}

/// The words before a name in its phrase: “Clinton campaign manager **Robby Mook**”.
fn title_before(doc: &Doc<'_>, phrase: usize) -> Role {
    let phrase = &doc.phrases[phrase];
    let mut range = Range { start: phrase.range.start, end: phrase.core.start };
    // “Sunmere Energy’s chief engineer Li Qianru”
    let owner = possessor(doc, range.start);
    while range.start < range.end && is_dressing(doc, range.start) {
        range.start += 1;
    }
    while range.end > range.start
        && doc.tokens[range.end - 1].has(trait_of::HONORIFIC)
        && !doc.tokens[range.end - 1].has(trait_of::TITLE)
    {
        range.end -= 1;
    }
    let titled = doc.tokens[range.start..range.end].iter().any(|t| t.has(trait_of::TITLE | trait_of::ROLE));
    if !titled {
        return Role::default();
    }
    let body_end = (range.start..range.end)
        .take_while(|i| doc.tokens[*i].is(tag::NAME) && !doc.tokens[*i].has(trait_of::TITLE))
        .last();
    if let Some(end) = body_end
        && end > range.start
        && names_body(doc, Range { start: range.start, end: end + 1 })
        && end + 1 < range.end
    {
        let organization = Some(doc.span(Range { start: range.start, end: end + 1 }));
        return Role { title: Some(doc.span(Range { start: end + 1, end: range.end })), organization };
    }
    Role { title: Some(doc.span(range)), organization: owner }
}

/// The body whose possessive stands right before `start`: “**Sunmere Energy**’s chief engineer”.
fn possessor(doc: &Doc<'_>, start: usize) -> Option<Span> {
    let ending = start.checked_sub(1).map(|i| &doc.tokens[i])?;
    if ending.kind != TokenKind::Possessive && !ending.is_mark('’') && !ending.is_mark('\'') {
        return None;
    }
    let before = doc.phrases.partition_point(|p| p.range.end < start - 1);
    let owner = doc.phrases.get(before).filter(|p| p.range.end == start - 1)?;
    let core = &doc.tokens[owner.core.start..owner.core.end];
    let body = names_body(doc, owner.core) && !core.iter().all(|t| t.has(trait_of::PLACE));
    (owner.kind == PhraseKind::Name && body).then(|| doc.span(owner.core))
}

/// a, the, former spelled small, an age, a nationality before a role.
fn is_dressing(doc: &Doc<'_>, at: usize) -> bool {
    let token = &doc.tokens[at];
    token.is(tag::DETERMINER) || token.is(tag::NUMERAL)
}

/// “NAME, a ROLE at BODY,” and “NAME, 39, BODY’s ROLE”.
fn apposition_after(doc: &Doc<'_>, number: usize) -> Option<Role> {
    let phrase = &doc.phrases[number];
    let sentence = doc.sentence_of(phrase.core.start);
    let mut at = phrase.range.end;
    if doc.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Possessive) {
        return None;
    }
    let bracket = doc.tokens.get(at).is_some_and(|t| t.is_mark('('));
    let dash = doc.tokens.get(at).is_some_and(|t| t.is_mark('—') || t.is_mark('–'));
    let comma = doc.tokens.get(at).is_some_and(|t| t.is_mark(','));
    if !(comma || bracket || dash) || at >= sentence.end {
        return of_body(doc, phrase.range.end, sentence);
    }
    at += 1;
    // an age between commas
    if doc.tokens.get(at).is_some_and(|t| t.is(tag::NUMERAL))
        && doc.tokens.get(at + 1).is_some_and(|t| t.is_mark(','))
    {
        at += 2;
    }
    if let Some(role) = of_body(doc, at, sentence) {
        return Some(role);
    }
    if doc.tokens.get(at).is_some_and(|t| WHO.contains(&t.key)) {
        let is = doc.tokens.get(at + 1).is_some_and(|t| IS.contains(&t.key));
        if !is {
            return None;
        }
        at += 2;
    }
    let end = apposition_end(doc, at, sentence.end);
    read_role(doc, Range { start: at, end })
}

/// “Owen Pryce **is the minister of transport**.”
fn predicate(doc: &Doc<'_>, number: usize) -> Option<Role> {
    let at = doc.phrases[number].range.end;
    let sentence = doc.sentence_of(at.checked_sub(1)?);
    let key = |at: usize| doc.tokens.get(at).filter(|_| at < sentence.end).map_or(0, |t| t.key);
    let mut start = match (key(at), key(at + 1)) {
        (HAS, BEEN) => at + 2,
        (is, _) if IS.contains(&is) => at + 1,
        _ => return None,
    };
    start += usize::from(key(start) == NOW);
    let described =
        doc.tokens.get(start).is_some_and(|t| start < sentence.end && (t.is(tag::DETERMINER) || is_role(t)));
    described
        .then(|| read_role(doc, Range { start, end: apposition_end(doc, start, sentence.end) }))
        .flatten()
}

/// “NAME of BODY”, “NAME, from BODY”.
fn of_body(doc: &Doc<'_>, at: usize, sentence: Range) -> Option<Role> {
    let token = doc.tokens.get(at).filter(|_| at < sentence.end)?;
    if !matches!(token.key, OF | FROM | AT | WITH) {
        return None;
    }
    let body = body_at(doc, at + 1, token.key != OF && token.key != FROM)?;
    names_body(doc, body).then(|| Role { title: None, organization: Some(doc.span(body)) })
}

/// Where an apposition ends: at the comma, verb or stop that no list or body’s name explains.
fn apposition_end(doc: &Doc<'_>, start: usize, limit: usize) -> usize {
    for at in start..limit.min(start + LONGEST) {
        let token = &doc.tokens[at];
        let finite = token.is(tag::VERB | tag::AUXILIARY) && at > start && !is_modifier(doc, at);
        if token.quotation != 0 && doc.tokens[start].quotation != token.quotation
            || token.is(tag::MARK)
                && !token.is_mark('&')
                && !token.is_mark('/')
                && !token.is_mark('’')
                && !token.is_mark('\'')
            || finite
            || WHO.contains(&token.key)
        {
            return at;
        }
    }
    limit.min(start + LONGEST)
}

/// A participle inside a phrase: “the organizing director”.
fn is_modifier(doc: &Doc<'_>, at: usize) -> bool {
    let next = doc.tokens.get(at + 1);
    let words = doc.tokens[at].span.of(doc.text);
    (words.ends_with("ing") || words.ends_with("ed") || doc.tokens[at].word.tags & tag::NOUN != 0)
        && next.is_some_and(|n| n.is(tag::NOUN | tag::NAME | tag::ADJECTIVE | tag::PREPOSITION))
}

/// “**Sunmere Energy’s chief engineer**, Li Qianru,”: an apposition before the name.
fn apposition_before(doc: &Doc<'_>, number: usize) -> Option<Role> {
    let phrase = &doc.phrases[number];
    let start = phrase.range.start;
    if phrase.core.start != start || start == 0 || !doc.tokens[start - 1].is_mark(',') {
        return None;
    }
    let sentence = doc.sentence_of(start);
    let mut from = start - 1;
    while from > sentence.start {
        let token = &doc.tokens[from - 1];
        if token.is(tag::MARK) && !token.is_mark('’') && !token.is_mark('\'')
            || token.is(tag::VERB | tag::AUXILIARY | tag::COORDINATOR | tag::SUBORDINATOR)
            || token.quotation != 0
        {
            break;
        }
        from -= 1;
    }
    let range = Range { start: from, end: start - 1 };
    let definite = doc.tokens.get(from).is_some_and(|t| {
        t.is(tag::DETERMINER | tag::NAME) || ITS.contains(&t.key) || t.key == HIS || t.key == HER
    });
    let after = doc.phrases.partition_point(|p| p.range.start < from);
    let first_head =
        doc.phrases[after..].iter().take_while(|p| p.range.end < start).find(|p| !p.possessive)?;
    let role_first =
        doc.tokens[first_head.range.start..first_head.range.end].iter().any(|t| t.has(trait_of::ROLE));
    let plural = doc.tokens[first_head.head()].has(trait_of::GROUP)
        && !doc.tokens[first_head.head()].has(trait_of::ROLE);
    (definite && role_first && !plural).then(|| read_role(doc, range)).flatten()
}

/// Splits “a senior lecturer in International Relations at Sussex University” into role and body.
pub fn read_role(doc: &Doc<'_>, range: Range) -> Option<Role> {
    let Range { mut start, mut end } = range;
    if start >= end {
        return None;
    }
    // “Sunmere Energy’s chief engineer”, “the company’s chief engineer”, “its chief engineer”
    let (after, owner) = owned(doc, Range { start, end });
    start = after;
    while start < end && is_dressing(doc, start) {
        start += 1;
    }
    if start + 1 < end
        && doc.tokens[start].has(trait_of::NATIONALITY)
        && !doc.tokens[start + 1].is(tag::COORDINATOR)
    {
        start += 1;
    }
    let first_head = phrase_at(doc, start).map_or(start, |p| p.head().max(start));
    let role_at = (start..end)
        .find(|i| is_role(&doc.tokens[*i]))
        .or_else(|| Some(first_head).filter(|head| *head < end && is_agent(doc, *head)))?;
    let head_end = phrase_at(doc, role_at).map_or(role_at + 1, |p| p.range.end);
    if (start..role_at).any(|i| matches!(doc.tokens[i].key, OF | AT | IN)) {
        return None;
    }
    let mut organization = owner;
    if organization.is_none()
        && let Some((at, body)) = body_of(doc, head_end.min(end), end)
    {
        organization = Some(doc.span(body));
        end = at;
    }
    // “a Sunmere Energy engineer”
    if organization.is_none() {
        let named = (start..role_at)
            .take_while(|i| doc.tokens[*i].is(tag::NAME) && !doc.tokens[*i].has(trait_of::TITLE))
            .last();
        if let Some(last) = named
            && names_body(doc, Range { start, end: last + 1 })
        {
            organization = Some(doc.span(Range { start, end: last + 1 }));
            start = last + 1;
        }
    }
    // “harbour pilot for twenty-six years”, “mayor until last year”
    let trailing = (head_end.min(end)..end).find(|i| {
        let next = doc.tokens.get(i + 1);
        matches!(doc.tokens[*i].key, UNTIL | SINCE | FROM)
            || matches!(doc.tokens[*i].key, FOR | OF) && next.is_some_and(|t| t.is(tag::NUMERAL))
    });
    end = trailing.unwrap_or(end);
    while end > start
        && doc.tokens[end - 1].is(tag::PREPOSITION | tag::COORDINATOR | tag::MARK | tag::DETERMINER)
    {
        end -= 1;
    }
    (start < end).then(|| Role { title: Some(doc.span(Range { start, end })), organization })
}

/// What stands before a role as its owner, passed over, and the body that is: named there, or met before and
/// meant by “its” or “the company’s”.
fn owned(doc: &Doc<'_>, range: Range) -> (usize, Option<Span>) {
    let Range { start, end } = range;
    if matches!(doc.tokens[start].key, HIS | HER) {
        return (start + 1, None);
    }
    if ITS.contains(&doc.tokens[start].key) {
        return (start + 1, body_met_before(doc, start, None));
    }
    let ending = (start..end.min(start + 8)).find(|at| {
        let token = &doc.tokens[*at];
        token.kind == TokenKind::Possessive
            || *at > start && (token.is_mark('’') || token.is_mark('\'')) && !token.spaced
    });
    let Some(at) = ending.filter(|at| at + 1 < end && doc.tokens[at + 1..end].iter().any(is_role)) else {
        return (start, None);
    };
    if at == start || doc.tokens[start..at].iter().any(is_role) {
        return (start, None);
    }
    let owner = &doc.tokens[at - 1];
    let common = owner.has(trait_of::COMMON_BODY) && !owner.is(tag::NAME);
    let met = || common.then(|| body_met_before(doc, start, Some(at - 1))).flatten();
    (at + 1, possessor(doc, at + 1).or_else(met))
}

/// The body named last before `at`; where `word` is given, one whose name ends with it is preferred.
fn body_met_before(doc: &Doc<'_>, at: usize, word: Option<usize>) -> Option<Span> {
    let before = doc.phrases.partition_point(|p| p.range.end <= at);
    let bodies = || {
        doc.phrases[..before]
            .iter()
            .rev()
            .take(BODY_REACH)
            .filter(|p| p.kind == PhraseKind::Name && names_body(doc, p.core))
    };
    let same = word.and_then(|w| bodies().find(|p| doc.tokens[p.core.end - 1].key == doc.tokens[w].key));
    same.or_else(|| bodies().next()).map(|p| doc.span(p.core))
}

/// A word that heads a role.
fn is_role(token: &Tok) -> bool {
    token.has(trait_of::ROLE | trait_of::TITLE)
}

/// Whether the word at `at` ends as words for people who do something do: grower, keeper, botanist.
fn is_agent(doc: &Doc<'_>, at: usize) -> bool {
    let words = doc.tokens[at].span.of(doc.text);
    let ends =
        ["er", "or", "ist", "ian", "man", "woman", "ant", "eer", "yst"].iter().any(|e| words.ends_with(e));
    ends && doc.tokens[at].is(tag::NOUN) && words.len() > 4
}

/// The body a role is held in, and where the words that lead to it begin: at/with/for a body first, else “of” a
/// named body.
fn body_of(doc: &Doc<'_>, start: usize, end: usize) -> Option<(usize, Range)> {
    let at = |keys: &[u64], any: bool| {
        (start..end).find_map(|i| {
            let found = keys.contains(&doc.tokens[i].key).then(|| body_at(doc, i + 1, any)).flatten();
            found.filter(|body| body.start < end).map(|body| (i, body))
        })
    };
    at(&[AT, WITH], true).or_else(|| at(&[FOR], true)).or_else(|| at(&[OF, IN, FROM], false))
}

/// The phrase that holds the token at `at`.
fn phrase_at<'d>(doc: &'d Doc<'_>, at: usize) -> Option<&'d Phrase> {
    let after = doc.phrases.partition_point(|p| p.range.end <= at);
    doc.phrases.get(after).filter(|p| p.range.holds(at))
}

/// The body named right after a preposition, its article and “Washington-based” left off.
fn body_at(doc: &Doc<'_>, at: usize, any_name: bool) -> Option<Range> {
    let phrase = phrase_at(doc, at)?;
    // “the tenants’ association”
    if phrase.possessive && phrase.kind == PhraseKind::Common {
        let rest = phrase_at(doc, phrase.range.end + 1).filter(|p| p.range.start == phrase.range.end + 1)?;
        let body = doc.tokens[rest.head()].has(trait_of::ORG_HEAD | trait_of::COMMON_BODY);
        let start = phrase.range.start + usize::from(doc.tokens[phrase.range.start].is(tag::DETERMINER));
        return body.then_some(Range { start, end: rest.range.end });
    }
    let tokens = |range: Range| &doc.tokens[range.start..range.end];
    let mut core = phrase.core;
    if phrase.kind == PhraseKind::Common {
        let last = &doc.tokens[phrase.head()];
        let body = last.has(trait_of::ORG_HEAD | trait_of::COMMON_BODY)
            && (any_name || doc.tokens[phrase.range.start].is(tag::DETERMINER));
        if !body {
            return None;
        }
        core = phrase.range;
    }
    while core.start + 1 < core.end
        && (doc.tokens[core.start].is(tag::DETERMINER) || is_based(doc, core.start))
    {
        core.start += 1;
    }
    // Washington DC-based Foundation: the place stands before the word with “-based”.
    if let Some(based) = (core.start..core.end).find(|i| is_based(doc, *i)) {
        core.start = based + 1;
    }
    let last = &doc.tokens[core.end - 1];
    let written = last.span.of(doc.text);
    let acronym = core.end - core.start == 1
        && written.len() > 1
        && written.chars().all(|c| c.is_uppercase() || c == '.');
    let named = names_body(doc, core) || acronym;
    let place = tokens(core).iter().all(|t| t.has(trait_of::PLACE));
    (core.start < core.end && (named || any_name && !place)).then_some(core)
}

fn is_based(doc: &Doc<'_>, at: usize) -> bool {
    doc.tokens[at].span.of(doc.text).ends_with("-based")
}

const OF: u64 = ascii_key("of");
const IN: u64 = ascii_key("in");
const AT: u64 = ascii_key("at");
const WITH: u64 = ascii_key("with");
const FOR: u64 = ascii_key("for");
const FROM: u64 = ascii_key("from");
const WHO: [u64; 3] = [ascii_key("who"), ascii_key("whose"), ascii_key("whom")];
const UNTIL: u64 = ascii_key("until");
const SINCE: u64 = ascii_key("since");
const ITS: [u64; 4] = [ascii_key("its"), ascii_key("their"), ascii_key("our"), ascii_key("whose")];
const HIS: u64 = ascii_key("his");
const HER: u64 = ascii_key("her");
const HAS: u64 = ascii_key("has");
const BEEN: u64 = ascii_key("been");
const NOW: u64 = ascii_key("now");
const IS: [u64; 2] = [ascii_key("is"), ascii_key("was")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::lexicon;
    use crate::extract::testing::article;

    /// Checks the first person's role and organization.
    #[track_caller]
    fn check(text: &str, role: &str, organization: &str) {
        let article = article(text);
        let doc = Doc::new(&article, lexicon());
        let people = People::gather(&doc);
        let roles = find_roles(&doc, &people);
        let person = people
            .all
            .iter()
            .position(|p| p.kind == EntityKind::Person)
            .unwrap_or_else(|| panic!("nobody in {text}"));
        let words = |span: Option<Span>| span.map_or("", |s| s.of(text));
        assert_eq!(
            (words(roles[person].title), words(roles[person].organization)),
            (role, organization),
            "{text}"
        );
    }

    #[test]
    fn apposition_after_the_name() {
        check(
            "“So,” said Marta Oyelaran, a senior lecturer in International Relations at Kestrel University, on Monday.",
            "senior lecturer in International Relations",
            "Kestrel University",
        );
        check(
            "Marta Oyelaran, director of the Gulf program at the Tallis Institute in Northgate, left.",
            "director of the Gulf program",
            "Tallis Institute",
        );
        check(
            "Then Bettina Krall, president of the Westmark Farmers' Union, spoke.",
            "president",
            "Westmark Farmers' Union",
        );
        check(
            "“No,” said Idris Vahdani, an Iran analyst with the Corvane Group.",
            "Iran analyst",
            "Corvane Group",
        );
    }

    #[test]
    fn a_place_is_no_body() {
        check("Helen Castellane, mayor of Port Alder, left.", "mayor of Port Alder", "");
        check(
            "“No,” said Idris Vahdani, senior director of the Rivers Program at the Northgate DC-based Foundation for the Defense of Rivers.",
            "senior director of the Rivers Program",
            "Foundation for the Defense of Rivers",
        );
    }

    #[test]
    fn titles_before_the_name() {
        check("US President Warren Tuck left.", "US President", "");
        check("He met Chief Inspector Rosa Delgado-Finch there.", "Chief Inspector", "");
        check("Sunmere Energy's chief engineer Li Qianru left.", "chief engineer", "Sunmere Energy");
        check("Sunmere Energy spokesman Jonas Hask left.", "spokesman", "Sunmere Energy");
    }

    #[test]
    fn apposition_before_the_name() {
        check("Sunmere Energy's chief engineer, Li Qianru, left.", "chief engineer", "Sunmere Energy");
        check("The mayor of Port Alder, Helen Castellane, left.", "mayor of Port Alder", "");
    }
}
