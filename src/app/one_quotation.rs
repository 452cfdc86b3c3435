//! What is one quotation: the places of the same words, gathered.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::terms::telling_words;
use crate::engine::Traced;
use crate::text::fold::fold;

/// How much of the shorter of two places' remembered words must stand in the other, and of what is said
/// around them as well, for the two to be one quotation: *interest rates will rise* is said by many.
const SAME_WORDS: f32 = 0.65;
const SAME_SPEECH: f32 = 0.7;
/// How much for a dispute over who said them, and how many telling words both must share: many say that
/// interest rates rise. Where the speeches are the same to the last word, so many will do: *Yes* is anybody's.
const DISPUTED: f32 = 0.8;
const TELLING: usize = 4;
const SAME_TELLING: usize = 2;
/// So many places are gathered, the likeliest: *of* stands nearly everywhere.
const PLACES: usize = 5_000;

/// Places of the same words together, the likeliest place of each first, then the first in `order`; and how many places
/// were left out.
pub(super) fn gathered(
    mut found: Vec<Traced>,
    order: impl Fn(&Traced, &Traced) -> Ordering,
) -> (Vec<Vec<Traced>>, usize) {
    found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then_with(|| order(a, b)));
    let left_out = found.len().saturating_sub(PLACES);
    found.truncate(PLACES);
    let mut known = Known::default();
    let mut out: Vec<Vec<Traced>> = Vec::new();
    for traced in found {
        let wording = Wording::of(&traced);
        match known.find(&wording).and_then(|at| out.get_mut(at)) {
            Some(places) => places.push(traced),
            None => {
                known.add(wording);
                out.push(vec![traced]);
            }
        }
    }
    (out, left_out)
}

/// The first wording of each quotation, found by what it says: comparing each place with every quotation would take as
/// long as both are many.
#[derive(Default)]
struct Known {
    wordings: Vec<Wording>,
    /// Those that say a word.
    saying: BTreeMap<String, Vec<usize>>,
    /// Those that say nothing telling, by all their words.
    telling_nothing: BTreeMap<String, Vec<usize>>,
    /// How many words each shares with the one that is looked for; 0 between questions.
    shared: Vec<usize>,
}

impl Known {
    fn add(&mut self, wording: Wording) {
        let at = self.wordings.len();
        if wording.speech.is_empty() {
            self.telling_nothing.entry(wording.spoken.clone()).or_default().push(at);
        }
        for word in &wording.speech {
            self.saying.entry(word.clone()).or_default().push(at);
        }
        self.wordings.push(wording);
        self.shared.push(0);
    }

    /// The first that is one with this.
    fn find(&mut self, wording: &Wording) -> Option<usize> {
        let same = |at: &usize| self.wordings.get(*at).is_some_and(|known| known.is_one_with(wording));
        if wording.speech.is_empty() {
            return self.telling_nothing.get(&wording.spoken)?.iter().copied().find(same);
        }
        let mut met: Vec<usize> = Vec::new();
        for at in wording.speech.iter().filter_map(|word| self.saying.get(word)).flatten() {
            if let Some(shared) = self.shared.get_mut(*at) {
                if *shared == 0 {
                    met.push(*at);
                }
                *shared += 1;
            }
        }
        let enough = |at: &usize| {
            let known = self.wordings.get(*at).map_or(0, |known| known.speech.len());
            let shared = self.shared.get(*at).copied().unwrap_or(0);
            shared as f32 >= known.min(wording.speech.len()) as f32 * SAME_SPEECH
        };
        let mut alike: Vec<usize> = met.iter().copied().filter(enough).collect();
        alike.sort_unstable();
        let found = alike.into_iter().find(same);
        met.into_iter().for_each(|at| self.shared.get_mut(at).into_iter().for_each(|shared| *shared = 0));
        found
    }
}

/// What makes two places one quotation.
struct Wording {
    /// The words from the first to the last that was remembered.
    remembered: BTreeSet<String>,
    /// Those of the whole speech that say something.
    speech: BTreeSet<String>,
    /// All of the speech where none do.
    spoken: String,
}

impl Wording {
    fn of(traced: &Traced) -> Self {
        let text = &traced.record.article.text;
        let pieces = || traced.pieces.iter().map(|piece| piece.of(text));
        let speech: BTreeSet<String> = pieces().flat_map(telling_words).collect();
        let spoken =
            if speech.is_empty() { fold(&pieces().collect::<Vec<_>>().join(" ")) } else { String::new() };
        Wording { remembered: traced.folded.iter().cloned().collect(), speech, spoken }
    }

    /// Speeches that tell nothing are one where they are the same.
    fn is_one_with(&self, other: &Wording) -> bool {
        let same_speech = if self.speech.is_empty() || other.speech.is_empty() {
            self.speech == other.speech && self.spoken == other.spoken
        } else {
            shared(&self.speech, &other.speech) >= SAME_SPEECH
        };
        same_speech && shared(&self.remembered, &other.remembered) >= SAME_WORDS
    }
}

/// How much of the shorter stands in the other; of nothing, nothing.
fn shared(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f32 {
    let shorter = one.len().min(other.len());
    if shorter == 0 { 0.0 } else { one.intersection(other).count() as f32 / shorter as f32 }
}

/// The places where the words are so much the same that only one can have said them first.
pub(super) fn same_words<'t>(places: &[&'t Traced]) -> Vec<&'t Traced> {
    let likeliest = places.iter().max_by(|a, b| a.likeness.total_cmp(&b.likeness));
    let Some(best) = likeliest.map(|best| Wording::of(best)) else { return Vec::new() };
    let same = |traced: &&&Traced| {
        let wording = Wording::of(traced);
        let telling = best.speech.intersection(&wording.speech).count();
        let enough = if best.speech == wording.speech { SAME_TELLING } else { TELLING };
        shared(&best.remembered, &wording.remembered) >= DISPUTED && telling >= enough
    };
    places.iter().filter(same).copied().collect()
}
