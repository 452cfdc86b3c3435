//! Web pages: what they state about themselves, then what they show.
//!
//! Statements come first because they are exact: JSON-LD, then OpenGraph and other `<meta>`, then
//! microdata, then the page. The text is always the page's own, block by block in its order.

mod attributes;
mod blocks;
mod body;
mod bounds;
mod called;
mod chooser;
mod credit;
mod false_tags;
mod feature;
mod features;
mod fit;
mod headline;
mod house;
mod jsonld;
mod meta;
mod navigation;
mod plain_words;
mod printed;
mod several;
mod signature;
mod state;
mod survey;

use scraper::Html;

use crate::model::{Article, Author, NewsDate, Origin, ParagraphKind};
use crate::read::byline::{authors, byline};
use crate::read::date;
use crate::read::encoding::{declared, decode};
use crate::read::head::Head;
use crate::read::id::article_id;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Dated, Read, Reason, Warning};

use super::build::Builder;
use super::plain::dateline;
use super::stopwords::language;
use crate::text::fold::fold;
use blocks::{Block, Outline};
use called::Names;
pub use chooser::Chooser;
pub use fit::{Lesson, fit};
pub(super) use plain_words::plain_words;
use survey::Survey;

/// A web page.
pub(in crate::read) const FORMAT: Format = Format { name: "html", detect, reader: Reader::Whole(read) };

fn detect(head: &Head<'_>) -> Confidence {
    if head.is_binary() {
        return Confidence::No;
    }
    let named = head.ends_with(&[".html", ".htm", ".xhtml", ".shtml"]);
    let text = head.text();
    let start: String = text.chars().take(1024).collect::<String>().to_ascii_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        Confidence::Sure
    } else if start.starts_with('<')
        && (named || ["<html", "<head", "<body"].iter().any(|tag| start.contains(tag)))
    {
        Confidence::Likely
    } else if named {
        Confidence::Named
    } else {
        Confidence::No
    }
}

/// Reads a page that is text already.
pub(super) fn read_text(html: &str, origin: &Origin) -> Vec<Read> {
    page_with(html, origin, Chooser::shipped())
}

fn read(bytes: &[u8], origin: &Origin) -> Vec<Read> {
    read_with(bytes, origin, Chooser::shipped())
}

/// Reads a page, finding its story with other weights than those that ship.
pub fn read_with(bytes: &[u8], origin: &Origin, chooser: &Chooser) -> Vec<Read> {
    let decoded = decode(bytes, declared(bytes).as_deref());
    let reads = page_with(&decoded.text, origin, chooser).into_iter();
    reads.map(|read| read.warned(decoded.warning.iter().cloned().collect())).collect()
}

/// The article on a page, or those that it states one by one.
fn page_with(source: &str, origin: &Origin, chooser: &Chooser) -> Vec<Read> {
    let markup = bounds::bounded(source);
    let html = Html::parse_document(&markup);
    let mut names = Names::default();
    let survey = survey::survey(&html, &mut names);
    let several = jsonld::stories(&survey.scripts);
    if !several.is_empty() {
        return (1..).zip(several).map(|(number, script)| stated(number, script, &survey, origin)).collect();
    }
    let mut facts = meta::facts(&survey);
    let shown = several::pages(&markup, &html, &survey, facts.source.as_deref());
    if !shown.is_empty() {
        let read = |(number, page): (u64, several::Page)| {
            let html = Html::parse_document(&page.html);
            let mut names = Names::default();
            let survey = survey::survey(&html, &mut names);
            let facts = meta::facts(&survey);
            let origin = if page.own { origin.clone() } else { numbered(origin, number) };
            alone(&html, names, &survey, facts, &origin, chooser)
        };
        // What has no story of its own after all is left where it was: beside the others.
        let told = |read: &Read| read.article.as_ref().is_ok_and(|article| article.lead().is_some());
        let reads: Vec<Read> = (1..).zip(shown).map(read).filter(told).collect();
        if reads.len() > 1 {
            return reads;
        }
    }
    if facts.published.is_none() {
        facts.published = state::published(source);
    }
    vec![alone(&html, names, &survey, facts, origin, chooser)]
}

/// The one article of a page.
fn alone(
    html: &Html,
    names: Names<'_>,
    survey: &Survey,
    facts: meta::Facts,
    origin: &Origin,
    chooser: &Chooser,
) -> Read {
    let mut found = body::find(Outline::with(html, names), &facts.stated(), chooser);
    if let Some(stated) = stated_story(&facts.body, &found.story) {
        found.story = stated;
    }
    let stub = is_stub(&facts, &found.story).then_some(Warning::Stub);
    match article(origin, survey, facts, found) {
        Ok((article, open)) => Read::of(article).warned(stub.into_iter().chain(open).collect()),
        Err(reason) => Read::rejected(origin.clone(), reason),
    }
}

