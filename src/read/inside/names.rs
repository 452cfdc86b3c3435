//! Names of pieces: as they stand in containers, made harmless and told apart.

/// Endings of files that are only compressed, and what the piece within is called.
const PACKED: &[(&str, &str)] = &[
    (".tgz", ".tar"),
    (".tbz", ".tar"),
    (".tbz2", ".tar"),
    (".txz", ".tar"),
    (".tzst", ".tar"),
    (".gz", ""),
    (".gzip", ""),
    (".bz2", ""),
    (".xz", ""),
    (".lzma", ""),
    (".zst", ""),
    (".zstd", ""),
    (".br", ""),
];

/// What a compressed file of this name is called when unpacked; the name is in lower case.
pub(in crate::read) fn unpacked_name(name: &str) -> String {
    let found = PACKED.iter().find_map(|(ending, instead)| Some((name.strip_suffix(ending)?, instead)));
    found.map_or_else(|| name.to_owned(), |(stem, instead)| format!("{stem}{instead}"))
}

/// A name as a path below its container: no root, no `.`, no `..`, `/` between its parts.
pub(super) fn inner_path(name: &str) -> String {
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
    if parts.is_empty() { "nameless".to_owned() } else { parts.join("/") }
}

/// The last part of a path, in lower case, by which formats know it.
pub(super) fn last_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Bytes of a name: UTF-8 as it is, what is not written as `\xE9`.
pub(in crate::read) fn written(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_below_their_container() {
        let check = |name, want| assert_eq!(inner_path(name), want, "{name}");
        check("2004/a.html", "2004/a.html");
        check("../../etc/passwd", "etc/passwd");
        check("/etc/passwd", "etc/passwd");
        check("./a//b/../c.txt", "a/b/c.txt");
        check("2004\\june\\a.txt", "2004/june/a.txt");
        check("..", "nameless");
        check("", "nameless");
    }

    #[test]
    fn a_packed_file_is_named_by_what_it_packs() {
        let check = |name, want| assert_eq!(unpacked_name(name), want);
        check("wire.jsonl.gz", "wire.jsonl");
        check("news.tgz", "news.tar");
        check("crawl.warc.zst", "crawl.warc");
        check("noname", "noname");
    }

    #[test]
    fn bytes_that_are_no_text_are_written_out() {
        assert_eq!(written(b"caf\xE9.txt"), "caf\\xE9.txt");
    }
}
