//! Flags that narrow, shared by the commands that ask questions.

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::report::BadQuery;
use crate::app::{Filters, Query, StatementRequest, language_code, stretch, understand};
use crate::model::{NewsDate, StatementKind};

/// What narrows articles and statements alike.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct FilterArgs {
    /// Only what this person says, or where they do: full name, surname or alias; repeat for any of several
    ///
    /// It means those of the archive who are called so, under every spelling, as `onrecord people` has them. speaker:NAME
    /// in a query looks for the word in whatever a speaker is called, a group's or a nameless one's words too, so the
    /// two may count differently. A value of the facet counts just that one.
    #[arg(long, value_name = "NAME")]
    pub(super) speaker: Vec<String>,
    /// Only what is said for this body, or where it is: its name, or how that begins or ends
    #[arg(long, value_name = "NAME")]
    pub(super) org: Vec<String>,
    /// Only in articles written by
    #[arg(long, value_name = "NAME")]
    pub(super) author: Vec<String>,
    /// Only from this desk or rubric
    #[arg(long, value_name = "NAME")]
    pub(super) section: Vec<String>,
    /// Only from this outlet
    #[arg(long, value_name = "NAME")]
    pub(super) source: Vec<String>,
    /// Only in this language: en, de, fr, or its name
    #[arg(long, value_name = "CODE")]
    pub(super) language: Vec<String>,
    /// Not published before: 2025, 2025-03, 2025-03-09, "March 2025", "last 30 days"
    #[arg(long, value_name = "DATE", value_parser = from_date)]
    pub(super) from: Option<NewsDate>,
    /// Not published after, that year, month or day included: 2025, yesterday, "last week"
    #[arg(long, value_name = "DATE", value_parser = to_date)]
    pub(super) to: Option<NewsDate>,
    /// Only statements attributed with at least this confidence, 0 to 1, and articles with such a one
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = super::flags::share)]
    pub(super) min_confidence: f32,
}

impl FilterArgs {
    pub(super) fn filters(&self) -> anyhow::Result<Filters> {
        if let (Some(from), Some(to)) = (&self.from, &self.to)
            && from.earliest() >= to.after()
        {
            bail!("nothing is both from {from} on and up to {to}");
        }
        Ok(Filters {
            speakers: self.speaker.clone(),
            organizations: self.org.clone(),
            authors: self.author.clone(),
            sections: self.section.clone(),
            sources: self.source.clone(),
            languages: self.language.iter().map(|name| language_code(name)).collect(),
            from: self.from,
            to: self.to,
            min_confidence: self.min_confidence,
            fold_copies: false,
        })
    }
}

/// What narrows statements alone.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct SaidArgs {
    /// Only said by somebody who does this: minister, lecturer
    ///
    /// The words are looked for in roles, one in any form: lecturer finds senior lecturers. A value of --facet role
    /// counts just that role.
    #[arg(long, value_name = "ROLE")]
    pub(super) role: Vec<String>,
    /// Only statements that name this person or body
    #[arg(long, value_name = "NAME")]
    pub(super) about: Vec<String>,
    /// Only in these words: direct (in quotation marks), mixed, indirect
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(super) kind: Vec<Kind>,
    /// Names in the query mean only the spelling that was typed
    #[arg(long)]
    pub(super) exact: bool,
}

/// How much of a statement stands in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// All of it
    Direct,
    /// Some of it
    Mixed,
    /// None of it
    Indirect,
}

impl From<Kind> for StatementKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Direct => StatementKind::Direct,
            Kind::Mixed => StatementKind::Mixed,
            Kind::Indirect => StatementKind::Indirect,
        }
    }
}

impl SaidArgs {
    /// The question about statements that these flags and filters come to.
    pub(super) fn request(&self, query: Query, filters: Filters) -> StatementRequest {
        StatementRequest {
            query,
            filters,
            roles: self.role.clone(),
            about: self.about.clone(),
            kinds: self.kind.iter().map(|kind| (*kind).into()).collect(),
            exact: self.exact,
            ..StatementRequest::default()
        }
    }

    /// Whether any of these flags was given.
    pub(super) fn any(&self) -> bool {
        !self.role.is_empty() || !self.about.is_empty() || !self.kind.is_empty()
    }
}

/// A date as people write it, or the first day of what they name.
pub(super) fn from_date(text: &str) -> Result<NewsDate, String> {
    end_of(text, "the past is open anyway: leave --from out", |(from, _)| from)
}

/// The last day of what people name.
pub(super) fn to_date(text: &str) -> Result<NewsDate, String> {
    end_of(text, "the future is open anyway: leave --to out", |(_, to)| to)
}

type Ends = (Option<NewsDate>, Option<NewsDate>);

fn end_of(text: &str, open: &str, end: fn(Ends) -> Option<NewsDate>) -> Result<NewsDate, String> {
    match stretch(text) {
        Ok(ends) => end(ends).ok_or_else(|| open.to_owned()),
        Err(error) => Err(match &error.hint {
            Some(hint) => format!("{error}; {hint}"),
            None => error.to_string(),
        }),
    }
}

/// The query that was typed, over one argument or several.
pub(super) fn parsed(words: &[String]) -> anyhow::Result<Query> {
    let typed = words.join(" ");
    let understood = understand(&typed, false);
    Ok(understood.map(|understood| understood.query).map_err(|error| BadQuery { query: typed, error })?)
}

/// `20`, or `all` for no limit; 0, or `none`, only counts.
pub(super) fn limit(text: &str) -> Result<usize, String> {
    match text {
        "all" => Ok(usize::MAX),
        "none" => Ok(0),
        _ => text.parse().map_err(|_| format!("`{text}` is neither a number nor `all` or `none`")),
    }
}
