//! Reads reservations for visitors. `houses` changes them.

pub(crate) mod origins;
pub(crate) mod reservations;
