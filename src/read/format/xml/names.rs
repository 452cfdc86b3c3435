//! What elements are called, whatever prefix a file binds to their vocabulary.
//!
//! | vocabulary | `local` of it is called |
//! | --- | --- |
//! | one of the table below | by the prefix that is usual for it: `dc:creator` |
//! | IPTC's, HTML's, and none | `local` |
//! | Atom's | `local` in an Atom feed, `atom:local` elsewhere |
//! | any other | as the file writes it |

use quick_xml::name::{QName, ResolveResult};

/// What vocabularies' addresses begin with, without `http(s)://`, and their usual prefixes.
const VOCABULARIES: &[(&str, &str)] = &[
    ("purl.org/dc/", "dc"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/rss/", ""),
    ("my.netscape.com/rdf/", ""),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
    ("search.yahoo.com/mrss", "media"),
    ("wordpress.org/export/", "wp"),
    ("www.w3.org/1999/xhtml", ""),
    ("www.w3.org/2005/Atom", "atom"),
    ("purl.org/atom/ns", "atom"),
    ("iptc.org/", ""),
    ("www.iptc.org/", ""),
    ("backend.userland.com/", ""),
];

/// The name of an element; `in_atom` where the file's root is Atom's.
pub(super) fn name(found: &ResolveResult<'_>, written: QName<'_>, in_atom: bool) -> String {
    let (local, whole) = (written.local_name(), written);
    let (local, whole): (&str, &str) = (local.as_ref(), whole.as_ref());
    let ResolveResult::Bound(vocabulary) = found else { return whole.to_owned() };
    let address: &str = vocabulary.0;
    let bare = address.trim().trim_start_matches("http://").trim_start_matches("https://");
    let known = VOCABULARIES
        .iter()
        .find(|(start, _)| bare.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)));
    match known.map(|(_, prefix)| *prefix) {
        // WordPress keeps excerpts in a vocabulary below its own.
        Some("wp") if bare.contains("/excerpt") => format!("excerpt:{local}"),
        Some("atom") if in_atom => local.to_owned(),
        Some("") => local.to_owned(),
        Some(prefix) => format!("{prefix}:{local}"),
        None => whole.to_owned(),
    }
}
