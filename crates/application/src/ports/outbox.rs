use core::str::FromStr;

use async_trait::async_trait;
use azionelab_domain::{Locale, MessageId, PerformanceId, Reservation, ReservationId, Show, Venue};
use jiff::{SignedDuration, Timestamp};

use super::{Issued, StaffNotice, StoreError};

/// What a message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// Confirm your seats: the link, what was asked, until when the seats are held.
    ConfirmYourSeats,
    /// Your ticket: the QR code, a calendar file, the link to manage or cancel.
    YourTicket,
    /// You have cancelled.
    CancelledByVisitor,
    /// The theatre has cancelled the performance.
    CancelledByTheatre,
    /// The theatre has moved the performance.
    Moved,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::ConfirmYourSeats,
        Self::YourTicket,
        Self::CancelledByVisitor,
        Self::CancelledByTheatre,
        Self::Moved,
    ];

    /// The name used in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmYourSeats => "confirm_your_seats",
            Self::YourTicket => "your_ticket",
            Self::CancelledByVisitor => "cancelled_by_visitor",
            Self::CancelledByTheatre => "cancelled_by_theatre",
            Self::Moved => "moved",
        }
    }

    /// Whether it carries a link, and so a secret.
    pub const fn carries_link(self) -> bool {
        matches!(self, Self::ConfirmYourSeats | Self::YourTicket | Self::Moved)
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
    /// Its id.
    pub id: MessageId,
    /// What it says.
    pub kind: MessageKind,
    /// How often it was tried and not sent.
    pub failed_attempts: u32,
    /// The reservation as it is now, without its check-ins.
    pub reservation: Reservation,
    /// Until when the seats were held when it was booked.
    pub hold_until: Timestamp,
    /// What is given.
    pub show: Show,
    /// Where.
    pub venue: Venue,
    /// The performance.
    pub performance: PerformanceId,
    /// When it starts.
    pub starts_at: Timestamp,
    /// The start that was announced before it was moved, if it was.
    pub moved_from: Option<Timestamp>,
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
}

/// A message in the outbox, by whom it is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Outgoing {
    /// To a guest, about their reservation.
    ToGuest(Box<OutboxEntry>),
    /// To somebody of the staff.
    ToStaff(Box<StaffNotice>),
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
        /// What it answered, without personal data.
        problem: String,
    },
    /// It never will.
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
/// guests by [`Houses::change`](super::Houses::change), those to staff by
/// [`StaffRoster`](super::StaffRoster) and [`StaffLinks`](super::StaffLinks).
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Outbox: Send + Sync {
    /// A message that is still to be sent; none once it is settled.
    async fn entry(&self, message: MessageId) -> Result<Option<Outgoing>, StoreError>;

    /// Takes up to `limit` messages that are due at `now` and keeps everybody else from them
    /// until `until`. Two callers at the same time get different messages.
    async fn claim(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<MessageId>, StoreError>;

    /// Stores the hashes of another secret for a reservation.
    async fn issue(&self, reservation: ReservationId, issued: Issued) -> Result<(), StoreError>;

    /// Stores what became of a message. A message that was sent stays sent.
    async fn settle(
        &self,
        message: MessageId,
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
