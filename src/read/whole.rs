//! Files and records that are read as a whole, and how large they may be.

use std::io::{BufRead, Read as _};

use super::report::Reason;

/// The largest file that may be one article, and the largest record of a file of many: 64 MiB.
pub const SIZE_LIMIT: u64 = 64 << 20;

/// Everything, if it is within the size limit.
pub(super) fn whole(input: &mut dyn BufRead) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    input.take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(|error| Reason::of(&error))?;
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(Reason::TooLarge { size: bytes.len() as u64, limit: SIZE_LIMIT });
    }
    Ok(bytes)
}
