//! What is said of people, sentence by sentence.

use super::find_roles;
use crate::extract::doc::Doc;
use crate::extract::lexicon::lexicon;
use crate::extract::people::People;
use crate::extract::testing::article;
use crate::model::{EntityKind, Span};

/// Checks the first person's role and organization.
#[track_caller]
fn check(text: &str, role: &str, organization: &str) {
    let article = article(text);
    let doc = Doc::new(&article, lexicon());
    let people = People::gather(&doc);
    let roles = find_roles(&doc, &people);
    let person = people
        .all
        .iter()
        .position(|p| p.kind == EntityKind::Person)
        .unwrap_or_else(|| panic!("nobody in {text}"));
    let words = |span: Option<Span>| span.map_or("", |s| s.of(text));
    assert_eq!(
        (words(roles[person].title), words(roles[person].organization)),
        (role, organization),
        "{text}"
    );
}

#[test]
fn apposition_after_the_name() {
    check(
        "“So,” said Marta Oyelaran, a senior lecturer in International Relations at Kestrel University, on Monday.",
        "senior lecturer in International Relations",
        "Kestrel University",
    );
    check(
        "Marta Oyelaran, director of the Gulf program at the Tallis Institute in Northgate, left.",
        "director of the Gulf program",
        "Tallis Institute",
    );
    check(
        "Then Bettina Krall, president of the Westmark Farmers' Union, spoke.",
        "president",
        "Westmark Farmers' Union",
    );
    check(
        "“No,” said Idris Vahdani, an Iran analyst with the Corvane Group.",
        "Iran analyst",
        "Corvane Group",
    );
}

#[test]
fn a_place_is_no_body() {
    check("Helen Castellane, mayor of Port Alder, left.", "mayor of Port Alder", "");
    check(
        "“No,” said Idris Vahdani, senior director of the Rivers Program at the Northgate DC-based Foundation for the Defense of Rivers.",
        "senior director of the Rivers Program",
        "Foundation for the Defense of Rivers",
    );
}

#[test]
fn titles_before_the_name() {
    check("US President Warren Tuck left.", "US President", "");
    check("He met Chief Inspector Rosa Delgado-Finch there.", "Chief Inspector", "");
    check("Sunmere Energy's chief engineer Li Qianru left.", "chief engineer", "Sunmere Energy");
    check("Sunmere Energy spokesman Jonas Hask left.", "spokesman", "Sunmere Energy");
}

#[test]
fn apposition_before_the_name() {
    check("Sunmere Energy's chief engineer, Li Qianru, left.", "chief engineer", "Sunmere Energy");
    check("The mayor of Port Alder, Helen Castellane, left.", "mayor of Port Alder", "");
}
