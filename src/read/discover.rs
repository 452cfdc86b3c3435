//! What is in the archive: every file below the given paths, in one fixed order.
//!
//! Links are not followed, so nothing is read twice and no loop is entered; they are named instead.
//! With `follow`, those that lead out of the archive are, each target once; one that leads to what is
//! read anyhow never is. Hidden files and folders are passed over unless asked for (our own
//! `.onrecord` always), and so is whatever an `.onrecordignore` file or a pattern of the user names
//! in the manner of git. Pipes, sockets and devices are named and never opened.

mod named;

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::time::UNIX_EPOCH;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::{DirEntry, WalkDir};

use super::choice::Choice;
use super::report::{Reason, Rejection};
pub use named::{Reached, reached};

/// The file that names what is to be passed over, one pattern a line.
pub const IGNORE_FILE: &str = ".onrecordignore";
/// The file in which an archivist says who is who: no article.
pub const PEOPLE_FILE: &str = "onrecord.people.toml";

/// A file that may hold articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Where it is.
    pub path: PathBuf,
    /// Path below the archive's folder, with `/` between its parts; bytes that are not UTF-8 as `\xE9`.
    pub relative: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970; 0 where the system does not say.
    pub mtime: i64,
}

impl Candidate {
    /// The same file as it is now.
    pub fn again(&self) -> std::io::Result<Candidate> {
        let metadata = std::fs::metadata(&self.path)?;
        Ok(Candidate { size: metadata.len(), mtime: mtime(&metadata), ..self.clone() })
    }

    /// Whether its time may not tell that it changes right after this: it has changed within the clock's tick.
    pub fn is_just_changed(&self) -> bool {
        // Where no fraction is kept, a tick may be as long as two seconds.
        let tick = if self.mtime % 1_000_000_000 == 0 { 2_000_000_000 } else { 50_000_000 };
        let now = std::time::SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_nanos());
        i128::try_from(now).is_ok_and(|now| (now - i128::from(self.mtime)).abs() < tick)
    }
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// To be read.
    Candidate(Candidate),
    /// Cannot be read.
    Rejected(Rejection),
}

/// Everything below `paths`, each thing once, in the order of the paths and of the names within.
///
/// `base` is the archive's folder: names are told relative to it. What lies outside keeps its full path.
pub fn discover(base: &Path, paths: &[PathBuf]) -> Vec<Found> {
    let mut found = Vec::new();
    walk(base, paths, &Choice::default(), |one| found.push(one));
    found
}

/// [`discover`] of what is chosen, handing over each thing as it is met.
///
/// One thread lists folders while the other, the caller's, looks at files and hands them on. Who lists faster than the
/// other looks, looks at some as well.
pub fn walk(base: &Path, paths: &[PathBuf], choice: &Choice, mut sink: impl FnMut(Found)) {
    let base = std::fs::canonicalize(base).unwrap_or_else(|_| base.to_owned());
    let roots = paths.iter().filter_map(|path| std::fs::canonicalize(path).ok());
    let links = Links { roots: roots.filter(|root| root.is_dir()).collect(), choice };
    let mut seen = Seen { once: paths.len() == 1 && !choice.follows_links(), ..Seen::default() };
    let (listed, listing) = sync_channel(AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut ahead = Vec::with_capacity(LISTED);
            for path in paths {
                walk_root(&base, path, &links, &mut seen, &mut |met| {
                    ahead.push(met);
                    if ahead.len() >= LISTED {
                        hand_on(&listed, std::mem::replace(&mut ahead, Vec::with_capacity(LISTED)));
                    }
                });
            }
            hand_on(&listed, ahead);
        });
        listing.into_iter().flatten().for_each(|met: Met| sink(met.looked_at()));
    });
}

fn hand_on(listed: &SyncSender<Vec<Met>>, ahead: Vec<Met>) {
    // Nobody hangs up before the end.
    if let Err(TrySendError::Full(ahead)) = listed.try_send(ahead) {
        listed.send(ahead.into_iter().map(|met| Met::LookedAt(met.looked_at())).collect()).ok();
    }
}

/// So many things are listed before they are looked at, and so many times as many at most.
const LISTED: usize = 256;
const AHEAD: usize = 4;

/// What was listed.
enum Met {
    /// A file, and its path as it is written down.
    File(DirEntry, String),
    /// Something else.
    Rejected(Rejection),
    /// What was looked at already.
    LookedAt(Found),
}

