//! Groups that some articles go from and come to, where nothing that stays is parted: put together from those of before.
//!
//! A group may hold a good part of an archive, all that hangs together by a chain of others. So nothing is looked at
//! again of a group that nobody goes from or comes to; one that is only left keeps its order, and where a few come to a
//! large one the order of the others is kept, and the place of each who comes is found in one pass over all articles.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::all::{All, Set, among};
use super::joined::{Sets, order};
use super::{Copies, Sketch};

/// So many who come are looked for a place one by one.
const COME: usize = 32;

/// What a change does where it parts nothing.
pub(super) struct Mending<'c> {
    /// What went, or is another now.
    pub gone: &'c [Sketch],
    /// What is alike now, in the buckets of the change.
    pub alike: Vec<Vec<&'c Sketch>>,
    /// A group of more is not gathered whole where that can be helped.
    pub few: usize,
}

/// What may become one with others: a group of before, or an article that was in none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Group(u32),
    Single(u64),
}

/// What is one group now.
#[derive(Default)]
struct Joined {
    /// The groups of before that it is made of.
    groups: Vec<u32>,
    /// The articles that come to them.
    come: Vec<Sketch>,
    /// Whether somebody went from one of them.
    is_left: bool,
    /// Whether a capture did: of others of its page another may be the newest now.
    is_left_by_capture: bool,
}

impl Joined {
    fn is_as_before(&self) -> bool {
        !self.is_left && self.groups.len() + self.come.len() < 2
    }
}

/// Those of the greatest group that stay, in their order, and who comes to them, in theirs.
struct Growing {
    first: Option<u64>,
    stay: Vec<u64>,
    come: Vec<Coming>,
    /// Whether nobody is a capture: then everybody's place follows from themselves alone.
    is_plain: bool,
}

struct Coming {
    sketch: Sketch,
    /// The last of those that stay before it.
    behind: Option<Sketch>,
}

impl Copies {
    /// The groups after a change that parts none.
    pub(super) fn mended<'s>(&self, mending: &Mending<'_>, all: &impl All<'s>) -> Copies {
        let gone: Set<u64> = mending.gone.iter().map(Sketch::rank).collect();
        let mut changed = self.joined(mending, &gone);
        changed.retain(|joined| !joined.is_as_before());
        if changed.is_empty() {
            return self.clone();
        }
        let theirs: Set<u32> = changed.iter().flat_map(|joined| joined.groups.iter().copied()).collect();
        let now: Vec<Vec<u64>> =
            changed.into_iter().map(|joined| self.grown(joined, &gone, mending.few, all)).collect();
        let others = (0..).zip(self.groups()).filter(|(number, _)| !theirs.contains(number));
        let now = now.into_iter().filter(|group| group.len() > 1);
        Copies::of_groups(others.map(|(_, group)| group).chain(now))
    }

    /// What the change touches, by what is one now.
    fn joined(&self, mending: &Mending<'_>, gone: &Set<u64>) -> Vec<Joined> {
        let node = |rank: u64| {
            let group = self.story_of(rank).filter(|_| !gone.contains(&rank));
            group.map_or(Node::Single(rank), Node::Group)
        };
        let mut numbers: BTreeMap<Node, (u32, Option<Sketch>)> = BTreeMap::new();
        let mut number = |node: Node, sketch: Option<Sketch>| {
            let next = numbers.len() as u32;
            numbers.entry(node).or_insert((next, sketch)).0
        };
        let left: Vec<(u32, bool)> = mending
            .gone
            .iter()
            .filter_map(|sketch| Some((self.story_of(sketch.rank)?, sketch.is_capture())))
            .map(|(group, is_capture)| (number(Node::Group(group), None), is_capture))
            .collect();
        let pairs: Vec<(u32, u32)> = mending
            .alike
            .iter()
            .filter_map(|set| {
                let mut of = |sketch: &&Sketch| number(node(sketch.rank), Some(**sketch));
                let first = of(set.first()?);
                Some(set.iter().map(|sketch| (first, of(sketch))).collect::<Vec<_>>())
            })
            .flatten()
            .collect();
        let mut sets = Sets::new(numbers.len());
        pairs.into_iter().for_each(|(one, other)| sets.join(one, other));
        let mut out: BTreeMap<u32, Joined> = BTreeMap::new();
        for (node, (number, sketch)) in numbers {
            let joined = out.entry(sets.root(number)).or_default();
            match node {
                Node::Group(group) => joined.groups.push(group),
                Node::Single(_) => joined.come.extend(sketch),
            }
        }
        for (number, is_capture) in left {
            let joined = out.entry(sets.root(number)).or_default();
            joined.is_left = true;
            joined.is_left_by_capture |= is_capture;
        }
        out.into_values().collect()
    }

    /// The members of what is one group now, in their order.
    fn grown<'s>(&self, joined: Joined, gone: &Set<u64>, few: usize, all: &impl All<'s>) -> Vec<u64> {
        let Joined { mut groups, mut come, is_left_by_capture, .. } = joined;
        groups.sort_by_key(|group| Reverse(self.members_of(*group).len()));
        let stay_of = |group: u32| self.members_of(group).into_iter().filter(|rank| !gone.contains(rank));
        let mut groups = groups.into_iter();
        let greatest = groups.next();
        let stay: Vec<u64> = greatest.into_iter().flat_map(stay_of).collect();
        let smaller: Set<u64> = groups.flat_map(stay_of).collect();
        let is_few = stay.len() <= few || come.len() + smaller.len() > COME;
        if is_left_by_capture || (is_few && !(come.is_empty() && smaller.is_empty())) {
            let come: Vec<u64> = come.iter().map(Sketch::rank).chain(smaller).collect();
            return gathered(&stay, &come, all);
        }
        if !smaller.is_empty() {
            come.extend(among(all, |sketch| smaller.contains(&sketch.rank)));
        }
        if come.is_empty() {
            return stay;
        }
        let first = greatest.and_then(|group| self.first_of(group));
        let mut growing = Growing::of(first, stay, come);
        growing.find_places(self, gone, all);
        growing.together(all)
    }

    fn members_of(&self, group: u32) -> Vec<u64> {
        self.members_in(group).collect()
    }
}

