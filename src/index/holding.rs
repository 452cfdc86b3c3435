//! The file of the archive that holds an article.

/// The file that an article lies in: of `wire.tar/a.txt`, `wire.tar`.
pub(super) fn holding(article: &str, is_file: impl Fn(&str) -> bool) -> &str {
    let inside = article.rmatch_indices('/').map(|(at, _)| &article[..at]);
    std::iter::once(article).chain(inside).find(|path| is_file(path)).unwrap_or(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_a_container_is_read_again_with_it() {
        for (article, file) in [
            ("news/a.txt", "news/a.txt"),
            ("news/wire.tar/b/c.txt", "news/wire.tar"),
            ("gone/d.txt", "gone/d.txt"),
        ] {
            assert_eq!(holding(article, |path| ["news/wire.tar", "news/a.txt"].contains(&path)), file);
        }
    }
}
