//! The storage ports on a real server, one database a test.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod audit;
mod box_office;
mod constraints;
mod cost;
mod door;
mod failures;
mod groups;
mod holds;
mod houses;
mod import;
mod leftovers;
mod migrations;
mod outbox;
mod outbox_claims;
mod performances;
mod programme;
mod progress;
mod races;
mod recovery;
mod reservations;
mod seats;
mod sessions;
mod staff;
mod transfer;
mod world;
