//! Where on a page the article is: the smallest element that holds most of what reads like a story.

use std::collections::HashMap;

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use crate::model::ParagraphKind;

use super::blocks::{Block, all};

/// The article's blocks, in the page's order.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Captions of the article that stand over its story.
    pub(super) before: Vec<Block>,
    /// The story with its headings and captions.
    pub(super) story: Vec<Block>,
}

/// Shorter blocks are labels and dates, no prose.
const PROSE: usize = 40;

/// Finds the article.
pub(super) fn find(html: &Html, headline: &str) -> Found {
    let blocks = all(html);
    let paths: Vec<Vec<NodeId>> = blocks.iter().map(|b| path(html, b.holder)).collect();
    let weights = weigh(&blocks, &paths);
    let weight = |id: &NodeId| weights.get(id).copied().unwrap_or(0);
    let Some(start) = start(html, &weight) else { return Found::default() };
    let root = descend(html, start, &weight);
    let outer = article_around(html, root);
    let mut found = Found::default();
    for (block, path) in blocks.into_iter().zip(&paths) {
        if path.contains(&root) {
            found.story.push(block);
        } else if block.kind == ParagraphKind::Caption && path.contains(&outer) && found.story.is_empty() {
            found.before.push(block);
        }
    }
    found.story = prune(found.story, headline);
    found
}

/// Elements nested deeper in each other than this are a trap, not a page.
const DEEPEST: usize = 256;

/// An element and those around it, the closest only where they are too many, and always the page's root.
fn path(html: &Html, id: NodeId) -> Vec<NodeId> {
    let Some(node) = html.tree.get(id) else { return Vec::new() };
    let mut path: Vec<NodeId> = node.ancestors().take(DEEPEST).map(|a| a.id()).chain([id]).collect();
    let root = html.root_element().id();
    if !path.contains(&root) {
        path.push(root);
    }
    path
}

/// How much prose each element holds.
fn weigh(blocks: &[Block], paths: &[Vec<NodeId>]) -> HashMap<NodeId, usize> {
    let mut weights = HashMap::new();
    for (block, path) in blocks.iter().zip(paths) {
        let length = block.text.chars().count();
        let own = length.saturating_sub(block.link_chars);
        if block.kind == ParagraphKind::Body
            && own >= PROSE
            && !block.is_link()
            && length >= 2 * block.link_chars
        {
            for id in path {
                *weights.entry(*id).or_insert(0) += own;
            }
        }
    }
    weights
}

/// Where the search begins: what the page itself calls its article, if most of the prose is there.
fn start(html: &Html, weight: &impl Fn(&NodeId) -> usize) -> Option<NodeId> {
    let body = html.root_element().id();
    let whole = weight(&body);
    let heaviest = |wanted: fn(&ElementRef<'_>) -> bool| {
        let elements = html.root_element().descendants().filter_map(ElementRef::wrap).filter(wanted);
        // The first of equals: outer before inner.
        elements.map(|e| (weight(&e.id()), e.id())).fold(None, |best: Option<(usize, NodeId)>, next| {
            if best.is_none_or(|b| next.0 > b.0) { Some(next) } else { best }
        })
    };
    let stated =
        heaviest(|e| e.attr("itemprop").is_some_and(|p| p.split_whitespace().any(|p| p == "articleBody")));
    let article = heaviest(|e| e.value().name() == "article" || e.attr("role") == Some("article"));
    let main = heaviest(|e| e.value().name() == "main" || e.attr("role") == Some("main"));
    let holds = |found: Option<(usize, NodeId)>, share: usize| {
        found.filter(|(w, _)| *w > 0 && w * 100 >= whole * share)
    };
    let found = holds(stated, 30).or_else(|| holds(article, 40)).or_else(|| holds(main, 40));
    found.map(|(_, id)| id).or((whole > 0).then_some(body))
}

/// Goes down as long as one child holds nearly everything.
fn descend(html: &Html, from: NodeId, weight: &impl Fn(&NodeId) -> usize) -> NodeId {
    let mut at = from;
    loop {
        let Some(node) = html.tree.get(at) else { return at };
        let all = weight(&at);
        let next = node.children().find(|child| weight(&child.id()) * 100 >= all * 85);
        match next {
            // A page of one paragraph: its own element is too small to hold headings and captions.
            Some(child) if !is_paragraph(html, child.id()) => at = child.id(),
            _ => return at,
        }
    }
}

fn is_paragraph(html: &Html, id: NodeId) -> bool {
    let element = html.tree.get(id).and_then(ElementRef::wrap);
    element.is_none_or(|e| matches!(e.value().name(), "p" | "li" | "span" | "a" | "blockquote" | "pre"))
}

/// The closest `<article>` or `<main>` around the story, whose captions over the story are its own.
fn article_around(html: &Html, root: NodeId) -> NodeId {
    let Some(node) = html.tree.get(root) else { return root };
    let named = |n: &ego_tree::NodeRef<'_, scraper::Node>| {
        n.value().as_element().is_some_and(|e| matches!(e.name(), "article" | "main"))
    };
    node.ancestors().find(named).map_or(root, |n| n.id())
}

/// Drops what is no part of the story: teasers, a heading over nothing, the headline again.
fn prune(blocks: Vec<Block>, headline: &str) -> Vec<Block> {
    let kept: Vec<Block> = blocks
        .into_iter()
        .filter(|b| b.kind != ParagraphKind::Headline && b.text != headline)
        .filter(|b| !(b.is_link() && (b.in_list || b.kind != ParagraphKind::Caption)))
        .collect();
    let mut out: Vec<Block> = Vec::with_capacity(kept.len());
    let mut blocks = kept.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let over_nothing = block.kind == ParagraphKind::Subhead
            && blocks.peek().is_none_or(|next| next.kind == ParagraphKind::Subhead);
        if !over_nothing {
            out.push(block);
        }
    }
    out
}
