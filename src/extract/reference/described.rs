//! Whom a description means: “the mayor”, “her daughter”, “the company”, “the 39-year-old”.

use super::{Discourse, Meaning, in_full};
use crate::extract::bodies::{
    Speaker, body_meant_after, body_meant_by, body_meant_by_its, body_told_here, is_body, is_topic,
    only_body_meant_by,
};
use crate::extract::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use crate::extract::full_names::is_mother;
use crate::extract::gender::Gender;
use crate::extract::kinds_of_body::{is_its, is_kind_of_body, stands_for_bodies};
use crate::extract::lexicon::{ascii_key, keys, role_words, tag, trait_of};
use crate::extract::people::guess::{is_bare_title, office_beside};
use crate::extract::roles::is_body_beside;
use crate::extract::somebody::{ANOTHER, NEW, is_epithet, is_parent, is_plural, is_speaker};
use crate::extract::true_source::is_closed;
use crate::model::{ReferenceKind, Span};
use crate::text::TokenKind;

/// How many phrases back somebody's relation may have been named.
const KIN_REACH: usize = 300;
/// How many sentences back a body spoke that is still on a reader's mind.
const SPEAKER_REACH: u32 = 3;
/// How many words what somebody does has behind their age: “the 39-year-old **care worker**”.
const LONGEST_TRADE: usize = 2;
/// How many tokens back somebody without a name is looked for who was of that age.
const AGE_REACH: usize = 300;
/// A role no further from a name than so many bytes is shown with it.
const BESIDE: u32 = 40;

