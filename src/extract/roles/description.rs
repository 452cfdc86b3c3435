//! A description split into role and body: “a senior lecturer in International Relations at Sussex University”.

use super::super::bodies::{body_meant_by, body_meant_by_its};
use super::super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::super::joint::WITH_PORTFOLIO;
use super::super::lexicon::{Words, ascii_key, keys, role_words, tag, trait_of};
use super::super::people::People;
use super::super::somebody::is_speaker;
use super::papers::is_body_word;
use super::{Reader, Role};
use crate::extract::kinds_of_body::is_its;
use crate::extract::people::owner::is_form_of_firm;
use crate::model::Span;
use crate::text::TokenKind;

pub(super) const WHO: [u64; 3] = [ascii_key("who"), ascii_key("whose"), ascii_key("whom")];

/// Splits a description into role and body, if it describes somebody.
pub fn read_role(doc: &Doc<'_>, people: &People, range: Range) -> Option<Role> {
    Reader { doc, people }.read(range)
}

/// The body that people without a name belong to: “**Finance Ministry** officials”, “analysts at **Verdalia**”.
pub fn body_of_group(doc: &Doc<'_>, people: &People, range: Range) -> Option<Span> {
    let reader = Reader { doc, people };
    let led = || {
        let at = (range.start + 1..range.end).find(|at| matches!(doc.tokens[*at].key, AT | WITH | FROM))?;
        let named = reader.phrase_with(at + 1).is_some_and(|phrase| phrase.kind == PhraseKind::Name);
        reader.body_at(at + 1, doc.tokens[at].key == AT).filter(|_| named)
    };
    reader.body_before_group(range).or_else(led).or_else(|| reader.body_by_kind(range))
}

