//! What an element's class or id says of it, told once for each value: a page repeats few of them very often.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use hashbrown::HashMap;

/// Things that a class or an id says, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Called(u16);

impl Called {
    /// It stands around articles.
    pub(super) const BESIDE: Called = Called(1);
    /// It holds what readers wrote.
    pub(super) const COMMENTS: Called = Called(1 << 1);
    /// It stands beside the article even where it is inside of it.
    pub(super) const APART: Called = Called(1 << 2);
    /// It is the headline.
    pub(super) const HEADLINE: Called = Called(1 << 3);
    /// It is somebody's card.
    pub(super) const CARD: Called = Called(1 << 4);
    /// It names the author.
    pub(super) const BYLINE: Called = Called(1 << 5);
    /// It tells of the author.
    pub(super) const ABOUT: Called = Called(1 << 6);
    /// It may name whoever wrote.
    pub(super) const CREDITED: Called = Called(1 << 7);
    /// It is the date of publishing.
    pub(super) const PUBLISHED: Called = Called(1 << 8);
    /// It is a date.
    pub(super) const DATED: Called = Called(1 << 9);
    /// It is about changes.
    pub(super) const UPDATED: Called = Called(1 << 10);
    /// It says what a picture shows.
    pub(super) const CAPTION: Called = Called(1 << 11);
    /// It says whose a picture is.
    pub(super) const CREDIT: Called = Called(1 << 12);

    /// Whether it says any of these.
    pub(super) fn any(self, what: Called) -> bool {
        self.0 & what.0 != 0
    }

    /// What either says.
    pub(super) fn or(self, other: Called) -> Called {
        Called(self.0 | other.0)
    }

    fn of(value: &str) -> Called {
        let lower = value.to_ascii_lowercase();
        let tables = &*TABLES;
        let mut out = Called::default();
        for found in tables.automaton.iter().flat_map(|parts| parts.find_overlapping_iter(&lower)) {
            out = out.or(tables.parts.get(found.pattern().as_usize()).copied().unwrap_or_default());
        }
        for token in lower.split_ascii_whitespace() {
            out = out.or(tables.tokens.get(token).copied().unwrap_or_default());
            // "has-sidebar" is said of what stands beside the sidebar.
            let of_page = words(token)
                .next()
                .is_some_and(|word| matches!(word, "has" | "with" | "no" | "is" | "page" | "layout"));
            for word in words(token) {
                let says = tables.words.get(word).copied().unwrap_or_default();
                out = out.or(if of_page { says.without(Called::BESIDE) } else { says });
            }
        }
        out
    }

    fn without(self, what: Called) -> Called {
        Called(self.0 & !what.0)
    }
}

/// All words that say something, and what.
struct Tables {
    /// Found anywhere.
    automaton: Option<AhoCorasick>,
    parts: Vec<Called>,
    /// Found as a whole between spaces.
    tokens: HashMap<&'static str, Called>,
    /// Found as a whole between other signs than letters and digits.
    words: HashMap<&'static str, Called>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let parts: Vec<(&str, Called)> = [
        (BYLINES, Called::BYLINE),
        (ABOUT, Called::ABOUT),
        (PUBLISHED, Called::PUBLISHED),
        (DATED, Called::DATED),
        (&["update"], Called::UPDATED),
        (CAPTIONS, Called::CAPTION),
        (CREDITS, Called::CREDIT),
    ]
    .into_iter()
    .flat_map(|(parts, says)| parts.iter().map(move |part| (*part, says)))
    .collect();
    Tables {
        automaton: AhoCorasick::new(parts.iter().map(|(part, _)| part)).ok(),
        parts: parts.iter().map(|(_, says)| *says).collect(),
        tokens: table(&[(HEADLINES, Called::HEADLINE), (&["fn", "vcard"], Called::CARD)]),
        words: table(&[
            (BESIDE, Called::BESIDE),
            (COMMENTS, Called::COMMENTS),
            (APART, Called::APART),
            (CREDITED, Called::CREDITED),
            (CREDIT_WORDS, Called::CREDIT),
            (DATED_WORDS, Called::DATED),
        ]),
    }
});

