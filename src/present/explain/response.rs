//! The same explanation for programs: everything that was weighed, nothing shortened.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{
    Candidate, CharCounter, ExplainedCue, ExplainedQuotation, ExplainedSentence, Record, Span, Weighed,
};
use crate::present::json::{SCHEMA_VERSION, StatementText, statements};
use crate::present::units::{CharSpan, char_span, tidy};

/// The answer to `onrecord explain --format json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainResponse {
    /// The version of this shape.
    pub schema_version: u32,
    /// The texts, in the order given.
    pub articles: Vec<ExplainedText>,
}

/// One text: what was weighed in it, and what came of that. A line of `onrecord explain --format jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainedText {
    /// As given, or the file's name.
    pub id: String,
    /// The sentences in which something is quoted or may be attributed, in the text's order.
    pub sentences: Vec<SentenceWeighed>,
    /// What was found, in the text's order.
    pub statements: Vec<StatementText>,
}

/// A sentence in which something is quoted or may be attributed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SentenceWeighed {
    /// Its words.
    pub text: String,
    /// Where it stands in the text.
    pub span: CharSpan,
    /// What stands between marks.
    pub quotations: Vec<QuotationWeighed>,
    /// The words that may attribute.
    pub cues: Vec<CueWeighed>,
    /// Which of `statements`, counted from 0, begin here.
    pub statements: Vec<usize>,
}

/// A stretch between quotation marks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuotationWeighed {
    /// With its marks.
    pub span: CharSpan,
    /// How likely it is a statement of its own, 0 to 1.
    pub own: f32,
    /// How likely it is part of a statement with words outside the marks.
    pub part: f32,
    /// How likely it is nobody's words here: a title, a nickname, scare quotes.
    pub nobody: f32,
    /// What may attribute it, the likeliest first.
    pub by: Vec<CandidateWeighed>,
}

/// A word that may attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CueWeighed {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub span: CharSpan,
    /// How likely it attributes here, 0 to 1.
    pub likely: f32,
    /// Who may speak, the likeliest first.
    pub sources: Vec<CandidateWeighed>,
    /// What it attributes; null where that is nothing.
    pub content: Option<CharSpan>,
    /// How likely that begins and ends right.
    pub content_likely: f32,
    /// How likely source, cue and content together are a statement.
    pub keep: f32,
}

/// Something that could have been chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CandidateWeighed {
    /// What it is.
    pub kind: CandidateKind,
    /// Its words; null but for `words`.
    pub text: Option<String>,
    /// Where they stand; null but for `words`.
    pub span: Option<CharSpan>,
    /// How likely it is right, 0 to 1; those of one choice come to 1, rounded each to three places.
    pub likely: f32,
}

/// What could have been chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CandidateKind {
    /// What these words name.
    Words,
    /// Whatever attributes the quotation before.
    Before,
    /// Nobody.
    Nobody,
}

/// All texts as one document.
pub fn response(articles: Vec<ExplainedText>) -> ExplainResponse {
    ExplainResponse { schema_version: SCHEMA_VERSION, articles }
}

/// The explanation of one text; `id` is what the caller calls it.
pub fn explained(id: &str, record: &Record, sentences: &[ExplainedSentence]) -> ExplainedText {
    let mut writer = Writer { text: &record.article.text, counter: CharCounter::new(&record.article.text) };
    ExplainedText {
        id: id.to_owned(),
        sentences: sentences.iter().map(|sentence| writer.sentence(sentence)).collect(),
        statements: statements(&record.article, &record.annotations),
    }
}

struct Writer<'t> {
    text: &'t str,
    counter: CharCounter<'t>,
}

impl Writer<'_> {
    fn sentence(&mut self, sentence: &ExplainedSentence) -> SentenceWeighed {
        SentenceWeighed {
            text: sentence.span.of(self.text).to_owned(),
            span: self.span(sentence.span),
            quotations: sentence.quotations.iter().map(|quotation| self.quotation(quotation)).collect(),
            cues: sentence.cues.iter().map(|cue| self.cue(cue)).collect(),
            statements: sentence.statements.clone(),
        }
    }

    fn quotation(&mut self, quotation: &ExplainedQuotation) -> QuotationWeighed {
        QuotationWeighed {
            span: self.span(quotation.span),
            own: tidy(quotation.own),
            part: tidy(quotation.part),
            nobody: tidy(quotation.scare),
            by: self.candidates(&quotation.by),
        }
    }

    fn cue(&mut self, cue: &ExplainedCue) -> CueWeighed {
        CueWeighed {
            text: cue.span.of(self.text).to_owned(),
            span: self.span(cue.span),
            likely: tidy(cue.likely),
            sources: self.candidates(&cue.sources),
            content: cue.content.map(|content| self.span(content)),
            content_likely: tidy(cue.content_likely),
            keep: tidy(cue.keep),
        }
    }

    fn candidates(&mut self, all: &[Weighed]) -> Vec<CandidateWeighed> {
        all.iter().map(|one| self.candidate(*one)).collect()
    }

    fn candidate(&mut self, one: Weighed) -> CandidateWeighed {
        let (kind, words) = match one.candidate {
            Candidate::Words(span) => (CandidateKind::Words, Some(span)),
            Candidate::Before => (CandidateKind::Before, None),
            Candidate::Nobody => (CandidateKind::Nobody, None),
        };
        CandidateWeighed {
            kind,
            text: words.map(|span| span.of(self.text).to_owned()),
            span: words.map(|span| self.span(span)),
            likely: tidy(one.likely),
        }
    }

    fn span(&mut self, span: Span) -> CharSpan {
        char_span(&mut self.counter, span)
    }
}
