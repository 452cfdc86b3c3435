//! What the use-cases found, as terminal text, JSON, JSON Lines or CSV. One file per kind of output.
//!
//! Everything here is a pure function from results to text: it knows neither the terminal nor the
//! index, so each picture is tested as a string. What comes out of an article passes [`sanitize`]
//! before it reaches a terminal or a spreadsheet; JSON carries it verbatim.

pub mod article_eval;
pub mod articles;
pub mod batch;
pub mod check;
pub mod cite;
pub mod compare;
pub mod csv;
pub mod eval;
pub mod excerpt;
pub mod explain;
mod facets;
pub mod fields;
pub mod fit;
pub mod json;
mod layout;
pub mod links;
pub mod names;
mod on_record;
mod paint;
pub mod people;
pub mod profile;
pub mod quote;
pub mod quotes;
pub mod ranking;
pub mod reading;
pub mod referred;
pub mod sanitize;
pub mod show;
pub mod statements;
pub mod status;
mod stretches;
pub mod summary;
pub mod text;
pub mod timeline;
pub mod together;
pub mod trace;
mod understood;
pub mod units;
pub mod watch;
mod words;

#[cfg(test)]
mod sample;

pub use paint::Look;
