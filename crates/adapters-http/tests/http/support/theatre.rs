use super::{
    Answer, Ask, CHECK_IN, PERFORMANCE, SmallFrontend, held, key, listing, now, page, season,
    secret, site, slug, staff, venue, website,
};
use axum::Router;
use azionelab_adapters_http::{HttpSettings, Website, router};
use azionelab_application::{
    Ports, Preferences, UseCases,
    accounts::{
        MockCredentials, MockPasswords, MockSessions, MockStaffAccounts, MockStaffLinks,
        MockStaffRoster, MockTotpCodes,
    },
    audit::MockAuditLog,
    booking::{MockOrigins, MockQrCodes, MockReservations},
    box_office::MockBoxOffice,
    door::{MockDoorLists, MockDoorSheets},
    houses::{HouseError, Houses, MockHouses},
    mail::{BaseUrl, Mailbox, MockMailer, MockOutbox},
    ports::{Health, MockBackground, MockCalendars, MockClock, MockHealth, MockSecrets},
    privacy::{MockKeptLetters, MockPersonalData, MockRetention},
    programme::{MockPerformances, MockPosterConverter, MockProgramme, MockShows, MockVenues},
    site::MockEditorial,
};
use azionelab_domain::{House, ReservationCode, Role, Secret, Status};
use std::sync::Arc;

/// The mocked ports. Each expects only the calls that a test sets up.
pub(crate) struct Theatre {
    pub box_office: MockBoxOffice,
    pub audit: MockAuditLog,
    pub calendars: MockCalendars,
    pub credentials: MockCredentials,
    pub door_lists: MockDoorLists,
    pub editorial: MockEditorial,
    pub health: Arc<dyn Health>,
    pub houses: MockHouses,
    /// Replaces the mock.
    pub slow_houses: Option<Arc<dyn Houses>>,
    pub mailbox: Option<Arc<dyn Mailbox>>,
    pub passwords: MockPasswords,
    pub performances: MockPerformances,
    pub poster_converter: MockPosterConverter,
    pub programme: MockProgramme,
    pub qr_codes: MockQrCodes,
    pub reservations: MockReservations,
    pub sessions: MockSessions,
    pub shows: MockShows,
    pub staff_accounts: MockStaffAccounts,
    pub venues: MockVenues,
    pub staff_links: MockStaffLinks,
    pub staff_roster: MockStaffRoster,
    pub totp_codes: MockTotpCodes,
    pub website: Website,
    pub settings: HttpSettings,
}

impl Theatre {
    pub fn new() -> Self {
        let base_url = BaseUrl::parse("https://teatro.example").unwrap();
        Self {
            box_office: MockBoxOffice::new(),
            audit: audit(),
            calendars: MockCalendars::new(),
            credentials: MockCredentials::new(),
            door_lists: MockDoorLists::new(),
            editorial: MockEditorial::new(),
            health: Arc::new(MockHealth::new()),
            houses: MockHouses::new(),
            slow_houses: None,
            mailbox: None,
            passwords: MockPasswords::new(),
            performances: MockPerformances::new(),
            poster_converter: MockPosterConverter::new(),
            programme: MockProgramme::new(),
            qr_codes: MockQrCodes::new(),
            reservations: MockReservations::new(),
            sessions: MockSessions::new(),
            shows: MockShows::new(),
            staff_accounts: MockStaffAccounts::new(),
            venues: MockVenues::new(),
            staff_links: MockStaffLinks::new(),
            staff_roster: MockStaffRoster::new(),
            totp_codes: MockTotpCodes::new(),
            website: website(SmallFrontend),
            settings: HttpSettings { rate_limit: None, ..HttpSettings::new(base_url) },
        }
    }

    /// The only house is `house`, and the real rules decide.
    pub fn with_house(house: House) -> Self {
        let mut theatre = Self::new();
        theatre.houses.expect_change().returning(move |of, rule| {
            if of != house.performance().id {
                return Err(HouseError::NoSuchHouse);
            }
            rule.decide(&house, now()).map(|decision| decision.change).map_err(HouseError::Refused)
        });
        theatre
    }

    /// Every change is refused.
    pub fn refusing(refusal: impl Clone + Send + 'static) -> Self {
        let mut theatre = Self::new();
        theatre
            .houses
            .expect_change()
            .returning(move |_, _| Err(HouseError::Refused(Box::new(refusal.clone()))));
        theatre
    }

