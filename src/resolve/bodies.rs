//! Organizations, resolved: one key is one body; short names and initials need support.
//!
//! A short name is looked up among the forms of all other names. Both sides put what surrounds them on one
//! shelf, by the form, so that each form is weighed by itself, wherever the bodies lie.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::body_key::{
    body_key, initials, is_form_or_seat, is_group, is_turning, runs_on, without_firm_form,
};
use super::evidence::{Context, Reason, Tie, near_keys, weigh};
use super::few::Few;
use super::generic::{is_generic, is_name};
use super::gid::Gid;
use super::group::Group;
use super::key::Key;
use super::known_as::{shared_of, shorts_of};
use super::parts::{is_part_of, says_more};
use super::sighting::{Printed, Sighting};
use super::surname_of_body::is_of_person;
use super::world::World;
use crate::text::varint::{Reader, Writer};

/// What it takes to tell which body a short name means.
const ENOUGH: i32 = 2;
/// What it is worth that an article uses both names for one body.
const STATED: i32 = 4;
/// What it is worth that nothing but a legal form is left out: “Quay” for “Quay Plc”, before the Quay Bank.
const FORM_ONLY: i32 = 2;
/// What it is worth that nothing but “Group” is left out: something else must tell that they are one.
const GROUP_ONLY: i32 = 1;
/// Of two that surroundings tell alike, the one that so many times as many articles call so is meant.
const CLEARLY: u32 = 8;
/// So many times, where these are its initials: those with the same are mostly the same, otherwise spelled.
const CLEARLY_INITIALS: u32 = 2;
/// So many that are meant alike are looked at: whether they are one.
const MOST_ALIKE: usize = 8;
/// A name that so many bodies begin with …
const CLAIMED: usize = 3;
/// … and that stands in so many times as many articles as one of them is a place's, not short for that one.
const COMMONER: usize = 8;
/// So many times, where several bodies begin with it, say more than it, and no article calls this one so.
const COMMONER_OPENING: usize = 2;

/// One body for each key. `sightings` are in order; so are the bodies, by key.
///
/// “Harrow Inc.” is no place: where the bare name is one, who has a legal form stays apart from it.
pub(super) fn by_key(sightings: &[Arc<Sighting>]) -> Vec<(String, Vec<Arc<Sighting>>)> {
    let mut by_key: BTreeMap<&str, Vec<Arc<Sighting>>> = BTreeMap::new();
    for sighting in sightings {
        by_key.entry(&sighting.printed.body).or_default().push(Arc::clone(sighting));
    }
    let mut out = Vec::with_capacity(by_key.len());
    for (key, members) in by_key {
        let (firms, bare): (Vec<_>, Vec<_>) = members.into_iter().partition(|member| member.printed.formed);
        let places = bare.iter().filter(|member| member.place).count();
        if places * 2 > bare.len() && !firms.is_empty() {
            out.push((key.to_owned(), bare));
            out.push((format!("{key} {FIRM}"), firms));
        } else {
            let mut members = firms;
            members.extend(bare);
            members.sort_by_key(|member| member.at);
            out.push((key.to_owned(), members));
        }
    }
    out
}

/// Stands behind the key of a firm whose bare name is a place's: no printed name has such a key.
const FIRM: &str = "inc";

/// Those of one key as a group; what surrounds them is told where it is asked for.
pub(super) fn body(members: Vec<Arc<Sighting>>, world: Option<&World>) -> Group {
    let mut group = match world {
        Some(world) => Group::of(members, 0, world),
        None => Group::with(members, 0, Context::default()),
    };
    group.full.clear();
    // What an article says a body speaks for is mostly itself.
    group.context.bodies.clear();
    group.context.ends.clear();
    group.context.genders.clear();
    group.keys = distinct(&group)
        .flat_map(|printed| std::iter::once(&printed.key).chain(&printed.alias_keys))
        .copied()
        .collect();
    group
}

/// What members are called; who is called as the one before is left out.
fn distinct(group: &Group) -> impl Iterator<Item = &Arc<Printed>> {
    let mut last: Option<&Arc<Printed>> = None;
    group.members.iter().map(|member| &member.printed).filter(move |printed| {
        let again = last.is_some_and(|last| Arc::ptr_eq(last, printed));
        last = Some(printed);
        !again
    })
}

