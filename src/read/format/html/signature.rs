//! Who wrote the article: as stated for machines, else as signed beside the headline.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Author, NewsDate};
use crate::read::byline::{authors, is_description, is_name};
use crate::read::date;
use crate::text::fold::fold;

use super::features::letters;
use super::house::House;
use super::navigation::is_navigation;
use super::survey::{Mark, Survey};

/// Fields of `<meta>` that name authors, the most telling first.
const FIELDS: &[&str] = &[
    "author",
    "article:author_name",
    "article:author",
    "og:article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "citation_author",
    "shareaholic:article_author_name",
    "twitter:data1",
    "dc.contributor",
];

/// What JSON-LD says of an article's authors.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) names: Vec<String>,
    /// Whether they are said to be organizations, all of them.
    pub(super) organizations: bool,
}

/// The authors of a page; `told` are those of its JSON-LD.
pub(super) fn page_authors(survey: &Survey, told: &Told, outlet: &House, headline: &str) -> Vec<Author> {
    let house = |found: &[Author]| found.iter().all(|a| outlet.signs(&a.name));
    let without_house = |found: Vec<Author>| without_house(found, outlet);
    let stated = without_house(entities(&told.names));
    if !told.organizations && !house(&stated) {
        return written_out(with_field(stated, survey, outlet), survey);
    }
    let label = |key: &str| survey.metas.iter().any(|(k, v)| k == key && is_label(v));
    let fields = FIELDS.iter().find_map(|field| {
        if *field == "twitter:data1" && !label("twitter:label1") {
            return None;
        }
        let values = survey.metas.iter().filter(|(key, _)| key == field).map(|(_, value)| value.as_str());
        let values: Vec<String> = values.take(6).map(str::to_owned).collect();
        let found =
            if values.len() == 1 { people(values.iter().map(String::as_str)) } else { entities(&values) };
        let found = if found.is_empty() { entities(&values) } else { found };
        let [value] = values.as_slice() else { return (!house(&found)).then(|| without_house(found)) };
        let opens = outlet.opens(value) && !are_people(&without_house(found.clone()));
        let of_house = house(&found) || opens || outlet.is_addressed(value);
        (!of_house).then(|| without_house(found))
    });
    if let Some(found) = fields {
        return written_out(found, survey);
    }
    let signed = signed(survey, outlet, headline);
    // Where the outlet signs for machines, readers must be told a name that is one.
    let outweighs = stated.is_empty() || signed.iter().all(|a| is_name(&a.name) || a.agency);
    if !signed.is_empty() && outweighs {
        return signed;
    }
    let field = people(
        survey.metas.iter().filter(|(key, _)| FIELDS[..2].contains(&key.as_str())).map(|(_, v)| v.as_str()),
    );
    let named = [stated, field].into_iter().find(|found| !found.is_empty());
    named.unwrap_or_else(|| desk(survey, headline))
}

/// The names beside the outlet's own. Where an agency alone stands there, both signed: "The Post with Reuters".
fn without_house(mut found: Vec<Author>, outlet: &House) -> Vec<Author> {
    let others = |a: &&Author| !outlet.signs(&a.name);
    if found.iter().filter(others).any(|a| !a.agency) {
        found.retain(|a| !outlet.signs(&a.name));
    }
    found
}

/// Whether all are called as people are.
pub(super) fn are_people(all: &[Author]) -> bool {
    !all.is_empty() && all.iter().all(|a| is_name(&a.name) && !is_navigation(&a.name))
}

/// The authors that a field names, where they are those already told and others besides.
fn with_field(told: Vec<Author>, survey: &Survey, outlet: &House) -> Vec<Author> {
    let values = survey.metas.iter().filter(|(key, _)| key == "author").map(|(_, value)| value.as_str());
    let found = without_house(people(values), outlet);
    let among = |author: &Author| found.iter().any(|other| letters(&other.name) == letters(&author.name));
    if found.len() > told.len() && told.iter().all(among) && are_people(&found) { found } else { told }
}

/// One who is told by an account's name ("ana", "anaruiz", "ana_ruiz"), as a signature writes it out: "Ana Ruiz".
fn written_out(told: Vec<Author>, survey: &Survey) -> Vec<Author> {
    let [author] = told.as_slice() else { return told };
    if !is_account(author) {
        return told;
    }
    let marks = survey.signatures.iter().filter(|mark| mark.rank <= 3);
    let found = marks.flat_map(|mark| people(std::iter::once(mark.text.as_str())));
    let full =
        found.into_iter().find(|a| is_name(&a.name) && !is_description(&a.name) && spells(&a.name, author));
    full.map_or(told, |full| vec![full])
}

