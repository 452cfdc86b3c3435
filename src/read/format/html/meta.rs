//! What a page says about its article besides the text, from the most exact statement to the least.

use crate::model::{Author, NewsDate};
use crate::read::byline::is_outlet;
use crate::read::language_tag::primary_language;
use crate::text::address::without_tracking;

use super::features::Stated;
use super::headline::{Told, headline};
use super::house::House;
use super::jsonld::{Statement, statement};
use super::printed::Dates;
use super::signature::{self, page_authors};
use super::survey::Survey;

/// What is known about the article besides its text.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) headline: String,
    pub(super) authors: Vec<Author>,
    /// Whether the outlet alone is said to have written it.
    pub(super) house_signs: bool,
    pub(super) published: Option<NewsDate>,
    pub(super) updated: Option<NewsDate>,
    pub(super) section: Option<String>,
    pub(super) source: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
    /// The summary that the page states.
    pub(super) description: String,
    /// The whole text that the page states.
    pub(super) body: String,
    /// Whether the page says that only those who pay read all of it.
    pub(super) paid: bool,
}

impl Facts {
    /// What tells which blocks are the story.
    pub(super) fn stated(&self) -> Stated<'_> {
        Stated { headline: &self.headline, description: &self.description, body: &self.body }
    }
}

const SECTION: &[&str] =
    &["article:section", "og:article:section", "articlesection", "section", "parsely-section", "category"];
const SOURCE: &[&str] = &["og:site_name", "application-name", "publisher", "dc.publisher", "twitter:site"];
const DESCRIPTION: &[&str] = &["og:description", "description", "twitter:description"];

/// Reads the page's statements about itself.
pub(super) fn facts(survey: &Survey) -> Facts {
    let stated = statement(&survey.scripts);
    let told = |key: &str| stated.as_ref().and_then(|s| s.words(key));
    let source = told("publisher").or_else(|| first(survey, SOURCE)).or_else(|| outlet_of(&survey.title));
    let title = Told { headline: told("headline"), alternative: told("alternativeHeadline") };
    let house = House::new(survey, source.as_deref());
    let headline = headline(survey, &title, &house);
    let url = url(survey, stated.as_ref());
    let signed = stated.as_ref().map(authors_told).unwrap_or_default();
    let dates = Dates::new(survey, &headline, url.as_deref());
    let authors = page_authors(survey, &signed, &house, &headline);
    let house_signs = !authors.is_empty() && authors.iter().all(|a| house.signs(&a.name));
    Facts {
        authors,
        house_signs,
        published: dates.published(told("datePublished").or_else(|| told("dateCreated")).as_deref()),
        updated: dates.updated(told("dateModified").as_deref()),
        section: told("articleSection").or_else(|| first(survey, SECTION)),
        language: language(survey, stated.as_ref()),
        description: first(survey, DESCRIPTION).unwrap_or_default(),
        body: stated.as_ref().and_then(|s| s.text("articleBody")).unwrap_or_default(),
        paid: stated.as_ref().is_some_and(Statement::is_paid),
        headline,
        url,
        source,
    }
}

/// The outlet behind the last mark of a page's title: "Quay closed - The Alder Post".
fn outlet_of(title: &str) -> Option<String> {
    let tail = [" - ", " | ", " – ", " — ", " :: "].iter().filter_map(|mark| title.rsplit_once(mark));
    let (_, name) = tail.min_by_key(|(_, name)| name.len())?;
    let words = name.split_whitespace();
    let named = (2..=5).contains(&words.clone().count())
        && words.clone().filter(|word| word.starts_with(char::is_uppercase)).count() * 2 > words.count();
    (named && is_outlet(name)).then(|| name.trim().to_owned())
}

fn authors_told(stated: &Statement) -> signature::Told {
    let mut found = stated.all("author");
    if found.is_empty() {
        found = stated.all("creator");
    }
    if found.is_empty() {
        found = stated.people();
    }
    signature::Told { names: found, organizations: stated.is_by_organizations() }
}

fn first(survey: &Survey, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| survey.metas.iter().find(|(key, _)| key == name))
        .map(|(_, value)| value.clone())
}

fn language(survey: &Survey, stated: Option<&Statement>) -> Option<String> {
    let lang = survey.language.as_deref().and_then(primary_language);
    lang.or_else(|| primary_language(&stated?.words("inLanguage")?))
}

fn url(survey: &Survey, stated: Option<&Statement>) -> Option<String> {
    let told = survey.canonical.clone().or_else(|| first(survey, &["og:url"]));
    let told = told.or_else(|| stated?.words("url")).filter(|u| u.starts_with("http"))?;
    Some(without_tracking(&told).into_owned())
}
