//! Brings the schema up to date.

use diesel::{migration::MigrationSource, pg::Pg};
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use thiserror::Error;

use crate::{
    Store,
    statement::{run, statement},
};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Whoever migrates holds this advisory lock, so that several processes may start at once. The
/// number means nothing but has to stay as it is.
const LOCK: &str = "SELECT pg_advisory_lock(7291046352)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(7291046352)";

statement! {
    /// A row for the table of the migrations that were run, which there is from the first on.
    MigrationsTable {}
    "SELECT WHERE to_regclass('__diesel_schema_migrations') IS NOT NULL"
}

/// Why the schema is not up to date.
#[derive(Debug, Error)]
pub enum MigrateError {
    /// The database can't be reached.
    #[error("the database can't be reached")]
    Connect(#[from] diesel::ConnectionError),
    /// A statement failed outside of a migration.
    #[error("the migrations can't be looked at")]
    Query(#[from] diesel::result::Error),
    /// A migration failed. Nothing of it remains.
    #[error("a migration failed: {0}")]
    Migration(Box<dyn std::error::Error + Send + Sync>),
    /// The database was migrated by a newer version of this program.
    #[error("the database is from a newer version of this program (it has migration {0})")]
    Newer(String),
}

/// How the schema compares with this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaState {
    /// The versions of migrations that are yet to be run, the oldest first.
    pub pending: Vec<String>,
    /// The versions that the database has and this program does not know.
    pub unknown: Vec<String>,
}

impl Store {
    /// Runs the migrations that are missing. Answers their versions.
    ///
    /// # Panics
    ///
    /// On a single-threaded Tokio runtime.
    pub async fn migrate(&self) -> Result<Vec<String>, MigrateError> {
        let mut connection = self.connections.establish_unbounded().await?;
        connection.batch_execute(LOCK).await?;
        let mut harness = AsyncMigrationHarness::new(connection);
        let done = run_missing(&mut harness)?;
        // The lock would go with the connection; giving it back lets others start a little sooner.
        harness.into_inner().batch_execute(UNLOCK).await?;
        Ok(done)
    }

    /// Compares the schema with this program, without changing anything.
    pub async fn schema_state(&self) -> Result<SchemaState, MigrateError> {
        let connection = self.connections.establish_unbounded().await?;
        // Diesel would make the table to look into it.
        if run(&connection, MigrationsTable {}).await? == 0 {
            return compare(Vec::new());
        }
        schema_state(&mut AsyncMigrationHarness::new(connection))
    }
}

/// The versions of the migrations that this program knows, the oldest first.
pub fn known_migrations() -> Result<Vec<String>, MigrateError> {
    let mut known: Vec<_> = MigrationSource::<Pg>::migrations(&MIGRATIONS)
        .map_err(MigrateError::Migration)?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    known.sort();
    Ok(known)
}

fn run_missing(
    harness: &mut AsyncMigrationHarness<AsyncPgConnection>,
) -> Result<Vec<String>, MigrateError> {
    if let Some(unknown) = schema_state(harness)?.unknown.pop() {
        return Err(MigrateError::Newer(unknown));
    }
    let done = harness.run_pending_migrations(MIGRATIONS).map_err(MigrateError::Migration)?;
    Ok(done.iter().map(ToString::to_string).collect())
}

fn schema_state(
    harness: &mut AsyncMigrationHarness<AsyncPgConnection>,
) -> Result<SchemaState, MigrateError> {
    let applied = harness.applied_migrations().map_err(MigrateError::Migration)?;
    compare(applied.iter().map(ToString::to_string).collect())
}

/// Compares the versions of migrations that a database has with those of this program.
fn compare(applied: Vec<String>) -> Result<SchemaState, MigrateError> {
    let known = known_migrations()?;
    Ok(SchemaState {
        pending: known.iter().filter(|version| !applied.contains(version)).cloned().collect(),
        unknown: applied.into_iter().filter(|version| !known.contains(version)).collect(),
    })
}