impl Discourse<'_> {
    /// Whom a common noun and what belongs to it mean.
    pub(super) fn described(&self, number: usize) -> Option<Meaning> {
        let phrase = &self.doc.phrases[number];
        self.by_office(number)
            .or_else(|| self.by_age(phrase))
            .or_else(|| self.by_children(phrase))
            .or_else(|| self.by_kin(number))
            .or_else(|| self.by_kind(phrase))
            .or_else(|| self.by_paper(phrase))
            .or_else(|| self.by_author(number))
    }

    /// “The Board’s clerk, Wilma Stroud”, “the clerk”.
    pub(super) fn by_office(&self, number: usize) -> Option<Meaning> {
        self.named_beside(number).or_else(|| self.by_title(&self.doc.phrases[number]))
    }

    /// What *who* means behind a description.
    pub(super) fn before_relative(&self, phrase: &Phrase) -> Option<Meaning> {
        self.by_title(phrase).or_else(|| self.by_kind(phrase))
    }

    /// The words that told of somebody's office, with the name beside them.
    fn office_told(&self, person: usize, office: u64) -> Option<Span> {
        let doc = self.doc;
        let name = self.people.name_span(doc, person);
        if let Some(role) = self.roles[person].title {
            let (first, last) = if role.start < name.start { (role, name) } else { (name, role) };
            let near = last.start.saturating_sub(first.end) <= BESIDE;
            return Some(if near { Span { start: first.start, end: first.end.max(last.end) } } else { role });
        }
        let titled = |number: &usize| {
            let range = doc.phrases[*number].range;
            doc.tokens[range.start..range.end].iter().any(|token| in_full(token.key) == office)
        };
        let named = self.people.first_naming(person).into_iter().chain(self.last[person]).find(titled);
        named.map(|number| doc.span(doc.phrases[number].range)).or_else(|| self.met_as(person))
    }

    /// “The Board’s **clerk**, Wilma Stroud, answered”: a description whose name stands beside it.
    fn named_beside(&self, number: usize) -> Option<Meaning> {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let beside = |last: &Phrase, next: usize| {
            doc.phrases.get(next).is_some_and(|n| n.range.start == last.range.end + 1)
        };
        // “The minister **of the economy**, Ana Ruiz, …”, “A spokesman **for the guild**, Bo Lind, …”
        let of =
            doc.tokens.get(phrase.range.end).is_some_and(|t| matches!(t.key, OF | FOR | AT | WITH | FROM))
                && beside(phrase, number + 1);
        // “Verdalia's founder **and CEO**, Ana Ruiz, …”
        let and = doc.tokens.get(phrase.range.end).is_some_and(|t| t.key == AND)
            && beside(phrase, number + 1)
            && doc.tokens[doc.phrases[number + 1].head()].has(trait_of::ROLE);
        let further = of || and;
        // “The director of **Norland's** Lantern Trust, Ana Ruiz, …”
        let owned_body = of
            && doc.settled
            && doc.phrases[number + 1].possessive
            && doc.phrases.get(number + 2).is_some_and(|body| {
                body.kind == PhraseKind::Name || doc.tokens[phrase.range.start].key == ONE
            })
            && beside(&doc.phrases[number + 1], number + 2);
        let steps = usize::from(further) + usize::from(owned_body);
        let (last, place) = (&doc.phrases[number + steps], number + steps + 1);
        let next = doc.phrases.get(place).filter(|_| beside(last, place))?;
        let comma = doc.tokens[last.range.end].is_mark(',');
        // “The **Commissioner of Police**, Ana Ruiz, …”
        let capitals = doc.settled && phrase.kind == PhraseKind::Name && office_beside(doc, number).is_some();
        let described = doc.tokens[phrase.head()].has(trait_of::ROLE | trait_of::TITLE) || capitals;
        // “His former employer, the Corvane Group, expects”
        let first = &doc.tokens[phrase.range.start];
        let owned = (first.is(tag::DETERMINER | tag::PRONOUN) || first.key == ONE) && is_closed(doc, place);
        // “The operator of Harrow airport, Verdalia Holdings, said”
        let runs = doc.settled && role_words().of_bodies.has(doc.tokens[phrase.head()].key);
        let named = self.people.named_by(place);
        let named = named.filter(|p| owned && (!of || runs) || self.people.is_person(*p));
        // “According to the company, Lind, who …”
        let company = doc.tokens[phrase.head()].has(trait_of::COMMON_BODY);
        let named = named.filter(|p| described || !company || !self.people.is_person(*p));
        // “A spokesman for **the company, Carrow Homes**, said”
        let body =
            of && doc.tokens[phrase.head()].has(trait_of::SPEAKS_FOR) && is_body_beside(doc, last, next);
        let fits = comma && (described || owned) && !next.possessive && !body;
        Some(Meaning::by(ReferenceKind::Beside, named.filter(|_| fits)?, Some(doc.span(next.core))))
    }

    /// “the company”, “the union”, “its annual report”: the body meant.
    fn by_kind(&self, phrase: &Phrase) -> Option<Meaning> {
        let body = self.body_of_kind(phrase).or_else(|| self.topic_described(phrase))?;
        Some(Meaning::by(ReferenceKind::Body, body, self.met_as(body)))
    }

    fn body_of_kind(&self, phrase: &Phrase) -> Option<usize> {
        let doc = self.doc;
        let range = phrase.range;
        let (first, head) = (&doc.tokens[range.start], &doc.tokens[range.end - 1]);
        if is_its(first.key) && head.has(trait_of::PAPER) {
            return body_meant_by_its(doc, self.people, range.start);
        }
        // “the IMF report”
        if head.has(trait_of::PAPER) && range.end - range.start > 2 && first.key == THE {
            return self.people.body_called(doc, Range { start: range.start + 1, end: range.end - 1 });
        }
        let definite = matches!(first.key, THE | THIS);
        let kind = is_kind_of_body(head.key);
        let body = (head.has(trait_of::COMMON_BODY) || kind) && !head.has(trait_of::PAPER);
        if range.end - range.start == 2 {
            return (definite && body).then(|| self.body_met(range.start, head.key)).flatten();
        }
        // “the Toronto-based company”, “the German carmaker”: where there is one alone.
        let seat = |token: &Tok| {
            let based = token.span.of(doc.text).ends_with("-based");
            based || token.has(trait_of::NATIONALITY) || token.is(tag::ADJECTIVE)
        };
        let between = doc.tokens.get(range.start + 1..range.end - 1).unwrap_or_default();
        let placed =
            between.last().is_some_and(|last| doc.settled && last.span.of(doc.text).ends_with("-based"));
        let told = definite
            && (kind || placed && stands_for_bodies(head.key))
            && (placed || between.iter().all(seat));
        let body = told.then(|| only_body_meant_by(doc, self.people, range.start, head.key)).flatten();
        // Of a firm that is only named in passing its seat is not told.
        let led = |name: usize| {
            doc.phrases[name].range.start.checked_sub(1).is_some_and(|at| doc.tokens[at].is(tag::PREPOSITION))
        };
        let known = |body: &usize| {
            is_topic(doc, self.people, *body)
                || self.count[*body] > 1
                || self.named[*body].is_some_and(|name| !led(name))
        };
        body.filter(|body| between.iter().all(seat) || known(body))
    }

    /// “the **boat maker**”, “the **ferry giant**”: the body that the headline is about, where no other was met since.
    fn topic_described(&self, phrase: &Phrase) -> Option<usize> {
        let doc = self.doc;
        let Range { start, end } = phrase.range;
        let [the, told @ .., head] = doc.tokens.get(start..end)? else { return None };
        let another = told.iter().any(|token| ANOTHER.contains(&token.key) || OTHERS.contains(&token.key));
        let fits =
            doc.settled && the.key == THE && !told.is_empty() && GIANTS.contains(&head.key) && !another;
        let near = |person: usize| {
            self.last[person].is_some_and(|last| {
                let there = doc.tokens[doc.phrases[last].range.start].sentence;
                head.sentence.checked_sub(there).is_some_and(|since| since <= SPEAKER_REACH)
            })
        };
        // “Verdalia sells phones made by Orton. The phone maker”
        let met = self.recent().filter(|(_, person)| fits && is_body(doc, self.people, *person));
        let last = met.max().map(|(_, person)| person)?;
        Some(last).filter(|last| is_topic(doc, self.people, *last) && near(*last))
    }

    /// The body that a noun means at the token `at`: of those met, before others the one that spoke last.
    fn body_met(&self, at: usize, noun: u64) -> Option<usize> {
        let doc = self.doc;
        let sentence = |phrase: usize| doc.tokens[doc.phrases[phrase].range.start].sentence;
        let speaker = self.speaker.filter(|body| is_body(doc, self.people, *body));
        let speaker = speaker.and_then(|body| Some(Speaker { body, sentence: sentence(self.spoken?) }));
        let here = doc.tokens[at].sentence;
        let is_near = |speaker: &Speaker| {
            here.checked_sub(speaker.sentence).is_some_and(|since| since <= SPEAKER_REACH)
        };
        let met = match speaker.filter(is_near) {
            Some(speaker) => body_meant_after(doc, self.people, at, noun, speaker),
            None => body_meant_by(doc, self.people, at, noun),
        };
        met.and_then(|met| body_told_here(doc, self.people, at, noun, met)).or(met)
    }

    /// “the director **of the Gulf program**”: whether somebody whose role says more than the office can be meant.
    fn is_of_what(&self, end: usize, person: usize) -> bool {
        let doc = self.doc;
        if doc.tokens.get(end).is_none_or(|t| t.key != OF) {
            return true;
        }
        let after = doc.phrases.partition_point(|p| p.range.end <= end + 1);
        let Some(of) = doc.phrases.get(after).filter(|p| p.range.start == end + 1) else { return true };
        let role = self.roles[person];
        let head = doc.tokens[of.head()].key;
        let told = [role.title, role.organization].into_iter().flatten().any(|it| has_word(doc, it, head));
        // The mayor of Eskwater is not the mayor of Overdyke; a mayor of whom no more is told may be either.
        let elsewhere = || role.title.is_some_and(|title| has_word(doc, title, OF));
        told || of.kind != PhraseKind::Common && !elsewhere()
    }

    /// “its president”: the only one of whom the article says so.
    fn by_office_of_its(&self, range: Range) -> Option<usize> {
        let word = in_full(self.doc.tokens[range.end - 1].key);
        let of_body = |person: &&usize| self.roles[**person].organization.is_some();
        let mut holders = self.holders.get(&word)?.iter().filter(of_body);
        let only = *holders.next()?;
        (range.end - range.start == 2 && holders.next().is_none()).then_some(only)
    }

    /// “the **39-year-old**”, “the **39-year-old** midfielder”: the age in a description of somebody told before.
    fn age_in(&self, phrase: &Phrase) -> Option<&str> {
        let doc = self.doc;
        let words = doc.tokens.get(phrase.range.start..phrase.range.end)?;
        let [the, age, what @ ..] = words else { return None };
        let age = age.span.of(doc.text).strip_suffix("-year-old").filter(|_| the.key == THE)?;
        let one = || is_speaker(doc, phrase.head()) && !is_plural(doc, phrase.head());
        let described = doc.settled && what.len() <= LONGEST_TRADE && one() && !self.is_stranger_aged(phrase);
        (what.is_empty() || described).then_some(age)
    }

    /// “**A 39-year-old** baker left. The 39-year-old baker said”: whether somebody without a name was told so before.
    fn is_stranger_aged(&self, phrase: &Phrase) -> bool {
        let doc = self.doc;
        let age = &doc.tokens[phrase.range.start + 1];
        let years = age.span.of(doc.text).strip_suffix("-year-old");
        let from = phrase.range.start.saturating_sub(AGE_REACH);
        let before = &doc.tokens[from..phrase.range.start];
        // “a **driver, 39,** hit Ana Ruiz, 39”
        let beside = |who: &Tok, comma: &Tok, number: &Tok| {
            comma.is_mark(',') && !who.capital && Some(number.span.of(doc.text)) == years
        };
        before.windows(2).any(|two| two[1].key == age.key && NEW.contains(&two[0].key))
            || before.windows(3).any(|three| beside(&three[0], &three[1], &three[2]))
    }

    /// “Ruiz jailed **the driver**. The 39-year-old driver said”: whether somebody without a name was met.
    fn is_unnamed_met(&self, phrase: &Phrase) -> bool {
        let doc = self.doc;
        let end = doc.phrases.partition_point(|before| before.range.end <= phrase.range.start);
        let mut met = doc.phrases[end.saturating_sub(KIN_REACH)..end].iter();
        met.any(|before| before.kind == PhraseKind::Common && is_speaker(doc, before.head()))
    }

    /// “the 39-year-old **woman**” is no John.
    fn is_of_other_gender(&self, phrase: &Phrase, person: usize) -> bool {
        let key = self.doc.tokens[phrase.head()].key;
        match self.people.all[person].gender {
            Gender::Male => WOMEN.contains(&key),
            Gender::Female => MEN.contains(&key),
            Gender::Unknown => false,
        }
    }

    /// “the 39-year-old”: whoever is said to be 39; else the one met last of whom no other age is told, before all those who are
    /// somebody for sure: a name that nothing tells more of may be a club's or a street's. “The 39-year-old **driver**” may be
    /// anybody of whom no age is told, unless one person alone was met.
    fn by_age(&self, phrase: &Phrase) -> Option<Meaning> {
        let doc = self.doc;
        let age = self.age_in(phrase)?;
        let told = |person: usize| self.people.age_told(doc, person);
        let people = || self.recent().map(|(_, p)| p).filter(|p| self.people.is_person(*p));
        let described = phrase.range.end - phrase.range.start > 2;
        let fits = |person: &usize| !described || !self.is_of_other_gender(phrase, *person);
        let alone = || {
            let first = people().next();
            people().all(|other| Some(other) == first) && !self.is_unnamed_met(phrase)
        };
        let anybody = !described || alone();
        let untold = || people().filter(|p| anybody && told(*p).is_none() && fits(p));
        let person = people()
            .find(|p| told(*p) == Some(age) && fits(p))
            .or_else(|| untold().find(|p| !self.is_doubtful(*p)))
            .or_else(|| untold().next())?;
        Some(Meaning::by(ReferenceKind::Age, person, self.met_as(person)))
    }

    /// “the mother-of-two”: the woman met last, or else whoever may be one.
    fn by_children(&self, phrase: &Phrase) -> Option<Meaning> {
        let doc = self.doc;
        let word = doc.tokens[phrase.head()].span.of(doc.text);
        if doc.tokens[phrase.range.start].key != THE || !is_parent(word) || self.is_brought_in(phrase) {
            return None;
        }
        let own = if is_mother(word) { Gender::Female } else { Gender::Male };
        let gender = |person: usize| self.people.all[person].gender;
        let people =
            || self.recent().map(|(_, p)| p).filter(|p| self.people.is_person(*p) && !self.is_doubtful(*p));
        let person = people()
            .find(|p| gender(*p) == own)
            .or_else(|| people().find(|p| gender(*p) == Gender::Unknown))?;
        Some(Meaning::by(ReferenceKind::Age, person, self.met_as(person)))
    }

    /// “Ruiz met **a mother-of-two**. … **The mother-of-two** said”: whether somebody without a name is meant. “Ruiz, a mother-of-two,”
    /// is Ruiz.
    fn is_brought_in(&self, phrase: &Phrase) -> bool {
        let tokens = &self.doc.tokens;
        let key = tokens[phrase.head()].key;
        let from = phrase.range.start.saturating_sub(KIN_REACH);
        (from..phrase.range.start).any(|at| {
            let anybody = tokens[at].key == A && tokens[at + 1].key == key;
            let told = |before: &Tok| before.is_mark(',') || before.is(tag::AUXILIARY);
            anybody && !at.checked_sub(1).is_some_and(|at| told(&tokens[at]))
        })
    }

    /// “the Spaniard”: whoever spoke last, where nobody else was named since, or else the only one met. Of two who met, either
    /// may be the Spaniard.
    pub(super) fn by_epithet(&self, number: usize) -> Option<Meaning> {
        let doc = self.doc;
        if !is_epithet(doc, &doc.phrases[number]) {
            return None;
        }
        let in_full = |person: &usize| self.told[*person] && self.people.all[*person].name.contains(' ');
        let people = self.recent().filter(|(at, person)| *at < number && self.people.is_person(*person));
        let mut people = people.map(|(_, person)| person).filter(in_full);
        let last = people.next()?;
        let only = self.speaker == Some(last) || people.all(|other| other == last);
        only.then(|| Meaning::by(ReferenceKind::Epithet, last, self.met_as(last)))
    }

    /// “her daughter”: whoever was named beside these words, where that is one.
    fn by_kin(&self, number: usize) -> Option<Meaning> {
        let doc = self.doc;
        let range = doc.phrases[number].range;
        let kin = doc.tokens[range.end - 1];
        let owned = |start: usize| matches!(doc.tokens[start].key, HIS | HER | THEIR);
        if !kin.has(trait_of::KIN) || !owned(range.start) || range.end - range.start != 2 {
            return None;
        }
        let from = number.saturating_sub(KIN_REACH);
        let mut named = (from..number).filter_map(|before| {
            let phrase = &doc.phrases[before];
            let same = owned(phrase.range.start)
                && doc.tokens[phrase.range.start..phrase.range.end].iter().any(|t| t.key == kin.key);
            let name = if phrase.kind == PhraseKind::Name {
                Some(before)
            } else {
                let next = doc.phrases.get(before + 1)?;
                let beside = next.range.start <= phrase.range.end + 1
                    && doc.tokens[phrase.range.end..next.range.start].iter().all(|t| t.is_mark(','));
                beside.then_some(before + 1)
            }?;
            let person = self.people.named_by(name).filter(|p| same && self.people.is_person(*p));
            Some((person?, name))
        });
        let (first, name) = named.next()?;
        let only = named.all(|(other, _)| other == first);
        let antecedent = doc.span(doc.phrases[name].core);
        only.then(|| Meaning::by(ReferenceKind::Kin, first, Some(antecedent)))
    }

    /// “wrote to both of them. … the **letter** says”: whoever is said to have written it.
    fn by_paper(&self, phrase: &Phrase) -> Option<Meaning> {
        let doc = self.doc;
        let range = phrase.range;
        let head = &doc.tokens[range.end - 1];
        let bare = range.end - range.start == 2 && doc.tokens[range.start].key == THE;
        if !head.has(trait_of::PAPER) || !bare {
            return None;
        }
        let sentence = head.sentence as usize;
        let before = doc.sentences[sentence.saturating_sub(3)..sentence].iter().rev();
        before.map(|s| s.range).find_map(|there| {
            let verb = (there.start..there.end).find(|at| {
                let token = &doc.tokens[*at];
                token.quotation == 0 && token.is(tag::VERB) && WRITES.contains(&token.key)
            })?;
            let letter = head.key == LETTER && WRITES[..WRITES_LETTERS].contains(&doc.tokens[verb].key);
            let object = &doc.tokens[verb + 1..there.end.min(verb + 6)];
            let same = || object.iter().take_while(|t| !t.is(tag::MARK)).any(|t| t.key == head.key);
            if !letter && !same() {
                return None;
            }
            let end = doc.phrases.partition_point(|p| p.range.end <= verb);
            let subjects = doc.phrases[..end].iter().enumerate().rev();
            let mut subjects = subjects.take_while(|(_, p)| p.range.start >= there.start);
            subjects.find_map(|(number, p)| {
                let somebody = self.people.named_by(number).filter(|_| !p.possessive)?;
                let writes = self.people.is_person(somebody) || is_body(doc, self.people, somebody);
                writes.then(|| Meaning::by(ReferenceKind::Writer, somebody, Some(doc.span(p.core))))
            })
        })
    }

    /// “a statement **by Ana Ruiz**”, “a tweet **from Ruiz**”: the person whose name stands behind a paper. What bodies print
    /// speaks for itself, and for them.
    fn by_author(&self, number: usize) -> Option<Meaning> {
        let doc = self.doc;
        let (paper, name) = (&doc.phrases[number], doc.phrases.get(number + 1)?);
        let by = matches!(doc.tokens.get(paper.range.end)?.key, BY | FROM);
        let behind = by && name.range.start == paper.range.end + 1 && !name.possessive;
        let written = doc.tokens[paper.head()].has(trait_of::PAPER);
        // Of “data from FactSet” nobody is the author.
        let is_human = |author: &usize| {
            let given = doc.tokens[self.people.all[*author].core.start].has(trait_of::GIVEN);
            let titled = name.core.start > name.range.start || !self.people.offices_of(*author).is_empty();
            self.people.is_person(*author) && (given || titled)
        };
        let author = self.people.named_by(number + 1).filter(is_human);
        Some(Meaning::by(
            ReferenceKind::Writer,
            author.filter(|_| behind && written)?,
            Some(doc.span(name.core)),
        ))
    }

    /// “the mayor”, “the Supreme Leader”: whoever holds that office, met last.
    fn by_title(&self, phrase: &Phrase) -> Option<Meaning> {
        let holder = self.holder(phrase);
        let person = self.spoke_as_analyst(phrase, holder).or(holder)?;
        let word = in_full(self.doc.tokens[phrase.range.end - 1].key);
        Some(Meaning::by(ReferenceKind::Office, person, self.office_told(person, word)))
    }

    /// “Bo Lind of Orton Stanley said it was late. **The analyst** said …”: whoever spoke last, where no other office of theirs is told
    /// and neither the holder of that one, nor anybody without a name, was met since.
    fn spoke_as_analyst(&self, phrase: &Phrase, holder: Option<usize>) -> Option<usize> {
        let doc = self.doc;
        let words = &doc.tokens[phrase.range.start..phrase.range.end];
        // “the **five-star** analyst”
        let ([the, analyst] | [the, _, analyst]) = words else { return None };
        if words[1..].iter().any(|token| token.capital || ANOTHER.contains(&token.key)) {
            return None;
        }
        let (speaker, spoken) = (self.speaker?, self.spoken?);
        let since = analyst.sentence.checked_sub(doc.tokens[doc.phrases[spoken].range.start].sentence)?;
        let met = |person: usize| self.last[person].is_some_and(|last| last > spoken);
        let other = self.roles[speaker].title.is_some()
            && !self.role_words[speaker].iter().any(|word| FOLLOWS.contains(word));
        let fits = doc.settled
            && the.key == THE
            && ANALYSTS.contains(&analyst.key)
            && since <= SPEAKER_REACH
            && self.people.is_person(speaker)
            && !self.is_doubtful(speaker)
            && !doc.tokens[self.people.all[speaker].core.end - 1].has(trait_of::LANDMARK)
            && !other;
        let told = || match holder {
            Some(holder) => !met(holder),
            None => !self.is_stranger_met(phrase),
        };
        (fits && told()).then_some(speaker)
    }

    /// “**An analyst** said it was late. … The analyst said”: whether somebody without a name was called so before.
    fn is_stranger_met(&self, phrase: &Phrase) -> bool {
        let tokens = &self.doc.tokens;
        let key = tokens[phrase.head()].key;
        let from = phrase.range.start.saturating_sub(KIN_REACH);
        (from + 1..phrase.range.start).any(|at| {
            let stranger = tokens[from..at].iter().rev().take(STRANGER).any(|token| NEW.contains(&token.key));
            tokens[at].key == key && stranger
        })
    }

    /// “the **Verdalia** analyst”: whether a word is of the name of somebody's body.
    fn is_of(&self, person: usize, word: u64) -> bool {
        self.roles[person].organization.is_some_and(|body| has_word(self.doc, body, word))
    }

    /// “the **Norland** president Bo Lind”, “President Bo Lind **of Norland**”: whether the office beside a name is said to be another
    /// country's or town's, so that “the president” is rather one who was introduced without.
    fn is_elsewhere(&self, person: usize) -> bool {
        let mut named = [self.people.first_naming(person), self.named[person]].into_iter().flatten();
        named.any(|number| is_held_elsewhere(self.doc, &self.doc.phrases[number]))
    }

    fn holder(&self, phrase: &Phrase) -> Option<usize> {
        let doc = self.doc;
        let range = phrase.range;
        let head = &doc.tokens[range.end - 1];
        if !head.has(trait_of::TITLE | trait_of::ROLE) || head.has(trait_of::GIVEN) {
            return None;
        }
        if phrase.kind == PhraseKind::Name && !is_bare_title(doc, phrase) {
            return None;
        }
        let definite = doc.tokens[range.start].key == THE || phrase.kind == PhraseKind::Name;
        if is_its(doc.tokens[range.start].key) {
            return self.by_office_of_its(range);
        }
        if !definite {
            return None;
        }
        // “the independent senator” is still the senator.
        let side = |t: &Tok| PARTIES.contains(&t.key) || t.has(trait_of::NATIONALITY);
        let words: Vec<u64> = doc.tokens[range.start..range.end]
            .iter()
            .enumerate()
            .filter(|(i, t)| !t.is(tag::DETERMINER) && (range.start + i + 1 == range.end || !side(t)))
            .map(|(_, t)| in_full(t.key))
            .collect();
        let holds = |person: &usize| {
            let role = &self.role_words[*person];
            let lesser = |word: &u64| role.contains(word) && !words.contains(word);
            let junior = words.last().is_some_and(|head| JUNIORS.contains(head));
            // “the chief **executive** officer” is no chief financial officer.
            let other = doc.settled
                && words.contains(&CHIEF)
                && words.iter().any(|word| RANKS.contains(word) && !role.contains(word));
            (junior || !LESSER.iter().any(lesser))
                && !other
                && words.last().is_some_and(|w| role.contains(w))
                && (words.len() > 1 || role.len() == 1 || self.is_of_what(range.end, *person))
                && words.iter().filter(|w| role.contains(w) || self.is_of(*person, **w)).count() * 2
                    > words.len()
        };
        // “**Verdalia's** chief executive” is no other firm's.
        let owner = range.start.checked_sub(2).filter(|at| {
            doc.settled && doc.tokens[at + 1].kind == TokenKind::Possessive && doc.tokens[*at].is(tag::NAME)
        });
        let holds = |person: &usize| {
            let elsewhere = |owner: usize| {
                !self.is_of(*person, doc.tokens[owner].key) && self.roles[*person].organization.is_some()
            };
            holds(person) && !owner.is_some_and(elsewhere)
        };
        let start = range.start;
        let met = || self.recent().filter(|(at, p)| doc.phrases[*at].range.start < start && holds(p));
        let last = met().max().map(|(_, person)| person);
        let at_home = last.filter(|last| words.len() == 1 && self.is_elsewhere(*last)).and_then(|last| {
            let home = met().filter(|(_, person)| !self.is_elsewhere(*person)).max()?.1;
            (self.count[home] * 2 >= self.count[last]).then_some(home)
        });
        at_home.or(last).or_else(|| self.holders.get(words.last()?)?.iter().copied().find(holds))
    }
}

