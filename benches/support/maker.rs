//! An archive of any size as JSON Lines, made of the corpus by a seeded recombination.
//!
//! Every article of the corpus is cut once into pieces: text as it is, and places where a person, a body
//! or a rarer word stands. A made article is one of them with some paragraphs of its outlet's others, and
//! everybody in it played by somebody invented. Who is drawn as names are in newspapers: a few in
//! thousands of articles, most in one or two; so are words, so that the vocabulary never stops growing.
//! Dates lie over thirty years, and one article in twenty is a near copy of an earlier one.
//!
//! Article `n` is made from `n` alone: any part of an archive can be made by itself, in no memory to speak of.

use onrecord::extract::extract;
use onrecord::model::{Article, EntityKind, ParagraphKind};

use super::Dice;

/// How many different people and bodies there can be.
const PEOPLE: usize = 300_000;
const BODIES: usize = 60_000;
/// How many words there can be beside those of the corpus.
const WORDS: usize = 4_000_000;
/// One place in so many is held by a word that was invented.
const RARE: usize = 40;
/// One article in so many is a near copy.
const COPIED: usize = 20;
/// How far back the original of a copy lies at most.
const BACK: usize = 5_000;
/// So many paragraphs are those of one article of the corpus before others begin, and then so many in a row.
const LEAD: usize = 2;
const STRETCH: usize = 2;
/// So many people, and bodies, play in an article.
const CAST: usize = 64;
/// One printing of a name in so many is spelled otherwise.
const VARIANT: usize = 60;

/// A stretch of a paragraph.
enum Piece {
    /// Text as it stands in JSON.
    Text(String),
    /// The full name of the article's so-and-so-many-th person.
    Full(usize),
    /// The surname alone.
    Surname(usize),
    /// The name of a body.
    Body(usize),
    /// A word that may be another.
    Word(String),
}

/// An article of the corpus, cut to pieces.
struct Pattern {
    outlet: String,
    headline: Vec<Piece>,
    paragraphs: Vec<Vec<Piece>>,
}

/// Makes articles.
pub(crate) struct Maker {
    patterns: Vec<Pattern>,
}

impl Maker {
    /// Cuts the corpus; only its English articles, which are what there is most of.
    pub(crate) fn new() -> Maker {
        let patterns: Vec<Pattern> = super::articles()
            .iter()
            .filter(|article| article.language.as_deref().is_none_or(|tag| tag.starts_with("en")))
            .map(cut)
            .filter(|pattern| pattern.paragraphs.len() > 2)
            .collect();
        Maker { patterns }
    }

    /// Appends article `number` as one line; gives the bytes of its headline and body.
    pub(crate) fn line(&self, number: usize, out: &mut Vec<u8>) -> u64 {
        let mut own = dice(number);
        let copied = number > COPIED && own.below(COPIED) == 0;
        let original = if copied { number - 1 - own.below(BACK.min(number - 1)) } else { number };
        let mut dice = if copied { dice(original) } else { own };
        let base = &self.patterns[dice.below(self.patterns.len())];
        let people: Vec<usize> = (0..CAST).map(|_| drawn(&mut dice, PEOPLE)).collect();
        let bodies: Vec<usize> = (0..CAST).map(|_| drawn(&mut dice, BODIES)).collect();
        let mut cast = Cast { people: &people, bodies: &bodies, met: [false; CAST] };
        let (year, month, day) = (1995 + dice.below(30), 1 + dice.below(12), 1 + dice.below(28));
        out.extend(format!("{{\"id\":\"{number}\",\"headline\":\"").bytes());
        let begun = out.len();
        put(&base.headline, &mut cast, &mut dice, out);
        let mut text = out.len() - begun;
        out.extend(b"\",\"author\":\"");
        out.extend(full_name(drawn(&mut dice, 4_000) + PEOPLE).bytes());
        let section = ["News", "Politics", "Business", "Sport", "Culture", "World"][dice.below(6)];
        let rest = format!(
            "\",\"published_at\":\"{year}-{month:02}-{day:02}\",\"section\":\"{section}\",\"source\":\"{}\",\"content\":\"",
            base.outlet
        );
        out.extend(rest.bytes());
        let begun = out.len();
        let mut story: Vec<&Vec<Piece>> = base.paragraphs.iter().take(LEAD).collect();
        while story.len() < base.paragraphs.len() {
            let other = &self.patterns[dice.below(self.patterns.len())].paragraphs;
            let from = dice.below(other.len());
            story.extend(other.iter().skip(from).take(STRETCH));
        }
        if copied {
            // What an editor does to a wire story: the end goes.
            story.pop();
        }
        for paragraph in story {
            put(paragraph, &mut cast, &mut dice, out);
            out.extend(b"\\n\\n");
        }
        text += out.len() - begun;
        out.extend(b"\"}\n");
        text as u64
    }
}

