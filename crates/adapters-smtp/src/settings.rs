//! How the mail server is reached.

use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use thiserror::Error;

use crate::SenderError;

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TlsMode {
    /// Not at all: for a mail server on the same machine or in a private network.
    None,
    /// It starts in the clear and is protected before anything is said (RFC 3207), usually on
    /// port 587. A server that does not offer it is not spoken to.
    #[default]
    StartTls,
    /// From the first byte (RFC 8314), usually on port 465.
    Tls,
}

/// How the mail server is reached.
#[derive(Clone)]
pub struct SmtpSettings {
    /// The mail server's name, which its certificate must bear, or its IP address.
    pub host: String,
    /// The port it listens on.
    pub port: u16,
    /// How the connection is protected.
    pub tls: TlsMode,
    /// Who we are to the mail server, if it asks; comes with the password.
    pub username: Option<String>,
    /// What proves it.
    pub password: Option<SecretString>,
    /// The mailbox that letters come from, as in `tickets@example.org`; with a name before it
    /// that name is shown in place of the company's.
    pub from: String,
    /// How long a letter waits for a connection that others use.
    pub hand_over: Duration,
    /// How long the mail server may take for each step: greeting, sender, recipient, and so on. For
    /// its answer to the whole letter it may take twice as long. RFC 5321 (section 4.5.3.2) asks
    /// for five minutes and ten.
    pub patience: Duration,
    /// How many letters may be handed over at the same time, each on a connection of its own.
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

/// Which setting of the mail server is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// There is no host, or its name can't be one.
    #[error("host: is not the name or the IP address of a mail server")]
    Host,
    /// Nothing listens on port 0.
    #[error("port: is not between 1 and 65535")]
    Port,
    /// A user name without a password.
    #[error("password: is missing, though there is a username")]
    PasswordMissing,
    /// A password without a user name.
    #[error("username: is missing, though there is a password")]
    UsernameMissing,
    /// Letters can't come from there.
    #[error("from: {0}")]
    From(#[from] SenderError),
    /// No letter is handed over in no time.
    #[error("hand_over: is not longer than nothing")]
    HandOver,
    /// No mail server answers in no time.
    #[error("patience: is not longer than nothing")]
    Patience,
    /// No letter is handed over on no connection.
    #[error("connections: is not between 1 and 100")]
    Connections,
    /// The protection of the connection could not be set up.
    #[error("tls: can't be set up for this host")]
    Tls,
}
