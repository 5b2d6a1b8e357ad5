//! A database for each test, cloned from a migrated template on the server that
//! `infra/with-postgres` starts.

use crate::{Store, StoreSettings, houses::Locking};
use async_trait::async_trait;
use azionelab_application::ports::Clock;
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use jiff::{SignedDuration, Timestamp};
use std::{
    env, process,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};
use tokio::{runtime::Runtime, sync::OnceCell};

const SERVER: &str = "AZIONELAB_TEST_DATABASE_URL";

/// The server over TCP.
const TCP_SERVER: &str = "AZIONELAB_TEST_DATABASE_TCP_URL";

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A clock that stands still until it is set.
#[derive(Debug)]
pub struct TestClock(Mutex<Timestamp>);

impl TestClock {
    pub fn at(now: Timestamp) -> Arc<Self> {
        Arc::new(Self(Mutex::new(now)))
    }

    pub fn advance(&self, by: SignedDuration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn sleep(&self, duration: SignedDuration) {
        self.advance(duration);
        tokio::task::yield_now().await;
    }
}

/// The database of one test. It is lost when the server stops.
#[derive(Debug, Clone)]
pub struct TestDatabase {
    name: String,
    url: String,
}

impl TestDatabase {
    /// Creates a migrated, empty database.
    ///
    /// # Panics
    ///
    /// When there is no server.
    pub async fn create() -> Self {
        Self::copy_of(TEMPLATE.get_or_init(migrated_template).await).await
    }

    /// Creates a database without a schema.
    ///
    /// # Panics
    ///
    /// When there is no server.
    pub async fn without_schema() -> Self {
        Self::copy_of("template0").await
    }

    async fn copy_of(template: &str) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}", process::id());
        on_server(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let url = url_of(&name);
        Self { name, url }
    }

    /// Its URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its URL over TCP, for tests that cut connections.
    ///
    /// # Panics
    ///
    /// When there is no server.
    pub fn tcp_url(&self) -> String {
        let server = env::var(TCP_SERVER).expect("infra/with-postgres sets it");
        let (before, _) = server.rsplit_once('/').expect("it ends with a database");
        format!("{before}/{}", self.name)
    }

    /// Opens it as one process would.
    ///
    /// # Panics
    ///
    /// When it cannot be opened.
    pub fn store(&self, clock: Arc<dyn Clock>) -> Store {
        Store::open(&self.settings(), clock).expect("the address is right")
    }

    /// Opens it as a process that does not lock houses.
    ///
    /// # Panics
    ///
    /// When it cannot be opened.
    pub fn store_without_locks(&self, clock: Arc<dyn Clock>) -> Store {
        Store::open_with(&self.settings(), clock, Locking::NotAtAll).expect("the address is right")
    }

    /// Runs SQL, for what no port can do.
    ///
    /// # Panics
    ///
    /// When it fails.
    pub async fn execute(&self, sql: &str) {
        execute(&self.url, sql).await;
    }

    /// Makes the database unreachable, as if its server were down.
    ///
    /// # Panics
    ///
    /// When the server does not answer.
    pub async fn shut(&self) {
        let name = &self.name;
        on_server(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
        on_server(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        ))
        .await;
    }

    /// Makes it reachable again.
    ///
    /// # Panics
    ///
    /// When the server does not answer.
    pub async fn open_again(&self) {
        on_server(&format!("ALTER DATABASE {} ALLOW_CONNECTIONS true", self.name)).await;
    }

    /// Runs SQL on a new connection, and returns this connection.
    ///
    /// # Panics
    ///
    /// When it fails.
    pub async fn hold(&self, sql: &str) -> AsyncPgConnection {
        let mut connection =
            AsyncPgConnection::establish(&self.url).await.expect("the server answers");
        connection.batch_execute(sql).await.expect("it runs");
        connection
    }

    fn settings(&self) -> StoreSettings {
        StoreSettings { pool_size: 6, ..StoreSettings::new(self.url.clone()) }
    }
}

async fn migrated_template() -> String {
    let name = format!("template_{}", process::id());
    on_server(&format!("CREATE DATABASE {name}")).await;
    let url = url_of(&name);
    // Migrations need a multi-threaded runtime, and the test may have another one.
    let migrated = tokio::task::spawn_blocking(move || {
        let runtime = Runtime::new().expect("threads can be started");
        runtime.block_on(async {
            let clock = TestClock::at(Timestamp::UNIX_EPOCH);
            let store = Store::open(&StoreSettings::new(url), clock).expect("it can be opened");
            store.migrate().await.expect("the migrations run");
        });
    });
    migrated.await.expect("the migrations run");
    name
}

async fn on_server(sql: &str) {
    execute(&server(), sql).await;
}

async fn execute(url: &str, sql: &str) {
    let mut connection = AsyncPgConnection::establish(url).await.expect("the server answers");
    connection.batch_execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

fn server() -> String {
    env::var(SERVER).unwrap_or_else(|_| {
        panic!("{SERVER} is not set: run the tests with `infra/with-postgres cargo test`")
    })
}

fn url_of(database: &str) -> String {
    // `postgres:///postgres?host=…`: the scheme is followed by a colon, the name by a slash.
    server().replacen("/postgres", &format!("/{database}"), 1)
}
