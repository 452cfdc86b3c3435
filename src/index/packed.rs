//! A record as it lies in the index: the text first, then what was found in it as rows of small numbers.
//!
//! Spans are written as distances from the one before, names and roles as places in the text where they stand there,
//! and what an article says of itself (its outlet, its authors, its dates) as JSON: a field that the model's article
//! gains is kept without a change here. What is written shortly leaves the packing more of the text to look back at.

use std::borrow::Cow;

use crate::model::{
    Annotations, Article, Entity, EntityKind, Mention, Paragraph, ParagraphKind, Record, Reference,
    ReferenceKind, Span, Speaker, Statement, StatementKind,
};
use crate::text::varint::{Reader, Writer};

/// What is wrong with bytes that should have been a record.
#[derive(thiserror::Error, Debug)]
pub enum PackError {
    /// Not the JSON we write.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// Rows that do not fit together.
    #[error("a record is cut short")]
    Rows,
}

/// Confidence is kept in thousandths, as it is searched and printed.
const THOUSAND: f32 = 1000.0;

const PARAGRAPHS: [ParagraphKind; 9] = [
    ParagraphKind::Headline,
    ParagraphKind::Byline,
    ParagraphKind::Bio,
    ParagraphKind::Date,
    ParagraphKind::Caption,
    ParagraphKind::Subhead,
    ParagraphKind::Lead,
    ParagraphKind::Body,
    ParagraphKind::Furniture,
];
/// Kinds of entities, each with whether it is a guess and whether it is a place.
const ENTITIES: [(EntityKind, bool, bool); 6] = [
    (EntityKind::Person, false, false),
    (EntityKind::Organization, false, false),
    (EntityKind::Group, false, false),
    (EntityKind::Person, true, false),
    (EntityKind::Organization, false, true),
    (EntityKind::Organization, true, false),
];

/// The commonest rules, by their places. Others are spelled out.
const RULES: [&str; 10] = [
    "source-cue-content",
    "content-source-cue",
    "content-cue-source",
    "cue-source-content",
    "cue-without-source",
    "reporting-noun",
    "colon",
    "according-to",
    "unattributed",
    "continued",
];

/// How a phrase is written: there is none, it is spelled out, it is the entity's first mention, or else it stands
/// in the text, so many bytes and [`PLACED`] on.
const NONE: u64 = 0;
const SPELLED: u64 = 1;
const MENTIONED: u64 = 2;
const PLACED: u64 = 3;

/// The record as bytes.
pub(super) fn pack(record: &Record) -> Result<Vec<u8>, PackError> {
    let Record { article, annotations } = record;
    let about = without_parts(article);
    let mut out = Writer(Vec::with_capacity(article.text.len() + 512));
    out.text(&article.text);
    out.text(&serde_json::to_string(&about)?);
    let printed = headline_of(article);
    out.option_text((printed != Some(&article.headline)).then_some(&article.headline));
    put_paragraphs(&mut out, &article.paragraphs);
    // No `..`: what the model gains must not be lost here.
    let Annotations { statements, entities, mentions, scare_quotes } = annotations;
    let mut end = 0;
    out.number(mentions.len() as u64);
    for Mention { span, entity } in mentions {
        put_span(&mut out, *span, &mut end);
        out.number(u64::from(*entity));
    }
    put_entities(&mut out, &article.text, entities, mentions);
    put_statements(&mut out, statements);
    end = 0;
    out.number(scare_quotes.len() as u64);
    for span in scare_quotes {
        put_span(&mut out, *span, &mut end);
    }
    Ok(out.0)
}

/// All but what is kept apart from the JSON.
fn without_parts(article: &Article) -> Article {
    // No `..`: what the model gains must not be lost here.
    let Article {
        id,
        origin,
        headline: _,
        authors,
        published,
        updated,
        section,
        source,
        place,
        language,
        captured,
        url,
        slug,
        subjects,
        warnings,
        text: _,
        paragraphs: _,
    } = article;
    Article {
        id: id.clone(),
        origin: origin.clone(),
        headline: String::new(),
        authors: authors.clone(),
        published: *published,
        updated: *updated,
        section: section.clone(),
        source: source.clone(),
        place: place.clone(),
        language: language.clone(),
        captured: *captured,
        url: url.clone(),
        slug: slug.clone(),
        subjects: subjects.clone(),
        warnings: warnings.clone(),
        text: String::new(),
        paragraphs: Vec::new(),
    }
}