fn table(lists: &[(&[&'static str], Called)]) -> HashMap<&'static str, Called> {
    let mut out: HashMap<&'static str, Called> = HashMap::new();
    for (words, says) in lists {
        for word in *words {
            let known = out.entry(word).or_default();
            *known = known.or(*says);
        }
    }
    out
}

/// What the classes and ids of one page say.
#[derive(Debug, Default)]
pub(super) struct Names<'h> {
    known: HashMap<&'h str, Called>,
}

impl<'h> Names<'h> {
    /// What a value says; nothing where there is none.
    pub(super) fn of(&mut self, value: Option<&'h str>) -> Called {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return Called::default() };
        *self.known.entry(value).or_insert_with(|| Called::of(value))
    }
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

const HEADLINES: &[&str] = &["headline", "entry-title", "post-title", "article-title", "articletitle"];

const BYLINES: &[&str] =
    &["byline", "author", "autor", "auteur", "autore", "verfasser", "skribent", "redacteur"];

/// "author-bio", "author-image": about the author, not who.
const ABOUT: &[&str] = &[
    "bio", "image", "avatar", "desc", "about", "social", "picture", "job", "role", "title-", "twitter",
    "follow", "date",
];

const CREDITED: &[&str] = &[
    "username",
    "credit",
    "writer",
    "contributor",
    "reporter",
    "posted",
    "postmetadata",
    "submitted",
    "meta",
    "source",
    "signature",
    "firma",
];

const PUBLISHED: &[&str] = &["publish", "pubdate", "dateline", "entry-date", "post-date"];

const DATED: &[&str] = &[
    "date",
    "datum",
    "fecha",
    "timestamp",
    "posted",
    "postmeta",
    "entry-meta",
    "post-meta",
    "byline",
    "zeit",
    "submitted",
    "authored",
    "timedata",
];

/// Words that say so only as a whole.
const DATED_WORDS: &[&str] = &["stand"];

/// Words in class names and ids of what stands around articles.
const BESIDE: &[&str] = &[
    "comment",
    "comments",
    "kommentar",
    "kommentare",
    "commentlist",
    "disqus",
    "sidebar",
    "widget",
    "related",
    "recirc",
    "recommended",
    "recommendations",
    "teaser",
    "teasers",
    "footer",
    "popular",
    "trending",
    "newsletter",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "promo",
    "respond",
    "recentcomments",
    "mostread",
    "carousel",
    "slider",
    "more",
    "latest",
    "blogroll",
    "suggested",
    "readmore",
    "advert",
    "cookie",
];

/// Words in class names and ids of what readers wrote.
const COMMENTS: &[&str] = &[
    "comment",
    "comments",
    "commentlist",
    "commentary",
    "kommentar",
    "kommentare",
    "respond",
    "disqus",
    "recentcomments",
    "replies",
];

/// Of what stands beside an article even where its element is inside of the article's.
const APART: &[&str] = &[
    "aside",
    "nav",
    "footer",
    "related",
    "teaser",
    "teasers",
    "recommended",
    "newsletter",
    "promo",
    "comments",
    "recirc",
];

/// Words in class names of what stands under a picture.
const CAPTIONS: &[&str] = &[
    "caption",
    "bildunterschrift",
    "bildtext",
    "picture-text",
    "image-text",
    "imagetext",
    "image-desc",
    "img-desc",
    "photo-desc",
    "legend",
    "mediasubtitle",
    "infotext",
];

const CREDITS: &[&str] = &["credit", "copyright", "rights", "photographer"];
const CREDIT_WORDS: &[&str] = &["agency", "source", "attribution", "byline", "author"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, says: &[Called]) {
        let want = says.iter().fold(Called::default(), |all, what| all.or(*what));
        assert_eq!(Called::of(value), want, "{value}");
    }

    #[test]
    fn classes_say_what_they_hold() {
        check("", &[]);
        check("story body", &[]);
        check("widget widget-large", &[Called::BESIDE]);
        check("has-sidebar", &[]);
        check("Teaser", &[Called::BESIDE, Called::APART]);
        check("post-comments", &[Called::BESIDE, Called::COMMENTS, Called::APART]);
        check("ArticleByline", &[Called::BYLINE, Called::DATED]);
        check("author-bio", &[Called::BYLINE, Called::ABOUT, Called::CREDIT]);
        check("entry-title", &[Called::HEADLINE]);
        check("img-caption", &[Called::CAPTION]);
        check("vcard", &[Called::CARD]);
    }

    #[test]
    fn a_value_is_looked_at_once_and_says_the_same() {
        let mut names = Names::default();
        assert_eq!(names.of(Some("photo-credit")), Called::of("photo-credit"));
        assert_eq!(names.of(Some("photo-credit")), Called::of("photo-credit"));
        assert_eq!(names.of(None), Called::default());
    }
}
