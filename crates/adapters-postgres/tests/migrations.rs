//! The migrations, forwards and back.

use std::time::Duration;

use azionelab_adapters_postgres::{
    MigrateError, SchemaState, Store,
    testing::{TestClock, TestDatabase},
};
use diesel::pg::Pg;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use tokio::time::timeout;

use crate::world::{Booking, World, chain, now, values_in};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Longer than any operation that makes progress.
const SOON: Duration = Duration::from_secs(30);

/// Descriptions of all objects of the schema.
const SCHEMA: &str = "\
    SELECT format('column %s.%s %s %s %s %s', table_name, column_name, \
        data_type, is_nullable, column_default, collation_name) \
    FROM information_schema.columns WHERE table_schema = 'public' \
    UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, \
        pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace \
    UNION ALL SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public' \
    UNION ALL SELECT format('relation %s %s %s', relkind, relname, reloptions) FROM pg_class \
        WHERE relnamespace = 'public'::regnamespace \
    UNION ALL SELECT format('function %s', pg_get_functiondef(oid)) FROM pg_proc \
        WHERE pronamespace = 'public'::regnamespace \
    UNION ALL SELECT format('trigger %s', pg_get_triggerdef(oid)) FROM pg_trigger \
        WHERE NOT tgisinternal \
    UNION ALL SELECT format('type %s', typname) FROM pg_type \
        WHERE typnamespace = 'public'::regnamespace \
    ORDER BY 1";

type Harness = AsyncMigrationHarness<AsyncPgConnection>;

fn open(database: &TestDatabase) -> Store {
    database.store(TestClock::at(now()))
}

async fn schema(database: &TestDatabase) -> Vec<String> {
    values_in(database, SCHEMA).await
}

fn revert_last(harness: &mut Harness) -> Result<(), String> {
    let reverted = MigrationHarness::<Pg>::revert_last_migration(harness, MIGRATIONS);
    reverted.map(|_| ()).map_err(|error| error.to_string())
}

