//! The borders that a clause's content may have: the likeliest few, for a last look to choose among.

use super::content::Frame;
use super::doc::Range;
use super::linear::softmax;
use super::weights::Weights;

/// How many beginnings are offered, and how many ends for each.
const MOST: usize = 3;
/// Places less likely than this are not offered beside likelier ones.
const HOPE: f32 = 0.1;

/// A content that a clause may have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offer {
    /// The content; none where the cue has none in its sentence.
    pub content: Option<Range>,
    /// How likely it begins there.
    pub begin: f32,
    /// How likely it ends there, if it begins there.
    pub end: f32,
}

/// What the content likeliest is.
pub fn offer_one(frame: &Frame<'_>, weights: &Weights) -> Vec<Offer> {
    offer(frame, weights, 1)
}

/// The contents that are likely, the likeliest beginnings first, with the likeliest ends of each.
pub fn offer_some(frame: &Frame<'_>, weights: &Weights) -> Vec<Offer> {
    offer(frame, weights, MOST)
}

fn offer(frame: &Frame<'_>, weights: &Weights, most: usize) -> Vec<Offer> {
    let begins = frame.begins();
    let mut scores: Vec<f32> =
        begins.iter().map(|at| weights.begin.score_of(|out| frame.describe_begin(*at, out))).collect();
    scores.push(weights.begin.score_of(|out| frame.describe_none(out)));
    softmax(&mut scores);
    let mut found = Vec::with_capacity(most);
    for (place, begin) in likeliest(&scores, most) {
        let Some(at) = begins.get(place).copied() else {
            found.push(Offer { content: None, begin, end: 1.0 });
            continue;
        };
        let ends = frame.ends(at);
        let mut scores: Vec<f32> =
            ends.found.iter().map(|end| weights.end.score_of(|out| ends.describe(*end, out))).collect();
        softmax(&mut scores);
        for (place, likely) in likeliest(&scores, most) {
            let content = ends.found.get(place).map(|end| Range { start: at, end: *end });
            found.push(Offer { content, begin, end: likely });
        }
    }
    found
}

/// The `most` likeliest places, the first whatever it is, the others if they are not hopeless; of equals the first.
fn likeliest(likely: &[f32], most: usize) -> Vec<(usize, f32)> {
    let mut found: Vec<(usize, f32)> = Vec::with_capacity(most + 1);
    for (place, likely) in likely.iter().copied().enumerate() {
        let at = found.partition_point(|(_, other)| *other >= likely);
        if at < most {
            found.truncate(most - 1);
            found.insert(at, (place, likely));
        }
    }
    let rest = found.iter().skip(1).take_while(|(_, likely)| *likely >= HOPE).count();
    found.truncate(1 + rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(likely: &[f32], most: usize, want: &[usize]) {
        let places: Vec<usize> = likeliest(likely, most).into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, want);
    }

    #[test]
    fn the_likeliest_few_are_offered_and_nothing_hopeless() {
        check(&[0.1, 0.5, 0.2, 0.2], 3, &[1, 2, 3]);
        check(&[0.1, 0.5, 0.2, 0.2], 1, &[1]);
        check(&[0.05, 0.9, 0.05], 3, &[1]);
        check(&[0.05, 0.04], 3, &[0]);
        check(&[], 3, &[]);
    }
}
