//! A theatre to test with, and all around it that a use case reaches through a port.
//!
//! It is two hours before the start: booking is open until the start, and so is the door. The
//! theatre, the clock, chance and the post are fakes that keep what they are given; every other
//! port refuses each call that a test does not expect.

mod background;
mod chance;
mod clock;
mod people;
mod post;
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
    programme::{Contact, MockPosterPress, MockProgramme, MockShows, MockVenues, Site},
    site::MockEditorial,
};
use azionelab_domain::{Policy, ReservationId, Secret};
use jiff::tz::TimeZone;
use std::sync::Arc;

pub use self::{
    background::Behind,
    chance::Chance,
    clock::StoppedClock,
    people::{
        Party, booking, listing, minutes, now, party, party_id, performance, performance_id,
        person, seats, secret, show, staff, start, uuid, venue,
    },
    post::{Hangs, Post},
    theatre::{Call, Theatre},
};

pub const BASE_URL: &str = "https://teatro.example";

pub struct World {
    pub behind: Arc<Behind>,
    pub chance: Arc<Chance>,
    pub clock: Arc<StoppedClock>,
    pub post: Arc<Post>,
    pub theatre: Arc<Theatre>,
    pub ports: Ports,
    pub preferences: Preferences,
}

impl World {
    /// An empty house of ten seats.
    pub fn new() -> Self {
        let behind = Arc::new(Behind::default());
        let chance = Arc::new(Chance::default());
        let clock = Arc::new(StoppedClock::at(now()));
        let post = Arc::new(Post::new(clock.clone()));
        let theatre = Arc::new(Theatre::new(performance(), clock.clone()));
        let ports = Ports {
            audit: Arc::new(audit()),
            background: behind.clone(),
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
            mailer: post.clone(),
            origins: theatre.clone(),
            outbox: theatre.clone(),
            passwords: Arc::new(MockPasswords::new()),
            performances: theatre.clone(),
            personal_data: Arc::new(MockPersonalData::new()),
            poster_press: Arc::new(MockPosterPress::new()),
            programme: Arc::new(programme()),
            qr_codes: Arc::new(qr_codes()),
            reservations: theatre.clone(),
            secrets: chance.clone(),
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
            behind,
            chance,
            clock,
            post,
            theatre,
            ports,
            preferences: Preferences::new(base_url),
        }
    }

    /// A house in which a party holds its seats by the secret that comes with it.
    pub fn with(party: Party) -> (Self, Secret) {
        let world = Self::new();
        let secret = world.admit(party);
        (world, secret)
    }

    /// Gives a party its seats, and a secret that holds them.
    pub fn admit(&self, party: Party) -> Secret {
        let (id, secret) = (party.0.id, secret(party.0.id));
        self.theatre.seat(party);
        self.theatre.hand_out(id, &secret);
        secret
    }

    pub fn use_cases(&self) -> UseCases {
        UseCases::new(&self.ports, &self.preferences)
    }
}

/// Knows what the company is called.
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

/// Takes whatever is recorded.
fn audit() -> MockAuditLog {
    let mut audit = MockAuditLog::new();
    audit.expect_note().returning(|_| Ok(()));
    audit
}

/// Draws nothing: the image is what it should hold.
fn qr_codes() -> MockQrCodes {
    let mut qr_codes = MockQrCodes::new();
    qr_codes.expect_png().returning(|content| content.as_bytes().to_vec());
    qr_codes.expect_svg().returning(str::to_owned);
    qr_codes
}

fn calendars() -> MockCalendars {
    let mut calendars = MockCalendars::new();
    calendars.expect_ics().returning(written_into_a_calendar);
    calendars.expect_feed().returning(|feed| format!("{feed:?}"));
    calendars
}

/// What stands in for a calendar file.
pub fn written_into_a_calendar(event: &CalendarEvent) -> String {
    format!("{event:?}")
}

/// The secret that the link in a letter carries.
pub fn secret_in(letter: &Letter) -> Secret {
    let link = letter.link.as_deref().expect("the letter has a link");
    let (page, secret) = link.split_once('#').expect("the secret stands behind the hash");
    assert_eq!(page, format!("{BASE_URL}/reservation"));
    Secret::parse(secret).expect("the link carries a secret")
}

/// What the database says when it can't be reached.
pub fn away() -> StoreError {
    StoreError::Unavailable(Source::from("the connection was refused"))
}

/// What the database says when it holds something unexpected.
pub fn spoilt() -> StoreError {
    StoreError::Unexpected(Source::from("a row makes no sense"))
}

/// The id of a message that a test puts into the outbox.
pub fn message_id(number: u32) -> azionelab_domain::MessageId {
    azionelab_domain::MessageId::new(uuid(number))
}

/// The first party of every test.
pub fn first_party() -> ReservationId {
    party_id(1)
}
