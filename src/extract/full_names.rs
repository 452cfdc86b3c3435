//! Names that phrases cut short or ran together: “Moody’s said”, where nothing is *Moody*’s; “Standard & Poor’s”, where a
//! sentence begins with a word that need be no name; “Ana Stone of Verdalia”, where *Stone* is a word too.
//!
//! What was said is found before, by phrases as they were learned from; who said it is told by whole names.

mod chief_behind;
mod date_before;
pub(super) mod firm_ends;
mod joined_by_and;
mod nominals;
pub(super) mod offices;
mod partners;
mod person_inside;
mod run_on;
mod styles;
mod time_behind;
mod zones;

use super::somebody::is_unlisted_office;
use hashbrown::HashSet;

use super::dateline::STATES;
use super::doc::{Doc, Phrase, PhraseKind, Range};
use super::lexicon::{ascii_key, is_hyphened_office, key, keys, role_words, trait_of};
use super::people::owner::is_form_of_firm;
use super::people::told_bodies::is_chief_of_firm;
use super::phrases::{names_body, phrase_at};
use super::reports::named_before;
use super::seat::seat_end;
use super::verb_first::verb_first;
use crate::model::Span;
use crate::text::TokenKind;

use chief_behind::is_chief_behind;
use date_before::is_date_before;
pub(super) use firm_ends::is_inside_firm;
use firm_ends::{firm_end, is_form_behind};
use joined_by_and::is_joined_by_and;
use nominals::nominals;
pub(super) use nominals::{RIVALS, is_mother, nominal_behind, nominal_beside};
use partners::partners;
use person_inside::person_inside;
use run_on::run_on;
use time_behind::{before_time, paper_before_day};

/// The phrases of a document with whole names.
pub(super) struct Full {
    pub(super) phrases: Vec<Phrase>,
    /// The phrases, by their former numbers, that another was parted from, which stands behind them.
    parted: Vec<usize>,
    /// The tokens of verbs that are part of an office: “managing director”.
    pub(super) participles: Vec<usize>,
}

impl Full {
    /// The number that a phrase has now.
    pub(super) fn number(&self, former: usize) -> usize {
        former + self.parted.partition_point(|parted| *parted < former)
    }
}

/// The document's phrases with whole names; nothing where all are whole. Cost: a look at each phrase.
pub(super) fn in_full(doc: &Doc<'_>) -> Option<Full> {
    let mut names = Names {
        doc,
        phrases: None,
        behind: Vec::new(),
        participles: Vec::new(),
        surnames: Surnames::default(),
    };
    for number in 0..doc.phrases.len() {
        names.take_in_participle(number);
        names.call_peer(number);
        names.take_in_party(number);
        names.take_in_rank(number);
        names.leave_first(number);
        names.leave_time(number);
        names.leave_zone(number);
        names.take_in_small_form(number);
        names.take_in_chief(number);
        names.join_to_head(number);
        names.leave_verb(number);
        names.leave_office(number);
        names.leave_front(number);
        names.leave_style(number);
        names.take_in_title(number);
        names.join_office(number);
        names.join_members(number);
        names.call_company(number);
        names.complete_firm(number);
        names.take_in_form(number);
        names.take_in_seat(number);
        names.join_by_and(number);
        names.join_partners(number);
        names.take_in_particle(number);
        if doc.phrases[number].kind == PhraseKind::Name && !names.part_person(number) {
            names.complete(number);
        }
        names.leave_sentence(number);
    }
    let nominals = nominals(doc);
    if !nominals.is_empty() {
        names.phrases();
        names.behind.extend(nominals);
    }
    names.behind.sort_by_key(|(number, _)| *number);
    let Names { phrases, behind, participles, .. } = names;
    let phrases = with_bodies(phrases?, &behind);
    let parted = behind.into_iter().map(|(number, _)| number).collect();
    Some(Full { phrases, parted, participles })
}

