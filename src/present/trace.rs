//! A remembered quotation traced to whoever said it first.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::layout::{Run, columns, cut, put, put_wrapped, run, shorten, wrap};
use super::paint::{Look, Part};
use super::referred::{self, Referred};
use super::together::{self, Companion};
use super::units::CharSpan;
use super::words;
use crate::model::{NewsDate, StatementKind};

/// The answer to `onrecord trace`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TraceResponse {
    /// The version of this shape.
    pub schema_version: u32,
    /// The words that were looked for.
    pub words: String,
    /// How many quotations there are, listed or not.
    pub total: u64,
    /// Time taken, in milliseconds.
    pub took_ms: f64,
    /// The quotations, the likeliest first.
    pub quotations: Vec<Quotation>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

impl TraceResponse {
    /// The version of the shape.
    pub const VERSION: u32 = 1;
}

/// One quotation, wherever it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quotation {
    /// Its words, as first printed.
    pub words: String,
    /// How much of what was remembered stands in it, 0 to 1.
    pub likeness: f32,
    /// In how many articles it stands.
    pub articles: u64,
    /// Whether the same words are attributed to people or bodies who cannot be one.
    pub disputed: bool,
    /// Whoever it is attributed to by name, those of most articles first; one entry for all who can be one.
    pub speakers: Vec<Speaker>,
    /// The outlets that carried it, the earliest first.
    pub outlets: Vec<Outlet>,
    /// Its wordings, the earliest first.
    pub variants: Vec<Variant>,
    /// Everywhere it stands, the earliest first; what has no date stands last.
    pub occurrences: Vec<Occurrence>,
}

/// Somebody to whom the words are attributed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Speaker {
    /// By the fullest name that is used.
    pub name: String,
    /// In how many articles.
    pub articles: u64,
}

/// An outlet that carried the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outlet {
    /// Its name; the folder where the article does not say.
    pub name: String,
    /// In how many articles.
    pub articles: u64,
    /// When first.
    pub first: Option<String>,
}

/// One wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Variant {
    /// As first printed so.
    pub words: String,
    /// How often it stands so.
    pub occurrences: u64,
    /// When first.
    pub first: Option<String>,
}

/// One place where the words stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Occurrence {
    /// The article: `onrecord show ID`.
    pub id: String,
    /// Its path below the archive's folder.
    pub path: String,
    /// Which record of a file that holds several, counted from 1.
    pub record: Option<u64>,
    /// ISO 8601, cut at what is known.
    pub published: Option<String>,
    /// The article's title.
    pub headline: String,
    /// The outlet; the folder where the article does not say.
    pub outlet: Option<String>,
    /// The words, verbatim; an ellipsis where "she said" cuts them in two.
    pub words: String,
    /// Where each piece stands in the article's text.
    pub spans: Vec<CharSpan>,
    /// The remembered words among them, in the article's text.
    pub matches: Vec<CharSpan>,
    /// Direct, mixed or indirect; null where the article attributes the words to nobody.
    pub kind: Option<StatementKind>,
    /// Whoever said it, by the fullest name the article uses.
    pub speaker: Option<String>,
    /// What the article says they do.
    pub role: Option<String>,
    /// Whom they do it for.
    pub organization: Option<String>,
    /// The words beside the statement that name the speaker: "he", "Ruiz".
    pub speaker_text: Option<String>,
    /// What the speaker's words refer to, where they are no name.
    pub reference: Option<Referred>,
    /// Who says it together with the speaker.
    pub with: Vec<Companion>,
    /// The words that attribute it.
    pub cue: Option<String>,
    /// Whether the article says that the speaker did not say it.
    pub negated: bool,
    /// How likely words and speaker are right, 0 to 1.
    pub confidence: Option<f32>,
    /// How much of what was remembered stands here, 0 to 1.
    pub likeness: f32,
    /// Which of the quotation's wordings, from 0.
    pub variant: u64,
}

/// How many places of one quotation are listed for reading.
const LISTED: usize = 12;
/// How many lines the words may take.
const LINES: usize = 5;
/// Columns before what is told of a quotation.
const INDENT: usize = 4;

