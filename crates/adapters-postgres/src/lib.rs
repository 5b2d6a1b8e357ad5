//! Stores everything in PostgreSQL, through Diesel.
//!
//! [`Store`] implements the storage ports of the application, one folder or file per feature.
//! Queries use Diesel's query builder against the generated `db/schema.rs`; `db/statement.rs`
//! declares the few that it cannot express.

mod accounts;
mod audit;
mod booking;
mod box_office;
mod db;
mod door;
mod houses;
mod import;
mod mail;
mod privacy;
mod programme;
mod site;
#[cfg(feature = "testing")]
pub mod testing;

use self::{
    db::pool::{Connections, Purpose},
    houses::{Locking, Writer},
};
use azionelab_application::ports::Clock;
use azionelab_domain::OriginKey;
use std::{sync::Arc, time::Duration};
use tokio::sync::OnceCell;

pub use self::{
    db::{
        counts::Counts,
        metrics::describe as describe_metrics,
        migrate::{MigrateError, SchemaState, known_migrations},
        pool::{OpenError, PoolState},
        server::ServerState,
    },
    import::{Company, ImportError, NewImage, NewPage, NewPoster},
};

#[derive(Debug, Clone)]
pub struct StoreSettings {
    /// `postgres://user:password@host/database`, or with `?host=/directory` for a Unix socket.
    pub url: secrecy::SecretString,
    /// The most connections for queries, at least 1. The writer of houses has up to six more.
    pub pool_size: usize,
    /// The longest wait for a connection.
    pub wait: Duration,
    /// The longest wait for the answer to a query. A working server answers or fails within 10
    /// seconds (`statement_timeout`). After that it, or the network, must be down.
    pub patience: Duration,
    /// How long a connection uses the same plans for its statements. A plan that was made for an
    /// empty table reads the whole table. It must not stay when the table fills, and PostgreSQL
    /// replaces it only after its next `ANALYZE`.
    pub plans_last: Duration,
}

impl StoreSettings {
    pub fn new(url: impl Into<secrecy::SecretString>) -> Self {
        Self {
            url: url.into(),
            pool_size: 12,
            wait: Duration::from_secs(2),
            patience: Duration::from_secs(15),
            plans_last: Duration::from_secs(5),
        }
    }
}

/// The database. Clones are cheap and share the connections and the writer.
#[derive(Clone)]
pub struct Store {
    connections: Connections,
    writer: Arc<Writer>,
    /// The key of the hashes of clients and networks, once it was read.
    origin_key: Arc<OnceCell<OriginKey>>,
}

impl Store {
    /// Prepares to use a database. Connections are opened when they are needed, so this succeeds
    /// even if the database is down or the URL is invalid. It must run within a Tokio runtime.
    pub fn open(settings: &StoreSettings, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Self::open_with(settings, clock, Locking::SkipWhatIsLocked)
    }

    fn open_with(
        settings: &StoreSettings,
        clock: Arc<dyn Clock>,
        locking: Locking,
    ) -> Result<Self, OpenError> {
        let connections = Connections::open(settings, settings.pool_size, Purpose::Queries)?;
        let writer = Arc::new(Writer::start(settings, clock, locking)?);
        Ok(Self { connections, writer, origin_key: Arc::default() })
    }
}
