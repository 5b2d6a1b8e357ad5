//! A reservation: a party's seats at one performance.

use crate::{
    AccessNeeds, CheckIn, EmailAddress, Locale, Note, Origin, PerformanceId, PersonName,
    PhoneNumber, ReservationCode, ReservationId, Seats,
};
use core::str::FromStr;
use jiff::Timestamp;
use thiserror::Error;

/// Who booked, and all that we know of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The name on the door list; none once what was known of them has been erased.
    pub name: Option<PersonName>,
    /// Where the mail goes; none for parties whom the box office or the door wrote down.
    pub email: Option<EmailAddress>,
    /// How to ring them, if they said.
    pub phone: Option<PhoneNumber>,
    /// What they told us, if anything.
    pub note: Option<Note>,
    /// What somebody of the party needs.
    pub access_needs: AccessNeeds,
    /// The language they are written to in.
    pub locale: Locale,
}

impl Guest {
    /// What is left of a guest whose data have been erased: the language that they were written to
    /// in.
    pub const fn erased(locale: Locale) -> Self {
        let access_needs = AccessNeeds::new();
        Self { name: None, email: None, phone: None, note: None, access_needs, locale }
    }

    /// Whether what was known of them has been erased. It can't be brought back.
    pub const fn is_erased(&self) -> bool {
        self.name.is_none()
    }
}

/// The text names no way to book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not one of: website, office, door")]
pub struct UnknownBookingSource;

/// Where a reservation was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum BookingSource {
    /// By a visitor.
    #[default]
    Website,
    /// By the box office, for somebody on the telephone.
    Office,
    /// At the door, for somebody who came without one.
    Door,
}

impl BookingSource {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Website, Self::Office, Self::Door];

    /// The name used on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Website => "website",
            Self::Office => "office",
            Self::Door => "door",
        }
    }
}

impl FromStr for BookingSource {
    type Err = UnknownBookingSource;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|source| source.as_str() == text).ok_or(UnknownBookingSource)
    }
}

/// Where a reservation is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Booked, and not yet confirmed by mail.
    Pending {
        /// Until when its seats are held; at this very instant they no longer are.
        hold_until: Timestamp,
    },
    /// Its hold has lapsed; confirming brings it back if the seats are still free.
    Expired,
    /// Confirmed: its seats are held until the end.
    Confirmed,
    /// Given up, for good.
    Cancelled,
}

impl Status {
    /// Where it is at `now`: a hold that has lapsed has expired, whatever is stored.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Self {
        match self {
            Self::Pending { hold_until } if now >= hold_until => Self::Expired,
            status => status,
        }
    }

    /// The same with a hold that ends by `latest`.
    #[must_use]
    pub fn ending_by(self, latest: Timestamp) -> Self {
        match self {
            Self::Pending { hold_until } => Self::Pending { hold_until: hold_until.min(latest) },
            status => status,
        }
    }
}

/// A party's seats at one performance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    pub id: ReservationId,
    pub performance: PerformanceId,
    /// Its short name.
    pub code: ReservationCode,
    /// Where it was made.
    pub source: BookingSource,
    /// Who booked.
    pub guest: Guest,
    /// The number of seats.
    pub seats: Seats,
    /// Where it is in its life.
    pub status: Status,
    pub booked_at: Timestamp,
    /// When it was confirmed, if it was.
    pub confirmed_at: Option<Timestamp>,
    /// When it was cancelled, if it was.
    pub cancelled_at: Option<Timestamp>,
    /// Where it was booked from, as long as it is not confirmed.
    pub origin: Option<Origin>,
    /// Its check-ins, the oldest first, undone ones included.
    pub check_ins: Vec<CheckIn>,
}

impl Reservation {
    /// Whether it holds its seats at `now`. A lapsed hold holds nothing, whatever is stored.
    pub fn is_live(&self, now: Timestamp) -> bool {
        match self.status.at(now) {
            Status::Pending { .. } | Status::Confirmed => true,
            Status::Expired | Status::Cancelled => false,
        }
    }

    /// Whether its address is known to be its guest's: a link that was mailed there has confirmed
    /// it, or the staff took the booking or confirmed it. What an unproven guest typed is not
    /// mailed to anybody.
    pub const fn is_proven(&self) -> bool {
        self.confirmed_at.is_some() || !matches!(self.source, BookingSource::Website)
    }

    /// Whether it holds its seats at `now` and nobody has confirmed it.
    pub fn is_pending(&self, now: Timestamp) -> bool {
        matches!(self.status.at(now), Status::Pending { .. })
    }

    /// The seats it holds at `now`.
    pub fn held(&self, now: Timestamp) -> u32 {
        if self.is_live(now) { self.seats.count() } else { 0 }
    }

    /// How many of the party were let in.
    pub fn admitted(&self) -> u32 {
        self.check_ins
            .iter()
            .filter(|check_in| check_in.undone.is_none())
            .map(|check_in| check_in.seats.count())
            .sum()
    }

    /// How many of the party are still to come.
    pub fn remaining(&self) -> u32 {
        self.seats.count().saturating_sub(self.admitted())
    }

    /// The latest check-in that was not taken back.
    pub fn last_check_in(&self) -> Option<&CheckIn> {
        self.check_ins.iter().rev().find(|check_in| check_in.undone.is_none())
    }
}
