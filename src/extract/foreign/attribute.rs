//! Which words of a sentence say whose a quotation is.

use super::lexicon::Lexicon;
use super::marks::Quote;
use super::people::{People, Subject, Word, words};
use crate::model::{Article, Span, Speaker};

/// Words alone in marks are somebody's only where a verb says so.
const SHORT: usize = 5;
/// So far from the quotation a verb may stand behind it.
const REACH: usize = 7;

/// A quotation, and what was found out about it.
#[derive(Debug)]
pub(super) struct Attributed {
    pub(super) quote: Span,
    pub(super) speaker: Option<Speaker>,
    pub(super) with: Option<Speaker>,
    pub(super) cue: Option<Span>,
    pub(super) rule: &'static str,
    pub(super) confidence: f32,
    pub(super) utterance: u32,
    /// Nobody's words: a title, a name, a scare quote.
    pub(super) scare: bool,
}

/// What was found for one quotation.
struct Found {
    subject: Option<Subject>,
    cue: Option<Span>,
    rule: &'static str,
    confidence: f32,
}

/// Attributes every quotation, in the text's order.
pub(super) fn attribute(
    article: &Article,
    lexicon: &Lexicon,
    quotes: &[Quote],
    people: &mut People<'_>,
) -> Vec<Attributed> {
    let mut out: Vec<Attributed> = Vec::new();
    let mut before: Option<(usize, Speaker)> = None;
    let mut with_before: Option<Speaker> = None;
    let mut utterance = 0;
    for (number, quote) in quotes.iter().enumerate() {
        let around = Around::of(article, quotes, number);
        let found = around.behind(lexicon, people).or_else(|| around.before(lexicon, people));
        let long = quote.inner.of(&article.text).split_whitespace().count() >= SHORT;
        let previous = number.checked_sub(1).and_then(|last| quotes.get(last));
        let entity_before = before.as_ref().and_then(|(_, speaker)| speaker.entity);
        let mut made = Attributed {
            quote: quote.inner,
            speaker: None,
            with: None,
            cue: None,
            rule: "unattributed",
            confidence: 0.3,
            utterance: 0,
            scare: false,
        };
        if let Some(found) = found {
            // Spanish leaves the subject out.
            let subject = found.subject.or(found.cue.map(Subject::Pronoun));
            made.speaker = subject.map(|subject| people.speaker(subject, entity_before));
            let joined = around.joined(lexicon, people, &found);
            let entity = made.speaker.as_ref().and_then(|speaker| speaker.entity);
            made.with = joined.map(|subject| people.speaker(subject, entity));
            (made.cue, made.rule, made.confidence) = (found.cue, found.rule, found.confidence);
        } else if let Some((_, speaker)) = before.as_ref().filter(|(paragraph, _)| {
            let goes_on =
                around.lead.is_empty() && previous.is_some_and(|p| p.last_paragraph + 1 == quote.paragraph);
            long && (*paragraph == quote.paragraph || goes_on)
        }) {
            made.speaker = Some(speaker.clone());
            made.with.clone_from(&with_before);
            made.rule = "continued";
            made.confidence = 0.75;
        } else if long && let Some(subject) = around.sentence_before(lexicon, people) {
            made.speaker = Some(people.speaker(subject, entity_before));
            made.rule = "sentence-before";
            made.confidence = 0.6;
        } else if !long {
            made.scare = true;
        }
        let goes_on = made.rule == "continued" && previous.is_some_and(|p| p.paragraph == quote.paragraph);
        if !made.scare {
            utterance += u32::from(!goes_on || utterance == 0);
            made.utterance = utterance;
            if let Some(speaker) = &made.speaker {
                before = Some((quote.last_paragraph, speaker.clone()));
                with_before.clone_from(&made.with);
            }
        }
        out.push(made);
    }
    out
}

/// The words around one quotation, without those of other quotations.
struct Around {
    /// From the quotation before, or the paragraph's start, to the quotation.
    lead: Vec<Word>,
    /// From the quotation to the next, or the paragraph's end.
    tail: Vec<Word>,
    /// Whether a quotation stands before in the same paragraph.
    follows: bool,
}

impl Around {
    fn of(article: &Article, quotes: &[Quote], number: usize) -> Around {
        let none = Around { lead: Vec::new(), tail: Vec::new(), follows: false };
        let Some(quote) = quotes.get(number) else { return none };
        let (Some(first), Some(last)) =
            (article.paragraphs.get(quote.paragraph), article.paragraphs.get(quote.last_paragraph))
        else {
            return none;
        };
        let before =
            number.checked_sub(1).and_then(|n| quotes.get(n)).filter(|q| q.last_paragraph == quote.paragraph);
        let after = quotes.get(number + 1).filter(|q| q.paragraph == quote.last_paragraph);
        let start = before.map_or(first.span.from(), |q| q.outer.to()).min(quote.outer.from());
        let end = after.map_or(last.span.to(), |q| q.outer.from()).max(quote.outer.to());
        Around {
            lead: words(&article.text, Span::new(start, quote.outer.from())),
            tail: words(&article.text, Span::new(quote.outer.to(), end)),
            follows: before.is_some(),
        }
    }

    /// Whoever is joined to a subject whose verb is of several: not in “sagte Müller und Beck nickte”.
    fn joined(&self, lexicon: &Lexicon, people: &People<'_>, found: &Found) -> Option<Subject> {
        let subject = found.subject?;
        let holds = |words: &[Word], span: Span| words.iter().position(|word| word.span.start == span.start);
        let words =
            [&self.lead, &self.tail].into_iter().find(|words| holds(words, subject.span()).is_some())?;
        let several = |at: usize| words.get(at).is_some_and(|word| word.key.ends_with(&lexicon.plural));
        let cue = found.cue.and_then(|cue| holds(words, cue))?;
        let agrees = matches!(found.rule, "according-to" | "colon")
            || several(cue)
            || cue.checked_sub(1).is_some_and(several);
        people.joined(words, subject).filter(|_| agrees)
    }

