//! Tests the private PostgreSQL with a real server in a temporary directory.
#![expect(clippy::unwrap_used, reason = "a test fails on any unexpected error")]

use std::{
    fs,
    future::Future,
    path::{Path, PathBuf},
    time::Duration,
};

use azionelab::embedded::{EmbeddedError, EmbeddedPostgres, EmbeddedSettings};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::time::{sleep, timeout};
use tokio_postgres::{Client, NoTls};

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn settings(&self) -> EmbeddedSettings {
        EmbeddedSettings { data_dir: self.0.path().to_owned(), server_binaries: None }
    }

    async fn start(&self) -> EmbeddedPostgres {
        EmbeddedPostgres::start(&self.settings()).await.unwrap()
    }

    fn server_pid(&self) -> Option<u32> {
        let note = fs::read_to_string(self.0.path().join("postgres/postmaster.pid")).ok()?;
        note.lines().next()?.parse().ok()
    }

    /// The processes that run in this place's cluster.
    fn running(&self) -> Vec<PathBuf> {
        let cluster = self.0.path().join("postgres").canonicalize().unwrap();
        fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|process| fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd == cluster))
            .collect()
    }
}

async fn connect(url: &str) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn ask(url: &str, question: &str) -> String {
    let client = connect(url).await.unwrap();
    client.query_one(question, &[]).await.unwrap().get(0)
}

/// Repeats `look` until it returns something.
async fn eventually<T, F: Future<Output = Option<T>>>(mut look: impl FnMut() -> F) -> T {
    let found = timeout(Duration::from_secs(30), async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            sleep(Duration::from_millis(10)).await;
        }
    });
    found.await.expect("it happens within 30 s")
}

fn kill(pid: u32) {
    kill_process(Pid::from_raw(pid.cast_signed()).unwrap(), Signal::KILL).unwrap();
}

#[tokio::test]
async fn a_database_is_created_once_and_kept() {
    let place = Place::new();
    let postgres = place.start().await;
    let client = connect(&postgres.url()).await.unwrap();
    client
        .batch_execute("CREATE TABLE kept (what text); INSERT INTO kept VALUES ('it')")
        .await
        .unwrap();
    assert_eq!(ask(&postgres.url(), "SHOW server_encoding").await, "UTF8");
    assert_eq!(ask(&postgres.url(), "SHOW timezone").await, "UTC");
    assert_eq!(ask(&postgres.url(), "SHOW listen_addresses").await, "");
    assert_eq!(ask(&postgres.url(), "SELECT lower('È') COLLATE \"default\"").await, "è");
    drop(client);
    postgres.stop().await;
    assert_eq!(place.running(), Vec::<PathBuf>::new());

    let postgres = place.start().await;
    assert_eq!(ask(&postgres.url(), "SELECT what FROM kept").await, "it");
    postgres.stop().await;
}

#[tokio::test]
async fn a_second_server_in_the_same_directory_is_refused_with_the_holder() {
    let place = Place::new();
    let first = place.start().await;
    let error = EmbeddedPostgres::start(&place.settings()).await.unwrap_err();
    assert!(matches!(error, EmbeddedError::InUse { .. }));
    let text = error.to_string();
    assert!(text.contains(place.0.path().to_str().unwrap()), "{text}");
    assert!(text.contains(&format!("process {}", std::process::id())), "{text}");
    first.stop().await;
}

#[tokio::test]
async fn a_short_command_uses_a_running_server_and_leaves_it_running() {
    let place = Place::new();
    let server = place.start().await;
    let joined = EmbeddedPostgres::open_or_join(&place.settings()).await.unwrap();
    assert_eq!(joined.url(), server.url());
    joined.stop().await;
    assert_eq!(ask(&server.url(), "SELECT 'there'").await, "there");
    server.stop().await;
}