impl Met {
    /// The same with what the file system tells of a file.
    fn looked_at(self) -> Found {
        match self {
            Met::Rejected(rejection) => Found::Rejected(rejection),
            Met::LookedAt(found) => found,
            Met::File(entry, relative) => {
                let metadata = entry.metadata();
                let path = entry.into_path();
                match metadata {
                    Ok(told) => {
                        Found::Candidate(Candidate { path, relative, size: told.len(), mtime: mtime(&told) })
                    }
                    Err(error) => {
                        let reason = Reason::Unreadable(error.to_string());
                        Found::Rejected(Rejection { path, relative, reason })
                    }
                }
            }
        }
    }
}

/// What is needed to tell which links to follow.
struct Links<'c> {
    /// The folders that are walked.
    roots: Vec<PathBuf>,
    choice: &'c Choice,
}

impl Links<'_> {
    /// Whether a link is to be followed: it leads neither to what is read anyhow, nor to a folder around
    /// it, and nothing there was come upon by another link.
    fn follows(&self, entry: &DirEntry, seen: &mut Seen) -> bool {
        let Ok(real) = std::fs::canonicalize(entry.path()) else { return false };
        let overlap = |other: &PathBuf| real.starts_with(other) || other.starts_with(&real);
        let follows = self.choice.follows_links()
            && !self.roots.iter().any(overlap)
            && !seen.targets.iter().any(overlap);
        if follows {
            seen.targets.push(real);
        }
        follows
    }
}

/// What was met already: paths given twice are walked once, names that fall together are told.
#[derive(Default)]
struct Seen {
    /// Nothing can be met twice: one folder, and no links followed.
    once: bool,
    paths: HashSet<PathBuf>,
    /// Where followed links led.
    targets: Vec<PathBuf>,
    names: HashSet<String>,
}

impl Seen {
    /// Whether a path is met for the first time.
    fn is_new(&mut self, path: &Path) -> bool {
        self.once || self.paths.insert(path.to_owned())
    }

    /// Whether a name is. Two paths have one only where bytes of one are written as the other has them.
    fn is_new_name(&mut self, name: &str) -> bool {
        !name.contains('\\') || self.names.insert(name.to_owned())
    }
}

fn walk_root(base: &Path, root: &Path, links: &Links<'_>, seen: &mut Seen, sink: &mut impl FnMut(Met)) {
    // What the user names is followed, even if it is a link; what lies below is not.
    let real = match std::fs::canonicalize(root) {
        Ok(real) => real,
        Err(error) => {
            let reason = Reason::Unreadable(error.to_string());
            let relative = if root == base { written(root) } else { below(base, root) };
            sink(Met::Rejected(Rejection { path: root.to_owned(), relative, reason }));
            return;
        }
    };
    let mut ignores = Ignores::above(base, &real);
    let choice = links.choice;
    // Entries of one folder are in the order of their names where their paths are, and these need not be taken apart.
    let by_name = |one: &DirEntry, other: &DirEntry| one.path().as_os_str().cmp(other.path().as_os_str());
    let walker = WalkDir::new(&real).follow_links(choice.follows_links()).sort_by(by_name);
    let mut walker = walker.into_iter();
    while let Some(entry) = walker.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                sink(Met::Rejected(unreadable(base, &real, &error)));
                continue;
            }
        };
        let is_dir = entry.file_type().is_dir();
        ignores.climb_to(entry.depth());
        let passed_over = entry.depth() > 0
            && (is_ours(entry.file_name())
                || choice.hides(entry.file_name())
                || choice.passes_over(entry.path(), is_dir)
                || ignores.matches(entry.path(), is_dir));
        let is_link = entry.depth() > 0 && entry.path_is_symlink();
        if passed_over || (!is_dir && !seen.is_new(entry.path())) {
            if is_dir {
                walker.skip_current_dir();
            }
        } else if is_link && !links.follows(&entry, seen) {
            if is_dir {
                walker.skip_current_dir();
            }
            let (path, relative) = (entry.path().to_owned(), below(base, entry.path()));
            sink(Met::Rejected(Rejection { reason: link_reason(&path), path, relative }));
        } else if is_dir {
            if let Some(message) = ignores.enter(entry.path(), entry.depth()) {
                let path = entry.path().join(IGNORE_FILE);
                let (relative, reason) = (below(base, &path), Reason::BadPattern(message));
                sink(Met::Rejected(Rejection { path, relative, reason }));
            }
        } else {
            sink(weigh(base, entry, seen));
        }
    }
}

/// What an archivist keeps beside the articles for us, and our index.
fn is_ours(name: &OsStr) -> bool {
    name == PEOPLE_FILE || name == IGNORE_FILE || name == ".onrecord"
}

