//! A measurement of extraction: figures in columns, mistakes in their context, differences from an
//! earlier run. [`super::json`] writes the same [`Report`] as JSON.

mod report;

use super::layout::{Run, columns, put, put_wrapped, run, shorten};
use super::paint::{Look, Part};
use super::sanitize;
pub use report::{
    Bin, Breakdown, By, Chars, Detail, Group, Measure, Mistake, MistakeKind, Prf, Report, Scores, Speed,
};

/// How much of the words in question stands in a list of mistakes.
const WORDS_COLUMNS: usize = 200;
/// How far a group's name may push its figures to the right.
const GROUP_COLUMNS: usize = 34;
/// A smaller difference is the same at three places.
const SAME: f64 = 0.0005;

/// Picks one figure.
type Figure = fn(&Scores) -> Prf;

/// The whole report.
pub fn text(report: &Report, look: Look) -> String {
    let mut out = String::new();
    heading(&mut out, report, look);
    totals(&mut out, report, look);
    reliability(&mut out, &report.reliability, look);
    for breakdown in &report.breakdowns {
        self::breakdown(&mut out, breakdown, report.baseline.as_deref(), look);
    }
    mistakes(&mut out, &report.mistakes, look);
    out
}

fn heading(out: &mut String, report: &Report, look: Look) {
    let total = &report.total;
    let missing =
        if total.missing == 0 { String::new() } else { format!(" ({} could not be read)", total.missing) };
    let counts =
        format!("articles {}{missing}  gold {}  predicted {}", total.articles, total.gold, total.predicted);
    put(
        out,
        &[run(&report.gold, Part::Strong), run(&format!("  {}", terms(&report.measure)), Part::Quiet)],
        look.color,
    );
    put(out, &[run(&counts, Part::Plain)], look.color);
    for words in &report.unlocated {
        put_wrapped(
            out,
            &[run(&format!("gold stands nowhere: {words}"), Part::Quiet)],
            2,
            look.columns(),
            look.color,
        );
    }
}

/// What was measured, in the words of the command line.
fn terms(measure: &Measure) -> String {
    let kinds: Vec<&str> = measure.kinds.iter().map(|kind| kind.as_str()).collect();
    let kinds = if kinds.is_empty() { "all kinds".to_owned() } else { kinds.join(",") };
    let lenient = if measure.lenient { ", lenient" } else { "" };
    let words =
        if measure.min_words > 0 { format!(", {} words or more", measure.min_words) } else { String::new() };
    format!("{kinds}{lenient}{words}, IoU ≥ {}", measure.iou)
}

fn totals(out: &mut String, report: &Report, look: Look) {
    let (now, before) = (&report.total, report.baseline.as_ref().map(|before| &before.total));
    if let Some(before) = report.baseline.as_ref().filter(|before| before.measure != report.measure) {
        let warning = format!("the baseline measured something else: {}", terms(&before.measure));
        put_wrapped(out, &[run(&warning, Part::Match)], 0, look.columns(), look.color);
    }
    let spans: [(&str, Figure); 3] =
        [("span exact", |s| s.exact), ("span overlapping", |s| s.iou), ("end to end", |s| s.end_to_end)];
    for (name, figure) in spans {
        let Prf { precision, recall, f1 } = figure(now);
        let text = format!("{name:<18} P {precision:.3}  R {recall:.3}  F1 {f1:.3}");
        line(out, &text, f1, before.map(|s| figure(s).f1), look);
    }
    for share in shares(now) {
        let Share { name, value, of, more } = share;
        let text = format!("{name:<18} {value:.3}  of {of}{more}");
        let earlier = before.and_then(|s| shares(s).into_iter().find(|other| other.name == name));
        line(out, &text, value, earlier.map(|share| share.value), look);
    }
    if now.unattributed > 0 {
        let text = format!(
            "{:<18} {} of {} taken for statements",
            "marks of nobody", now.unattributed_taken, now.unattributed
        );
        put(out, &[run(&text, Part::Plain)], look.color);
    }
    if let Some(speed) = report.speed.and_then(Speed::megabytes_per_second) {
        put(out, &[run(&format!("{:<18} {speed:.1} MB/s", "extraction alone"), Part::Quiet)], look.color);
    }
}

/// A share of something, with how much that something is.
struct Share {
    name: &'static str,
    value: f64,
    of: u64,
    more: String,
}

fn shares(scores: &Scores) -> Vec<Share> {
    let share = |name, value, of| Share { name, value, of, more: String::new() };
    let mut all = vec![
        share("speaker exact", scores.attribution_exact, scores.attributed),
        share("speaker loose", scores.attribution_loose, scores.attributed),
        share("resolved to name", scores.resolved, scores.nameable),
    ];
    for (name, detail) in
        [("role", scores.role), ("organization", scores.organization), ("said together", scores.with)]
    {
        if detail.gold + detail.spurious > 0 {
            let more = format!(", {} spurious", detail.spurious);
            all.push(Share { name, value: detail.right, of: detail.gold, more });
        }
    }
    all
}

