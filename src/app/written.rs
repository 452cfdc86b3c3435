//! Paths as they are written down: as text, or byte by byte where they are none.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Bytes(Vec<u8>),
}

impl Written {
    fn of(path: &Path) -> Self {
        path.to_str().map_or_else(
            || Written::Bytes(path.as_os_str().as_encoded_bytes().to_vec()),
            |text| Written::Text(text.to_owned()),
        )
    }

    fn path(self) -> PathBuf {
        match self {
            Written::Text(text) => PathBuf::from(text),
            Written::Bytes(bytes) => from_bytes(bytes),
        }
    }
}

/// The path that these bytes name.
#[cfg(unix)]
pub(super) fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

/// The path that these bytes name.
#[cfg(not(unix))]
pub(super) fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

pub(super) fn serialize<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    Written::of(path).serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    Written::deserialize(from).map(Written::path)
}

/// The same for many.
pub(super) mod list {
    use super::{Deserialize, Deserializer, PathBuf, Serialize, Serializer, Written};

    pub(in crate::app) fn serialize<S: Serializer>(paths: &[PathBuf], to: S) -> Result<S::Ok, S::Error> {
        paths.iter().map(|path| Written::of(path)).collect::<Vec<_>>().serialize(to)
    }

    pub(in crate::app) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<PathBuf>, D::Error> {
        Ok(Vec::<Written>::deserialize(from)?.into_iter().map(Written::path).collect())
    }
}
