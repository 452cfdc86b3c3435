use super::*;

#[track_caller]
fn check(text: &str, want: &str) {
    assert_eq!(parse(text).map_or("-".to_owned(), |d| d.to_string()), want, "{text}");
}

#[test]
fn days() {
    for text in [
        "March 9, 2025",
        "9 March 2025",
        "Mar. 9, 2025",
        "Sunday, March 9, 2025",
        "9th of March, 2025",
        "MARCH 9, 2025",
        "2025/03/09",
        "2025-03-09",
        "20250309",
        "Sun 9 Mar 2025",
        "Published on March 9, 2025",
        "2025 March 9",
        "Date: 9 March 2025",
        "Sunday 9 March, 2025",
        "9-Mar-2025",
        "March 9 2025",
        "Posted: March 9, 2025 at 2 p.m.",
    ] {
        check(text, "2025-03-09");
    }
    check("Sept. 3, 2024", "2024-09-03");
    check("May 1, 1931", "1931-05-01");
    check("June 23rd, 2024", "2024-06-23");
}

#[test]
fn minutes_and_seconds() {
    check("Tue Apr 26, 2011 8:47pm EDT", "2011-04-26T20:47-04:00");
    check("Published 12:05 BST, 12 March 2025", "2025-03-12T12:05+01:00");
    check("March 12, 2025 at 12:30 a.m. ET", "2025-03-12T00:30-04:00");
    check("12 March 2025, 12.30pm", "2025-03-12T12:30");
    check("Tue 3 Sep 2024 20.47 BST", "2024-09-03T20:47+01:00");
    check("12 March 2025 1405 GMT", "2025-03-12T14:05Z");
    check("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01");
    check("Wed, 12 Mar 2025 14:05:00 +0530", "2025-03-12T14:05:00+05:30");
    check("Wed Mar 12 14:05:00 UTC 2025", "2025-03-12T14:05:00Z");
    check("Wed Mar 12 2025 14:05:00 GMT+0100", "2025-03-12T14:05:00+01:00");
    check("2025-03-12T14:05:00.000Z", "2025-03-12T14:05:00Z");
    check("2025-03-12 14:05:00 UTC", "2025-03-12T14:05:00Z");
    check("20250312T140500+0000", "2025-03-12T14:05:00Z");
    check("20250312140500", "2025-03-12T14:05:00");
    check("Updated 9:15 AM (EST), March 12, 2025", "2025-03-12T09:15-05:00");
}

#[test]
fn what_is_not_printed_is_not_made_up() {
    check("March 2025", "2025-03");
    check("2025", "2025");
    check("12:05, March 2025", "2025-03");
    check("March 12, 2025 at 2 p.m.", "2025-03-12");
}

#[test]
fn two_meanings_are_none() {
    check("23/09/2025", "2025-09-23");
    check("09/23/2025", "2025-09-23");
    check("05/05/2025", "2025-05-05");
    check("03/09/2025", "-");
    check("26 FEB 87", "-");
    check("26-FEB-87", "1987-02-26");
}

#[test]
fn other_texts_are_no_dates() {
    for text in [
        "",
        "March",
        "March 9",
        "yesterday",
        "Three men left on March 9, 2025",
        "31 February 2025",
        "12:05",
        "May",
        "2025 to 2026",
        "9999",
        "$2025",
        "Route 66",
        "March 9, 2025 March 10, 2025",
        "٣ مارس",
    ] {
        check(text, "-");
    }
}

#[test]
fn a_line_may_hold_two_dates() {
    let dates = line("Published March 9, 2025 | Updated 10 March 2025, 08:00 GMT").unwrap();
    assert_eq!(dates.published.unwrap().sure().unwrap().to_string(), "2025-03-09");
    assert_eq!(dates.updated.unwrap().sure().unwrap().to_string(), "2025-03-10T08:00Z");
    assert_eq!(line("Last modified: 2 May 2024").unwrap().published, None);
    let numbers = line("Published 12/03/2025").unwrap().published.unwrap();
    assert_eq!((numbers.text, numbers.sure()), ("Published 12/03/2025", None));
    assert_eq!(line("2025"), None);
    assert_eq!(line("The bridge was updated in 2025"), None);
}

#[test]
fn records_count_from_1970() {
    assert_eq!(from_unix(1_741_788_300).unwrap().to_string(), "2025-03-12T14:05:00Z");
    assert_eq!(from_unix(1_741_788_300_000).unwrap().to_string(), "2025-03-12T14:05:00Z");
    assert_eq!(from_unix(i64::MAX), None);
}

/// `forms.tsv`: what is printed, and what is read.
#[test]
fn printed_forms() {
    let rows: Vec<(&str, &str)> =
        include_str!("forms.tsv").lines().filter_map(|row| row.split_once('\t')).skip(1).collect();
    assert!(rows.len() >= 60);
    let mut wrong = Vec::new();
    for (printed, want) in rows {
        let got = match read(printed) {
            None => "-".to_owned(),
            Some(Reading::One(date, _)) => date.to_string(),
            Some(Reading::Either { day_first, month_first }) => format!("{day_first}|{month_first}"),
        };
        if got != want {
            wrong.push(format!("{printed}: {got}, not {want}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn of_two_days_the_year_is_sure() {
    let either = read("12/03/2025").unwrap();
    assert_eq!(either.sure(), None);
    assert_eq!(either.certain().to_string(), "2025");
    assert_eq!(either.in_order(Order::DayFirst).to_string(), "2025-03-12");
    assert_eq!(either.in_order(Order::MonthFirst).to_string(), "2025-12-03");
}

#[test]
fn lines_in_other_languages() {
    let dates = line("Publié le 12 mars 2025 à 14h05, mis à jour le 13 mars 2025 à 09h00").unwrap();
    assert_eq!(dates.published.unwrap().sure().unwrap().to_string(), "2025-03-12T14:05");
    assert_eq!(dates.updated.unwrap().sure().unwrap().to_string(), "2025-03-13T09:00");
    let dates = line("12.03.2025, 14:05 Uhr – aktualisiert 13.03.2025").unwrap();
    assert_eq!(dates.updated.unwrap().sure().unwrap().to_string(), "2025-03-13");
    assert_eq!(line("1741788300"), None);
}

#[test]
fn a_line_may_name_its_place() {
    let check = |text: &str, want: Option<(&str, &str)>| {
        let got = placed(text).map(|(place, date)| (place, date.sure().unwrap().to_string()));
        assert_eq!(got, want.map(|(p, d)| (p.to_owned(), d.to_owned())), "{text}");
    };
    check("Port Alder, 12 March 2025", Some(("Port Alder", "2025-03-12")));
    check("Berlin, den 12. März 2025", Some(("Berlin", "2025-03-12")));
    check("Wednesday, 12 March 2025", None);
    check("March 12, 2025", None);
    check("Port Alder, a ferry town", None);
}
