//! From an article to a [`Doc`]: tokens, quotations, sentences, parts of speech, phrases, in this order.

use crate::model::{Article, ParagraphKind};
use crate::text::{Token, TokenKind, tokens_within};

use super::dateline::after_dateline;
use super::doc::{Doc, Link, Part, Quotation, Range, Sentence, Sums, Tok};
use super::glued::{begins_behind, glued_number};
use super::headline_names::settle_headline_names;
use super::house_style::set_as_american;
use super::lexicon::{Lexicon, Word, ascii_key, key, keys, tag, trait_of};
use super::phrases::find_phrases;
use super::spans::find_quotations;

/// A sentence of more tokens is a list or a heap, and is cut where no quotation stands.
const LONGEST: usize = 160;
/// And this is where it is cut in any case.
const LONGEST_QUOTED: usize = 1_200;

/// Half of what some papers close a quotation with: “No.**’’**
const CLOSING: &str = "’";

/// Whether an article sets two single marks for a double one. Once may be a slip.
fn closes_by_two(text: &str) -> bool {
    text.match_indices("’’").nth(1).is_some() && text.contains('“') && !text.contains("‘‘")
}

/// Whether a mark is the first half of a double one, and `next` may be the second.
fn is_beside(mark: &Tok, next: &Token) -> bool {
    mark.mark == '’' && mark.kind == TokenKind::Mark && mark.span.len() == CLOSING.len() && !next.spaced
}

impl<'a> Doc<'a> {
    /// Cuts and tags an article. Cost: linear in the text.
    pub fn new(article: &'a Article, lexicon: &'a Lexicon) -> Self {
        Self::cut(article, lexicon, true)
    }

    /// The same for a lesson: cut where white space stands, as the choosers have always learned.
    pub fn lesson(article: &'a Article, lexicon: &'a Lexicon) -> Self {
        Self::cut(article, lexicon, false)
    }

    fn cut(article: &'a Article, lexicon: &'a Lexicon, glued: bool) -> Self {
        let mut doc = Doc {
            text: &article.text,
            lexicon,
            tokens: Vec::with_capacity(article.text.len() / 5),
            parts: Vec::new(),
            sentences: Vec::new(),
            quotations: Vec::new(),
            phrases: Vec::new(),
            links: Vec::new(),
            settled: false,
            glued,
            counted: Vec::new(),
        };
        doc.read_tokens(article);
        doc.quotations = find_quotations(doc.text, &doc.tokens, &doc.parts);
        set_as_american(&mut doc.tokens, &mut doc.quotations, &doc.parts);
        for (number, quotation) in doc.quotations.iter().enumerate() {
            for token in &mut doc.tokens[quotation.outer.start..quotation.outer.end] {
                token.quotation = number as u32 + 1;
            }
        }
        doc.cut_sentences();
        doc.tag_tokens();
        doc.count();
        let mut phrases = find_phrases(&doc);
        settle_headline_names(&doc, &mut phrases);
        doc.phrases = phrases;
        doc.links = (0..doc.tokens.len()).map(Link::alone).collect();
        doc
    }

    /// Gives tokens other parts of speech.
    pub(super) fn retag(&mut self, tags: impl ExactSizeIterator<Item = (usize, u16)>) {
        if tags.len() == 0 {
            return;
        }
        tags.for_each(|(at, tag)| self.tokens[at].tag = tag);
        self.count();
    }

    /// Counts up to each token what [`Doc::sums`] tells.
    fn count(&mut self) {
        let mut sums = Sums::default();
        self.counted.clear();
        self.counted.reserve(self.tokens.len() + 1);
        self.counted.push(sums);
        for token in &self.tokens {
            if token.quotation != 0 {
                sums.quoted += 1;
            } else {
                let comma = u32::from(token.is_mark(','));
                sums.commas += comma;
                sums.borders += comma | u32::from(token.is(tag::COORDINATOR));
                sums.verbs += u32::from(token.is(tag::VERB));
                sums.relatives += u32::from(super::sources::is_relative(token));
            }
            self.counted.push(sums);
        }
    }

