//! A company with one show at one venue, on a database of its own.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use azionelab_adapters_postgres::{
    Company, Store,
    testing::{TestClock, TestDatabase},
};
use azionelab_application::ports::{
    Contact, Decision, HouseError, Houses, Issued, Message, MessageKind, Needs, Rule,
};
use azionelab_domain::{
    AttemptKey, BookRefusal, BookingRequest, Change, EmailAddress, Fingerprint, Guest, House,
    Locale, MessageId, Performance, PerformanceId, PersonName, Publication, ReservationCode,
    ReservationId, Seating, Seats, Secret, Show, ShowId, Slug, Venue, VenueId,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

static NUMBER: AtomicU32 = AtomicU32::new(1);

/// A number that no other test has.
pub fn number() -> u32 {
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

pub fn id() -> uuid::Uuid {
    uuid::Uuid::from_u128(u128::from(number()))
}

pub fn now() -> Timestamp {
    "2026-11-20T18:00:00Z".parse().unwrap()
}

pub struct World {
    pub database: TestDatabase,
    pub clock: Arc<TestClock>,
    pub store: Store,
    pub performances: Vec<PerformanceId>,
}

impl World {
    /// One performance with so many seats, a day from now, open for booking.
    pub async fn with_seats(capacity: u32) -> Self {
        Self::with_houses(&[capacity]).await
    }

    pub async fn with_houses(capacities: &[u32]) -> Self {
        let database = TestDatabase::create().await;
        let clock = TestClock::at(now());
        let store = database.store(clock.clone());
        let company = company(capacities);
        let performances = company.performances.iter().map(|performance| performance.id).collect();
        store.import(company, now()).await.unwrap();
        Self { database, clock, store, performances }
    }

    pub fn performance(&self) -> PerformanceId {
        self.performances[0]
    }
}

pub fn company(capacities: &[u32]) -> Company {
    let show = show();
    let venue = venue();
    let performances = capacities
        .iter()
        .map(|capacity| Performance {
            id: PerformanceId::new(id()),
            show: show.id,
            venue: venue.id,
            listed: true,
            starts_at: now() + SignedDuration::from_hours(24),
            doors_at: now() + SignedDuration::from_hours(23),
            opens_at: now() - SignedDuration::from_hours(24),
            closes_at: now() + SignedDuration::from_hours(24),
            seating: Seating { capacity: *capacity, occupied: 0, extra: 0 },
            cancelled_at: None,
        })
        .collect();
    Company {
        name: "Compagnia di prova".into(),
        tagline: String::new(),
        contact: Contact::default(),
        pages: Vec::new(),
        venues: vec![venue],
        shows: vec![show],
        performances,
        reservations: Vec::new(),
    }
}

pub fn show() -> Show {
    Show {
        id: ShowId::new(id()),
        slug: Slug::parse("la-locandiera").unwrap(),
        title: "La locandiera".into(),
        subtitle: "di Carlo Goldoni".into(),
        summary: String::new(),
        description: String::new(),
        credits: String::new(),
        duration_minutes: Some(110),
        age_advice: String::new(),
        language: "it".into(),
        publication: Publication::Published,
    }
}

pub fn venue() -> Venue {
    Venue {
        id: VenueId::new(id()),
        slug: Slug::parse("sala-grande").unwrap(),
        name: "Sala grande".into(),
        address: "Via Po 1".into(),
        city: "Torino".into(),
        access_notes: String::new(),
        position: None,
        time_zone: TimeZone::get("Europe/Rome").unwrap(),
    }
}

pub fn guest(address: &str) -> Guest {
    Guest {
        name: PersonName::parse("Anna Bianchi").unwrap(),
        email: EmailAddress::parse(address).unwrap(),
        phone: None,
        note: None,
        access_needs: [azionelab_domain::AccessNeed::HearingLoop].into(),
        locale: Locale::It,
    }
}

pub fn seats(number: i64) -> Seats {
    Seats::parse(number).unwrap()
}

/// A booking as the use case makes it.
pub struct Booking {
    pub id: ReservationId,
    pub code: ReservationCode,
    pub secret: Secret,
    pub message: MessageId,
    pub address: String,
    pub seats: i64,
    pub key: Option<(&'static str, &'static str)>,
}

impl Booking {
    pub fn of(seats: i64) -> Self {
        let number = number();
        let mut bits = [0; 32];
        bits[..4].copy_from_slice(&number.to_be_bytes());
        Self {
            id: ReservationId::new(id()),
            code: ReservationCode::from_number(number),
            secret: Secret::from_random(bits),
            message: MessageId::new(id()),
            address: format!("guest-{number}@example.org"),
            seats,
            key: None,
        }
    }

    pub fn by(self, address: &str) -> Self {
        Self { address: address.into(), ..self }
    }

    pub fn with_key(self, key: &'static str, asks: &'static str) -> Self {
        Self { key: Some((key, asks)), ..self }
    }

    pub fn rule(&self) -> Rule {
        let guest = guest(&self.address);
        let attempt =
            self.key.map(|(key, asks)| (AttemptKey::parse(key).unwrap(), Fingerprint::of(&[asks])));
        let needs = Needs {
            reservation: None,
            guest: Some(guest.email.clone()),
            attempt: attempt.as_ref().map(|(key, _)| key.clone()),
        };
        let message = Message {
            id: self.message,
            kind: MessageKind::ConfirmYourSeats,
            reservation: self.id,
            issued: Some(Issued::new(&self.secret, now() + SignedDuration::from_hours(1_000))),
            next_attempt_at: now() + SignedDuration::from_secs(8),
        };
        let request = BookingRequest {
            id: self.id,
            code: self.code,
            guest,
            seats: seats(self.seats),
            attempt,
        };
        Rule::new(needs, move |house: &House, now| {
            let change = house.book(&request, now)?;
            Ok::<_, BookRefusal>(Decision {
                message: matches!(change, Change::Booked { .. }).then_some(message),
                change,
            })
        })
    }

    pub async fn make(&self, store: &Store, of: PerformanceId) -> Result<Change, HouseError> {
        store.change(of, self.rule()).await
    }
}

/// A rule about one reservation.
pub fn about<R: Into<azionelab_application::ports::Refusal>>(
    reservation: ReservationId,
    rule: impl Fn(&House, Timestamp) -> Result<Change, R> + Send + Sync + 'static,
) -> Rule {
    let needs = Needs { reservation: Some(reservation), ..Needs::default() };
    Rule::new(needs, move |house: &House, now| rule(house, now).map(Decision::from))
}

pub fn confirm(reservation: ReservationId) -> Rule {
    about(reservation, move |house, now| house.confirm(reservation, now))
}

pub fn cancel(reservation: ReservationId) -> Rule {
    about(reservation, move |house, now| house.cancel(reservation, now))
}
