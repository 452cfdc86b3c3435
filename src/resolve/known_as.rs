//! What everybody calls well-known bodies for short, where no letters of the name tell it: “Fed”, “BofA”.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::body_key::body_key;

/// Keys of short names by the key of the whole one.
static SHORTS: LazyLock<HashMap<String, Vec<String>, FixedState>> = LazyLock::new(|| {
    let keys = |shorts: Vec<String>| shorts.iter().map(|short| body_key(short)).collect();
    read().into_iter().map(|(name, shorts)| (body_key(&name), keys(shorts))).collect()
});

/// A slip in the file fails its test; without it nobody has such a name.
fn read() -> BTreeMap<String, Vec<String>> {
    toml::from_str(include_str!("known_as.toml")).unwrap_or_default()
}

/// The keys of what the body with this key is called for short.
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
        assert!(count > 20);
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert_eq!(shorts_of("federal reserve"), ["fed"]);
        assert!(all.iter().all(|short| !SHORTS.contains_key(*short)));
    }
}
