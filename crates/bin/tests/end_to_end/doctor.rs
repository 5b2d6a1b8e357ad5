//! Tests the findings of the doctor, and that it changes nothing.

use azionelab_adapters_postgres::testing::TestDatabase;

use crate::{
    mail_server::{MailServer, free_port},
    program::Place,
};

/// Runs the doctor and returns its lines and its exit code.
fn examine(place: &Place) -> (Vec<String>, Option<i32>) {
    let output = place.command(&["doctor"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (text.lines().map(str::to_owned).collect(), output.status.code())
}

/// Returns the line of a check.
fn line<'a>(lines: &'a [String], about: &str) -> &'a str {
    let found = lines.iter().find(|line| line.get(4..).is_some_and(|line| line.starts_with(about)));
    found.unwrap_or_else(|| panic!("nothing about {about}: {lines:#?}"))
}

/// A set-up without problems, which tests then change.
fn healthy(database: &TestDatabase) -> Place {
    let port = free_port();
    Place::on(database)
        .set("AZIONELAB__HTTP__LISTEN", &format!("127.0.0.1:{port}"))
        .set("AZIONELAB__HTTP__BASE_URL", &format!("http://localhost:{port}"))
}

fn with_mail(place: Place, port: u16) -> Place {
    place
        .set("AZIONELAB__MAIL__SMTP_HOST", "127.0.0.1")
        .set("AZIONELAB__MAIL__SMTP_PORT", &port.to_string())
        .set("AZIONELAB__MAIL__TLS", "none")
        .set("AZIONELAB__MAIL__FROM", "Teatro di prova <tickets@example.org>")
}

#[tokio::test]
async fn a_healthy_set_up_has_no_findings() {
    let database = TestDatabase::create().await;
    let port = free_port();
    let place = with_mail(healthy(&database), port);
    let server = MailServer::start(place.path(), port);
    let (lines, code) = examine(&place);
    assert!(lines.iter().all(|line| line.starts_with('✓')), "{lines:#?}");
    assert_eq!(code, Some(0));
    for about in [
        "settings",
        "data directory",
        "disk",
        "database",
        "migrations",
        "clock",
        "mail",
        "base",
        "proxies",
    ] {
        line(&lines, about);
    }
    assert_eq!(server.letters(), Vec::<String>::new());
}

#[tokio::test]
async fn the_doctor_checks_the_mail_server_without_sending() {
    let database = TestDatabase::create().await;
    let port = free_port();
    let place = with_mail(healthy(&database), port);
    let text = examine(&place).0;
    assert!(line(&text, "mail").contains("can't connect to the mail server"), "{text:#?}");

    let server = MailServer::start_guarded(place.path(), port, "open sesame");
    let place = place.set("AZIONELAB__MAIL__USERNAME", "teatro");
    let place = place.set("AZIONELAB__MAIL__PASSWORD", "open barley");
    let (text, code) = examine(&place);
    assert!(line(&text, "mail").contains("refused the username and password"), "{text:#?}");
    assert_eq!(code, Some(1));
    let place = place.set("AZIONELAB__MAIL__PASSWORD", "open sesame");
    let (text, code) = examine(&place);
    assert!(
        line(&text, "mail")
            .ends_with("accepts the login; `azionelab mail test` sends a test message")
    );
    assert_eq!(code, Some(0), "{text:#?}");

    let place = place.set("AZIONELAB__MAIL__TLS", "starttls");
    let text = examine(&place).0;
    assert!(line(&text, "mail").starts_with("✗ mail: 127.0.0.1"), "{text:#?}");
    assert!(line(&text, "mail").contains("check `mail.smtp_host`"), "{text:#?}");
    assert_eq!(server.letters(), Vec::<String>::new());
}

#[tokio::test]
async fn an_unsuitable_schema_is_reported_with_a_solution() {
    let database = TestDatabase::without_schema().await;
    let place = healthy(&database);
    let (text, code) = examine(&place);
    assert!(line(&text, "migrations").contains("`azionelab migrate` or"), "{text:#?}");
    assert_eq!(code, Some(1));

    let database = TestDatabase::create().await;
    let place = healthy(&database);
    database.execute("DROP INDEX reservations_holding_seats").await;
    let text = examine(&place).0;
    assert!(line(&text, "migrations").contains("restore the backup again"), "{text:#?}");
    database
        .execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')")
        .await;
    let text = examine(&place).0;
    assert!(line(&text, "migrations").contains("update this program"), "{text:#?}");
}

#[tokio::test]
async fn an_address_in_use_is_reported_unless_we_use_it() {
    let database = TestDatabase::create().await;
    let metrics = free_port();
    let place =
        healthy(&database).set("AZIONELAB__METRICS__LISTEN", &format!("127.0.0.1:{metrics}"));
    let program = place.serve();
    let (text, code) = examine(&place);
    assert!(line(&text, "listens").ends_with("is served"), "{text:#?}");
    assert!(line(&text, "metrics").ends_with("is served"), "{text:#?}");
    assert_eq!(code, Some(0));
    assert!(program.stop());

    let _other = std::net::TcpListener::bind(("127.0.0.1", metrics)).unwrap();
    let (text, code) = examine(&place);
    assert!(line(&text, "metrics").contains("AZIONELAB__METRICS__LISTEN"), "{text:#?}");
    assert_eq!(code, Some(1));
}

#[test]
fn the_doctor_creates_nothing() {
    let place = Place::new();
    let (text, _) = examine(&place);
    assert!(line(&text, "data directory").contains("none yet"), "{text:#?}");
    assert!(
        line(&text, "database").contains("none yet; `azionelab serve` creates one"),
        "{text:#?}"
    );
    assert!(line(&text, "mail").contains("kept in"), "{text:#?}");
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
}

#[test]
fn invalid_settings_are_reported_first() {
    let place = Place::new().set("AZIONELAB__METRICS__LISTEN", "9464");
    let (text, code) = examine(&place);
    assert_eq!(text.len(), 1, "{text:#?}");
    assert!(text[0].starts_with("✗ settings: the setting `metrics.listen`"), "{text:#?}");
    assert_eq!(code, Some(1));
}

#[tokio::test]
async fn problems_of_a_public_site_are_reported() {
    let database = TestDatabase::create().await;
    let place = healthy(&database)
        .set("AZIONELAB__HTTP__BASE_URL", "https://localhost")
        .set("AZIONELAB__MAIL__SHOW_MAILBOX", "false")
        .set("AZIONELAB__METRICS__LISTEN", &format!("0.0.0.0:{}", free_port()));
    let (text, code) = examine(&place);
    assert!(line(&text, "mail").contains("set `mail.smtp_host` and `mail.from`"), "{text:#?}");
    assert!(
        line(&text, "proxies").contains("set `http.trusted_proxies` to 127.0.0.1"),
        "{text:#?}"
    );
    // In a container this address is accepted, with a note.
    assert!(line(&text, "metrics").contains("the sales figures"), "{text:#?}");
    assert_eq!(code, Some(1));
}

/// Like `azionelab doctor | head`.
#[tokio::test]
async fn commands_succeed_when_their_output_is_not_read() {
    let database = TestDatabase::create().await;
    let place = healthy(&database);
    for arguments in
        [&["doctor"][..], &["migrate"], &["migrate", "--list"], &["openapi"], &["demo"]]
    {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = place.command(arguments).stdout(writer).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {text}");
        assert!(!text.contains("panicked"), "{arguments:?}: {text}");
    }
}
