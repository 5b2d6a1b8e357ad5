//! The settings of the operator: defaults, then `azionelab.toml`, then the environment
//! (`AZIONELAB__HTTP__LISTEN` for `http.listen`). A wrong or unknown setting is an error that names
//! it.

mod error;
#[cfg(test)]
mod tests;
mod written;

use self::written::Written;
use azionelab_adapters_http::RateLimits;
use azionelab_adapters_smtp::{SmtpSettings, TlsMode};
use azionelab_application::mail::BaseUrl;
use azionelab_domain::UnconfirmedLimits;
use config::{Config, Environment, FileFormat, Source as _};
use ipnet::IpNet;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use std::{
    collections::HashMap,
    ffi::OsString,
    fmt, fs, io,
    net::SocketAddr,
    num::NonZeroU16,
    path::{Path, PathBuf},
    time::Duration,
};

pub use self::error::SettingsError;

/// An environment variable.
type Variable = (OsString, OsString);

/// A settings file that was read.
struct SettingsFile<'a> {
    path: &'a Path,
    text: String,
}

/// The settings file that is read if no other is named and it exists.
const USUAL_FILE: &str = "azionelab.toml";

/// The settings of the operator.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the program stores its files.
    pub data_dir: PathBuf,
    pub http: Http,
    pub database: Database,
    /// The rate limits of each client. `None` for no limits.
    pub rate_limit: Option<RateLimits>,
    /// How many seats may be unconfirmed. `None` for no limits.
    pub unconfirmed: Option<UnconfirmedLimits>,
    pub mail: Mail,
    /// The address at which Prometheus reads metrics. `None` to record none.
    pub metrics: Option<SocketAddr>,
    pub log: Log,
}

/// The web server.
#[derive(Debug, Clone)]
pub struct Http {
    /// The address on which the server listens.
    pub listen: SocketAddr,
    /// The address at which visitors reach the site.
    pub base_url: BaseUrl,
    /// The proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Vec<IpNet>,
}

impl Http {
    /// Whether the base address is this machine over plain HTTP, so that only this machine uses it.
    pub fn is_for_this_machine(&self) -> bool {
        self.base_url.is_loopback() && self.base_url.as_str().starts_with("http://")
    }
}

#[derive(Debug, Clone)]
pub struct Database {
    /// The URL. `None` for the private PostgreSQL in the data directory.
    pub url: Option<SecretString>,
    /// The size of the connection pool.
    pub pool_size: usize,
    /// The folder of PostgreSQL's programs. `None` to search for it.
    pub server_binaries: Option<PathBuf>,
}

#[derive(Clone)]
pub struct Mail {
    /// Whether all mail stays in the outbox.
    pub delivery_paused: bool,
    /// Whether stored mail is shown at `/mailbox`. `None` if only `demo` shows it.
    pub show_mailbox: Option<bool>,
    /// How long a request waits for the mail server.
    pub hand_over: Duration,
    /// The sender's mailbox.
    pub from: String,
    /// The mail server. `None` to store messages in the data directory.
    pub smtp: Option<SmtpSettings>,
}

// The settings of the mail server contain its password.
impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("delivery_paused", &self.delivery_paused)
            .field("hand_over", &self.hand_over)
            .field("smtp", &self.smtp.as_ref().map(|smtp| (&smtp.host, smtp.port, smtp.tls)))
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Log {
    /// The most detailed level that is logged.
    pub level: tracing::Level,
    pub format: LogFormat,
}

/// How the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// JSON lines, for programs.
    Json,
}

impl Settings {
    /// Reads the settings from `file`, which must exist, or from `azionelab.toml` in the working
    /// directory if it exists. `variables` override the file.
    pub fn load(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = Variable>,
    ) -> Result<Self, SettingsError> {
        let path = file.unwrap_or(Path::new(USUAL_FILE));
        let file = match fs::read_to_string(path) {
            Ok(text) => Some(SettingsFile { path, text }),
            Err(error) if file.is_none() && error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                let fault = format!("cannot be read: {error}");
                return Err(SettingsError::File { path: path.to_owned(), fault });
            }
        };
        Self::read(file.as_ref(), variables)
    }

    fn read(
        file: Option<&SettingsFile<'_>>,
        variables: impl IntoIterator<Item = Variable>,
    ) -> Result<Self, SettingsError> {
        let mut sources = Config::builder();
        if let Some(SettingsFile { path, text }) = file {
            let source = config::File::from_str(text, FileFormat::Toml);
            source.collect().map_err(|error| SettingsError::unreadable(path, &error))?;
            sources = sources.add_source(source);
        }
        let environment = Environment::with_prefix("AZIONELAB")
            .prefix_separator("__")
            .separator("__")
            .ignore_empty(true)
            .source(Some(ours(variables)?));
        let written: Written = sources.add_source(environment).build()?.try_deserialize()?;
        written.try_into()
    }
}

impl TryFrom<Written> for Settings {
    type Error = SettingsError;

