//! Who said what in one article's text.

pub mod doc;
pub mod lexicon;
pub mod phrases;
pub mod spans;
#[cfg(test)]
mod testing;

use crate::model::{Annotations, Article};

/// Finds every statement in `article` and attributes it.
///
/// Pure: the same article gives the same annotations. Cost: linear in the text.
pub fn extract(article: &Article) -> Annotations {
    let _ = article;
    Annotations::default()
}
