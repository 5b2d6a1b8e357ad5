//! A message that may be written.

use crate::{
    houses::{Issued, Message},
    mail::MessageKind,
};
use azionelab_domain::{Change, House, MessageId, ReservationId, Status};
use jiff::{SignedDuration, Timestamp};

/// A message of which it is not yet known whether it will be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft {
    pub id: MessageId,
    pub(super) kind: MessageKind,
    pub(super) issued: Option<Issued>,
    /// How long it stays in the hands of who writes it, or waits.
    pub(super) kept_for: SignedDuration,
}

impl Draft {
    /// The same, saying something else.
    #[must_use]
    pub fn saying(self, kind: MessageKind) -> Self {
        Self { kind, ..self }
    }

    /// The same, left to the outbox until a pause has passed.
    #[must_use]
    pub fn waiting(self, pause: SignedDuration) -> Self {
        Self { kept_for: pause, issued: None, ..self }
    }

    /// The message, written by a rule at `now` about a reservation of `house`.
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

    /// The updated ticket of a confirmed party with other seats, before the performance. The outbox
    /// sends it, so that several changes in a row become one letter.
    ///
    /// A party that has not confirmed gets none: its link stays valid, the page behind it shows the
    /// seats, and the ticket comes with them.
    pub fn about_seats(self, change: &Change, house: &House, now: Timestamp) -> Option<Message> {
        let Change::SeatsChanged { reservation, before } = change else { return None };
        let performance = house.performance();
        let is_told = reservation.status == Status::Confirmed
            && reservation.guest.email.is_some()
            && performance.cancelled_at.is_none()
            && now < performance.starts_at;
        let draft = self.saying(MessageKind::SeatsChanged).waiting(SignedDuration::ZERO);
        let message = draft.about(reservation.id, house, now);
        is_told.then_some(Message { seats_before: Some(*before), ..message })
    }
}
