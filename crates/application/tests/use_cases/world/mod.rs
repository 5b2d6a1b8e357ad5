//! A world of fake ports for the use cases.
//!
//! The time is two hours before the start: booking is open until the start, and the door is open
//! too. The store, the clock, the random values and the mail server are fakes that keep what they
//! get. Every other port is a mock that refuses calls that a test does not expect.

mod background;
mod clock;
mod mail_server;
mod people;
mod secrets;
mod theatre;

use azionelab_application::{
    Ports, Preferences, UseCases,
    accounts::{
        MockCredentials, MockPasswords, MockSessions, MockStaffAccounts, MockStaffLinks,
        MockStaffRoster, MockTotpCodes,
    },
    audit::MockAuditLog,
    booking::MockQrCodes,
    box_office::MockBoxOffice,
    door::{MockDoorLists, MockDoorSheets},
    mail::{BaseUrl, Letter},
    ports::{CalendarEvent, MockCalendars, Source, StoreError},
    privacy::{MockKeptLetters, MockPersonalData, MockRetention},
    programme::{Contact, MockPosterConverter, MockProgramme, MockShows, MockVenues, Site},
    site::MockEditorial,
};
use azionelab_domain::{Policy, ReservationId, Secret};
use jiff::tz::TimeZone;
use std::sync::Arc;

pub use self::{
    background::TestBackground,
    clock::StoppedClock,
    mail_server::{FakeMailServer, Hangs},
    people::{
        Party, booking, listing, minutes, now, party, party_id, performance, performance_id,
        person, seats, secret, show, staff, start, uuid, venue,
    },
    secrets::TestSecrets,
    theatre::{Call, Theatre},
};

pub const BASE_URL: &str = "https://teatro.example";

pub struct World {
    pub background: Arc<TestBackground>,
    pub random: Arc<TestSecrets>,
    pub clock: Arc<StoppedClock>,
    pub mail_server: Arc<FakeMailServer>,
    pub theatre: Arc<Theatre>,
    pub ports: Ports,
    pub preferences: Preferences,
}

impl World {
    /// An empty house of ten seats.
    pub fn new() -> Self {
        let background = Arc::new(TestBackground::default());
        let random = Arc::new(TestSecrets::default());
        let clock = Arc::new(StoppedClock::at(now()));
        let mail_server = Arc::new(FakeMailServer::new(clock.clone()));
        let theatre = Arc::new(Theatre::new(performance(), clock.clone()));
        let ports = Ports {
            audit: Arc::new(audit()),
            background: background.clone(),
            box_office: Arc::new(MockBoxOffice::new()),
            calendars: Arc::new(calendars()),
            clock: clock.clone(),
            credentials: Arc::new(MockCredentials::new()),
            door_lists: Arc::new(MockDoorLists::new()),
            door_sheets: Arc::new(MockDoorSheets::new()),
            editorial: Arc::new(MockEditorial::new()),
            houses: theatre.clone(),
            kept_letters: Arc::new(MockKeptLetters::new()),
            retention: Arc::new(MockRetention::new()),
            mailer: mail_server.clone(),
            origins: theatre.clone(),
            outbox: theatre.clone(),
            passwords: Arc::new(MockPasswords::new()),
            performances: theatre.clone(),
            personal_data: Arc::new(MockPersonalData::new()),
            poster_converter: Arc::new(MockPosterConverter::new()),
            programme: Arc::new(programme()),
            qr_codes: Arc::new(qr_codes()),
            reservations: theatre.clone(),
            secrets: random.clone(),
            sessions: Arc::new(MockSessions::new()),
            shows: Arc::new(MockShows::new()),
            staff_accounts: Arc::new(MockStaffAccounts::new()),
            staff_links: Arc::new(MockStaffLinks::new()),
            staff_roster: Arc::new(MockStaffRoster::new()),
            totp_codes: Arc::new(MockTotpCodes::new()),
            venues: Arc::new(MockVenues::new()),
        };
        let base_url = BaseUrl::parse(BASE_URL).unwrap();
        Self {
            background,
            random,
            clock,
            mail_server,
            theatre,
            ports,
            preferences: Preferences::new(base_url),
        }
    }

    /// A house with one party, and the party's secret.
    pub fn with(party: Party) -> (Self, Secret) {
        let world = Self::new();
        let secret = world.add_party(party);
        (world, secret)
    }

    /// Adds a party and its secret.
    pub fn add_party(&self, party: Party) -> Secret {
        let (id, secret) = (party.0.id, secret(party.0.id));
        self.theatre.add_reservation(party);
        self.theatre.store_secret(id, &secret);
        secret
    }

    pub fn use_cases(&self) -> UseCases {
        UseCases::new(&self.ports, &self.preferences)
    }
}

/// Only knows the company's name.
fn programme() -> MockProgramme {
    let mut programme = MockProgramme::new();
    programme.expect_site().returning(|| {
        Ok(Site {
            name: "Teatro del Fanale".into(),
            tagline: String::new(),
            time_zone: TimeZone::UTC,
            contact: Contact::default(),
            pages: Vec::new(),
            policy: Policy::default(),
        })
    });
    programme
}

/// Accepts every entry.
fn audit() -> MockAuditLog {
    let mut audit = MockAuditLog::new();
    audit.expect_note().returning(|_| Ok(()));
    audit
}

/// The image is its content.
fn qr_codes() -> MockQrCodes {
    let mut qr_codes = MockQrCodes::new();
    qr_codes.expect_png().returning(|content| content.as_bytes().to_vec());
    qr_codes.expect_svg().returning(str::to_owned);
    qr_codes
}

fn calendars() -> MockCalendars {
    let mut calendars = MockCalendars::new();
    calendars.expect_ics().returning(calendar_text);
    calendars.expect_feed().returning(|feed| format!("{feed:?}"));
    calendars
}

/// The fake calendar file of an event.
pub fn calendar_text(event: &CalendarEvent) -> String {
    format!("{event:?}")
}

/// The secret in the link of a letter.
pub fn secret_in(letter: &Letter) -> Secret {
    let link = letter.link.as_deref().expect("the letter has a link");
    let (page, secret) = link.split_once('#').expect("the link has a fragment");
    assert_eq!(page, format!("{BASE_URL}/reservation"));
    Secret::parse(secret).expect("the fragment is a secret")
}

/// The error of an unreachable database.
pub fn unavailable() -> StoreError {
    StoreError::Unavailable(Source::from("the connection was refused"))
}

/// The error of a corrupt row.
pub fn corrupt() -> StoreError {
    StoreError::Unexpected(Source::from("a row is corrupt"))
}

/// The id of a message that a test adds to the outbox.
pub fn message_id(number: u32) -> azionelab_domain::MessageId {
    azionelab_domain::MessageId::new(uuid(number))
}

pub fn first_party() -> ReservationId {
    party_id(1)
}
