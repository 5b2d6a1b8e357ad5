//! Letters to guests: whether they are still useful, their hold, their secret and their
//! attachments.

use crate::{
    booking::event_of,
    houses::{Decision, HouseError, Issued, Needs, UnconfirmedBooking, change},
    mail::{
        DeliverMail, HandOver, Letter, Links, MailFailure, MessageKind, OutboxEntry, PosterPicture,
    },
    ports::{CalendarEvent, EventStatus, Organizer, StoreError},
    programme::Poster,
};
use azionelab_domain::{
    Change, ConfirmRefusal, House, PerformanceId, Publication, ReservationId, Secret, Status,
};
use jiff::{SignedDuration, Timestamp};

/// A confirmation letter that waited longer than this extends its hold.
const LATE_AFTER: SignedDuration = SignedDuration::from_secs(30);

/// Letters show a poster 120 pixels wide, on most screens with two pixels for each of them.
const POSTER_WIDTH: u32 = 240;

impl DeliverMail {
    /// Delivers a letter to a guest. For a letter from the outbox, the hold is not extended and no
    /// secret is created before the mail server can be reached.
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
                house.undo_extension(who, status, before, now).map(Decision::from)
            };
            self.change_hold(performance, needs_of(who), rule).await?;
        }
        Ok(handed_over)
    }

    /// Extends the hold if a confirmation letter is sent late, so that the letter can name the new
    /// end. Returns the status before and after.
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
            unconfirmed_booking: origin
                .map(|origin| UnconfirmedBooking { origin, seats: entry.reservation.seats }),
            ..needs_of(who)
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

    /// Runs a rule on a hold. Returns `None` if the rule refuses: the letter then shows the current
    /// state.
    async fn change_hold(
        &self,
        performance: PerformanceId,
        needs: Needs,
        rule: impl Fn(&House, Timestamp) -> Result<Decision, ConfirmRefusal> + Send + Sync + 'static,
    ) -> Result<Option<Change>, StoreError> {
        match change(&*self.houses, performance, needs, rule).await {
            Ok(change) => Ok(Some(change)),
            Err(HouseError::Store(error)) => Err(error),
            // The party may have been transferred to another house.
            Err(_) => Ok(None),
        }
    }

    /// Collects the content and the attachments of a letter. A retried letter needs a new secret,
    /// because the first one was not stored.
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
        let is_public = entry.show.publication != Publication::Draft;
        Ok(Letter {
            show_page: is_public.then(|| self.links.show(&entry.show.slug)),
            poster: entry.poster.as_ref().and_then(|poster| picture(poster, &self.links)),
            entry,
            link,
            qr_code,
            calendar,
            written_at: self.clock.now(),
        })
    }

    async fn issue(&self, entry: &OutboxEntry) -> Result<Secret, StoreError> {
        let secret = self.secrets.secret();
        let issued = Issued::new(&secret, entry.starts_at + entry.retention);
        let to = entry.reservation.guest.email.clone();
        self.outbox.issue(entry.reservation.id, to, issued).await?;
        Ok(secret)
    }
}

/// The narrowest image that is sharp in a letter, or the widest if none is.
fn picture(poster: &Poster, links: &Links) -> Option<PosterPicture> {
    let sharp = poster.images.iter().find(|image| image.width >= POSTER_WIDTH);
    let image = sharp.or_else(|| poster.images.last())?;
    Some(PosterPicture {
        address: links.poster(image.hash),
        width: image.width,
        height: image.height,
        alternative_text: poster.alternative_text.clone(),
    })
}

/// The needs of a rule on one reservation.
fn needs_of(reservation: ReservationId) -> Needs {
    Needs { reservation: Some(reservation), ..Needs::default() }
}

/// Whether a message is no longer useful: its purpose is fulfilled, or the performance is over.
pub(super) fn is_obsolete(entry: &OutboxEntry, now: Timestamp) -> bool {
    let is_over = now > entry.starts_at + SignedDuration::from_hours(24);
    // A party that was transferred in the meantime got another message about that.
    let is_transferred = entry.news_of.is_some_and(|performance| performance != entry.performance);
    is_over
        || is_transferred
        || match (entry.kind, entry.reservation.status) {
            (MessageKind::ConfirmYourSeats, status) => {
                entry.is_cancelled || matches!(status, Status::Confirmed | Status::Cancelled)
            }
            (MessageKind::Rescheduled, status) => {
                // It was rescheduled to the original time before the guest got the message.
                let is_back = entry.previous_start == Some(entry.starts_at);
                let is_empty = is_back && entry.message_to_guests.is_none();
                entry.is_cancelled || is_empty || status == Status::Cancelled
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
        | MessageKind::Rescheduled
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