/// Whether an author has no more than an account's name.
pub(super) fn is_account(author: &Author) -> bool {
    !author.agency && author.name.len() >= 3 && author.name.is_ascii() && !author.name.trim().contains(' ')
}

/// Whether a name is what an account's name is short for.
pub(super) fn spells(name: &str, account: &Author) -> bool {
    let account = letters(&fold(&account.name));
    let first = name.split_whitespace().next().map(|word| letters(&fold(word)));
    letters(&fold(name)) == account || first.as_ref() == Some(&account)
}

/// A desk as it signs where nobody else does: "By Staff Writer", "Redaktion".
fn desk(survey: &Survey, headline: &str) -> Vec<Author> {
    let from = after(survey, headline);
    let marks = survey.signatures.iter().filter(|m| m.rank <= PLAIN && !m.place.beside && m.place.at > from);
    let name = |mark: &Mark| {
        let opened =
            OPENING.as_ref().and_then(|opening| opening.find(&mark.text)).map_or(0, |found| found.end());
        let name = mark.text.get(opened..)?.trim().trim_end_matches(',').trim();
        let words = name.split_whitespace().count();
        (is_description(name) && (1..=4).contains(&words) && !name.contains([':', '?', '!', '|', '@']))
            .then(|| Author { name: name.to_owned(), ..Author::default() })
    };
    marks.take(1).find_map(name).into_iter().collect()
}

/// Marks of this rank or a plainer one say in so many words that they name the author.
const PLAIN: u8 = 2;

/// How many elements stand in front of the headline.
fn after(survey: &Survey, headline: &str) -> usize {
    let title = letters(headline);
    survey.headings.iter().find(|h| letters(&h.text) == title).map_or(0, |h| h.place.at)
}

/// Twitter cards have fields whose meaning is told in a field beside them.
fn is_label(text: &str) -> bool {
    [
        "written by",
        "verfasst von",
        "geschrieben von",
        "écrit par",
        "escrito por",
        "scritto da",
        "author",
        "door",
    ]
    .contains(&text.trim().to_lowercase().trim_end_matches(':'))
}

/// The authors as the page signs them: of the marks that say most plainly what they are, the first after the
/// headline, with those beside it.
fn signed(survey: &Survey, house: &House, headline: &str) -> Vec<Author> {
    let from = after(survey, headline);
    for (beside, most) in [(false, 5), (true, 1)] {
        for rank in 0..=most {
            let marks = || survey.signatures.iter().filter(|m| m.rank == rank && m.place.beside == beside);
            // Bylines stand under the headline, sometimes just over it.
            let after = marks().position(|m| m.place.at > from && is_signature(m, house));
            let found = match after {
                Some(at) => together(&marks().skip(at).collect::<Vec<_>>(), house),
                None if from > 0 => {
                    let before: Vec<&Mark> = marks()
                        .filter(|m| m.place.at <= from && from - m.place.at < 60 && is_signature(m, house))
                        .collect();
                    together(&before, house)
                }
                None => Vec::new(),
            };
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

fn is_signature(mark: &Mark, house: &House) -> bool {
    !names(mark, house).is_empty()
}

/// The names of the first mark and of those close to it.
fn together(marks: &[&Mark], house: &House) -> Vec<Author> {
    let Some(first) = marks.first() else { return Vec::new() };
    let mut out: Vec<Author> = Vec::new();
    let mut last = first.place.at;
    for mark in marks {
        if mark.place.at - last > 8 && mark.place.parent != first.place.parent {
            break;
        }
        for author in names(mark, house) {
            let known = letters(&author.name);
            // "Ana Ruiz" beside "Ana Ruiz Politics": the shorter one is the name.
            if out.iter().all(|a| !known.contains(&letters(&a.name)) && !letters(&a.name).contains(&known)) {
                out.push(author);
            }
        }
        last = mark.place.at;
    }
    out
}

/// How signatures open, in the languages of the web's newsrooms.
static OPENING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\W*(?:posted|veröffentlicht|erstellt)\s+(?:in|on|am|um)\b.{1,60}?\s(?:by|von)\s+|^\W*(?:(?:posted|written|published|eingestellt|gepostet|geschrieben|verfasst|erstellt|veröffentlicht|gespeichert|publié|escrito|publicado|scritto|pubblicato|blog beitrag|(?:ein|eine)\s+(?:gast)?(?:artikel|beitrag|bericht|essay|gespräch|interview|kolumne|kommentar|reportage|text)|an?\s+(?:analysis|article|column|essay|report|review)|text|words|story|reported|report|interview|foto|autor\(?in\)?|autor|autorin|author|auteur|autore|redaktion|verfasser|bericht|reporter|credit|quelle|source)\s*:?\s+)?(?:by|von|vom|par|por|di|door|av|af|przez|от)\s*:?\s+|^\W*(?:posted|text|words|interview|autor\(?in\)?|autor|autorin|author\(?s?\)?|auteur|autore|redaktion|verfasser|bericht|writer|reporter)\s*:\s*",
    )
    .ok()
});

