//! Names in headlines where every word has a capital: “**Verdalia** Plunges as Rivals Rise”, “A Low-Key **Ana Ruiz**”.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::doc::{Doc, Phrase, PhraseKind, Range};
use super::lexicon::{tag, together, trait_of};
use crate::model::ParagraphKind;
use crate::text::TokenKind;

/// How many tokens a name in a headline has at most that is looked into.
const LONGEST: usize = 8;

/// Leaves of the names in headlines what the article calls somebody. Cost: linear in the phrases.
pub fn settle_headline_names(doc: &Doc<'_>, phrases: &mut [Phrase]) {
    let in_headline = |phrase: &Phrase| {
        let kind = doc.parts[doc.part_of(phrase.range.start)].kind;
        phrase.kind == PhraseKind::Name && matches!(kind, ParagraphKind::Headline | ParagraphKind::Subhead)
    };
    if !phrases.iter().any(in_headline) {
        return;
    }
    let article = Names::of(doc, phrases.iter().filter(|phrase| !in_headline(phrase)));
    for phrase in phrases.iter_mut().filter(|phrase| in_headline(phrase)) {
        if let Some(core) = article.name_within(doc, phrase.core) {
            let cut = core.end < phrase.core.end;
            *phrase = Phrase { range: core, core, possessive: phrase.possessive && !cut, ..*phrase };
        }
    }
}

/// What the running text calls people and bodies.
struct Names {
    /// Whole names, by their words' keys.
    whole: HashSet<u64, FixedState>,
    /// The words that have a capital there.
    words: HashSet<u64, FixedState>,
}

impl Names {
    fn of<'p>(doc: &Doc<'_>, phrases: impl Iterator<Item = &'p Phrase>) -> Self {
        let mut names = Names { whole: HashSet::default(), words: HashSet::default() };
        for phrase in phrases.filter(|phrase| phrase.kind == PhraseKind::Name) {
            names.whole.insert(keys_of(doc, phrase.core));
            let words = doc.tokens[phrase.range.start..phrase.range.end].iter();
            names.words.extend(words.filter(|token| token.is(tag::NAME)).map(|token| token.key));
        }
        names
    }

    /// The part of a name that is one by itself, where no other word of it is a name's.
    fn name_within(&self, doc: &Doc<'_>, core: Range) -> Option<Range> {
        let length = core.end - core.start;
        if length > LONGEST || self.whole.contains(&keys_of(doc, core)) {
            return None;
        }
        let front = (1..length).rev().map(|kept| Range { start: core.start, end: core.start + kept });
        let back = (2..length).rev().map(|kept| Range { start: core.end - kept, end: core.end });
        back.chain(front).find(|kept| {
            // Of “Ana Ruiz” whom the text calls Ruiz, all is a name.
            let given = kept.end == kept.start + 1 && doc.tokens[kept.start].has(trait_of::GIVEN);
            let other = |at: usize| at < kept.start || at >= kept.end;
            !given
                && self.whole.contains(&keys_of(doc, *kept))
                && (core.start..core.end).filter(|at| other(*at)).all(|at| self.is_no_name(doc, at))
        })
    }

    fn is_no_name(&self, doc: &Doc<'_>, at: usize) -> bool {
        let token = &doc.tokens[at];
        let of_names = trait_of::GIVEN | trait_of::SUFFIX | trait_of::ORG_HEAD | trait_of::LANDMARK;
        token.kind == TokenKind::Word && !token.has(of_names) && !self.words.contains(&token.key)
    }
}

fn keys_of(doc: &Doc<'_>, core: Range) -> u64 {
    together(doc.tokens[core.start..core.end].iter().map(|token| token.key))
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;
    use crate::model::ParagraphKind;

    /// The name of the first who is named in full, or else at all.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut article = article(text);
        article.paragraphs[0].kind = ParagraphKind::Headline;
        let found = extract(&article);
        assert_eq!(found.entities[0].name, expected, "{text}");
    }

    #[test]
    fn words_with_a_capital_are_not_all_of_the_name() {
        check("Verdalia Plunges as They Rise Again\n\nVerdalia fell on Monday.", "Verdalia");
        check("What Harrow Wants Most: A Low-Key Ana Ruiz\n\nAna Ruiz said the bridge was safe.", "Ana Ruiz");
    }

    #[test]
    fn the_headline_may_know_more() {
        check("Tidjana Ruiz Wins Harrow Vote Again\n\nRuiz said the bridge was safe.", "Tidjana Ruiz");
    }
}
