//! Whole extractions, as a reader sees them.

mod told;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::extract;
use super::lexicon::{CueClass, examples};
use super::testing::article;
use crate::model::{Annotations, Article};

/// One line a statement: kind, words, who said it and what the article says of them.
fn render(article: &Article, found: &Annotations) -> String {
    let text = &article.text;
    let mut out = Vec::new();
    for statement in &found.statements {
        let words = statement.span.of(text).replace('\n', "¶");
        let mut line = format!("{} [{words}]", statement.kind.as_str());
        for (number, speaker) in statement.speakers().enumerate() {
            let joined = if number > 0 { " +" } else { "" };
            line = format!("{line}{joined} {}", speaker.span.of(text));
            if let Some(entity) = found.entity_of(speaker) {
                let role = entity.role.as_deref().unwrap_or("-");
                let body = entity.organization.as_deref().unwrap_or("-");
                line = format!("{line} = {} ({role}, {body})", entity.name);
            }
        }
        out.push(line + "\n");
    }
    for scare in &found.scare_quotes {
        out.push(format!("nobody's [{}]\n", scare.of(text)));
    }
    out.concat()
}

#[track_caller]
fn check(text: &str, expected: Expect) {
    let article = article(text);
    expected.assert_eq(&render(&article, &extract(&article)));
}

