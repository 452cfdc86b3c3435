//! A page of results for a reader at a terminal.

use super::facets::{facets, pivots};
use super::layout::{Run, cut, marked, put, put_wrapped, run, shorten, unbroken, wrap};
use super::on_record::{OnRecord, on_record};
use super::paint::{Look, Part};
use super::{understood, words};
use crate::engine::{Also, Hit, Page, Request};
use crate::model::{Article, Entity, EntityKind, Span};

/// How many speakers a hit names before it only counts them.
const SPEAKERS: usize = 4;
/// How many copies of an article are named.
const COPIES: usize = 4;
/// How many lines a passage may take.
const PASSAGE_LINES: usize = 4;
/// How much of a role stands beside a speaker, and how much of an organization: the latter is a name.
const ROLE_COLUMNS: usize = 32;
const ORGANIZATION_COLUMNS: usize = 42;

/// The hits of a page and nothing else.
pub fn hits(page: &Page, request: &Request, look: Look) -> String {
    let mut out = String::new();
    let indent = 2 + (page.offset + page.hits.len()).to_string().len() + 1;
    if let Some(explanation) = &page.explanation {
        understood::tree(&mut out, explanation, look);
    }
    for (at, found) in page.hits.iter().enumerate() {
        hit(&mut out, found, request, page.offset + at + 1, indent, look);
        if let Some(why) = page.explanation.as_ref().and_then(|explanation| explanation.hits.get(at)) {
            understood::why(&mut out, why, indent, look);
        }
        out.push('\n');
    }
    out
}

/// The whole page: hits, and what stands under them.
pub fn page(page: &Page, request: &Request, look: Look) -> String {
    hits(page, request, look) + &counts(page, look)
}

/// What stands under the hits: facets, other spellings, and a last line that counts.
pub fn counts(page: &Page, look: Look) -> String {
    let mut out = String::new();
    // Where nothing was found, what a filter's own facet offers instead would only confuse.
    if page.total > 0 {
        facets(&mut out, &page.facets, look);
        pivots(&mut out, &page.pivots, look);
    }
    also(&mut out, &page.also, look);
    put(&mut out, &[run(&closing(page), Part::Quiet)], look.color);
    out
}

/// Other spellings that were looked for as well, a line each.
pub(super) fn also(out: &mut String, also: &[Also], look: Look) {
    for also in also {
        let found = format!("{}, {}", also.spelling, words::counted(also.articles, "article"));
        put(out, &[run("also: ", Part::Quiet), run(&found, Part::Plain)], look.color);
    }
}

/// What stands over the articles that are like one.
pub fn alike_to(article: &Article, look: Look) -> String {
    let mut out = String::new();
    let line = [run("like ", Part::Quiet), run(words::title(article), Part::Strong)];
    put_wrapped(&mut out, &line, 0, look.columns(), look.color);
    out.push('\n');
    out
}

fn hit(out: &mut String, hit: &Hit, request: &Request, number: usize, indent: usize, look: Look) {
    let article = &hit.record.article;
    let width = look.columns();
    let number = Run { text: format!("{number:>0$} ", indent - 1), part: Part::Quiet };
    for (at, mut line) in wrap(&title(hit), width - indent).into_iter().enumerate() {
        let margin = Run { text: " ".repeat(indent), part: Part::Plain };
        line.insert(0, if at == 0 { number.clone() } else { margin });
        put(out, &line, look.color);
    }
    put_wrapped(out, &origin(article), indent, width, look.color);
    if !hit.copies.is_empty() {
        put_wrapped(out, &copies_line(&hit.copies), indent, width, look.color);
    }
    for line in cut(wrap(&passage(hit), width - indent), PASSAGE_LINES, width - indent) {
        out.push_str(&" ".repeat(indent));
        put(out, &line, look.color);
    }
    let speakers = on_record(hit, request);
    if !speakers.is_empty() {
        put_wrapped(out, &record_line(&speakers), indent, width, look.color);
    }
}

fn title(hit: &Hit) -> Vec<Run> {
    let article = &hit.record.article;
    if article.headline.trim().is_empty() {
        return vec![run(words::title(article), Part::Strong)];
    }
    let whole = Span::new(0, article.headline.len());
    marked(&article.headline, whole, &hit.headline_matches, Part::Strong, Part::StrongMatch)
}

