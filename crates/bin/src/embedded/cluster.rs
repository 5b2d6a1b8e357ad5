use std::{
    ffi::OsString,
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    process::{Output, Stdio},
};

use tokio::{io::AsyncWriteExt as _, process::Command};
use tracing::info;

use super::{
    EmbeddedError, NAME, ServerBinaries, account::Account, error::Attempted as _, placement,
};

/// An existing cluster and everything needed to run it.
#[derive(Debug)]
pub(super) struct Cluster {
    data_dir: PathBuf,
    folder: PathBuf,
    socket_dir: PathBuf,
    account: Account,
    binaries: ServerBinaries,
}

impl Cluster {
    /// Finds the cluster of a data directory, or creates it. The caller must hold the directory's
    /// lock.
    pub(super) async fn prepare(
        data_dir: &Path,
        server_binaries: Option<&Path>,
    ) -> Result<Self, EmbeddedError> {
        let (folder, account) = placement::cluster(data_dir)?;
        let binaries = ServerBinaries::find(server_binaries, &folder)?;
        let socket_dir = placement::socket_dir(&folder);
        let cluster = Self { data_dir: data_dir.to_owned(), folder, socket_dir, account, binaries };
        if !cluster.folder.join("PG_VERSION").exists() {
            cluster.make().await?;
        }
        placement::make_socket_dir(&cluster.socket_dir, &cluster.folder, account)?;
        Ok(cluster)
    }

    pub(super) fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// The folder of the cluster.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// The log of the server. It contains no personal data.
    pub(super) fn log(&self) -> PathBuf {
        self.data_dir.join("postgres.log")
    }

    /// Returns a command that runs one of the server's programs as the server's user. Our
    /// environment may contain secrets, so only the paths of programs and libraries are passed on.
    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.binaries.program(program));
        command.env_clear().env("LC_ALL", "C").env("TZ", "UTC").current_dir("/");
        for name in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        self.account.run(&mut command);
        command
    }

    /// Creates the cluster under a temporary name and renames it when it is complete, so that an
    /// incomplete cluster is never used.
    async fn make(&self) -> Result<(), EmbeddedError> {
        info!(
            "creating a PostgreSQL {} cluster in {}",
            self.binaries.major(),
            self.folder.display()
        );
        let mut unfinished = self.folder.clone().into_os_string();
        unfinished.push(".unfinished");
        let unfinished = PathBuf::from(unfinished);
        match fs::remove_dir_all(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error).attempted("remove", &unfinished);
            }
            _ => {}
        }
        DirBuilder::new().mode(0o700).create(&unfinished).attempted("create", &unfinished)?;
        self.account.own(&unfinished)?;

        // Some systems lack the locale C.UTF-8. The encoding is UTF-8 with both.
        if let Err(failure) = self.initdb(&unfinished, "C.UTF-8").await {
            if !failure.to_string().contains("locale") {
                return Err(failure);
            }
            self.initdb(&unfinished, "C").await?;
        }
        self.create_database(&unfinished).await?;
        fs::rename(&unfinished, &self.folder).attempted("move into place", &unfinished)?;
        let parent = self.folder.parent().unwrap_or(&self.folder);
        File::open(parent).and_then(|folder| folder.sync_all()).attempted("write", parent)
    }

    async fn initdb(&self, folder: &Path, locale: &str) -> Result<(), EmbeddedError> {
        let mut command = self.command("initdb");
        command
            .arg("--pgdata")
            .arg(folder)
            .args(["--username", NAME, "--encoding", "UTF8", "--lc-messages", "C"])
            .args(["--locale", locale, "--data-checksums", "--no-instructions"])
            // The permissions of the folder decide who can reach the socket.
            .args(["--auth-local", "trust", "--auth-host", "reject"]);
        let output = run(command, "").await.attempted("run", self.binaries.program("initdb"))?;
        if output.status.success() { Ok(()) } else { Err(failed(&output)) }
    }

    async fn create_database(&self, folder: &Path) -> Result<(), EmbeddedError> {
        let mut command = self.command("postgres");
        command.args(["--single", "-D"]).arg(folder).arg("postgres");
        let output = run(command, &format!("CREATE DATABASE {NAME}\n"))
            .await
            .attempted("run", self.binaries.program("postgres"))?;
        // In single-user mode the server continues after an error and exits with 0.
        if output.status.success() && !String::from_utf8_lossy(&output.stderr).contains("ERROR:") {
            Ok(())
        } else {
            Err(failed(&output))
        }
    }

    /// The arguments of the server. Its log must not contain personal data, so errors of single
    /// statements are not logged: their texts quote values.
    pub(super) fn server_arguments(&self) -> Vec<OsString> {
        let mut arguments = vec!["-D".into(), self.folder.clone().into_os_string()];
        let mut set = |name: &str, value: OsString| {
            let mut setting = OsString::from(name);
            setting.push("=");
            setting.push(value);
            arguments.push("-c".into());
            arguments.push(setting);
        };
        set("unix_socket_directories", quoted(&self.socket_dir));
        for (name, value) in [
            ("listen_addresses", ""),
            ("port", "5432"),
            ("unix_socket_permissions", "0700"),
            ("max_connections", "60"),
            ("shared_buffers", "64MB"),
            // A new segment of the write-ahead log is filled with zeros first, and bookings wait
            // for it up to 100 ms. So twelve old ones are kept for reuse, and checkpoints, after
            // which each page is logged as a whole once, are rarer.
            ("min_wal_size", "192MB"),
            ("checkpoint_timeout", "15min"),
            ("jit", "off"),
            ("fsync", "on"),
            ("synchronous_commit", "on"),
            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
            ("log_destination", "stderr"),
            ("logging_collector", "off"),
            ("log_min_messages", "log"),
            ("log_min_error_statement", "panic"),
            ("log_error_verbosity", "terse"),
            ("log_parameter_max_length", "0"),
            ("log_parameter_max_length_on_error", "0"),
            ("log_statement", "none"),
            ("log_checkpoints", "off"),
        ] {
            set(name, value.into());
        }
        arguments
    }
}

/// Quotes a folder for PostgreSQL's lists of folders.
fn quoted(folder: &Path) -> OsString {
    use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

    let mut quoted = vec![b'"'];
    for byte in folder.as_os_str().as_bytes() {
        if *byte == b'"' {
            quoted.push(b'"');
        }
        quoted.push(*byte);
    }
    quoted.push(b'"');
    OsString::from_vec(quoted)
}

async fn run(mut command: Command, input: &str) -> io::Result<Output> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes()).await?;
    }
    child.wait_with_output().await
}

fn failed(output: &Output) -> EmbeddedError {
    let errors = String::from_utf8_lossy(&output.stderr);
    EmbeddedError::InitFailed(last_lines(&errors, 3))
}

pub(super) fn last_lines(log: &str, count: usize) -> String {
    let lines = log.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    lines[lines.len().saturating_sub(count)..].join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_of_a_log_are_joined() {
        assert_eq!(last_lines("one\n two\n\nthree\n", 2), "two; three");
        assert_eq!(last_lines("", 2), "");
    }

    #[test]
    fn a_folder_is_quoted_for_a_list() {
        assert_eq!(quoted(Path::new("/a, \"b\"")), r#""/a, ""b""""#);
    }
}