/// The quotations for reading.
pub fn text(response: &TraceResponse, look: Look) -> String {
    let mut out = String::new();
    for quotation in &response.quotations {
        one(&mut out, quotation, look);
        out.push('\n');
    }
    let count = match response.total {
        0 => "nobody is found to have said it".to_owned(),
        total => words::counted(total, "quotation"),
    };
    let listed = response.quotations.len() as u64;
    let shown = if listed < response.total { format!("{} of {count}", words::number(listed)) } else { count };
    let took = words::took((response.took_ms * 1e3) as u64);
    put(&mut out, &[run(&format!("{shown} · {took}"), Part::Quiet)], look.color);
    out
}

fn one(out: &mut String, quotation: &Quotation, look: Look) {
    let width = look.columns();
    let said = run(&quoted(&quotation.words), Part::Said);
    for line in cut(wrap(&[said], width), LINES, width) {
        put(out, &line, look.color);
    }
    if let Some(first) = quotation.occurrences.first() {
        put_wrapped(out, &first_said(first), INDENT, width, look.color);
    }
    put_wrapped(out, &[run(&carried(quotation), Part::Quiet)], INDENT, width, look.color);
    if quotation.disputed {
        put_wrapped(out, &dispute(quotation), INDENT, width, look.color);
    }
    out.push('\n');
    list(out, quotation, look);
}

/// `“…”`, whatever marks the words had.
fn quoted(words: &str) -> String {
    let bare = words.trim_matches(['“', '”', '"', '„', '«', '»', ' ']);
    format!("“{bare}”")
}

fn first_said(first: &Occurrence) -> Vec<Run> {
    let mut runs = vec![run("first: ", Part::Quiet), run(&speaker(first), Part::Name)];
    let name = first.speaker.as_deref().unwrap_or_default();
    if let Some(office) = words::office(name, first.role.as_deref(), first.organization.as_deref()) {
        runs.push(run(&format!(", {office}"), Part::Plain));
    }
    if let (Some(reference), Some(words)) = (&first.reference, &first.speaker_text) {
        runs.push(run(&format!(" · {}", reference.told(words)), Part::Quiet));
    }
    runs.push(run(&format!(" · {}", date(first.published.as_deref())), Part::Plain));
    if let Some(outlet) = &first.outlet {
        runs.push(run(&format!(" · {outlet}"), Part::Plain));
    }
    if !first.headline.trim().is_empty() {
        runs.push(run(&format!(" · {}", first.headline.trim()), Part::Quiet));
    }
    runs
}

fn speaker(one: &Occurrence) -> String {
    together::all_of(one.speaker.as_deref().unwrap_or("nobody is named"), &one.with)
}

fn date(iso: Option<&str>) -> String {
    let date: Option<NewsDate> = iso.and_then(|iso| iso.parse().ok());
    date.map_or_else(|| "undated".to_owned(), |date| words::day(&date))
}

/// `4 articles in 3 outlets, 9 March 2025 – 2 June 2025; 2 wordings`.
fn carried(quotation: &Quotation) -> String {
    let mut out = words::counted(quotation.articles, "article");
    let outlets: Vec<&str> = quotation.outlets.iter().map(|outlet| outlet.name.as_str()).collect();
    if let [only] = outlets.as_slice() {
        out.push_str(&format!(" in {only}"));
    } else if !outlets.is_empty() {
        out.push_str(&format!(" in {} outlets: {}", outlets.len(), outlets.join(", ")));
    }
    let mut dates = quotation.occurrences.iter().filter_map(|one| one.published.as_deref());
    if let (Some(first), Some(last)) = (dates.next(), dates.next_back())
        && date(Some(first)) != date(Some(last))
    {
        out.push_str(&format!("; {} – {}", date(Some(first)), date(Some(last))));
    }
    if quotation.variants.len() > 1 {
        out.push_str(&format!("; {} wordings", quotation.variants.len()));
    }
    out
}

