//! `onrecord watch`.

use std::fmt::Write as _;
use std::io::IsTerminal as _;

use clap::{Args, Subcommand};

use super::archive::ArchiveArgs;
use super::filters::{FilterArgs, SaidArgs, limit, parsed};
use super::flags::Global;
use super::format::{Format, FormatArgs};
use super::outcome::Outcome;
use super::output::print;
use super::report::{Label, say};
use super::terminal::{linked, look};
use crate::app::watch::{Fresh, NewWatch, Said, add_watch, names, remove_watch, run_watch, watches};
use crate::app::{Page, Place};
use crate::present::quotes::Layout;
use crate::present::watch::{News, NewsLine, VERSION, WatchNews, Watches, csv, heading, list, list_csv};
use crate::present::{json, quotes, text};

#[derive(Debug, Args)]
#[command(disable_help_subcommand = true, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  onrecord watch add sanctions 'sanctions AND (oil OR gas)' --source \"Meridian Wire\"
  onrecord watch add --statements vatanka --speaker Vatanka
  onrecord watch run                      what is new in all of them
  onrecord watch run sanctions --json
  onrecord watch list
  onrecord watch remove sanctions

In a crontab, every night:
  onrecord index ~/news > /dev/null && onrecord watch run --index ~/news/.onrecord

