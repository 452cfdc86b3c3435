//! Names out of all capitals, and out of none.

use super::words::words;

/// Takes a name out of capitals: `ANA MCNEIL-O'HARA` to `Ana McNeil-O'Hara`, `Ana RUIZ` to `Ana Ruiz`; gives
/// capitals to one without any.
pub(super) fn recase(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let small = !name.chars().any(char::is_uppercase);
    if letters < 4 || !name.contains(' ') {
        return name.to_owned();
    }
    let all = small || !name.chars().any(char::is_lowercase);
    let recased = name.split(' ').enumerate().map(|(at, word)| {
        if all || shouts(word) || at > 0 && word.len() > 1 && is_shouted_particle(word, name) {
            recase_word(word, at == 0)
        } else {
            word.to_owned()
        }
    });
    recased.collect::<Vec<_>>().join(" ")
}

/// A word of a mixed name in capitals: initials and agencies' letters are shorter.
fn shouts(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 3
        && !word.chars().any(char::is_lowercase)
        && !words().agencies.has(word)
}

/// `Pia VAN DER BERG`: short words that are particles go with the capitals around them.
fn is_shouted_particle(word: &str, name: &str) -> bool {
    !word.chars().any(char::is_lowercase) && words().particles.has(word) && name.split(' ').any(shouts)
}

fn recase_word(word: &str, first: bool) -> String {
    let lower = word.to_lowercase();
    if !first && lower.chars().count() > 1 && words().particles.has(&lower) {
        return lower;
    }
    let mut out = String::with_capacity(word.len());
    let mut start = true;
    for (at, c) in lower.char_indices() {
        if start || at == 2 && lower.starts_with("mc") {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        start = !c.is_alphabetic() && c != '\u{307}';
    }
    out
}
