//! Performances, with their seats and booking times.

use crate::{PerformanceId, ShowId, VenueId};
use jiff::{SignedDuration, Timestamp};

/// The seats of a performance, without reservations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seating {
    pub capacity: u32,
    /// Seats blocked by hand, for example for the press.
    pub occupied: u32,
    pub extra: u32,
}

impl Seating {
    /// The seats that reservations can hold: `capacity - occupied + extra`, at least 0.
    pub const fn bookable(self) -> u32 {
        self.capacity.saturating_add(self.extra).saturating_sub(self.occupied)
    }
}

/// The booking policy of the theatre. It is the same for every performance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Policy {
    /// How long seats are held for an unconfirmed reservation.
    pub hold: SignedDuration,
    /// The largest party that a visitor can book.
    pub max_seats_per_reservation: u16,
    /// How many live reservations an address can have for one performance.
    pub max_live_reservations_per_address: u16,
    /// How long before the start check-in is possible.
    pub door_opens_before: SignedDuration,
    /// How long after the start check-in is possible.
    pub door_closes_after: SignedDuration,
    /// How long links are kept after the start, and personal data after the end.
    pub retention: SignedDuration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            hold: SignedDuration::from_mins(30),
            max_seats_per_reservation: 10,
            max_live_reservations_per_address: 3,
            door_opens_before: SignedDuration::from_hours(3),
            door_closes_after: SignedDuration::from_hours(6),
            retention: SignedDuration::from_hours(30 * 24),
        }
    }
}

/// Whether visitors can book a performance, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookingState {
    Open,
    NotYetOpen,
    Closed,
    /// Booking is open, but no seats are left.
    SoldOut,
    Cancelled,
}

impl BookingState {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NotYetOpen => "not_yet_open",
            Self::Closed => "closed",
            Self::SoldOut => "sold_out",
            Self::Cancelled => "cancelled",
        }
    }
}

/// The parts of a performance that can be changed without rescheduling it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Arrangement {
    /// When the doors open.
    pub doors_at: Timestamp,
    /// When booking opens.
    pub opens_at: Timestamp,
    /// When booking closes.
    pub closes_at: Timestamp,
    pub seating: Seating,
}

/// The contradictions between the times of a performance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongTimes {
    pub doors_after_start: bool,
    pub closing_after_start: bool,
    /// Booking closes when it opens or earlier.
    pub closing_before_opening: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Performance {
    pub id: PerformanceId,
    pub show: ShowId,
    pub venue: VenueId,
    /// Whether the show is published, so that visitors can book.
    pub listed: bool,
    pub starts_at: Timestamp,
    /// The previous start, if the performance was rescheduled. It always differs from `starts_at`.
    pub moved_from: Option<Timestamp>,
    /// When the doors open.
    pub doors_at: Timestamp,
    /// When booking opens.
    pub opens_at: Timestamp,
    /// When booking closes. At this instant it is closed.
    pub closes_at: Timestamp,
    pub seating: Seating,
    pub cancelled_at: Option<Timestamp>,
}

impl Performance {
    /// The booking state at `now`, given the number of seats left.
    pub fn booking_state(&self, available: u32, now: Timestamp) -> BookingState {
        if self.cancelled_at.is_some() {
            BookingState::Cancelled
        } else if now < self.opens_at {
            BookingState::NotYetOpen
        } else if now >= self.closes_at {
            BookingState::Closed
        } else if available == 0 {
            BookingState::SoldOut
        } else {
            BookingState::Open
        }
    }

    /// The same performance with another arrangement.
    pub fn arranged(self, arrangement: Arrangement) -> Result<Self, WrongTimes> {
        let Arrangement { doors_at, opens_at, closes_at, seating } = arrangement;
        let wrong = WrongTimes {
            doors_after_start: doors_at > self.starts_at,
            closing_after_start: closes_at > self.starts_at,
            closing_before_opening: closes_at <= opens_at,
        };
        if wrong.doors_after_start || wrong.closing_after_start || wrong.closing_before_opening {
            return Err(wrong);
        }
        Ok(Self { doors_at, opens_at, closes_at, seating, ..self })
    }

    pub const fn arrangement(&self) -> Arrangement {
        Arrangement {
            doors_at: self.doors_at,
            opens_at: self.opens_at,
            closes_at: self.closes_at,
            seating: self.seating,
        }
    }

    /// The start and the end of check-in.
    pub fn door_window(&self, policy: &Policy) -> (Timestamp, Timestamp) {
        (self.starts_at - policy.door_opens_before, self.starts_at + policy.door_closes_after)
    }

    /// When the personal data of its guests is erased: the retention period after its end. If the
    /// duration of the show is unknown, the performance ends when it starts.
    pub fn personal_data_kept_until(
        &self,
        duration_minutes: Option<u16>,
        policy: &Policy,
    ) -> Timestamp {
        let duration = SignedDuration::from_mins(i64::from(duration_minutes.unwrap_or(0)));
        self.starts_at + duration + policy.retention
    }

    pub fn links_expire_at(&self, policy: &Policy) -> Timestamp {
        self.starts_at + policy.retention
    }
}
