//! What a format is: how it knows its own files, and how it reads them.

use std::io::{BufRead, Read as IoRead, Seek};

use super::head::Head;
use super::inside::Inside;
use super::map::FieldMap;
use super::report::Read;
use crate::model::Origin;

/// How sure a format is that a file is its own. The surest reads it; the table's order breaks ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Not this.
    No,
    /// It could be read so if nothing better is found.
    Fallback,
    /// Only the name says so.
    Named,
    /// The content looks like it.
    Likely,
    /// The content says so.
    Sure,
}

/// How a format reads.
pub enum Reader {
    /// One article or several from a whole file within the size limit.
    Whole(fn(&[u8], &Origin) -> Vec<Read>),
    /// Record by record from a file of any size.
    Stream(fn(&mut dyn BufRead, &Origin, &mut dyn FnMut(Read))),
    /// Record by record from a file of any size, by the names of its fields.
    Records(fn(&mut dyn BufRead, &Origin, &FieldMap, &mut dyn FnMut(Read))),
    /// Piece by piece from a container of any size, each piece read as a file of its own.
    Pieces(fn(&mut dyn BufRead, &mut Inside<'_>)),
    /// The same for a container whose end tells what is in it. One that stands in another is held in
    /// memory, within the size limit.
    Directory(fn(&mut dyn Seekable, &mut Inside<'_>)),
}

/// Bytes that can be read from anywhere.
pub trait Seekable: IoRead + Seek {}

impl<T: IoRead + Seek> Seekable for T {}

/// One format of the archive.
pub struct Format {
    /// Its name in messages and records.
    pub name: &'static str,
    /// How sure it is that a file is its own.
    pub detect: fn(&Head<'_>) -> Confidence,
    /// How it is read.
    pub reader: Reader,
}