/// Names as they are made whole.
struct Names<'d, 'a> {
    doc: &'d Doc<'a>,
    /// Nothing where all were whole so far.
    phrases: Option<Vec<Phrase>>,
    /// What stands behind *of*, by the number of the phrase it is parted from; what was no phrase, by the one before it.
    behind: Vec<(usize, Phrase)>,
    /// Verbs that are part of an office.
    participles: Vec<usize>,
    surnames: Surnames,
}

impl Names<'_, '_> {
    fn phrases(&mut self) -> &mut Vec<Phrase> {
        self.phrases.get_or_insert_with(|| self.doc.phrases.clone())
    }

    /// “**Bank of Harrow** said”
    fn join_to_head(&mut self, number: usize) {
        let doc = self.doc;
        let Some(next) = name_behind_head(doc, number) else { return };
        let range = Range { start: doc.phrases[number].range.start, end: next.range.end };
        if is_titled(next) || person_inside(doc, number + 1).is_some() {
            self.phrases()[number + 1].range = range;
        } else {
            let possessive = next.possessive;
            self.phrases()[number] = Phrase { range, core: range, kind: PhraseKind::Name, possessive };
        }
    }

    /// “Mayor **Bo Lind** last night said”, “…, **the Harrow Post** reports.”
    fn leave_time(&mut self, number: usize) {
        let phrase = &self.doc.phrases[number];
        if let Some(name) = before_time(self.doc, phrase)
            .or_else(|| named_before(self.doc, phrase))
            .or_else(|| paper_before_day(self.doc, phrase))
        {
            self.phrases()[number] = name;
        } else if is_date_before(self.doc, phrase) {
            let name = &mut self.phrases()[number];
            (name.range.start, name.core.start) = (phrase.core.start + 1, phrase.core.start + 1);
        }
    }

    /// “… built by Verdalia Inc. **Lind** said”: where a form's point ends a sentence, and somebody's surname begins the next.
    fn leave_sentence(&mut self, number: usize) {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let last = phrase.core.end - 1;
        let form = doc.tokens.get(last.saturating_sub(1)).filter(|_| last > phrase.core.start);
        let ends = form.is_some_and(|form| {
            form.has(trait_of::SUFFIX | trait_of::ORG_HEAD) && form.span.of(doc.text).ends_with('.')
        });
        let surname = ends && phrase.kind == PhraseKind::Name && self.surnames.has(doc, phrase);
        let Some(start) = surname.then_some(last).or_else(|| run_on(doc, phrase)) else { return };
        let name = &mut self.phrases()[number];
        let first = Range { start: name.core.start, end: start };
        (name.range.start, name.core.start) = (start, start);
        // The firm of the sentence before is one that the article names.
        if let Some(before) = number.checked_sub(1).filter(|_| first.start < first.end) {
            let firm = Phrase { range: first, core: first, kind: PhraseKind::Name, possessive: false };
            self.behind.push((before, firm));
        }
    }

    /// “the **police chief** said”: no adjective.
    fn take_in_chief(&mut self, number: usize) {
        let doc = self.doc;
        if !is_chief_behind(doc, number) {
            return;
        }
        let office = &mut self.phrases()[number];
        office.range.end += 1;
        office.core = office.range;
        office.kind = PhraseKind::Common;
        office.possessive = doc.tokens.get(office.range.end).is_some_and(|t| t.kind == TokenKind::Possessive);
    }

    /// “**Ana della** Rosa”: a particle that no list of names has stands inside of a name.
    fn take_in_particle(&mut self, number: usize) {
        let doc = self.doc;
        let Phrase { range, core, .. } = doc.phrases[number];
        let given = core.start.checked_sub(2).filter(|given| *given >= range.start);
        // “Siti Aminah **binti** Rahman”: whatever stands before it is a name, listed or not.
        let daughter = core.start.checked_sub(1).is_some_and(|at| DAUGHTER.contains(&doc.tokens[at].key));
        let is_given = |at: usize| doc.tokens[at].has(trait_of::GIVEN) || daughter && doc.tokens[at].capital;
        let joins = |given: &usize| PARTICLES.contains(&doc.tokens[given + 1].key) && is_given(*given);
        if let Some(given) = given.filter(joins) {
            let first = given.checked_sub(1).filter(|first| *first >= range.start && is_given(*first));
            self.phrases()[number].core.start = first.unwrap_or(given);
        }
    }

