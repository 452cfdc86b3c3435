//! What stands before a name in a row of capitals and is part of none: “3.15pm **BST** Opposition leader Ana Ruiz”; and a form that a
//! firm writes in small letters: “Verdalia **plc**”.

use super::Names;
use crate::extract::doc::{PhraseKind, Range, Tok};
use crate::extract::lexicon::{ascii_key, keys};

impl Names<'_, '_> {
    /// “3.15pm **BST** Opposition leader Ana Ruiz”: by which clock, as live pages have it.
    pub(super) fn leave_zone(&mut self, number: usize) {
        let doc = self.doc;
        let Range { start, end } = doc.phrases[number].range;
        // “In 2019 **PT Verdalia**”: a bare number is no time.
        let is_time = |at: usize| {
            let token: &Tok = &doc.tokens[at];
            let words = token.span.of(doc.text);
            let parted = words.contains([':', '.']) || words.ends_with("am") || words.ends_with("pm");
            let mark =
                || at.checked_sub(1).is_some_and(|mark| doc.tokens[mark].is_mark(':') && !token.spaced);
            let digits = words.starts_with(|c: char| c.is_ascii_digit());
            HALVES.contains(&token.key) || digits && (parted || mark())
        };
        let is_zone = |at: &usize| {
            let zone = &doc.tokens[*at];
            let letters = zone.span.of(doc.text).chars().all(char::is_uppercase);
            letters && ZONES.contains(&zone.key) && at.checked_sub(1).is_some_and(is_time)
        };
        if let Some(zone) = (start..end - 1).take(FRONT).find(is_zone) {
            let named = &mut self.phrases()[number];
            named.range.start = zone + 1;
            named.core.start = named.core.start.max(zone + 1);
        }
    }

    /// “**Verdalia Foods plc** said”: a form in small letters is part of the name before it.
    pub(super) fn take_in_small_form(&mut self, number: usize) {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let Range { start, end } = phrase.range;
        let form = &doc.tokens[end - 1];
        let named = |at: &usize| doc.tokens[*at].capital || doc.tokens[*at].is_mark('&');
        let words = (start..end - 1).rev().take_while(named).count();
        if form.key == PLC && !form.capital && phrase.kind == PhraseKind::Common && words > 0 {
            let firm = &mut self.phrases()[number];
            (firm.kind, firm.core) = (PhraseKind::Name, Range { start: end - 1 - words, end });
        }
    }
}

/// Among so many tokens of a phrase a time stands.
const FRONT: usize = 3;
const PLC: u64 = ascii_key("plc");
const HALVES: [u64; 2] = keys(["am", "pm"]);
const ZONES: [u64; 16] = keys([
    "bst", "gmt", "utc", "cet", "cest", "est", "edt", "et", "cst", "cdt", "pst", "pdt", "pt", "ist", "aest",
    "aedt",
]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::{first_speaker, said_first_by, said_first_for};

    #[test]
    fn a_clock_is_part_of_no_name() {
        for time in ["3.15pm BST", "10:12 GMT", "3 pm ET"] {
            let text = format!("It rained.\n\n{time} Opposition leader Ana Ruiz says it is late.");
            let speaker = first_speaker(&text).expect(&text);
            let told = (&*speaker.name, speaker.role.as_deref(), speaker.organization.as_deref());
            assert_eq!(told, ("Ana Ruiz", Some("Opposition leader"), None), "{text}");
        }
        said_first_by("It rained. PT Verdalia said it was late.", "PT Verdalia");
        said_first_by("In 2019 PT Verdalia said it was late.", "PT Verdalia");
    }

    #[test]
    fn a_form_may_have_small_letters() {
        said_first_for("Verdalia Foods plc said it was late.", "Verdalia Foods plc", "Verdalia Foods plc");
        said_first_for(
            "Shares in Verdalia plc fell. Ana Ruiz, chairman of Verdalia, said it was late.",
            "Ana Ruiz",
            "Verdalia plc",
        );
    }

    #[test]
    fn an_office_in_capitals_is_whoever_is_named_beside_it() {
        for office in [
            "Commissioner of Police",
            "Public Relations Officer of the authority",
            "Head of Department of Mass Communication",
        ] {
            said_first_by(&format!("The {office}, Ana Ruiz, said it was late."), "Ana Ruiz");
        }
    }
}
