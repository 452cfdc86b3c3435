//! Who said a quotation, as what stands around it tells.

/// Who said a quotation, as what stands around it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// An index into [`Doc::phrases`](super::doc::Doc::phrases).
    pub source: usize,
    /// The verb.
    pub cue: usize,
}
