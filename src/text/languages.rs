//! Languages by their names.

use super::fold::fold_name;

/// A tag a line, and behind it what the language is called, folded.
const NAMES: &str = include_str!("languages.tsv");

/// The tag of a language that is called so; what is no such name stays as it is.
pub fn language_code(name: &str) -> String {
    let folded = fold_name(name);
    let rows = NAMES.lines().filter_map(|row| row.split_once('\t'));
    let code =
        rows.filter(|(_, names)| names.split(' ').any(|known| known == folded)).map(|(code, _)| code).next();
    code.map_or_else(|| name.to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_answers_to_its_name_and_its_tag() {
        for (name, want) in [
            ("English", "en"),
            ("français", "fr"),
            ("Deutsch", "de"),
            ("en", "en"),
            ("no", "nb"),
            ("Quay", "Quay"),
        ] {
            assert_eq!(language_code(name), want);
        }
    }
}