/// One of several articles of a page: a page in a capture has a number of its own, which is its folder then.
fn numbered(origin: &Origin, number: u64) -> Origin {
    let path =
        origin.record.map_or_else(|| origin.path.clone(), |page| format!("{}/{page}.html", origin.path));
    Origin { path, record: Some(number) }
}

/// One of several articles of a page, as it is stated for machines: what the page shows belongs to all of them.
fn stated(number: u64, script: String, page: &Survey, origin: &Origin) -> Read {
    let of_all = |(key, _): &&(String, String)| matches!(key.as_str(), "og:site_name" | "application-name");
    let alone = Survey {
        metas: page.metas.iter().filter(of_all).cloned().collect(),
        scripts: vec![script],
        language: page.language.clone(),
        ..Survey::default()
    };
    let origin = numbered(origin, number);
    let facts = meta::facts(&alone);
    let story = stated_story(&facts.body, &[]).unwrap_or_default();
    match article(&origin, &alone, facts, body::Found { story, ..body::Found::default() }) {
        Ok((article, open)) => Read::of(article).warned(open.into_iter().collect()),
        Err(reason) => Read::rejected(origin, reason),
    }
}

fn length(story: &[Block]) -> usize {
    story.iter().filter(|block| block.kind != ParagraphKind::Caption).map(|block| block.chars).sum()
}

/// The text that the page states for machines, where it shows little of it: scripts would have put it there.
fn stated_story(stated: &str, shown: &[Block]) -> Option<Vec<Block>> {
    if stated.len() < jsonld::WHOLE || stated.chars().count() < 3 * length(shown) {
        return None;
    }
    if looks_like_html(stated) {
        return Some(body::fragment(&Html::parse_fragment(&bounds::bounded(stated))));
    }
    let block = |line: &str| {
        let text = plain_words(line);
        Block { kind: ParagraphKind::Body, chars: text.chars().count(), text, link_chars: 0, holder: 0 }
    };
    Some(stated.lines().map(block).filter(|block| block.chars > 0).collect())
}

/// Whether a page that asks for payment shows no more than a beginning.
fn is_stub(facts: &meta::Facts, story: &[Block]) -> bool {
    const BEGINNING: usize = 1800;
    facts.paid && length(story) < BEGINNING
}

/// The article, and what its date leaves open.
fn article(
    origin: &Origin,
    survey: &Survey,
    mut facts: meta::Facts,
    mut found: body::Found,
) -> Result<(Article, Option<Warning>), Reason> {
    if found.story.iter().all(|b| b.kind == ParagraphKind::Caption) && facts.headline.is_empty() {
        return Err(Reason::NoText);
    }
    let house = house::House::new(survey, facts.source.as_deref());
    name_the_top(&mut found.story, facts.section.as_deref(), &facts.authors);
    let shown = |kind| found.story.iter().find(|block| block.kind == kind).map(|block| block.text.as_str());
    let dates = shown(ParagraphKind::Date).and_then(date::line).unwrap_or_default();
    if facts.authors.is_empty() {
        facts.authors = shown(ParagraphKind::Byline).map(authors).unwrap_or_default();
    }
    if facts.house_signs {
        let signed = signature::from_bylines(&found.above)
            .or_else(|| signature::from_ends(&found.ends, &facts.headline, &house));
        facts.authors = signed.unwrap_or(facts.authors);
    } else if let [account] = facts.authors.as_slice()
        && signature::is_account(account)
        && let Some(signed) = signature::from_bylines(&found.above)
        && signed.iter().any(|author| author.name.contains(' ') && signature::spells(&author.name, account))
    {
        facts.authors = signed;
    }
    if facts.authors.is_empty() {
        let signed = signature::from_lines(&found.above, &found.below);
        if !signed.is_empty() {
            facts.authors = signed;
        }
    }
    let sure = dates.published.and_then(date::Printed::sure);
    facts.published = facts.published.or(sure).or_else(|| in_front(&found.story));
    if facts.published.is_none() {
        let dates = printed::Dates::new(survey, &facts.headline, facts.url.as_deref());
        let described = || survey.metas.iter().filter(|(key, _)| key.ends_with("description"));
        facts.published = found
            .dated
            .iter()
            .find_map(|line| dates.in_text(line))
            .or_else(|| opening(&found.story).find_map(|block| dates.announced(&block.text)))
            .or_else(|| described().find_map(|(_, text)| dates.announced(text)));
    }
    let mut builder = Builder::default();
    builder.push(ParagraphKind::Headline, &facts.headline);
    push_all(&found.before, &facts.headline, &mut builder);
    push_all(&found.story, &facts.headline, &mut builder);
    let (text, paragraphs) = builder.finish();
    let lead = paragraphs.iter().find(|p| p.kind == ParagraphKind::Lead).map(|p| p.span.of(&text));
    let printed = lead.and_then(dateline);
    let published = facts
        .published
        .or(printed.as_ref().and_then(|d| d.date))
        .or_else(|| lead.and_then(signature::date_in_front));
    let open = dates.published.or_else(|| two_days(survey, &found.dated)).filter(|_| published.is_none());
    let article = Article {
        id: article_id(origin),
        origin: origin.clone(),
        headline: facts.headline,
        authors: facts.authors,
        published: published.or(open.map(|date| date.reading.certain())),
        updated: facts.updated.or(dates.updated.and_then(date::Printed::sure)),
        section: facts.section,
        source: facts.source,
        place: printed.map(|d| d.place),
        language: facts.language.or_else(|| language(&text)),
        captured: None,
        url: facts.url,
        slug: None,
        subjects: Vec::new(),
        warnings: Vec::new(),
        text,
        paragraphs,
    };
    let warning = open.map(|date| Warning::AmbiguousDate {
        of: Dated::Published,
        field: date::DATE_LINE.into(),
        text: date.text.to_owned(),
    });
    Ok((article, warning))
}

