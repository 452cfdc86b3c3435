//! XML in memory, handed on event by event. Nothing outside it is looked at, and no entity that it
//! declares is expanded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::encoding::{declared, decode};
use crate::read::report::Reason;

/// What is met.
pub(super) enum Piece<'p> {
    /// An element opens; its name without prefix.
    Opens(&'p str, &'p Attributes<'p>),
    /// An element closes.
    Closes(&'p str),
    /// Words, entities decoded.
    Words(&'p str),
}

/// The attributes of an element.
pub(super) struct Attributes<'p>(&'p BytesStart<'p>);

impl Attributes<'_> {
    /// The value of the first attribute of that name, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let found = self.0.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
        let value: &str = &found.value;
        Some(
            quick_xml::escape::unescape(value)
                .map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned),
        )
    }
}

/// Walks through a document. What was met before it breaks was handed on.
pub(super) fn walk(bytes: &[u8], mut sink: impl FnMut(Piece<'_>)) -> Result<(), Reason> {
    let decoded = decode(bytes, declared(bytes).as_deref());
    let mut reader = Reader::from_str(&decoded.text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => sink(Piece::Opens(start.local_name().as_ref(), &Attributes(&start))),
            Ok(Event::Empty(start)) => {
                sink(Piece::Opens(start.local_name().as_ref(), &Attributes(&start)));
                sink(Piece::Closes(start.local_name().as_ref()));
            }
            Ok(Event::End(end)) => sink(Piece::Closes(end.local_name().as_ref())),
            Ok(Event::Text(text)) => sink(Piece::Words(&text)),
            Ok(Event::CData(text)) => sink(Piece::Words(&text)),
            Ok(Event::GeneralRef(reference)) => {
                let name: &str = &reference;
                let written = format!("&{name};");
                let words = quick_xml::escape::unescape(&written).unwrap_or_else(|_| (&written).into());
                sink(Piece::Words(&words));
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(Reason::Damaged(error.to_string())),
        }
    }
}

/// The words of the first element of each name that has any.
pub(super) fn fields(bytes: &[u8], names: &[&str]) -> Vec<Option<String>> {
    let mut out = vec![None; names.len()];
    let mut open: Option<(usize, String)> = None;
    // What a broken file said before it broke still holds.
    let _ = walk(bytes, |piece| match piece {
        Piece::Opens(name, _) => {
            if open.is_none() {
                open = names.iter().position(|known| *known == name).map(|at| (at, String::new()));
            }
        }
        Piece::Words(words) => {
            if let Some((_, text)) = &mut open {
                text.push_str(words);
            }
        }
        Piece::Closes(name) => {
            if let Some((at, text)) = open.take_if(|(at, _)| names[*at] == name) {
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if out[at].is_none() && !words.is_empty() {
                    out[at] = Some(words);
                }
            }
        }
    });
    out
}