    fn read_tokens(&mut self, article: &Article) {
        let mut raw: Vec<Token> = Vec::new();
        let doubled = closes_by_two(self.text);
        for paragraph in &article.paragraphs {
            if matches!(
                paragraph.kind,
                ParagraphKind::Byline | ParagraphKind::Bio | ParagraphKind::Date | ParagraphKind::Furniture
            ) {
                continue;
            }
            raw.clear();
            tokens_within(self.text, paragraph.span, &mut raw);
            let start = self.tokens.len();
            for token in &raw {
                let words = token.span.of(self.text);
                if doubled
                    && words == CLOSING
                    && self.tokens[start..].last().is_some_and(|mark| is_beside(mark, token))
                {
                    self.tokens.last_mut().into_iter().for_each(|mark| mark.span.end = token.span.end);
                    continue;
                }
                match glued_number(token, words).filter(|_| self.glued) {
                    Some(parts) => parts.iter().for_each(|part| self.push(part)),
                    None => self.push(token),
                }
            }
            if self.tokens.len() > start {
                self.parts
                    .push(Part { range: Range { start, end: self.tokens.len() }, kind: paragraph.kind });
            }
        }
    }

    fn push(&mut self, token: &Token) {
        let words = token.span.of(self.text);
        let key = key(words);
        let first = words.chars().next().unwrap_or(' ');
        self.tokens.push(Tok {
            span: token.span,
            kind: token.kind,
            spaced: token.spaced,
            key,
            word: if token.kind == TokenKind::Mark { Word::default() } else { self.lexicon.get(key) },
            tag: tag::MARK,
            capital: first.is_uppercase() || has_particle_prefix(words),
            quotation: 0,
            sentence: 0,
            mark: first,
        });
    }

    fn cut_sentences(&mut self) {
        for (number, part) in self.parts.iter().enumerate() {
            let mut start = part.range.start;
            let behind_dateline = after_dateline(self.text, &self.tokens, part.range);
            for at in part.range.start..part.range.end {
                let length = at + 1 - start;
                // What every word of a sentence is compared with must not grow with the article.
                let overlong =
                    length >= LONGEST_QUOTED || (length >= LONGEST && self.tokens[at].quotation == 0);
                // A date-line is no part of what it stands before.
                let last = at + 1 == part.range.end || overlong || at + 1 == behind_dateline;
                if last || self.ends_sentence(at, part.range.end) {
                    let index = self.sentences.len() as u32;
                    for token in &mut self.tokens[start..=at] {
                        token.sentence = index;
                    }
                    self.sentences.push(Sentence { range: Range { start, end: at + 1 }, paragraph: number });
                    start = at + 1;
                }
            }
        }
    }

    /// Whether a sentence ends with the token at `at`.
    fn ends_sentence(&self, at: usize, limit: usize) -> bool {
        let token = &self.tokens[at];
        let Some(next) = self.tokens.get(at + 1).filter(|_| at + 1 < limit) else { return true };
        let apart = next.spaced || self.glued && begins_behind(self, at);
        if !apart {
            return false;
        }
        let opens = next.capital
            || next.kind == TokenKind::Number
            || next.quotation != 0 && next.quotation != token.quotation;
        if !opens {
            return false;
        }
        if token.quotation != 0 {
            let quotation = &self.quotations[token.quotation as usize - 1];
            return at + 1 == quotation.outer.end && self.closes_sentence(quotation, at, limit);
        }
        if token.is_stop() || token.is_mark(')') && at > 0 && self.tokens[at - 1].is_stop() {
            return true;
        }
        // “… in the U.S. The …”: the dot is the abbreviation's and the sentence's at once.
        token.kind == TokenKind::Word
            && token.span.of(self.text).ends_with('.')
            && !token.has(trait_of::HONORIFIC | trait_of::TITLE)
            && next.has(trait_of::NOT_A_NAME)
            && next.capital
    }

    /// Whether a sentence ends where `quotation` closes (at token `at`), a capital following.
    fn closes_sentence(&self, quotation: &Quotation, at: usize, limit: usize) -> bool {
        let Some(last) =
            (quotation.inner.end > quotation.inner.start).then(|| &self.tokens[quotation.inner.end - 1])
        else {
            return false;
        };
        if !last.is_stop() {
            return false;
        }
        // “Really?” Ruiz said.
        let follows = &self.tokens[at + 1..limit.min(at + 9)];
        let said = follows
            .iter()
            .take_while(|t| !t.is_stop() && t.quotation == 0)
            .any(|t| t.word.is_cue(super::lexicon::CueClass::Say) && !t.capital);
        last.is_mark('.') || !said || follows.first().is_some_and(|t| t.quotation != 0)
    }

