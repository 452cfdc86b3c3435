//! Made-up pages of every layout, each line shown with the part it was given.

use std::fmt::Write;

use expect_test::{Expect, expect};

use super::*;
use crate::model::ParagraphKind;

/// One line a paragraph: its part, and the first words of it.
fn render(text: &str) -> String {
    let article = article(text.to_owned(), &Origin { path: "a.txt".into(), record: None });
    let mut out = String::new();
    for paragraph in &article.paragraphs {
        let words: Vec<_> = paragraph.span.of(text).split_whitespace().take(6).collect();
        writeln!(out, "{:9} {}", format!("{:?}", paragraph.kind), words.join(" ")).unwrap();
    }
    for author in &article.authors {
        writeln!(
            out,
            "= by {}{}",
            author.name,
            author.bio.as_ref().map_or(String::new(), |b| format!(", {b}"))
        )
        .unwrap();
    }
    let date = |d: crate::model::NewsDate| d.to_string();
    let facts = [
        ("published", article.published.map(date)),
        ("updated", article.updated.map(date)),
        ("section", article.section),
        ("source", article.source),
        ("place", article.place),
    ];
    for (name, value) in facts {
        out.push_str(&value.map_or(String::new(), |v| format!("= {name} {v}\n")));
    }
    out
}

#[track_caller]
fn check(text: &str, want: Expect) {
    want.assert_eq(&render(text));
}

const FIRST: &str = "The harbor office of Port Alder closed its northern quay on Sunday after a storm had torn away \
    the railing, and said it would not open again before spring.";
const SECOND: &str =
    "“Nobody told the ferry,” said Ines Okafor, a captain of thirty years, who learned of it on the water.";

