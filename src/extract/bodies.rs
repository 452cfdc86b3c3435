//! Which body a common noun or a possessive means: “the company”, “the authority’s”, “its”.

use super::doc::{Doc, PhraseKind, Range};
use super::kinds_of_body::{CLASSES, is_numbered_place};
use super::lexicon::{ascii_key, keys, role_words, together, trait_of};
use super::people::owner::is_form_of_firm;
use super::people::{Naming, People};
use super::phrases::{heads_of_body, names_body};
use crate::model::{EntityKind, ParagraphKind};
use crate::text::TokenKind;

/// How many phrases back a body is looked for: beyond that nobody remembers which one is meant.
const REACH: usize = 300;
/// Among so many paragraphs, and so many names in it, the headline is looked for and read.
const FRONT: usize = 16;
/// Among so many tokens a headline begins with what it is about, and so many more it has; a name alone is whoever printed it.
const LEADING: usize = 3;
/// What a body may be whose name says nothing of it …
const ANY_NAMED: [u64; 7] = keys(["bank", "lender", "creditor", "insurer", "underwriter", "fund", "charity"]);
/// … and whose name is no more than letters.
const LETTERED: [u64; 15] = keys([
    "agency",
    "authority",
    "regulator",
    "watchdog",
    "union",
    "federation",
    "association",
    "alliance",
    "institute",
    "foundation",
    "trust",
    "bureau",
    "council",
    "board",
    "party",
]);
/// Behind it stand examples of what the sentence is about.
const INCLUDING: u64 = ascii_key("including");

/// No name of the list has more words.
const LONGEST_LISTED: usize = 4;

/// The body met last before the token at `at` of those that `word`, a common noun, stands for best.
pub fn body_meant_by(doc: &Doc<'_>, people: &People, at: usize, word: u64) -> Option<usize> {
    fitting(doc, people, at, word).min_by_key(|(fit, _)| *fit).map(|(_, body)| body)
}

/// The same, but `speaker` where `word` stands for it no worse and the other was named last only in what it says: “Verdalia
/// said it would buy Castellane. **The company** …”.
pub fn body_meant_after(
    doc: &Doc<'_>,
    people: &People,
    at: usize,
    word: u64,
    speaker: Speaker,
) -> Option<usize> {
    let (fit, met) = fitting(doc, people, at, word).min_by_key(|(fit, _)| *fit)?;
    let last = people.namings.partition_point(|naming| doc.phrases[naming.phrase].range.end <= at);
    let sentence = |naming: &&Naming| doc.tokens[doc.phrases[naming.phrase].range.start].sentence;
    let near = people.namings[..last].iter().rev().take(REACH);
    let named = near.take_while(|naming| sentence(naming) >= speaker.sentence);
    let mut others = named.filter(|naming| naming.person == met);
    let in_their_words = others.all(|naming| sentence(&naming) == speaker.sentence);
    let as_well = || fitting(doc, people, at, word).any(|(own, body)| body == speaker.body && own <= fit);
    Some(if in_their_words && as_well() { speaker.body } else { met })
}