/// The headline as it stands in the text.
fn headline_of(article: &Article) -> Option<&str> {
    article.parts(ParagraphKind::Headline).next()
}

fn put_span(out: &mut Writer, span: Span, end: &mut u32) {
    out.signed(i64::from(span.start) - i64::from(*end));
    out.signed(i64::from(span.end) - i64::from(span.start));
    *end = span.end;
}

fn place_in<T: PartialEq>(table: &[T], value: &T) -> u64 {
    table.iter().position(|known| known == value).unwrap_or(0) as u64
}

fn put_paragraphs(out: &mut Writer, paragraphs: &[Paragraph]) {
    let mut end = 0;
    out.number(paragraphs.len() as u64);
    for Paragraph { kind, span } in paragraphs {
        out.number(place_in(&PARAGRAPHS, kind));
        put_span(out, *span, &mut end);
    }
}

fn put_entities(out: &mut Writer, text: &str, entities: &[Entity], mentions: &[Mention]) {
    let first = First::of(mentions);
    out.number(entities.len() as u64);
    for (Entity { name, kind, guessed, place, role, organization, aliases }, number) in
        entities.iter().zip(0..)
    {
        let mentioned = first.mention(text, number);
        out.number(place_in(&ENTITIES, &(*kind, *guessed, *place)));
        put_phrase(out, text, mentioned, Some(name));
        put_phrase(out, text, mentioned, role.as_deref());
        put_phrase(out, text, mentioned, organization.as_deref());
        out.number(aliases.len() as u64);
        aliases.iter().for_each(|alias| put_phrase(out, text, mentioned, Some(alias)));
    }
}

/// The first mention of each entity.
struct First(Vec<(u32, Span)>);

impl First {
    fn of(mentions: &[Mention]) -> First {
        let mut first: Vec<(u32, Span)> =
            mentions.iter().map(|mention| (mention.entity, mention.span)).collect();
        first.sort_by_key(|(entity, _)| *entity);
        first.dedup_by_key(|(entity, _)| *entity);
        First(first)
    }

    /// The words of an entity's first mention.
    fn mention<'t>(&self, text: &'t str, entity: u32) -> Option<&'t str> {
        let at = self.0.binary_search_by_key(&entity, |(entity, _)| *entity).ok()?;
        self.0.get(at).and_then(|(_, span)| text.get(span.range()))
    }
}

/// So many bytes of a text are searched for a phrase: looking through a book for each of its names would take hours.
const SEARCHED: usize = 256 << 10;

fn put_phrase(out: &mut Writer, text: &str, mentioned: Option<&str>, phrase: Option<&str>) {
    let Some(phrase) = phrase else { return out.number(NONE) };
    if mentioned == Some(phrase) {
        out.number(MENTIONED);
    } else if let Some(at) =
        memchr::memmem::find(&text.as_bytes()[..text.len().min(SEARCHED)], phrase.as_bytes())
    {
        out.number(PLACED + at as u64);
        out.number(phrase.len() as u64);
    } else {
        out.number(SPELLED);
        out.text(phrase);
    }
}

fn put_statements(out: &mut Writer, statements: &[Statement]) {
    let mut rules: Vec<&str> = Vec::new();
    for statement in statements {
        if !RULES.contains(&&*statement.rule) && !rules.contains(&&*statement.rule) {
            rules.push(&statement.rule);
        }
    }
    out.number(rules.len() as u64);
    rules.iter().for_each(|rule| out.text(rule));
    out.number(statements.len() as u64);
    let (mut end, mut said) = (0, 0);
    for Statement { span, kind, speaker, with, cue, negated, rule, confidence, utterance } in statements {
        put_span(out, *span, &mut end);
        out.number(place_in(&StatementKind::ALL, kind));
        out.number(
            u64::from(speaker.is_some())
                | u64::from(cue.is_some()) << 1
                | u64::from(!with.is_empty()) << 2
                | u64::from(*negated) << 3
                | u64::from(is_referring(speaker.as_ref(), with)) << 4,
        );
        speaker.iter().for_each(|speaker| put_speaker(out, speaker, &mut end));
        if !with.is_empty() {
            out.number(with.len() as u64);
            with.iter().for_each(|speaker| put_speaker(out, speaker, &mut end));
        }
        if is_referring(speaker.as_ref(), with) {
            speaker.iter().chain(with).for_each(|speaker| put_reference(out, speaker));
        }
        if let Some(cue) = cue {
            put_span(out, *cue, &mut end);
        }
        let known = RULES.iter().position(|known| known == rule);
        out.number(
            known.map_or_else(|| RULES.len() as u64 + place_in(&rules, &&**rule), |known| known as u64),
        );
        out.number(thousandths(*confidence));
        out.signed(i64::from(*utterance) - said);
        said = i64::from(*utterance);
    }
}