fn run_next(harness: &mut Harness) -> bool {
    harness.has_pending_migration(MIGRATIONS).unwrap() && {
        harness.run_next_migration(MIGRATIONS).unwrap();
        true
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_migration_can_be_reverted_and_run_again() {
    let database = TestDatabase::without_schema().await;
    let mut harness = AsyncMigrationHarness::new(database.hold("").await);
    let mut schemas = vec![];
    revert_last(&mut harness).unwrap_err();
    schemas.push(schema(&database).await);
    while run_next(&mut harness) {
        schemas.push(schema(&database).await);
    }
    assert!(schemas.len() > 4, "{}", schemas.len());
    assert!(schemas.windows(2).all(|pair| pair[0] != pair[1]));

    for before in schemas.iter().rev().skip(1) {
        revert_last(&mut harness).unwrap();
        assert_eq!(&schema(&database).await, before);
    }
    for after in schemas.iter().skip(1) {
        assert!(run_next(&mut harness));
        assert_eq!(&schema(&database).await, after);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn migrating_twice_changes_nothing() {
    let database = TestDatabase::without_schema().await;
    let store = open(&database);
    let pending = store.schema_state().await.unwrap().pending;
    assert_eq!(store.migrate().await.unwrap(), pending);
    let after = schema(&database).await;
    assert_eq!(store.migrate().await.unwrap(), Vec::<String>::new());
    assert_eq!(schema(&database).await, after);
    let done = SchemaState { pending: vec![], unknown: vec![], missing: 0 };
    assert_eq!(store.schema_state().await.unwrap(), done);
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_the_state_of_the_schema_changes_nothing() {
    let database = TestDatabase::without_schema().await;
    let before = schema(&database).await;
    let state = open(&database).schema_state().await.unwrap();
    assert!(state.pending.len() >= 4 && state.pending.is_sorted(), "{state:?}");
    assert_eq!(state.unknown, Vec::<String>::new());
    assert_eq!(schema(&database).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_one_of_several_processes_at_once_migrates() {
    let database = TestDatabase::without_schema().await;
    let processes: Vec<_> = (0..5)
        .map(|_| {
            let store = open(&database);
            tokio::spawn(async move { store.migrate().await })
        })
        .collect();
    let mut done = Vec::new();
    for process in processes {
        done.push(process.await.unwrap().unwrap());
    }
    done.sort();
    assert!(done[..4].iter().all(Vec::is_empty), "{done:?}");
    assert!(done[4].len() >= 4, "{done:?}");
    open(&database).schema_state().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_a_newer_version_is_not_changed() {
    let database = TestDatabase::create().await;
    database
        .execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')")
        .await;
    let store = open(&database);
    let before = schema(&database).await;
    let state = store.schema_state().await.unwrap();
    assert_eq!(state.unknown, ["99990101000000"]);
    let refused = store.migrate().await;
    assert!(matches!(&refused, Err(MigrateError::Newer(version)) if version == "99990101000000"));
    assert_eq!(schema(&database).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_stored_in_an_older_form_are_found_after_a_start() {
    let world = World::with_seats(10).await;
    let (one, other) = (world.staff().await, world.staff().await);
    world.book(Booking::of(1).by("anna@münchen.example")).await;
    world
        .execute(
            "UPDATE reservations SET email_key = 'anna@münchen.example', version = version + 1",
        )
        .await;
    for (who, email) in [(one, "dario@münchen.example"), (other, "dario@xn--mnchen-3ya.example")] {
        let id = who.uuid();
        world
            .execute(&format!(
                "UPDATE staff SET email = '{email}', email_key = '{email}' WHERE id = '{id}'"
            ))
            .await;
    }
    let keys = "SELECT email_key FROM reservations UNION ALL (SELECT email_key FROM staff \
                WHERE email LIKE 'dario@%' ORDER BY email)";
    world.store.migrate().await.unwrap();
    let after = values_in(&world.database, keys).await;
    assert_eq!(
        after,
        ["anna@xn--mnchen-3ya.example", "dario@münchen.example", "dario@xn--mnchen-3ya.example",]
    );
    // The other account is deleted, so the address is free.
    let id = other.uuid();
    world.execute(&format!("UPDATE staff SET email_key = 'gone' WHERE id = '{id}'")).await;
    world.store.migrate().await.unwrap();
    let after = values_in(&world.database, keys).await;
    assert_eq!(after[1], "dario@xn--mnchen-3ya.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_tables_indexes_and_constraints_are_found() {
    let database = TestDatabase::create().await;
    let store = open(&database);
    // An additional index is allowed.
    database.execute("CREATE INDEX of_their_own ON shows (title)").await;
    assert_eq!(store.migrate().await.unwrap(), Vec::<String>::new());
    database.execute("DROP INDEX of_their_own").await;
    // If a migration adds an object without counting it, one missing object is not noticed.
    for (broken_off, missing) in [
        ("DROP TRIGGER count_bookings ON reservations", 1),
        ("ALTER TABLE check_ins DROP CONSTRAINT check_ins_by_staff_id_fkey", 2),
        ("DROP INDEX reservations_holding_seats", 3),
    ] {
        database.execute(broken_off).await;
        assert_eq!(store.schema_state().await.unwrap().missing, missing, "{broken_off}");
        let refused = store.migrate().await;
        assert!(matches!(&refused, Err(MigrateError::Incomplete(found)) if *found == missing));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_migration_leaves_nothing_behind_and_can_be_repeated() {
    let database = TestDatabase::without_schema().await;
    database.execute("CREATE TABLE sessions ()").await;
    let store = open(&database);
    let failed = store.migrate().await.unwrap_err();
    assert!(matches!(failed, MigrateError::Migration(_)), "{failed:?}");
    assert!(chain(&failed).contains("\"sessions\" already exists"), "{}", chain(&failed));
    let tables = "SELECT to_regclass('staff') IS NULL AND to_regclass('shows') IS NOT NULL";
    assert_eq!(values_in(&database, tables).await, ["true"]);

    database.execute("DROP TABLE sessions").await;
    timeout(SOON, store.migrate()).await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_database_is_reported() {
    let mut settings =
        azionelab_adapters_postgres::StoreSettings::new("postgres://x@127.0.0.1:1/x");
    settings.pool_size = 1;
    let store = Store::open(&settings, TestClock::at(now())).unwrap();
    assert!(matches!(store.migrate().await, Err(MigrateError::Connect(_))));
    assert!(matches!(store.schema_state().await, Err(MigrateError::Connect(_))));
}
