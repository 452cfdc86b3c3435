//! The second pass over bodies: which are one by a shorter name, and whatever parts they lie in, brought together.

use std::io;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::bodies::{self, Meant};
use super::gid::Gid;
use super::key::Key;
use super::pieces::Pieces;
use super::run::{Decisions, Part, Run, put_moved};
use super::sets::Sets;
use super::shelves::Shelf;
use super::sighting::Sightings;

impl Run<'_> {
    pub(super) fn organizations(&self) -> io::Result<()> {
        self.parts().try_for_each(|part| self.put_forms(part))?;
        let (decisions, homes) = self.decided()?;
        self.parts().try_for_each(|part| self.move_bodies(part, &homes))?;
        self.parts().try_for_each(|part| self.finish_bodies(part, &homes, &decisions))?;
        self.resolver.shelves.clear(Shelf::Bodies);
        self.resolver.shelves.clear(Shelf::MovedBodies);
        Ok(())
    }

    /// Which bodies mean which others by their names, and where they belong. Where a name may mean several, these are looked at once
    /// more: “Quay” means the Quay Bank and the Quay Bank Group where they are one.
    fn decided(&self) -> io::Result<(Decisions, Homes)> {
        let meant: Vec<Vec<Meant>> = self
            .parts()
            .map(|part| Ok(bodies::meant(&self.get(Shelf::Forms, part)?)))
            .collect::<io::Result<_>>()?;
        self.resolver.shelves.clear(Shelf::Forms);
        let (clear, open): (Vec<Meant>, Vec<Meant>) =
            meant.into_iter().flatten().partition(|meant| meant.likeliest.len() == 1);
        let decision = |meant: Meant| Some((meant.own, (*meant.likeliest.first()?, meant.reason)));
        let mut decisions: Decisions = clear.into_iter().filter_map(decision).collect();
        let first = homes(&decisions);
        let home = |gid: &Gid| first.get(gid).copied().unwrap_or(*gid);
        let is_one = |meant: &Meant| meant.likeliest.windows(2).all(|two| home(&two[0]) == home(&two[1]));
        decisions.extend(open.into_iter().filter(is_one).filter_map(decision));
        let homes = homes(&decisions);
        Ok((decisions, homes))
    }

    /// Puts each body that may be meant by another's name, or mean one by its own, where they meet.
    fn put_forms(&self, part: u32) -> io::Result<()> {
        let bytes = self.get(Shelf::Bodies, part)?;
        let whole = Part::read(&bytes, &self.world);
        let mut pieces = Pieces::new(Shelf::Forms, self.resolver.parts);
        for (index, (key, members)) in bodies::by_key(&whole.sightings).into_iter().enumerate() {
            let gid = Gid { part, index: index as u32 };
            let own = Key::from(&*key);
            let is_form = self.bodies.forms.contains(&own.number());
            let mut group = bodies::body(members, None);
            let is_known = |name: &str| self.is_commoner(name, group.members.len());
            let mut forms = bodies::forms(&key, &group, is_known);
            if let Some(both) = self.two_in_one(&key, group.members.len()) {
                forms.retain(|form, _| !both.contains(form));
            }
            let met: Vec<_> =
                forms.into_iter().filter(|(form, _)| self.bodies.keys.contains_key(&form.number())).collect();
            if !is_form && met.is_empty() {
                continue;
            }
            group = bodies::body(group.members, Some(&self.world));
            let all = met.into_iter().map(|(form, called)| (form, Some(called)));
            for (form, called) in all.chain(is_form.then_some((own, None))) {
                let to = self.resolver.part(form.number());
                pieces.put(self.resolver.shelves, to, |out| bodies::put(out, form, called, gid, &group))?;
            }
        }
        pieces.finish(self.resolver.shelves)
    }

    /// The two bodies that an article ran together, as the rest of the archive tells, which names each more often: “Lind Bank and
    /// Quay Works” is neither.
    fn two_in_one(&self, key: &str, count: usize) -> Option<[Key; 2]> {
        let (one, other) = key.split_once(" and ")?;
        let both = [Key::from(one), Key::from(other)];
        [one, other].iter().all(|name| self.is_commoner(name, count)).then_some(both)
    }

    /// Whether a name is a body's in more articles than so many.
    fn is_commoner(&self, name: &str, count: usize) -> bool {
        let naming = self.bodies.keys.get(&Key::from(name).number());
        naming.is_some_and(|naming| naming.bare as usize > count)
    }

    fn move_bodies(&self, part: u32, homes: &Homes) -> io::Result<()> {
        if !homes.keys().any(|gid| gid.part == part) {
            return Ok(());
        }
        let bytes = self.get(Shelf::Bodies, part)?;
        let whole = Part::read(&bytes, &self.world);
        let mut moved = Pieces::new(Shelf::MovedBodies, self.resolver.parts);
        for (index, (_, members)) in bodies::by_key(&whole.sightings).into_iter().enumerate() {
            let gid = Gid { part, index: index as u32 };
            let Some(home) = homes.get(&gid) else { continue };
            for row in members.iter().filter_map(|member| whole.row(member)) {
                moved.put(self.resolver.shelves, home.part, |out| put_moved(out, *home, gid, row))?;
            }
        }
        moved.finish(self.resolver.shelves)
    }

    fn finish_bodies(&self, part: u32, homes: &Homes, decisions: &Decisions) -> io::Result<()> {
        let bytes = self.get(Shelf::Bodies, part)?;
        let whole = Part::read(&bytes, &self.world);
        let moved = self.get(Shelf::MovedBodies, part)?;
        let mut moved = Self::moved(&moved);
        let mut made = Sightings::new(&self.world.texts);
        for (index, (_, members)) in bodies::by_key(&whole.sightings).into_iter().enumerate() {
            let gid = Gid { part, index: index as u32 };
            if homes.contains_key(&gid) {
                continue;
            }
            let reason = |gid: &Gid| decisions.get(gid).map(|(_, reason)| reason);
            let mut all = vec![(bodies::body(members, None), reason(&gid))];
            for (gid, rows) in moved.remove(&gid.index).unwrap_or_default() {
                all.push((bodies::body(self.read(&mut made, &rows), None), reason(&gid)));
            }
            bodies::merged(all).into_iter().for_each(|group| self.finish(group));
        }
        Ok(())
    }
}

/// Where bodies belong that do not stay where they are.
type Homes = HashMap<Gid, Gid, FixedState>;

/// All that are one by what was decided belong to the first of them.
fn homes(decisions: &Decisions) -> Homes {
    let mut gids: Vec<Gid> = decisions.iter().flat_map(|(from, (to, _))| [*from, *to]).collect();
    gids.sort_unstable();
    gids.dedup();
    let mut sets = Sets::new(gids.len());
    let at = |gid: &Gid| gids.binary_search(gid).unwrap_or_default();
    // Whatever is joined first, the sets are the same.
    #[allow(clippy::iter_over_hash_type)]
    for (from, (to, _)) in decisions {
        sets.join(at(from), at(to));
    }
    let sets = sets.all().into_iter().filter_map(|set| Some((*gids.get(*set.first()?)?, set)));
    sets.flat_map(|(home, set)| {
        set.into_iter().skip(1).filter_map(|at| gids.get(at)).map(|gid| (*gid, home)).collect::<Vec<_>>()
    })
    .collect()
}
