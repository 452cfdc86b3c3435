//! A fault of the program over one article, which costs that article's statements and no other's.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::extract;
use crate::model::{Annotations, Article};

/// Where the program failed over an article.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("what is said in it was not looked for, for the program failed over it: {what}")]
pub struct Fault {
    /// What the program said.
    pub what: String,
}

/// [`extract`], where a fault of the program is a value: of millions of articles one that the program fails over must not keep
/// the others out of an index.
///
/// # Errors
///
/// [`Fault`] where the program failed.
pub fn extract_or_fault(article: &Article) -> Result<Annotations, Fault> {
    survive(|| extract(article))
}

/// What `work` gives, or what it said when it failed. What it was at is thrown away.
fn survive<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|said| {
        let words = said.downcast_ref::<&str>().copied().map(str::to_owned);
        let words = words.or_else(|| said.downcast_ref::<String>().cloned());
        Fault { what: words.unwrap_or_else(|| "it did not say why".to_owned()) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::article;

    #[test]
    fn a_fault_is_a_value() {
        let failed = survive(|| -> u32 { panic!("the len is {}", 3) });
        assert_eq!(failed, Err(Fault { what: "the len is 3".to_owned() }));
        let told = failed.unwrap_err().to_string();
        assert!(told.ends_with("failed over it: the len is 3"), "{told}");
    }

    #[test]
    fn an_article_is_read_as_ever() {
        let article = article("Ana Ruiz said that the pier would open.");
        assert_eq!(extract_or_fault(&article), Ok(extract(&article)));
    }
}
