//! Marks around what something is called: “it is known as **“the Wheel”**”, a book that is **“Ebb”** wherever it is named.

use hashbrown::HashMap;

use super::doc::{Doc, Quotation};
use super::lexicon::{ascii_key, keys, tag};

/// A name in marks has no more words than this.
const LONGEST: usize = 4;

/// For each quotation, whether its words are a name that the article puts in marks more than once. Cost: linear in the
/// quotations.
pub fn recurring_names(doc: &Doc<'_>) -> Vec<bool> {
    let named: Vec<Option<u64>> = doc.quotations.iter().map(|quotation| name(doc, quotation)).collect();
    let mut times: HashMap<u64, u32, foldhash::fast::FixedState> = HashMap::default();
    for name in named.iter().flatten() {
        *times.entry(*name).or_default() += 1;
    }
    named.into_iter().map(|name| name.is_some_and(|name| times[&name] > 1)).collect()
}

/// The words of a quotation as one key, where they may be a name: few, each with a capital, one of them a noun or name, and no
/// sentence. “No” is no name, however often it is said.
fn name(doc: &Doc<'_>, quotation: &Quotation) -> Option<u64> {
    let tokens = &doc.tokens[quotation.inner.start..quotation.inner.end];
    let words = tokens.iter().filter(|token| token.is_word());
    let few = words.clone().count() <= LONGEST;
    let capitals = words.clone().all(|token| token.capital || token.span.len() < 4);
    let names = words.clone().any(|token| token.is(tag::NAME | tag::NOUN));
    let ends = tokens.last().is_some_and(super::doc::Tok::is_stop);
    let key = words.fold(0_u64, |key, token| key.rotate_left(5) ^ token.key);
    (few && capitals && names && tokens.first().is_some_and(|first| first.capital) && !ends).then_some(key)
}

/// Whether the words before a quotation say that something is called so.
pub fn is_called_so(doc: &Doc<'_>, quotation: &Quotation) -> bool {
    let key = |back: usize| quotation.outer.start.checked_sub(back).map_or(0, |at| doc.tokens[at].key);
    CALLED.contains(&key(1)) || key(1) == AS && KNOWN.contains(&key(2))
}

const CALLED: [u64; 8] =
    keys(["called", "titled", "entitled", "named", "nicknamed", "dubbed", "headlined", "subtitled"]);
const KNOWN: [u64; 3] = keys(["known", "billed", "listed"]);
const AS: u64 = ascii_key("as");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::lexicon;
    use crate::extract::testing::article;

    /// Which of the quotations are names.
    #[track_caller]
    fn check(text: &str, expected: &[bool]) {
        let article = article(text);
        let doc = Doc::new(&article, lexicon());
        let recurring = recurring_names(&doc);
        let found: Vec<bool> =
            doc.quotations.iter().zip(recurring).map(|(q, again)| again || is_called_so(&doc, q)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_come_again_or_are_called_so() {
        check("Ana Ruiz wrote “Ebb” in May. Of “Ebb”, she says “no”.", &[true, true, false]);
        check("The rock is known as “the Wheel”. A film called “Dusk” ran.", &[true, true]);
        check("“No,” she said. “No,” said he. “Never.” “Never.”", &[false, false, false, false]);
        check("“Will it fall?” she said. “Will it fall?” he said.", &[false, false]);
    }
}