fn put_speaker(out: &mut Writer, Speaker { span, entity, reference: _ }: &Speaker, end: &mut u32) {
    put_span(out, *span, end);
    out.option(entity.map(u64::from));
}

/// Whether any speaker's words are no name: few are, so references stand apart.
fn is_referring(speaker: Option<&Speaker>, with: &[Speaker]) -> bool {
    speaker.into_iter().chain(with).any(|speaker| speaker.reference.is_some())
}

/// Nothing is 0; else its kind and what follows: the antecedent, told from the speaker's words, and how likely it is.
fn put_reference(out: &mut Writer, Speaker { span, entity: _, reference }: &Speaker) {
    let Some(Reference { by, antecedent, likely }) = reference else { return out.number(0) };
    out.number(
        (place_in(&ReferenceKind::ALL, by) + 1) << 2
            | u64::from(likely.is_some()) << 1
            | u64::from(antecedent.is_some()),
    );
    if let Some(antecedent) = antecedent {
        let mut from = span.start;
        put_span(out, *antecedent, &mut from);
    }
    if let Some(likely) = likely {
        out.number(thousandths(*likely));
    }
}

fn thousandths(share: f32) -> u64 {
    (share.clamp(0.0, 1.0) * THOUSAND).round() as u64
}

/// The record that [`pack`] was given.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Record, PackError> {
    let mut rows = Reader(bytes);
    let text = rows.text().ok_or(PackError::Rows)?;
    let about = rows.text().ok_or(PackError::Rows)?;
    let mut article: Article = serde_json::from_str(about)?;
    text.clone_into(&mut article.text);
    let annotations = found(&mut rows, &mut article).ok_or(PackError::Rows)?;
    Ok(Record { article, annotations })
}

/// Everything after the text, put into the article or given.
fn found(rows: &mut Reader<'_>, article: &mut Article) -> Option<Annotations> {
    let headline = rows.option_text()?.map(str::to_owned);
    article.paragraphs = paragraphs(rows)?;
    article.headline = headline.unwrap_or_else(|| headline_of(article).unwrap_or_default().to_owned());
    let mut end = 0;
    let mentions: Vec<Mention> = (0..rows.count()?)
        .map(|_| Some(Mention { span: span(rows, &mut end)?, entity: rows.small()? }))
        .collect::<Option<_>>()?;
    let entities = entities(rows, &article.text, &mentions)?;
    let statements = statements(rows)?;
    end = 0;
    let scare_quotes = (0..rows.count()?).map(|_| span(rows, &mut end)).collect::<Option<_>>()?;
    rows.0.is_empty().then_some(Annotations { statements, entities, mentions, scare_quotes })
}

fn span(rows: &mut Reader<'_>, end: &mut u32) -> Option<Span> {
    let start = i64::from(*end).checked_add(rows.signed()?)?;
    let to = start.checked_add(rows.signed()?)?;
    *end = u32::try_from(to).ok()?;
    Some(Span { start: u32::try_from(start).ok()?, end: *end })
}

fn at<T: Copy>(table: &[T], rows: &mut Reader<'_>) -> Option<T> {
    table.get(usize::try_from(rows.number()?).ok()?).copied()
}

fn paragraphs(rows: &mut Reader<'_>) -> Option<Vec<Paragraph>> {
    let mut end = 0;
    (0..rows.count()?)
        .map(|_| Some(Paragraph { kind: at(&PARAGRAPHS, rows)?, span: span(rows, &mut end)? }))
        .collect()
}

