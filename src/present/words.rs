//! Small phrases that several outputs share: dates, counts, times, places.

use std::fmt::Write as _;

use crate::model::{Article, MONTHS, NewsDate, Precision};

/// `9 March 2025`, as far as it is known.
pub(super) fn day(date: &NewsDate) -> String {
    let local = date.local;
    let month = month(local.month());
    match date.precision {
        Precision::Year => local.year().to_string(),
        Precision::Month => format!("{month} {}", local.year()),
        _ => format!("{} {month} {}", local.day(), local.year()),
    }
}

/// `March` for 3.
pub(super) fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

/// The day and, where it is known, the time.
pub(super) fn moment(date: &NewsDate) -> String {
    let mut out = day(date);
    if date.precision >= Precision::Minute {
        let _ = write!(out, ", {:02}:{:02}", date.local.hour(), date.local.minute());
        match date.offset_minutes {
            Some(0) => out.push_str(" UTC"),
            Some(m) => {
                let sign = if m < 0 { '-' } else { '+' };
                let _ = write!(out, " UTC{sign}{:02}:{:02}", m.abs() / 60, m.abs() % 60);
            }
            None => {}
        }
    }
    out
}

/// `1,234`.
pub(super) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 article`, `12 articles`.
pub(super) fn counted(n: u64, one: &str) -> String {
    format!("{} {one}{}", number(n), if n == 1 { "" } else { "s" })
}

/// `4 ms`, `1.2 s`; what takes less than a millisecond is shown in its parts.
pub(super) fn took(micros: u64) -> String {
    match micros {
        0..1_000 => format!("{:.1} ms", micros as f64 / 1e3),
        1_000..1_000_000 => format!("{} ms", micros / 1_000),
        _ => format!("{:.1} s", micros as f64 / 1e6),
    }
}

/// `4.2 MB`.
pub(super) fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1_000 {
        return format!("{bytes} bytes");
    }
    let mut value = bytes as f64 / 1_000.0;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < UNITS.len() {
        value /= 1_000.0;
        unit += 1;
    }
    if value < 10.0 { format!("{value:.1} {}", UNITS[unit]) } else { format!("{value:.0} {}", UNITS[unit]) }
}

/// `Ana Ruiz, Bo Lind and Cy Ode`.
pub(super) fn authors(article: &Article) -> String {
    let names: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The headline, or what stands for it.
pub(super) fn title(article: &Article) -> &str {
    if article.headline.trim().is_empty() { &article.origin.path } else { &article.headline }
}

/// `senior lecturer, Sarell University`: what is known beside the name. A body is of itself, which tells nothing.
pub(super) fn office(name: &str, role: Option<&str>, organization: Option<&str>) -> Option<String> {
    let parts: Vec<&str> = role.into_iter().chain(organization.filter(|body| *body != name)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_show_what_is_known() {
        let check = |iso: &str, want: &str| assert_eq!(moment(&iso.parse().unwrap()), want);
        check("2025", "2025");
        check("2025-03", "March 2025");
        check("2025-03-09", "9 March 2025");
        check("2025-03-09T14:05+05:30", "9 March 2025, 14:05 UTC+05:30");
        check("2025-12-09T14:05:59Z", "9 December 2025, 14:05 UTC");
    }

    #[test]
    fn a_body_is_not_shown_as_of_itself() {
        assert_eq!(office("Ana Ruiz", Some("mayor"), Some("Harwick")).as_deref(), Some("mayor, Harwick"));
        assert_eq!(office("Verdalia Corp", None, Some("Verdalia Corp")), None);
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(number(123), "123");
        assert_eq!(counted(1, "article"), "1 article");
        assert_eq!(took(412), "0.4 ms");
        assert_eq!(took(4_120), "4 ms");
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(4_200_000), "4.2 MB");
        assert_eq!(size(999_900), "1.0 MB");
    }
}
