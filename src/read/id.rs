//! Names that never change: an article's id from its place, a file's hash from its bytes.

use std::io::{self, BufRead};
use std::path::Path;

use crate::model::{ArticleId, Origin};

/// The id of the article that stands at `origin`: 16 hexadecimal digits of a BLAKE3 hash.
pub fn article_id(origin: &Origin) -> ArticleId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(origin.path.as_bytes());
    if let Some(record) = origin.record {
        // No path holds a NUL, so no path can look like another one's record.
        hasher.update(&[0]);
        hasher.update(&record.to_le_bytes());
    }
    let mut id = hasher.finalize().to_hex().to_string();
    id.truncate(16);
    ArticleId(id)
}

/// The hash of a file's content, for telling a changed file from a touched one.
pub fn content_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// [`content_hash`] of a file, read piece by piece.
///
/// # Errors
/// When the file cannot be read.
pub fn file_hash(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(std::fs::File::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// Hashes and counts what is read through it: the [`content_hash`] of what can be read but once.
pub struct Hashing<'h> {
    input: &'h mut dyn BufRead,
    hasher: blake3::Hasher,
    size: u64,
}

impl<'h> Hashing<'h> {
    /// Of what is read from `input`.
    pub fn new(input: &'h mut dyn BufRead) -> Self {
        Hashing { input, hasher: blake3::Hasher::new(), size: 0 }
    }

    /// How many bytes there were, read or not, and their hash.
    pub fn finish(mut self) -> (u64, String) {
        // What cannot be read was told when it was met.
        let _ = io::copy(&mut self, &mut io::sink());
        (self.size, self.hasher.finalize().to_hex().to_string())
    }
}

impl io::Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.hasher.update(&buffer[..count]);
        self.size += count as u64;
        Ok(count)
    }
}

impl BufRead for Hashing<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(bytes) = self.input.fill_buf() {
            let bytes = &bytes[..amount.min(bytes.len())];
            self.hasher.update(bytes);
            self.size += bytes.len() as u64;
        }
        self.input.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(path: &str, record: Option<u64>) -> String {
        article_id(&Origin { path: path.to_owned(), record }).0
    }

    #[test]
    fn place_makes_the_id() {
        assert_eq!(id("a/b.txt", None), id("a/b.txt", None));
        assert_eq!(id("a/b.txt", None).len(), 16);
        assert_ne!(id("a/b.txt", None), id("a/c.txt", None));
        assert_ne!(id("a.jsonl", Some(1)), id("a.jsonl", Some(2)));
        assert_ne!(id("a.jsonl", Some(1)), id("a.jsonl", None));
    }

    #[test]
    fn bytes_and_file_hash_alike() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x");
        std::fs::write(&path, b"letters").unwrap();
        assert_eq!(file_hash(&path).unwrap(), content_hash(b"letters"));
    }
}
