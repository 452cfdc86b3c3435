//! Who depends on whom in a sentence: fine parts of speech, heads, and what each word is to its head.
//!
//! A greedy tagger ([`tagger`]) and a greedy arc-hybrid parser ([`parser`]), both linear over hashed features. They
//! are less sure than slow parsers and see a sentence in microseconds; the choosers of attribution take what they
//! say as evidence, never as truth. Their weights are learned ([`learn`]) from any treebank in CoNLL-U
//! ([`treebank`]) with the labels below, by `onrecord fit TREEBANK.conllu`, and ship in `syntax.bin`. Those that ship
//! were learned from 2.7 million words of news as spaCy's en_core_web_sm 3.8 (MIT) parses them, with nine heads in ten
//! the same; nothing of the text is in them but which features go with which move.

pub mod learn;
pub mod parser;
pub mod rows;
pub mod tagger;
#[cfg(test)]
mod tests;
pub mod treebank;

use std::sync::LazyLock;

use super::doc::Doc;
use rows::Rows;
use tagger::Sure;

/// Fine parts of speech, in the Penn treebank's letters; marks by what they do.
pub const TAGS: [&str; 32] = [
    "_", "NN", "NNS", "NNP", "PRP", "PRP$", "DT", "IN", "TO", "JJ", "RB", "CC", "CD", "MD", "VB", "VBD",
    "VBZ", "VBP", "VBG", "VBN", "POS", "RP", "WP", "WDT", "WRB", "EX", "UH", ",", ".", "\"", "-", "(",
];

/// What a word is to its head; the first is the root.
pub const DEPS: [&str; 32] = [
    "ROOT",
    "nsubj",
    "nsubjpass",
    "csubj",
    "dobj",
    "dative",
    "attr",
    "acomp",
    "oprd",
    "ccomp",
    "xcomp",
    "advcl",
    "relcl",
    "acl",
    "appos",
    "prep",
    "pobj",
    "pcomp",
    "agent",
    "aux",
    "auxpass",
    "mark",
    "det",
    "poss",
    "compound",
    "amod",
    "advmod",
    "neg",
    "conj",
    "cc",
    "prt",
    "other",
];

/// The number of a treebank's tag; rare ones are taken for their like.
pub fn tag_number(name: &str) -> u8 {
    let name = match name {
        "NNPS" => "NNP",
        "JJR" | "JJS" | "AFX" => "JJ",
        "RBR" | "RBS" => "RB",
        "PDT" => "DT",
        "WP$" => "WP",
        other => other,
    };
    TAGS.iter().position(|tag| *tag == name).unwrap_or(26) as u8
}

/// The number of a treebank's relation; rare ones are “other”.
pub fn dep_number(name: &str) -> u8 {
    let name = match name {
        "nummod" | "nmod" => "amod",
        "npadvmod" | "quantmod" => "advmod",
        "csubjpass" => "csubj",
        other => other,
    };
    DEPS.iter().position(|dep| *dep == name).unwrap_or(31) as u8
}

/// Whether the token at `at` is coordinated with its head.
pub fn is_conjunct(doc: &Doc<'_>, at: usize) -> bool {
    DEPS[usize::from(doc.links[at].dep)] == "conj"
}

/// Whether two tokens are the same to the same head: subjects of one verb.
pub fn hang_alike(doc: &Doc<'_>, one: usize, other: usize) -> bool {
    let (one, other) = (&doc.links[one], &doc.links[other]);
    one.fine != 0 && one.head == other.head && one.dep == other.dep
}

/// What was learned from a treebank.
#[derive(Clone)]
pub struct Syntax {
    /// Words whose part of speech is always the same.
    pub sure: Sure,
    /// Fine parts of speech of all others.
    pub tags: Rows<32>,
    /// What the parser does next: see [`parser`].
    pub moves: Rows<4>,
    /// What a word is to the head it was given.
    pub deps: Rows<32>,
}

/// What the file begins with; the last byte counts its versions.
const MAGIC: &[u8; 8] = b"onrecs\0\x01";

impl Syntax {
    /// The weights that ship: `syntax.bin` beside this file.
    pub fn shipped() -> &'static Syntax {
        static SHIPPED: LazyLock<Syntax> =
            LazyLock::new(|| Syntax::read(Syntax::shipped_bytes()).unwrap_or_else(Syntax::blank));
        &SHIPPED
    }

    /// The same as they ship.
    pub fn shipped_bytes() -> &'static [u8] {
        include_bytes!("../syntax.bin")
    }

    /// Reads what [`Syntax::write`] wrote.
    pub fn read(bytes: &[u8]) -> Option<Syntax> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (sure, rest) = Sure::read(rest)?;
        let (tags, rest) = Rows::read(rest)?;
        let (moves, rest) = Rows::read(rest)?;
        let (deps, rest) = Rows::read(rest)?;
        rest.is_empty().then_some(Syntax { sure, tags, moves, deps })
    }

    /// The weights as a file.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        self.sure.write(&mut out);
        self.tags.write(&mut out);
        self.moves.write(&mut out);
        self.deps.write(&mut out);
        out
    }

    /// Parses the sentences that are `wanted`, by their numbers.
    pub fn parse(&self, doc: &mut Doc<'_>, wanted: impl Iterator<Item = usize>) {
        let mut state = parser::State::default();
        for number in wanted {
            let range = doc.sentences[number].range;
            tagger::tag_range(doc, range, self);
            parser::parse_range(doc, range, self, &mut state);
        }
    }

    /// Weights that know nothing.
    pub fn blank() -> Syntax {
        Syntax {
            sure: Sure::blank(),
            tags: Rows::blank(tagger::BITS),
            moves: Rows::blank(parser::MOVE_BITS),
            deps: Rows::blank(parser::DEP_BITS),
        }
    }
}
