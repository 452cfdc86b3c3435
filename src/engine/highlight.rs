//! Where a query's words stand in an article, and which passage shows them best.
//!
//! Engine-neutral: it looks at the stored text and the query, cutting words as the index does, so
//! phrases light up as a whole, and stems and prefixes like the words that were typed. Where the passage
//! begins and ends is decided in `passage`.

mod found;
mod passage;

use std::collections::BTreeMap;
use std::ops::Range;

use self::found::{Match, spans};
use super::Passage;
use crate::index::analysis::{MAX_SLOP, exact_tokens, for_each_word, stem, with_stem};
use crate::index::languages::Language;
use crate::model::{Article, Record, Span};
use crate::query::{Field, Matcher, Query};

/// What to light up.
#[derive(Debug, Clone, Default)]
pub struct Needles {
    needles: Vec<Needle>,
}

#[derive(Debug, Clone)]
struct Needle {
    what: What,
    headline: bool,
    text: bool,
    /// What counts as one: a word and its other spellings.
    group: usize,
}

#[derive(Debug, Clone)]
enum What {
    Word { exact: String, stem: String },
    Phrase { words: Vec<String>, slop: usize },
    Prefix { words: Vec<String>, last: String },
    Pattern(Matcher),
}

/// A word of the text, ready for comparing.
struct Word {
    at: Range<usize>,
    exact: String,
}

impl Needles {
    /// The words a query wants to find; what it excludes is left out.
    pub fn of(query: &Query) -> Needles {
        let mut out = Needles::default();
        out.gather(query);
        out
    }

    fn gather(&mut self, query: &Query) {
        match query {
            Query::All
            | Query::Published { .. }
            | Query::Indexed { .. }
            | Query::Exists { .. }
            | Query::Not(_) => {}
            Query::Near { .. } | Query::Boost { .. } => {
                query.parts().into_iter().for_each(|part| self.gather(part));
            }
            Query::Statement { said, about, .. } => {
                [said, about].into_iter().flatten().for_each(|part| self.gather(part));
            }
            Query::Wildcard { .. } | Query::Fuzzy { .. } | Query::Regex { .. } => {
                if let Some((field, matcher)) = Matcher::of(query) {
                    self.add(field, What::Pattern(matcher));
                }
            }
            Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| self.gather(part)),
            Query::Term { field, word } => {
                let mut words = exact_tokens(word);
                let what = match words.len() {
                    1 => {
                        let exact = words.swap_remove(0);
                        What::Word { stem: stem(&exact), exact }
                    }
                    _ => What::Phrase { words, slop: 0 },
                };
                self.add(*field, what);
            }
            Query::Phrase { field, words, slop } => {
                let what = What::Phrase { words: exact_tokens(words), slop: (*slop).min(MAX_SLOP) as usize };
                self.add(*field, what);
            }
            Query::Prefix { field, stem } => {
                let mut words = exact_tokens(stem);
                if let Some(last) = words.pop() {
                    self.add(*field, What::Prefix { words, last });
                }
            }
        }
    }

    fn add(&mut self, field: Option<Field>, what: What) {
        let (headline, text) = match field {
            None => (true, true),
            Some(Field::Headline) => (true, false),
            Some(
                Field::Lead
                | Field::Body
                | Field::Caption
                | Field::Speaker
                | Field::Org
                | Field::Role
                | Field::Quote
                | Field::People,
            ) => (false, true),
            Some(
                Field::Author
                | Field::Place
                | Field::Section
                | Field::Source
                | Field::Lang
                | Field::Path
                | Field::Kind,
            ) => return,
        };
        let group = self.needles.len();
        self.needles.push(Needle { what, headline, text, group });
    }

    /// The same with other spellings of its words, by the word that was typed: each is lit like the word.
    #[must_use]
    pub fn spelled(mut self, also: &BTreeMap<String, Vec<String>>) -> Needles {
        let mut more = Vec::new();
        for (typed, spellings) in also {
            let typed = exact_tokens(typed);
            // Of a name in several words, its last stands for it.
            let Some(typed) = typed.last() else { continue };
            let of_word =
                |needle: &&Needle| matches!(&needle.what, What::Word { exact, .. } if exact == typed);
            for needle in self.needles.iter().filter(of_word) {
                more.extend(spellings.iter().map(|spelling| Needle {
                    what: What::Phrase { words: exact_tokens(spelling), slop: 0 },
                    ..needle.clone()
                }));
            }
        }
        self.needles.append(&mut more);
        self
    }

    /// What matched in the headline of an article, in bytes of it.
    pub fn in_headline_of(&self, article: &Article) -> Vec<Span> {
        spans(&self.matches(&article.headline, 0, language_of(article), |needle| needle.headline))
    }

    /// The passage of the article that shows most of what was asked; its beginning if nothing matched.
    pub fn passage(&self, record: &Record) -> Passage {
        let language = language_of(&record.article);
        passage::best(record, |text, base| self.matches(text, base, language, |needle| needle.text))
    }

    /// What matched in a stretch of an article's text, whatever part of an article was asked for.
    pub fn in_span(&self, article: &Article, span: Span) -> Vec<Span> {
        let words = span.of(&article.text);
        spans(&self.matches(words, span.from(), language_of(article), |needle| needle.text))
    }

    /// Every match in `text`, which stands at `base`, in its order.
    fn matches(
        &self,
        text: &str,
        base: usize,
        language: Option<Language>,
        scope: impl Fn(&Needle) -> bool,
    ) -> Vec<Match> {
        if !self.needles.iter().any(&scope) {
            return Vec::new();
        }
        let mut words = Vec::new();
        for_each_word(text, |at, exact| {
            words.push(Word { at: base + at.start..base + at.end, exact: exact.to_owned() });
        });
        let mut out = Vec::new();
        for needle in self.needles.iter().filter(|needle| scope(needle)) {
            needle.what.find(&words, language, |at| {
                out.push(Match { start: at.start, end: at.end, needle: needle.group });
            });
        }
        out.sort_unstable();
        out
    }
}

