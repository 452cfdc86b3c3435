//! Bodies that no word of their names tells, and the article does: “**Verdalia** (VRDL) fell”, “the founder of **Verdalia**”,
//! “**Verdalia** said its sales rose”.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::super::lexicon::{CueClass, ascii_key, is_firm_end, is_short_form, keys, tag, together, trait_of};
use super::super::phrases::names_body;
use super::super::sources::possessed;
use super::told_kinds::{kind_told, may_be_body};
use super::words::{initials, name_words};
use crate::extract::kinds_of_body::named_before_kind;

/// How many tokens behind an opening bracket a sign is looked for: “(NYSE: VRDL)”.
const IN_BRACKETS: usize = 4;

/// How many words of a firm's name are looked at for a short form.
const LONGEST_FIRM: usize = 6;

/// How many letters such an office has: “CEO”.
const LONGEST_CHIEF: usize = 4;

/// The names that the article treats as bodies somewhere, as one key of their words each, with the nouns that it says they are:
/// *startup*. Cost: linear in the phrases.
pub(super) fn told_bodies(doc: &Doc<'_>) -> HashMap<u64, Vec<u64>, FixedState> {
    let mut told: HashMap<u64, Vec<u64>, FixedState> = HashMap::default();
    let mut tell = |core: Range, kind: Option<u64>| {
        let kinds = told.entry(key_of(&name_words(doc, core))).or_default();
        kinds.extend(kind.filter(|kind| !kinds.contains(kind)));
    };
    for (number, phrase) in doc.phrases.iter().enumerate() {
        let kind = kind_told(doc, phrase, number);
        if kind.is_some() || is_told(doc, phrase) {
            tell(phrase.core, kind);
        }
        let owner = || owner_of(doc, phrase).or_else(|| owner_of_somebody(doc, number));
        if let Some(name) = firm_led(doc, phrase).or_else(owner) {
            tell(name, None);
        }
        for end in short_ends(doc, phrase) {
            tell(Range { end, ..phrase.core }, None);
        }
        if let Some(name) = named_before_kind(doc, phrase) {
            tell(name, Some(doc.tokens[phrase.head()].key));
        }
    }
    told
}

/// “**Verdalia** users”, “the **Verdalia** shares”: the name before what only bodies have.
fn owner_of(doc: &Doc<'_>, phrase: &Phrase) -> Option<Range> {
    let start = phrase.range.start + usize::from(doc.tokens[phrase.range.start].is(tag::DETERMINER));
    let Range { end, .. } = phrase.range;
    let owned = phrase.kind == PhraseKind::Common && SHARES.contains(&doc.tokens[end - 1].key);
    let no_body = trait_of::GIVEN | trait_of::NATIONALITY | trait_of::PLACE | trait_of::CALENDAR;
    let named = |token: &Tok| token.is(tag::NAME) && !token.has(no_body);
    let name = Range { start, end: end - 1 };
    (owned && start + 1 < end && doc.tokens[start..end - 1].iter().all(named)).then_some(name)
}

/// “**Verdalia** CEO Ana Ruiz”, “the **Verdalia** CEO”, “**Verdalia**’s CEO”: the name before such an office, which only firms have.
fn firm_led(doc: &Doc<'_>, phrase: &Phrase) -> Option<Range> {
    let behind = doc.tokens.get(phrase.range.end + 1);
    if phrase.possessive
        && may_be_body(doc, phrase)
        && behind.is_some_and(|office| is_chief_of_firm(doc, office))
    {
        return Some(phrase.core);
    }
    let start = phrase.range.start + usize::from(doc.tokens[phrase.range.start].is(tag::DETERMINER));
    let office = (start + 1..phrase.range.end).find(|at| is_chief_of_firm(doc, &doc.tokens[*at]))?;
    let named =
        doc.tokens[start..office].iter().all(|token| token.is(tag::NAME) && !token.has(trait_of::GIVEN));
    (phrase.kind == PhraseKind::Name && named).then_some(Range { start, end: office })
}

/// “**Maruti Suzuki** India Ltd.”: where a firm's name may end that leaves off what firms end with.
fn short_ends(doc: &Doc<'_>, phrase: &Phrase) -> std::ops::Range<usize> {
    let Range { start, end } = phrase.core;
    let firm = phrase.kind == PhraseKind::Name && is_firm_end(doc.tokens[end - 1].key);
    if firm { start + 2..end.min(start + LONGEST_FIRM) } else { 0..0 }
}

