//! Sentences with heads, in CoNLL-U.

use hashbrown::HashMap;

use crate::model::{Article, Paragraph, ParagraphKind, Span};

use super::{dep_number, tag_number};

/// A word of a treebank, found in its paragraph's text.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    /// Where it stands.
    pub span: Span,
    /// Its fine part of speech.
    pub fine: u8,
    /// What it is to its head.
    pub dep: u8,
    /// Where its head begins; where it begins itself at the root.
    pub head: u32,
}

/// A paragraph with the words a treebank gives it.
#[derive(Debug, Clone)]
pub struct Example {
    /// The paragraph as an article of its own.
    pub article: Article,
    /// Its words, in order.
    pub words: Vec<Given>,
}

/// Reads a treebank; sentences that follow `# newpar` belong to one paragraph. What cannot be understood is passed
/// over.
pub fn read(conllu: &str) -> Vec<Example> {
    conllu.split("# newpar").filter_map(paragraph).collect()
}

fn paragraph(block: &str) -> Option<Example> {
    let mut text = String::new();
    let mut words = Vec::new();
    for sentence in block.split("\n\n") {
        sentence_words(sentence, &mut text, &mut words);
    }
    if words.is_empty() {
        return None;
    }
    let span = Span::new(0, text.len());
    let paragraphs = vec![Paragraph { kind: ParagraphKind::Body, span }];
    Some(Example { article: Article { text, paragraphs, ..Article::default() }, words })
}

fn sentence_words(sentence: &str, text: &mut String, words: &mut Vec<Given>) {
    let rows: Vec<Vec<&str>> = sentence
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .filter(|row: &Vec<&str>| row.len() >= 8)
        .collect();
    let Some(line) = sentence.lines().find_map(|line| line.strip_prefix("# text = ")) else { return };
    if !text.is_empty() {
        text.push(' ');
    }
    let mut at = text.len();
    text.push_str(line);
    let mut starts: HashMap<&str, u32, foldhash::fast::FixedState> = HashMap::default();
    let from = words.len();
    for row in &rows {
        let Some(found) = text[at..].find(row[1]) else { continue };
        let start = at + found;
        at = start + row[1].len();
        starts.insert(row[0], start as u32);
        words.push(Given {
            span: Span::new(start, at),
            fine: tag_number(row[4]),
            dep: dep_number(row[7]),
            head: 0,
        });
    }
    let kept = rows.iter().filter(|row| starts.contains_key(row[0]));
    for (word, row) in words[from..].iter_mut().zip(kept) {
        word.head = starts.get(row[6]).copied().unwrap_or(word.span.start);
    }
}
