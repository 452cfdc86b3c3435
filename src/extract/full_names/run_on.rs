//! Two names that a phrase ran together, for the point of a firm's form ends a sentence too: “… built by Orton Inc. **Verdalia**
//! said”.

use crate::extract::doc::{Doc, Phrase, PhraseKind, Tok};
use crate::extract::lexicon::{form_of, is_last_form, keys, tag, trait_of};

/// Where the name of the sentence that follows begins in a phrase: behind such a point, where the phrase is no sentence's first and
/// what stands behind it is said of it.
pub(super) fn run_on(doc: &Doc<'_>, phrase: &Phrase) -> Option<usize> {
    let core = phrase.core;
    let led = phrase.range.start > doc.sentence_of(core.start).start;
    let goes_on = doc.tokens.get(phrase.range.end).is_some_and(goes_on);
    if phrase.kind != PhraseKind::Name || !led || !goes_on {
        return None;
    }
    (core.start + 1..core.end.saturating_sub(1))
        .rev()
        .find(|at| ends(doc, &doc.tokens[*at]) && begins(doc, &doc.tokens[at + 1]))
        .map(|form| form + 1)
}

/// “Orton **Inc.**”; “United **Co.** Orton” is one firm.
fn ends(doc: &Doc<'_>, form: &Tok) -> bool {
    form.capital && is_last_form(form.key) && form.span.of(doc.text).ends_with('.')
}

/// “Verdalia”; “Orton Corp. **Norland**” and “Orton Inc. **Broadcasting**” are one firm, “Orton Inc. **CEO**” is an office, “Orton Corp.
/// **Ltd**” a form.
fn begins(doc: &Doc<'_>, word: &Tok) -> bool {
    let goes_on = trait_of::PLACE
        | trait_of::NATIONALITY
        | trait_of::TITLE
        | trait_of::ROLE
        | trait_of::SUFFIX
        | trait_of::ORG_HEAD;
    let own = word.word.tags & !tag::NAME == 0 && !word.span.of(doc.text).contains('-');
    word.capital
        && word.is(tag::NAME)
        && own
        && !word.has(goes_on)
        && form_of(word.key).is_none()
        && !GOES_ON.contains(&word.key)
}

/// What stands behind a sentence's first name: its verb, or a comma.
fn goes_on(next: &Tok) -> bool {
    next.is(tag::VERB | tag::AUXILIARY | tag::ADVERB) || next.is_mark(',')
}

/// What stands behind a form all the same: “Orton Inc. **Class** A”.
const GOES_ON: [u64; 2] = keys(["class", "series"]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::said_first_by;

    #[test]
    fn a_form_s_point_ends_a_sentence() {
        for (text, expected) in [
            ("The ship was built by Orton Inc. Verdalia said it was late.", "Verdalia"),
            (
                "The ship was built by Orton Corp. Verdalia Boats, a rival, said it was late.",
                "Verdalia Boats",
            ),
            ("They met at Orton Inc. Toma Beck, a lawyer, said it was late.", "Toma Beck"),
        ] {
            said_first_by(&format!("It rained.\n\n{text}"), expected);
        }
    }

    #[test]
    fn a_name_goes_on_behind_it() {
        for (text, expected) in [
            ("Then Orton Corp. Australia said it was late.", "Orton Corp. Australia"),
            ("Then Orton Corp. Asia-Pacific said it was late.", "Orton Corp. Asia-Pacific"),
            ("Then Orton Inc. Broadcasting said it was late.", "Orton Inc. Broadcasting"),
            ("Then Orton Inc. CEO Ana Ruiz said it was late.", "Ana Ruiz"),
            ("Then Verdal Co. Ltd. said it was late.", "Verdal Co. Ltd."),
        ] {
            said_first_by(&format!("It rained.\n\n{text}"), expected);
        }
    }
}
