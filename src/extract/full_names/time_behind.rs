//! When something was said, told right behind a name: “Harrow Finance Minister **Bo Lind** last night said”.

use crate::extract::doc::{Doc, Phrase, PhraseKind, Range};
use crate::extract::lexicon::{keys, trait_of};
use crate::extract::phrases::phrase_at;

/// The name before a time, where a phrase holds both.
pub(super) fn before_time(doc: &Doc<'_>, phrase: &Phrase) -> Option<Phrase> {
    let [.., which, when] = doc.tokens.get(phrase.range.start..phrase.range.end)? else { return None };
    let time = WHICH.contains(&which.key) && WHEN.contains(&when.key) && !which.capital && !when.capital;
    let name = phrase_at(doc, phrase.range.start, phrase.range.end - 2).filter(|_| time)?;
    (name.kind == PhraseKind::Name && name.range.end + 2 == phrase.range.end).then_some(name)
}

/// “**a regulatory filing** Wednesday”: the paper before the day that it is of, where a phrase holds both.
pub(super) fn paper_before_day(doc: &Doc<'_>, phrase: &Phrase) -> Option<Phrase> {
    let Range { start, end } = Range { end: phrase.range.end.checked_sub(1)?, ..phrase.range };
    let day = doc.tokens[end].has(trait_of::CALENDAR) && !doc.tokens[end].has(trait_of::GIVEN);
    let paper = end > start && doc.tokens[end - 1].has(trait_of::PAPER) && !doc.tokens[end - 1].capital;
    let range = Range { start, end };
    let fits = phrase.kind == PhraseKind::Name && phrase.core.start == end && day && paper;
    fits.then_some(Phrase { range, core: range, kind: PhraseKind::Common, possessive: false })
}

const WHICH: [u64; 5] = keys(["last", "this", "next", "late", "early"]);
const WHEN: [u64; 10] = keys([
    "night",
    "week",
    "weekend",
    "month",
    "year",
    "morning",
    "afternoon",
    "evening",
    "summer",
    "autumn",
]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::said_first_by as check;

    #[test]
    fn a_time_is_part_of_no_name() {
        check("Harrow Finance Minister Bo Lind last night said taxes would fall.", "Bo Lind");
        check("Ana Ruiz came. Mayor Bo Lind last week met them. He noted that prices rose.", "Bo Lind");
    }
}
