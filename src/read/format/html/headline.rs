//! Which of the things that look like the headline is it: what is stated for machines, for networks and for
//! readers is put together, and what most of them agree on wins.
//!
//! Weights were chosen on one half of two collections of pages and checked on the other: `<title>` is written out
//! of the others and says little of its own, a heading of the second level often is what a first one leaves to the
//! outlet or the desk.

use hashbrown::{HashMap, HashSet};

use super::features::letters;
use super::house::House;
use super::survey::{Heading, Survey};

/// A text that may be the headline.
struct Candidate<'t> {
    text: &'t str,
    /// Earlier ones win between equals.
    votes: f32,
}

/// What is stated of the headline elsewhere than in `<meta>` and the page.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// In JSON-LD.
    pub(super) headline: Option<String>,
    /// Another in JSON-LD.
    pub(super) alternative: Option<String>,
}

/// Fields that hold the headline for readers of links.
const LINKED: &[(&str, f32)] = &[
    ("og:title", 0.85),
    ("twitter:title", 0.1),
    ("title", 0.1),
    ("headline", 1.2),
    ("dc.title", 0.2),
    ("dcterms.title", 0.2),
    ("parsely-title", 0.4),
    ("sailthru.title", 0.3),
    ("hdl", 0.4),
];

/// The headline of a page; empty where it has none.
pub(super) fn headline(survey: &Survey, told: &Told, house: &House) -> String {
    let mut ballot = Ballot::default();
    if let Some(text) = &told.headline {
        ballot.vote(text, 1.25);
        // Said twice, and to machines alone: it is meant.
        let twice = told.alternative.as_ref().is_some_and(|other| letters(other) == letters(text));
        ballot.vote(text, if twice { 1.7 } else { 0.0 });
    }
    for (field, weight) in LINKED {
        if let Some((_, value)) = survey.metas.iter().find(|(key, _)| key == field) {
            ballot.vote_linked(value, *weight, told, house);
        }
    }
    let shown = behind_the_trail(survey, &ballot.said(told.alternative.as_deref()));
    ballot.linked = survey.metas.iter().find(|(key, _)| key == "og:title").map(|(_, value)| value.clone());
    ballot.vote_title(&survey.title, 0.15, house);
    headings(survey, shown.as_ref(), &mut ballot);
    ballot.choose(house)
}

/// The heading that readers are shown where the page's `<h1>` only ends the trail that leads there.
struct Shown<'s> {
    /// Its place among the headings.
    place: usize,
    /// Its words; nothing where they are a kicker and a headline, which are no text together.
    text: Option<&'s str>,
}

/// What an only `<h1>` of an article weighs, and so what is shown in its place.
const SHOWN: f32 = 1.4;
/// What the last step of a trail weighs: outlets write it for machines, as they do `<title>`.
const TRAIL: f32 = 0.3;

/// The first heading behind an `<h1>` that ends the trail, where its words are stated elsewhere too; else it may be
/// the first one of a part.
fn behind_the_trail<'s>(survey: &'s Survey, said: &HashSet<String>) -> Option<Shown<'s>> {
    let mut headings = survey.headings.iter().enumerate();
    let (_, step) = headings.find(|(_, heading)| heading.trail && heading.level == 1)?;
    let (place, heading) = headings
        .find(|(_, heading)| heading.level <= 2 && !heading.trail && words(&heading.text) >= WORDS)?;
    let is_said = |text: &String| said.contains(&letters(text));
    let whole = is_said(&heading.text);
    let text = if whole { &heading.text } else { heading.parts.last().filter(|part| is_said(part))? };
    if letters(text) == letters(&step.text) {
        return None;
    }
    let alone = !whole || heading.parts.is_empty();
    Some(Shown { place, text: alone.then_some(text.as_str()) })
}

