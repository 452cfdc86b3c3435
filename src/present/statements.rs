//! The statements of one text: for reading, and as the records that other tools score.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::json::SCHEMA_VERSION;
use super::layout::{Run, put, put_wrapped, run};
use super::paint::{Look, Part};
use super::referred::{self, Referred, referred};
use super::together::{self, Companion, companions};
use super::units::{char_span, tidy};
use super::words;
use crate::model::{Annotations, Article, CharCounter, EntityKind, Record, Statement, StatementKind};

/// One line of `onrecord extract --format jsonl`.
///
/// Offsets count Unicode scalar values over the given text, end exclusive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExtractedArticle {
    /// As given; for a file, its name.
    pub id: String,
    /// In the text's order.
    pub quotes: Vec<Quote>,
}

/// The answer to `onrecord extract --format json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExtractResponse {
    /// The version of this shape.
    pub schema_version: u32,
    /// The texts, in the order given.
    pub articles: Vec<ExtractedArticle>,
}

/// All texts as one document.
pub fn response(articles: Vec<ExtractedArticle>) -> ExtractResponse {
    ExtractResponse { schema_version: SCHEMA_VERSION, articles }
}

/// One attributed statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// First scalar value of the words said.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words said, verbatim.
    pub text: String,
    /// Direct, mixed or indirect.
    pub kind: StatementKind,
    /// The words beside the statement that name whoever said it.
    pub speaker: Option<String>,
    /// Who that is, by the fullest name the article uses; null where it could not be resolved, and for
    /// people without a name.
    pub speaker_canonical: Option<String>,
    /// Where `speaker` begins.
    pub speaker_start: Option<usize>,
    /// Where `speaker` ends.
    pub speaker_end: Option<usize>,
    /// The words that attribute it.
    pub cue: Option<String>,
    /// What the article says the speaker does.
    pub role: Option<String>,
    /// Whom the speaker does it for.
    pub organization: Option<String>,
    /// What the speaker's words refer to, where they are no name: of "she", the name she was met by last.
    pub reference: Option<Referred>,
    /// Who says it together with the speaker.
    pub with: Vec<Companion>,
    /// Whether the article says that the speaker did not say it: "did not say", "nobody said".
    pub negated: bool,
    /// The stable name of the rule that attributed it.
    pub rule: String,
    /// How likely words and speaker are right, 0 to 1.
    pub confidence: f32,
}

/// The record of one text; `id` is what the caller calls it.
pub fn extracted(id: &str, record: &Record) -> ExtractedArticle {
    let Record { article, annotations } = record;
    let mut counter = CharCounter::new(&article.text);
    let quotes =
        annotations.statements.iter().map(|s| quote(s, article, annotations, &mut counter)).collect();
    ExtractedArticle { id: id.to_owned(), quotes }
}

fn quote(
    statement: &Statement,
    article: &Article,
    annotations: &Annotations,
    counter: &mut CharCounter<'_>,
) -> Quote {
    let said = char_span(counter, statement.span);
    let entity = annotations.speaker_of(statement);
    let speaker = statement.speaker.as_ref().map(|s| s.span);
    let named = speaker.map(|span| char_span(counter, span));
    Quote {
        start: said.start,
        end: said.end,
        text: statement.span.of(&article.text).to_owned(),
        kind: statement.kind,
        speaker: speaker.map(|span| span.of(&article.text).to_owned()),
        speaker_canonical: entity.filter(|e| e.kind != EntityKind::Group).map(|e| e.name.clone()),
        speaker_start: named.map(|span| span.start),
        speaker_end: named.map(|span| span.end),
        cue: statement.cue.map(|cue| cue.of(&article.text).to_owned()),
        role: entity.and_then(|e| e.role.clone()),
        organization: entity.and_then(|e| e.organization.clone()),
        reference: referred(statement, article, counter),
        with: companions(statement, article, annotations, counter),
        negated: statement.negated,
        rule: statement.rule.to_string(),
        confidence: tidy(statement.confidence),
    }
}

/// The columns of [`csv`].
const COLUMNS: [&str; 18] = [
    "id",
    "start",
    "end",
    "text",
    "kind",
    "speaker",
    "speaker_canonical",
    "speaker_start",
    "speaker_end",
    "cue",
    "role",
    "organization",
    "rule",
    "confidence",
    "with",
    "negated",
    "reference",
    "antecedent",
];

/// One row for each statement.
pub fn csv(articles: &[ExtractedArticle]) -> String {
    let rows = articles.iter().flat_map(|a| a.quotes.iter().map(move |quote| row(&a.id, quote)));
    table(COLUMNS, rows)
}

fn row(id: &str, quote: &Quote) -> [String; 18] {
    let words = |text: &Option<String>| text.clone().unwrap_or_default();
    let place = |at: Option<usize>| at.map(|at| at.to_string()).unwrap_or_default();
    let [reference, antecedent] = referred::cells(quote.reference.as_ref());
    [
        id.to_owned(),
        quote.start.to_string(),
        quote.end.to_string(),
        quote.text.clone(),
        quote.kind.as_str().to_owned(),
        words(&quote.speaker),
        words(&quote.speaker_canonical),
        place(quote.speaker_start),
        place(quote.speaker_end),
        words(&quote.cue),
        words(&quote.role),
        words(&quote.organization),
        quote.rule.clone(),
        quote.confidence.to_string(),
        together::cell(&quote.with),
        quote.negated.to_string(),
        reference,
        antecedent,
    ]
}

