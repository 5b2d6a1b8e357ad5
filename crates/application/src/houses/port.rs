use crate::{
    audit::AuditEntry,
    mail::MessageKind,
    ports::{Source, StoreError, Version},
};
use async_trait::async_trait;
use azionelab_domain::{
    AttemptKey, Change, EmailAddress, House, MessageId, Note, Origin, PerformanceId, ReservationId,
    Seats, Secret, SecretHash, TicketHash, Transfer, TransferRefusal,
};
use jiff::Timestamp;
use std::{any::Any, fmt};
use thiserror::Error;

/// The reservations that a rule needs one by one. All others count only as seats held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// A reservation, with its check-ins, and the other live reservations of its guest.
    pub reservation: Option<ReservationId>,
    /// The live reservations of an address, without their check-ins.
    pub guest: Option<EmailAddress>,
    /// An earlier attempt under this key.
    pub attempt: Option<AttemptKey>,
    /// How many seats the origin of a booking holds unconfirmed, in all houses.
    pub asking: Option<Asking>,
    /// The version of the performance that the caller has seen. The rule does not run on another.
    pub version: Option<Version>,
    /// The same of the reservation.
    pub reservation_version: Option<Version>,
}

/// A booking that counts against the unconfirmed seats of its origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    /// Where it comes from.
    pub origin: Origin,
    /// The seats that it asks for.
    pub seats: Seats,
}

/// The hashes of a secret that goes out with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issued {
    /// Of the secret itself.
    pub secret: SecretHash,
    /// Of the ticket derived from it.
    pub ticket: TicketHash,
    /// When both stop being valid.
    pub expires_at: Timestamp,
}

impl Issued {
    /// The hashes of `secret`, which is valid until `expires_at`.
    pub fn new(secret: &Secret, expires_at: Timestamp) -> Self {
        Self { secret: secret.hash(), ticket: secret.ticket().hash(), expires_at }
    }
}

/// A message to be sent about a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    /// What it says.
    pub kind: MessageKind,
    /// What it is about.
    pub reservation: ReservationId,
    /// The secret that it carries, if any.
    pub issued: Option<Issued>,
    /// When the outbox may deliver it. Until then the process that wrote it is delivering it.
    pub next_attempt_at: Timestamp,
    /// When the performance starts that the reservation was transferred from, if it was.
    pub transferred_from: Option<Timestamp>,
    /// The number of seats before a change, in a letter about it. The letter replaces an earlier one
    /// that is not being delivered, and waits a minute after one that was sent.
    pub seats_before: Option<Seats>,
}

/// News for every party of a house that holds seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// What it says.
    pub kind: MessageKind,
    /// What the theatre adds in its own words.
    pub message: Option<Note>,
}

/// What is stored: a change of the house, the messages about it, and who made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub change: Change,
    /// The message to one guest, if there is one.
    pub message: Option<Message>,
    /// The message to every party that holds seats, if there is one.
    pub announcement: Option<Announcement>,
    /// The entry in the audit, for changes by staff.
    pub audit: Option<AuditEntry>,
}

impl Decision {
    /// The same, with a message if there is one.
    #[must_use]
    pub fn telling(self, message: Option<Message>) -> Self {
        Self { message, ..self }
    }

    /// The same, with a message to every party that holds seats. The messages carry no secret yet:
    /// each gets its own when it is sent. Later news replaces news that is not being delivered yet.
    #[must_use]
    pub fn announced(self, kind: MessageKind, message: Option<Note>) -> Self {
        Self { announcement: Some(Announcement { kind, message }), ..self }
    }

    /// The same, recorded in the audit.
    #[must_use]
    pub fn noted(self, entry: AuditEntry) -> Self {
        Self { audit: Some(entry), ..self }
    }
}

impl From<Change> for Decision {
    fn from(change: Change) -> Self {
        Self { change, message: None, announcement: None, audit: None }
    }
}

/// A rule's own refusal. [`change`] hands it back as the type that it has.
pub type Refused = Box<dyn Any + Send>;

type Decide = dyn Fn(&House, Timestamp) -> Result<Decision, Refused> + Send + Sync;

/// A pure function of a house and the time, with the parts of the house that it needs.
pub struct Rule {
    needs: Needs,
    decide: Box<Decide>,
}

impl Rule {
    /// A rule that needs these parts. It must not wait for anything, and may run more than once.
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

