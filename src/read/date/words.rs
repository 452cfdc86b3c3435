//! The words of printed dates, from `words.toml`.

use std::sync::LazyLock;

use hashbrown::{HashMap, HashSet};
use serde::Deserialize;

use crate::text::fold::fold;

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    months: Vec<Vec<String>>,
    jalali: Vec<String>,
    weekdays: Vec<String>,
    noise: Vec<String>,
    changed: Vec<String>,
    morning: Vec<String>,
    afternoon: Vec<String>,
    hour: Vec<String>,
    zones: std::collections::BTreeMap<String, i16>,
    seasonal: std::collections::BTreeMap<String, i16>,
    vague: Vague,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Vague {
    words: Vec<String>,
}

/// Words by their folded form.
#[derive(Debug, Default)]
pub(super) struct Words {
    months: HashMap<String, i8>,
    jalali: HashMap<String, i8>,
    weekdays: HashSet<String>,
    noise: HashSet<String>,
    /// In lower case, as they are searched for in a line.
    pub(super) changed: Vec<String>,
    morning: HashSet<String>,
    afternoon: HashSet<String>,
    hour: HashSet<String>,
    zones: HashMap<String, i16>,
    seasonal: HashMap<String, i16>,
    vague: HashSet<String>,
    /// The first words of names of two words.
    pairs: HashSet<String>,
}

/// The words that ship.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| toml::from_str(include_str!("words.toml")).map(Words::of).unwrap_or_default());
    &WORDS
}

/// A word without dots, folded: `Févr.` is `fevr`.
pub(super) fn plain(word: &str) -> String {
    fold(&word.replace('.', ""))
}

fn set(words: &[String]) -> HashSet<String> {
    words.iter().map(|word| plain(word)).collect()
}

impl Words {
    fn of(written: Written) -> Words {
        let months = written.months.iter().zip(1_i8..);
        let months: HashMap<String, i8> =
            months.flat_map(|(names, number)| names.iter().map(move |name| (plain(name), number))).collect();
        let lists = [&written.weekdays, &written.noise, &written.morning, &written.afternoon];
        let singles = lists.into_iter().flatten().map(|word| plain(word));
        let pairs = singles.chain(months.keys().cloned());
        let pairs =
            pairs.filter_map(|word| word.split_once(' ').map(|(first, _)| first.to_owned())).collect();
        let minutes = |zones: std::collections::BTreeMap<String, i16>| zones.into_iter().collect();
        Words {
            months,
            jalali: written.jalali.iter().zip(1_i8..).map(|(name, number)| (plain(name), number)).collect(),
            weekdays: set(&written.weekdays),
            noise: set(&written.noise),
            changed: written.changed,
            morning: set(&written.morning),
            afternoon: set(&written.afternoon),
            hour: set(&written.hour),
            zones: minutes(written.zones),
            seasonal: minutes(written.seasonal),
            vague: set(&written.vague.words),
            pairs,
        }
    }

    /// The number of a month, by any of its names.
    pub(super) fn month(&self, word: &str) -> Option<i8> {
        self.months.get(word).copied()
    }

    /// The number of a month of the Iranian solar year.
    pub(super) fn jalali(&self, word: &str) -> Option<i8> {
        self.jalali.get(word).copied()
    }

    /// Whether a word names a day of the week.
    pub(super) fn is_weekday(&self, word: &str) -> bool {
        self.weekdays.contains(word)
    }

    /// Whether a word adds nothing to a date.
    pub(super) fn is_noise(&self, word: &str) -> bool {
        self.noise.contains(word)
            || self.is_weekday(word)
            || self.is_half_day(word)
            || self.hour.contains(word)
            || self.zone(word).is_some()
            || self.seasonal(word).is_some()
            || self.is_vague_zone(word)
    }

    /// Whether two words are one name: "تشرين الأول", "پنج شنبه".
    pub(super) fn is_pair(&self, first: &str, pair: &str) -> bool {
        self.pairs.contains(first) && (self.month(pair).is_some() || self.is_noise(pair))
    }

    /// Whether a word halves the day.
    pub(super) fn is_half_day(&self, word: &str) -> bool {
        self.morning.contains(word) || self.afternoon.contains(word)
    }

    /// The hour of the day that `hour` means with a word after it.
    pub(super) fn in_day(&self, word: &str, hour: u32) -> Option<u32> {
        let (morning, afternoon) = (self.morning.contains(word), self.afternoon.contains(word));
        match word {
            "a" if hour <= 12 => Some(hour % 12),
            "p" if hour <= 12 => Some(hour % 12 + 12),
            _ if morning && hour <= 12 => Some(hour % 12),
            _ if afternoon && hour <= 12 => Some(hour % 12 + 12),
            // Printed with a 24-hour clock all the same.
            _ if morning || afternoon => Some(hour),
            _ => None,
        }
    }

    /// Whether a word stands after an hour: "14 Uhr", "14 h".
    pub(super) fn is_hour(&self, word: &str) -> bool {
        self.hour.contains(word)
    }

    /// A zone's offset in minutes.
    pub(super) fn zone(&self, word: &str) -> Option<i16> {
        self.zones.get(word).copied()
    }

    /// Standard time's offset of an American zone that goes with the season.
    pub(super) fn seasonal(&self, word: &str) -> Option<i16> {
        self.seasonal.get(word).copied()
    }

    /// Whether a word names a zone with several meanings.
    pub(super) fn is_vague_zone(&self, word: &str) -> bool {
        self.vague.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_words_can_be_read() {
        let written: Written = toml::from_str(include_str!("words.toml")).unwrap();
        assert_eq!((written.months.len(), written.jalali.len()), (12, 12));
        assert!(written.changed.iter().all(|word| *word == word.to_lowercase()));
    }

    #[test]
    fn no_name_means_two_months() {
        let written: Written = toml::from_str(include_str!("words.toml")).unwrap();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (at, names) in written.months.iter().enumerate() {
            for name in names {
                let known = *seen.entry(plain(name)).or_insert(at);
                assert_eq!(known, at, "{name}");
            }
        }
    }
}