/// “**Orton Boats** is new to Harrow. *The company* said”: a firm that a sentence of the paragraph begins with, where `met`, which `word`
/// was taken for at the token `at`, is not named in it.
pub fn body_told_here(doc: &Doc<'_>, people: &People, at: usize, word: u64, met: usize) -> Option<usize> {
    let classes = CLASSES.words.get(&word).copied().unwrap_or(0);
    let said = fitting(doc, people, at, word).any(|(fit, body)| body == met && fit == Fit::Said);
    if !doc.settled || classes & CLASSES.open == 0 || said {
        return None;
    }
    let part = doc.part_of(at);
    let last = people.namings.partition_point(|naming| doc.phrases[naming.phrase].range.end <= at);
    let start = |naming: &Naming| doc.phrases[naming.phrase].range.start;
    let near = || {
        let before = people.namings[..last].iter().rev().take(REACH);
        before.take_while(|naming| doc.part_of(start(naming)) == part)
    };
    // “Harrow Post – News and Sport” is nobody who does something.
    let acts = |end: usize| {
        let next = doc.tokens.get(end);
        next.is_some_and(|next| next.kind != TokenKind::Mark || next.is_mark(',') || next.is_mark('('))
    };
    // “The Quay SE” is what somebody makes.
    let opens = |naming: &&Naming| {
        let phrase = &doc.phrases[naming.phrase];
        let begins = phrase.core.start == doc.sentence_of(phrase.core.start).start;
        begins && acts(phrase.range.end)
    };
    let fits = |body: usize| {
        is_body(doc, people, body)
            && (people.all[body].told || fit(doc, people, body, word, classes).is_some())
    };
    if near().any(|naming| naming.person == met) {
        return None;
    }
    near().filter(opens).map(|naming| naming.person).find(|body| fits(*body))
}

/// A body that spoke, and in which sentence.
#[derive(Debug, Clone, Copy)]
pub struct Speaker {
    /// Index into [`People::all`].
    pub body: usize,
    /// Index into [`Doc::sentences`].
    pub sentence: u32,
}

/// The same, where there is no other that `word` stands for as well.
pub fn only_body_meant_by(doc: &Doc<'_>, people: &People, at: usize, word: u64) -> Option<usize> {
    let (best, only) = fitting(doc, people, at, word).min_by_key(|(fit, _)| *fit)?;
    let alone = |(fit, body)| fit != best || body == only;
    fitting(doc, people, at, word).all(alone).then_some(only)
}

/// How well a noun stands for a body, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The article says that it is one, or its name does; or the headline is about it.
    Said,
    /// It is of a kind that the noun stands for.
    Kind,
    /// “Verdalia”, not “Fenwick Flats”: a name whose end is no word, and may be of any kind.
    Open,
}

/// The bodies met before the token at `at` that `word` can stand for, the last one first.
fn fitting<'a>(
    doc: &'a Doc<'_>,
    people: &'a People,
    at: usize,
    word: u64,
) -> impl Iterator<Item = (Fit, usize)> + 'a {
    let classes = CLASSES.words.get(&word).copied().unwrap_or(0);
    let topic = topic(doc, people);
    // “Verdalia loses money”: what the article is about may be a bank, whatever its name; no court is told by the name of a firm.
    let leading = topic.filter(|_| doc.settled && classes != 0 && body_led(doc, people) == topic);
    let leads = leading.is_some_and(|body| {
        ANY_NAMED.contains(&word) || LETTERED.contains(&word) && is_lettered(doc, people.all[body].core)
    });
    let any = if leads { CLASSES.open } else { 0 };
    met_before(doc, people, at).filter_map(move |body| {
        let about = topic == Some(body);
        let fit = fit(doc, people, body, word, if about { classes | any } else { classes })?;
        Some((if about { Fit::Said } else { fit }, body))
    })
}

/// The body that the headline names, where it names one alone and the text goes on about it. A headline that is nothing but a
/// name may be whoever printed it.
fn topic(doc: &Doc<'_>, people: &People) -> Option<usize> {
    let mut front = doc.parts.iter().take(FRONT);
    let headline = front.find(|part| part.kind == ParagraphKind::Headline)?.range;
    let named = doc.phrases.partition_point(|phrase| phrase.range.end <= headline.start);
    if doc.settled && doc.phrases.get(named).is_some_and(|phrase| phrase.range == headline) {
        return None;
    }
    let start = |naming: &Naming| doc.phrases[naming.phrase].range.start;
    let from = people.namings.partition_point(|naming| start(naming) < headline.start);
    let named = people.namings[from..].iter().take(FRONT).take_while(|naming| start(naming) < headline.end);
    let mut bodies = named.map(|naming| naming.person).filter(|person| is_body(doc, people, *person));
    let first = bodies.next().filter(|body| people.first_naming(*body).is_some())?;
    bodies.all(|other| other == first).then_some(first)
}

