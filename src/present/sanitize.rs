//! Makes text from an archive safe to print on a terminal.
//!
//! An article can hold escape sequences that rewrite the screen and direction marks that make text
//! read as something else than it is. Both are taken out here and nowhere else.

use std::borrow::Cow;

/// `text` on one line, with nothing in it that acts on a terminal or hides from the eye.
///
/// Line breaks and tabs become blanks, other control characters `U+FFFD`; direction marks and
/// invisible characters go. The joiners that Persian and emoji need stay.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| safe(c) == Some(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(safe).collect())
}

fn safe(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{206a}'..='\u{206f}' => None,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => None,
        c if c.is_control() => Some(char::REPLACEMENT_CHARACTER),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(line(text), want);
    }

    #[test]
    fn escapes_and_direction_marks_lose_their_power() {
        check("a\u{1b}[2Jb\u{7}", "a\u{fffd}[2Jb\u{fffd}");
        check("\u{9b}31m", "\u{fffd}31m");
        check("Ana \u{202e}ziuR\u{202c}", "Ana ziuR");
        check("one\r\ntwo\tthree", "one  two three");
    }

    #[test]
    fn letters_of_every_script_stay() {
        let text = "Zoë 北京 می\u{200c}خواهم 👩\u{200d}🔬";
        assert!(matches!(line(text), Cow::Borrowed(same) if same == text));
    }

    proptest! {
        #[test]
        fn nothing_that_acts_gets_through(text in any::<String>()) {
            let clean = line(&text);
            prop_assert!(!clean.chars().any(char::is_control));
            prop_assert_eq!(line(&clean), clean.as_ref());
        }
    }
}
