use std::{
    io::Write as _,
    net::{IpAddr, Ipv4Addr},
};

use rstest::rstest;

use super::*;

fn with(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    with_file(None, variables)
}

fn with_file(toml: Option<&str>, variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    let file =
        toml.map(|toml| SettingsFile { path: Path::new("azionelab.toml"), text: toml.to_owned() });
    let variables = variables.iter().map(|(name, value)| (name.into(), value.into()));
    Settings::read(file.as_ref(), variables)
}

fn message(outcome: Result<Settings, SettingsError>) -> String {
    let message = outcome.unwrap_err().to_string();
    assert_eq!(message.lines().count(), 1, "{message}");
    message
}

#[test]
fn the_defaults_are_for_trying_it_out() {
    let settings = with(&[]).unwrap();
    assert_eq!(settings.data_dir, Path::new("data"));
    assert_eq!(settings.http.listen, "127.0.0.1:8080".parse().unwrap());
    assert_eq!(settings.http.base_url.as_str(), "http://localhost:8080");
    assert!(settings.http.trusted_proxies.is_empty());
    assert!(settings.database.url.is_none());
    assert!(settings.mail.smtp.is_none());
    assert_eq!(settings.metrics, None);
    assert_eq!(settings.log, Log { level: tracing::Level::INFO, format: LogFormat::Text });
}

#[test]
fn the_default_base_address_has_the_listening_port() {
    let settings = with(&[("AZIONELAB__HTTP__LISTEN", "0.0.0.0:9000")]).unwrap();
    assert_eq!(settings.http.base_url.as_str(), "http://localhost:9000");
}

#[test]
fn the_default_rate_limits_are_those_of_the_web_server() {
    assert_eq!(with(&[]).unwrap().rate_limit, Some(RateLimits::default()));
    let off = with(&[("AZIONELAB__RATE_LIMIT__ENABLED", "false")]).unwrap();
    assert_eq!(off.rate_limit, None);
}

#[test]
fn the_environment_overrides_the_file_and_the_file_the_defaults() {
    let toml = "data_dir = '/srv/a'\n[http]\nlisten = '127.0.0.1:1'\n[database]\npool_size = 3\n";
    let settings = with_file(Some(toml), &[("AZIONELAB__HTTP__LISTEN", "127.0.0.1:2")]).unwrap();
    assert_eq!(settings.data_dir, Path::new("/srv/a"));
    assert_eq!(settings.database.pool_size, 3);
    assert_eq!(settings.http.listen.port(), 2);
}

#[test]
fn an_empty_variable_is_ignored() {
    let settings = with(&[("AZIONELAB__MAIL__SMTP_HOST", "")]).unwrap();
    assert!(settings.mail.smtp.is_none());
}

#[test]
fn proxies_are_a_list_or_separated_by_commas() {
    let networks = ["10.0.0.0/8".parse().unwrap(), IpNet::from(IpAddr::V4(Ipv4Addr::LOCALHOST))];
    let toml = "[http]\ntrusted_proxies = ['10.0.0.0/8', '127.0.0.1']";
    assert_eq!(with_file(Some(toml), &[]).unwrap().http.trusted_proxies, networks);
    let variable = [("AZIONELAB__HTTP__TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1")];
    assert_eq!(with(&variable).unwrap().http.trusted_proxies, networks);
}

#[test]
fn an_unknown_setting_is_refused_by_name() {
    assert_eq!(
        message(with_file(Some("[http]\nlisten_on = 1"), &[])),
        "the setting `http.listen_on` (AZIONELAB__HTTP__LISTEN_ON) is unknown, expected one of \
         `listen`, `base_url`, `trusted_proxies`"
    );
    assert_eq!(
        message(with_file(Some("[smtp]\nhost = 'a'"), &[])),
        "the setting `smtp` (AZIONELAB__SMTP) is unknown, expected one of `data_dir`, `http`, \
         `database`, `rate_limit`, `mail`, `metrics`, `log`"
    );
    assert_eq!(
        message(with(&[("AZIONELAB__LOG__COLOUR", "1")])),
        "the setting `log.colour` (AZIONELAB__LOG__COLOUR) is unknown, expected `level` or `format`"
    );
    assert!(with(&[("AZIONELAB__http__listen", "127.0.0.1:1")]).is_err());
    assert!(with(&[("AZIONELAB_TEST_DATABASE_URL", "not ours")]).is_ok());
}

