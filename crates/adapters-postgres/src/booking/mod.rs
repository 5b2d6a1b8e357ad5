//! What visitors do with reservations, besides changes of houses.

pub(crate) mod origins;
pub(crate) mod reservations;