fn dice(number: usize) -> Dice {
    let mut mixed = (number as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    Dice::seeded((mixed ^ (mixed >> 31)) | 1)
}

/// A number below `many`; number n comes up about n times less often than the first.
fn drawn(dice: &mut Dice, many: usize) -> usize {
    let share = dice.below(1 << 24) as f64 / f64::from(1 << 24);
    ((many as f64).powf(share) as usize).saturating_sub(1)
}

struct Cast<'c> {
    people: &'c [usize],
    bodies: &'c [usize],
    /// Whose full name stands in the article already.
    met: [bool; CAST],
}

fn put(pieces: &[Piece], cast: &mut Cast<'_>, dice: &mut Dice, out: &mut Vec<u8>) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.extend(text.bytes()),
            Piece::Full(who) | Piece::Surname(who) => {
                let at = who % CAST;
                let number = cast.people[at];
                if matches!(piece, Piece::Full(_)) || !cast.met[at] {
                    out.extend(given(number).bytes());
                    out.push(b' ');
                }
                cast.met[at] = true;
                spelled(&surname(number), dice, out);
            }
            Piece::Body(which) => out.extend(body(cast.bodies[which % cast.bodies.len()]).bytes()),
            Piece::Word(word) if dice.below(RARE) > 0 => out.extend(word.bytes()),
            Piece::Word(_) => {
                out.extend(invented(drawn(dice, WORDS) + 977, "").bytes());
            }
        }
    }
}

/// The surname, now and then in another transliteration.
fn spelled(name: &str, dice: &mut Dice, out: &mut Vec<u8>) {
    if dice.below(VARIANT) > 0 {
        out.extend(name.bytes());
        return;
    }
    for byte in name.bytes() {
        out.push(byte);
        if byte == b'l' || byte == b's' {
            out.push(byte);
        }
    }
}

const SYLLABLES: [&str; 64] = [
    "ba", "ro", "ken", "dal", "mi", "ves", "tor", "lin", "sa", "hur", "ne", "gol", "pra", "zi", "mar", "ul",
    "te", "bran", "co", "fi", "ral", "du", "yor", "sen", "ka", "lo", "met", "vi", "han", "os", "pel", "ji",
    "wen", "ta", "gre", "nor", "ci", "ham", "bel", "ud", "ran", "sto", "li", "fer", "ma", "jon", "ri", "ket",
    "al", "vo", "sim", "de", "bur", "ny", "tas", "ero", "fal", "gi", "lund", "mo", "shi", "per", "ha",
    "wick",
];

/// A word made of a number, the shorter the smaller.
fn invented(mut number: usize, end: &str) -> String {
    let mut out = String::new();
    number += 64;
    while number > 0 {
        out.push_str(SYLLABLES[number % 64]);
        number /= 64;
    }
    out.push_str(end);
    out
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + chars.as_str())
}

const GIVEN: [&str; 48] = [
    "Ana", "Boris", "Clara", "David", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Karin", "Leo",
    "Maria", "Nadia", "Oscar", "Paula", "Rashid", "Sara", "Tomas", "Ursula", "Victor", "Wanda", "Xavier",
    "Yusuf", "Zoe", "Adam", "Beatrice", "Carlos", "Diana", "Erik", "Fiona", "George", "Hannah", "Ivan",
    "Julia", "Kofi", "Laura", "Martin", "Nina", "Omar", "Peter", "Rosa", "Samuel", "Teresa", "Uwe", "Vera",
    "William", "Amina",
];

