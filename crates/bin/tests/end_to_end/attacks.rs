//! Tests attacks on the site.

mod flooding;
mod forging;
mod hoarding;
mod old_tickets;
mod smuggling;
mod texts;
