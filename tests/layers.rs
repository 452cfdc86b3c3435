//! The rooms of the house: which may import which, and what only some of them may say.
//!
//! What matters most is what is absent, so the table below is the law and this test keeps it. A mention
//! counts wherever it stands in code: `use crate::room::…` or `crate::room::…` in a line. Comments,
//! strings and `#[cfg(test)]` modules are passed over: tests may look across.

// A test that cannot be set up should stop.
#![allow(clippy::expect_used)]

#[path = "layers/circles.rs"]
mod circles;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the rooms it may import besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("read", &["model", "text"]),
    ("extract", &["model", "text"]),
    ("resolve", &["model", "text"]),
    ("index", &["model", "text"]),
    ("query", &["model", "text"]),
    ("engine", &["query", "index", "model", "text"]),
    ("present", &["model", "query", "engine"]),
    ("app", &["model", "text", "read", "extract", "resolve", "index", "query", "engine", "present"]),
    ("cli", &["app", "present", "model"]),
];

/// A path, and where alone it may be said: folders or files below `src`.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("tantivy::", &["index/", "engine/local"]),
    ("clap::", &["cli/"]),
    ("clap_complete::", &["cli/"]),
    ("clap_mangen::", &["cli/"]),
    ("std::fs", &["read/", "index/", "app/", "main.rs"]),
    ("fs::", &["read/", "index/", "app/", "main.rs"]),
    ("File::open", &["read/", "index/", "app/", "main.rs"]),
    ("File::create", &["read/", "index/", "app/", "main.rs"]),
    ("walkdir::", &["read/", "index/", "app/"]),
];

