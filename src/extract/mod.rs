//! Who said what in one article's text.
//!
//! The text is cut into tagged tokens, sentences, quotations and noun phrases ([`doc`]). Every word that may
//! attribute is a cue ([`cues`]); the phrases around it are its possible sources ([`sources`]), the borders
//! of clauses its possible contents ([`content`]). Small linear choosers ([`linear`]) pick among them
//! ([`clauses`]), say which quotation is a statement and which cue attributes it ([`quotes`]), and
//! [`choice`] keeps what is likely. Names are gathered over the whole article ([`people`]) with what it says
//! they do ([`roles`]), and pronouns and titles are resolved to them ([`mod@reference`]).

pub mod according;
pub mod annotate;
pub mod arcs;
pub mod as_told;
pub mod author;
pub mod bodies;
pub mod called;
pub mod choice;
pub mod clause;
pub mod clauses;
pub mod confidence;
pub mod content;
pub mod cues;
pub mod dateline;
pub mod doc;
mod explain;
mod fault;
pub mod fit;
pub mod foreign;
pub mod found;
pub mod frame;
pub mod frames;
mod full_names;
pub mod gender;
mod glued;
pub mod headed;
pub mod headline_names;
mod hearing;
pub mod house_style;
pub mod inserted;
pub mod interview;
pub mod joint;
pub mod keep;
pub mod kinds_of_body;
pub mod label;
pub mod lexicon;
pub mod linear;
pub mod meant;
pub mod negation;
pub mod offers;
pub mod people;
pub mod phrases;
mod prepare;
pub mod quotes;
pub mod reference;
mod reports;
pub mod roles;
mod seat;
pub mod somebody;
pub mod sources;
pub mod spans;
pub mod subject_before;
pub mod syntax;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod trailing;
pub mod trees;
mod true_source;
pub mod turns;
mod verb_first;
pub mod weights;
mod worded;

pub use explain::explain;
pub use fault::{Fault, extract_or_fault};

use crate::model::{Annotations, Article};

/// Finds every statement in `article` and attributes it.
///
/// English in full, German, French and Spanish as far as [`foreign`] goes, other languages not at all; a text whose
/// language nobody could tell is taken for English.
///
/// Pure: the same article gives the same annotations. Cost: linear in the text.
pub fn extract(article: &Article) -> Annotations {
    extract_with(article, weights::Weights::shipped())
}

/// [`extract`] with other weights than those that ship.
pub fn extract_with(article: &Article, weights: &weights::Weights) -> Annotations {
    match article.language.as_deref() {
        None | Some("en") => {}
        Some(_) => return foreign::extract(article).unwrap_or_default(),
    }
    let mut doc = doc::Doc::new(article, lexicon::lexicon());
    let cues = clauses::glance(&mut doc, weights, syntax::Syntax::shipped());
    let mut found = choice::choose(&mut doc, &cues, weights);
    let answers = interview::Answers::of(&doc);
    interview::settle_interviewee(&doc, article, &answers, &mut found);
    author::settle_author(&doc, article, &answers, &mut found);
    found
}
