use crate::{
    audit::AuditEntry,
    mail::MessageKind,
    ports::{Source, StoreError, Version},
};
use async_trait::async_trait;
use azionelab_domain::{
    AttemptKey, Change, EmailAddress, House, MessageId, MultilineText, Origin, PerformanceId,
    ReservationId, Seats, Secret, SecretHash, TicketHash, Transfer, TransferRefusal,
};
use jiff::Timestamp;
use std::{any::Any, fmt};
use thiserror::Error;

/// The parts of a house that a rule needs. All other reservations are only counted as held seats.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// A reservation with its check-ins, and the other live reservations of its guest.
    pub reservation: Option<ReservationId>,
    /// The live reservations of an address, without their check-ins.
    pub guest: Option<EmailAddress>,
    /// An earlier attempt with this key.
    pub attempt: Option<AttemptKey>,
    /// The number of unconfirmed seats of an origin, in all houses.
    pub unconfirmed_booking: Option<UnconfirmedBooking>,
    /// The version of the performance that the caller has seen. The rule does not run on another
    /// version.
    pub version: Option<Version>,
    /// The same for the reservation.
    pub reservation_version: Option<Version>,
}

/// A booking that counts towards the unconfirmed seats of its origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnconfirmedBooking {
    pub origin: Origin,
    pub seats: Seats,
}

/// The hashes of a secret that is sent with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issued {
    pub secret: SecretHash,
    /// The hash of the ticket derived from it.
    pub ticket: TicketHash,
    pub expires_at: Timestamp,
}

impl Issued {
    /// The hashes of `secret`, which is valid until `expires_at`.
    pub fn new(secret: &Secret, expires_at: Timestamp) -> Self {
        Self { secret: secret.hash(), ticket: secret.ticket().hash(), expires_at }
    }
}

/// A message about a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    pub kind: MessageKind,
    pub reservation: ReservationId,
    /// The secret in the message, if any.
    pub issued: Option<Issued>,
    /// When the outbox may deliver it. Until then, the process that wrote it is delivering it.
    pub next_attempt_at: Timestamp,
    /// The start of the earlier performance, in a message about a transfer.
    pub transferred_from: Option<Timestamp>,
    /// The number of seats before a change, in a letter about it. The letter replaces an earlier
    /// one that is not being delivered, and waits a minute after one that was sent.
    pub seats_before: Option<Seats>,
}

/// A message for every party of a house that holds seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    pub kind: MessageKind,
    /// A text that the theatre adds.
    pub message: Option<MultilineText>,
}

/// The result of a rule to be stored: a change to the house, its messages and its audit entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub change: Change,
    /// The message to one guest, if any.
    pub message: Option<Message>,
    /// The message to every party that holds seats, if any.
    pub announcement: Option<Announcement>,
    /// The audit entry, for changes by staff.
    pub audit: Option<AuditEntry>,
}

impl Decision {
    /// Adds a message, if there is one.
    #[must_use]
    pub fn with_message(self, message: Option<Message>) -> Self {
        Self { message, ..self }
    }

    /// Adds a message to every party that holds seats. These messages have no secret yet: each gets
    /// one when it is sent. A later announcement replaces an earlier one that is not being
    /// delivered yet.
    #[must_use]
    pub fn with_announcement(self, kind: MessageKind, message: Option<MultilineText>) -> Self {
        Self { announcement: Some(Announcement { kind, message }), ..self }
    }

    /// Adds an audit entry.
    #[must_use]
    pub fn with_audit_entry(self, entry: AuditEntry) -> Self {
        Self { audit: Some(entry), ..self }
    }
}

impl From<Change> for Decision {
    fn from(change: Change) -> Self {
        Self { change, message: None, announcement: None, audit: None }
    }
}

/// A refusal whose type is erased. [`change`] restores the type.
pub type Refused = Box<dyn Any + Send>;

type Decide = dyn Fn(&House, Timestamp) -> Result<Decision, Refused> + Send + Sync;

/// A pure function of a house and the time, and the parts of the house that it needs.
pub struct Rule {
    needs: Needs,
    decide: Box<Decide>,
}

impl Rule {
    /// `decide` must not block and may run more than once.
    pub fn new<R: Send + 'static>(
        needs: Needs,
        decide: impl Fn(&House, Timestamp) -> Result<Decision, R> + Send + Sync + 'static,
    ) -> Self {
        let decide =
            move |house: &House, now| decide(house, now).map_err(|why| Box::new(why) as Refused);
        Self { needs, decide: Box::new(decide) }
    }

    pub const fn needs(&self) -> &Needs {
        &self.needs
    }

    pub fn decide(&self, house: &House, now: Timestamp) -> Result<Decision, Refused> {
        (self.decide)(house, now)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rule(…)")
    }
}

/// A transfer to be stored, with its message and its audit entry.
#[derive(Debug, Clone, PartialEq)]
pub struct TransferDecision {
    pub transfer: Transfer,
    pub message: Option<Message>,
    pub audit: AuditEntry,
}

