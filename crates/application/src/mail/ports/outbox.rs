use crate::{accounts::StaffNotice, houses::Issued, ports::StoreError, programme::Poster};
use async_trait::async_trait;
use azionelab_domain::{
    EmailAddress, Locale, MessageId, MultilineText, PerformanceId, PersonName, Reservation,
    ReservationId, Seats, Show, Venue,
};
use core::str::FromStr;
use jiff::{SignedDuration, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// The confirmation link, the requested seats and the end of the hold.
    ConfirmYourSeats,
    /// The QR code, a calendar file and the link to manage the reservation.
    YourTicket,
    /// The visitor has cancelled the reservation.
    CancelledByVisitor,
    /// The box office has cancelled the reservation.
    CancelledByOffice,
    /// The theatre has cancelled the performance.
    CancelledByTheatre,
    /// The theatre has rescheduled the performance.
    Rescheduled,
    /// The box office has transferred the reservation to another performance. The ticket stays the
    /// same.
    Transferred,
    /// The number of seats of a confirmed party has changed. Contains the updated ticket.
    SeatsChanged,
}

impl MessageKind {
    pub const ALL: [Self; 8] = [
        Self::ConfirmYourSeats,
        Self::YourTicket,
        Self::CancelledByVisitor,
        Self::CancelledByOffice,
        Self::CancelledByTheatre,
        Self::Rescheduled,
        Self::Transferred,
        Self::SeatsChanged,
    ];

    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmYourSeats => "confirm_your_seats",
            Self::YourTicket => "your_ticket",
            Self::CancelledByVisitor => "cancelled_by_visitor",
            Self::CancelledByOffice => "cancelled_by_office",
            Self::CancelledByTheatre => "cancelled_by_theatre",
            Self::Rescheduled => "moved",
            Self::Transferred => "transferred",
            Self::SeatsChanged => "seats_changed",
        }
    }

    /// Whether it carries a link with a secret.
    pub const fn carries_link(self) -> bool {
        matches!(self, Self::ConfirmYourSeats | Self::Rescheduled) || self.carries_ticket()
    }

    /// Whether it carries the QR code of the ticket.
    pub const fn carries_ticket(self) -> bool {
        matches!(self, Self::YourTicket | Self::Transferred | Self::SeatsChanged)
    }
}

impl FromStr for MessageKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageState {
    /// To be sent or retried.
    Waiting,
    /// The mail server accepted it.
    Sent,
    /// The mail server refused it permanently.
    Refused,
    /// It was no longer useful.
    Dropped,
}

impl MessageState {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Sent, Self::Refused, Self::Dropped];

    /// The name on the wire, in the metrics and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
        }
    }
}

impl FromStr for MessageState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

/// A message in the outbox with all data for its text.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxEntry {
    pub id: MessageId,
    pub kind: MessageKind,
    pub created_at: Timestamp,
    /// How many delivery attempts failed.
    pub failed_attempts: u32,
    /// How many of those attempts ended before the server answered the message content. These may
    /// have delivered it.
    pub unanswered_attempts: u32,
    /// The current reservation, without its check-ins.
    pub reservation: Reservation,
    /// The end of the hold at the time of booking.
    pub hold_until: Timestamp,
    pub show: Show,
    /// The poster of the show, if it has one.
    pub poster: Option<Poster>,
    pub venue: Venue,
    pub performance: PerformanceId,
    pub starts_at: Timestamp,
    /// The start that the guest knows: that of the performance that the reservation was transferred
    /// from, or the one before this performance was rescheduled.
    pub previous_start: Option<Timestamp>,
    /// The number of seats that the guest knows, before a change.
    pub seats_before: Option<Seats>,
    /// The performance that the theatre rescheduled or cancelled, in a message about that. The
    /// reservation may have been transferred since.
    pub news_of: Option<PerformanceId>,
    /// The theatre's text to all guests about a rescheduled or cancelled performance.
    pub message_to_guests: Option<MultilineText>,
    /// Whether the performance is cancelled.
    pub is_cancelled: bool,
    /// When the data in a calendar file last changed.
    pub changed_at: Timestamp,
    /// When the doors open.
    pub doors_at: Timestamp,
    /// How long after the start links are kept.
    pub retention: SignedDuration,
    pub site_name: String,
    /// The mail address of the company. May be empty.
    pub site_email: String,
}

impl OutboxEntry {
    pub const fn locale(&self) -> Locale {
        self.reservation.guest.locale
    }

