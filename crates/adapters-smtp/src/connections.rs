//! Connections to the mail server, kept for the next letter.
//!
//! lettre's own pool takes a connection back even when the conversation on it was given up half
//! way, as happens when our time is up; the next letter would then read the replies to the one
//! before. Here a connection comes back only after a letter was taken, and one that is given up is
//! closed.

use std::{
    io,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};

use lettre::transport::smtp::{
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    extension::{ClientId, Extension},
};
use secrecy::ExposeSecret;
use thiserror::Error;
use tokio::{
    net::TcpStream,
    sync::{Semaphore, SemaphorePermit},
    time::{Instant, timeout},
};

use crate::{SettingsError, SmtpSettings, TlsMode};

/// Mail servers close connections that are silent for long (Postfix after 5 minutes), some without
/// a word.
const KEPT_FOR: Duration = Duration::from_mins(1);
/// How long a machine that does not answer is waited for; a network that is up needs seconds.
const LONGEST_REACH: Duration = Duration::from_secs(30);
/// How long a kept connection may take to show that it still lives.
const PROOF_OF_LIFE: Duration = Duration::from_secs(1);

/// What the mail server said of SMTPUTF8.
const NOT_ASKED: u8 = 0;
const WITHOUT_UTF8: u8 = 1;
const WITH_UTF8: u8 = 2;

/// Why there is no connection.
#[derive(Debug, Error)]
pub(crate) enum ConnectError {
    #[error(transparent)]
    Network(io::Error),
    /// It does not welcome us.
    #[error(transparent)]
    Smtp(#[from] lettre::transport::smtp::Error),
    /// It falls silent.
    #[error("the mail server did not answer within {0:?}")]
    Silent(Duration),
}

/// How to get a connection.
struct Endpoint {
    host: String,
    port: u16,
    mode: TlsMode,
    tls: Option<TlsParameters>,
    hello: ClientId,
    credentials: Option<Credentials>,
    patience: Duration,
}

impl Endpoint {
    fn new(settings: &SmtpSettings) -> Result<Self, SettingsError> {
        let host = settings.host.trim();
        if host.is_empty() || host.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(SettingsError::Host);
        }
        let tls = match settings.tls {
            TlsMode::None => None,
            TlsMode::StartTls | TlsMode::Tls => {
                Some(TlsParameters::new(host.to_owned()).map_err(|_| SettingsError::Tls)?)
            }
        };
        let credentials = match (&settings.username, &settings.password) {
            (None, None) => None,
            (Some(_), None) => return Err(SettingsError::PasswordMissing),
            (None, Some(_)) => return Err(SettingsError::UsernameMissing),
            (Some(username), Some(password)) => {
                Some(Credentials::new(username.clone(), password.expose_secret().to_owned()))
            }
        };
        Ok(Self {
            host: host.to_owned(),
            port: settings.port,
            mode: settings.tls,
            tls,
            hello: ClientId::default(),
            credentials,
            patience: settings.patience,
        })
    }

    /// A connection ready for letters: protected and authenticated as set up.
    async fn connect(&self) -> Result<AsyncSmtpConnection, ConnectError> {
        let server = (self.host.as_str(), self.port);
        let mut connection = if self.mode == TlsMode::Tls {
            let tls = self.tls.clone();
            let (hello, reach) = (&self.hello, Some(self.reach()));
            self.step(AsyncSmtpConnection::connect_tokio1(server, reach, hello, tls, None)).await?
        } else {
            let stream = match timeout(self.reach(), TcpStream::connect(server)).await {
                Ok(stream) => stream.map_err(ConnectError::Network)?,
                Err(_) => return Err(ConnectError::Silent(self.reach())),
            };
            // A letter goes out in several small writes. Left to itself the system would hold each
            // back until the one before was acknowledged, which servers put off by 40 ms.
            stream.set_nodelay(true).map_err(ConnectError::Network)?;
            let stream = Box::new(stream);
            self.step(AsyncSmtpConnection::connect_with_transport(stream, &self.hello)).await?
        };
        if let Some(tls) = self.tls.clone().filter(|_| self.mode == TlsMode::StartTls) {
            self.step(connection.starttls(tls, &self.hello)).await?;
        }
        if let Some(credentials) = &self.credentials {
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            self.step(connection.auth(&mechanisms, credentials)).await?;
        }
        Ok(connection)
    }

    /// How long a machine may take to answer at all, before its mail server says anything.
    fn reach(&self) -> Duration {
        self.patience.min(LONGEST_REACH)
    }

    async fn step<T>(
        &self,
        step: impl Future<Output = Result<T, lettre::transport::smtp::Error>>,
    ) -> Result<T, ConnectError> {
        match timeout(self.patience, step).await {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(ConnectError::Silent(self.patience)),
        }
    }
}

struct Kept {
    connection: AsyncSmtpConnection,
    since: Instant,
}

/// The connections to the mail server.
pub(crate) struct Connections {
    endpoint: Endpoint,
    slots: Semaphore,
    kept: Mutex<Vec<Kept>>,
    utf8: AtomicU8,
}

impl Connections {
    pub(crate) fn new(settings: &SmtpSettings) -> Result<Self, SettingsError> {
        Ok(Self {
            endpoint: Endpoint::new(settings)?,
            slots: Semaphore::new(settings.connections),
            kept: Mutex::default(),
            utf8: AtomicU8::new(NOT_ASKED),
        })
    }

    /// Waits for leave to use one of the connections.
    pub(crate) async fn slot(&self) -> SemaphorePermit<'_> {
        self.slots.acquire().await.expect("the semaphore is never closed")
    }

    /// A connection ready for letters: one that was kept and still lives, or a new one.
    pub(crate) async fn open(&self) -> Result<AsyncSmtpConnection, ConnectError> {
        while let Some(mut kept) = self.take() {
            let alive = kept.since.elapsed() < KEPT_FOR
                && timeout(PROOF_OF_LIFE, kept.connection.test_connected()).await == Ok(true);
            if alive {
                return Ok(kept.connection);
            }
        }
        self.open_new().await
    }

    /// A new connection.
    pub(crate) async fn open_new(&self) -> Result<AsyncSmtpConnection, ConnectError> {
        let connection = self.endpoint.connect().await?;
        let utf8 = connection.server_info().supports_feature(Extension::SmtpUtfEight);
        self.utf8.store(if utf8 { WITH_UTF8 } else { WITHOUT_UTF8 }, Ordering::Relaxed);
        Ok(connection)
    }

    /// Whether the mail server said that it takes addresses beyond ASCII when it greeted last.
    pub(crate) fn takes_utf8_addresses(&self) -> Option<bool> {
        match self.utf8.load(Ordering::Relaxed) {
            NOT_ASKED => None,
            said => Some(said == WITH_UTF8),
        }
    }

    /// Keeps a connection that is ready for another letter.
    pub(crate) fn keep(&self, connection: AsyncSmtpConnection) {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Kept { connection, since: Instant::now() });
    }

    /// The connection used last, which is the likeliest to live.
    fn take(&self) -> Option<Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}