    fn try_from(written: Written) -> Result<Self, SettingsError> {
        let Written { data_dir, http, database, rate_limit, mail, metrics, log } = written;
        let base_url = http.base_url.unwrap_or_else(|| this_machine(http.listen.port()));
        let http = Http { listen: http.listen, base_url, trusted_proxies: http.trusted_proxies };
        let url = secret("database.url", database.url, database.url_file)?;
        if let Some(url) = url.as_ref().map(SecretString::expose_secret)
            && !url.starts_with("postgres://")
            && !url.starts_with("postgresql://")
        {
            let fault = "must be an address such as postgres://user:password@host/database";
            return Err(SettingsError::wrong("database.url", fault));
        }
        Ok(Self {
            data_dir,
            mail: checked_mail(mail, &http)?,
            http,
            database: Database {
                url,
                pool_size: database.pool_size,
                server_binaries: database.server_binaries,
            },
            rate_limit: rate_limit.enabled.then(|| rate_limit.rate_limits()),
            unconfirmed: rate_limit.enabled.then(|| rate_limit.unconfirmed_limits()),
            metrics: metrics.listen,
            log: Log { level: log.level, format: log.format },
        })
    }
}

/// The address at which a browser on this machine reaches the site.
fn this_machine(port: u16) -> BaseUrl {
    BaseUrl::parse(&format!("http://localhost:{port}"))
        .expect("a host with a port is a valid address")
}

fn checked_mail(mail: written::Mail, http: &Http) -> Result<Mail, SettingsError> {
    if mail.show_mailbox == Some(true) && !http.is_for_this_machine() {
        let fault = format!(
            "is true, but visitors reach the site at {}: anyone could read their mail",
            http.base_url.as_str()
        );
        return Err(SettingsError::wrong("mail.show_mailbox", fault));
    }
    if mail.smtp_host.is_some() && mail.from.is_none() {
        return Err(SettingsError::wrong(
            "mail.from",
            "is missing, but `mail.smtp_host` is set; it must be a mailbox, as in \
             `Teatro <tickets@example.org>`",
        ));
    }
    let hand_over = Duration::from_secs(mail.hand_over_seconds);
    // Messages that are only stored need a sender too.
    let from = mail.from.unwrap_or_else(|| "tickets@azionelab.example".to_owned());
    // A server that needs no password may be given an empty file: Compose always passes one.
    let password = secret("mail.password", mail.password, mail.password_file)?
        .filter(|password| !password.expose_secret().is_empty());
    let smtp = mail.smtp_host.map(|host| SmtpSettings {
        host,
        port: mail.smtp_port.map_or_else(|| usual_port(mail.tls), NonZeroU16::get),
        tls: mail.tls,
        username: mail.username,
        password,
        from: from.clone(),
        hand_over,
        patience: Duration::from_secs(mail.patience_seconds),
        ..SmtpSettings::default()
    });
    Ok(Mail {
        delivery_paused: mail.delivery_paused,
        show_mailbox: mail.show_mailbox,
        hand_over,
        from,
        smtp,
    })
}

const fn usual_port(tls: TlsMode) -> u16 {
    match tls {
        TlsMode::None => 25,
        TlsMode::StartTls => 587,
        TlsMode::Tls => 465,
    }
}

/// A secret, set directly or in the file that `<name>_file` names.
fn secret(
    name: &'static str,
    value: Option<SecretString>,
    file: Option<PathBuf>,
) -> Result<Option<SecretString>, SettingsError> {
    match (value, file) {
        (Some(_), Some(_)) => Err(SettingsError::Twice { name }),
        (value, None) => Ok(value),
        (None, Some(file)) => {
            let content = fs::read_to_string(&file).map_err(|error| {
                let fault = format!("is `{}`, which cannot be read: {error}", file.display());
                SettingsError::wrong(&format!("{name}_file"), fault)
            })?;
            Ok(Some(content.trim_end_matches(['\r', '\n']).into()))
        }
    }
}

/// Our environment variables. `config` ignores the letter case of names, but the shell does not.
fn ours(
    variables: impl IntoIterator<Item = Variable>,
) -> Result<HashMap<String, String>, SettingsError> {
    let mut ours = HashMap::new();
    for (name, value) in variables {
        let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else { continue };
        let setting = name[PREFIX.len()..].to_lowercase().replace("__", ".");
        if variable(&setting) != name {
            return Err(SettingsError::wrong(&setting, format!("is misspelt as {name}")));
        }
        let value =
            value.into_string().map_err(|_| SettingsError::wrong(&setting, "is not UTF-8"))?;
        ours.insert(name.to_owned(), value);
    }
    Ok(ours)
}

const PREFIX: &str = "AZIONELAB__";

/// The environment variable of a setting.
pub fn variable(name: &str) -> String {
    format!("{PREFIX}{}", name.replace('.', "__").to_uppercase())
}

/// The file by which `demo` makes `serve` show the mailbox. It counts only with the private
/// database.
const DEMO_MAILBOX: &str = "demo-shows-mailbox";

impl Settings {
    /// Whether stored mail is shown at `/mailbox`.
    pub fn shows_mailbox(&self) -> bool {
        let demo = || self.database.url.is_none() && self.data_dir.join(DEMO_MAILBOX).exists();
        self.mail.smtp.is_none()
            && self.http.is_for_this_machine()
            && self.mail.show_mailbox.unwrap_or_else(demo)
    }

    /// Makes `serve` show the mail of the demonstration, unless the settings forbid it. Does
    /// nothing with an external database.
    pub fn note_demo_mailbox(&self) -> io::Result<()> {
        if self.database.url.is_some() {
            return Ok(());
        }
        let what = "While this file is here, mail that is kept can be read at /mailbox.\n";
        fs::write(self.data_dir.join(DEMO_MAILBOX), what)
    }
}