/// How well `word`, which stands for `classes`, stands for a body.
fn fit(doc: &Doc<'_>, people: &People, body: usize, word: u64, classes: u32) -> Option<Fit> {
    let core = people.all[body].core;
    if people.is_said_to_be(body, word) || head_keys(doc, core).any(|head| head == word) {
        return Some(Fit::Said);
    }
    let named = if doc.settled { without_form(doc, core) } else { core };
    let listed = |from: usize| {
        let words = doc.tokens[from..named.end].iter().take(LONGEST_LISTED + 1);
        CLASSES.names.get(&together(words.map(|token| token.key))).copied().unwrap_or(0)
    };
    // “**Banco** Verdal SA” is what Verdal is.
    let front = doc.settled
        && named.end > named.start + 1
        && role_words().body_fronts.has(doc.tokens[named.start].key);
    let listed = listed(named.start) | if front { listed(named.start + 1) } else { 0 };
    let heads =
        head_keys(doc, core).filter_map(|head| CLASSES.heads.get(&head)).fold(listed, |all, head| all | head);
    // “the Senate” is no network.
    let told = head_keys(doc, core).any(|head| CLASSES.words.contains_key(&head));
    let unknown = doc.tokens[core.end - 1].word.tags == 0 && !told;
    if heads & classes != 0 {
        Some(Fit::Kind)
    } else {
        (classes & CLASSES.open != 0 && heads == 0 && unknown).then_some(Fit::Open)
    }
}

/// “VRDL”: whether a name is one word of capitals.
fn is_lettered(doc: &Doc<'_>, core: Range) -> bool {
    let word = doc.tokens[core.start].span.of(doc.text);
    core.end == core.start + 1 && word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// “**Alder Chase** & Co.”, “**Alder Sachs** Group Inc.”: a firm's name without its form.
fn without_form(doc: &Doc<'_>, core: Range) -> Range {
    let form = |at: &usize| doc.tokens[*at].is_mark('&') || is_form_of_firm(doc.tokens[*at].key);
    let end = (core.start + 1..core.end).rev().find(|at| !form(at)).map_or(core.start + 1, |last| last + 1);
    Range { end, ..core }
}

/// The body “its” means at the token `at`: one named earlier in the sentence, the last; else what the sentence before
/// is about, its first; else the one named last.
pub fn body_meant_by_its(doc: &Doc<'_>, people: &People, at: usize) -> Option<usize> {
    let sentence = doc.tokens[at].sentence;
    let end = doc.phrases.partition_point(|p| p.range.end <= at);
    let mut before = None;
    for number in (end.saturating_sub(REACH)..end).rev() {
        let Some(body) = body_at(doc, people, number) else { continue };
        let there = doc.tokens[doc.phrases[number].core.start].sentence;
        if there == sentence || there + 1 < sentence {
            return before.or(Some(body));
        }
        before = Some(body);
    }
    before
}

/// The body that whoever is called its chief at the token `at` heads: one named earlier in the sentence, the last; else the one that
/// the headline is about; else what “its” means.
pub fn body_headed(doc: &Doc<'_>, people: &People, at: usize) -> Option<usize> {
    let near = body_meant_by_its(doc, people, at)?;
    let end = people.namings.partition_point(|naming| doc.phrases[naming.phrase].range.end <= at);
    let sentence = doc.tokens[at].sentence;
    let here = |naming: &&Naming| doc.tokens[doc.phrases[naming.phrase].range.start].sentence == sentence;
    let named =
        people.namings[..end].iter().rev().take(REACH).take_while(here).any(|naming| naming.person == near);
    // “a supplier to firms **including** Orton and Quist, according to chief executive Ana Ruiz”
    let start = doc.sentence_of(at).start;
    let example =
        doc.tokens[start.max(at.saturating_sub(REACH))..at].iter().any(|token| token.key == INCLUDING);
    if named && !example {
        return Some(near);
    }
    let told = || if named { body_meant_by_its(doc, people, start) } else { None };
    body_led(doc, people).or_else(told).or(Some(near))
}

/// Whether the headline is about a body.
pub fn is_topic(doc: &Doc<'_>, people: &People, body: usize) -> bool {
    topic(doc, people) == Some(body)
}

/// The body that the headline is about and begins with; what stands at its end may be who printed it.
pub fn body_led(doc: &Doc<'_>, people: &People) -> Option<usize> {
    let topic = topic(doc, people)?;
    let headline = doc.parts.iter().take(FRONT).find(|part| part.kind == ParagraphKind::Headline)?.range;
    let from =
        people.namings.partition_point(|naming| doc.phrases[naming.phrase].range.start < headline.start);
    let first = people.namings[from..].iter().take(FRONT).find(|naming| naming.person == topic)?;
    let Range { start, end } = doc.phrases[first.phrase].range;
    let more = end + LEADING <= headline.end;
    (headline.holds(start) && start < headline.start + LEADING && more).then_some(topic)
}

/// The bodies named before the token at `at`, the last one first.
fn met_before<'a>(doc: &'a Doc<'_>, people: &'a People, at: usize) -> impl Iterator<Item = usize> + 'a {
    let end = doc.phrases.partition_point(|p| p.range.end <= at);
    (end.saturating_sub(REACH)..end).rev().filter_map(|number| body_at(doc, people, number))
}

