//! The weight of what two contexts share.

use super::{Context, Shared};

/// What two contexts share, weighed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::resolve) struct Weighed {
    /// For it, less against it.
    pub points: i32,
    /// Whether more than company and time speaks for it.
    pub identity: bool,
    /// What speaks for it.
    pub shared: Vec<Shared>,
}

const SAME_BODY: i32 = 3;
const NEAR_BODY: i32 = 2;
const SAME_ROLE: i32 = 2;
const ROLE_WORD: i32 = 1;
const MOST_COMPANY: usize = 3;
const NEAR_DAYS: i64 = 31;
const FAR_DAYS: i64 = 10 * 365;
const OTHER_FIELD: i32 = -2;

/// Weighs what speaks for and against `a` and `b` being one.
pub(in crate::resolve) fn weigh(a: &Context, b: &Context) -> Weighed {
    let mut out = Weighed::default();
    body(a, b, &mut out);
    role(a, b, &mut out);
    out.identity = out.points > 0;
    company(a, b, &mut out);
    time(a, b, &mut out);
    if !a.fields.is_empty() && !b.fields.is_empty() && a.fields.is_disjoint(&b.fields) {
        out.points += OTHER_FIELD;
    }
    out
}

fn body(a: &Context, b: &Context, out: &mut Weighed) {
    if let Some(shared) = a.bodies.intersection(&b.bodies).max_by_key(|key| key.length()) {
        out.add(SAME_BODY, Shared::Organization(*shared));
        return;
    }
    let near = |a: &Context, b: &Context| {
        a.ends.iter().filter(|end| b.bodies.contains(&end.end)).map(|end| end.body).min()
    };
    if let Some(shared) = near(a, b).or_else(|| near(b, a)) {
        out.add(NEAR_BODY, Shared::Organization(shared));
    }
}

fn role(a: &Context, b: &Context, out: &mut Weighed) {
    let words = a.words.intersection(&b.words).next();
    match (a.roles.intersection(&b.roles).next(), words) {
        (Some(phrase), Some(_)) => out.add(SAME_ROLE, Shared::Role(*phrase)),
        (Some(phrase), None) => out.add(ROLE_WORD, Shared::Role(*phrase)),
        (None, Some(word)) => out.add(ROLE_WORD, Shared::Role(*word)),
        (None, None) => {}
    }
}

fn company(a: &Context, b: &Context, out: &mut Weighed) {
    for name in a.company.intersection(&b.company).take(MOST_COMPANY) {
        out.add(1, Shared::Company(*name));
    }
}

fn time(a: &Context, b: &Context, out: &mut Weighed) {
    match a.gap(b) {
        Some(..=NEAR_DAYS) => out.add(1, Shared::Time),
        Some(FAR_DAYS..) => out.points -= 1,
        _ => {}
    }
}

impl Weighed {
    fn add(&mut self, points: i32, shared: Shared) {
        self.points += points;
        self.shared.push(shared);
    }
}
