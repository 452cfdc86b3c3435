//! Who is who across the whole archive.
//!
//! Every article tells its own people and bodies apart ([`Appearance`]); here appearances become one
//! [`ResolvedEntity`] for each person or body of the archive, with every alias and why it is one.
//!
//! How a name becomes an entity:
//!
//! 1. `name_key` takes a name to pieces; [`sound`] gives the block in which its like are looked for.
//! 2. `lives` looks at everybody of exactly one name: one person, unless there is strong evidence of two.
//! 3. `cluster` joins other spellings, initials and bare surnames, each only with support from
//!    what surrounds them ([`evidence`]): sound alone joins nobody. `bodies` does so for organizations.
//! 4. A single name that nobody was found for and that the archive knows as a body is the body (`mistaken`).
//! 5. [`authority`] has the last word: what the archivist wrote in `onrecord.people.toml`.
//!
//! The outcome is a function of the set of articles, never of their order. Memory holds numbers for
//! each article and a few parts of the archive at a time: [`Resolver`] tells how.

mod apart;
pub mod authority;
mod bodies;
mod body_key;
mod body_names;
mod cluster;
mod common;
#[cfg(test)]
mod corpus;
pub mod evidence;
mod few;
mod gather;
mod gathered;
mod generic;
mod gid;
mod given;
mod group;
mod input;
mod key;
mod known_as;
mod lives;
pub mod measure;
mod mistaken;
mod name_key;
mod name_words;
mod nobody;
mod organizations;
mod parts;
mod pieces;
mod resolver;
mod row;
mod run;
mod sets;
mod shelves;
mod sighting;
pub mod sound;
mod stray;
mod surname_of_body;
mod surnames;
mod table;
#[cfg(test)]
mod tests;
mod texts;
mod world;

pub use apart::{Named, told_apart};
pub use authority::{Authority, AuthorityError, Note, Warning};
pub use gather::Hand;
pub use input::{Appearance, appearances};
pub use resolver::{Known, Resolved, Resolver, resolve};
pub use shelves::{MemoryShelves, Shelf, Shelves};
pub use table::{Alias, Dated, EntityId, EntityTable, Member, ResolvedEntity};
