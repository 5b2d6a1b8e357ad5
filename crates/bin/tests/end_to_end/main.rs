//! Tests the built program from outside: its own process, a real PostgreSQL, a real mail server and
//! real parallel requests.
#![expect(clippy::unwrap_used, reason = "a test fails on any unexpected error")]

mod ask;
mod attacks;
mod company;
mod doctor;
mod erasure;
mod logs;
mod mail_server;
mod metrics;
mod outages;
mod private_data;
mod program;
mod rush;
mod scanners;
mod season;
mod starts;
mod statuses;
mod visitor;
mod walk;
