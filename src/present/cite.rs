//! A statement as a citation, in the styles that newsrooms and theses ask for.
//!
//! A statement is cited as words of its speaker *quoted in* the article. What the article does not print
//! is left out or said to be missing, never made up.

use super::quote::Quote;
use super::{together, words};
use crate::model::{NewsDate, Precision, StatementKind};

/// How to cite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// American Psychological Association, 7th edition.
    Apa,
    /// The Chicago Manual of Style, notes.
    Chicago,
    /// One line: words, speaker and office, article, place in the archive.
    Plain,
}

/// The citation, on one line.
pub fn cite(quote: &Quote, style: Style) -> String {
    match style {
        Style::Apa => apa(quote),
        Style::Chicago => chicago(quote),
        Style::Plain => plain(quote),
    }
}

/// `“Words” (Ana Ruiz, as cited in Osei, 2025). Osei, M. (2025, March 9). Headline. Outlet. URL`.
fn apa(quote: &Quote) -> String {
    let authors: Vec<(String, String)> = quote.authors.iter().map(|author| inverted(&author.name)).collect();
    let date = date(quote);
    let year = date.map_or_else(|| "n.d.".to_owned(), |date| date.local.year().to_string());
    let surnames: Vec<&str> = authors.iter().map(|(last, _)| last.as_str()).collect();
    let cited_in = match surnames.as_slice() {
        [] => format!("“{}”", title(quote)),
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} & {other}"),
        [one, ..] => format!("{one} et al."),
    };
    let names: Vec<String> = authors
        .iter()
        .map(
            |(last, initials)| if initials.is_empty() { last.clone() } else { format!("{last}, {initials}") },
        )
        .collect();
    let names = match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{}, & {last}", before.join(", ")),
    };
    let when = match date {
        None => "n.d.".to_owned(),
        Some(date) => [year.clone()].into_iter().chain(month_day(&date)).collect::<Vec<_>>().join(", "),
    };
    let reference = if names.is_empty() {
        format!("{}. ({when}).", title(quote))
    } else {
        format!("{} ({when}). {}.", ended(&names), title(quote))
    };
    let rest = [quote.source.clone().map(|source| format!("{source}.")), quote.url.clone()];
    let reference =
        std::iter::once(reference).chain(rest.into_iter().flatten()).collect::<Vec<_>>().join(" ");
    format!("{} ({}, as cited in {cited_in}, {year}). {reference}", marked(quote), speaker(quote))
}

/// `“Words,” Ana Ruiz, quoted in Mara Osei, “Headline,” Outlet, March 9, 2025, URL.`
fn chicago(quote: &Quote) -> String {
    let names: Vec<&str> = quote.authors.iter().map(|author| author.name.as_str()).collect();
    let authors = match names.split_last() {
        None => None,
        Some((only, [])) => Some((*only).to_owned()),
        Some((last, before)) => Some(format!("{} and {last}", before.join(", "))),
    };
    let when = date(quote).map_or_else(
        || "n.d.".to_owned(),
        |date| match (month_day(&date), date.local.year()) {
            (Some(day), year) if date.precision >= Precision::Day => format!("{day}, {year}"),
            (Some(month), year) => format!("{month} {year}"),
            (None, year) => year.to_string(),
        },
    );
    let direct = quote.kind == StatementKind::Direct;
    let words = if direct { inner(&quote.text) } else { quote.text.trim() };
    let comma = if words.ends_with(['?', '!', '…']) { "" } else { "," };
    let words = words.trim_end_matches([',', '.']);
    // Words that the article reports in its own must not look like the speaker's.
    let (words, how) = if direct {
        (format!("“{words}{comma}”"), "quoted")
    } else {
        (format!("{words}{comma}"), "paraphrased")
    };
    let mut parts: Vec<String> = Vec::new();
    parts.extend(authors);
    parts.push(format!("“{},”", title(quote).trim_end_matches('.')));
    let mut rest = vec![];
    rest.extend(quote.source.clone());
    rest.push(when);
    rest.extend(quote.url.clone());
    let head = match parts.as_slice() {
        [author, title] => format!("{author}, {title}"),
        parts => parts.join(" "),
    };
    let rest = rest.join(", ");
    format!("{words} {}, {how} in {head} {}.", speaker(quote), rest.trim_end_matches('.'))
}