    /// “**the Company** said”, as firms write of themselves: no name, and what “the company” is.
    fn call_company(&mut self, number: usize) {
        let phrase = &self.doc.phrases[number];
        let words = &self.doc.tokens[phrase.range.start..phrase.range.end];
        let company = matches!(words, [the, company] if the.key == THE && company.key == COMPANY);
        if company && phrase.kind == PhraseKind::Name {
            self.phrases()[number].kind = PhraseKind::Common;
        }
    }

    /// “Said **Ana Ruiz**: “It rained.””: a verb that begins a sentence is part of no name.
    fn leave_verb(&mut self, number: usize) {
        let doc = self.doc;
        let Range { start, end } = doc.phrases[number].range;
        let sentence = doc.sentence_of(start);
        if start == sentence.start && end > start + 1 && verb_first(doc, sentence).is_some() {
            let name = &mut self.phrases()[number];
            name.range.start = start + 1;
            name.core.start = name.core.start.max(start + 1);
        }
    }

    /// “Then-mayor **Ana Ruiz**”: an office in one word with whether somebody has it is part of no name.
    fn leave_office(&mut self, number: usize) {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let first = &doc.tokens[phrase.core.start];
        let named = phrase.kind == PhraseKind::Name && phrase.core.end > phrase.core.start + 1;
        if named && first.capital && is_hyphened_office(doc.lexicon, first.span.of(doc.text)) {
            self.phrases()[number].core.start = phrase.core.start + 1;
        }
    }

    /// “**Rival** Verdalia Corp said”, “**VP** Ana Ruiz said”: what somebody is called before the name is no part of it.
    fn leave_front(&mut self, number: usize) {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let Some([first, second, ..]) = doc.tokens.get(phrase.core.start..phrase.core.end) else { return };
        let opens = phrase.core.start == doc.sentence_of(phrase.core.start).start;
        // “Bidder AB” is a firm.
        let bare =
            doc.tokens[phrase.core.start + 1..phrase.core.end].iter().all(|form| is_form_of_firm(form.key));
        let front = opens && !bare && role_words().name_fronts.has(first.key);
        let office = is_unlisted_office(first) || is_chief_of_firm(doc, first);
        // “**Vermont** Bo Lind”
        let place = first.has(trait_of::PLACE)
            && !first.has(trait_of::GIVEN)
            && !GIVEN_PLACES.contains(&first.key)
            && phrase.core.end > phrase.core.start + 2
            && !names_body(doc, phrase.core);
        // “HARROW, **Calif.** Bo Lind said”; “Del. Bo Lind” is a delegate.
        let state = first.key != DEL && STATES.contains(&first.key) && first.span.of(doc.text).ends_with('.');
        let cut = front || (office || place || state) && second.has(trait_of::GIVEN);
        if let Some(name) = behind_portfolio(doc, phrase) {
            self.phrases()[number].core.start = name;
        } else if phrase.kind == PhraseKind::Name && cut {
            let name = &mut self.phrases()[number];
            name.core.start = phrase.core.start + 1;
            if front {
                name.range.start = name.core.start;
            }
        }
    }

    /// “**First** Verdalia Corp”, “**General** Verdalia Inc.”: a title that is part of a body's name.
    fn take_in_title(&mut self, number: usize) {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let Some(title) = phrase.core.start.checked_sub(1).filter(|title| *title >= phrase.range.start)
        else {
            return;
        };
        let first = &doc.tokens[phrase.core.start];
        let body = names_body(doc, phrase.core) && !first.has(trait_of::GIVEN);
        let token = &doc.tokens[title];
        if phrase.kind == PhraseKind::Name
            && body
            && token.capital
            && role_words().part_of_name.has(token.key)
        {
            self.phrases()[number].core.start = title;
        }
    }