impl Reader<'_> {
    /// “a **company** spokesman”, “a **union** official”: the body of that kind, which was met last.
    fn body_by_kind(&self, range: Range) -> Option<Span> {
        let doc = self.doc;
        let officer = |at: &usize| role_words().officers.has(doc.tokens[*at].key);
        let at = (range.start + 1..range.end).find(officer)?;
        let kind = &doc.tokens[at - 1];
        let body = body_meant_by(doc, self.people, range.start, kind.key).filter(|_| is_body_word(kind))?;
        // “the Ministry”: no name.
        let named = self.people.all[body].core;
        let bare = named.end == named.start + 1 && is_body_word(&doc.tokens[named.start]);
        (!bare).then(|| self.people.name_span(doc, body))
    }

    /// Splits a description into role and body.
    pub(super) fn read(&self, range: Range) -> Option<Role> {
        let doc = self.doc;
        let Range { start, mut end } = range;
        if start >= end || doc.tokens[start].is(tag::PREPOSITION) {
            return None;
        }
        // “Sunmere Energy’s chief engineer”, “the company’s chief engineer”, “its chief engineer”
        let (after, mut organization) = self.owned(range);
        let mut start = self.undressed(Range { start: after, end });
        // “a **Department of Health** spokesman”; “a **senior** Department of Health official” is told in full.
        let mut dressed = None;
        if let Some(body) = self.body_in_front(Range { start, end }) {
            organization = organization.or_else(|| Some(self.body_span(body)));
            dressed = Some(start).filter(|start| *start < body.start);
            start = body.end;
        }
        let role_at = match self.office_of_several(Range { start, end }) {
            Some(office) => {
                start = self.undressed(Range { start: start + 1, end });
                if let Some((after, owner)) = self.owner_of_several(Range { start, end: office }) {
                    organization = organization.or(owner);
                    start = self.undressed(Range { start: after, end });
                }
                office
            }
            None => self.role_at(Range { start, end })?,
        };
        if is_possessive(doc.tokens[range.start].key) && doc.tokens[role_at].has(trait_of::KIN)
            || self.is_title_of_another(role_at, end)
        {
            return None;
        }
        let head_end = self.office_end(role_at).min(end);
        if let Some((at, body)) = self.body_of(role_at, head_end, end) {
            organization = organization.or(Some(body));
            end = at;
        } else if start < role_at
            && let Some((after, body)) = self.body_before(Range { start, end: role_at })
        {
            organization = organization.or(Some(body));
            start = after;
        }
        end = self.trimmed(role_at, Range { start: head_end, end });
        start = dressed.unwrap_or(start);
        self.describes(Range { start, end })
            .then(|| Role { title: Some(doc.span(Range { start, end })), organization })
    }

    /// Where the phrase of an office ends; of “**Director** of the Harrow Fishing Federation”, which capitals make one name, the office.
    fn office_end(&self, role_at: usize) -> usize {
        let doc = self.doc;
        let Some(phrase) = self.phrase_with(role_at) else { return role_at + 1 };
        let leads = |at: &usize| matches!(doc.tokens[*at].key, OF | FOR);
        let inside = (role_at + 1..phrase.range.end).find(leads).filter(|_| doc.settled);
        inside.unwrap_or(phrase.range.end)
    }

    /// “Ruiz, **finance chief Bo Lind** and two aides left”: a role that stands before somebody's full name is theirs.
    fn is_title_of_another(&self, role_at: usize, end: usize) -> bool {
        let doc = self.doc;
        let number = doc.phrases.partition_point(|phrase| phrase.range.end <= role_at);
        let titled = |phrase: &Phrase| {
            let core = phrase.core;
            phrase.kind == PhraseKind::Name
                && phrase.range.holds(role_at)
                && role_at < core.start
                && core.end <= end
                && core.end > core.start + 1
                && !is_role(&doc.tokens[core.end - 1])
        };
        doc.phrases.get(number).is_some_and(titled)
            && self.people.named_by(number).is_some_and(|person| self.people.is_person(person))
    }

    /// “one **of the two partners** at Corvane & Lind”: what several are of whom somebody is one; “one” is left off already.
    fn office_of_several(&self, range: Range) -> Option<usize> {
        let doc = self.doc;
        let one = range.start.checked_sub(1).is_some_and(|at| doc.tokens[at].key == ONE);
        let of = doc.tokens.get(range.start).is_some_and(|token| token.key == OF);
        let several = |at: &usize| doc.lexicon.office_of_one(doc.tokens[*at].span.of(doc.text)).is_some();
        if one && of { (range.start..range.end).find(several) } else { None }
    }

    /// “one of **Verdalia’s** top analysts”: whose several are.
    fn owner_of_several(&self, range: Range) -> Option<(usize, Option<Span>)> {
        let doc = self.doc;
        let after =
            1 + (range.start + 1..range.end).find(|at| doc.tokens[*at].kind == TokenKind::Possessive)?;
        let analysts = doc.tokens.get(range.end).is_some_and(|office| role_words().analysts.has(office.key));
        let owner = self.possessor(after).or_else(|| self.owner_of_analyst(after).filter(|_| analysts));
        Some((after, owner))
    }

    /// Whether words can be a role by how they begin: “and Chairman Jonas Hask” is somebody else, “the first to leave” is
    /// nothing that one is.
    fn describes(&self, range: Range) -> bool {
        let doc = self.doc;
        let Some(first) = doc.tokens.get(range.start).filter(|_| range.start < range.end) else {
            return false;
        };
        let joined =
            first.is(tag::COORDINATOR | tag::SUBORDINATOR) || WHO.contains(&first.key) || first.key == WHICH;
        let alone = range.start + 1 == range.end && matches!(first.key, FIRST | LAST | ONLY);
        !joined && !alone && !self.is_time(range.start)
    }

    /// “the **first time**”, “her **last year**”: what nobody is.
    fn is_time(&self, at: usize) -> bool {
        let Some([which, when]) = self.doc.tokens.get(at..at + 2) else { return false };
        let time = when.has(trait_of::TIME) || when.key == TIME;
        self.doc.settled && matches!(which.key, FIRST | LAST | ONLY | NEXT) && time
    }

    /// Where a description begins once “a”, “now the”, “the 29-year-old Scottish”, “a Saltmarsh Street” are left off.
    fn undressed(&self, range: Range) -> usize {
        let doc = self.doc;
        let mut at = range.start;
        // “in her **first year as** chief executive”
        let as_what =
            |at: usize| self.is_time(at) && doc.tokens.get(at + 2).is_some_and(|token| token.key == AS);
        if as_what(at) && at + 3 < range.end {
            at += 3;
        }
        while at + 1 < range.end {
            let (token, next) = (&doc.tokens[at], &doc.tokens[at + 1]);
            let nationality = token.has(trait_of::NATIONALITY) && !next.is(tag::COORDINATOR | tag::MARK);
            let words = token.span.of(doc.text);
            let aged = words.ends_with("-old") || words.ends_with("-based");
            if !(is_dressing(token)
                || self.is_for_now(at) && token.is(tag::ADJECTIVE)
                || token.has(trait_of::STILL) && !token.capital && token.key != FIRST
                || nationality
                || aged)
            {
                break;
            }
            at += 1;
        }
        let named = (at..range.end).take_while(|at| doc.tokens[*at].is(tag::NAME)).count();
        let street = named > 1 && doc.tokens[at + named - 1].has(trait_of::LANDMARK);
        if street && at + named < range.end { at + named } else { at }
    }

    /// “**Incumbent** US President”, “a **local** MP”: what says no more than that; the **Local** Government Association is called so.
    pub(super) fn is_for_now(&self, at: usize) -> bool {
        let doc = self.doc;
        let (token, next) = (&doc.tokens[at], doc.tokens.get(at + 1));
        let office = trait_of::ROLE | trait_of::TITLE | trait_of::NATIONALITY | trait_of::PLACE;
        let before_office = next.is_some_and(|next| next.has(office) || !next.capital);
        doc.settled && role_words().dressed.has(token.key) && (!token.capital || before_office)
    }

    /// The word that makes it a role: one of the list, else a word for somebody who does something.
    fn role_at(&self, range: Range) -> Option<usize> {
        let doc = self.doc;
        let first_head = self.phrase_with(range.start).map_or(range.start, |p| p.head().max(range.start));
        // “a **major** turnaround”, “the **first** time”: titles that tell of what follows.
        let modifies = |i: usize| {
            let token = &doc.tokens[i];
            let next = doc.tokens[..range.end].get(i + 1);
            !token.capital
                && !token.has(trait_of::ROLE)
                && token.word.tags & (tag::ADJECTIVE | tag::NUMERAL) != 0
                && next.is_some_and(|next| next.is(tag::NOUN) && !is_role(next))
        };
        let at = (range.start..range.end)
            .find(|i| is_role(&doc.tokens[*i]) && !modifies(*i) && !self.tells_of_thing(*i, range.end))
            .or_else(|| Some(first_head).filter(|head| *head < range.end && self.is_agent(*head)))?;
        // “the end of the mayor’s term” describes nobody.
        let led = (range.start..at).any(|i| matches!(doc.tokens[i].key, OF | AT | IN));
        (!led).then_some(at)
    }

    /// “the **shareholder** meeting”, “the **analyst** consensus”, “a **pilot** project”: a role that only tells of a thing behind it,
    /// which nobody is. Of “director **public affairs**” it is what they direct.
    fn tells_of_thing(&self, role: usize, end: usize) -> bool {
        let doc = self.doc;
        let Some(phrase) = self.phrase_with(role).filter(|_| doc.settled) else { return false };
        let head = phrase.head();
        let thing = &doc.tokens[head];
        let somebody = |at: usize| is_role(&doc.tokens[at]) || is_speaker(doc, at) || self.is_agent(at);
        phrase.kind == PhraseKind::Common
            && role < head
            && head < end
            && !self.is_bare_office(role, phrase)
            && !doc.tokens[role].capital
            // “a **former** bank employee”, “the **sister** company”
            && !(doc.tokens[role].has(trait_of::KIN) || ONCE.contains(&doc.tokens[role].key))
            && !thing.capital
            && thing.is(tag::NOUN)
            && thing.word.tags != 0
            && !role_words().with_offices.has(thing.key)
            && !(role + 1..=head).any(somebody)
    }

    /// “Bo Lind, **managing director** wealth management”: an office that a description begins with, with no article.
    fn is_bare_office(&self, role: usize, phrase: &Phrase) -> bool {
        let office = &self.doc.tokens[role];
        let before = &self.doc.tokens[phrase.range.start..role];
        office.has(trait_of::TITLE | trait_of::CORPORATE)
            && office.word.tags & (tag::ADJECTIVE | tag::NUMERAL) == 0
            && !before
                .iter()
                .any(|word| word.is(tag::DETERMINER | tag::PRONOUN) || word.kind == TokenKind::Possessive)
    }

    /// Where a role ends once “for twenty-six years”, “until last year”, “in Harrow” are left off. `rest` is what
    /// follows its head.
    fn trimmed(&self, role_at: usize, rest: Range) -> usize {
        let doc = self.doc;
        let Range { start, mut end } = rest;
        let time = |i: usize| (i + 1..end.min(i + 5)).any(|j| doc.tokens[j].has(trait_of::TIME));
        let trailing = (start..end).find(|i| {
            let next = doc.tokens.get(i + 1);
            let key = doc.tokens[*i].key;
            let numeral = next.is_some_and(|t| t.is(tag::NUMERAL) || t.key == MANY);
            matches!(key, UNTIL | SINCE | FROM | WITH | BY | DURING | UNDER | AFTER | BEFORE | THERE | HERE)
                || matches!(key, FOR | OF) && numeral
                || matches!(key, ON | IN | LAST) && next.is_some_and(|t| t.has(trait_of::CALENDAR))
                || matches!(key, ON | IN) && (numeral || next.is_some_and(|t| matches!(t.key, A | AN)))
                || key == AT && next.is_some()
                || self.is_participle_of_noun(*i, end)
                || matches!(key, FOR | IN | THIS | LAST | NEXT | EARLIER | LATER) && time(*i)
                || matches!(key, IN | OF | NEAR) && self.is_whereabouts(role_at, *i)
        });
        end = trailing.unwrap_or(end);
        let trails = |token: &Tok| {
            token.key == TO
                || token.is(tag::PREPOSITION | tag::COORDINATOR | tag::MARK | tag::DETERMINER | tag::ADVERB)
        };
        while end > start && trails(&doc.tokens[end - 1]) {
            end -= 1;
        }
        end
    }

    /// “chairman of the provider **valued** at nine million”: a participle that what follows belongs to.
    fn is_participle_of_noun(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let participle = doc.tokens[at].is(tag::VERB) && doc.tokens[at].span.of(doc.text).ends_with("ed");
        let behind_noun = at > 0 && doc.tokens[at - 1].is(tag::NOUN | tag::NAME);
        let leads = doc.tokens.get(at + 1).is_none_or(|next| at + 1 >= end || next.is(tag::PREPOSITION));
        participle && behind_noun && leads
    }

    /// Whether the place after the preposition at `at` only tells where somebody is: “a taxi driver in Harrow”, “a
    /// grower of Fenwick Drove”; a mayor is mayor *of* a place.
    fn is_whereabouts(&self, role_at: usize, at: usize) -> bool {
        let doc = self.doc;
        let Some(phrase) = self.phrase_with(at + 1).filter(|p| p.range.start == at + 1) else { return false };
        let named = phrase.kind == PhraseKind::Name
            && doc.tokens[phrase.core.start..phrase.core.end]
                .iter()
                .all(|t| t.word.tags == 0 || t.has(trait_of::PLACE | trait_of::LANDMARK | trait_of::GIVEN));
        let role = &doc.tokens[role_at];
        let office = role.has(trait_of::TITLE) && !role.has(trait_of::CORPORATE);
        if doc.tokens[at].key == OF {
            return named && !office && phrase.range.start == phrase.core.start;
        }
        named || doc.tokens[phrase.range.start].key == HIS || doc.tokens[phrase.range.start].key == HER
    }

    /// What stands before a role as its owner, passed over, and the body that is: named there, or met before and
    /// meant by “its” or “the company’s”.
    fn owned(&self, range: Range) -> (usize, Option<Span>) {
        let doc = self.doc;
        let Range { start, end } = range;
        let first = doc.tokens[start].key;
        if is_possessive(first) {
            return (start + 1, None);
        }
        let name = |body: usize| self.people.name_span(doc, body);
        if is_its(first) {
            return (start + 1, body_meant_by_its(doc, self.people, start).map(name));
        }
        let ending = (start..end.min(start + 9)).find(|at| {
            let token = &doc.tokens[*at];
            let apostrophe = (token.is_mark('’') || token.is_mark('\'')) && !token.spaced;
            (token.kind == TokenKind::Possessive || *at > start && apostrophe)
                && doc.tokens.get(at + 1).is_some_and(|n| n.spaced)
        });
        let Some(at) = ending.filter(|at| at + 1 < end && doc.tokens[at + 1..end].iter().any(is_role)) else {
            return (start, None);
        };
        if at == start {
            return (start, None);
        }
        let owner = Range { start, end: at };
        if doc.tokens[start..at].iter().any(is_role) {
            return (start, None);
        }
        if doc.tokens[at - 1].is(tag::NAME) {
            let office = &doc.tokens[at + 1..end];
            let analyst = office.iter().any(|token| role_words().analysts.has(token.key));
            // “Verdalo’s chief executive”; Ana’s manager is not Ana Ltd's.
            let held = doc.settled && is_office_of_firm(office) && !doc.tokens[start].has(trait_of::GIVEN);
            let owner = self.possessor(at + 1);
            return (at + 1, owner.or_else(|| self.owner_of_analyst(at + 1).filter(|_| analyst || held)));
        }
        (at + 1, self.common_body(owner))
    }

    /// The body a role is held in, and where the words that lead to it begin: at/with/for a body first, else “of” a
    /// named body.
    fn body_of(&self, role_at: usize, start: usize, end: usize) -> Option<(usize, Span)> {
        let doc = self.doc;
        let at = |keys: &[u64], any: bool| {
            (start..end).find_map(|i| {
                let leads = keys.contains(&doc.tokens[i].key) && i + 1 < end;
                leads.then(|| self.body_at(i + 1, any)).flatten().map(|body| (i, body))
            })
        };
        let role = &doc.tokens[role_at];
        let office = &doc.tokens[role_at..start.max(role_at + 1)];
        let speaks = role.has(trait_of::SPEAKS_FOR | trait_of::SPOKESPERSON);
        // “chairman and **CEO** of Verdalia”, “president and **chief operating officer** of Verdalia”, “**managing partner** of”
        let corporate = |of: usize| {
            let near = &doc.tokens[of.saturating_sub(3).max(role_at.saturating_sub(2))..of];
            let ranked = |key: u64| near.iter().any(|token| token.key == key);
            near.iter().any(|token| match token.key {
                OFFICER => ranked(CHIEF),
                PARTNER => ranked(MANAGING),
                _ => token.has(trait_of::CORPORATE) || CHAIRS.contains(&token.key),
            })
        };
        // “chief **economist** for Verdalia”, “a boat **columnist** for the Harrow Post”
        let works = |token: &Tok| {
            let words = role_words();
            words.analysts.has(token.key) || doc.settled && words.works_for.has(token.key)
        };
        let analyst = works(role) || doc.settled && office.iter().any(works);
        let somebody = |at: usize| {
            let named = self.phrase_with(at + 1).filter(|phrase| phrase.kind == PhraseKind::Name);
            named.is_some_and(|phrase| {
                // “the Alma Fishing Partnership”
                let the = doc.settled
                    && doc.tokens[phrase.range.start].key == THE
                    && !is_titled(phrase)
                    && phrase.core.end > phrase.core.start + 1;
                // “a producer for **Ana Ruiz's** show”
                let firm = phrase.possessive && !(doc.settled && phrase.core.end > phrase.core.start + 1);
                !firm && !the && self.is_somebody(phrase.core)
            })
        };
        let club = OF_CLUBS.contains(&role.key) && self.is_club(start);
        // “minister of **Energy** and Mines”, “secretary of **Energy**”; not “secretary of **the** Rowing Club”
        let portfolio = |of: usize| {
            let firm = doc.settled
                && self
                    .phrase_with(of + 1)
                    .is_some_and(|phrase| is_form_of_firm(doc.tokens[phrase.head()].key));
            WITH_PORTFOLIO.contains(&role.key)
                && of == role_at + 1
                && !doc.tokens[of + 1].is(tag::DETERMINER)
                && !firm
        };
        let of = || {
            let of = |at: &usize| doc.tokens[*at].key == OF && !portfolio(*at);
            (start..end.saturating_sub(1)).filter(of).find_map(|of| {
                let any =
                    club || corporate(of) && !somebody(of) || doc.settled && self.names_body_inside(of + 1);
                let body = self.body_at(of + 1, any).or_else(|| self.owner_at(of + 1, role))?;
                Some((of, body))
            })
        };
        at(&[AT, WITH], true)
            .or_else(|| {
                let any = speaks || analyst || role.key == REPRESENTATIVE;
                at(&[FOR], any).filter(|(at, _)| !somebody(*at))
            })
            .or_else(|| at(&[TO], false))
            .or_else(of)
            .or_else(|| at(&[FROM], analyst))
            .or_else(|| at(&[IN], false))
    }

    /// “director of **the company’s** research labs”: whose it is that somebody has an office of; not “brother of the company’s founder”.
    fn owner_at(&self, at: usize, role: &Tok) -> Option<Span> {
        let doc = self.doc;
        let owner = self.phrase_with(at).filter(|owner| owner.range.start == at && owner.possessive)?;
        let head = &doc.tokens[owner.head()];
        let the = owner.kind == PhraseKind::Common && doc.tokens[at].key == THE && owner.range.end == at + 2;
        let told = doc.settled && the && head.has(trait_of::COMMON_BODY) && !role.has(trait_of::KIN);
        let body = told.then(|| body_meant_by(doc, self.people, at, head.key)).flatten()?;
        Some(self.people.name_span(doc, body))
    }

    /// “director of **Youth Forum Harrow**”: a name with a body's word in it, wherever.
    fn names_body_inside(&self, at: usize) -> bool {
        let doc = self.doc;
        let phrase = self.phrase_with(at).filter(|phrase| phrase.kind == PhraseKind::Name);
        phrase.is_some_and(|phrase| {
            let core = &doc.tokens[phrase.core.start..phrase.core.end];
            let somebody = core[0].has(trait_of::GIVEN) || phrase.core.start > phrase.range.start + 1;
            core.len() > 2 && !somebody && core[1..].iter().any(|token| token.has(trait_of::ORG_HEAD))
        })
    }

    /// “secretary of **the Basin Walkers**”: two words and the article, behind what only clubs and bodies have.
    fn is_club(&self, of: usize) -> bool {
        let phrase = self.phrase_with(of + 1).filter(|phrase| phrase.range.start == of + 1);
        phrase.is_some_and(|phrase| {
            let article = self.doc.tokens[phrase.range.start].key == THE;
            article && phrase.kind == PhraseKind::Name && phrase.range.end - phrase.range.start > 2
        })
    }

    /// Whether the word at `at` ends as words for people who do something do: grower, keeper, botanist.
    fn is_agent(&self, at: usize) -> bool {
        let doc = self.doc;
        let words = doc.tokens[at].span.of(doc.text);
        let ends = ["er", "or", "ist", "ian", "man", "woman", "ant", "eer", "yst", "ress"]
            .iter()
            .any(|e| words.ends_with(e));
        ends && doc.tokens[at].is(tag::NOUN)
            && words.len() > 4
            && !role_words().nobody.has(doc.tokens[at].key)
    }
}

