//! Words by which the parts of a page give themselves away. All in lower case.

use crate::model::ParagraphKind;

/// Labels of a header block, `Label: value`, and what their value is.
pub(super) const LABELS: &[(&str, Label)] = &[
    ("headline", Label::Headline),
    ("title", Label::Headline),
    ("hed", Label::Headline),
    ("by", Label::Author),
    ("byline", Label::Author),
    ("author", Label::Author),
    ("authors", Label::Author),
    ("writer", Label::Author),
    ("date", Label::Published),
    ("published", Label::Published),
    ("publication date", Label::Published),
    ("pub date", Label::Published),
    ("updated", Label::Updated),
    ("last updated", Label::Updated),
    ("source", Label::Source),
    ("publication", Label::Source),
    ("outlet", Label::Source),
    ("publisher", Label::Source),
    ("newspaper", Label::Source),
    ("section", Label::Section),
    ("desk", Label::Section),
    ("category", Label::Section),
    ("dateline", Label::Place),
    ("place", Label::Place),
    ("location", Label::Place),
    ("url", Label::Url),
    ("link", Label::Url),
    ("language", Label::Language),
    ("caption", Label::Caption),
    ("photo caption", Label::Caption),
    ("body", Label::Body),
    ("text", Label::Body),
    ("slug", Label::Furniture),
    ("id", Label::Furniture),
    ("page", Label::Furniture),
    ("edition", Label::Furniture),
    ("length", Label::Furniture),
    ("word count", Label::Furniture),
    ("keywords", Label::Furniture),
    ("tags", Label::Furniture),
    ("subject", Label::Furniture),
    ("copyright", Label::Furniture),
];

/// What a header label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Headline,
    Author,
    Published,
    Updated,
    Source,
    Section,
    Place,
    Url,
    Language,
    Caption,
    /// The story begins here.
    Body,
    Furniture,
}

impl Label {
    /// The part that the value plays.
    pub(super) fn kind(self) -> ParagraphKind {
        match self {
            Label::Headline => ParagraphKind::Headline,
            Label::Author => ParagraphKind::Byline,
            Label::Published | Label::Updated => ParagraphKind::Date,
            Label::Caption => ParagraphKind::Caption,
            Label::Body => ParagraphKind::Body,
            _ => ParagraphKind::Furniture,
        }
    }
}

/// Rubrics that stand alone on a line over a headline.
pub(super) const SECTIONS: &[&str] = &[
    "africa", "americas", "analysis", "arts", "asia", "books", "business", "climate", "comment", "culture",
    "economy", "education", "energy", "environment", "europe", "features", "finance", "health", "international",
    "law", "lifestyle", "local", "markets", "media", "metro", "middle east", "money", "national", "news",
    "obituaries", "opinion", "politics", "science", "society", "sport", "sports", "style", "tech", "technology",
    "travel", "uk", "us", "weather", "world",
];

/// Whole lines that belong to the page.
pub(super) const FURNITURE: &[&str] = &[
    "abstract", "advertisement", "article continues below", "body", "comments", "copy link", "email", "facebook",
    "follow us", "full text", "listen", "listen to article", "more from", "most read", "print", "read more",
    "recommended", "related", "related articles", "save", "share", "share this", "share this article", "sign in",
    "sign up", "skip advertisement", "sponsored", "story continues below advertisement", "subscribe", "supported by",
    "text", "text size", "top stories", "trending", "tweet", "twitter", "whatsapp",
];

/// How a caption opens.
pub(super) const CAPTION_OPENINGS: &[&str] = &[
    "caption:", "photo:", "photograph:", "picture:", "image:", "file photo", "file photo:", "file -", "file –",
    "file —", "pictured:", "above:", "photo by ", "photograph by ", "image credit:", "photo credit:", "(photo",
    "(image", "(picture",
];

/// How a caption ends: its credit.
pub(super) const CAPTION_CREDITS: &[&str] = &[
    "getty images", "getty images)", "/reuters", "/ap)", "/ap", "/afp", "(ap photo", "photo)", "shutterstock",
    "(reuters photo)", "file photo", "(file photo)", "/file", "(file)", "handout", "(handout)",
];

/// Words of which a line about an author has one.
pub(super) const BIO_WORDS: &[&str] = &[
    "analyst", "anchor", "author", "based", "broadcaster", "columnist", "contributor", "correspondent", "covers",
    "critic", "director", "editor", "fellow", "filmmaker", "freelance", "historian", "journalist", "lecturer",
    "photographer", "producer", "professor", "reporter", "researcher", "scholar", "writer", "writes",
];

/// Words that full sentences have and headlines drop.
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "a", "an", "the", "is", "are", "was", "were", "be", "been", "has", "had", "have", "will", "would", "he", "she",
    "it", "they", "i", "we", "you", "his", "her", "their", "said", "told", "that", "this", "there", "these",
];