    /// “the Harrow County **Sheriff’s Office**”, “the **Attorney General’s Office**”: the office that an officer's possessive leads to.
    fn join_office(&mut self, number: usize) {
        let doc = self.doc;
        let owner = &doc.phrases[number];
        let Some(next) = doc.phrases.get(number + 1) else { return };
        let officer = doc.tokens[owner.head()];
        let joined = owner.kind == PhraseKind::Name
            && owner.possessive
            && officer.capital
            && officer.has(trait_of::TITLE)
            && !officer.has(trait_of::GIVEN)
            && doc.tokens[owner.range.end].kind == TokenKind::Possessive
            && next.range.start == owner.range.end + 1
            && next.range == next.core
            && next.kind == PhraseKind::Name
            && doc.tokens[next.head()].has(trait_of::ORG_HEAD);
        if !joined {
            return;
        }
        let start = owner.range.start + usize::from(doc.tokens[owner.range.start].key == THE);
        let phrases = self.phrases();
        let Some([front, behind, ..]) = phrases.get_mut(number..) else { return };
        front.range.end = behind.range.end;
        front.core = Range { start, end: behind.core.end };
        front.possessive = behind.possessive;
        *behind = *front;
    }

    /// “**Ana Stone** of Verdalia”: whether somebody was parted from what else stands in the phrase.
    fn part_person(&mut self, number: usize) -> bool {
        let doc = self.doc;
        let Some(person) = person_inside(doc, number) else { return false };
        let phrase = &doc.phrases[number];
        let firm = firm_end(doc, phrase);
        let parted = &mut self.phrases()[number];
        parted.core = person;
        if person.end + 1 < phrase.core.end {
            parted.range.end = person.end;
            parted.possessive = false;
            let body = phrase_at(doc, person.end + 1, phrase.range.end);
            let whole = |body| if has_own_ending(doc, &body) { with_ending(body) } else { body };
            let body = body.map(|body| firm.map_or_else(|| whole(body), |end| until(body, end)));
            self.behind.extend(body.map(|body| (number, body)));
        }
        firm.into_iter().for_each(|end| self.take_in(number, end));
        true
    }

    /// “**Verdalia, Inc.** said”, “**Verdalia.com Inc.**’s CEO”
    fn complete_firm(&mut self, number: usize) {
        let doc = self.doc;
        let Some(end) = firm_end(doc, &doc.phrases[number]) else { return };
        if person_inside(doc, number).is_none() {
            let firm = &mut self.phrases()[number];
            *firm = until(*firm, end);
            self.take_in(number, end);
        }
    }

    /// “**Orton’s Inc** said”
    fn take_in_form(&mut self, number: usize) {
        let doc = self.doc;
        let Some([owner, form]) = doc.phrases.get(number..number + 2) else { return };
        if !is_form_behind(doc, owner, form) || has_own_ending(doc, owner) {
            return;
        }
        let range = Range { start: owner.range.start, end: form.range.end };
        let core = Range { start: owner.core.start, end: form.range.end };
        let whole = Phrase { range, core, kind: PhraseKind::Name, possessive: form.possessive };
        self.phrases()[number..number + 2].fill(whole);
    }

    /// “the **Port Alder, Westmark-based company** said”: the town is part of what the firm is called by.
    fn take_in_seat(&mut self, number: usize) {
        let doc = self.doc;
        let Some([town, firm]) = doc.phrases.get(number..number + 2) else { return };
        let the = doc.tokens[town.range.start].key == THE;
        let seated = seat_end(doc, town).is_some_and(|end| end < firm.range.end);
        if the && seated && firm.kind == PhraseKind::Common && firm.range.start == town.range.end + 1 {
            let range = Range { start: town.range.start, end: firm.range.end };
            let whole = Phrase { range, core: range, ..*firm };
            self.phrases()[number..number + 2].fill(whole);
        }
    }

    /// What stands in the rest of a name, up to `end`, is no name of its own, and means who the phrase means.
    fn take_in(&mut self, number: usize, end: usize) {
        let Some((whole, behind)) = self.phrases()[number..].split_first_mut() else { return };
        for part in behind.iter_mut().take_while(|part| part.range.start < end) {
            if part.range.end <= end {
                whole.possessive = part.possessive;
                *part = *whole;
            } else if part.core.start >= end {
                // “Verdalia.com Inc. CEO Ana Ruiz”
                part.range.start = whole.range.start;
            }
        }
    }

