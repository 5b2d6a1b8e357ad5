//! The storage ports on a real server, with a database for each test.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod audit;
mod batches;
mod box_office;
mod constraints;
mod cost;
mod counts;
mod credentials;
mod door;
mod editorial;
mod erasure;
mod failures;
mod holds;
mod houses;
mod import;
mod migrations;
mod news;
mod outbox;
mod outbox_claims;
mod performances;
mod programme;
mod progress;
mod races;
mod rearranging;
mod recovery;
mod reservation_versions;
mod reservations;
mod retention;
mod schema;
mod season;
mod seats;
mod server;
mod sessions;
mod shows_and_venues;
mod slugs;
mod staff;
mod staff_links;
mod staff_roster;
mod transfer;
mod world;
