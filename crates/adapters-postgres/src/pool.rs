//! Connections to the database.

use std::time::Duration;

use azionelab_application::ports::StoreError;
use deadpool::{Runtime, managed::Timeouts};
use diesel::{ConnectionResult, QueryableByName, pg::Pg};
use diesel_async::{
    AsyncConnection, AsyncPgConnection, SimpleAsyncConnection,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
        deadpool::{Object, Pool},
    },
};
use futures_util::FutureExt;
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

use crate::{
    StoreSettings,
    error::store_error,
    statement::{Statement, rows, run},
};

/// Why the database can't be used at all.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The pool can't be made.
    #[error("the connection pool can't be made")]
    Pool(#[from] deadpool::managed::BuildError),
}

/// Every connection bounds what it waits for: a query, a lock, an idle transaction. The bounds are
/// well above what anything here takes, so that they end only what has gone wrong. Plans are made
/// for the tables as they will be: every statement has its index, and a plan made while a table
/// was empty must not be kept when it has filled up.
const SESSION: &str = "SET application_name = 'azionelab';
    SET statement_timeout = '10s';
    SET lock_timeout = '2s';
    SET idle_in_transaction_session_timeout = '15s';
    SET enable_seqscan = off;
    SET jit = off";

/// A pool of connections.
#[derive(Clone)]
pub(crate) struct Connections {
    pool: Pool<AsyncPgConnection>,
    url: SecretString,
}

impl Connections {
    pub fn open(settings: &StoreSettings) -> Result<Self, OpenError> {
        let url = settings.url.expose_secret();
        let mut config = ManagerConfig::default();
        // A connection that was closed meanwhile is noticed without asking the server.
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(|url| establish(url).boxed());
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .runtime(Runtime::Tokio1)
            .max_size(settings.pool_size.max(1))
            .timeouts(Timeouts {
                wait: Some(settings.wait),
                create: Some(settings.wait),
                recycle: Some(Duration::from_secs(1)),
            })
            .build()?;
        Ok(Self { pool, url: settings.url.clone() })
    }

    /// A connection from the pool, within the time set for waiting.
    pub async fn get(&self) -> Result<Object<AsyncPgConnection>, StoreError> {
        self.pool.get().await.map_err(|error| StoreError::Unavailable(Box::new(error)))
    }

    /// Runs a statement that answers rows.
    pub async fn rows<T: QueryableByName<Pg> + Send + 'static>(
        &self,
        statement: impl Statement,
    ) -> Result<Vec<T>, StoreError> {
        let connection = self.get().await?;
        rows(&connection, statement).await.map_err(store_error)
    }

    /// Runs a statement that answers one row or none.
    pub async fn row<T: QueryableByName<Pg> + Send + 'static>(
        &self,
        statement: impl Statement,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.rows(statement).await?.into_iter().next())
    }

    /// Runs a statement that changes rows. Answers how many.
    pub async fn run(&self, statement: impl Statement) -> Result<usize, StoreError> {
        let connection = self.get().await?;
        run(&connection, statement).await.map_err(store_error)
    }

    /// A connection of one's own, without bounds on what it waits for.
    pub async fn establish_unbounded(&self) -> ConnectionResult<AsyncPgConnection> {
        AsyncPgConnection::establish(self.url.expose_secret()).await
    }
}

async fn establish(url: &str) -> ConnectionResult<AsyncPgConnection> {
    let mut connection = AsyncPgConnection::establish(url).await?;
    connection
        .batch_execute(SESSION)
        .await
        .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    Ok(connection)
}
