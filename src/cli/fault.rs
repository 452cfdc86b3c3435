//! What must never happen, told as an error all the same.
//!
//! A library that maps files into memory trusts what stands in them, and may panic where they have decayed.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};

/// A fault in the program, or in the files it trusts.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("something went wrong that never should: {what}")]
pub(super) struct Fault {
    /// What, and where in the program.
    pub(super) what: String,
}

/// What the last panic said: one before it that was caught and survived is none of this fault.
static SAID: Mutex<Option<String>> = Mutex::new(None);

/// Runs a command; a panic becomes an error.
pub(super) fn caught<T>(run: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    panic::set_hook(Box::new(|info| {
        let said = info.payload();
        let what = said.downcast_ref::<&str>().copied().map(str::to_owned);
        let what = what.or_else(|| said.downcast_ref::<String>().cloned()).unwrap_or_default();
        let place = info.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
        SAID.lock().unwrap_or_else(PoisonError::into_inner).replace(format!("{what}{place}"));
    }));
    panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        let what = SAID.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
        Err(Fault { what }.into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_that_says_where() {
        let hook = panic::take_hook();
        let error = caught(|| -> anyhow::Result<()> { panic!("a column {}", "too short") }).unwrap_err();
        panic::set_hook(hook);
        let fault = error.downcast_ref::<Fault>().unwrap();
        assert!(fault.what.starts_with("a column too short (src/cli/fault.rs:"), "{}", fault.what);
    }
}