/// Contractions are verbs and pronouns, and no part of a name.
#[test]
fn a_verb_with_not_or_a_pronoun_in_one_word() {
    check(
        "Ana Ruiz couldn’t say whether the bridge is safe. “It can't be,” Bo Lind said.",
        expect![[r#"
        indirect [whether the bridge is safe] Ana Ruiz = Ana Ruiz (-, -)
        direct [It can't be,] Bo Lind = Bo Lind (-, -)
    "#]],
    );
    check(
        "Ana Ruiz has measured the bridge. She’d said that it is safe.",
        expect![[r#"
        indirect [it is safe] She = Ana Ruiz (-, -)
    "#]],
    );
    check(
        "Growers met on Monday. The front-runner said that the bridge is safe.",
        expect![[r#"
        indirect [the bridge is safe] The front-runner
    "#]],
    );
}

/// “The Mayor of Eskwater” is whoever is mayor there, whoever was named last.
#[test]
fn an_office_of_a_place() {
    check(
        "Tilde Aarsen, the mayor of Eskwater, met Jonas Rook, the mayor of Overdyke. The Mayor of Eskwater said that the view is excellent.",
        expect![[r#"
            indirect [the view is excellent] The Mayor of Eskwater = Tilde Aarsen (mayor of Eskwater, -)
        "#]],
    );
}

/// *Claims*, *notes* and *report* are nouns nearly always; where something claimed stands beside them they are not.
#[test]
fn a_noun_that_claims() {
    check(
        "The mayor claims that the bridge is safe.",
        expect![[r#"
        indirect [the bridge is safe] The mayor = The mayor (mayor, -)
    "#]],
    );
    check(
        "“The bridge is safe,” Ana Ruiz notes.",
        expect![[r#"
        direct [The bridge is safe,] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
    check(
        "Officials report that the bridge is safe.",
        expect![[r#"
        indirect [the bridge is safe] Officials = Officials (-, -)
    "#]],
    );
    check(
        "Critics charge that the plan fails.",
        expect![[r#"
        indirect [the plan fails] Critics = Critics (-, -)
    "#]],
    );
}

/// Who announced it may stand behind *by*, whatever the choosers make of it.
#[test]
fn an_agent_behind_the_verb() {
    check(
        "His death was announced by his son Abhinav Orr on Monday.",
        expect![[r#"
        indirect [His death] Abhinav Orr = Abhinav Orr (son, -)
    "#]],
    );
}

/// A time is nobody that *it* may mean, and a name that two lines share is one.
#[test]
fn quarters_and_broken_lines() {
    check(
        "Profits fell in Q4 2019. It said that the bridge was safe. A Ferry\nCommission official said that it was old.",
        expect![[r#"
            indirect [the bridge was safe] It
            indirect [it was old] A Ferry
            Commission official = A Ferry Commission official (official, Ferry Commission)
        "#]],
    );
}

/// People without a name speak for the body that stands with them; its customers do not.
#[test]
fn people_of_a_body() {
    check(
        "Verdalia Corp. fell. Senior Finance Ministry officials said that the bridge was safe. A former Bank of Harrow official said \
         that it was old. Analysts at Verdalia said that it would fall. Verdalia customers said that it was grey.",
        expect![[r#"
            indirect [the bridge was safe] Senior Finance Ministry officials = Senior Finance Ministry officials (-, Finance Ministry)
            indirect [it was old] A former Bank of Harrow official = A former Bank of Harrow official (former Bank of Harrow official, Bank of Harrow)
            indirect [it would fall] Analysts at Verdalia = Analysts at Verdalia (-, Verdalia Corp.)
            indirect [it was grey] Verdalia customers = Verdalia customers (-, -)
        "#]],
    );
}

#[test]
fn people_who_are_counted_and_not_named() {
    check(
        "Some said that the bridge was safe. Many argue that it is not. Both say it is old.",
        expect![[r#"
        indirect [the bridge was safe] Some
        indirect [it is not] Many
        indirect [it is old] Both
    "#]],
    );
    check(
        "According to several officers who have seen the letter, the bridge is safe. They said it was checked.",
        expect![[r#"
            indirect [the bridge is safe] several officers = several officers (-, -)
            indirect [it was checked] They = several officers (-, -)
        "#]],
    );
}

#[test]
fn said_before_and_after() {
    check(
        "“We will appeal,” said Ana Ruiz, a senior lecturer in law at Kestrel University.",
        expect![[r#"
        direct [We will appeal,] Ana Ruiz = Ana Ruiz (senior lecturer in law, Kestrel University)
    "#]],
    );
    check(
        "Ana Ruiz said: “We will appeal.”",
        expect![[r#"
        direct [We will appeal.] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
    check(
        "Ana Ruiz had told the Courier, “We will appeal.”",
        expect![[r#"
        direct [We will appeal.] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
}

#[test]
fn split_and_continued() {
    check(
        "“We will appeal,” Ana Ruiz said, “and we will win.” “Nobody asked us,” she added. “Nobody ever does.”",
        expect![[r#"
            direct [We will appeal,] Ana Ruiz = Ana Ruiz (-, -)
            direct [and we will win.] Ana Ruiz = Ana Ruiz (-, -)
            direct [Nobody asked us,] she = Ana Ruiz (-, -)
            direct [Nobody ever does.] she = Ana Ruiz (-, -)
        "#]],
    );
}

#[test]
fn several_paragraphs() {
    check(
        "“We will appeal,” Ana Ruiz said. “It starts here.\n\n“It ends in court.”",
        expect![[r#"
        direct [We will appeal,] Ana Ruiz = Ana Ruiz (-, -)
        direct [It starts here.¶¶“It ends in court.] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
}

#[test]
fn never_closed() {
    check(
        "Ana Ruiz left early. \"We will appeal,\" Ruiz said, \"and nobody will stop us.",
        expect![[r#"
        direct [We will appeal,] Ruiz = Ana Ruiz (-, -)
        direct [and nobody will stop us.] Ruiz = Ana Ruiz (-, -)
    "#]],
    );
}

#[test]
fn paraphrases() {
    check(
        "Ana Ruiz, mayor of Port Alder, said that the pier would open in May. According to the Harbour Authority, it is safe.",
        expect![[r#"
            indirect [the pier would open in May] Ana Ruiz = Ana Ruiz (mayor of Port Alder, -)
            indirect [it is safe] Harbour Authority = Harbour Authority (-, Harbour Authority)
        "#]],
    );
}

#[test]
fn partly_quoted() {
    check(
        "Ana Ruiz called the letter “a door left ajar”.",
        expect![[r#"
        mixed [the letter “a door left ajar”] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
    check(
        "Ana Ruiz said that the plan was “a door left ajar” and would fail.",
        expect![[r#"
        mixed [the plan was “a door left ajar” and would fail] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
}

#[test]
fn scare_quotes_are_nobodys() {
    check(
        "The so-called “maximum pressure” campaign of sanctions went on for a year.",
        expect![[r#"
        nobody's [maximum pressure]
    "#]],
    );
}

#[test]
fn an_appositive_does_not_hide_the_verb() {
    check(
        "Ana Ruiz, director of the Gulf program at the Tallis Institute in Northgate, said the letter was late.",
        expect![[r#"
            indirect [the letter was late] Ana Ruiz = Ana Ruiz (director of the Gulf program, Tallis Institute)
        "#]],
    );
}

#[test]
fn nicknames_in_marks() {
    check(
        "“We count heads,” said Raymond “Bricks” Adeyo of Dockworkers’ Local 9.",
        expect![[r#"
        direct [We count heads,] Raymond “Bricks” Adeyo = Raymond “Bricks” Adeyo (-, Dockworkers’ Local 9)
        nobody's [Bricks]
    "#]],
    );
}

#[test]
fn titles_mean_who_holds_them() {
    check(
        "Supreme Leader Ali Ruiz spoke on Monday. On Tuesday the Supreme Leader said that the talks were over.",
        expect![[r#"
            indirect [the talks were over] Supreme Leader = Ali Ruiz (Supreme Leader, -)
        "#]],
    );
}

#[test]
fn descriptions_mean_whom_they_fit() {
    check(
        "Ana Ruiz, 39, met Warren Tuck, 58. “We counted,” the 58-year-old said.",
        expect![[r#"
        direct [We counted,] the 58-year-old = Warren Tuck (-, -)
    "#]],
    );
    check(
        "Sen. Warren Tuck sat in the queue. “It takes an hour,” the independent senator said.",
        expect![[r#"
        direct [It takes an hour,] the independent senator = Warren Tuck (Sen., -)
    "#]],
    );
    check(
        "Her death was told by her daughter, Griet Thorold. Her daughter said that she had kept hens.",
        expect![[r#"
        indirect [she had kept hens] Her daughter = Griet Thorold (-, -)
    "#]],
    );
    check(
        "Sen. Warren Tuck, who grew up there, wrote to both of them. “Talk to her,” the letter says.",
        expect![[r#"
        direct [Talk to her,] the letter = Warren Tuck (Sen., -)
    "#]],
    );
}

#[test]
fn they_are_the_group_that_spoke() {
    check(
        "Ana Ruiz left early. Two officials said that the pier was safe. They said that it would open in May.",
        expect![[r#"
        indirect [the pier was safe] Two officials = Two officials (-, -)
        indirect [it would open in May] They = Two officials (-, -)
    "#]],
    );
}

#[test]
fn that_may_be_what_is_talked_of() {
    check(
        "Ana Ruiz said that was a lie.",
        expect![[r#"
        indirect [that was a lie] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
}

#[test]
fn signed_lines() {
    check(
        "“He has no plan.” ― Ana Ruiz",
        expect![[r#"
        direct [He has no plan.] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
}

/// The examples in `cues.toml`: every `hit` has a statement, no `miss` has one.
#[test]
fn examples_of_the_cues() {
    for (class, hits, misses) in examples() {
        for hit in hits {
            let article = article(&hit);
            let found = extract(&article);
            assert!(!found.statements.is_empty(), "{class:?} gives nothing for: {hit}");
            let of_class = found.statements.iter().any(|s| {
                s.cue.is_some_and(|cue| {
                    cue.of(&hit).split_whitespace().any(|w| super::lexicon::lexicon().word(w).is_cue(class))
                })
            });
            assert!(of_class, "no cue of {class:?} in: {hit}");
        }
        for miss in misses {
            let article = article(&miss);
            assert!(extract(&article).statements.is_empty(), "{class:?} attributes in: {miss}");
        }
    }
    assert!(examples().iter().any(|(class, ..)| *class == CueClass::Say));
}

proptest! {
    /// Whatever the text, every span lies on character boundaries inside it and nothing panics.
    #[test]
    fn spans_are_verbatim(text in "([“”\"'‘’«»(),.:—] ?|[A-Z][a-z]{1,6} |said |told |that |he |the |\n\n|\\PC){0,60}") {
        check_whatever(&text)?;
    }

    /// The same of words that names, roles, bodies and clauses are made of, cut off anywhere.
    #[test]
    fn words_in_any_order_are_read(
        text in "((Ana Ruiz|Bo Lind|Ruiz|Verdalia|Wold Institute|Harrow|CEO|the mayor|analysts|a bank|newspaper|a statement|Inc\\.|\
                 Minister|and|of|at|for|by|from|both|one|whose|who|her|its|they|she|it|is|chairs|met|said|told|according to|lead|\
                 military|last week|called|known for)( |, |’s |\\. |: |“|” )?){0,40}"
    ) {
        check_whatever(&text)?;
    }
}

/// Every span of what is found lies on character boundaries inside the text, and the answer is always the same.
fn check_whatever(text: &str) -> Result<(), TestCaseError> {
    let article = article(text);
    let found = extract(&article);
    for statement in &found.statements {
        prop_assert!(text.get(statement.span.range()).is_some_and(|words| !words.is_empty()));
        prop_assert!((0.0..=1.0).contains(&statement.confidence));
        if let Some(speaker) = &statement.speaker {
            prop_assert!(text.get(speaker.span.range()).is_some());
            prop_assert!(speaker.entity.is_none_or(|e| (e as usize) < found.entities.len()));
        }
    }
    for mention in &found.mentions {
        prop_assert!(text.get(mention.span.range()).is_some());
    }
    for sentence in super::explain(&article, &found) {
        prop_assert!(sentence.statements.iter().all(|number| *number < found.statements.len()));
    }
    prop_assert_eq!(extract(&article), found);
    Ok(())
}

/// Everybody who says the statements of `text`, with role and body, once each in a row.
#[track_caller]
fn check_speakers(text: &str, expected: &[&str]) {
    let found = extract(&article(text));
    let called = |speaker: &crate::model::Speaker| {
        let Some(entity) = found.entity_of(speaker) else { return speaker.span.of(text).to_owned() };
        let office = [&entity.role, &entity.organization].into_iter().flatten();
        std::iter::once(&entity.name).chain(office).cloned().collect::<Vec<_>>().join(", ")
    };
    let mut speakers: Vec<String> =
        found.statements.iter().flat_map(|said| said.speakers().map(called).collect::<Vec<_>>()).collect();
    speakers.dedup();
    assert_eq!(speakers, expected, "{text}");
}

#[test]
fn somebody_without_a_name_goes_on_speaking() {
    check_speakers(
        "Mayor Tom Hale toured the site. A fireman said the blaze was out. “It is out,” he said.",
        &["A fireman"],
    );
    check_speakers(
        "“It is a promise,” said Tom Hale. A spokesman for the union said it was not. “It is not,” he added.",
        &["Tom Hale", "A spokesman for the union, spokesman, union"],
    );
    // “A” and “his” tell of somebody new, “the” of somebody met; who asks does not answer; a message is sent through one.
    check_speakers(
        "Tom Hale was jailed. The judge said it was over. “It is over,” he said.",
        &["The judge, judge"],
    );
    check_speakers(
        "Tom Hale left. The candidate said it was over. “It is over,” he said.",
        &["Tom Hale, candidate"],
    );
    check_speakers(
        "A reporter asked Tom Hale whether it was over. “It is over,” he said.",
        &["A reporter, reporter", "Tom Hale"],
    );
    check_speakers(
        "Tom Hale argues that a message sent through a neighbour says one thing. “It does,” he said.",
        &["Tom Hale"],
    );
}

#[test]
fn whom_another_is_told_by_does_not_speak() {
    check_speakers(
        "“Long dead,” said Bob Stone’s chief financial officer, Mia Chu.",
        &["Mia Chu, chief financial officer"],
    );
    check_speakers(
        "“The bridge is safe,” said Bob Stone’s predecessor, Nigel Oduya.",
        &["Nigel Oduya, predecessor"],
    );
    check_speakers("Sources close to the governor said he would go.", &["Sources"]);
    check_speakers("Aides to President Stahl said she was ill.", &["Aides"]);
    check_speakers(
        "A spokesman for Dig Ltd, Karl Orr, said the digging would go on.",
        &["Karl Orr, spokesman, Dig Ltd"],
    );
    check_speakers("“It will pass,” the Gazette quoted Senator Ana Hall as saying.", &["Ana Hall, Senator"]);
    check_speakers("Ana Hall was quoted by the Gazette as saying “I was wrong”.", &["Ana Hall"]);
}

#[test]
fn an_office_is_of_whoever_holds_it() {
    check_speakers(
        "Governor Ann Hall, a Democrat, spoke. Rita Moss, the governor’s aunt, left. The governor said: “It is done.”",
        &["Ann Hall, Governor"],
    );
    check_speakers(
        "“No,” said Mrs. Holt, the treasurer. The hall was cold. “Yes,” said Mr. Holt, the chairman.",
        &["Mrs. Holt, treasurer", "Mr. Holt, chairman"],
    );
    check_speakers(
        "Ana Low, PhD, said that the count was done. “It is,” said Tim Orr CBE.",
        &["Ana Low", "Tim Orr"],
    );
    check_speakers("Tom Poole, speaking through his lawyer, said the count was done.", &["Tom Poole"]);
    check_speakers(
        "President Mira Stahl and her husband, Otto Stahl, said the count was done.",
        &["Mira Stahl, President", "Otto Stahl"],
    );
    check_speakers(
        "Ann Hall, Tim Orr and Bo Lind, all of the Marine Institute, said the race was fair.",
        &["Ann Hall, Marine Institute", "Tim Orr, Marine Institute", "Bo Lind, Marine Institute"],
    );
    check_speakers(
        "The Wold Institute’s Ann Hall and Tim Orr said the race was fair.",
        &["Ann Hall, Wold Institute", "Tim Orr, Wold Institute"],
    );
}

#[test]
fn words_with_a_capital_are_nobody_where_any_has_one() {
    let text = "Roadworks end in August. Rain was late. Tanner said the harbour was full in August.";
    let found = extract(&article(text));
    let people: Vec<&str> = found.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(people, ["Tanner"]);
}

#[test]
fn what_is_asked_or_only_told_when_was_not_said() {
    check("Did Ana Ruiz expect the line to continue?", expect![[r#""#]]);
    check(
        "The board agreed on Friday to sell the yard.",
        expect![[r#"
        indirect [to sell the yard] The board = The board (-, -)
    "#]],
    );
    check(
        "“The pier,” said Ana Ruiz – “every yard of it” – “will close.”",
        expect![[r#"
        direct [The pier,] Ana Ruiz = Ana Ruiz (-, -)
        direct [every yard of it] Ana Ruiz = Ana Ruiz (-, -)
        direct [will close.] Ana Ruiz = Ana Ruiz (-, -)
    "#]],
    );
}

/// Texts that end where a name, a clause or a byline would go on.
#[test]
fn whatever_is_cut_short_is_read() {
    for text in [
        "It was late, said Bo Lind.\n\nBy Ana Ruiz, writing for",
        "It rained. Workers at the Vogt and Sons",
        "First Verdalia Corp & Co. Inc. It said so.",
        "Ana della Inc. Lind",
        "Ana Ruiz, covering",
        "The police chief",
        "“It is bad,” said one of the residents,",
        "Mayor Bo Lind last night",
        "“It is bad,” said Cllr Ana Ruiz (Lab,",
        "The officer who",
        "Bo Lind’s",
    ] {
        extract(&article(text));
    }
}
