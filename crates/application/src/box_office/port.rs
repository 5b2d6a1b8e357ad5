use crate::{
    mail::{MessageKind, MessageState},
    ports::{StoreError, Version},
    programme::PerformanceSummary,
};
use async_trait::async_trait;
use azionelab_domain::{
    CheckInId, MultilineText, PerformanceId, PersonName, Reservation, ReservationCode,
    ReservationId, Seats, StaffId, StatusKind, clean,
};
use jiff::Timestamp;

/// The order of reservations. Equal ones are ordered by id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ReservationOrder {
    /// In Unicode order (`und-x-icu`).
    Name,
    #[default]
    BookedAt,
    Seats,
    /// By the start of the performance.
    StartsAt,
}

/// The words of a search for reservations: 2 to 100 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct ReservationSearch(String);

impl ReservationSearch {
    /// `None` if the text is too short or too long.
    pub fn parse(text: &str) -> Option<Self> {
        let text = clean(text);
        let text = text.trim();
        (2..=100).contains(&text.chars().count()).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// Personal data must not get into a log through `{:?}`.
impl std::fmt::Debug for ReservationSearch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReservationSearch(…)")
    }
}

/// Filters for reservations. A filter that is `None` matches every reservation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReservationFilter {
    /// Only those for this performance.
    pub performance: Option<PerformanceId>,
    /// Only those with this status now. A lapsed hold counts as expired.
    pub status: Option<StatusKind>,
    /// Only those that match every word of this search, in any order: a part of the name, the
    /// beginning of the code or of the address, or digits of the telephone number.
    pub search: Option<ReservationSearch>,
    /// Only those with access needs.
    pub access_needs: bool,
    /// Only those whose latest message the mail server refused.
    pub undelivered: bool,
}

/// A page of the list of reservations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReservationQuery {
    pub filter: ReservationFilter,
    pub order: ReservationOrder,
    pub descending: bool,
    /// Only those after this one.
    pub after: Option<ReservationId>,
    /// The maximum number.
    pub limit: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LatestMessage {
    pub kind: MessageKind,
    pub state: MessageState,
    /// When it was sent, refused or dropped. For a waiting message, when it was written.
    pub at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRecord {
    pub kind: MessageKind,
    pub state: MessageState,
    pub created_at: Timestamp,
    /// When it was sent, refused or dropped.
    pub settled_at: Option<Timestamp>,
    pub failed_attempts: u32,
    /// The last answer of the mail server, if it did not accept the message.
    pub problem: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ReservationEntry {
    /// In a list it has no check-ins.
    pub reservation: Reservation,
    pub version: Version,
    /// How many people of the party have been admitted.
    pub admitted: u32,
    /// The end of the hold at the time of booking.
    pub hold_until: Timestamp,
    pub latest_message: Option<LatestMessage>,
    pub performance: PerformanceSummary,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInRecord {
    pub id: CheckInId,
    pub at: Timestamp,
    pub by: StaffId,
    pub by_name: PersonName,
    pub seats: Seats,
    pub reservation: ReservationId,
    pub code: ReservationCode,
    /// `None` once it has been erased.
    pub name: Option<PersonName>,
    /// The reason, if it was made outside the door window.
    pub override_reason: Option<MultilineText>,
    /// When it was undone and by whom.
    pub undone: Option<(Timestamp, PersonName)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    pub id: StaffId,
    pub name: PersonName,
}

/// Filters for check-ins. A filter that is `None` matches every check-in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckInQuery {
    /// Only those at this performance.
    pub performance: Option<PerformanceId>,
    /// Only those of this reservation.
    pub reservation: Option<ReservationId>,
    /// Only those by this staff member.
    pub by: Option<StaffId>,
    /// Only undone or only other ones.
    pub undone: Option<bool>,
    /// Only those after this one.
    pub after: Option<CheckInId>,
    /// The maximum number.
    pub limit: u32,
}

/// Queries of the box office. Changes nothing.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait BoxOffice: Send + Sync {
    /// A page of the list of reservations. Empty if `query.after` does not exist.
    async fn entries(
        &self,
        query: &ReservationQuery,
        now: Timestamp,
    ) -> Result<Vec<ReservationEntry>, StoreError>;

    async fn total(&self, filter: &ReservationFilter, now: Timestamp) -> Result<u64, StoreError>;

    /// One reservation with its check-ins.
    async fn entry(&self, id: ReservationId) -> Result<Option<ReservationEntry>, StoreError>;

    /// The messages about a reservation, newest first.
    async fn messages(&self, of: ReservationId) -> Result<Vec<MessageRecord>, StoreError>;

    /// Check-ins, newest first.
    async fn check_ins(&self, query: &CheckInQuery) -> Result<Vec<CheckInRecord>, StoreError>;

    /// All staff who have ever made a check-in, by name, including former staff.
    async fn check_in_staff(&self) -> Result<Vec<Colleague>, StoreError>;
}