type DecideTransfer =
    dyn Fn(&House, &House, Timestamp) -> Result<TransferDecision, TransferRefusal> + Send + Sync;

/// A pure function of two houses and the time. The reservation is transferred from the first house
/// to the second.
pub struct TransferRule {
    /// The reservation that the rule needs from the first house. From the second house it needs
    /// only the seat counts.
    pub reservation: ReservationId,
    decide: Box<DecideTransfer>,
}

impl TransferRule {
    /// `decide` must not block and may run more than once.
    pub fn new(
        reservation: ReservationId,
        decide: impl Fn(&House, &House, Timestamp) -> Result<TransferDecision, TransferRefusal>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self { reservation, decide: Box::new(decide) }
    }

    pub fn decide(
        &self,
        from: &House,
        to: &House,
        now: Timestamp,
    ) -> Result<TransferDecision, TransferRefusal> {
        (self.decide)(from, to, now)
    }
}

impl fmt::Debug for TransferRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TransferRule(…)")
    }
}

/// Why a house was not changed. `R` is the refusal of the rule.
#[derive(Debug, Error)]
pub enum HouseError<R = Refused> {
    #[error("there is no such performance")]
    NoSuchHouse,
    /// The performance or the reservation has another version than the caller has seen.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    #[error("the rule refused")]
    Refused(R),
    /// A random value is already taken. The caller draws another and tries again.
    #[error("a random value is already taken")]
    Collision,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<R> HouseError<R> {
    /// Returns the refusal. Every other error becomes a [`StoreError`]. For callers that draw no
    /// random values, and that found the performance in the store.
    pub fn into_store_error(self) -> Result<R, StoreError> {
        match self {
            Self::Refused(refusal) => Ok(refusal),
            Self::Store(error) => Err(error),
            Self::NoSuchHouse => Err(unexpected("the performance of a reservation does not exist")),
            Self::EditedMeanwhile => {
                Err(unexpected("a version was compared without being requested"))
            }
            Self::Collision => Err(unexpected("random values collide repeatedly")),
        }
    }
}

fn unexpected(what: &str) -> StoreError {
    StoreError::Unexpected(Source::from(what))
}

/// The houses, and the only way to change one.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Houses: Send + Sync {
    /// Locks the house, runs `rule` on it, and stores its decision in one transaction: the change,
    /// its messages, the hashes of its secret and its audit entry.
    ///
    /// While the rule runs, no other rule runs on this house, in any process. The time for the rule
    /// is read after the lock is taken. Holds that have lapsed by then are stored as expired with
    /// the change, so that a process with a slow clock can't revive them.
    ///
    /// A change to a reservation increases its version. Check-ins and lapsed holds do not: the door
    /// must not block staff who correct a name.
    ///
    /// The unconfirmed seats of an origin are counted in all houses. Once there are many, they are
    /// counted under a lock, so that parallel bookings in several houses can't exceed a limit.
    ///
    /// A change that revokes the links of a reservation revokes every secret stored before. The
    /// secret in its own message stays valid.
    ///
    /// A change to the performance increases its version, ends holds at the new closing time, and
    /// keeps the secrets of its reservations valid for as long after the new start as after the old
    /// one.
    ///
    /// The rule may run again after a serialization failure. Several rules may share one
    /// transaction. Each of them sees the changes of those before it. The change is made even if
    /// the caller stops waiting.
    async fn change(&self, of: PerformanceId, rule: Rule) -> Result<Change, HouseError>;

    /// Transfers a reservation from one house to another. Locks both houses in the order of their
    /// ids, so that two opposite transfers can't deadlock, runs `rule` on them, and stores its
    /// decision in one transaction. While the rule runs, no other rule runs on either house. The
    /// contract of [`change`](Self::change) applies to both houses.
    ///
    /// The secrets of the reservation stay valid for as long as those of the new house. Returns
    /// [`HouseError::NoSuchHouse`] if one of the houses does not exist.
    async fn transfer(
        &self,
        from: PerformanceId,
        to: PerformanceId,
        rule: TransferRule,
    ) -> Result<Transfer, HouseError<TransferRefusal>>;

    async fn lapse(&self, of: PerformanceId) -> Result<(), HouseError>;
}

/// Changes a house with a rule, and returns the rule's refusal with its own type.
pub async fn change<R: Send + 'static>(
    houses: &dyn Houses,
    of: PerformanceId,
    needs: Needs,
    rule: impl Fn(&House, Timestamp) -> Result<Decision, R> + Send + Sync + 'static,
) -> Result<Change, HouseError<R>> {
    houses.change(of, Rule::new(needs, rule)).await.map_err(|error| match error {
        HouseError::NoSuchHouse => HouseError::NoSuchHouse,
        HouseError::EditedMeanwhile => HouseError::EditedMeanwhile,
        HouseError::Collision => HouseError::Collision,
        HouseError::Store(error) => HouseError::Store(error),
        HouseError::Refused(refusal) => match refusal.downcast() {
            Ok(refusal) => HouseError::Refused(*refusal),
            Err(_) => HouseError::Store(unexpected("a refusal has the wrong type")),
        },
    })
}
