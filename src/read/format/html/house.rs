//! The outlet a page belongs to, under the names it goes by.

use super::features::letters;
use super::survey::Survey;

/// The outlet's names, folded to their letters.
pub(super) struct House {
    names: Vec<String>,
    /// The page's host without "www".
    host: String,
}

/// Fields of `<meta>` that name the outlet.
const FIELDS: &[&str] = &["og:site_name", "application-name", "publisher", "dc.publisher"];

/// What stands behind an outlet's name where it signs: "Alder News", "Alder Redaktion".
const DESKS: &[&str] = &[
    "admin",
    "desk",
    "editorial",
    "magazin",
    "magazine",
    "media",
    "nachrichten",
    "news",
    "newsdesk",
    "newsroom",
    "online",
    "press",
    "redaktion",
    "staff",
    "team",
    "web",
    "de",
    "com",
    "org",
    "net",
    "at",
    "ch",
    "tv",
];

/// Names of accounts that are nobody's.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "wordpressadmin",
    "siteadmin",
    "superuser",
    "redaktion",
    "webmaster",
    "editor",
    "none",
    "null",
    "unknown",
    "noauthor",
    "anonymous",
    "user",
    "root",
];

impl House {
    /// The outlet of a page; `source` is its name as JSON-LD tells it.
    pub(super) fn new(survey: &Survey, source: Option<&str>) -> Self {
        let field = |name: &str| survey.metas.iter().find(|(key, _)| key == name).map(|(_, v)| v.as_str());
        let url = survey.canonical.as_deref().or_else(|| field("og:url"));
        let host = url.and_then(|u| u.split("://").nth(1)).and_then(|u| u.split('/').next());
        let host = host.map(letters).unwrap_or_default();
        let names = FIELDS.iter().filter_map(|name| field(name)).chain(source).map(letters);
        House {
            names: names.filter(|name| !name.is_empty()).collect(),
            host: host.strip_prefix("www").map(str::to_owned).unwrap_or(host),
        }
    }

    /// Whether folded words are the outlet's name.
    pub(super) fn is(&self, folded: &str) -> bool {
        self.names.iter().any(|name| name == folded) || folded.len() >= 4 && self.host.starts_with(folded)
    }

    /// Whether words open with the outlet's name and go on: "Alder North", "alder, Port Alder, Germany".
    pub(super) fn opens(&self, words: &str) -> bool {
        let first = words.split_whitespace().next().map(letters).unwrap_or_default();
        let label = first.len() >= 3 && first.len() < self.host.len() && self.host.starts_with(&first);
        label && words.contains(' ')
    }

    /// Whether words tell the outlet's address: "Alder Post (www.alder.example)".
    pub(super) fn is_addressed(&self, words: &str) -> bool {
        self.host.len() >= 5 && letters(words).contains(&self.host)
    }

    /// Whether a name stated for machines is the outlet's own, or nobody's.
    pub(super) fn signs(&self, name: &str) -> bool {
        let folded = letters(name);
        let is_host = |rest: &str| rest.len() >= 3 && self.host.starts_with(rest);
        self.is(&folded) || self.is_nobody(name) || without_desk(&folded).any(is_host)
    }

    /// The same of a name that readers are told. A diary's host is called as its writer is, and that is whom it
    /// names; only what the page says itself to be is the outlet then.
    pub(super) fn is_nobody(&self, name: &str) -> bool {
        let folded = letters(name);
        let is_named = |rest: &str| rest.len() >= 3 && self.names.iter().any(|name| name == rest);
        folded.is_empty()
            || self.names.contains(&folded)
            || NOBODY.contains(&folded.as_str())
            || !name.contains(' ') && name.contains('.') && name.len() > 4
            || without_desk(&folded).any(is_named)
    }
}

/// What stands in front of the desk's word, where there is one.
fn without_desk(folded: &str) -> impl Iterator<Item = &str> {
    DESKS.iter().filter_map(|desk| folded.strip_suffix(desk))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_and_an_address_are_the_outlet_s() {
        let survey =
            Survey { canonical: Some("https://www.alder.example/2025/a".into()), ..Survey::default() };
        let house = House::new(&survey, None);
        assert!(house.opens("Alder North") && !house.opens("Alder") && !house.opens("Ana Alder"));
        assert!(
            house.is_addressed("Post of Port Alder (www.alder.example)") && !house.is_addressed("Alder Post")
        );
    }

    #[test]
    fn an_outlet_goes_by_several_names() {
        let survey = Survey {
            canonical: Some("https://www.alder-post.example/2025/a".into()),
            metas: vec![("og:site_name".into(), "The Alder Post".into())],
            ..Survey::default()
        };
        let house = House::new(&survey, Some("AP Group"));
        for name in
            ["The Alder Post", "Alder-Post", "Alder Post News", "AP Group", "admin", "alder.example", ""]
        {
            assert!(house.signs(name), "{name}");
        }
        for name in ["Ana Ruiz", "Post", "Ana Post", "Reuters"] {
            assert!(!house.signs(name), "{name}");
        }
    }
}
