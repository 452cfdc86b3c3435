//! Fitting the extractor's weights to an annotated corpus.
//!
//! The corpus is gold as [`gold`] reads it, so that what is measured against and what is learned from
//! have one form.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::eval::gold::{self, GoldArticle};
use super::eval::score::Piece;
use super::eval::{Chars, Text};
use crate::extract::fit::{Annotated, Lesson, learn};
use crate::extract::syntax;
use crate::extract::weights::Weights;
use crate::model::Span;

pub use crate::present::fit::{Decided, Fitted};

/// What to learn from, and where what was learned goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// A file or folder of gold.
    pub gold: PathBuf,
    /// The file of weights to write.
    pub output: PathBuf,
    /// A publisher (the part of an id before its first `_`) that is not learned from.
    pub leave_out: Option<String>,
    /// Gold to try the weights on; of the publisher left out alone, where one is.
    pub check: Option<PathBuf>,
}

/// Learns weights, writes them, and tries them. The same gold gives the same bytes.
///
/// # Errors
/// Where gold cannot be read or holds no article, or the weights cannot be written.
pub fn fit(options: &Options) -> Result<Fitted> {
    if is_treebank(&options.gold) {
        return fit_syntax(options);
    }
    let left = options.leave_out.as_deref();
    let learned = lessons(&options.gold, |publisher| Some(publisher) != left)?;
    let weights = learn(&learned.iter().collect::<Vec<_>>());
    std::fs::write(&options.output, weights.write())
        .with_context(|| format!("cannot write {}", options.output.display()))?;
    let checked = options.check.as_deref().map(|gold| check(gold, left, &weights)).transpose()?;
    Ok(Fitted { articles: learned.len(), checked: checked.unwrap_or_default() })
}

fn is_treebank(path: &Path) -> bool {
    path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("conllu"))
}

/// Learns to parse, from sentences in CoNLL-U.
fn fit_syntax(options: &Options) -> Result<Fitted> {
    let learned = treebank(&options.gold)?;
    let syntax = syntax::learn::learn(&learned);
    std::fs::write(&options.output, syntax.write())
        .with_context(|| format!("cannot write {}", options.output.display()))?;
    let mut fitted = Fitted { articles: learned.len(), checked: Vec::new() };
    if let Some(path) = &options.check {
        let tried = treebank(path)?;
        let of = tried.iter().map(|example| example.words.len()).sum();
        let score = syntax::learn::measure(&tried, &syntax);
        let shares =
            [("part of speech", score.tags), ("head", score.heads), ("head and relation", score.relations)];
        fitted.checked = shares.map(|(chooser, right)| Decided { chooser, right, of }).to_vec();
    }
    Ok(fitted)
}

fn treebank(path: &Path) -> Result<Vec<syntax::treebank::Example>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let examples = syntax::treebank::read(&text);
    if examples.is_empty() {
        bail!("{}: no sentence in CoNLL-U, each with its `# text = …`", path.display());
    }
    Ok(examples)
}

fn check(gold: &Path, only: Option<&str>, weights: &Weights) -> Result<Vec<Decided>> {
    let tried = lessons(gold, |publisher| only.is_none_or(|only| only == publisher))?;
    let found = crate::extract::fit::measure(&tried, weights);
    Ok(found.into_iter().map(|(chooser, right, of)| Decided { chooser, right, of }).collect())
}

