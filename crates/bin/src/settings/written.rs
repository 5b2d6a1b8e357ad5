//! What can be written in `azionelab.toml` and in the environment, with its defaults and bounds.

use super::LogFormat;
use azionelab_adapters_http::{Allowance, RateLimits};
use azionelab_adapters_smtp::TlsMode;
use azionelab_application::mail::BaseUrl;
use azionelab_domain::UnconfirmedLimits;
use ipnet::IpNet;
use secrecy::SecretString;
use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeOwned, Error, IntoDeserializer as _, SeqAccess, Unexpected, Visitor,
        value::SeqAccessDeserializer,
    },
};
use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    num::NonZeroU16,
    path::PathBuf,
    str::FromStr,
};

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Written {
    #[serde(deserialize_with = "folder")]
    pub data_dir: PathBuf,
    pub http: Http,
    pub database: Database,
    pub rate_limit: RateLimit,
    pub mail: Mail,
    pub metrics: Metrics,
    pub log: Log,
}

impl Default for Written {
    fn default() -> Self {
        Self {
            data_dir: "data".into(),
            http: Http::default(),
            database: Database::default(),
            rate_limit: RateLimit::default(),
            mail: Mail::default(),
            metrics: Metrics::default(),
            log: Log::default(),
        }
    }
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Http {
    #[serde(deserialize_with = "address")]
    pub listen: SocketAddr,
    #[serde(deserialize_with = "base_url")]
    pub base_url: Option<BaseUrl>,
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            base_url: None,
            trusted_proxies: Vec::new(),
        }
    }
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Database {
    pub url: Option<SecretString>,
    pub url_file: Option<PathBuf>,
    #[serde(deserialize_with = "number::<1, 1000, _, _>")]
    pub pool_size: usize,
    #[serde(deserialize_with = "some_folder")]
    pub server_binaries: Option<PathBuf>,
}

impl Default for Database {
    fn default() -> Self {
        Self { url: None, url_file: None, pool_size: 12, server_binaries: None }
    }
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RateLimit {
    pub enabled: bool,
    reads_per_client: Allowance,
    requests_per_client: Allowance,
    staff_per_client: Allowance,
    bookings_per_client: Allowance,
    bookings_per_address: Allowance,
    letters_per_address: Allowance,
    resends_per_guest: Allowance,
    resends_per_colleague: Allowance,
    sign_ins_per_client: Allowance,
    #[serde(deserialize_with = "number::<1, 1_000_000, _, _>")]
    unconfirmed_seats_per_client: u32,
    #[serde(deserialize_with = "number::<1, 1_000_000, _, _>")]
    unconfirmed_seats_per_network: u32,
    #[serde(deserialize_with = "number::<1, 100, _, _>")]
    unconfirmed_percent_of_house: u8,
}

impl Default for RateLimit {
    fn default() -> Self {
        let RateLimits {
            reads_per_client,
            requests_per_client,
            staff_per_client,
            bookings_per_client,
            bookings_per_address,
            letters_per_address,
            resends_per_guest,
            resends_per_colleague,
            sign_ins_per_client,
        } = RateLimits::default();
        let unconfirmed = UnconfirmedLimits::default();
        Self {
            enabled: true,
            reads_per_client,
            requests_per_client,
            staff_per_client,
            bookings_per_client,
            bookings_per_address,
            letters_per_address,
            resends_per_guest,
            resends_per_colleague,
            sign_ins_per_client,
            unconfirmed_seats_per_client: unconfirmed.per_client,
            unconfirmed_seats_per_network: unconfirmed.per_network,
            unconfirmed_percent_of_house: unconfirmed.percent_of_house,
        }
    }
}

impl RateLimit {
    pub fn rate_limits(&self) -> RateLimits {
        RateLimits {
            reads_per_client: self.reads_per_client,
            requests_per_client: self.requests_per_client,
            staff_per_client: self.staff_per_client,
            bookings_per_client: self.bookings_per_client,
            bookings_per_address: self.bookings_per_address,
            letters_per_address: self.letters_per_address,
            resends_per_guest: self.resends_per_guest,
            resends_per_colleague: self.resends_per_colleague,
            sign_ins_per_client: self.sign_ins_per_client,
        }
    }

