//! Direct quotations in German, French and Spanish, and who said them.
//!
//! What English gets from fitted choosers is done here by rules over four lists of words a language: verbs of
//! saying, words like *according to*, roles and bodies. A quotation is attributed, in this order, by the verb behind
//! it, by the verb or colon before it, by the quotation before it, and by whoever the sentence before it is about.
//! Paraphrases are left alone.

mod attribute;
mod lexicon;
mod marks;
mod people;

use std::borrow::Cow;

use self::attribute::{Attributed, attribute};
use self::lexicon::Lexicon;
use self::marks::quotations;
use self::people::People;
use crate::model::{Annotations, Article, Mention, Statement, StatementKind};

/// Whether statements of a language are found at all.
pub fn is_supported(language: &str) -> bool {
    language == "en" || Lexicon::of(language).is_some()
}

/// The statements of an article in one of these languages; nothing for any other.
pub fn extract(article: &Article) -> Option<Annotations> {
    let lexicon = Lexicon::of(article.language.as_deref()?)?;
    let quotes = quotations(article, lexicon);
    let mut people = People::new(article, lexicon);
    let found = attribute(article, lexicon, &quotes, &mut people);
    let mut out = Annotations::default();
    for Attributed { quote, speaker, with, cue, rule, confidence, utterance, scare } in found {
        if scare {
            out.scare_quotes.push(quote);
            continue;
        }
        out.statements.push(Statement {
            span: quote,
            kind: StatementKind::Direct,
            speaker,
            with: with.into_iter().collect(),
            cue,
            negated: false,
            rule: Cow::Borrowed(rule),
            confidence,
            utterance,
        });
    }
    out.scare_quotes.sort_by_key(|span| (span.start, span.end));
    out.entities = people.into_entities();
    for statement in &out.statements {
        let meant = statement.speakers().filter_map(|speaker| Some((speaker.span, speaker.entity?)));
        out.mentions.extend(meant.map(|(span, entity)| Mention { span, entity }));
    }
    out.mentions.sort_by_key(|mention| (mention.span.start, mention.span.end, mention.entity));
    out.mentions.dedup();
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Origin, Paragraph, ParagraphKind, Span};

    fn read(text: &str, language: &str) -> Article {
        let span = Span::new(0, text.len());
        Article {
            origin: Origin { path: "-".into(), record: None },
            text: text.to_owned(),
            language: Some(language.to_owned()),
            paragraphs: vec![Paragraph { kind: ParagraphKind::Lead, span }],
            ..Article::default()
        }
    }

    fn told(text: &str, language: &str) -> Vec<(String, String)> {
        let article = read(text, language);
        let found = extract(&article).unwrap_or_default();
        let name = |s: &Statement| {
            let names: Vec<&str> = found.speakers_of(s).map(|e| e.name.as_str()).collect();
            if names.is_empty() { "-".to_owned() } else { names.join(" + ") }
        };
        found.statements.iter().map(|s| (s.span.of(text).to_owned(), name(s))).collect()
    }

    #[test]
    fn the_examples_of_each_language_hold() {
        for tag in ["de", "fr", "es"] {
            let lexicon = Lexicon::of(tag).unwrap();
            for [text, words, speaker] in &lexicon.hit {
                assert_eq!(told(text, tag), [(words.clone(), speaker.clone())], "{text}");
            }
            for text in &lexicon.miss {
                assert_eq!(told(text, tag), [], "{text}");
            }
        }
    }

    #[test]
    fn split_and_continued_quotations_have_one_speaker() {
        let text = "„Wir bauen weiter“, sagte Anna Müller, „bis das Geld alle ist.“ Danach sei Schluss. „Dann gehen wir nach Hause und warten.“";
        let found = told(text, "de");
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|(_, name)| name == "Anna Müller"), "{found:?}");
    }

    #[test]
    fn a_surname_may_be_a_trade_or_a_body() {
        let text = "Der Landwirt Uwe Bauer kam mit Lutz Kammer. „Diese Bäume bleiben hier stehen“, sagte Bauer. „Wir reden noch \
                    einmal darüber“, sagte Kammer.";
        let names: Vec<String> = told(text, "de").into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["Uwe Bauer", "Lutz Kammer"]);
    }

    #[test]
    fn who_points_is_no_name() {
        let text = "Lena Voss kam. „Diese Bäume sind alt, sehr alt“, sagte sie.";
        assert_eq!(told(text, "de").pop().unwrap().1, "Lena Voss");
    }

    #[test]
    fn a_surname_means_the_full_name() {
        let text = "Le maire Luc Moreau était là. « Rien n’est décidé », dit Moreau.";
        assert_eq!(told(text, "fr")[0].1, "Luc Moreau");
    }

    #[test]
    fn other_languages_have_none() {
        assert_eq!(extract(&read("「港は閉鎖された」と市長は述べた。", "ja")), None);
        assert!(is_supported("en") && is_supported("fr") && !is_supported("ja"));
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_text_spans_cut_it(text in "([„“”»«\"'’:,. ]|sagte|Anna|Müller|dit|dijo|er|so|\\PC){0,40}") {
            for tag in ["de", "fr", "es"] {
                let article = read(&text, tag);
                let found = extract(&article).unwrap_or_default();
                for statement in &found.statements {
                    let _ = statement.span.of(&text);
                    let _ = statement.cue.map(|cue| cue.of(&text));
                    let _ = statement.speaker.as_ref().map(|s| s.span.of(&text));
                }
            }
        }
    }
}
