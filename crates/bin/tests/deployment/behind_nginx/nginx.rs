//! A running nginx and the processes behind it.

use std::{
    fs::{self, File, Permissions},
    net::{SocketAddr, TcpListener},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::atomic::{AtomicU16, Ordering},
};

use azionelab_adapters_postgres::testing::TestDatabase;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    ask::Site,
    company::schedule_a_show,
    program::{Place, Program, agent, eventually},
};

pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The output folder of the frontend build.
pub fn frontend() -> PathBuf {
    repository().join("frontend/dist/browser")
}

/// Returns the path of a hashed file of the build, for example `/main-5VZ3RWKO.js`.
pub fn built(name: &str, extension: &str) -> String {
    let start = format!("{name}-");
    fs::read_dir(frontend())
        .unwrap()
        .map(|entry| PathBuf::from(entry.unwrap().file_name()))
        .find(|file| {
            file.extension().is_some_and(|of| of == extension)
                && file.to_str().unwrap().starts_with(&start)
        })
        .map(|file| format!("/{}", file.display()))
        .expect("the frontend is built")
}

/// A running nginx. It is stopped when it is dropped.
pub struct Nginx {
    child: Child,
    folder: TempDir,
    settings: Vec<(&'static str, String)>,
    /// The address for plain HTTP.
    pub address: SocketAddr,
    /// The port for TLS, if it is enabled.
    pub tls_port: u16,
}

impl Nginx {
    /// Starts nginx in front of these backends.
    pub fn before(backends: &[&Program]) -> Self {
        Self::set_up(&addresses(backends), Vec::new())
    }

    /// Starts nginx in front of backends at these addresses, with more environment variables.
    pub fn set_up(backends: &str, settings: Vec<(&'static str, String)>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // If root starts it, its workers run as another user.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o711)).unwrap();
        let (port, tls_port) = (free_port(), free_port());
        let own = [
            ("AZIONELAB_RUN", folder.path().join("run").display().to_string()),
            ("AZIONELAB_STATIC", frontend().display().to_string()),
            ("AZIONELAB_HTTP_PORT", port.to_string()),
            ("AZIONELAB_HTTPS_PORT", tls_port.to_string()),
        ];
        let settings: Vec<_> = own.into_iter().chain(settings).collect();
        let child = command(&settings, backends)
            .stdout(File::create(folder.path().join("access.log")).unwrap())
            .stderr(File::create(folder.path().join("error.log")).unwrap())
            .spawn()
            .unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut nginx = Self { child, folder, settings, address, tls_port };
        eventually("nginx listens", || {
            let ended = nginx.child.try_wait().unwrap();
            assert!(ended.is_none(), "it has ended: {}", nginx.error_log());
            agent().get(nginx.url("/nginx-health")).call().ok()
        });
        nginx
    }

    /// Reloads nginx with other backends.
    pub fn reload(&self, backends: &[&Program]) {
        let mut reload = command(&self.settings, &addresses(backends));
        assert!(reload.arg("reload").status().unwrap().success());
    }

    /// The lines of the access log so far.
    pub fn access_log(&self) -> Vec<Value> {
        self.raw_access_log().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Returns the last line of the access log for a path.
    pub fn noted(&self, path: &str) -> Value {
        eventually("the request is in the log", || {
            self.access_log().into_iter().rfind(|line| line["path"] == path)
        })
    }

    pub fn raw_access_log(&self) -> String {
        fs::read_to_string(self.folder.path().join("access.log")).unwrap()
    }

    pub fn error_log(&self) -> String {
        fs::read_to_string(self.folder.path().join("error.log")).unwrap()
    }
}

impl Site for Nginx {
    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = kill_process(Pid::from_child(&self.child), Signal::TERM);
        let _ = self.child.wait();
    }
}

fn command(settings: &[(&'static str, String)], backends: &str) -> Command {
    let mut command = Command::new(repository().join("infra/nginx/start"));
    let program = std::env::var_os("NGINX_PROGRAM");
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("NGINX_PROGRAM", program.expect("infra/test/nginx sets NGINX_PROGRAM"))
        .env("AZIONELAB_BACKENDS", backends)
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null());
    command
}

fn addresses(backends: &[&Program]) -> String {
    let of = |backend: &&Program| backend.url("").trim_start_matches("http://").to_owned();
    backends.iter().map(of).collect::<Vec<_>>().join(" ")
}

/// A free port outside the range that the system uses for connections.
fn free_port() -> u16 {
    static TAKEN: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(process::id() % 10_000).unwrap();
    eventually("a port is free", || {
        let port = 20_000 + (start + TAKEN.fetch_add(1, Ordering::Relaxed)) % 12_000;
        TcpListener::bind(("0.0.0.0", port)).is_ok().then_some(port)
    })
}

/// A show, two processes that serve it, and nginx in front of them.
pub struct Front {
    pub nginx: Nginx,
    pub backends: Vec<Program>,
    pub places: Vec<Place>,
    pub database: TestDatabase,
}

impl Front {
    pub async fn with_seats(seats: u32) -> Self {
        Self::with(seats, |place| place).await
    }

    /// Starts them with more settings for the processes.
    pub async fn with(seats: u32, change: impl Fn(Place) -> Place) -> Self {
        let database = TestDatabase::create().await;
        schedule_a_show(&database, seats).await;
        let place =
            || change(Place::on(&database).set("AZIONELAB__HTTP__TRUSTED_PROXIES", "127.0.0.1"));
        let places = vec![place(), place()];
        let backends: Vec<_> = places.iter().map(Place::serve).collect();
        let nginx = Nginx::before(&backends.iter().collect::<Vec<_>>());
        Self { nginx, backends, places, database }
    }

    /// The logs of all processes behind nginx.
    pub fn backend_logs(&self) -> String {
        self.backends.iter().map(Program::log).collect()
    }
}
