//! One person or body on a page.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::json::SCHEMA_VERSION;
use super::layout::{Run, put, put_wrapped, run, unbroken};
use super::paint::{Look, Part};
use super::people::{Entity, about, kind, section};
use super::quote::Quote;
use super::quotes::{Layout, text as quoted};
use super::timeline::{Bucket, spark};
use super::words;

/// The answer to `onrecord who NAME` and `onrecord org NAME`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Profiles {
    /// The version of this shape.
    pub schema_version: u32,
    /// A page for each who is called so, those in most articles first.
    pub profiles: Vec<Profile>,
    /// Others who are called so too, without a page here.
    pub others: Vec<String>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Profile {
    /// Names with evidence, roles and organizations with dates.
    pub entity: Entity,
    /// How many statements are theirs, or were made for them.
    pub statements: u64,
    /// In how many articles.
    pub on_record: u64,
    /// Statements by month, from the first to the last, empty ones too.
    pub months: Vec<Bucket>,
    /// Statements whose article prints no month.
    pub without_month: u64,
    /// How much stands in quotation marks: `direct`, `mixed`, `indirect`.
    pub kinds: Vec<Counted>,
    /// Who speaks for them, by statements; only of organizations.
    pub speakers: Vec<Counted>,
    /// Who else is on record in the same articles, by articles.
    pub beside: Vec<Counted>,
    /// Words that stand in their statements much oftener than in all the archive's, the most telling first.
    pub topics: Vec<Topic>,
    /// People and bodies that they name, by statements.
    pub names: Vec<Counted>,
    /// The newest statements.
    pub newest: Vec<Quote>,
}

/// A name and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counted {
    /// As shown.
    pub name: String,
    /// How often.
    pub count: u64,
}

/// A word that tells what somebody talks about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Topic {
    /// As it is mostly written.
    pub word: String,
    /// In how many of their statements it stands.
    pub statements: u64,
    /// In how many of the archive.
    pub archive: u64,
}

impl Profiles {
    /// The version of the shape.
    pub const VERSION: u32 = SCHEMA_VERSION;
}

/// The pages, one below the other.
pub fn text(profiles: &Profiles, look: Look) -> String {
    let mut out = profiles.profiles.iter().map(|one| page(one, look)).collect::<Vec<_>>().join("\n");
    if !profiles.others.is_empty() {
        out.push('\n');
        let others = format!("also called so: {}", profiles.others.join("; "));
        put_wrapped(&mut out, &[run(&others, Part::Quiet)], 0, look.columns(), look.color);
    }
    out
}

fn page(profile: &Profile, look: Look) -> String {
    let mut out = String::new();
    let entity = &profile.entity;
    put_wrapped(&mut out, &[run(&entity.name, Part::Strong)], 0, look.columns(), look.color);
    // Whom an article names only where it signs is on record in it all the same.
    let articles = entity.articles.max(profile.on_record);
    let mut known = format!("{} · in {}", kind(entity.kind), words::counted(articles, "article"));
    if profile.statements > 0 {
        let statements = words::counted(profile.statements, "statement");
        let kinds: Vec<String> =
            profile.kinds.iter().map(|one| format!("{} {}", words::number(one.count), one.name)).collect();
        known.push_str(&format!(", on record in {}: {statements}", words::number(profile.on_record)));
        if profile.kinds.len() > 1 {
            known.push_str(&format!(" ({})", kinds.join(", ")));
        }
    }
    let line = [run(&format!("{known} · "), Part::Quiet), run(&entity.id, Part::Handle)];
    put_wrapped(&mut out, &line, 0, look.columns(), look.color);
    about(&mut out, entity, look);
    months(&mut out, profile, look);
    listed(&mut out, "Speaks through", &pairs(&profile.speakers), look);
    listed(&mut out, "Quoted beside", &pairs(&profile.beside), look);
    let topics: Vec<(&str, u64)> = profile.topics.iter().map(|t| (t.word.as_str(), t.statements)).collect();
    listed(&mut out, "Talks about", &topics, look);
    listed(&mut out, "Names", &pairs(&profile.names), look);
    newest(&mut out, profile, look);
    out
}

fn pairs(counted: &[Counted]) -> Vec<(&str, u64)> {
    counted.iter().map(|one| (one.name.as_str(), one.count)).collect()
}

/// Words beside each other, each with its number.
fn listed(out: &mut String, title: &str, words: &[(&str, u64)], look: Look) {
    if words.is_empty() {
        return;
    }
    let mut line: Vec<Run> = Vec::new();
    for (word, count) in words {
        if !line.is_empty() {
            line.push(run(", ", Part::Quiet));
        }
        line.push(unbroken(word, Part::Plain));
        line.push(unbroken(&format!("\u{a0}{}", super::words::number(*count)), Part::Quiet));
    }
    section(out, title, std::iter::once(line), look);
}

