//! An opened zip archive, and the bytes of what stands in it.

use crate::read::inside::Inside;
use crate::read::reader::Seekable;
use crate::read::report::Reason;

/// An opened archive.
pub(super) type Archive<'z> = ::zip::ZipArchive<&'z mut dyn Seekable>;

/// The bytes of one entry, up to a limit; `None` where there is none of that name.
pub(super) fn entry(
    archive: &mut Archive<'_>,
    name: &str,
    limit: u64,
    inside: &Inside<'_>,
) -> Option<Result<Vec<u8>, Reason>> {
    let at = archive.index_for_name(name)?;
    Some(match archive.by_index(at) {
        Ok(entry) => {
            let packed = entry.compressed_size();
            inside.take(entry, packed, limit)
        }
        Err(error) => Err(reason(&error)),
    })
}

pub(super) fn reason(error: &::zip::result::ZipError) -> Reason {
    use ::zip::result::ZipError;
    match error {
        ZipError::Io(error) => Reason::of_unpacking(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Reason::Encrypted,
        ZipError::UnsupportedArchive(what) => Reason::Unsupported((*what).to_owned()),
        other => Reason::Damaged(other.to_string()),
    }
}