/// What a body with this key may be called for short, whatever surrounds it.
///
/// “New Mexico” is not Mexico, nor “South Africa” Africa; “Verdalia Inc. Bank of Quay” ran together, and is neither.
pub(super) fn short_forms(key: &str) -> impl Iterator<Item = &str> {
    let ran_together = runs_on(key);
    let starts = key.match_indices(' ').map(|(end, _)| &key[..end]);
    let starts = starts.filter(move |start| start.len() >= 5 && !ran_together && !is_of_person(key));
    let is_another = move |end: &str| {
        let before = key.strip_suffix(end).and_then(|before| before.trim_end().rsplit(' ').next());
        before.is_some_and(|word| ANOTHER.contains(&word))
    };
    let ends = near_keys(key).filter(move |end| !ran_together && !is_another(end) || end.len() == key.len());
    ends.chain(starts).filter(|form| !is_generic(form))
}

/// What makes of a name another's.
const ANOTHER: [&str; 18] = [
    "new", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
    "upper", "lower", "inner", "outer", "pacific", "atlantic", "british", "peoples",
];

/// What an article calls a body beside its name.
pub(super) fn stated_forms<'p>(aliases: impl Iterator<Item = &'p str>) -> impl Iterator<Item = String> {
    aliases.filter(|name| is_name(name)).map(body_key).filter(|form| !is_generic(form))
}

/// What its initials are.
pub(super) fn initial_form(printed: &str) -> Option<String> {
    initials(printed)
}

/// How a body comes by a form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Called {
    /// In how many articles it is called so.
    stated: u32,
    /// Whether these are its initials.
    initials: bool,
    /// Whether these are initials of two words: the United Kingdom's, and many a firm's.
    pair: bool,
    /// Whether it is the name without a legal form, or where it is of: “Quay Trust” for “Quay Trust Co of Harrow”.
    form_only: bool,
    /// Whether nothing is left out but that it owns others, and its form: “Quay” for “Quay Group AG”.
    group: bool,
    /// Whether that form tells it from no namesake elsewhere: “Quay Inc.” may be “Quay Group”, not “Quay Group Plc”.
    loose: bool,
    /// Whether everybody calls it so: “Fed” is the Federal Reserve.
    known: bool,
    /// Whether it is a part of what is called so: the Agriculture Committee of the “Verdalia Senate”.
    part: bool,
    /// Whether the name only begins so, and goes on to say more: “Port Quay” for “Port Quay Harbour Authority”.
    opens: bool,
}

impl Called {
    fn tie(self) -> Tie {
        if self.stated > 0 { Tie::SameArticle } else { Tie::ShortName }
    }

    /// Whether it is a part of what is called so, and no article calls it so itself.
    fn is_part(self) -> bool {
        self.part && self.stated == 0 && !self.known
    }

    fn worth(self) -> i32 {
        let stated = if self.stated > 0 || self.known { STATED } else { 0 };
        let form = if self.form_only { FORM_ONLY } else { 0 };
        stated + form + if self.group { GROUP_ONLY } else { 0 }
    }

    fn write(self, out: &mut Writer) {
        let flags = [
            self.initials,
            self.form_only,
            self.pair,
            self.known,
            self.opens,
            self.part,
            self.group,
            self.loose,
        ];
        out.number(1 + flags.iter().rev().fold(0, |all, flag| all * 2 + u64::from(*flag)));
        out.number(u64::from(self.stated));
    }

    /// What was written with these flags.
    fn read(flags: u64, rows: &mut Reader<'_>) -> Option<Called> {
        let has = |flag| flags & flag != 0;
        let stated = rows.small()?;
        let (initials, form_only, pair, known) = (has(1), has(2), has(4), has(8));
        Some(Called {
            stated,
            initials,
            form_only,
            pair,
            known,
            opens: has(16),
            part: has(32),
            group: has(64),
            loose: has(128),
        })
    }
}

