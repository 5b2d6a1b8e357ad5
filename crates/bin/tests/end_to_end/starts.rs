//! Tests the errors at the start: each is one line that says what to do, and nothing is changed.

use std::{
    fs,
    net::TcpListener,
    os::unix::{fs::PermissionsExt as _, process::CommandExt as _},
    path::Path,
    process::{Command, Output},
};

use azionelab_adapters_postgres::testing::TestDatabase;

use crate::{
    mail_server::free_port,
    program::{Place, eventually},
};

/// Returns the single error line of a command that failed.
fn error_line(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    text.strip_prefix("azionelab: ").unwrap_or_else(|| panic!("{text}")).to_owned()
}

fn refused(place: Place, command: &str) -> String {
    let place = place.set("AZIONELAB__LOG__LEVEL", "error");
    error_line(&place.command(&[command]).output().unwrap())
}

/// The names of all files in a folder.
fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).collect()
}

#[test]
fn a_missing_setting_is_named() {
    let place = Place::new().set("AZIONELAB__MAIL__SMTP_HOST", "mail.example.org");
    let text = refused(place, "serve");
    assert!(text.starts_with("the setting `mail.from` (AZIONELAB__MAIL__FROM)"), "{text}");
}

#[test]
fn a_metrics_port_in_use_is_reported_before_anything_slow_starts() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    let place = Place::new()
        .set("AZIONELAB__METRICS__LISTEN", &address)
        .set("AZIONELAB__LOG__LEVEL", "error");
    let text = error_line(&place.command(&["serve"]).output().unwrap());
    assert!(text.contains(&format!("another program listens on {address}")), "{text}");
    assert!(text.contains("AZIONELAB__METRICS__LISTEN"), "{text}");
    assert_eq!(files(place.path()), Vec::<String>::new());
}

#[tokio::test]
async fn the_program_waits_for_a_late_database() {
    let database = TestDatabase::create().await;
    database.shut().await;
    let place = Place::on(&database);
    let log = place.path().join("late.log");
    let mut command = place.command(&["serve"]);
    let mut late = command.stderr(fs::File::create(&log).unwrap()).spawn().unwrap();
    let logged = |words: &str| fs::read_to_string(&log).unwrap().contains(words).then_some(());
    eventually("it waits", || logged("the database does not answer yet, waiting up to 30 s"));
    database.open_again().await;
    eventually("it serves", || logged("listening on http://"));
    let pid = rustix::process::Pid::from_child(&late);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert!(late.wait().unwrap().success());
}

#[test]
fn an_unreachable_database_is_reported() {
    let address = format!("postgres://nobody@127.0.0.1:{}/none", free_port());
    let text = refused(Place::new().set("AZIONELAB__DATABASE__URL", &address), "migrate");
    assert!(text.contains("the database can't be reached"), "{text}");
    assert!(text.contains("`database.url`"), "{text}");
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_not_served() {
    let database = TestDatabase::create().await;
    database
        .execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')")
        .await;
    let text = refused(Place::on(&database), "serve");
    assert!(text.contains("from a newer version of this program"), "{text}");
    assert!(text.contains("start the newer program"), "{text}");
}

#[tokio::test]
async fn an_incomplete_restore_is_not_served() {
    let database = TestDatabase::create().await;
    // A dump restores foreign keys last.
    database.execute("ALTER TABLE outbox DROP CONSTRAINT outbox_reservation_id_fkey").await;
    let text = refused(Place::on(&database), "serve");
    assert!(text.contains("restore the backup again, into an empty database"), "{text}");
}

#[tokio::test]
async fn tables_of_another_program_are_not_changed() {
    let database = TestDatabase::without_schema().await;
    database.execute("CREATE TABLE site (ours boolean)").await;
    let text = refused(Place::on(&database), "serve");
    assert!(text.contains("a migration failed, and nothing was changed"), "{text}");
    database.execute("INSERT INTO site (ours) VALUES (false)").await;
}

#[tokio::test]
async fn a_wrong_clock_is_reported_with_the_difference() {
    let database = TestDatabase::create().await;
    // Makes the server's clock seem two hours ahead.
    database
        .execute(
            "CREATE SCHEMA fake; \
             CREATE FUNCTION fake.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS \
             $$ SELECT pg_catalog.clock_timestamp() + interval '2 hours' $$; \
             DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = \
             fake, pg_catalog, public', current_database()); END $$",
        )
        .await;
    let text = refused(Place::on(&database), "serve");
    assert!(text.starts_with("this machine's clock is 2h"), "{text}");
    assert!(text.contains("behind the database's") && text.contains("timedatectl"), "{text}");
}

/// A command that runs without the right to write to its data directory.
fn without_rights(place: &Path) -> Command {
    let program = env!("CARGO_BIN_EXE_azionelab");
    if !rustix::process::geteuid().is_root() {
        let mut command = Command::new(program);
        command.env("AZIONELAB__DATA_DIR", "/usr");
        return command;
    }
    // The user `nobody` may not reach the build folder.
    let copy = place.join("azionelab");
    fs::copy(program, &copy).unwrap();
    let data_dir = place.join("data");
    fs::create_dir(&data_dir).unwrap();
    for folder in [place, &data_dir] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut command = Command::new(copy);
    command.env("AZIONELAB__DATA_DIR", data_dir).uid(65534).gid(65534);
    command
}

#[test]
fn the_data_directory_of_another_user_is_not_changed() {
    let place = tempfile::tempdir().unwrap();
    let mut command = without_rights(place.path());
    command.current_dir(place.path()).env("AZIONELAB__HTTP__LISTEN", "127.0.0.1:0");
    let serve = error_line(&command.arg("serve").output().unwrap());
    assert!(serve.contains("belongs to user 0") && serve.contains("chown -R"), "{serve}");
    if rustix::process::geteuid().is_root() {
        assert_eq!(files(&place.path().join("data")), Vec::<String>::new());
    }
}
