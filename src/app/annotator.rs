//! Which extractor made what an index holds.
//!
//! An unchanged file is not read again, so its statements would stay those of whatever version read it
//! first. The index's note therefore names the extractor, and another one begins anew.

use std::sync::LazyLock;

use crate::extract::syntax::Syntax;
use crate::extract::weights::Weights;
use crate::read::content_hash;

/// This program's version, and its weights: as they ship, for a run that reads nothing need not take them apart.
pub(super) fn annotator() -> &'static str {
    static NAME: LazyLock<String> = LazyLock::new(|| {
        let weights = [Weights::shipped_bytes(), Syntax::shipped_bytes()].concat();
        let hash: String = content_hash(&weights).chars().take(16).collect();
        format!("onrecord {} {hash}", env!("CARGO_PKG_VERSION"))
    });
    &NAME
}
