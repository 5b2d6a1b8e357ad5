use std::sync::Arc;

use azionelab_adapters_postgres::known_migrations;
use clap::Args;

use crate::{
    Failure,
    adapters::SystemClock,
    output::say,
    settings::Settings,
    wiring::{self, Database},
};

#[derive(Debug, Args)]
pub(super) struct Migrate {
    /// Only print the migrations of this version, without connecting to the database
    #[arg(long)]
    list: bool,
}

impl Migrate {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Failure> {
        if self.list {
            known_migrations()?.iter().for_each(|migration| say!("{migration}"));
            return Ok(());
        }
        let database = Database::to_use(settings).await?;
        let outcome = migrate(settings, &database).await;
        database.close().await;
        outcome
    }
}

async fn migrate(settings: &Settings, database: &Database) -> Result<(), Failure> {
    let done = wiring::store(settings, database, Arc::new(SystemClock))?.migrate().await?;
    if done.is_empty() {
        say!("The database is up to date.");
    }
    for migration in done {
        say!("{migration}");
    }
    Ok(())
}
