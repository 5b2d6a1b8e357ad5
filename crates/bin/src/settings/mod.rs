//! The settings of the operator: defaults, then `azionelab.toml`, then the environment
//! (`AZIONELAB__HTTP__LISTEN` for `http.listen`). A wrong or unknown setting is an error that names
//! it.

mod error;
mod known;
mod layers;
#[cfg(test)]
mod tests;

use self::layers::{Layers, SettingsFile, Variable};
use azionelab_adapters_http::{Allowance, RateLimits};
use azionelab_adapters_smtp::{SmtpSettings, TlsMode};
use azionelab_application::mail::BaseUrl;
use azionelab_domain::UnconfirmedLimits;
use ipnet::IpNet;
use secrecy::{ExposeSecret as _, SecretString};
use std::{
    fmt, fs, io,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

pub use self::{error::SettingsError, known::variable};

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

/// The format of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
        Self::read(&Layers::new(file.as_ref(), variables)?)
    }

    fn read(layers: &Layers) -> Result<Self, SettingsError> {
        let http = http(layers)?;
        Ok(Self {
            data_dir: layers.get("data_dir", folder)?,
            mail: mail(layers, &http)?,
            http,
            database: database(layers)?,
            rate_limit: rate_limit(layers)?,
            unconfirmed: unconfirmed(layers)?,
            metrics: layers.optional("metrics.listen", parsed)?,
            log: Log {
                level: layers.get("log.level", level)?,
                format: layers.get("log.format", |text| match text {
                    "text" => Some(LogFormat::Text),
                    "json" => Some(LogFormat::Json),
                    _ => None,
                })?,
            },
        })
    }
}

fn http(layers: &Layers) -> Result<Http, SettingsError> {
    let listen: SocketAddr = layers.get("http.listen", parsed)?;
    let base_url = match layers.optional("http.base_url", |text| BaseUrl::parse(text).ok())? {
        Some(base_url) => base_url,
        None => this_machine(listen.port()),
    };
    Ok(Http { listen, base_url, trusted_proxies: layers.list("http.trusted_proxies", network)? })
}

/// The address at which a browser on this machine reaches the site.
fn this_machine(port: u16) -> BaseUrl {
    BaseUrl::parse(&format!("http://localhost:{port}"))
        .expect("a host with a port is a valid address")
}

fn database(layers: &Layers) -> Result<Database, SettingsError> {
    let url = layers.secret("database.url")?;
    if let Some(url) = &url {
        let text = url.expose_secret();
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(SettingsError::wrong(
                known::find("database.url").expect("it is in the table"),
                text,
            ));
        }
    }
    Ok(Database {
        url,
        pool_size: layers.get("database.pool_size", |text| {
            parsed(text).filter(|size| (1..=1000).contains(size))
        })?,
        server_binaries: layers.optional("database.server_binaries", folder)?,
    })
}

fn rate_limit(layers: &Layers) -> Result<Option<RateLimits>, SettingsError> {
    let limits = RateLimits {
        reads_per_client: layers.get("rate_limit.reads_per_client", allowance)?,
        requests_per_client: layers.get("rate_limit.requests_per_client", allowance)?,
        staff_per_client: layers.get("rate_limit.staff_per_client", allowance)?,
        bookings_per_client: layers.get("rate_limit.bookings_per_client", allowance)?,
        bookings_per_address: layers.get("rate_limit.bookings_per_address", allowance)?,
        letters_per_address: layers.get("rate_limit.letters_per_address", allowance)?,
        resends_per_guest: layers.get("rate_limit.resends_per_guest", allowance)?,
        resends_per_colleague: layers.get("rate_limit.resends_per_colleague", allowance)?,
        sign_ins_per_client: layers.get("rate_limit.sign_ins_per_client", allowance)?,
    };
    Ok(layers.get("rate_limit.enabled", yes_or_no)?.then_some(limits))
}

