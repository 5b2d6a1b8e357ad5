use super::{BookRefusal, BookingRequest, Change, House};
use crate::{BookingSource, Reservation, Status};
use jiff::Timestamp;

impl House {
    /// Writes a party down for whom the box office asks, as on the telephone: confirmed at once,
    /// whether or not visitors may book now, as long as anybody can still come. With
    /// `beyond_limits` it may be larger than visitors' parties, and its address may have as many
    /// reservations as it likes. It never has more seats than are left.
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
