//! Roles as they are read once it is settled what was said.

use crate::extract::extract;
use crate::extract::testing::{article, first_speaker};
use crate::model::ParagraphKind;

/// Checks the role and organization of whoever speaks first.
#[track_caller]
fn check(text: &str, role: &str, organization: &str) {
    let speaker = first_speaker(&format!("It rained.\n\n{text}")).expect(text);
    let found = (speaker.role.unwrap_or_default(), speaker.organization.unwrap_or_default());
    assert_eq!(found, (role.to_owned(), organization.to_owned()), "{text}");
}

/// The same of what stands before “said it was over”.
#[track_caller]
fn all(speakers: &[(&str, &str, &str)]) {
    for (speaker, role, organization) in speakers {
        check(&format!("{speaker} said it was over."), role, organization);
    }
}

#[test]
fn an_office_stands_before_a_rank() {
    all(&[
        ("Orazov’s press secretary, Col. Daulet Imanov,", "press secretary", ""),
        ("The council leader, Cllr Paul Inskip,", "council leader", ""),
        ("The committee chair, Senator Paul Inskip,", "committee chair", ""),
        ("The force’s head of crime, Det Supt Paul Inskip,", "head of crime", "force"),
        ("The Bishop of Calder, the Rt Rev Stephen Mallory,", "Bishop of Calder", ""),
        ("Hospital director Professor Paul Inskip", "Hospital director", ""),
        ("Army spokesman Col. Paul Inskip", "Army spokesman", ""),
        ("Assistant Professor Paul Inskip", "Assistant Professor", ""),
    ]);
    check(
        "Shabana Aziz said it was fine. The chair of governors, the Rev Paul Inskip, said it was popular.",
        "",
        "",
    );
}

#[test]
fn a_body_stands_before_those_who_speak_for_it() {
    all(&[
        ("A Department for Education spokesman", "spokesman", "Department for Education"),
        (
            "A senior Department of Health official",
            "senior Department of Health official",
            "Department of Health",
        ),
        ("Ministry of Defence sources", "", "Ministry of Defence"),
        ("A Bank of Harrow spokesman", "spokesman", "Bank of Harrow"),
        ("A Foreign Office spokesperson", "spokesperson", "Foreign Office"),
        ("Ministry of Defence spokesman Bo Lind", "spokesman", "Ministry of Defence"),
        (
            "United States General Services Administration administrator Ana Moor",
            "administrator",
            "United States General Services Administration",
        ),
        ("A spokesman for the company, Carrow Homes,", "spokesman", "Carrow Homes"),
        ("Bo Lind, a spokesperson for the fire service,", "spokesperson", "fire service"),
    ]);
}

#[test]
fn an_office_is_of_a_body() {
    all(&[
        ("Bo Lind, Verdalo’s chief executive,", "chief executive", "Verdalo"),
        ("Verdalia acting chief executive Bo Lind", "acting chief executive", "Verdalia"),
        ("Bo Lind, director of Youth Forum Harrow,", "director", "Youth Forum Harrow"),
    ]);
}

#[test]
fn common_words_are_no_body() {
    all(&[
        ("Local MP Ana Ruiz", "MP", ""),
        ("On Monday Police Chief Bo Lind", "Police Chief", ""),
        ("Bo Lind, the Presidential Spokesperson,", "Presidential Spokesperson", ""),
        ("Incumbent US President Ana Moor", "US President", ""),
        ("Current mayor Ana Moor", "mayor", ""),
        ("Local Government Association chair Ana Moor", "chair", "Local Government Association"),
    ]);
    let said = "“It is over,” Lind said.";
    check(&format!("Bo Lind runs the port. {said}"), "", "");
    check(&format!("Bo Lind runs a group called Moms for Choice. {said}"), "", "Moms for Choice");
}

#[test]
fn what_somebody_would_be_is_no_office() {
    let said = "“We need rain,” Ruiz said.";
    check(&format!("Ana Ruiz lost. More would be ill if she were mayor of Harrow. {said}"), "", "");
}

#[test]
fn what_somebody_became_once_is_told_after_what_they_are() {
    let once = "She was a teacher before she became head of the fish board in 1990.";
    let said = "“We need rain,” Ruiz said.";
    check(&format!("Ana Ruiz, the mayor of Harrow, spoke on Monday. {once} {said}"), "mayor of Harrow", "");
    check(&format!("Ana Ruiz became mayor of Harrow in 2019. {said}"), "mayor of Harrow", "");
}

#[test]
fn what_is_when_is_no_office() {
    check(
        "In her first year as chief executive of Verdalia Corp, Ana Ruiz said it was over.",
        "chief executive",
        "Verdalia Corp",
    );
}

