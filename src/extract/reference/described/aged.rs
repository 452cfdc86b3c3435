//! Whoever is of an age: “the 39-year-old”, “the 39-year-old driver”.

use crate::extract::doc::{Phrase, PhraseKind, Tok};
use crate::extract::gender::Gender;
use crate::extract::lexicon::{ascii_key, keys};
use crate::extract::reference::{Discourse, Meaning};
use crate::extract::somebody::{NEW, is_plural, is_speaker};
use crate::model::ReferenceKind;

/// How many phrases back somebody without a name may have been met.
const STRANGER_REACH: usize = 300;
/// How many words what somebody does has behind their age: “the 39-year-old **care worker**”.
const LONGEST_TRADE: usize = 2;
/// How many tokens back somebody without a name is looked for who was of that age.
const AGE_REACH: usize = 300;

impl Discourse<'_> {
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
        let mut met = doc.phrases[end.saturating_sub(STRANGER_REACH)..end].iter();
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
    pub(super) fn by_age(&self, phrase: &Phrase) -> Option<Meaning> {
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
}

/// Nouns that tell of a man …
const MEN: [u64; 7] = keys(["man", "boy", "father", "husband", "son", "brother", "dad"]);
/// … and of a woman.
const WOMEN: [u64; 8] = keys(["woman", "girl", "mother", "wife", "daughter", "sister", "mum", "actress"]);
const THE: u64 = ascii_key("the");
