//! Styles and ranks that no list of titles has where what was said is looked for: “**Coun** Ana Ruiz”, “**DI** Ruiz”, “the Minister for
//! Public Works **Shri** Bo Lind”; and bodies called by their members: “the Harrow **Fishermen’s Association**”.

use super::{AND, Names};
use crate::extract::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use crate::extract::lexicon::{ascii_key, role_words, trait_of};
use crate::extract::phrases::names_body;
use crate::text::TokenKind;

impl Names<'_, '_> {
    /// “**HRH Oba** Bo Lind”: what somebody is styled is no part of the name.
    pub(super) fn leave_style(&mut self, number: usize) {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let Range { start, end } = phrase.core;
        let words = &doc.tokens[start..end];
        let may_style = |token: &Tok| {
            let listed = role_words();
            [&listed.styles, &listed.rank_letters, &listed.shared_letters]
                .iter()
                .any(|words| words.has(token.key))
        };
        if phrase.kind != PhraseKind::Name
            || !words.iter().any(may_style)
            || words.iter().any(|token| token.has(trait_of::PLACE))
            || names_body(doc, phrase.core)
        {
            return;
        }
        let borne = self.surnames.has(doc, phrase);
        let style = |at: &usize| at + 1 < end && is_style(doc, *at, borne);
        let styled = (start..end).take_while(style).count();
        // “Public Works **Shri** Bo Lind”, and not “Femi Oba Lind”
        let given = |at: usize| doc.tokens[start..at].iter().any(|token| token.has(trait_of::GIVEN));
        let listed = |token: &Tok| token.key != OBA && role_words().styles.has(token.key);
        let inside =
            || (start + 1..end).rfind(|at| style(at) && listed(&doc.tokens[*at])).filter(|at| !given(*at));
        let Some(name) = Some(start + styled).filter(|_| styled > 0).or_else(|| inside().map(|at| at + 1))
        else {
            return;
        };
        let named = &mut self.phrases()[number];
        named.core.start = name;
        if styled == 0 {
            named.range.start = name - 1;
        }
    }

    /// “the Harrow **Fishermen’s Association**”, “Harrow **Fishermen’s Association** president Bo Lind”: a body called by its members,
    /// who are no one's possessive.
    pub(super) fn join_members(&mut self, number: usize) {
        let doc = self.doc;
        let Some([members, next]) = doc.phrases.get(number..number + 2) else { return };
        if !members.possessive {
            return;
        }
        let many = |token: &Tok| MEMBERS.iter().any(|ending| token.span.of(doc.text).ends_with(ending));
        let owner = &doc.tokens[members.head()];
        let owns = members.kind == PhraseKind::Name
            && owner.capital
            && many(owner)
            // “Yemen's Health Ministry”, “Carmen's Reform Party”
            && (owner.word.tags != 0 || owner.span.len() >= SHORTEST_MEMBERS)
            && !owner.has(trait_of::PLACE | trait_of::GIVEN)
            // “Harrow Shipping Association **and** Norland Longshoremen”
            && !doc.tokens[members.core.start..members.core.end].iter().any(|token| token.key == AND)
            && doc.tokens[members.range.end].kind == TokenKind::Possessive
            && next.range.start == members.range.end + 1;
        let front = &doc.tokens[next.range.start..next.range.end];
        let capitals = front.iter().take_while(|token| token.capital).count();
        let head = front[..capitals].iter().rposition(|token| token.has(trait_of::ORG_HEAD));
        if !owns || next.kind != PhraseKind::Name || head.is_none() {
            return;
        }
        let range = Range { start: members.range.start, end: next.range.end };
        let whole = next.range == next.core;
        let core = if whole { Range { start: members.core.start, ..next.core } } else { next.core };
        self.phrases()[number..number + 2].fill(Phrase { range, core, ..*next });
    }
}

/// Whether the token at `at` only styles the name behind it, of which `borne` says whether its last word is somebody's surname.
fn is_style(doc: &Doc<'_>, at: usize, borne: bool) -> bool {
    let (token, next) = (&doc.tokens[at], &doc.tokens[at + 1]);
    let words = role_words();
    let letters = token.span.of(doc.text).chars().all(char::is_uppercase);
    let named = next.capital && next.kind == TokenKind::Word;
    let rank = letters
        && (words.rank_letters.has(token.key)
            || words.shared_letters.has(token.key) && (borne || next.has(trait_of::GIVEN)));
    token.capital && named && (words.styles.has(token.key) || rank)
}

/// So many letters they have that no list has: “Fishermen”, and not “Bremen”.
const SHORTEST_MEMBERS: usize = 8;
const OBA: u64 = ascii_key("oba");
/// Plurals that have no *s* before the mark.
const MEMBERS: [&str; 2] = ["men", "women"];

#[cfg(test)]
mod tests {
    use crate::extract::testing::{first_speaker, said_first_by, said_first_for};

    #[test]
    fn a_style_is_no_part_of_a_name() {
        for style in ["Coun", "Mister", "Monsignor", "HRH Oba", "DCP", "ACP (Crime)", "SHO"] {
            said_first_by(&format!("It rained. {style} Anil Varga said the road was shut."), "Anil Varga");
        }
        said_first_by("Bo Lind came. Then Mister Lind said the road was shut.", "Bo Lind");
        said_first_by("Sri Lanka said the road was shut.", "Sri Lanka");
        said_first_by("It rained. Femi Oba Lind said the road was shut.", "Femi Oba Lind");
        said_first_by("It rained. Anna Alhaja Ruiz said the road was shut.", "Anna Alhaja Ruiz");
    }

    #[test]
    fn a_rank_in_letters_is_of_whoever_bears_the_surname() {
        let police = "Detective Inspector Ana Ruiz, of Harrow Police, left.";
        said_first_by(&format!("{police} DI Ruiz said the road was shut."), "Ana Ruiz");
        said_first_by("It rained. DI Varga said the road was shut.", "DI Varga");
    }

    #[test]
    fn a_style_is_no_office() {
        for (text, role) in [
            ("The chairman of the union, Alhaji Bo Lind, said it rained.", "chairman"),
            ("The Minister for Public Works, Shri Bo Lind, said it rained.", "Minister for Public Works"),
            ("The Minister for Public Works Shri Bo Lind said it rained.", "Minister for Public Works"),
        ] {
            let speaker = first_speaker(text).expect(text);
            assert_eq!((speaker.name.as_str(), speaker.role.as_deref()), ("Bo Lind", Some(role)), "{text}");
        }
    }

    #[test]
    fn members_are_part_of_what_a_body_is_called() {
        for name in
            ["Harrow Fishermen’s Association", "Harrow Traders’ Association", "National Growers’ Union"]
        {
            said_first_for(&format!("{name} president Ana Ruiz said it rained."), "Ana Ruiz", name);
            said_first_for(&format!("Ana Ruiz, of the {name}, said it rained."), "Ana Ruiz", name);
            said_first_by(&format!("The {name} said it rained."), name);
        }
        said_first_by("Bo Lind left. Yemen’s Health Ministry said it rained.", "Health Ministry");
    }
}
