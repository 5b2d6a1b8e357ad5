use super::{BookRefusal, BookingRequest, Change, House};
use crate::{BookingSource, Reservation, Status};
use jiff::Timestamp;

impl House {
    /// Creates a reservation for a guest who asks the box office, for example by telephone. It is
    /// confirmed at once. The box office can book outside the booking times, until the door closes.
    /// With `beyond_limits`, the limits for visitors do not apply. It never gives more seats than
    /// are left.
    pub fn create(
        &self,
        request: &BookingRequest,
        beyond_limits: bool,
        now: Timestamp,
    ) -> Result<Change, BookRefusal> {
        if let Some(before) = self.same_attempt(request)? {
            return Ok(before);
        }
        if self.performance.cancelled_at.is_some() {
            return Err(BookRefusal::PerformanceCancelled);
        }
        let (_, closed_at) = self.performance.door_window(&self.policy);
        if now >= closed_at {
            return Err(BookRefusal::Closed { closed_at });
        }
        if !beyond_limits {
            self.check_limits(request, now)?;
        }
        self.check_room(request.seats, now)?;
        let reservation = Reservation {
            id: request.id,
            performance: self.performance.id,
            code: request.code,
            source: BookingSource::Office,
            guest: request.guest.clone(),
            seats: request.seats,
            status: Status::Confirmed,
            booked_at: now,
            confirmed_at: Some(now),
            cancelled_at: None,
            origin: None,
            check_ins: Vec::new(),
        };
        Ok(Change::Booked { reservation, attempt: request.attempt(now) })
    }
}
