//! “Q: Why did you close the bridge?” “A: **I** think it was not safe.”: whom *I* means in the answers of an interview, where
//! nothing but the talk before the first question names them.

use std::collections::BTreeMap;

use super::doc::{Doc, Part, Range};
use super::lexicon::{key, keys, trait_of};
use crate::model::{
    Annotations, Article, EntityKind, Mention, ParagraphKind, Reference, ReferenceKind, Span,
};

/// So many questions there must be.
const FEWEST: usize = 3;
/// So many of the answers must have an *I* of their own.
const FEWEST_OWN: usize = 2;
/// More tokens are no question.
const LONGEST_QUESTION: usize = 80;
/// So many paragraphs one answer has at most.
const LONGEST_ANSWER: usize = 8;

/// The answers of an interview.
pub struct Answers(Vec<Span>);

impl Answers {
    /// Whether a speaker's words stand in one, outside quotation marks, and are an *I*.
    pub fn has_own_i(&self, doc: &Doc<'_>, span: Span) -> bool {
        let place = self.0.partition_point(|answer| answer.end <= span.start);
        let at = doc.tokens.partition_point(|token| token.span.start < span.start);
        let token = doc.tokens.get(at).filter(|token| token.span == span);
        self.0.get(place).is_some_and(|answer| answer.start <= span.start)
            && token.is_some_and(|token| token.quotation == 0 && token.key == I[0])
    }

    /// Those of an article; none where it is no interview. Cost: linear in the text.
    pub fn of(doc: &Doc<'_>) -> Answers {
        let questions: Vec<usize> =
            (0..doc.parts.len()).filter(|part| is_question(doc, doc.parts[*part])).collect();
        let mut answers = Vec::new();
        let mut own = 0;
        for (place, question) in questions.iter().enumerate() {
            let next = questions.get(place + 1).copied().unwrap_or(doc.parts.len());
            let parts = &doc.parts[(question + 1).min(next)..next.min(question + 1 + LONGEST_ANSWER)];
            let (Some(first), Some(last)) = (parts.first(), parts.last()) else { continue };
            let range = Range { start: first.range.start, end: last.range.end };
            let tokens = &doc.tokens[range.start..range.end];
            own += usize::from(tokens.iter().any(|token| token.quotation == 0 && I.contains(&token.key)));
            answers.push(doc.span(range));
        }
        Answers(if questions.len() < FEWEST || own < FEWEST_OWN { Vec::new() } else { answers })
    }
}

/// Makes *I* in answers whoever is interviewed. Cost: linear in the mentions and statements.
pub fn settle_interviewee(
    doc: &Doc<'_>,
    article: &Article,
    answers: &Answers,
    annotations: &mut Annotations,
) {
    let Some(begin) = answers.0.first().map(|first| first.start) else { return };
    let Some((entity, named)) = interviewee(doc, article, annotations, begin) else { return };
    let mut met = Vec::new();
    for speaker in annotations.statements.iter_mut().filter_map(|statement| statement.speaker.as_mut()) {
        if speaker.entity.is_none() && answers.has_own_i(doc, speaker.span) {
            speaker.entity = Some(entity);
            speaker.reference = Some(Reference::new(ReferenceKind::Interview, Some(named)));
            met.push(Mention { span: speaker.span, entity });
        }
    }
    annotations.mentions.extend(met);
    annotations.mentions.sort_by_key(|mention| (mention.span.start, mention.span.end, mention.entity));
    annotations.mentions.dedup();
}

/// “Q: And when?”, “When will you open it again?”
fn is_question(doc: &Doc<'_>, part: Part) -> bool {
    let tokens = &doc.tokens[part.range.start..part.range.end];
    let told = matches!(part.kind, ParagraphKind::Lead | ParagraphKind::Body | ParagraphKind::Subhead);
    let [first, second, .., last] = tokens else { return false };
    let labelled = LABELS.contains(&first.key) && (second.is_mark(':') || second.is_mark('.'));
    let asks = last.is_mark('?') && last.quotation == 0 && tokens.len() <= LONGEST_QUESTION;
    let addressed = || tokens.iter().any(|token| token.quotation == 0 && YOU.contains(&token.key));
    told && (labelled || asks && addressed())
}

