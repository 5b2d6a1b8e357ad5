use std::{
    ffi::OsString,
    os::unix::process::ExitStatusExt as _,
    path::PathBuf,
    process::{Command, ExitStatus},
};

use clap::Args;
use tokio_postgres::config::{Config, Host};

use crate::{Failure, embedded::ServerBinaries, settings::Settings, wiring::Database};

/// Runs a program of PostgreSQL on the site's database.
#[derive(Debug, Args)]
pub struct RunProgram {
    /// The program, for example `psql` or `pg_dump`
    program: String,
    /// Its arguments
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

impl RunProgram {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Failure> {
        let database = Database::to_use(settings).await?;
        let outcome = self.start(settings, &database);
        database.close().await;
        let (program, status) = outcome?;
        check_status(&program, status)
    }

    fn start(
        &self,
        settings: &Settings,
        database: &Database,
    ) -> Result<(String, ExitStatus), Failure> {
        let program = self.program(settings)?;
        let mut command = Command::new(&program);
        command.args(&self.arguments).envs(variables(database)?);
        let status = command.status().map_err(|error| {
            Failure::new(format!(
                "cannot run {}: {error}; install PostgreSQL's client programs",
                program.display()
            ))
        })?;
        Ok((self.program.clone(), status))
    }

    /// For a private PostgreSQL it is the program of the server's own version.
    fn program(&self, settings: &Settings) -> Result<PathBuf, Failure> {
        if settings.database.url.is_some() || self.program.contains('/') {
            return Ok(PathBuf::from(&self.program));
        }
        let given = settings.database.server_binaries.as_deref();
        let server = ServerBinaries::find(given, &settings.data_dir.join("postgres"))?;
        Ok(server.program(&self.program))
    }
}

/// Returns the connection settings as environment variables of PostgreSQL's programs. All users of
/// the machine can read a command line, so the settings must not be arguments.
fn variables(database: &Database) -> Result<Vec<(&'static str, OsString)>, Failure> {
    let config: Config = database.url().parse().map_err(|_| {
        Failure::new("cannot read `database.url`, so the program cannot be given the address")
    })?;
    let mut variables = vec![("PGAPPNAME", OsString::from("azionelab database"))];
    match config.get_hosts().first() {
        Some(Host::Tcp(host)) => variables.push(("PGHOST", host.into())),
        Some(Host::Unix(folder)) => variables.push(("PGHOST", folder.into())),
        None => {}
    }
    if let Some(port) = config.get_ports().first() {
        variables.push(("PGPORT", port.to_string().into()));
    }
    if let Some(user) = config.get_user() {
        variables.push(("PGUSER", user.into()));
    }
    if let Some(name) = config.get_dbname() {
        variables.push(("PGDATABASE", name.into()));
    }
    if let Some(password) = config.get_password().and_then(|password| str::from_utf8(password).ok())
    {
        variables.push(("PGPASSWORD", password.into()));
    }
    Ok(variables)
}

fn check_status(program: &str, status: ExitStatus) -> Result<(), Failure> {
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(match (status.code(), status.signal()) {
        (Some(code), _) => format!("{program} exited with code {code}"),
        (None, Some(signal)) => format!("{program} was ended by signal {signal}"),
        (None, None) => format!("{program} failed"),
    }))
}
