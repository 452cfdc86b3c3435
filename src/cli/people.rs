//! `onrecord people`: who is who, and the archivist's say in it.

use clap::{Args, Subcommand};

use super::archive::ArchiveArgs;
use super::filters::limit;
use super::flags::Global;
use super::format::FormatArgs;
use super::outcome::Outcome;
use super::output::{Printed, print};
use super::report::{Label, notes, say};
use super::terminal::look;
use crate::app::{Decision, Part, Place, decide, everybody, somebody};
use crate::model::{EntityKind, NewsDate};
use crate::present::people as page;
use crate::present::people::People;

#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
#[command(after_help = "\
Examples:
  onrecord people                              who is named, with the number of articles
  onrecord people Idris Vahdani                names and why they are one, offices, articles
  onrecord people --orgs
  onrecord people merge \"Ali Khamenei\" \"Ali Khamanei\"
  onrecord people split \"John Smith\" --part \"John Smith (striker); org=Harrow Rovers\"
  onrecord people rename \"Raymond Adeyo\" \"Ray Adeyo\"

Where several share a name, \"John Smith #1f0c9a\" is the one in the article whose id begins so.
What is decided stands in onrecord.people.toml beside the articles, to be read and edited.")]
pub(super) struct PeopleArgs {
    /// Correct who is who
    #[command(subcommand)]
    pub(super) decision: Option<DecisionArgs>,
    /// Whom to tell about: a name, an alias or an id [default: everybody]
    #[arg(value_name = "NAME")]
    pub(super) name: Vec<String>,
    /// Organizations instead of people
    #[arg(long)]
    pub(super) orgs: bool,
    /// Names too that may be nobody's, and places among organizations
    #[arg(long)]
    pub(super) all: bool,
    /// At most so many: names, or articles of the one asked for
    #[arg(long, short = 'n', value_name = "N", default_value = "40", value_parser = limit)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

/// What an archivist can decide.
#[derive(Debug, Subcommand)]
pub(super) enum DecisionArgs {
    /// Make several one, shown under the first name
    Merge {
        /// The name to show
        #[arg(value_name = "NAME")]
        into: String,
        /// Who else it is
        #[arg(value_name = "OTHER", required = true)]
        names: Vec<String>,
    },
    /// Make one several; what no part claims stays
    Split {
        /// Who is several
        #[arg(value_name = "NAME")]
        name: String,
        /// The name of a part, and what must hold for all that is its own: org, role, from, to,
        /// article, called; repeat for several parts
        #[arg(long, value_name = "PART; KEY=VALUE", required = true, value_parser = part)]
        part: Vec<Part>,
    },
    /// Show another name
    Rename {
        /// Who
        #[arg(value_name = "NAME")]
        from: String,
        /// The name to show
        #[arg(value_name = "TO")]
        to: String,
    },
}

/// `NAME; KEY=VALUE; …`: a part of somebody who is several.
fn part(text: &str) -> Result<Part, String> {
    let (name, conditions) = text.split_once(';').unwrap_or((text, ""));
    let mut part = Part { name: name.trim().to_owned(), ..Part::default() };
    for condition in conditions.split(';').map(str::trim).filter(|condition| !condition.is_empty()) {
        let (key, value) = condition
            .split_once('=')
            .map(|(key, value)| (key.trim(), value.trim().to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .ok_or_else(|| format!("`{condition}` is not KEY=VALUE"))?;
        let date = |value: &str| value.parse::<NewsDate>().map(Some).map_err(|error| error.to_string());
        match key.to_lowercase().as_str() {
            "org" | "organization" | "organisation" => part.organization = Some(value),
            "role" => part.role = Some(value),
            "from" => part.from = date(&value)?,
            "to" => part.to = date(&value)?,
            "article" => part.articles.push(value),
            "called" => part.names.push(value),
            _ => return Err(format!("`{key}` is none of org, role, from, to, article, called")),
        }
    }
    if part == (Part { name: part.name.clone(), ..Part::default() }) {
        return Err("a part needs what tells it apart, as in \"NAME; org=BODY\"".to_owned());
    }
    Ok(part)
}

pub(super) fn run(args: &PeopleArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = args.archive.place(global)?;
    match &args.decision {
        Some(decision) => write(&place, &decision.into(), global),
        None => tell(&place, args, global),
    }
}

fn tell(place: &Place, args: &PeopleArgs, global: &Global) -> anyhow::Result<Outcome> {
    let name = args.name.join(" ");
    let kind = if args.orgs { EntityKind::Organization } else { EntityKind::Person };
    let found = if args.name.is_empty() {
        everybody(place, kind, args.all, args.limit)?
    } else {
        somebody(place, &name, args.orgs.then_some(kind), args.limit)?
    };
    Printed {
        whole: &found,
        lines: &found.entities,
        text: || {
            if args.name.is_empty() {
                page::list(&found, kind, look(global.color))
            } else {
                page::pages(&found, look(global.color))
            }
        },
        csv: || page::csv(&found),
    }
    .print(args.format.get())?;
    note(&found, global);
    Ok(Outcome::found(found.total + found.left_out > 0))
}

fn note(found: &People, global: &Global) {
    notes(&found.notes, global.color);
}

/// Writes a decision; one that changes nothing here is written all the same, and said.
fn write(place: &Place, decision: &Decision, global: &Global) -> anyhow::Result<Outcome> {
    let decided = decide(place, decision)?;
    print(&format!("written to {}\n", decided.path.display()))?;
    for warning in &decided.warnings {
        say(Label::Note, &format!("line {}: {}", warning.line, warning.message), global.color);
        say(Label::Hint, &warning.hint, global.color);
    }
    Ok(Outcome::Found)
}

impl From<&DecisionArgs> for Decision {
    fn from(args: &DecisionArgs) -> Decision {
        match args {
            DecisionArgs::Merge { into, names } => {
                Decision::Merge { into: into.clone(), names: names.clone() }
            }
            DecisionArgs::Split { name, part } => Decision::Split { name: name.clone(), parts: part.clone() },
            DecisionArgs::Rename { from, to } => Decision::Rename { from: from.clone(), to: to.clone() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_name_and_what_must_hold() {
        let got = part("Jo (poet); role=poet ; ORG = Tallis; from=2019; article=1f; article=2a; called=Jo");
        let want = Part {
            name: "Jo (poet)".into(),
            articles: vec!["1f".into(), "2a".into()],
            names: vec!["Jo".into()],
            organization: Some("Tallis".into()),
            role: Some("poet".into()),
            from: "2019".parse().ok(),
            to: None,
        };
        assert_eq!(got, Ok(want));
        let wrong = |text: &str, why: &str| assert!(part(text).is_err_and(|e| e.contains(why)), "{text}");
        wrong("Jo", "tells it apart");
        wrong("Jo; poet", "not KEY=VALUE");
        wrong("Jo; role=", "not KEY=VALUE");
        wrong("Jo; job=poet", "none of org");
        wrong("Jo; to=May", "not a date");
    }
}
