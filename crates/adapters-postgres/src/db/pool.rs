//! Connections to the database.

use super::{
    error::{Failure, classify, no_answer, store_error},
    metrics,
    statement::{Change, RowQuery, run},
};
use crate::StoreSettings;
use azionelab_application::ports::StoreError;
use deadpool::{
    Runtime,
    managed::{Hook, HookError, HookResult, Metrics, Timeouts},
};
use diesel::{ConnectionResult, QueryResult};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncPgConnection, SimpleAsyncConnection,
    TransactionManager,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig, PoolError, RecyclingMethod,
        deadpool::{Object, Pool},
    },
};
use futures_util::FutureExt;
use secrecy::{ExposeSecret, SecretString};
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};
use tokio::time::timeout;

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("cannot create the connection pool")]
    Pool(#[from] deadpool::managed::BuildError),
}

/// Each connection limits the time of a query, of the wait for a lock and of an idle transaction.
/// The limits are far above the usual times, so they end only what has gone wrong.
const SESSION: &str = "SET application_name = 'azionelab';
    SET statement_timeout = '10s';
    SET lock_timeout = '2s';
    SET idle_in_transaction_session_timeout = '15s';
    SET jit = off";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Everything else.
    Queries,
    /// Changes of houses.
    Writing,
    /// Changes of houses that wait for locks.
    Waiting,
}

impl Purpose {
    /// The name in metrics.
    const fn name(self) -> &'static str {
        match self {
            Self::Queries => "queries",
            Self::Writing => "writing",
            Self::Waiting => "waiting",
        }
    }
}

/// The current state of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolState {
    /// What the pool is for: `queries`, `writing` or `waiting` (for a house that is locked).
    pub name: &'static str,
    /// The most connections.
    pub most: usize,
    /// Connections in use.
    pub in_use: usize,
    /// Open connections that are not in use.
    pub idle: usize,
    /// Requests that wait for a connection.
    pub waiting: usize,
}

#[derive(Clone)]
pub(crate) struct Connections {
    pool: Pool<AsyncPgConnection>,
    purpose: Purpose,
    url: SecretString,
    patience: Duration,
}

impl Connections {
    /// Creates a pool of `size` connections. They are opened when they are needed.
    pub fn open(
        settings: &StoreSettings,
        size: usize,
        purpose: Purpose,
    ) -> Result<Self, OpenError> {
        let (url, plans_last) = (settings.url.expose_secret(), settings.plans_last);
        let mut config = ManagerConfig::default();
        // It notices closed connections without a query.
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(|url| establish(url).boxed());
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .runtime(Runtime::Tokio1)
            .max_size(size.max(1))
            .post_recycle(Hook::async_fn(move |connection, metrics| {
                plan_again(connection, metrics, plans_last).boxed()
            }))
            .timeouts(Timeouts {
                wait: Some(settings.wait),
                create: Some(settings.wait),
                recycle: Some(Duration::from_secs(1)),
            })
            .build()?;
        Ok(Self { pool, purpose, url: settings.url.clone(), patience: settings.patience })
    }

    /// Takes a connection from the pool. The wait is limited by the settings.
    pub async fn get(&self) -> Result<Loan, StoreError> {
        let connection = Some(self.for_transaction().await?);
        Ok(Loan { connection, running: AtomicUsize::new(0), patience: self.patience })
    }

    /// Takes a connection for a transaction. If it is dropped within a transaction, it does not
    /// return to the pool.
    pub async fn for_transaction(&self) -> Result<Object<AsyncPgConnection>, StoreError> {
        let requested = Instant::now();
        let connection = self.pool.get().await;
        metrics::waited(self.purpose.name(), requested.elapsed(), connection.is_err());
        connection.map_err(|error| StoreError::Unavailable(Box::new(error)))
    }

    /// The current state of the pool.
    pub fn state(&self) -> PoolState {
        let status = self.pool.status();
        PoolState {
            name: self.purpose.name(),
            most: status.max_size,
            in_use: status.size.saturating_sub(status.available),
            idle: status.available,
            waiting: status.waiting,
        }
    }

    /// The longest wait for the answer to a query.
    pub const fn patience(&self) -> Duration {
        self.patience
    }

    /// Runs a query that returns rows.
    pub async fn rows<T>(&self, query: impl RowQuery<T>) -> Result<Vec<T>, StoreError> {
        self.get().await?.rows(query).await
    }

    /// Runs a query that returns one row or none.
    pub async fn row<T>(&self, query: impl RowQuery<T>) -> Result<Option<T>, StoreError> {
        Ok(self.rows(query).await?.into_iter().next())
    }

    /// Runs a statement that changes rows. Returns their number.
    pub async fn run(&self, statement: impl Change) -> Result<usize, StoreError> {
        let loan = self.get().await?;
        loan.answer(run(loan.connection(), statement)).await
    }

    /// Begins a transaction.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        let connection = UntilCommitted::new(self.for_transaction().await?);
        let mut transaction = Transaction { connection, patience: self.patience };
        let begin = AnsiTransactionManager::begin_transaction(transaction.connection.borrow_mut());
        in_time(self.patience, begin).await.map_err(|error| store_error(&error))?;
        Ok(transaction)
    }

    /// Opens a connection outside of the pool, without limits.
    pub async fn establish_unbounded(&self) -> ConnectionResult<AsyncPgConnection> {
        AsyncPgConnection::establish(self.url.expose_secret()).await
    }
}

