//! Made-up records for tests: articles written paragraph by paragraph.

use crate::model::{
    ArticleId, Author, Entity, EntityKind, NewsDate, Paragraph, ParagraphKind, Record, Span, Speaker,
    Statement, StatementKind,
};

/// Starts an article that stands at `path`.
pub(crate) fn article(path: &str) -> Builder {
    let mut record = Record::default();
    record.article.origin.path = path.to_owned();
    record.article.id = ArticleId(blake3::hash(path.as_bytes()).to_hex()[..16].to_owned());
    Builder { record }
}

/// An article in the making.
pub(crate) struct Builder {
    record: Record,
}

impl Builder {
    fn push(&mut self, kind: ParagraphKind, words: &str) -> Span {
        let text = &mut self.record.article.text;
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        let span = Span::new(start, text.len());
        self.record.article.paragraphs.push(Paragraph { kind, span });
        span
    }

    pub(crate) fn headline(mut self, words: &str) -> Self {
        words.clone_into(&mut self.record.article.headline);
        self.push(ParagraphKind::Headline, words);
        self
    }

    pub(crate) fn paragraph(mut self, words: &str) -> Self {
        let kind =
            if self.record.article.lead().is_some() { ParagraphKind::Body } else { ParagraphKind::Lead };
        self.push(kind, words);
        self
    }

    pub(crate) fn caption(mut self, words: &str) -> Self {
        self.push(ParagraphKind::Caption, words);
        self
    }

    pub(crate) fn author(mut self, name: &str) -> Self {
        self.record.article.authors.push(Author { name: name.to_owned(), ..Author::default() });
        self
    }

    pub(crate) fn section(mut self, name: &str) -> Self {
        self.record.article.section = Some(name.to_owned());
        self
    }

    pub(crate) fn source(mut self, name: &str) -> Self {
        self.record.article.source = Some(name.to_owned());
        self
    }

    pub(crate) fn published(mut self, date: &str) -> Self {
        self.record.article.published = date.parse::<NewsDate>().ok();
        self
    }

    /// Names somebody with a role, an organization and aliases, for a later [`Builder::quote`].
    pub(crate) fn person(mut self, name: &str, role: &str, organization: &str, aliases: &[&str]) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        self.record.annotations.entities.push(Entity {
            name: name.to_owned(),
            kind: EntityKind::Person,
            guessed: false,
            place: false,
            role: some(role),
            organization: some(organization),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        });
        self
    }

    /// Adds the paragraph `“words,” speaker said.` and its statement.
    pub(crate) fn quote(mut self, words: &str, speaker: &str) -> Self {
        if !self.record.annotations.entities.iter().any(|e| e.name == speaker) {
            self = self.person(speaker, "", "", &[]);
        }
        let entity = self.record.annotations.entities.iter().position(|e| e.name == speaker).unwrap_or(0);
        let kind =
            if self.record.article.lead().is_some() { ParagraphKind::Body } else { ParagraphKind::Lead };
        let paragraph = self.push(kind, &format!("“{words}” {speaker} said."));
        let start = paragraph.from() + "“".len();
        let span = Span::new(start, start + words.len());
        let named = Span::new(span.to() + "” ".len(), span.to() + "” ".len() + speaker.len());
        self.record.annotations.statements.push(Statement {
            span,
            kind: StatementKind::Direct,
            speaker: Some(Speaker { span: named, entity: Some(entity as u32), reference: None }),
            with: Vec::new(),
            cue: Some(Span::new(named.to() + 1, named.to() + 5)),
            negated: false,
            rule: "made-up".into(),
            confidence: 0.9,
            utterance: self.record.annotations.statements.len() as u32,
        });
        self
    }

    pub(crate) fn record(self) -> Record {
        self.record
    }
}
