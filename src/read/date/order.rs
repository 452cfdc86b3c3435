//! Whether 03/09 is in March or in September: what can settle it.

use crate::model::{NewsDate, Precision};

/// In which order a source prints day and month as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// 09/03/2025 is in March.
    DayFirst,
    /// 09/03/2025 is in September.
    MonthFirst,
}

/// What a printed date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// One thing; and, where numbers showed it, the order they stood in.
    One(NewsDate, Option<Order>),
    /// Two days, by the order that is meant.
    Either {
        /// Read day first.
        day_first: NewsDate,
        /// Read month first.
        month_first: NewsDate,
    },
}

impl Reading {
    /// The date where it has one meaning.
    pub fn sure(self) -> Option<NewsDate> {
        match self {
            Reading::One(date, _) => Some(date),
            Reading::Either { .. } => None,
        }
    }

    /// The date as a source means it that prints numbers in this order.
    pub fn in_order(self, order: Order) -> NewsDate {
        match (self, order) {
            (Reading::One(date, _), _) => date,
            (Reading::Either { day_first, .. }, Order::DayFirst) => day_first,
            (Reading::Either { month_first, .. }, Order::MonthFirst) => month_first,
        }
    }

    /// What is sure of the date whichever day is meant: of two days their year.
    pub fn certain(self) -> NewsDate {
        match self {
            Reading::One(date, _) => date,
            Reading::Either { day_first, .. } => {
                let year = NewsDate::day(day_first.local.year(), 1, 1).unwrap_or(day_first);
                NewsDate { precision: Precision::Year, ..year }
            }
        }
    }
}

/// What the dates of one source have shown so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Orders {
    day_first: bool,
    month_first: bool,
}

impl Orders {
    /// Takes note of a date.
    pub fn note(&mut self, order: Order) {
        match order {
            Order::DayFirst => self.day_first = true,
            Order::MonthFirst => self.month_first = true,
        }
    }

    /// The order, where all dates agree on one.
    pub fn agreed(self) -> Option<Order> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    }
}

/// The order that newsrooms of a language keep, by its tag: only American English (and Canadian, which has both)
/// may mean the month first; a tag `en` or `en-US` says nothing, for too many pages bear it by default.
pub fn of_language(tag: &str) -> Option<Order> {
    let tag = tag.trim().replace('_', "-").to_ascii_lowercase();
    let (language, region) = tag.split_once('-').unwrap_or((&tag, ""));
    let day_first = match language {
        "en" => matches!(region, "gb" | "uk" | "ie" | "au" | "nz" | "in" | "za" | "ng" | "ke" | "pk" | "sg"),
        "de" | "fr" | "it" | "pt" | "nl" | "ru" | "pl" | "da" | "nb" | "no" | "fi" | "tr" | "el" | "ar"
        | "he" | "cs" | "ro" | "uk" | "id" | "vi" => region != "ca",
        "es" => region != "us" && region != "pr",
        _ => false,
    };
    day_first.then_some(Order::DayFirst)
}

/// The order that newsrooms of a country keep, by the end of a web address's host.
pub fn of_address(url: &str) -> Option<Order> {
    let host = url.split("://").nth(1)?.split(['/', '?', '#', ':']).next()?;
    let country = host.rsplit('.').next()?.to_ascii_lowercase();
    let day_first = [
        "uk", "ie", "au", "nz", "in", "za", "ng", "ke", "pk", "de", "at", "ch", "fr", "be", "lu", "es", "it",
        "pt", "nl", "dk", "no", "fi", "pl", "cz", "ro", "gr", "ru", "ua", "tr", "il", "eg", "mx", "ar", "cl",
        "co", "pe", "br",
    ];
    // "co" and "in" are also sold to anybody: a country speaks only through its own second level or as a real one.
    let sold = matches!(country.as_str(), "co" | "in") && host.matches('.').count() < 2;
    (day_first.contains(&country.as_str()) && !sold).then_some(Order::DayFirst)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_countries() {
        assert_eq!(of_language("en-GB"), Some(Order::DayFirst));
        assert_eq!(of_language("de"), Some(Order::DayFirst));
        assert_eq!(of_language("en-US"), None);
        assert_eq!(of_language("fr_CA"), None);
        assert_eq!(of_address("https://www.alder.co.uk/a/b"), Some(Order::DayFirst));
        assert_eq!(of_address("https://alder.com/uk"), None);
        assert_eq!(of_address("not an address"), None);
    }

    #[test]
    fn dates_that_disagree_settle_nothing() {
        let mut orders = Orders::default();
        assert_eq!(orders.agreed(), None);
        orders.note(Order::MonthFirst);
        assert_eq!(orders.agreed(), Some(Order::MonthFirst));
        orders.note(Order::DayFirst);
        assert_eq!(orders.agreed(), None);
    }
}