#[rstest]
#[case("HTTP__LISTEN", "8080")]
#[case("HTTP__LISTEN", "127.0.0.1:99999")]
#[case("HTTP__BASE_URL", "teatro.example")]
#[case("HTTP__BASE_URL", "https://teatro.example/prenota")]
#[case("HTTP__BASE_URL", "https://teatro.example?a")]
#[case("HTTP__TRUSTED_PROXIES", "10.0.0.0/40")]
#[case("HTTP__TRUSTED_PROXIES", "10.0.0.0/8,,127.0.0.1")]
#[case("DATABASE__POOL_SIZE", "0")]
#[case("DATABASE__POOL_SIZE", "many")]
#[case("RATE_LIMIT__ENABLED", "maybe")]
#[case("RATE_LIMIT__BOOKINGS_PER_CLIENT", "60")]
#[case("RATE_LIMIT__BOOKINGS_PER_CLIENT", "0 per 2m")]
#[case("RATE_LIMIT__BOOKINGS_PER_CLIENT", "60 per 2 weeks")]
#[case("MAIL__SMTP_PORT", "0")]
#[case("MAIL__TLS", "ssl")]
#[case("MAIL__HAND_OVER_SECONDS", "0")]
#[case("METRICS__LISTEN", "9464")]
#[case("LOG__LEVEL", "loud")]
#[case("LOG__FORMAT", "xml")]
fn a_wrong_value_is_refused_with_what_is_allowed(#[case] setting: &str, #[case] value: &str) {
    let variable = format!("AZIONELAB__{setting}");
    let message = message(with(&[(&variable, value)]));
    assert!(message.contains(&variable) && message.contains("expected"), "{message}");
}

#[test]
fn a_list_is_not_a_number() {
    let message = message(with_file(Some("[database]\npool_size = [1]"), &[]));
    assert!(message.starts_with("the setting `database.pool_size`"), "{message}");
}

#[test]
fn a_base_address_loses_its_trailing_slash() {
    let settings = with(&[("AZIONELAB__HTTP__BASE_URL", "https://teatro.example/")]).unwrap();
    assert_eq!(settings.http.base_url.as_str(), "https://teatro.example");
}

#[test]
fn secrets_are_never_shown() {
    let settings = with(&[
        ("AZIONELAB__DATABASE__URL", "postgres://a:hunter2@b/c"),
        ("AZIONELAB__MAIL__SMTP_HOST", "mail.example.org"),
        ("AZIONELAB__MAIL__FROM", "tickets@example.org"),
        ("AZIONELAB__MAIL__USERNAME", "tickets"),
        ("AZIONELAB__MAIL__PASSWORD", "hunter2"),
    ])
    .unwrap();
    let shown = format!("{settings:?}");
    assert!(shown.contains("mail.example.org") && !shown.contains("hunter2"), "{shown}");
    let message = message(with(&[("AZIONELAB__DATABASE__URL", "hunter2")]));
    assert!(message.contains("`database.url`") && !message.contains("hunter2"), "{message}");
    let message = self::message(with_file(Some("[mail]\npassword = hunter2"), &[]));
    assert!(!message.contains("hunter2"), "{message}");
}

#[test]
fn a_secret_may_be_in_a_file() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "postgres://a@b/c").unwrap();
    let path = file.path().to_str().unwrap();
    let settings = with(&[("AZIONELAB__DATABASE__URL_FILE", path)]).unwrap();
    assert_eq!(settings.database.url.unwrap().expose_secret(), "postgres://a@b/c");

    let both =
        [("AZIONELAB__DATABASE__URL_FILE", path), ("AZIONELAB__DATABASE__URL", "postgres://a@b/c")];
    assert!(message(with(&both)).contains("`database.url` and `database.url_file`"));
    let message = message(with(&[("AZIONELAB__MAIL__PASSWORD_FILE", "/nowhere")]));
    assert!(message.contains("`mail.password_file`") && message.contains("/nowhere"), "{message}");
}

