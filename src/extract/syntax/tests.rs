use std::fmt::Write as _;

use super::super::lexicon::lexicon;
use super::super::testing::article;
use super::treebank::read;
use super::*;

/// A treebank of a few made sentences.
fn bank() -> String {
    let words = |rows: &[(&str, &str, usize, &str)]| -> String {
        let text: Vec<&str> = rows.iter().map(|row| row.0).collect();
        let mut out = format!("# text = {}\n", text.join(" "));
        for (at, (word, tag, head, dep)) in rows.iter().enumerate() {
            writeln!(out, "{}\t{word}\t_\t_\t{tag}\t_\t{head}\t{dep}\t_\t_", at + 1).unwrap();
        }
        out + "\n"
    };
    let said = words(&[
        ("Ruiz", "NNP", 2, "nsubj"),
        ("said", "VBD", 0, "ROOT"),
        ("that", "IN", 6, "mark"),
        ("the", "DT", 5, "det"),
        ("pier", "NN", 6, "nsubj"),
        ("opened", "VBD", 2, "ccomp"),
    ]);
    let saw = words(&[
        ("The", "DT", 2, "det"),
        ("mayor", "NN", 3, "nsubj"),
        ("saw", "VBD", 0, "ROOT"),
        ("the", "DT", 5, "det"),
        ("pier", "NN", 3, "dobj"),
    ]);
    format!("# newpar\n{said}{saw}").repeat(40)
}

#[test]
fn a_treebank_learned_by_heart_is_known() {
    let bank = read(&bank());
    assert_eq!(bank.len(), 40);
    assert_eq!(bank[0].words.len(), 11);
    let syntax = learn::learn(&bank);
    let score = learn::measure(&bank, &syntax);
    assert!(score.tags > 0.99 && score.relations > 0.99, "{score:?}");
    let bytes = syntax.write();
    assert_eq!(learn::learn(&bank).write(), bytes, "the same treebank gives the same bytes");
    assert_eq!(Syntax::read(&bytes).map(|read| read.write()), Some(bytes));
}

#[test]
fn what_is_no_treebank_teaches_nothing() {
    for text in ["", "# newpar\n", "no\ttreebank", "# newpar\n# text = a\n1\tb\t_\t_\tNN\t_\t0\tROOT\t_\t_\n"]
    {
        assert!(read(text).is_empty(), "{text:?}");
    }
    assert!(Syntax::read(b"onrecs\0\x01short").is_none());
}

/// Every word of `text` with its head and relation, as the shipped weights see it.
#[track_caller]
fn check(text: &str, want: &[(&str, &str, &str)]) {
    let article = article(text);
    let mut doc = Doc::new(&article, lexicon());
    let sentences = 0..doc.sentences.len();
    Syntax::shipped().parse(&mut doc, sentences);
    for (word, head, dep) in want {
        let at = doc.tokens.iter().position(|token| token.span.of(text) == *word).unwrap();
        let link = doc.links[at];
        let found = (doc.tokens[link.head as usize].span.of(text), DEPS[usize::from(link.dep)]);
        assert_eq!(found, (*head, *dep), "{word}");
    }
}

#[test]
fn plain_sentences_are_parsed() {
    check(
        "The mayor said that the old pier would open in May.",
        &[
            ("mayor", "said", "nsubj"),
            ("open", "said", "ccomp"),
            ("pier", "open", "nsubj"),
            ("that", "open", "mark"),
        ],
    );
    check("Ruiz refused to resign.", &[("Ruiz", "refused", "nsubj"), ("resign", "refused", "xcomp")]);
}

#[test]
fn heads_stay_inside_their_sentence() {
    let article = article("“No,” she said. “Never, ever,” added Ruiz, of Port Alder. It rained (a lot).");
    let mut doc = Doc::new(&article, lexicon());
    let sentences = 0..doc.sentences.len();
    Syntax::shipped().parse(&mut doc, sentences);
    for (at, link) in doc.links.iter().enumerate() {
        let sentence = doc.sentence_of(at);
        assert!(sentence.holds(link.head as usize), "{at}");
        assert!(link.reach.0 as usize <= at && at < link.reach.1 as usize, "{at}");
        assert!(sentence.start <= link.reach.0 as usize && link.reach.1 as usize <= sentence.end, "{at}");
    }
}
