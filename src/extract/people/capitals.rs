//! Names that a headline in capitals gives: “HARROW SAYS IT WILL SELL”, where the text spells “Harrow”.

use super::super::doc::{Doc, Phrase};
use super::People;
use super::words::{clean_name, name_keys};
use crate::model::{EntityKind, ParagraphKind};

impl People {
    /// Spells names as the running text does where only headlines set them in capitals, and knows people again who were taken for
    /// bodies there because capitals are what acronyms look like. Cost: a look at each naming.
    pub(super) fn settle_capitals(&mut self, doc: &Doc<'_>) {
        let mut spelled = vec![None; self.all.len()];
        for naming in &self.namings {
            let phrase = &doc.phrases[naming.phrase];
            let known = &self.all[naming.person];
            if !is_in_capitals(&known.name) || !name_keys(doc, phrase.core).eq(known.words.iter().copied()) {
                continue;
            }
            let heading = matches!(
                doc.parts[doc.part_of(phrase.core.start)].kind,
                ParagraphKind::Headline | ParagraphKind::Subhead
            );
            match (heading, is_in_capitals(doc.words(phrase.core))) {
                // “NASA said”: what the text sets in capitals too is called so.
                (false, true) => spelled[naming.person] = Some(None),
                (false, false) => {
                    spelled[naming.person].get_or_insert(Some(*phrase));
                }
                _ => {}
            }
        }
        for (person, phrase) in spelled.into_iter().enumerate() {
            if let Some(phrase) = phrase.flatten() {
                self.spell(doc, person, &phrase);
            }
        }
    }

    fn spell(&mut self, doc: &Doc<'_>, person: usize, phrase: &Phrase) {
        let known = &mut self.all[person];
        let old = std::mem::replace(&mut known.name, clean_name(doc, phrase.core));
        known.core = phrase.core;
        known.aliases.retain(|alias| *alias != known.name);
        known.aliases.push(old);
        // “President Harrow”
        if !known.titles.is_empty() && !known.told && !known.place {
            known.kind = EntityKind::Person;
        }
    }
}

/// “HARROW”; “UN” may be anything.
fn is_in_capitals(name: &str) -> bool {
    name.chars().count() > 2 && name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;
    use crate::model::{EntityKind, ParagraphKind};

    /// The name and kind of whoever speaks first in the running text.
    #[track_caller]
    fn check(text: &str, expected: (&str, EntityKind)) {
        let mut article = article(text);
        article.paragraphs[0].kind = ParagraphKind::Headline;
        let found = extract(&article);
        let body = article.paragraphs[1].span.start;
        let said = found.statements.iter().find(|statement| statement.span.start > body).expect(text);
        let speaker = found.speaker_of(said).expect(text);
        assert_eq!((speaker.name.as_str(), speaker.kind), expected, "{text}");
    }

    #[test]
    fn the_text_tells_how_a_name_is_spelled() {
        check(
            "CORRAN SAYS THE QUAY WILL CLOSE\n\nThe quay is old. President Corran said that it was late.",
            ("Corran", EntityKind::Person),
        );
        check(
            "VERDALEX SAYS THE QUAY WILL CLOSE\n\nThe quay is old. Verdalex said that it was late.",
            ("Verdalex", EntityKind::Organization),
        );
    }

    #[test]
    fn what_the_text_sets_in_capitals_is_called_so() {
        check(
            "VRDX SAYS THE QUAY WILL CLOSE\n\nThe quay is old. VRDX said that it was late.",
            ("VRDX", EntityKind::Organization),
        );
    }
}