/// What stands over the statements of one text: its headline, or what the caller calls it.
pub fn heading(id: &str, article: &Article, look: Look) -> String {
    let mut out = String::new();
    let title = if article.headline.trim().is_empty() { id } else { &article.headline };
    put_wrapped(&mut out, &[run(title, Part::Strong)], 0, look.columns(), look.color);
    out.push('\n');
    out
}

/// The statements for reading: who, in what office, the words, and how it is known.
pub fn text(article: &Article, annotations: &Annotations, look: Look) -> String {
    let mut out = String::new();
    if annotations.statements.is_empty() {
        put(&mut out, &[run("nobody is on record", Part::Quiet)], look.color);
        return out;
    }
    let indent = annotations.statements.len().to_string().len() + 2;
    for (at, statement) in annotations.statements.iter().enumerate() {
        let number = Run { text: format!("{:>1$}  ", at + 1, indent - 2), part: Part::Handle };
        let mut lines = super::layout::wrap(&who(statement, article, annotations), look.columns() - indent);
        for (row, line) in lines.iter_mut().enumerate() {
            let margin = Run { text: " ".repeat(indent), part: Part::Plain };
            line.insert(0, if row == 0 { number.clone() } else { margin });
            put(&mut out, line, look.color);
        }
        put_wrapped(&mut out, &words_said(statement, article), indent, look.columns(), look.color);
        put_wrapped(&mut out, &how(statement, article), indent, look.columns(), look.color);
        out.push('\n');
    }
    out
}

fn who(statement: &Statement, article: &Article, annotations: &Annotations) -> Vec<Run> {
    let mut runs = vec![run(&first_name(statement, article, annotations), Part::NameMatch)];
    if let Some(entity) = annotations.speaker_of(statement)
        && entity.kind == EntityKind::Person
        && let Some(office) =
            words::office(&entity.name, entity.role.as_deref(), entity.organization.as_deref())
    {
        runs.push(run(&format!(", {office}"), Part::Quiet));
    }
    for companion in companions(statement, article, annotations, &mut CharCounter::new(&article.text)) {
        runs.extend([run(" + ", Part::Quiet), run(companion.called(), Part::NameMatch)]);
    }
    runs
}

/// Everybody who says it, by full name or by the words that stand for one.
pub(super) fn speaker_name(statement: &Statement, article: &Article, annotations: &Annotations) -> String {
    let with = companions(statement, article, annotations, &mut CharCounter::new(&article.text));
    together::all_of(&first_name(statement, article, annotations), &with)
}

fn first_name(statement: &Statement, article: &Article, annotations: &Annotations) -> String {
    match (annotations.speaker_of(statement), &statement.speaker) {
        (Some(entity), _) => entity.name.clone(),
        (None, Some(speaker)) => speaker.span.of(&article.text).to_owned(),
        (None, None) => "(nobody named)".to_owned(),
    }
}

fn words_said(statement: &Statement, article: &Article) -> Vec<Run> {
    let words = statement.span.of(&article.text);
    let marks = if statement.kind == StatementKind::Direct { ("“", "”") } else { ("", "") };
    vec![run(marks.0, Part::Said), run(words, Part::Said), run(marks.1, Part::Said)]
}

/// Kind, cue, rule and confidence: why it is attributed so.
fn how(statement: &Statement, article: &Article) -> Vec<Run> {
    let mut parts = vec![statement.kind.as_str().to_owned()];
    if let Some(cue) = statement.cue {
        parts.push(format!("“{}”", cue.of(&article.text)));
    }
    if statement.negated {
        parts.push("negated".to_owned());
    }
    parts.push(statement.rule.to_string());
    parts.push(format!("{:.2}", statement.confidence));
    parts.extend(referred::told_of(statement, article));
    vec![run(&parts.join(" · "), Part::Quiet)]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::json;
    use super::super::sample;
    use super::*;

    #[test]
    fn a_line_of_the_contract() {
        let record = sample::record();
        let mut article = extracted("x", &record);
        article.quotes.truncate(1);
        expect![[r#"
            {"id":"x","quotes":[{"start":201,"end":227,"text":"The letter was never lost,","kind":"direct","speaker":"Ana Ruiz","speaker_canonical":"Ana Ruiz","speaker_start":234,"speaker_end":242,"cue":"said","role":"senior lecturer in maritime law","organization":"Sarell University","reference":null,"with":[],"negated":false,"rule":"said-before","confidence":0.95}]}
        "#]].assert_eq(&json::line(&article).unwrap());
    }

    #[test]
    fn spans_cut_the_given_text() {
        let record = sample::record();
        let chars: Vec<char> = record.article.text.chars().collect();
        for quote in extracted("x", &record).quotes {
            assert_eq!(chars[quote.start..quote.end].iter().collect::<String>(), quote.text);
            let speaker = chars[quote.speaker_start.unwrap()..quote.speaker_end.unwrap()].iter();
            assert_eq!(Some(speaker.collect::<String>()), quote.speaker);
        }
    }

    #[test]
    fn for_reading() {
        let record = sample::record();
        let look = Look { color: false, width: 70 };
        expect![[r#"
            1  Ana Ruiz, senior lecturer in maritime law, Sarell University
               “The letter was never lost,”
               direct · “said” · said-before · 0.95

            2  Ana Ruiz, senior lecturer in maritime law, Sarell University
               “It lay in a drawer.”
               direct · “said” · said-before · 0.95

            3  Ana Ruiz, senior lecturer in maritime law, Sarell University
               the board had known of it since spring
               indirect · “added” · said-before · 0.95

            4  Two officials
               the drawer existed
               indirect · “denied” · said-before · 0.95

        "#]]
        .assert_eq(&text(&record.article, &record.annotations, look));
    }
}
