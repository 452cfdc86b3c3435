//! The `onrecord` command as its users meet it: one program, modules by subject.

// What goes wrong in the vocabulary should stop the test that uses it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod asking;
mod choosing;
mod containers;
mod corners;
mod corpus;
mod counts;
mod damage;
mod differential;
mod dir;
mod extraction;
mod fields;
mod formats;
mod found;
mod hostile;
mod indexing;
mod killed;
mod language;
mod languages;
mod large;
mod measuring;
mod naive;
mod people;
mod profiles;
mod readers;
mod reading;
mod readme;
mod samples;
mod searching;
mod together;
mod warned;
