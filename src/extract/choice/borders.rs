//! Where what somebody said begins and ends, as the order of words tells where the choosers of borders missed it.

use super::super::according::told_behind;
use super::super::clause::Clause;
use super::super::doc::{Doc, Range, Tok};
use super::super::lexicon::{CueClass, ascii_key, keys, tag, trait_of};
use super::super::phrases::DAYS;

/// How many tokens a hearer's name, an occasion, and a time may have.
const LONGEST: usize = 6;

/// The content of a clause without what belongs to the telling.
pub(super) fn settled(doc: &Doc<'_>, clause: &Clause, content: Range) -> Range {
    let steps: [fn(&Doc<'_>, &Clause, Range) -> Option<Range>; 6] =
        [behind_according, behind_hearer, behind_asked, behind_occasion, before_hearing, with_subject];
    let fits = |new: &Range| new.start < new.end;
    steps.iter().fold(content, |content, step| step(doc, clause, content).filter(fits).unwrap_or(content))
}

/// “As a result of the storm, according to the mayor, **nine people were hurt**”: what stands behind, where nothing happens in
/// what stands before.
fn behind_according(doc: &Doc<'_>, clause: &Clause, content: Range) -> Option<Range> {
    let source = clause.source_range(doc).filter(|source| source.start > clause.cue)?;
    let told = doc.tokens[clause.cue].word.is_cue(CueClass::Source) && content.end <= clause.cue;
    if !told || doc.tokens[clause.cue].quotation != 0 || acts(doc, content) {
        return None;
    }
    let sentence = doc.sentence_of(clause.cue);
    let comma = (source.end..sentence.end).take(LONGEST).find(|at| doc.tokens[*at].is_mark(','))?;
    told_behind(doc, comma + 1, sentence)
}

/// “told Fox News **prices would rise**”, “told reporters **Lind would go**”: behind whom it is told.
fn behind_hearer(doc: &Doc<'_>, clause: &Clause, content: Range) -> Option<Range> {
    let cue = clause.cue;
    if !TOLD.contains(&doc.tokens[cue].key)
        || content.start <= cue
        || doc.tokens[content.start].quotation != 0
    {
        return None;
    }
    let end = hearer_end(doc, cue + 1, content.end)?;
    let verb = |at: usize| doc.tokens.get(at).is_some_and(|token| token.is(tag::AUXILIARY | tag::VERB));
    let inside = content.start < end && !verb(end);
    let between = doc.tokens.get(end..content.start).unwrap_or_default();
    let subject = |token: &Tok| token.is_word() && token.key != THAT && token.quotation == 0;
    let behind = !between.is_empty()
        && between.len() <= LONGEST
        && verb(content.start)
        && between.iter().all(subject)
        && !between.iter().any(|token| token.is(tag::VERB | tag::AUXILIARY));
    (inside || behind).then_some(Range { start: end, ..content })
}

/// Where the name of an outlet, or “the court”, ends that begins at `at`.
fn hearer_end(doc: &Doc<'_>, at: usize, limit: usize) -> Option<usize> {
    let start = at + usize::from(doc.tokens.get(at)?.is(tag::DETERMINER));
    let first = doc.tokens.get(start).filter(|_| start < limit)?;
    if HEARERS.contains(&first.key) {
        return Some(start + 1);
    }
    let acronym =
        |token: &Tok| token.span.len() > 1 && token.span.of(doc.text).chars().all(char::is_uppercase);
    // “told Sky News **British troops** would leave”
    let name = |at: &usize| {
        let token = &doc.tokens[*at];
        token.capital && token.is_word() && !token.has(trait_of::NATIONALITY)
    };
    let end = (start..limit.min(start + LONGEST)).take_while(name).last()? + 1;
    let outlet = doc.tokens[start..end].iter().any(|token| token.has(trait_of::ORG_HEAD) || acronym(token))
        || end == start + 1 && !first.has(trait_of::GIVEN);
    // “told Reuters **Harrow** would pay”
    let headed = doc.tokens[start..end].get(1).is_some_and(|next| next.has(trait_of::ORG_HEAD));
    if OUTLETS.contains(&first.key) && !headed {
        return Some(start + 1);
    }
    // “told the BBC **Lind would go**”
    let own = acronym(first) && end == start + 2 && !doc.tokens[start + 1].has(trait_of::ORG_HEAD);
    outlet.then_some(if own { start + 1 } else { end })
}

/// “said at a meeting on Monday **the law would change**”: behind the occasion.
fn behind_occasion(doc: &Doc<'_>, clause: &Clause, content: Range) -> Option<Range> {
    let Range { start, end } = content;
    if start <= clause.cue || doc.tokens[start].quotation != 0 {
        return None;
    }
    let reach = end.min(start + LONGEST);
    let at = |at: usize| doc.tokens.get(at).filter(|_| at < end);
    let behind_one = start.checked_sub(1).is_some_and(|before| OCCASIONS.contains(&doc.tokens[before].key));
    let occasion = if behind_one && start > clause.cue + 1 {
        start
    } else {
        let leads = PREPOSITIONS.contains(&doc.tokens[start].key);
        let noun =
            (start + 1..reach).find(|at| OCCASIONS.contains(&doc.tokens[*at].key)).filter(|_| leads)?;
        let plain = |at: usize| doc.tokens[at].is(tag::DETERMINER | tag::ADJECTIVE | tag::NOUN | tag::NAME);
        (start + 1..=noun).all(plain).then_some(noun + 1)?
    };
    let time = |at: usize| {
        let token = &doc.tokens[at];
        DAYS.contains(&token.key) || token.has(trait_of::CALENDAR | trait_of::TIME)
    };
    let on = usize::from(at(occasion).is_some_and(|token| token.key == ON));
    let from = (occasion + on..end).take(LONGEST).find(|at| !time(*at))?;
    let rest = if from > occasion + on { from } else { occasion };
    let subject = at(rest)?.is(tag::DETERMINER | tag::PRONOUN | tag::NAME);
    let behind = Range { start: rest, end };
    (rest > start && subject && acts(doc, behind)).then_some(behind)
}

/// “**he had been late**, the court heard”: before who heard it.
fn before_hearing(doc: &Doc<'_>, _: &Clause, content: Range) -> Option<Range> {
    let reach = content.start + 1..content.end;
    let court = reach.rev().take(LONGEST).find(|at| HEARERS.contains(&doc.tokens[*at].key))?;
    let verbs = &doc.tokens[court + 1..content.end];
    let hears = verbs.last().is_some_and(|last| HEARS.contains(&last.key))
        && verbs.iter().all(|token| token.is(tag::AUXILIARY | tag::VERB) && token.quotation == 0);
    let the = court - 1;
    let end = the.checked_sub(1).filter(|end| *end > content.start)?;
    // The comma may stand inside of the marks.
    let quoted = doc.tokens[end].is(tag::MARK) && doc.tokens[end - 1].is_mark(',');
    let parted = doc.tokens[end].is_mark(',') || quoted;
    let heard = doc.tokens[the].is(tag::DETERMINER) && parted && hears;
    heard.then_some(Range { end: end + usize::from(!doc.tokens[end].is_mark(',')), ..content })
}

/// “said **any talks** would be late”: with the subject of what begins with its auxiliary.
fn with_subject(doc: &Doc<'_>, clause: &Clause, content: Range) -> Option<Range> {
    let cue = clause.cue;
    let subject = doc.tokens.get(cue + 1..content.start).filter(|between| between.len() <= LONGEST)?;
    let words = tag::DETERMINER | tag::ADJECTIVE | tag::NOUN | tag::NAME | tag::NUMERAL | tag::PRONOUN;
    let plain = |token: &Tok| token.quotation == 0 && token.is_word() && token.is(words) && token.key != THAT;
    let first = subject.first()?;
    let when = DAYS.contains(&first.key) || first.has(trait_of::TIME | trait_of::CALENDAR);
    let says = SAYS.contains(&doc.tokens[cue].key) && doc.tokens[cue].is(tag::VERB);
    let before = clause.source_range(doc).is_some_and(|source| source.end <= cue);
    let verb = doc.tokens.get(content.start)?;
    let fits = says && before && verb.is(tag::AUXILIARY) && verb.quotation == 0 && !when;
    (fits && subject.iter().all(plain)).then_some(Range { start: cue + 1, ..content })
}

/// “asked Ms Lind **why it was shut**”: behind who was asked.
fn behind_asked(doc: &Doc<'_>, clause: &Clause, content: Range) -> Option<Range> {
    let asked = doc.phrases.partition_point(|phrase| phrase.range.start < content.start);
    let asked = doc.phrases.get(asked).filter(|asked| asked.range.start == content.start)?.range;
    let asks = ASKS.contains(&doc.tokens[clause.cue].key) && content.start == clause.cue + 1;
    let question = doc.tokens.get(asked.end).is_some_and(|word| QUESTIONS.contains(&word.key));
    (asks && question).then_some(Range { start: asked.end, ..content })
}

fn acts(doc: &Doc<'_>, range: Range) -> bool {
    doc.tokens[range.start..range.end].iter().any(|token| token.is(tag::VERB | tag::AUXILIARY))
}

const TOLD: [u64; 4] = keys(["told", "tells", "tell", "telling"]);
const HEARERS: [u64; 14] = keys([
    "court",
    "jury",
    "jurors",
    "inquest",
    "tribunal",
    "hearing",
    "inquiry",
    "trial",
    "reporters",
    "journalists",
    "police",
    "officers",
    "magistrates",
    "lawmakers",
]);
const HEARS: [u64; 2] = keys(["heard", "told"]);
const PREPOSITIONS: [u64; 3] = keys(["at", "in", "during"]);
const OCCASIONS: [u64; 14] = keys([
    "conference",
    "interview",
    "statement",
    "speech",
    "letter",
    "briefing",
    "hearing",
    "meeting",
    "rally",
    "debate",
    "email",
    "post",
    "tweet",
    "filing",
]);
/// What has no object but what is said.
const SAYS: [u64; 10] =
    keys(["said", "says", "say", "added", "adds", "noted", "notes", "argued", "believes", "insisted"]);
/// What is printed or broadcast by one word.
const OUTLETS: [u64; 12] = keys([
    "reuters",
    "bloomberg",
    "cnbc",
    "cnn",
    "politico",
    "axios",
    "forbes",
    "recode",
    "techcrunch",
    "marketwatch",
    "barron",
    "newsweek",
]);
const ASKS: [u64; 3] = keys(["asked", "asks", "ask"]);
const QUESTIONS: [u64; 5] = keys(["why", "how", "what", "whether", "if"]);
const ON: u64 = ascii_key("on");
const THAT: u64 = ascii_key("that");

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;

    /// What is said first.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let article = article(text);
        let found = extract(&article);
        let said = found.statements.first().map(|said| said.span.of(&article.text));
        assert_eq!(said, Some(expected), "{text}");
    }

    #[test]
    fn what_happens_stands_behind_according_to() {
        check(
            "As a result of the storm, according to a report by the mayor's office, twelve people were hurt.",
            "twelve people were hurt",
        );
        check("Nine people died, according to the mayor, who was there.", "Nine people died");
        check("Up to 300 jobs, according to Ana Ruiz, who runs the port.", "Up to 300 jobs");
    }

    #[test]
    fn whom_it_is_told_is_no_part_of_it() {
        check("Ana Ruiz told the Associated Press people had died.", "people had died");
        check("Ana Ruiz told Fox News prices would rise.", "prices would rise");
        check("Ana Ruiz told reporters Lind would resign.", "Lind would resign");
        check("Ana Ruiz told the BBC Lind would resign.", "Lind would resign");
        check(
            "Bo Lind, vice-chairman of the council for ports, told Reuters Norland would further reduce import tariffs.",
            "Norland would further reduce import tariffs",
        );
        check("Ana Ruiz said any debt overhaul would be late.", "any debt overhaul would be late");
        check("Ana Ruiz told Bo Lind that prices would rise.", "prices would rise");
        check("Ana Ruiz told Sky News British troops would leave.", "British troops would leave");
    }

    #[test]
    fn where_it_was_said_is_no_part_of_it() {
        check(
            "Ana Ruiz said at a press conference on Monday the law should be changed.",
            "the law should be changed",
        );
        check("Lind said in a statement on Monday the ferry would be sold.", "the ferry would be sold");
        check("Lind said in a statement that the ferry would be sold.", "the ferry would be sold");
    }

    #[test]
    fn who_heard_it_is_no_part_of_it() {
        check(
            "Mrs Pryce told police she had been “bullied into it”, the court heard.",
            "she had been “bullied into it”",
        );
    }

    #[test]
    fn who_is_asked_is_no_part_of_it() {
        check("Ana Ruiz asked Bo Lind why it was shut.", "why it was shut");
        check(
            "The council asked residents who live near the river to leave.",
            "residents who live near the river to leave",
        );
    }

    #[test]
    fn that_with_its_verb_is_part_of_it() {
        check("Bo Lind said that’s not how the port works.", "that’s not how the port works");
    }
}
