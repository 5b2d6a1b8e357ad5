//! The storage ports on a real server, one database a test.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod groups;
mod holds;
mod houses;
mod races;
mod recovery;
mod world;