/// “**Verdalia**’s Ana Ruiz said”: the name that owns somebody's full name; of a town's or a country's nothing is told.
fn owner_of_somebody(doc: &Doc<'_>, number: usize) -> Option<Range> {
    let (owner, name) = (&doc.phrases[number], possessed(doc, number).map(|name| &doc.phrases[name])?);
    let no_body = trait_of::NATIONALITY | trait_of::PLACE | trait_of::CALENDAR | trait_of::TITLE;
    let proper = |at: usize| !doc.tokens[at].has(no_body);
    let full = name.kind == PhraseKind::Name
        && name.range.start == name.core.start
        && name.core.end - name.core.start > 1
        && doc.tokens[name.core.start].has(trait_of::GIVEN)
        && !names_body(doc, name.core);
    let owns = may_be_body(doc, owner) && (owner.core.start..owner.core.end).all(proper);
    (full && owns && owner.range.start == owner.core.start).then_some(owner.core)
}

/// “CEO”, “CFO”: an office that only firms have, in capitals. In a line of capitals “MANAGER” is none.
pub fn is_chief_of_firm(doc: &Doc<'_>, token: &Tok) -> bool {
    let words = token.span.of(doc.text);
    token.has(trait_of::CORPORATE) && words.len() <= LONGEST_CHIEF && words.chars().all(char::is_uppercase)
}

/// The words of a name as one key.
pub(super) fn key_of(words: &[u64]) -> u64 {
    together(words.iter().copied())
}

fn is_told(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let bare = phrase.range.start == phrase.core.start;
    let told =
        || is_led(doc, phrase) || owns_as_it(doc, phrase) || is_what(doc, phrase) || is_shared(doc, phrase);
    bare && may_be_body(doc, phrase) && (sign(doc, phrase).is_some() || told())
}

/// “shares of **Verdalia**”, “shareholders in **Verdalia**”, “**Verdalia** users”.
fn is_shared(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let key = |back: usize| phrase.range.start.checked_sub(back).map_or(0, |at| doc.tokens[at].key);
    let shares = matches!(key(1), OF | IN) && SHARES.contains(&key(2));
    shares || doc.tokens.get(phrase.range.end).is_some_and(|token| SHARES.contains(&token.key))
}

/// “Verdalia (**VRDL**)”, “Verdalia (NYSE: VRDL)”, “Verdalia <VRDL.N>”: where the sign stands under which a body is traded.
pub(super) fn sign(doc: &Doc<'_>, phrase: &Phrase) -> Option<usize> {
    let open = phrase.range.end;
    let token = |at: usize| doc.tokens.get(at);
    let (bracket, first) = (token(open)?, token(open + 1)?.span.of(doc.text));
    if bracket.is_mark('<') {
        let closed = token(open + 2).is_some_and(|token| token.is_mark('>'));
        return (closed && first.chars().all(|c| c.is_ascii_uppercase() || c == '.')).then_some(open + 1);
    }
    if !bracket.is_mark('(') && !bracket.is_mark('[') {
        return None;
    }
    let traded = EXCHANGES.contains(&first);
    let closes = (open + 2..=open + IN_BRACKETS)
        .find(|at| token(*at).is_some_and(|token| token.is_mark(')') || token.is_mark(']')))?;
    // “Tomas Lind (TL)”: somebody's initials.
    let initials = initials(doc, phrase.core);
    let is_short = closes == open + 2 && abbreviates(first, doc.words(phrase.core)) && first != initials;
    // Behind the exchange stands the sign.
    let at = if traded { closes - 1 } else { open + 1 };
    (traded && at > open + 1 || is_short).then_some(at)
}

/// “Inc.”: a firm's form, and no name; “the Company” is one.
pub fn is_mere_form(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    doc.tokens[phrase.core.start..phrase.core.end].iter().all(|token| is_short_form(token.key))
}

/// Whether capitals are letters of a name, in their order: FB of Facebook, VRDL.N of Verdalia.
fn abbreviates(sign: &str, name: &str) -> bool {
    let sign = sign.split('.').next().unwrap_or(sign);
    let capitals = sign.len() > 1 && sign.chars().all(|c| c.is_ascii_uppercase());
    let mut letters = name.chars().map(|c| c.to_ascii_uppercase());
    capitals && name.starts_with(&sign[..1]) && sign.chars().all(|letter| letters.any(|c| c == letter))
}

