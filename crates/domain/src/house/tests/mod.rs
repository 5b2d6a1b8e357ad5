//! Tests of the rules of the house, one file per rule.

mod address_limit;
mod attempts;
mod book;
mod booking_state;
pub(super) mod builders;
mod by_staff;
mod cancel;
mod cancel_performance;
mod change_seats;
mod check_in;
mod confirm;
mod door_window;
mod extend_hold;
mod holding;
mod part_of_the_house;
mod rearrange;
mod replace_ticket;
mod reschedule;
mod sequences;
mod ticket_status;
mod transfer;
mod unconfirmed;
mod undo;
mod walk_in;
mod withdraw;
pub(super) mod witness;
