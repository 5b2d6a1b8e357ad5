//! Tests attacks on the site.

mod crowding;
mod forging;
mod hoarding;
mod old_tickets;
mod smuggling;
mod texts;
