//! EPUB: every document of its reading order is an article, as in a newspaper's edition; the book's
//! title, author and date stand in where a document has none of its own.

use crate::model::Article;
use crate::read::byline::authors;
use crate::read::date;
use crate::read::format::html;
use crate::read::format::unzipped::{Archive, entry};
use crate::read::inside::{ENTRY_LIMIT, Inside};
use crate::read::language_tag::primary_language;
use crate::read::reader::Reader;
use crate::read::report::{Read, Reason};
use crate::read::whole::SIZE_LIMIT;

use super::Properties;
use super::xml::{Piece, fields, walk};

/// What the archive says it is.
pub(in crate::read::format) const MIMETYPE: &[u8] = b"application/epub+zip";

/// Documents with less text than this are covers, title pages and tables of contents.
const SHORTEST: usize = 120;

/// Reads the documents.
pub(in crate::read::format) fn read(archive: &mut Archive<'_>, inside: &mut Inside<'_>) {
    match package(archive, inside) {
        Ok(package) => package.read(archive, inside),
        Err(reason) => inside.fail(reason),
    }
}

struct Package {
    about: Properties,
    /// The documents in reading order, as named in the archive.
    spine: Vec<String>,
}

fn package(archive: &mut Archive<'_>, inside: &Inside<'_>) -> Result<Package, Reason> {
    let missing = |name: &str| Reason::Damaged(format!("there is no {name} in it"));
    let container = "META-INF/container.xml";
    let bytes = entry(archive, container, SIZE_LIMIT, inside).ok_or_else(|| missing(container))??;
    let mut path = None;
    walk(&bytes, |piece| {
        if let Piece::Opens("rootfile", attributes) = piece {
            path = path.take().or_else(|| attributes.get("full-path"));
        }
    })?;
    let path = path.ok_or_else(|| missing("package"))?;
    let opf = entry(archive, &path, SIZE_LIMIT, inside).ok_or_else(|| missing(&path))??;
    let mut found = fields(&opf, &["title", "creator", "date", "language", "publisher"]).into_iter();
    let mut next = || found.next().flatten();
    let about = Properties {
        title: next(),
        author: next(),
        created: next(),
        modified: None,
        language: next(),
        publisher: next(),
    };
    Ok(Package { about, spine: spine(&opf, &path)? })
}

fn spine(opf: &[u8], path: &str) -> Result<Vec<String>, Reason> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut items: Vec<(String, String)> = Vec::new();
    let mut order: Vec<String> = Vec::new();
    walk(opf, |piece| match piece {
        Piece::Opens("item", a) => {
            let is_page = a.get("media-type").is_some_and(|kind| kind.contains("html"));
            let is_nav = a.get("properties").is_some_and(|p| p.split(' ').any(|p| p == "nav"));
            if let (Some(id), Some(href), true) = (a.get("id"), a.get("href"), is_page && !is_nav) {
                items.push((id, join(folder, &href)));
            }
        }
        Piece::Opens("itemref", a) => order.extend(a.get("idref")),
        _ => {}
    })?;
    items.sort();
    let place =
        |id: &String| items.binary_search_by(|(known, _)| known.cmp(id)).ok().map(|at| items[at].1.clone());
    Ok(order.iter().take(ENTRY_LIMIT as usize).filter_map(place).collect())
}

/// A path as written in a file of `folder`.
fn join(folder: &str, href: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let href = href.split('#').next().unwrap_or_default();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    percent_decoded(&parts.join("/"))
}

fn percent_decoded(path: &str) -> String {
    let mut out = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *byte == b'%').and_then(|two| std::str::from_utf8(two).ok());
        if let Some(decoded) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            out.push(decoded);
            rest = &after[2..];
        } else {
            out.push(*byte);
            rest = after;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

impl Package {
    fn read(&self, archive: &mut Archive<'_>, inside: &mut Inside<'_>) {
        let is_one = self.spine.len() == 1;
        let mut count = 0;
        for (number, name) in (1_u64..).zip(&self.spine) {
            let Some(page) = entry(archive, name, SIZE_LIMIT, inside) else { continue };
            let mut origin = inside.origin().clone();
            origin.record = (!is_one).then_some(number);
            let (Reader::Whole(read_page), Ok(page)) = (&html::FORMAT.reader, &page) else {
                inside.give(Read::rejected(origin, page.err().unwrap_or(Reason::NoText)));
                continue;
            };
            for mut read in read_page(page, &origin) {
                match &mut read.article {
                    Ok(article) if article.text.len() >= SHORTEST || is_one => {
                        self.complete(article, is_one);
                        count += 1;
                        inside.give(read);
                    }
                    // Covers and tables of contents.
                    _ => {}
                }
            }
        }
        if count == 0 {
            inside.fail(Reason::NoText);
        }
    }

    fn complete(&self, article: &mut Article, is_one: bool) {
        if article.authors.is_empty() {
            article.authors = self.about.author.as_deref().map(authors).unwrap_or_default();
        }
        article.published = article.published.or_else(|| date::parse(self.about.created.as_deref()?));
        article.source = article.source.take().or_else(|| {
            // The title of an edition is its outlet's, the title of a book that of its story.
            self.about.publisher.clone().or_else(|| self.about.title.clone().filter(|_| !is_one))
        });
        article.language =
            article.language.take().or_else(|| primary_language(self.about.language.as_deref()?));
    }
}
