//! Which bodies are one.

use expect_test::expect;

use super::super::{Authority, resolve};
use super::{archive, check};
use crate::model::EntityKind;

#[test]
fn bodies_join_by_key_initials_and_end() {
    check(
        "a 2024-03-01: @Port Alder Harbour Authority, Tomasz Wilk, Helen Castellane
         b 2024-03-05: @Harbour Authority, Tomasz Wilk, Helen Castellane
         c 2024-03-05: @Ministry of Transport
         d 2024-04-05: @the Transport Ministry
         e 2024-04-06: @Foundation for Defense of Democracies = FDD
         f 2024-05-06: @FDD
         g 2024-05-07: @Harbour Authority of Quay
         h 2001-05-07: @Authority",
        expect![[r#"
            Authority: h
            Foundation for Defense of Democracies = FDD (SameArticle): e f
            Harbour Authority of Quay: g
            Helen Castellane: a b
            Ministry of Transport = the Transport Ministry (SameName): c d
            Port Alder Harbour Authority = Harbour Authority (ShortName): a b
            Tomasz Wilk: a b
        "#]],
    );
}

#[test]
fn letters_that_stand_apart_make_no_other_body() {
    check(
        "a: @B.F. Orton Co\nb: @B. F. Orton\nc: @BF Orton\nd: @The G-4\ne: @G4\nf: @UP 1/2\ng: @UP 1/4",
        expect![[r#"
            BF Orton = B. F. Orton (SameName) = B.F. Orton Co (SameName): a b c
            The G-4 = G4 (SameName): d e
            UP 1/2: f
            UP 1/4: g
        "#]],
    );
}

#[test]
fn a_firm_and_its_group_are_one_where_something_tells_so() {
    check(
        "a: @B.F. Orton Inc., Ana Ruiz, Bo Lind
         b: @B.F. Orton Group Inc., Ana Ruiz, Bo Lind
         c: @Quay Corp
         d: @Quay Group Inc.
         e: @Harrow Cos, Ana Ruiz, Bo Lind
         f: @Harrow Holdings Plc, Ana Ruiz, Bo Lind",
        expect![[r#"
            Ana Ruiz: a b e f
            B.F. Orton Group Inc. = B.F. Orton Inc. (ShortName): a b
            Bo Lind: a b e f
            Harrow Cos: e
            Harrow Holdings Plc: f
            Quay Corp: c
            Quay Group Inc.: d
        "#]],
    );
}

#[test]
fn what_two_names_of_one_body_are_short_for_is_that_body() {
    check(
        "a: @Castellane Quist = Castellane = Castellane Quist Group
         b: @Castellane Quist Group = Castellane = Castellane Quist
         c: @Castellane
         d: @Verdalia Boats = Verdalia
         e: @Verdalia Mines = Verdalia
         f: @Verdalia",
        expect![[r#"
            Castellane Quist Group = Castellane (SameArticle) = Castellane Quist (SameArticle): a b c
            Verdalia Boats = Verdalia (SameArticle): d
            Verdalia Mines = Verdalia (SameArticle): e
            Verdalia: f
        "#]],
    );
}

#[test]
fn what_stands_before_a_ministry_that_others_have_too_is_not_short_for_it() {
    check(
        "a: @West Norlandic Finance Ministry, Ana Ruiz, Bo Lind
         b: @West Norlandic, Ana Ruiz, Bo Lind
         c: @Finance Ministry, Otto Quay
         d: @Ministry of Finance, Otto Quay",
        expect![[r#"
            Ana Ruiz: a b
            Bo Lind: a b
            Finance Ministry = Ministry of Finance (SameName): c d
            Otto Quay: c d
            West Norlandic Finance Ministry: a
            West Norlandic: b
        "#]],
    );
}

#[test]
fn a_place_that_many_bodies_begin_with_is_none_of_them() {
    let bodies = "z1: @Northgate Club = Northgate, @Otto\nz2: @Northgate Schools, @Otto\nz3: @Northgate Police, @Otto\n";
    let seldom = "a1: @Northgate, @Otto\n";
    let often: String = (0..9).map(|n| format!("a{n}: @Northgate, @Otto\n")).collect();
    let of_the_club = |text: String| {
        let table = resolve(archive(&text), &Authority::default()).table;
        let club = table.entities.iter().find(|one| {
            one.name == "Northgate Club" || one.aliases.iter().any(|alias| alias.name == "Northgate Club")
        });
        club.map_or(0, |club| club.members.len())
    };
    assert_eq!(of_the_club(format!("{bodies}{seldom}")), 2);
    assert_eq!(of_the_club(format!("{bodies}{often}")), 1);
}

#[test]
fn a_body_is_called_by_a_name_under_which_it_is_on_record() {
    let text = "a: @Harrow Harbour Authority = Harrow, @Otto, Ana Ruiz\nb: @Harrow, @Otto, Ana Ruiz\nc: @Harrow, @Otto, Ana Ruiz\n";
    let called = |speaks: fn(&str) -> bool| {
        let mut seen = archive(text);
        seen.iter_mut().for_each(|one| one.speaks = speaks(&one.name));
        let table = resolve(seen, &Authority::default()).table;
        table
            .entities
            .into_iter()
            .find(|one| one.members.len() == 3 && one.name.starts_with("Harrow"))
            .map(|one| one.name)
    };
    assert_eq!(called(|_| true).as_deref(), Some("Harrow"));
    assert_eq!(called(|name| name != "Harrow").as_deref(), Some("Harrow Harbour Authority"));
    assert_eq!(called(|_| false).as_deref(), Some("Harrow"));
}

#[test]
fn a_place_is_short_for_no_body_and_no_other_place() {
    check(
        "a: @Paris Club, @Otto, @Bank of Quay, Ana Ruiz
         b: %Paris, @Otto, @Bank of Quay, Ana Ruiz
         c: %New Harwick, @Otto, @Bank of Quay, Ana Ruiz
         d: %Harwick, @Otto, @Bank of Quay, Ana Ruiz
         e: %Great Verdalia, @Otto, @Bank of Quay, Ana Ruiz
         f: %Verdalia, @Otto, @Bank of Quay, Ana Ruiz
         g: @Fenwick Club = Fenwick, @Otto, @Bank of Quay, Ana Ruiz
         h: %Fenwick, @Otto, @Bank of Quay, Ana Ruiz",
        expect![[r#"
            Ana Ruiz: a b c d e f g h
            Bank of Quay: a b c d e f g h
            Fenwick Club = Fenwick (SameArticle): g h
            Great Verdalia = Verdalia (ShortName): e f
            Harwick: d
            New Harwick: c
            Otto: a b c d e f g h
            Paris Club: a
            Paris: b
        "#]],
    );
}

#[test]
fn a_legal_form_makes_no_other_body_and_is_not_shown_where_some_leave_it_out() {
    check(
        "a: @Quay Systems
         b: @Quay Systems Corp.
         c: @Quay Systems Corporation
         d: @Lind Turbine Co
         e: @LIND TURBINE
         f: @Lind Turbine Co
         g: @Otto Plc, Ana Ruiz
         h: @Otto Bank, Ana Ruiz
         i: @Otto, Ana Ruiz",
        expect![[r#"
            Ana Ruiz: g h i
            Lind Turbine Co = LIND TURBINE (SameName): d e f
            Otto Bank: h
            Otto Plc = Otto (ShortName): g i
            Quay Systems = Quay Systems Corp. (SameName) = Quay Systems Corporation (SameName): a b c
        "#]],
    );
}

#[test]
fn initials_are_the_places_that_is_named_in_full() {
    check(
        "a: %V.H.\nb: %V.H.\nc: %V.H.\nd: @Verdalia Harrow = V.H.\ne: %Quay\nf: %Quay\ng: %Quay\nh: @Quay Club = Quay",
        expect![[r#"
            Quay Club = Quay (SameArticle): h
            Quay: e f g
            V.H. = Verdalia Harrow (SameArticle): a b c d
        "#]],
    );
}

#[test]
fn a_place_is_not_what_initials_spell() {
    check(
        "a: %Lima, @Otto, Ana Ruiz
         b: @Lind Institute of Marine Arts, @Otto, Ana Ruiz",
        expect![[r#"
            Ana Ruiz: a b
            Lima: a
            Lind Institute of Marine Arts: b
            Otto: a b
        "#]],
    );
}

#[test]
fn a_firm_that_bears_the_name_of_a_place_is_not_the_place() {
    check(
        "a: %Harrow\nb: %Harrow\nc: @Harrow Inc. = Harrow\nd: @Harrow Corp = HRW",
        expect![[r#"
            Harrow Corp = HRW (SameArticle) = Harrow (SameName) = Harrow Inc. (SameName): c d
            Harrow: a b
        "#]],
    );
}

#[test]
fn a_whole_name_is_short_for_no_other_and_what_ran_together_is_nobody() {
    check(
        "a: @Lind Corp, @Otto, Ana Ruiz
         b: @Lind Motors Corp, @Otto, Ana Ruiz
         c: @Bank of Quay, @Otto, Ana Ruiz
         d: @Verdalia Inc. Bank of Quay, @Otto, Ana Ruiz
         e: @Verdalia Inc., @Otto, Ana Ruiz
         f: @Castellane Chemicals Inc = Chemicals Inc, @Otto, Ana Ruiz
         g: @Chemicals, @Otto, Ana Ruiz
         h: @Harrow Turbine Co, @Otto, Ana Ruiz
         j: @Quay Trust Co, @Otto, Ana Ruiz
         k: @Quay Trust Co of Harrow, @Otto, Ana Ruiz
         i: @HTC, @Otto, Ana Ruiz",
        expect![[r#"
            Ana Ruiz: a b c d e f g h i j k
            Bank of Quay: c
            Castellane Chemicals Inc = Chemicals Inc (SameArticle): f
            Chemicals: g
            HTC: i
            Harrow Turbine Co: h
            Lind Corp: a
            Lind Motors Corp: b
            Otto: a b c d e f g h i j k
            Quay Trust Co of Harrow = Quay Trust Co (ShortName): j k
            Verdalia Inc. Bank of Quay: d
            Verdalia Inc.: e
        "#]],
    );
}

#[test]
fn the_one_that_articles_call_so_by_far_the_most_is_meant() {
    let named = |from: u32, to: u32, name: &str| -> String {
        (from..to).map(|n| format!("n{n:03}: {name}, @Otto, @Bank of Quay, Ana Ruiz\n")).collect()
    };
    let harrow = named(100, 116, "@Verdalia Works = VRD");
    let bare = named(200, 230, "@VRD");
    let alone = |slips: &str| {
        let table = resolve(archive(&format!("{harrow}{bare}{slips}")), &Authority::default()).table;
        table.entities.iter().any(|one| one.name == "VRD" && one.members.len() == 30)
    };
    assert!(!alone(""));
    assert!(!alone(&named(300, 302, "@Lind Foods = VRD")));
    assert!(alone(&named(300, 310, "@Lind Foods = VRD")));
}

#[test]
fn what_everybody_calls_a_body_is_that_body() {
    check(
        "a: @Federal Reserve, Ana Ruiz
         b: @Fed, Bo Lind
         c: @Bank of America
         d: @BofA
         e: @Harrow Fed
         f: @EU
         g: @Bank of America Harrow = BofA
         h: @Bank of America Harrow = BofA, Bo Lind
         i: @BofA, Bo Lind",
        expect![[r#"
            Ana Ruiz: a
            Bank of America Harrow = BofA (SameArticle): g h
            Bo Lind: b h i
            BofA = Bank of America (ShortName): c d i
            EU: f
            Federal Reserve = Fed (ShortName): a b
            Harrow Fed: e
        "#]],
    );
}

#[test]
fn a_name_that_tells_nobody_is_another_firm_in_each_article() {
    check(
        "a: @Systems Inc = LSY
         b: @Lind Systems Inc = LSY
         c: @Systems = QYS
         d: @QYS
         e: @Systems Corp = VRD",
        expect![[r#"
            Lind Systems Inc = LSY (SameArticle) = Systems Inc (SameArticle): a b
            QYS = Systems (SameArticle): c d
            Systems Corp = VRD (SameName): e
        "#]],
    );
}

#[test]
fn a_part_of_a_body_is_not_the_body() {
    check(
        "a: @Verdalia Senate, @Otto, Ana Ruiz
         b: @Verdalia Senate Agriculture Committee, @Otto, Ana Ruiz
         c: @Harrow Works, @Otto, Ana Ruiz
         d: @Harrow Works Community Clinic, @Otto, Ana Ruiz
         e: @Lind University, @Otto, Ana Ruiz
         f: @Lind University Founder Group, @Otto, Ana Ruiz
         g: @Quay Airlines, @Otto, Ana Ruiz
         h: @Pacific Quay Airlines, @Otto, Ana Ruiz",
        expect![[r#"
            Ana Ruiz: a b c d e f g h
            Harrow Works Community Clinic: d
            Harrow Works: c
            Lind University Founder Group: f
            Lind University: e
            Otto: a b c d e f g h
            Pacific Quay Airlines: h
            Quay Airlines: g
            Verdalia Senate Agriculture Committee: b
            Verdalia Senate: a
        "#]],
    );
}

#[test]
fn two_bodies_that_ran_together_are_neither() {
    let text =
        "a: @Lind Bank, @Otto, Ana Ruiz\nb: @Lind Bank, @Otto, Ana Ruiz\nc: @Quay Works, @Otto, Ana Ruiz
         d: @Quay Works, @Otto, Ana Ruiz\ne: @Lind Bank and Quay Works, @Otto, Ana Ruiz
         f: @Harrow Loans and Savings, @Otto, Ana Ruiz\ng: @Harrow Loans, @Otto, Ana Ruiz";
    check(
        text,
        expect![[r#"
            Ana Ruiz: a b c d e f g
            Harrow Loans and Savings = Harrow Loans (ShortName): f g
            Lind Bank and Quay Works: e
            Lind Bank: a b
            Otto: a b c d e f g
            Quay Works: c d
        "#]],
    );
}

#[test]
fn initials_that_no_article_gives_are_no_whole_name_and_no_common_one() {
    let common: String = (0..8).map(|n| format!("p{n}: @RNA, @Otto, Ana Ruiz\n")).collect();
    let of = |text: String, name: &str| {
        let table = resolve(archive(&text), &Authority::default()).table;
        table.entities.iter().find(|one| one.name == name).map(|one| one.members.len())
    };
    let alliance = "a: @Rare Northgate Alliance, @Otto, Ana Ruiz\n";
    assert_eq!(of(format!("{alliance}p0: @RNA, @Otto, Ana Ruiz\n"), "Rare Northgate Alliance"), Some(2));
    assert_eq!(of(format!("{alliance}{common}"), "Rare Northgate Alliance"), Some(1));
    check(
        "a: @Lind Motor Company, @Otto, Ana Ruiz
         b: @LMC Corp, @Otto, Ana Ruiz
         c: @Harrow Broadcasting Corporation, @Otto, Ana Ruiz
         d: @HBC, @Otto, Ana Ruiz",
        expect![[r#"
            Ana Ruiz: a b c d
            Harrow Broadcasting Corporation = HBC (ShortName): c d
            LMC Corp: b
            Lind Motor Company: a
            Otto: a b c d
        "#]],
    );
}

/// In how many articles each body is, where so many articles say one thing and the rest another.
fn sizes(often: &str, times: usize, rest: &str) -> Vec<usize> {
    let often: String = (0..times).map(|n| format!("p{n}: {often}\n")).collect();
    let table = resolve(archive(&format!("{often}{rest}")), &Authority::default()).table;
    let bodies = table.entities.iter().filter(|one| one.kind == EntityKind::Organization);
    let mut sizes: Vec<usize> = bodies.map(|one| one.members.len()).collect();
    sizes.sort_unstable_by_key(|size| std::cmp::Reverse(*size));
    sizes
}

#[test]
fn a_land_before_a_well_known_name_makes_no_other_body() {
    let rest = "a: @U.S. Federal Trade Commission, Bo Lind\nb: @Harrow Federal Trade Commission, Bo Lind\n";
    assert_eq!(sizes("@Federal Trade Commission, Ana Ruiz", 9, rest), [10, 1]);
}

#[test]
fn a_name_that_many_lands_bodies_have_takes_more_than_the_land() {
    let often = "@Environmental Protection Agency, Ana Ruiz, Otto";
    assert_eq!(sizes(often, 9, "a: @U.S. Environmental Protection Agency, Bo Lind\n"), [9, 1]);
    assert_eq!(sizes(often, 9, "a: @U.S. Environmental Protection Agency, Ana Ruiz, Otto\n"), [10]);
}

#[test]
fn what_kind_of_body_a_name_goes_on_with_makes_it_no_other() {
    let often = "@Verdalia, Ana Ruiz, Otto";
    assert_eq!(sizes(often, 3, "a: @Verdalia Football Club, Ana Ruiz, Otto\n"), [4]);
    assert_eq!(sizes(often, 3, "a: @Verdalia Club, Ana Ruiz, Otto\n"), [3, 1]);
}

#[test]
fn a_town_that_two_bodies_begin_with_is_neither() {
    let text = "a: @Port Quay Harbour Authority, @Otto, Ana Ruiz\nb: @Port Quay Ferries, @Otto, Ana Ruiz\n";
    let town = |articles: usize| -> usize {
        let named: String = (0..articles).map(|n| format!("p{n}: @Port Quay, @Otto, Ana Ruiz\n")).collect();
        let table = resolve(archive(&format!("{text}{named}")), &Authority::default()).table;
        let town = table.entities.iter().find(|one| one.name == "Port Quay");
        town.map_or(0, |town| town.members.len())
    };
    assert_eq!(town(2), 2);
    check(
        "a: @Verdalia Reserve, @Otto, Ana Ruiz
         b: @Verdalia Reserve, @Otto, Ana Ruiz
         c: @Verdalia Reserve Board, @Otto, Ana Ruiz
         d: @Verdalia Reserve Harbour Trust, @Bo",
        expect![[r#"
            Ana Ruiz: a b c
            Bo: d
            Otto: a b c
            Verdalia Reserve = Verdalia Reserve Board (ShortName): a b c
            Verdalia Reserve Harbour Trust: d
        "#]],
    );
}

#[test]
fn whether_a_body_is_a_guess_all_its_articles_settle() {
    let guessed = |text: &str| {
        let table = resolve(archive(text), &Authority::default()).table;
        let bodies = table.entities.iter().filter(|entity| entity.kind == EntityKind::Organization);
        bodies.filter(|body| body.guessed).map(|body| body.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(guessed("a: @?Best Stocks\nb: @?Best Stocks"), ["Best Stocks"]);
    assert_eq!(guessed("a: @?Verdalex\nb: @Verdalex").len(), 0);
    let many: String = (1..15).map(|n| format!("g{n}: @?Best Stocks\n")).collect();
    assert_eq!(guessed(&format!("{many}h: @Best Stocks")), ["Best Stocks"]);
    // What articles took for somebody's name tells no more, unless people are said to be of it.
    let taken = "a: @?Verdalex\nb: @?Verdalex\nc: ?Verdalex\nd: ?Verdalex";
    assert_eq!(guessed(taken), ["Verdalex"]);
    assert_eq!(guessed(&format!("{taken}\ne: Ana Ruiz (baker; Verdalex)")).len(), 0);
    // A name that is a place's now and then is no body's by that.
    assert_eq!(guessed("a: @?Gulf\nb: @?Gulf\nc: %Gulf"), ["Gulf"]);
}
