//! Reading and extraction alone, on one thread: bytes of text a second.

// A bench that cannot be set up should stop.
#![allow(clippy::expect_used)]

mod support;

use divan::Bencher;
use divan::counter::BytesCount;
use onrecord::extract::extract;
use onrecord::model::{Article, Origin};
use onrecord::read::read_text;

const ARTICLES: usize = 500;

fn main() {
    divan::main();
}

fn read() -> Vec<Article> {
    let origin = |number| Origin { path: format!("made/{number}.txt"), record: None };
    support::made(ARTICLES)
        .iter()
        .enumerate()
        .map(|(number, text)| read_text(text, &origin(number)))
        .collect()
}

fn bytes(articles: &[Article]) -> usize {
    articles.iter().map(|article| article.text.len()).sum()
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn statements(bencher: Bencher<'_, '_>) {
    let articles = read();
    bencher
        .counter(BytesCount::new(bytes(&articles)))
        .bench(|| articles.iter().map(|article| extract(article).statements.len()).sum::<usize>());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn plain_text_to_article(bencher: Bencher<'_, '_>) {
    let texts = support::made(ARTICLES);
    let origin = Origin { path: "made/one.txt".to_owned(), record: None };
    bencher
        .counter(BytesCount::new(texts.iter().map(String::len).sum::<usize>()))
        .bench(|| texts.iter().map(|text| read_text(text, &origin).paragraphs.len()).sum::<usize>());
}