fn line(out: &mut String, text: &str, now: f64, before: Option<f64>, look: Look) {
    put(out, &[run(text, Part::Plain), difference(now, before)], look.color);
}

fn difference(now: f64, before: Option<f64>) -> Run {
    match before.map(|before| now - before) {
        None => run("", Part::Plain),
        Some(change) if change.abs() < SAME => run("  =", Part::Quiet),
        Some(change) => run(&format!("  {change:+.3}"), if change > 0.0 { Part::Said } else { Part::Match }),
    }
}

/// What was claimed beside what was so; a last line tells by how much the two differ on average.
fn reliability(out: &mut String, bins: &[Bin], look: Look) {
    if bins.is_empty() {
        return;
    }
    out.push('\n');
    put(out, &[run("confidence   statements   mean  right", Part::Strong)], look.color);
    for bin in bins {
        let Bin { from, to, statements, confidence, right } = bin;
        let text = format!("{from:.1} to {to:.1}   {statements:>10}  {confidence:.3}  {right:.3}");
        put(out, &[run(&text, Part::Plain)], look.color);
    }
    let all: u64 = bins.iter().map(|bin| bin.statements).sum();
    let off: f64 = bins.iter().map(|bin| (bin.confidence - bin.right).abs() * bin.statements as f64).sum();
    put(out, &[run(&format!("off by {:.3} on average", off / all.max(1) as f64), Part::Quiet)], look.color);
}

fn breakdown(out: &mut String, breakdown: &Breakdown, baseline: Option<&Report>, look: Look) {
    let width =
        breakdown.groups.iter().map(|group| columns(&group.name)).max().unwrap_or(0).min(GROUP_COLUMNS);
    let gap = width.max(breakdown.by.as_str().len());
    let head = format!(
        "{:<gap$}   gold   pred  span P     R    F1  end-to-end  speaker  resolved",
        format!("by {}", breakdown.by.as_str())
    );
    out.push('\n');
    put(out, &[run(&head, Part::Strong)], look.color);
    let earlier = baseline.and_then(|b| b.breakdowns.iter().find(|other| other.by == breakdown.by));
    for group in &breakdown.groups {
        let s = &group.scores;
        let name = shorten(&sanitize::line(&group.name), gap);
        let pad = " ".repeat((gap + 3).saturating_sub(columns(&name)).max(1));
        let text = format!(
            "{name}{pad}{:>4}  {:>5}   {:.3} {:.3} {:.3}       {:.3}    {:.3}     {:.3}",
            s.gold,
            s.predicted,
            s.iou.precision,
            s.iou.recall,
            s.iou.f1,
            s.end_to_end.f1,
            s.attribution_loose,
            s.resolved
        );
        let before = earlier.and_then(|part| part.groups.iter().find(|other| other.name == group.name));
        line(out, &text, s.end_to_end.f1, before.map(|group| group.scores.end_to_end.f1), look);
    }
}

fn mistakes(out: &mut String, all: &[Mistake], look: Look) {
    let mut kind = None;
    for mistake in all {
        if kind != Some(mistake.kind) {
            kind = Some(mistake.kind);
            out.push('\n');
            put(out, &[run(mistake.kind.as_str(), Part::Strong)], look.color);
        }
        self::mistake(out, mistake, look);
    }
}

