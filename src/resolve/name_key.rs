//! A person's name taken to pieces, and how two names relate.

use super::given::{self, Forms};
use super::key::Key;
use super::sound;
use crate::text::fold::{fold_name, is_apostrophe};
use crate::text::people::{
    FAMILY_NAMES_FIRST, GENERATIONS, HONORIFICS_OF_MEN, HONORIFICS_OF_WOMEN, is_honorific,
};

/// Folded name without titles, nickname and article: what makes two printed names one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PersonName {
    words: Vec<String>,
    /// How each word sounds.
    sounds: Vec<String>,
    /// Where the surname begins, with its particles.
    surname_at: usize,
    generation: Option<String>,
    text: String,
    key: Key,
}

/// How two names relate; what it takes to join them differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// One name.
    Same,
    /// Given names in another form, a middle name or "Jr." left out.
    Variant,
    /// The surname is written differently and sounds alike.
    Sound,
    /// One is the bare surname of the other.
    Bare,
    /// One is the bare surname, written differently.
    BareSound,
    /// Two people.
    Apart,
}

/// What "Mr." and "Mrs." tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gender {
    Man,
    Woman,
}

/// Written before a surname, part of it.
const PARTICLES: &[&str] = &[
    "ap", "ben", "bin", "bint", "da", "dal", "das", "de", "del", "della", "den", "der", "di", "do", "dos",
    "du", "ibn", "la", "las", "le", "los", "mac", "san", "st", "ten", "ter", "van", "von", "zu",
];
/// The Arabic article: newsrooms write and drop it as they please.
const ARTICLES: &[&str] = &["al", "el", "ul"];
/// Offices that stand before a name as honorifics do.
const TITLES: &[&str] = &[
    "gov",
    "professor",
    "rep",
    "rev",
    "sen",
    "senator",
    "gen",
    "col",
    "capt",
    "sgt",
    "lt",
    "president",
    "judge",
    "mayor",
    "minister",
    "cllr",
];

const REGNAL: &[&str] = &["pope", "king", "queen", "prince", "princess", "emperor", "empress", "sultan"];

impl PersonName {
    /// Reads a printed name; nothing where it is a description ("the Supreme Leader").
    pub(super) fn parse(printed: &str) -> Option<PersonName> {
        let printed = without_nickname(printed);
        let words = words(&printed);
        let first = words.first()?;
        let lower = first.printed_lower && !is_particle(&first.folded) && !first.article;
        (first.folded != "the" && !lower).then(|| PersonName::of(words)).flatten()
    }

    fn of(mut words: Vec<Word>) -> Option<PersonName> {
        let mut generation = None;
        while words.len() > 1
            && let Some(last) = words.last()
            && GENERATIONS.contains(&last.folded.as_str())
        {
            generation = words.pop().map(|word| word.folded);
        }
        while words.len() > 1 && (is_title(&words[0].folded) || is_office_of_one(&words)) {
            words.remove(0);
        }
        if words.iter().any(|word| !word.article) {
            words.retain(|word| !word.article);
        }
        let surname_at = surname_at(&words);
        let words: Vec<String> = words.into_iter().map(|word| word.folded).collect();
        if words.is_empty() {
            return None;
        }
        let mut text = words.join(" ");
        if let Some(generation) = &generation {
            text.push(' ');
            text.push_str(generation);
        }
        let sounds = words.iter().map(|word| sound::skeleton(word)).collect();
        let key = Key::from(text.as_str());
        Some(PersonName { words, sounds, surname_at, generation, text, key })
    }

    /// The whole as a key.
    pub(super) fn key(&self) -> Key {
        self.key
    }

