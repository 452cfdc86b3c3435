use crate::extract::extract;
use crate::extract::testing::article;
use crate::model::{Article, Author, Statement};

/// Each statement's speaker with what the words refer to: “She = Ruiz by pronoun”.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_signed(article(text), expected);
}

#[track_caller]
fn check_signed(article: Article, expected: &[&str]) {
    let found = extract(&article);
    let told = found.statements.iter().flat_map(Statement::speakers).map(|speaker| {
        let name = found.entity_of(speaker).map_or("nobody", |entity| &entity.name);
        let words = speaker.span.of(&article.text);
        match speaker.reference {
            None => format!("{words} is {name}"),
            Some(reference) => {
                let antecedent = reference.antecedent.map_or("?", |span| span.of(&article.text));
                format!("{words} is {name}, by {}: {antecedent}", reference.by.as_str())
            }
        }
    });
    assert_eq!(told.collect::<Vec<_>>(), expected, "{}", article.text);
}

#[test]
fn a_name_refers_to_nobody_else() {
    check(
        "Ana Ruiz said that the pier would open. Ruiz said that it was late.",
        &["Ana Ruiz is Ana Ruiz", "Ruiz is Ana Ruiz"],
    );
}

#[test]
fn a_pronoun_refers_to_the_name_met_last() {
    check(
        "Ana Ruiz came to the pier. Ruiz looked at it. “It will open,” she said.",
        &["she is Ana Ruiz, by pronoun: Ruiz"],
    );
}

#[test]
fn an_office_refers_to_the_words_that_told_of_it() {
    check(
        "Ana Ruiz, the mayor of Port Alder, came to the pier. “It will open,” the mayor said.",
        &["the mayor is Ana Ruiz, by office: Ana Ruiz, the mayor of Port Alder"],
    );
    check(
        "Gov. Ana Ruiz came to the pier. “It will open,” the governor said.",
        &["the governor is Ana Ruiz, by office: Gov. Ana Ruiz"],
    );
}

#[test]
fn a_description_refers_to_the_name_beside_it() {
    check("“It will open,” the board’s clerk, Ana Ruiz, said.", &["clerk is Ana Ruiz, by beside: Ana Ruiz"]);
}

#[test]
fn they_refers_to_those_who_spoke() {
    check(
        "Two officials said that the pier was closed. They said that it would open.",
        &["Two officials is Two officials", "They is Two officials, by pronoun: Two officials"],
    );
}

#[test]
fn i_refers_to_whoever_signs() {
    let author = Author { name: String::from("Ana Ruiz"), bio: None, agency: false };
    let article =
        Article { authors: vec![author], ..article("On Monday I said that the bridge was closed.") };
    check_signed(article, &["I is Ana Ruiz, by author: ?"]);
}

#[test]
fn bodies_ages_and_kin_refer_to_whom_they_mean() {
    check(
        "Dig Ltd, a mining company, closed a pit. The company said that the pit was old.",
        &["The company is Dig Ltd, by body: Dig Ltd"],
    );
    check(
        "Ana Ruiz, 39, came to the pier. “It will open,” the 39-year-old said.",
        &["the 39-year-old is Ana Ruiz, by age: Ana Ruiz"],
    );
    check(
        "Ana Ruiz came with her daughter, Mia Orr, to the pier. “It will open,” her daughter said.",
        &["her daughter is Mia Orr, by kin: Mia Orr"],
    );
}
