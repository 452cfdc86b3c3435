//! Full-width letters and signs, as East Asian keyboards type them, read as the plain ones.

use super::error::QueryError;

/// A query in plain signs that remembers where its own stood.
pub(super) struct Narrow<'q> {
    typed: &'q str,
    /// The plain text and, for each of its bytes and its end, the byte typed; nothing where they are the same.
    plain: Option<(String, Vec<usize>)>,
}

fn plain(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        _ => None,
    }
}

impl<'q> Narrow<'q> {
    /// The query as typed.
    pub(super) fn of(typed: &'q str) -> Self {
        if typed.chars().all(|c| plain(c).is_none()) {
            return Narrow { typed, plain: None };
        }
        let (mut text, mut places) = (String::with_capacity(typed.len()), Vec::new());
        for (at, c) in typed.char_indices() {
            text.push(plain(c).unwrap_or(c));
            places.resize(text.len(), at);
        }
        places.push(typed.len());
        Narrow { typed, plain: Some((text, places)) }
    }

    /// The query in plain signs.
    pub(super) fn text(&self) -> &str {
        self.plain.as_ref().map_or(self.typed, |(text, _)| text)
    }

    /// The error at its place in the query as typed.
    pub(super) fn widen(&self, mut error: QueryError) -> QueryError {
        if let Some((_, places)) = &self.plain {
            let place = |at: usize| places.get(at).copied().unwrap_or(self.typed.len());
            error.at = place(error.at.start)..place(error.at.end);
        }
        error
    }
}
