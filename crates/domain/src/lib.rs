//! The rules of `AzioneLab`: reservations, held seats, permissions.
//!
//! Everything here is pure: no I/O, no async, no clock and no randomness. The time and random
//! values are arguments, so every rule can be tested with a table.
//!
//! The [`House`] is the centre: the seats of one performance and everything that holds some of
//! them. It is the consistency boundary: every change to seats is a function of one house and the
//! time. It returns a [`Change`] or a refusal with its reason.

mod accounts;
mod booking;
mod door;
mod house;
mod ids;
mod programme;
mod text;

pub use self::{accounts::*, booking::*, door::*, house::*, ids::*, programme::*, text::*};