fn given(number: usize) -> &'static str {
    GIVEN[number * 7 % GIVEN.len()]
}

/// Several people share each surname.
fn surname(number: usize) -> String {
    const ENDS: [&str; 6] = ["", "ov", "sson", "ez", "ini", "er"];
    capital(&invented(number / 3, ENDS[number / 200 % ENDS.len()]))
}

fn full_name(number: usize) -> String {
    format!("{} {}", given(number), surname(number))
}

fn body(number: usize) -> String {
    const KINDS: [&str; 12] = [
        "Institute",
        "Authority",
        "Bank",
        "Council",
        "University",
        "Ministry of Ports",
        "Foundation",
        "Group",
        "Police",
        "Hospital",
        "Party",
        "Union",
    ];
    format!("{} {}", capital(&invented(number / 2 + 31, "")), KINDS[number % KINDS.len()])
}

/// What stands in place of a stretch of the text.
enum Place {
    Full(usize),
    Surname(usize),
    Body(usize),
}

fn cut(article: &Article) -> Pattern {
    let annotations = extract(article);
    let mut places: Vec<(usize, usize, Place)> = Vec::new();
    for mention in &annotations.mentions {
        let number = mention.entity as usize;
        let Some(entity) = annotations.entities.get(number) else { continue };
        let printed = mention.span.of(&article.text);
        let last = entity.name.rsplit(' ').next().unwrap_or_default();
        let place = match entity.kind {
            EntityKind::Person if printed == entity.name && printed.contains(' ') => Place::Full(number),
            EntityKind::Person if printed == last && entity.name.contains(' ') => Place::Surname(number),
            EntityKind::Organization if printed == entity.name && printed.contains(' ') => {
                Place::Body(number)
            }
            _ => continue,
        };
        places.push((mention.span.start as usize, mention.span.end as usize, place));
    }
    places.sort_by_key(|place| place.0);
    let pieces = |start: usize, end: usize| pieces(&article.text, start, end, &places);
    let mut headline = Vec::new();
    let mut paragraphs = Vec::new();
    for part in &article.paragraphs {
        let (start, end) = (part.span.start as usize, part.span.end as usize);
        match part.kind {
            ParagraphKind::Headline => headline = pieces(start, end),
            ParagraphKind::Lead | ParagraphKind::Body => paragraphs.push(pieces(start, end)),
            _ => {}
        }
    }
    let outlet = article
        .source
        .clone()
        .unwrap_or_else(|| article.origin.path.split('/').next().unwrap_or_default().replace('-', " "));
    Pattern { outlet: escaped(&outlet), headline, paragraphs }
}

fn pieces(text: &str, start: usize, end: usize, places: &[(usize, usize, Place)]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = start;
    for (from, to, place) in places.iter().filter(|place| place.0 >= start && place.1 <= end) {
        if *from < at {
            continue;
        }
        words(&text[at..*from], &mut out);
        out.push(match place {
            Place::Full(who) => Piece::Full(*who),
            Place::Surname(who) => Piece::Surname(*who),
            Place::Body(which) => Piece::Body(*which),
        });
        at = *to;
    }
    words(&text[at..end], &mut out);
    out
}

/// Long small-letter words are places of their own.
fn words(text: &str, out: &mut Vec<Piece>) {
    let mut plain = String::new();
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        if bare.len() >= 7 && bare.bytes().all(|byte| byte.is_ascii_lowercase()) {
            out.push(Piece::Text(escaped(&std::mem::take(&mut plain))));
            out.push(Piece::Word(bare.to_owned()));
            plain.push_str(&word[bare.len()..]);
        } else {
            plain.push_str(word);
        }
    }
    out.push(Piece::Text(escaped(&plain)));
}

/// As it stands between the quotation marks of JSON.
fn escaped(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("a string is JSON");
    quoted[1..quoted.len() - 1].to_owned()
}
