//! Statements as results: for reading, as records, and as the researcher's table.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cite::{Style, cite};
use super::json::{Facet, facet, is_zero};
use super::layout::{Run, put, put_wrapped, run, wrap};
use super::paint::{Look, Part};
use super::quote::Quote;
use super::{csv, referred, together, words};
use crate::engine::{Also, FacetCounts, PivotCounts};
use crate::model::{EntityKind, NewsDate, StatementKind};

/// The answer to `onrecord quotes --format json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuotesResponse {
    /// The version of this shape.
    pub schema_version: u32,
    /// The query as it was understood.
    pub query: String,
    /// How many statements there are, listed or not.
    pub total: u64,
    /// In how many articles they stand.
    pub articles: u64,
    /// How many of these repeat what a copy of their article has, and are folded under that; absent where none are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub folded: u64,
    /// How many were passed over before the first.
    pub offset: u64,
    /// Time taken to find them, in milliseconds.
    pub took_ms: f64,
    /// The statements, in the order asked for.
    pub quotes: Vec<Quote>,
    /// The facets asked for, counted in statements over the whole result; absent where none were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
    /// The facets asked for inside each other; absent where none were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pivots: Vec<PivotCounts>,
    /// Other spellings of names that were looked for as well, and found; absent where none were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Also>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

impl QuotesResponse {
    /// The version of the shape.
    pub const VERSION: u32 = 1;
}

/// Facets as the contract has them.
pub fn counted(facets: &[FacetCounts]) -> Vec<Facet> {
    facets.iter().map(facet).collect()
}

/// What the statements were counted by, for reading.
pub fn facets(facets: &[FacetCounts], pivots: &[PivotCounts], look: Look) -> String {
    let mut out = String::new();
    super::facets::facets(&mut out, facets, look);
    super::facets::pivots(&mut out, pivots, look);
    out
}

/// Other spellings that were looked for as well, a line each.
pub fn also(also: &[Also], look: Look) -> String {
    let mut out = String::new();
    super::text::also(&mut out, also, look);
    out
}

/// How statements are laid out for reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// As a citation instead.
    pub cite: Option<Style>,
    /// Columns and colours.
    pub look: Look,
}

/// Columns before the words.
const INDENT: usize = 4;

/// One statement for reading: who, the words, and where they stand.
pub fn text(quote: &Quote, layout: Layout) -> String {
    let mut out = String::new();
    let look = layout.look;
    if let Some(style) = layout.cite {
        put_wrapped(&mut out, &[run(&cite(quote, style), Part::Plain)], 0, look.columns(), look.color);
        out.push('\n');
        return out;
    }
    put_wrapped(&mut out, &who(quote), 0, look.columns(), look.color);
    for line in wrap(&said(quote), look.columns() - INDENT) {
        out.push_str(&" ".repeat(INDENT));
        put(&mut out, &line, look.color);
    }
    put_wrapped(&mut out, &known_by(quote), INDENT, look.columns(), look.color);
    put_wrapped(&mut out, &place(quote), INDENT, look.columns(), look.color);
    out.push('\n');
    out
}

/// `Ana Ruiz, senior lecturer in maritime law, Sarell University`.
fn who(quote: &Quote) -> Vec<Run> {
    let name = quote.speaker.as_deref().or(quote.speaker_text.as_deref()).unwrap_or("nobody is named");
    let mut runs = vec![run(name, Part::Name)];
    if let Some(office) = words::office(name, quote.role.as_deref(), quote.organization.as_deref()) {
        runs.push(run(&format!(", {office}"), Part::Plain));
    }
    for companion in &quote.with {
        runs.extend([run(" + ", Part::Quiet), run(companion.called(), Part::Name)]);
    }
    if quote.negated {
        let cue = quote.cue.as_deref().unwrap_or("not");
        runs.extend([run(" · ", Part::Quiet), run(&format!("negated: “{cue}”"), Part::Alarm)]);
    }
    runs
}

