//! Connects the adapters with the use cases. No other module knows all of them.

use crate::{
    Failure,
    adapters::{
        Argon2Passwords, AuthenticatorCodes, DrawnQrCodes, IcalendarFiles, MachineReadings,
        OsSecrets, PrintedDoorSheets, SteadyClock, Tasks, WebpConverter,
    },
    embedded::{EmbeddedPostgres, EmbeddedSettings},
    settings::Settings,
};
use async_trait::async_trait;
use azionelab_adapters_http::HttpSettings;
use azionelab_adapters_postgres::{Store, StoreSettings};
use azionelab_adapters_smtp::{FileMailbox, LetterFolder, SmtpMailer};
use azionelab_application::{
    Ports, Preferences, UseCases,
    mail::{MailPreferences, Mailbox, Mailer},
    ports::{Clock, Health, Secrets, StoreError},
    privacy::KeptLetters,
};
use jiff::{SignedDuration, Unit};
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::Arc;

/// The address of the database, and its server if it is the private one.
pub struct Database {
    url: SecretString,
    own: Option<EmbeddedPostgres>,
}

impl Database {
    /// Opens the database for serving. Starts the private server, which then belongs to this
    /// process.
    pub async fn to_serve(settings: &Settings) -> Result<Self, Failure> {
        match &settings.database.url {
            Some(url) => Ok(Self { url: url.clone(), own: None }),
            None => Ok(Self::own(EmbeddedPostgres::start(&embedded(settings)).await?)),
        }
    }

    /// Opens the database for a short command. Starts the private server for that time, unless it
    /// is running already.
    pub async fn to_use(settings: &Settings) -> Result<Self, Failure> {
        match &settings.database.url {
            Some(url) => Ok(Self { url: url.clone(), own: None }),
            None => Ok(Self::own(EmbeddedPostgres::open_or_join(&embedded(settings)).await?)),
        }
    }

    /// The address, as a connection URL of libpq.
    pub fn url(&self) -> &str {
        self.url.expose_secret()
    }

    fn own(server: EmbeddedPostgres) -> Self {
        Self { url: server.url().into(), own: Some(server) }
    }

    /// Stops the private server if it was started here.
    pub async fn close(self) {
        if let Some(own) = self.own {
            own.stop().await;
        }
    }
}

fn embedded(settings: &Settings) -> EmbeddedSettings {
    EmbeddedSettings {
        data_dir: settings.data_dir.clone(),
        server_binaries: settings.database.server_binaries.clone(),
    }
}

/// Where messages are sent.
pub enum Post {
    /// To the mail server.
    Smtp(Arc<SmtpMailer>),
    /// Into files, for reading them.
    Files(Arc<FileMailbox>),
}

impl Post {
    /// Opens the configured mail server, or the mail folder in the data directory.
    pub fn open(settings: &Settings) -> Result<Self, Failure> {
        let Some(smtp) = &settings.mail.smtp else {
            let folder = settings.data_dir.join("mail");
            let files = FileMailbox::open(&folder, &settings.mail.from).map_err(|error| {
                Failure::new(format!(
                    "cannot store mail in {}: {}; make the user who runs this its owner, or set \
                     `mail.smtp_host`",
                    folder.display(),
                    Failure::from(error)
                ))
            })?;
            return Ok(Self::Files(Arc::new(files)));
        };
        SmtpMailer::new(smtp)
            .map(|mailer| Self::Smtp(Arc::new(mailer)))
            .map_err(|error| Failure::new(format!("the settings of `mail` are wrong: {error}")))
    }

    /// Returns the mailbox that shows stored messages, if they are stored.
    pub fn mailbox(&self) -> Option<Arc<dyn Mailbox>> {
        match self {
            Self::Smtp(_) => None,
            Self::Files(files) => Some(files.clone()),
        }
    }

    fn mailer(&self) -> Arc<dyn Mailer> {
        match self {
            Self::Smtp(smtp) => smtp.clone(),
            Self::Files(files) => files.clone(),
        }
    }
}

/// The use cases, and the adapters that some commands use directly.
pub struct System {
    pub store: Store,
    pub post: Post,
    pub clock: Arc<SteadyClock>,
    /// Work that continues after the answers.
    pub background: Tasks,
    pub secrets: Arc<dyn Secrets>,
    pub use_cases: Arc<UseCases>,
}