fn dispute(quotation: &Quotation) -> Vec<Run> {
    let names: Vec<String> = quotation
        .speakers
        .iter()
        .map(|speaker| format!("{} ({})", speaker.name, words::counted(speaker.articles, "article")))
        .collect();
    vec![run(
        &format!("! THE SAME WORDS ARE ATTRIBUTED TO DIFFERENT SPEAKERS: {}", names.join(", ")),
        Part::Alarm,
    )]
}

/// A row for every place, and the wording below where it is another than the row's before.
fn list(out: &mut String, quotation: &Quotation, look: Look) {
    let shown: Vec<&Occurrence> = quotation.occurrences.iter().take(LISTED).collect();
    let cells: Vec<[String; 3]> = shown
        .iter()
        .map(|one| {
            let outlet = one.outlet.clone().unwrap_or_default();
            let day = one.published.as_deref().and_then(|iso| iso.get(..10).or(Some(iso)));
            let day = day.unwrap_or("undated").to_owned();
            [day, shorten(&speaker(one), 24), shorten(&outlet, 21)]
        })
        .collect();
    let widest = |at: usize| cells.iter().map(|row| columns(&row[at])).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2)];
    let mut wording = 0;
    for (one, row) in shown.iter().zip(&cells) {
        let mut line = vec![run(&" ".repeat(INDENT), Part::Plain)];
        for ((cell, width), part) in row.iter().zip(widths).zip([Part::Plain, Part::Name, Part::Quiet]) {
            let gap = " ".repeat(width.saturating_sub(columns(cell)) + 2);
            line.extend([run(cell, part), run(&gap, Part::Plain)]);
        }
        line.push(run(&format!("{:>3.0}%  ", one.likeness * 100.0), Part::Quiet));
        line.push(run(&one.id, Part::Handle));
        put(out, &line, look.color);
        if one.variant != wording {
            let indent = INDENT + widths[0] + 2;
            let words = wrap(&[run(&quoted(&one.words), Part::Said)], look.columns().saturating_sub(indent));
            for line in cut(words, 2, look.columns().saturating_sub(indent)) {
                out.push_str(&" ".repeat(indent));
                put(out, &line, look.color);
            }
            wording = one.variant;
        }
    }
    if let Some(more) = quotation.occurrences.len().checked_sub(LISTED).filter(|more| *more > 0) {
        put_wrapped(
            out,
            &[run(&format!("+{more} more: --format csv lists all"), Part::Quiet)],
            INDENT,
            look.columns(),
            look.color,
        );
    }
}

/// The columns of [`csv`].
const COLUMNS: [&str; 20] = [
    "quotation",
    "published",
    "speaker",
    "role",
    "organization",
    "outlet",
    "headline",
    "words",
    "kind",
    "cue",
    "confidence",
    "likeness",
    "disputed",
    "id",
    "path",
    "spans",
    "with",
    "negated",
    "reference",
    "antecedent",
];

/// One row for each place.
pub fn csv(response: &TraceResponse) -> String {
    let rows = (1..).zip(&response.quotations).flat_map(|(number, quotation)| {
        quotation.occurrences.iter().map(move |one| row(number, quotation, one))
    });
    table(COLUMNS, rows)
}

fn row(number: u64, quotation: &Quotation, one: &Occurrence) -> [String; 20] {
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let [reference, antecedent] = referred::cells(one.reference.as_ref());
    let spans: Vec<String> = one.spans.iter().map(|span| format!("{}-{}", span.start, span.end)).collect();
    [
        number.to_string(),
        or_empty(&one.published),
        or_empty(&one.speaker),
        or_empty(&one.role),
        or_empty(&one.organization),
        or_empty(&one.outlet),
        one.headline.clone(),
        one.words.clone(),
        one.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
        or_empty(&one.cue),
        one.confidence.map(|confidence| format!("{confidence:.3}")).unwrap_or_default(),
        format!("{:.3}", one.likeness),
        quotation.disputed.to_string(),
        one.id.clone(),
        one.path.clone(),
        spans.join(" "),
        together::cell(&one.with),
        one.negated.to_string(),
        reference,
        antecedent,
    ]
}