/// What stands behind a name in a signature: when and where it was posted.
static REST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\s+(?:veröffentlicht|published|posted|updated|aktualisiert|stand|says|sagt|on\s+\w+day)\b.*$|\s+(?-i:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[.,].*)?$|\s+(?:am|on|at|um|le|el|il|vor|hace)\s+(?:\d|(?-i:\p{Lu}\p{Ll}+\s+\d)).*$|(?:\s|[,|·•–@(\[])\s*\d.*$|\s*[|·•].*$",
    )
    .ok()
});

/// The names in one mark.
fn names(mark: &Mark, house: &House) -> Vec<Author> {
    let Some((opening, rest)) = OPENING.as_ref().zip(REST.as_ref()) else { return Vec::new() };
    let opened = opening.find(&mark.text).filter(|found| found.end() < mark.text.len());
    // The less plainly an element says that it is a signature, the more its words must.
    if mark.text.contains("://") {
        return Vec::new();
    }
    if mark.rank >= 4 && opened.is_none() {
        let found = people(std::iter::once(mark.text.as_str()));
        // An agency is called by no other word of a page.
        return if mark.rank == 4 && found.iter().all(|a| a.agency) { found } else { Vec::new() };
    }
    let text = opened.map_or(mark.text.as_str(), |found| &mark.text[found.end()..]);
    let text = rest.replace(text, "");
    let mut found = people(std::iter::once(text.as_ref()));
    if found.is_empty() && opened.is_some() {
        // "By Staff Writer": a description is all there is.
        found = entities(&[text.trim().to_owned()]);
    }
    let plausible = |a: &Author| {
        let words = a.name.split_whitespace().count();
        let explicit = mark.rank <= 1 || opened.is_some();
        let capital = a.name.split_whitespace().all(|w| w.chars().next().is_some_and(char::is_uppercase));
        words <= 5
            && a.name.chars().count() <= 48
            && !a.name.contains([':', '?', '!', '…', '«', '»', '"'])
            && (is_name(&a.name) || words == 1 || explicit && (capital || mark.rank == 0))
            && !house.is_nobody(&a.name)
            && !is_navigation(&a.name)
    };
    if found.len() > 6 {
        return Vec::new();
    }
    let mut found: Vec<Author> = found.into_iter().filter(plausible).collect();
    // "Ana Ruiz, Alder North" on the pages of Alder: the second is where she works.
    if found.first().is_some_and(|a| is_name(&a.name) && !house.opens(&a.name)) {
        found.retain(|a| !house.opens(&a.name));
    }
    found
}

/// The author as a line over the story that opens as bylines do.
pub(super) fn from_bylines(above: &[String]) -> Option<Vec<Author>> {
    above.iter().filter(|line| opens(line)).find_map(|line| line_of_names(line))
}

/// The author as a line where the story begins or ends that is a name and nothing else.
pub(super) fn from_ends(ends: &[String], headline: &str, house: &House) -> Option<Vec<Author>> {
    let words = |text: &str| text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).count();
    let name = |line: &String| {
        let found = line_of_names(line).filter(|all| are_people(all) && all.len() <= 3)?;
        let only = words(line) == found.iter().map(|a| words(&a.name)).sum::<usize>();
        let real = found.iter().all(|a| !is_description(&a.name) && !house.is_nobody(&a.name));
        (only && real && letters(line) != letters(headline)).then_some(found)
    };
    ends.iter().find_map(name)
}

/// The author as a line of its own: over the story ("By Ana Ruiz", "Ana Ruiz"), or under it ("(Ana Ruiz)").
pub(super) fn from_lines(above: &[String], below: &[String]) -> Vec<Author> {
    let under = || {
        below.iter().filter(|line| opens(line) || line.starts_with('(')).find_map(|line| line_of_names(line))
    };
    let bare = |lines: &mut dyn Iterator<Item = &String>| {
        lines.map(|line| bare(line)).find(|line| is_name(line)).and_then(line_of_names)
    };
    let dated = || above.iter().rev().find_map(|line| after_a_date(line));
    from_bylines(above)
        .or_else(|| bare(&mut above.iter().rev().take(2)))
        .or_else(dated)
        .or_else(under)
        .or_else(|| bare(&mut below.iter().take(1)))
        .unwrap_or_default()
}

