//! Whose analyst, officer or chairman somebody is, told beside the name and by the rest of the article.

use super::all;
use crate::extract::extract;
use crate::extract::testing::{article, first_speaker};

#[test]
fn the_firm_of_an_analyst() {
    all(&[
        ("Covering the stock for Castellane Bank, analyst Ana Ruiz said no.", "analyst", "Castellane Bank"),
        ("Writing for Verdalia, 5-star analyst Ana Ruiz said no.", "analyst", "Verdalia"),
        ("Covering the stock for Verdalia is analyst Ana Ruiz, who said no.", "analyst", "Verdalia"),
        ("Verdalia’s 5-star analyst Ana Ruiz said no.", "analyst", "Verdalia"),
        ("Ana Ruiz, a 5-star analyst from Castellane, said no.", "analyst", "Castellane"),
        ("Ana Ruiz, one of Verdalia’s top analysts, said no.", "top analysts", "Verdalia"),
        ("Ana Ruiz, analyst for Castellane Agri, said no.", "analyst", "Castellane Agri"),
        ("Ana Ruiz, covering this stock for Castellane, said no.", "", "Castellane"),
        (
            "“No,” said Castellane Bank analyst Ana Ruiz, a frequent critic of the deal.",
            "analyst",
            "Castellane Bank",
        ),
    ]);
}

#[test]
fn what_is_told_to_be_a_body_has_officers() {
    all(&[
        ("Verdalia said its profits rose. Verdalia President Ana Ruiz said no.", "President", "Verdalia"),
        ("Verdalia said its profits rose. Ana Ruiz, director of Verdalia, said no.", "director", "Verdalia"),
        ("Ana Ruiz, chairman of Verdalia, said no.", "chairman", "Verdalia"),
        ("Verdalia legal officer Ana Ruiz said no.", "legal officer", "Verdalia"),
        ("Verdalia Corp <VRD> chairman Ana Ruiz said no.", "chairman", "Verdalia Corp"),
        ("Verdalia Corp said profits rose. Chairman Ana Ruiz said no.", "Chairman", "Verdalia Corp"),
        (
            "Verdalia Corp said profits rose. Chairman and CEO Ana Ruiz said no.",
            "Chairman and CEO",
            "Verdalia Corp",
        ),
        ("Verdalia Corp said profits rose, president Ana Ruiz said.", "president", "Verdalia Corp"),
        ("Verdalia Corp said profits rose. President Ana Ruiz said no.", "President", ""),
        (
            "The Harbour Board met. Verdalia Corp said profits rose. Chairman Ana Ruiz said no.",
            "Chairman",
            "",
        ),
        (
            "Verdalia Corp said profits rose. Chief Financial Officer Ana Ruiz said no.",
            "Chief Financial Officer",
            "Verdalia Corp",
        ),
        ("A large Verdalia investor, Ana Ruiz, said no.", "large Verdalia investor", ""),
        ("Toronto-based portfolio manager Ana Ruiz said no.", "portfolio manager", ""),
    ]);
}

#[test]
fn commas_within_one_description() {
    all(&[
        (
            "“No,” said Ana Ruiz, chief investment strategist, senior portfolio manager at Castellane Wealth LLC in Harrow.",
            "chief investment strategist",
            "Castellane Wealth LLC",
        ),
        (
            "“No,” said Ana Ruiz, Vice President, Marketing, Castellane Bank.",
            "Vice President",
            "Castellane Bank",
        ),
        (
            "“No,” said Ana Ruiz, Minister for Trade, Industry and Energy.",
            "Minister for Trade, Industry and Energy",
            "",
        ),
        ("“No,” said Ana Ruiz, RN, a nurse at Harrow Hospital.", "nurse", "Harrow Hospital"),
        ("“No,” said Ana Ruiz, CPA, a partner at Castellane Bank.", "partner", "Castellane Bank"),
        ("Ana Ruiz, director, Bo Lind, chairman of Castellane Bank, and two aides left.", "director", ""),
        ("“No,” said Ana Ruiz, a partner at Lind, Ruiz & Chu.", "partner", "Lind, Ruiz & Chu"),
    ]);
}

