use super::{Change, House, UnconfirmedBy, UnconfirmedLimits};
use crate::{
    Attempt, AttemptKey, BookingSource, BookingState, Fingerprint, Guest, Origin, Reservation,
    ReservationCode, ReservationId, Seats, Status,
};
use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

/// A visitor's request for seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingRequest {
    pub id: ReservationId,
    pub code: ReservationCode,
    pub guest: Guest,
    pub seats: Seats,
    /// The idempotency key of the request and the fingerprint of its content.
    pub attempt: Option<(AttemptKey, Fingerprint)>,
    pub origin: Option<Origin>,
    /// The limits on unconfirmed seats. `None` means no limits.
    pub limits: Option<UnconfirmedLimits>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BookRefusal {
    /// The idempotency key was used for a different request.
    #[error("the idempotency key was used for a different request")]
    DifferentAttempt,
    #[error("the show is not on the site")]
    NotListed,
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    #[error("booking opens at {opens_at}")]
    NotYetOpen { opens_at: Timestamp },
    #[error("booking closed at {closed_at}")]
    Closed { closed_at: Timestamp },
    #[error("a reservation has at most {max} seats")]
    PartyTooLarge { max: u16 },
    #[error("an address has at most {max} reservations for one performance")]
    TooManyReservations { max: u16 },
    /// Too many unconfirmed seats are held already.
    #[error("too many seats are unconfirmed")]
    TooManyUnconfirmed {
        by: UnconfirmedBy,
        /// The earliest moment at which the visitor should try again.
        retry_after: SignedDuration,
    },
    #[error("{available} seats are left")]
    SoldOut { available: u32 },
}

/// The key of an attempt was used for a different request.
pub(super) struct DifferentAttempt;

impl From<DifferentAttempt> for BookRefusal {
    fn from(_: DifferentAttempt) -> Self {
        Self::DifferentAttempt
    }
}

impl BookingRequest {
    pub(super) fn attempt(&self, hold_until: Timestamp) -> Option<Attempt> {
        self.attempt.clone().map(|(key, fingerprint)| Attempt {
            key,
            fingerprint,
            reservation: self.id,
            code: self.code,
            seats: self.seats,
            hold_until,
        })
    }
}

impl House {
    /// Books seats and holds them until they are confirmed or the hold lapses. The more seats are
    /// unconfirmed, the shorter the hold is.
    pub fn book(&self, request: &BookingRequest, now: Timestamp) -> Result<Change, BookRefusal> {
        if let Some(before) = self.same_attempt(request)? {
            return Ok(before);
        }
        self.check_open(now)?;
        self.check_limits(request, now)?;
        self.check_room(request.seats, now)?;

        let hold = self.hold_for(request.seats, 0, request.limits.as_ref(), now)?;
        let hold_until = (now + hold).min(self.performance.closes_at);
        let attempt = request.attempt(hold_until);
        let reservation = Reservation {
            id: request.id,
            performance: self.performance.id,
            code: request.code,
            source: BookingSource::Website,
            guest: request.guest.clone(),
            seats: request.seats,
            status: Status::Pending { hold_until },
            booked_at: now,
            confirmed_at: None,
            cancelled_at: None,
            origin: request.origin,
            check_ins: Vec::new(),
        };
        Ok(Change::Booked { reservation, attempt })
    }

    /// The result of an earlier request with the same key and content.
    pub(super) fn same_attempt(
        &self,
        request: &BookingRequest,
    ) -> Result<Option<Change>, DifferentAttempt> {
        let Some((key, fingerprint)) = &request.attempt else { return Ok(None) };
        match self.attempts.get(key) {
            None => Ok(None),
            Some(before) if before.fingerprint == *fingerprint => {
                Ok(Some(Change::AlreadyBooked(before.clone())))
            }
            Some(_) => Err(DifferentAttempt),
        }
    }

    fn check_open(&self, now: Timestamp) -> Result<(), BookRefusal> {
        let performance = &self.performance;
        if !performance.listed {
            return Err(BookRefusal::NotListed);
        }
        match performance.booking_state(self.available(now), now) {
            BookingState::Cancelled => Err(BookRefusal::PerformanceCancelled),
            BookingState::NotYetOpen => {
                Err(BookRefusal::NotYetOpen { opens_at: performance.opens_at })
            }
            BookingState::Closed => Err(BookRefusal::Closed { closed_at: performance.closes_at }),
            // The caller compares the seats left with the party later, after the check of the
            // party's size.
            BookingState::SoldOut | BookingState::Open => Ok(()),
        }
    }

    /// Checks the limits for one visitor: the size of the party and the reservations of the
    /// address.
    pub(super) fn check_limits(
        &self,
        request: &BookingRequest,
        now: Timestamp,
    ) -> Result<(), BookRefusal> {
        let max = self.policy.max_seats_per_reservation;
        if request.seats.get() > max {
            return Err(BookRefusal::PartyTooLarge { max });
        }
        let max = self.policy.max_live_reservations_per_address;
        let client = request.origin.map(|origin| origin.client);
        let email = request.guest.email.as_ref();
        if self.counted_reservations_of(email, client, now) >= usize::from(max) {
            return Err(BookRefusal::TooManyReservations { max });
        }
        Ok(())
    }

    pub(super) fn check_room(&self, seats: Seats, now: Timestamp) -> Result<(), BookRefusal> {
        let available = self.available(now);
        if seats.count() > available {
            return Err(BookRefusal::SoldOut { available });
        }
        Ok(())
    }
}