/// The story's first paragraphs.
fn opening(story: &[Block]) -> impl Iterator<Item = &Block> {
    story.iter().filter(|block| matches!(block.kind, ParagraphKind::Lead | ParagraphKind::Body)).take(2)
}

/// The date that one of the story's first paragraphs opens with: "(12.03.2025) The quay stayed shut."
fn in_front(story: &[Block]) -> Option<NewsDate> {
    opening(story).find_map(|block| signature::date_in_front(&block.text).filter(printed::is_of_the_web))
}

/// The first date that a page prints and that means two days.
fn two_days<'p>(survey: &'p Survey, dated: &'p [String]) -> Option<date::Printed<'p>> {
    let lines = survey.dates.iter().map(|mark| &mark.text).chain(dated);
    let mut printed = lines.filter_map(|line| date::line(line)?.published);
    printed.find(|date| date.sure().is_none())
}

/// Desk, byline and date over a story are no part of it, though they stand in its element.
fn name_the_top(story: &mut [Block], section: Option<&str>, known: &[Author]) {
    let names = |all: &[Author]| all.iter().map(|author| fold(&author.name)).collect::<Vec<_>>();
    let is_byline =
        |text: &str| byline(text).is_some() || (!known.is_empty() && names(&authors(text)) == names(known));
    let is_text = |block: &&mut Block| block.kind == ParagraphKind::Body;
    for block in story.iter_mut().filter(is_text) {
        block.kind = if section.is_some_and(|section| fold(section) == fold(&block.text)) {
            ParagraphKind::Furniture
        } else if date::line(&block.text).is_some() {
            ParagraphKind::Date
        } else if is_byline(&block.text) {
            ParagraphKind::Byline
        } else {
            return;
        };
    }
}

/// Adds blocks, without the headline again and without what was printed twice.
fn push_all(blocks: &[Block], headline: &str, builder: &mut Builder) {
    let mut last = "";
    for block in blocks {
        if block.text != last && block.text != headline {
            push(block, builder);
        }
        last = &block.text;
    }
}

/// Adds a block; a caption's credit stands apart from it.
fn push(block: &Block, builder: &mut Builder) {
    if block.kind == ParagraphKind::Caption {
        let (words, credit) = credit::split(&block.text);
        builder.push(ParagraphKind::Caption, words);
        builder.push(ParagraphKind::Furniture, credit.unwrap_or_default());
    } else {
        builder.push(block.kind, &block.text);
    }
}

/// A caption cut into what it says and its credit, where it prints one.
pub(super) fn without_credit(caption: &str) -> (&str, Option<&str>) {
    credit::split(caption)
}

/// Whether a field's text is marked up rather than plain.
pub(super) fn looks_like_html(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    // `<P>` alone may be a share's symbol between brackets, as agencies print them.
    ["</p>", "<br>", "<br/>", "<br />", "</div>", "</a>", "</h2>"].iter().any(|tag| lower.contains(tag))
        || ["<p>", "<p ", "<div"].iter().any(|tag| lower.starts_with(tag))
}

/// Adds the blocks of a piece of markup.
pub(super) fn push_fragment(markup: &str, headline: &str, builder: &mut Builder) {
    let html = Html::parse_fragment(&bounds::bounded(markup));
    let mut blocks = body::fragment(&html);
    // Where the headline is known, another heading of its size is a part's.
    for block in
        blocks.iter_mut().filter(|block| !headline.is_empty() && block.kind == ParagraphKind::Headline)
    {
        block.kind = ParagraphKind::Subhead;
    }
    push_all(&blocks, headline, builder);
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod told_tests;