#[test]
fn whose_it_is_that_an_office_is_of() {
    let verdalia = "Verdalia Corp sells boats.";
    all(&[
        (
            &format!("{verdalia} Ana Ruiz, director of the company’s research labs,"),
            "director",
            "Verdalia Corp",
        ),
        ("Republican FCC Commissioner Ana Ruiz", "Republican FCC Commissioner", "FCC"),
        ("Republican Senator Ana Ruiz", "Republican Senator", ""),
        ("Verdal Hydro ASA Chief Executive Officer Ana Ruiz", "Chief Executive Officer", "Verdal Hydro ASA"),
        ("Ambulance service chief executive Ana Ruiz", "Ambulance service chief executive", ""),
        ("Ana Ruiz, a diplomat of the old school,", "diplomat of the old school", ""),
        ("VP Ana Ruiz", "VP", ""),
        ("Republican National Committee chairman Ana Ruiz", "chairman", "Republican National Committee"),
        ("Verdalia service manager Ana Ruiz", "service manager", "Verdalia"),
        ("The wife of Luca Sa", "", ""),
    ]);
}

#[test]
fn a_chief_heads_the_firm_of_the_headline() {
    let text = "Verdalia sells more boats\n\nVerdalia Corp grew. Castellane Inc shrank.\n\n“We grow,” Chief Executive Officer Ana Ruiz said.";
    let mut article = article(text);
    article.paragraphs[0].kind = ParagraphKind::Headline;
    let found = extract(&article);
    let speaker = found.statements.first().and_then(|said| found.speaker_of(said)).expect(text);
    assert_eq!(speaker.organization.as_deref(), Some("Verdalia Corp"), "{found:?}");
}

#[test]
fn what_is_said_describes_nobody() {
    check(
        "“It pays,” Bo Lind said. The bank will print an official forecast of the crop, Bo Lind said.",
        "",
        "",
    );
    check("“It pays,” Bo Lind said. The bank is the town’s largest chain operator, Bo Lind said.", "", "");
    check(
        "“It pays,” Bo Lind said. At the annual shareholder meeting in July, Bo Lind and Ana Ruiz spoke.",
        "",
        "",
    );
    check("“It pays,” Bo Lind said. Since Bo Lind, 63, took over as chief executive, it grew.", "", "");
}

#[test]
fn a_role_before_a_thing_is_nobody_s() {
    all(&[
        ("Bo Lind, a pilot project,", "", ""),
        ("Bo Lind, a pilot,", "pilot", ""),
        ("Bo Lind, vice president operations at Verdalia Inc,", "vice president operations", "Verdalia Inc"),
        ("Bo Lind, director public affairs at Verdalia Inc,", "director public affairs", "Verdalia Inc"),
        (
            "Bo Lind, managing director wealth management at Verdalia Inc,",
            "managing director wealth management",
            "Verdalia Inc",
        ),
    ]);
}

#[test]
fn a_seat_with_a_comma_is_part_of_what_the_firm_is_called() {
    check(
        "Verdalia Inc rose. “It pays,” said Bo Lind, spokesman for the Port Alder, Westmark-based company.",
        "spokesman",
        "Verdalia Inc",
    );
}

#[test]
fn whoever_leads_a_body_has_an_office() {
    all(&[
        ("Bo Lind, who chairs the Harrow Council,", "chair", "Harrow Council"),
        ("Bo Lind, who heads the Orton Institute,", "head", "Orton Institute"),
        ("Bo Lind, who heads the Harrow Council’s finance panel,", "", "Harrow Council"),
        ("Bo Lind, who heads the list,", "", ""),
        ("Senator Bo Lind, who chairs the Harrow Council,", "Senator", "Harrow Council"),
    ]);
}

#[test]
fn a_news_agency_is_no_office() {
    check("The official Norland news agency WAX said it was over.", "", "WAX");
}

#[test]
fn a_body_behind_an_office_is_told_apart_from_it() {
    all(&[
        (
            "Bo Lind, Harbour Director of the Norland Fish Export Federation,",
            "Harbour Director",
            "Norland Fish Export Federation",
        ),
        ("Bo Lind, Governor of the Bank of Harrow,", "Governor", "Bank of Harrow"),
        ("Bo Lind, Minister of Foreign Affairs,", "Minister of Foreign Affairs", ""),
        ("Bo Lind, secretary of Quayside Resources Inc.,", "secretary", "Quayside Resources Inc."),
        ("Bo Lind, secretary of energy,", "secretary of energy", ""),
        (
            "Ana Ruiz, spokeswoman for the Charlotte Boating Partnership,",
            "spokeswoman",
            "Charlotte Boating Partnership",
        ),
        ("Ana Ruiz, spokeswoman for Charlotte Moor,", "spokeswoman for Charlotte Moor", ""),
        ("Ana Ruiz, spokeswoman for the Lind family,", "spokeswoman for the Lind family", ""),
        ("Ana Ruiz, a producer for Bo Lind’s show,", "producer for Bo Lind’s show", ""),
        ("Ana Ruiz, a boat columnist for Verdalia Finance,", "boat columnist", "Verdalia Finance"),
        ("Ana Ruiz, chief economist for QBIN Fixed Income,", "chief economist", "QBIN Fixed Income"),
    ]);
    check("Representing Verdalia, analyst Ana Ruiz said it was over.", "analyst", "Verdalia");
}