fn headings(survey: &Survey, shown: Option<&Shown<'_>>, ballot: &mut Ballot) {
    let is_step = |heading: &Heading| heading.trail && shown.is_some();
    let ones = survey.headings.iter().filter(|h| h.level == 1 && !is_step(h)).count();
    let (mut first, mut called) = (true, true);
    let mut seen: HashSet<&str> = HashSet::new();
    for (place, heading) in survey.headings.iter().enumerate() {
        if is_step(heading) {
            ballot.vote(&heading.text, TRAIL);
            continue;
        }
        if let Some(shown) = shown.filter(|shown| shown.place == place) {
            ballot.vote(shown.text.unwrap_or_default(), SHOWN);
            called &= !heading.called;
            continue;
        }
        let mut weight = match heading.level {
            1 if first => 1.0,
            1 => 0.4,
            // One that a page shows twice is a rubric.
            2 if seen.insert(&heading.text) => 0.5,
            3 => 0.1,
            _ => 0.0,
        };
        if heading.level == 1 {
            first = first && heading.home;
            weight += if ones == 1 { 0.2 } else { 0.0 } + if heading.inside { 0.2 } else { 0.0 };
        }
        if heading.called && called {
            called = false;
            weight += if heading.level == 1 { 0.3 } else { 0.8 };
        }
        if heading.place.beside {
            weight *= 0.3;
        }
        if heading.home {
            weight *= 0.3;
        }
        ballot.vote(&heading.text, weight);
        // A kicker stands in the heading's own element as often as not.
        for part in heading.parts.iter().filter(|_| heading.level == 1) {
            ballot.vote(part, weight * 0.6);
        }
    }
}

#[derive(Default)]
struct Ballot {
    votes: Vec<(String, f32)>,
    /// What networks are told.
    linked: Option<String>,
}

impl Ballot {
    fn vote(&mut self, text: &str, weight: f32) {
        if !text.is_empty() && weight > 0.0 {
            self.votes.push((text.to_owned(), weight));
        }
    }

    /// What has votes so far and what is stated besides, folded.
    fn said(&self, other: Option<&str>) -> HashSet<String> {
        self.votes.iter().map(|(text, _)| text.as_str()).chain(other).map(letters).collect()
    }

    /// Votes for a title as it is and without the outlet's name behind it.
    fn vote_title(&mut self, title: &str, weight: f32, house: &House) {
        match cut(title, house) {
            Some((head, true)) => {
                self.vote(head, weight);
                self.vote(title, weight * 0.2);
            }
            Some((head, false)) => {
                self.vote(title, weight * 0.8);
                self.vote(head, weight * 0.7);
            }
            None => self.vote(title, weight),
        }
    }

    /// The same of a title for networks. What stands whole in JSON-LD too has no outlet behind it: "Quay closed -
    /// what we know". (`<title>` is often copied to there as it is, and tells nothing.)
    fn vote_linked(&mut self, title: &str, weight: f32, told: &Told, house: &House) {
        let is_whole = told.headline.as_deref() == Some(title);
        match cut(title, house) {
            Some((_, false)) if is_whole => self.vote(title, weight),
            _ => self.vote_title(title, weight, house),
        }
    }

    /// The text with most votes; those that differ in marks and spaces alone vote together.
    fn choose(&self, house: &House) -> String {
        let mut sums: HashMap<String, usize> = HashMap::new();
        let mut candidates: Vec<Candidate<'_>> = Vec::new();
        for (text, weight) in &self.votes {
            let folded = letters(text);
            if folded.is_empty() || house.is(&folded) {
                continue;
            }
            let place = *sums.entry(folded).or_insert_with(|| {
                candidates.push(Candidate { text, votes: 0.0 });
                candidates.len() - 1
            });
            candidates[place].votes += weight;
        }
        if let Some(linked) = self.linked.as_deref().filter(|linked| words(linked) >= WORDS) {
            take_kickers_off(&mut candidates, linked);
        }
        take_unlike_kickers_off(&mut candidates);
        best(&candidates).to_owned()
    }
}

/// What a text loses that is another one behind a kicker: "Harbor: Quay closed".
const KICKER: f32 = 0.3;
/// What a text loses that goes on behind another one: "Quay closed - all the news".
const TAIL: f32 = 0.2;
/// Shorter texts stand at the ends of others by chance.
const WORDS: usize = 3;

