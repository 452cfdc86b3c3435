//! The front of a file, by which every format tells whether it is its own.

use std::cell::OnceCell;

use quick_xml::events::Event;

use super::encoding::decode;

/// The front of a file, enough to tell what it is.
#[derive(Debug)]
pub struct Head<'h> {
    /// Its first bytes.
    pub bytes: &'h [u8],
    /// The file's name in lower case, without folders.
    pub name: &'h str,
    /// Found once, for nearly every format asks.
    binary: OnceCell<Option<&'static str>>,
    root: OnceCell<Option<Root>>,
}

impl<'h> Head<'h> {
    /// The front of the file called `name`.
    pub fn new(bytes: &'h [u8], name: &'h str) -> Self {
        Head { bytes, name, binary: OnceCell::new(), root: OnceCell::new() }
    }

    /// Whether these cannot be the bytes of a text.
    pub fn is_binary(&self) -> bool {
        self.binary.get_or_init(|| binary_kind(self.bytes)).is_some()
    }

    /// The root element, where this may be XML.
    pub(super) fn root(&self) -> Option<&Root> {
        self.root.get_or_init(|| Root::of(self)).as_ref()
    }

    /// Whether the name ends with one of these, each given with its dot.
    pub fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.name.ends_with(ending))
    }

    /// The first bytes as far as they are UTF-8 (or ASCII in another encoding), without mark and white space.
    pub fn text(&self) -> &str {
        let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(self.bytes);
        bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid().trim_start())
    }
}

/// What a binary file is, by its first bytes; `None` where it may be text.
pub fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x1F\x8B", "gzip data"),
        (b"BZh", "bzip2 data"),
        (b"\xFD7zXZ\0", "xz data"),
        (b"\x28\xB5\x2F\xFD", "zstd data"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7FELF", "a program"),
        (b"\xD0\xCF\x11\xE0", "an old office document"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(kind);
    }
    let utf_16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if utf_16 || super::encoding::utf_16_without_mark(bytes).is_some() {
        return None;
    }
    let controls = bytes.iter().filter(|b| is_control(**b)).count();
    (bytes.contains(&0) || controls * 10 > bytes.len()).then_some("binary data")
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B) || byte == 0x7F
}

/// The charset that the XML declaration claims.
pub(super) fn declared(head: &[u8]) -> Option<String> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let start = String::from_utf8_lossy(&head[..head.len().min(256)]).into_owned();
    let (declaration, _) = start.trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

/// What a format's detection needs to know of the root element.
#[derive(Debug)]
pub(super) struct Root {
    /// Its name without prefix.
    pub(super) name: String,
    /// All that was looked at, decoded.
    pub(super) head: String,
}

impl Root {
    /// The root element of what may be XML.
    pub(super) fn of(head: &Head<'_>) -> Option<Self> {
        if head.is_binary() {
            return None;
        }
        let text = decode(head.bytes, declared(head.bytes).as_deref()).text.into_owned();
        if !text.trim_start().starts_with('<') {
            return None;
        }
        let mut reader = quick_xml::Reader::from_reader(text.as_bytes());
        let config = reader.config_mut();
        (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) =
            (false, true, true);
        let mut buffer = Vec::new();
        let name = loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).ok()? {
                Event::Start(start) | Event::Empty(start) => {
                    let local: &str = start.local_name().into_inner();
                    break local.to_owned();
                }
                Event::Eof => return None,
                _ => {}
            }
        };
        Some(Root { name, head: text })
    }
}
