//! One article laid out for reading, its statements marked in the margin and listed below.

use std::collections::VecDeque;

use super::layout::{Run, columns, put, put_wrapped, run, shorten, width_of, wrap};
use super::paint::{Look, Part};
use super::stretches::runs;
use super::{statements, words};
use crate::model::{Annotations, Article, Paragraph, ParagraphKind, Record, Span, Statement};

/// Columns of the margin: number, speaker, rule.
const MARGIN: usize = 30;
/// Below this many columns of text the margin holds numbers only.
const NARROW: usize = 44;

/// The article, then what is said in it.
pub fn article(record: &Record, look: Look) -> String {
    let mut out = String::new();
    let Record { article, annotations } = record;
    head(&mut out, article, look);
    let page = Margin::new(look);
    for paragraph in article.paragraphs.iter().filter(|p| is_read(p.kind)) {
        body(&mut out, paragraph, article, annotations, &page);
    }
    if !annotations.statements.is_empty() {
        put(&mut out, &[run("On record", Part::Strong)], look.color);
        out.push('\n');
    }
    out.push_str(&statements::text(article, annotations, look));
    out
}

/// What stands in the head or repeats it is not printed twice.
pub(super) fn is_read(kind: ParagraphKind) -> bool {
    use ParagraphKind as K;
    matches!(kind, K::Caption | K::Subhead | K::Lead | K::Body)
}

pub(super) fn head(out: &mut String, article: &Article, look: Look) {
    put_wrapped(out, &[run(words::title(article), Part::Strong)], 0, look.columns(), look.color);
    for author in &article.authors {
        let bio = author.bio.as_deref().map(|bio| format!(", {bio}")).unwrap_or_default();
        let line = [run("by ", Part::Quiet), run(&author.name, Part::Plain), run(&bio, Part::Quiet)];
        put_wrapped(out, &line, 0, look.columns(), look.color);
    }
    let known = [
        article.published.as_ref().map(words::moment),
        article.updated.as_ref().map(|date| format!("updated {}", words::moment(date))),
        article.captured.as_ref().map(|date| format!("saved {}", words::moment(date))),
        article.source.clone(),
        article.section.clone(),
        article.place.clone(),
    ];
    let known: Vec<String> = known.into_iter().flatten().collect();
    let mut lines = vec![known.join(" · ")];
    lines.extend(article.url.clone());
    for line in lines.iter().filter(|line| !line.is_empty()) {
        put_wrapped(out, &[run(line, Part::Quiet)], 0, look.columns(), look.color);
    }
    let handle = [run(&article.id.0, Part::Handle), run(&format!(" · {}", article.origin), Part::Quiet)];
    put_wrapped(out, &handle, 0, look.columns(), look.color);
    for warning in &article.warnings {
        let line = [run("warning: ", Part::Strong), run(warning, Part::Quiet)];
        put_wrapped(out, &line, 2, look.columns(), look.color);
    }
    out.push('\n');
}

/// How the page is divided between text and margin.
struct Margin {
    text: usize,
    full: bool,
    color: bool,
}

impl Margin {
    fn new(look: Look) -> Self {
        let width = look.columns();
        let full = width >= NARROW + MARGIN;
        Margin { text: if full { width - MARGIN } else { width - 5 }, full, color: look.color }
    }
}

/// A paragraph with notes beside the lines on which statements begin.
fn body(
    out: &mut String,
    paragraph: &Paragraph,
    article: &Article,
    annotations: &Annotations,
    page: &Margin,
) {
    let mut waiting: VecDeque<Vec<Run>> = VecDeque::new();
    let mut begun = begins(paragraph, article, annotations).into_iter().peekable();
    let mut passed = 0;
    for line in wrap(&runs(paragraph, article, annotations, None), page.text) {
        passed += letters(&line);
        while let Some((_, number, statement)) = begun.next_if(|(before, ..)| *before < passed) {
            waiting.extend(note(number, statement, article, annotations, page));
        }
        beside(out, &line, waiting.pop_front(), page);
    }
    while let Some(note) = waiting.pop_front() {
        beside(out, &[], Some(note), page);
    }
    out.push('\n');
}

fn beside(out: &mut String, line: &[Run], note: Option<Vec<Run>>, page: &Margin) {
    let mut whole = line.to_vec();
    if let Some(note) = note {
        let gap = page.text.saturating_sub(width_of(line)) + 2;
        whole.push(Run { text: " ".repeat(gap), part: Part::Plain });
        whole.extend(note);
    }
    put(out, &whole, page.color);
}