/// Where, the words between `[` and `]` in their line, and what either side says.
fn mistake(out: &mut String, mistake: &Mistake, look: Look) {
    let place = format!("{}:{}", sanitize::line(&mistake.id), mistake.at.start);
    let rule = mistake.rule.as_ref().map(|rule| format!("  {rule}")).unwrap_or_default();
    put(out, &[run("  ", Part::Plain), run(&place, Part::Handle), run(&rule, Part::Quiet)], look.color);
    let words = shorten(&sanitize::line(&mistake.words), WORDS_COLUMNS);
    let context = [
        run(sanitize::line(&mistake.before).trim_start(), Part::Quiet),
        run("[", Part::Quiet),
        run(&words, Part::Said),
        run("]", Part::Quiet),
        run(sanitize::line(&mistake.after).trim_end(), Part::Quiet),
    ];
    put_wrapped(out, &context, 4, look.columns(), look.color);
    for (side, says) in [("gold", &mistake.gold), ("predicted", &mistake.predicted)] {
        let says = says.as_deref().map_or_else(|| "–".into(), sanitize::line);
        put_wrapped(
            out,
            &[run(&format!("{side}: "), Part::Quiet), run(&says, Part::Name)],
            4,
            look.columns(),
            look.color,
        );
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn scores(right: f64) -> Scores {
        let prf = Prf { precision: right, recall: right, f1: right };
        Scores {
            articles: 3,
            gold: 40,
            predicted: 38,
            exact: prf,
            iou: prf,
            matched: 36,
            attributed: 35,
            attribution_exact: right,
            attribution_loose: right,
            nameable: 20,
            resolved: right,
            end_to_end: prf,
            role: Detail { gold: 10, right, spurious: 2 },
            unattributed: 4,
            unattributed_taken: 1,
            ..Scores::default()
        }
    }

    fn report(right: f64) -> Report {
        let group = |name: &str| Group { name: name.to_owned(), scores: scores(right) };
        Report {
            schema_version: 1,
            gold: "made.jsonl".to_owned(),
            total: scores(right),
            breakdowns: vec![Breakdown { by: By::Kind, groups: vec![group("direct"), group("indirect")] }],
            ..Report::default()
        }
    }

    #[track_caller]
    fn check(report: &Report, want: Expect) {
        want.assert_eq(&text(report, Look::default()));
    }

    #[test]
    fn figures_and_differences() {
        check(
            &report(0.5),
            expect![[r#"
            made.jsonl  all kinds, IoU ≥ 0.8
            articles 3  gold 40  predicted 38
            span exact         P 0.500  R 0.500  F1 0.500
            span overlapping   P 0.500  R 0.500  F1 0.500
            end to end         P 0.500  R 0.500  F1 0.500
            speaker exact      0.500  of 35
            speaker loose      0.500  of 35
            resolved to name   0.500  of 20
            role               0.500  of 10, 2 spurious
            marks of nobody    1 of 4 taken for statements

            by kind    gold   pred  span P     R    F1  end-to-end  speaker  resolved
            direct       40     38   0.500 0.500 0.500       0.500    0.500     0.500
            indirect     40     38   0.500 0.500 0.500       0.500    0.500     0.500
        "#]],
        );
        let compared = Report { baseline: Some(Box::new(report(0.75))), ..report(0.5) };
        check(
            &compared,
            expect![[r#"
            made.jsonl  all kinds, IoU ≥ 0.8
            articles 3  gold 40  predicted 38
            span exact         P 0.500  R 0.500  F1 0.500  -0.250
            span overlapping   P 0.500  R 0.500  F1 0.500  -0.250
            end to end         P 0.500  R 0.500  F1 0.500  -0.250
            speaker exact      0.500  of 35  -0.250
            speaker loose      0.500  of 35  -0.250
            resolved to name   0.500  of 20  -0.250
            role               0.500  of 10, 2 spurious  -0.250
            marks of nobody    1 of 4 taken for statements

            by kind    gold   pred  span P     R    F1  end-to-end  speaker  resolved
            direct       40     38   0.500 0.500 0.500       0.500    0.500     0.500  -0.250
            indirect     40     38   0.500 0.500 0.500       0.500    0.500     0.500  -0.250
        "#]],
        );
    }

    #[test]
    fn what_was_claimed_beside_what_was_so() {
        let bin = |from, to, statements, confidence, right| Bin { from, to, statements, confidence, right };
        let bins = [bin(0.0, 0.5, 10, 0.4, 0.3), bin(0.9, 1.0, 30, 0.96, 0.94)];
        let mut out = String::new();
        reliability(&mut out, &bins, Look::default());
        expect![[r#"

            confidence   statements   mean  right
            0.0 to 0.5           10  0.400  0.300
            0.9 to 1.0           30  0.960  0.940
            off by 0.040 on average
        "#]]
        .assert_eq(&out);
    }

    #[test]
    fn mistakes_stand_in_their_context_and_escape_nothing() {
        let mistake = Mistake {
            kind: MistakeKind::WrongSpeaker,
            id: "ledger_pier".to_owned(),
            at: Chars::new(12, 30),
            before: "“".to_owned(),
            words: "The pier\u{1b}[31m stays,".to_owned(),
            after: "” he said.".to_owned(),
            gold: Some("he = Warren Tuck".to_owned()),
            predicted: None,
            rule: Some("said-after".to_owned()),
        };
        let report = Report {
            gold: "made.jsonl".to_owned(),
            unlocated: vec!["ledger_pier: gone".to_owned()],
            mistakes: vec![mistake],
            ..Report::default()
        };
        check(
            &report,
            expect![[r#"
            made.jsonl  all kinds, IoU ≥ 0.8
            articles 0  gold 0  predicted 0
              gold stands nowhere: ledger_pier: gone
            span exact         P 0.000  R 0.000  F1 0.000
            span overlapping   P 0.000  R 0.000  F1 0.000
            end to end         P 0.000  R 0.000  F1 0.000
            speaker exact      0.000  of 0
            speaker loose      0.000  of 0
            resolved to name   0.000  of 0

            wrong speaker
              ledger_pier:12  said-after
                “[The pier�[31m stays,]” he said.
                gold: he = Warren Tuck
                predicted: –
        "#]],
        );
    }
}
