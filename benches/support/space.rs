//! Where the bytes of an index go, by field and by kind of file.

use std::fs;
use std::path::Path;

use tantivy::Index;

/// Prints a table, the largest first.
pub(crate) fn print(index: &Path) {
    let plain = unsealed(&index.join("onrecord.tantivy"));
    let index = Index::open_in_dir(plain.path()).expect("an index");
    let searcher = index.reader().expect("a reader").searcher();
    let usage = searcher.space_usage().expect("its usage");
    let mut rows: Vec<(String, u64)> = Vec::new();
    let mut add = |name: String, bytes: u64| {
        if bytes == 0 {
            return;
        }
        match rows.iter_mut().find(|row| row.0 == name) {
            Some(row) => row.1 += bytes,
            None => rows.push((name, bytes)),
        }
    };
    for segment in usage.segments() {
        let kinds = [
            ("words", segment.termdict()),
            ("postings", segment.postings()),
            ("places", segment.positions()),
            ("columns", segment.fast_fields()),
            ("lengths", segment.fieldnorms()),
        ];
        for (kind, fields) in kinds {
            for field in fields.fields() {
                add(format!("{kind} {}", field.field_name()), field.total().get_bytes());
            }
            add(format!("{kind} (all)"), fields.total().get_bytes());
        }
        add("records (all)".to_owned(), segment.store().total().get_bytes());
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.1));
    for (name, bytes) in rows {
        println!("{name:<40} {:>12.3} MB", bytes as f64 / 1e6);
    }
}

/// The same folder without the checksums of ours behind what tantivy replaces in one step.
fn unsealed(folder: &Path) -> tempfile::TempDir {
    let out = tempfile::tempdir_in(folder.parent().expect("a folder around it")).expect("a folder beside it");
    for file in fs::read_dir(folder).expect("a folder of segments").flatten() {
        let to = out.path().join(file.file_name());
        if file.path().extension().is_some_and(|extension| extension == "json") {
            let text = fs::read_to_string(file.path()).expect("JSON");
            fs::write(to, text.split("\n// ").next().unwrap_or_default()).expect("a file can be written");
        } else {
            fs::hard_link(file.path(), to).expect("a file can be linked");
        }
    }
    out
}
