//! The settings for the mail server.

use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use thiserror::Error;

use crate::SenderError;

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TlsMode {
    /// Not protected. For a mail server on the same machine or in a private network.
    None,
    /// Starts unprotected and switches to TLS before anything else is sent (RFC 3207), usually on
    /// port 587. Refuses servers that do not support it.
    #[default]
    StartTls,
    /// Protected from the first byte (RFC 8314), usually on port 465.
    Tls,
}

/// How the mail server is reached.
#[derive(Clone)]
pub struct SmtpSettings {
    /// The server's host name, which must be in its certificate, or its IP address.
    pub host: String,
    pub port: u16,
    pub tls: TlsMode,
    /// The user name for authentication, together with the password.
    pub username: Option<String>,
    pub password: Option<SecretString>,
    /// The sender's mailbox, such as `tickets@example.org`. A name before the address replaces the
    /// company's name.
    pub from: String,
    /// How long a letter waits for a free connection.
    pub hand_over: Duration,
    /// The timeout for each step: greeting, sender, recipient and so on. The answer to the whole
    /// letter may take twice as long. RFC 5321 (section 4.5.3.2) requires 5 and 10 minutes.
    pub patience: Duration,
    /// The maximum number of parallel deliveries. Each needs its own connection.
    pub connections: usize,
}

impl Default for SmtpSettings {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            tls: TlsMode::default(),
            username: None,
            password: None,
            from: String::new(),
            hand_over: Duration::from_secs(3),
            patience: Duration::from_mins(5),
            connections: 6,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    #[error("host: is not the name or the IP address of a mail server")]
    Host,
    #[error("port: is not between 1 and 65535")]
    Port,
    #[error("password: is missing, though there is a username")]
    PasswordMissing,
    #[error("username: is missing, though there is a password")]
    UsernameMissing,
    #[error("from: {0}")]
    From(#[from] SenderError),
    #[error("hand_over: is not above zero")]
    HandOver,
    #[error("patience: is not above zero")]
    Patience,
    #[error("connections: is not between 1 and 100")]
    Connections,
    #[error("tls: cannot be set up for this host")]
    Tls,
}