/// The words with what matched, between what stands before and after.
fn said(quote: &Quote) -> Vec<Run> {
    let mut runs = Vec::new();
    if let Some(before) = &quote.before {
        runs.push(run(before, Part::Quiet));
    } else if quote.kind == StatementKind::Direct {
        runs.push(run("“", Part::Said));
    }
    let letters: Vec<char> = quote.text.chars().collect();
    let words = |from: usize, to: usize| letters.get(from..to).unwrap_or_default().iter().collect::<String>();
    let mut at = 0;
    for found in &quote.matches {
        if found.start >= at && found.end <= letters.len() {
            runs.push(run(&words(at, found.start), Part::Said));
            runs.push(run(&words(found.start, found.end), Part::Match));
            at = found.end;
        }
    }
    runs.push(run(&words(at, letters.len()), Part::Said));
    if let Some(after) = &quote.after {
        runs.push(run(after, Part::Quiet));
    } else if quote.kind == StatementKind::Direct {
        runs.push(run("”", Part::Said));
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// `direct · “said” · 0.95`.
fn known_by(quote: &Quote) -> Vec<Run> {
    let cue = quote.cue.as_ref().map(|cue| format!(" · “{cue}”")).unwrap_or_default();
    let refers = quote.reference.as_ref().zip(quote.speaker_text.as_deref());
    let refers = refers.map(|(reference, words)| format!(" · {}", reference.told(words))).unwrap_or_default();
    vec![run(&format!("{}{cue} · {:.2}{refers}", quote.kind.as_str(), quote.confidence), Part::Quiet)]
}

/// Date, outlet, headline, id, path and characters.
fn place(quote: &Quote) -> Vec<Run> {
    let date: Option<NewsDate> = quote.published.as_ref().and_then(|iso| iso.parse().ok());
    let headline = Some(quote.headline.trim().to_owned()).filter(|headline| !headline.is_empty());
    let known = [date.as_ref().map(words::day), quote.source.clone(), headline];
    let mut runs = Vec::new();
    for part in known.into_iter().flatten() {
        runs.push(run(&part, Part::Plain));
        runs.push(run(" · ", Part::Quiet));
    }
    runs.push(run(&quote.id, Part::Handle));
    let span = quote.span;
    runs.push(run(&format!(" · {}:{}-{}", quote.place(), span.start, span.end), Part::Quiet));
    if quote.copies > 0 {
        let copies = if quote.copies == 1 { "copy" } else { "copies" };
        runs.push(run(&format!(" · +{} {copies}", words::number(quote.copies)), Part::Quiet));
    }
    runs
}

/// How much answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// Statements.
    pub statements: u64,
    /// How many of these repeat what a copy of their article has.
    pub folded: u64,
    /// The articles they stand in.
    pub articles: u64,
}

/// `20 of 4,321 statements in 1,200 articles · 4 ms`.
pub fn closing(counted: Counted, shown: u64, offset: u64, took_micros: u64, look: Look) -> String {
    let Counted { statements: total, folded, articles } = counted;
    let mut out = String::new();
    if total == 0 {
        out.push_str("no statements");
    } else {
        if offset > 0 && shown > 0 {
            let _ = write!(out, "{}–{} of ", words::number(offset + 1), words::number(offset + shown));
        } else if shown > 0 && shown < total {
            let _ = write!(out, "{} of ", words::number(shown));
        }
        let _ =
            write!(out, "{} in {}", words::counted(total, "statement"), words::counted(articles, "article"));
        if folded > 0 {
            let _ = write!(out, "; without those that copies repeat, {}", words::number(total - folded));
        }
    }
    let mut line = String::new();
    put(&mut line, &[run(&format!("{out} · {}", words::took(took_micros)), Part::Quiet)], look.color);
    line
}

/// The columns of the researcher's table.
const COLUMNS: [&str; 34] = [
    "published",
    "speaker",
    "role",
    "organization",
    "words",
    "kind",
    "cue",
    "confidence",
    "headline",
    "authors",
    "source",
    "section",
    "url",
    "id",
    "path",
    "record",
    "start",
    "end",
    "speaker_text",
    "speaker_kind",
    "rule",
    "statement",
    "utterance",
    "before",
    "after",
    "with",
    "negated",
    "reference",
    "antecedent",
    "entities",
    "organization_entities",
    "language",
    "story",
    "copies",
];

/// The row of column names.
pub fn csv_header() -> String {
    csv::rows([COLUMNS.iter().map(|name| (*name).to_owned()).collect()])
}

/// One row.
pub fn csv_row(quote: &Quote) -> String {
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let [reference, antecedent] = referred::cells(quote.reference.as_ref());
    csv::rows([vec![
        or_empty(&quote.published),
        or_empty(&quote.speaker),
        or_empty(&quote.role),
        or_empty(&quote.organization),
        quote.text.clone(),
        quote.kind.as_str().to_owned(),
        or_empty(&quote.cue),
        format!("{:.3}", quote.confidence),
        quote.headline.clone(),
        csv::authors(&quote.authors),
        or_empty(&quote.source),
        or_empty(&quote.section),
        or_empty(&quote.url),
        quote.id.clone(),
        quote.path.clone(),
        quote.record.map(|record| record.to_string()).unwrap_or_default(),
        quote.span.start.to_string(),
        quote.span.end.to_string(),
        or_empty(&quote.speaker_text),
        quote.speaker_kind.map(kind_word).unwrap_or_default().to_owned(),
        quote.rule.clone(),
        quote.statement.to_string(),
        quote.utterance.to_string(),
        or_empty(&quote.before),
        or_empty(&quote.after),
        together::cell(&quote.with),
        quote.negated.to_string(),
        reference,
        antecedent,
        quote.entities.join(csv::BETWEEN),
        quote.organization_entities.join(csv::BETWEEN),
        or_empty(&quote.language),
        or_empty(&quote.story),
        quote.copies.to_string(),
    ]])
}

fn kind_word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Group => "group",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use expect_test::expect;

    use super::*;
    use crate::model::{Author, ReferenceKind};
    use crate::present::referred::Referred;
    use crate::present::units::CharSpan;

    /// One statement of the made-up page.
    pub(in crate::present) fn sample() -> Quote {
        Quote {
            speaker: Some("Ana Ruiz".into()),
            speaker_text: Some("Ana Ruiz".into()),
            speaker_kind: Some(EntityKind::Person),
            role: Some("senior lecturer in maritime law".into()),
            organization: Some("Sarell University".into()),
            entities: vec!["Ana Ruiz".into()],
            organization_entities: vec!["Sarell University".into()],
            reference: None,
            with: Vec::new(),
            negated: false,
            text: "The letter was never lost,".into(),
            matches: vec![CharSpan { start: 4, end: 10 }],
            kind: StatementKind::Direct,
            cue: Some("said".into()),
            rule: "said-before".into(),
            confidence: 0.95,
            before: None,
            after: None,
            published: Some("2025-03-09".into()),
            headline: "Harbour board delays vote on the Lindqvist letter".into(),
            authors: vec![Author { name: "Mara Osei".into(), ..Author::default() }],
            source: Some("Sarell Courier".into()),
            section: Some("Local".into()),
            language: Some("en".into()),
            url: None,
            id: "00a1b2c3d4e5f607".into(),
            story: None,
            copies: 0,
            path: "sarell/harbour.txt".into(),
            record: None,
            span: CharSpan { start: 196, end: 222 },
            statement: 0,
            utterance: 0,
            score: 1.0,
        }
    }

    #[test]
    fn who_the_words_and_where() {
        let look = Look { color: false, width: 80 };
        expect![[r#"
            Ana Ruiz, senior lecturer in maritime law, Sarell University
                “The letter was never lost,”
                direct · “said” · 0.95
                9 March 2025 · Sarell Courier · Harbour board delays vote on the Lindqvist
                letter · 00a1b2c3d4e5f607 · sarell/harbour.txt:196-222

        "#]]
        .assert_eq(&text(&sample(), Layout { cite: None, look }));
    }

    #[test]
    fn context_stands_around_the_words() {
        let quote = Quote {
            before: Some("Rain fell. “".into()),
            after: Some("” said Ana Ruiz, smiling.".into()),
            ..sample()
        };
        let look = Look { color: true, width: 80 };
        expect![[r#"
            [36mAna Ruiz[0m, senior lecturer in maritime law, Sarell University
                [2mRain fell. “[0m[32mThe[0m [1m[33mletter[0m [32mwas never lost,[0m[2m” said Ana Ruiz, smiling.[0m
                [2mdirect · “said” · 0.95[0m
                9 March 2025 [2m·[0m Sarell Courier [2m·[0m Harbour board delays vote on the Lindqvist
                letter [2m·[0m [34m00a1b2c3d4e5f607[0m [2m· sarell/harbour.txt:196-222[0m

        "#]].assert_eq(&text(&quote, Layout { cite: None, look }));
    }

    #[test]
    fn a_row_has_as_many_cells_as_the_header_and_no_formula() {
        let quote = Quote { text: "=HYPERLINK(\"x\")".into(), speaker: Some("@Ana".into()), ..sample() };
        let (header, row) = (csv_header(), csv_row(&quote));
        assert_eq!(header.matches(',').count(), COLUMNS.len() - 1);
        assert!(row.starts_with("2025-03-09,'@Ana,"), "{row}");
        assert!(row.contains(",\"'=HYPERLINK(\"\"x\"\")\","), "{row}");
    }

    #[test]
    fn what_the_words_refer_to_stands_with_the_cue() {
        let reference = Referred {
            by: ReferenceKind::Pronoun,
            antecedent: Some("Ruiz".into()),
            span: Some(CharSpan { start: 0, end: 4 }),
            likely: Some(0.91),
        };
        let quote = Quote { speaker_text: Some("she".into()), reference: Some(reference), ..sample() };
        let told: String = known_by(&quote).into_iter().map(|run| run.text).collect();
        assert!(told.ends_with(" · “she” refers to “Ruiz” (pronoun 0.91)"), "{told}");
    }

    #[test]
    fn the_last_line_counts() {
        let look = Look::default();
        let of = |statements, folded, articles| Counted { statements, folded, articles };
        assert_eq!(closing(of(0, 0, 0), 0, 0, 900, look), "no statements · 0.9 ms\n");
        assert_eq!(
            closing(of(4321, 0, 1200), 20, 0, 900, look),
            "20 of 4,321 statements in 1,200 articles · 0.9 ms\n"
        );
        assert_eq!(
            closing(of(27, 0, 11), 0, 0, 900, look),
            "27 statements in 11 articles · 0.9 ms\n",
            "only counted"
        );
        assert_eq!(
            closing(of(21, 0, 2), 1, 20, 900, look),
            "21–21 of 21 statements in 2 articles · 0.9 ms\n"
        );
        assert_eq!(
            closing(of(27, 9, 11), 18, 0, 900, look),
            "18 of 27 statements in 11 articles; without those that copies repeat, 18 · 0.9 ms\n"
        );
    }
}
