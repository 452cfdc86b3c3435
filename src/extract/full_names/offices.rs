//! Offices and styles that phrases cut: “Verdalia’s **managing director**”, “the **Duke of Marchmont**”, “**Labour’s** Ana Ruiz”,
//! “**Brig.** Gen. Bo Lind”.

use super::{Names, OF, THE};
use crate::extract::doc::{Doc, Phrase, PhraseKind, Range};
use crate::extract::lexicon::{ascii_key, keys, role_words, tag, trait_of};
use crate::text::TokenKind;

impl Names<'_, '_> {
    /// “Verdalia’s **managing** director”, “the **acting** mayor”, “Verdalia **managing director** Bo Lind”: a verb that is part of an
    /// office.
    pub(super) fn take_in_participle(&mut self, number: usize) {
        let doc = self.doc;
        let Range { start, end } = doc.phrases[number].range;
        let before = start.checked_sub(1);
        let inside = before.into_iter().chain(start..end).take(LOOKED_AT);
        let Some(at) = inside.into_iter().find(|at| is_part_of_office(doc, *at)) else { return };
        self.participles.push(at);
        let phrases = self.phrases();
        if Some(at) != before && at != start {
            return;
        }
        let bare = phrases[number].core.start == start && phrases[number].kind == PhraseKind::Name;
        phrases[number].range.start = at;
        if phrases[number].kind == PhraseKind::Common {
            phrases[number].core.start = at;
        }
        // “Verdalia managing director”
        let body = number.checked_sub(1).filter(|body| {
            let body = &doc.phrases[*body];
            body.kind == PhraseKind::Name
                && body.range.end == at
                && doc.tokens[body.head()].span.len() > 1
                && !body.possessive
                && !bare
                // “In Harrow acting mayor Bo Lind said”
                && body.range.start.checked_sub(1).is_none_or(|at| !doc.tokens[at].is(tag::PREPOSITION))
        });
        if let Some(body) = body {
            let whole = &mut phrases[number];
            whole.range.start = doc.phrases[body].range.start;
            if whole.kind == PhraseKind::Common {
                whole.core.start = whole.range.start;
            }
            phrases[body] = phrases[number];
        }
    }

    /// “the **Duke of Marchmont** said”: who has no other name in most of what is written of them.
    pub(super) fn call_peer(&mut self, number: usize) {
        let doc = self.doc;
        let Some([peer, place]) = doc.phrases.get(number..number + 2) else { return };
        let head = peer.head();
        let of = doc.tokens.get(peer.range.end).is_some_and(|token| token.key == OF);
        let bare = doc.tokens[peer.range.start..head].iter().all(|token| token.key == THE);
        let named = place.kind == PhraseKind::Name
            && place.range == place.core
            && place.range.start == peer.range.end + 1
            && !doc.tokens[place.head()].has(trait_of::ORG_HEAD)
            // “The Duke of Marchmont Bo Lind”
            && !doc.tokens[place.core.start + 1..place.core.end].iter().any(|token| token.has(trait_of::GIVEN));
        // “The Duke of Marchmont, Bo Lind, said”
        let behind = doc.phrases.get(number + 2).is_some_and(|name| {
            let full = name.kind == PhraseKind::Name && name.core.end > name.core.start + 1;
            full && name.range.start == place.range.end + 1
                && doc.tokens[place.range.end].is_mark(',')
                && doc.tokens.get(name.range.end).is_some_and(|token| token.is_mark(','))
        });
        if is_peer(doc, head) && of && bare && named && !behind {
            let range = Range { start: head, end: place.range.end };
            let whole = Phrase { range, core: range, kind: PhraseKind::Name, possessive: place.possessive };
            self.phrases()[number..number + 2].fill(whole);
        }
    }

    /// “The council leader, **Labour’s** Ana Ruiz, said”: the party that somebody is of stands between the comma and the name.
    pub(super) fn take_in_party(&mut self, number: usize) {
        let doc = self.doc;
        let Some([party, name]) = doc.phrases.get(number..number + 2) else { return };
        let words = &doc.tokens[party.range.start..party.range.end];
        let listed = words.iter().all(|token| token.key == THE || role_words().parties.has(token.key));
        let behind_comma = party.range.start.checked_sub(1).is_some_and(|at| doc.tokens[at].is_mark(','));
        let closes = doc.tokens.get(name.range.end).is_none_or(|token| token.is(tag::MARK));
        let full = name.kind == PhraseKind::Name
            && name.range == name.core
            && name.core.end > name.core.start + 1
            && doc.tokens[name.core.start].has(trait_of::GIVEN);
        if party.possessive
            && listed
            && behind_comma
            && closes
            && full
            && name.range.start == party.range.end + 1
        {
            let range = Range { start: party.range.start, end: name.range.end };
            self.phrases()[number..number + 2].fill(Phrase { range, ..*name });
        }
    }

