//! What the use cases ask of the ports, and what they make of the answers.

#![expect(clippy::unwrap_used, reason = "what a test takes for granted may fail it")]

mod add_staff;
mod book;
mod browse;
mod cancel;
mod change_seats;
mod check_in;
mod confirm;
mod deliver_due;
mod desk;
mod door;
mod expire_holds;
mod follow;
mod repeated_attempt;
mod season_calendar;
mod see_ticket;
mod sessions;
mod sign_in;
mod ticket;
mod undo_check_in;
mod view;
mod withdraw;
mod world;
