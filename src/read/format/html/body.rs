//! Where on a page the article is: the blocks that [`super::chooser`] finds likely, and the captions among
//! and above them.

use scraper::Html;

use crate::model::ParagraphKind;

use super::blocks::{Block, Outline};
use super::called::Called;
use super::chooser::Chooser;
use super::features::{Scene, Stated, letters};

/// The article's blocks, in the page's order.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Captions of the article that stand over its story.
    pub(super) before: Vec<Block>,
    /// The story with its headings and captions.
    pub(super) story: Vec<Block>,
    /// Short lines between the headline and the story.
    pub(super) above: Vec<String>,
    /// The story's last line and those after it, where they are short.
    pub(super) below: Vec<String>,
    /// Short paragraphs of the story's own element where it begins and where it ends.
    pub(super) ends: Vec<String>,
    /// Longer lines on both sides that may hold a date, those over the story first.
    pub(super) dated: Vec<String>,
}

/// Longer lines say something.
const SHORT: usize = 100;
/// So many lines over and under a story are looked at.
const LINES: usize = 12;

/// A block at least so likely belongs to the story.
const LIKELY: f32 = 0.5;
/// A block less likely than this is not taken in for its neighbours' sake.
const DOUBTFUL: f32 = 0.2;
/// Nor is a whole paragraph less likely than this.
const UNLIKELY: f32 = 0.02;

/// Finds the article in a page's outline.
pub(super) fn find(outline: Outline<'_>, stated: &Stated<'_>, chooser: &Chooser) -> Found {
    let scene = Scene::new(&outline, stated);
    let likely = chooser.choose(&scene, &outline);
    let headline = letters(stated.headline);
    let may = |block: &Block| {
        !matches!(block.kind, ParagraphKind::Caption | ParagraphKind::Furniture)
            && letters(&block.text) != headline
    };
    let allowed: Vec<bool> = outline.blocks.iter().map(may).collect();
    let mut chosen: Vec<bool> =
        likely.iter().zip(&allowed).map(|(likely, may)| *may && *likely >= LIKELY).collect();
    fill(&outline, &likely, &allowed, &mut chosen);
    if !chosen.contains(&true) {
        chosen = outline
            .blocks
            .iter()
            .zip(&allowed)
            .map(|(b, may)| *may && b.prose() > 0 && !is_beside(&outline, b, None))
            .collect();
    }
    let (Some(first), Some(last)) = (chosen.iter().position(|c| *c), chosen.iter().rposition(|c| *c)) else {
        return Found::default();
    };
    let captions = captions(&outline, &chosen, first, last, &headline);
    let mut found = Found::default();
    (found.above, found.below) = beside(&outline, first, last);
    found.ends = ends(&outline, first, last);
    let labels = labels(&outline, first);
    found.dated = dated(&outline, first, last);
    for (at, block) in outline.blocks.into_iter().enumerate() {
        let caption = captions.contains(&at);
        if let Some((_, kind)) = labels.iter().find(|(label, _)| *label == at && !chosen[at]) {
            found.before.push(Block { kind: *kind, ..block });
        } else if caption && at < first {
            found.before.push(under_picture(block));
        } else if caption {
            found.story.push(under_picture(block));
        } else if chosen[at] {
            found.story.push(named(block));
        }
    }
    found.story = prune(found.story);
    found
}

/// Takes in what stands between chosen paragraphs of the same element, or next to them: a doubtful one there
/// is story more often than not.
fn fill(outline: &Outline<'_>, likely: &[f32], allowed: &[bool], chosen: &mut [bool]) {
    let parent = |at: usize| outline.elements.get(outline.blocks[at].holder).map(|holder| holder.parent);
    let before = chosen.to_vec();
    for at in 0..before.len() {
        let block = &outline.blocks[at];
        // A whole paragraph right beside one of its kind is the story's unless everything speaks against it.
        let least = if block.prose() > 0 && block.link_chars == 0 { UNLIKELY } else { DOUBTFUL };
        if before[at] || !allowed[at] || likely[at] < least || block.link_chars * 2 > block.chars {
            continue;
        }
        let last = before[..at].iter().rposition(|c| *c);
        let next = before[at + 1..].iter().position(|c| *c).map(|next| at + 1 + next);
        let beside = |other: Option<usize>| {
            other.is_some_and(|other| parent(other) == parent(at) && other.abs_diff(at) <= 3)
        };
        chosen[at] = match (beside(last), beside(next)) {
            (true, true) => true,
            (true, false) | (false, true) => block.prose() > 0,
            (false, false) => false,
        };
    }
}