    /// What the key says.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The last word of the surname: what a name is looked for by.
    pub(super) fn core(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// How the last word of the surname sounds: the block in which its like are looked for.
    pub(super) fn block(&self) -> &str {
        self.sounds.last().map_or("", String::as_str)
    }

    pub(super) fn given(&self) -> &[String] {
        &self.words[..self.surname_at]
    }

    /// Whether this is a letter: an initial of thousands, and the surname of nobody.
    pub(super) fn is_letter(&self) -> bool {
        self.is_bare() && self.core().chars().nth(1).is_none()
    }

    pub(super) fn is_bare(&self) -> bool {
        self.surname_at == 0
    }

    /// Whether it fits so many people that only its surroundings can tell which.
    pub(super) fn is_vague(&self) -> bool {
        self.given().iter().all(|word| word.chars().count() == 1)
    }

    /// How this name relates to another.
    pub(super) fn relation(&self, other: &PersonName) -> Relation {
        let generations = (&self.generation, &other.generation);
        if matches!(generations, (Some(a), Some(b)) if a != b) {
            return Relation::Apart;
        }
        if self.words == other.words {
            return if generations.0 == generations.1 { Relation::Same } else { Relation::Variant };
        }
        if self.is_letter() || other.is_letter() {
            return Relation::Apart;
        }
        if self.ends(other) || other.ends(self) {
            return Relation::Bare;
        }
        let exact = self.core() == other.core();
        if !exact && !sound::alike_surnames((self.core(), self.block()), (other.core(), other.block())) {
            return Relation::Apart;
        }
        if exact && (self.is_given_of(other) || other.is_given_of(self)) {
            return Relation::Apart;
        }
        match (self.is_bare() || other.is_bare(), exact) {
            (true, true) => Relation::Bare,
            (true, false) => Relation::BareSound,
            (false, _) if !compatible_given(self, other) => Relation::Apart,
            (false, true) => Relation::Variant,
            (false, false) => Relation::Sound,
        }
    }

    /// Whether all of this name is (part of) the other's surname: `Ben Taleblu`.
    fn ends(&self, other: &PersonName) -> bool {
        other.words.ends_with(&self.words)
            && other.words.len() - self.words.len() >= other.surname_at
            && !self.is_given_of(other)
    }

    /// Whether a family name stands second in a name that begins with another: who is called Xu is not Wang Xu.
    fn is_given_of(&self, other: &PersonName) -> bool {
        let is_family = |word: &String| FAMILY_NAMES_FIRST.contains(&word.as_str());
        self.is_bare() && other.words.len() == 2 && other.words.iter().all(is_family)
    }
}

fn compatible_given(one: &PersonName, other: &PersonName) -> bool {
    let (a, b) = (one.given(), other.given());
    let (Some(first), Some(second)) = (a.first(), b.first()) else { return true };
    let sounds =
        (one.sounds.first().map_or("", String::as_str), other.sounds.first().map_or("", String::as_str));
    if given::compare_sounding((first, sounds.0), (second, sounds.1)) == Forms::Two {
        // `Mitt Romney` is `Willard Mitt Romney`.
        let called_by_middle = |one: &[String], name: &str| one.iter().skip(1).any(|word| word == name);
        return first.len() > 1
            && second.len() > 1
            && (called_by_middle(a, second) || called_by_middle(b, first));
    }
    let initials = |given: &[String]| -> String {
        given.iter().skip(1).filter_map(|word| word.chars().next()).collect()
    };
    let (mine, theirs) = (initials(a), initials(b));
    mine.is_empty() || theirs.is_empty() || mine == theirs
}

/// What an honorific before the name tells of gender.
pub(super) fn honorific(printed: &str) -> Option<Gender> {
    let first = fold_name(printed.split_whitespace().next()?);
    if HONORIFICS_OF_MEN.contains(&first.as_str()) {
        Some(Gender::Man)
    } else {
        HONORIFICS_OF_WOMEN.contains(&first.as_str()).then_some(Gender::Woman)
    }
}

/// “Pope Francis”, “King Charles”: the office before a given name alone; Prince Nelson Ruiz is called so.
fn is_office_of_one(words: &[Word]) -> bool {
    matches!(words, [office, _] if REGNAL.contains(&office.folded.as_str()))
}

fn is_title(word: &str) -> bool {
    is_honorific(word) || TITLES.contains(&word)
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

struct Word {
    folded: String,
    printed_lower: bool,
    article: bool,
}

fn words(printed: &str) -> Vec<Word> {
    let mut out = Vec::new();
    for piece in printed.split_whitespace() {
        let printed_lower = piece.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        let folded = if is_initials(piece) { fold_name(&piece.replace('.', " ")) } else { fold_name(piece) };
        let parts: Vec<&str> = folded.split(' ').filter(|part| !part.is_empty()).collect();
        for (at, part) in parts.iter().enumerate() {
            let led = at == 0 && parts.len() > 1;
            let article = ARTICLES.contains(part) && (led || (printed_lower && at == 0));
            out.push(Word { folded: (*part).to_owned(), printed_lower, article });
        }
    }
    out
}

/// `J.K.` and `H.W.`, but not `Jr.`
fn is_initials(piece: &str) -> bool {
    let parts: Vec<&str> = piece.split('.').filter(|part| !part.is_empty()).collect();
    parts.len() > 1 && parts.iter().all(|part| part.chars().count() == 1)
}

fn surname_at(words: &[Word]) -> usize {
    let mut at = words.len().saturating_sub(1);
    while at > 0 && is_particle(&words[at - 1].folded) {
        let capital_first = at == 1 && !words[0].printed_lower;
        // `Ben Carson` and `Van Morrison` are given names, `Van der Molen` opens a sentence.
        if capital_first && !is_particle(&words[at].folded) {
            break;
        }
        at -= 1;
    }
    at
}

/// Leaves out what stands in marks or brackets inside the name: `Raymond “Bricks” Adeyo`.
fn without_nickname(printed: &str) -> String {
    let mut out = String::with_capacity(printed.len());
    let mut rest = printed;
    while let Some((at, open)) = rest.char_indices().find(|(at, c)| opens(rest, *at, *c)) {
        let inside = &rest[at + open.len_utf8()..];
        let Some(end) = inside.find(|c| closes(open, c)) else { break };
        let close = inside[end..].chars().next().map_or(1, char::len_utf8);
        out.push_str(&rest[..at]);
        rest = &inside[end + close..];
    }
    out.push_str(rest);
    out
}

fn opens(text: &str, at: usize, c: char) -> bool {
    let begins_word = text[..at].chars().next_back().is_some_and(char::is_whitespace);
    begins_word && (matches!(c, '“' | '"' | '«' | '„' | '(' | '‘') || is_apostrophe(c))
}

fn closes(open: char, c: char) -> bool {
    match open {
        '(' => c == ')',
        '«' => c == '»',
        '"' => c == '"',
        '“' | '„' => matches!(c, '”' | '“' | '"'),
        _ => is_apostrophe(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(name: &str) -> PersonName {
        PersonName::parse(name).unwrap_or_else(|| panic!("{name} is a name"))
    }

    #[track_caller]
    fn check(a: &str, b: &str, want: Relation) {
        assert_eq!(parse(a).relation(&parse(b)), want, "{a} / {b}");
        assert_eq!(parse(b).relation(&parse(a)), want, "{b} / {a}");
    }

    #[test]
    fn nicknames_titles_and_articles_fall_away() {
        for name in [
            "Raymond “Bricks” Adeyo",
            "Raymond \"Bricks\" Adeyo",
            "Raymond «Bricks» Adeyo",
            "Mr. Raymond Adeyo",
        ] {
            assert_eq!(parse(name).text(), "raymond adeyo");
        }
        assert_eq!(parse("Yusuf al-Rahbi").text(), "yusuf rahbi");
        assert_eq!(parse("Pope Francis").text(), "francis");
        assert_eq!(parse("Prince Nelson Adeyo").text(), "prince nelson adeyo");
        assert_eq!(parse("Al Gore").text(), "al gore");
        assert_eq!(parse("Sinéad O’Neill").text(), "sinead oneill");
        assert!(PersonName::parse("the Supreme Leader").is_none());
        assert!(PersonName::parse("two officials").is_none());
        assert!(PersonName::parse("“”").is_none());
    }

    #[test]
    fn surnames_keep_their_particles() {
        assert_eq!(parse("Behnam Ben Taleblu").given(), ["behnam"]);
        assert_eq!(parse("Ben Carson").given(), ["ben"]);
        assert!(parse("van der Molen").is_bare());
        assert!(parse("Van der Molen").is_bare());
        assert!(parse("Taleblu").is_bare());
    }

    #[test]
    fn one_name() {
        check("Owen Pryce", "OWEN PRYCE", Relation::Same);
        check("Rosa Delgado-Finch", "Rosa Delgado Finch", Relation::Same);
        check("Muammar al-Gaddafi", "Muammar Gaddafi", Relation::Same);
    }

    #[test]
    fn forms_of_a_name() {
        check("J. Smith", "John Smith", Relation::Variant);
        check("Bill Clinton", "William Clinton", Relation::Variant);
        check("George Bush", "George W. Bush", Relation::Variant);
        check("James Okafor", "James Okafor Jr.", Relation::Variant);
        check("Mitt Romney", "Willard Mitt Romney", Relation::Variant);
        check("Yousef al-Rahbi", "Yusuf al-Rahbi", Relation::Variant);
        check("Idris Vahdani", "Idris Wahdani", Relation::Sound);
        check("Volodymyr Zelensky", "Volodymyr Zelenskyy", Relation::Sound);
        check("Ben Taleblu", "Behnam Ben Taleblu", Relation::Bare);
        check("Ms. Clinton", "Hillary Clinton", Relation::Bare);
        check("Khameini", "Ali Khamenei", Relation::BareSound);
    }

    #[test]
    fn two_people() {
        check("Simin Tabari", "Karim Tabari", Relation::Apart);
        check("James Okafor Jr.", "James Okafor Sr.", Relation::Apart);
        check("George W. Bush", "George H.W. Bush", Relation::Apart);
        check("Ana Ruiz", "Ana Rojas", Relation::Apart);
        check("Ruhollah Khomeini", "Ali Khamenei", Relation::Apart);
        check("Bruno Castell", "Bruno Castellane", Relation::Apart);
        check("P", "Lind L.P.", Relation::Apart);
        check("Xu", "Wang Xu", Relation::Apart);
        check("Xu", "Ana Xu", Relation::Bare);
    }

    #[test]
    fn honorifics_tell_gender() {
        assert_eq!(honorific("Mrs Krall"), Some(Gender::Woman));
        assert_eq!(honorific("Mr. Krall"), Some(Gender::Man));
        assert_eq!(honorific("Krall"), None);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "[A-Za-zé“”\"'(). -]{0,24}|\\PC{0,24}", other in "[A-Z][a-z]{1,6} [A-Z][a-z]{1,6}") {
            if let Some(name) = PersonName::parse(&text) {
                prop_assert!(!name.core().is_empty());
                prop_assert_eq!(name.relation(&name), Relation::Same);
                let other = parse(&other);
                prop_assert_eq!(name.relation(&other), other.relation(&name));
            }
        }
    }
}
