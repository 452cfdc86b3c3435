//! In which language an article is written: by its words, whatever its page claims by default.

use whatlang::{Detector, Lang};

use super::format::english;
use crate::model::{Article, ParagraphKind};

/// So much of a story is looked at.
const SAMPLE: usize = 1_600;
/// A text with fewer letters is too short to tell.
const SHORTEST: usize = 60;
/// With so many letters the words are believed rather than what the file claims.
const PLENTY: usize = 240;
/// So likely a language must be to be said, and so likely to contradict the file.
const LIKELY: f64 = 0.5;
const CERTAIN: f64 = 0.98;
/// Short of plenty, guesses must be nearly certain: an English note taken for Tagalog would lose its statements.
const SURE: f64 = 0.9;

/// The BCP 47 primary tag of an article's language, from what its file claims and from its words.
pub(super) fn of(article: &Article) -> Option<String> {
    let claimed = article.language.clone();
    let sample = sample(article);
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if claimed.as_deref() == Some("en") && english(&sample) {
        return claimed;
    }
    let enough = if claimed.is_some() { PLENTY } else { SHORTEST };
    let scripted = sample.chars().filter(|c| *c >= '\u{3040}').count() * 4;
    if letters.max(scripted) < enough {
        return claimed;
    }
    // Columns of figures have words of trade between them, which are much the same everywhere.
    let figures = sample.chars().filter(char::is_ascii_digit).count();
    if figures * 7 > letters && letters > scripted {
        return if english(&sample) { Some("en".to_owned()) } else { claimed };
    }
    let needed = match claimed {
        Some(_) => CERTAIN,
        None if letters.max(scripted) < PLENTY => SURE,
        None => LIKELY,
    };
    let found = detect(&sample, needed)
        .map(|found| if letters < PLENTY && has_english(&sample) { "en" } else { found });
    match (claimed, found) {
        (Some(claimed), Some(found)) if same(&claimed, found) => Some(claimed),
        (claimed, found) => found.map(str::to_owned).or(claimed),
    }
}

/// The language of a text where it is at least this likely.
fn detect(text: &str, likely: f64) -> Option<&'static str> {
    if english(text) {
        return Some("en");
    }
    let found = Detector::new().detect(text)?;
    (found.confidence() >= likely).then(|| primary(found.lang()))
}

/// Whether a short text has a word that only English has: names with accents make “…,” said José Piñón look like anything.
fn has_english(text: &str) -> bool {
    const ONLY_ENGLISH: [&str; 10] =
        ["the", "said", "says", "with", "would", "from", "this", "who", "told", "which"];
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let found = words.filter(|word| ONLY_ENGLISH.contains(word)).count();
    found > 1 || found == 1 && text.chars().filter(|c| c.is_alphabetic()).count() < PLENTY / 2
}

/// Whether two tags name languages that are told apart by spelling alone, if at all.
fn same(claimed: &str, found: &str) -> bool {
    const TWINS: &[&[&str]] = &[
        &["nb", "no", "nn", "da"],
        &["hr", "sr", "bs", "sh"],
        &["id", "ms", "jv"],
        &["fa", "ps", "ur"],
        &["es", "gl", "ca", "pt"],
    ];
    claimed == found || TWINS.iter().any(|twins| twins.contains(&claimed) && twins.contains(&found))
}

/// Words of the story without what stands around it.
fn sample(article: &Article) -> String {
    let mut out = String::with_capacity(SAMPLE);
    for part in article.paragraphs.iter().filter(|p| p.kind != ParagraphKind::Furniture) {
        for c in part.span.of(&article.text).chars() {
            if out.len() >= SAMPLE {
                return out;
            }
            out.push(c);
        }
        out.push('\n');
    }
    out
}

