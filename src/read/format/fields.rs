//! The names under which archives keep an article's parts, and how the values are found by them.
//!
//! A name is a path through objects (`fields.byline`), `*` any key; lists on the way are walked through.
//! Case, `_`, `-` and other marks in a file's names do not count.

use serde_json::{Map, Value};

use crate::read::map::{FieldMap, Part, plain_name};

/// The usual names of a part, the most telling first: plain ones, then those of news-please, CC-News,
/// All the News, NewsAPI, the Guardian's and the New York Times' interfaces, GDELT, Media Cloud,
/// WordPress, ninjs and JSON Feed.
fn usual(part: Part) -> &'static [&'static str] {
    match part {
        Part::Headline => &[
            "headline",
            "title",
            "hed",
            "headlinemain",
            "headlines",
            "fields.headline",
            "webtitle",
            "articletitle",
            "yoastheadjson.title",
            "name",
        ],
        Part::Text => &[
            "text",
            "body",
            "articlebody",
            "content",
            "bodyrichtext",
            "bodyxhtml",
            "bodyhtml",
            "contenthtml",
            "maintext",
            "fulltext",
            "fields.body",
            "bodytext",
            "fields.bodytext",
            "bodies",
            "bodymain",
            "contenttext",
            "storytext",
            "article",
            "story",
            "articletext",
            "rawcontent",
            "html",
            "paragraphs",
            "blocks.body.*.bodyhtml",
            "leadparagraph",
        ],
        Part::Authors => &[
            "embedded.author.name",
            "author",
            "authors",
            "byline",
            "by",
            "creator",
            "creators",
            "writer",
            "writers",
            "authorname",
            "dccreator",
            "fields.byline",
            "yoastheadjson.author",
        ],
        Part::Published => &[
            "published",
            "publishedat",
            "datepublished",
            "datepublish",
            "pubdate",
            "publicationdate",
            "publishdate",
            "publishedtime",
            "dategmt",
            "date",
            "firstpublished",
            "fields.firstpublicationdate",
            "webpublicationdate",
            "contentcreated",
            "firstcreated",
            "created",
            "createdat",
            "seendate",
            "timestamp",
            "time",
            "versioncreated",
        ],
        Part::Updated => &[
            "updated",
            "updatedat",
            "modifiedgmt",
            "modified",
            "datemodified",
            "datemodify",
            "modifiedat",
            "lastmodified",
            "lastmod",
            "fields.lastmodified",
            "contentmodified",
            "versioncreated",
        ],
        Part::Section => &[
            "section",
            "sectionname",
            "articlesection",
            "category",
            "categories",
            "desk",
            "newsdesk",
            "rubric",
            "topic",
            "embedded.wpterm",
        ],
        Part::Source => &[
            "source",
            "publication",
            "outlet",
            "publisher",
            "newspaper",
            "site",
            "sitename",
            "medianame",
            "fields.publication",
            "infosources",
            "sourcename",
            "sourcedomain",
            "domain",
            "yoastheadjson.ogsitename",
        ],
        Part::Url => &["url", "link", "weburl", "uri", "canonicalurl", "permalink", "sourceurl", "guid"],
        Part::Language => &["language", "lang", "inlanguage", "locale", "fields.lang"],
        Part::Place => &["dateline", "located", "place", "location", "city"],
        Part::Captions => &[
            "captions",
            "caption",
            "imagecaption",
            "photocaption",
            "images.*.caption",
            "images.caption",
            "image.caption",
            "multimedia.caption",
            "fields.main",
            "embedded.wpfeaturedmedia.caption",
            "associations.descriptions",
            "associations.descriptioncaption",
            "associations.descriptiontext",
            "associations.*.descriptioncaption",
            "associations.*.descriptiontext",
            "images",
            "image",
        ],
        Part::Subjects => &[
            "subjects",
            "subject",
            "keywords.value",
            "keywords",
            "tags",
            "topics",
            "subjectcodes",
            "medtop",
            "embedded.wpterm",
            "categories",
            "themes",
        ],
        Part::Slug => &["slug", "slugline", "postname"],
        Part::Summary => &[
            "description",
            "summary",
            "abstract",
            "standfirst",
            "subtitle",
            "lead",
            "excerpt",
            "fields.trailtext",
            "descriptiontext",
            "descriptionsummary",
            "snippet",
        ],
    }
}

/// The fields of a record, ready to be asked.
pub(super) struct Fields<'v> {
    fields: Vec<(String, &'v String, &'v Value)>,
    map: &'v FieldMap,
}

impl<'v> Fields<'v> {
    pub(super) fn new(record: &'v Map<String, Value>, map: &'v FieldMap) -> Self {
        let fields = record.iter().map(|(name, value)| (plain_name(name), name, value)).collect();
        Fields { fields, map }
    }

    /// What holds where the record is silent.
    pub(super) fn default_of(&self, part: Part) -> Option<String> {
        self.map.default_of(part).map(str::to_owned)
    }

    /// The values that stand for a part, with their fields' names; those of the surest name first.
    pub(super) fn of(&self, part: Part) -> Vec<(&'v str, Vec<&'v Value>)> {
        let mapped = self.map.names(part).iter().map(String::as_str);
        mapped.chain(usual(part).iter().copied()).filter_map(|path| self.at(path)).collect()
    }

    /// The fields at one path, with the name of the first.
    pub(super) fn at(&self, path: &str) -> Option<(&'v str, Vec<&'v Value>)> {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let mut out = Vec::new();
        let mut named = None;
        for (plain, name, value) in &self.fields {
            // A table has no objects in it, but may have `fields.byline` as a column's name.
            let flat = !rest.is_empty() && same_flat(plain, path);
            if flat || rest.is_empty() && plain == path {
                out.push(*value);
            } else if plain == first && !rest.is_empty() || first == "*" {
                follow(value, rest, &mut out);
            } else {
                continue;
            }
            named.get_or_insert(name.as_str());
        }
        named.filter(|_| !out.is_empty()).map(|name| (name, out))
    }
}

fn same_flat(plain: &str, path: &str) -> bool {
    path.split('.').try_fold(plain, |left, step| left.strip_prefix(step)).is_some_and(str::is_empty)
}

/// Gathers what stands at the end of a path.
pub(super) fn follow<'v>(value: &'v Value, path: &str, out: &mut Vec<&'v Value>) {
    match value {
        _ if path.is_empty() => out.push(value),
        Value::Array(items) => items.iter().for_each(|item| follow(item, path, out)),
        Value::Object(fields) => {
            let (step, rest) = path.split_once('.').unwrap_or((path, ""));
            for (_, inner) in fields.iter().filter(|(name, _)| step == "*" || plain_name(name) == step) {
                follow(inner, rest, out);
            }
        }
        _ => {}
    }
}

/// Whether a column of this plain name holds articles' texts.
pub(super) fn stands_for_text(plain: &str) -> bool {
    usual(Part::Text).contains(&plain)
}
