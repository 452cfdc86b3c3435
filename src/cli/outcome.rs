//! What a command came to, before it is an exit status.

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It found something, or did what it was to do.
    Found,
    /// There was nothing to find.
    Nothing,
    /// Some of the input could not be read; what could be is printed.
    Partly,
}

impl Outcome {
    pub(super) fn found(any: bool) -> Self {
        if any { Outcome::Found } else { Outcome::Nothing }
    }
}
