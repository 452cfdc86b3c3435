//! Offices whose last word looks like an adjective: “the police **chief**”, “the attorney **general**”, “the UN **chief**”.

use crate::extract::doc::{Doc, PhraseKind};
use crate::extract::lexicon::{keys, tag};
use crate::text::TokenKind;

/// Whether what stands right behind the phrase `number` is the office that it tells of.
pub(super) fn is_chief_behind(doc: &Doc<'_>, number: usize) -> bool {
    let phrase = &doc.phrases[number];
    let end = phrase.range.end;
    let Some(office) = doc.tokens.get(end).filter(|office| OFFICES.contains(&office.key)) else {
        return false;
    };
    let free = doc.phrases.get(number + 1).is_none_or(|next| next.range.start > end);
    let same = doc.tokens[phrase.range.start].quotation == office.quotation;
    // “The army general manager”, “The council chief among them”
    let goes_on = doc.tokens.get(end + 1).is_some_and(|next| {
        next.kind == TokenKind::Word && next.is(tag::NOUN | tag::NAME | tag::ADJECTIVE) || next.key == AMONG
    });
    let the = doc.tokens[phrase.range.start].is(tag::DETERMINER);
    let last = &doc.tokens[end - 1];
    let may_have = match phrase.kind {
        PhraseKind::Common => last.is(tag::NOUN),
        PhraseKind::Name => the && phrase.core.start <= phrase.range.start + 1,
        PhraseKind::Pronoun => false,
    };
    free && same && may_have && !office.capital && !goes_on && !phrase.possessive
}

const OFFICES: [u64; 2] = keys(["chief", "general"]);
const AMONG: u64 = crate::extract::lexicon::ascii_key("among");

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;

    /// The words of whoever says the first statement, and whom they mean.
    #[track_caller]
    fn check(text: &str, expected: (&str, &str)) {
        let found = extract(&article(text));
        let speaker = found.statements[0].speaker.as_ref().unwrap();
        let name = found.entity_of(speaker).map_or("nobody", |entity| &entity.name);
        assert_eq!((speaker.span.of(text), name), expected, "{text}");
    }

    #[test]
    fn a_chief_is_no_adjective() {
        check("“The plan is dead,” the police chief said.", ("the police chief", "the police chief"));
        check("The police chief, Bo Lind, said the plan was dead.", ("The police chief", "Bo Lind"));
        check(
            "Bo Lind, the police chief, left. “It is dead,” the police chief said.",
            ("the police chief", "Bo Lind"),
        );
        check(
            "The attorney general said the case was closed.",
            ("The attorney general", "The attorney general"),
        );
        check("The UN chief said the war must end.", ("The UN chief", "The UN chief"));
    }
}
