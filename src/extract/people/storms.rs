//! Storms, which have given names and are nobody: “Hurricane **Ana**”.

use super::super::doc::{Doc, Range};
use super::super::lexicon::{ascii_key, keys};
use super::People;
use crate::model::EntityKind;

impl People {
    /// Whatever is named as a storm is no person, here or where the article leaves *hurricane* out.
    pub(super) fn settle_storms(&mut self, doc: &Doc<'_>) {
        for known in self.all.iter_mut().filter(|known| is_storm(doc, known.core)) {
            (known.kind, known.place) = (EntityKind::Organization, true);
        }
    }
}

/// “Hurricane Ana”, “Tropical Storm Bo”
fn is_storm(doc: &Doc<'_>, core: Range) -> bool {
    match &doc.tokens[core.start..core.end] {
        [first, _] => STORMS.contains(&first.key),
        [first, second, _] => first.key == TROPICAL && SORTS.contains(&second.key),
        _ => false,
    }
}

const STORMS: [u64; 4] = keys(["hurricane", "typhoon", "cyclone", "superstorm"]);
const TROPICAL: u64 = ascii_key("tropical");
const SORTS: [u64; 3] = keys(["storm", "depression", "cyclone"]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::first_speaker;

    #[test]
    fn a_storm_says_nothing() {
        let speaker = |text: &str| first_speaker(text).map(|entity| entity.name);
        assert_eq!(speaker("Hurricane Ana hit the coast. “We lost everything,” she said."), None);
        let text = "Mia Chu survived Hurricane Dorian. Dorian killed nine. “We prayed,” she said.";
        assert_eq!(speaker(text).as_deref(), Some("Mia Chu"));
    }
}