    /// “spokesman **Brig.** Gen. Bo Lind”: a rank whose point parts it from the one behind.
    pub(super) fn take_in_rank(&mut self, number: usize) {
        let doc = self.doc;
        let Some([before, name]) = doc.phrases.get(number..number + 2) else { return };
        let stop = before.range.end;
        let short = FRONT_RANKS.contains(&doc.tokens[before.head()].key)
            && doc.tokens.get(stop).is_some_and(|token| token.is_mark('.') && !token.spaced);
        let ranked = name.kind == PhraseKind::Name
            && name.core.start > name.range.start
            && name.range.start == stop + 1
            && role_words().ranks.has(doc.tokens[name.range.start].key);
        if short && ranked && !before.possessive {
            let range = Range { start: before.range.start, end: name.range.end };
            self.phrases()[number..number + 2].fill(Phrase { range, ..*name });
        }
    }

    /// “At first **Bo Lind** said”: when, and not what he was.
    pub(super) fn leave_first(&mut self, number: usize) {
        let doc = self.doc;
        let Phrase { range, core, kind, .. } = doc.phrases[number];
        let at = range.start.checked_sub(1).is_some_and(|before| doc.tokens[before].key == AT);
        let token = &doc.tokens[range.start];
        let first = token.key == FIRST && !token.capital && core.start == range.start + 1;
        if at && first && kind == PhraseKind::Name {
            self.phrases()[number].range.start = core.start;
        }
    }
}

/// “**managing** director”, not “attending **doctor** visits”.
fn is_part_of_office(doc: &Doc<'_>, at: usize) -> bool {
    let Some([token, office]) = doc.tokens.get(at..at + 2) else { return false };
    let held = office.has(trait_of::ROLE | trait_of::TITLE)
        && !office.has(trait_of::GIVEN)
        && office.sentence == token.sentence
        && office.quotation == token.quotation;
    let goes_on = doc.tokens.get(at + 2).is_some_and(|next| {
        next.is(tag::NOUN) && !next.has(trait_of::ROLE | trait_of::TITLE) && next.kind == TokenKind::Word
    });
    token.is(tag::VERB) && role_words().participles.has(token.key) && held && !goes_on
}

/// Whether the token at `at` is what peers are: “the **Duke** of Marchmont”.
pub(in crate::extract) fn is_peer(doc: &Doc<'_>, at: usize) -> bool {
    doc.tokens[at].capital && role_words().peers.has(doc.tokens[at].key)
}

/// How many tokens of a phrase, and before it, are looked at.
const LOOKED_AT: usize = 8;
const AT: u64 = ascii_key("at");
const FIRST: u64 = ascii_key("first");
/// Ranks that others stand behind.
const FRONT_RANKS: [u64; 5] = keys(["brig", "lt", "maj", "capt", "det"]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::first_speaker;

    /// Who speaks, as what, for whom.
    #[track_caller]
    fn check(text: &str, name: &str, role: Option<&str>, organization: Option<&str>) {
        let speaker = first_speaker(&format!("It rained.\n\n{text}")).expect(text);
        let found = (&*speaker.name, speaker.role.as_deref(), speaker.organization.as_deref());
        assert_eq!(found, (name, role, organization), "{text}");
    }

    #[test]
    fn a_verb_is_part_of_an_office() {
        let over = "said it was over.";
        for text in ["Corvane’s managing director, Johan Lind,", "Corvane managing director Johan Lind"] {
            check(&format!("{text} {over}"), "Johan Lind", Some("managing director"), Some("Corvane"));
        }
        let said = "“It is over,” said";
        for text in ["Verdalia’s managing director, Johan Lind.", "Verdalia managing director Johan Lind."]
        {
            check(&format!("{said} {text}"), "Johan Lind", Some("managing director"), Some("Verdalia"));
        }
        check(&format!("The sitting mayor, Johan Lind, {over}"), "Johan Lind", Some("mayor"), None);
        check(&format!("In Harrow acting mayor Johan Lind {over}"), "Johan Lind", Some("acting mayor"), None);
        check(&format!("The acting head, Johan Lind, {over}"), "Johan Lind", Some("acting head"), None);
    }

    #[test]
    fn at_first_is_when() {
        check("At first Bo Lind said it was over.", "Bo Lind", None, None);
    }

    #[test]
    fn a_party_stands_before_a_name() {
        for party in ["Labour’s", "the Conservatives’"] {
            let text = format!("The council leader, {party} Brian Stott, said it was over.");
            check(&text, "Brian Stott", Some("council leader"), None);
        }
    }

    #[test]
    fn a_peer_is_somebody() {
        check("The Duke of Marchmont said it was over.", "Duke of Marchmont", None, None);
        check("“It is over,” said the Countess of Marchmont.", "Countess of Marchmont", None, None);
    }

    #[test]
    fn a_rank_stands_before_another() {
        check(
            "Defense Ministry spokesman Brig. Gen. Tariq al-Hamdani said it was over.",
            "Tariq al-Hamdani",
            Some("spokesman"),
            Some("Defense Ministry"),
        );
    }
}