Exit status of run: 0 there is something new, 1 there is not, 2 error. Watches stand in onrecord.watches
beside the index, and outlive one that is made anew.")]
pub(super) struct WatchArgs {
    /// What to do with watches
    #[command(subcommand)]
    pub(super) command: WatchCommand,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

/// What can be done with watches.
#[derive(Debug, Subcommand)]
pub(super) enum WatchCommand {
    /// Keep a search
    Add(Box<AddArgs>),
    /// Print what the watches find that they have not printed before
    Run(RunArgs),
    /// List the watches
    List {
        #[command(flatten)]
        format: FormatArgs,
    },
    /// Forget a watch
    Remove {
        /// Which
        #[arg(value_name = "NAME")]
        name: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct AddArgs {
    /// What to call it: letters, digits, - _ .
    #[arg(value_name = "NAME")]
    name: String,
    /// What to look for
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Statements, not articles
    #[arg(long)]
    statements: bool,
    /// What it finds now is news as well: the first run prints it
    #[arg(long)]
    from_start: bool,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    said: SaidArgs,
}

#[derive(Debug, Args)]
pub(super) struct RunArgs {
    /// Which [default: all of them]
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    /// At most so many articles of each; the rest comes next time
    #[arg(long, short = 'n', value_name = "N", default_value = "all", value_parser = limit)]
    limit: usize,
    /// Look only: print it again next time
    #[arg(long)]
    keep: bool,
    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn run(args: &WatchArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = args.archive.place(global)?;
    match &args.command {
        WatchCommand::Add(args) => add(args, &place, global),
        WatchCommand::Run(args) => news(args, &place, global),
        WatchCommand::List { format } => listed(*format, &place, global),
        WatchCommand::Remove { name } => {
            remove_watch(&place, name)?;
            Ok(Outcome::Found)
        }
    }
}

fn add(args: &AddArgs, place: &Place, global: &Global) -> anyhow::Result<Outcome> {
    // A query that is none is better told now than by cron at night.
    parsed(&args.query)?;
    let statements = (args.statements || args.said.any()).then(|| Said {
        roles: args.said.role.clone(),
        about: args.said.about.clone(),
        kinds: args.said.kind.iter().map(|kind| (*kind).into()).collect(),
    });
    let watch = NewWatch {
        name: args.name.clone(),
        query: args.query.join(" "),
        filters: args.filters.filters()?,
        statements,
        exact: args.said.exact,
    };
    let found = add_watch(place, watch, args.from_start)?;
    let articles = if found == 1 { "1 article".to_owned() } else { format!("{found} articles") };
    let what = if args.from_start { "the first run prints them" } else { "what comes after is news" };
    say(Label::Note, &format!("{}: {articles} now; {what}", args.name), global.color);
    Ok(Outcome::Found)
}

fn listed(format: FormatArgs, place: &Place, global: &Global) -> anyhow::Result<Outcome> {
    let all = watches(place)?;
    let any = !all.is_empty();
    print(&match format.get() {
        Format::Text => list(&all, look(global.color)),
        Format::Json => json::pretty(&Watches { schema_version: VERSION, watches: all })?,
        Format::Csv => list_csv(&all),
        Format::Jsonl => all.iter().map(json::line).collect::<Result<String, _>>()?,
    })?;
    Ok(Outcome::found(any))
}

/// One watch that cannot run does not keep the others from it.
fn news(args: &RunArgs, place: &Place, global: &Global) -> anyhow::Result<Outcome> {
    let wanted = if args.name.is_empty() { names(place)? } else { args.name.clone() };
    if wanted.is_empty() {
        say(Label::Hint, "there are no watches; make one with `onrecord watch add NAME QUERY`", global.color);
    }
    let (mut found, mut failed) = (Vec::new(), false);
    for name in &wanted {
        match run_watch(place, name, args.limit) {
            Ok(fresh) => found.push(fresh),
            Err(error) => {
                failed = true;
                let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
                say(Label::Error, &causes.join(": "), global.color);
            }
        }
    }
    let any = found.iter().any(Fresh::any);
    print(&printed(&found, args.format.get(), place, global)?)?;
    // Whoever looks is told; what runs by itself at night says nothing about nothing.
    if !any && !failed && std::io::stdout().is_terminal() {
        say(Label::Note, "nothing new", global.color);
    }
    for fresh in found {
        for note in &fresh.notes {
            say(Label::Note, &format!("{}: {note}", fresh.name), global.color);
        }
        if fresh.left > 0 {
            let left = format!("{}: {} more new; the next run prints them", fresh.name, fresh.left);
            say(Label::Note, &left, global.color);
        }
        if !args.keep {
            fresh.settle()?;
        }
    }
    Ok(if failed { Outcome::Partly } else { Outcome::found(any) })
}

fn printed(found: &[Fresh], format: Format, place: &Place, global: &Global) -> anyhow::Result<String> {
    Ok(match format {
        Format::Text => {
            found.iter().filter(|fresh| fresh.any()).map(|fresh| readable(fresh, place, global)).collect()
        }
        Format::Json => json::pretty(&WatchNews {
            schema_version: VERSION,
            watches: found.iter().map(as_news).collect(),
        })?,
        Format::Jsonl => {
            let mut out = String::new();
            for news in found.iter().map(as_news) {
                let watch = || news.name.clone();
                for hit in news.hits {
                    out.push_str(&json::line(&NewsLine::Article { watch: watch(), hit: Box::new(hit) })?);
                }
                for quote in news.quotes {
                    let quote = Box::new(quote);
                    out.push_str(&json::line(&NewsLine::Statement { watch: watch(), quote })?);
                }
            }
            out
        }
        Format::Csv => csv(&found.iter().map(as_news).collect::<Vec<_>>()),
    })
}

fn as_news(fresh: &Fresh) -> News {
    News {
        name: fresh.name.clone(),
        query: fresh.query.clone(),
        left: fresh.left,
        hits: fresh.hits.iter().map(json::search_hit).collect(),
        quotes: fresh.quotes.clone(),
        notes: fresh.notes.clone(),
    }
}

fn readable(fresh: &Fresh, place: &Place, global: &Global) -> String {
    let look = look(global.color);
    let mut out = heading(&fresh.name, &fresh.query, look);
    if fresh.of_statements {
        for quote in &fresh.quotes {
            let shown = quotes::text(quote, Layout { cite: None, look });
            out.push_str(&linked(&shown, &[(&quote.id, &quote.path)], place, global.color));
        }
        let _ = writeln!(out, "{} new", fresh.quotes.len());
    } else {
        let (hits, total) = (fresh.hits.clone(), fresh.hits.len() as u64);
        let page = Page { total, hits, ..Page::default() };
        let articles: Vec<(&str, &str)> = page
            .hits
            .iter()
            .map(|hit| (hit.record.article.id.0.as_str(), hit.record.article.origin.path.as_str()))
            .collect();
        out.push_str(&linked(&text::hits(&page, &fresh.request, look), &articles, place, global.color));
        let _ = writeln!(out, "{total} new");
    }
    out.push('\n');
    out
}
