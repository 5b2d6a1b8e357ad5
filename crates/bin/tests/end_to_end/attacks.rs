//! What somebody tries who means harm.

mod crowding;
mod forging;
mod smuggling;
mod texts;
