//! Words, names and whom they mean.

use super::lexicon::Lexicon;
use crate::extract::lexicon::{lexicon, trait_of};
use crate::model::{Article, Entity, EntityKind, ParagraphKind, Reference, ReferenceKind, Span, Speaker};
use crate::text::fold::{fold, fold_name};
use crate::text::{TokenKind, tokens_within};

/// A word or mark of the text.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) span: Span,
    /// Folded; marks as they are.
    pub(super) key: String,
    pub(super) capital: bool,
    /// Without accents: *el* and *él* fold to one key.
    plain: bool,
    pub(super) mark: bool,
    /// A given name, as far as the list of them goes.
    given: bool,
}

impl Word {
    fn is(&self, marks: &[&str]) -> bool {
        self.mark && marks.contains(&self.key.as_str())
    }
}

/// Cuts a stretch into words: `l’élue` and `assure-t-elle` are several.
pub(super) fn words(text: &str, within: Span) -> Vec<Word> {
    let mut tokens = Vec::new();
    tokens_within(text, within, &mut tokens);
    let mut out = Vec::new();
    for token in tokens {
        if token.kind != TokenKind::Word {
            let key = token.span.of(text).to_owned();
            let mark = token.kind == TokenKind::Mark;
            out.push(Word { span: token.span, key, capital: false, plain: true, mark, given: false });
            continue;
        }
        let (mut start, end) = (token.span.from(), token.span.to());
        if let Some((head, rest)) = token.span.of(text).split_once(['\'', '’'])
            && matches!(fold(head).as_str(), "l" | "d" | "qu" | "s" | "n" | "j" | "c" | "m" | "t")
            && !rest.is_empty()
        {
            push(text, start, start + head.len(), &mut out);
            start = end - rest.len();
        }
        let word = &text[start..end];
        let tail = ["-t-il", "-t-elle", "-t-on", "-il", "-elle", "-on", "-ils", "-elles"];
        match tail.iter().find(|tail| word.ends_with(**tail)) {
            Some(tail) => {
                let cut = end - tail.len();
                push(text, start, cut, &mut out);
                let pronoun = tail.rsplit('-').next().map_or(0, str::len);
                push(text, end - pronoun, end, &mut out);
            }
            None => push(text, start, end, &mut out),
        }
    }
    out
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Word>) {
    let span = Span::new(start, end);
    let word = span.of(text);
    if !word.is_empty() {
        let capital = word.starts_with(char::is_uppercase);
        let key = fold(word.trim_end_matches('.'));
        let given = capital && lexicon().word(word).traits & trait_of::GIVEN != 0;
        out.push(Word { span, key, capital, plain: word.is_ascii(), mark: false, given });
    }
}

/// Whom words name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// By name.
    Name(Span),
    /// He, she.
    Pronoun(Span),
    /// By what they are: *die Bürgermeisterin*, *le maire*.
    Role(Span),
    /// A body: *die Polizei*.
    Body(Span),
}

impl Subject {
    pub(super) fn span(self) -> Span {
        match self {
            Subject::Name(span) | Subject::Pronoun(span) | Subject::Role(span) | Subject::Body(span) => span,
        }
    }
}

/// A full name of the article, and what it says they are.
#[derive(Debug)]
struct Known {
    name: String,
    surname: String,
    at: Span,
    roles: Vec<Span>,
}

/// Everybody an article names, and those who speak.
pub(super) struct People<'a> {
    article: &'a Article,
    lexicon: &'a Lexicon,
    known: Vec<Known>,
    entities: Vec<Entity>,
}

impl<'a> People<'a> {
    /// Gathers the full names of a story.
    pub(super) fn new(article: &'a Article, lexicon: &'a Lexicon) -> Self {
        let mut out = People { article, lexicon, known: Vec::new(), entities: Vec::new() };
        for paragraph in &article.paragraphs {
            if matches!(paragraph.kind, ParagraphKind::Lead | ParagraphKind::Body | ParagraphKind::Caption) {
                out.gather(&words(&article.text, paragraph.span));
            }
        }
        out
    }

    fn gather(&mut self, words: &[Word]) {
        let mut at = 0;
        while at < words.len() {
            let Some(end) = self.run(words, at) else {
                at += 1;
                continue;
            };
            if end - at >= 2 {
                self.learn(words, at, end);
            }
            at = end;
        }
    }

    fn learn(&mut self, words: &[Word], start: usize, end: usize) {
        let (Some(first), Some(last)) = (words.get(start), words.get(end - 1)) else { return };
        let span = first.span.cover(last.span);
        let name = self.words_of(span);
        let mut roles: Vec<Span> = Vec::new();
        // “Su maestra, Elena Rocamora,”
        let before = match words.get(..start).unwrap_or_default() {
            [before @ .., role, comma] if comma.is(&[","]) && self.lexicon.is_role(&role.key) => {
                words.get(..=before.len()).unwrap_or_default()
            }
            before => before,
        };
        let titles = before.iter().rev().take_while(|w| self.lexicon.is_role(&w.key));
        roles.extend(titles.map(|word| word.span));
        // "Luc Moreau, maire de la ville": a few words into what stands between commas.
        if words.get(end).is_some_and(|w| w.is(&[",", "("])) {
            let after = words.get(end + 1..).unwrap_or_default().iter().take(5).take_while(|w| !w.mark);
            roles.extend(after.filter(|w| self.lexicon.is_role(&w.key)).map(|w| w.span).take(1));
        }
        match self.known.iter_mut().find(|known| fold_name(&known.name) == fold_name(&name)) {
            Some(known) => known.roles.extend(roles),
            None => self.known.push(Known { name, surname: last.key.clone(), at: span, roles }),
        }
    }

