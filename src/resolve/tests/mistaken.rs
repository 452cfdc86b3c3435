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
fn what_was_taken_for_a_person_is_the_place_that_the_others_name() {
    let text =
        "a: %Port Alder\nb: %Port Alder\nc: ?Port Alder\nd: ?Port Alder\ne: ?Port Alder\nf: ?Port Alder";
    let table = resolve(archive(text), &Authority::default()).table;
    let found: Vec<_> = table.entities.iter().map(|one| (one.kind, one.place, one.members.len())).collect();
    assert_eq!(found, [(EntityKind::Organization, true, 6)]);
}
