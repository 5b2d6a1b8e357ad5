//! Brings the schema up to date.

use super::{
    comparison_keys,
    statement::{rows, run, statement},
};
use crate::Store;
use diesel::{QueryableByName, migration::MigrationSource, pg::Pg, sql_types::BigInt};
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use thiserror::Error;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// How many tables, indexes, constraints and triggers all migrations make, that of Diesel included.
/// A test says the number when it has changed.
const OBJECTS: i64 = 230;

/// A process that migrates holds this advisory lock, so that several processes may start at once. The
/// number means nothing but has to stay as it is.
const LOCK: &str = "SELECT pg_advisory_lock(7291046352)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(7291046352)";

statement! {
    /// A row for the table of the migrations that were run, which there is from the first on.
    MigrationsTable {}
    "SELECT WHERE to_regclass('__diesel_schema_migrations') IS NOT NULL"
}

statement! {
    /// Whatever a dump brings back last, or only in part, when it is broken off.
    CountObjects {}
    "WITH home AS (SELECT relnamespace AS id FROM pg_class \
     WHERE oid = to_regclass('__diesel_schema_migrations')) \
     SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = home.id AND relkind IN ('r', 'i')) \
     + (SELECT count(*) FROM pg_constraint WHERE connamespace = home.id \
     AND contype IN ('c', 'f', 'p', 'u')) \
     + (SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid \
     WHERE relnamespace = home.id AND NOT tgisinternal) AS objects FROM home"
}

statement! {
    /// A row if the server sorts as Unicode says.
    UnicodeCollation {}
    "SELECT WHERE EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu')"
}

#[derive(QueryableByName)]
struct ObjectsRow {
    #[diesel(sql_type = BigInt)]
    objects: i64,
}

/// Why the schema is not up to date.
#[derive(Debug, Error)]
pub enum MigrateError {
    #[error("the database can't be reached; check `database.url`, and that it runs")]
    Connect(#[from] diesel::ConnectionError),
    /// A statement failed outside of a migration.
    #[error("the migrations can't be looked at")]
    Query(#[from] diesel::result::Error),
    /// The server was built without ICU, which sorts and compares names.
    #[error(
        "this PostgreSQL server was built without ICU, so it can't sort names; use one that was \
         built with it, as the packages of Debian, Ubuntu and postgresql.org and managed servers are"
    )]
    NoUnicodeCollation,
    /// A migration failed. Nothing of it remains.
    #[error(
        "a migration failed, and nothing was changed: {0}; a database that holds something else, or \
         half of a restored backup, has to be emptied first"
    )]
    Migration(Box<dyn std::error::Error + Send + Sync>),
    /// The database was migrated by a newer version of this program.
    #[error(
        "the database is from a newer version of this program (it has migration {0}); start the \
         newer program"
    )]
    Newer(String),
    /// Tables, indexes or constraints are missing that the migrations made.
    #[error(
        "{0} tables, indexes or constraints are missing in the database, as after half of a \
         restore; restore the backup again, into an empty database"
    )]
    Incomplete(i64),
}

/// How the schema compares with this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaState {
    /// The versions of migrations that are yet to be run, the oldest first.
    pub pending: Vec<String>,
    /// The versions that the database has and this program does not know.
    pub unknown: Vec<String>,
    /// How many tables, indexes and constraints are missing once all migrations were run, as when
    /// a restore was broken off.
    pub missing: i64,
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
        if run(&connection, UnicodeCollation {}).await? == 0 {
            return Err(MigrateError::NoUnicodeCollation);
        }
        let mut harness = AsyncMigrationHarness::new(connection);
        let done = run_missing(&mut harness)?;
        let mut connection = harness.into_inner();
        let missing = missing(&connection).await?;
        if missing == 0 {
            comparison_keys::bring_up_to_date(&connection).await?;
        }
        // The lock would go with the connection; giving it back lets others start a little sooner.
        connection.batch_execute(UNLOCK).await?;
        if missing > 0 { Err(MigrateError::Incomplete(missing)) } else { Ok(done) }
    }

    /// Compares the schema with this program, without changing anything.
    pub async fn schema_state(&self) -> Result<SchemaState, MigrateError> {
        let connection = self.connections.establish_unbounded().await?;
        // Diesel would make the table to look into it.
        if run(&connection, MigrationsTable {}).await? == 0 {
            return compare(Vec::new());
        }
        let mut harness = AsyncMigrationHarness::new(connection);
        let state = schema_state(&mut harness)?;
        if !state.pending.is_empty() || !state.unknown.is_empty() {
            return Ok(state);
        }
        Ok(SchemaState { missing: missing(&harness.into_inner()).await?, ..state })
    }
}

/// How many of the tables, indexes and constraints of this version are missing.
async fn missing(connection: &AsyncPgConnection) -> Result<i64, diesel::result::Error> {
    let rows: Vec<ObjectsRow> = rows(connection, CountObjects {}).await?;
    let objects = rows.first().map_or(0, |row| row.objects);
    // Somebody may have added an index.
    Ok((OBJECTS - objects).max(0))
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
        missing: 0,
    })
}
