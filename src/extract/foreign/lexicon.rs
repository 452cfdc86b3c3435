//! The words of one language, from `lexicon/cues_*.toml`.

use std::sync::LazyLock;

use hashbrown::HashSet;
use serde::Deserialize;

use crate::text::fold::fold;

/// A file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    tag: String,
    hit: Vec<[String; 3]>,
    miss: Vec<String>,
    said: String,
    and: String,
    plural: String,
    according: Vec<String>,
    pronouns: Vec<String>,
    articles: Vec<String>,
    particles: Vec<String>,
    skip: String,
    roles: String,
    organizations: String,
}

/// The words of one language, folded.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) tag: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run as tests"))]
    pub(super) hit: Vec<[String; 3]>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run as tests"))]
    pub(super) miss: Vec<String>,
    pub(super) said: HashSet<String>,
    pub(super) and: HashSet<String>,
    /// What verbs of several end with.
    pub(super) plural: String,
    /// As lists of words.
    pub(super) according: Vec<Vec<String>>,
    pub(super) pronouns: HashSet<String>,
    pub(super) articles: HashSet<String>,
    pub(super) particles: HashSet<String>,
    pub(super) skip: HashSet<String>,
    pub(super) roles: HashSet<String>,
    pub(super) organizations: HashSet<String>,
}

impl Lexicon {
    /// The words of a language, by its primary tag.
    pub(super) fn of(tag: &str) -> Option<&'static Lexicon> {
        static ALL: LazyLock<Vec<Lexicon>> = LazyLock::new(|| {
            let files = [
                include_str!("../lexicon/cues_de.toml"),
                include_str!("../lexicon/cues_fr.toml"),
                include_str!("../lexicon/cues_es.toml"),
            ];
            files.into_iter().filter_map(|file| toml::from_str(file).ok()).map(Lexicon::read).collect()
        });
        ALL.iter().find(|lexicon| lexicon.tag == tag)
    }

    fn read(written: Written) -> Lexicon {
        let set = |words: &str| words.split_whitespace().map(fold).collect();
        let list = |words: &[String]| words.iter().map(|word| fold(word)).collect();
        let words = |phrase: &String| phrase.split([' ', '\'', '’']).map(fold).collect();
        Lexicon {
            tag: written.tag,
            hit: written.hit,
            miss: written.miss,
            said: set(&written.said),
            and: set(&written.and),
            plural: written.plural,
            according: written.according.iter().map(words).collect(),
            pronouns: list(&written.pronouns),
            articles: list(&written.articles),
            particles: list(&written.particles),
            skip: set(&written.skip),
            roles: set(&written.roles),
            organizations: set(&written.organizations),
        }
    }

    /// Whether a folded word is a role; of German compounds and hyphenated roles the last part tells.
    pub(super) fn is_role(&self, word: &str) -> bool {
        let compound = |role: &String| {
            self.tag == "de" && role.len() > 4 && word.len() > role.len() && word.ends_with(role.as_str())
        };
        self.roles.contains(word)
            || word.rsplit('-').next().is_some_and(|last| self.roles.contains(last))
            || self.roles.iter().any(compound)
    }

    /// Whether a folded word names a body.
    pub(super) fn is_body(&self, word: &str) -> bool {
        let compound = |body: &String| {
            self.tag == "de" && body.len() > 4 && word.len() > body.len() && word.ends_with(body.as_str())
        };
        self.organizations.contains(word) || self.organizations.iter().any(compound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_can_be_read() {
        for tag in ["de", "fr", "es"] {
            let lexicon = Lexicon::of(tag).unwrap();
            assert!(lexicon.hit.len() >= 5 && lexicon.miss.len() >= 2, "{tag}");
        }
        assert!(
            Lexicon::of("de").unwrap().is_role("hafenmeisterin")
                || !Lexicon::of("de").unwrap().is_role("hafen")
        );
    }
}
