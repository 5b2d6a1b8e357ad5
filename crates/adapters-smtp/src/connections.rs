//! Reusable connections to the mail server.
//!
//! lettre's own pool also reuses a connection whose conversation was aborted, for example after a
//! timeout. The next letter would then read the replies to the one before. Here a connection is
//! reused only after a letter was accepted, and an aborted one is closed.

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

/// Mail servers close idle connections (Postfix after 5 minutes), some of them without notice.
const MAX_IDLE: Duration = Duration::from_mins(1);
/// The timeout for opening a connection. A working network needs seconds.
const MAX_CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// The timeout for checking that an idle connection still works.
const CHECK_TIMEOUT: Duration = Duration::from_secs(1);

/// What is known about the server's support for SMTPUTF8.
const UTF8_UNKNOWN: u8 = 0;
const WITHOUT_UTF8: u8 = 1;
const WITH_UTF8: u8 = 2;

/// Why there is no connection.
#[derive(Debug, Error)]
pub(crate) enum ConnectError {
    #[error(transparent)]
    Network(io::Error),
    /// The server rejected us.
    #[error(transparent)]
    Smtp(#[from] lettre::transport::smtp::Error),
    /// The server did not answer.
    #[error("the mail server did not answer within {0:?}")]
    Silent(Duration),
}

/// The server and the way to connect to it.
struct Endpoint {
    host: String,
    port: u16,
    mode: TlsMode,
    tls: Option<TlsParameters>,
    hello: ClientId,
    credentials: Option<Credentials>,
    step_timeout: Duration,
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
            step_timeout: settings.patience,
        })
    }

    /// Opens a connection with TLS and authentication as configured.
    async fn connect(&self) -> Result<AsyncSmtpConnection, ConnectError> {
        let server = (self.host.as_str(), self.port);
        let mut connection = if self.mode == TlsMode::Tls {
            let tls = self.tls.clone();
            let (hello, connect_timeout) = (&self.hello, Some(self.connect_timeout()));
            self.step(AsyncSmtpConnection::connect_tokio1(
                server,
                connect_timeout,
                hello,
                tls,
                None,
            ))
            .await?
        } else {
            let stream = match timeout(self.connect_timeout(), TcpStream::connect(server)).await {
                Ok(stream) => stream.map_err(ConnectError::Network)?,
                Err(_) => return Err(ConnectError::Silent(self.connect_timeout())),
            };
            // A letter is sent in several small writes. With Nagle's algorithm, each write would
            // wait for the acknowledgement of the one before, which servers delay by 40 ms.
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

    /// The timeout until the server's machine answers.
    fn connect_timeout(&self) -> Duration {
        self.step_timeout.min(MAX_CONNECT_TIMEOUT)
    }

    async fn step<T>(
        &self,
        step: impl Future<Output = Result<T, lettre::transport::smtp::Error>>,
    ) -> Result<T, ConnectError> {
        match timeout(self.step_timeout, step).await {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(ConnectError::Silent(self.step_timeout)),
        }
    }
}

struct Kept {
    connection: AsyncSmtpConnection,
    since: Instant,
}

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
            utf8: AtomicU8::new(UTF8_UNKNOWN),
        })
    }

    /// Waits for a free slot, which permits the use of one connection.
    pub(crate) async fn slot(&self) -> SemaphorePermit<'_> {
        self.slots.acquire().await.expect("the semaphore is never closed")
    }

    /// A connection that is ready for a letter: a reused one that still works, or a new one.
    pub(crate) async fn open(&self) -> Result<AsyncSmtpConnection, ConnectError> {
        while let Some(mut kept) = self.take() {
            let alive = kept.since.elapsed() < MAX_IDLE
                && timeout(CHECK_TIMEOUT, kept.connection.test_connected()).await == Ok(true);
            if alive {
                return Ok(kept.connection);
            }
        }
        self.open_new().await
    }

    pub(crate) async fn open_new(&self) -> Result<AsyncSmtpConnection, ConnectError> {
        let connection = self.endpoint.connect().await?;
        let utf8 = connection.server_info().supports_feature(Extension::SmtpUtfEight);
        self.utf8.store(if utf8 { WITH_UTF8 } else { WITHOUT_UTF8 }, Ordering::Relaxed);
        Ok(connection)
    }

    /// Whether the server announced SMTPUTF8 in its last greeting.
    pub(crate) fn supports_utf8_addresses(&self) -> Option<bool> {
        match self.utf8.load(Ordering::Relaxed) {
            UTF8_UNKNOWN => None,
            result => Some(result == WITH_UTF8),
        }
    }

    /// Keeps a connection for another letter.
    pub(crate) fn keep(&self, connection: AsyncSmtpConnection) {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Kept { connection, since: Instant::now() });
    }

    /// The most recently used connection, which is the most likely to work.
    fn take(&self) -> Option<Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}
