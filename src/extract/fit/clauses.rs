//! What clauses are learned from: every annotated cue with its source, and where its content begins and ends.

use super::super::arcs::Arcs;
use super::super::content::Frame;
use super::super::cues::find_cues;
use super::super::linear::{Example, Features};
use super::super::sources::{describe_no_source, describe_source, source_candidates};
use super::study::{Known, Study};

impl Study<'_> {
    pub(super) fn cue_examples(&self, describe: &dyn Fn(&mut Features, &Study<'_>, usize)) -> Vec<Example> {
        let doc = &self.doc;
        let right: Vec<usize> = self.known.iter().map(|k| k.cue).collect();
        find_cues(doc)
            .iter()
            .map(|cue| {
                let mut yes = Features::default();
                describe(&mut yes, self, cue.token);
                Example {
                    options: vec![yes, Features::default()],
                    right: usize::from(!right.contains(&cue.token)),
                }
            })
            .collect()
    }

    /// For each known cue: which phrase is its source?
    pub(super) fn source_examples(&self) -> Vec<Example> {
        let doc = &self.doc;
        let example = |known: &Known| {
            let arcs = Arcs::new(doc, known.cue);
            let candidates = source_candidates(doc, known.cue);
            let mut options = described(&candidates, |c, out| describe_source(doc, &arcs, known.cue, c, out));
            options.extend(described(&[known.cue], |cue, out| describe_no_source(doc, cue, out)));
            let right = known
                .source
                .and_then(|s| candidates.iter().position(|c| *c == s))
                .unwrap_or(candidates.len());
            Example { options, right }
        };
        self.known.iter().map(example).collect()
    }

    /// For each known cue: where does its content begin, if it has one?
    pub(super) fn begin_examples(&self) -> Vec<Example> {
        let example = |known: &Known| {
            let arcs = Arcs::new(&self.doc, known.cue);
            let frame = self.frame(&arcs, known);
            let begins = frame.begins();
            let right = match known.content {
                Some(content) => begins.iter().position(|b| *b == content.start)?,
                None => begins.len(),
            };
            let mut options = described(&begins, |at, out| frame.describe_begin(at, out));
            options.extend(described(&[known.cue], |_, out| frame.describe_none(out)));
            Some(Example { options, right })
        };
        self.known.iter().filter_map(example).collect()
    }

    /// For each known content: where does it end?
    pub(super) fn end_examples(&self) -> Vec<Example> {
        let example = |known: &Known| {
            let content = known.content?;
            let arcs = Arcs::new(&self.doc, known.cue);
            let frame = self.frame(&arcs, known);
            let ends = frame.ends(content.start);
            let right = ends.found.iter().position(|e| *e == content.end)?;
            Some(Example { options: described(&ends.found, |end, out| ends.describe(end, out)), right })
        };
        self.known.iter().filter_map(example).collect()
    }

    /// What a choice of the content of a known cue starts from.
    fn frame<'s>(&'s self, arcs: &'s Arcs<'s>, known: &Known) -> Frame<'s> {
        Frame::new(&self.doc, arcs, known.cue, known.source.map(|s| self.doc.phrases[s].range))
    }
}

/// The features of each of some options.
fn described(options: &[usize], describe: impl Fn(usize, &mut Features)) -> Vec<Features> {
    options
        .iter()
        .map(|option| {
            let mut features = Features::default();
            describe(*option, &mut features);
            features
        })
        .collect()
}
