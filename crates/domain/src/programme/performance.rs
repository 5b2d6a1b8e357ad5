//! Performances, with their seats and booking times.

use crate::{PerformanceId, ShowId, VenueId};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// With this many available seats or fewer, the programme says that few are left.
const FEW_SEATS: u32 = 10;

/// Visitors are told when booking closes in its last hours.
const CLOSES_SOON: SignedDuration = SignedDuration::from_hours(3);

/// A performance that starts at this hour or later, on the clocks of its venue, is in the evening.
const FIRST_EVENING_HOUR: i8 = 18;

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

/// What the programme says about the seats of a performance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookingLabel {
    /// Seats can be booked now.
    Available,
    /// Seats can be booked now, but few are left.
    FewLeft,
    /// Booking opens later.
    NotYetOpen,
    /// Booking is open and every seat is held.
    SoldOut,
    /// Booking has closed, but the performance has not started.
    Closed,
    /// The performance has started.
    Past,
    /// The theatre has cancelled the performance.
    Cancelled,
}

/// How soon a performance starts, by the calendar of its venue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearness {
    /// Today, in the evening.
    Tonight,
    /// Today, before the evening.
    Today,
    Tomorrow,
}

/// What can be arranged of a performance without rescheduling it.
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
    pub previous_start: Option<Timestamp>,
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

    /// Whether it has started at `now`.
    pub fn is_past(&self, now: Timestamp) -> bool {
        self.starts_at <= now
    }

    /// What the programme says about its seats at `now`, given what is left.
    pub fn booking_label(&self, available: u32, now: Timestamp) -> BookingLabel {
        match self.booking_state(available, now) {
            BookingState::Open if available <= FEW_SEATS => BookingLabel::FewLeft,
            BookingState::Open => BookingLabel::Available,
            BookingState::NotYetOpen => BookingLabel::NotYetOpen,
            BookingState::SoldOut => BookingLabel::SoldOut,
            BookingState::Closed if self.is_past(now) => BookingLabel::Past,
            BookingState::Closed => BookingLabel::Closed,
            BookingState::Cancelled => BookingLabel::Cancelled,
        }
    }

    /// Whether seats can be booked at `now`, given what is left, but only for a few more hours.
    pub fn closes_soon(&self, available: u32, now: Timestamp) -> bool {
        self.booking_state(available, now) == BookingState::Open
            && self.closes_at.duration_since(now) <= CLOSES_SOON
    }

    /// The calendar day on which it starts where the clocks show `zone`.
    pub fn starts_on(&self, zone: &TimeZone) -> Date {
        zone.to_datetime(self.starts_at).date()
    }

    /// How soon it starts where the clocks show `zone`; none if it has started or starts later
    /// than tomorrow.
    pub fn nearness(&self, zone: &TimeZone, now: Timestamp) -> Option<Nearness> {
        if self.is_past(now) {
            return None;
        }
        let (start, today) = (zone.to_datetime(self.starts_at), zone.to_datetime(now).date());
        if start.date() == today {
            let is_evening = start.hour() >= FIRST_EVENING_HOUR;
            return Some(if is_evening { Nearness::Tonight } else { Nearness::Today });
        }
        let tomorrow = today.tomorrow().ok()?;
        (start.date() == tomorrow).then_some(Nearness::Tomorrow)
    }

    /// The same performance, arranged in another way.
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
