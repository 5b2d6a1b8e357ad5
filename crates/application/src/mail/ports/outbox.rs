use crate::{accounts::StaffNotice, houses::Issued, ports::StoreError};
use async_trait::async_trait;
use azionelab_domain::{
    EmailAddress, Locale, MessageId, Note, PerformanceId, PersonName, Reservation, ReservationId,
    Seats, Show, Venue,
};
use core::str::FromStr;
use jiff::{SignedDuration, Timestamp};

/// What a message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// Confirm your seats: the link, what was asked, until when the seats are held.
    ConfirmYourSeats,
    /// Your ticket: the QR code, a calendar file, the link to manage or cancel.
    YourTicket,
    /// You have cancelled.
    CancelledByVisitor,
    /// The box office has cancelled the reservation.
    CancelledByOffice,
    /// The theatre has cancelled the performance.
    CancelledByTheatre,
    /// The theatre has moved the performance.
    Moved,
    /// The box office has transferred the reservation to another performance: the same ticket, for
    /// another date.
    Transferred,
    /// A confirmed party has another number of seats: the updated ticket.
    SeatsChanged,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::ConfirmYourSeats,
        Self::YourTicket,
        Self::CancelledByVisitor,
        Self::CancelledByOffice,
        Self::CancelledByTheatre,
        Self::Moved,
        Self::Transferred,
        Self::SeatsChanged,
    ];

    /// The name used in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmYourSeats => "confirm_your_seats",
            Self::YourTicket => "your_ticket",
            Self::CancelledByVisitor => "cancelled_by_visitor",
            Self::CancelledByOffice => "cancelled_by_office",
            Self::CancelledByTheatre => "cancelled_by_theatre",
            Self::Moved => "moved",
            Self::Transferred => "transferred",
            Self::SeatsChanged => "seats_changed",
        }
    }

    /// Whether it carries a link, and so a secret.
    pub const fn carries_link(self) -> bool {
        matches!(self, Self::ConfirmYourSeats | Self::Moved) || self.carries_ticket()
    }

    /// Whether it carries the ticket's QR code.
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

/// A message in the outbox with all that has to be known to write it.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxEntry {
    pub id: MessageId,
    /// What it says.
    pub kind: MessageKind,
    /// When it was written.
    pub created_at: Timestamp,
    /// How often it was tried and not sent.
    pub failed_attempts: u32,
    /// How many of those attempts ended without an answer to the whole letter, which may have
    /// arrived.
    pub unanswered_attempts: u32,
    /// The reservation as it is now, without its check-ins.
    pub reservation: Reservation,
    /// Until when the seats were held when it was booked.
    pub hold_until: Timestamp,
    /// What is given.
    pub show: Show,
    pub venue: Venue,
    pub performance: PerformanceId,
    pub starts_at: Timestamp,
    /// The start that the guest knew before: of the performance that the reservation was transferred
    /// from, or the one announced before this performance was moved.
    pub moved_from: Option<Timestamp>,
    /// How many seats the guest knew of before they were changed.
    pub seats_before: Option<Seats>,
    /// The performance that the theatre moved or cancelled, in news of it. The reservation may have
    /// been transferred to another one since.
    pub news_of: Option<PerformanceId>,
    /// What the theatre wrote to all guests when it moved the performance or called it off.
    pub message_to_guests: Option<Note>,
    /// Whether the performance is cancelled.
    pub is_cancelled: bool,
    /// When the data that a calendar shows changed last.
    pub changed_at: Timestamp,
    /// When the audience is let in.
    pub doors_at: Timestamp,
    /// How long after the start links are kept.
    pub retention: SignedDuration,
    /// The company's name.
    pub site_name: String,
    /// Where the company can be reached by mail; may be empty.
    pub site_email: String,
}

impl OutboxEntry {
    /// The language that the guest is written to in.
    pub const fn locale(&self) -> Locale {
        self.reservation.guest.locale
    }