    /// The guest's name, once the address is known to be theirs. A letter to an unverified address
    /// repeats nothing that was typed with it except the number of seats.
    pub fn verified_name(&self) -> Option<&PersonName> {
        let is_confirmation_request = self.kind == MessageKind::ConfirmYourSeats;
        self.reservation
            .guest
            .name
            .as_ref()
            .filter(|_| !is_confirmation_request && self.reservation.has_verified_address())
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Outgoing {
    ToGuest(Box<OutboxEntry>),
    ToStaff(Box<StaffNotice>),
}

/// A claim of one process on a message. It is valid until it expires or another claim is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub message: MessageId,
    /// How often the message was claimed, including this claim.
    pub number: u32,
}

impl Claim {
    /// The claim of the process that wrote the message.
    pub const fn of_writer(message: MessageId) -> Self {
        Self { message, number: 0 }
    }
}

/// What can end the pause of a message early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitsFor {
    /// The mail server is back.
    Server,
    /// The mail server accepts letters again that it deferred.
    Mailbox,
    /// Nothing. The message may have been delivered.
    Answer,
}

impl WaitsFor {
    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Mailbox => "mailbox",
            Self::Answer => "answer",
        }
    }
}

/// The result of a delivery attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// The mail server accepted the message.
    Sent,
    /// It will be retried.
    Waiting {
        next_attempt_at: Timestamp,
        /// What can end the pause early.
        waits_for: WaitsFor,
        /// The answer of the mail server, without personal data.
        problem: String,
    },
    /// There was no attempt, so it does not count as one.
    Postponed { next_attempt_at: Timestamp, problem: String },
    /// It will never be delivered.
    Refused {
        /// The answer of the mail server, without personal data.
        problem: String,
    },
    /// The message is no longer useful.
    Dropped,
}

/// The result of the first delivery attempt of a message, as its writer saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstDelivery {
    /// It is still running.
    InProgress,
    /// The mail server accepted the message.
    Sent,
    /// The message was left to the outbox.
    Queued,
    /// The mail server rejected it permanently.
    Failed,
}

/// The state of a message's delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The mail server accepted it.
    Sent,
    /// It is running or will be retried.
    Queued,
    /// It was given up: the mail server rejected it, or it is no longer useful.
    Failed,
}

impl From<MessageState> for Delivery {
    fn from(state: MessageState) -> Self {
        match state {
            MessageState::Waiting => Self::Queued,
            MessageState::Sent => Self::Sent,
            MessageState::Refused | MessageState::Dropped => Self::Failed,
        }
    }
}

/// The messages to be sent. They are stored together with the changes that they are about: those to
/// guests by [`Houses::change`](crate::houses::Houses::change), those to staff by
/// [`StaffRoster`](crate::accounts::StaffRoster) and [`StaffLinks`](crate::accounts::StaffLinks).
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Outbox: Send + Sync {
    /// A message to be sent. `None` if it does not exist or is settled.
    async fn entry(&self, message: MessageId) -> Result<Option<Outgoing>, StoreError>;

    /// Claims up to `limit` messages that are due at `now`, the longest-waiting first. Until
    /// `until` no other claim can take them. Concurrent callers get different messages.
    async fn claim(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Claim>, StoreError>;

    /// Extends a claim until `until`. Returns false if the claim is no longer valid.
    async fn renew(&self, claim: Claim, until: Timestamp) -> Result<bool, StoreError>;

    /// Ends the pauses of messages that wait for one of these. Claimed messages stay claimed.
    /// Returns how many pauses it ended.
    async fn end_pauses(
        &self,
        waiting_for: &[WaitsFor],
        now: Timestamp,
    ) -> Result<usize, StoreError>;

    /// Stores the hashes of another secret for a reservation. `to` is the address of the letter.
    /// Fails if the guest's address has changed, so that no secret is sent to an old address.
    async fn issue(
        &self,
        reservation: ReservationId,
        to: Option<EmailAddress>,
        issued: Issued,
    ) -> Result<(), StoreError>;

    /// Stores the result of an attempt, unless another claim was made. A successful delivery is
    /// always stored, and a sent message stays sent.
    async fn settle(
        &self,
        claim: Claim,
        settlement: Settlement,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// The result of the first delivery attempt of the first message about a reservation.
    async fn first_delivery(
        &self,
        reservation: ReservationId,
        now: Timestamp,
    ) -> Result<FirstDelivery, StoreError>;
}