#[tokio::test]
async fn a_short_command_starts_its_own_server_if_none_runs() {
    let place = Place::new();
    let own = EmbeddedPostgres::open_or_join(&place.settings()).await.unwrap();
    assert_eq!(ask(&own.url(), "SELECT 'there'").await, "there");
    own.stop().await;
    assert_eq!(place.running(), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn a_killed_server_is_restarted_with_its_data() {
    let place = Place::new();
    let postgres = place.start().await;
    let client = connect(&postgres.url()).await.unwrap();
    client
        .batch_execute("CREATE TABLE kept (what text); INSERT INTO kept VALUES ('it')")
        .await
        .unwrap();
    kill(place.server_pid().unwrap());
    let url = postgres.url();
    eventually(|| async { client.is_closed().then_some(()) }).await;
    let client = eventually(|| async { connect(&url).await.ok() }).await;
    let row = client.query_one("SELECT what FROM kept", &[]).await.unwrap();
    assert_eq!(row.get::<_, String>(0), "it");
    postgres.stop().await;
    assert_eq!(place.running(), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn the_server_of_a_killed_program_is_replaced() {
    let place = Place::new();
    place.start().await.stop().await;
    // The same server, started without the lock, as if its program had been killed.
    let cluster = place.0.path().join("postgres");
    let mut orphan = start_orphan(&cluster);
    let before = eventually(|| async { place.server_pid() }).await;

    let postgres = place.start().await;
    assert!(orphan.wait().unwrap().success(), "it was stopped cleanly");
    assert_ne!(place.server_pid(), Some(before));
    assert_eq!(ask(&postgres.url(), "SELECT 'there'").await, "there");
    postgres.stop().await;
}

fn start_orphan(cluster: &Path) -> std::process::Child {
    use std::os::unix::{fs::MetadataExt as _, process::CommandExt as _};

    use azionelab::embedded::ServerBinaries;

    let owner = fs::metadata(cluster).unwrap();
    let mut command = std::process::Command::new(
        ServerBinaries::find(None, cluster).unwrap().program("postgres"),
    );
    command.arg("-D").arg(cluster).args(["-c", "listen_addresses="]).current_dir("/");
    command.arg("-c").arg(format!("unix_socket_directories={}", cluster.display()));
    if rustix::process::geteuid().is_root() {
        command.uid(owner.uid()).gid(owner.gid());
    }
    command.stderr(std::process::Stdio::null()).spawn().unwrap()
}

#[tokio::test]
async fn a_stale_pid_of_another_process_does_not_prevent_the_start() {
    let place = Place::new();
    place.start().await.stop().await;
    let note = place.0.path().join("postgres/postmaster.pid");
    let stranger = std::process::id();
    fs::write(&note, format!("{stranger}\n{}\n0\n5432\n\n\n\nready\n", place.0.path().display()))
        .unwrap();
    let postgres = place.start().await;
    assert_ne!(place.server_pid(), Some(stranger));
    postgres.stop().await;
}

#[tokio::test]
async fn an_incomplete_cluster_is_created_again() {
    let place = Place::new();
    let half = place.0.path().join("postgres.unfinished");
    fs::create_dir(&half).unwrap();
    fs::write(half.join("PG_VERSION"), "15").unwrap();
    place.start().await.stop().await;
    assert!(!half.exists());
}

#[tokio::test]
async fn a_server_that_does_not_start_reports_why() {
    let place = Place::new();
    place.start().await.stop().await;
    fs::remove_file(place.0.path().join("postgres/global/pg_control")).unwrap();
    let error = EmbeddedPostgres::start(&place.settings()).await.unwrap_err().to_string();
    assert!(error.contains("pg_control"), "{error}");
    assert_eq!(error.lines().count(), 1);
}

#[tokio::test]
async fn a_cluster_of_another_version_is_not_changed() {
    let place = Place::new();
    place.start().await.stop().await;
    fs::write(place.0.path().join("postgres/PG_VERSION"), "9\n").unwrap();
    let error = EmbeddedPostgres::start(&place.settings()).await.unwrap_err();
    assert!(matches!(error, EmbeddedError::OtherVersion { made_by: 9, .. }), "{error}");
}

#[tokio::test]
async fn a_directory_with_a_long_name_and_special_characters_works() {
    let place = Place::new();
    let data_dir = place.0.path().join(format!("città, \"{}\"", "lunga ".repeat(15).trim()));
    make_reachable(place.0.path());
    let settings = EmbeddedSettings { data_dir, server_binaries: None };
    let postgres = EmbeddedPostgres::start(&settings).await.unwrap();
    assert_eq!(ask(&postgres.url(), "SELECT 'there'").await, "there");
    postgres.stop().await;
}

fn make_reachable(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;

    fs::set_permissions(folder, fs::Permissions::from_mode(0o711)).unwrap();
}
