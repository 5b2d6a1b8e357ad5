//! What the operator chooses: defaults, then `azionelab.toml`, then the environment
//! (`AZIONELAB__HTTP__LISTEN` for `http.listen`). A wrong or unknown setting is refused by name.

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

/// The settings file that is read when none is named and it is there.
const USUAL_FILE: &str = "azionelab.toml";

/// What the operator chooses.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the program keeps its files.
    pub data_dir: PathBuf,
    /// The web server.
    pub http: Http,
    /// The database.
    pub database: Database,
    /// How much each client may ask for; none to let everybody ask for everything.
    pub rate_limit: Option<RateLimits>,
    /// How many seats may be unconfirmed; none for no limits.
    pub unconfirmed: Option<UnconfirmedLimits>,
    /// Mail.
    pub mail: Mail,
    /// Where Prometheus finds what is counted and timed; none to count nothing.
    pub metrics: Option<SocketAddr>,
    /// What is told of what happens.
    pub log: Log,
}

/// The web server.
#[derive(Debug, Clone)]
pub struct Http {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where visitors find it.
    pub base_url: BaseUrl,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
}

impl Http {
    /// Whether the base address is this machine over plain HTTP, so that no visitor uses it.
    pub fn is_for_this_machine(&self) -> bool {
        self.base_url.is_loopback() && self.base_url.as_str().starts_with("http://")
    }
}

/// The database.
#[derive(Debug, Clone)]
pub struct Database {
    /// Its address; none for the private PostgreSQL in the data directory.
    pub url: Option<SecretString>,
    /// How many connections are kept.
    pub pool_size: usize,
    /// Where the programs of the private PostgreSQL are; none to look for them.
    pub server_binaries: Option<PathBuf>,
}

/// Mail.
#[derive(Clone)]
pub struct Mail {
    /// Whether all mail stays in the outbox until further notice.
    pub delivery_paused: bool,
    /// Whether mail that is kept can be read at `/mailbox`; none to leave it to `demo`.
    pub show_mailbox: Option<bool>,
    /// How long a request waits for the mail server.
    pub hand_over: Duration,
    /// The mailbox that letters come from.
    pub from: String,
    /// The mail server; none to keep letters in the data directory.
    pub smtp: Option<SmtpSettings>,
}

// The mail server's settings hold its password.
impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("delivery_paused", &self.delivery_paused)
            .field("hand_over", &self.hand_over)
            .field("smtp", &self.smtp.as_ref().map(|smtp| (&smtp.host, smtp.port, smtp.tls)))
            .finish_non_exhaustive()
    }
}

/// What is told of what happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Log {
    /// How much.
    pub level: tracing::Level,
    /// How it looks.
    pub format: LogFormat,
}

/// How the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// Lines of JSON, for programs.
    Json,
}