fn is_held_elsewhere(doc: &Doc<'_>, name: &Phrase) -> bool {
    let opens = doc.sentence_of(name.range.start).start;
    let start = name.range.start.saturating_sub(1).max(opens);
    let nation = |token: &Tok| token.has(trait_of::NATIONALITY | trait_of::PLACE);
    let town =
        |token: &Tok| token.capital && !token.has(trait_of::TITLE | trait_of::ROLE | trait_of::HONORIFIC);
    // “Orton Stanley **analyst** Bo Lind” is of one firm among several; “Harrow Rovers **manager** Bo Lind” is of the other side.
    let office = |at: usize| {
        let word = &doc.tokens[at];
        word.has(trait_of::TITLE) && !(doc.settled && ANALYSTS.contains(&word.key))
    };
    let before = (start + 1..name.core.start).any(|at| {
        let of = &doc.tokens[at - 1];
        office(at) && (nation(of) || at - 1 > opens && town(of))
    });
    let behind = matches!(doc.tokens.get(name.range.end..name.range.end + 2), Some([of, place]) if of.key == OF && nation(place));
    before || behind && (name.range.start..name.core.start).any(office)
}

/// Whether a word, by its key, stands in a stretch of the text.
fn has_word(doc: &Doc<'_>, words: Span, key: u64) -> bool {
    let from = doc.tokens.partition_point(|t| t.span.start < words.start);
    doc.tokens[from..].iter().take_while(|t| t.span.end <= words.end).any(|t| t.key == key)
}

