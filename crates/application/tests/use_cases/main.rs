//! What the use cases ask of the ports, and what they make of the answers.

#![expect(clippy::unwrap_used, reason = "what a test takes for granted may fail it")]

mod book;
mod cancel;
mod change_seats;
mod confirm;
mod deliver_due;
mod expire_holds;
mod repeated_attempt;
mod ticket;
mod view;
mod world;
