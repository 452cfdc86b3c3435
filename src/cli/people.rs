//! `onrecord people`: who is who, and the archivist's say in it.

use super::Outcome;
use super::args::{DecisionArgs, Format, Global, PeopleArgs};
use super::output::print;
use super::report::{Label, say};
use super::terminal::look;
use crate::app::{Decision, Place, decide, everybody, somebody};
use crate::model::EntityKind;
use crate::present::people::People;
use crate::present::{json, people as page};

pub(super) fn run(args: &PeopleArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = Place::find(&std::env::current_dir()?, global.index.as_deref())?;
    match &args.decision {
        Some(decision) => write(&place, &decision.into(), global),
        None => tell(&place, args, global),
    }
}

fn tell(place: &Place, args: &PeopleArgs, global: &Global) -> anyhow::Result<Outcome> {
    let name = args.name.join(" ");
    let kind = if args.orgs { EntityKind::Organization } else { EntityKind::Person };
    let found = if args.name.is_empty() {
        everybody(place, kind, args.limit)?
    } else {
        somebody(place, &name, args.orgs.then_some(kind), args.limit)?
    };
    print(&match args.format.get() {
        Format::Text if args.name.is_empty() => page::list(&found, kind, look(global.color)),
        Format::Text => page::pages(&found, look(global.color)),
        Format::Json => json::pretty(&found)?,
        Format::Jsonl => found.entities.iter().map(json::line).collect::<Result<String, _>>()?,
        Format::Csv => page::csv(&found),
    })?;
    note(&found, global);
    Ok(Outcome::found(found.total > 0))
}

fn note(found: &People, global: &Global) {
    for note in &found.notes {
        say(Label::Note, note, global.color);
    }
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
