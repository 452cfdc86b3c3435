//! Fonts, as far as reading needs them: which letters a string's bytes stand for, and how wide they are.

use lopdf::{Dictionary, Document, Encoding, Object};

/// What a font's tables may unpack to.
const TABLE_LIMIT: usize = 16 << 20;
/// Characters of composite fonts whose widths are kept.
const WIDTH_LIMIT: usize = 70_000;

/// A font of a page.
pub(super) struct Font<'d> {
    encoding: Option<Encoding<'d>>,
    /// Two bytes stand for a character.
    is_wide: bool,
    first: u32,
    widths: Vec<f32>,
    default: f32,
}

impl<'d> Font<'d> {
    pub(super) fn of(document: &'d Document, font: &'d Dictionary) -> Self {
        let encoding = font.get_font_encoding_with_limit(document, TABLE_LIMIT).ok();
        let is_wide = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let mut out = Font { encoding, is_wide, first: 0, widths: Vec::new(), default: 500.0 };
        if is_wide {
            out.measure_wide(document, font);
        } else {
            out.first =
                font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0).max(0) as u32;
            let widths = font.get_deref(b"Widths", document).and_then(Object::as_array);
            let number = |width: &Object| {
                document.dereference(width).map_or(0.0, |(_, w)| w.as_float().unwrap_or(0.0))
            };
            out.widths = widths.map(|all| all.iter().take(256).map(number).collect()).unwrap_or_default();
        }
        out
    }

    /// `W` is a list of `first [width …]` and `first last width`.
    fn measure_wide(&mut self, document: &Document, font: &Dictionary) {
        self.default = 1000.0;
        let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let below = below.and_then(|all| all.first()).and_then(|font| document.dereference(font).ok());
        let Some(below) = below.and_then(|(_, font)| font.as_dict().ok()) else { return };
        if let Ok(width) = below.get_deref(b"DW", document).and_then(Object::as_float) {
            self.default = width;
        }
        let Ok(list) = below.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let number = |at: usize| {
            list.get(at).and_then(|o| document.dereference(o).ok()).and_then(|(_, o)| o.as_float().ok())
        };
        let mut at = 0;
        while let Some(first) = number(at) {
            let first = first.max(0.0) as usize;
            let row = list
                .get(at + 1)
                .and_then(|o| document.dereference(o).ok())
                .and_then(|(_, o)| o.as_array().ok());
            if let Some(row) = row {
                for (offset, width) in row.iter().enumerate() {
                    self.set(first + offset, width.as_float().unwrap_or(self.default));
                }
                at += 2;
            } else if let (Some(last), Some(width)) = (number(at + 1), number(at + 2)) {
                for code in first..=(last.max(0.0) as usize).min(WIDTH_LIMIT) {
                    self.set(code, width);
                }
                at += 3;
            } else {
                return;
            }
        }
    }

    fn set(&mut self, code: usize, width: f32) {
        if code >= WIDTH_LIMIT {
            return;
        }
        if self.widths.len() <= code {
            self.widths.resize(code + 1, self.default);
        }
        self.widths[code] = width;
    }

    /// The letters that `bytes` stand for.
    pub(super) fn letters(&self, bytes: &[u8]) -> String {
        let decoded = self.encoding.as_ref().and_then(|encoding| Document::decode_text(encoding, bytes).ok());
        decoded.unwrap_or_else(|| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned())
    }

    /// How wide they are, in thousandths of the size, how many there are, and how many of them spaces.
    pub(super) fn measure(&self, bytes: &[u8]) -> (f32, usize, usize) {
        let width = |code: u32| {
            let at = code.checked_sub(self.first).map(|at| at as usize);
            at.and_then(|at| self.widths.get(at)).copied().unwrap_or(self.default)
        };
        if self.is_wide {
            let codes = bytes.chunks_exact(2).map(|pair| u32::from(pair[0]) << 8 | u32::from(pair[1]));
            (codes.map(width).sum(), bytes.len() / 2, 0)
        } else {
            let spaces = memchr::memchr_iter(b' ', bytes).count();
            (bytes.iter().map(|byte| width(u32::from(*byte))).sum(), bytes.len(), spaces)
        }
    }
}
