//! Folding: what makes two spellings of one word or name equal.
//!
//! Case, diacritics, ligatures and the shape of apostrophes never separate what people type from
//! what a newsroom printed: `Erdogan` finds *Erdoğan*, `o'neill` finds *O’Neill*.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::legal_form::legal_forms;
use super::people::{GENERATIONS, is_honorific};

/// Whether `c` is one of the marks used as an apostrophe.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇' | '‛' | '′')
}

/// Whether `c` says nothing inside a word: soft hyphen, joiners, marks of direction, the stroke that
/// only stretches an Arabic word.
pub fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// Whether `c` can stand inside a word.
pub fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    (c.is_alphanumeric() && !is_apostrophe(c)) || is_combining_mark(c) || is_ignorable(c)
}

/// Appends the folded form of `c`: lower-case, without diacritics, ligatures spelled out.
///
/// Vowel signs that carry meaning (Devanagari, Thai) stay; Latin, Greek, Arabic and Hebrew points go. Arabic letters
/// that keyboards and newsrooms write in several ways become one, and so do digits.
pub fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if is_apostrophe(c) {
        out.push('\'');
    } else if !is_ignorable(c) {
        decompose_compatible(c, |part| fold_part(part, out));
    }
}

fn fold_part(part: char, out: &mut String) {
    match part {
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
        // `ŉ` is an n with an apostrophe before it.
        mark if is_apostrophe(mark) => {}
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'ħ' | 'Ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ς' => out.push('σ'),
        // One letter in Arabic, Persian and Urdu keyboards' several.
        'ى' | 'ی' | 'ے' => out.push('ي'),
        'ک' => out.push('ك'),
        'ة' | 'ہ' | 'ھ' | 'ە' => out.push('ه'),
        'ٱ' => out.push('ا'),
        '\u{660}'..='\u{669}' => push_digit(part, '\u{660}', out),
        '\u{6f0}'..='\u{6f9}' => push_digit(part, '\u{6f0}', out),
        '\u{966}'..='\u{96f}' => push_digit(part, '\u{966}', out),
        '\u{9e6}'..='\u{9ef}' => push_digit(part, '\u{9e6}', out),
        // What is left of `½` besides its digits.
        other if !is_word_char(other) || is_ignorable(other) => {}
        // Lower-casing may decompose again: `İ` leaves a combining dot.
        other => out.extend(other.to_lowercase().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))),
    }
}

fn push_digit(digit: char, zero: char, out: &mut String) {
    out.extend(char::from_digit(u32::from(digit) - u32::from(zero), 10));
}

/// Folds every character of `text` and changes nothing else.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut out));
    out
}

