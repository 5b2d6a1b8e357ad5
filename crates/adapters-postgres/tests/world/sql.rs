//! Direct queries, for what no port returns.

use std::error::Error;

use azionelab_adapters_postgres::testing::TestDatabase;
use diesel::{QueryableByName, sql_types::Text};
use diesel_async::AsyncPgConnection;

use super::World;

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

/// The values of a query's only column, as text.
pub async fn values(mut connection: &AsyncPgConnection, query: &str) -> Vec<String> {
    use diesel_async::RunQueryDsl;

    let rows: Vec<Value> = diesel::sql_query(format!(
        "SELECT coalesce(value::text, '(null)') AS value FROM ({query}) AS query (value)"
    ))
    .load(&mut connection)
    .await
    .unwrap_or_else(|error| panic!("{query}: {error}"));
    rows.into_iter().map(|row| row.value).collect()
}

pub async fn values_in(database: &TestDatabase, query: &str) -> Vec<String> {
    values(&database.hold("").await, query).await
}

impl World {
    pub async fn values(&self, query: &str) -> Vec<String> {
        values_in(&self.database, query).await
    }

    /// The only value of a query, as text.
    pub async fn value(&self, query: &str) -> String {
        let values = self.values(query).await;
        assert_eq!(values.len(), 1, "{query}: {values:?}");
        values.into_iter().next().unwrap()
    }

    pub async fn execute(&self, sql: &str) {
        self.database.execute(sql).await;
    }

    /// Waits until a connection to the database waits for a lock.
    pub async fn waits_for_a_lock(&self) {
        self.wait_for_locks(1).await;
    }

    /// Waits until this many connections to the database wait for a lock.
    pub async fn wait_for_locks(&self, number: u32) {
        let watching = self.database.hold("").await;
        let waiting = format!(
            "SELECT count(*) >= {number} FROM pg_stat_activity \
             WHERE datname = current_database() AND wait_event_type = 'Lock'"
        );
        for _ in 0..1_000 {
            if values(&watching, &waiting).await == ["true"] {
                return;
            }
        }
        panic!("no connection waits for a lock");
    }

    /// The numbers of rows of the tables that a booking fills.
    pub async fn rows(&self) -> [u32; 4] {
        let counts = self
            .values(
                "SELECT count(*) FROM reservations UNION ALL \
                 SELECT count(*) FROM reservation_secrets UNION ALL \
                 SELECT count(*) FROM outbox UNION ALL SELECT count(*) FROM booking_attempts",
            )
            .await;
        let counts: Vec<u32> = counts.iter().map(|count| count.parse().unwrap()).collect();
        counts.try_into().unwrap()
    }
}

/// An error with all its causes, as a log line shows it.
pub fn chain(error: &dyn Error) -> String {
    let cause = error.source().map(chain);
    cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}