/// Who is interviewed, and where that name stands: the only one in the headline, or else whom the talk before the first question,
/// at `begin`, names most; of equals the only one with a given name or a role.
fn interviewee(
    doc: &Doc<'_>,
    article: &Article,
    annotations: &Annotations,
    begin: u32,
) -> Option<(u32, Span)> {
    let headline = article.paragraphs.iter().find(|paragraph| paragraph.kind == ParagraphKind::Headline);
    let signs = |name: &str| article.authors.iter().any(|author| key(&author.name) == key(name));
    let entity = |mention: &Mention| {
        let known = annotations.entities.get(mention.entity as usize)?;
        let is_one = known.kind == EntityKind::Person && known.name.contains(' ') && !signs(&known.name);
        is_one.then_some(known)
    };
    let mut met: BTreeMap<u32, Named> = BTreeMap::new();
    for mention in annotations.mentions.iter().take_while(|mention| mention.span.start < begin) {
        let Some(known) = entity(mention) else { continue };
        let human = known.role.is_some() || begins_with_given_name(doc, mention.span);
        let named = met.entry(mention.entity).or_insert(Named {
            times: 0,
            first: mention.span,
            heads: false,
            human: false,
        });
        named.times += 1;
        named.human |= human;
        named.heads |= headline.is_some_and(|headline| mention.span.end <= headline.span.end);
    }
    let humans = || met.iter().filter(|(_, named)| named.human);
    let (entity, named) = foremost(met.iter().collect()).or_else(|| foremost(humans().collect()))?;
    named.human.then_some((entity, named.first))
}

/// How somebody is named before the first question.
#[derive(Clone, Copy)]
struct Named {
    times: usize,
    /// Where first.
    first: Span,
    /// Whether the headline names them.
    heads: bool,
    /// Whether a given name or a role tells that it is a human being.
    human: bool,
}

/// The only one whom the headline names, or else whoever is named more often than each other.
fn foremost(all: Vec<(&u32, &Named)>) -> Option<(u32, Named)> {
    let mut heads = all.iter().filter(|(_, named)| named.heads);
    if let (Some((entity, named)), None) = (heads.next(), heads.next()) {
        return Some((**entity, **named));
    }
    let most = all.iter().map(|(_, named)| named.times).max()?;
    let mut first = all.iter().filter(|(_, named)| named.times == most);
    let (entity, named) = first.next()?;
    first.next().is_none().then_some((**entity, **named))
}

fn begins_with_given_name(doc: &Doc<'_>, span: Span) -> bool {
    let at = doc.tokens.partition_point(|token| token.span.start < span.start);
    doc.tokens.get(at).is_some_and(|token| token.has(trait_of::GIVEN))
}

const LABELS: [u64; 2] = keys(["q", "question"]);
const I: [u64; 3] = keys(["i", "me", "my"]);
const YOU: [u64; 2] = keys(["you", "your"]);

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;
    use crate::model::{Article, Author};

    /// Whose the statement is that says it was not safe.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let author = Author { name: String::from("Bo Lind"), bio: None, agency: false };
        let found = extract(&Article { authors: vec![author], ..article(text) });
        let unsafe_ = found.statements.iter().find(|statement| statement.span.of(text).contains("not safe"));
        let name = unsafe_.and_then(|said| found.speaker_of(said)).map(|entity| entity.name.as_str());
        assert_eq!(name, expected, "{text}");
    }

    const ANSWERS: &str = "Why did you close the bridge?\n\nI think that it was not safe. Our engineers had looked at it.\n\n\
                           When will you open it?\n\nI believe that it will open in May.\n\nDo you regret it?\n\nI do.";

    #[test]
    fn i_is_whoever_is_asked() {
        let intro = "The Gazette met Ana Ruiz, the mayor of Harwick, on Monday.";
        check(&format!("{intro}\n\n{ANSWERS}"), Some("Ana Ruiz"));
        let labelled = "Q: Why the bridge?\n\nA: I think that it was not safe.\n\nQ: Really?\n\nA: I do.\n\nQ: And now?\n\nA: Tea.";
        check(&format!("{intro}\n\n{labelled}"), Some("Ana Ruiz"));
    }

    #[test]
    fn of_two_nobody_is_taken_for_the_other_nor_for_the_author() {
        check(&format!("Ana Ruiz and Warren Tuck met in Harwick.\n\n{ANSWERS}"), None);
        let more = "Ana Ruiz and Warren Tuck met in Harwick. Ruiz spoke first.";
        check(&format!("{more}\n\n{ANSWERS}"), Some("Ana Ruiz"));
    }

    #[test]
    fn a_column_with_a_question_is_no_interview() {
        let column = "I asked what Ana Ruiz would do.\n\nWhat would you do?\n\nI think that it was not safe.";
        check(column, Some("Bo Lind"));
    }
}
