//! `onrecord eval` and `onrecord fit`.

use super::Outcome;
use super::args::{EvalArgs, FitArgs, Global, ReportFormat};
use super::output::print;
use super::terminal::look;
use crate::app::eval::{self, Measure};
use crate::app::fit;
use crate::present::{eval as report, fit as fitted, json};

pub(super) fn run(args: &EvalArgs, global: &Global) -> anyhow::Result<Outcome> {
    let options = eval::Options {
        gold: args.gold.clone(),
        measure: Measure {
            kinds: args.kinds.clone(),
            lenient: args.lenient,
            min_words: args.min_words,
            iou: args.iou,
        },
        by: args.by.clone(),
        errors: args.errors,
        baseline: args.baseline.clone(),
        weights: args.weights.clone(),
    };
    let found = eval::run(&options)?;
    print(&match args.format {
        ReportFormat::Text => report::text(&found, look(global.color)),
        ReportFormat::Json => json::pretty(&found)?,
    })?;
    Ok(Outcome::Found)
}

pub(super) fn fit(args: &FitArgs) -> anyhow::Result<Outcome> {
    let options = fit::Options {
        gold: args.gold.clone(),
        output: args.output.clone(),
        leave_out: args.leave_out.clone(),
        check: args.check.clone(),
    };
    print(&fitted::text(&fit::fit(&options)?))?;
    Ok(Outcome::Found)
}
