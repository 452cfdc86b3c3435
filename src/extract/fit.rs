//! Learning the choosers' weights from annotated articles.
//!
//! Deterministic: the same lessons in the same order give the same bytes. Choosers that look at the decisions
//! of others see them as they will be made on unseen text: each half of the lessons is decided with weights
//! learned from the other half.

use hashbrown::HashMap;
use rayon::prelude::*;

use crate::model::{Article, Span, Statement, StatementKind};

use super::arcs::Arcs;
use super::clause::{Clause, find_clauses, promising};
use super::confidence::Curve;
use super::content::Frame;
use super::cues::{describe_cue, describe_glance, find_cues};
use super::doc::{Doc, Range};
use super::lexicon::{lexicon, tag};
use super::linear::{Example, Features, fit};
use super::people::People;
use super::quotes::{Attribution, attribution_candidates, describe_attribution, describe_natures};
use super::reference::{Discourse, pronoun};
use super::roles::find_roles;
use super::sources::{describe_no_source, describe_source, source_candidates};
use super::syntax::Syntax;
use super::weights::Weights;

/// A statement as annotated.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// Its words; quotation marks may be inside or outside.
    pub span: Span,
    /// Direct, mixed or indirect.
    pub kind: StatementKind,
    /// The words that attribute it.
    pub cue: Option<Span>,
    /// The words that name the speaker.
    pub speaker: Option<Span>,
    /// Who that is.
    pub speaker_name: Option<String>,
    /// Statements with one cue and source share it.
    pub attribution: String,
}

/// An annotated article.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// The article.
    pub article: Article,
    /// What was annotated in it.
    pub statements: Vec<Annotated>,
}

/// Into how many parts the lessons are cut, each decided with weights learned from the others.
const FOLDS: usize = 2;
/// Into how many parts the lessons are cut to see what likelihoods are worth.
const PARTS: usize = 3;
/// Passes over the examples.
const ROUNDS: usize = 6;

/// Learns all weights. Cost: less than a minute for a thousand articles on two cores.
pub fn learn(lessons: &[Lesson]) -> Weights {
    let studies: Vec<Study<'_>> = lessons.par_iter().map(Study::new).collect();
    let all: Vec<&Study<'_>> = studies.iter().collect();
    let mut weights = learn_choosers(&all);
    weights.confidence = learn_confidence(&all);
    weights
}

/// What likelihoods are worth, from statements found in lessons that nothing was learned from.
fn learn_confidence(studies: &[&Study<'_>]) -> [Curve; 3] {
    let without = |part: usize| -> Vec<&Study<'_>> {
        studies.iter().enumerate().filter(|(n, _)| n % PARTS != part).map(|(_, study)| *study).collect()
    };
    let mut seen: [Vec<(f32, bool)>; 3] = Default::default();
    for part in 0..PARTS {
        let weights = learn_choosers(&without(part));
        let tried: Vec<&Study<'_>> = studies.iter().skip(part).step_by(PARTS).copied().collect();
        let found: Vec<Vec<(usize, f32, bool)>> =
            tried.par_iter().map(|study| study.tried(&weights)).collect();
        for (kind, likely, right) in found.into_iter().flatten() {
            seen[kind].push((likely, right));
        }
    }
    seen.map(Curve::fit)
}