#[rstest]
#[case("none", 25)]
#[case("starttls", 587)]
#[case("tls", 465)]
fn the_default_mail_port_depends_on_the_encryption(#[case] tls: &str, #[case] port: u16) {
    let settings = with(&[
        ("AZIONELAB__MAIL__SMTP_HOST", "mail.example.org"),
        ("AZIONELAB__MAIL__FROM", "tickets@example.org"),
        ("AZIONELAB__MAIL__TLS", tls),
    ])
    .unwrap();
    assert_eq!(settings.mail.smtp.unwrap().port, port);
}

#[test]
fn a_mail_server_requires_a_sender() {
    let message = message(with(&[("AZIONELAB__MAIL__SMTP_HOST", "mail.example.org")]));
    assert!(message.contains("`mail.from` (AZIONELAB__MAIL__FROM) is missing"), "{message}");
}

#[test]
fn a_password_that_looks_like_a_number_is_not_changed() {
    let settings = with(&[
        ("AZIONELAB__MAIL__SMTP_HOST", "mail.example.org"),
        ("AZIONELAB__MAIL__FROM", "tickets@example.org"),
        ("AZIONELAB__MAIL__PASSWORD", "007e1"),
    ])
    .unwrap();
    assert_eq!(settings.mail.smtp.unwrap().password.unwrap().expose_secret(), "007e1");
}

#[test]
fn an_empty_file_is_no_password_and_no_database_address() {
    let empty = tempfile::NamedTempFile::new().unwrap();
    let path = empty.path().to_str().unwrap();
    let settings = with(&[
        ("AZIONELAB__MAIL__SMTP_HOST", "localhost"),
        ("AZIONELAB__MAIL__FROM", "tickets@example.org"),
        ("AZIONELAB__MAIL__PASSWORD_FILE", path),
    ]);
    assert!(settings.unwrap().mail.smtp.unwrap().password.is_none());
    // With an empty database address the site must not start with a new private database.
    assert!(message(with(&[("AZIONELAB__DATABASE__URL_FILE", path)])).contains("`database.url`"));
}

#[test]
fn a_named_settings_file_must_exist() {
    let none = std::iter::empty();
    let message = message(Settings::load(Some(Path::new("/nowhere/a.toml")), none));
    assert!(message.contains("/nowhere/a.toml") && message.contains("cannot be read"), "{message}");
}

#[test]
fn a_mailbox_is_refused_on_a_public_site() {
    const SHOW: (&str, &str) = ("AZIONELAB__MAIL__SHOW_MAILBOX", "true");
    for address in ["https://teatro.example", "https://localhost:8443", "http://teatro.example"] {
        let message = message(with(&[SHOW, ("AZIONELAB__HTTP__BASE_URL", address)]));
        assert!(message.starts_with("the setting `mail.show_mailbox` "), "{message}");
        assert!(message.contains(address), "{message}");
    }
    assert!(with(&[SHOW]).unwrap().shows_mailbox());
    assert!(!with(&[]).unwrap().shows_mailbox());
}

#[test]
fn the_demonstration_shows_only_the_mail_of_the_private_database() {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = ("AZIONELAB__DATA_DIR", folder.path().to_str().unwrap());
    let demo = with(&[data_dir]).unwrap();
    assert!(!demo.shows_mailbox());
    demo.note_demo_mailbox().unwrap();
    assert!(demo.shows_mailbox());
    for (variable, value) in [
        ("AZIONELAB__MAIL__SHOW_MAILBOX", "false"),
        ("AZIONELAB__HTTP__BASE_URL", "https://teatro.example"),
        ("AZIONELAB__DATABASE__URL", "postgres:///azionelab"),
    ] {
        assert!(!with(&[data_dir, (variable, value)]).unwrap().shows_mailbox(), "{variable}");
    }
}
