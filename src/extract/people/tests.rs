//! Whom names mean, text by text.

use super::*;
use crate::extract::lexicon::lexicon;
use crate::extract::testing::article;

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let article = article(text);
    let doc = Doc::new(&article, lexicon());
    let people = People::gather(&doc);
    let found: Vec<String> =
        people.all.iter().map(|p| format!("{}: {}", p.name, p.aliases.join(", "))).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_surname_means_its_owner_before_and_after() {
    check("Oyelaran spoke. Then Marta Oyelaran left. Ms. Oyelaran sat.", &["Marta Oyelaran: Oyelaran"]);
}

#[test]
fn two_people_with_one_surname_stay_apart() {
    check(
        "Helen Castellane met Paul Castellane. Mr. Castellane left.",
        &["Helen Castellane: ", "Paul Castellane: Castellane"],
    );
}

#[test]
fn spellings_that_sound_alike_are_one() {
    check("Idris Vahdani spoke. Wahdani left.", &["Idris Vahdani: Wahdani"]);
    assert!(sounds_alike("Khamenei", "Khamanei"));
    assert!(!sounds_alike("Castellane", "Costello"));
}

#[test]
fn bodies_and_their_initials() {
    check("The Port Alder Harbour Authority spoke. The PAHA left.", &["Port Alder Harbour Authority: PAHA"]);
}