    /// “the **Loan Fund and Trading Association**”, “the **Department of Forestry and Fire Protection**”
    fn join_by_and(&mut self, number: usize) {
        if !is_joined_by_and(self.doc, number) {
            return;
        }
        let phrases = self.phrases();
        let Some([front, behind, ..]) = phrases.get_mut(number..) else { return };
        front.range.end = behind.range.end;
        front.core = Range { start: front.core.start, end: behind.core.end };
        front.kind = PhraseKind::Name;
        front.possessive = behind.possessive;
        *behind = *front;
    }

    /// “**Orton, Quist & Co** said”
    fn join_partners(&mut self, number: usize) {
        let Some(firm) = partners(self.doc, number) else { return };
        let first = self.doc.phrases[number];
        self.phrases()[number] =
            Phrase { range: Range { end: firm.end, ..first.range }, core: firm, ..first };
        self.take_in(number, firm.end);
    }

    /// “**Standard** & Poor**’s** Corp”
    fn complete(&mut self, number: usize) {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        if let Some(front) = joined_front(doc, phrase) {
            let begun = &mut self.phrases()[number];
            (begun.range.start, begun.core.start) = (front, front);
            // The word is no name of its own.
            let before = number.checked_sub(1).and_then(|before| self.phrases().get_mut(before));
            let only = before.filter(|before| before.range == Range { start: front, end: front + 1 });
            only.into_iter().for_each(|before| before.kind = PhraseKind::Common);
        }
        if !has_own_ending(doc, phrase) || self.surnames.has(doc, phrase) {
            return;
        }
        let phrases = self.phrases();
        let ended = &mut phrases[number];
        let start = ended.core.start;
        (ended.range.end, ended.core.end, ended.possessive) =
            (ended.range.end + 1, ended.core.end + 1, false);
        if let Some(next) = phrases.get_mut(number + 1).filter(|next| goes_on(doc, phrase.core, next)) {
            (next.range.start, next.core.start) = (start, start);
        }
    }
}

/// Phrases with others behind those of these numbers.
fn with_bodies(phrases: Vec<Phrase>, behind: &[(usize, Phrase)]) -> Vec<Phrase> {
    let mut out = Vec::with_capacity(phrases.len() + behind.len());
    let mut behind = behind.iter().peekable();
    for (number, phrase) in phrases.into_iter().enumerate() {
        out.push(phrase);
        while let Some((_, body)) = behind.next_if(|(parted, _)| *parted == number) {
            out.push(*body);
        }
    }
    out
}

/// The words that somebody bears as a surname, gathered when they are asked for first.
#[derive(Default)]
struct Surnames(Option<HashSet<u64, foldhash::fast::FixedState>>);

impl Surnames {
    fn has(&mut self, doc: &Doc<'_>, phrase: &Phrase) -> bool {
        let gathered = || doc.phrases.iter().filter_map(|name| surname(doc, name)).collect();
        self.0.get_or_insert_with(gathered).contains(&doc.tokens[phrase.core.end - 1].key)
    }
}

/// “**Bank** of Harrow said”: the name behind a body's head that a sentence begins with, which need be no name.
fn name_behind_head<'d>(doc: &'d Doc<'_>, number: usize) -> Option<&'d Phrase> {
    let (head, next) = (&doc.phrases[number], doc.phrases.get(number + 1)?);
    let word = &doc.tokens[head.range.start];
    let alone = head.kind == PhraseKind::Common && head.range.end == head.range.start + 1;
    let begins = word.capital && head.range.start == doc.sentence_of(head.range.start).start;
    let of = doc.tokens[head.range.end].key == OF && next.range.start == head.range.end + 1;
    (alone && begins && word.has(trait_of::ORG_HEAD) && of && next.kind == PhraseKind::Name).then_some(next)
}

