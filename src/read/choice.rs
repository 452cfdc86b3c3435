//! What the user wants read: hidden files or not, links or not, and patterns in the manner of git.

use std::path::Path;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde::{Deserialize, Serialize};

use super::map::{BadMap, FieldMap};

/// What to read and what to pass over, as it is written down beside an index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Only files that one of these matches are read; all where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    /// What these match is passed over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// Read what begins with a dot.
    pub hidden: bool,
    /// Follow symbolic links.
    pub follow: bool,
    /// A mapping file's text: which fields of records hold what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
}

/// A rule that cannot be followed.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
pub enum BadRule {
    /// A pattern.
    #[error(transparent)]
    Pattern(#[from] BadPattern),
    /// A mapping file.
    #[error("the mapping file: {0}")]
    Map(#[from] BadMap),
}

/// A pattern that cannot be read.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("`{pattern}` is not a pattern: {message}")]
pub struct BadPattern {
    /// As it was given.
    pub pattern: String,
    /// What is wrong with it.
    pub message: String,
}

/// [`Rules`], ready to be asked.
#[derive(Debug, Clone)]
pub struct Choice {
    include: Gitignore,
    exclude: Gitignore,
    hidden: bool,
    follow: bool,
    map: FieldMap,
}

impl Default for Choice {
    fn default() -> Self {
        let (include, exclude) = (Gitignore::empty(), Gitignore::empty());
        Choice { include, exclude, hidden: false, follow: false, map: FieldMap::default() }
    }
}

impl Choice {
    /// Makes rules ready for an archive in `base`: patterns with a `/` are told from there.
    ///
    /// # Errors
    /// The first pattern that cannot be read, or the mapping file.
    pub fn new(base: &Path, rules: &Rules) -> Result<Self, BadRule> {
        Ok(Choice {
            include: patterns(base, &rules.include)?,
            exclude: patterns(base, &rules.exclude)?,
            hidden: rules.hidden,
            follow: rules.follow,
            map: rules.map.as_deref().map_or_else(|| Ok(FieldMap::default()), FieldMap::parse)?,
        })
    }

    /// Which fields of records hold what.
    pub(super) fn map(&self) -> &FieldMap {
        &self.map
    }

    /// Whether links are followed.
    pub(super) fn follows_links(&self) -> bool {
        self.follow
    }

    /// Whether a file or folder of this name is passed over for being hidden.
    pub(super) fn hides(&self, name: &std::ffi::OsStr) -> bool {
        !self.hidden && name.as_encoded_bytes().starts_with(b".")
    }

    /// Whether a thing in the archive is passed over; a folder that is not included may hold what is.
    pub(super) fn passes_over(&self, path: &Path, is_dir: bool) -> bool {
        // Patterns are told from the archive's folder; what lies elsewhere is matched by its names alone.
        let excluded = |set: &Gitignore| {
            if path.starts_with(set.path()) || !path.has_root() {
                matched(set, path, is_dir)
            } else {
                matched(set, path.strip_prefix("/").unwrap_or(path), is_dir)
            }
        };
        if excluded(&self.exclude) {
            return true;
        }
        let may_hold = is_dir || path.file_name().is_some_and(|name| is_walked(&name.to_string_lossy()));
        !may_hold && !self.include.is_empty() && !excluded(&self.include)
    }

    /// Whether the piece `inner` of `container` is passed over. Both are paths below the archive's
    /// folder, so patterns see the container as the folder it is walked as. A container that is
    /// itself included brings all its pieces.
    pub(super) fn passes_over_inside(&self, container: &str, inner: &str) -> bool {
        if inner.starts_with("__MACOSX/")
            || !self.hidden && inner.split('/').any(|part| part.starts_with('.'))
        {
            return true;
        }
        if self.exclude.is_empty() && self.include.is_empty() {
            return false;
        }
        let path = format!("{}/{inner}", container.trim_start_matches('/'));
        let path = Path::new(&path);
        let above = |set: &Gitignore| matched(set, path, false);
        above(&self.exclude) || !self.include.is_empty() && !above(&self.include)
    }
}

/// Whether a file of this name is walked as a folder, so that what is to be read may stand in it.
fn is_walked(name: &str) -> bool {
    const CONTAINERS: &[&str] =
        &[".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".tbz2", ".txz", ".tzst"];
    let name = name.to_ascii_lowercase();
    CONTAINERS.iter().any(|ending| name.ends_with(ending))
}

fn matched(set: &Gitignore, path: &Path, is_dir: bool) -> bool {
    matches!(set.matched_path_or_any_parents(path, is_dir), Match::Ignore(_))
}

fn patterns(base: &Path, given: &[String]) -> Result<Gitignore, BadPattern> {
    let mut builder = GitignoreBuilder::new(base);
    let bad = |pattern: &str, error: &ignore::Error| BadPattern {
        pattern: pattern.to_owned(),
        message: error.to_string(),
    };
    for pattern in given {
        builder.add_line(None, pattern).map_err(|error| bad(pattern, &error))?;
    }
    builder.build().map_err(|error| bad(&given.join(" "), &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(include: &[&str], exclude: &[&str]) -> Choice {
        let all = |given: &[&str]| given.iter().map(|p| (*p).to_owned()).collect();
        let rules = Rules { include: all(include), exclude: all(exclude), ..Rules::default() };
        Choice::new(Path::new("/news"), &rules).unwrap()
    }

    #[test]
    fn what_is_excluded_is_passed_over_and_what_is_not_included() {
        let check = |include: &[&str], exclude: &[&str], path: &str, want: bool| {
            let chosen = !choice(include, exclude).passes_over(Path::new(path), false);
            assert_eq!(chosen, want, "{include:?} {exclude:?} {path}");
        };
        check(&[], &[], "/news/a.txt", true);
        check(&[], &["*.bak"], "/news/2004/a.bak", false);
        check(&[], &["/drafts"], "/news/drafts/a.txt", false);
        check(&[], &["/drafts"], "/news/2004/drafts/a.txt", true);
        check(&["*.html"], &[], "/news/a.txt", false);
        check(&["*.html"], &["2004"], "/news/2005/a.html", true);
        check(&["*.html"], &["2004"], "/news/2004/a.html", false);
        check(&["*.html"], &[], "/elsewhere/a.html", true);
        assert!(!choice(&["*.html"], &[]).passes_over(Path::new("/news/2004"), true));
    }

    #[test]
    fn patterns_see_containers_as_folders() {
        let check = |include: &[&str], exclude: &[&str], inner: &str, want: bool| {
            let chosen = !choice(include, exclude).passes_over_inside("d/dump.zip", inner);
            assert_eq!(chosen, want, "{include:?} {exclude:?} {inner}");
        };
        check(&[], &[], "2004/a.html", true);
        check(&[], &[], ".git/a.html", false);
        check(&[], &[], "__MACOSX/._a.html", false);
        check(&["*.html"], &[], "a.css", false);
        check(&["*.zip"], &[], "a.css", true);
        check(&[], &["d/dump.zip/2004"], "2004/a.html", false);
    }

    #[test]
    fn a_bad_pattern_is_named() {
        let rules = Rules { include: vec!["[z-a]".into()], ..Rules::default() };
        let error = Choice::new(Path::new("/news"), &rules).unwrap_err();
        assert!(error.to_string().starts_with("`[z-a]` is not a pattern: "), "{error}");
    }
}