/// Byline, date, outlet and id: what a citation needs.
fn origin(article: &Article) -> Vec<Run> {
    let known = [
        Some(words::authors(article)),
        article.published.as_ref().map(words::day),
        article.source.clone(),
        article.section.clone(),
    ];
    let mut runs = Vec::new();
    for part in known.into_iter().flatten().filter(|part| !part.trim().is_empty()) {
        runs.push(run(&part, Part::Quiet));
        runs.push(run(" · ", Part::Quiet));
    }
    runs.push(run(&article.id.0, Part::Handle));
    runs
}

/// `+3 copies: …`, by their ids as far as a few.
fn copies_line(copies: &[String]) -> Vec<Run> {
    let count = copies.len() as u64;
    let called = if count == 1 { "copy" } else { "copies" };
    let mut runs = vec![run(&format!("+{} {called}:", words::number(count)), Part::Quiet)];
    for id in copies.iter().take(COPIES) {
        runs.push(run(" ", Part::Quiet));
        runs.push(run(id, Part::Handle));
    }
    if copies.len() > COPIES {
        runs.push(run(" …", Part::Quiet));
    }
    runs
}

/// The best passage; an ellipsis where it begins or ends inside a paragraph.
fn passage(hit: &Hit) -> Vec<Run> {
    let article = &hit.record.article;
    let span = hit.passage.span;
    let mut runs = Vec::new();
    for (piece, said) in said_pieces(hit) {
        let plain = if said { Part::Said } else { Part::Plain };
        runs.extend(marked(&article.text, piece, &hit.passage.matches, plain, Part::Match));
    }
    if runs.is_empty() {
        return runs;
    }
    if !article.paragraphs.iter().any(|p| p.span.from() == span.from()) {
        runs.insert(0, run("… ", Part::Quiet));
    }
    if !article.paragraphs.iter().any(|p| p.span.to() == span.to()) {
        runs.push(run(" …", Part::Quiet));
    }
    runs
}

