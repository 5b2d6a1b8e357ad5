use super::{Change, House};
use crate::{Guest, Reservation, ReservationId};
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CorrectRefusal {
    #[error("there is no such reservation")]
    Unknown,
    /// The personal data has been erased. Nothing replaces it.
    #[error("the guest's data have been erased")]
    Erased,
}

impl House {
    /// Corrects the data of the guest, for example a mistyped address. The seats stay the same.
    pub fn correct(&self, id: ReservationId, guest: Guest) -> Result<Change, CorrectRefusal> {
        let reservation = self.reservations.get(id).ok_or(CorrectRefusal::Unknown)?;
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
