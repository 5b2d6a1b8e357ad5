//! What the box office does with reservations.

mod bodies;
mod csv;
pub(super) mod edit;
pub(super) mod export;
pub(super) mod list;