    /// Runs it.
    pub fn decide(&self, house: &House, now: Timestamp) -> Result<Decision, Refused> {
        (self.decide)(house, now)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rule(…)")
    }
}

/// A transfer of a reservation, the message about it, and who made it.
#[derive(Debug, Clone, PartialEq)]
pub struct TransferDecision {
    /// The reservation in both houses.
    pub transfer: Transfer,
    pub message: Option<Message>,
    pub audit: AuditEntry,
}

type DecideTransfer =
    dyn Fn(&House, &House, Timestamp) -> Result<TransferDecision, TransferRefusal> + Send + Sync;

/// A pure function of two houses and the time: the house that a reservation leaves, and the house
/// that it enters.
pub struct TransferRule {
    /// The reservation that it needs from the first house. From the second it needs only the seats.
    pub reservation: ReservationId,
    decide: Box<DecideTransfer>,
}

impl TransferRule {
    /// A rule about `reservation`. It must not wait for anything, and may run more than once.
    pub fn new(
        reservation: ReservationId,
        decide: impl Fn(&House, &House, Timestamp) -> Result<TransferDecision, TransferRefusal>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self { reservation, decide: Box::new(decide) }
    }

    /// Runs it.
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

/// Why a house was not changed, where `R` is what the rule says.
#[derive(Debug, Error)]
pub enum HouseError<R = Refused> {
    #[error("there is no such performance")]
    NoSuchHouse,
    /// The performance or the reservation is of another version than the rule needs.
    #[error("it was edited meanwhile")]
    EditedMeanwhile,
    #[error("the rule refused")]
    Refused(R),
    /// A random value of the rule is taken. The caller draws another and tries again.
    #[error("a random value is taken")]
    Collision,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<R> HouseError<R> {
    /// As a failure of the storage, for callers that neither draw random values nor name a house
    /// of their own.
    pub fn into_store_error(self) -> Result<R, StoreError> {
        match self {
            Self::Refused(refusal) => Ok(refusal),
            Self::Store(error) => Err(error),
            Self::NoSuchHouse => Err(unexpected("a reservation's performance is gone")),
            Self::EditedMeanwhile => Err(unexpected("a version was compared that nobody named")),
            Self::Collision => Err(unexpected("random values collide again and again")),
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
    /// Locks the house, runs `rule` on it, and stores its decision in one transaction: the change
    /// with its messages, the hashes of its secret and its entry in the audit.
    ///
    /// While the rule runs, no other rule runs on this house anywhere. The time that it is given
    /// was read after the lock was taken. Holds that had lapsed by then are stored as expired
    /// with the change, so that a process whose clock is behind can't bring them back to life.
    ///
    /// A change of a reservation increases its version. Check-ins and lapsed holds do not: the door
    /// must not get in the way of somebody who corrects a name.
    ///
    /// The unconfirmed seats of an origin are counted in all houses, under a lock once there are
    /// many, so that parallel bookings in several houses can't pass a limit.
    ///
    /// A change that ends the links of a reservation ends every secret stored before it. The secret
    /// in its own message stays valid.
    ///
    /// A change of the performance increases its version, ends holds when booking closes, and keeps
    /// the secrets of its reservations valid for as long after the new start as after the old one.
    ///
    /// The rule may run again after a serialization failure. Several rules may share one transaction;
    /// each sees the changes of those before it. The change is made even if the caller stops
    /// waiting.
    async fn change(&self, of: PerformanceId, rule: Rule) -> Result<Change, HouseError>;

    /// Transfers a reservation from one house to another. Locks both houses in the order of their
    /// ids, so that two opposite transfers can't wait for each other, runs `rule` on them, and stores
    /// its decision in one transaction. While the rule runs, no other rule runs on either house. The
    /// contract of [`change`](Self::change) holds for both houses.
    ///
    /// The secrets of the reservation stay valid for as long as those of the new house. Fails with
    /// [`HouseError::NoSuchHouse`] if one of the houses does not exist.
    async fn transfer(
        &self,
        from: PerformanceId,
        to: PerformanceId,
        rule: TransferRule,
    ) -> Result<Transfer, HouseError<TransferRefusal>>;

    /// Stores the lapsed holds of a house as expired.
    async fn lapse(&self, of: PerformanceId) -> Result<(), HouseError>;
}

/// Changes a house by a rule, and answers with the rule's own refusal.
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
            Err(_) => HouseError::Store(unexpected("a rule refused on behalf of another")),
        },
    })
}