/// The language whose stems the index has for an article.
fn language_of(article: &Article) -> Option<Language> {
    article.language.as_deref().and_then(Language::of)
}

impl What {
    fn find(&self, words: &[Word], language: Option<Language>, mut found: impl FnMut(Range<usize>)) {
        match self {
            What::Word { exact, stem } => {
                let abroad = language.and_then(|language| Some((language, language.stem_token(exact)?)));
                let same_stem = |word: &str| match &abroad {
                    Some((language, stem)) => language.stem_token(word).as_ref() == Some(stem),
                    None => with_stem(word, |own| own.unwrap_or(word) == stem.as_str()),
                };
                let hit = |word: &&Word| word.exact == *exact || same_stem(&word.exact);
                words.iter().filter(hit).for_each(|word| found(word.at.clone()));
            }
            What::Pattern(matcher) => {
                let hits = words.iter().filter(|word| matcher.matches(&word.exact));
                hits.for_each(|word| found(word.at.clone()));
            }
            What::Phrase { words: phrase, .. } if phrase.is_empty() => {}
            What::Phrase { words: phrase, slop: 0 } => {
                for window in words.windows(phrase.len()) {
                    if window.iter().zip(phrase).all(|(word, wanted)| word.exact == *wanted) {
                        found(window[0].at.start..window[window.len() - 1].at.end);
                    }
                }
            }
            What::Phrase { words: phrase, slop } => {
                for start in 0..words.len() {
                    loosely(&words[start..], phrase, *slop).into_iter().for_each(&mut found);
                }
            }
            What::Prefix { words: before, last } => {
                for window in words.windows(before.len() + 1) {
                    let (end, start) = (&window[before.len()], &window[..before.len()]);
                    if end.exact.starts_with(last.as_str())
                        && start.iter().zip(before).all(|(word, wanted)| word.exact == *wanted)
                    {
                        found(window[0].at.start..end.at.end);
                    }
                }
            }
        }
    }
}

/// The words of a phrase from the first word on, in order, with at most `slop` others between.
fn loosely(words: &[Word], phrase: &[String], slop: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut wanted = phrase.iter().peekable();
    for (distance, word) in words.iter().take(phrase.len() + slop).enumerate() {
        if wanted.next_if(|wanted| **wanted == word.exact).is_some() {
            out.push(word.at.clone());
        } else if distance == 0 {
            break;
        }
    }
    if wanted.peek().is_some() { Vec::new() } else { out }
}

#[cfg(test)]
mod tests {
    use super::passage::PASSAGE;
    use super::*;
    use crate::index::testing::article;
    use proptest::prelude::*;

    fn term(word: &str) -> Query {
        Query::Term { field: None, word: word.into() }
    }

