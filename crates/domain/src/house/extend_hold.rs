use super::{Change, ConfirmRefusal, House, UnconfirmedLimits};
use crate::{Reservation, ReservationId, Status};
use jiff::Timestamp;

impl House {
    /// Holds the seats of an unconfirmed reservation from now on for as long as those of a new
    /// booking, never past closing: its letter goes out only now. After the hold has lapsed the
    /// seats have to be free and booking open. A reservation that is confirmed, or has nothing to
    /// gain, or would not be taken as a new booking for too many unconfirmed seats, stays as it is.
    pub fn extend_hold(
        &self,
        who: ReservationId,
        limits: Option<&UnconfirmedLimits>,
        now: Timestamp,
    ) -> Result<Change, ConfirmRefusal> {
        let reservation = self.reservations.get(&who).ok_or(ConfirmRefusal::Unknown)?;
        if reservation.status == Status::Cancelled {
            return Err(ConfirmRefusal::Cancelled);
        }
        if self.performance.cancelled_at.is_some() {
            return Err(ConfirmRefusal::PerformanceCancelled);
        }
        let counted = if reservation.is_pending(now) { reservation.seats.count() } else { 0 };
        let Ok(hold) = self.hold_for(reservation.seats, counted, limits, now) else {
            return Ok(Change::Unchanged(reservation.clone()));
        };
        let hold_until = (now + hold).min(self.performance.closes_at);
        let gains = match reservation.status.at(now) {
            Status::Pending { hold_until: before } => hold_until > before,
            Status::Expired => hold_until > now,
            Status::Confirmed | Status::Cancelled => false,
        };
        if !gains {
            return Ok(Change::Unchanged(reservation.clone()));
        }
        if !reservation.is_live(now) {
            let max = self.policy.max_live_reservations_per_address;
            self.check_confirmable(reservation, Some(max), now)?;
        }
        Ok(Change::HoldChanged(Reservation {
            status: Status::Pending { hold_until },
            ..reservation.clone()
        }))
    }

    /// Takes an extension back when its letter was not sent after all: the seats are held as they
    /// were `before`. Whatever changed the hold meanwhile stays.
    pub fn take_extension_back(
        &self,
        who: ReservationId,
        extended: Status,
        before: Status,
        now: Timestamp,
    ) -> Result<Change, ConfirmRefusal> {
        let reservation = self.reservations.get(&who).ok_or(ConfirmRefusal::Unknown)?;
        if reservation.status != extended {
            return Ok(Change::Unchanged(reservation.clone()));
        }
        Ok(Change::HoldChanged(Reservation { status: before.at(now), ..reservation.clone() }))
    }
}