fn learn_choosers(studies: &[&Study<'_>]) -> Weights {
    let (mut weights, decided) = learn_in_folds(studies);
    let natures: Vec<Example> =
        decided.par_iter().flat_map_iter(|(study, clauses)| study.nature_examples(clauses)).collect();
    let attributions: Vec<Example> =
        decided.par_iter().flat_map_iter(|(study, clauses)| study.attribution_examples(clauses)).collect();
    let antecedents: Vec<Example> = studies.par_iter().flat_map_iter(|s| s.antecedent_examples()).collect();
    let kept: Vec<Example> =
        decided.par_iter().flat_map_iter(|(study, clauses)| study.keep_examples(clauses)).collect();
    weights.keep = fit(&kept, ROUNDS);
    weights.quotation = fit(&natures, ROUNDS);
    weights.attribution = fit(&attributions, ROUNDS);
    weights.antecedent = fit(&antecedents, ROUNDS);
    weights
}

/// Weights for clauses from all lessons, and the clauses of each lesson as weights decide them that were learned
/// from other lessons.
fn learn_in_folds<'s, 'a>(studies: &[&'s Study<'a>]) -> (Weights, Vec<(&'s Study<'a>, Vec<Clause>)>) {
    let without = |fold: usize| -> Vec<&'s Study<'a>> {
        studies.iter().enumerate().filter(|(n, _)| n % FOLDS != fold).map(|(_, study)| *study).collect()
    };
    let learned: Vec<Weights> =
        (0..=FOLDS).into_par_iter().map(|fold| learn_clauses(&without(fold))).collect();
    let decided = studies
        .par_iter()
        .enumerate()
        .map(|(n, study)| (*study, find_clauses(&study.doc, &find_cues(&study.doc), &learned[n % FOLDS])))
        .collect();
    (learned[FOLDS].clone(), decided)
}

fn learn_clauses(studies: &[&Study<'_>]) -> Weights {
    let mut weights = Weights::blank();
    let glance = |out: &mut Features, study: &Study<'_>, at: usize| describe_glance(&study.doc, at, out);
    let look = |out: &mut Features, study: &Study<'_>, at: usize| {
        describe_cue(&study.doc, &Arcs::new(&study.doc, at), at, out);
    };
    let cues = |describe: &(dyn Fn(&mut Features, &Study<'_>, usize) + Sync)| -> Vec<Example> {
        studies.par_iter().flat_map_iter(|s| s.cue_examples(describe)).collect()
    };
    weights.glance = fit(&cues(&glance), ROUNDS);
    weights.cue = fit(&cues(&look), ROUNDS);
    weights.source =
        fit(&studies.par_iter().flat_map_iter(|s| s.source_examples()).collect::<Vec<_>>(), ROUNDS);
    weights.begin =
        fit(&studies.par_iter().flat_map_iter(|s| s.begin_examples()).collect::<Vec<_>>(), ROUNDS);
    weights.end = fit(&studies.par_iter().flat_map_iter(|s| s.end_examples()).collect::<Vec<_>>(), ROUNDS);
    weights
}

/// One attribution of a lesson, found again in the tokens.
#[derive(Debug, Clone)]
struct Known {
    cue: usize,
    source: Option<usize>,
    content: Option<Range>,
    attribution: String,
}

/// A lesson, cut into tokens.
struct Study<'a> {
    lesson: &'a Lesson,
    doc: Doc<'a>,
    known: Vec<Known>,
}

impl<'a> Study<'a> {
    fn new(lesson: &'a Lesson) -> Self {
        let mut doc = Doc::new(&lesson.article, lexicon());
        let all = 0..doc.sentences.len();
        Syntax::shipped().parse(&mut doc, all);
        let mut study = Study { lesson, doc, known: Vec::new() };
        study.known = study.find_known();
        study
    }

    fn find_known(&self) -> Vec<Known> {
        let mut order: Vec<&str> = Vec::new();
        let mut grouped: HashMap<&str, Vec<&Annotated>, foldhash::fast::FixedState> = HashMap::default();
        for statement in &self.lesson.statements {
            let group = grouped.entry(&statement.attribution).or_default();
            if group.is_empty() {
                order.push(&statement.attribution);
            }
            group.push(statement);
        }
        order.into_iter().filter_map(|name| self.know(name, &grouped[name])).collect()
    }

    fn know(&self, attribution: &str, pieces: &[&Annotated]) -> Option<Known> {
        let cue = self.cue_token(pieces.iter().find_map(|p| p.cue)?)?;
        let source = pieces.iter().find_map(|p| p.speaker).and_then(|s| self.source_phrase(s, cue));
        let sentence = self.doc.sentence_of(cue);
        let range = self.doc.span(sentence);
        let piece = pieces.iter().filter(|p| range.overlaps(p.span)).max_by_key(|p| p.span.len());
        let content = piece.and_then(|p| self.content_range(p.span));
        Some(Known { cue, source, content, attribution: attribution.to_owned() })
    }

    /// The token of a cue's words that carries it: its first verb that is no auxiliary, else its first candidate.
    fn cue_token(&self, cue: Span) -> Option<usize> {
        let doc = &self.doc;
        let candidates: Vec<usize> =
            find_cues(doc).iter().map(|c| c.token).filter(|at| cue.overlaps(doc.tokens[*at].span)).collect();
        let verb = candidates
            .iter()
            .find(|at| doc.tokens[**at].is(tag::VERB) && doc.tokens[**at].word.tags & tag::AUXILIARY == 0);
        verb.or(candidates.first()).copied()
    }

    /// The phrase of a speaker's words that heads them.
    fn source_phrase(&self, speaker: Span, cue: usize) -> Option<usize> {
        let doc = &self.doc;
        let candidates = source_candidates(doc, cue);
        let words = speaker.of(doc.text);
        let comma = words.find(',').map_or(speaker.to(), |at| speaker.from() + at);
        let head = if comma > speaker.from() { Span::new(speaker.from(), comma) } else { speaker };
        let mut inside = candidates.into_iter().filter(|n| doc.span(doc.phrases[*n].range).overlaps(head));
        let mut chosen = inside.next()?;
        for next in inside {
            let from = doc.phrases[chosen].range.end;
            if doc.tokens[from..doc.phrases[next].range.start]
                .iter()
                .any(|t| t.is(tag::PREPOSITION | tag::PRONOUN | tag::VERB))
            {
                break;
            }
            chosen = next;
        }
        Some(chosen)
    }

    /// The tokens of a content, its quotations whole.
    fn content_range(&self, span: Span) -> Option<Range> {
        let doc = &self.doc;
        let mut start = doc.tokens.partition_point(|t| t.span.end <= span.start);
        let mut end = doc.tokens.partition_point(|t| t.span.start < span.end);
        let whole = |at: usize| {
            doc.tokens
                .get(at)
                .filter(|t| t.quotation != 0)
                .map(|t| doc.quotations[t.quotation as usize - 1].outer)
        };
        if let Some(outer) = whole(start)
            && start <= outer.start + 1
        {
            start = outer.start;
        }
        while end > start && doc.tokens[end - 1].is(tag::MARK) && doc.tokens[end - 1].quotation == 0 {
            end -= 1;
        }
        if end == 0 {
            return None;
        }
        if let Some(outer) = whole(end - 1)
            && end + 2 >= outer.end
        {
            end = outer.end;
        }
        (start < end).then_some(Range { start, end })
    }

    fn cue_examples(&self, describe: &dyn Fn(&mut Features, &Study<'_>, usize)) -> Vec<Example> {
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

    fn source_examples(&self) -> Vec<Example> {
        let doc = &self.doc;
        self.known
            .iter()
            .map(|known| {
                let candidates = source_candidates(doc, known.cue);
                let arcs = Arcs::new(doc, known.cue);
                let mut options: Vec<Features> = candidates
                    .iter()
                    .map(|number| {
                        let mut features = Features::default();
                        describe_source(doc, &arcs, known.cue, *number, &mut features);
                        features
                    })
                    .collect();
                let mut none = Features::default();
                describe_no_source(doc, known.cue, &mut none);
                options.push(none);
                let right = known
                    .source
                    .and_then(|s| candidates.iter().position(|c| *c == s))
                    .unwrap_or(candidates.len());
                Example { options, right }
            })
            .collect()
    }

    fn begin_examples(&self) -> Vec<Example> {
        let doc = &self.doc;
        self.known
            .iter()
            .filter_map(|known| {
                let source = known.source.map(|s| doc.phrases[s].range);
                let arcs = Arcs::new(doc, known.cue);
                let frame = Frame::new(doc, &arcs, known.cue, source);
                let begins = frame.begins();
                let right = match known.content {
                    Some(content) => begins.iter().position(|b| *b == content.start)?,
                    None => begins.len(),
                };
                let mut options: Vec<Features> = begins
                    .iter()
                    .map(|at| {
                        let mut features = Features::default();
                        frame.describe_begin(*at, &mut features);
                        features
                    })
                    .collect();
                let mut none = Features::default();
                frame.describe_none(&mut none);
                options.push(none);
                Some(Example { options, right })
            })
            .collect()
    }

    fn end_examples(&self) -> Vec<Example> {
        let doc = &self.doc;
        self.known
            .iter()
            .filter_map(|known| {
                let content = known.content?;
                let source = known.source.map(|s| doc.phrases[s].range);
                let arcs = Arcs::new(doc, known.cue);
                let frame = Frame::new(doc, &arcs, known.cue, source);
                let ends = frame.ends(content.start);
                let right = ends.found.iter().position(|e| *e == content.end)?;
                let options = ends
                    .found
                    .iter()
                    .map(|end| {
                        let mut features = Features::default();
                        ends.describe(*end, &mut features);
                        features
                    })
                    .collect();
                Some(Example { options, right })
            })
            .collect()
    }

    /// The annotated statement that a quotation belongs to.
    fn statement_of(&self, number: usize) -> Option<&Annotated> {
        let doc = &self.doc;
        let inner = doc.span(doc.quotations[number].inner);
        self.lesson
            .statements
            .iter()
            .filter(|s| shared(s.span, inner) * 2 > inner.len())
            .min_by_key(|s| s.span.len())
    }

    /// Every clause with a content: is it a statement with nearly the annotated borders?
    fn keep_examples(&self, clauses: &[Clause]) -> Vec<Example> {
        let doc = &self.doc;
        let content = |clause: &Clause| clause.content.map(|range| doc.span(range));
        clauses
            .iter()
            .filter_map(|clause| {
                let span = content(clause)?;
                let near = |s: &&Annotated| shared(s.span, span) * 10 >= s.span.cover(span).len() * 8;
                let right = self.lesson.statements.iter().any(|s| near(&s));
                let mut yes = Features::default();
                super::keep::describe(doc, clause, &mut yes);
                Some(Example { options: vec![yes, Features::default()], right: usize::from(!right) })
            })
            .collect()
    }

    /// The statements found with `weights`: kind, how likely each claims to be right, and whether it is.
    fn tried(&self, weights: &Weights) -> Vec<(usize, f32, bool)> {
        let cues = promising(&self.doc, weights);
        let found = super::choice::choose(&self.doc, &cues, weights);
        let right = |statement: &Statement| {
            let near = |s: &&Annotated| {
                shared(s.span, statement.span) * 10 >= s.span.cover(statement.span).len() * 8
            };
            let speaker = statement.speaker.as_ref().map(|speaker| speaker.span);
            self.lesson.statements.iter().filter(near).any(|s| match (s.speaker, speaker) {
                (Some(known), Some(speaker)) => known.overlaps(speaker) || self.one_name(known, speaker),
                (known, speaker) => known.is_none() && speaker.is_none(),
            })
        };
        found.statements.iter().map(|s| (s.kind as usize, s.confidence, right(s))).collect()
    }

    /// Whether two stretches name somebody by the same last word.
    fn one_name(&self, one: Span, other: Span) -> bool {
        same_name(one.of(self.doc.text), other.of(self.doc.text))
    }

    fn nature_examples(&self, clauses: &[Clause]) -> Vec<Example> {
        (0..self.doc.quotations.len())
            .map(|number| {
                let right = match self.statement_of(number).map(|s| s.kind) {
                    Some(StatementKind::Direct) => 0,
                    Some(_) => 1,
                    None => 2,
                };
                Example { options: describe_natures(&self.doc, number, clauses).to_vec(), right }
            })
            .collect()
    }

    fn attribution_examples(&self, clauses: &[Clause]) -> Vec<Example> {
        let doc = &self.doc;
        let mut before: Option<&Annotated> = None;
        let mut out = Vec::new();
        for number in 0..doc.quotations.len() {
            let Some(statement) = self.statement_of(number) else { continue };
            let options = attribution_candidates(doc, number, clauses);
            let right = self.right_attribution(statement, before, &options, clauses);
            before = Some(statement);
            let Some(right) = right else { continue };
            let described = options
                .iter()
                .map(|option| {
                    let mut features = Features::default();
                    describe_attribution(doc, number, *option, clauses, &mut features);
                    features
                })
                .collect();
            out.push(Example { options: described, right });
        }
        out
    }

    /// Which option is right: the clause of the annotated cue, else one with the annotated speaker, else going on
    /// from the quotation before, else nobody.
    fn right_attribution(
        &self,
        statement: &Annotated,
        before: Option<&Annotated>,
        options: &[Attribution],
        clauses: &[Clause],
    ) -> Option<usize> {
        let doc = &self.doc;
        if statement.speaker.is_none() {
            return options.iter().position(|o| *o == Attribution::Nobody);
        }
        let known = self.known.iter().find(|k| k.attribution == statement.attribution);
        let by_cue = options.iter().position(
            |o| matches!(o, Attribution::Clause(c) if known.is_some_and(|k| k.cue == clauses[*c].cue)),
        );
        let by_speaker = || {
            let speaker = statement.speaker?;
            options.iter().position(|o| {
                matches!(o, Attribution::Clause(c) if clauses[*c].source_range(doc).is_some_and(|r| doc.span(r).overlaps(speaker)))
            })
        };
        let goes_on = || {
            let before = before?;
            let same = before.attribution == statement.attribution
                || before.speaker_name.is_some() && before.speaker_name == statement.speaker_name
                || before.speaker == statement.speaker;
            if same { options.iter().position(|o| *o == Attribution::Continues) } else { None }
        };
        by_cue.or_else(by_speaker).or_else(goes_on)
    }

    fn antecedent_examples(&self) -> Vec<Example> {
        let doc = &self.doc;
        let people = People::gather(doc);
        let roles = find_roles(doc, &people);
        let mut discourse = Discourse::new(doc, &people, &roles);
        let mut known: Vec<(usize, &str)> = self
            .known
            .iter()
            .filter_map(|k| {
                let statement = self.lesson.statements.iter().find(|s| s.attribution == k.attribution)?;
                Some((k.source?, statement.speaker_name.as_deref()?))
            })
            .collect();
        known.sort_unstable();
        known.dedup();
        let mut out = Vec::new();
        for (phrase, name) in known {
            discourse.advance(phrase);
            if pronoun(doc, &doc.phrases[phrase]).is_none() {
                if let Some(person) = people.named_by(phrase) {
                    discourse.spoke(phrase, person);
                }
                continue;
            }
            let options = discourse.antecedents(phrase);
            let Some(right) = options.iter().position(|p| same_name(&people.all[*p].name, name)) else {
                continue;
            };
            let described = options
                .iter()
                .map(|person| {
                    let mut features = Features::default();
                    discourse.describe(phrase, *person, &mut features);
                    features
                })
                .collect();
            discourse.spoke(phrase, options[right]);
            out.push(Example { options: described, right });
        }
        out
    }
}

fn shared(a: Span, b: Span) -> usize {
    (a.end.min(b.end) as usize).saturating_sub(a.start.max(b.start) as usize)
}

/// Whether two names end with the same word.
fn same_name(a: &str, b: &str) -> bool {
    let last = |name: &str| {
        name.split_whitespace().rfind(|w| w.chars().any(char::is_alphanumeric)).map(str::to_lowercase)
    };
    last(a).is_some() && last(a) == last(b)
}

/// How well each chooser decides on annotated articles: its name, the share of examples decided right, and how many
/// there were. Cues are counted by F1.
pub fn measure(lessons: &[Lesson], weights: &Weights) -> Vec<(&'static str, f32, usize)> {
    let studies: Vec<Study<'_>> = lessons.par_iter().map(Study::new).collect();
    let attributions: usize = lessons
        .iter()
        .map(|l| {
            l.statements
                .iter()
                .map(|s| s.attribution.as_str())
                .collect::<std::collections::BTreeSet<_>>()
                .len()
        })
        .sum();
    let known: usize = studies.iter().map(|s| s.known.len()).sum();
    let share = |chooser: &super::linear::Chooser, examples: Vec<Example>| {
        let right = examples.iter().filter(|e| chooser.pick(&e.options) == e.right).count();
        (right as f32 / examples.len().max(1) as f32, examples.len())
    };
    let look = |out: &mut Features, study: &Study<'_>, at: usize| {
        describe_cue(&study.doc, &Arcs::new(&study.doc, at), at, out);
    };
    let cues: Vec<Example> = studies.iter().flat_map(|study| study.cue_examples(&look)).collect();
    let picked = cues.iter().filter(|e| weights.cue.pick(&e.options) == 0).count();
    let found = cues.iter().filter(|e| weights.cue.pick(&e.options) == 0 && e.right == 0).count();
    let (source, sources) = share(&weights.source, studies.iter().flat_map(Study::source_examples).collect());
    let (begin, begins) = share(&weights.begin, studies.iter().flat_map(Study::begin_examples).collect());
    let (end, ends) = share(&weights.end, studies.iter().flat_map(Study::end_examples).collect());
    let clauses: Vec<Vec<Clause>> =
        studies.iter().map(|s| find_clauses(&s.doc, &find_cues(&s.doc), weights)).collect();
    let studied = || studies.iter().zip(&clauses);
    let (nature, natures) =
        share(&weights.quotation, studied().flat_map(|(s, c)| s.nature_examples(c)).collect());
    let (attribution, quotations) =
        share(&weights.attribution, studied().flat_map(|(s, c)| s.attribution_examples(c)).collect());
    let (antecedent, antecedents) =
        share(&weights.antecedent, studies.iter().flat_map(Study::antecedent_examples).collect());
    vec![
        (
            "attributions with a cue among the candidates",
            known as f32 / attributions.max(1) as f32,
            attributions,
        ),
        ("cue precision", found as f32 / picked.max(1) as f32, picked),
        ("cue recall", found as f32 / known.max(1) as f32, known),
        ("source", source, sources),
        ("begin", begin, begins),
        ("end", end, ends),
        ("quotation", nature, natures),
        ("attribution", attribution, quotations),
        ("antecedent", antecedent, antecedents),
    ]
}
