/// A setting that exists.
#[derive(Debug)]
pub(super) struct Known {
    /// The name, for example `http.listen`.
    pub name: &'static str,
    /// The default value.
    pub default: Option<&'static str>,
    /// The allowed values, as a phrase after "it must be".
    pub allowed: &'static str,
    /// Whether error messages must not repeat the value.
    pub secret: bool,
}

const fn plain(name: &'static str, default: &'static str, allowed: &'static str) -> Known {
    Known { name, default: Some(default), allowed, secret: false }
}

const fn optional(name: &'static str, allowed: &'static str) -> Known {
    Known { name, default: None, allowed, secret: false }
}

const fn secret(name: &'static str, allowed: &'static str) -> Known {
    Known { name, default: None, allowed, secret: true }
}

const RATE: &str = "a number per time span, as in `60 per 2m` (units: s, m, h)";
const SEATS: &str = "a number from 1 to 1000000";
const YES_OR_NO: &str = "true or false";

pub(super) const KNOWN: &[Known] = &[
    plain("data_dir", "data", "a folder"),
    plain("http.listen", "127.0.0.1:8080", "an IP address with a port, as in 127.0.0.1:8080"),
    optional(
        "http.base_url",
        "http:// or https:// with a host, perhaps a port, and nothing after it",
    ),
    optional(
        "http.trusted_proxies",
        "a list of IP addresses and networks, as in 10.0.0.0/8,192.168.1.1",
    ),
    secret("database.url", "an address such as postgres://user:password@host/database"),
    optional("database.url_file", "a file that can be read"),
    plain("database.pool_size", "12", "a number from 1 to 1000"),
    optional("database.server_binaries", "a folder with the programs of PostgreSQL 14 or newer"),
    plain("rate_limit.enabled", "true", YES_OR_NO),
    plain("rate_limit.reads_per_client", "6000 per 60s", RATE),
    plain("rate_limit.requests_per_client", "600 per 30s", RATE),
    plain("rate_limit.staff_per_client", "2000 per 20s", RATE),
    plain("rate_limit.bookings_per_client", "60 per 2m", RATE),
    plain("rate_limit.bookings_per_address", "10 per 1h", RATE),
    plain("rate_limit.letters_per_address", "30 per 1h", RATE),
    plain("rate_limit.resends_per_guest", "5 per 1h", RATE),
    plain("rate_limit.resends_per_colleague", "60 per 1h", RATE),
    plain("rate_limit.unconfirmed_seats_per_client", "100", SEATS),
    plain("rate_limit.unconfirmed_seats_per_network", "200", SEATS),
    plain("rate_limit.unconfirmed_percent_of_house", "50", "a number from 1 to 100"),
    plain("rate_limit.sign_ins_per_client", "10 per 200s", RATE),
    optional("mail.smtp_host", "the name or the IP address of a mail server"),
    optional("mail.smtp_port", "a number from 1 to 65535"),
    plain("mail.tls", "starttls", "none, starttls or tls"),
    optional("mail.username", "a name that the mail server knows"),
    secret("mail.password", "what proves the user name"),
    optional("mail.password_file", "a file that can be read"),
    optional("mail.from", "an address, as in `Teatro <tickets@example.org>`"),
    plain("mail.hand_over_seconds", "3", "a number from 1 to 60"),
    plain("mail.patience_seconds", "300", "a number from 1 to 3600"),
    optional(
        "mail.show_mailbox",
        "true or false, and true only where `http.base_url` is this machine, over http",
    ),
    plain("mail.delivery_paused", "false", YES_OR_NO),
    optional("metrics.listen", "an IP address with a port, as in 127.0.0.1:9464"),
    plain("log.level", "info", "error, warn, info, debug or trace"),
    plain("log.format", "text", "text or json"),
];

pub(super) fn find(name: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.name == name)
}

/// Returns the name of a setting's environment variable.
pub fn variable(name: &str) -> String {
    format!("AZIONELAB__{}", name.replace('.', "__").to_uppercase())
}

/// Returns the settings in the same section as `name`, or all sections if that section does not
/// exist.
pub(super) fn similar(name: &str) -> String {
    let section = name.split('.').next().unwrap_or(name);
    let inside = KNOWN
        .iter()
        .map(|known| known.name)
        .filter(|known| known.split_once('.').is_some_and(|(of, _)| of == section))
        .collect::<Vec<_>>();
    if !inside.is_empty() {
        return inside.join(", ");
    }
    let mut all = KNOWN
        .iter()
        .map(|known| known.name.split_once('.').map_or(known.name, |(section, _)| section))
        .collect::<Vec<_>>();
    all.dedup();
    all.join(", ")
}
