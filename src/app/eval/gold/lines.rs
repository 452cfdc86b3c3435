//! JSON Lines: the text and its gold on one line.

use std::io::Read as _;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::{GoldArticle, RawStatement, RawStretch};
use crate::app::eval::score::{Gold, Piece};
use crate::app::eval::text::Text;
use crate::app::eval::{Chars, EvalError, read};
use crate::model::Origin;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    quotes: Vec<RawStatement>,
    #[serde(default)]
    unattributed: Vec<RawStretch>,
}

/// Reads a file of such lines, compressed or not; blank ones are passed over.
pub(super) fn load(path: &Path) -> Result<Vec<GoldArticle>, EvalError> {
    let bytes = read(path)?;
    let failed = |source| EvalError::Read { path: path.to_owned(), source };
    let text = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut text = String::new();
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text).map_err(failed)?;
        text
    } else {
        String::from_utf8(bytes).map_err(|e| failed(std::io::Error::other(e)))?
    };
    let mut out = Vec::new();
    for (index, line) in text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let article = article(line).map_err(|message| EvalError::NotGold {
            path: path.to_owned(),
            line: index + 1,
            message,
        })?;
        out.push(article);
    }
    Ok(out)
}

fn article(line: &str) -> Result<GoldArticle, String> {
    let value: Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
    let with_roles = tells_roles(&value["quotes"]);
    let line: Line = serde_json::from_value(value).map_err(|e| e.to_string())?;
    let text = Text::new(&line.text);
    let statements = line.quotes.into_iter().map(|raw| statement(raw, &text)).collect::<Result<_, _>>()?;
    let unattributed = line.unattributed.iter().map(|raw| Chars::new(raw.start, raw.end)).collect();
    let origin = Origin { path: line.id.clone(), record: None };
    Ok(GoldArticle {
        article: Ok(crate::read::read_text(&line.text, &origin)),
        gold: Gold { id: line.id, statements, unattributed, with_roles },
        unlocated: Vec::new(),
    })
}

/// Whether any statement has a word, even `null`, about the speaker's role or organization.
pub(super) fn tells_roles(statements: &Value) -> bool {
    statements.as_array().is_some_and(|all| {
        all.iter().any(|one| one.get("role").is_some() || one.get("organization").is_some())
    })
}

/// A statement with offsets, checked against its own words.
pub(super) fn statement(raw: RawStatement, text: &Text<'_>) -> Result<Piece, String> {
    let (Some(start), Some(end)) = (raw.start, raw.end) else {
        return Err("a quote has no `start` and `end`".to_owned());
    };
    if start > end || end > text.len() {
        return Err(format!("a quote from {start} to {end} does not fit a text of {}", text.len()));
    }
    let span = Chars::new(start, end);
    match &raw.text {
        Some(words) if words != text.words(span) => {
            Err(format!("the quote from {start} to {end} does not hold its own words, {words:?}"))
        }
        _ => Ok(raw.into_piece(span)),
    }
}
