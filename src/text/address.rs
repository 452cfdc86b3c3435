//! Addresses on the web: without what only counts clicks, and in the one form by which versions of a page are known.

use std::borrow::Cow;

/// Parameters that say how a reader came, not what there is to read.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "yclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "cmpid",
    "cmp",
    "ocid",
    "icid",
    "ito",
    "ncid",
    "smid",
    "wt_mc",
    "xtor",
    "ref_src",
    "__twitter_impression",
    "_ga",
    "spm",
    "at_medium",
    "at_campaign",
    "ns_mchannel",
    "ns_source",
    "ns_campaign",
    "partner",
];
/// Parameters that ask for the same story in another layout.
const LAYOUT: &[&str] = &["amp", "outputtype", "print", "printable", "view", "mobile", "m"];
/// What they ask for; other values may ask for another story.
const LAYOUTS: &[&str] = &["", "1", "true", "yes", "amp", "print", "mobile"];
/// Hosts of the same site for other screens.
const SCREENS: &[&str] = &["www.", "m.", "mobile.", "amp.", "www2."];

/// How addresses end that firms, papers and programs are called by, small and without the point.
pub const SITE_ENDS: [&str; 8] = ["ai", "co", "com", "io", "js", "net", "org", "tv"];

/// An address without the parameters that only count clicks, and without the place on the page.
///
/// ```
/// use onrecord::text::address::without_tracking;
/// assert_eq!(without_tracking("https://alder.example/a?id=7&utm_source=x#top"), "https://alder.example/a?id=7");
/// ```
pub fn without_tracking(url: &str) -> Cow<'_, str> {
    let bare = url.split_once('#').map_or(url, |(bare, _)| bare);
    let Some((path, query)) = bare.split_once('?') else { return Cow::Borrowed(bare) };
    if !query.split('&').any(is_tracking) {
        return Cow::Borrowed(bare);
    }
    let kept: Vec<&str> = query.split('&').filter(|part| !is_tracking(part)).collect();
    Cow::Owned(if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) })
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

/// The form in which all addresses of one article are the same: its page for telephones, its AMP page, its print
/// page, and the copy that a web archive holds. Nothing for what is no article's address, as a front page's.
///
/// ```
/// use onrecord::text::address::key;
/// let article = key("https://www.alder.example/2025/quay/?utm_source=x");
/// assert_eq!(article.as_deref(), Some("alder.example/2025/quay"));
/// assert_eq!(key("http://m.alder.example/2025/quay/amp"), article);
/// assert_eq!(key("https://alder.example/"), None);
/// ```
pub fn key(url: &str) -> Option<String> {
    let url = archived(url.trim());
    let rest = strip_scheme(url)?;
    let clean = without_tracking(rest);
    let (place, query) = clean.split_once('?').map_or((&*clean, ""), |(place, query)| (place, query));
    let (host, path) = place.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix(":80").or_else(|| host.strip_suffix(":443")).unwrap_or(&host);
    let host = SCREENS.iter().find_map(|screen| host.strip_prefix(screen)).unwrap_or(host);
    let path = plain_path(path);
    let mut parameters: Vec<&str> =
        query.split('&').filter(|part| !part.is_empty() && !is_layout(part)).collect();
    parameters.sort_unstable();
    if !host.contains('.') || path.is_empty() && parameters.is_empty() {
        return None;
    }
    let mut out = format!("{host}/{path}");
    if !parameters.is_empty() {
        out.push('?');
        out.push_str(&parameters.join("&"));
    }
    Some(out)
}

/// The address inside that of a web archive's copy.
fn archived(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("web.archive.org/web/") else { return url };
    match rest.split_once('/') {
        Some((date, inner))
            if date.starts_with(|c: char| c.is_ascii_digit()) && inner.starts_with("http") =>
        {
            inner
        }
        _ => url,
    }
}

fn strip_scheme(url: &str) -> Option<&str> {
    ["https://", "http://"].iter().find_map(|scheme| {
        let (head, rest) = url.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    })
}

fn plain_path(path: &str) -> String {
    let mut path = path.trim_end_matches('/');
    for tail in ["/amp", "/print", "/index.html", "/index.htm", "/index.php"] {
        path = path.strip_suffix(tail).unwrap_or(path);
    }
    let path = path.strip_prefix("amp/").unwrap_or(path).trim_end_matches('/');
    match path.strip_suffix(".amp.html").or_else(|| path.strip_suffix(".amp")) {
        Some(stem) => format!("{stem}.html"),
        None => path.to_owned(),
    }
}

fn is_layout(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    LAYOUT.contains(&name.to_ascii_lowercase().as_str())
        && LAYOUTS.contains(&value.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(url: &str, want: Option<&str>) {
        assert_eq!(key(url).as_deref(), want, "{url}");
    }

    #[test]
    fn one_article_has_one_key() {
        let want = Some("alder.example/2025/03/quay.html");
        check("https://www.alder.example/2025/03/quay.html", want);
        check("HTTP://ALDER.example:80/2025/03/quay.html?utm_medium=a&fbclid=x", want);
        check("https://amp.alder.example/2025/03/quay.amp.html", want);
        check("https://alder.example/amp/2025/03/quay.html?outputType=amp", want);
        check("https://web.archive.org/web/20130403id_/http://alder.example/2025/03/quay.html#top", want);
        check("https://alder.example/story?id=7&view=print", Some("alder.example/story?id=7"));
        check("https://alder.example/story?b=2&id=7", Some("alder.example/story?b=2&id=7"));
        check("https://alder.example/story?id=7&b=2", Some("alder.example/story?b=2&id=7"));
    }

    #[test]
    fn other_pages_keep_theirs() {
        check("https://alder.example/story?m=7", Some("alder.example/story?m=7"));
        check("https://alder.example/amplitude", Some("alder.example/amplitude"));
        for url in ["https://alder.example", "https://alder.example/?utm_source=x", "/2025/quay", "quay", ""]
        {
            check(url, None);
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own(path in "[a-z/.=?&#%é-]{0,40}") {
            if let Some(once) = key(&format!("https://alder.example/{path}")) {
                // The same story asked for twice over is a second step; what is left has one key.
                let twice = key(&format!("https://{once}"));
                prop_assert!(twice.is_none_or(|twice| once.starts_with("alder.example") && twice.len() <= once.len()));
            }
        }
    }
}