/// The passage cut where somebody begins and ends to speak, but not inside a match.
fn said_pieces(hit: &Hit) -> Vec<(Span, bool)> {
    let (span, statements) = (hit.passage.span, &hit.record.annotations.statements);
    let said = |at: usize| statements.iter().any(|s| s.span.holds(at));
    let inside = |at: usize| hit.passage.matches.iter().any(|m| m.from() < at && at < m.to());
    let ends = statements.iter().flat_map(|s| [s.span.from(), s.span.to()]);
    let mut cuts: Vec<usize> =
        ends.filter(|at| span.from() < *at && *at < span.to() && !inside(*at)).collect();
    cuts.extend([span.from(), span.to()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|ends| (Span::new(ends[0], ends[1]), said(ends[0]))).collect()
}

fn record_line(speakers: &[OnRecord<'_>]) -> Vec<Run> {
    let mut runs = vec![run("on record: ", Part::Quiet)];
    for (at, speaker) in speakers.iter().take(SPEAKERS).enumerate() {
        if at > 0 {
            runs.push(run("\u{a0}· ", Part::Quiet));
        }
        let part = if speaker.matched { Part::NameMatch } else { Part::Name };
        runs.push(unbroken(&speaker.entity.name, part));
        if let Some(office) = office(speaker.entity) {
            runs.push(run(&format!(" ({office})"), Part::Quiet));
        }
    }
    if let Some(more) = speakers.len().checked_sub(SPEAKERS).filter(|more| *more > 0) {
        runs.push(run(&format!("\u{a0}· +{more}\u{a0}more"), Part::Quiet));
    }
    runs
}

/// Role and organization of a person, each as far as it fits beside others.
fn office(entity: &Entity) -> Option<String> {
    let role = entity.role.as_deref().map(|role| shorten(role, ROLE_COLUMNS));
    let organization = entity.organization.as_deref().map(|body| shorten(body, ORGANIZATION_COLUMNS));
    let parts: Vec<String> = [role, organization].into_iter().flatten().collect();
    (entity.kind == EntityKind::Person && !parts.is_empty()).then(|| parts.join(", "))
}

/// `3 of 12 articles · 4 ms`.
fn closing(page: &Page) -> String {
    let shown = page.hits.len() as u64;
    let mut articles = words::counted(page.total, "article");
    if page.folded > 0 {
        let called = if page.folded == 1 { "a copy" } else { "copies" };
        articles = format!("{articles}, {} of them {called}", words::number(page.folded));
    }
    let count = match (page.total.saturating_sub(page.folded), shown) {
        (0, _) => "no articles".to_owned(),
        (total, shown) if total == shown => articles,
        (_, 0) => articles,
        (_, shown) if page.offset > 0 => {
            format!("{}–{} of {articles}", page.offset + 1, page.offset as u64 + shown)
        }
        (_, shown) => format!("{} of {articles}", words::number(shown)),
    };
    format!("{count} · {}", words::took(page.took_micros))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::sample;
    use super::*;

    #[track_caller]
    fn check(look: Look, want: Expect) {
        let (found, request) = sample::page();
        want.assert_eq(&page(&found, &request, look));
    }

    #[test]
    fn a_page_without_color_has_no_marks() {
        check(
            Look { color: false, width: 80 },
            expect![[r#"
                  1 Harbour board delays vote on the Lindqvist letter
                    Mara Osei · 9 March 2025 · Sarell Courier · Local · 00a1b2c3d4e5f607
                    “The letter was never lost,” said Ana Ruiz, a senior lecturer in maritime
                    law at Sarell University. …
                    on record: Ana Ruiz (senior lecturer in maritime law, Sarell University) ·
                    Two officials

                       speakers                  organizations
                  12 ✓ Ana Ruiz             11   Sarell University
                   3   Bo Lindqvist-Farr     1   =cmd()
                       +7 more

                  ✓ is filtered by; what a facet is filtered by does not narrow the facet itself

                1 of 12 articles · 4 ms
            "#]],
        );
    }

    #[test]
    fn a_page_with_color_marks_the_matches() {
        check(
            Look { color: true, width: 100 },
            expect![[r#"
                [2m  1 [0m[1mHarbour board delays vote on the Lindqvist[0m [1m[4m[33mletter[0m
                    [2mMara Osei · 9 March 2025 · Sarell Courier · Local ·[0m [34m00a1b2c3d4e5f607[0m
                    “[32mThe[0m [1m[33mletter[0m [32mwas never lost,[0m” said Ana Ruiz, a senior lecturer in maritime law at Sarell
                    University. [2m…[0m
                    [2mon record:[0m [1m[36mAna Ruiz[0m [2m(senior lecturer in maritime law, Sarell University) ·[0m [36mTwo officials[0m

                       [1mspeakers[0m                  [1morganizations[0m
                  [2m12[0m[1m[36m ✓ [0m[1m[36mAna Ruiz[0m             [2m11[0m   Sarell University
                  [2m 3[0m   Bo Lindqvist-Farr    [2m 1[0m   =cmd()
                       [2m+7 more[0m

                  [2m✓ is filtered by; what a facet is filtered by does not narrow the facet itself[0m

                [2m1 of 12 articles · 4 ms[0m
            "#]],
        );
    }

    #[test]
    fn a_narrow_page_puts_facets_below_each_other() {
        check(
            Look { color: false, width: 40 },
            expect![[r#"
                  1 Harbour board delays vote on the
                    Lindqvist letter
                    Mara Osei · 9 March 2025 · Sarell
                    Courier · Local · 00a1b2c3d4e5f607
                    “The letter was never lost,” said
                    Ana Ruiz, a senior lecturer in
                    maritime law at Sarell University. …
                    on record: Ana Ruiz (senior lecturer
                    in maritime law, Sarell
                    University) · Two officials

                       speakers
                  12 ✓ Ana Ruiz
                   3   Bo Lindqvist-Farr
                       +7 more

                       organizations
                  11   Sarell University
                   1   =cmd()

                  ✓ is filtered by; what a facet is
                  filtered by does not narrow the facet
                  itself

                1 of 12 articles · 4 ms
            "#]],
        );
    }

    #[test]
    fn what_an_article_smuggles_in_does_not_reach_the_terminal() {
        let (mut found, request) = sample::page();
        found.hits[0].record.article.headline = "\u{1b}]0;owned\u{7}\u{202e}now".into();
        found.hits[0].headline_matches.clear();
        let text = page(&found, &request, Look::default());
        assert!(text.contains("\u{fffd}]0;owned\u{fffd}now"), "{text}");
    }

    #[test]
    fn the_last_line_counts() {
        let count = |total, offset, shown: usize| {
            let (mut found, _) = sample::page();
            let hit = found.hits[0].clone();
            (found.total, found.offset, found.hits) = (total, offset, vec![hit; shown]);
            closing(&found)
        };
        assert_eq!(count(0, 0, 0), "no articles · 4 ms");
        assert_eq!(count(1, 0, 1), "1 article · 4 ms");
        assert_eq!(count(1_200, 0, 10), "10 of 1,200 articles · 4 ms");
        assert_eq!(count(12, 10, 2), "11–12 of 12 articles · 4 ms");
        assert_eq!(count(12, 0, 0), "12 articles · 4 ms");
    }
}