    /// The sample programme: one show, one venue, one performance.
    pub fn on_stage() -> Self {
        let mut theatre = Self::new();
        let programme = &mut theatre.programme;
        programme.expect_site().returning(|| Ok(site()));
        programme.expect_shows().returning(|_| Ok(vec![season()]));
        programme.expect_show().returning(|of, _| Ok((*of == slug("la-locandiera")).then(season)));
        programme.expect_venues().returning(|| Ok(vec![venue()]));
        programme.expect_venue().returning(|of| Ok((*of == slug("teatro-piccolo")).then(venue)));
        programme.expect_performances().returning(|_, _| Ok(vec![listing()]));
        programme
            .expect_performance()
            .returning(|id, _| Ok((id.uuid() == PERFORMANCE).then(listing)));
        programme.expect_page().returning(|of| Ok((*of == slug("chi-siamo")).then(page)));
        theatre
    }

    /// The holder's secret is valid.
    pub fn held(mut self, status: Status) -> Self {
        self.reservations
            .expect_by_secret()
            .returning(|hash, _| Ok((hash.as_bytes() == secret().hash().as_bytes()).then(key)));
        self.reservations.expect_held().returning(move |hash, _| {
            Ok((hash.as_bytes() == secret().hash().as_bytes()).then(|| held(status)))
        });
        self
    }

    /// A member of staff is signed in.
    pub fn signed_in(mut self, role: Role) -> Self {
        self.sessions.expect_find().returning(move |_, _, _| Ok(Some(staff(role))));
        self
    }

    pub fn router(mut self) -> Router {
        let mut clock = MockClock::new();
        clock.expect_now().returning(now);
        let mut secrets = MockSecrets::new();
        secrets.expect_secret().returning(|| Secret::from_random([3; 32]));
        secrets.expect_code().returning(|| ReservationCode::parse("K7QF3M").unwrap());
        secrets.expect_id().returning(|| CHECK_IN);
        let mut background = MockBackground::new();
        background.expect_spawn().returning(drop);
        let mut origins = MockOrigins::new();
        origins.expect_key().returning(Ok);
        self.programme.expect_renamed().returning(|_, _| Ok(None));
        self.reservations.expect_was_replaced().returning(|_, _| Ok(false));
        let ports = Ports {
            box_office: Arc::new(self.box_office),
            audit: Arc::new(self.audit),
            background: Arc::new(background),
            calendars: Arc::new(self.calendars),
            clock: Arc::new(clock),
            credentials: Arc::new(self.credentials),
            door_lists: Arc::new(self.door_lists),
            door_sheets: Arc::new(MockDoorSheets::new()),
            editorial: Arc::new(self.editorial),
            houses: self.slow_houses.unwrap_or_else(|| Arc::new(self.houses)),
            kept_letters: Arc::new(MockKeptLetters::new()),
            retention: Arc::new(MockRetention::new()),
            mailer: Arc::new(MockMailer::new()),
            origins: Arc::new(origins),
            outbox: Arc::new(MockOutbox::new()),
            passwords: Arc::new(self.passwords),
            performances: Arc::new(self.performances),
            personal_data: Arc::new(MockPersonalData::new()),
            poster_converter: Arc::new(self.poster_converter),
            programme: Arc::new(self.programme),
            qr_codes: Arc::new(self.qr_codes),
            reservations: Arc::new(self.reservations),
            secrets: Arc::new(secrets),
            sessions: Arc::new(self.sessions),
            shows: Arc::new(self.shows),
            staff_accounts: Arc::new(self.staff_accounts),
            venues: Arc::new(self.venues),
            staff_links: Arc::new(self.staff_links),
            staff_roster: Arc::new(self.staff_roster),
            totp_codes: Arc::new(self.totp_codes),
        };
        let mut preferences = Preferences::new(self.settings.base_url.clone());
        preferences.mail.paused = true;
        let use_cases = Arc::new(UseCases::new(&ports, &preferences));
        router(use_cases, self.health, self.mailbox, self.website, self.settings)
    }

    /// Sends one request.
    pub async fn ask(self, ask: Ask) -> Answer {
        ask.of(&self.router()).await
    }
}

/// Accepts all entries.
fn audit() -> MockAuditLog {
    let mut audit = MockAuditLog::new();
    audit.expect_note().returning(|_| Ok(()));
    audit
}
