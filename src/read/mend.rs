//! What printing and scanning did to words, undone before the canonical text is made: everything after this is
//! verbatim over that text.

use std::borrow::Cow;

use hashbrown::HashSet;

/// Takes out what is printed as nothing (soft hyphens, zero-width spaces, stray byte order marks) and spells
/// ligatures out. The joiners of Persian and of emoji stay: words are written with them.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let touched = |c: char| is_nothing(c) || ligature(c).is_some();
    if text.is_ascii() || !text.contains(touched) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match ligature(c) {
            Some(letters) => out.push_str(letters),
            None if is_nothing(c) => {}
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

/// The entities that texts without markup still carry.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("lt", "<"),
    ("gt", ">"),
    ("nbsp", "\u{a0}"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("sbquo", "‚"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("shy", ""),
    ("euro", "€"),
    ("pound", "£"),
    ("copy", "©"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("auml", "ä"),
    ("ccedil", "ç"),
    ("egrave", "è"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("ouml", "ö"),
    ("uacute", "ú"),
    ("ugrave", "ù"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("szlig", "ß"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("Eacute", "É"),
];

/// Spells out entities in a text without markup: `&rsquo;`, `&#8217;`, `&#x2019;`.
pub(super) fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') || !text.contains(';') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let end = after.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((end, entity(after.get(1..end)?)?))) {
            Some((end, words)) => {
                out.push_str(&words);
                rest = &after[end + 1..];
            }
            None => {
                out.push('&');
                rest = &after[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn entity(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, words)| (*words).to_owned());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Pages of Windows' days number its marks by their bytes.
    let c = match code {
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x96 => '–',
        0x97 => '—',
        0x85 => '…',
        code => char::from_u32(code).filter(|c| !c.is_control())?,
    };
    Some(c.to_string())
}

/// Ends of words that are no words themselves: what stands so after a hyphen at a line's end was one word.
const ENDINGS: &[&str] = &[
    "tion", "tions", "tional", "sion", "sions", "cation", "zation", "ment", "ments", "ing", "ings", "ting",
    "ning", "ding", "ness", "ity", "ities", "ance", "ances", "ence", "ences", "ous", "ious", "tive",
    "tively", "ally", "ical", "ism", "ists", "ship", "lich", "liche", "lichen", "ung", "ungen", "keit",
    "heit", "schaft", "tung", "ción", "ciones", "mente", "ement", "ements", "teur", "teurs", "ique", "iques",
];

/// Joins words that were cut at a line's end, where that is certain: the whole stands elsewhere in the text and the
/// hyphenated form does not, or what follows is no word.
pub(super) fn join_lines(text: &str) -> Cow<'_, str> {
    if !text.contains("-\n") {
        return Cow::Borrowed(text);
    }
    let known: HashSet<String> =
        text.split(|c: char| !c.is_alphabetic() && c != '-').map(str::to_lowercase).collect();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("-\n") {
        let (line, after) = (&rest[..at], &rest[at + 2..]);
        let left = line.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let right = &after[..end];
        out.push_str(line);
        if is_cut(left, right, &known) {
            // The line ends after the word instead.
            let tail = after[end..].find(char::is_whitespace).map_or(after.len(), |space| end + space);
            out.push_str(&after[..tail]);
            rest = &after[tail..];
            if let Some(more) = rest.strip_prefix(' ') {
                out.push('\n');
                rest = more;
            }
        } else {
            out.push_str("-\n");
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn is_cut(left: &str, right: &str, known: &HashSet<String>) -> bool {
    let lower = right.chars().next().is_some_and(char::is_lowercase);
    if !lower || left.chars().count() < 2 || right.chars().count() < 2 {
        return false;
    }
    let whole = format!("{left}{right}").to_lowercase();
    let hyphenated = format!("{left}-{right}").to_lowercase();
    !known.contains(&hyphenated) && (known.contains(&whole) || ENDINGS.contains(&right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_as_nothing_goes() {
        assert_eq!(clean("co\u{ad}operate \u{200b}o\u{fb03}ce ﬁnance"), "cooperate office finance");
        assert_eq!(clean("می\u{200c}خواهد"), "می\u{200c}خواهد");
    }

    #[test]
    fn entities_are_spelled_out() {
        assert_eq!(
            entities("Ruiz &amp; Ode: &#8220;No&rdquo; &#x2013; it&#146;s"),
            "Ruiz & Ode: “No” – it’s"
        );
        assert_eq!(entities("R&D; AT&T &unknown; & so; &#0;"), "R&D; AT&T &unknown; & so; &#0;");
    }

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(join_lines(text), want);
    }

    #[test]
    fn cut_words_are_joined_where_certain() {
        check("The con-\nfirmed dead were confirmed.", "The confirmed\ndead were confirmed.");
        check("The negotia-\ntions, at last, ended.", "The negotiations,\nat last, ended.");
        check("A well-\nknown man", "A well-\nknown man");
        check("A well-\nknown, well-known, wellknown man", "A well-\nknown, well-known, wellknown man");
        check("Ruiz-\nOde spoke", "Ruiz-\nOde spoke");
        check("The quay -\nclosed", "The quay -\nclosed");
    }

    proptest::proptest! {
        #[test]
        fn mending_twice_changes_nothing(text in "([a-z]{1,6}|-\n|&amp;|ﬁ|\u{ad}| |\n){0,20}") {
            let once = clean(&text).into_owned();
            proptest::prop_assert_eq!(clean(&once).into_owned(), once.clone());
            let joined = join_lines(&once).into_owned();
            let letters = |t: &str| t.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            proptest::prop_assert_eq!(letters(&joined), letters(&once));
        }
    }
}
