//! Tests of the router with mocked ports.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod answers;
mod edge;
mod guessing;
mod health;
mod hosts;
mod limits;
mod lost_link;
mod mailbox;
mod memory;
mod openapi;
mod problems;
mod progress;
mod query;
mod rejections;
mod renamed;
mod session;
mod support;
mod ticket;
mod validation;
mod website;
mod withdrawal;