fn entities(rows: &mut Reader<'_>, text: &str, mentions: &[Mention]) -> Option<Vec<Entity>> {
    let first = First::of(mentions);
    let count = u32::try_from(rows.count()?).ok()?;
    (0..count)
        .map(|number| {
            let mentioned = first.mention(text, number);
            let (kind, guessed, place) = at(&ENTITIES, rows)?;
            Some(Entity {
                kind,
                guessed,
                place,
                name: phrase(rows, text, mentioned)??,
                role: phrase(rows, text, mentioned)?,
                organization: phrase(rows, text, mentioned)?,
                aliases: (0..rows.count()?).map(|_| phrase(rows, text, mentioned)?).collect::<Option<_>>()?,
            })
        })
        .collect()
}

/// Nothing where the bytes are none of a phrase, else what may be missing.
#[allow(clippy::option_option)] // Two different nothings, told apart at once by `?`.
fn phrase(rows: &mut Reader<'_>, text: &str, mentioned: Option<&str>) -> Option<Option<String>> {
    let found = match rows.number()? {
        NONE => return Some(None),
        SPELLED => rows.text()?,
        MENTIONED => mentioned?,
        placed => {
            let at = usize::try_from(placed - PLACED).ok()?;
            text.get(at..at.checked_add(usize::try_from(rows.number()?).ok()?)?)?
        }
    };
    Some(Some(found.to_owned()))
}

fn statements(rows: &mut Reader<'_>) -> Option<Vec<Statement>> {
    let own: Vec<&str> = (0..rows.count()?).map(|_| rows.text()).collect::<Option<_>>()?;
    let rules: Vec<&str> = RULES.into_iter().chain(own).collect();
    let (mut end, mut said) = (0, 0_i64);
    (0..rows.count()?)
        .map(|_| {
            let span = self::span(rows, &mut end)?;
            let kind = at(&StatementKind::ALL, rows)?;
            let has = rows.number()?;
            let mut speaker = if has & 1 == 1 { Some(self::speaker(rows, &mut end)?) } else { None };
            let with = if has & 4 == 4 { rows.count()? } else { 0 };
            let mut with =
                (0..with).map(|_| self::speaker(rows, &mut end)).collect::<Option<Vec<Speaker>>>()?;
            if has & 16 == 16 {
                for speaker in speaker.iter_mut().chain(&mut with) {
                    speaker.reference = reference(rows, speaker.span)?;
                }
            }
            let cue = if has & 2 == 2 { Some(self::span(rows, &mut end)?) } else { None };
            let negated = has & 8 == 8;
            let rule = Cow::Owned(at(&rules, rows)?.to_owned());
            let confidence = rows.small()? as f32 / THOUSAND;
            said = said.checked_add(rows.signed()?)?;
            let utterance = u32::try_from(said).ok()?;
            Some(Statement { span, kind, speaker, with, cue, negated, rule, confidence, utterance })
        })
        .collect()
}

fn speaker(rows: &mut Reader<'_>, end: &mut u32) -> Option<Speaker> {
    let span = span(rows, end)?;
    let entity = match rows.option()? {
        Some(entity) => Some(u32::try_from(entity).ok()?),
        None => None,
    };
    Some(Speaker { span, entity, reference: None })
}