/// A name as a key: folded words with one space between, points and apostrophes left out.
///
/// `O’Neill, Mary-Jo` and `oneill mary jo` are one key, and so are `U.S.` and `US`.
pub fn fold_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if is_word_char(c) {
            fold_char(c, &mut out);
        } else if !(is_apostrophe(c) || c == '.' || out.is_empty() || out.ends_with(' ')) {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The name behind “Mr.” or “Dr”; nothing where it has no such word.
pub fn without_honorific(name: &str) -> Option<&str> {
    let (first, rest) = name.trim_start().split_once(char::is_whitespace)?;
    is_honorific(&fold_name(first)).then(|| rest.trim_start())
}

/// Every key a person's name answers to: the whole, and what is left as given names fall away.
///
/// `Behnam Ben Taleblu` answers to `behnam ben taleblu`, `ben taleblu` and `taleblu`.
pub fn person_keys(name: &str) -> Vec<String> {
    let whole = fold_name(name);
    let mut words: Vec<&str> = whole.split(' ').collect();
    let full = words.join(" ");
    while words.len() > 1 && words.last().is_some_and(|last| GENERATIONS.contains(last)) {
        words.pop();
    }
    let mut keys = vec![full];
    keys.extend((0..words.len()).map(|first| words[first..].join(" ")));
    tidy(keys)
}

/// Every key a body's name answers to: the whole, without its article, and its initials.
///
/// `The Foundation for the Defense of Democracy` answers to itself, to
/// `foundation for the defense of democracy` and to `fdd`.
pub fn organization_keys(name: &str) -> Vec<String> {
    let whole = fold_name(name);
    let bare = whole.strip_prefix("the ").unwrap_or(&whole).to_owned();
    let mut keys = vec![whole, bare];
    // “Port Alder Inc.” is not PAI; “Port Alder Ferries Corp.” may be PAF or PAFC.
    for (initials, least) in [(initials(name, false), 2), (initials(name, true), 3)] {
        keys.extend((initials.chars().count() >= least).then(|| fold(&initials)));
    }
    tidy(keys)
}

/// The first letters of a body's name, that of its legal form among them where `form` is set.
fn initials(name: &str, form: bool) -> String {
    name.split(|c: char| !is_word_char(c) && !is_apostrophe(c) && c != '.')
        .filter(|word| *word != "The" && (form || !is_short_form(word)))
        .filter_map(|word| word.chars().next())
        .filter(|first| first.is_uppercase())
        .collect()
}

/// “Inc.”: seldom a letter of a firm's initials.
fn is_short_form(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    legal_forms().iter().any(|form| form.is_short() && form.word.eq_ignore_ascii_case(word))
}

fn tidy(mut keys: Vec<String>) -> Vec<String> {
    keys.retain(|key| !key.is_empty());
    let mut seen = Vec::with_capacity(keys.len());
    for key in keys {
        if !seen.contains(&key) {
            seen.push(key);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, folded: &str) {
        assert_eq!(fold(text), folded);
    }

    #[test]
    fn case_and_diacritics_fall_away() {
        check("Erdoğan", "erdogan");
        check("ĐOKOVIĆ", "dokovic");
        check("İstanbul ılık", "istanbul ilik");
        check("Straße Œuvre", "strasse oeuvre");
        check("ﬁnance", "finance");
        check("Łódź", "lodz");
    }

    #[test]
    fn apostrophes_are_straight_and_soft_hyphens_nothing() {
        check("O’Neill", "o'neill");
        check("co\u{ad}operate", "cooperate");
    }

    #[test]
    fn arabic_and_persian_are_written_in_one_way() {
        check("كِتَاب", "كتاب");
        check("کتاب", "كتاب");
        check("أحمد إيران آذر", "احمد ايران اذر");
        check("مدرسة", "مدرسه");
        check("ایران", fold("ايران").as_str());
        check("می\u{200c}خواهد", "ميخواهد");
        check("الـــعرب", "العرب");
        check("۱۴۰۳ ٢٠٢٥", "1403 2025");
    }

    #[test]
    fn vowel_signs_stay() {
        check("हिन्दी", "हिन्दी");
    }

    #[test]
    fn names_are_words() {
        assert_eq!(fold_name("  O’Neill,  Mary-Jo "), "oneill mary jo");
        assert_eq!(fold_name("U.S. Treasury"), "us treasury");
        assert_eq!(fold_name("…"), "");
    }

    #[test]
    fn a_person_answers_to_the_surname() {
        assert_eq!(person_keys("Behnam Ben Taleblu"), ["behnam ben taleblu", "ben taleblu", "taleblu"]);
        assert_eq!(person_keys("Sammy Davis Jr."), ["sammy davis jr", "sammy davis", "davis"]);
        assert_eq!(person_keys("Pelé"), ["pele"]);
        assert!(person_keys("—").is_empty());
    }

    #[test]
    fn a_body_answers_to_its_initials() {
        let keys = organization_keys("The Foundation for the Defense of Democracy");
        assert!(
            keys.contains(&"fdd".to_owned())
                && keys.contains(&"foundation for the defense of democracy".to_owned())
        );
        assert_eq!(organization_keys("Reuters"), ["reuters"]);
        assert_eq!(organization_keys("Port Alder Inc."), ["port alder inc", "pa", "pai"]);
        assert_eq!(organization_keys("Port Alder Corporation"), ["port alder corporation", "pac"]);
        assert_eq!(organization_keys("Port Alder Boats Corp."), ["port alder boats corp", "pab", "pabc"]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            let name = fold_name(&text);
            prop_assert_eq!(fold_name(&name), name);
        }
    }
}