/// The body a phrase names, places left out.
fn body_at(doc: &Doc<'_>, people: &People, number: usize) -> Option<usize> {
    if doc.phrases[number].kind != PhraseKind::Name {
        return None;
    }
    people.named_by(number).filter(|person| is_body(doc, people, *person))
}

/// The body whose officers have `rank`, a word of a role, where the article names just one: an inspector is of the police
/// force that it is about.
pub fn body_of_rank(doc: &Doc<'_>, people: &People, rank: u64) -> Option<usize> {
    let classes = *CLASSES.ranks.get(&rank)?;
    let serves = |body: &usize| {
        let core = people.all[*body].core;
        let of_class = |at: usize| CLASSES.heads.get(&doc.tokens[at].key).is_some_and(|c| c & classes != 0);
        let above = (core.start..core.end).any(|at| CLASSES.above.contains(&doc.tokens[at].key));
        is_body(doc, people, *body) && !above && (core.start..core.end).any(of_class)
    };
    let mut all = (0..people.all.len()).filter(serves);
    all.next().filter(|_| all.next().is_none())
}

/// Whether somebody named is a body that people can belong to: no person, and no bare place.
pub fn is_body(doc: &Doc<'_>, people: &People, person: usize) -> bool {
    let known = &people.all[person];
    let tokens = &doc.tokens[known.core.start..known.core.end];
    known.kind == EntityKind::Organization
        && !known.place
        && !tokens.iter().all(|t| t.has(trait_of::PLACE | trait_of::NATIONALITY | trait_of::CALENDAR))
        && !tokens.last().is_some_and(|t| t.has(trait_of::LANDMARK))
        && !is_numbered_place(tokens)
        && (tokens.last().is_some_and(|t| t.kind != TokenKind::Number) || names_body(doc, known.core))
}

/// Whether somebody named is a firm, as the end of the name or the article tells.
pub fn is_body_of_firm(doc: &Doc<'_>, people: &People, person: usize) -> bool {
    let told = || {
        let end = doc.tokens[people.all[person].core.end - 1].key;
        let kind = CLASSES.heads.get(&end).copied().unwrap_or(0) & CLASSES.open != 0;
        kind || is_form_of_firm(end) || role_words().body_ends.has(end)
    };
    is_body(doc, people, person) && told()
}

