//! NewsML 1.x: items made of components, each with its lines, its data about the news, and its content.

use std::io::BufRead;

use crate::model::Origin;
use crate::read::head::Head;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};

use super::newsml_g2::fill_inline;
use super::nitf::{Piece, one_by_one};
use super::story::Story;
use super::xml::{Element, folded};
use crate::read::language_tag::primary_language;

/// News items of NewsML 1.0 to 1.2.
pub(in crate::read) const FORMAT: Format = Format { name: "newsml", detect, reader: Reader::Stream(stream) };

fn detect(head: &Head<'_>) -> Confidence {
    match head.root() {
        Some(root) if root.name == "NewsML" || root.name == "NewsItem" => Confidence::Sure,
        _ => Confidence::No,
    }
}

fn stream(input: &mut dyn BufRead, origin: &Origin, sink: &mut dyn FnMut(Read)) {
    let mut sent = None;
    one_by_one(input, origin, &["NewsML"], sink, |element| match element.name.as_str() {
        "NewsItem" => vec![item(element, sent.as_deref())],
        "NewsEnvelope" => {
            sent = element.words_of("DateAndTime");
            Vec::new()
        }
        _ => Vec::new(),
    });
}

fn item(item: &Element, sent: Option<&str>) -> Piece {
    let components = components(item);
    if components.is_empty() {
        return Piece::Other(Reason::NotAnArticle("an item that carries no content".to_owned()));
    }
    let mut story = Story::default();
    if let Some(management) = item.child("NewsManagement") {
        let status = management.child("Status").and_then(formal);
        if status.is_some_and(|s| matches!(s.as_str(), "Canceled" | "Cancelled" | "Withheld")) {
            return Piece::Other(Reason::NotAnArticle("an item that was taken back".to_owned()));
        }
        if let Some(created) = management.words_of("FirstCreated") {
            story.published("FirstCreated", &created);
        }
        if let Some(revised) = management.words_of("ThisRevisionCreated") {
            story.updated("ThisRevisionCreated", &revised);
        }
    }
    for component in &components {
        fill_facts(component, &mut story);
    }
    fill_identity(item, sent, &mut story);
    let mut texts = 0;
    for component in &components {
        let credit = credit_of(component, &components);
        texts += usize::from(fill_content(component, credit.as_deref(), &mut story));
    }
    if texts == 0 {
        return Piece::Other(Reason::NotAnArticle("an item without a text".to_owned()));
    }
    Piece::Story(Box::new(story))
}

fn fill_identity(item: &Element, sent: Option<&str>, story: &mut Story) {
    let identity = item.at(&["Identification", "NewsIdentifier"]);
    if let Some(day) = identity.and_then(|id| id.words_of("DateId")) {
        story.published("DateId", &day);
    }
    if let Some(sent) = sent {
        story.published("DateAndTime", sent);
    }
    if story.facts.updated == story.facts.published {
        story.facts.updated = None;
    }
    let mut labels = item.child("Identification").into_iter().flat_map(|id| id.children("NameLabel"));
    story.facts.slug = story.facts.slug.take().or_else(|| labels.find_map(Element::some_words));
    story.facts.source = story.facts.source.take().or_else(|| identity?.words_of("ProviderId"));
}

/// Every component of an item, outer before inner.
fn components(item: &Element) -> Vec<&Element> {
    let mut out = Vec::new();
    let mut open: Vec<&Element> = item.children("NewsComponent").collect();
    open.reverse();
    while let Some(component) = open.pop() {
        out.push(component);
        let inner: Vec<&Element> = component.children("NewsComponent").collect();
        open.extend(inner.into_iter().rev());
    }
    out
}

