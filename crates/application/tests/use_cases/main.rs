//! Tests of the use cases with fake ports.

#![expect(clippy::unwrap_used, reason = "a failed assumption fails the test")]

mod add_staff;
mod arrange;
mod book;
mod box_office;
mod browse;
mod cancel;
mod change_seats;
mod check_in;
mod confirm;
mod deliver_due;
mod door;
mod editing;
mod expire_holds;
mod follow;
mod mail_link;
mod own_account;
mod read_audit;
mod repeated_attempt;
mod schedule;
mod season_calendar;
mod see_ticket;
mod sessions;
mod shows;
mod sign_in;
mod staff_links;
mod staff_roster;
mod ticket;
mod undo_check_in;
mod view;
mod withdraw;
mod world;
