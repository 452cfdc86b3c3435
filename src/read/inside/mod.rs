//! What stands inside a file: archives, captures and mails are walked as folders are.
//!
//! An article's place is written as if the container were a folder: `dump.zip/2004/a.html`,
//! `crawl.tar.gz/news/b.txt`, the record's number behind it where a piece has many. A file that is
//! only compressed holds one piece and keeps its own path, `wire.jsonl.gz:17`. So an id depends on
//! the container's path and the name within it, never on the order of the pieces.
//!
//! Nothing is ever unpacked to disk, so `../` and absolute names in a container are just odd names.
//! What is unpacked is metered, see [`limits`].

pub mod limits;
mod names;

use std::io::{self, BufRead, BufReader, Read as _};

use hashbrown::HashMap;

use crate::model::Origin;

use super::choice::Choice;
use super::finish::Finish;
use super::report::{Read, Reason};
pub(super) use limits::{Budget, Counted, ENTRY_LIMIT, Metered, Packed};
use names::{inner_path, last_name};
pub(super) use names::{unpacked_name, written};

/// Where the pieces of one container go: each is read as a file of its own would be.
pub struct Inside<'i> {
    pub(super) origin: &'i Origin,
    /// The container's own name, by which its one piece is called if it is only compressed.
    pub(super) name: &'i str,
    pub(super) context: Context<'i>,
    pub(super) sink: &'i mut dyn FnMut(Read),
    /// How often each name was met.
    names: HashMap<String, u32, foldhash::fast::FixedState>,
}

/// What holds for everything in one file of the archive, however deep.
#[derive(Clone, Copy)]
pub(super) struct Context<'i> {
    pub(super) budget: &'i Budget,
    pub(super) choice: &'i Choice,
    /// In how many containers we are.
    pub(super) depth: usize,
    /// How a piece is read: as a file of its own, in whatever format it is.
    read: ReadPiece,
}

/// Reads what stands at an origin and has a name, at any depth.
pub(super) type ReadPiece = fn(&mut dyn BufRead, &Origin, &str, Context<'_>, &mut dyn FnMut(Read));

impl<'i> Context<'i> {
    /// In no container yet.
    pub(super) fn at_top(budget: &'i Budget, choice: &'i Choice, read: ReadPiece) -> Self {
        Context { budget, choice, depth: 0, read }
    }
}

impl<'i> Inside<'i> {
    pub(super) fn new(
        origin: &'i Origin,
        name: &'i str,
        context: Context<'i>,
        sink: &'i mut dyn FnMut(Read),
    ) -> Self {
        let context = Context { depth: context.depth + 1, ..context };
        Inside { origin, name, context, sink, names: HashMap::default() }
    }

    /// Where the container stands.
    pub(super) fn origin(&self) -> &'i Origin {
        self.origin
    }

    /// Where its record of that number stands.
    pub(super) fn numbered(&self, number: u64) -> Origin {
        Origin { path: self.origin.path.clone(), record: Some(number) }
    }

    /// Hands over what the container itself says.
    pub(super) fn give(&mut self, read: Read) {
        Finish::each(self.sink, |sink| sink(read));
    }

    /// Says why the container, or what is left of it, cannot be read.
    pub(super) fn fail(&mut self, reason: Reason) {
        (self.sink)(Read::rejected(self.origin.clone(), reason));
    }

    /// [`Inside::fail`] with an error of the system or of a decoder.
    pub(super) fn fail_with(&mut self, error: &io::Error) {
        self.fail(Reason::of_unpacking(error));
    }

    /// Says why one piece cannot be read.
    pub(super) fn reject(&mut self, name: &str, reason: Reason) {
        if let Some(origin) = self.place(name) {
            (self.sink)(Read::rejected(origin, reason));
        }
    }

    /// Whether nothing more may be unpacked; if so it is said, and the container is left.
    pub(super) fn is_spent(&mut self) -> bool {
        let Some(reason) = self.context.budget.spent() else { return false };
        self.fail(reason);
        true
    }

    /// Reads a piece that has a name.
    pub(super) fn piece(&mut self, name: &str, input: &mut dyn BufRead) {
        let Some(origin) = self.place(name) else { return };
        self.context.budget.enter();
        (self.context.read)(input, &origin, last_name(&origin.path), self.context, self.sink);
    }

    /// [`Inside::piece`] of what was packed in `packed` bytes and is `input` once unpacked.
    pub(super) fn packed_piece(&mut self, name: &str, packed: u64, input: impl io::Read) {
        let budget = self.context.budget;
        self.piece(name, &mut BufReader::new(Metered::new(input, Packed::Known(packed), budget)));
    }

    /// Reads the one piece of a file that is only compressed: it keeps the file's place.
    pub(super) fn unpacked(&mut self, input: impl io::Read, packed: &Counted) {
        let budget = self.context.budget;
        let mut input = BufReader::new(Metered::new(input, Packed::Counted(packed), budget));
        (self.context.read)(&mut input, self.origin, &unpacked_name(self.name), self.context, self.sink);
    }

    /// Reads bytes as the record of that number; `name` tells its format where the content does not.
    pub(super) fn record(&mut self, number: u64, name: &str, bytes: &[u8], amend: &dyn Fn(&mut Read)) {
        self.context.budget.enter();
        let origin = self.numbered(number);
        // What is amended, an address above all, may settle what could not be told without it.
        Finish::each(self.sink, |sink| {
            (self.context.read)(&mut { bytes }, &origin, name, self.context, &mut |mut read| {
                amend(&mut read);
                sink(read);
            });
        });
    }

    /// Up to `limit` bytes of a piece, as if it had been read by [`Inside::piece`].
    pub(super) fn take(&self, input: impl io::Read, packed: u64, limit: u64) -> Result<Vec<u8>, Reason> {
        let mut out = Vec::new();
        let mut input = Metered::new(input, Packed::Known(packed), self.context.budget).take(limit + 1);
        input.read_to_end(&mut out).map_err(|error| Reason::of_unpacking(&error))?;
        if out.len() as u64 > limit {
            return Err(Reason::TooLarge { size: out.len() as u64, limit });
        }
        Ok(out)
    }

    /// Where the piece of that name stands; `None` for one that is passed over.
    ///
    /// A name met again, as in a tar that was added to, is numbered: nothing is lost, no id met twice.
    fn place(&mut self, name: &str) -> Option<Origin> {
        let inner = inner_path(name);
        if self.context.choice.passes_over_inside(&self.origin.path, &inner) {
            return None;
        }
        let inner = self.unused(inner);
        let container = self.origin.to_string();
        Some(Origin { path: format!("{container}/{inner}"), record: None })
    }

    /// The name, or with the first number behind it under which nothing was met yet.
    fn unused(&mut self, name: String) -> String {
        let Some(mut count) = self.names.get(&name).copied() else {
            self.names.insert(name.clone(), 1);
            return name;
        };
        let numbered = loop {
            count += 1;
            let numbered = format!("{name} ({count})");
            if !self.names.contains_key(&numbered) {
                break numbered;
            }
        };
        self.names.insert(name, count);
        self.names.insert(numbered.clone(), 1);
        numbered
    }
}
