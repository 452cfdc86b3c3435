//! Legal forms of firms: “Inc.”, “Plc”, “AG”. One table for all that cuts, reads and compares names; `legal_forms.tsv` says what
//! its columns mean.

use std::sync::LazyLock;

/// What is known of a legal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegalForm {
    /// The word, folded and without its points.
    pub word: &'static str,
    /// Whether newsrooms leave it out as they please; the others tell a firm from a namesake elsewhere.
    pub loose: bool,
    /// How it is written.
    pub written: Written,
    /// Whether hardly anything of a name stands behind it.
    pub last: bool,
    /// Whether its letter is one of a firm's initials.
    pub letter: bool,
    /// Whether it stands for owners without a name behind “and”.
    pub partners: bool,
}

/// How a legal form is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Shortened, and no word by itself.
    Short,
    /// As a word like others.
    Word,
    /// As letters; somebody's surname where it is not.
    Letters,
}

impl LegalForm {
    /// Whether it is no word and nobody's name: “Inc.”
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.written == Written::Short
    }
}

/// What firms' names end with that is no legal form, and says no more of what they do: who owns others.
pub const GROUPS: [&str; 3] = ["group", "holding", "holdings"];

/// All of them.
pub fn legal_forms() -> &'static [LegalForm] {
    static READ: LazyLock<Vec<LegalForm>> =
        LazyLock::new(|| include_str!("legal_forms.tsv").lines().filter_map(read).collect());
    &READ
}

/// The legal form that a folded word is.
#[must_use]
pub fn legal_form(word: &str) -> Option<&'static LegalForm> {
    legal_forms().iter().find(|form| form.word == word)
}

/// A line of the table; its head and comments are none.
fn read(line: &'static str) -> Option<LegalForm> {
    let mut columns = line.split('\t').filter(|_| !line.starts_with('#'));
    let (word, law, written) = (columns.next()?, columns.next()?, columns.next()?);
    let besides = columns.next().unwrap_or_default();
    let has = |mark: &str| besides.split(' ').any(|other| other == mark);
    let written = match written {
        "short" => Written::Short,
        "letters" => Written::Letters,
        _ => Written::Word,
    };
    Some(LegalForm {
        word,
        loose: law == "loose",
        written,
        last: has("last"),
        letter: has("letter"),
        partners: has("partners"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold_name;

    #[test]
    fn every_line_is_read_and_says_what_its_columns_may() {
        let lines = include_str!("legal_forms.tsv").lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let form = read(line).unwrap_or_else(|| panic!("{line}"));
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(fold_name(form.word), form.word);
            assert!(["loose", "telling"].contains(&columns[1]), "{line}");
            assert!(["short", "word", "letters"].contains(&columns[2]), "{line}");
            let besides = columns.get(3).into_iter().flat_map(|besides| besides.split(' '));
            assert!(besides.clone().all(|mark| ["last", "letter", "partners"].contains(&mark)), "{line}");
            assert_eq!(legal_form(form.word), Some(&form), "{line} stands there once");
        }
    }

    #[test]
    fn forms_differ_in_what_they_tell() {
        let form = |word: &str| *legal_form(word).unwrap_or_else(|| panic!("{word}"));
        assert!(form("inc").loose && form("inc").is_short() && form("inc").last);
        assert!(!form("plc").loose && form("sa").written == Written::Letters);
        assert!(form("company").letter && form("company").partners && !form("company").is_short());
        assert_eq!(legal_form("harbour"), None);
    }
}
