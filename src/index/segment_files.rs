//! The files that a segment consists of, as its commit left it.

use std::collections::BTreeSet;
use std::path::Path;

use tantivy::index::{SegmentComponent, SegmentMeta};

/// The files that a segment consists of.
pub(super) fn files_of<'m>(
    segment: &SegmentMeta,
    managed: impl Iterator<Item = &'m str>,
) -> BTreeSet<String> {
    let id = segment.id().uuid_string();
    let is_current = |name: &str| {
        let rest = name.strip_prefix(id.as_str()).and_then(|rest| rest.strip_prefix('.'));
        rest.is_some_and(|rest| {
            let deleted = Path::new(rest).extension().is_some_and(|extension| extension == "del");
            !deleted && !rest.ends_with("temp")
        })
    };
    let mut out: BTreeSet<String> = managed.filter(|name| is_current(name)).map(str::to_owned).collect();
    if segment.has_deletes() {
        let deletes = segment.relative_path(SegmentComponent::Delete);
        out.insert(deletes.to_string_lossy().into_owned());
    }
    out
}
