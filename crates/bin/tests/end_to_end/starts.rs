//! What keeps the program from starting is told on one line with what to do, and nothing has been
//! changed.

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

/// The only line of a command that failed.
fn told(output: &Output) -> String {
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    told.strip_prefix("azionelab: ").unwrap_or_else(|| panic!("{told}")).to_owned()
}

fn refused(place: Place, command: &str) -> String {
    let place = place.set("AZIONELAB__LOG__LEVEL", "error");
    told(&place.command(&[command]).output().unwrap())
}

/// The names of all files in a folder.
fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).collect()
}

#[test]
fn a_setting_that_is_missing_is_told_by_name() {
    let place = Place::new().set("AZIONELAB__MAIL__SMTP_HOST", "mail.example.org");
    let told = refused(place, "serve");
    assert!(told.starts_with("the setting `mail.from` (AZIONELAB__MAIL__FROM)"), "{told}");
}

#[test]
fn a_port_for_metrics_that_is_taken_is_told_before_anything_slow_has_begun() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    let place = Place::new()
        .set("AZIONELAB__METRICS__LISTEN", &address)
        .set("AZIONELAB__LOG__LEVEL", "error");
    let told = told(&place.command(&["serve"]).output().unwrap());
    assert!(told.contains(&format!("something else listens on {address}")), "{told}");
    assert!(told.contains("AZIONELAB__METRICS__LISTEN"), "{told}");
    assert_eq!(files(place.path()), Vec::<String>::new());
}

#[tokio::test]
async fn a_database_that_is_late_is_waited_for() {
    let database = TestDatabase::create().await;
    database.shut().await;
    let place = Place::on(&database);
    let log = place.path().join("late.log");
    let mut command = place.command(&["serve"]);
    let mut late = command.stderr(fs::File::create(&log).unwrap()).spawn().unwrap();
    let told = |words: &str| fs::read_to_string(&log).unwrap().contains(words).then_some(());
    eventually("it waits", || told("the database does not answer yet, waiting up to 30 s"));
    database.open_again().await;
    eventually("it serves", || told("listening on http://"));
    let pid = rustix::process::Pid::from_child(&late);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert!(late.wait().unwrap().success());
}

#[test]
fn a_database_that_is_not_there_is_told() {
    let address = format!("postgres://nobody@127.0.0.1:{}/none", free_port());
    let told = refused(Place::new().set("AZIONELAB__DATABASE__URL", &address), "migrate");
    assert!(told.contains("the database can't be reached"), "{told}");
    assert!(told.contains("`database.url`"), "{told}");
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_not_served() {
    let database = TestDatabase::create().await;
    database
        .execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')")
        .await;
    let told = refused(Place::on(&database), "serve");
    assert!(told.contains("from a newer version of this program"), "{told}");
    assert!(told.contains("start the newer program"), "{told}");
}

#[tokio::test]
async fn half_a_restored_backup_is_not_served() {
    let database = TestDatabase::create().await;
    // What a dump brings back last.
    database.execute("ALTER TABLE outbox DROP CONSTRAINT outbox_reservation_id_fkey").await;
    let told = refused(Place::on(&database), "serve");
    assert!(told.contains("restore the backup again, into an empty database"), "{told}");
}

#[tokio::test]
async fn tables_that_somebody_else_made_are_left_alone() {
    let database = TestDatabase::without_schema().await;
    database.execute("CREATE TABLE site (ours boolean)").await;
    let told = refused(Place::on(&database), "serve");
    assert!(told.contains("a migration failed, and nothing was changed"), "{told}");
    database.execute("INSERT INTO site (ours) VALUES (false)").await;
}

#[tokio::test]
async fn a_clock_that_is_off_is_told_by_how_much() {
    let database = TestDatabase::create().await;
    // A server whose clock is two hours ahead, as far as we can see.
    database
        .execute(
            "CREATE SCHEMA fake; \
             CREATE FUNCTION fake.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS \
             $$ SELECT pg_catalog.clock_timestamp() + interval '2 hours' $$; \
             DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = \
             fake, pg_catalog, public', current_database()); END $$",
        )
        .await;
    let told = refused(Place::on(&database), "serve");
    assert!(told.starts_with("this machine's clock is 2h"), "{told}");
    assert!(told.contains("behind the database's") && told.contains("timedatectl"), "{told}");
}

/// A folder that we may not write to, and the program as somebody who may not.
fn stranger(place: &Path) -> Command {
    let program = env!("CARGO_BIN_EXE_azionelab");
    if !rustix::process::geteuid().is_root() {
        let mut command = Command::new(program);
        command.env("AZIONELAB__DATA_DIR", "/usr");
        return command;
    }
    // Nobody may not be able to get to where it was built.
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
fn somebody_else_s_data_directory_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let mut command = stranger(place.path());
    command.current_dir(place.path()).env("AZIONELAB__HTTP__LISTEN", "127.0.0.1:0");
    let serve = told(&command.arg("serve").output().unwrap());
    assert!(serve.contains("belongs to user 0") && serve.contains("chown -R"), "{serve}");
    if rustix::process::geteuid().is_root() {
        assert_eq!(files(&place.path().join("data")), Vec::<String>::new());
    }
}
