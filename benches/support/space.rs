//! Where the bytes of an index go, by field and by kind of file.

use std::path::Path;

use tantivy::Index;

/// Prints a table, the largest first.
pub(crate) fn print(index: &Path) {
    let index = Index::open_in_dir(index.join("onrecord.tantivy")).expect("an index");
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