    fn tag_tokens(&mut self) {
        let title_case: Vec<bool> = self
            .sentences
            .iter()
            .map(|s| self.is_title_case(s.range, self.parts[s.paragraph].kind))
            .collect();
        let names = self.names_inside_sentences(&title_case);
        for (number, title_case) in title_case.into_iter().enumerate() {
            let range = self.sentences[number].range;
            let mut previous = tag::MARK;
            for at in range.start..range.end {
                let opens = self.opens_clause(at, range.start);
                let found = self.tag_one(at, previous, opens, title_case, &names);
                self.tokens[at].tag = found;
                previous = found;
            }
        }
    }

    /// Words that stand capitalised where no sentence begins: names, wherever they stand.
    fn names_inside_sentences(
        &self,
        title_case: &[bool],
    ) -> hashbrown::HashSet<u64, foldhash::fast::FixedState> {
        let mut names = hashbrown::HashSet::with_hasher(foldhash::fast::FixedState::default());
        for (sentence, _) in self.sentences.iter().zip(title_case).filter(|(_, title_case)| !**title_case) {
            for at in sentence.range.start + 1..sentence.range.end {
                let token = &self.tokens[at];
                if token.capital
                    && token.kind == TokenKind::Word
                    && !self.opens_clause(at, sentence.range.start)
                {
                    names.insert(token.key);
                }
            }
        }
        names
    }

    /// Whether a capital at `at` says nothing: it follows the sentence's start, an opening mark or a colon.
    fn opens_clause(&self, at: usize, start: usize) -> bool {
        at == start || {
            let before = &self.tokens[at - 1];
            let closes = before.quotation != 0 && before.quotation != self.tokens[at].quotation;
            let apostrophe = matches!(before.mark, '\'' | '’') && !before.spaced;
            before.kind == TokenKind::Mark
                && !closes
                && !apostrophe
                && !matches!(before.mark, ',' | '-' | '–' | '—' | '&' | '/' | '(' | '$' | '#' | '@')
        }
    }

    /// Headlines in Title Case, and lines in capitals: capitals say nothing there.
    fn is_title_case(&self, range: Range, kind: ParagraphKind) -> bool {
        let words = self.tokens[range.start..range.end].iter().filter(|t| t.kind == TokenKind::Word);
        let (mut capital, mut all) = (0, 0);
        for token in words.filter(|t| t.span.len() > 3) {
            all += 1;
            capital += usize::from(token.capital);
        }
        let heading = matches!(kind, ParagraphKind::Headline | ParagraphKind::Subhead);
        if heading { all > 2 && capital * 10 >= all * 7 } else { all > 5 && capital * 10 >= all * 9 }
    }

    fn tag_one(
        &self,
        at: usize,
        previous: u16,
        opens: bool,
        title_case: bool,
        names: &hashbrown::HashSet<u64, foldhash::fast::FixedState>,
    ) -> u16 {
        let token = &self.tokens[at];
        match token.kind {
            TokenKind::Mark => return tag::MARK,
            TokenKind::Possessive => return tag::PARTICLE,
            TokenKind::Number => return tag::NUMERAL,
            TokenKind::Word => {}
        }
        if word_is_i(token.span.of(self.text)) {
            return tag::PRONOUN;
        }
        if token.capital && self.is_name(at, opens, title_case, names) {
            return tag::NAME;
        }
        let word = token.word;
        if word.tags == 0 {
            let words = token.span.of(self.text);
            let doer = names_doer(self.lexicon, words);
            return match guess_tag(words) {
                _ if doer => tag::NOUN,
                tag::NOUN if self.is_deed(at) => tag::VERB,
                guessed => guessed,
            };
        }
        if word.tags & (tag::VERB | tag::NOUN) == tag::VERB | tag::NOUN {
            return self.noun_or_verb(at, previous, word);
        }
        word.first
    }