/// “the Rev. **Ana Ruiz**”
fn is_titled(phrase: &Phrase) -> bool {
    phrase.core.start > phrase.range.start + 1
}

/// A word that heads a role.
pub(super) fn is_role(token: &Tok) -> bool {
    let unlisted = |words: &Words| words.has(token.key);
    token.has(trait_of::ROLE | trait_of::TITLE)
        || unlisted(&role_words().held_only)
        || unlisted(&role_words().trades)
}

/// “chief **executive**”, “**managing** director”, “**CEO**”: an office that only bodies have.
fn is_office_of_firm(office: &[Tok]) -> bool {
    office.iter().any(|token| OF_FIRMS.contains(&token.key))
}

/// “his sister” is nobody’s role.
fn is_possessive(key: u64) -> bool {
    matches!(key, HIS | HER | MY | THEIR)
}

/// a, the, an age before a role.
pub(super) fn is_dressing(token: &Tok) -> bool {
    token.is(tag::DETERMINER) || token.is(tag::NUMERAL)
}

/// What somebody was …
const ONCE: [u64; 5] = keys(["former", "ex", "retired", "onetime", "one-time"]);
/// Offices of clubs, societies and bodies, and of no place.
const OF_CLUBS: [u64; 5] = keys(["secretary", "treasurer", "chair", "chairman", "chairwoman"]);
/// Who chairs: a body, and no place.
const CHAIRS: [u64; 4] = keys(["chairman", "chairwoman", "chairperson", "co-chairman"]);
const OF_FIRMS: [u64; 9] =
    keys(["executive", "ceo", "cfo", "coo", "cto", "managing", "founder", "co-founder", "cofounder"]);
