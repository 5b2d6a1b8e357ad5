use crate::{
    AccessNeeds, CheckIn, EmailAddress, Locale, MultilineText, Origin, PerformanceId, PersonName,
    PhoneNumber, ReservationCode, ReservationId, Seats,
};
use core::str::FromStr;
use jiff::Timestamp;
use thiserror::Error;

/// The person who booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The name on the door list. `None` once the personal data has been erased.
    pub name: Option<PersonName>,
    /// `None` if the box office or the door created the reservation without an address.
    pub email: Option<EmailAddress>,
    pub phone: Option<PhoneNumber>,
    pub notes: Option<MultilineText>,
    pub access_needs: AccessNeeds,
    /// The language of the mail to the guest.
    pub locale: Locale,
}

impl Guest {
    /// The comparison key of the address.
    pub fn email_key(&self) -> Option<&str> {
        self.email.as_ref().map(EmailAddress::comparison_key)
    }

    /// A guest whose personal data has been erased. Only the language is kept.
    pub const fn erased(locale: Locale) -> Self {
        let access_needs = AccessNeeds::new();
        Self { name: None, email: None, phone: None, notes: None, access_needs, locale }
    }

    /// Whether the personal data has been erased. Erasure is final.
    pub const fn is_erased(&self) -> bool {
        self.name.is_none()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not one of: website, office, door")]
pub struct UnknownBookingSource;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum BookingSource {
    /// A visitor booked on the website.
    #[default]
    Website,
    /// The box office created it, for example for a caller.
    Office,
    /// The door created it for a walk-in.
    Door,
}

impl BookingSource {
    pub const ALL: [Self; 3] = [Self::Website, Self::Office, Self::Door];

    /// The name on the wire and in the database.
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Booked and not yet confirmed.
    Pending {
        /// The end of the hold. At this instant the seats are no longer held.
        hold_until: Timestamp,
    },
    /// The hold has lapsed. It can still be confirmed if the seats are free.
    Expired,
    Confirmed,
    /// Cancelled. This is final.
    Cancelled,
}

impl Status {
    pub const fn kind(self) -> StatusKind {
        match self {
            Self::Pending { .. } => StatusKind::Pending,
            Self::Expired => StatusKind::Expired,
            Self::Confirmed => StatusKind::Confirmed,
            Self::Cancelled => StatusKind::Cancelled,
        }
    }

    /// The status at `now`. A pending reservation whose hold has lapsed counts as expired, even if
    /// the database still says pending.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Self {
        match self {
            Self::Pending { hold_until } if now >= hold_until => Self::Expired,
            status => status,
        }
    }

    /// The same status, with a hold that ends at `latest` or earlier.
    #[must_use]
    pub fn ending_by(self, latest: Timestamp) -> Self {
        match self {
            Self::Pending { hold_until } => Self::Pending { hold_until: hold_until.min(latest) },
            status => status,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not one of: pending, expired, confirmed, cancelled")]
pub struct UnknownStatus;

/// A [`Status`] without the end of the hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatusKind {
    Pending,
    Expired,
    Confirmed,
    Cancelled,
}

impl StatusKind {
    pub const ALL: [Self; 4] = [Self::Pending, Self::Expired, Self::Confirmed, Self::Cancelled];

    /// The name on the wire, in the audit, in the metrics and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Expired => "expired",
            Self::Confirmed => "confirmed",
            Self::Cancelled => "cancelled",
        }
    }
}

impl FromStr for StatusKind {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownStatus)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    pub id: ReservationId,
    pub performance: PerformanceId,
    pub code: ReservationCode,
    pub source: BookingSource,
    pub guest: Guest,
    pub seats: Seats,
    pub status: Status,
    pub booked_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    pub cancelled_at: Option<Timestamp>,
    /// The origin of the booking. It is kept only until the reservation is confirmed or cancelled.
    pub origin: Option<Origin>,
    /// Oldest first, including undone ones.
    pub check_ins: Vec<CheckIn>,
}

impl Reservation {
    /// Whether it holds its seats at `now`. A lapsed hold holds none, even if the database still
    /// says pending.
    pub fn is_live(&self, now: Timestamp) -> bool {
        match self.status.at(now) {
            Status::Pending { .. } | Status::Confirmed => true,
            Status::Expired | Status::Cancelled => false,
        }
    }

    /// Whether the address is known to belong to the guest: it was confirmed by a mailed link, or
    /// staff created or confirmed the reservation. Text from an unverified guest is never mailed.
    pub const fn has_verified_address(&self) -> bool {
        self.confirmed_at.is_some() || !matches!(self.source, BookingSource::Website)
    }

    /// Whether it holds its seats at `now` without being confirmed.
    pub fn is_pending(&self, now: Timestamp) -> bool {
        matches!(self.status.at(now), Status::Pending { .. })
    }

    pub fn held(&self, now: Timestamp) -> u32 {
        if self.is_live(now) { self.seats.count() } else { 0 }
    }

    /// How many people of the party have been admitted.
    pub fn admitted(&self) -> u32 {
        self.check_ins
            .iter()
            .filter(|check_in| check_in.undone.is_none())
            .map(|check_in| check_in.seats.count())
            .sum()
    }

    /// How many people of the party are still to come.
    pub fn remaining(&self) -> u32 {
        self.seats.count().saturating_sub(self.admitted())
    }

    /// The latest check-in that was not undone.
    pub fn last_check_in(&self) -> Option<&CheckIn> {
        self.check_ins.iter().rev().find(|check_in| check_in.undone.is_none())
    }
}
