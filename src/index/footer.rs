//! The end of each file of a segment: its checksum, and which version wrote it.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use tantivy::directory::footer::Footer;
use tantivy::directory::{FileSlice, ManagedDirectory};

/// No footer is longer.
const LONGEST: u64 = 60_000;
/// Its length and its mark: where there are fewer bytes, the library panics.
const SHORTEST: u64 = 8;

/// Whether a file is what was written, by this version of the library; what is wrong where it is not.
pub(super) fn check(directory: &ManagedDirectory, folder: &Path, name: &str) -> Result<(), String> {
    if std::fs::metadata(folder.join(name)).is_ok_and(|file| file.len() < SHORTEST) {
        return Err("is cut off".to_owned());
    }
    match directory.validate_checksum(Path::new(name)) {
        Ok(true) => {}
        Ok(false) => return Err("its checksum is another: it was changed or has decayed".to_owned()),
        Err(_) => return Err("its end, where the checksum stands, cannot be read".to_owned()),
    }
    // The checksum does not cover the version that stands beside it.
    let footer = read(&folder.join(name)).map_err(|error| error.to_string())?;
    let ours = tantivy::version();
    if footer.version == *ours {
        Ok(())
    } else {
        Err(format!("was written by {}, not by {ours}", footer.version))
    }
}

fn read(path: &Path) -> std::io::Result<Footer> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST)))?;
    let mut end = Vec::new();
    file.take(LONGEST).read_to_end(&mut end)?;
    Footer::extract_footer(FileSlice::from(end)).map(|(footer, _)| footer)
}