#[test]
fn where_a_title_names_whose_it_is_it_is_nobody_else_s() {
    check(
        "Verdalia Boats Inc. rose. Bo Lind, chief executive officer of Quayline, said it was over.",
        "chief executive officer",
        "Quayline",
    );
    check(
        "Verdalia Boats Inc. rose. Bo Lind, head of Quayline Health, said it was over.",
        "head of Quayline Health",
        "",
    );
}

#[test]
fn an_office_in_any_firm_yields_to_one_that_is_named() {
    check(
        "“It is over,” said Verdalia Chief Executive Officer Bo Lind. Lind is also chairman of a boat company.",
        "Chief Executive Officer",
        "Verdalia",
    );
}

#[test]
fn an_office_in_any_firm_yields_to_nothing_less() {
    check(
        "“It is over,” said Bo Lind, president of a bakers’ union. Lind was an analyst, and left.",
        "president",
        "bakers’ union",
    );
    check(
        "“It is over,” said Bo Lind, a professor at a college. Lind is a member of the Green Party.",
        "professor",
        "college",
    );
}

#[test]
fn a_chairman_is_of_the_firm_that_the_headline_is_about() {
    let mut article = article(
        "Verdalia Corp sees growth this year\n\nVerdalia Corp said it bought Orton Inc. “It is over,” chairman Bo Lind said.",
    );
    article.paragraphs[0].kind = ParagraphKind::Headline;
    let found = extract(&article);
    let lind = found.entities.iter().find(|entity| entity.name == "Bo Lind").expect("Lind");
    assert_eq!(lind.organization.as_deref(), Some("Verdalia Corp"));
}

#[test]
fn an_analyst_is_of_a_firm_whatever_its_founder_was_called() {
    all(&[
        ("Martin Lowell analyst Ana Ruiz", "analyst", "Martin Lowell"),
        ("Senior Market analyst Ana Ruiz", "Senior Market analyst", ""),
    ]);
}

#[test]
fn a_coach_is_of_a_side() {
    all(&[
        ("On Friday Hawks coach Ana Ruiz", "coach", "Hawks"),
        ("Springvale captain Ana Ruiz", "captain", "Springvale"),
        ("Orton beat Verdale 27-24. Verdale coach Ana Ruiz", "coach", "Verdale"),
        ("Norwegian coach Ana Ruiz", "coach", ""),
        ("Swimming coach Ana Ruiz", "Swimming coach", ""),
        ("Judo coach Ana Ruiz", "Judo coach", ""),
        ("Netball coach Ana Ruiz", "Netball coach", ""),
        ("Tugboat captain Ana Ruiz", "Tugboat captain", ""),
        ("On Friday U19 captain Ana Ruiz", "U19 captain", ""),
        ("Former captain Ana Ruiz", "Former captain", ""),
    ]);
}

#[test]
fn the_opposition_has_a_leader() {
    all(&[
        ("Leader of the opposition Ana Ruiz", "Leader of the opposition", ""),
        ("Opposition leader Ana Ruiz", "Opposition leader", ""),
    ]);
}

#[test]
fn an_appointment_tells_the_office() {
    check(
        "Verdalia Corp announced the appointment of Ana Ruiz as chief operating officer. She joins Verdalia from Orton Foods, where \
         she served as treasurer. “It is late,” Ruiz said.",
        "",
        "Verdalia Corp",
    );
    let text = "The senate rejected the nomination of Ana Ruiz as chief engineer. “It is late,” Ruiz said.";
    check(text, "", "");
    let text = "Verdalia Corp grew after the appointment of Ana Ruiz as chief engineer. She came from Orton Foods, where she \
                served as treasurer. “It is late,” Ruiz said.";
    check(text, "chief engineer", "Verdalia Corp");
}

#[test]
fn what_somebody_served_as_elsewhere_is_no_office_here() {
    check(
        "It grew after the appointment of Ana Ruiz as chief engineer. Ms Ruiz joins Verdalia Corp from Orton Foods, where she served as \
         treasurer. “It is late,” Ruiz said.",
        "chief engineer",
        "Verdalia Corp",
    );
}

#[test]
fn what_a_firm_runs_is_no_office() {
    for name in ["NorthLine", "VQX"] {
        all(&[(&format!("Rail operator {name}"), "", name)]);
    }
    all(&[("Crane operator McLind", "Crane operator", ""), ("Bar owner McLind", "Bar owner", "")]);
}

#[test]
fn a_chief_is_of_no_firm_that_is_only_an_example() {
    check(
        "Verdalia Corp sells boats. It will grow thanks to firms including Orton Foods, according to CFO Ana Ruiz.",
        "CFO",
        "Verdalia Corp",
    );
}