/// The short lines over a story, its headline aside, and under it with its own last.
fn beside(outline: &Outline<'_>, first: usize, last: usize) -> (Vec<String>, Vec<String>) {
    let short = |block: &&Block| block.chars <= SHORT && block.kind != ParagraphKind::Headline;
    let words = |block: &Block| block.text.clone();
    let above =
        outline.blocks[first.saturating_sub(LINES)..(first + 2).min(last)].iter().filter(short).map(words);
    let below = outline.blocks[last..(last + 3).min(outline.blocks.len())].iter().filter(short).map(words);
    (above.collect(), below.collect())
}

/// The short paragraphs where a story begins and ends that are its element's own: those right before it, its first
/// and last, and those right after it.
fn ends(outline: &Outline<'_>, first: usize, last: usize) -> Vec<String> {
    let parent = |at: usize| outline.elements.get(outline.blocks[at].holder).map(|holder| holder.parent);
    let around = |end: usize| end.saturating_sub(1)..(end + 2).min(outline.blocks.len());
    let own = |at: &usize, end: usize| {
        let block = &outline.blocks[*at];
        block.kind == ParagraphKind::Body
            && block.chars <= SHORT
            && block.link_chars == 0
            && (parent(*at).is_some() && parent(*at) == parent(end))
    };
    let words = |at: usize| outline.blocks[at].text.clone();
    let top = around(first).filter(|at| own(at, if *at == first { first + 1 } else { first }.min(last)));
    let bottom = around(last).filter(|at| own(at, if *at == last { last - 1 } else { last }.max(first)));
    if first == last { Vec::new() } else { top.chain(bottom).map(words).collect() }
}

/// Lines with a number of two digits or more around a story: the closest above it, its own first and last, those below.
fn dated(outline: &Outline<'_>, first: usize, last: usize) -> Vec<String> {
    let blocks = &outline.blocks;
    let fits = |block: &&Block| {
        let digits = block.text.bytes().filter(u8::is_ascii_digit).count();
        block.chars <= 200 && digits >= 4 && block.link_chars < block.chars.max(1)
    };
    let above = blocks[first.saturating_sub(20)..first].iter().rev();
    let below = blocks[last..].iter().take(15);
    let top = blocks[first..].iter().take(2);
    let near = above.chain(top).chain(below);
    // Then anywhere on the page, but for what says that it stands beside the article.
    let headline = blocks[..first].iter().rposition(|b| b.kind == ParagraphKind::Headline).unwrap_or(0);
    let far = blocks[headline..].iter().filter(|b| b.chars <= 100 && !is_beside(outline, b, None)).take(400);
    near.chain(far).filter(fits).map(|block| block.text.clone()).collect()
}

/// Bylines and lines of dates between the headline and the story.
fn labels(outline: &Outline<'_>, first: usize) -> Vec<(usize, ParagraphKind)> {
    let from =
        outline.blocks[..first].iter().rposition(|b| b.kind == ParagraphKind::Headline).unwrap_or(first);
    let kind = |at: usize| match super::features::label(&outline.blocks[at].text)? {
        "byline" => Some((at, ParagraphKind::Byline)),
        _ => Some((at, ParagraphKind::Date)),
    };
    (from..first).take(LINES).filter_map(kind).collect()
}

