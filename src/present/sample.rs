//! A made-up page of results for the tests of this room.

use crate::engine::{FacetCounts, FacetName, FacetRequest, FacetValue, Hit, Page, Passage, Request, Sort};
use crate::model::{
    Annotations, Article, ArticleId, Author, Entity, EntityKind, Origin, Paragraph, ParagraphKind, Record,
    Span, Speaker, Statement, StatementKind,
};
use crate::query::{Filters, parse};

const TEXT: &str = "Harbour board delays vote on the Lindqvist letter\n\n\
By Mara Osei\n\n\
The harbour board of Port Sarell put off its vote on Tuesday after a letter from its former chair was read aloud.\n\n\
Letter in a drawer\n\n\
“The letter was never lost,” said Ana Ruiz, a senior lecturer in maritime law at Sarell University. “It lay in a drawer.”\n\n\
Ruiz added that the board had known of it since spring. Two officials denied the drawer existed.";

fn at(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("{words}"));
    Span::new(start, start + words.len())
}

fn paragraphs() -> Vec<Paragraph> {
    use ParagraphKind as K;
    let kinds = [K::Headline, K::Byline, K::Lead, K::Subhead, K::Body, K::Body];
    TEXT.split("\n\n").zip(kinds).map(|(part, kind)| Paragraph { kind, span: at(part) }).collect()
}

fn statement(
    words: &str,
    kind: StatementKind,
    speaker: &str,
    entity: u32,
    cue: &str,
    utterance: u32,
) -> Statement {
    Statement {
        span: at(words),
        kind,
        speaker: Some(Speaker { span: at(speaker), entity: Some(entity), reference: None }),
        with: Vec::new(),
        cue: Some(at(cue)),
        negated: false,
        rule: "said-before".into(),
        confidence: 0.95,
        utterance,
    }
}

/// An article with three speakers, one of them nameless.
pub(super) fn record() -> Record {
    let person = Entity {
        name: "Ana Ruiz".into(),
        kind: EntityKind::Person,
        guessed: false,
        place: false,
        role: Some("senior lecturer in maritime law".into()),
        organization: Some("Sarell University".into()),
        aliases: vec!["Ruiz".into()],
    };
    let group = Entity {
        name: "Two officials".into(),
        kind: EntityKind::Group,
        guessed: false,
        place: false,
        role: None,
        organization: None,
        aliases: Vec::new(),
    };
    Record {
        article: Article {
            id: ArticleId("00a1b2c3d4e5f607".into()),
            origin: Origin { path: "sarell/harbour.txt".into(), record: None },
            headline: "Harbour board delays vote on the Lindqvist letter".into(),
            authors: vec![Author { name: "Mara Osei".into(), bio: None, ..Author::default() }],
            published: "2025-03-09".parse().ok(),
            source: Some("Sarell Courier".into()),
            section: Some("Local".into()),
            language: Some("en".into()),
            text: TEXT.into(),
            paragraphs: paragraphs(),
            ..Article::default()
        },
        annotations: Annotations {
            statements: vec![
                statement("The letter was never lost,", StatementKind::Direct, "Ana Ruiz", 0, "said", 0),
                statement("It lay in a drawer.", StatementKind::Direct, "Ana Ruiz", 0, "said", 0),
                statement(
                    "the board had known of it since spring",
                    StatementKind::Indirect,
                    "Ruiz added",
                    0,
                    "added",
                    1,
                ),
                statement("the drawer existed", StatementKind::Indirect, "Two officials", 1, "denied", 2),
            ],
            entities: vec![person, group],
            mentions: Vec::new(),
            scare_quotes: Vec::new(),
        },
    }
}

/// One hit of twelve, with two facets.
pub(super) fn page() -> (Page, Request) {
    let record = record();
    let passage = at(
        "“The letter was never lost,” said Ana Ruiz, a senior lecturer in maritime law at Sarell University.",
    );
    let found = at("letter was never lost");
    let matches = vec![Span::new(found.from(), found.from() + "letter".len())];
    let headline_at = record.article.headline.find("letter").unwrap_or_default();
    let hit = Hit {
        score: 2.5,
        passage: Passage { span: passage, matches },
        headline_matches: vec![Span::new(headline_at, headline_at + 6)],
        copies: Vec::new(),
        record,
    };
    let value = |value: &str, count, selected| FacetValue { value: value.into(), count, selected };
    let page = Page {
        total: 12,
        folded: 0,
        offset: 0,
        hits: vec![hit],
        facets: vec![
            FacetCounts {
                name: FacetName::Speaker,
                values: vec![value("Ana Ruiz", 12, true), value("Bo Lindqvist-Farr", 3, false)],
                distinct: 9,
                without: None,
            },
            FacetCounts {
                name: FacetName::Organization,
                values: vec![value("Sarell University", 11, false), value("=cmd()", 1, false)],
                distinct: 2,
                without: None,
            },
        ],
        took_micros: 4_120,
        ..Page::default()
    };
    let request = Request {
        query: parse("letter").unwrap_or_else(|e| panic!("{e}")),
        filters: Filters { speakers: vec!["ruiz".into()], ..Filters::default() },
        facets: vec![FacetRequest { name: FacetName::Speaker, limit: 2 }],
        sort: Sort::Relevance,
        limit: 1,
        offset: 0,
        ..Request::default()
    };
    (page, request)
}