const REPRESENTATIVE: u64 = ascii_key("representative");
const ONE: u64 = ascii_key("one");
const CHIEF: u64 = ascii_key("chief");
const OFFICER: u64 = ascii_key("officer");
const PARTNER: u64 = ascii_key("partner");
const MANAGING: u64 = ascii_key("managing");
const OF: u64 = ascii_key("of");
const IN: u64 = ascii_key("in");
const AT: u64 = ascii_key("at");
const TO: u64 = ascii_key("to");
const WITH: u64 = ascii_key("with");
const FOR: u64 = ascii_key("for");
const FROM: u64 = ascii_key("from");
const NEAR: u64 = ascii_key("near");
const BY: u64 = ascii_key("by");
const ON: u64 = ascii_key("on");
const A: u64 = ascii_key("a");
const AN: u64 = ascii_key("an");
const DURING: u64 = ascii_key("during");
const UNDER: u64 = ascii_key("under");
const AFTER: u64 = ascii_key("after");
const BEFORE: u64 = ascii_key("before");
const THERE: u64 = ascii_key("there");
const HERE: u64 = ascii_key("here");
const LAST: u64 = ascii_key("last");
const NEXT: u64 = ascii_key("next");
const EARLIER: u64 = ascii_key("earlier");
const LATER: u64 = ascii_key("later");
const MANY: u64 = ascii_key("many");
const UNTIL: u64 = ascii_key("until");
const SINCE: u64 = ascii_key("since");
const FIRST: u64 = ascii_key("first");
const TIME: u64 = ascii_key("time");
const AS: u64 = ascii_key("as");
const ONLY: u64 = ascii_key("only");
const WHICH: u64 = ascii_key("which");
const HIS: u64 = ascii_key("his");
const HER: u64 = ascii_key("her");
const THEIR: u64 = ascii_key("their");
const MY: u64 = ascii_key("my");
const THE: u64 = ascii_key("the");
const THIS: u64 = ascii_key("this");
