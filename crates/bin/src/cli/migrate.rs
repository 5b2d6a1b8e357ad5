use std::sync::Arc;

use crate::{
    Failure,
    adapters::SystemClock,
    settings::Settings,
    wiring::{self, Database},
};

pub(super) async fn run(settings: &Settings) -> Result<(), Failure> {
    let database = Database::to_use(settings).await?;
    let outcome = migrate(settings, &database).await;
    database.close().await;
    outcome
}

async fn migrate(settings: &Settings, database: &Database) -> Result<(), Failure> {
    let done = wiring::store(settings, database, Arc::new(SystemClock))?.migrate().await?;
    if done.is_empty() {
        println!("The database is up to date.");
    }
    for migration in done {
        println!("{migration}");
    }
    Ok(())
}
