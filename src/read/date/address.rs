//! Dates in web addresses and in paths of an archive: `/2025/03/12/`, `1998-03-12_quay.txt`.

use crate::model::{NewsDate, Precision};

use super::words::{plain, words};

/// The date in a web address; the host and what stands behind `?` are not looked at.
pub fn from_url(url: &str) -> Option<NewsDate> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split(['?', '#']).next()?;
    from_path(path.split_once('/')?.1)
}

/// The date in a path: year, month and day as folders or at a name's front or end, in that order.
///
/// One date alone counts: a path with two says nothing of when its article was published.
pub fn from_path(path: &str) -> Option<NewsDate> {
    let parts: Vec<&str> = path.split('/').collect();
    let mut found: Vec<NewsDate> = Vec::new();
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        if let Some((date, used)) = folders(&parts, at) {
            found.push(date);
            at += used;
        } else {
            found.extend(in_name(part));
            at += 1;
        }
    }
    let finest = found.iter().max_by_key(|date| date.precision).copied()?;
    // "/2025/03/2025-03-12-quay.html" tells one day twice.
    found
        .iter()
        .all(|date| date.earliest() <= finest.earliest() && finest.after() <= date.after())
        .then_some(finest)
}

/// `2025/03/12`, `2025/mar/12`, `2025/03`, and how many folders that takes.
fn folders(parts: &[&str], at: usize) -> Option<(NewsDate, usize)> {
    let year = year(parts.get(at)?)?;
    let month = parts.get(at + 1)?;
    let month = number(month).or_else(|| words().month(&plain(month)))?;
    // The last part is a name; its number may be anything.
    let day = parts.get(at + 2).and_then(|day| {
        let front = day.split(['-', '_', '.']).next().unwrap_or(day);
        number(front)
    });
    if let Some(date) = day.and_then(|day| NewsDate::day(year, month, day)) {
        return Some((date, 3));
    }
    let date = NewsDate::day(year, month, 1)?;
    Some((NewsDate { precision: Precision::Month, ..date }, 2))
}

/// `2025-03-12-quay`, `quay_20250312.txt`.
fn in_name(name: &str) -> Option<NewsDate> {
    let name = name.split('.').next().unwrap_or(name);
    let pieces: Vec<&str> = name.split(['-', '_', ' ']).collect();
    let ends = [pieces.get(..3), pieces.len().checked_sub(3).and_then(|from| pieces.get(from..))];
    let dashed = ends.into_iter().flatten().find_map(|three| match three {
        [y, m, d] => {
            NewsDate::day(year(y)?, number(m).filter(|_| m.len() == 2)?, number(d).filter(|_| d.len() == 2)?)
        }
        _ => None,
    });
    let dashed = dashed.or_else(|| day_first(&pieces));
    dashed.or_else(|| [pieces.first(), pieces.last()].into_iter().flatten().find_map(|piece| solid(piece)))
}

/// A name that is `29-10-2021` and nothing else; `03-09-2021` may mean two days.
fn day_first(pieces: &[&str]) -> Option<NewsDate> {
    let [d, m, y] = pieces else { return None };
    let (d, m) = (number(d)?, number(m)?);
    NewsDate::day(year(y)?, m, d).filter(|_| d > 12 || d == m)
}

/// `20250312`.
fn solid(piece: &str) -> Option<NewsDate> {
    if piece.len() != 8 || !piece.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    NewsDate::day(year(piece.get(..4)?)?, piece.get(4..6)?.parse().ok()?, piece.get(6..)?.parse().ok()?)
}

fn year(part: &str) -> Option<i16> {
    let digits = part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
    part.parse().ok().filter(|year| digits && (1700..=2100).contains(year))
}

fn number(part: &str) -> Option<i8> {
    (matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit()))
        .then(|| part.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, want: &str) {
        assert_eq!(from_url(url).map_or("-".to_owned(), |d| d.to_string()), want, "{url}");
    }

    #[test]
    fn addresses() {
        check("https://alder.example/2025/03/12/quay-closes", "2025-03-12");
        check("https://alder.example/world/2025/mar/12/quay-closes", "2025-03-12");
        check("https://alder.example/2025/03/12-quay.html", "2025-03-12");
        check("https://alder.example/2025/03/quay-closes", "2025-03");
        check("https://alder.example/news/2025-03-12-quay-closes.html", "2025-03-12");
        check("https://alder.example/quay-closes-20250312.html?x=20240101", "2025-03-12");
        check("https://alder.example/2025/03/2025-03-12-quay.html", "2025-03-12");
        check("alder.example/a/1998/3/9/x", "1998-03-09");
        check("https://alder.example/reports/29-10-2021", "2021-10-29");
    }

    #[test]
    fn other_numbers() {
        check("https://alder.example/reports/03-09-2021", "-");
        check("https://alder.example/reports/quay-29-10-2021-a", "-");
        for url in [
            "https://alder.example/quay-12345678.html",
            "https://alder.example/2025/quay",
            "https://alder.example/2025/13/40/x",
            "https://2025.example/03/12/x",
            "https://alder.example/2024/01/02/then/2025/03/12",
            "https://alder.example/story/2025-budget",
            "https://alder.example",
            "",
        ] {
            check(url, "-");
        }
        assert_eq!(from_path("archive/1998/03/12/quay.txt").unwrap().to_string(), "1998-03-12");
    }
}