/// Where the outlet itself takes the kicker off for networks, votes for the headline behind one are for it alone.
fn take_kickers_off(candidates: &mut [Candidate<'_>], linked: &str) {
    let Some(alone) = candidates.iter().position(|candidate| candidate.text == linked) else { return };
    let kicked = candidates.iter_mut().filter(|candidate| follows_a_kicker(candidate.text, linked));
    let votes: f32 = kicked.map(|candidate| std::mem::take(&mut candidate.votes)).sum();
    if let Some(alone) = candidates.get_mut(alone) {
        alone.votes += votes;
    }
}

/// Words behind two kickers that are not each other's longer form are the headline, and votes for the headline
/// behind one are for it alone: "Harbor: Quay closed", "Storm on the coast - Quay closed".
fn take_unlike_kickers_off(candidates: &mut [Candidate<'_>]) {
    for alone in 0..candidates.len() {
        let text = candidates[alone].text;
        if words(text) < WORDS {
            continue;
        }
        let kickers: Vec<(usize, String)> = candidates
            .iter()
            .enumerate()
            .filter_map(|(at, other)| Some((at, letters(kicker(other.text, text)?))))
            .collect();
        let unlike = |a: &str, b: &str| !a.starts_with(b) && !a.ends_with(b);
        let differ = |a: &str| kickers.iter().any(|(_, b)| unlike(a, b) && unlike(b, a));
        if kickers.iter().any(|(_, kicker)| differ(kicker)) {
            let votes: f32 = kickers.iter().map(|(at, _)| std::mem::take(&mut candidates[*at].votes)).sum();
            candidates[alone].votes += votes;
        }
    }
}

/// The candidate with most votes, the first of equals.
fn best<'t>(candidates: &[Candidate<'t>]) -> &'t str {
    let mut best: Option<(&str, f32)> = None;
    for candidate in candidates {
        let others = || candidates.iter().map(|other| other.text).filter(|other| words(other) >= WORDS);
        let kicker = others().any(|other| follows_a_kicker(candidate.text, other));
        let tail = others().any(|other| goes_on(candidate.text, other));
        let votes = candidate.votes - if kicker { KICKER } else { 0.0 } - if tail { TAIL } else { 0.0 };
        if best.is_none_or(|(_, most)| votes > most) {
            best = Some((candidate.text, votes));
        }
    }
    best.map(|(text, _)| text).unwrap_or_default()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether `whole` is a kicker and `headline`: "Harbor: Quay closed at noon", "Quay closed at noon".
fn follows_a_kicker(whole: &str, headline: &str) -> bool {
    kicker(whole, headline).is_some()
}

/// The kicker in front of a headline, with the mark behind it.
fn kicker<'t>(whole: &'t str, headline: &str) -> Option<&'t str> {
    let kicker = whole.strip_suffix(headline).map(str::trim_end);
    kicker.filter(|kicker| kicker.ends_with([':', '.', '|', '–', '—', '-']))
}

/// Whether `whole` is `headline` and what a mark parts from it: "Quay closed at noon - Harbor".
fn goes_on(whole: &str, headline: &str) -> bool {
    let tail = whole.strip_prefix(headline).map(str::trim_start);
    tail.is_some_and(|tail| tail.starts_with(['-', '–', '—', '|', ':', '»', '«', '·', '•', 'ㅣ', '_']))
}

/// What stands between the headline and the outlet's name in a title; the first ones stand in headlines too.
const JOINTS: &[(&str, bool)] = &[
    (" - ", false),
    (" – ", false),
    (" — ", false),
    (" | ", true),
    (" :: ", true),
    (" « ", true),
    (" » ", true),
    (" · ", true),
    (" • ", true),
    (" › ", true),
];

