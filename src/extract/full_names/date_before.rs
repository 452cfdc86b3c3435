//! A month or day before a name: “In May **Lind** said”.

use crate::extract::doc::{Doc, Phrase, PhraseKind};
use crate::extract::lexicon::{keys, trait_of};

/// Whether a name begins with a month or day that tells when something was.
pub(super) fn is_date_before(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let core = phrase.core;
    let led = core.start.checked_sub(1).is_some_and(|at| WHEN.contains(&doc.tokens[at].key));
    let date = doc.tokens[core.start].has(trait_of::CALENDAR);
    phrase.kind == PhraseKind::Name && led && core.end > core.start + 1 && date
}

const WHEN: [u64; 5] = keys(["in", "last", "since", "early", "late"]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::said_first_by as check;

    #[test]
    fn a_month_is_part_of_no_name() {
        check("Bo Lind runs the port.\n\nIn May Lind said the port would close.", "Bo Lind");
        check("Last March Lind said the pier was safe.", "Lind");
        check("They met by chance. June Lind said the pier was safe.", "June Lind");
    }
}
