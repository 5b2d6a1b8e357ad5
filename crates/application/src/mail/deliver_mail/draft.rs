//! A draft of a message.

use crate::{
    houses::{Issued, Message},
    mail::MessageKind,
};
use azionelab_domain::{Change, House, MessageId, ReservationId, Status};
use jiff::{SignedDuration, Timestamp};

/// A message that a rule may decide to send.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft {
    pub id: MessageId,
    pub(super) kind: MessageKind,
    pub(super) issued: Option<Issued>,
    /// How long it is reserved for the process that writes it, or delayed.
    pub(super) kept_for: SignedDuration,
}

impl Draft {
    /// The same draft with another kind.
    #[must_use]
    pub fn saying(self, kind: MessageKind) -> Self {
        Self { kind, ..self }
    }

    /// The same draft, delayed by `pause` and left to the outbox.
    #[must_use]
    pub fn waiting(self, pause: SignedDuration) -> Self {
        Self { kept_for: pause, issued: None, ..self }
    }

    /// The message about a reservation of `house`. A rule calls this at `now`.
    pub fn about(&self, reservation: ReservationId, house: &House, now: Timestamp) -> Message {
        let expires_at = house.performance().links_expire_at(house.policy());
        Message {
            id: self.id,
            kind: self.kind,
            reservation,
            issued: self
                .issued
                .filter(|_| self.kind.carries_link())
                .map(|issued| Issued { expires_at, ..issued }),
            next_attempt_at: now + self.kept_for,
            transferred_from: None,
            seats_before: None,
        }
    }

    /// The updated ticket after a change of seats: for a confirmed party, before the performance.
    /// The outbox sends it, so that several changes in a row become one letter.
    ///
    /// An unconfirmed party gets none: its link stays valid, the page shows the new seats, and the
    /// ticket follows the confirmation.
    pub fn about_seats(self, change: &Change, house: &House, now: Timestamp) -> Option<Message> {
        let Change::SeatsChanged { reservation, before } = change else { return None };
        let performance = house.performance();
        let is_due = reservation.status == Status::Confirmed
            && reservation.guest.email.is_some()
            && performance.cancelled_at.is_none()
            && now < performance.starts_at;
        let draft = self.saying(MessageKind::SeatsChanged).waiting(SignedDuration::ZERO);
        let message = draft.about(reservation.id, house, now);
        is_due.then_some(Message { seats_before: Some(*before), ..message })
    }
}