/// The statements that begin in a paragraph in their order, each with the letters before it there and its number.
fn begins<'a>(
    paragraph: &Paragraph,
    article: &Article,
    annotations: &'a Annotations,
) -> Vec<(usize, usize, &'a Statement)> {
    let numbered = annotations.statements.iter().enumerate().map(|(at, s)| (at + 1, s));
    let mut begun: Vec<_> = numbered.filter(|(_, s)| paragraph.span.holds(s.span.from())).collect();
    begun.sort_by_key(|(_, s)| s.span);
    let (mut at, mut before) = (paragraph.span.from(), 0);
    let counted = begun.into_iter().map(|(number, statement)| {
        before += count_letters(Span::new(at, statement.span.from()).of(&article.text));
        at = statement.span.from();
        (before, number, statement)
    });
    counted.collect()
}

/// Number and speaker, and the rule below.
fn note(
    number: usize,
    said: &Statement,
    article: &Article,
    all: &Annotations,
    page: &Margin,
) -> Vec<Vec<Run>> {
    if !page.full {
        return vec![vec![run(&number.to_string(), Part::Handle)]];
    }
    let number = number.to_string();
    let room = MARGIN - 3 - columns(&number);
    let name = statements::speaker_name(said, article, all);
    let under = " ".repeat(columns(&number) + 1);
    vec![
        vec![run(&number, Part::Handle), run(" ", Part::Plain), run(&shorten(&name, room), Part::Name)],
        vec![run(&under, Part::Plain), run(&shorten(&said.rule, room), Part::Quiet)],
    ]
}

/// Characters that wrapping keeps: all but blanks.
fn letters(line: &[Run]) -> usize {
    line.iter().map(|run| run.text.chars().filter(|c| *c != ' ').count()).sum()
}

fn count_letters(text: &str) -> usize {
    letters(&[run(text, Part::Plain)])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::sample;
    use super::*;

    #[test]
    fn notes_stand_beside_the_line_on_which_a_statement_begins() {
        let look = Look { color: false, width: 100 };
        expect![[r#"
            Harbour board delays vote on the Lindqvist letter
            by Mara Osei
            9 March 2025 · Sarell Courier · Local
            00a1b2c3d4e5f607 · sarell/harbour.txt

            The harbour board of Port Sarell put off its vote on Tuesday after a
            letter from its former chair was read aloud.

            Letter in a drawer

            “The letter was never lost,” said Ana Ruiz, a senior lecturer in        1 Ana Ruiz
            maritime law at Sarell University. “It lay in a drawer.”                  said-before
                                                                                    2 Ana Ruiz
                                                                                      said-before

            Ruiz added that the board had known of it since spring. Two officials   3 Ana Ruiz
            denied the drawer existed.                                                said-before
                                                                                    4 Two officials
                                                                                      said-before

            On record

            1  Ana Ruiz, senior lecturer in maritime law, Sarell University
               “The letter was never lost,”
               direct · “said” · said-before · 0.95

            2  Ana Ruiz, senior lecturer in maritime law, Sarell University
               “It lay in a drawer.”
               direct · “said” · said-before · 0.95

            3  Ana Ruiz, senior lecturer in maritime law, Sarell University
               the board had known of it since spring
               indirect · “added” · said-before · 0.95

            4  Two officials
               the drawer existed
               indirect · “denied” · said-before · 0.95

        "#]]
        .assert_eq(&article(&sample::record(), look));
    }

    #[test]
    fn a_narrow_page_keeps_the_numbers() {
        let look = Look { color: false, width: 50 };
        let page = article(&sample::record(), look);
        expect![[r#"
            Harbour board delays vote on the Lindqvist letter
            by Mara Osei
            9 March 2025 · Sarell Courier · Local
            00a1b2c3d4e5f607 · sarell/harbour.txt

            The harbour board of Port Sarell put off its
            vote on Tuesday after a letter from its
            former chair was read aloud.

            Letter in a drawer

            “The letter was never lost,” said Ana Ruiz, a  1
            senior lecturer in maritime law at Sarell
            University. “It lay in a drawer.”              2

            Ruiz added that the board had known of it      3
            since spring. Two officials denied the drawer  4
            existed.

        "#]]
        .assert_eq(page.split("On record").next().unwrap_or_default());
    }
}
