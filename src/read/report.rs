//! What reading came to: an article or the reason why there is none, and what had to be assumed.

use std::io;
use std::path::PathBuf;

use super::date::Order;
use crate::model::{Article, Origin};

/// Why something in the archive gives no article.
#[derive(thiserror::Error, Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// Nothing in it, or white space only.
    #[default]
    #[error("is empty")]
    Empty,
    /// Larger than one article may be.
    #[error("is too large: {size} bytes, the limit is {limit}")]
    TooLarge {
        /// How large it is, as far as it was measured.
        size: u64,
        /// What is allowed.
        limit: u64,
    },
    /// No text at all.
    #[error("is not text ({0})")]
    Binary(&'static str),
    /// Broken JSON.
    #[error("line {line}, column {column}: {message}")]
    BadJson {
        /// Line in the file, counted from 1.
        line: u64,
        /// Column in that line, counted from 1.
        column: u64,
        /// What is wrong there.
        message: String,
    },
    /// Broken XML.
    #[error("line {line}: {message}")]
    BadXml {
        /// Line in the file, counted from 1.
        line: u64,
        /// What is wrong there.
        message: String,
    },
    /// Broken CSV.
    #[error("row {row}: {message}")]
    BadTable {
        /// Row of the table, counted from 1 under its header.
        row: u64,
        /// What is wrong there.
        message: String,
    },
    /// In a known format, but something other than an article.
    #[error("is {0}, not an article")]
    NotAnArticle(String),
    /// JSON, but not an object with fields.
    #[error("is not a JSON object")]
    NotARecord,
    /// Read, but no article was found in it.
    #[error("has no text of an article")]
    NoText,
    /// The system would not let it be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Packed or encoded in a way that does not hold together.
    #[error("is damaged: {0}")]
    Damaged(String),
    /// Only who has the password can read it.
    #[error("is encrypted")]
    Encrypted,
    /// Packed in a way we do not know.
    #[error("cannot be unpacked: {0}")]
    Unsupported(String),
    /// Unpacks to far more than any text would.
    #[error("unpacks to more than {ratio} times its size")]
    Bomb {
        /// What is allowed.
        ratio: u64,
    },
    /// All pieces of the file together.
    #[error("the rest is not read: the file unpacks to more than {limit} bytes")]
    UnpacksTooLarge {
        /// What is allowed.
        limit: u64,
    },
    /// All pieces of the file together.
    #[error("the rest is not read: the file holds more than {limit} pieces")]
    TooManyEntries {
        /// What is allowed.
        limit: u64,
    },
    /// Containers in containers.
    #[error("is not opened: it is a container in more than {limit} others")]
    TooDeep {
        /// What is allowed.
        limit: usize,
    },
    /// Pages without letters: a scan, or pictures.
    #[error("has no text layer")]
    NoTextLayer,
    /// What a container holds beside articles, counted by kind.
    #[error("no articles: {0}")]
    Counted(String),
    /// A symbolic link: not followed, so that nothing is read twice.
    #[error("is a link to {} and is not followed", .0.display())]
    Link(PathBuf),
    /// A symbolic link to a folder above itself.
    #[error("is a link back to {}, a loop", .0.display())]
    LinkLoop(PathBuf),
    /// A pipe, socket or device.
    #[error("is {0}, not a file")]
    Special(&'static str),
    /// Another file already has this name after what is not UTF-8 in it was written out.
    #[error("has the same name as another file once written in UTF-8")]
    SameName,
    /// What names the files to be passed over; its other patterns are heeded.
    #[error("has a pattern that cannot be read, and is not heeded: {0}")]
    BadPattern(String),
}

impl Reason {
    /// What an error met while reading means: a limit that was hit, packed data that does not hold
    /// together, or a system that would not let it be read.
    pub(super) fn of(error: &io::Error) -> Self {
        let limit = error.get_ref().and_then(|inner| inner.downcast_ref::<Reason>());
        limit.cloned().unwrap_or_else(|| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                Reason::Damaged(error.to_string())
            }
            _ => Reason::Unreadable(error.to_string()),
        })
    }

    /// [`Reason::of`] for what comes out of a decoder: whatever is no limit is damage.
    pub(super) fn of_unpacking(error: &io::Error) -> Self {
        match (Self::of(error), error.raw_os_error()) {
            (Reason::Unreadable(message), None) => Reason::Damaged(message),
            (reason, _) => reason,
        }
    }
    /// A stable name for records and counts.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::Empty => "empty",
            Reason::TooLarge { .. } => "too-large",
            Reason::Binary(_) => "binary",
            Reason::BadJson { .. } => "bad-json",
            Reason::BadXml { .. } => "bad-xml",
            Reason::BadTable { .. } => "bad-table",
            Reason::NotAnArticle(_) => "not-an-article",
            Reason::NotARecord => "not-a-record",
            Reason::NoText => "no-text",
            Reason::Unreadable(_) => "unreadable",
            Reason::Damaged(_) => "damaged",
            Reason::Encrypted => "encrypted",
            Reason::Unsupported(_) => "unsupported",
            Reason::Bomb { .. } => "bomb",
            Reason::UnpacksTooLarge { .. } => "unpacks-too-large",
            Reason::TooManyEntries { .. } => "too-many-entries",
            Reason::TooDeep { .. } => "too-deep",
            Reason::NoTextLayer => "no-text-layer",
            Reason::Counted(_) => "counted",
            Reason::Link(_) => "link",
            Reason::LinkLoop(_) => "link-loop",
            Reason::Special(_) => "special",
            Reason::SameName => "same-name",
            Reason::BadPattern(_) => "bad-pattern",
        }
    }
}