/// Nothing where the bytes are none of a reference, else what may be missing.
#[allow(clippy::option_option)] // As in [`phrase`].
fn reference(rows: &mut Reader<'_>, words: Span) -> Option<Option<Reference>> {
    let told = rows.number()?;
    if told == 0 {
        return Some(None);
    }
    let by = *ReferenceKind::ALL.get(usize::try_from(told >> 2).ok()?.checked_sub(1)?)?;
    let mut from = words.start;
    let antecedent = if told & 1 == 1 { Some(span(rows, &mut from)?) } else { None };
    let likely = if told & 2 == 2 { Some(rows.small()? as f32 / THOUSAND) } else { None };
    Some(Some(Reference { by, antecedent, likely }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::article;
    use proptest::prelude::*;

    fn record() -> Record {
        article("a.txt")
            .headline("Letter")
            .paragraph("One.")
            .person("Ana Ruiz", "captain", "Port Alder", &["Ruiz"])
            .quote("No.", "Ana Ruiz")
            .record()
    }

    fn kinds() -> impl Strategy<Value = (usize, usize, bool)> {
        (0..PARAGRAPHS.len(), 0..StatementKind::ALL.len(), any::<bool>())
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            spans in prop::collection::vec((0u32..9_000, 0u32..300, 0u32..5, kinds()), 0..20),
            headline in prop::option::of("\\PC{0,8}"),
            phrases in prop::collection::vec(prop::sample::select(vec!["Letter", "One", "Ana Ruiz", "", "nowhere", "é"]), 4),
        ) {
            let mut record = record();
            let span = |start: u32, len: u32| Span { start, end: start + len };
            record.annotations.mentions =
                spans.iter().map(|(start, len, entity, _)| Mention { span: span(*start, *len), entity: *entity }).collect();
            record.annotations.scare_quotes = record.annotations.mentions.iter().map(|m| m.span).collect();
            record.article.paragraphs = spans
                .iter()
                .map(|(start, len, _, (kind, ..))| Paragraph { kind: PARAGRAPHS[*kind], span: span(*start, *len) })
                .collect();
            record.annotations.statements = spans
                .iter()
                .map(|(start, len, entity, (_, kind, has))| Statement {
                    span: span(*start, *len),
                    kind: StatementKind::ALL[*kind],
                    speaker: has.then(|| Speaker {
                        span: span(*len, *start),
                        entity: (*len > 9).then_some(*entity),
                        reference: (*start % 3 == 0).then(|| Reference {
                            by: ReferenceKind::ALL[*start as usize % ReferenceKind::ALL.len()],
                            antecedent: (*len % 2 == 0).then(|| span(*entity, *len)),
                            likely: (*len % 3 == 0).then(|| *len as f32 / THOUSAND),
                        }),
                    }),
                    with: vec![
                        Speaker { span: span(*start, *len), entity: Some(*entity), reference: None };
                        *kind
                    ],
                    cue: (*start % 2 == 0).then(|| span(*entity, 4)),
                    negated: *len % 3 == 0,
                    rule: if *has { RULES[*entity as usize].into() } else { format!("rule-{}", entity % 3).into() },
                    confidence: *len as f32 / THOUSAND,
                    utterance: *entity,
                })
                .collect();
            let entity = |kind: usize| Entity {
                name: phrases[0].into(),
                kind: ENTITIES[kind % ENTITIES.len()].0,
                guessed: ENTITIES[kind % ENTITIES.len()].1,
                place: ENTITIES[kind % ENTITIES.len()].2,
                role: Some(phrases[1].into()),
                organization: kind.is_multiple_of(2).then(|| phrases[2].into()),
                aliases: vec![phrases[3].into(), phrases[0].into()],
            };
            record.annotations.entities = (0..4).map(entity).collect();
            if let Some(headline) = headline {
                record.article.headline = headline;
            }
            let packed = pack(&record).unwrap();
            prop_assert_eq!(unpack(&packed).unwrap(), record);
            // Cut anywhere it is an error, never a panic.
            for cut in (0..packed.len()).step_by(7) {
                prop_assert!(unpack(&packed[..cut]).is_err());
            }
        }

        #[test]
        fn any_bytes_are_answered(bytes: Vec<u8>) {
            let _ = unpack(&bytes);
        }
    }

    #[test]
    fn a_headline_in_the_text_is_kept_once() {
        let record = record();
        let packed = pack(&record).unwrap();
        assert_eq!(packed.windows(6).filter(|six| *six == b"Letter").count(), 1);
        assert_eq!(unpack(&packed).unwrap().article.headline, "Letter");
    }

    #[test]
    fn every_kind_has_a_place() {
        for kind in PARAGRAPHS {
            assert_eq!(PARAGRAPHS[place_in(&PARAGRAPHS, &kind) as usize], kind);
        }
        // A kind that the model gains must be added above.
        assert_eq!(
            serde_json::to_value(schemars::schema_for!(ParagraphKind))
                .unwrap()
                .to_string()
                .matches("\"const\"")
                .count(),
            PARAGRAPHS.len()
        );
    }
}