impl Growing {
    fn of(first: Option<u64>, stay: Vec<u64>, mut come: Vec<Sketch>) -> Growing {
        come.sort_unstable_by_key(Sketch::place);
        let is_plain = !come.iter().any(Sketch::is_capture);
        let come = come.into_iter().map(|sketch| Coming { sketch, behind: None }).collect();
        Growing { first, stay, come, is_plain }
    }

    /// Looks for the place of each who comes among those that stay.
    fn find_places<'s>(&mut self, copies: &Copies, gone: &Set<u64>, all: &impl All<'s>) {
        let first = self.first;
        // Few are asked for, since what lies before the last that was found is no better.
        let stays = |sketch: &Sketch| {
            !gone.contains(&sketch.rank) && first.is_some() && copies.stands_for(sketch.rank) == first
        };
        for sketch in all() {
            if !self.is_plain {
                return;
            }
            let place = sketch.place();
            let is_nearer = |coming: &Coming| {
                place < coming.sketch.place()
                    && coming.behind.is_none_or(|behind: Sketch| behind.place() < place)
            };
            let is_asked_for = sketch.is_capture() || self.come.iter().any(is_nearer);
            if !is_asked_for || !stays(&sketch) {
                continue;
            }
            self.is_plain &= !sketch.is_capture();
            let nearer = self.come.iter_mut().filter(|coming| is_nearer(coming));
            nearer.for_each(|coming| coming.behind = Some(sketch));
        }
    }

    /// All of them in their order.
    fn together<'s>(self, all: &impl All<'s>) -> Vec<u64> {
        let Growing { stay, come, is_plain, .. } = self;
        if !is_plain {
            let come: Vec<u64> = come.iter().map(|coming| coming.sketch.rank).collect();
            return gathered(&stay, &come, all);
        }
        let mut behind: HashMap<Option<u64>, Vec<u64>> = HashMap::new();
        for coming in come {
            behind.entry(coming.behind.map(|sketch| sketch.rank)).or_default().push(coming.sketch.rank);
        }
        let mut out = behind.remove(&None).unwrap_or_default();
        for rank in stay {
            out.push(rank);
            out.extend(behind.remove(&Some(rank)).unwrap_or_default());
        }
        out
    }
}

/// A group in its order, by the sketches of all its members.
fn gathered<'s>(stay: &[u64], come: &[u64], all: &impl All<'s>) -> Vec<u64> {
    let ranks: Set<u64> = stay.iter().chain(come).copied().collect();
    let sketches = among(all, |sketch| ranks.contains(&sketch.rank));
    let mut group: Vec<&Sketch> = sketches.iter().collect();
    order(&mut group);
    group.into_iter().map(Sketch::rank).collect()
}