#[test]
fn rooms_import_what_the_table_allows() {
    let mut faults = String::new();
    for source in sources() {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == source.room) else { continue };
        for (line, other) in source.rooms_mentioned() {
            if other != source.room
                && ROOMS.iter().any(|(room, _)| *room == other)
                && !allowed.contains(&other.as_str())
            {
                let _ =
                    writeln!(faults, "{}:{line}: `{}` may not import `{other}`", source.shown(), source.room);
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn some_words_belong_to_some_rooms() {
    let mut faults = String::new();
    for source in sources() {
        for (word, homes) in ONLY_IN {
            if homes.iter().any(|home| source.below_src.starts_with(home)) {
                continue;
            }
            for line in source.lines_saying(word) {
                let _ =
                    writeln!(faults, "{}:{line}: `{word}` belongs to {}", source.shown(), homes.join(", "));
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn every_room_stands_in_the_table() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut rooms: Vec<String> = fs::read_dir(src)
        .expect("src can be read")
        .map(|entry| entry.expect("src can be read").path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().expect("a folder has a name").to_string_lossy().into_owned())
        .collect();
    rooms.sort_unstable();
    let mut told: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    told.sort_unstable();
    assert_eq!(rooms, told);
}

/// The keeper is itself kept: a mention in code is seen, one in words is not.
#[test]
fn mentions_are_found_in_code_only() {
    let code = "//! crate::app::x\nuse crate::{model::Span, query::{self, Query}};\nlet a = \"crate::cli::x\"; // crate::read\n\
                let c = '\"'; crate::engine::Page::default();\n/* crate::index::y\n crate::index */ let r = r#\"crate::app\"#;\n\
                #[cfg(test)]\nmod tests {\n    use crate::app::eval;\n    fn f() { \"}\"; }\n}\nfn g<'a>() { crate::text::fold() }\n";
    let source = Source { below_src: "x/y.rs".to_owned(), room: "x".to_owned(), code: code_only(code) };
    let found: Vec<(usize, String)> = source.rooms_mentioned();
    let want = [(2, "model"), (2, "query"), (4, "engine"), (12, "text")];
    assert_eq!(found, want.map(|(line, room)| (line, room.to_owned())));
    assert!(source.lines_saying("tantivy::").is_empty());
    let source = Source { code: code_only("use tantivy::schema;\nlet x = mytantivy::y;"), ..source };
    assert_eq!(source.lines_saying("tantivy::"), [1]);
}

/// One file of ours, with everything but its code blanked out.
struct Source {
    below_src: String,
    room: String,
    code: String,
}

impl Source {
    fn shown(&self) -> String {
        format!("src/{}", self.below_src)
    }

    /// Line and room of every `crate::room`, also inside `crate::{…}`.
    fn rooms_mentioned(&self) -> Vec<(usize, String)> {
        let mut out = Vec::new();
        for (at, _) in self.code.match_indices("crate::") {
            if self.code[..at].ends_with(is_name) {
                continue;
            }
            let rest = &self.code[at + "crate::".len()..];
            let line = line_of(&self.code, at);
            match rest.strip_prefix('{') {
                Some(group) => out.extend(first_names(group).into_iter().map(|name| (line, name))),
                None => out.push((line, leading_name(rest))),
            }
        }
        out
    }

    fn lines_saying(&self, word: &str) -> Vec<usize> {
        self.code
            .match_indices(word)
            .filter(|(at, _)| !self.code[..*at].ends_with(is_name))
            .map(|(at, _)| line_of(&self.code, at))
            .collect()
    }
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn leading_name(text: &str) -> String {
    text.trim_start().chars().take_while(|c| is_name(*c)).collect()
}

/// The first name of each part of a `{…}` group, nested groups passed over.
fn first_names(group: &str) -> Vec<String> {
    let mut out = vec![leading_name(group)];
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => out.push(leading_name(&group[at + 1..])),
            _ => {}
        }
    }
    out.retain(|name| !name.is_empty());
    out
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    files.sort();
    assert!(files.len() > ROOMS.len(), "the rooms hold files");
    files
        .into_iter()
        // Test modules in files of their own are tests as well.
        .filter(|file| !is_test_file(file))
        .map(|file| {
            let below =
                file.strip_prefix(&src).expect("collected below src").to_string_lossy().replace('\\', "/");
            let room = below.split(['/', '.']).next().unwrap_or_default().to_owned();
            let code = code_only(&fs::read_to_string(&file).expect("source is UTF-8"));
            Source { below_src: below, room, code }
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            files.push(path);
        }
    }
}

/// Whether the file's module, or one that it lies in, is declared as `#[cfg(test)] mod name;`.
fn is_test_file(file: &Path) -> bool {
    file.ancestors().take_while(|path| !path.ends_with("src")).any(is_declared_for_tests)
}

/// Whether the module of a file or a folder is declared so by the module above it.
fn is_declared_for_tests(file: &Path) -> bool {
    let Some(name) = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()) else { return false };
    let Some(folder) = file.parent() else { return false };
    let parents = [folder.join("mod.rs"), folder.join("lib.rs"), folder.with_extension("rs")];
    parents.iter().filter(|parent| parent.as_path() != file).any(|parent| {
        let text = fs::read_to_string(parent).unwrap_or_default();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        lines.windows(2).any(|two| two[0] == "#[cfg(test)]" && two[1].ends_with(&format!("mod {name};")))
    })
}

/// The code with comments, strings and `#[cfg(test)]` modules as blanks; line breaks stay where they are.
fn code_only(text: &str) -> String {
    without_test_modules(&without_words(text))
}

fn without_words(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = match (chars[at], chars.get(at + 1)) {
            ('/', Some('/')) => until(&chars, at, |i| chars[i] == '\n'),
            ('/', Some('*')) => {
                until(&chars, at + 2, |i| chars[i] == '*' && chars.get(i + 1) == Some(&'/')) + 2
            }
            ('r', Some('"' | '#')) if at == 0 || !is_name(chars[at - 1]) => raw_string(&chars, at),
            ('"', _) => string(&chars, at),
            ('\'', _) => character(&chars, at),
            _ => at,
        };
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end.min(chars.len())].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

fn until(chars: &[char], from: usize, stop: impl Fn(usize) -> bool) -> usize {
    (from..chars.len()).find(|i| stop(*i)).unwrap_or(chars.len())
}

fn string(chars: &[char], at: usize) -> usize {
    let mut i = at + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

fn raw_string(chars: &[char], at: usize) -> usize {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    let open = at + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return at;
    }
    let closes = |i: usize| {
        chars[i] == '"' && chars[i + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes
    };
    until(chars, open + 1, closes) + 1 + hashes
}

/// A character literal ends two or more places on; a lifetime is no literal.
fn character(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => until(chars, at + 3, |i| chars[i] == '\'') + 1,
        (Some(_), Some('\'')) => at + 3,
        _ => at,
    }
}

fn without_test_modules(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        let end = at + item_length(&rest[at..]);
        out.push_str(&rest[..at]);
        out.extend(rest[at..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    out + rest
}

/// How far the item reaches: to its `;`, or over its `{…}`.
fn item_length(item: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in item.char_indices() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    item.len()
}