/// A line for each year: twelve columns, the tallest month the full height.
fn months(out: &mut String, profile: &Profile, look: Look) {
    let most = profile.months.iter().map(|month| month.count).max().unwrap_or(0);
    if most == 0 {
        return;
    }
    let mut years: Vec<(&str, [u64; 12])> = Vec::new();
    for month in &profile.months {
        let Some((year, number)) = month.start.rsplit_once('-') else { continue };
        let Some(at) = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) else {
            continue;
        };
        if years.last().is_none_or(|(last, _)| *last != year) {
            years.push((year, [0; 12]));
        }
        if let Some(count) = years.last_mut().and_then(|(_, months)| months.get_mut(at)) {
            *count += month.count;
        }
    }
    let counts = years.iter().map(|(_, months)| words::number(months.iter().sum())).collect::<Vec<_>>();
    let width = counts.iter().map(String::len).max().unwrap_or(0);
    let mut lines: Vec<Vec<Run>> = vec![vec![run("      JFMAMJJASOND", Part::Quiet)]];
    let mut silent = 0;
    for ((year, months), count) in years.iter().zip(&counts) {
        if months.iter().all(|count| *count == 0) {
            silent += 1;
            continue;
        }
        if silent > 0 {
            let gap = format!("   ⋮  {} without", words::counted(silent, "year"));
            lines.push(vec![run(&gap, Part::Quiet)]);
            silent = 0;
        }
        let bars: String = months.iter().map(|count| spark(*count, most)).collect();
        lines.push(vec![
            run(&format!("{year}  "), Part::Plain),
            run(&bars, Part::Bar),
            run(&format!("  {count:>width$}"), Part::Quiet),
        ]);
    }
    if profile.without_month > 0 {
        let without = format!("{} without a month", words::number(profile.without_month));
        lines.push(vec![run(&without, Part::Quiet)]);
    }
    out.push('\n');
    put(out, &[run("Statements by month", Part::Strong)], look.color);
    for line in lines {
        out.push_str("  ");
        put(out, &line, look.color);
    }
}

fn newest(out: &mut String, profile: &Profile, look: Look) {
    if profile.newest.is_empty() {
        return;
    }
    out.push('\n');
    put(out, &[run("Newest statements", Part::Strong)], look.color);
    let all: Vec<String> =
        profile.newest.iter().map(|quote| quoted(quote, Layout { cite: None, look })).collect();
    out.push_str(all.concat().trim_end_matches('\n'));
    out.push('\n');
    let more = profile.statements.saturating_sub(profile.newest.len() as u64);
    if more > 0 {
        let flag =
            if profile.entity.kind == crate::model::EntityKind::Organization { "--org" } else { "--speaker" };
        let line =
            format!("+{} more: onrecord quotes {flag} \"{}\"", words::number(more), profile.entity.name);
        out.push('\n');
        put_wrapped(out, &[run(&line, Part::Quiet)], 0, look.columns(), look.color);
    }
}

/// A row for everything that is told.
pub fn csv(profiles: &Profiles) -> String {
    let mut rows: Vec<[String; 7]> = Vec::new();
    for profile in &profiles.profiles {
        let entity = &profile.entity;
        let mut row = |what: &str, value: &str, count: u64, from: String, to: String, place: String| {
            rows.push([
                entity.name.clone(),
                what.to_owned(),
                value.to_owned(),
                count.to_string(),
                from,
                to,
                place,
            ]);
        };
        let none = String::new;
        for alias in &entity.aliases {
            row("alias", &alias.name, alias.articles, none(), none(), alias.article.0.clone());
        }
        for (what, stretches) in [("role", &entity.roles), ("organization", &entity.organizations)] {
            for stretch in stretches {
                let date = |date: &Option<crate::model::NewsDate>| {
                    date.map(|date| date.to_string()).unwrap_or_default()
                };
                row(what, &stretch.name, stretch.articles, date(&stretch.from), date(&stretch.to), none());
            }
        }
        for month in profile.months.iter().filter(|month| month.count > 0) {
            row("month", &month.start, month.count, month.start.clone(), month.start.clone(), none());
        }
        for (what, values) in [
            ("kind", &profile.kinds),
            ("speaker", &profile.speakers),
            ("beside", &profile.beside),
            ("name", &profile.names),
        ] {
            for value in values {
                row(what, &value.name, value.count, none(), none(), none());
            }
        }
        for topic in &profile.topics {
            row("topic", &topic.word, topic.statements, none(), none(), none());
        }
        for quote in &profile.newest {
            let date = quote.published.clone().unwrap_or_default();
            let place = format!("{}:{}-{}", quote.id, quote.span.start, quote.span.end);
            row("statement", &quote.text, 1, date.clone(), date, place);
        }
    }
    table(["who", "what", "value", "count", "from", "to", "place"], rows)
}
