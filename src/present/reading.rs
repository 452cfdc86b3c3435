//! An article as it was read, part by part: for trying out how an archive's files are understood.

use super::layout::{put, run, wrap};
use super::paint::{Look, Part};
use crate::model::{Article, ParagraphKind};

/// What came of trying to read something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tried {
    /// The first article.
    pub article: Option<Article>,
    /// What had to be assumed for it.
    pub warnings: Vec<String>,
    /// What was met before it and gave no article, each with its place.
    pub problems: Vec<String>,
}

/// Every part with its name; a part that was not found has a dash.
pub fn text(tried: &Tried, look: Look) -> String {
    let mut out = String::new();
    for problem in &tried.problems {
        line(&mut out, "left out", problem, look);
    }
    let Some(article) = &tried.article else {
        put(&mut out, &[run("no article was found", Part::Strong)], look.color);
        return out;
    };
    line(&mut out, "read from", &article.origin.to_string(), look);
    facts(&mut out, article, look);
    for warning in &tried.warnings {
        line(&mut out, "warning", warning, look);
    }
    out.push('\n');
    for paragraph in &article.paragraphs {
        line(&mut out, label(paragraph.kind), paragraph.span.of(&article.text), look);
    }
    out
}

fn facts(out: &mut String, article: &Article, look: Look) {
    let authors: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
    let date =
        |date: &Option<crate::model::NewsDate>| date.as_ref().map(ToString::to_string).unwrap_or_default();
    let plain = |words: &Option<String>| words.clone().unwrap_or_default();
    let rows = [
        ("headline", article.headline.clone()),
        ("authors", authors.join(", ")),
        ("published", date(&article.published)),
        ("updated", date(&article.updated)),
        ("section", plain(&article.section)),
        ("source", plain(&article.source)),
        ("place", plain(&article.place)),
        ("language", plain(&article.language)),
        ("url", plain(&article.url)),
        ("slug", plain(&article.slug)),
        ("subjects", article.subjects.join(", ")),
    ];
    for (name, value) in rows {
        line(out, name, if value.is_empty() { "-" } else { &value }, look);
    }
}

/// The columns of the names.
const NAMES: usize = 11;

fn line(out: &mut String, name: &str, value: &str, look: Look) {
    let width = look.columns().saturating_sub(NAMES);
    for (at, words) in wrap(&[run(value, Part::Plain)], width).into_iter().enumerate() {
        let name = format!("{:<NAMES$}", if at == 0 { name } else { "" });
        put(out, &[vec![run(&name, Part::Quiet)], words].concat(), look.color);
    }
}

fn label(kind: ParagraphKind) -> &'static str {
    match kind {
        ParagraphKind::Headline => "Headline",
        ParagraphKind::Byline => "Byline",
        ParagraphKind::Bio => "Bio",
        ParagraphKind::Date => "Date",
        ParagraphKind::Caption => "Caption",
        ParagraphKind::Subhead => "Subhead",
        ParagraphKind::Lead => "Lead",
        ParagraphKind::Body => "Body",
        ParagraphKind::Furniture => "Furniture",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn every_part_is_named() {
        let mut article =
            Article { headline: "Quay closed".into(), text: "Quay closed".into(), ..Article::default() };
        article.origin.path = "a.json".into();
        article.subjects = vec!["harbours".into(), "ferries".into()];
        let span = crate::model::Span::new(0, 11);
        article.paragraphs.push(crate::model::Paragraph { kind: ParagraphKind::Headline, span });
        let tried =
            Tried { article: Some(article), warnings: Vec::new(), problems: vec!["b: is empty".into()] };
        expect![[r#"
            left out   b: is empty
            read from  a.json
            headline   Quay closed
            authors    -
            published  -
            updated    -
            section    -
            source     -
            place      -
            language   -
            url        -
            slug       -
            subjects   harbours, ferries

            Headline   Quay closed
        "#]]
        .assert_eq(&text(&tried, Look::default()));
        assert_eq!(text(&Tried::default(), Look::default()), "no article was found\n");
    }
}
