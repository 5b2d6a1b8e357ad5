//! The houses, and the only way to change one.
//!
//! Changes wait in one queue. A writer takes whatever is waiting, never waiting for more, and
//! makes it one transaction ([`group`]). So the dearest parts of a booking, the lock, the round
//! trips and the commit, are shared by all who come at the same time, and the busier the house,
//! the larger the share.
//!
//! A group never waits for a lock. A house that somebody else is changing gets a lane of its own
//! ([`lanes`]), where its changes wait without holding up those of other houses.

mod batch;
mod blocked_queues;
mod load;
mod save;
mod seat_counts;
mod transfer;

pub(crate) use self::{
    batch::Locking,
    load::{statements::CheckInsOf, with_check_ins},
    save::Changes,
};

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

/// How many changes may wait. A change that comes after them is told to come back later.
const QUEUE: usize = 4_096;

/// How many changes share a transaction at most. Larger groups gain nothing more, and everybody
/// in one waits for all of it.
const GROUP: usize = 64;

/// How many changes fill one transaction well; more are divided among two.
const FEW: usize = 32;

/// How many turns other tasks get before a group is closed.
const TURNS: usize = 5;

/// What somebody wants of a house.
pub(crate) enum Task {
    Change(Rule),
    /// Lapsed holds stored as expired, which happens with every task anyway.
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

/// What came of a task; a change for a rule.
type Answer = Result<Option<Change>, HouseError>;

/// A task with who waits for its answer.
pub(crate) struct Job {
    of: PerformanceId,
    task: Task,
    answer: oneshot::Sender<Answer>,
}

impl Job {
    fn answer(self, answer: Answer) {
        // The caller may have gone away; the change is made all the same.
        let _ = self.answer.send(answer);
    }

    /// A rule that panics fails its own job. It only looks at the house, so it leaves nothing half
    /// done to the others of the group.
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

/// Of which versions a job's performance and reservation are. One that was edited by the job's own
/// group is of none that anybody has seen.
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

/// What a job decided; nothing for one that only lets holds lapse.
type Decided = Result<Option<Decision>, HouseError>;

/// Makes the changes.
pub(crate) struct Writer {
    queue: mpsc::Sender<Job>,
    lanes: BlockedQueues,
}

impl Writer {
    /// Starts the writer's task, which ends when the last handle to the store is gone and all that
    /// was waiting is done.
    pub fn start(
        settings: &StoreSettings,
        clock: Arc<dyn Clock>,
        locking: Locking,
    ) -> Result<Self, OpenError> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let lanes = BlockedQueues::new(settings, clock, locking)?;
        tokio::spawn(write(jobs, lanes.clone()));
        Ok(Self { queue, lanes })
    }

    /// What the connections for changes are at this moment.
    pub fn pools(&self) -> [PoolState; 2] {
        self.lanes.pools()
    }

    async fn run(&self, of: PerformanceId, task: Task) -> Answer {
        let (answer, answered) = oneshot::channel();
        self.queue
            .try_send(Job { of, task, answer })
            .map_err(|_| unavailable("too many changes are waiting"))?;
        answered.await.map_err(|_| unavailable("the writer has stopped"))?
    }
}

async fn write(mut jobs: mpsc::Receiver<Job>, lanes: BlockedQueues) {
    let mut group = Vec::with_capacity(GROUP);
    while jobs.recv_many(&mut group, GROUP).await > 0 {
        take_along(&mut jobs, &mut group).await;
        // In a task of its own, so that a panic ends the group and not the writer.
        let lanes = lanes.clone();
        let jobs = std::mem::replace(&mut group, Vec::with_capacity(GROUP));
        let (some, others) = divide(jobs);
        let done = tokio::spawn(async move {
            join!(lanes.run(some), lanes.run(others));
        });
        let done = done.await;
        if done.is_err() {
            error!("a group of changes panicked");
        }
    }
}

/// Divides many jobs by their houses, so that both halves can be committed side by side without
/// getting in each other's way. Few are not worth it.
fn divide(jobs: Vec<Job>) -> (Vec<Job>, Vec<Job>) {
    if jobs.len() <= FEW {
        return (jobs, Vec::new());
    }
    // The last bits of a UUID are random ones.
    jobs.into_iter().partition(|job| job.of.uuid().as_u128().is_multiple_of(2))
}

/// Lets those come along whose requests have arrived and are being read this very moment. Nobody
/// is waited for: when there is nothing else to do, this takes no time.
async fn take_along(jobs: &mut mpsc::Receiver<Job>, group: &mut Vec<Job>) {
    for _ in 0..TURNS {
        yield_now().await;
        while group.len() < GROUP
            && let Ok(job) = jobs.try_recv()
        {
            group.push(job);
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
        // In a task of its own, so that it is not abandoned when the caller has gone.
        let lanes = self.writer.lanes.clone();
        let moving = tokio::spawn(async move { lanes.transfer(from, to, &rule).await });
        moving.await.map_err(|_| unavailable("a move panicked"))?
    }

    async fn lapse(&self, of: PerformanceId) -> Result<(), HouseError> {
        self.writer.run(of, Task::Lapse).await.map(|_| ())
    }
}
