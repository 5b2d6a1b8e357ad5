use crate::{accounts::StaffMember, box_office::PerformanceBrief, ports::StoreError};
use async_trait::async_trait;
use azionelab_domain::{
    AuditEntryId, CheckInId, PerformanceId, PersonName, ReservationId, Role, ShowId, Slug, StaffId,
    VenueId,
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What somebody did or wanted to do, as in `reservation.cancel`: what it is about, a dot, and the
/// deed. Each use case declares its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Action(&'static str);

impl Action {
    /// An action of this name: two words of `a-z_` with a dot between them.
    pub const fn named(name: &'static str) -> Self {
        Self(name)
    }

    /// The name used on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// What an act is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The site and its settings.
    Site,
    /// A page of the company's own.
    Page(Slug),
    Show(ShowId),
    /// Every show.
    Shows,
    Venue(VenueId),
    /// Every venue.
    Venues,
    Performance(PerformanceId),
    /// Every performance.
    Performances,
    Reservation(ReservationId),
    /// Every reservation.
    Reservations,
    CheckIn(CheckInId),
    /// A member of staff.
    Staff(StaffId),
    /// All of the staff.
    Everybody,
    /// What is written here.
    Audit,
}

impl Subject {
    /// What kind of thing it is, by the name used on the wire and in the database.
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

    /// Which one; none if it is all of them.
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

/// A value that an act has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Text(String),
    Number(i64),
    /// A time.
    At(Timestamp),
    /// Yes or no.
    Flag(bool),
    /// Nothing is set.
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

/// What was so, by name. Nothing in it tells who a guest is: of a name, an address, a telephone
/// number or a note only *that* it was changed is kept, for the audit outlives them.
pub type Facts = BTreeMap<&'static str, Fact>;

/// Of what was so before and what is so after, only what differs.
pub fn differing(mut before: Facts, mut after: Facts) -> (Facts, Facts) {
    let same: Vec<_> =
        before.keys().copied().filter(|name| before.get(name) == after.get(name)).collect();
    for name in same {
        before.remove(name);
        after.remove(name);
    }
    (before, after)
}

/// How an act ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// It was not, for a reason that is named as its problem is: `forbidden`, `sold-out`.
    Refused(&'static str),
}

/// What somebody of the staff did or wanted to do.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    pub id: AuditEntryId,
    pub at: Timestamp,
    /// Who; none if it is not known, as with a sign-in that failed.
    pub by: Option<StaffMember>,
    pub action: Action,
    pub subject: Subject,
    /// The performance that it concerns, if it concerns one.
    pub performance: Option<PerformanceId>,
    /// How it ended.
    pub outcome: Outcome,
    /// What was so before, as far as it was changed.
    pub before: Facts,
    /// What is so after it; of what was refused, what was asked for.
    pub after: Facts,
    /// Why it was done, where a reason is asked for.
    pub reason: Option<String>,
}

/// An entry of the audit as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    pub id: AuditEntryId,
    pub at: Timestamp,
    /// Who, as they were called then; none if it is not known.
    pub by: Option<AuditActor>,
    /// What, by the name of its [`Action`].
    pub action: String,
    /// The kind of thing that it was done to ([`Subject::kind`]).
    pub subject: String,
    /// Which one, if it was one.
    pub subject_id: Option<String>,
    /// What it is called now, if it is there: the title of a show, the code of a reservation.
    pub subject_name: Option<String>,
    /// The performance that it concerns, if it concerns one.
    pub performance: Option<PerformanceId>,
    /// What is known now of the performances that it names: the one that it concerns, and those
    /// that a reservation was moved from and to. What is deleted is left out.
    pub performances: Vec<PerformanceBrief>,
    /// Why it was refused; none if it was done.
    pub refused: Option<String>,
    /// What was so before, as a JSON object.
    pub before: String,
    /// What is so after it, as a JSON object.
    pub after: String,
    /// Why it was done, where a reason is asked for.
    pub reason: Option<String>,
}

/// Who did something, as they were then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditActor {
    pub id: StaffId,
    pub name: PersonName,
    /// What they were trusted with.
    pub role: Role,
}

/// Which entries are asked for; what is none does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Those by this member of staff.
    pub by: Option<StaffId>,
    /// Those whose action begins with this: `reservation.` or `reservation.cancel`.
    pub action: Option<String>,
    /// Those about a thing of this kind.
    pub subject: Option<String>,
    /// Those about this very thing.
    pub subject_id: Option<String>,
    /// Those that concern this performance.
    pub performance: Option<PerformanceId>,
    /// Those that were refused, or those that were not.
    pub refused: Option<bool>,
    /// Those from this time on.
    pub from: Option<Timestamp>,
    /// Those before this time.
    pub to: Option<Timestamp>,
    /// Those older than this entry.
    pub after: Option<AuditEntryId>,
    /// How many at most.
    pub limit: u32,
}

/// Who did what. What changes something is recorded with the change, by the port that makes
/// it: one transaction, or nothing. Nothing that is written here can be changed or erased.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait AuditLog: Send + Sync {
    /// Writes down what is stored with nothing else: an act that was refused. Of the same act
    /// refused to strangers (`by` is none), the first in an hour are recorded and then each that
    /// doubles their number, with the number as `attempts`.
    async fn note(&self, entry: &AuditEntry) -> Result<(), StoreError>;

    /// Entries, the latest first.
    async fn entries(&self, query: &AuditQuery) -> Result<Vec<AuditRecord>, StoreError>;
}
