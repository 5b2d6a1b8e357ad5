//! A letter to a guest: whether it still says something, its hold, its secret, and what it carries.

use crate::{
    booking::event_of,
    houses::{Asking, Decision, HouseError, Issued, Needs, change},
    mail::{DeliverMail, HandOver, Letter, MailFailure, MessageKind, OutboxEntry},
    ports::{CalendarEvent, EventStatus, Organizer, StoreError},
};
use azionelab_domain::{
    Change, ConfirmRefusal, House, PerformanceId, ReservationId, Secret, Status,
};
use jiff::{SignedDuration, Timestamp};

/// A letter that waited longer than this extends the hold that it tells of.
const LATE_AFTER: SignedDuration = SignedDuration::from_secs(30);

impl DeliverMail {
    /// Hands a letter to a guest over. For one that comes from the outbox nothing is done before
    /// the mail server answers: neither a new secret nor a longer hold.
    pub(super) async fn hand_to_guest(
        &self,
        mut entry: OutboxEntry,
        secret: Option<&Secret>,
        progress: &HandOver,
    ) -> Result<Result<(), MailFailure>, StoreError> {
        if secret.is_none()
            && let Err(failure) = self.mailer.reach().await
        {
            return Ok(Err(failure));
        }
        let extended = self.extend_hold(&mut entry).await?;
        let (performance, who) = (entry.performance, entry.reservation.id);
        let letter = self.write(entry, secret).await?;
        let handed_over = self.mailer.deliver(&letter, progress).await;
        let may_arrive = matches!(handed_over, Ok(()) | Err(MailFailure::Unanswered(_)));
        if let Some((before, status)) = extended.filter(|_| !may_arrive) {
            let rule = move |house: &House, now| {
                house.take_extension_back(who, status, before, now).map(Decision::from)
            };
            self.change_hold(performance, about(who), rule).await?;
        }
        Ok(handed_over)
    }

    /// Holds the seats again as for a new booking when a letter that asks to confirm them goes out
    /// late, so that the letter says until when. Answers the status before and after.
    async fn extend_hold(
        &self,
        entry: &mut OutboxEntry,
    ) -> Result<Option<(Status, Status)>, StoreError> {
        let is_late = self.clock.now() > entry.created_at + LATE_AFTER;
        if entry.kind != MessageKind::ConfirmYourSeats || !is_late {
            return Ok(None);
        }
        let (who, limits) = (entry.reservation.id, self.limits);
        let origin = entry.reservation.origin.filter(|_| limits.is_some());
        let needs = Needs {
            asking: origin.map(|origin| Asking { origin, seats: entry.reservation.seats }),
            ..about(who)
        };
        let rule = move |house: &House, now| {
            house.extend_hold(who, limits.as_ref(), now).map(Decision::from)
        };
        match self.change_hold(entry.performance, needs, rule).await? {
            Some(Change::HoldChanged(reservation)) => {
                let before = entry.reservation.status;
                if let Status::Pending { hold_until } = reservation.status {
                    entry.hold_until = hold_until;
                }
                entry.reservation.status = reservation.status;
                Ok(Some((before, reservation.status)))
            }
            _ => Ok(None),
        }
    }

    /// Runs a rule about a hold; nothing when the rule refuses, for the letter says what is.
    async fn change_hold(
        &self,
        performance: PerformanceId,
        needs: Needs,
        rule: impl Fn(&House, Timestamp) -> Result<Decision, ConfirmRefusal> + Send + Sync + 'static,
    ) -> Result<Option<Change>, StoreError> {
        match change(&*self.houses, performance, needs, rule).await {
            Ok(change) => Ok(Some(change)),
            Err(HouseError::Store(error)) => Err(error),
            // The party may have been transferred to another house meanwhile.
            Err(_) => Ok(None),
        }
    }

    /// Puts together all that a message says and carries. A message taken up later needs a new
    /// secret, for nobody has kept the first one.
    async fn write(
        &self,
        entry: OutboxEntry,
        secret: Option<&Secret>,
    ) -> Result<Letter, StoreError> {
        let secret = match secret {
            Some(secret) => Some(secret.clone()),
            None if entry.kind.carries_link() => Some(self.issue(&entry).await?),
            None => None,
        };
        let link = secret.as_ref().map(|secret| self.links.reservation(secret));
        let qr_code = secret
            .filter(|_| entry.kind.carries_ticket())
            .map(|secret| self.qr_codes.png(&self.links.ticket(&secret.ticket())));
        let calendar = calendar_event(&entry, self.clock.now()).map(|e| self.calendars.ics(&e));
        Ok(Letter { entry, link, qr_code, calendar, written_at: self.clock.now() })
    }

    async fn issue(&self, entry: &OutboxEntry) -> Result<Secret, StoreError> {
        let secret = self.secrets.secret();
        let issued = Issued::new(&secret, entry.starts_at + entry.retention);
        let to = entry.reservation.guest.email.clone();
        self.outbox.issue(entry.reservation.id, to, issued).await?;
        Ok(secret)
    }
}

/// What a rule about one reservation looks at.
fn about(reservation: ReservationId) -> Needs {
    Needs { reservation: Some(reservation), ..Needs::default() }
}

/// Whether a message has nothing to say any more: what it asks for is done, or it is over.
pub(super) fn is_pointless(entry: &OutboxEntry, now: Timestamp) -> bool {
    let over = now > entry.starts_at + SignedDuration::from_hours(24);
    // A party that was transferred since was told so.
    let of_another = entry.news_of.is_some_and(|performance| performance != entry.performance);
    over || of_another
        || match (entry.kind, entry.reservation.status) {
            (MessageKind::ConfirmYourSeats, status) => {
                entry.is_cancelled || matches!(status, Status::Confirmed | Status::Cancelled)
            }
            (MessageKind::Moved, status) => {
                // Moved back before the guest heard of it.
                let is_back = entry.moved_from == Some(entry.starts_at);
                let says_nothing = is_back && entry.message_to_guests.is_none();
                entry.is_cancelled || says_nothing || status == Status::Cancelled
            }
            (MessageKind::SeatsChanged, status) => {
                let is_back = entry.seats_before == Some(entry.reservation.seats);
                entry.is_cancelled || is_back || status == Status::Cancelled
            }
            (MessageKind::YourTicket | MessageKind::Transferred, status) => {
                entry.is_cancelled || status == Status::Cancelled
            }
            (
                MessageKind::CancelledByVisitor
                | MessageKind::CancelledByOffice
                | MessageKind::CancelledByTheatre,
                _,
            ) => false,
        }
}

fn calendar_event(entry: &OutboxEntry, now: Timestamp) -> Option<CalendarEvent> {
    let status = match entry.kind {
        MessageKind::ConfirmYourSeats => return None,
        MessageKind::YourTicket
        | MessageKind::Moved
        | MessageKind::Transferred
        | MessageKind::SeatsChanged => match entry.reservation.status {
            Status::Pending { .. } => EventStatus::Tentative,
            _ => EventStatus::Confirmed,
        },
        MessageKind::CancelledByVisitor
        | MessageKind::CancelledByOffice
        | MessageKind::CancelledByTheatre => EventStatus::Cancelled,
    };
    Some(CalendarEvent {
        status,
        changed_at: entry.changed_at,
        organizer: Organizer::of(&entry.site_name, &entry.site_email),
        ..event_of(&entry.reservation, &entry.show, &entry.venue, entry.starts_at, now)
    })
}
