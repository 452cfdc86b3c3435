//! What all hands gathered, but for what lies on the shelves.

use std::sync::{Mutex, PoisonError};

use super::body_names::BodyNames;
use super::name_words::NameWords;
use super::world::Articles;

/// What all hands gathered, but for what lies on the shelves.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub articles: Articles,
    pub words: NameWords,
    pub bodies: BodyNames,
}

impl Gathered {
    /// All that was gathered, in one piece.
    pub(super) fn of(gathered: Mutex<Gathered>) -> Gathered {
        gathered.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
