//! No files import each other in a loop: what two take from each other has a file of its own.
//!
//! Where an import leads is told by names alone: by `use` and by `crate::…` and `super::…` in a line. A module and those inside of it
//! are passed over: it is their face, and what it hands on is theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{Source, sources};

type Module = Vec<String>;

#[test]
fn no_files_import_each_other_in_a_loop() {
    let circles = circles(&sources());
    let mut faults = String::new();
    for (file, others) in &circles {
        let _ = writeln!(faults, "src/{file} imports {}", others.join(", "));
    }
    assert!(circles.is_empty(), "\n{faults}");
}

/// The keeper is itself kept.
#[test]
fn a_loop_is_found_however_it_is_written() {
    let source = |below_src: &str, code: &str| Source {
        below_src: below_src.to_owned(),
        room: String::new(),
        code: code.to_owned(),
    };
    let files = [
        source("x/mod.rs", "mod a; mod b; pub use a::{A, B};"),
        source("x/a.rs", "use super::{b::{self, C}, D};"),
        source("x/b.rs", "use crate::y; fn f() { crate::x::c::g() }"),
        source("x/c.rs", "use super::a::A as B;"),
        source("x/d.rs", "use super::a::A;"),
        source("y.rs", "use crate::x::A;"),
    ];
    let found: Vec<String> = circles(&files).into_keys().collect();
    assert_eq!(found, ["x/a.rs", "x/b.rs", "x/c.rs"]);
}

/// The files of loops, and which others of them each imports.
fn circles(sources: &[Source]) -> BTreeMap<String, Vec<String>> {
    let files: BTreeMap<Module, &Source> =
        sources.iter().map(|source| (module_of(&source.below_src), source)).collect();
    let mut arrows: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
    for (module, source) in &files {
        let named = paths(&source.code).into_iter().filter_map(|path| meant(&files, module, &path));
        let beside = named.filter(|other| !other.starts_with(module) && !module.starts_with(other));
        arrows.insert(module, beside.collect());
    }
    // Whoever imports nobody that is left is in no loop.
    loop {
        let left: BTreeSet<&Module> = arrows.keys().copied().collect();
        arrows.values_mut().for_each(|others| others.retain(|other| left.contains(other)));
        let before = arrows.len();
        let imported: BTreeSet<&Module> = arrows.values().flatten().copied().collect();
        arrows.retain(|module, others| !others.is_empty() && imported.contains(module));
        if arrows.len() == before {
            break;
        }
    }
    let shown = |module: &Module| files[module].below_src.clone();
    arrows
        .into_iter()
        .map(|(module, others)| (shown(module), others.into_iter().map(shown).collect()))
        .collect()
}

/// `x/y/mod.rs` and `x/y.rs` are `x::y`.
fn module_of(below_src: &str) -> Module {
    let path = below_src.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_owned).filter(|name| name != "lib").collect()
}

/// The file that a path in a module leads to.
fn meant<'f>(files: &'f BTreeMap<Module, &Source>, module: &Module, path: &[String]) -> Option<&'f Module> {
    let mut at = match path.first()?.as_str() {
        "crate" => Vec::new(),
        "self" | "super" => module.clone(),
        _ => return None,
    };
    for name in path {
        match name.as_str() {
            "crate" | "self" => {}
            "super" => drop(at.pop()),
            name => {
                at.push(name.to_owned());
                if !files.contains_key(&at) {
                    at.pop();
                    break;
                }
            }
        }
    }
    files.get_key_value(&at).map(|(module, _)| module)
}

/// Every path that code names from the crate or from where it stands.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for root in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(root) {
            // What stands in a longer path was met with its front.
            if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                spread(Vec::new(), &code[at..], &mut out);
            }
        }
    }
    out
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`. Gives what stands behind it.
fn spread<'c>(mut front: Vec<String>, code: &'c str, out: &mut Vec<Vec<String>>) -> &'c str {
    let mut rest = code.trim_start();
    loop {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        front.extend(Some(name).filter(|name| !name.is_empty()).map(str::to_owned));
        let Some(inner) = behind.strip_prefix("::") else {
            out.push(front);
            return behind;
        };
        rest = inner.trim_start();
        if let Some(mut group) = rest.strip_prefix('{') {
            loop {
                group = spread(front.clone(), group, out).trim_start();
                // “a as b” and the end of the group.
                let next = group.find([',', '}']).unwrap_or(group.len());
                let closes = group[next..].starts_with('}') || next == group.len();
                group = group.get(next + 1..).unwrap_or_default();
                if closes {
                    return group;
                }
            }
        }
    }
}