fn is_titled(phrase: &Phrase) -> bool {
    phrase.core.start > phrase.range.start + 1
}

/// “**Standard** & Poor’s said”: where the name begins.
fn joined_front(doc: &Doc<'_>, phrase: &Phrase) -> Option<usize> {
    let start = phrase.range.start.checked_sub(2)?;
    let words = &doc.tokens[start..=phrase.range.start];
    let listed = || doc.lexicon.names_body(words.iter().map(|token| token.key));
    let opens = || words[1].is_mark('&') && start == doc.sentence_of(start).start;
    (words[0].capital && (opens() || words[1].key == AND && listed())).then_some(start)
}

/// “**Moody’s**”: whether a body is listed with the ending that follows.
fn has_own_ending(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let end = phrase.core.end;
    let Some(ending) = doc.tokens.get(end).filter(|ending| ending.kind == TokenKind::Possessive) else {
        return false;
    };
    let whole = Span::new(doc.tokens[end - 1].span.from(), ending.span.to());
    doc.lexicon.get(key(whole.of(doc.text))).traits & trait_of::KNOWN_BODY != 0
}

fn with_ending(name: Phrase) -> Phrase {
    Phrase { possessive: false, ..until(name, name.core.end + 1) }
}

fn until(name: Phrase, end: usize) -> Phrase {
    Phrase { range: Range { end, ..name.range }, core: Range { end, ..name.core }, ..name }
}

/// “the under secretary for Economic Affairs **Ana Ruiz**”: where somebody's name begins behind what their office is for.
fn behind_portfolio(doc: &Doc<'_>, phrase: &Phrase) -> Option<usize> {
    let Range { start, end } = phrase.core;
    let begins = |at: &usize| {
        role_words().portfolios.has(doc.tokens[*at].key) && doc.tokens[at + 1].has(trait_of::GIVEN)
    };
    // “the secretary **for** Energy Ana Ruiz”; “Energy Ana Ruiz” alone may be anything.
    let told = start.checked_sub(1).is_some_and(|before| matches!(doc.tokens[before].key, FOR | OF));
    if !told || phrase.kind != PhraseKind::Name || names_body(doc, phrase.core) {
        return None;
    }
    let portfolio = (start..end.saturating_sub(2)).rev().find(begins)?;
    Some(portfolio + 1)
}

/// “Ana **Macy**”, “Mr **Macy**”
fn surname(doc: &Doc<'_>, phrase: &Phrase) -> Option<u64> {
    let name = phrase.kind == PhraseKind::Name && phrase.core.end - phrase.range.start > 1;
    let known = trait_of::GIVEN | trait_of::HONORIFIC | trait_of::TITLE;
    let last = &doc.tokens[phrase.core.end - 1];
    let borne = name && doc.tokens[phrase.range.start].has(known);
    (borne && !last.has(trait_of::SUFFIX | trait_of::ORG_HEAD)).then_some(last.key)
}

/// “Moody’s **Investors Service Inc**”: whether a name goes on behind its ending.
fn goes_on(doc: &Doc<'_>, before: Range, next: &Phrase) -> bool {
    let adjoins = next.kind == PhraseKind::Name && next.core.start == before.end + 1;
    let form = next.core.end - next.core.start == 1 && doc.tokens[next.core.start].has(trait_of::SUFFIX);
    adjoins && (form || names_body(doc, next.core))
}

/// Particles of names that are none where what was said is looked for.
const DAUGHTER: [u64; 2] = keys(["binti", "binte"]);
const PARTICLES: [u64; 6] = keys(["della", "delle", "dello", "dalla", "binti", "binte"]);
const THE: u64 = ascii_key("the");
const DEL: u64 = ascii_key("del");
const COMPANY: u64 = ascii_key("company");
const AND: u64 = ascii_key("and");
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");
/// Places that people are named after: “Brooklyn Ana Ruiz” is all of her name.
const GIVEN_PLACES: [u64; 20] = keys([
    "brooklyn", "phoenix", "vienna", "paris", "chelsea", "sydney", "adelaide", "london", "boston", "dallas",
    "memphis", "orlando", "florence", "verona", "geneva", "asia", "kenya", "cairo", "jersey", "rio",
]);

