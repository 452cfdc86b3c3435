//! **onrecord** searches a news archive for who said what.
//!
//! An article is read ([`read`]), its statements are found and attributed ([`extract`]), both are
//! indexed together ([`index`]), and a question ([`query`]) is answered by an [`engine`] as a page
//! that [`present`] prints. [`app`] joins the stages into the use-cases that [`cli`] offers.
//! Who may import whom is told in ARCHITECTURE.md and kept by `tests/layers.rs`.

pub mod app;
pub mod cli;
pub mod engine;
pub mod extract;
pub mod index;
pub mod model;
pub mod present;
pub mod query;
pub mod read;
pub mod resolve;
pub mod text;
