//! The rules of `AzioneLab`: what a reservation is, when seats are held, who may do what.
//!
//! Everything here is pure. There is no I/O, no async, no clock and no randomness: the time and
//! random values come in as arguments, so every rule can be tested with a table.
//!
//! The centre is the [`House`]: the seats of one performance with everything that holds some of
//! them. It is the consistency boundary, so each change to seats is a function of one house and
//! the time, and answers with a [`Change`] or with a refusal that names what was asked in vain.

mod accounts;
mod booking;
mod door;
mod house;
mod ids;
mod programme;
mod text;

pub use self::{accounts::*, booking::*, door::*, house::*, ids::*, programme::*, text::*};