    fn phrase(words: &str, slop: u32) -> Query {
        Query::Phrase { field: None, words: words.into(), slop }
    }

    fn marked(text: &str, passage: &Passage) -> String {
        let mut out = passage.span.of(text).to_owned();
        for found in passage.matches.iter().rev() {
            out.insert(found.to() - passage.span.from(), ']');
            out.insert(found.from() - passage.span.from(), '[');
        }
        out
    }

    #[track_caller]
    fn check(paragraphs: &[&str], query: &Query, want: &str) {
        let record = paragraphs.iter().fold(article("a.txt"), |a, words| a.paragraph(words)).record();
        let passage = Needles::of(query).passage(&record);
        assert_eq!(marked(&record.article.text, &passage), want);
    }

    #[test]
    fn words_in_every_form() {
        check(&["Two letters.", "None."], &term("letter"), "Two [letters].");
        check(&["None.", "Khamenei’s letter."], &term("KHAMENEI"), "[Khamenei’s] letter.");
        check(
            &["They negotiated."],
            &Query::Prefix { field: None, stem: "negoti".into() },
            "They [negotiated].",
        );
    }

    #[test]
    fn other_spellings_of_a_name_too() {
        let record = article("a.txt").paragraph("Khamanei wrote to Khamenei.").record();
        let also = BTreeMap::from([("Khamenei".to_owned(), vec!["khamanei".to_owned()])]);
        let needles = Needles::of(&term("Khamenei")).spelled(&also);
        let passage = needles.passage(&record);
        assert_eq!(marked(&record.article.text, &passage), "[Khamanei] wrote to [Khamenei].");
    }

    #[test]
    fn phrases_as_a_whole() {
        check(&["A letter to Tehran."], &phrase("letter to Tehran", 0), "A [letter to Tehran].");
        check(&["Letters to Tehran."], &phrase("letter to Tehran", 0), "Letters to Tehran.");
        check(&["A letter sent to Tehran."], &phrase("letter Tehran", 2), "A [letter] sent to [Tehran].");
    }

    #[test]
    fn what_is_excluded_is_not_lit() {
        let query = Query::And(vec![term("letter"), Query::Not(Box::new(term("oral")))]);
        check(&["An oral letter."], &query, "An oral [letter].");
    }

    #[test]
    fn the_paragraph_with_most_of_it() {
        let query = Query::And(vec![term("letter"), term("Khamenei")]);
        check(&["A letter, a letter.", "Khamenei had a letter."], &query, "[Khamenei] had a [letter].");
    }

    #[test]
    fn story_before_captions() {
        let record = article("a.txt").caption("The letter, the letter").paragraph("One letter.").record();
        let passage = Needles::of(&term("letter")).passage(&record);
        assert_eq!(marked(&record.article.text, &passage), "One [letter].");
    }

    #[test]
    fn long_paragraphs_are_cut_between_words() {
        let filler = "word ".repeat(100);
        let text = format!("{filler}the letter came. {filler}");
        let record = article("a.txt").paragraph(text.trim()).record();
        let passage = Needles::of(&term("letter")).passage(&record);
        let shown = passage.span.of(&record.article.text);
        assert!(shown.len() <= PASSAGE && shown.starts_with("word") && shown.ends_with("word"), "{shown}");
        assert_eq!(passage.matches.len(), 1);
    }

    proptest! {
        #[test]
        fn passages_fit_their_text(words in prop::collection::vec("[a-c“”ß東’. ]{1,12}", 1..120), wanted in "[a-c]{1,2}") {
            let text = words.join(" ");
            let text = text.trim();
            prop_assume!(!text.is_empty());
            let record = article("a.txt").headline(text).paragraph(text).record();
            let query = Query::Or(vec![term(&wanted), Query::Prefix { field: None, stem: wanted }]);
            let needles = Needles::of(&query);
            let passage = needles.passage(&record);
            prop_assert!(record.article.text.get(passage.span.range()).is_some());
            prop_assert!(passage.span.len() <= PASSAGE + 100);
            let mut end = passage.span.start;
            for found in &passage.matches {
                prop_assert!(end <= found.start && passage.span.contains(*found));
                prop_assert!(record.article.text.get(found.range()).is_some());
                end = found.end;
            }
            for found in needles.in_headline_of(&record.article) {
                prop_assert!(record.article.headline.get(found.range()).is_some());
            }
        }
    }
}
