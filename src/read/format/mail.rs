//! Mail, above all newsletters: the subject is the headline, what is attached is walked as files.

use std::collections::BTreeMap;
use std::io::BufRead;

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use serde_json::json;

use crate::model::Author;
use crate::read::byline;
use crate::read::head::Head;
use crate::read::inside::Inside;
use crate::read::map::FieldMap;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};
use crate::read::whole::whole;

use super::record;

/// One message.
pub(in crate::read) const FORMAT: Format = Format { name: "mail", detect, reader: Reader::Pieces(read) };

/// Fields that only mail has.
const MAIL_ONLY: &[&str] = &[
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "dkim-signature",
    "reply-to",
    "list-unsubscribe",
    "x-mailer",
    "envelope-to",
];
/// Fields that mail has, and others too.
const USUAL: &[&str] = &["from", "to", "cc", "subject", "date", "sender", "content-type"];

fn detect(head: &Head<'_>) -> Confidence {
    if head.ends_with(&[".mht", ".mhtml"]) || head.is_binary() {
        return Confidence::No;
    }
    let (mut only, mut usual) = (0, 0);
    for (at, line) in head.text().lines().take(80).enumerate() {
        if line.starts_with([' ', '\t']) && at > 0 {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { break };
        let name = name.to_ascii_lowercase();
        // An address says as much as a field of its own would.
        only += usize::from(MAIL_ONLY.contains(&name.as_str()) || name == "from" && value.contains('@'));
        usual += usize::from(USUAL.contains(&name.as_str()));
    }
    let named = head.ends_with(&[".eml", ".emlx"]);
    match (only, usual) {
        (1.., 1..) | (2.., _) => Confidence::Likely,
        (_, 1..) if named => Confidence::Likely,
        _ if named => Confidence::Named,
        _ => Confidence::No,
    }
}

fn read(input: &mut dyn BufRead, inside: &mut Inside<'_>) {
    let bytes = match whole(input) {
        Ok(bytes) => bytes,
        Err(reason) => return inside.fail(reason),
    };
    let Some(message) = MessageParser::default().parse(&bytes[..]) else {
        return inside.fail(Reason::Damaged("no message can be made out".to_owned()));
    };
    let article = article(&message, inside);
    let is_bare = message.attachment_count() > 0 && article.article == Err(Reason::NoText);
    if !is_bare {
        inside.give(article);
    }
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (number, part) in (1_u32..).zip(message.attachments()) {
        if let Some(kind) = no_file(part) {
            *counts.entry(kind).or_insert(0) += 1;
        } else {
            attached(part, number, inside);
        }
    }
    if !counts.is_empty() {
        let told: Vec<String> = counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        inside.fail(Reason::Counted(told.join(", ")));
    }
}

fn article(message: &Message<'_>, inside: &Inside<'_>) -> Read {
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.as_ref()),
        _ => None,
    });
    let text = message.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) => Some(unwrapped(text)),
        _ => None,
    });
    // The page keeps its paragraphs whatever the width of the text beside it.
    let body = html.map(body_of).filter(|html| !html.trim().is_empty()).or(text).unwrap_or_default();
    let date = message.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_rfc3339);
    let fields = json!({
        "headline": message.subject().unwrap_or_default(),
        "body": body,
        "date": date,
    });
    let mut read = record::read(&fields, &FieldMap::default(), inside.origin());
    if let Ok(article) = &mut read.article {
        let from = message.from().and_then(|from| from.first());
        let name = from.and_then(|from| from.name()).unwrap_or_default();
        let domain = from.and_then(|from| from.address()).and_then(|address| address.split_once('@'));
        let sender = Sender::of(name, domain.map(|(_, domain)| domain));
        article.source = article.source.take().or(sender.source);
        if article.authors.is_empty() {
            article.authors = sender.authors;
        }
    }
    read
}

/// The page as a piece of markup that no reader takes for plain text.
fn body_of(html: &str) -> String {
    format!("<div>{html}</div>")
}

/// Who sent a newsletter.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sender {
    authors: Vec<Author>,
    source: Option<String>,
}

impl Sender {
    /// "Ana Ruiz, The Alder Post" and "Ana Ruiz at The Alder Post" name both, a person's name one, any
    /// other name the outlet.
    fn of(name: &str, domain: Option<&str>) -> Self {
        let name = name.trim().trim_matches(['"', '\'']);
        let domain = domain.map(str::to_owned);
        for mark in [", ", " at ", " from ", " @ ", " | ", " via "] {
            if let Some((people, outlet)) = name.split_once(mark)
                && let authors = people_named(people)
                && !authors.is_empty()
            {
                return Sender { authors, source: Some(outlet.trim().to_owned()) };
            }
        }
        let authors = people_named(name);
        let is_outlet = authors.is_empty() && !name.is_empty() && !name.contains('@');
        Sender { authors, source: if is_outlet { Some(name.to_owned()) } else { domain } }
    }
}

