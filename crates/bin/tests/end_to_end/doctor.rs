//! What the doctor finds, and that looking changes nothing.

use azionelab_adapters_postgres::testing::TestDatabase;

use crate::{
    mail_server::{MailServer, free_port},
    program::Place,
};

/// What a doctor said of a set-up, line by line, and how it ended.
fn examine(place: &Place) -> (Vec<String>, Option<i32>) {
    let output = place.command(&["doctor"]).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    (told.lines().map(str::to_owned).collect(), output.status.code())
}

/// What is said about one thing.
fn line<'a>(lines: &'a [String], about: &str) -> &'a str {
    let found = lines.iter().find(|line| line.get(4..).is_some_and(|line| line.starts_with(about)));
    found.unwrap_or_else(|| panic!("nothing about {about}: {lines:#?}"))
}

/// A set-up in which nothing is wrong, but for what the test changes.
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
async fn a_healthy_set_up_is_well_in_every_line() {
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
async fn a_mail_server_is_asked_for_all_but_taking_a_letter() {
    let database = TestDatabase::create().await;
    let port = free_port();
    let place = with_mail(healthy(&database), port);
    let told = examine(&place).0;
    assert!(line(&told, "mail").contains("can't connect to the mail server"), "{told:#?}");

    let server = MailServer::start_guarded(place.path(), port, "open sesame");
    let place = place.set("AZIONELAB__MAIL__USERNAME", "teatro");
    let place = place.set("AZIONELAB__MAIL__PASSWORD", "open barley");
    let (told, code) = examine(&place);
    assert!(line(&told, "mail").contains("refused the username and password"), "{told:#?}");
    assert_eq!(code, Some(1));
    let place = place.set("AZIONELAB__MAIL__PASSWORD", "open sesame");
    let (told, code) = examine(&place);
    assert!(line(&told, "mail").ends_with("lets us in; `azionelab mail test` sends a letter"));
    assert_eq!(code, Some(0), "{told:#?}");

    let place = place.set("AZIONELAB__MAIL__TLS", "starttls");
    let told = examine(&place).0;
    assert!(line(&told, "mail").starts_with("✗ mail: 127.0.0.1"), "{told:#?}");
    assert!(line(&told, "mail").contains("check `mail.smtp_host`"), "{told:#?}");
    assert_eq!(server.letters(), Vec::<String>::new());
}

#[tokio::test]
async fn a_schema_that_does_not_fit_is_told_with_what_to_do() {
    let database = TestDatabase::without_schema().await;
    let place = healthy(&database);
    let (told, code) = examine(&place);
    assert!(line(&told, "migrations").contains("`azionelab migrate` does"), "{told:#?}");
    assert_eq!(code, Some(1));

    let database = TestDatabase::create().await;
    let place = healthy(&database);
    database.execute("DROP INDEX reservations_holding_seats").await;
    let told = examine(&place).0;
    assert!(line(&told, "migrations").contains("restore the backup again"), "{told:#?}");
    database
        .execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')")
        .await;
    let told = examine(&place).0;
    assert!(line(&told, "migrations").contains("update this program"), "{told:#?}");
}

#[tokio::test]
async fn an_address_that_is_taken_is_told_unless_it_is_ours() {
    let database = TestDatabase::create().await;
    let metrics = free_port();
    let place =
        healthy(&database).set("AZIONELAB__METRICS__LISTEN", &format!("127.0.0.1:{metrics}"));
    let program = place.serve();
    let (told, code) = examine(&place);
    assert!(line(&told, "listens").ends_with("is served"), "{told:#?}");
    assert!(line(&told, "metrics").ends_with("is served"), "{told:#?}");
    assert_eq!(code, Some(0));
    assert!(program.stop());

    let _other = std::net::TcpListener::bind(("127.0.0.1", metrics)).unwrap();
    let (told, code) = examine(&place);
    assert!(line(&told, "metrics").contains("AZIONELAB__METRICS__LISTEN"), "{told:#?}");
    assert_eq!(code, Some(1));
}

#[test]
fn looking_makes_nothing() {
    let place = Place::new();
    let (told, _) = examine(&place);
    assert!(line(&told, "data directory").contains("none yet"), "{told:#?}");
    assert!(line(&told, "database").contains("none yet; `azionelab serve` makes one"), "{told:#?}");
    assert!(line(&told, "mail").contains("kept in"), "{told:#?}");
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
}

#[test]
fn settings_that_can_t_be_read_are_the_first_thing_to_mend() {
    let place = Place::new().set("AZIONELAB__METRICS__LISTEN", "9464");
    let (told, code) = examine(&place);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].starts_with("✗ settings: the setting `metrics.listen`"), "{told:#?}");
    assert_eq!(code, Some(1));
}

#[tokio::test]
async fn a_site_for_others_is_told_what_it_lacks() {
    let database = TestDatabase::create().await;
    let place = healthy(&database)
        .set("AZIONELAB__HTTP__BASE_URL", "https://localhost")
        .set("AZIONELAB__MAIL__SHOW_MAILBOX", "false")
        .set("AZIONELAB__METRICS__LISTEN", &format!("0.0.0.0:{}", free_port()));
    let (told, code) = examine(&place);
    assert!(line(&told, "mail").contains("set `mail.smtp_host` and `mail.from`"), "{told:#?}");
    assert!(
        line(&told, "proxies").contains("set `http.trusted_proxies` to 127.0.0.1"),
        "{told:#?}"
    );
    // In a container it is no fault.
    assert!(line(&told, "metrics").contains("how the house sells"), "{told:#?}");
    assert_eq!(code, Some(1));
}

/// As in `azionelab doctor | head`.
#[tokio::test]
async fn commands_end_as_usual_when_nobody_reads_what_they_print() {
    let database = TestDatabase::create().await;
    let place = healthy(&database);
    for arguments in
        [&["doctor"][..], &["migrate"], &["migrate", "--list"], &["openapi"], &["demo"]]
    {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = place.command(arguments).stdout(writer).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {told}");
        assert!(!told.contains("panicked"), "{arguments:?}: {told}");
    }
}