impl System {
    /// Connects everything. Database connections are opened when they are needed.
    pub fn new(settings: &Settings, database: &Database) -> Result<Self, Failure> {
        let clock = Arc::new(SteadyClock::new(Arc::new(MachineReadings)));
        let store = store(settings, database, clock.clone())?;
        let post = Post::open(settings)?;
        let secrets: Arc<dyn Secrets> = Arc::new(OsSecrets);
        let letters = Arc::new(LetterFolder::at(settings.data_dir.join("mail")));
        let background = Tasks::default();
        let ports = ports(&store, post.mailer(), letters, background.clone(), clock.clone());
        let use_cases = Arc::new(UseCases::new(&ports, &preferences(settings)));
        Ok(Self { store, post, clock, background, secrets, use_cases })
    }
}

/// The health of a serving process.
pub struct ServerHealth {
    pub store: Store,
    pub clock: Arc<SteadyClock>,
}

#[async_trait]
impl Health for ServerHealth {
    async fn check(&self) -> Result<(), StoreError> {
        self.store.check().await
    }

    fn clock_is_steady(&self) -> bool {
        !self.clock.is_in_doubt()
    }
}

/// Returns the adapters of a system with the given store, mailer, letter folder and background
/// tasks.
pub fn ports(
    store: &Store,
    mailer: Arc<dyn Mailer>,
    letters: Arc<dyn KeptLetters>,
    background: Tasks,
    clock: Arc<dyn Clock>,
) -> Ports {
    let storage = Arc::new(store.clone());
    Ports {
        audit: storage.clone(),
        background: Arc::new(background),
        box_office: storage.clone(),
        calendars: Arc::new(IcalendarFiles),
        clock,
        credentials: storage.clone(),
        door_lists: storage.clone(),
        door_sheets: Arc::new(PrintedDoorSheets),
        editorial: storage.clone(),
        houses: storage.clone(),
        kept_letters: letters,
        retention: storage.clone(),
        mailer,
        origins: storage.clone(),
        outbox: storage.clone(),
        passwords: Arc::new(Argon2Passwords::new()),
        performances: storage.clone(),
        personal_data: storage.clone(),
        poster_converter: Arc::new(WebpConverter::new()),
        programme: storage.clone(),
        qr_codes: Arc::new(DrawnQrCodes),
        reservations: storage.clone(),
        secrets: Arc::new(OsSecrets),
        sessions: storage.clone(),
        shows: storage.clone(),
        staff_accounts: storage.clone(),
        staff_links: storage.clone(),
        staff_roster: storage.clone(),
        totp_codes: Arc::new(AuthenticatorCodes),
        venues: storage,
    }
}

/// Opens the database.
pub fn store(
    settings: &Settings,
    database: &Database,
    clock: Arc<dyn Clock>,
) -> Result<Store, Failure> {
    let mut store = StoreSettings::new(database.url.expose_secret());
    store.pool_size = settings.database.pool_size;
    Ok(Store::open(&store, clock)?)
}

/// The allowed difference between our clock and the database's.
const CLOCKS_MAY_DIFFER: SignedDuration = SignedDuration::from_mins(1);

/// Describes what is wrong if the database's clock is `ahead` of ours by more than that. All
/// processes must agree when holds lapse and doors open.
pub fn clock_fault(ahead: SignedDuration) -> Option<String> {
    (ahead.abs() > CLOCKS_MAY_DIFFER).then(|| {
        format!(
            "this machine's clock is {:#} {} the database's; synchronise both with the network \
             (`timedatectl set-ntp true`)",
            ahead.abs().round(Unit::Second).unwrap_or(ahead.abs()),
            if ahead.is_positive() { "behind" } else { "ahead of" },
        )
    })
}

fn preferences(settings: &Settings) -> Preferences {
    let hand_over = SignedDuration::try_from(settings.mail.hand_over)
        .expect("the settings allow a minute at most");
    Preferences {
        mail: MailPreferences { paused: settings.mail.delivery_paused, hand_over },
        unconfirmed: settings.unconfirmed,
        ..Preferences::new(settings.http.base_url.clone())
    }
}

/// Returns the settings of the web server.
pub fn http_settings(settings: &Settings) -> HttpSettings {
    HttpSettings {
        trusted_proxies: settings.http.trusted_proxies.clone(),
        rate_limit: settings.rate_limit,
        show_mailbox: settings.shows_mailbox(),
        ..HttpSettings::new(settings.http.base_url.clone())
    }
}
