//! Links that a terminal opens (OSC 8): an article's id leads to its file.

use std::fmt::Write as _;
use std::path::Path;

/// `text` with every id of `targets` a link to its address. Call it last: it adds escape sequences.
pub fn linked<'i>(text: &str, targets: impl IntoIterator<Item = (&'i str, String)>) -> String {
    let mut out = text.to_owned();
    for (id, url) in targets {
        if id.is_empty() || url.chars().any(char::is_control) {
            continue;
        }
        let link = format!("\u{1b}]8;;{url}\u{1b}\\{id}\u{1b}]8;;\u{1b}\\");
        out = out.replace(id, &link);
    }
    out
}

/// The address of a file: every byte but letters, digits and a few marks is escaped, so that no name can
/// end the link and begin something else.
pub fn file_url(path: &Path) -> String {
    let mut out = String::from("file://");
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                out.push(char::from(byte));
            }
            byte => {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_link() {
        let url = file_url(Path::new("/news/a b\u{1b}\\ü.txt"));
        assert_eq!(url, "file:///news/a%20b%1B/%C3%BC.txt");
        assert!(url.is_ascii());
    }

    #[test]
    fn an_id_leads_to_its_file() {
        let shown = linked("see 00ff · x", [("00ff", "file:///a".to_owned())]);
        assert_eq!(shown, "see \u{1b}]8;;file:///a\u{1b}\\00ff\u{1b}]8;;\u{1b}\\ · x");
    }
}