/// The shortest tag of a language.
fn primary(lang: Lang) -> &'static str {
    const TWO: &[(&str, &str)] = &[
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
        ("cym", "cy"),
    ];
    TWO.iter().find(|(three, _)| *three == lang.code()).map_or(lang.code(), |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Origin;
    use crate::read::read_text;

    #[track_caller]
    fn check(text: &str, want: Option<&str>) {
        let article = read_text(text, &Origin { path: "-".into(), record: None });
        assert_eq!(article.language.as_deref(), want, "{text}");
    }

    #[test]
    fn languages_by_their_words() {
        check("The head of the harbor office said that the quay was closed for the winter.", Some("en"));
        check(
            "Der Hafen war in der Nacht geschlossen, was die Fischer in Not brachte, hieß es aus dem Rathaus.",
            Some("de"),
        );
        check(
            "Le port était fermé dans la nuit, ce qui a mis les pêcheurs dans l’embarras, selon la mairie.",
            Some("fr"),
        );
        check(
            "El puerto estuvo cerrado durante la noche, lo que puso en apuros a los pescadores, según el ayuntamiento.",
            Some("es"),
        );
        check(
            "Il porto è rimasto chiuso nella notte, il che ha messo in difficoltà i pescatori, secondo il comune.",
            Some("it"),
        );
        check(
            "De haven was die nacht gesloten, waardoor de vissers in de problemen kwamen, aldus het gemeentehuis. \
             Volgens de burgemeester blijft de kade tot het voorjaar dicht, en niemand weet waar de boten heen moeten. \
             De schippers vroegen om een gesprek, maar kregen te horen dat daar deze week geen tijd voor was.",
            Some("nl"),
        );
        check(
            "Café owner fined\n\n“I paid already, José,” said café owner José Piñón, of Château Brûlé.",
            Some("en"),
        );
        check(
            "В ту ночь порт был закрыт, и рыбаки оказались в беде, сообщили в городской администрации.",
            Some("ru"),
        );
        check(
            "بندر آن شب بسته بود و ماهیگیران به گفته شهرداری با مشکل روبه‌رو شدند و چاره‌ای جز بازگشت نداشتند.",
            Some("fa"),
        );
        check(
            "كان الميناء مغلقا في تلك الليلة، مما وضع الصيادين في مأزق، بحسب ما أعلنته بلدية المدينة صباح اليوم.",
            Some("ar"),
        );
        check("港は夜のあいだ閉鎖され、漁師たちは困ったと市役所は述べた。再開は春になるという。", Some("ja"));
        check("港口夜间关闭，渔民陷入困境，市政府表示，春天才会重新开放，届时将修复码头。", Some("zh"));
    }

    #[test]
    fn too_short_to_tell() {
        check("The quay", None);
        check("12 34", None);
    }

    #[test]
    fn plenty_of_words_outweigh_a_claim() {
        let german = "Der Hafen war in der Nacht geschlossen, was die Fischer in große Not brachte, hieß es aus dem Rathaus. \
            Im Frühjahr soll er wieder geöffnet werden, wenn die Mauer am Kai erneuert ist und das Geld dafür gefunden wurde. \
            Bis dahin müssen die Boote in der Bucht ankern, sagte die Sprecherin der Stadt am Abend vor den Leuten.";
        let mut article = read_text(german, &Origin { path: "-".into(), record: None });
        article.language = Some("en".into());
        assert_eq!(of(&article).as_deref(), Some("de"));
        article.text.truncate(40);
        article.paragraphs.truncate(1);
        article.paragraphs[0].span = crate::model::Span::new(0, 40);
        article.language = Some("en".into());
        assert_eq!(of(&article).as_deref(), Some("en"));
    }

    #[test]
    fn figures_do_not_contradict_what_is_claimed() {
        let row = "Compagnie du Port d'Alder 1 250 000 francs contre 1 130 000; ";
        let mut article = read_text(&row.repeat(12), &Origin { path: "-".into(), record: None });
        assert_eq!(of(&Article { language: None, ..article.clone() }), None);
        article.language = Some("en".into());
        assert_eq!(of(&article).as_deref(), Some("en"));
    }
}
