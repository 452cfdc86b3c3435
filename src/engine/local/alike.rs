//! An automaton for words like one: the words of an archive are met by it alone, not looked at one by one.

use std::sync::LazyLock;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy_fst::Automaton;

/// The most letters that may differ.
pub(super) const MOST: usize = 2;

/// Making them takes longer than using them. Two letters that change places count as one that differs.
static BUILDERS: LazyLock<[LevenshteinAutomatonBuilder; MOST]> =
    LazyLock::new(|| [LevenshteinAutomatonBuilder::new(1, true), LevenshteinAutomatonBuilder::new(2, true)]);

/// Matches terms that are one text, then a word within a distance of another, then whatever follows a mark.
pub(super) struct Alike {
    before: Vec<u8>,
    word: DFA,
    /// The mark that the word must be followed by; nothing where the term ends with it.
    mark: Option<u8>,
}

impl Alike {
    /// Words within `distance` of `word`; nothing where no automaton reaches so far.
    pub(super) fn word(word: &str, distance: usize) -> Option<Alike> {
        Alike::of("", word, distance, None)
    }

    /// Words of `before` and what is within `distance` of `rest`.
    pub(super) fn behind(before: &str, rest: &str, distance: usize) -> Option<Alike> {
        Alike::of(before, rest, distance, None)
    }

    /// Terms of `before`, a word within `distance` of `word`, `mark`, and anything behind it.
    pub(super) fn inside(before: &str, word: &str, distance: usize, mark: char) -> Option<Alike> {
        Alike::of(before, word, distance, Some(u8::try_from(mark).ok()?))
    }

    fn of(before: &str, word: &str, distance: usize, mark: Option<u8>) -> Option<Alike> {
        let builder = BUILDERS.get(distance.checked_sub(1)?)?;
        Some(Alike { before: before.as_bytes().to_vec(), word: builder.build_dfa(word), mark })
    }

    fn is_near(&self, state: u32) -> bool {
        matches!(self.word.distance(state), Distance::Exact(_))
    }
}

/// How far a term has been followed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// So many bytes of what stands before.
    Before(usize),
    /// Inside the word.
    Word(u32),
    /// Behind the mark.
    Behind,
    /// It does not match.
    Nowhere,
}

impl Automaton for Alike {
    type State = Place;

    fn start(&self) -> Place {
        if self.before.is_empty() { Place::Word(self.word.initial_state()) } else { Place::Before(0) }
    }

    fn is_match(&self, place: &Place) -> bool {
        match place {
            Place::Word(state) => self.mark.is_none() && self.is_near(*state),
            Place::Behind => true,
            Place::Before(_) | Place::Nowhere => false,
        }
    }

    fn can_match(&self, place: &Place) -> bool {
        !matches!(place, Place::Nowhere)
    }

    fn will_always_match(&self, place: &Place) -> bool {
        matches!(place, Place::Behind)
    }

    fn accept(&self, place: &Place, byte: u8) -> Place {
        match *place {
            Place::Before(at) if self.before.get(at) != Some(&byte) => Place::Nowhere,
            Place::Before(at) if at + 1 == self.before.len() => Place::Word(self.word.initial_state()),
            Place::Before(at) => Place::Before(at + 1),
            Place::Word(state) if self.mark == Some(byte) => {
                if self.is_near(state) {
                    Place::Behind
                } else {
                    Place::Nowhere
                }
            }
            Place::Word(state) => match self.word.transition(state, byte) {
                SINK_STATE => Place::Nowhere,
                next => Place::Word(next),
            },
            end => end,
        }
    }
}

/// Whether an automaton meets a term.
#[cfg(test)]
pub(super) fn matches(alike: &Alike, term: &str) -> bool {
    let place = term.bytes().fold(alike.start(), |place, byte| alike.accept(&place, byte));
    alike.can_match(&place) && alike.is_match(&place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_distance_between_words(word in "[abé]{1,5}", other in "[abé]{0,6}", most in 1..=MOST) {
            let near = strsim::osa_distance(&word, &other) <= most;
            prop_assert_eq!(matches(&Alike::word(&word, most).unwrap(), &other), near);
            let behind = Alike::behind("p", &word, most).unwrap();
            let (same, another) = (format!("p{other}"), format!("q{other}"));
            prop_assert_eq!(matches(&behind, &same), near);
            prop_assert!(!matches(&behind, &another));
            let inside = Alike::inside("p:", &word, most, '|').unwrap();
            let term = format!("p:{other}|anything");
            prop_assert_eq!(matches(&inside, &term), near);
            let (elsewhere, open) = (format!("q:{other}|anything"), format!("p:{other}"));
            prop_assert!(!matches(&inside, &elsewhere));
            prop_assert!(!matches(&inside, &open));
        }
    }
}
