//! What the article says people do, and for whom: “Kamran Matin, a senior lecturer in International
//! Relations at Sussex University”, “US President Donald Trump”, “Sunmere Energy’s chief engineer, Li Qianru”.
//!
//! `places` knows where descriptions stand beside a name, `work` what verbs tell, `elsewhere` what other sentences do;
//! `ranks` what stands between an office and a name; `shared` the body of several; `description` splits one into role and
//! body (`held`: a body before its role), `papers` tells
//! whose a report is. Everything that is said of a person anywhere in the article becomes a fact (`facts`); the best one
//! gives the role, and what it leaves out the others add.

mod description;
mod elsewhere;
mod facts;
mod fronted;
mod held;
mod named;
mod papers;
mod places;
mod ranks;
mod row;
mod shared;
mod work;

use super::doc::Doc;
use super::people::People;
use crate::model::Span;

pub use description::{body_of_group, read_role};
pub use facts::find_roles;
pub use named::is_body_beside;
pub use papers::body_of_paper;

/// A role and the body it is held in, as spans of the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Role {
    /// “senior lecturer in International Relations”.
    pub title: Option<Span>,
    /// “Sussex University”: where the article names it most fully.
    pub organization: Option<Span>,
}

/// What descriptions are read with.
#[derive(Clone, Copy)]
struct Reader<'a> {
    doc: &'a Doc<'a>,
    people: &'a People,
}

#[cfg(test)]
mod tests;