fn fill_facts(component: &Element, story: &mut Story) {
    // A picture's own lines say who took it, not who wrote the story.
    if is_caption(component) || is_picture(component) {
        return;
    }
    if let Some(lines) = component.child("NewsLines") {
        fill_lines(lines, story);
    }
    if let Some(administrative) = component.child("AdministrativeMetadata") {
        let party = |name: &str| administrative.at(&[name, "Party"]).and_then(formal);
        story.facts.source =
            story.facts.source.take().or_else(|| party("Provider")).or_else(|| party("Source"));
        if story.facts.authors.is_empty()
            && let Some(name) = party("Creator")
        {
            story.byline(&name);
        }
    }
    if let Some(descriptive) = component.child("DescriptiveMetadata") {
        fill_description(descriptive, story);
    }
}

fn fill_lines(lines: &Element, story: &mut Story) {
    if let Some(words) = lines.words_of("HeadLine") {
        story.headline(&words);
    }
    for line in lines.children("ByLine").filter_map(Element::some_words) {
        story.byline(&line);
    }
    if let Some(line) = lines.words_of("DateLine") {
        story.place(&line);
    }
    story.facts.slug = story.facts.slug.take().or_else(|| lines.words_of("SlugLine"));
    for line in lines.children("KeywordLine").filter_map(Element::some_words) {
        line.split([',', ';']).for_each(|word| story.subject(word));
    }
}

fn fill_description(descriptive: &Element, story: &mut Story) {
    let language = descriptive.child("Language").and_then(formal);
    story.facts.language = story.facts.language.take().or_else(|| primary_language(&language?));
    for code in descriptive.below(&["SubjectDetail", "SubjectMatter", "Subject", "TopicOccurrence"]) {
        if let Some(name) = formal(code) {
            story.subject(&name);
        }
    }
    for property in descriptive.children("Property") {
        let (Some(name), Some(value)) = (formal(property), property.attribute("Value")) else { continue };
        match name.as_str() {
            "Section" | "Category" | "Desk" | "ProductSection" => {
                story.facts.section.get_or_insert_with(|| value.to_owned());
            }
            "Keyword" => story.subject(value),
            _ => {}
        }
    }
    let location = descriptive.child("Location").into_iter().flat_map(|l| l.children("Property"));
    let city = location.filter(|p| formal(p).is_some_and(|n| n == "City")).find_map(|p| p.attribute("Value"));
    if let Some(city) = city {
        story.place(city);
    }
}

fn formal(element: &Element) -> Option<String> {
    element.attribute("FormalName").filter(|name| !name.is_empty()).map(str::to_owned)
}

fn role(component: &Element) -> String {
    component.child("Role").and_then(formal).unwrap_or_default().to_lowercase()
}

fn is_caption(component: &Element) -> bool {
    role(component).contains("caption")
}

fn is_picture(component: &Element) -> bool {
    let kinds = component.children("ContentItem").filter_map(|item| item.child("MediaType").and_then(formal));
    let kinds: Vec<String> = kinds.collect();
    !kinds.is_empty() && kinds.iter().all(|kind| kind != "Text" && kind != "ComplexData")
}

/// Whose picture a caption stands under: its own line says so, else that of the item's only picture.
fn credit_of(caption: &Element, all: &[&Element]) -> Option<String> {
    if !is_caption(caption) {
        return None;
    }
    let line = |component: &Element| component.at(&["NewsLines", "CreditLine"]).and_then(Element::some_words);
    let mut pictures = all.iter().filter(|component| is_picture(component));
    line(caption).or_else(|| match (pictures.next(), pictures.next()) {
        (Some(only), None) => line(only),
        _ => None,
    })
}

/// Adds a component's content; says whether it was a text of the story.
fn fill_content(component: &Element, credit: Option<&str>, story: &mut Story) -> bool {
    let mut told = false;
    for content in component.children("ContentItem").filter_map(|item| item.child("DataContent")) {
        if is_caption(component) {
            story.caption(&folded(&content.words()), credit);
        } else if !is_picture(component) && !content.words().is_empty() {
            fill_inline(content, story);
            told = true;
        }
    }
    told
}
