//! Which names of several words are bodies that articles took for people.

use expect_test::expect;

use super::super::{Authority, resolve};
use super::{archive, check};
use crate::model::EntityKind;

#[test]
fn a_full_name_that_the_archive_knows_as_a_body_is_the_body() {
    check(
        "a: @Harrow Verdalia
         b: @Harrow Verdalia
         c: ?Harrow Verdalia
         d: ?Harrow Verdalia
         e: ?Otto Quay
         f: @Otto Quay",
        expect![[r#"
            Harrow Verdalia: a b c d
            Otto Quay: e
            Otto Quay: f
        "#]],
    );
}

#[test]
fn who_is_told_to_be_a_person_is_no_firm_of_that_name() {
    check(
        "a: @Otto Lind Corp.
         b: @Otto Lind Corp.
         c: @Otto Lind
         d: @Otto Lind
         e: Otto Lind (founder)
         f: Otto Lind (founder)
         g: @Ana Stone
         h: @Ana Stone
         i: ?Ana Stone = Ms. Stone",
        expect![[r#"
            Ana Stone = Ms. Stone (SameArticle): i
            Ana Stone: g h
            Otto Lind = Otto Lind Corp. (SameName): a b c d
            Otto Lind: e f
        "#]],
    );
}

#[test]
fn who_is_called_by_the_end_of_a_bodys_name_does_not_keep_it_from_the_body() {
    check(
        "a: @Harrow Verdalia, Bo Lind
         b: @Harrow Verdalia, Bo Lind
         c: ?Harrow Verdalia, Bo Lind
         d: ?Verdalia, Bo Lind",
        expect![[r#"
            Bo Lind: a b c d
            Harrow Verdalia: a b c
            Verdalia: d
        "#]],
    );
}

#[test]
fn a_single_name_with_a_role_here_and_there_is_a_body_still() {
    let bodies = "a: @Verdalia, Bo Lind\nb: @Verdalia, Bo Lind\n";
    let people = |roles: usize| -> String {
        let role = |n: usize| if n < roles { " (lead manager)" } else { "" };
        (0..8).map(|n| format!("p{n} 2024-01-0{}: Verdalia{}, Bo Lind\n", n + 1, role(n))).collect()
    };
    let of_the_body = |roles| {
        let table = resolve(archive(&format!("{bodies}{}", people(roles))), &Authority::default()).table;
        let body = table.entities.iter().find(|one| one.kind == EntityKind::Organization);
        body.map_or(0, |body| body.members.len())
    };
    assert_eq!([2, 3].map(of_the_body), [10, 2]);
}

#[test]
fn whom_people_are_said_to_be_of_is_a_body() {
    check(
        "a: Verdalia
         b: Ana Ruiz (analyst; Verdalia), ?Verdalia
         c: Bo Lind (analyst; Verdalia)
         d: Harrow Quist
         e: Ira Stone (analyst; Harrow Quist)
         f: Otto Beck (aide; Harrow Quist), Harrow Quist
         g: Finch
         h: Rosa Finch (mayor)
         i: Tom Adler (aide; Finch)
         j: Eva Poole (aide; Finch)
         k: Gus Marsh (mayor)
         l: Gus Marsh (mayor)
         m: Gus Marsh (mayor)
         n: Lea Kim (aide; Gus Marsh)",
        expect![[r#"
            Ana Ruiz: b
            Bo Lind: c
            Eva Poole: j
            Finch: g
            Gus Marsh: k l m
            Harrow Quist: d f
            Ira Stone: e
            Lea Kim: n
            Otto Beck: f
            Rosa Finch: h
            Tom Adler: i
            Verdalia: a b
        "#]],
    );
    let people = |kind| {
        let text = "a: Verdalia\nb: Ana Ruiz (analyst; Verdalia)\nc: Bo Lind (analyst; Verdalia)";
        let table = resolve(archive(text), &Authority::default()).table;
        table.entities.iter().filter(|one| one.kind == kind).map(|one| one.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(people(EntityKind::Organization), ["Verdalia"]);
}

#[test]
fn a_letter_is_nobody_who_does_not_speak() {
    let named = |speaks: bool| {
        let mut seen = archive("a: ?C, Ana Ruiz\nb: ?C., Ana Ruiz\nc: @C, Ana Ruiz\nd: Pte Ltd");
        seen.iter_mut().for_each(|one| one.speaks = speaks);
        let table = resolve(seen, &Authority::default()).table;
        let mut names: Vec<String> = table.entities.iter().map(|one| one.name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(named(false), ["Ana Ruiz", "C"]);
    assert_eq!(named(true), ["Ana Ruiz", "C", "C", "C."]);
}

#[test]
fn whom_nothing_tells_to_be_a_person_is_the_firm_that_is_never_named_without_its_form() {
    check(
        "a: @Harrow Verdalia Inc.
         b: @Harrow Verdalia Corp
         c: ?Harrow Verdalia
         d: @Otto Lind Inc.
         e: @Otto Lind Inc.
         f: Otto Lind
         g: ?Otto Lind",
        expect![[r#"
            Harrow Verdalia = Harrow Verdalia Corp (SameName) = Harrow Verdalia Inc. (SameName): a b c
            Otto Lind Inc.: d e
            Otto Lind: f g
        "#]],
    );
}

#[test]
fn what_was_taken_for_a_person_is_the_place_that_the_others_name() {
    let text =
        "a: %Port Alder\nb: %Port Alder\nc: ?Port Alder\nd: ?Port Alder\ne: ?Port Alder\nf: ?Port Alder";
    let table = resolve(archive(text), &Authority::default()).table;
    let found: Vec<_> = table.entities.iter().map(|one| (one.kind, one.place, one.members.len())).collect();
    assert_eq!(found, [(EntityKind::Organization, true, 6)]);
}

#[test]
fn a_surname_that_was_taken_for_a_body_is_the_persons() {
    check(
        "a 2024-03-01: Ana Harrow (president), Bo Lind
         b 2024-03-01: Ana Harrow (president), Bo Lind
         c 2024-03-01: Ana Harrow (president), Bo Lind
         d 2024-03-01: @HARROW, Bo Lind
         e 2024-03-01: @Harrow administration, Bo Lind
         f 2024-03-01: Otto Castellane (founder), Bo Lind
         g 2024-03-01: Otto Castellane (founder), Bo Lind
         h 2024-03-01: Otto Castellane (founder), Bo Lind
         i 2024-03-01: @CASTELLANE, Bo Lind
         j 2024-03-01: @Castellane Works, Bo Lind
         k 2024-03-01: Ira Quay (broker), Bo Lind
         l 2024-03-01: @QUAY, Bo Lind
         m 2024-03-01: @Castellane Works, Bo Lind",
        expect![[r#"
            Ana Harrow = HARROW (Surname): a b c d
            Bo Lind: a b c d e f g h i j k l m
            Castellane Works = CASTELLANE (ShortName): i j m
            Harrow administration: e
            Ira Quay: k
            Otto Castellane: f g h
            QUAY: l
        "#]],
    );
}

#[test]
fn a_firm_that_somebody_is_of_or_that_has_a_ticker_is_no_surname() {
    let people: String =
        (1..5).map(|n| format!("p{n} 2024-03-01: Ana Harrow (founder), Bo Lind\n")).collect();
    let of_ana = |rest: &str| {
        let table = resolve(archive(&format!("{people}{rest}")), &Authority::default()).table;
        let ana = table.entities.iter().find(|one| one.name == "Ana Harrow");
        ana.map_or(0, |ana| ana.members.len())
    };
    assert_eq!(of_ana("a 2024-03-01: @HARROW (; Harrow), Bo Lind\n"), 5);
    assert_eq!(of_ana("a 2024-03-01: @HARROW, Bo Lind\nb 2024-03-01: Ira Quay (broker; Harrow)\n"), 4);
    let ticker = "a 2024-03-01: @HARROW, Bo Lind\nb: @Harrow = HRW\nc: @Harrow = HRW\n";
    assert_eq!(of_ana(ticker), 4);
}