    /// The guest's name, once the address is proven to be theirs. A letter to an unproven address
    /// repeats nothing that was typed with it but the number of seats.
    pub fn proven_name(&self) -> Option<&PersonName> {
        let asks = self.kind == MessageKind::ConfirmYourSeats;
        self.reservation.guest.name.as_ref().filter(|_| !asks && self.reservation.is_proven())
    }
}

/// A message in the outbox, by whom it is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Outgoing {
    /// To a guest, about their reservation.
    ToGuest(Box<OutboxEntry>),
    /// To somebody of the staff.
    ToStaff(Box<StaffNotice>),
}

/// A message in the hand of one process. It counts until its time is up or another claim is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub message: MessageId,
    /// How often it was taken from the outbox, this time included.
    pub number: u32,
}

impl Claim {
    /// That of the process that wrote the message.
    pub const fn of_writer(message: MessageId) -> Self {
        Self { message, number: 0 }
    }
}

/// What ends a message's pause before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitsFor {
    /// The mail server is back.
    Server,
    /// The mail server takes letters again that it put off.
    Mailbox,
    /// Nothing: the message may have arrived.
    Answer,
}

impl WaitsFor {
    /// The name used in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Mailbox => "mailbox",
            Self::Answer => "answer",
        }
    }
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// The mail server took it.
    Sent,
    /// It did not, for now.
    Waiting {
        /// When to try again.
        next_attempt_at: Timestamp,
        /// What ends the pause before.
        waits_for: WaitsFor,
        /// What it answered, without personal data.
        problem: String,
    },
    /// It was not tried, which doesn't count as an attempt.
    Postponed {
        /// When to try.
        next_attempt_at: Timestamp,
        /// Why it was not tried.
        problem: String,
    },
    /// It never will be delivered.
    Refused {
        /// What it answered, without personal data.
        problem: String,
    },
    /// The message has become pointless.
    Dropped,
}

/// How the first delivery of a message went, which is what its writer was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstDelivery {
    /// It is going on.
    InHand,
    /// The mail server took the message.
    Sent,
    /// The message was left to the outbox.
    Queued,
    /// The mail server will never take it.
    Failed,
}

/// What has become of a message by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The mail server took it.
    Sent,
    /// It is going on, or will be tried again.
    Queued,
    /// It was given up for good: the mail server refused it, or it has become pointless.
    Failed,
}

/// The messages that are to be sent. They get there with the changes that they tell of: those to
/// guests by [`Houses::change`](crate::houses::Houses::change), those to staff by
/// [`StaffRoster`](crate::accounts::StaffRoster) and [`StaffLinks`](crate::accounts::StaffLinks).
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Outbox: Send + Sync {
    /// A message that is still to be sent; none once it is settled.
    async fn entry(&self, message: MessageId) -> Result<Option<Outgoing>, StoreError>;

    /// Takes up to `limit` messages that are due at `now`, those that have waited longest first,
    /// and keeps everybody else from them until `until`. Two callers at the same time get
    /// different messages.
    async fn claim(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Claim>, StoreError>;

    /// Keeps everybody else from a message until `until`. Answers whether the claim still counts.
    async fn renew(&self, claim: Claim, until: Timestamp) -> Result<bool, StoreError>;

    /// Ends the pauses of the messages that wait for one of these. Those in hand stay in hand.
    /// Answers how many there were.
    async fn end_pauses(
        &self,
        waiting_for: &[WaitsFor],
        now: Timestamp,
    ) -> Result<usize, StoreError>;

    /// Stores the hashes of another secret for a reservation, whose guest is written to at the
    /// address `to`. It fails when the address was corrected meanwhile: no secret is stored for a
    /// letter to an address that is not the guest's.
    async fn issue(
        &self,
        reservation: ReservationId,
        to: Option<EmailAddress>,
        issued: Issued,
    ) -> Result<(), StoreError>;

    /// Stores what became of a message, unless another claim was made meanwhile. That it was sent
    /// is stored all the same, and a message that was sent stays sent.
    async fn settle(
        &self,
        claim: Claim,
        settlement: Settlement,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// How the first message about a reservation went.
    async fn first_delivery(
        &self,
        reservation: ReservationId,
        now: Timestamp,
    ) -> Result<FirstDelivery, StoreError>;
}
