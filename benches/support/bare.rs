//! tantivy by itself: headline and body, its own English stemmer, both stored.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument};

/// Indexes a file of JSON Lines.
pub(crate) fn index(file: &Path, target: &Path, threads: usize, megabytes: usize) {
    std::fs::create_dir_all(target).expect("a folder for the index");
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing) | STORED;
    let mut builder = Schema::builder();
    let headline = builder.add_text_field("headline", options.clone());
    let content = builder.add_text_field("content", options);
    let index = Index::create_in_dir(target, builder.build()).expect("an index");
    let mut writer = index.writer_with_num_threads(threads, megabytes << 20).expect("a writer");
    for line in BufReader::with_capacity(1 << 20, File::open(file).expect("the archive")).lines() {
        let value: serde_json::Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        let mut document = TantivyDocument::default();
        document.add_text(headline, value["headline"].as_str().unwrap_or_default());
        document.add_text(content, value["content"].as_str().unwrap_or_default());
        writer.add_document(document).expect("a document");
    }
    writer.commit().expect("a commit");
    writer.wait_merging_threads().expect("merged");
}