    /// Where a run of capitalised words ends that may be a name and begins at `at`.
    fn run(&self, words: &[Word], at: usize) -> Option<usize> {
        let lexicon = self.lexicon;
        let named = |word: &Word| {
            word.capital
                && !lexicon.skip.contains(&word.key)
                && !lexicon.articles.contains(&word.key)
                && !lexicon.pronouns.contains(&word.key)
                && !lexicon.is_role(&word.key)
                && !lexicon.is_body(&word.key)
        };
        if !words.get(at).is_some_and(|word| named(word) || self.is_surname_alone(words, at)) {
            return None;
        }
        let mut end = at + 1;
        loop {
            let particles = words
                .get(end..)
                .unwrap_or_default()
                .iter()
                .enumerate()
                .take_while(|(n, w)| {
                    let weak = matches!(w.key.as_str(), "der" | "den" | "la" | "le" | "las" | "los" | "el");
                    // “Yannick Le Guellec”, “Anne de La Tour”
                    lexicon.particles.contains(&w.key) && (w.capital || *n > 0 || !weak)
                })
                .count();
            // “Uwe Bauer”, “Lutz Kammer”: behind a given name stands a surname, whatever else the word means.
            let surname = |word: &Word| {
                word.capital && particles == 0 && words.get(end - 1).is_some_and(|before| before.given)
            };
            if words.get(end + particles).is_some_and(|word| named(word) || surname(word)) {
                end += particles + 1;
            } else {
                return Some(end);
            }
        }
    }

    /// The first who is named in `words` from `from` on; `near` where a verb of saying stands right before.
    pub(super) fn subject(&self, words: &[Word], from: usize, near: bool) -> Option<Subject> {
        let lexicon = self.lexicon;
        let mut role: Option<Span> = None;
        let mut at = from;
        while let Some(word) = words.get(at) {
            if at > from + 12
                || word.is(&[".", ";", ":", "!", "?", "„", "“", "”", "«", "»", "\"", "(", "–", "—"])
            {
                break;
            }
            if word.is(&[","]) {
                let next = self.run(words, at + 1).filter(|end| end - at > 2);
                match (role, next) {
                    (Some(_), Some(end)) => return Some(Subject::Name(cover(words, at + 1, end)?)),
                    (None, _) if at == from => {}
                    _ => break,
                }
            } else if let Some(end) = self.run(words, at) {
                let span = cover(words, at, end)?;
                let beside = role.is_some_and(|role| role.to() + 2 >= span.from());
                if end - at >= 2 || beside || near && at == from || self.is_surname(&word.key) {
                    return Some(Subject::Name(span));
                }
                at = end - 1;
            } else if lexicon.pronouns.contains(&word.key)
                && !(word.plain && lexicon.articles.contains(&word.key))
                && role.is_none()
                && !(word.key == "sie" && !near && at > from)
            {
                return Some(Subject::Pronoun(word.span));
            } else if lexicon.is_role(&word.key) {
                role = Some(role.map_or(word.span, |role| role.cover(word.span)));
            } else if lexicon.is_body(&word.key) && role.is_none() {
                return Some(Subject::Body(word.span));
            }
            at += 1;
        }
        role.map(Subject::Role)
    }

    /// Whoever *and* joins to a subject right behind it: `sagten Anna Müller und Jonas Beck`.
    pub(super) fn joined(&self, words: &[Word], subject: Subject) -> Option<Subject> {
        let and = words.partition_point(|word| word.span.start < subject.span().end);
        let joins = words.get(and).is_some_and(|word| self.lexicon.and.contains(&word.key));
        let begins = words.get(and + 1)?.span.start;
        let next = self.subject(words, and + 1, true).filter(|_| joins)?;
        // What stands further on is joined to something else.
        let article = words.get(and + 1).filter(|word| self.lexicon.articles.contains(&word.key));
        let limit = article.and_then(|_| words.get(and + 2)).map_or(begins, |word| word.span.start);
        (next.span().start <= limit).then_some(next)
    }

    /// “sagte Bauer” where Uwe Bauer was named, not “sagte der Bauer”.
    fn is_surname_alone(&self, words: &[Word], at: usize) -> bool {
        let article = at.checked_sub(1).and_then(|before| words.get(before));
        let has_article = article.is_some_and(|word| self.lexicon.articles.contains(&word.key));
        words.get(at).is_some_and(|word| word.capital && self.is_surname(&word.key)) && !has_article
    }