fn bare(line: &str) -> &str {
    line.trim_matches(['(', ')', '|', ' ', '*', '—', '-', '+'])
}

/// A date and the hour at a line's start.
static LEADING_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\W*(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})|\d{4}-\d\d-\d\d|\d{1,2}\.?\s\p{L}{3,10}\.?,?\s\d{4}|\p{L}{3,10}\.?\s\d{1,2},\s\d{4})(?:[\s,|·–-]+\d{1,2}[:.]\d\d(?:\s*(?:uhr|h|am|pm))?)?[\s,|·:)\]–-]+",
    )
    .ok()
});

/// The date that a story opens with: "12.03.2025 – The quay stayed shut."
pub(super) fn date_in_front(lead: &str) -> Option<NewsDate> {
    let found = LEADING_DATE.as_ref()?.find(lead)?;
    date::read(found.as_str().trim_matches(|c: char| !c.is_alphanumeric()))?.sure()
}

/// "12.03.2025 - Ana Ruiz": the name behind a date, or one that a date follows.
fn after_a_date(line: &str) -> Option<Vec<Author>> {
    let found = LEADING_DATE.as_ref()?.find(line).map(|date| &line[date.end()..]);
    let before = || line.split_once(',').filter(|(_, rest)| date::line(rest).is_some()).map(|(name, _)| name);
    let name = found.or_else(before)?;
    if opens(name) {
        line_of_names(name)
    } else {
        Some(bare(name)).filter(|name| is_name(name)).and_then(line_of_names)
    }
}

fn opens(line: &str) -> bool {
    OPENING.as_ref().and_then(|opening| opening.find(line)).is_some_and(|found| found.end() < line.len())
}

/// The authors of a line that holds names and nothing else.
fn line_of_names(line: &str) -> Option<Vec<Author>> {
    let line = bare(line);
    let text = REST.as_ref().map_or(line.into(), |rest| rest.replace(line, ""));
    let found = people(std::iter::once(text.as_ref()));
    // "By Ana" names somebody, "Ana" alone does not.
    let capital =
        |name: &str| name.split_whitespace().all(|w| w.chars().next().is_some_and(char::is_uppercase));
    let named = |name: &str| is_name(name) || opens(line) && line.chars().count() < 80 && capital(name);
    let real = found.iter().all(|a| named(&a.name) && !is_navigation(&a.name));
    (real && !found.is_empty() && found.len() < 6).then_some(found)
}

/// The authors of a list that names each alone: agencies and desks among them too.
fn entities(names: &[String]) -> Vec<Author> {
    let mut out: Vec<Author> = Vec::new();
    for name in names {
        let found = people(std::iter::once(name.as_str()));
        let address =
            name.contains("://") || name.starts_with('@') || name.starts_with("www.") || name.len() > 80;
        let said = found.iter().any(|a| a.agency || is_name(&a.name));
        // "Staff and news service reports" is one description, however it is joined.
        let whole = !said && is_description(name) && !name.contains([',', ';', '/', '|', '@']);
        let found = if (found.is_empty() || whole) && !address {
            vec![Author { name: name.trim().to_owned(), ..Author::default() }]
        } else {
            found
        };
        for author in found {
            let real = author.name.chars().any(char::is_alphabetic) && !author.name.contains(':');
            if real && out.iter().all(|known| letters(&known.name) != letters(&author.name)) {
                out.push(author);
            }
        }
    }
    out
}

/// The authors of some lines, each once.
pub(super) fn people<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<Author> {
    let mut out: Vec<Author> = Vec::new();
    for line in lines.filter(|l| !l.contains("://") && !l.starts_with('@') && !l.starts_with("www.")) {
        let line = OPENING.as_ref().map_or(line.into(), |opening| opening.replace(line, ""));
        for author in authors(&line) {
            let key = letters(&author.name);
            if !out.iter().any(|known| letters(&known.name) == key) && author.name.len() < 80 {
                out.push(author);
            }
        }
    }
    // The outlet beside a name is no second author.
    if out.iter().any(|a| is_name(&a.name) && !is_description(&a.name)) {
        out.retain(|a| a.agency || !is_description(&a.name));
    }
    out
}