/// What a group answers to besides its own key; `is_known` tells what is a body in more articles than this one.
pub(super) fn forms(key: &str, group: &Group, is_known: impl Fn(&str) -> bool) -> BTreeMap<Key, Called> {
    let mut forms: BTreeMap<Key, Called> = BTreeMap::new();
    let alike = group.members.chunk_by(|a, b| Arc::ptr_eq(&a.printed, &b.printed));
    for (printed, count) in alike.filter_map(|same| Some((&same.first()?.printed, same.len()))) {
        let all = std::iter::once(&printed.name).chain(&printed.aliases).map(String::as_str);
        let all: BTreeSet<Key> = stated_forms(all).map(|form| Key::from(&*form)).collect();
        all.into_iter().for_each(|form| forms.entry(form).or_default().stated += count as u32);
    }
    for initials in distinct(group).filter_map(|printed| initial_form(&printed.name)) {
        forms.entry(Key::from(&*initials)).or_default().initials = true;
    }
    if let Some(called) = pair(key).and_then(|pair| forms.get_mut(&Key::from(&*pair))) {
        called.pair = true;
    }
    for form in shorts_of(key) {
        forms.entry(Key::from(&**form)).or_default().known = true;
    }
    for form in shared_of(key) {
        forms.entry(Key::from(&**form)).or_default();
    }
    for form in short_forms(key) {
        let called = forms.entry(Key::from(form)).or_default();
        if let Some(rest) = key.strip_prefix(form) {
            called.form_only |= is_form_or_seat(rest);
            called.opens |= says_more(rest);
            called.group |= is_group(rest);
            called.loose |= without_firm_form(key).is_none();
            called.part |= is_part_of(key, form) || is_of_land(rest, &is_known);
        }
    }
    if let Some(firm) = without_firm_form(key) {
        forms.entry(Key::from(firm)).or_default().form_only = true;
    }
    forms.remove(&Key::from(key));
    // The place that a firm bears the name of.
    forms.remove(&Key::from(key.strip_suffix(FIRM).map_or(key, str::trim_end)));
    forms
}

/// Whether what follows the beginning of a name is a ministry or the like by itself: “Norlandic” is not the Norlandic Finance Ministry.
fn is_of_land(rest: &str, is_known: impl Fn(&str) -> bool) -> bool {
    let rest = rest.trim_start();
    rest.contains(' ') && is_turning(rest) && is_known(rest)
}

/// The initials of two words.
fn pair(key: &str) -> Option<String> {
    let mut words = key.split(' ').map(|word| word.chars().next());
    let (Some(Some(a)), Some(Some(b)), None) = (words.next(), words.next(), words.next()) else {
        return None;
    };
    Some(format!("{a}{b}"))
}

/// A body as it lies on the shelf of forms: under its own key, or under a form it answers to.
pub(super) fn put(out: &mut Writer, form: Key, called: Option<Called>, gid: Gid, body: &Group) {
    out.0.extend_from_slice(&form.number().to_le_bytes());
    match called {
        None => out.number(0),
        Some(called) => called.write(out),
    }
    out.number(u64::from(body.is_place()) + 2 * u64::from(is_firm(body)));
    gid.write(out);
    body.context.write(out);
}

/// Whether articles print a legal form as often as not: the name is whole, and short for no other.
fn is_firm(body: &Group) -> bool {
    let firms = body.members.iter().filter(|member| member.printed.formed).count();
    firms * 2 >= body.members.len()
}

/// Those of one form: whose key it is, and who answers to it.
#[derive(Default)]
struct Form {
    own: Option<Body>,
    answers: Vec<(Called, Body)>,
}

/// A body as it was put there.
struct Body {
    gid: Gid,
    place: bool,
    firm: bool,
    context: Context,
}

/// A body that means another by its name.
pub(super) struct Meant {
    pub own: Gid,
    /// The likeliest: one, or several that only are meant if they are one themselves.
    pub likeliest: Vec<Gid>,
    pub reason: Reason,
}

/// Which body means which other by its name, for a part of the forms.
pub(super) fn meant(part: &[u8]) -> Vec<Meant> {
    let mut rows = Reader(part);
    let mut forms: BTreeMap<u64, Form> = BTreeMap::new();
    while let Some((number, called, body)) = read(&mut rows) {
        let form = forms.entry(number).or_default();
        match called {
            None => form.own = Some(body),
            Some(called) => form.answers.push((called, body)),
        }
    }
    let forms = forms.into_values().filter_map(|form| Some((form.own?, form.answers)));
    forms.filter_map(|(own, answers)| best(&own, &answers)).collect()
}

fn read(rows: &mut Reader<'_>) -> Option<(u64, Option<Called>, Body)> {
    let (number, rest) = rows.0.split_first_chunk()?;
    rows.0 = rest;
    // Nothing stands before a body under its own key.
    let called = match rows.number()?.checked_sub(1) {
        Some(flags) => Some(Called::read(flags, rows)?),
        None => None,
    };
    let kind = rows.number()?;
    let (place, firm) = (kind & 1 != 0, kind & 2 != 0);
    Some((
        u64::from_le_bytes(*number),
        called,
        Body { gid: Gid::read(rows)?, place, firm, context: Context::read(rows)? },
    ))
}

