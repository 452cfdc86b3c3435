//! Stems of languages other than English.
//!
//! An article in such a language has every word's stem behind a mark that names the language, beside the word itself.
//! A query looks a word up in every language that this process has met: by opening an index that holds it, or by
//! writing an article in it. That set only grows, and a language that an index does not hold matches nothing there, so
//! it changes no result; it only spares looking for what cannot be there.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU32, Ordering};

use frostem::{Algorithm, Stemmer};
use hashbrown::HashMap;

use super::marks::STEM_MARK;

/// Parts the language from the stem in a token.
const TAG_END: char = '\u{2}';
/// Stands before a text in such a language: mark, tag, mark.
pub(super) const LANGUAGE_MARK: char = '\u{1d}';
/// So many stems are remembered of a language.
const CACHE_LIMIT: usize = 30_000;

/// Languages with a stemmer, and the letters their words are written with.
const LANGUAGES: &[(&str, Algorithm, Script)] = &[
    ("de", Algorithm::German, Script::Latin),
    ("fr", Algorithm::French, Script::Latin),
    ("es", Algorithm::Spanish, Script::Latin),
    ("it", Algorithm::Italian, Script::Latin),
    ("pt", Algorithm::Portuguese, Script::Latin),
    ("nl", Algorithm::Dutch, Script::Latin),
    ("sv", Algorithm::Swedish, Script::Latin),
    ("da", Algorithm::Danish, Script::Latin),
    ("nb", Algorithm::Norwegian, Script::Latin),
    ("fi", Algorithm::Finnish, Script::Latin),
    ("hu", Algorithm::Hungarian, Script::Latin),
    ("ro", Algorithm::Romanian, Script::Latin),
    ("tr", Algorithm::Turkish, Script::Latin),
    ("ca", Algorithm::Catalan, Script::Latin),
    ("ru", Algorithm::Russian, Script::Cyrillic),
    ("el", Algorithm::Greek, Script::Greek),
    ("ar", Algorithm::Arabic, Script::Arabic),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
}

impl Script {
    /// Whether a folded word is written in it: with digits or marks it has no stem.
    fn writes(self, word: &str) -> bool {
        let letter = |c: char| match self {
            Script::Latin => c.is_ascii_lowercase(),
            Script::Cyrillic => matches!(c, '\u{400}'..='\u{4ff}'),
            Script::Greek => matches!(c, '\u{370}'..='\u{3ff}'),
            Script::Arabic => matches!(c, '\u{620}'..='\u{64a}'),
        };
        word.chars().nth(2).is_some() && word.chars().all(letter)
    }
}

static MET: AtomicU32 = AtomicU32::new(0);

/// A language that has stems here, other than English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language(usize);

impl Language {
    /// The language of a BCP 47 primary tag.
    pub fn of(tag: &str) -> Option<Language> {
        let tag = if tag == "no" || tag == "nn" { "nb" } else { tag };
        LANGUAGES.iter().position(|(known, ..)| *known == tag).map(Language)
    }

    /// Makes queries of this process look for it.
    pub(crate) fn meet(self) {
        MET.fetch_or(1 << self.0, Ordering::Relaxed);
    }

    fn tag(self) -> &'static str {
        LANGUAGES.get(self.0).map_or("", |(tag, ..)| tag)
    }

    /// The token of an exact word's stem in this language.
    pub fn stem_token(self, exact: &str) -> Option<String> {
        let (tag, algorithm, script) = LANGUAGES.get(self.0)?;
        if !script.writes(exact) {
            return None;
        }
        let stem = STEMMERS.with_borrow_mut(|stemmers| {
            let stems = stemmers
                .entry(tag)
                .or_insert_with(|| Stems { stemmer: Stemmer::new(*algorithm), known: HashMap::new() });
            stems.stem(exact)
        });
        Some(format!("{STEM_MARK}{tag}{TAG_END}{stem}"))
    }
}

/// The stem tokens of an exact word in every language met.
pub(super) fn stem_tokens(exact: &str) -> impl Iterator<Item = String> + '_ {
    let met = MET.load(Ordering::Relaxed);
    let languages = (0..LANGUAGES.len()).filter(move |at| met & (1 << at) != 0).map(Language);
    languages.filter_map(|language| language.stem_token(exact))
}

/// A text in `language`, marked so that the tokenizer knows.
pub(super) fn marked(language: Option<Language>) -> String {
    language.map_or_else(String::new, |language| format!("{LANGUAGE_MARK}{}{LANGUAGE_MARK}", language.tag()))
}

/// The language that a text is marked with.
pub(super) fn mark_of(text: &str) -> Option<Language> {
    let (tag, _) = text.strip_prefix(LANGUAGE_MARK)?.split_once(LANGUAGE_MARK)?;
    Language::of(tag)
}

thread_local! {
    static STEMMERS: RefCell<HashMap<&'static str, Stems>> = RefCell::new(HashMap::new());
}

struct Stems {
    stemmer: Stemmer,
    known: HashMap<Box<str>, Box<str>>,
}

impl Stems {
    fn stem(&mut self, exact: &str) -> String {
        if self.known.len() >= CACHE_LIMIT {
            self.known.clear();
        }
        let stemmer = &self.stemmer;
        let stem = self.known.entry_ref(exact).or_insert_with(|| {
            let stem = stemmer.stem(exact);
            if stem.is_empty() { exact.into() } else { stem.into() }
        });
        stem.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[track_caller]
    fn check(tag: &str, one: &str, other: &str) {
        let language = Language::of(tag).unwrap();
        assert_eq!(language.stem_token(&fold(one)), language.stem_token(&fold(other)), "{one} {other}");
        assert!(language.stem_token(&fold(one)).is_some());
    }

    #[test]
    fn forms_of_one_word_share_a_stem() {
        check("de", "Häuser", "Häusern");
        check("de", "Verhandlung", "Verhandlungen");
        check("fr", "négociations", "négociation");
        check("es", "negociaciones", "negociación");
        check("ru", "переговоры", "переговоров");
        check("no", "forhandlinger", "forhandling");
    }

    #[test]
    fn other_scripts_and_numbers_have_no_stem() {
        let german = Language::of("de").unwrap();
        assert_eq!(german.stem_token("переговоры"), None);
        assert_eq!(german.stem_token("1403"), None);
        assert_eq!(Language::of("en"), None);
    }
}
