//! `onrecord search`.

use std::fmt::Write as _;

use super::Outcome;
use super::args::{FACET_VALUES, Facet, Format, Global, SearchArgs};
use super::output::print;
use super::progress::Bar;
use super::report::{BadQuery, Label, say};
use super::terminal::look;
use crate::app::{Answer, FacetName, FacetRequest, Filters, Place, Request, parse, refresh, search};
use crate::present::{csv, json, text};

pub(super) fn run(args: &SearchArgs, global: &Global) -> anyhow::Result<Outcome> {
    let typed = args.query.join(" ");
    let request = request(args, &typed)?;
    let place = place(args, global)?;
    let answer = search(&place, request, &typed)?;
    print(&printed(&answer, args.format.get(), global)?)?;
    explain(&answer, global);
    Ok(Outcome::found(answer.page.total > 0))
}

/// The index to search, brought up to date where `-a` asks for it.
fn place(args: &SearchArgs, global: &Global) -> anyhow::Result<Place> {
    let Some(archive) = &args.archive else {
        return Ok(Place::find(&std::env::current_dir()?, global.index.as_deref())?);
    };
    let place = Place::for_paths(std::slice::from_ref(archive), global.index.as_deref())?;
    if let Some(notice) = &place.notice {
        say(Label::Note, notice, global.color);
    }
    let bar = Bar::new();
    let done = refresh(&place, &bar);
    bar.clear();
    let done = done?;
    if done.indexed + done.removed > 0 {
        let rejected = done.rejected.len();
        let mut said =
            format!("brought the index up to date: {} indexed, {} removed", done.indexed, done.removed);
        if rejected > 0 {
            let _ = write!(said, ", {rejected} rejected (onrecord status names them)");
        }
        say(Label::Note, &said, global.color);
    }
    Ok(place)
}

fn request(args: &SearchArgs, typed: &str) -> anyhow::Result<Request> {
    let query = parse(typed).map_err(|error| BadQuery { query: typed.to_owned(), error })?;
    Ok(Request {
        query,
        filters: Filters {
            speakers: args.speaker.clone(),
            organizations: args.org.clone(),
            authors: args.author.clone(),
            sections: args.section.clone(),
            sources: args.source.clone(),
            languages: Vec::new(),
            from: args.from,
            to: args.to,
        },
        facets: facets(args),
        sort: args.sort.into(),
        limit: args.limit,
        offset: args.offset,
    })
}

/// What was asked for; in text, who is on record and for whom, unless something else was.
fn facets(args: &SearchArgs) -> Vec<FacetRequest> {
    if args.facet.is_empty() && args.format.get() == Format::Text {
        let count = |name| FacetRequest { name, limit: FACET_VALUES };
        return vec![count(FacetName::Speaker), count(FacetName::Organization)];
    }
    let mut out: Vec<FacetRequest> = Vec::new();
    for facet in &args.facet {
        match facet {
            Facet::Count(request) if !out.iter().any(|known| known.name == request.name) => {
                out.push(*request);
            }
            _ => {}
        }
    }
    out
}

fn printed(answer: &Answer, format: Format, global: &Global) -> anyhow::Result<String> {
    let (page, request) = (&answer.page, &answer.request);
    Ok(match format {
        Format::Text => text::page(page, request, look(global.color)),
        Format::Json => json::pretty(&json::search_response(page, request))?,
        Format::Jsonl => {
            let lines = page.hits.iter().map(|hit| json::line(&json::search_hit(hit)));
            lines.collect::<Result<String, _>>()?
        }
        Format::Csv => csv::page(page),
    })
}

/// Notes, and what to try where nothing was found.
fn explain(answer: &Answer, global: &Global) {
    for note in &answer.page.notes {
        say(Label::Note, note, global.color);
    }
    for (flag, total) in &answer.instead {
        let articles = if *total == 1 { "1 article".to_owned() } else { format!("{total} articles") };
        say(Label::Hint, &format!("without {flag} there would be {articles}"), global.color);
    }
}