    fn is_surname(&self, key: &str) -> bool {
        self.known.iter().any(|known| known.surname == key)
    }

    /// Whoever a subject means, made where they are new; `before` spoke last.
    pub(super) fn speaker(&mut self, subject: Subject, before: Option<u32>) -> Speaker {
        let span = subject.span();
        match subject {
            Subject::Pronoun(_) => {
                let (entity, antecedent) = self.named_before(span.from(), before);
                let reference = entity.map(|_| Reference::new(ReferenceKind::Pronoun, antecedent));
                Speaker { span, entity, reference }
            }
            Subject::Name(_) => {
                let words = self.words_of(span);
                let full = self.full_name(&words).unwrap_or_else(|| words.clone());
                let entity = self.entity(&full, EntityKind::Person, (full != words).then_some(words));
                Speaker { span, entity: Some(entity), reference: None }
            }
            Subject::Body(_) => {
                let entity = self.entity(&self.words_of(span), EntityKind::Organization, None);
                Speaker { span, entity: Some(entity), reference: None }
            }
            Subject::Role(_) => self.holder(span),
        }
    }

    /// Whoever alone has the role of these words; else somebody without a name.
    fn holder(&mut self, span: Span) -> Speaker {
        let text = &self.article.text;
        let role = fold(span.of(text));
        let holds = |known: &&Known| known.roles.iter().any(|told| fold(told.of(text)) == role);
        let holders: Vec<(String, Span)> =
            self.known.iter().filter(holds).map(|known| (known.name.clone(), known.at)).collect();
        let words = self.words_of(span);
        let [(name, at)] = holders.as_slice() else {
            return Speaker {
                span,
                entity: Some(self.entity(&words, EntityKind::Group, None)),
                reference: None,
            };
        };
        let reference = Reference::new(ReferenceKind::Office, Some(*at));
        let entity = self.entity(name, EntityKind::Person, Some(words));
        Speaker { span, entity: Some(entity), reference: Some(reference) }
    }

    /// Whoever was named last before a place, and where: the speaker before, or the first name of a sentence in between.
    fn named_before(&mut self, place: usize, before: Option<u32>) -> (Option<u32>, Option<Span>) {
        let text = &self.article.text;
        let surname = |name: &str| name.rsplit(' ').next().map(str::to_owned);
        // The last paragraph break or two bound how far a pronoun reaches.
        let from = text[..place].rmatch_indices('\n').nth(3).map_or(0, |(at, _)| at);
        let last = self.known.iter().filter_map(|known| {
            let surname = surname(&known.name)?;
            let at = from + text[from..place].rfind(&surname)?;
            Some((Span::new(at, at + surname.len()), known.name.clone()))
        });
        let last = last.max_by_key(|(at, name)| (at.start, name.clone()));
        let spoke = before.and_then(|entity| {
            let surname = surname(&self.entities.get(entity as usize)?.name)?;
            let at = text[..place].rfind(&surname)?;
            Some((Span::new(at, at + surname.len()), entity))
        });
        match (last, spoke) {
            (Some((at, name)), spoke) if spoke.is_none_or(|(spoken, _)| at.start > spoken.start) => {
                (Some(self.entity(&name, EntityKind::Person, None)), Some(at))
            }
            (_, Some((at, entity))) => (Some(entity), Some(at)),
            _ => (before, None),
        }
    }

    /// The full name of a surname, or of a name printed in part.
    fn full_name(&self, words: &str) -> Option<String> {
        let key = fold_name(words);
        let last = key.rsplit(' ').next()?;
        let same = |known: &&Known| {
            let full = fold_name(&known.name);
            full == key || !key.contains(' ') && known.surname == last
        };
        self.known.iter().filter(same).min_by_key(|known| known.at.start).map(|known| known.name.clone())
    }

    fn entity(&mut self, name: &str, kind: EntityKind, alias: Option<String>) -> u32 {
        let at = match self.entities.iter().position(|e| e.name == name && e.kind == kind) {
            Some(at) => at,
            None => {
                let role =
                    self.known.iter().find(|known| known.name == name).and_then(|k| k.roles.first().copied());
                let role = role.filter(|_| kind == EntityKind::Person).map(|role| self.words_of(role));
                let organization = (kind == EntityKind::Organization).then(|| name.to_owned());
                self.entities.push(Entity {
                    name: name.to_owned(),
                    kind,
                    guessed: false,
                    place: false,
                    role,
                    organization,
                    aliases: Vec::new(),
                });
                self.entities.len() - 1
            }
        };
        if let (Some(alias), Some(entity)) = (alias, self.entities.get_mut(at))
            && !entity.aliases.contains(&alias)
        {
            entity.aliases.push(alias);
        }
        at as u32
    }

    fn words_of(&self, span: Span) -> String {
        span.of(&self.article.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Those who speak, in the order of first speaking.
    pub(super) fn into_entities(self) -> Vec<Entity> {
        self.entities
    }
}

fn cover(words: &[Word], start: usize, end: usize) -> Option<Span> {
    Some(words.get(start)?.span.cover(words.get(end.checked_sub(1)?)?.span))
}