/// `“Words” – Ana Ruiz, senior lecturer, Sarell University · Headline · Outlet · 2025-03-09 · path:164-189`.
fn plain(quote: &Quote) -> String {
    let mut who = first_speaker(quote).to_owned();
    if let Some(office) = words::office(&who, quote.role.as_deref(), quote.organization.as_deref()) {
        who = format!("{who}, {office}");
    }
    let who = together::all_of(&who, &quote.with);
    let place = format!("{}:{}-{}", quote.place(), quote.span.start, quote.span.end);
    let known = [
        Some(format!("{} – {who}", marked(quote))),
        Some(title(quote).to_owned()),
        quote.source.clone(),
        quote.published.clone(),
        Some(place),
    ];
    known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Everybody who said it, by name; as the article calls them where it names nobody.
fn speaker(quote: &Quote) -> String {
    together::all_of(first_speaker(quote), &quote.with)
}

fn first_speaker(quote: &Quote) -> &str {
    let known = quote.speaker.as_deref().or(quote.speaker_text.as_deref());
    known.unwrap_or("unnamed speaker")
}

fn title(quote: &Quote) -> &str {
    let headline = quote.headline.trim();
    if headline.is_empty() { &quote.path } else { headline }
}

fn inner(words: &str) -> &str {
    words.trim_matches(['“', '”', '"', '„', '«', '»', ' '])
}

/// In marks where the article has them; what is reported carries none.
fn marked(quote: &Quote) -> String {
    let words = quote.text.trim();
    match quote.kind {
        // A comma before "she said" belongs to the article's sentence.
        StatementKind::Direct => format!("“{}”", inner(words).trim_end_matches(',')),
        _ => words.trim_end_matches(',').to_owned(),
    }
}

fn date(quote: &Quote) -> Option<NewsDate> {
    quote.published.as_ref()?.parse().ok()
}

/// `March 9`, `March`, or nothing, as far as it was printed.
fn month_day(date: &NewsDate) -> Option<String> {
    let month = super::words::month(date.local.month());
    match date.precision {
        Precision::Year => None,
        Precision::Month => Some(month.to_owned()),
        _ => Some(format!("{month} {}", date.local.day())),
    }
}

/// Surname and initials.
fn inverted(name: &str) -> (String, String) {
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some((last, given)) = words.split_last() else { return (name.to_owned(), String::new()) };
    let initials: Vec<String> =
        given.iter().filter_map(|word| word.chars().next()).map(|first| format!("{first}.")).collect();
    ((*last).to_owned(), initials.join(" "))
}

fn ended(names: &str) -> String {
    if names.ends_with('.') { names.to_owned() } else { format!("{names}.") }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::quotes::tests::sample;
    use super::*;

    fn all(quote: &Quote) -> String {
        [Style::Apa, Style::Chicago, Style::Plain].map(|style| cite(quote, style)).join("\n")
    }

    #[test]
    fn quoted_in_an_article() {
        expect![[r#"
            “The letter was never lost” (Ana Ruiz, as cited in Osei, 2025). Osei, M. (2025, March 9). Harbour board delays vote on the Lindqvist letter. Sarell Courier.
            “The letter was never lost,” Ana Ruiz, quoted in Mara Osei, “Harbour board delays vote on the Lindqvist letter,” Sarell Courier, March 9, 2025.
            “The letter was never lost” – Ana Ruiz, senior lecturer in maritime law, Sarell University · Harbour board delays vote on the Lindqvist letter · Sarell Courier · 2025-03-09 · sarell/harbour.txt:196-222"#]].assert_eq(&all(&sample()));
    }

    #[test]
    fn what_is_reported_never_looks_quoted() {
        let quote = Quote { kind: StatementKind::Indirect, text: "the drawer was full".into(), ..sample() };
        for line in all(&quote).lines() {
            assert!(line.starts_with("the drawer was full"), "{line}");
            assert!(!line.contains(" quoted in"), "{line}");
        }
    }

    #[test]
    fn what_is_missing_is_said_or_left_out() {
        let mut quote = sample();
        quote.authors.clear();
        quote.published = None;
        quote.source = None;
        quote.speaker = None;
        quote.speaker_text = None;
        expect![[r#"
            “The letter was never lost” (unnamed speaker, as cited in “Harbour board delays vote on the Lindqvist letter”, n.d.). Harbour board delays vote on the Lindqvist letter. (n.d.).
            “The letter was never lost,” unnamed speaker, quoted in “Harbour board delays vote on the Lindqvist letter,” n.d.
            “The letter was never lost” – unnamed speaker, senior lecturer in maritime law, Sarell University · Harbour board delays vote on the Lindqvist letter · sarell/harbour.txt:196-222"#]].assert_eq(&all(&quote));
    }
}