    fn is_name(
        &self,
        at: usize,
        opens: bool,
        title_case: bool,
        names: &hashbrown::HashSet<u64, foldhash::fast::FixedState>,
    ) -> bool {
        let token = &self.tokens[at];
        let traits = token.word.traits;
        if token.span.len() == 1 && token.word.tags & tag::PRONOUN != 0 {
            return false;
        }
        if token.word.tags & (tag::DETERMINER | tag::PRONOUN | tag::AUXILIARY) != 0
            && traits & trait_of::GIVEN == 0
        {
            let all_caps =
                token.span.of(self.text).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            return all_caps && !title_case && token.span.len() > 1;
        }
        if !opens && !title_case {
            return true;
        }
        if traits & trait_of::NOT_A_NAME != 0 {
            return false;
        }
        if names.contains(&token.key)
            || token.word.tags == 0
            || traits & (trait_of::HONORIFIC | trait_of::PLACE) != 0
        {
            return true;
        }
        let next_is_name = self.tokens.get(at + 1).is_some_and(|n| {
            n.capital && n.kind == TokenKind::Word && n.spaced && n.word.traits & trait_of::NOT_A_NAME == 0
        });
        if title_case {
            return traits & (trait_of::GIVEN | trait_of::TITLE) != 0
                && next_is_name
                && token.word.tags & tag::VERB == 0;
        }
        // “**North** Korea said”
        let in_place = || self.lexicon.names_place(self.tokens[at..at + 2].iter().map(|token| token.key));
        traits & trait_of::GIVEN != 0 && token.word.first & (tag::VERB | tag::ADVERB) == 0
            || next_is_name && in_place()
            || next_is_name && token.word.first & (tag::NOUN | tag::ADJECTIVE | tag::VERB) != 0
    }

    /// Whether a clause or a quotation may begin at a token: *that*, *to*, a name, *the*, *he*, an opening mark.
    fn is_claimed(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            matches!(token.key, THAT | TO)
                || token.quotation != 0
                || token.kind == TokenKind::Word
                    && (token.capital || token.word.first & (tag::DETERMINER | tag::PRONOUN) != 0)
        })
    }

    /// Whether only a name or a few words stand between a quoted clause and a token: “No,” *the mayor* claims.
    fn was_claimed(&self, at: usize) -> bool {
        let from = at.saturating_sub(SUBJECT);
        let mark = (from..at).rev().find(|i| self.tokens[*i].kind == TokenKind::Mark);
        mark.is_some_and(|mark| {
            let before = mark.checked_sub(1).map(|i| &self.tokens[i]);
            let comma_inside = before.is_some_and(|t| t.quotation != 0 && (t.is_stop() || t.is_mark(',')));
            let comma_after = self.tokens[mark].is_mark(',') && before.is_some_and(|t| t.quotation != 0);
            self.tokens[mark].quotation != 0 && comma_inside || comma_after
        })
    }

    /// “according to **police**”, “spoke to **police**”: who was told, or told it; *to* makes no verb of them.
    fn is_source(&self, at: usize, word: Word) -> bool {
        let according = at.checked_sub(2).is_some_and(|before| self.tokens[before].key == ACCORDING);
        self.tokens[at - 1].key == TO
            && (according
                || word.first == tag::NOUN && word.traits & (trait_of::GROUP | trait_of::COMMON_BODY) != 0)
    }

    /// “Ana Ruiz **wept**.”: a word that nobody knows behind a full name, and no noun behind it.
    fn is_deed(&self, at: usize) -> bool {
        let Some([given, surname]) = at.checked_sub(2).and_then(|from| self.tokens.get(from..at)) else {
            return false;
        };
        let named = given.is(tag::NAME)
            && given.has(trait_of::GIVEN)
            && surname.is(tag::NAME)
            && !surname.has(trait_of::ORG_HEAD);
        let plural = self.tokens[at].span.of(self.text).ends_with('s');
        let ends = self.tokens.get(at + 1).is_none_or(|next| {
            next.kind == TokenKind::Mark && !matches!(next.mark, '-' | '–' | '’' | '\'')
                || next.word.first
                    & (tag::PREPOSITION
                        | tag::DETERMINER
                        | tag::PRONOUN
                        | tag::ADVERB
                        | tag::PARTICLE
                        | tag::SUBORDINATOR)
                    != 0
        });
        named && !plural && !self.tokens[at].capital && ends
    }

    fn noun_or_verb(&self, at: usize, previous: u16, word: Word) -> u16 {
        let other = |t: u16| if word.first & (tag::NOUN | tag::VERB) != 0 { word.first } else { t };
        let before = at.checked_sub(1).map(|i| &self.tokens[i]);
        if previous & tag::PARTICLE != 0 {
            let possessive = before.is_some_and(|t| t.kind == TokenKind::Possessive);
            return if possessive || self.is_source(at, word) { tag::NOUN } else { tag::VERB };
        }
        if previous & tag::PRONOUN != 0 {
            let possessive = before.is_some_and(|t| POSSESSIVE.contains(&t.key));
            return if possessive { tag::NOUN } else { tag::VERB };
        }
        if previous & (tag::DETERMINER | tag::ADJECTIVE | tag::PREPOSITION | tag::NUMERAL) != 0 {
            return tag::NOUN;
        }
        if previous & tag::AUXILIARY != 0 {
            return tag::VERB;
        }
        if previous & (tag::NAME | tag::NOUN) != 0 {
            let words = self.tokens[at].span.of(self.text);
            let inflected = words.ends_with("ed") || words.ends_with('s') && !words.ends_with("ss");
            let seldom = word.traits & trait_of::SELDOM_VERB != 0;
            if inflected && !seldom {
                return tag::VERB;
            }
            let plural = before.is_some_and(|t| t.span.of(self.text).ends_with('s'));
            if (inflected || plural) && (self.is_claimed(at + 1) || self.was_claimed(at)) {
                return tag::VERB;
            }
            // “the guild and the dairy *estimate* that”
            let several = self.tokens[at.saturating_sub(SUBJECT)..at].iter().any(|token| token.key == AND);
            if several && self.tokens.get(at + 1).is_some_and(|next| next.key == THAT) {
                return tag::VERB;
            }
        }
        other(tag::NOUN)
    }
}

