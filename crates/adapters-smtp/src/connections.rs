//! Connections to the mail server, kept for the next letter.
//!
//! lettre's own pool takes a connection back even when the conversation on it was given up half
//! way, as happens when our time is up; the next letter would then read the replies to the one
//! before. Here a connection comes back only after a letter was taken, and one that is given up is
//! closed.

use std::{
    io,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use lettre::transport::smtp::{
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    extension::ClientId,
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
/// How long a kept connection may take to show that it still lives.
const PROOF_OF_LIFE: Duration = Duration::from_secs(1);

/// Why there is no connection.
#[derive(Debug, Error)]
pub(crate) enum ConnectError {
    /// The mail server can't be reached.
    #[error(transparent)]
    Network(io::Error),
    /// It does not welcome us.
    #[error(transparent)]
    Smtp(#[from] lettre::transport::smtp::Error),
}

/// How to get a connection.
struct Endpoint {
    host: String,
    port: u16,
    mode: TlsMode,
    tls: Option<TlsParameters>,
    hello: ClientId,
    credentials: Option<Credentials>,
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
        })
    }

    /// A connection ready for letters: protected and authenticated as set up.
    async fn connect(&self) -> Result<AsyncSmtpConnection, ConnectError> {
        let server = (self.host.as_str(), self.port);
        let mut connection = if self.mode == TlsMode::Tls {
            let tls = self.tls.clone();
            AsyncSmtpConnection::connect_tokio1(server, None, &self.hello, tls, None).await?
        } else {
            let stream = TcpStream::connect(server).await.map_err(ConnectError::Network)?;
            // A letter goes out in several small writes. Left to itself the system would hold each
            // back until the one before was acknowledged, which servers put off by 40 ms.
            stream.set_nodelay(true).map_err(ConnectError::Network)?;
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello).await?
        };
        if let Some(tls) = self.tls.clone().filter(|_| self.mode == TlsMode::StartTls) {
            connection.starttls(tls, &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
        }
        Ok(connection)
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
}

impl Connections {
    pub(crate) fn new(settings: &SmtpSettings) -> Result<Self, SettingsError> {
        Ok(Self {
            endpoint: Endpoint::new(settings)?,
            slots: Semaphore::new(settings.connections),
            kept: Mutex::default(),
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
        self.endpoint.connect().await
    }

    /// Keeps a connection on which a letter was just taken.
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
