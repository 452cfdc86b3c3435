//! What everybody calls well-known bodies, where no letters of the name tell it: “Fed”, “BofA”; and where a land before it does
//! not make it another: “U.S. FDA”.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::body_key::body_key;

/// Keys of other names by the key of the one.
static SHORTS: LazyLock<HashMap<String, Vec<String>, FixedState>> = LazyLock::new(|| {
    let mut all: HashMap<String, Vec<String>, FixedState> = HashMap::default();
    let shorts = read(include_str!("known_as.toml")).into_iter();
    let of_lands = read(include_str!("lands.toml")).into_iter().flat_map(|(land, names)| {
        names.into_iter().map(move |name| (name.clone(), vec![format!("{land} {name}")]))
    });
    for (name, others) in shorts.chain(of_lands) {
        all.entry(body_key(&name)).or_default().extend(others.iter().map(|other| body_key(other)));
    }
    all
});

/// A slip in a file fails its test; without it nobody has such a name.
fn read(file: &str) -> BTreeMap<String, Vec<String>> {
    toml::from_str(file).unwrap_or_default()
}

/// The keys of what the body with this key is called as well.
pub(super) fn shorts_of(key: &str) -> &'static [String] {
    SHORTS.get(key).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_short_name_is_one_bodys() {
        let mut all: Vec<&String> = SHORTS.values().flatten().collect();
        let count = all.len();
        assert!(count > 40);
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert_eq!(shorts_of("federal reserve"), ["fed", "us federal reserve"]);
        assert_eq!(shorts_of("fda"), ["us fda"]);
        assert!(all.iter().all(|short| !SHORTS.contains_key(*short)));
    }
}
