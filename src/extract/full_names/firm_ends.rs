//! How a firm's name goes on behind the words that a phrase holds: “Verdalia**, Inc.**”, “Verdalia**.com Inc.**”

use crate::extract::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use crate::extract::lexicon::{is_last_form, is_short_form, keys, tag, trait_of};
use crate::extract::people::told_bodies::is_mere_form;
use crate::text::address::SITE_ENDS;

/// Where the name of a phrase ends, if it goes on behind it.
pub(super) fn firm_end(doc: &Doc<'_>, phrase: &Phrase) -> Option<usize> {
    if phrase.kind != PhraseKind::Name || phrase.possessive || is_mere_form(doc, phrase) {
        return None;
    }
    let end = phrase.range.end;
    let site = if is_site(doc, end) { end + 2 } else { end };
    let form = form_at(doc, site).filter(|form| *form > end && doc.part_of(*form) == doc.part_of(end - 1));
    form.map(|form| form + 1).or((site > end).then_some(site))
}

/// “**Orton’s Inc** said”: whether the phrase behind a possessive one is no more than its firm's form; the Journal's Company is
/// another matter.
pub(super) fn is_form_behind(doc: &Doc<'_>, owner: &Phrase, form: &Phrase) -> bool {
    let named = owner.kind == PhraseKind::Name && owner.possessive && owner.core.end == owner.range.end;
    let [only] = &doc.tokens[form.range.start..form.range.end] else { return false };
    named && form.range.start == owner.range.end + 1 && only.capital && is_short_form(only.key)
}

/// Whether a mark or a word in small letters is part of a firm's name: the comma of “Verdalia, Inc.”, all of “.com”.
pub(in crate::extract) fn is_inside_firm(doc: &Doc<'_>, at: usize) -> bool {
    let site = is_site(doc, at) || at.checked_sub(1).is_some_and(|dot| is_site(doc, dot));
    let mark = doc.tokens.get(at).is_some_and(|token| token.is(tag::MARK));
    site || mark && form_at(doc, at).is_some_and(|form| form > at)
}

/// “**Verdalia.com**”: whether a name ends as an address does.
pub(in crate::extract) fn is_named_as_site(doc: &Doc<'_>, core: Range) -> bool {
    core.end > core.start + 2 && is_site(doc, core.end - 2)
}

/// “Verdalia**.com**”, “**.org**”
fn is_site(doc: &Doc<'_>, at: usize) -> bool {
    let Some([dot, site]) = doc.tokens.get(at..at + 2) else { return false };
    dot.is_mark('.')
        && !dot.spaced
        && !site.spaced
        && !site.capital
        && (SITES.contains(&site.key) || OFFICIAL.contains(&site.key))
}

/// “Verdalia, **Inc.** said”, “Verdalia! **Inc.**”, “Verdalia.com **Inc.**”: a firm's form, and nothing that it is part of. Behind a
/// mark “Company” is a word like others.
fn form_at(doc: &Doc<'_>, end: usize) -> Option<usize> {
    let parts = |token: &Tok| token.is_mark(',') || token.is_mark('!');
    let at = end + usize::from(doc.tokens.get(end).is_some_and(parts));
    let form = doc.tokens.get(at).filter(|form| form.capital && is_last_form(form.key))?;
    let goes_on = doc.tokens.get(at + 1).is_some_and(|next| next.is(tag::NAME) && !next.has(OFFICE));
    (form.spaced && !goes_on).then_some(at)
}

/// “Verdalia, Inc. **CEO** Ana Ruiz”
const OFFICE: u32 = trait_of::TITLE | trait_of::ROLE;
const SITES: [u64; 8] = keys(SITE_ENDS);
/// How those of authorities and schools end.
const OFFICIAL: [u64; 2] = keys(["gov", "edu"]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::said_first_for as check;

    #[test]
    fn a_firm_s_form_and_address_are_part_of_its_name() {
        for firm in ["Verdalia, Inc.", "Verdalia! Inc.", "Verdalia.com Inc.", "Verdalia.com"] {
            check(&format!("{firm} said it will act."), firm, firm);
            check(&format!("{firm} CEO Ana Ruiz said it will act."), "Ana Ruiz", firm);
        }
        for firm in ["Orton’s Inc", "Orton’s Corp."] {
            check(&format!("{firm} said it will act."), firm, firm);
        }
        check("Ana Stone of Verdalia, Inc. said it will act.", "Ana Stone", "Verdalia, Inc.");
    }

    #[test]
    fn behind_another_name_or_line_it_is_none() {
        check("They met Ana Ruiz.\n\nHarrow Council said it will act.", "Harrow Council", "Harrow Council");
        check("Bo Lind, Company Secretary at Verdalia, said it will act.", "Bo Lind", "Verdalia");
    }
}