#[cfg(test)]
mod tests {
    use super::in_full;
    use crate::extract::doc::{Doc, PhraseKind};
    use crate::extract::lexicon::lexicon;
    use crate::extract::testing::{article, first_speaker};

    /// Which names stand in the text.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = article(&format!("It rained.\n\n{text}"));
        let doc = Doc::new(&article, lexicon());
        let phrases = in_full(&doc).map_or_else(|| doc.phrases.clone(), |full| full.phrases);
        let names = phrases.iter().filter(|phrase| phrase.kind == PhraseKind::Name);
        let names: Vec<&str> = names.map(|phrase| doc.words(phrase.core)).collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn an_ending_is_part_of_a_name() {
        check("They met Ana Stone of Moody's in Harrow.", &["Ana Stone", "Moody's", "Harrow"]);
        check("They met at Macy’s Inc. in Harrow.", &["Macy’s", "Macy’s Inc.", "Harrow"]);
        check("Standard & Poor's has an office in Harrow.", &["Standard & Poor's", "Harrow"]);
        check("It was Standard and Poor's Corp.", &["Standard and Poor's", "Standard and Poor's Corp."]);
    }

    #[test]
    fn what_somebody_has_is_theirs() {
        check("Ana Macy left. They met Macy's lawyer.", &["Ana Macy", "Macy"]);
    }

    #[test]
    fn a_name_begins_where_its_sentence_does() {
        for (text, expected) in [
            ("Bank of Harrow said it will act.", "Bank of Harrow"),
            ("Verdalia, Inc. said it will act.", "Verdalia, Inc."),
            ("Verdalia Boats Inc. grew. The Company said it will act.", "Verdalia Boats Inc."),
            ("Verdalia! Inc. said it will act.", "Verdalia! Inc."),
            ("Verdalia.com Inc. said it will act.", "Verdalia.com Inc."),
            ("Verdalia.com said it will act.", "Verdalia.com"),
            ("Bank of Harrow Governor Ana Stone said it will act.", "Ana Stone"),
            ("Bank of Harrow and Fenwick Governor Ana Stone said it will act.", "Ana Stone"),
            ("Ana della Rosa said it will act.", "Ana della Rosa"),
            ("Siti Aminah binti Rahman said it will act.", "Siti Aminah binti Rahman"),
            ("Ana Stone came to Verdalia Inc. Stone said it will act.", "Ana Stone"),
            ("Ana Stone & Co. Inc. said it will act.", "Ana Stone & Co. Inc."),
            ("First Verdalia Corp & Co. Inc. said it will act.", "First Verdalia Corp & Co. Inc."),
            ("Rival Verdalia Corp said it will act.", "Verdalia Corp"),
            ("Investor Verdalia Corp said it will act.", "Verdalia Corp"),
            ("Bidder AB said it will act.", "Bidder AB"),
            ("VP Ana Stone said it will act.", "Ana Stone"),
            ("CEO Ana Stone said it will act.", "Ana Stone"),
            ("Vermont Ana Stone said it will act.", "Ana Stone"),
            ("Calif. Ana Stone said it will act.", "Ana Stone"),
            ("Del. Ana Stone said it will act.", "Del. Ana Stone"),
            ("The under secretary for Economic Affairs Ana Stone said it will act.", "Ana Stone"),
            ("Tourism Virginia Beach said it will act.", "Tourism Virginia Beach"),
            ("Harrow Energy Ana Corp said it will act.", "Harrow Energy Ana Corp"),
            ("Brooklyn Ana Stone said it will act.", "Brooklyn Ana Stone"),
            ("Rival Group said it will act.", "Rival Group"),
            ("Ana della Rosa came. Then della Rosa said it will act.", "Ana della Rosa"),
        ] {
            let speaker = first_speaker(&format!("It rained. {text}"));
            assert_eq!(speaker.map(|entity| entity.name).as_deref(), Some(expected), "{text}");
        }
    }
}
