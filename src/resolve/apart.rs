//! Telling those apart who share a name.

use std::collections::BTreeMap;

use super::key::Key;
use crate::model::EntityKind;
use crate::text::fold::fold_name;

/// Digits of an article's id that are shown behind a name.
const SHOWN_ID: usize = 8;

/// What tells who shares a name with others from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'n> {
    /// The name used most.
    pub name: &'n str,
    /// Person or organization.
    pub kind: EntityKind,
    /// Whom they speak for, or what they do, as most articles say.
    pub remark: Option<&'n str>,
    /// The id of the first of their articles, or its beginning.
    pub first: &'n str,
}

impl Named<'_> {
    fn remark(&self) -> Option<String> {
        self.remark.map(|remark| format!("({remark})"))
    }

    /// The beginning of the id of its first article.
    fn place(&self) -> Option<String> {
        (!self.first.is_empty())
            .then(|| format!("#{}", self.first.chars().take(SHOWN_ID).collect::<String>()))
    }
}

/// What those are called who are not told apart by their names: the name, and a remark behind it. In order.
pub fn told_apart(named: &[Named<'_>]) -> Vec<(usize, String)> {
    let mut keys: Vec<(EntityKind, Key, usize)> =
        named.iter().enumerate().map(|(at, one)| (one.kind, Key::from(&*fold_name(one.name)), at)).collect();
    keys.sort_unstable();
    let mut out = Vec::new();
    for several in keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|several| several.len() > 1) {
        let mut left: Vec<(usize, &Named<'_>)> =
            several.iter().filter_map(|(.., at)| Some((*at, named.get(*at)?))).collect();
        let remarks: [&dyn Fn(&Named<'_>) -> Option<String>; 2] = [&|one| one.remark(), &|one| one.place()];
        for remark in remarks {
            // Those who share a remark as well are told apart by the next.
            let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
            several.iter().filter_map(|(.., at)| named.get(*at)).for_each(|one| {
                *counts.entry(remark(one)).or_default() += 1;
            });
            left.retain(|(at, one)| {
                let own = remark(one).filter(|own| counts.get(&Some(own.clone())) == Some(&1));
                out.extend(own.iter().map(|own| (*at, format!("{} {own}", one.name))));
                own.is_none()
            });
        }
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_tells_apart_or_else_an_article() {
        let one = |name, kind, remark, first| Named { name, kind, remark, first };
        let (person, body) = (EntityKind::Person, EntityKind::Organization);
        let named = [
            one("John Smith", person, Some("Rovers"), "a1"),
            one("john smith", person, Some("Senate"), "0123456789"),
            one("John Smith", person, Some("Senate"), "c3"),
            one("John Smith", body, None, "d4"),
            one("Ana Ruiz", person, None, "e5"),
        ];
        let want = [(0, "John Smith (Rovers)"), (1, "john smith #01234567"), (2, "John Smith #c3")];
        assert_eq!(told_apart(&named), want.map(|(at, name)| (at, name.to_owned())));
    }
}
