use std::sync::Arc;

use azionelab_domain::UnconfirmedLimits;
use jiff::SignedDuration;

use crate::{
    accounts::{
        AccountsUseCases, Credentials, Passwords, SessionLifetimes, Sessions, StaffAccounts,
        StaffLinks, StaffRoster, TotpCodes,
    },
    audit::{AuditLog, AuditUseCases},
    booking::{BookingUseCases, Origins, QrCodes, Reservations},
    box_office::{BoxOffice, BoxOfficeUseCases},
    door::{DoorLists, DoorSheets, DoorUseCases},
    houses::Houses,
    mail::{BaseUrl, DeliverMail, Links, MailPreferences, Mailer, Outbox},
    ports::{Background, Calendars, Clock, Secrets},
    privacy::{KeptLetters, PersonalData, PrivacyUseCases, Retention},
    programme::{Performances, PosterConverter, Programme, ProgrammeUseCases, Shows, Venues},
    site::{Editorial, SiteUseCases},
};

/// The adapters for the use cases.
#[derive(Clone)]
pub struct Ports {
    pub audit: Arc<dyn AuditLog>,
    pub background: Arc<dyn Background>,
    pub box_office: Arc<dyn BoxOffice>,
    pub calendars: Arc<dyn Calendars>,
    pub clock: Arc<dyn Clock>,
    pub credentials: Arc<dyn Credentials>,
    pub door_lists: Arc<dyn DoorLists>,
    pub door_sheets: Arc<dyn DoorSheets>,
    pub editorial: Arc<dyn Editorial>,
    pub houses: Arc<dyn Houses>,
    pub kept_letters: Arc<dyn KeptLetters>,
    pub retention: Arc<dyn Retention>,
    pub mailer: Arc<dyn Mailer>,
    pub origins: Arc<dyn Origins>,
    pub outbox: Arc<dyn Outbox>,
    pub passwords: Arc<dyn Passwords>,
    pub performances: Arc<dyn Performances>,
    pub personal_data: Arc<dyn PersonalData>,
    pub poster_converter: Arc<dyn PosterConverter>,
    pub programme: Arc<dyn Programme>,
    pub qr_codes: Arc<dyn QrCodes>,
    pub reservations: Arc<dyn Reservations>,
    pub secrets: Arc<dyn Secrets>,
    pub sessions: Arc<dyn Sessions>,
    pub shows: Arc<dyn Shows>,
    pub staff_accounts: Arc<dyn StaffAccounts>,
    pub staff_links: Arc<dyn StaffLinks>,
    pub staff_roster: Arc<dyn StaffRoster>,
    pub totp_codes: Arc<dyn TotpCodes>,
    pub venues: Arc<dyn Venues>,
}

/// The settings by the operator.
#[derive(Debug, Clone)]
pub struct Preferences {
    /// The public address of the site.
    pub base_url: BaseUrl,
    pub mail: MailPreferences,
    /// The limits on unconfirmed seats. `None` for no limits.
    pub unconfirmed: Option<UnconfirmedLimits>,
    pub sessions: SessionLifetimes,
}

impl Preferences {
    /// The default preferences for a site at `base_url`.
    pub fn new(base_url: BaseUrl) -> Self {
        Self {
            base_url,
            mail: MailPreferences { paused: false, hand_over: SignedDuration::from_secs(3) },
            unconfirmed: None,
            sessions: SessionLifetimes::default(),
        }
    }
}

/// All use cases, by feature.
pub struct UseCases {
    pub accounts: AccountsUseCases,
    pub audit: AuditUseCases,
    pub booking: BookingUseCases,
    pub box_office: BoxOfficeUseCases,
    pub door: DoorUseCases,
    pub privacy: PrivacyUseCases,
    pub programme: ProgrammeUseCases,
    pub site: SiteUseCases,
    /// Delivers the letters of the outbox.
    pub deliver_mail: Arc<DeliverMail>,
}

impl UseCases {
    pub fn new(ports: &Ports, preferences: &Preferences) -> Self {
        let links = Links::new(preferences.base_url.clone());
        let deliver_mail = Arc::new(DeliverMail::new(
            ports,
            links.clone(),
            preferences.mail,
            preferences.unconfirmed,
        ));
        Self {
            accounts: AccountsUseCases::new(ports, &deliver_mail, preferences),
            audit: AuditUseCases::new(ports),
            booking: BookingUseCases::new(ports, &deliver_mail, &links, preferences),
            box_office: BoxOfficeUseCases::new(ports, &deliver_mail),
            door: DoorUseCases::new(ports),
            privacy: PrivacyUseCases::new(ports, preferences),
            programme: ProgrammeUseCases::new(ports, &links),
            site: SiteUseCases::new(ports),
            deliver_mail,
        }
    }
}