    /// `„…“, sagte Anna Müller`, `« … », a-t-elle dit`, `“…”, según Ruiz`.
    fn behind(&self, lexicon: &Lexicon, people: &People<'_>) -> Option<Found> {
        let end = sentence_end(&self.tail);
        let tail = self.tail.get(..end)?;
        // A new sentence has another subject.
        let first = tail.first()?;
        let comma = first.mark && matches!(first.key.as_str(), "," | "–" | "—");
        if !comma && (first.mark || first.capital) {
            return None;
        }
        let from = usize::from(comma);
        if let Some((cue, next)) = according(tail, from, from + 2, lexicon)
            && let Some(subject) = people.subject(tail, next, true)
        {
            return Some(Found {
                subject: Some(subject),
                cue: Some(cue),
                rule: "according-to",
                confidence: 0.9,
            });
        }
        let at = (from..tail.len().min(from + REACH)).find(|at| is_cue(tail, *at, lexicon))?;
        let cue = tail.get(at)?.span;
        let behind = people.subject(tail, at + 1, true);
        let between = people.subject(tail.get(..at)?, from, false);
        let subject = match (behind, between) {
            // "a-t-elle dit", "Ruiz dijo".
            (_, Some(between)) if !matches!(between, Subject::Role(_)) => Some(between),
            (behind, between) => behind.or(between),
        };
        if subject.is_none() && lexicon.tag != "es" {
            return None;
        }
        Some(Found { subject, cue: Some(cue), rule: "content-cue-source", confidence: 0.9 })
    }

    /// `Anna Müller sagte: „…“`, `Dazu meinte Beck: „…“`, `Müller: „…“`, `Ruiz aseguró que “…”`.
    fn before(&self, lexicon: &Lexicon, people: &People<'_>) -> Option<Found> {
        let start = sentence_start(&self.lead);
        let lead = self.lead.get(start..)?;
        let last = lead.last()?;
        let colon = last.mark && last.key == ":";
        // What stands behind the quotation before belongs to that one, unless it leads on.
        if self.follows && start == 0 && !colon && !(last.mark && last.key == ",") && last.key != "que" {
            return None;
        }
        let cue = (0..lead.len()).rev().find(|at| is_cue(lead, *at, lexicon));
        if let Some(at) = cue {
            let span = lead.get(at)?.span;
            let right_behind = people.subject(lead, at + 1, true);
            let first = people.subject(lead.get(..at)?, 0, false);
            let subject = match first {
                Some(Subject::Role(_)) | None => right_behind.or(first),
                first => first,
            };
            if subject.is_some() || lexicon.tag == "es" {
                return Some(Found {
                    subject,
                    cue: Some(span),
                    rule: "source-cue-content",
                    confidence: 0.85,
                });
            }
        }
        if let Some((cue, next)) = (0..lead.len()).find_map(|at| according(lead, at, at + 1, lexicon))
            && let Some(subject) = people.subject(lead, next, true)
        {
            return Some(Found {
                subject: Some(subject),
                cue: Some(cue),
                rule: "according-to",
                confidence: 0.8,
            });
        }
        if colon {
            let subject = people.subject(lead, 0, false)?;
            return Some(Found {
                subject: Some(subject),
                cue: Some(last.span),
                rule: "colon",
                confidence: 0.75,
            });
        }
        None
    }

    /// Whoever the sentence before a quotation of its own is about.
    fn sentence_before(&self, lexicon: &Lexicon, people: &People<'_>) -> Option<Subject> {
        let _ = lexicon;
        let end = self.lead.len();
        let closed =
            self.lead.last().is_some_and(|w| w.mark && matches!(w.key.as_str(), "." | "!" | "?" | "…" | ":"));
        let mut start = sentence_start(self.lead.get(..end - usize::from(closed))?);
        loop {
            if let Some(subject) = people.subject(self.lead.get(start..end)?, 0, false)
                && matches!(subject, Subject::Name(_) | Subject::Pronoun(_) | Subject::Role(_))
            {
                return Some(subject);
            }
            if start == 0 {
                return None;
            }
            start = sentence_start(self.lead.get(..start - 1)?);
        }
    }
}

fn is_cue(words: &[Word], at: usize, lexicon: &Lexicon) -> bool {
    words.get(at).is_some_and(|word| !word.mark && !word.capital && lexicon.said.contains(&word.key))
}

/// A phrase like *nach Angaben von* that begins between `from` and `to`: its words, and where what follows begins.
fn according(words: &[Word], from: usize, to: usize, lexicon: &Lexicon) -> Option<(Span, usize)> {
    (from..to.min(words.len())).find_map(|at| {
        lexicon.according.iter().find_map(|phrase| {
            let here = words.get(at..at + phrase.len())?;
            let same = here.iter().zip(phrase).all(|(word, wanted)| word.key == *wanted);
            let span = here.first()?.span.cover(here.last()?.span);
            same.then_some((span, at + phrase.len()))
        })
    })
}

fn ends(word: &Word) -> bool {
    word.mark && matches!(word.key.as_str(), "." | "!" | "?" | "…")
}

fn sentence_end(words: &[Word]) -> usize {
    words.iter().position(ends).unwrap_or(words.len())
}

fn sentence_start(words: &[Word]) -> usize {
    words.iter().rposition(ends).map_or(0, |at| at + 1)
}
