use super::{Change, House};
use crate::Seating;

impl House {
    /// Gives the house other seats. Nobody loses a seat: with fewer than are held, the house is
    /// overbooked until enough are given back.
    pub const fn resize(&self, seating: Seating) -> Change {
        Change::Resized(seating)
    }
}
