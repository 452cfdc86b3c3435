//! Bodies that single words of their names tell: “**Bank** Harrow”, “Castellane **Metrics**”, “Castellane **Australia**”; and those that
//! stand behind what they are, as people do behind their titles: “lead manager **Castellane Bank**”.

use super::super::doc::{Doc, Phrase, Tok};
use super::super::lexicon::{ascii_key, form_of, is_firm_end, keys, role_words, trait_of};
use super::super::phrases::names_body;
use super::words::name_keys;
use crate::extract::kinds_of_body::is_listed_body;
use crate::text::legal_form::Written;

/// Whether a name of two words or more begins or ends as only bodies' names do.
pub fn is_told_by_words(core: &[Tok]) -> bool {
    let [first, .., last] = core else { return false };
    let words = role_words();
    let somebody = trait_of::GIVEN | trait_of::HONORIFIC | trait_of::NAME_PARTICLE;
    let front = words.body_fronts.has(first.key) && !last.has(trait_of::SUFFIX);
    let proper = !first.has(trait_of::PLACE | trait_of::NATIONALITY | trait_of::CALENDAR);
    // “Natural Resources”, “Civil Aviation” are fields.
    let unknown = core[..core.len() - 1].iter().any(|token| token.word.tags == 0);
    let end = words.body_ends.has(last.key) && unknown || words.countries.has(last.key) && proper;
    // “Ana International”: whatever else the first word is.
    let founded = first.has(trait_of::GIVEN) && words.body_ends.has(last.key);
    founded || !first.has(somebody) && first.span.len() > 2 && (front || end)
}

/// “Lead manager **Castellane Bank**”, “the opposition **Harrow Party**”: a body's name behind nothing but what bodies are too.
pub(super) fn is_described(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let before = &doc.tokens[phrase.range.start..phrase.core.start];
    let title = trait_of::TITLE | trait_of::HONORIFIC | trait_of::ROLE;
    let first = &doc.tokens[phrase.core.start];
    before.iter().filter(|token| token.has(title)).all(|token| role_words().of_bodies.has(token.key))
        && phrase.core.end > phrase.core.start + 1
        && (!first.has(trait_of::GIVEN) || is_firm_end(doc.tokens[phrase.core.end - 1].key))
        && names_body(doc, phrase.core)
}

/// “Lead manager **Verdalia**”, “sole underwriter **Castellane Quist**”: who brings out bonds and shares is a bank, unless the name
/// is somebody's. A lead manager may be Ana Ruiz.
pub(super) fn is_manager(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let start = phrase.core.start;
    let Some([share, manager]) = start.checked_sub(2).and_then(|from| doc.tokens.get(from..start)) else {
        return false;
    };
    let first = &doc.tokens[start];
    let given = phrase.core.end == start + 2
        && first.has(trait_of::GIVEN)
        && !is_listed_body(name_keys(doc, phrase.core));
    let somebody = given || first.span.of(doc.text).ends_with('.');
    SHARES.contains(&share.key) && MANAGERS.contains(&manager.key) && !somebody
}

const SHARES: [u64; 7] = keys(["lead", "sole", "joint", "co-lead", "joint-lead", "managing", "book-running"]);
const MANAGERS: [u64; 3] = keys(["manager", "underwriter", "bookrunner"]);

/// “OBW **AG**”, “activist Orton Management **Corp.**”: a name that ends as firms' names do, whatever stands before it. Somebody may be
/// called Carlos **Co**, or Maria de **Sa**.
pub(super) fn ends_as_firm(doc: &Doc<'_>, core: &[Tok]) -> bool {
    let [first, .., last] = core else { return false };
    let letters = || last.span.of(doc.text).chars().skip(1).any(|c| c.is_uppercase() || c == '.');
    let Some(form) = form_of(last.key).filter(|form| last.capital && !form.letter) else { return false };
    let surname = last.key == CO && core.len() == 2 || form.written == Written::Letters && !letters();
    !(surname && first.has(trait_of::GIVEN))
}

const CO: u64 = ascii_key("co");

#[cfg(test)]
mod tests {
    use crate::extract::testing::first_speaker;
    use crate::model::EntityKind;

    /// Whether the first speaker is a body of that name.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let speaker = first_speaker(&format!("It rained.\n\n{text}")).expect(text);
        assert_eq!((speaker.name.as_str(), speaker.kind), (expected, EntityKind::Organization), "{text}");
        assert_eq!((speaker.role.as_deref(), speaker.organization.as_deref()), (None, Some(expected)));
    }

    #[test]
    fn words_of_names_tell() {
        check("Bank Harrow said the loan was repaid.", "Bank Harrow");
        check("Castellane Australia said the loan was repaid.", "Castellane Australia");
        check("Castellane Metrics said the loan was repaid.", "Castellane Metrics");
        check("Jordan International said the loan was repaid.", "Jordan International");
    }

    #[test]
    fn what_a_body_is_is_no_title() {
        check("Lead manager Castellane Bank said the issue was sold.", "Castellane Bank");
        check("Sole manager Ana Stone and Co Inc said the issue was sold.", "Ana Stone and Co Inc");
        check("The issue was sold, said lead underwriter Orton Stanley.", "Orton Stanley");
        check("The opposition Harrow Party said it would vote no.", "Harrow Party");
        check("The private Board of Trade said growth slowed.", "Board of Trade");
        check("First Verdalia Corp said profits rose.", "First Verdalia Corp");
        check("Lead manager Castellane said the issue was sold.", "Castellane");
        check("Sole underwriter Quist Harrow said the issue was sold.", "Quist Harrow");
    }

    #[test]
    fn forms_of_firms_tell_whatever_stands_before() {
        check("OBW AG said the loan was repaid.", "OBW AG");
        check("Orton Associates L.P. said the loan was repaid.", "Orton Associates L.P.");
        check("Orton Verdal Pte said the loan was repaid.", "Orton Verdal Pte");
        check(
            "Activist shareholder Orton Management Corp. said the loan was repaid.",
            "Orton Management Corp.",
        );
    }

    #[test]
    fn a_form_may_be_a_surname() {
        for text in ["“It pays,” said Maria de Sa.", "“It pays,” said Maria Sa."] {
            let speaker = first_speaker(text).expect(text);
            assert_eq!(speaker.kind, EntityKind::Person, "{text}");
        }
        check("Maria Verdal SA said the loan was repaid.", "Maria Verdal SA");
    }

    #[test]
    fn a_title_is_somebody_s() {
        for text in ["“It pays,” said analyst Ana Bank.", "“It pays,” said manager Verda Lind."] {
            let speaker = first_speaker(text).expect(text);
            assert_eq!(speaker.kind, EntityKind::Person, "{text}");
        }
    }
}
