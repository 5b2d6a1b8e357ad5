//! Changes houses. Nothing else does.
//!
//! Changes wait in one queue. A writer takes all that are waiting, without waiting for more, and
//! runs them in one transaction ([`batch`]). So requests that arrive at the same time share the
//! expensive parts of a booking: the lock, the round trips and the commit.
//!
//! A batch never waits for a lock. If another transaction has locked a house, the changes of this
//! house wait in a queue of their own ([`blocked_queues`]) and do not delay other houses.

mod batch;
mod blocked_queues;
mod load;
mod save;
mod seat_counts;
mod transfer;

pub(crate) use self::{batch::Locking, load::with_check_ins, save::Changes};

use self::blocked_queues::BlockedQueues;
use crate::{
    Store, StoreSettings,
    db::pool::{OpenError, PoolState},
};
use async_trait::async_trait;
use azionelab_application::{
    houses::{Decision, HouseError, Houses, Needs, Rule, TransferRule},
    ports::{Clock, Source, StoreError, Version},
};
use azionelab_domain::{Change, PerformanceId, Transfer, TransferRefusal};
use futures_util::join;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};
use tokio::{
    sync::{mpsc, oneshot},
    task::yield_now,
};
use tracing::error;

/// How many changes can wait. Further changes are refused as temporarily unavailable.
const QUEUE_LENGTH: usize = 4_096;

/// The most changes in one transaction. Larger batches are not faster, and each request waits for
/// its whole batch.
const LARGEST_BATCH: usize = 64;

/// The most changes that are not divided among two transactions.
const SMALL_BATCH: usize = 32;

/// How often other tasks may run before a batch is closed.
const YIELDS: usize = 5;

pub(crate) enum Task {
    Change(Rule),
    /// Stores lapsed holds as expired, as every task does.
    Lapse,
}

impl Task {
    fn needs(&self) -> Option<&Needs> {
        match self {
            Self::Change(rule) => Some(rule.needs()),
            Self::Lapse => None,
        }
    }
}

/// The result of a task. A task with a rule returns its change.
type Answer = Result<Option<Change>, HouseError>;

/// A task and the channel to its caller.
pub(crate) struct Job {
    of: PerformanceId,
    task: Task,
    answer: oneshot::Sender<Answer>,
}

impl Job {
    fn answer(self, answer: Answer) {
        // The caller may be gone. The change is made nevertheless.
        let _ = self.answer.send(answer);
    }

    /// A rule that panics fails only its own job. It cannot change the house, so the other jobs of
    /// the batch find a consistent one.
    fn decide(
        &self,
        house: &azionelab_domain::House,
        versions: Versions,
        now: jiff::Timestamp,
    ) -> Decided {
        let Task::Change(rule) = &self.task else {
            return Ok(None);
        };
        if !versions.are_those_seen(rule.needs()) {
            return Err(HouseError::EditedMeanwhile);
        }
        let decided = catch_unwind(AssertUnwindSafe(|| rule.decide(house, now)));
        decided.map_err(|_| unavailable("a rule panicked"))?.map(Some).map_err(HouseError::Refused)
    }
}

/// The current versions of a job's performance and reservation. A reservation that the same batch
/// has edited has no version, because nobody can have seen it.
#[derive(Debug, Clone, Copy)]
struct Versions {
    performance: Version,
    reservation: Option<Version>,
}

impl Versions {
    fn are_those_seen(self, needs: &Needs) -> bool {
        needs.version.is_none_or(|seen| seen == self.performance)
            && needs.reservation_version.is_none_or(|seen| Some(seen) == self.reservation)
    }
}

/// The decision of a job. [`Task::Lapse`] decides nothing.
type Decided = Result<Option<Decision>, HouseError>;

/// Runs the tasks.
pub(crate) struct Writer {
    queue: mpsc::Sender<Job>,
    blocked_queues: BlockedQueues,
}

impl Writer {
    /// Starts the writer. It ends when the last handle to the store is dropped and all waiting
    /// changes are done.
    pub fn start(
        settings: &StoreSettings,
        clock: Arc<dyn Clock>,
        locking: Locking,
    ) -> Result<Self, OpenError> {
        let (queue, jobs) = mpsc::channel(QUEUE_LENGTH);
        let blocked_queues = BlockedQueues::new(settings, clock, locking)?;
        tokio::spawn(write(jobs, blocked_queues.clone()));
        Ok(Self { queue, blocked_queues })
    }

    /// The current state of the pools of connections for changes.
    pub fn pools(&self) -> [PoolState; 2] {
        self.blocked_queues.pools()
    }

    async fn run(&self, of: PerformanceId, task: Task) -> Answer {
        let (answer, answered) = oneshot::channel();
        self.queue
            .try_send(Job { of, task, answer })
            .map_err(|_| unavailable("too many changes are waiting"))?;
        answered.await.map_err(|_| unavailable("the writer has stopped"))?
    }
}

async fn write(mut jobs: mpsc::Receiver<Job>, blocked_queues: BlockedQueues) {
    let mut batch = Vec::with_capacity(LARGEST_BATCH);
    while jobs.recv_many(&mut batch, LARGEST_BATCH).await > 0 {
        fill_batch(&mut jobs, &mut batch).await;
        // In a task of its own, so that a panic ends the batch and not the writer.
        let blocked_queues = blocked_queues.clone();
        let jobs = std::mem::replace(&mut batch, Vec::with_capacity(LARGEST_BATCH));
        let (some, others) = divide(jobs);
        let done = tokio::spawn(async move {
            join!(blocked_queues.run(some), blocked_queues.run(others));
        });
        let done = done.await;
        if done.is_err() {
            error!("a batch of changes panicked");
        }
    }
}

/// Divides a large batch by houses, so that two transactions can run at the same time without
/// waiting for each other's locks.
fn divide(jobs: Vec<Job>) -> (Vec<Job>, Vec<Job>) {
    if jobs.len() <= SMALL_BATCH {
        return (jobs, Vec::new());
    }
    // The last bits of a UUID are random.
    jobs.into_iter().partition(|job| job.of.uuid().as_u128().is_multiple_of(2))
}

/// Adds the jobs of requests that have arrived and are being read now. It does not wait: without
/// other work it takes no time.
async fn fill_batch(jobs: &mut mpsc::Receiver<Job>, batch: &mut Vec<Job>) {
    for _ in 0..YIELDS {
        yield_now().await;
        while batch.len() < LARGEST_BATCH
            && let Ok(job) = jobs.try_recv()
        {
            batch.push(job);
        }
    }
}

fn unavailable<R>(why: &str) -> HouseError<R> {
    HouseError::Store(StoreError::Unavailable(Source::from(why)))
}

#[async_trait]
impl Houses for Store {
    async fn change(&self, of: PerformanceId, rule: Rule) -> Result<Change, HouseError> {
        self.writer
            .run(of, Task::Change(rule))
            .await?
            .ok_or_else(|| HouseError::Store(StoreError::Unexpected("a rule was not run".into())))
    }

    async fn transfer(
        &self,
        from: PerformanceId,
        to: PerformanceId,
        rule: TransferRule,
    ) -> Result<Transfer, HouseError<TransferRefusal>> {
        // In a task of its own, so that it goes on if the caller is gone.
        let blocked_queues = self.writer.blocked_queues.clone();
        let transfer = tokio::spawn(async move { blocked_queues.transfer(from, to, &rule).await });
        transfer.await.map_err(|_| unavailable("a transfer panicked"))?
    }

    async fn lapse(&self, of: PerformanceId) -> Result<(), HouseError> {
        self.writer.run(of, Task::Lapse).await.map(|_| ())
    }
}