    pub const fn unconfirmed_limits(&self) -> UnconfirmedLimits {
        UnconfirmedLimits {
            per_client: self.unconfirmed_seats_per_client,
            per_network: self.unconfirmed_seats_per_network,
            percent_of_house: self.unconfirmed_percent_of_house,
        }
    }
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Mail {
    pub smtp_host: Option<String>,
    pub smtp_port: Option<NonZeroU16>,
    #[serde(deserialize_with = "named")]
    pub tls: TlsMode,
    pub username: Option<String>,
    pub password: Option<SecretString>,
    pub password_file: Option<PathBuf>,
    pub from: Option<String>,
    #[serde(deserialize_with = "number::<1, 60, _, _>")]
    pub hand_over_seconds: u64,
    #[serde(deserialize_with = "number::<1, 3600, _, _>")]
    pub patience_seconds: u64,
    pub show_mailbox: Option<bool>,
    pub delivery_paused: bool,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            smtp_host: None,
            smtp_port: None,
            tls: TlsMode::StartTls,
            username: None,
            password: None,
            password_file: None,
            from: None,
            hand_over_seconds: 3,
            patience_seconds: 300,
            show_mailbox: None,
            delivery_paused: false,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Metrics {
    #[serde(deserialize_with = "some_address")]
    pub listen: Option<SocketAddr>,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Log {
    #[serde(deserialize_with = "level")]
    pub level: tracing::Level,
    #[serde(deserialize_with = "named")]
    pub format: LogFormat,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: tracing::Level::INFO, format: LogFormat::Text }
    }
}

/// Reads a value as a text, and refuses it with what is expected.
fn read<'de, T, D: Deserializer<'de>>(
    from: D,
    parse: impl FnOnce(&str) -> Option<T>,
    expected: &str,
) -> Result<T, D::Error> {
    let text = String::deserialize(from)?;
    parse(text.trim()).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &expected))
}

fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn number<'de, const MIN: u64, const MAX: u64, T: TryFrom<u64>, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    let within = |text: &str| {
        let number = parsed(text).filter(|number| (MIN..=MAX).contains(number))?;
        T::try_from(number).ok()
    };
    read(from, within, &format!("a number from {MIN} to {MAX}"))
}

/// One of a few names. `config`'s own errors do not list them.
fn named<'de, T: DeserializeOwned, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    T::deserialize(String::deserialize(from)?.into_deserializer())
}

fn folder<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    read(from, |text| (!text.is_empty()).then(|| text.into()), "a folder")
}

fn some_folder<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PathBuf>, D::Error> {
    folder(from).map(Some)
}

fn address<'de, D: Deserializer<'de>>(from: D) -> Result<SocketAddr, D::Error> {
    read(from, parsed, "an IP address with a port, as in 127.0.0.1:8080")
}

fn some_address<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SocketAddr>, D::Error> {
    address(from).map(Some)
}

fn base_url<'de, D: Deserializer<'de>>(from: D) -> Result<Option<BaseUrl>, D::Error> {
    let parse = |text: &str| BaseUrl::parse(text).ok();
    let expected = "http:// or https:// with a host, an optional port and nothing after it";
    read(from, parse, expected).map(Some)
}

/// IP addresses and networks, as a list or in one text with commas.
fn networks<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<IpNet>, D::Error> {
    let items = from.deserialize_any(TextOrList)?;
    let expected = "a list of IP addresses and networks, as in 10.0.0.0/8,192.168.1.1";
    let network = |text: &String| {
        let network = parsed(text).or_else(|| parsed::<IpAddr>(text).map(IpNet::from));
        network.ok_or_else(|| D::Error::invalid_value(Unexpected::Str(text), &expected))
    };
    items.iter().map(network).collect()
}

struct TextOrList;

impl<'de> Visitor<'de> for TextOrList {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or a text with commas")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if text.is_empty() {
            return Ok(Vec::new());
        }
        Ok(text.split(',').map(|item| item.trim().to_owned()).collect())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(items))
    }
}

fn level<'de, D: Deserializer<'de>>(from: D) -> Result<tracing::Level, D::Error> {
    let named = |text: &str| {
        let is_name = ["error", "warn", "info", "debug", "trace"].contains(&text);
        is_name.then(|| parsed(text)).flatten()
    };
    read(from, named, "error, warn, info, debug or trace")
}