impl Settings {
    /// Reads the settings: from the named file, which has to be there, or else from
    /// `azionelab.toml` in the working directory, if it is there; and from `variables`.
    pub fn load(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = Variable>,
    ) -> Result<Self, SettingsError> {
        let path = file.unwrap_or(Path::new(USUAL_FILE));
        let file = match fs::read_to_string(path) {
            Ok(text) => Some(SettingsFile { path, text }),
            Err(error) if file.is_none() && error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                let fault = format!("can't be read: {error}");
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
                format: layers.get("log.format", |said| match said {
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
    let base_url = match layers.optional("http.base_url", |said| BaseUrl::parse(said).ok())? {
        Some(base_url) => base_url,
        None => this_machine(listen.port()),
    };
    Ok(Http { listen, base_url, trusted_proxies: layers.list("http.trusted_proxies", network)? })
}

/// Where a browser on this machine finds the site.
fn this_machine(port: u16) -> BaseUrl {
    BaseUrl::parse(&format!("http://localhost:{port}")).expect("a host with a port is an address")
}

fn database(layers: &Layers) -> Result<Database, SettingsError> {
    let url = layers.secret("database.url")?;
    if let Some(url) = &url {
        let said = url.expose_secret();
        if !said.starts_with("postgres://") && !said.starts_with("postgresql://") {
            return Err(SettingsError::wrong(
                known::find("database.url").expect("it is in the table"),
                said,
            ));
        }
    }
    Ok(Database {
        url,
        pool_size: layers.get("database.pool_size", |said| {
            parsed(said).filter(|size| (1..=1000).contains(size))
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
    let seats = |said: &str| parsed(said).filter(|seats| (1..=1_000_000).contains(seats));
    let limits = UnconfirmedLimits {
        per_client: layers.get("rate_limit.unconfirmed_seats_per_client", seats)?,
        per_network: layers.get("rate_limit.unconfirmed_seats_per_network", seats)?,
        percent_of_house: layers.get("rate_limit.unconfirmed_percent_of_house", |said| {
            parsed(said).filter(|percent| (1..=100).contains(percent))
        })?,
    };
    Ok(layers.get("rate_limit.enabled", yes_or_no)?.then_some(limits))
}

fn mail(layers: &Layers, http: &Http) -> Result<Mail, SettingsError> {
    let hand_over = layers.get("mail.hand_over_seconds", |said| {
        parsed(said).filter(|seconds| (1..=60).contains(seconds)).map(Duration::from_secs)
    })?;
    let patience = layers.get("mail.patience_seconds", |said| {
        parsed(said).filter(|seconds| (1..=3600).contains(seconds)).map(Duration::from_secs)
    })?;
    let show_mailbox = layers.optional("mail.show_mailbox", yes_or_no)?;
    if show_mailbox == Some(true) && !http.is_for_this_machine() {
        let setting = known::find("mail.show_mailbox").expect("it is in the table");
        let why = format!(
            "is true, though visitors find the site at {}: anybody could read their mail",
            http.base_url.as_str()
        );
        return Err(SettingsError::missing(setting, &why));
    }
    let from = layers.said("mail.from")?;
    let tls = layers.get("mail.tls", parsed)?;
    let port = layers.optional("mail.smtp_port", |said| parsed(said).filter(|port| *port > 0))?;
    let username = layers.said("mail.username")?;
    // A server that asks for none may be given an empty file: Compose always hands one over.
    let password =
        layers.secret("mail.password")?.filter(|password| !password.expose_secret().is_empty());
    let smtp = match (layers.said("mail.smtp_host")?, &from) {
        (None, _) => None,
        (Some(_), None) => {
            let from = known::find("mail.from").expect("it is in the table");
            return Err(SettingsError::missing(from, "is missing, though there is a mail server"));
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
        // Letters that are never sent need some mailbox to come from.
        from: from.unwrap_or_else(|| "tickets@azionelab.example".to_owned()),
        smtp,
    })
}

fn parsed<T: FromStr>(said: &str) -> Option<T> {
    said.trim().parse().ok()
}

fn folder(said: &str) -> Option<PathBuf> {
    (!said.trim().is_empty()).then(|| PathBuf::from(said))
}

fn network(said: &str) -> Option<IpNet> {
    parsed(said).or_else(|| parsed::<IpAddr>(said).map(IpNet::from))
}

fn yes_or_no(said: &str) -> Option<bool> {
    parsed(said)
}

fn level(said: &str) -> Option<tracing::Level> {
    ["error", "warn", "info", "debug", "trace"].contains(&said).then(|| parsed(said)).flatten()
}

/// `60 per 2m`: 60 at once, and as many again spread over two minutes.
fn allowance(said: &str) -> Option<Allowance> {
    let (count, within) = said.split_once(" per ")?;
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

/// The note by which `demo` shows the mail of its company, which a private database alone holds.
const DEMO_MAILBOX: &str = "demo-shows-mailbox";

impl Settings {
    /// Whether mail that is kept can be read at `/mailbox`.
    pub fn shows_mailbox(&self) -> bool {
        let demo = || self.database.url.is_none() && self.data_dir.join(DEMO_MAILBOX).exists();
        self.mail.smtp.is_none()
            && self.http.is_for_this_machine()
            && self.mail.show_mailbox.unwrap_or_else(demo)
    }

    /// Lets `serve` show the mail of the demonstration, unless the settings say otherwise. With a
    /// database elsewhere the settings have to say it.
    pub fn note_demo_mailbox(&self) -> io::Result<()> {
        if self.database.url.is_some() {
            return Ok(());
        }
        let what = "While this file is here, mail that is kept can be read at /mailbox.\n";
        fs::write(self.data_dir.join(DEMO_MAILBOX), what)
    }
}