/// The words that say what a body is: the last one, and those before *of* and *for*.
fn head_keys<'a>(doc: &'a Doc<'_>, core: Range) -> impl Iterator<Item = u64> + 'a {
    (core.start..core.end).filter(move |at| heads_of_body(doc, core, *at)).map(|at| doc.tokens[at].key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::extract::kinds_of_body::is_its;
    use crate::extract::lexicon::{body_classes, key};
    use crate::extract::testing::article;

    /// Every example of `bodies.toml`: what speaks in it is the body named first.
    #[test]
    fn examples_of_the_classes() {
        for class in body_classes() {
            for example in &class.examples {
                let article = article(example);
                let found = extract(&article);
                let speaker = found.statements.first().and_then(|s| found.speaker_of(s));
                let first = found.mentions.first().map(|mention| &found.entities[mention.entity as usize]);
                assert_eq!(speaker.map(|s| &s.name), first.map(|body| &body.name), "{example}: {found:?}");
            }
        }
    }

    #[track_caller]
    fn check(text: &str, noun: &str, expected: Option<&str>) {
        let article = article(text);
        let doc = Doc::new(&article, crate::extract::lexicon::lexicon());
        let people = People::gather(&doc);
        let at = doc.tokens.iter().rposition(|t| t.key == key(noun)).unwrap();
        let found = if is_its(key(noun)) {
            body_meant_by_its(&doc, &people, at)
        } else {
            body_meant_by(&doc, &people, at, key(noun))
        };
        assert_eq!(found.map(|f| people.all[f].name.as_str()), expected, "{text}");
    }

    #[test]
    fn a_noun_means_the_body_of_its_kind() {
        check(
            "Sunmere Energy sued Kestrel University. Then the company paid.",
            "company",
            Some("Sunmere Energy"),
        );
        check(
            "The Brandt Centre for Rivers met Alder Bank. Then the centre paid.",
            "centre",
            Some("Brandt Centre for Rivers"),
        );
        check("Kestrel University paid. Then the bank left.", "bank", None);
        check("The Senate met. Then the network left.", "network", None);
        check("The Harrow Police Department met. Then the council left.", "council", None);
        check(
            "Verdalia, a boat startup, sued Sunmere Energy. Then the startup left.",
            "startup",
            Some("Verdalia"),
        );
        check("Kestrel University tried the Pixel 4 in Harrow. Then the company paid.", "company", None);
    }

    #[test]
    fn a_noun_means_the_body_of_the_headline() {
        let check = |headline: &str, expected: &str| {
            let text = format!(
                "{headline}\n\nBrightQuay lost money. Sunmere Energy gained. The company said that it rained."
            );
            let mut article = article(&text);
            article.paragraphs[0].kind = ParagraphKind::Headline;
            let found = extract(&article);
            let company = found.statements.iter().find_map(|said| found.speaker_of(said));
            assert_eq!(company.map(|body| body.name.as_str()), Some(expected), "{text}");
        };
        check("BrightQuay loses money", "BrightQuay");
        check("It rains on the quay", "Sunmere Energy");
        check("BrightQuay fights Sunmere Energy", "Sunmere Energy");
        check("CRESTVALE BOARD MEETS", "Sunmere Energy");
    }

    #[test]
    fn a_form_is_no_part_of_what_a_firm_is_known_by() {
        let check = |name: &str, expected: &str| {
            let article = article(&format!("{name} was late."));
            let doc = Doc::new(&article, crate::extract::lexicon::lexicon());
            assert_eq!(doc.words(without_form(&doc, doc.phrases[0].core)), expected, "{name}");
        };
        check("Alder Sachs Group Inc.", "Alder Sachs");
        check("Alder Chase Holdings", "Alder Chase");
        check("Alder Chase", "Alder Chase");
        check("Group Holdings", "Group");
    }

    #[test]
    fn its_means_what_the_sentence_before_was_about() {
        check("Sunmere Energy sued Alder Bank. Its chairman left.", "its", Some("Sunmere Energy"));
        check("Sunmere Energy won. Alder Bank and its chairman left.", "its", Some("Alder Bank"));
    }
}
