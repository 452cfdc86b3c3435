//! What everybody calls well-known bodies, where no letters of the name tell it: “Fed”, “BofA”; and where a land before it does
//! not make it another: “U.S. FDA”.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::body_key::body_key;

/// Keys of other names by the key of the one.
type Names = HashMap<String, Vec<String>, FixedState>;

static SHORTS: LazyLock<Names> = LazyLock::new(|| {
    let shorts: BTreeMap<String, Vec<String>> = read(include_str!("known_as.toml"));
    names(shorts.into_iter().chain(with_lands(LANDS.only.clone())))
});

static SHARED: LazyLock<Names> = LazyLock::new(|| names(with_lands(LANDS.shared.clone())));

static LANDS: LazyLock<Lands> = LazyLock::new(|| read(include_str!("lands.toml")));

#[derive(Deserialize, Default)]
struct Lands {
    only: BTreeMap<String, Vec<String>>,
    shared: BTreeMap<String, Vec<String>>,
}

/// A slip in a file fails its test; without it nobody has such a name.
fn read<T: DeserializeOwned + Default>(file: &str) -> T {
    toml::from_str(file).unwrap_or_default()
}

/// Names by the key of the one, from such names.
fn names(all: impl Iterator<Item = (String, Vec<String>)>) -> Names {
    let mut out = Names::default();
    for (name, others) in all {
        out.entry(body_key(&name)).or_default().extend(others.iter().map(|other| body_key(other)));
    }
    out
}

/// Each name, and the same with its land before it.
fn with_lands(lands: BTreeMap<String, Vec<String>>) -> impl Iterator<Item = (String, Vec<String>)> {
    lands.into_iter().flat_map(|(land, names)| {
        names.into_iter().map(move |name| {
            let with_land = format!("{land} {name}");
            (name, vec![with_land])
        })
    })
}

/// The keys of what the body with this key is called as well.
pub(super) fn shorts_of(key: &str) -> &'static [String] {
    SHORTS.get(key).map_or(&[], Vec::as_slice)
}

/// The keys of what the body with this key may be called as well, as another land's may.
pub(super) fn shared_of(key: &str) -> &'static [String] {
    SHARED.get(key).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_short_name_is_one_bodys() {
        let mut all: Vec<&String> = SHORTS.values().chain(SHARED.values()).flatten().collect();
        let count = all.len();
        assert!(count > 40);
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert_eq!(shorts_of("federal reserve"), ["fed", "us federal reserve"]);
        assert_eq!(shared_of("fda"), ["us fda"]);
        assert!(SHORTS.values().flatten().all(|short| !SHORTS.contains_key(short)));
    }
}
