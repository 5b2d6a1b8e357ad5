use super::{Change, ConfirmRefusal, House, UnconfirmedLimits};
use crate::{Reservation, ReservationId, Status};
use jiff::Timestamp;

impl House {
    /// Restarts the hold of an unconfirmed reservation, because its message is sent only now. The
    /// new hold is as long as that of a new booking and never passes the closing time.
    ///
    /// After the hold has lapsed, the seats must be free and booking must be open. The reservation
    /// stays unchanged if it is confirmed, if the hold would not get longer, or if a new booking
    /// would be refused because of too many unconfirmed seats.
    pub fn extend_hold(
        &self,
        id: ReservationId,
        limits: Option<&UnconfirmedLimits>,
        now: Timestamp,
    ) -> Result<Change, ConfirmRefusal> {
        let reservation = self.reservations.get(id).ok_or(ConfirmRefusal::Unknown)?;
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

    /// Undoes an extension because its message was not sent: the hold is as it was `before`. If the
    /// status is no longer `extended`, somebody else changed it, and it stays.
    pub fn undo_extension(
        &self,
        id: ReservationId,
        extended: Status,
        before: Status,
        now: Timestamp,
    ) -> Result<Change, ConfirmRefusal> {
        let reservation = self.reservations.get(id).ok_or(ConfirmRefusal::Unknown)?;
        if reservation.status != extended {
            return Ok(Change::Unchanged(reservation.clone()));
        }
        Ok(Change::HoldChanged(Reservation { status: before.at(now), ..reservation.clone() }))
    }
}
