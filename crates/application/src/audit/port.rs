use crate::{accounts::StaffMember, ports::StoreError, programme::PerformanceSummary};
use async_trait::async_trait;
use azionelab_domain::{
    AuditEntryId, CheckInId, PerformanceId, PersonName, ReservationId, Role, ShowId, Slug, StaffId,
    VenueId,
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The name of an action, such as `reservation.cancel`: a subject, a dot and a verb. Each use case
/// declares its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Action(&'static str);

impl Action {
    /// `name` is two words of `a-z_` with a dot between them.
    pub const fn named(name: &'static str) -> Self {
        Self(name)
    }

    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// The subject of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The settings of the site.
    Site,
    /// A page of the company.
    Page(Slug),
    Show(ShowId),
    Shows,
    Venue(VenueId),
    Venues,
    Performance(PerformanceId),
    Performances,
    Reservation(ReservationId),
    Reservations,
    CheckIn(CheckInId),
    Staff(StaffId),
    /// All staff.
    Everybody,
    /// The audit itself.
    Audit,
}

impl Subject {
    /// The kind of subject, as on the wire and in the database.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Page(_) => "page",
            Self::Show(_) | Self::Shows => "show",
            Self::Venue(_) | Self::Venues => "venue",
            Self::Performance(_) | Self::Performances => "performance",
            Self::Reservation(_) | Self::Reservations => "reservation",
            Self::CheckIn(_) => "check_in",
            Self::Staff(_) | Self::Everybody => "staff",
            Self::Audit => "audit",
        }
    }

    /// The id of the subject. `None` if the subject is not a single thing.
    pub fn id(&self) -> Option<String> {
        match self {
            Self::Page(slug) => Some(slug.as_str().to_owned()),
            Self::Show(id) => Some(id.to_string()),
            Self::Venue(id) => Some(id.to_string()),
            Self::Performance(id) => Some(id.to_string()),
            Self::Reservation(id) => Some(id.to_string()),
            Self::CheckIn(id) => Some(id.to_string()),
            Self::Staff(id) => Some(id.to_string()),
            Self::Site
            | Self::Shows
            | Self::Venues
            | Self::Performances
            | Self::Reservations
            | Self::Everybody
            | Self::Audit => None,
        }
    }
}

/// A value in an audit entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Text(String),
    Number(i64),
    At(Timestamp),
    Flag(bool),
    Nothing,
}

macro_rules! facts {
    ($($from:ty => $make:expr),* $(,)?) => {$(
        impl From<$from> for Fact {
            fn from(value: $from) -> Self {
                ($make)(value)
            }
        }
    )*};
}

facts! {
    String => Self::Text,
    &str => |text: &str| Self::Text(text.to_owned()),
    i64 => Self::Number,
    u32 => |number| Self::Number(i64::from(number)),
    u16 => |number| Self::Number(i64::from(number)),
    Timestamp => Self::At,
    bool => Self::Flag,
}

impl<T: Into<Self>> From<Option<T>> for Fact {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// Values by name. Personal data of guests is never in them: for a name, an address, a telephone
/// number or the notes they only say *that* it changed, because the audit is kept longer than the
/// data.
pub type Facts = BTreeMap<&'static str, Fact>;

/// Keeps only the facts that differ.
pub fn differing(mut before: Facts, mut after: Facts) -> (Facts, Facts) {
    let same: Vec<_> =
        before.keys().copied().filter(|name| before.get(name) == after.get(name)).collect();
    for name in same {
        before.remove(name);
        after.remove(name);
    }
    (before, after)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Refused. The text is the name of the problem, such as `forbidden` or `sold-out`.
    Refused(&'static str),
}

/// An action of a staff member, done or refused.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    pub id: AuditEntryId,
    pub at: Timestamp,
    /// `None` if the person is not known, for example after a failed sign-in.
    pub by: Option<StaffMember>,
    pub action: Action,
    pub subject: Subject,
    /// The performance that the act affects, if any.
    pub performance: Option<PerformanceId>,
    pub outcome: Outcome,
    /// The changed facts before the act.
    pub before: Facts,
    /// The changed facts after the act. For a refused act, the facts of the request.
    pub after: Facts,
    /// The reason, for actions that need one.
    pub reason: Option<String>,
}

/// An audit entry for display.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    pub id: AuditEntryId,
    pub at: Timestamp,
    /// With the name at that time. `None` if the person is not known.
    pub by: Option<AuditActor>,
    /// The name of the [`Action`].
    pub action: String,
    /// See [`Subject::kind`].
    pub subject: String,
    pub subject_id: Option<String>,
    /// The current name of the subject if it still exists, for example the title of a show or the
    /// code of a reservation.
    pub subject_name: Option<String>,
    /// The performance that the act affected, if any.
    pub performance: Option<PerformanceId>,
    /// The performances that the entry names: the affected one, and those of a transfer. Deleted
    /// performances are missing.
    pub performances: Vec<PerformanceSummary>,
    /// The name of the problem if the act was refused.
    pub refused: Option<String>,
    /// A JSON object.
    pub before: String,
    /// A JSON object.
    pub after: String,
    /// The reason, for actions that need one.
    pub reason: Option<String>,
}

/// A staff member with the data at the time of the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditActor {
    pub id: StaffId,
    pub name: PersonName,
    pub role: Role,
}

/// Filters for audit entries. A filter that is `None` matches every entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Only those by this staff member.
    pub by: Option<StaffId>,
    /// Only those whose action starts with this text, such as `reservation.` or
    /// `reservation.cancel`.
    pub action: Option<String>,
    /// Only those about this kind of subject.
    pub subject: Option<String>,
    /// Only those about this subject.
    pub subject_id: Option<String>,
    /// Only those that affected this performance.
    pub performance: Option<PerformanceId>,
    /// Only refused or only done ones.
    pub refused: Option<bool>,
    /// Only those at or after this time.
    pub from: Option<Timestamp>,
    /// Only those before this time.
    pub to: Option<Timestamp>,
    /// Only those older than this entry.
    pub after: Option<AuditEntryId>,
    /// The maximum number of entries.
    pub limit: u32,
}

/// The audit. A change is recorded in the same transaction as the change itself, by the port that
/// makes it. An entry can't be changed or deleted.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait AuditLog: Send + Sync {
    /// Stores an entry without a change, such as a refused act. For the same act refused to unknown
    /// persons (`by` is `None`), it stores the first ones within an hour, and then only when their
    /// number has doubled, with that number as `attempts`.
    async fn note(&self, entry: &AuditEntry) -> Result<(), StoreError>;

    /// Entries, newest first.
    async fn entries(&self, query: &AuditQuery) -> Result<Vec<AuditRecord>, StoreError>;
}