#[test]
fn who_wrote_it_may_be_told_at_the_end_of_the_last_paragraph() {
    check(
        &format!("Quay closed\n\n{FIRST}\n\n{SECOND} (Reporting by Ana Ruiz; editing by Tom Ode)\n"),
        expect![[r#"
            Headline  Quay closed
            Lead      The harbor office of Port Alder
            Body      “Nobody told the ferry,” said Ines
            = by Ana Ruiz
        "#]],
    );
}

#[test]
fn pasted_from_a_page() {
    check(
        &format!(
            "Quay closed: a storm makes Port Alder wait for spring\n\nTomas Lindqvist\nTomas Lindqvist\n\n\
             Harbor correspondent and radio journalist\n\n\
             The northern quay of Port Alder under water on the morning after the storm, March 9, 2025\n\
             The northern quay of Port Alder under water on the morning after the storm, March 9, 2025\n\n\
             {FIRST}\n\n{SECOND}\n\nWinter vs Spring\n\n{FIRST}\n\nAll quays means all quays\n\n{SECOND}\n"
        ),
        expect![[r#"
            Headline  Quay closed: a storm makes Port
            Byline    Tomas Lindqvist
            Furniture Tomas Lindqvist
            Bio       Harbor correspondent and radio journalist
            Caption   The northern quay of Port Alder
            Furniture The northern quay of Port Alder
            Lead      The harbor office of Port Alder
            Body      “Nobody told the ferry,” said Ines
            Subhead   Winter vs Spring
            Body      The harbor office of Port Alder
            Subhead   All quays means all quays
            Body      “Nobody told the ferry,” said Ines
            = by Tomas Lindqvist, Harbor correspondent and radio journalist
        "#]],
    );
}

#[test]
fn byline_and_date_lines() {
    check(
        &format!(
            "Business\n\nPort Alder waits for spring\n\nA storm took the railing and the ferry did not know\n\n\
             By Ana Ruiz and Tom Ode\nPublished March 9, 2025 | Updated March 10, 2025\n3 min read\n\nShare\n\n{FIRST}\n\n\
             {SECOND}\n\nAna Ruiz is a reporter based in Port Alder."
        ),
        expect![[r#"
            Furniture Business
            Headline  Port Alder waits for spring
            Subhead   A storm took the railing and
            Byline    By Ana Ruiz and Tom Ode
            Date      Published March 9, 2025 | Updated
            Furniture 3 min read
            Furniture Share
            Lead      The harbor office of Port Alder
            Body      “Nobody told the ferry,” said Ines
            Bio       Ana Ruiz is a reporter based
            = by Ana Ruiz, Ana Ruiz is a reporter based in Port Alder.
            = by Tom Ode
            = published 2025-03-09
            = updated 2025-03-10
            = section Business
        "#]],
    );
}

#[test]
fn header_blocks() {
    check(
        &format!(
            "Headline: Port Alder waits for spring\nBy Ana Ruiz\nDate: 9 March 2025\nSource: The Alder Post\n\
             Section: Harbor\n\n{FIRST}\n\n{SECOND}"
        ),
        expect![[r#"
            Furniture Headline:
            Headline  Port Alder waits for spring
            Byline    By Ana Ruiz
            Furniture Date:
            Date      9 March 2025
            Furniture Source:
            Furniture The Alder Post
            Furniture Section:
            Furniture Harbor
            Lead      The harbor office of Port Alder
            Body      “Nobody told the ferry,” said Ines
            = by Ana Ruiz
            = published 2025-03-09
            = section Harbor
            = source The Alder Post
        "#]],
    );
}

#[test]
fn an_old_dateline() {
    check(
        &format!("STORM SHUTS QUAY\n\nPORT ALDER, March 9, 1931 (Coast Wire) — {FIRST}\n\n{SECOND}"),
        expect![[r#"
            Headline  STORM SHUTS QUAY
            Lead      PORT ALDER, March 9, 1931 (Coast
            Body      “Nobody told the ferry,” said Ines
            = published 1931-03-09
            = place PORT ALDER
        "#]],
    );
}

#[test]
fn no_headline_at_all() {
    check(
        &format!("{FIRST}\n\n{SECOND}\n\nHe left."),
        expect![[r#"
            Lead      The harbor office of Port Alder
            Body      “Nobody told the ferry,” said Ines
            Body      He left.
        "#]],
    );
    check(
        "The quay was closed on Sunday.\n\nIt opened in spring.",
        expect![[r#"
            Lead      The quay was closed on Sunday.
            Body      It opened in spring.
        "#]],
    );
    check(
        "Quay closed",
        expect![[r#"
        Lead      Quay closed
    "#]],
    );
}

#[test]
fn single_line_ends() {
    check(
        &format!("Quay closed after storm\n{FIRST}\n{SECOND}\nWinter vs Spring\n{FIRST}"),
        expect![[r#"
            Headline  Quay closed after storm
            Lead      The harbor office of Port Alder
            Body      “Nobody told the ferry,” said Ines
            Subhead   Winter vs Spring
            Body      The harbor office of Port Alder
        "#]],
    );
}

#[test]
fn a_headline_with_a_stop() {
    check(
        &format!("Ferry Captain: ‘Nobody Told Us the Quay Was Closed.’\n\n{FIRST}\n\n{SECOND}"),
        expect![[r#"
            Headline  Ferry Captain: ‘Nobody Told Us the
            Lead      The harbor office of Port Alder
            Body      “Nobody told the ferry,” said Ines
        "#]],
    );
    check(
        &format!("Ferry sails into closed harbor; \nOffice sent no word to captains.\n\n{FIRST}\n\n{SECOND}"),
        expect![[r#"
            Headline  Ferry sails into closed harbor;
            Subhead   Office sent no word to captains.
            Lead      The harbor office of Port Alder
            Body      “Nobody told the ferry,” said Ines
        "#]],
    );
}

#[test]
fn lists_and_questions_stay_story() {
    check(
        &format!(
            "Quay closed after storm\n\n{FIRST}\n\nBread\n\nMilk\n\nRope\n\n{SECOND}\n\nWhy?\n\n{FIRST}\n\nThank you"
        ),
        expect![[r#"
            Headline  Quay closed after storm
            Lead      The harbor office of Port Alder
            Body      Bread
            Body      Milk
            Body      Rope
            Body      “Nobody told the ferry,” said Ines
            Body      Why?
            Body      The harbor office of Port Alder
            Body      Thank you
        "#]],
    );
}

#[test]
fn a_lead_about_a_researcher_is_no_bio() {
    check(
        &format!(
            "Quay closed after storm\n\nBy Ana Ruiz\n\nA researcher at the harbor office warned of the storm.\n\n{SECOND}"
        ),
        expect![[r#"
            Headline  Quay closed after storm
            Byline    By Ana Ruiz
            Lead      A researcher at the harbor office
            Body      “Nobody told the ferry,” said Ines
            = by Ana Ruiz
        "#]],
    );
}

#[test]
fn captions_among_the_story() {
    check(
        &format!(
            "Quay closed after storm\n\n{FIRST}\n\nThe quay on Sunday. (Coast Photo/Ana Ruiz)\n\n{SECOND}\n\n\
             Ines Okafor aboard her ferry\nInes Okafor aboard her ferry\n\n{FIRST}"
        ),
        expect![[r#"
            Headline  Quay closed after storm
            Lead      The harbor office of Port Alder
            Caption   The quay on Sunday. (Coast Photo/Ana
            Body      “Nobody told the ferry,” said Ines
            Caption   Ines Okafor aboard her ferry
            Furniture Ines Okafor aboard her ferry
            Body      The harbor office of Port Alder
        "#]],
    );
}

#[test]
fn only_short_lines_are_a_story() {
    let text = "Quay closed\n\nThe storm\n\nThe ferry\n\nThe rope";
    let article = article(text.to_owned(), &Origin::default());
    assert_eq!(article.parts(ParagraphKind::Furniture).count(), 0);
    assert!(article.lead().is_some());
}

#[test]
fn mastheads_rubrics_and_addresses() {
    check(
        &format!(
            "The Alder Review\nWORLD\n\nQuay closed after a night of gales\n\nBy ANA RUIZ, Staff Writer\n\
             ana@alder.example\nSept. 3, 2024, 8:47 p.m. ET\n\nPORT ALDER, Md. (CW) — {FIRST}\n\n{SECOND}"
        ),
        expect![[r#"
            Furniture The Alder Review
            Furniture WORLD
            Headline  Quay closed after a night of
            Byline    By ANA RUIZ, Staff Writer
            Byline    ana@alder.example
            Date      Sept. 3, 2024, 8:47 p.m. ET
            Lead      PORT ALDER, Md. (CW) — The
            Body      “Nobody told the ferry,” said Ines
            = by Ana Ruiz, Staff Writer
            = published 2024-09-03T20:47-04:00
            = section WORLD
            = source The Alder Review
            = place PORT ALDER, Md.
        "#]],
    );
    check(
        &format!(
            "Quay closed after a night of gales\nOffice sends no word to captains\n\nAna Ruiz in Port Alder\n\
             Tue 3 Sep 2024 20.47 BST\nLast modified on Wed 4 Sep 2024 09.10 BST\n\n{FIRST}\n\n{SECOND}"
        ),
        expect![[r#"
            Headline  Quay closed after a night of
            Subhead   Office sends no word to captains
            Byline    Ana Ruiz in Port Alder
            Date      Tue 3 Sep 2024 20.47 BST
            Date      Last modified on Wed 4 Sep
            Lead      The harbor office of Port Alder
            Body      “Nobody told the ferry,” said Ines
            = by Ana Ruiz
            = published 2024-09-03T20:47+01:00
            = updated 2024-09-04T09:10+01:00
        "#]],
    );
    check(
        &format!("Ana Ruiz\n3 September 2024\n\n{FIRST}\n\n{SECOND}"),
        expect![[r#"
        Byline    Ana Ruiz
        Date      3 September 2024
        Lead      The harbor office of Port Alder
        Body      “Nobody told the ferry,” said Ines
        = by Ana Ruiz
        = published 2024-09-03
    "#]],
    );
    check(
        &format!(
            "Opinion: Why the quay should close\nBy Ana Ruiz\nMs. Ruiz is a columnist who covers the sea.\n\nSept. 3, 2024\n\n{FIRST}\n\n{SECOND}"
        ),
        expect![[r#"
            Headline  Opinion: Why the quay should close
            Byline    By Ana Ruiz
            Bio       Ms. Ruiz is a columnist who
            Date      Sept. 3, 2024
            Lead      The harbor office of Port Alder
            Body      “Nobody told the ferry,” said Ines
            = by Ana Ruiz, Ms. Ruiz is a columnist who covers the sea.
            = published 2024-09-03
        "#]],
    );
}

#[test]
fn a_typewritten_column() {
    check(
        "FLEET TURNS BACK\n   PORT ALDER, March 9, 1931.--The fishing fleet of this\nharbor turned back at the strait last night after eleven\n\
         hours of gales.  \"We had no choice,\" said Captain Ines\nOkafor, its master, on landing.\n   Two boats are missing.  The harbor \
         office has sent a\ntug.",
        expect![[r#"
            Headline  FLEET TURNS BACK
            Lead      PORT ALDER, March 9, 1931.--The fishing
            Body      Two boats are missing. The harbor
            = published 1931-03-09
            = place PORT ALDER
        "#]],
    );
}

#[test]
fn a_short_title_over_a_date_is_no_name() {
    check(
        &format!("Summer Boat Times\nMarch 9, 2025\n\n{FIRST}\n\n{SECOND}\n\nENDS\n"),
        expect![[r#"
            Headline  Summer Boat Times
            Date      March 9, 2025
            Lead      The harbor office of Port Alder
            Body      “Nobody told the ferry,” said Ines
            Furniture ENDS
            = published 2025-03-09
        "#]],
    );
}
