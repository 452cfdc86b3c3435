//! The `onrecord` command as its users meet it: one program, modules by subject.

// What goes wrong in the vocabulary should stop the test that uses it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod corners;
mod corpus;
mod dir;
mod extraction;
mod hostile;
mod indexing;
mod languages;
mod measuring;
mod people;
mod readme;
mod searching;
