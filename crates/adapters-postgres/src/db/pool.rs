//! Connections to the database.

use super::{
    error::{Failure, classify, no_answer, store_error},
    metrics,
    statement::{Change, RowQuery, run},
};
use crate::StoreSettings;
use azionelab_application::ports::StoreError;
use deadpool::{Runtime, managed::Timeouts};
use diesel::{ConnectionResult, QueryResult};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncPgConnection, SimpleAsyncConnection,
    TransactionManager,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
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

/// Why the database can't be used at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
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

/// The writer's statements look rows up by their keys, some tens at a time. Any plan that reads
/// more than those rows was made while the tables were small.
const WRITER: &str = "SET enable_hashjoin = off;
    SET enable_mergejoin = off;
    SET enable_bitmapscan = off;
    SET enable_material = off";

/// What a pool's connections are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Whatever is asked.
    Queries,
    /// Changes of houses.
    Writing,
    /// Changes of houses that wait for somebody else's.
    Waiting,
}

impl Purpose {
    /// As it is named where connections are counted.
    const fn name(self) -> &'static str {
        match self {
            Self::Queries => "queries",
            Self::Writing => "writing",
            Self::Waiting => "waiting",
        }
    }
}

/// What a pool's connections are at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolState {
    /// What the pool is for: `queries`, `writing` or `waiting` (for a house that is locked).
    pub name: &'static str,
    /// How many connections there may be.
    pub most: usize,
    /// How many are on loan.
    pub in_use: usize,
    /// How many are there for the next who asks.
    pub idle: usize,
    /// How many requests wait for one.
    pub waiting: usize,
}

/// A pool of connections.
#[derive(Clone)]
pub(crate) struct Connections {
    pool: Pool<AsyncPgConnection>,
    purpose: Purpose,
    url: SecretString,
    patience: Duration,
}

impl Connections {
    /// A pool of `size` connections.
    pub fn open(
        settings: &StoreSettings,
        size: usize,
        purpose: Purpose,
    ) -> Result<Self, OpenError> {
        let url = settings.url.expose_secret();
        let mut config = ManagerConfig::default();
        // A connection that was closed meanwhile is noticed without asking the server.
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(move |url| establish(url, purpose).boxed());
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .runtime(Runtime::Tokio1)
            .max_size(size.max(1))
            .timeouts(Timeouts {
                wait: Some(settings.wait),
                create: Some(settings.wait),
                recycle: Some(Duration::from_secs(1)),
            })
            .build()?;
        Ok(Self { pool, purpose, url: settings.url.clone(), patience: settings.patience })
    }

    /// A connection from the pool, within the time set for waiting.
    pub async fn get(&self) -> Result<Loan, StoreError> {
        let connection = Some(self.for_transaction().await?);
        Ok(Loan { connection, owed: AtomicUsize::new(0), patience: self.patience })
    }

    /// The same for a transaction. A connection that is given back in the middle of one does not
    /// go back to the pool.
    pub async fn for_transaction(&self) -> Result<Object<AsyncPgConnection>, StoreError> {
        let asked = Instant::now();
        let connection = self.pool.get().await;
        metrics::waited(self.purpose.name(), asked.elapsed(), connection.is_err());
        connection.map_err(|error| StoreError::Unavailable(Box::new(error)))
    }

    /// What its connections are at this moment.
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

    /// How long anybody waits for an answer.
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

    /// Runs a query that returns rows, for callers that distinguish the database's errors.
    pub async fn attempt<T>(
        &self,
        query: impl RowQuery<T>,
    ) -> Result<QueryResult<Vec<T>>, StoreError> {
        let loan = self.get().await?;
        Ok(loan.outcome(query.load(loan.connection())).await)
    }

    /// Begins a transaction.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        let connection = UntilCommitted::new(self.for_transaction().await?);
        let mut transaction = Transaction { connection, patience: self.patience };
        let begin = AnsiTransactionManager::begin_transaction(transaction.connection.borrow_mut());
        in_time(self.patience, begin).await.map_err(|error| store_error(&error))?;
        Ok(transaction)
    }

    /// A connection of one's own, without bounds on what it waits for.
    pub async fn establish_unbounded(&self) -> ConnectionResult<AsyncPgConnection> {
        AsyncPgConnection::establish(self.url.expose_secret()).await
    }
}

/// A connection on loan. When it is given back while it owes an answer, because whoever asked has
/// gone, waited too long or got none, it is thrown away: the next one would have to wait for that
/// answer, or find the connection closed.
pub(crate) struct Loan {
    connection: Option<Object<AsyncPgConnection>>,
    owed: AtomicUsize,
    patience: Duration,
}

impl Loan {
    /// Runs a statement that answers rows. Several that are awaited together are sent at once and
    /// run in the order in which they were first polled.
    pub async fn rows<T>(&self, query: impl RowQuery<T>) -> Result<Vec<T>, StoreError> {
        self.answer(query.load(self.connection())).await
    }

    fn connection(&self) -> &AsyncPgConnection {
        self.connection.as_ref().expect("it is there until it is given back")
    }

    async fn answer<T>(
        &self,
        answer: impl Future<Output = QueryResult<T>>,
    ) -> Result<T, StoreError> {
        self.outcome(answer).await.map_err(|error| store_error(&error))
    }

    async fn outcome<T>(&self, answer: impl Future<Output = QueryResult<T>>) -> QueryResult<T> {
        self.owed.fetch_add(1, Ordering::Relaxed);
        let answer = in_time(self.patience, answer).await;
        if !matches!(&answer, Err(error) if classify(error) == Failure::Unavailable) {
            self.owed.fetch_sub(1, Ordering::Relaxed);
        }
        answer
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        if *self.owed.get_mut() > 0
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

/// A connection that does not go back to the pool unless its transaction was committed. What was
/// begun on it otherwise ends with it, and so do its locks.
pub(crate) struct UntilCommitted(Option<Object<AsyncPgConnection>>);

impl UntilCommitted {
    /// For a transaction that is about to begin.
    pub const fn new(connection: Object<AsyncPgConnection>) -> Self {
        Self(Some(connection))
    }

    /// What the statements run on.
    pub fn borrow(&self) -> &AsyncPgConnection {
        self.0.as_ref().expect("it is there until it is committed")
    }

    fn borrow_mut(&mut self) -> &mut AsyncPgConnection {
        self.0.as_mut().expect("it is there until it is committed")
    }

    /// Gives it back.
    pub fn committed(mut self) {
        self.0 = None;
    }
}

impl Drop for UntilCommitted {
    fn drop(&mut self) {
        drop(self.0.take().map(Object::take));
    }
}

async fn establish(url: &str, purpose: Purpose) -> ConnectionResult<AsyncPgConnection> {
    let mut connection = AsyncPgConnection::establish(url).await?;
    let settings = match purpose {
        Purpose::Queries => SESSION.to_owned(),
        Purpose::Writing | Purpose::Waiting => format!("{SESSION}; {WRITER}"),
    };
    connection
        .batch_execute(&settings)
        .await
        .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    Ok(connection)
}
