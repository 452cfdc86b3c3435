//! The `onrecord` command as its users meet it: one program, modules by subject.

mod corners;
mod dir;
mod extraction;
mod hostile;
mod indexing;
mod searching;
