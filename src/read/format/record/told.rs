//! What a record says of its article besides the text: authors, captions, subjects, dates.

use serde_json::Value;

use crate::model::{Author, NewsDate, ParagraphKind};
use crate::read::byline::{authors, is_description};
use crate::read::date::{self, Reading};
use crate::read::format::build::Builder;
use crate::read::format::fields::Fields;
use crate::read::format::html;
use crate::read::map::Part;
use crate::read::report::{Dated, Warning};

use super::values::{each, first_words, fold, is_address};

pub(super) fn authors_of(fields: &Fields<'_>) -> Vec<Author> {
    let mut out: Vec<Author> = Vec::new();
    for (_, values) in fields.of(Part::Authors) {
        for name in values.into_iter().flat_map(each).filter_map(person) {
            let found = authors(&name);
            for author in if found.is_empty() { team(&name).into_iter().collect() } else { found } {
                if out.iter().all(|known| known.name != author.name) {
                    out.push(author);
                }
            }
        }
        if !out.is_empty() {
            break;
        }
    }
    out
}

/// "Alder Post Team": a desk that signs, where the field names nobody else.
fn team(name: &str) -> Option<Author> {
    let words = name.split_whitespace();
    let named =
        words.clone().filter(|word| word.starts_with(char::is_uppercase) && !is_description(word)).count();
    let fits =
        named > 0 && words.count() <= 5 && name.chars().all(|c| c.is_alphabetic() || " &'’.-".contains(c));
    fits.then(|| Author { name: fold(name), agency: true, ..Author::default() })
}

/// The name of a person; a number is a key into a list that the file does not have.
fn person(value: &Value) -> Option<String> {
    let Value::Object(fields) = value else { return value.is_string().then(|| first_words(value)).flatten() };
    let one = |names: &[&str]| names.iter().find_map(|name| fields.get(*name).and_then(Value::as_str));
    let whole = first_words(value).filter(|words| !is_address(words));
    whole.or_else(|| {
        let first = one(&["firstname", "first_name", "givenName", "given_name"]).unwrap_or_default();
        let last = one(&["lastname", "last_name", "familyName", "family_name"]).unwrap_or_default();
        Some(fold(&format!("{first} {last}"))).filter(|name| !name.is_empty())
    })
}

pub(super) fn with_bios(mut named: Vec<Author>, printed: &[Author]) -> Vec<Author> {
    for author in &mut named {
        if let Some(twin) = printed.iter().find(|p| p.name == author.name) {
            author.bio = author.bio.take().or_else(|| twin.bio.clone());
        }
    }
    named
}

/// Where records say whose pictures they are.
const CREDITS: &[&str] = &[
    "associations.*.creditline",
    "associations.creditline",
    "associations.*.byline",
    "associations.byline",
    "associations.*.by",
    "associations.by",
    "images.*.credit",
    "images.credit",
    "image.credit",
    "imagecredit",
    "photocredit",
];

/// The words under the pictures, each with whose picture it is.
pub(super) fn captions(fields: &Fields<'_>) -> Vec<(String, String)> {
    for (_, values) in fields.of(Part::Captions) {
        let words = values.into_iter().flat_map(each).filter_map(first_words);
        let found: Vec<String> = words.flat_map(|words| caption(&words)).filter(|c| !is_address(c)).collect();
        if !found.is_empty() {
            let credits = credits(fields, found.len());
            return found.iter().zip(credits).map(|(caption, credit)| apart(caption, credit)).collect();
        }
    }
    Vec::new()
}

/// As many credits as there are captions; where another number is told nobody knows which is whose.
fn credits(fields: &Fields<'_>, captions: usize) -> Vec<Option<String>> {
    let told = |path: &&str| {
        let (_, values) = fields.at(path)?;
        Some(values.into_iter().flat_map(each).filter_map(first_words).collect::<Vec<_>>())
    };
    let found = CREDITS.iter().filter_map(told).find(|found| found.len() == captions);
    found.map_or_else(|| vec![None; captions], |found| found.into_iter().map(Some).collect())
}

fn apart(caption: &str, credit: Option<String>) -> (String, String) {
    match html::without_credit(caption) {
        (words, printed) if !words.is_empty() => {
            (words.to_owned(), credit.or(printed.map(str::to_owned)).unwrap_or_default())
        }
        _ => (caption.to_owned(), credit.unwrap_or_default()),
    }
}

/// The caption in a field, which may hold the whole figure as markup.
fn caption(words: &str) -> Vec<String> {
    if !words.contains("<fig") {
        return Some(html::plain_words(words)).filter(|words| !words.is_empty()).into_iter().collect();
    }
    let mut builder = Builder::default();
    html::push_fragment(words, "", &mut builder);
    let (text, parts) = builder.finish();
    let captions = parts.iter().filter(|part| part.kind == ParagraphKind::Caption);
    captions.map(|part| part.span.of(&text).to_owned()).collect()
}

/// What the article is about; a contributor's page among its tags is not that.
pub(super) fn subjects(fields: &Fields<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (_, values) in fields.of(Part::Subjects) {
        let values: Vec<&Value> = values.into_iter().flat_map(each).collect();
        let is_topic = |value: &&&Value| {
            value.get("type").and_then(Value::as_str).is_none_or(|kind| kind != "contributor")
        };
        // A lone text is a list of words.
        let alone = values.len() == 1 && values[0].is_string();
        for words in values.iter().filter(is_topic).filter(|v| !v.is_number()).filter_map(|v| first_words(v))
        {
            let parts: Vec<&str> = if alone { words.split([',', ';', '|']).collect() } else { vec![&words] };
            for part in parts.into_iter().map(html::plain_words).filter(|part| !part.is_empty()) {
                if !out.contains(&part) {
                    out.push(part);
                }
            }
        }
        if !out.is_empty() {
            break;
        }
    }
    out
}

pub(super) fn address(fields: &Fields<'_>) -> Option<String> {
    let values = fields.of(Part::Url).into_iter().flat_map(|(_, values)| values);
    values.filter_map(first_words).find(|u| is_address(u))
}

/// The first date that means one day; else what is sure of the first that means two.
pub(super) fn dated(
    fields: &Fields<'_>,
    part: Part,
    of: Dated,
    warnings: &mut Vec<Warning>,
) -> Option<NewsDate> {
    let mut either: Option<(NewsDate, Warning)> = None;
    for (name, values) in fields.of(part) {
        let Some(value) = values.first() else { continue };
        let text = first_words(value);
        let reading = match value {
            Value::Number(number) => {
                number.as_i64().and_then(date::from_unix).map(|date| Reading::One(date, None))
            }
            // WordPress writes the moment in Greenwich without saying so in the value.
            _ if name.ends_with("_gmt") => text.as_ref().and_then(|text| date::read(&format!("{text}Z"))),
            _ => text.as_deref().and_then(date::read),
        };
        match (reading, text) {
            (Some(Reading::One(date, order)), _) => {
                warnings.extend(order.map(Warning::PrintedOrder));
                return Some(date);
            }
            (Some(reading), Some(text)) => {
                let warning = Warning::AmbiguousDate { of, field: name.to_owned(), text };
                either.get_or_insert((reading.certain(), warning));
            }
            (None, Some(text)) => warnings.push(Warning::UnreadDate { field: name.to_owned(), text }),
            (_, None) => {}
        }
    }
    let (date, warning) = either?;
    warnings.push(warning);
    Some(date)
}
