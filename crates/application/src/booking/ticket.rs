use super::{HolderError, HolderView, QrCodes, ViewReservation};
use crate::{
    Ports,
    mail::Links,
    ports::{CalendarEvent, Calendars, Clock, EventStatus, Organizer, StoreError},
    programme::Programme,
};
use azionelab_domain::{Reservation, Secret, Show, Status, Venue};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use thiserror::Error;

/// The assumed duration of a show without a stored one.
const USUAL_DURATION: SignedDuration = SignedDuration::from_hours(2);

#[derive(Debug, Error)]
pub enum TicketDocumentError {
    /// The secret is unknown or has expired.
    #[error("there is no such reservation")]
    UnknownReservation,
    #[error("the reservation is not confirmed")]
    NotConfirmed,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Creates the ticket as an image and as a calendar file.
pub struct GetTicket {
    view: ViewReservation,
    clock: Arc<dyn Clock>,
    qr_codes: Arc<dyn QrCodes>,
    calendars: Arc<dyn Calendars>,
    programme: Arc<dyn Programme>,
    links: Links,
}

impl GetTicket {
    pub(crate) fn new(ports: &Ports, links: Links) -> Self {
        Self {
            view: ViewReservation::new(ports),
            clock: ports.clock.clone(),
            qr_codes: ports.qr_codes.clone(),
            calendars: ports.calendars.clone(),
            programme: ports.programme.clone(),
            links,
        }
    }

    /// The QR code in SVG.
    pub async fn svg(&self, secret: &Secret) -> Result<String, TicketDocumentError> {
        self.confirmed(secret).await?;
        Ok(self.qr_codes.svg(&self.links.ticket(&secret.ticket())))
    }

    /// The QR code in PNG.
    pub async fn png(&self, secret: &Secret) -> Result<Vec<u8>, TicketDocumentError> {
        self.confirmed(secret).await?;
        Ok(self.qr_codes.png(&self.links.ticket(&secret.ticket())))
    }

    /// The performance as a calendar file, for reservations in every state.
    pub async fn calendar(&self, secret: &Secret) -> Result<String, HolderError> {
        let view = self.view.execute(secret).await?;
        let site = self.programme.site().await?;
        let (reservation, listing) = (view.reservation(), view.listing());
        let performance = listing.performance();
        let now = self.clock.now();
        let lapsed_at = match reservation.status {
            Status::Pending { hold_until } if hold_until <= now => Some(hold_until),
            _ => None,
        };
        let changed_at = view.changed_at().max(lapsed_at.unwrap_or(Timestamp::MIN));
        let status = match reservation.status.at(now) {
            _ if performance.cancelled_at.is_some() => EventStatus::Cancelled,
            Status::Pending { .. } => EventStatus::Tentative,
            Status::Confirmed => EventStatus::Confirmed,
            Status::Expired | Status::Cancelled => EventStatus::Cancelled,
        };
        Ok(self.calendars.ics(&CalendarEvent {
            status,
            changed_at,
            organizer: Organizer::of(&site.name, &site.contact.email),
            ..event_of(reservation, &listing.entry.show, &listing.venue, performance.starts_at, now)
        }))
    }

    async fn confirmed(&self, secret: &Secret) -> Result<HolderView, TicketDocumentError> {
        let view = self.view.execute(secret).await?;
        if view.reservation().status == Status::Confirmed {
            Ok(view)
        } else {
            Err(TicketDocumentError::NotConfirmed)
        }
    }
}

/// The calendar event of a confirmed reservation. It contains no secret, because calendars are
/// shared.
pub(crate) fn event_of(
    reservation: &Reservation,
    show: &Show,
    venue: &Venue,
    starts_at: Timestamp,
    now: Timestamp,
) -> CalendarEvent {
    CalendarEvent {
        reservation: reservation.id,
        title: show.title.clone(),
        location: location_of(venue),
        description: format!("{} × {}", reservation.code, reservation.seats),
        starts_at,
        ends_at: end_of(show, starts_at),
        stamped_at: now,
        changed_at: now,
        status: EventStatus::Confirmed,
        organizer: None,
    }
}

/// The address of a venue on one line.
pub(crate) fn location_of(venue: &Venue) -> String {
    let parts = [&venue.name, &venue.address, &venue.city];
    parts
        .map(String::as_str)
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

pub(crate) fn end_of(show: &Show, starts_at: Timestamp) -> Timestamp {
    let minutes =
        show.duration_minutes.map(|minutes| SignedDuration::from_mins(i64::from(minutes)));
    starts_at + minutes.unwrap_or(USUAL_DURATION)
}
