//! A running program and its answers.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use azionelab_adapters_postgres::testing::TestDatabase;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;
use ureq::{
    Agent, Body,
    http::{HeaderMap, Response},
};

/// The time limit for waiting. Only failing tests reach it.
const TIME_LIMIT: Duration = Duration::from_mins(1);

/// Repeats `look` until it returns something.
pub fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let give_up = Instant::now() + TIME_LIMIT;
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(Instant::now() < give_up, "timed out waiting: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A temporary folder, the settings, and the programs that run in it.
pub struct Place {
    folder: TempDir,
    settings: Vec<(String, String)>,
}

impl Place {
    /// Has only the settings that a test needs, and logs at the most detailed level.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Self { folder, settings: Vec::new() };
        let data = place.path().join("data");
        place
            .set("AZIONELAB__DATA_DIR", data.to_str().unwrap())
            .set("AZIONELAB__HTTP__LISTEN", "127.0.0.1:0")
            .set("AZIONELAB__HTTP__BASE_URL", "http://localhost:8080")
            .set("AZIONELAB__MAIL__SHOW_MAILBOX", "true")
            .set("AZIONELAB__LOG__LEVEL", "trace")
    }

    /// Uses the given test database.
    pub fn on(database: &TestDatabase) -> Self {
        Self::new()
            .set("AZIONELAB__DATABASE__URL", database.url())
            .set("AZIONELAB__RATE_LIMIT__ENABLED", "false")
    }

    pub fn set(mut self, setting: &str, value: &str) -> Self {
        self.settings.push((setting.to_owned(), value.to_owned()));
        self
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Returns a command with these settings and without this process's environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_azionelab"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    pub fn serve(&self) -> Program {
        let number = fs::read_dir(self.path()).unwrap().count();
        let log = self.path().join(format!("serve-{number}.log"));
        let child = self.command(&["serve"]).stderr(File::create(&log).unwrap()).spawn().unwrap();
        let mut program = Program { child, log, address: String::new() };
        program.address = program.wait_for_address();
        program
    }

    /// The messages stored in the data directory, oldest first.
    pub fn letters(&self) -> Vec<String> {
        let mut files: Vec<_> = fs::read_dir(self.path().join("data/mail"))
            .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        files.retain(|file: &PathBuf| file.extension().is_some_and(|end| end == "eml"));
        files.sort();
        files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    }
}

/// A serving program. It is stopped when it is dropped.
pub struct Program {
    child: Child,
    log: PathBuf,
    address: String,
}

impl Program {
    fn wait_for_address(&mut self) -> String {
        eventually("the program listens", || {
            assert!(matches!(self.child.try_wait(), Ok(None)), "it has ended: {}", self.log());
            self.logged("listening on http://")
        })
    }

    /// The memory that it uses, in MiB.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    }

    /// Returns what follows these words in the log.
    fn logged(&self, words: &str) -> Option<String> {
        let log = self.log();
        let (_, after) = log.split_once(words)?;
        // The line may be incomplete.
        let (logged, _) = after.split_once('\n')?;
        // In a JSON line more fields follow.
        let (logged, _) = logged.split_once('"').unwrap_or((logged, ""));
        Some(logged.trim().to_owned())
    }

    /// Requests the metrics.
    pub fn metrics(&self) -> Answer {
        let address = self.logged("metrics are on ").expect("`metrics.listen` is set");
        Answer::from(agent().get(address).call())
    }

    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn get(&self, path: &str) -> Answer {
        Answer::from(agent().get(self.url(path)).call())
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::from(agent().post(self.url(path)).send_json(body))
    }

    /// Sends a request with the holder's secret.
    pub fn holder(&self, method: &str, path: &str, secret: &str, body: Option<&Value>) -> Answer {
        let authorization = format!("Bearer {secret}");
        let url = self.url(path);
        let agent = agent();
        Answer::from(match (method, body) {
            ("GET", _) => agent.get(url).header("Authorization", authorization).call(),
            ("PATCH", Some(body)) => {
                agent.patch(url).header("Authorization", authorization).send_json(body)
            }
            ("POST", _) => agent.post(url).header("Authorization", authorization).send_empty(),
            other => panic!("no such request: {other:?}"),
        })
    }

    /// Kills the program, like a power failure.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Stops the program and returns whether it exited with success.
    pub fn stop(mut self) -> bool {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        self.child.wait().unwrap().success()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Stopped, not killed: a killed program would leave its PostgreSQL running.
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = kill_process(Pid::from_child(&self.child), Signal::TERM);
            let _ = self.child.wait();
        }
    }
}

/// A complete answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub content_type: String,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl From<Result<Response<Body>, ureq::Error>> for Answer {
    fn from(answer: Result<Response<Body>, ureq::Error>) -> Self {
        let mut answer = answer.unwrap();
        let headers = answer.headers().clone();
        Self {
            status: answer.status().as_u16(),
            content_type: headers
                .get("content-type")
                .map(|value| value.to_str().unwrap().to_owned())
                .unwrap_or_default(),
            bytes: answer.body_mut().read_to_vec().unwrap(),
            headers,
        }
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Checks the status and returns the JSON body.
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.json()
    }

    /// Checks the status and returns the name of the problem.
    pub fn problem(&self, status: u16) -> String {
        let problem = self.expect(status);
        assert_eq!(self.content_type, "application/problem+json");
        problem["type"].as_str().unwrap().strip_prefix("/problems/").unwrap().to_owned()
    }
}

/// A client that returns every status as an answer.
pub fn agent() -> Agent {
    Agent::config_builder()
        // Tests check redirects themselves.
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(TIME_LIMIT))
        .build()
        .new_agent()
}
