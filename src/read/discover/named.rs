//! What of some files and folders inside an archive a walk over the whole of it would come to.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Ignores, is_ours};
use crate::read::Choice;

/// What was named inside an archive, as far as a walk over the whole of it would come to it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// What is there, or nobody knows whether it is: its root cannot be listed.
    pub there: Vec<PathBuf>,
    /// What is not there.
    pub gone: Vec<PathBuf>,
}

/// Tells which of the `named` files and folders, each below one of the `roots`, a walk would come to.
pub fn reached(base: &Path, roots: &[PathBuf], named: &[PathBuf], choice: &Choice) -> Reached {
    let base = std::fs::canonicalize(base).unwrap_or_else(|_| base.to_owned());
    let mut out = Reached::default();
    for path in named {
        let Some(root) = roots.iter().find(|root| path.starts_with(root)) else { continue };
        let is_gone =
            |error: &std::io::Error| error.kind() == ErrorKind::NotFound && std::fs::read_dir(root).is_ok();
        match path.symlink_metadata() {
            Ok(found) if is_passed_over(&base, root, path, found.is_dir(), choice) => {}
            Err(error) if is_gone(&error) => out.gone.push(path.clone()),
            _ => out.there.push(path.clone()),
        }
    }
    out
}

/// Whether a thing, or a folder between it and the root, is passed over.
fn is_passed_over(base: &Path, root: &Path, path: &Path, is_dir: bool, choice: &Choice) -> bool {
    path.ancestors().take_while(|one| *one != root).any(|one| {
        let is_dir = is_dir || one != path;
        one.file_name().is_none_or(|name| is_ours(name) || choice.hides(name))
            || choice.passes_over(one, is_dir)
            || Ignores::above(base, one).matches(one, is_dir)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Rules;
    use crate::read::discover::IGNORE_FILE;

    #[test]
    fn what_the_whole_walk_passes_over_is_not_reached() {
        let dir = tempfile::tempdir().unwrap();
        let root = std::fs::canonicalize(dir.path()).unwrap();
        for path in
            ["a/1.txt", "a/2.bak", "a/.hidden/3.txt", "a/drafts/4.txt", "a/.onrecord/5.txt", "b/6.txt"]
        {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        std::fs::write(root.join(IGNORE_FILE), "drafts\n").unwrap();
        let rules = Rules { exclude: vec!["*.bak".to_owned()], ..Rules::default() };
        let choice = Choice::new(&root, &rules).unwrap();
        let roots = [root.join("a")];
        let come_to = |path: &str| reached(&root, &roots, &[root.join(path)], &choice);
        assert_eq!(come_to("a/1.txt").there, [root.join("a/1.txt")]);
        let others =
            ["a/2.bak", "a/.hidden/3.txt", "a/drafts/4.txt", "a/drafts", "a/.onrecord/5.txt", "b/6.txt"];
        for path in others {
            assert_eq!(come_to(path), Reached::default(), "{path}");
        }
        assert_eq!(come_to("a/gone/7.txt").gone, [root.join("a/gone/7.txt")]);
        // A disk that is not there tells nothing of what is on it.
        let unmounted = [root.join("c")];
        assert_eq!(
            reached(&root, &unmounted, &[root.join("c/8.txt")], &choice).there,
            [root.join("c/8.txt")]
        );
    }
}