fn unreadable(base: &Path, root: &Path, error: &walkdir::Error) -> Rejection {
    let path = error.path().unwrap_or(root).to_owned();
    if path.is_symlink() {
        return Rejection { relative: below(base, &path), reason: link_reason(&path), path };
    }
    let message = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Rejection { relative: below(base, &path), path, reason: Reason::Unreadable(message) }
}

/// Says what one thing that is no folder is.
fn weigh(base: &Path, entry: DirEntry, seen: &mut Seen) -> Met {
    let relative = below(base, entry.path());
    let reason = if !entry.file_type().is_file() {
        Reason::Special(special_kind(entry.file_type()))
    } else if !seen.is_new_name(&relative) {
        Reason::SameName
    } else {
        return Met::File(entry, relative);
    };
    Met::Rejected(Rejection { path: entry.into_path(), relative, reason })
}

fn link_reason(path: &Path) -> Reason {
    let target = std::fs::read_link(path).unwrap_or_default();
    let is_loop = match std::fs::canonicalize(path) {
        Ok(real) => path.starts_with(&real),
        // ELOOP: links that lead to each other.
        Err(error) => error.raw_os_error() == Some(40) || error.raw_os_error() == Some(62),
    };
    if is_loop { Reason::LinkLoop(target) } else { Reason::Link(target) }
}

#[cfg(unix)]
fn special_kind(kind: std::fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special_kind(_: std::fs::FileType) -> &'static str {
    "a device"
}

fn mtime(metadata: &Metadata) -> i64 {
    let Ok(modified) = metadata.modified() else { return 0 };
    match modified.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |n| -n),
    }
}

/// A path as it is told below the archive's folder: with `/` between its parts, bytes that are not UTF-8 as `\xE9`.
pub fn below(base: &Path, path: &Path) -> String {
    // Nearly all paths are text, and most of what is listed lies where it is looked for.
    if cfg!(unix)
        && let (Some(base), Some(path)) = (base.to_str(), path.to_str())
        && let Some(rest) = path.strip_prefix(base).and_then(|rest| rest.strip_prefix('/'))
        && !rest.is_empty()
    {
        return rest.to_owned();
    }
    match path.strip_prefix(base) {
        Ok(rest) if rest.as_os_str().is_empty() => {
            path.file_name().map(Path::new).map_or_else(String::new, written)
        }
        Ok(rest) => written(rest),
        Err(_) => written(path),
    }
}

/// A path in UTF-8 with `/` between its parts; different paths give different names.
fn written(path: &Path) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for component in path.components() {
        if matches!(component, std::path::Component::RootDir) {
            out.push('/');
            continue;
        }
        if !out.is_empty() && !out.ends_with('/') {
            out.push('/');
        }
        for chunk in component.as_os_str().as_encoded_bytes().utf8_chunks() {
            out.push_str(chunk.valid());
            for byte in chunk.invalid() {
                let _ = write!(out, "\\x{byte:02X}");
            }
        }
    }
    out
}

/// The ignore files in force, outermost first, each with the depth of the folder it stands in.
struct Ignores {
    stack: Vec<(Option<usize>, Gitignore)>,
}

impl Ignores {
    /// Those of the folders from `base` down to the one above `root`.
    fn above(base: &Path, root: &Path) -> Self {
        let mut ignores = Ignores { stack: Vec::new() };
        if root.starts_with(base) {
            let mut folders: Vec<&Path> =
                root.ancestors().skip(1).take_while(|a| a.starts_with(base)).collect();
            folders.reverse();
            for folder in folders {
                ignores.push(folder, None);
            }
        }
        ignores
    }

    /// Goes into a folder; tells what is wrong with its ignore file.
    fn enter(&mut self, folder: &Path, depth: usize) -> Option<String> {
        self.push(folder, Some(depth))
    }

    fn push(&mut self, folder: &Path, depth: Option<usize>) -> Option<String> {
        let file = folder.join(IGNORE_FILE);
        if !file.is_file() {
            return None;
        }
        let mut builder = GitignoreBuilder::new(folder);
        // The patterns that can be read are heeded all the same.
        let unread = builder.add(&file);
        let built = builder.build().map(|ignore| self.stack.push((depth, ignore)));
        let fault = unread.or_else(|| built.err())?;
        Some(fault.to_string().replace(&format!("{}: ", file.display()), ""))
    }

    /// Leaves the folders that do not hold a thing at `depth`.
    fn climb_to(&mut self, depth: usize) {
        while self.stack.last().is_some_and(|(at, _)| at.is_some_and(|at| at >= depth)) {
            self.stack.pop();
        }
    }

