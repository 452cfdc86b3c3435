//! Lists of files: one path a line, or one before each NUL.

use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::written::from_bytes;

/// The paths that `list` names, or standard input where it is `-`; parted by NUL if `null`, else by
/// line ends. Paths may hold any other byte.
///
/// # Errors
/// When the list cannot be read.
pub fn listed(list: &Path, null: bool) -> anyhow::Result<Vec<PathBuf>> {
    if list == Path::new("-") {
        return split(stdin().lock(), null).context("the list on standard input");
    }
    let file = File::open(list).with_context(|| list.display().to_string())?;
    split(BufReader::new(file), null).with_context(|| list.display().to_string())
}

fn split(input: impl BufRead, null: bool) -> std::io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for part in input.split(if null { 0 } else { b'\n' }) {
        let mut part = part?;
        if !null && part.last() == Some(&b'\r') {
            part.pop();
        }
        if !part.is_empty() {
            out.push(from_bytes(part));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_a_line_or_before_each_nul() {
        let check = |text: &[u8], null, want: &[&str]| {
            let want: Vec<PathBuf> = want.iter().map(PathBuf::from).collect();
            assert_eq!(split(text, null).unwrap(), want);
        };
        check(b"a.txt\nb c.txt\r\n\nd", false, &["a.txt", "b c.txt", "d"]);
        check(b"a\nb.txt\0c.txt\0", true, &["a\nb.txt", "c.txt"]);
    }
}
