use crate::{
    mail::MessageKind,
    ports::{StoreError, Version},
};
use async_trait::async_trait;
use azionelab_domain::{
    CheckInId, Note, PerformanceId, PersonName, Reservation, ReservationCode, ReservationId, Seats,
    StaffId, Status, clean,
};
use jiff::{Timestamp, tz::TimeZone};

/// Where a reservation is in its life at a time, whatever is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatusNow {
    /// Its seats are held until it is confirmed.
    Pending,
    /// Its hold has lapsed.
    Expired,
    Confirmed,
    /// It was given up.
    Cancelled,
}

impl StatusNow {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Expired, Self::Confirmed, Self::Cancelled];

    /// Where a status is that was read by [`Status::at`].
    pub const fn of(status: Status) -> Self {
        match status {
            Status::Pending { .. } => Self::Pending,
            Status::Expired => Self::Expired,
            Status::Confirmed => Self::Confirmed,
            Status::Cancelled => Self::Cancelled,
        }
    }

    /// The name used on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Expired => "expired",
            Self::Confirmed => "confirmed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// By what reservations are ordered; those that are alike, by their ids.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ReservationOrder {
    /// By name, in the order of Unicode (`und-x-icu`).
    Name,
    #[default]
    BookedAt,
    /// By how many seats they have.
    Seats,
    /// By when their performance starts.
    StartsAt,
}

/// Words in any order, each part of a name, or the start of a code or of an address, or digits of
/// a telephone number: 2 to 100 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct ReservationSearch(String);

impl ReservationSearch {
    /// Reads what was typed; none when it is too short to single anybody out.
    pub fn parse(text: &str) -> Option<Self> {
        let text = clean(text);
        let text = text.trim();
        (2..=100).contains(&text.chars().count()).then(|| Self(text.to_owned()))
    }

    /// The text to look for.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// Personal data must not reach a log through `{:?}`.
impl std::fmt::Debug for ReservationSearch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReservationSearch(…)")
    }
}

/// Which reservations are asked for; what is none does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReservationFilter {
    /// Those for this performance.
    pub performance: Option<PerformanceId>,
    /// Those that are here in their life.
    pub status: Option<StatusNow>,
    /// Those that are found by this.
    pub search: Option<ReservationSearch>,
    /// Those alone of parties who need something.
    pub access_needs: bool,
    /// Those alone whose latest message the mail server refused.
    pub undelivered: bool,
}

/// A part of the list of reservations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReservationQuery {
    pub filter: ReservationFilter,
    pub order: ReservationOrder,
    /// Whether the last come first.
    pub descending: bool,
    /// Those that come after this one.
    pub after: Option<ReservationId>,
    /// How many at most.
    pub limit: u32,
}

/// What has become of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageState {
    /// It is to be sent, perhaps again.
    Waiting,
    /// The mail server took it.
    Sent,
    /// The mail server refused it for good.
    Refused,
    /// It had become pointless.
    Dropped,
}

/// The latest message about a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LatestMessage {
    /// What it says.
    pub kind: MessageKind,
    /// What has become of it.
    pub state: MessageState,
    /// Since when: when it was settled, or written.
    pub at: Timestamp,
}

/// A message about a reservation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRecord {
    /// What it says.
    pub kind: MessageKind,
    /// What has become of it.
    pub state: MessageState,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was sent, refused or dropped, if it was.
    pub settled_at: Option<Timestamp>,
    /// How often it was tried in vain.
    pub failed_attempts: u32,
    /// What the mail server answered last, if it did not take it.
    pub problem: Option<String>,
}

/// A performance in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerformanceBrief {
    pub id: PerformanceId,
    /// What is given.
    pub show_title: String,
    pub starts_at: Timestamp,
    /// When it was cancelled, if it was.
    pub cancelled_at: Option<Timestamp>,
    pub venue_name: String,
    /// The zone of the venue.
    pub time_zone: TimeZone,
}

/// A reservation in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ReservationEntry {
    /// The reservation; in a list without its check-ins.
    pub reservation: Reservation,
    pub version: Version,
    /// How many of the party were let in.
    pub admitted: u32,
    /// Until when its seats were held when it was booked.
    pub hold_until: Timestamp,
    /// The latest message about it, if there is any.
    pub latest_message: Option<LatestMessage>,
    pub performance: PerformanceBrief,
}

/// A check-in as it is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInRecord {
    pub id: CheckInId,
    pub at: Timestamp,
    /// The member of staff who admitted them.
    pub by: StaffId,
    /// What that person is called.
    pub by_name: PersonName,
    /// How many were let in.
    pub seats: Seats,
    /// The reservation of the party.
    pub reservation: ReservationId,
    pub code: ReservationCode,
    /// Its name; none once it has been erased.
    pub name: Option<PersonName>,
    /// Why it was done outside the door window, if it was.
    pub override_reason: Option<Note>,
    /// When it was taken back and by whom, if it was.
    pub undone: Option<(Timestamp, PersonName)>,
}

/// Somebody of the staff, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    pub id: StaffId,
    /// What they are called.
    pub name: PersonName,
}

/// Which check-ins are asked for; what is none does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckInQuery {
    /// Those at this performance.
    pub performance: Option<PerformanceId>,
    /// Those of this party.
    pub reservation: Option<ReservationId>,
    /// Those by this member of staff.
    pub by: Option<StaffId>,
    /// Those that were taken back, or those that were not.
    pub undone: Option<bool>,
    /// Those that come after this one.
    pub after: Option<CheckInId>,
    /// How many at most.
    pub limit: u32,
}

/// What the box office needs to see. Nothing here changes anything.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait BoxOffice: Send + Sync {
    /// A part of the list of reservations. There is nothing after one that is not there.
    async fn entries(
        &self,
        query: &ReservationQuery,
        now: Timestamp,
    ) -> Result<Vec<ReservationEntry>, StoreError>;

    /// How many reservations there are of that kind.
    async fn total(&self, filter: &ReservationFilter, now: Timestamp) -> Result<u64, StoreError>;

    /// One reservation, with its check-ins.
    async fn entry(&self, id: ReservationId) -> Result<Option<ReservationEntry>, StoreError>;

    /// The messages about a reservation, the latest first.
    async fn messages(&self, of: ReservationId) -> Result<Vec<MessageRecord>, StoreError>;

    /// Check-ins, the latest first.
    async fn check_ins(&self, query: &CheckInQuery) -> Result<Vec<CheckInRecord>, StoreError>;

    /// Everybody who has ever let somebody in, by name, those who have left among them.
    async fn who_has_let_in(&self) -> Result<Vec<Colleague>, StoreError>;
}
