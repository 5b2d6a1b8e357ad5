//! Migrates the schema.

use super::{
    comparison_keys,
    functions::to_regclass,
    statement::{rows, run, statement},
};
use crate::Store;
use diesel::{
    ExpressionMethods, QueryableByName, migration::MigrationSource, pg::Pg, select,
    sql_types::BigInt,
};
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use thiserror::Error;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// How many tables, indexes, constraints and triggers all migrations create, including Diesel's
/// own. A test fails with the new number when it has changed.
const OBJECTS: i64 = 229;

/// A process that migrates holds this advisory lock, so that several processes can start at the
/// same time. The number is arbitrary, but must not change.
const LOCK: &str = "SELECT pg_advisory_lock(7291046352)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(7291046352)";

/// The table of the migrations that were run. The first migration creates it.
const MIGRATIONS_TABLE: &str = "__diesel_schema_migrations";

statement! {
    /// The objects that a dump restores last, so that they are missing if a restore is interrupted.
    ///
    /// The builder does not know the tables of the catalog.
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
    /// A row if the server can sort by the rules of Unicode. The builder does not know the tables
    /// of the catalog.
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
    #[error("the database can't be reached; check `database.url`, and that the server runs")]
    Connect(#[from] diesel::ConnectionError),
    /// A statement outside of the migrations failed.
    #[error("cannot read the state of the migrations")]
    Query(#[from] diesel::result::Error),
    #[error(
        "this PostgreSQL server was built without ICU, so it cannot sort names; use a server with \
         ICU, such as the packages of Debian, Ubuntu and postgresql.org, or a managed server"
    )]
    NoUnicodeCollation,
    /// A migration failed and was rolled back.
    #[error(
        "a migration failed, and nothing was changed: {0}; empty the database first if it belongs \
         to another program or holds part of a restored backup"
    )]
    Migration(Box<dyn std::error::Error + Send + Sync>),
    /// The database was migrated by a newer version of this program.
    #[error(
        "the database is from a newer version of this program (it has migration {0}); start the \
         newer program"
    )]
    Newer(String),
    /// Tables, indexes or constraints are missing although their migrations were run.
    #[error(
        "{0} tables, indexes or constraints are missing in the database, as after an interrupted \
         restore; restore the backup again, into an empty database"
    )]
    Incomplete(i64),
}

/// How the schema compares with this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaState {
    /// The versions of the migrations that have not been run, the oldest first.
    pub pending: Vec<String>,
    /// The versions in the database that this program does not know.
    pub unknown: Vec<String>,
    /// How many tables, indexes and constraints are missing although all migrations were run, as
    /// after an interrupted restore.
    pub missing: i64,
}

impl Store {
    /// Runs the missing migrations. Returns their versions.
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
        // Closing the connection frees the lock too, but later.
        connection.batch_execute(UNLOCK).await?;
        if missing > 0 { Err(MigrateError::Incomplete(missing)) } else { Ok(done) }
    }

    /// Compares the schema with this program, without changing anything.
    pub async fn schema_state(&self) -> Result<SchemaState, MigrateError> {
        let connection = self.connections.establish_unbounded().await?;
        // Diesel would create a missing table.
        let table = select(to_regclass(MIGRATIONS_TABLE).is_not_null());
        if rows::<bool>(&connection, table).await? != [true] {
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
    // An operator may have added an index.
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