/// Something found while walking that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// Where it is.
    pub path: PathBuf,
    /// Path below the archive's folder, with `/` between its parts.
    pub relative: String,
    /// Why not.
    pub reason: Reason,
}

/// What had to be assumed, or was left aside, while an article was read.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The bytes are not UTF-8.
    #[error("is not UTF-8; read as {encoding}{}", if *.replaced { ", what did not fit was replaced by \u{fffd}" } else { "" })]
    AssumedEncoding {
        /// The encoding it was read as.
        encoding: &'static str,
        /// Whether some bytes fit no character.
        replaced: bool,
    },
    /// A date of numbers that means two days.
    #[error("`{field}` may mean two days: {text:?}; only its year is kept")]
    AmbiguousDate {
        /// Which of the article's dates.
        of: Dated,
        /// The field's name in the file.
        field: String,
        /// What it holds.
        text: String,
    },
    /// Nothing wrong: a date of numbers showed in which order its file prints them. It settles the file's
    /// ambiguous dates and goes no further.
    #[error("prints dates of numbers in one order")]
    PrintedOrder(Order),
    /// A page that shows the beginning of its article to everybody, and the rest to those who pay.
    #[error("only its beginning is here: the page keeps the rest for subscribers")]
    Stub,
    /// A field that should hold a date.
    #[error("`{field}` is not a date that can be read without guessing: {text:?}")]
    UnreadDate {
        /// The field's name in the file.
        field: String,
        /// What it holds.
        text: String,
    },
    /// The file breaks off or breaks in the middle of the article.
    #[error("is read as far as it goes: {0}")]
    Damaged(String),
    /// No word of the headline stands in the text: another story may have been saved under its name.
    #[error("no word of its headline is in its text: it may be another story's")]
    Unrelated,
    /// A title without its story, as indexes of other archives list them.
    #[error("has a headline but no text")]
    HeadlineOnly,
}

impl Warning {
    /// Its kind in a word or two, by which warnings are counted.
    pub fn kind(&self) -> &'static str {
        match self {
            Warning::AssumedEncoding { .. } => "encoding assumed",
            Warning::AmbiguousDate { .. } => "ambiguous date",
            Warning::PrintedOrder(_) => "order of dates",
            Warning::Stub => "beginning only",
            Warning::UnreadDate { .. } => "unread date",
            Warning::Damaged(_) => "incomplete",
            Warning::Unrelated => "headline of another text",
            Warning::HeadlineOnly => "headline only",
        }
    }
}

/// Which of an article's dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// When it was published.
    Published,
    /// When it was last changed.
    Updated,
}

/// What came of one article's worth of input.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// Where it was read.
    pub origin: Origin,
    /// The article, or why there is none.
    pub article: Result<Article, Reason>,
    /// What had to be assumed.
    pub warnings: Vec<Warning>,
}

impl Read {
    /// An article read without assumptions.
    pub fn of(article: Article) -> Self {
        Read { origin: article.origin.clone(), article: Ok(article), warnings: Vec::new() }
    }

    /// No article, and why.
    pub fn rejected(origin: Origin, reason: Reason) -> Self {
        Read { origin, article: Err(reason), warnings: Vec::new() }
    }

    /// The same with more warnings in front of its own.
    #[must_use]
    pub fn warned(mut self, mut first: Vec<Warning>) -> Self {
        first.append(&mut self.warnings);
        self.warnings = first;
        self
    }
}