/// “the founder of **Verdalia**”, “an analyst at **Verdalia**”.
fn is_led(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let before = |back: usize| phrase.range.start.checked_sub(back).map(|at| &doc.tokens[at]);
    let held = |token: &Tok| token.has(trait_of::CORPORATE) && !token.has(trait_of::SPEAKS_FOR);
    before(1).is_some_and(|token| matches!(token.key, OF | AT)) && before(2).is_some_and(held)
}

/// “**Verdalia** said **its** sales rose”, “**Verdalia** said in **its** report”, “**Verdalia** and **its** founder”.
fn owns_as_it(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let token = |at: usize| doc.tokens.get(at);
    let next = phrase.range.end;
    let opens = phrase.range.start == doc.sentence_of(phrase.range.start).start;
    let joined =
        token(next).is_some_and(|token| token.key == AND || opens && token.word.is_cue(CueClass::Say));
    let that = usize::from(token(next + 1).is_some_and(|token| matches!(token.key, THAT | IN)));
    joined && token(next + 1 + that).is_some_and(|token| token.key == ITS)
}

/// “**Verdalia, which** makes boats, …”
fn is_what(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let token = |at: usize| doc.tokens.get(at);
    let comma = phrase.range.end;
    phrase.range.start == doc.sentence_of(phrase.range.start).start
        && token(comma).is_some_and(|token| token.is_mark(','))
        && token(comma + 1).is_some_and(|token| token.key == WHICH)
}

/// Signs of the places where firms are traded.
const EXCHANGES: [&str; 10] =
    ["NYSE", "NASDAQ", "Nasdaq", "AMEX", "LON", "LSE", "TSX", "ASX", "FTSE", "NYSEAMERICAN"];
/// What bodies have, and nobody else.
const SHARES: [u64; 9] = keys([
    "shares",
    "stock",
    "shareholders",
    "subsidiary",
    "users",
    "customers",
    "employees",
    "executives",
    "stores",
]);
const OF: u64 = ascii_key("of");
const AT: u64 = ascii_key("at");
const AND: u64 = ascii_key("and");
const THAT: u64 = ascii_key("that");
const IN: u64 = ascii_key("in");
const ITS: u64 = ascii_key("its");
const WHICH: u64 = ascii_key("which");

#[cfg(test)]
mod tests {
    use super::super::People;
    use crate::extract::doc::Doc;
    use crate::extract::lexicon::lexicon;
    use crate::extract::testing::article;
    use crate::model::EntityKind;

    /// What the first name of `text` is taken for, and its other names.
    #[track_caller]
    fn check(text: &str, kind: EntityKind, aliases: &[&str]) {
        let article = article(text);
        let people = People::gather(&Doc::new(&article, lexicon()));
        assert_eq!((people.all[0].kind, people.all[0].aliases.as_slice()), (kind, &*own(aliases)), "{text}");
    }

    fn own(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_is_traded_led_or_called_it_is_a_body() {
        let body = EntityKind::Organization;
        check("Verdalia (VRDL) fell. Verdalia said no.", body, &["VRDL"]);
        check("Verdalia (NYSE: VRDL) fell. Verdalia said no.", body, &["VRDL"]);
        check("Verdalia (NYSE) fell. Verdalia said no.", EntityKind::Person, &[]);
        check("Verdalia said no to the founder of Verdalia.", body, &[]);
        check("Verdalia said its sales rose.", body, &[]);
        check("Verdalia said no. The Verdalia CEO left.", body, &[]);
        check("Verdalia said no. Verdalia’s CEO left.", body, &[]);
        check("Verdalia, which makes boats, said no.", body, &[]);
        check("The Brandt Centre (BCS) said no.", body, &["BCS"]);
    }

    #[test]
    fn what_a_name_is_said_to_be_tells() {
        let body = EntityKind::Organization;
        check("Verdalia, the electric boat startup, said no.", body, &[]);
        check("Verdalia, a bank based in Harrow, said no.", body, &[]);
        check("The carmaker Verdalia said no.", body, &[]);
        check("Shares of Verdalia fell. Verdalia said no.", body, &[]);
        check("Verdalia shares fell. Verdalia said no.", body, &[]);
        let person = EntityKind::Person;
        check("“No,” said Verdalia, the company said.", person, &[]);
        check("Every company Verdalia founded said no.", person, &[]);
    }

    #[test]
    fn others_are_people() {
        let person = EntityKind::Person;
        check("Ana Ruiz (AR) said no.", person, &[]);
        check("Verdalia (I) said no.", person, &[]);
        check("Verdalia said no.", person, &[]);
    }
}
