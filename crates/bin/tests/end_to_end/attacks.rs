//! What somebody tries who means harm.

mod crowding;
mod forging;
mod hoarding;
mod old_tickets;
mod smuggling;
mod texts;
