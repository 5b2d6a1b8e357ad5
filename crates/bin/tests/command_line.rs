//! Tests the program's command line.
#![expect(clippy::unwrap_used, reason = "a test fails on any unexpected error")]

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

fn azionelab(place: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_azionelab"));
    command
        .current_dir(place)
        .env_remove("AZIONELAB_CONFIG")
        .env("AZIONELAB__DATA_DIR", place)
        .env("AZIONELAB__HTTP__LISTEN", "127.0.0.1:0")
        .stdin(Stdio::null());
    command
}

fn run(place: &TempDir, arguments: &[&str]) -> Output {
    azionelab(place.path()).args(arguments).output().unwrap()
}

fn output_of(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_owned()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

/// A serving program. It is stopped when it is dropped.
struct Serving(Child);

impl Serving {
    /// Starts the program and waits until it logs that it listens.
    fn start(place: &TempDir) -> Self {
        let mut child =
            azionelab(place.path()).arg("serve").stderr(Stdio::piped()).spawn().unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut lines = log.lines().map(Result::unwrap);
        assert!(lines.any(|line| line.contains("listening on http://127.0.0.1:")), "it listens");
        // Read the rest of the log, so that the program does not block on a full pipe.
        std::thread::spawn(move || lines.count());
        Self(child)
    }

    fn tell(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.0), signal).unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Stopped, not killed: a killed program would leave its server running.
        if matches!(self.0.try_wait(), Ok(None)) {
            self.tell(Signal::TERM);
            let _ = self.0.wait();
        }
    }
}

fn servers_in(place: &TempDir) -> usize {
    let cluster = place.path().join("postgres").canonicalize().unwrap();
    fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| Some(entry.ok()?.path().join("cwd")))
        .filter(|cwd| fs::read_link(cwd).is_ok_and(|folder| folder == cluster))
        .count()
}

#[test]
fn invalid_arguments_exit_with_the_code_for_wrong_usage() {
    let place = tempfile::tempdir().unwrap();
    assert_eq!(run(&place, &["perform"]).status.code(), Some(2));
    let output =
        run(&place, &["staff", "add", "--email", "nobody", "--name", "A", "--role", "door"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output_of(&output).1.contains("is not an e-mail address"));
}

#[test]
fn a_wrong_setting_is_reported_on_one_line() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("azionelab.toml"), "[http]\nport = 80\n").unwrap();
    let output = run(&place, &["serve"]);
    assert_eq!(output.status.code(), Some(1));
    let text = output_of(&output).1;
    assert!(text.starts_with("azionelab: the setting `http.port`"), "{text}");
    assert!(text.contains("is unknown"), "{text}");
    assert_eq!(text.lines().count(), 1);
}

#[test]
fn a_port_in_use_is_reported_on_one_line() {
    let place = tempfile::tempdir().unwrap();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    let output = azionelab(place.path())
        .arg("serve")
        .env("AZIONELAB__HTTP__LISTEN", &address)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = output_of(&output).1;
    assert!(text.contains(&format!("another program listens on {address}")), "{text}");
    assert_eq!(text.lines().count(), 1);
    assert!(!place.path().join("postgres").exists(), "nothing slow has started");
}

#[test]
fn the_demonstration_is_added_once_and_shows_its_accounts_each_time() {
    let place = tempfile::tempdir().unwrap();
    let first = run(&place, &["demo"]);
    assert!(first.status.success(), "{:?}", output_of(&first));
    let first = output_of(&first).0;
    assert!(first.starts_with("Teatro del Fanale: 7 shows, 22 performances."), "{first}");
    let again = run(&place, &["demo"]);
    assert!(again.status.success());
    let again = output_of(&again).0;
    assert!(again.contains("nothing was changed"), "{again}");
    for role in ["door", "box_office", "admin"] {
        let account = |text: &str| {
            text.lines().find(|line| line.ends_with(&format!("  {role}"))).unwrap().to_owned()
        };
        assert_eq!(account(&first), account(&again));
    }
    assert_eq!(servers_in(&place), 0);
}

#[test]
fn a_short_command_works_while_the_program_serves() {
    let place = tempfile::tempdir().unwrap();
    let serving = Serving::start(&place);
    let add = ["staff", "add", "--email", "a@example.org", "--name", "Anna", "--role", "admin"];
    let added = run(&place, &add);
    assert!(added.status.success(), "{:?}", output_of(&added));
    assert!(output_of(&added).0.contains("Password: "));
    let again = run(&place, &add);
    assert_eq!(again.status.code(), Some(1));
    assert!(output_of(&again).1.contains("another account has this address"));
    drop(serving);
}

#[test]
fn a_second_program_on_the_same_directory_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let serving = Serving::start(&place);
    let output = run(&place, &["serve"]);
    assert_eq!(output.status.code(), Some(1));
    let text = output_of(&output).1;
    assert!(text.contains(&format!("in use by azionelab process {}", serving.0.id())), "{text}");
}

#[test]
fn the_program_stops_cleanly_and_leaves_no_process() {
    for signal in [Signal::TERM, Signal::INT] {
        let place = tempfile::tempdir().unwrap();
        let mut serving = Serving::start(&place);
        assert!(servers_in(&place) > 0);
        serving.tell(signal);
        assert_eq!(serving.0.wait().unwrap().code(), Some(0), "{signal:?}");
        assert_eq!(servers_in(&place), 0, "{signal:?}");
    }
}

#[test]
fn a_program_can_start_after_another_was_killed() {
    let place = tempfile::tempdir().unwrap();
    let mut killed = Serving::start(&place);
    killed.tell(Signal::KILL);
    killed.0.wait().unwrap();
    let mut next = Serving::start(&place);
    next.tell(Signal::TERM);
    assert!(next.0.wait().unwrap().success());
    assert_eq!(servers_in(&place), 0);
}

#[test]
fn the_doctor_says_what_is_wrong_and_how_to_fix_it() {
    let place = tempfile::tempdir().unwrap();
    let output = azionelab(place.path())
        .arg("doctor")
        .env("AZIONELAB__DATABASE__URL", "postgres://nobody@127.0.0.1:1/none")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = output_of(&output).0;
    assert!(text.contains("✗ database: ") && text.contains("check `database.url`"), "{text}");
    assert!(text.contains("✓ settings: read"), "{text}");
}

#[test]
fn test_mail_can_be_sent_without_a_mail_server() {
    let place = tempfile::tempdir().unwrap();
    let output = run(&place, &["mail", "test", "--to", "anna@example.org"]);
    assert!(output.status.success(), "{:?}", output_of(&output));
    assert_eq!(fs::read_dir(place.path().join("mail")).unwrap().count(), 1);
}