/// A second `<h1>` inside a story is a heading of its part.
fn named(mut block: Block) -> Block {
    if block.kind == ParagraphKind::Headline {
        block.kind = ParagraphKind::Subhead;
    }
    block
}

/// The captions that belong to the story between the blocks `first` and `last`: those among its blocks, and
/// those above that stand in the same article.
fn captions(outline: &Outline<'_>, chosen: &[bool], first: usize, last: usize, headline: &str) -> Vec<usize> {
    let outer = article_around(outline, first, last, headline);
    let (from, to) = outer.map_or((first, last + 1), |at| outline.elements[at].blocks);
    let belongs = |at: &usize| {
        let block = &outline.blocks[*at];
        (block.kind == ParagraphKind::Caption || !chosen[*at] && is_under_picture(outline, *at))
            && (*at < last || outer.is_some() && *at < last + 4)
            && !(block.is_link() && block.chars < 60)
            && !is_beside(outline, block, outer)
    };
    let mut kept: Vec<usize> = Vec::new();
    for at in from.min(first)..to.max(last) {
        let credit = outline.blocks[at].kind == ParagraphKind::Furniture
            && kept.last().is_some_and(|last| last + 1 == at);
        if credit || belongs(&at) {
            kept.push(at);
        }
    }
    kept
}

/// Whether a block stands under a picture with nothing else around both but a credit.
fn is_under_picture(outline: &Outline<'_>, at: usize) -> bool {
    let block = &outline.blocks[at];
    if block.kind != ParagraphKind::Body
        || block.chars < 12
        || block.chars > 600
        || block.link_chars * 2 > block.chars
    {
        return false;
    }
    let small = |place: &usize| {
        let (from, to) = outline.elements[*place].blocks;
        from == at && to - from <= 2
    };
    outline.around(block.holder).take_while(small).any(|place| {
        let end = outline.elements[place].end;
        outline.pictures.iter().any(|(holder, before)| (place..end).contains(holder) && *before <= at)
    })
}

fn under_picture(mut block: Block) -> Block {
    if block.kind != ParagraphKind::Furniture {
        block.kind = ParagraphKind::Caption;
    }
    block
}

/// The closest element that holds the story and its headline, or else calls itself an article.
fn article_around(outline: &Outline<'_>, first: usize, last: usize, headline: &str) -> Option<usize> {
    let holder = outline.blocks.get(first)?.holder;
    let title = outline.blocks[..first].iter().rposition(|b| {
        b.kind == ParagraphKind::Headline || !headline.is_empty() && letters(&b.text) == headline
    });
    outline.around(holder).find(|at| {
        let holder = &outline.elements[*at];
        let (from, to) = holder.blocks;
        let whole = from <= first && last < to;
        whole
            && (matches!(holder.element.name(), "article" | "main" | "body")
                || title.is_some_and(|t| from <= t))
    })
}

/// Whether an element between the block and the article says that it stands beside it.
fn is_beside(outline: &Outline<'_>, block: &Block, article: Option<usize>) -> bool {
    outline.around(block.holder).take_while(|at| Some(*at) != article).any(|at| {
        let holder = &outline.elements[at];
        match holder.element.name() {
            "html" | "body" | "article" | "main" => false,
            "aside" | "nav" | "footer" => true,
            _ => holder.called.any(Called::APART),
        }
    })
}

/// The blocks of a piece of markup that is an article's text already.
pub(super) fn fragment(html: &Html) -> Vec<Block> {
    let outline = Outline::of(html);
    let beside: Vec<bool> = outline.blocks.iter().map(|block| is_beside(&outline, block, None)).collect();
    outline.blocks.into_iter().zip(beside).filter(|(_, beside)| !beside).map(|(block, _)| block).collect()
}

/// Drops headings over nothing and what is printed twice in a row.
fn prune(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let over_nothing = block.kind == ParagraphKind::Subhead
            && blocks
                .peek()
                .is_none_or(|next| next.kind == ParagraphKind::Subhead && next.text == block.text);
        if !over_nothing {
            out.push(block);
        }
    }
    out
}
