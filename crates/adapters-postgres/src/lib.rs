//! Everything that is stored, in PostgreSQL, through Diesel.
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

/// How the database is reached.
#[derive(Debug, Clone)]
pub struct StoreSettings {
    /// `postgres://user:password@host/database`, or with `?host=/directory` for a Unix socket.
    pub url: secrecy::SecretString,
    /// How many connections are kept for queries, 1 at least. The houses' writer has up to five
    /// of its own.
    pub pool_size: usize,
    /// How long anybody waits for a connection.
    pub wait: Duration,
    /// How long anybody waits for an answer. A server that is well answers, or gives up, within
    /// 10 seconds; longer than that means that it, or the way to it, is gone.
    pub patience: Duration,
}

impl StoreSettings {
    /// The usual settings for a database.
    pub fn new(url: impl Into<secrecy::SecretString>) -> Self {
        Self {
            url: url.into(),
            pool_size: 12,
            wait: Duration::from_secs(2),
            patience: Duration::from_secs(15),
        }
    }
}

/// The database. Cloning it is cheap; all clones share connections and the writer.
#[derive(Clone)]
pub struct Store {
    connections: Connections,
    writer: Arc<Writer>,
    /// The key of bookings' origins, once it was asked for.
    origin_key: Arc<OnceCell<OriginKey>>,
}

impl Store {
    /// Prepares to use a database; connections are made when they are needed, so this succeeds
    /// even while the database is down, and with an address that can't be read. Has to be called
    /// within a Tokio runtime.
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
