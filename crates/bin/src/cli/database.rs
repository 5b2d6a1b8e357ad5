use std::{
    ffi::OsString,
    os::unix::process::ExitStatusExt as _,
    path::PathBuf,
    process::{Command, ExitStatus},
};

use clap::Args;
use tokio_postgres::config::{Config, Host};

use crate::{Failure, embedded::ServerBinaries, settings::Settings, wiring::Database};

/// A program of PostgreSQL, to be run on the site's database.
#[derive(Debug, Args)]
pub struct OnDatabase {
    /// The program, as in `psql` or `pg_dump`
    program: String,
    /// What it is told
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

impl OnDatabase {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Failure> {
        let database = Database::to_use(settings).await?;
        let outcome = self.start(settings, &database);
        database.close().await;
        let (program, status) = outcome?;
        ended_well(&program, status)
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
                "{} can't be run: {error}; install PostgreSQL's client programs",
                program.display()
            ))
        })?;
        Ok((self.program.clone(), status))
    }

    /// Of a private PostgreSQL the program that came with it, which fits its version.
    fn program(&self, settings: &Settings) -> Result<PathBuf, Failure> {
        if settings.database.url.is_some() || self.program.contains('/') {
            return Ok(PathBuf::from(&self.program));
        }
        let given = settings.database.server_binaries.as_deref();
        let server = ServerBinaries::find(given, &settings.data_dir.join("postgres"))?;
        Ok(server.program(&self.program))
    }
}

/// Where the database is, as PostgreSQL's programs read it from their environment: what stands in
/// a command line anybody on the machine can read.
fn variables(database: &Database) -> Result<Vec<(&'static str, OsString)>, Failure> {
    let config: Config = database.url().parse().map_err(|_| {
        Failure::new("`database.url` can't be read, so no program can be told where it leads")
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

fn ended_well(program: &str, status: ExitStatus) -> Result<(), Failure> {
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(match (status.code(), status.signal()) {
        (Some(code), _) => format!("{program} ended with {code}"),
        (None, Some(signal)) => format!("{program} was ended by signal {signal}"),
        (None, None) => format!("{program} did not end well"),
    }))
}