/// A subject between a quotation and its verb has less words than this.
const SUBJECT: usize = 6;
const THAT: u64 = ascii_key("that");
const TO: u64 = ascii_key("to");
const AND: u64 = ascii_key("and");
const ACCORDING: u64 = ascii_key("according");

const POSSESSIVE: [u64; 7] = keys(["his", "her", "its", "their", "my", "our", "your"]);

/// al-Rahbi, el-Sisi: a small particle joined to a name.
fn has_particle_prefix(word: &str) -> bool {
    let front = &word.as_bytes()[..word.len().min(4)];
    if !matches!(front.first(), Some(b'a' | b'e' | b'u' | b'i' | b'b' | b'd')) || !front.contains(&b'-') {
        return false;
    }
    word.split_once('-').is_some_and(|(particle, name)| {
        matches!(
            particle,
            "al" | "el" | "ul" | "ibn" | "bin" | "ben" | "d" | "ad" | "as" | "at" | "an" | "ar"
        ) && name.starts_with(char::is_uppercase)
    })
}

/// I, I’ve, I’d.
fn word_is_i(word: &str) -> bool {
    word.strip_prefix('I').is_some_and(|rest| rest.is_empty() || rest.starts_with(crate::text::is_apostrophe))
}

/// “front-runner”, “standard-bearers”: who does something, not what something is like.
fn names_doer(lexicon: &Lexicon, word: &str) -> bool {
    let last = word.rsplit('-').next().unwrap_or(word);
    let one = last.strip_suffix('s').unwrap_or(last);
    let known = lexicon.word(last);
    word.contains('-')
        && one.len() > 4
        && (one.ends_with("er") || one.ends_with("or"))
        && (known.tags == 0 || known.first == tag::NOUN)
        && !THINGS.contains(&one)
}

/// What ends as doers do and does nothing.
const THINGS: [&str; 8] = ["power", "order", "number", "water", "quarter", "center", "paper", "error"];

/// The part of speech of a lower-case word the lexicon does not know, by its ending.
fn guess_tag(word: &str) -> u16 {
    match word {
        _ if word.ends_with("ly") => tag::ADVERB,
        _ if word.ends_with("ed") || word.ends_with("ing") => tag::VERB,
        _ if word.ends_with("ous")
            || word.ends_with("ful")
            || word.ends_with("ive")
            || word.ends_with("al")
            || word.contains('-') =>
        {
            tag::ADJECTIVE
        }
        _ => tag::NOUN,
    }
}