/// Nouns that tell of a man …
const MEN: [u64; 7] = keys(["man", "boy", "father", "husband", "son", "brother", "dad"]);
/// … and of a woman.
const WOMEN: [u64; 8] = keys(["woman", "girl", "mother", "wife", "daughter", "sister", "mum", "actress"]);
const THE: u64 = ascii_key("the");
const A: u64 = ascii_key("a");
const THIS: u64 = ascii_key("this");
const AND: u64 = ascii_key("and");
const OF: u64 = ascii_key("of");
const ONE: u64 = ascii_key("one");
const FOR: u64 = ascii_key("for");
const AT: u64 = ascii_key("at");
const WITH: u64 = ascii_key("with");
const FROM: u64 = ascii_key("from");
const BY: u64 = ascii_key("by");
const HIS: u64 = ascii_key("his");
const HER: u64 = ascii_key("her");
const THEIR: u64 = ascii_key("their");
const LETTER: u64 = ascii_key("letter");
/// The deputy mayor, or the former one, is not the mayor.
const LESSER: [u64; 6] = keys(["deputy", "shadow", "former", "vice", "assistant", "associate"]);
/// Whoever follows others' affairs: none of them is more at home in an article than the next.
const ANALYSTS: [u64; 3] = keys(["analyst", "economist", "strategist"]);
/// What firms are called by what they make or how large they are …
const GIANTS: [u64; 5] = keys(["giant", "maker", "network", "titan", "behemoth"]);
/// … unless that tells another from the one met.
const OTHERS: [u64; 5] = keys(["new", "larger", "smaller", "former", "latter"]);
/// What is told of an analyst's office otherwise: “head of **research**”.
const FOLLOWS: [u64; 7] =
    keys(["analyst", "economist", "strategist", "research", "strategy", "economics", "economy"]);
/// So many words before their noun somebody without a name may begin: “a senior Orton Stanley analyst”.
const STRANGER: usize = 4;
/// What a firm's chiefs are told apart by.
const RANKS: [u64; 16] = keys([
    "executive",
    "financial",
    "operating",
    "technology",
    "information",
    "marketing",
    "legal",
    "investment",
    "commercial",
    "medical",
    "scientific",
    "product",
    "risk",
    "security",
    "compliance",
    "administrative",
]);
const CHIEF: u64 = ascii_key("chief");
/// A deputy minister is a minister all the same.
const JUNIORS: [u64; 2] = keys(["minister", "secretary"]);
/// Where somebody stands in politics: before an office, no part of it.
const PARTIES: [u64; 6] =
    keys(["independent", "republican", "democratic", "conservative", "liberal", "labour"]);
/// Whoever does one of these has written something; the first ones say so of letters without naming them.
const WRITES: [u64; 11] = keys([
    "wrote",
    "written",
    "writes",
    "published",
    "publishes",
    "issued",
    "issues",
    "released",
    "signed",
    "sent",
    "filed",
]);
const WRITES_LETTERS: usize = 3;
