//! “…, **the Harrow Post** reports.”: who reports, where the verb was taken for a noun.

use super::doc::{Doc, Phrase, PhraseKind, Tok};
use super::lexicon::{ascii_key, keys, tag};
use super::phrases::phrase_at;

/// The phrase that names who reports by the cue at `cue`, behind the comma or the *as* that closes what is reported; or who
/// alleges it, where the sentence begins with them. For cues of which nobody was taken for the source.
pub(super) fn reporter(doc: &Doc<'_>, cue: usize) -> Option<usize> {
    let number = doc.phrases.partition_point(|phrase| phrase.range.end < cue);
    let phrase = doc.phrases.get(number).filter(|phrase| phrase.range.start < cue && !phrase.possessive)?;
    let start = phrase.range.start;
    let key = doc.tokens[cue].key;
    let beside = phrase.range.end == cue;
    let opens = start == doc.sentence_of(cue).start;
    if beside && opens && ALLEGES.contains(&key) {
        return Some(number);
    }
    let before = start.checked_sub(1).map(|at| &doc.tokens[at])?;
    let closes = doc.tokens.get(cue + 1).is_none_or(|next| next.is_stop() || next.is_mark(','));
    let parted = before.is_mark(',') && !ends_list(doc, start) || before.key == AS;
    let named = phrase.kind == PhraseKind::Name || named_before(doc, phrase).is_some();
    (REPORTS.contains(&key) && named && parted && closes).then_some(number)
}

/// “letters, emails, **FBI** reports”: whether the words before the comma in front of the token at `at` are one more of a list.
fn ends_list(doc: &Doc<'_>, at: usize) -> bool {
    let sentence = doc.sentence_of(at).start;
    let mut before = doc.tokens[sentence..at.max(sentence + 1) - 1].iter().rev();
    let item = before.by_ref().take_while(|token| !token.is_mark(','));
    let acts = item.filter(|token| token.is(tag::VERB | tag::AUXILIARY)).count() > 0;
    !acts && before.next().is_some()
}

/// “**the Harrow Post** reports.”: the name in a phrase that ends a sentence with the verb.
pub(super) fn named_before(doc: &Doc<'_>, phrase: &Phrase) -> Option<Phrase> {
    let last = phrase.range.end.checked_sub(1).filter(|last| *last > phrase.range.start)?;
    let before = phrase.range.start.checked_sub(1).map(|at| &doc.tokens[at])?;
    let closes = doc.tokens.get(last + 1).is_none_or(Tok::is_stop);
    let verb = REPORTS.contains(&doc.tokens[last].key) && closes && (before.is_mark(',') || before.key == AS);
    let name = phrase_at(doc, phrase.range.start, last).filter(|_| verb)?;
    (name.kind == PhraseKind::Name && name.range.end == last).then_some(name)
}

const REPORTS: [u64; 3] = keys(["reports", "estimates", "forecasts"]);
const AS: u64 = ascii_key("as");
const ALLEGES: [u64; 2] = keys(["alleged", "alleges"]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::{first_speaker, said_first_by as check};

    #[test]
    fn whoever_reports_it() {
        check("The company will cut 300 jobs, the Harrow Post reports.", "Harrow Post");
        check("The mayor has resigned, Reuters reports.", "Reuters");
        check("Verdalia will cut 300 jobs, as the Harrow Post reports.", "Harrow Post");
        assert!(first_speaker("The agency collects letters, emails, FBI reports.").is_none());
    }
}