/// "Quay closed | The Alder Post" to "Quay closed", and whether that is certain.
fn cut<'t>(title: &'t str, house: &House) -> Option<(&'t str, bool)> {
    let splits = JOINTS
        .iter()
        .filter_map(|(joint, hard)| title.rsplit_once(joint).map(|(head, tail)| (head.trim(), tail, *hard)));
    let found: Vec<_> = splits.filter(|(head, ..)| !head.is_empty()).collect();
    if let Some((head, ..)) = found.iter().find(|(_, tail, _)| house.is(&letters(tail))) {
        return Some((head, true));
    }
    let short =
        |tail: &str, head: &str| tail.split_whitespace().count() <= 4 && head.split_whitespace().count() >= 3;
    let hard = found
        .iter()
        .filter(|(head, tail, hard)| *hard && short(tail, head))
        .max_by_key(|(head, ..)| head.len());
    let soft = found.iter().filter(|(head, tail, _)| short(tail, head)).max_by_key(|(head, ..)| head.len());
    hard.map(|(head, ..)| (*head, true)).or(soft.map(|(head, ..)| (*head, false)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::format::html::survey::Place;

    fn heading(level: u8, text: &str) -> super::super::survey::Heading {
        super::super::survey::Heading {
            text: text.into(),
            level,
            called: false,
            inside: true,
            home: false,
            trail: false,
            parts: Vec::new(),
            place: Place { beside: false, at: 1, parent: 0 },
        }
    }

    /// The headline of a page with this title for networks, this `<title>` and these headings.
    #[track_caller]
    fn check(linked: &str, title: &str, headings: &[(u8, &str)], want: &str) {
        let survey = Survey {
            metas: vec![("og:title".into(), linked.into()), ("og:site_name".into(), "The Alder Post".into())],
            title: title.into(),
            headings: headings.iter().map(|(level, text)| heading(*level, text)).collect(),
            ..Survey::default()
        };
        let house = House::new(&survey, None);
        assert_eq!(headline(&survey, &Told::default(), &house), want);
    }

    #[test]
    fn what_readers_are_told_wins_over_what_links_are_called() {
        let printed = "Quay closes for the winter";
        check("Port Alder loses its quay", "Port Alder loses its quay", &[(1, printed)], printed);
        let title = "Port Alder loses its quay - The Alder Post";
        check("Port Alder loses its quay", title, &[(1, printed), (2, "More")], printed);
    }

    #[test]
    fn the_first_heading_may_be_the_outlet_s() {
        let story = "Quay closes for the winter";
        check(story, "The Alder Post", &[(1, "The Alder Post"), (2, story)], story);
        check("Port Alder", "Port Alder", &[(1, "The Alder Post"), (2, story)], "Port Alder");
    }

    /// The same of a page whose `<h1>` ends the trail, with this heading of these parts behind it.
    #[track_caller]
    fn check_trail(linked: &str, step: &str, (shown, parts): (&str, &[&str]), want: &str) {
        let step = Heading { trail: true, ..heading(1, step) };
        let parts = parts.iter().map(|part| (*part).to_owned()).collect();
        let told = Told { headline: Some(step.text.clone()), alternative: None };
        let survey = Survey {
            metas: vec![("og:title".into(), linked.into())],
            title: step.text.clone(),
            headings: vec![step, heading(2, "Harbor"), Heading { parts, ..heading(2, shown) }],
            ..Survey::default()
        };
        assert_eq!(headline(&survey, &told, &House::new(&survey, None)), want);
    }

    #[test]
    fn the_last_step_of_a_trail_is_for_machines() {
        let (step, printed) = ("Quay Port Alder closed", "Quay closes for the winter");
        check_trail(printed, step, (printed, &[]), printed);
        check_trail(printed, step, ("Storm in the harbor Quay closes for the winter", &[printed]), printed);
        // What nothing else states may head a part of the text.
        check_trail(step, step, ("What the harbor master says", &[]), step);
        check_trail(printed, step, ("What the harbor master says", &[]), step);
        let kicked = "Storm: Quay closes for the winter";
        check_trail(kicked, kicked, ("Storm Quay closes for the winter", &[printed]), kicked);
        // Kicker and headline stand in two elements: together they are what networks are told, no more.
        check_trail(
            "Storm: Quay closes for the winter",
            step,
            ("Storm Quay closes for the winter", &[printed]),
            step,
        );
    }

    #[test]
    fn a_title_told_to_machines_whole_ends_with_no_outlet() {
        let (whole, printed) = ("Quay closes for the winter - what we know", "Quay closes for the winter");
        let read = |told: &str| {
            let survey = Survey {
                metas: vec![("og:title".into(), whole.into())],
                title: whole.into(),
                headings: vec![heading(1, printed)],
                ..Survey::default()
            };
            let told = Told { headline: Some(told.into()), alternative: None };
            headline(&survey, &told, &House::new(&survey, None))
        };
        assert_eq!(read(whole), whole);
        assert_eq!(read("Port Alder loses its quay"), printed);
    }

    #[test]
    fn words_behind_two_kickers_are_the_headline() {
        let story = "Quay closes for the winter";
        let (linked, printed) =
            ("Harbor: Quay closes for the winter", "Storm on the coast - Quay closes for the winter");
        let parts = vec!["Storm on the coast -".to_owned(), story.to_owned()];
        let page = |linked: &str| Survey {
            metas: vec![("og:title".into(), linked.into()), ("headline".into(), linked.into())],
            headings: vec![Heading { parts: parts.clone(), ..heading(1, printed) }],
            ..Survey::default()
        };
        let read = |linked: &str| {
            let survey = page(linked);
            headline(&survey, &Told::default(), &House::new(&survey, None))
        };
        assert_eq!(read(linked), story);
        // One kicker in a longer form is one kicker.
        let longer = "Storm on the coast of Alder: Quay closes for the winter";
        assert_eq!(read(longer), longer);
    }

    #[test]
    fn a_kicker_is_no_part_of_it() {
        let story = "Quay closes for the winter";
        let kicked = "Harbor: Quay closes for the winter";
        check(story, kicked, &[(1, kicked), (2, story)], story);
        // Readers are shown it with the headline, networks are not.
        check(story, kicked, &[(1, kicked)], story);
        assert!(follows_a_kicker(kicked, story) && !follows_a_kicker(story, story));
        assert!(
            goes_on("Quay closes - news", "Quay closes") && !goes_on("Quay closes at noon", "Quay closes")
        );
    }
}
