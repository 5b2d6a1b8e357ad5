use super::Origins;
use crate::{
    Ports,
    houses::{Decision, HouseError, Houses, Needs, UnconfirmedBooking, change},
    mail::{DeliverMail, Delivery, FirstDelivery, MessageKind, Outbox},
    ports::{Clock, Secrets, StoreError},
};
use azionelab_domain::{
    Attempt, AttemptKey, BookRefusal, BookingRequest, Change, Fingerprint, Guest, House, MessageId,
    Origin, OriginKey, PerformanceId, ReservationCode, ReservationId, Seats, Status,
    UnconfirmedLimits,
};
use jiff::{SignedDuration, Timestamp};
use std::{net::IpAddr, sync::Arc};
use thiserror::Error;

/// How often random values are drawn. A code collides once in thousands of bookings. Three
/// collisions in a row are not chance.
const DRAWS: usize = 3;

/// How often a repeated request checks whether the first request has delivered its mail.
const POLL_INTERVAL: SignedDuration = SignedDuration::from_millis(50);

#[derive(Debug, Clone)]
pub struct BookRequest {
    pub performance: PerformanceId,
    pub guest: Guest,
    pub seats: Seats,
    /// The idempotency key of the request and the fingerprint of its content.
    pub attempt: Option<(AttemptKey, Fingerprint)>,
    /// The IP address of the client, if known. It is not stored.
    pub from: Option<IpAddr>,
    /// The delay of the letter if the address has received too many.
    pub letter_delay: Option<SignedDuration>,
}

/// A reservation that holds seats until it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    pub id: ReservationId,
    pub code: ReservationCode,
    pub seats: Seats,
    /// The end of the hold.
    pub hold_until: Timestamp,
    pub email_delivery: Delivery,
}

#[derive(Debug, Error)]
pub enum BookError {
    /// There is no such published performance.
    #[error("there is no such performance")]
    NoSuchPerformance,
    /// The part of the address before the `@` is not ASCII, and the mail server does not support
    /// that.
    #[error("the mail server does not support addresses beyond ASCII")]
    AddressBeyondAscii,
    #[error(transparent)]
    Refused(BookRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Books seats, holds them, and mails the confirmation link.
pub struct BookReservation {
    houses: Arc<dyn Houses>,
    origins: Arc<dyn Origins>,
    outbox: Arc<dyn Outbox>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
    mail: Arc<DeliverMail>,
    limits: Option<UnconfirmedLimits>,
}

impl BookReservation {
    pub(crate) fn new(
        ports: &Ports,
        mail: Arc<DeliverMail>,
        limits: Option<UnconfirmedLimits>,
    ) -> Self {
        Self {
            houses: ports.houses.clone(),
            origins: ports.origins.clone(),
            limits,
            outbox: ports.outbox.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
            mail,
        }
    }

    /// Books. A repeated request finds its reservation and gets the same answer.
    pub async fn execute(&self, request: BookRequest) -> Result<Booked, BookError> {
        if let Some(email) = &request.guest.email
            && !self.mail.can_write_to(email).await
        {
            return Err(BookError::AddressBeyondAscii);
        }
        let origin = self.origin(request.from).await?;
        for _ in 1..DRAWS {
            match self.draw_and_book(&request, origin).await {
                Err(HouseError::Collision) => {}
                done => return done.map_err(BookError::from),
            }
        }
        Ok(self.draw_and_book(&request, origin).await?)
    }

    /// The origin of a request, hashed with the key that all processes share.
    async fn origin(&self, from: Option<IpAddr>) -> Result<Option<Origin>, StoreError> {
        let Some(address) = from else { return Ok(None) };
        let drawn = OriginKey::new(*self.secrets.secret().hash().as_bytes());
        let key = self.origins.key(drawn).await?;
        Ok(Some(key.origin(address)))
    }

    async fn draw_and_book(
        &self,
        request: &BookRequest,
        origin: Option<Origin>,
    ) -> Result<Booked, HouseError<BookRefusal>> {
        let secret = self.secrets.secret();
        let message = self.mail.draft(
            MessageId::new(self.secrets.id()),
            MessageKind::ConfirmYourSeats,
            Some(&secret),
        );
        let message = match request.letter_delay {
            Some(pause) => message.waiting(pause),
            None => message,
        };
        let seats = request.seats;
        let needs = Needs {
            unconfirmed_booking: origin
                .filter(|_| self.limits.is_some())
                .map(|origin| UnconfirmedBooking { origin, seats }),
            guest: request.guest.email.clone(),
            attempt: request.attempt.as_ref().map(|(key, _)| key.clone()),
            ..Needs::default()
        };
        let booking = BookingRequest {
            id: ReservationId::new(self.secrets.id()),
            code: self.secrets.code(),
            guest: request.guest.clone(),
            seats: request.seats,
            attempt: request.attempt.clone(),
            origin,
            limits: self.limits,
        };
        let rule = move |house: &House, now| {
            let change = house.book(&booking, now)?;
            let message_to_send = matches!(change, Change::Booked { .. })
                .then(|| message.about(booking.id, house, now));
            Ok::<_, BookRefusal>(Decision::from(change).with_message(message_to_send))
        };
        match change(&*self.houses, request.performance, needs, rule).await? {
            Change::Booked { reservation, .. } => {
                let hold_until = match reservation.status {
                    Status::Pending { hold_until } => hold_until,
                    _ => reservation.booked_at,
                };
                Ok(Booked {
                    id: reservation.id,
                    code: reservation.code,
                    seats: reservation.seats,
                    hold_until,
                    email_delivery: if request.letter_delay.is_some() {
                        Delivery::Queued
                    } else {
                        self.mail.hand_over(message.id, Some(&secret)).await
                    },
                })
            }
            Change::AlreadyBooked(attempt) => {
                self.answer_again(attempt).await.map_err(HouseError::Store)
            }
            _ => Err(HouseError::Store(StoreError::Unexpected(
                "a booking changed something else".into(),
            ))),
        }
    }

    /// Answers a repeated request like the first one. Waits until the first request has finished
    /// its delivery attempt.
    async fn answer_again(&self, attempt: Attempt) -> Result<Booked, StoreError> {
        let deadline = self.clock.now() + self.mail.max_repeat_wait();
        let email_delivery = loop {
            let now = self.clock.now();
            match self.outbox.first_delivery(attempt.reservation, now).await? {
                FirstDelivery::Sent => break Delivery::Sent,
                FirstDelivery::Failed => break Delivery::Failed,
                FirstDelivery::Queued => break Delivery::Queued,
                FirstDelivery::InProgress if self.mail.is_paused() || now >= deadline => {
                    break Delivery::Queued;
                }
                FirstDelivery::InProgress => self.clock.sleep(POLL_INTERVAL).await,
            }
        };
        Ok(Booked {
            id: attempt.reservation,
            code: attempt.code,
            seats: attempt.seats,
            hold_until: attempt.hold_until,
            email_delivery,
        })
    }
}

impl From<HouseError<BookRefusal>> for BookError {
    fn from(failed: HouseError<BookRefusal>) -> Self {
        match failed {
            HouseError::NoSuchHouse | HouseError::Refused(BookRefusal::NotListed) => {
                Self::NoSuchPerformance
            }
            HouseError::Refused(refusal) => Self::Refused(refusal),
            failed => match failed.into_store_error() {
                Ok(refusal) => Self::Refused(refusal),
                Err(error) => Self::Store(error),
            },
        }
    }
}