/// A pooled connection. If it is dropped while a query is still running (the request was cancelled
/// or timed out), it is closed instead of returned to the pool: the next user would have to wait
/// for that query.
pub(crate) struct Loan {
    connection: Option<Object<AsyncPgConnection>>,
    running: AtomicUsize,
    patience: Duration,
}

impl Loan {
    /// Runs a query that returns rows. Several queries that are awaited together are sent at once
    /// and run in the order in which they were first polled.
    pub async fn rows<T>(&self, query: impl RowQuery<T>) -> Result<Vec<T>, StoreError> {
        self.answer(query.load(self.connection())).await
    }

    fn connection(&self) -> &AsyncPgConnection {
        self.connection.as_ref().expect("only `drop` takes it")
    }

    async fn answer<T>(
        &self,
        answer: impl Future<Output = QueryResult<T>>,
    ) -> Result<T, StoreError> {
        self.running.fetch_add(1, Ordering::Relaxed);
        let answer = in_time(self.patience, answer).await;
        if !matches!(&answer, Err(error) if classify(error) == Failure::Unavailable) {
            self.running.fetch_sub(1, Ordering::Relaxed);
        }
        answer.map_err(|error| store_error(&error))
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        if *self.running.get_mut() > 0
            && let Some(connection) = self.connection.take()
        {
            drop(Object::take(connection));
        }
    }
}

/// A transaction. If it is dropped before its commit, because a statement failed, the rule
/// refused or the request was cancelled, its connection is closed, and PostgreSQL rolls back.
pub(crate) struct Transaction {
    connection: UntilCommitted,
    patience: Duration,
}

impl Transaction {
    /// Runs a query that returns rows.
    pub async fn rows<T>(&self, query: impl RowQuery<T>) -> Result<Vec<T>, StoreError> {
        self.attempt_rows(query).await.map_err(|error| store_error(&error))
    }

    /// Runs a query that returns one row or none.
    pub async fn row<T>(&self, query: impl RowQuery<T>) -> Result<Option<T>, StoreError> {
        Ok(self.rows(query).await?.into_iter().next())
    }

    /// Runs a statement that changes rows. Returns their number.
    pub async fn run(&self, statement: impl Change) -> Result<usize, StoreError> {
        self.attempt(statement).await.map_err(|error| store_error(&error))
    }

    /// As [`Transaction::rows`], for callers that distinguish the database's errors.
    pub async fn attempt_rows<T>(&self, query: impl RowQuery<T>) -> QueryResult<Vec<T>> {
        in_time(self.patience, query.load(self.connection.borrow())).await
    }

    /// As [`Transaction::run`], for callers that distinguish the database's errors.
    pub async fn attempt(&self, statement: impl Change) -> QueryResult<usize> {
        in_time(self.patience, run(self.connection.borrow(), statement)).await
    }

    /// The connection, for statements that the batch writer shares.
    pub fn connection(&self) -> &AsyncPgConnection {
        self.connection.borrow()
    }

    /// Commits, and returns the connection to the pool.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        let commit = AnsiTransactionManager::commit_transaction(self.connection.borrow_mut());
        in_time(self.patience, commit).await.map_err(|error| store_error(&error))?;
        self.connection.committed();
        Ok(())
    }
}

async fn in_time<T>(
    patience: Duration,
    answer: impl Future<Output = QueryResult<T>>,
) -> QueryResult<T> {
    timeout(patience, answer).await.unwrap_or_else(|_| Err(no_answer()))
}

/// A connection that returns to the pool only after its transaction was committed. Otherwise it is
/// closed, which rolls back and frees the locks.
pub(crate) struct UntilCommitted(Option<Object<AsyncPgConnection>>);

impl UntilCommitted {
    pub const fn new(connection: Object<AsyncPgConnection>) -> Self {
        Self(Some(connection))
    }

    pub fn borrow(&self) -> &AsyncPgConnection {
        self.0.as_ref().expect("only `committed` and `drop` take it")
    }

    fn borrow_mut(&mut self) -> &mut AsyncPgConnection {
        self.0.as_mut().expect("only `committed` and `drop` take it")
    }

    /// Returns it to the pool.
    pub fn committed(mut self) {
        self.0 = None;
    }
}

impl Drop for UntilCommitted {
    fn drop(&mut self) {
        drop(self.0.take().map(Object::take));
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

/// Discards the connection's plans if they have lasted as long as they may.
async fn plan_again(
    connection: &mut AsyncPgConnection,
    metrics: &Metrics,
    plans_last: Duration,
) -> HookResult<PoolError> {
    let period = |time: Instant| {
        time.duration_since(metrics.created).as_millis() / plans_last.as_millis().max(1)
    };
    let last_used = metrics.recycled.unwrap_or(metrics.created);
    if period(Instant::now()) == period(last_used) {
        return Ok(());
    }
    let discarded = connection.batch_execute("DISCARD PLANS").await;
    discarded.map_err(|error| HookError::Backend(PoolError::QueryError(error)))
}
