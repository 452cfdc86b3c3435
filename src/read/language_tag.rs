//! The language that a file claims, as it names it.

use crate::text::languages::language_code;

/// `en-US` and `en_US` to `en`, and languages by their names.
pub(super) fn primary_language(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_lowercase();
    let code = language_code(&primary);
    ((2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}