/// The one that is meant, if one is meant more than all others; or the few that are meant alike.
fn best(own: &Body, answers: &[(Called, Body)]) -> Option<Meant> {
    let mut weighed: Vec<Answer> = answers
        .iter()
        .filter(|(called, other)| !is_commoner(own, *called, other, answers.len()))
        .filter(|(called, other)| !called.is_part() && may_be_short(own, *called, other))
        .map(|(called, other)| Answer {
            barred: is_opening(own, *called, other, answers.len()),
            ..Answer::of(own, *called, other)
        })
        .collect();
    weighed.sort_by_key(|answer| (!answer.known, -answer.reason.points, Reverse(answer.stated), answer.gid));
    let mut weighed = weighed.into_iter();
    let first = weighed.next()?;
    let alike = weighed.filter(|other| !first.is_before(other)).map(|other| other.gid);
    let likeliest: Vec<Gid> = std::iter::once(first.gid).chain(alike).take(MOST_ALIKE + 1).collect();
    let is_meant = first.reason.points >= ENOUGH && !first.barred && likeliest.len() <= MOST_ALIKE;
    is_meant.then_some(Meant { own: own.gid, likeliest, reason: first.reason })
}

/// Whether the name opens several bodies' and stands in more articles than this one: “Port Quay” is a town, before the Port Quay
/// Harbour Authority and the Port Quay Club. None of them is meant, however much is alike.
fn is_opening(own: &Body, called: Called, other: &Body, answers: usize) -> bool {
    let is_open = called.opens && !called.known && called.stated == 0;
    is_open && answers > 1 && own.context.articles.len() >= COMMONER_OPENING * other.context.articles.len()
}

/// Whether the name stands in so many more articles than who may be called so that it is its own: “Northgate” is not the
/// Northgate Club, and RNA not the Rare Northgate Alliance. Initials that an article gives are nobody else's.
fn is_commoner(own: &Body, called: Called, other: &Body, answers: usize) -> bool {
    let given = called.known || called.initials && called.stated > 0;
    let is_claimed = answers >= CLAIMED || called.initials;
    !given && is_claimed && own.context.articles.len() >= COMMONER * other.context.articles.len()
}

/// Whether a name can be short for another's at all: “Paris” is not for the Paris Club, unless articles call that so about as
/// often as they name Paris, or these are initials that one gives (Lima is not the Lind Institute of Marine Arts); and “Quay Corp”
/// is whole, and not the Quay Bank, nor “LMC Corp” the Lind Motor Company.
fn may_be_short(own: &Body, called: Called, other: &Body) -> bool {
    let (named, stated) = (own.context.articles.len(), called.stated as usize);
    let is_place = own.place && !other.place && !called.pair && stated * 2 < named;
    let is_whole = own.firm && !called.form_only && !(called.group && called.loose) && stated < named;
    let initials = called.initials && (called.stated > 0 || !own.firm && (!own.place || other.place));
    called.known || initials || !is_place && !is_whole
}

/// Somebody whom a short name may mean.
struct Answer {
    gid: Gid,
    /// Whether everybody calls it so: then nobody else is.
    known: bool,
    /// Whether it is not meant, and others not before it.
    barred: bool,
    stated: u32,
    /// How many times as many articles as those of the next must call it so.
    clearly: u32,
    reason: Reason,
}

impl Answer {
    fn of(own: &Body, called: Called, other: &Body) -> Answer {
        let found = weigh(&own.context, &other.context);
        let points = found.points + called.worth();
        Answer {
            gid: other.gid,
            known: called.known,
            barred: false,
            stated: called.stated,
            clearly: if called.initials { CLEARLY_INITIALS } else { CLEARLY },
            reason: Reason { tie: called.tie(), shared: found.shared, points },
        }
    }

    /// Whether this one is meant rather than the next.
    fn is_before(&self, next: &Answer) -> bool {
        let clear = self.stated > 0 && self.stated >= next.stated.saturating_mul(self.clearly);
        self.known && !next.known || self.reason.points > next.reason.points || clear
    }
}

/// Puts bodies that are one together. Each comes with why it is the others.
pub(super) fn merged(mut bodies: Vec<(Group, Option<&Reason>)>) -> Option<Group> {
    bodies.sort_by_key(|(group, _)| group.id());
    let mut whole: Option<Group> = None;
    for (mut group, reason) in bodies {
        if let Some(reason) = reason {
            let keys: Few<Key> = group.keys.clone();
            keys.iter().for_each(|key| group.because(*key, reason.clone()));
        }
        match &mut whole {
            Some(whole) => whole.absorb(group),
            None => whole = Some(group),
        }
    }
    whole.map(|mut whole| {
        whole.settle();
        whole
    })
}