    fn matches(&self, path: &Path, is_dir: bool) -> bool {
        for (_, ignore) in self.stack.iter().rev() {
            match ignore.matched(path, is_dir) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn put(base: &Path, path: &str, text: &str) {
        let path = base.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn listed(base: &Path, paths: &[PathBuf]) -> Vec<String> {
        let one = |found| match found {
            Found::Candidate(c) => format!("{} {}", c.relative, c.size),
            Found::Rejected(r) => format!("{} {}", r.relative, r.reason.code()),
        };
        discover(base, paths).into_iter().map(one).collect()
    }

    #[test]
    fn files_in_a_fixed_order_without_hidden_ones() {
        let dir = tempfile::tempdir().unwrap();
        for path in ["b/2.txt", "b/1.txt", "a.txt", ".hidden", ".onrecord/meta.json", "c/.git/x", PEOPLE_FILE]
        {
            put(dir.path(), path, "four");
        }
        let whole = dir.path().to_owned();
        assert_eq!(listed(&whole, std::slice::from_ref(&whole)), ["a.txt 4", "b/1.txt 4", "b/2.txt 4"]);
        assert_eq!(listed(&whole, &[whole.join("b"), whole.clone()]), ["b/1.txt 4", "b/2.txt 4", "a.txt 4"]);
        assert_eq!(listed(&whole, &[whole.join("b/1.txt")]), ["b/1.txt 4"]);
        assert_eq!(listed(&whole.join("a.txt"), &[whole.join("a.txt")]), ["a.txt 4"]);
    }

    #[test]
    fn ignore_files_work_as_gits_do() {
        let dir = tempfile::tempdir().unwrap();
        for path in ["a.bak", "a.txt", "drafts/x.txt", "b/a.bak", "b/keep.bak", "b/c/d.txt"] {
            put(dir.path(), path, "");
        }
        put(dir.path(), IGNORE_FILE, "*.bak\n/drafts/\n");
        put(dir.path(), "b/.onrecordignore", "!keep.bak\nc\n");
        let whole = dir.path().to_owned();
        assert_eq!(listed(&whole, std::slice::from_ref(&whole)), ["a.txt 0", "b/keep.bak 0"]);
        assert_eq!(listed(&whole, &[whole.join("b")]), ["b/keep.bak 0"]);
    }

    #[test]
    fn patterns_that_cannot_be_read_are_told_and_the_others_heeded() {
        let dir = tempfile::tempdir().unwrap();
        put(dir.path(), "a.bak", "");
        put(dir.path(), "b.txt", "");
        put(dir.path(), IGNORE_FILE, "*.bak\nb[z-a].txt\n");
        let whole = dir.path().to_owned();
        let found = discover(&whole, std::slice::from_ref(&whole));
        let [Found::Rejected(rejection), Found::Candidate(file)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((&*rejection.relative, &*file.relative), (IGNORE_FILE, "b.txt"));
        assert!(rejection.reason.to_string().contains("line 2: "), "{}", rejection.reason);
    }

    #[test]
    fn what_is_not_there_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let gone = dir.path().join("gone");
        assert!(
            matches!(&discover(dir.path(), &[gone])[..], [Found::Rejected(r)] if r.reason.code() == "unreadable")
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_and_special_files_are_named() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        put(dir.path(), "a/1.txt", "");
        symlink("..", dir.path().join("a/up")).unwrap();
        symlink("1.txt", dir.path().join("a/link")).unwrap();
        symlink("nowhere", dir.path().join("a/broken")).unwrap();
        symlink("self", dir.path().join("a/self")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("a/s")).unwrap();
        let whole = dir.path().to_owned();
        assert_eq!(
            listed(&whole, std::slice::from_ref(&whole)),
            [
                "a/1.txt 0",
                "a/broken link",
                "a/link link",
                "a/s special",
                "a/self link-loop",
                "a/up link-loop"
            ]
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_not_utf_8_are_written_out() {
        use std::os::unix::ffi::OsStrExt;
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(OsStr::from_bytes(b"caf\xE9.txt")), "").unwrap();
        let whole = dir.path().to_owned();
        assert_eq!(listed(&whole, std::slice::from_ref(&whole)), ["caf\\xE9.txt 0"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_closed_folder_does_not_end_the_walk() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        put(dir.path(), "closed/1.txt", "");
        put(dir.path(), "z.txt", "");
        let closed = dir.path().join("closed");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        // Root reads everything, so there is nothing to see for it.
        let refused = fs::read_dir(&closed).is_err();
        let whole = dir.path().to_owned();
        let found = listed(&whole, std::slice::from_ref(&whole));
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
        let first = if refused { "closed unreadable" } else { "closed/1.txt 0" };
        assert_eq!(found, [first, "z.txt 0"]);
    }
}
