//! Made articles for tests, every block of text a body paragraph, and what several tests ask of them.

use super::clause::Clause;
use super::doc::Doc;
use super::extract;
use super::lexicon::lexicon;
use crate::model::{Article, Entity, Paragraph, ParagraphKind, Span};

/// An article whose paragraphs are the blocks of `text` between blank lines, the first one the lead.
pub(crate) fn article(text: &str) -> Article {
    let mut article = Article { text: text.to_owned(), ..Article::default() };
    let mut at = 0;
    for block in text.split("\n\n") {
        let span = Span::new(at, at + block.len()).trimmed(text);
        at += block.len() + 2;
        if !span.is_empty() {
            let kind = if article.paragraphs.is_empty() { ParagraphKind::Lead } else { ParagraphKind::Body };
            article.paragraphs.push(Paragraph { kind, span });
        }
    }
    article
}

/// Who says the first statement of a made article.
pub(crate) fn first_speaker(text: &str) -> Option<Entity> {
    let found = extract(&article(text));
    found.statements.first().and_then(|said| found.speaker_of(said)).cloned()
}

/// Checks who says the first statement of a made article.
#[track_caller]
pub(crate) fn said_first_by(text: &str, expected: &str) {
    assert_eq!(first_speaker(text).map(|entity| entity.name).as_deref(), Some(expected), "{text}");
}

/// Checks who says the first statement of a made article behind a line of its own, and for whom.
#[track_caller]
pub(crate) fn said_first_for(text: &str, speaker: &str, body: &str) {
    let entity = first_speaker(&format!("It rained.\n\n{text}")).expect(text);
    assert_eq!((entity.name.as_str(), entity.organization.as_deref()), (speaker, Some(body)), "{text}");
}

/// Checks the first content and source that a step finds by the order of words alone.
#[track_caller]
pub(crate) fn told_by_order(
    settle: fn(&Doc<'_>, &mut Vec<Clause>),
    text: &str,
    expected: Option<(&str, &str)>,
) {
    let article = article(text);
    let doc = Doc::new(&article, lexicon());
    let mut clauses = Vec::new();
    settle(&doc, &mut clauses);
    let words = |clause: &Clause| {
        (doc.words(clause.content.unwrap()), doc.words(doc.phrases[clause.source.unwrap()].range))
    };
    assert_eq!(clauses.first().map(words), expected, "{text}");
}
