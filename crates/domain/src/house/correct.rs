use super::{Change, House};
use crate::{Guest, Reservation, ReservationId};
use thiserror::Error;

/// Why a guest's data were not corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CorrectRefusal {
    /// This house has no such reservation.
    #[error("there is no such reservation")]
    Unknown,
    /// What was known of the guest has been erased; nothing is written in its place.
    #[error("the guest's data have been erased")]
    Erased,
}

impl House {
    /// Corrects what is known of the guest, as after a mistyped address. It changes no seats.
    pub fn correct(&self, who: ReservationId, guest: Guest) -> Result<Change, CorrectRefusal> {
        let reservation = self.reservations.get(&who).ok_or(CorrectRefusal::Unknown)?;
        if reservation.guest.is_erased() {
            return Err(CorrectRefusal::Erased);
        }
        if reservation.guest == guest {
            return Ok(Change::Unchanged(reservation.clone()));
        }
        let before = reservation.guest.clone();
        Ok(Change::Corrected { reservation: Reservation { guest, ..reservation.clone() }, before })
    }
}