/// Words that no person bears but many a newsletter.
const OUTLETS: &[&str] = &[
    "the",
    "news",
    "newsletter",
    "daily",
    "weekly",
    "times",
    "post",
    "herald",
    "gazette",
    "ledger",
    "letter",
    "team",
    "editor",
    "editors",
    "desk",
    "briefing",
    "brief",
    "digest",
    "alert",
    "alerts",
    "media",
    "press",
    "today",
    "morning",
    "evening",
    "tribune",
    "journal",
    "review",
    "magazine",
    "radio",
    "wire",
    "list",
    "mail",
    "support",
    "info",
    "update",
    "updates",
    "observer",
    "chronicle",
    "courier",
    "telegraph",
    "standard",
];

/// Whoever a name or a row of names means; nobody where one of them is no person's.
fn people_named(names: &str) -> Vec<Author> {
    let found = byline::authors(names);
    if found.len() > 1 && found.iter().all(|author| person_named(&author.name).is_some()) {
        return found;
    }
    person_named(names).into_iter().collect()
}

fn person_named(name: &str) -> Option<Author> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_outlet = words.iter().any(|word| OUTLETS.contains(&word.to_lowercase().as_str()));
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    if is_outlet || !(2..=4).contains(&words.len()) || !words.iter().all(is_name) {
        return None;
    }
    byline::authors(name).into_iter().next()
}

/// A text whose lines were broken at a width, with its paragraphs on a line each.
fn unwrapped(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out: Vec<String> = Vec::new();
    for paragraph in text.split("\n\n") {
        let lines: Vec<&str> = paragraph.lines().map(str::trim_end).filter(|l| !l.is_empty()).collect();
        let Some((_, full)) = lines.split_last() else { continue };
        let is_broken =
            !full.is_empty() && full.iter().all(|line| (55..=100).contains(&line.chars().count()));
        out.push(lines.join(if is_broken { " " } else { "\n" }));
    }
    out.join("\n\n")
}

/// The type of what is attached but is no file of an archive: pictures of a letter's head, sounds, films.
fn no_file(part: &MessagePart<'_>) -> Option<String> {
    let kind = part.content_type()?;
    let is_seen = matches!(kind.ctype().to_ascii_lowercase().as_str(), "image" | "audio" | "video" | "font");
    is_seen.then(|| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("unknown")).to_ascii_lowercase())
}

/// Reads what is attached.
fn attached(part: &MessagePart<'_>, number: u32, inside: &mut Inside<'_>) {
    let name = part.attachment_name().map_or_else(|| format!("attachment {number}"), str::to_owned);
    match &part.body {
        PartType::Message(message) => inside.piece(&format!("{name}.eml"), &mut message.raw_message()),
        _ => inside.piece(&name, &mut part.contents()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_are_people_or_outlets() {
        let check = |name: &str, author: Option<&str>, source: Option<&str>| {
            let found = Sender::of(name, Some("alder.example"));
            let names: Vec<String> = found.authors.into_iter().map(|a| a.name).collect();
            assert_eq!(names.join("; "), author.unwrap_or_default(), "{name}");
            assert_eq!(found.source.as_deref(), source, "{name}");
        };
        check("Ana Ruiz", Some("Ana Ruiz"), Some("alder.example"));
        check("Ana Ruiz at The Alder Post", Some("Ana Ruiz"), Some("The Alder Post"));
        check("Ana Ruiz and Tom Ode at The Alder Post", Some("Ana Ruiz; Tom Ode"), Some("The Alder Post"));
        check("News and Views", None, Some("News and Views"));
        check("The Alder Post", None, Some("The Alder Post"));
        check("Alder", None, Some("Alder"));
        check("", None, Some("alder.example"));
    }

    #[test]
    fn broken_lines_are_joined_and_others_kept() {
        let line = "The quay was closed on Sunday, and nobody had told the ferry";
        assert_eq!(unwrapped(&format!("{line}\r\nof it.\r\n\r\nEnd.")), format!("{line} of it.\n\nEnd."));
        assert_eq!(unwrapped("By Ana Ruiz\nMarch 9"), "By Ana Ruiz\nMarch 9");
    }
}