fn unconfirmed(layers: &Layers) -> Result<Option<UnconfirmedLimits>, SettingsError> {
    let seats = |text: &str| parsed(text).filter(|seats| (1..=1_000_000).contains(seats));
    let limits = UnconfirmedLimits {
        per_client: layers.get("rate_limit.unconfirmed_seats_per_client", seats)?,
        per_network: layers.get("rate_limit.unconfirmed_seats_per_network", seats)?,
        percent_of_house: layers.get("rate_limit.unconfirmed_percent_of_house", |text| {
            parsed(text).filter(|percent| (1..=100).contains(percent))
        })?,
    };
    Ok(layers.get("rate_limit.enabled", yes_or_no)?.then_some(limits))
}

fn mail(layers: &Layers, http: &Http) -> Result<Mail, SettingsError> {
    let hand_over = layers.get("mail.hand_over_seconds", |text| {
        parsed(text).filter(|seconds| (1..=60).contains(seconds)).map(Duration::from_secs)
    })?;
    let patience = layers.get("mail.patience_seconds", |text| {
        parsed(text).filter(|seconds| (1..=3600).contains(seconds)).map(Duration::from_secs)
    })?;
    let show_mailbox = layers.optional("mail.show_mailbox", yes_or_no)?;
    if show_mailbox == Some(true) && !http.is_for_this_machine() {
        let setting = known::find("mail.show_mailbox").expect("it is in the table");
        let why = format!(
            "is true, but visitors reach the site at {}: anyone could read their mail",
            http.base_url.as_str()
        );
        return Err(SettingsError::missing(setting, &why));
    }
    let from = layers.value("mail.from")?;
    let tls = layers.get("mail.tls", parsed)?;
    let port = layers.optional("mail.smtp_port", |text| parsed(text).filter(|port| *port > 0))?;
    let username = layers.value("mail.username")?;
    // A server without login may have an empty password file: Compose always provides the file.
    let password =
        layers.secret("mail.password")?.filter(|password| !password.expose_secret().is_empty());
    let smtp = match (layers.value("mail.smtp_host")?, &from) {
        (None, _) => None,
        (Some(_), None) => {
            let from = known::find("mail.from").expect("it is in the table");
            return Err(SettingsError::missing(from, "is missing, but `mail.smtp_host` is set"));
        }
        (Some(host), Some(from)) => Some(SmtpSettings {
            host,
            port: port.unwrap_or(match tls {
                TlsMode::None => 25,
                TlsMode::StartTls => 587,
                TlsMode::Tls => 465,
            }),
            tls,
            username,
            password,
            from: from.clone(),
            hand_over,
            patience,
            ..SmtpSettings::default()
        }),
    };
    Ok(Mail {
        delivery_paused: layers.get("mail.delivery_paused", yes_or_no)?,
        show_mailbox,
        hand_over,
        // Messages that are only stored need a sender too.
        from: from.unwrap_or_else(|| "tickets@azionelab.example".to_owned()),
        smtp,
    })
}

fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.trim().parse().ok()
}

fn folder(text: &str) -> Option<PathBuf> {
    (!text.trim().is_empty()).then(|| PathBuf::from(text))
}

fn network(text: &str) -> Option<IpNet> {
    parsed(text).or_else(|| parsed::<IpAddr>(text).map(IpNet::from))
}

fn yes_or_no(text: &str) -> Option<bool> {
    parsed(text)
}

fn level(text: &str) -> Option<tracing::Level> {
    ["error", "warn", "info", "debug", "trace"].contains(&text).then(|| parsed(text)).flatten()
}

/// Parses `60 per 2m`: 60 at once, then as many again spread over two minutes.
fn allowance(text: &str) -> Option<Allowance> {
    let (count, within) = text.split_once(" per ")?;
    let count = parsed::<u32>(count).filter(|count| *count > 0)?;
    let within = within.trim();
    let number = within.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &within[number.len()..] {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return None,
    };
    let seconds = parsed::<u32>(number).filter(|number| *number > 0)?.checked_mul(unit)?;
    Some(Allowance::new(count, Duration::from_secs(u64::from(seconds)) / count))
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
