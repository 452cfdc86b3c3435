//! From the file's text to what it says.

use std::str::FromStr;

use serde::Deserialize;
use toml::Spanned;

use super::{Authority, AuthorityError, Kind, Merge, Note, Part, Rename, Split};
use crate::model::{EntityKind, NewsDate};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    merge: Vec<Spanned<MergeEntry>>,
    #[serde(default)]
    split: Vec<Spanned<SplitEntry>>,
    #[serde(default)]
    rename: Vec<Spanned<RenameEntry>>,
    #[serde(default)]
    kind: Vec<Spanned<KindEntry>>,
    #[serde(default)]
    note: Vec<Spanned<NoteEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MergeEntry {
    into: Spanned<String>,
    names: Spanned<Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SplitEntry {
    name: Spanned<String>,
    parts: Spanned<Vec<Spanned<PartEntry>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartEntry {
    name: Spanned<String>,
    #[serde(default)]
    articles: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    organization: Option<String>,
    role: Option<String>,
    from: Option<Spanned<String>>,
    to: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RenameEntry {
    from: Spanned<String>,
    to: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindEntry {
    name: Spanned<String>,
    kind: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteEntry {
    name: Spanned<String>,
    text: Spanned<String>,
}

impl FromStr for Authority {
    type Err = AuthorityError;

    fn from_str(text: &str) -> Result<Self, AuthorityError> {
        let file: File = toml::from_str(text).map_err(|error| Reader(text).toml(&error))?;
        let reader = Reader(text);
        Ok(Authority {
            merges: each(file.merge, |at, entry| reader.merge(at, entry))?,
            splits: each(file.split, |at, entry| reader.split(at, entry))?,
            renames: each(file.rename, |at, entry| {
                let (from, to) = (reader.name(entry.from)?, reader.name(entry.to)?);
                Ok(Rename { line: reader.line(at), from, to })
            })?,
            kinds: each(file.kind, |at, entry| reader.kind(at, entry))?,
            notes: each(file.note, |at, entry| {
                let (name, text) = (reader.name(entry.name)?, reader.name(entry.text)?);
                Ok(Note { line: reader.line(at), name, text })
            })?,
        })
    }
}

fn each<T, U>(
    entries: Vec<Spanned<T>>,
    read: impl Fn(usize, T) -> Result<U, AuthorityError>,
) -> Result<Vec<U>, AuthorityError> {
    entries.into_iter().map(|entry| read(entry.span().start, entry.into_inner())).collect()
}

struct Reader<'t>(&'t str);

impl Reader<'_> {
    /// The line an offset is on; an entry's offset may be that of the blank before it.
    fn line(&self, at: usize) -> usize {
        let at = at.min(self.0.len());
        let skipped = self.0.get(at..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        self.0.as_bytes()[..at + skipped].split(|byte| *byte == b'\n').count()
    }

    fn error(&self, at: usize, what: String, hint: &str) -> AuthorityError {
        AuthorityError { line: self.line(at), what, hint: hint.to_owned() }
    }

    fn toml(&self, error: &toml::de::Error) -> AuthorityError {
        let what = error.message().lines().next().unwrap_or_default().to_owned();
        let hint = if what.starts_with("unknown field") {
            "entries are [[merge]], [[split]], [[rename]], [[kind]] and [[note]]; check the spelling"
        } else if what.starts_with("missing field") {
            "[[merge]] has into and names, [[split]] name and parts, [[rename]] from and to, [[kind]] name and kind, [[note]] name and text"
        } else {
            "the file is TOML: names stand in quotation marks, lists in brackets: names = [\"A\", \"B\"]"
        };
        self.error(error.span().map_or(0, |span| span.start), what, hint)
    }

    fn name(&self, given: Spanned<String>) -> Result<String, AuthorityError> {
        let at = given.span().start;
        let name = given.into_inner().trim().to_owned();
        if name.is_empty() {
            return Err(self.error(
                at,
                "nothing between the quotation marks".to_owned(),
                "write the name as the articles print it",
            ));
        }
        Ok(name)
    }

    fn merge(&self, at: usize, entry: MergeEntry) -> Result<Merge, AuthorityError> {
        let names_at = entry.names.span().start;
        let names = entry
            .names
            .into_inner()
            .into_iter()
            .map(|name| self.name(name))
            .collect::<Result<Vec<_>, _>>()?;
        if names.is_empty() {
            return Err(self.error(names_at, "nobody to merge".to_owned(), "names = [\"another name\"]"));
        }
        Ok(Merge { line: self.line(at), into: self.name(entry.into)?, names })
    }

    fn split(&self, at: usize, entry: SplitEntry) -> Result<Split, AuthorityError> {
        let parts_at = entry.parts.span().start;
        let parts = each(entry.parts.into_inner(), |at, part| self.part(at, part))?;
        if parts.is_empty() {
            let hint = "parts = [{ name = \"…\", organization = \"…\" }]";
            return Err(self.error(parts_at, "no parts".to_owned(), hint));
        }
        Ok(Split { line: self.line(at), name: self.name(entry.name)?, parts })
    }

    fn part(&self, at: usize, entry: PartEntry) -> Result<Part, AuthorityError> {
        let part = Part {
            name: self.name(entry.name)?,
            articles: entry.articles.iter().map(|id| id.trim().to_ascii_lowercase()).collect(),
            names: entry.names,
            organization: entry.organization,
            role: entry.role,
            from: entry.from.map(|date| self.date(&date)).transpose()?,
            to: entry.to.map(|date| self.date(&date)).transpose()?,
        };
        if part == (Part { name: part.name.clone(), ..Part::default() }) {
            let hint = "say which by articles, names, organization, role, from or to";
            return Err(self.error(at, format!("the part “{}” claims nothing", part.name), hint));
        }
        if part.articles.iter().any(String::is_empty) {
            return Err(self.error(
                at,
                "an empty article id".to_owned(),
                "`onrecord show` prints an article's id",
            ));
        }
        Ok(part)
    }

    fn date(&self, date: &Spanned<String>) -> Result<NewsDate, AuthorityError> {
        date.get_ref().parse().map_err(|error| {
            self.error(date.span().start, format!("{error}"), "dates are text: from = \"2019-06\"")
        })
    }

    fn kind(&self, at: usize, entry: KindEntry) -> Result<Kind, AuthorityError> {
        let kind = match entry.kind.get_ref().trim() {
            "person" => EntityKind::Person,
            "organization" | "organisation" => EntityKind::Organization,
            other => {
                let what = format!("`{other}` is no kind");
                return Err(self.error(
                    entry.kind.span().start,
                    what,
                    "kind = \"person\" or \"organization\"",
                ));
            }
        };
        Ok(Kind { line: self.line(at), name: self.name(entry.name)?, kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, line: usize, what: &str) {
        let error = text.parse::<Authority>().expect_err(text);
        assert_eq!(error.line, line, "{error}");
        assert!(error.what.contains(what), "{error}");
        assert!(!error.hint.is_empty());
    }

    #[test]
    fn everything_is_read() {
        let text = "# mine\n[[merge]]\ninto = \"A B\"\nnames = [\"C\"]\n\n[[split]]\nname = \"J\"\nparts = [\n { name = \"K\", role = \"poet\", from = \"2019\" },\n]\n\
                    [[rename]]\nfrom = \"A\"\nto = \"B\"\n[[kind]]\nname = \"L\"\nkind = \"organization\"\n[[note]]\nname = \"A\"\ntext = \"t\"\n";
        let authority: Authority = text.parse().unwrap();
        assert_eq!(authority.merges, [Merge { line: 2, into: "A B".into(), names: vec!["C".into()] }]);
        assert_eq!(authority.splits[0].parts[0].from, "2019".parse().ok());
        assert_eq!(authority.renames[0].line, 11);
        assert_eq!(authority.kinds[0].kind, EntityKind::Organization);
        assert_eq!(authority.notes[0].text, "t");
        assert_eq!("".parse(), Ok(Authority::default()));
    }

    #[test]
    fn errors_name_the_line() {
        check("[[merge]]\ninto = \"A\"\n\n[[marge]]\n", 4, "unknown field");
        check("\n[[merge]]\ninto = \"A\"\nnames = []\n", 4, "nobody");
        check("[[merge]]\ninto = \"A\"\n", 1, "missing field");
        check("[[rename]]\nfrom = \"A\"\nto = \" \"\n", 3, "nothing");
        check("[[kind]]\nname = \"A\"\nkind = \"dog\"\n", 3, "dog");
        check("[[split]]\nname = \"A\"\nparts = [\n  { name = \"B\" },\n]\n", 4, "claims nothing");
        check("[[split]]\nname = \"A\"\nparts = [{ name = \"B\", to = \"May\" }]\n", 3, "May");
        check("[[merge]]\ninto = Ali\n", 2, "");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(\\[\\[(merge|kind)\\]\\]\n|into = \"[a-z]\"\n|names = \\[\\]\n|\\PC{0,6}\n){0,6}") {
            if let Err(error) = text.parse::<Authority>() {
                prop_assert!(error.line <= text.lines().count() + 1);
            }
        }
    }
}
