//! The Iranian solar calendar, whose year begins at the spring equinox.
//!
//! The arithmetic is Borkowski's: it keeps the calendar's leap years for every year it is asked here.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::NewsDate;

/// Years at which the pattern of leap years begins anew.
const BREAKS: [i32; 20] = [
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456,
    3178,
];

/// The day in our calendar; `None` where there is no such day.
pub(super) fn day(year: i16, month: i8, day: i8) -> Option<NewsDate> {
    let (new_year, leap) = new_year(i32::from(year))?;
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if leap => 30,
        12 => 29,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let months = i32::from(month) - 1;
    let before = months * 31 - (months - 6).max(0);
    let date = new_year.checked_add((before + i32::from(day) - 1).days()).ok()?;
    NewsDate::day(date.year(), date.month(), date.day())
}

/// The first of Farvardin, and whether the year has a leap day.
fn new_year(year: i32) -> Option<(Date, bool)> {
    let gregorian = year + 621;
    let (mut leaps, mut last, mut jump) = (-14, BREAKS[0], 0);
    for next in BREAKS.into_iter().skip(1) {
        jump = next - last;
        if year < next {
            break;
        }
        leaps += jump / 33 * 8 + jump % 33 / 4;
        last = next;
    }
    let mut n = year - last;
    leaps += n / 33 * 8 + (n % 33 + 3) / 4;
    if jump % 33 == 4 && jump - n == 4 {
        leaps += 1;
    }
    let gregorian_leaps = gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150;
    let march = 20 + leaps - gregorian_leaps;
    if jump - n < 6 {
        n = n - jump + (jump + 4) / 33 * 33;
    }
    let mut leap = ((n + 1) % 33 - 1) % 4;
    if leap == -1 {
        leap = 4;
    }
    let date = Date::new(i16::try_from(gregorian).ok()?, 3, i8::try_from(march).ok()?).ok()?;
    Some((date, leap == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(year: i16, month: i8, at: i8, want: &str) {
        assert_eq!(day(year, month, at).map_or("-".to_owned(), |d| d.to_string()), want);
    }

    #[test]
    fn known_days() {
        check(1403, 12, 22, "2025-03-12");
        check(1404, 1, 1, "2025-03-21");
        check(1403, 1, 1, "2024-03-20");
        check(1357, 11, 22, "1979-02-11");
        check(1399, 12, 30, "2021-03-20");
        check(1403, 12, 30, "2025-03-20");
        check(1404, 12, 30, "-");
        check(1404, 7, 31, "-");
        check(1404, 13, 1, "-");
    }

    #[test]
    fn each_day_follows_the_one_before() {
        let mut last = day(1300, 1, 1).unwrap().local.date();
        for year in 1300..1450 {
            for month in 1..=12 {
                for at in 1..=31 {
                    let Some(found) = day(year, month, at) else { continue };
                    let found = found.local.date();
                    if found != last {
                        assert_eq!(found, last.tomorrow().unwrap(), "{year}/{month}/{at}");
                        last = found;
                    }
                }
            }
        }
    }
}