/// The articles of the publishers that `wanted` takes.
fn lessons(path: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<Lesson>> {
    let all = gold::load(path)?;
    let taken = all.into_iter().filter(|one| one.gold.id.split('_').next().is_some_and(&wanted));
    let lessons: Vec<Lesson> = taken.filter_map(|one| lesson(&one)).collect();
    if lessons.is_empty() {
        bail!("{}: no article of the publishers asked for", path.display());
    }
    Ok(lessons)
}

/// An article that was read, with its gold in bytes.
pub(super) fn lesson(one: &GoldArticle) -> Option<Lesson> {
    let article = one.article.clone().ok()?;
    let text = Text::new(&article.text);
    let mut groups = Groups::default();
    let statements = one
        .gold
        .statements
        .iter()
        .filter(|piece| piece.span.start < piece.span.end)
        .filter_map(|piece| annotated(&text, piece, groups.of(piece)))
        .collect();
    Some(Lesson { article, statements })
}

fn annotated(text: &Text<'_>, piece: &Piece, attribution: String) -> Option<Annotated> {
    let span = |chars: Chars| Span::new(text.byte(chars.start), text.byte(chars.end));
    Some(Annotated {
        span: span(piece.span),
        kind: piece.kind?,
        cue: piece.cue_at.map(span),
        speaker: piece.speaker_at.map(span),
        speaker_name: piece.canonical.clone().or_else(|| piece.silver.clone()),
        attribution,
    })
}

/// Which statements hang on one cue: as gold numbers them, or else by where the cue stands.
#[derive(Default)]
struct Groups {
    by_cue: BTreeMap<(usize, usize), usize>,
    met: usize,
}

impl Groups {
    fn of(&mut self, piece: &Piece) -> String {
        self.met += 1;
        let number = match (&piece.attribution, piece.cue_at) {
            (Some(given), _) => return given.clone(),
            (None, Some(cue)) => *self.by_cue.entry((cue.start, cue.end)).or_insert(self.met),
            (None, None) => self.met,
        };
        format!("#{number}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/app/eval/testdata/made.gold.jsonl")
    }

    #[test]
    fn gold_becomes_lessons_word_for_word() {
        for one in gold::load(&made()).unwrap() {
            let (count, words) = (one.gold.statements.len(), one.clone());
            let lesson = lesson(&one).unwrap();
            assert_eq!(lesson.statements.len(), count);
            let text = Text::new(&lesson.article.text);
            for (learned, piece) in lesson.statements.iter().zip(&words.gold.statements) {
                assert_eq!(learned.span.of(&lesson.article.text), text.words(piece.span));
            }
        }
    }

    #[test]
    fn statements_of_one_cue_belong_together() {
        let piece = |cue: Option<Chars>, attribution: Option<&str>| Piece {
            cue_at: cue,
            attribution: attribution.map(str::to_owned),
            ..Piece::default()
        };
        let cue = Some(Chars::new(3, 7));
        let pieces = [piece(cue, None), piece(None, None), piece(cue, None), piece(cue, Some("E1"))];
        let mut groups = Groups::default();
        assert_eq!(pieces.map(|piece| groups.of(&piece)), ["#1", "#2", "#1", "E1"]);
    }

    #[test]
    fn a_treebank_becomes_weights_of_the_parser() {
        let folder = tempfile::tempdir().unwrap();
        let (gold, output) = (folder.path().join("made.conllu"), folder.path().join("syntax.bin"));
        let rows = "# newpar\n# text = Ruiz agreed\n1\tRuiz\t_\t_\tNNP\t_\t2\tnsubj\t_\t_\n\
                    2\tagreed\t_\t_\tVBD\t_\t0\tROOT\t_\t_\n\n";
        std::fs::write(&gold, rows.repeat(20)).unwrap();
        let options = Options {
            gold: gold.clone(),
            output: output.clone(),
            leave_out: None,
            check: Some(gold.clone()),
        };
        let fitted = fit(&options).unwrap();
        assert_eq!((fitted.articles, fitted.checked.len()), (20, 3));
        assert!(fitted.checked.iter().all(|one| one.of == 40 && one.right > 0.9), "{:?}", fitted.checked);
        assert!(syntax::Syntax::read(&std::fs::read(&output).unwrap()).is_some());
        std::fs::write(&gold, "no treebank").unwrap();
        assert!(fit(&options).unwrap_err().to_string().contains("CoNLL-U"));
    }

    #[test]
    fn what_was_left_out_is_what_is_tried() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("weights.bin");
        let with = |leave_out: Option<&str>| {
            let leave_out = leave_out.map(str::to_owned);
            fit(&Options { gold: made(), output: output.clone(), leave_out, check: Some(made()) })
        };
        let (all, some) = (with(None).unwrap(), with(Some("ledger")).unwrap());
        assert!(some.articles < all.articles);
        assert!(some.checked.iter().zip(&all.checked).any(|(some, all)| some.of < all.of));
        assert!(Weights::read(&std::fs::read(&output).unwrap()).is_some());
        assert!(with(Some("nobody")).unwrap_err().to_string().contains("no article of the publishers"));
    }
}
