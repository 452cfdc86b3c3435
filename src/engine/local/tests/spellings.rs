//! Other spellings of a name, among many entries of the keys beside it.

use super::super::variants;
use super::*;

/// The other spellings of a name where these people are on record.
fn spellings(people: &[String], word: &str) -> Vec<String> {
    let records: Vec<Record> = (people.iter().enumerate())
        .map(|(number, name)| article(&number.to_string()).quote("rain", name).record())
        .collect();
    let (_dir, engine) = engine(&records);
    variants::of(&engine.searcher, engine.fields(), word).unwrap()
}

#[test]
fn keys_that_tell_no_more_are_passed_and_none_behind_them() {
    let many = |surname: &str| (0..40).map(|n| format!("Ana{n} {surname}")).collect::<Vec<_>>();
    let mut people = many("Sorvenik");
    // Nobody of another given name is one of those, and a key may begin with another.
    people.extend(many("Sorveni"));
    people.extend((0..40).map(|n| format!("Bo{n} Sorvenika")));
    people.extend(["Ana3 Sorveniks", "Ana5 Sorvenyk", "Ana7 Zorvenik", "Cy Sorvenok"].map(str::to_owned));
    assert_eq!(spellings(&people, "Sorvenik"), ["sorveni", "sorveniks", "sorvenyk", "zorvenik"]);
}

#[test]
fn a_name_that_very_many_bear_has_no_other_spellings() {
    let bearers = |many: usize| {
        let mut people: Vec<String> = (0..many).map(|n| format!("Ana{n} Sorvenik")).collect();
        people.push("Ana3 Sorvenyk".to_owned());
        people
    };
    assert_eq!(spellings(&bearers(20), "Sorvenik"), ["sorvenyk"]);
    assert!(spellings(&bearers(101), "Sorvenik").is_empty());
}
