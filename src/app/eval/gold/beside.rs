//! A gold file beside the article's own file.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::lines::{statement, tells_roles};
use super::locate::Locator;
use super::{GoldArticle, RawStatement};
use crate::app::eval::score::{Gold, Piece};
use crate::app::eval::text::Text;
use crate::app::eval::{Chars, EvalError, read};
use crate::model::{Article, Origin};

#[derive(Deserialize)]
struct Beside {
    /// Named by gold that stands alone; gold of a folder is named after folder and file.
    id: Option<String>,
    file: String,
    record: Option<u64>,
    /// Gold that cites words.
    #[serde(default)]
    statements: Vec<RawStatement>,
    /// Gold that counts; its speakers are full names.
    #[serde(default)]
    quotes: Vec<RawStatement>,
    #[serde(default)]
    not_quotes: Vec<String>,
}

/// Reads the gold file `path` and the article it speaks of; `root` is the archive's folder.
pub(super) fn load(path: &Path, root: &Path) -> Result<GoldArticle, EvalError> {
    let not_gold = |message: String| EvalError::NotGold { path: path.to_owned(), line: 1, message };
    let value: Value = serde_json::from_slice(&read(path)?).map_err(|e| EvalError::NotGold {
        path: path.to_owned(),
        line: e.line(),
        message: e.to_string(),
    })?;
    let with_roles = tells_roles(&value["statements"]) || tells_roles(&value["quotes"]);
    let raw: Beside = serde_json::from_value(value).map_err(|e| not_gold(e.to_string()))?;
    let (article, file) = article(&raw, path, root)?;
    let id = raw.id.clone().unwrap_or_else(|| name(path));
    let text = article.as_ref().map(|article| article.text.clone()).unwrap_or_default();
    let text = Text::new(&text);
    let mut found = Found { locator: Locator::new(&text), statements: Vec::new(), unlocated: Vec::new() };
    raw.statements.into_iter().for_each(|raw| found.cite(raw));
    found.count(raw.quotes, &file).map_err(not_gold)?;
    let unattributed = raw.not_quotes.iter().filter_map(|words| found.look_up(words)).collect();
    Ok(GoldArticle {
        gold: Gold { id, statements: found.statements, unattributed, with_roles },
        unlocated: found.unlocated,
        article,
    })
}

/// The article that the gold speaks of, and its file's text.
fn article(raw: &Beside, path: &Path, root: &Path) -> Result<(Result<Article, String>, String), EvalError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let file = folder.join(Path::new(&raw.file).file_name().unwrap_or_default());
    let bytes = read(&file)?;
    let below = file.strip_prefix(root).unwrap_or(&file);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    let origin = Origin { path: parts.join("/"), record: None };
    let found = crate::read::read_bytes(&bytes, &origin)
        .into_iter()
        .find(|read| raw.record.is_none() || read.origin.record == raw.record);
    let article = match found {
        Some(read) => read.article.map_err(|reason| format!("{}: {reason}", read.origin)),
        None => Err(format!("{origin}: has no record {}", raw.record.unwrap_or_default())),
    };
    Ok((article, String::from_utf8_lossy(&bytes).into_owned()))
}

/// `lowland-gazette/a-letter.gold.json` → `lowland-gazette_a-letter`: the outlet stands before the `_`.
fn name(path: &Path) -> String {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let file = part(path.file_name());
    let folder = part(path.parent().and_then(Path::file_name));
    format!("{folder}_{}", file.trim_end_matches(".json").trim_end_matches(".gold"))
}

/// Statements as they are located.
struct Found<'a, 't> {
    locator: Locator<'a, 't>,
    statements: Vec<Piece>,
    unlocated: Vec<String>,
}

impl Found<'_, '_> {
    /// A statement known by its words. What stands nowhere keeps an empty span: gold that is missed.
    fn cite(&mut self, raw: RawStatement) {
        let words = raw.text.clone().unwrap_or_default();
        let span = self.locator.statement(&words, raw.kind, raw.occurrence);
        if span.is_none() {
            self.unlocated.push(words);
        }
        let piece = raw.into_piece(span.unwrap_or_default());
        self.place(piece);
    }

    /// Statements known by offsets into the file; looked up by their words where the text that was read
    /// is another.
    fn count(&mut self, quotes: Vec<RawStatement>, file: &str) -> Result<(), String> {
        let text = Text::new(file);
        for mut raw in quotes {
            raw.speaker_canonical = raw.speaker_canonical.or_else(|| raw.speaker.clone());
            let counted = statement(raw.clone(), &text)?;
            raw.text = Some(text.words(counted.span).to_owned());
            self.cite(raw);
        }
        Ok(())
    }

    /// Cue and speaker, where they are nearest.
    fn place(&mut self, mut piece: Piece) {
        if piece.span.end > 0 {
            let cue = piece.cue.as_deref().unwrap_or_default();
            piece.cue_at = piece.cue_at.or_else(|| self.locator.nearest(cue, piece.span));
            let speaker = piece.speaker.as_deref().unwrap_or_default();
            let near = piece.cue_at.unwrap_or(piece.span);
            piece.speaker_at = piece.speaker_at.or_else(|| self.locator.nearest(speaker, near));
        }
        self.statements.push(piece);
    }

    fn look_up(&mut self, words: &str) -> Option<Chars> {
        let found = self.locator.first_quoted(words);
        if found.is_none() {
            self.unlocated.push(words.to_owned());
        }
        found
    }
}