#[test]
fn what_is_said_of_another_is_no_role() {
    all(&[
        ("Ana Ruiz sees Verdalia as a leader in its market.", "", ""),
        ("In a major reversal of her own plan, Ana Ruiz said no.", "", ""),
        ("Flanked by her lawyer, Ana Ruiz said no.", "", ""),
        ("After a meeting with the president, Ana Ruiz said no.", "", ""),
        ("In her first speech as mayor, Ana Ruiz said no.", "mayor", ""),
        ("A colleague, Ana Ruiz, said she was a gentleman.", "colleague", ""),
        ("Ana Ruiz would have been chairman if she had stayed.", "", ""),
    ]);
}

#[test]
fn whether_somebody_still_has_an_office() {
    all(&[
        ("“No,” said acting director Ana Ruiz.", "acting director", ""),
        ("They met ex-minister Ana Ruiz there.", "ex-minister", ""),
        (
            "Ana Ruiz, a former adviser to the Treasury and now chief economist at Castellane Bank, said no.",
            "chief economist",
            "Castellane Bank",
        ),
    ]);
}

#[test]
fn an_office_in_one_word_is_no_part_of_a_name() {
    for office in ["Then-mayor", "President-elect"] {
        let speaker = first_speaker(&format!("{office} Ana Ruiz said it pays.")).expect(office);
        assert_eq!((speaker.name.as_str(), speaker.role.as_deref()), ("Ana Ruiz", Some(office)));
    }
}

/// The role and the body of whoever makes the last statement.
#[track_caller]
fn check_last(text: &str, expected: (Option<&str>, Option<&str>)) {
    let found = extract(&article(text));
    let speaker = found.statements.last().and_then(|said| found.speaker_of(said)).expect(text);
    assert_eq!((speaker.role.as_deref(), speaker.organization.as_deref()), expected, "{text}");
}

#[test]
fn people_without_a_name_have_bodies() {
    check_last(
        "Verdalia Corp said profits rose.\n\nA company spokesman said costs fell.",
        (Some("company spokesman"), Some("Verdalia Corp")),
    );
    check_last(
        "It rained. A top Castellane Bank official said it pays.",
        (Some("top Castellane Bank official"), Some("Castellane Bank")),
    );
    check_last(
        "It rained. A representative for Verdalia said it pays.",
        (Some("representative"), Some("Verdalia")),
    );
    check_last("It rained. A spokesman for Ana Ruiz said it pays.", (Some("spokesman for Ana Ruiz"), None));
    check_last("A statement released by Castellane Bank said it pays.", (None, Some("Castellane Bank")));
}

#[test]
fn an_officer_s_office_is_a_body() {
    for (text, expected) in [
        ("The Harrow County Sheriff's Office said it was over.", "Harrow County Sheriff’s Office"),
        ("A spokesman for the Harrow Attorney’s office said it was over.", "Harrow Attorney’s office"),
    ] {
        let body = first_speaker(&format!("It rained. {text}")).and_then(|speaker| speaker.organization);
        assert_eq!(body.as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_seat_behind_a_name_is_the_person_s() {
    check_last(
        "“It rose,” said Bo Lind, London-based director of Verdalia Mineral Services. Lind said it pays.",
        (Some("director"), Some("Verdalia Mineral Services")),
    );
    check_last(
        "It rained. The Justice Department sued. Chief Executive Officer Bo Lind said it pays.",
        (Some("Chief Executive Officer"), None),
    );
}

#[test]
fn trades_that_no_list_of_offices_has() {
    check_last("Quarterback Ana Ruiz said it was over.", (Some("Quarterback"), None));
    check_last("Ana Ruiz, a motorist, said it was over.", (Some("motorist"), None));
}
