//! Whom names mean, text by text.

use super::*;
use crate::extract::extract;
use crate::extract::lexicon::lexicon;
use crate::extract::testing::article;
use crate::model::Entity;

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
fn diacritics_part_nobody() {
    check("Ana Ruíz spoke. Ruiz left.", &["Ana Ruíz: Ruiz"]);
    check("Owen and Cerys Müller left. Owen Müller spoke.", &["Owen Müller: Owen", "Cerys Müller: "]);
    check(
        "Owen and Cerys Müller left. Owen Muller spoke.",
        &["Owen Muller: Owen, Owen Müller", "Cerys Müller: "],
    );
    // A place, with a mark or without.
    let kinds = |text: &str| {
        let article = article(text);
        let people = People::gather(&Doc::new(&article, lexicon()));
        people.all.iter().map(|known| known.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("It rained in Vermö. Vermo lost."), [EntityKind::Organization]);
    assert_eq!(kinds("It rained in Vermö. Vermö lost."), [EntityKind::Organization]);
}

#[test]
fn bodies_and_their_initials() {
    check("The Port Alder Harbour Authority spoke. The PAHA left.", &["Port Alder Harbour Authority: PAHA"]);
    check("Alder Inc. spoke. AI left.", &["Alder Inc.: ", "AI: "]);
    check("Artful Interiors Inc. spoke. AI left.", &["Artful Interiors Inc.: ", "AI: "]);
    check("United Skippers Inc. spoke. The US left.", &["United Skippers Inc.: ", "US: "]);
    check(
        "The Harwick Boat Corporation spoke. The Corporation left.",
        &["Harwick Boat Corporation: Corporation"],
    );
    check("Port Alder Boats Corp. spoke. PAB left.", &["Port Alder Boats Corp.: PAB"]);
    check("Port Alder Boats Corp. spoke. PABC left.", &["Port Alder Boats Corp.: PABC"]);
    check("They met Inc. there.", &[]);
    check("Verdalia (Canada) Ltd said no.", &["Verdalia: ", "Canada: "]);
    check("Verdalia <VRDL> Corp said no. Corp fell.", &["Verdalia: VRDL"]);
}

#[test]
fn father_and_son_stay_apart() {
    check(
        "James Ruiz Sr. met James Ruiz Jr. there. The younger Ruiz left. The elder Ruiz sat.",
        &["James Ruiz Sr.: Ruiz", "James Ruiz Jr.: Ruiz"],
    );
}

#[test]
fn the_longest_form_is_the_name() {
    check(
        "The Harbour Authority paid. The Port Alder Harbour Authority left.",
        &["Port Alder Harbour Authority: Harbour Authority"],
    );
    check(
        "The Brandt Centre paid. The Brandt Centre for Rivers left.",
        &["Brandt Centre for Rivers: Brandt Centre"],
    );
}

#[test]
fn days_and_datelines_name_nobody() {
    check("PORT ALDER, November 26 — Marta Oyelaran spoke on Monday.", &["Marta Oyelaran: "]);
}

#[test]
fn somebody_may_be_called_say() {
    check("Mary Say, chairwoman of Verdalia Corp, spoke.", &["Mary Say: ", "Verdalia Corp: "]);
    check("Then Mayor Ana Say spoke.", &["Ana Say: "]);
}

#[test]
fn offices_are_no_part_of_a_name() {
    check("Then Carolina Republican Marta Oyelaran spoke.", &["Marta Oyelaran: "]);
    check("Harbor Master Marta Oyelaran spoke.", &["Marta Oyelaran: "]);
    check("He saw Verdalia CEO Marta Oyelaran there.", &["Marta Oyelaran: "]);
}

#[test]
fn firms_and_schools_are_bodies() {
    let kind = |text: &str| {
        let article = article(text);
        let doc = Doc::new(&article, lexicon());
        People::gather(&doc).all.first().map(|p| p.kind)
    };
    assert_eq!(kind("Orrin & Daughters left."), Some(EntityKind::Organization));
    assert_eq!(kind("Northgate Schools left."), Some(EntityKind::Organization));
    assert_eq!(kind("Orrin Daughters left."), Some(EntityKind::Person));
}

#[test]
fn a_slip_of_one_letter_is_the_same_name() {
    check("Leslie Wimbes spoke. Winbes left.", &["Leslie Wimbes: Winbes"]);
    check("Leslie Wimbes met Ana Winbes.", &["Leslie Wimbes: ", "Ana Winbes: "]);
}

#[test]
fn an_office_tells_namesakes_apart() {
    check("Judge Arjun Raman met Priya Raman. Judge Raman left.", &["Arjun Raman: Raman", "Priya Raman: "]);
}

#[test]
fn a_family_name_may_stand_first() {
    check(
        "Li Qianru met Jonas Li. Mr. Li left. Then Li Qianru sat. Li spoke.",
        &["Li Qianru: Li", "Jonas Li: Li"],
    );
}

#[test]
fn an_office_alone_is_no_name() {
    check("Sen. Ana Ruiz rose. The Senator spoke.", &["Ana Ruiz: "]);
}

#[test]
fn a_contraction_is_no_name() {
    check("Ana Ruiz spoke. We’re late. O’Hara left.", &["Ana Ruiz: ", "O’Hara: "]);
}

#[test]
fn a_place_is_no_person() {
    let article = article("Tankers pass the Strait of Hormuz. Ana Ruiz spoke in Sallow. Sallow listened.");
    let doc = Doc::new(&article, lexicon());
    let people = People::gather(&doc);
    let persons: Vec<&str> =
        people.all.iter().filter(|p| p.kind == EntityKind::Person).map(|p| p.name.as_str()).collect();
    assert_eq!(persons, ["Ana Ruiz"]);
}

#[test]
fn a_place_that_people_are_called_after_is_one_where_nobody_is() {
    let persons = |text: &str| {
        let article = article(text);
        let doc = Doc::new(&article, lexicon());
        let people = People::gather(&doc);
        people.all.iter().filter(|p| p.kind == EntityKind::Person).map(|p| p.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(persons("Nobody met in Paris. Paris was cold."), [""; 0]);
    assert_eq!(persons("Paris Lind left. Nobody believed in Paris."), ["Paris Lind"]);
    assert_eq!(persons("Paris said no. Nobody believed her."), ["Paris"]);
    assert_eq!(persons("West Paris said no. Central America and Asia said yes."), [""; 0]);
}

#[test]
fn what_one_is_inside_is_a_place_and_no_club_named_after_it() {
    let aliases = |text: &str| {
        let article = article(text);
        let doc = Doc::new(&article, lexicon());
        let people = People::gather(&doc);
        let club = people.all.iter().find(|p| p.name.ends_with("Club"));
        club.map(|club| club.aliases.clone()).unwrap_or_default()
    };
    let club = "The Northgate Shipowners’ Club was shut.";
    assert_eq!(aliases(&format!("{club} Nobody sat in Northgate’s shipping quarter.")), [""; 0]);
    assert_eq!(aliases(&format!("{club} Nobody heard of Northgate’s reasons.")), ["Northgate"]);
}

#[test]
fn who_has_no_surname_is_called_by_the_office() {
    check("Pope Francis met Ana Ruiz. Francis left.", &["Ana Ruiz: ", "Pope Francis: Francis"]);
    check("King Charles III met Ana Ruiz.", &["Ana Ruiz: ", "King Charles III: Charles III"]);
    check("Prince Bo Lind met Ana Ruiz.", &["Bo Lind: ", "Ana Ruiz: "]);
}

#[test]
fn what_somebody_is_called_before_the_given_name_is_no_part_of_it() {
    check("Crooked Ana Ruiz left. Ana Ruiz sat.", &["Ana Ruiz: Crooked Ana Ruiz"]);
    check("Ana Ruiz sat. Crooked Ana Ruiz left.", &["Ana Ruiz: Crooked Ana Ruiz"]);
    check("Ruiz sat. Ana Maria Ruiz left. Ana Ruiz ran.", &["Ana Maria Ruiz: Ana Ruiz, Ruiz"]);
}

#[test]
fn participles_name_nobody() {
    check("Chastened, Ana Ruiz left.", &["Ana Ruiz: "]);
    check("Emboldened by the vote, Ana Ruiz left.", &["Ana Ruiz: "]);
}

#[test]
fn words_that_only_begin_a_sentence_or_are_counted_name_nobody() {
    check("Banks paid management well. Management met Ana Ruiz.", &["Ana Ruiz: "]);
    check("It rained. Additionally, they met Ana Ruiz.", &["Ana Ruiz: "]);
    check("It rained. Legions of traders met Ana Ruiz.", &["Ana Ruiz: "]);
    check("It rained. Optimists met Ana Ruiz.", &["Ana Ruiz: "]);
    check("The rating of 3 Buys and 1 Hold was set by Ana Ruiz.", &["Ana Ruiz: "]);
}

#[test]
fn an_initial_is_no_article() {
    check("A. Lind met an Oregon Democrat.", &["A. Lind: "]);
}

#[test]
fn a_body_is_not_short_for_what_it_makes() {
    check("Google met Ana Ruiz. Google Maps changed.", &["Ana Ruiz: ", "Google Maps: ", "Google: "]);
    check("Alibaba met Ana Ruiz. Alibaba Group left.", &["Ana Ruiz: ", "Alibaba Group: Alibaba"]);
    check("Google met Ana Ruiz. Google Ventures left.", &["Ana Ruiz: ", "Google Ventures: ", "Google: "]);
    check("Gerald Ford left. Ford sat.", &["Gerald Ford: Ford"]);
    check("Ana Ruiz left. Ruiz’s Bo Lind sat. Ruiz stood.", &["Ana Ruiz: Ruiz", "Bo Lind: "]);
}

#[test]
fn a_firm_is_named_without_what_firms_end_with() {
    check(
        "Maruti Suzuki India Ltd. met Ana Ruiz. Maruti Suzuki left.",
        &["Maruti Suzuki India Ltd.: Maruti Suzuki", "Ana Ruiz: "],
    );
    check(
        "Maruti Suzuki met Ana Ruiz. Maruti Suzuki India Ltd. left.",
        &["Maruti Suzuki India Ltd.: Maruti Suzuki", "Ana Ruiz: "],
    );
}

/// Everybody whom an article names once it is settled what was said.
#[track_caller]
fn check_settled(text: &str, expected: &[&str]) {
    let found = extract(&article(text));
    let told = |entity: &Entity| format!("{}: {}", entity.name, entity.aliases.join(", "));
    assert_eq!(found.entities.iter().map(told).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn months_parts_of_nations_and_auxiliaries_are_nobody() {
    check_settled("It rained in May. They left on MAY 3.", &[]);
    check_settled("It was late. It MAY close.", &[]);
    check_settled("A West German met an East German there.", &[]);
    check_settled("Ana May spoke. Everybody liked her in May.", &["Ana May: May"]);
}

#[test]
fn days_and_prices_end_no_names() {
    check_settled("The rate was fixed at DKR 6.8700/50 there.", &[]);
    check_settled("The rate was fixed at DKR 6.87 there.", &[]);
    check_settled("The dividend says Pay April 15 there.", &[]);
    check_settled("They liked the Harrow Quay 4 there.", &["Harrow Quay 4: "]);
}

#[test]
fn a_listed_firm_is_not_its_daughter_abroad() {
    check_settled("Google Ireland Limited met Google there.", &["Google Ireland Limited: ", "Google: "]);
    check_settled("Google Limited met Ana Ruiz. Google left.", &["Google Limited: Google", "Ana Ruiz: "]);
}

#[test]
fn a_sign_is_no_towns() {
    check_settled("Quist Bancorp of Ohio <QBOH> said no.", &["Quist Bancorp: ", "Ohio: ", "QBOH: "]);
}
