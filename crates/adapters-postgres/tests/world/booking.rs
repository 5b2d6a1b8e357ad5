//! Bookings of visitors.

use super::{id, now, number};
use azionelab_adapters_postgres::Store;
use azionelab_application::{
    houses::{Decision, HouseError, Houses, Issued, Message, Needs, Rule},
    mail::MessageKind,
};
use azionelab_domain::{
    AccessNeed, AttemptKey, BookRefusal, BookingRequest, Change, EmailAddress, Fingerprint, Guest,
    House, Locale, MessageId, MultilineText, PerformanceId, PersonName, PhoneNumber,
    ReservationCode, ReservationId, Seats, Secret,
};
use jiff::{SignedDuration, Timestamp};

pub fn seats(number: i64) -> Seats {
    Seats::parse(number).unwrap()
}

pub fn secret() -> Secret {
    let mut bits = [0; 32];
    bits[..4].copy_from_slice(&number().to_be_bytes());
    Secret::from_random(bits)
}

/// A secret that is valid for a thousand hours.
pub fn issued(secret: &Secret) -> Issued {
    Issued::new(secret, now() + SignedDuration::from_hours(1_000))
}

/// A booking as the use case makes it.
#[derive(Clone)]
pub struct Booking {
    pub id: ReservationId,
    pub code: ReservationCode,
    pub secret: Secret,
    pub message: MessageId,
    pub name: String,
    pub address: String,
    pub seats: i64,
    pub key: Option<(&'static str, &'static str)>,
}

impl Booking {
    pub fn of(seats: i64) -> Self {
        let number = number();
        Self {
            id: ReservationId::new(id()),
            code: ReservationCode::from_number(number),
            secret: secret(),
            message: MessageId::new(id()),
            name: "Anna Bianchi".into(),
            address: format!("guest-{number}@example.org"),
            seats,
            key: None,
        }
    }

    pub fn by(self, address: &str) -> Self {
        Self { address: address.into(), ..self }
    }

    pub fn named(self, name: &str) -> Self {
        Self { name: name.into(), ..self }
    }

    pub fn with_code(self, code: &str) -> Self {
        Self { code: ReservationCode::parse(code).unwrap(), ..self }
    }

    pub fn with_key(self, key: &'static str, asks: &'static str) -> Self {
        Self { key: Some((key, asks)), ..self }
    }

    /// A guest with every field.
    pub fn guest(&self) -> Guest {
        Guest {
            name: Some(PersonName::parse(&self.name).unwrap()),
            email: Some(EmailAddress::parse(&self.address).unwrap()),
            phone: Some(PhoneNumber::parse("+39 011 1234567").unwrap()),
            notes: Some(MultilineText::parse("Arriviamo in treno.\nGrazie").unwrap()),
            access_needs: [AccessNeed::HearingLoop, AccessNeed::Companion].into(),
            locale: Locale::It,
        }
    }

    pub fn message(&self) -> Message {
        Message {
            id: self.message,
            kind: MessageKind::ConfirmYourSeats,
            reservation: self.id,
            issued: Some(issued(&self.secret)),
            next_attempt_at: now() + SignedDuration::from_secs(8),
            transferred_from: None,
            seats_before: None,
        }
    }

    /// The request of this booking, with an attempt.
    pub fn request(&self, attempt: Option<(AttemptKey, Fingerprint)>) -> BookingRequest {
        BookingRequest {
            id: self.id,
            code: self.code,
            guest: self.guest(),
            seats: seats(self.seats),
            attempt,
            origin: None,
            limits: None,
        }
    }

    pub fn rule(&self) -> Rule {
        let guest = self.guest();
        let attempt =
            self.key.map(|(key, asks)| (AttemptKey::parse(key).unwrap(), Fingerprint::of(&[asks])));
        let needs = Needs {
            reservation: None,
            guest: guest.email.clone(),
            attempt: attempt.as_ref().map(|(key, _)| key.clone()),
            ..Needs::default()
        };
        let message = self.message();
        let request = BookingRequest {
            id: self.id,
            code: self.code,
            guest,
            seats: seats(self.seats),
            attempt,
            origin: None,
            limits: None,
        };
        Rule::new(needs, move |house: &House, now: Timestamp| {
            let change = house.book(&request, now)?;
            let confirmation = matches!(change, Change::Booked { .. }).then_some(message);
            Ok::<_, BookRefusal>(Decision::from(change).with_message(confirmation))
        })
    }

    pub async fn make(&self, store: &Store, of: PerformanceId) -> Result<Change, HouseError> {
        store.change(of, self.rule()).await
    }
}
