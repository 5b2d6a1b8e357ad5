//! The queues of changes whose house another transaction has locked.

use super::{
    Job, LARGEST_BATCH,
    batch::{Committer, Locking},
    seat_counts::SeatCounts,
};
use crate::{
    StoreSettings,
    db::pool::{Connections, OpenError, PoolState, Purpose},
};
use azionelab_application::{
    houses::{HouseError, TransferRule},
    ports::Clock,
};
use azionelab_domain::{PerformanceId, Transfer, TransferRefusal};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};
use tracing::error;

/// How many queues can wait for a lock at the same time. The others wait for a connection.
const QUEUE_CONNECTIONS: usize = 4;

/// The locked houses with the jobs that wait for them. A house has a queue from the moment it is
/// found locked until the queue is empty.
type Waiting = HashMap<PerformanceId, Vec<Job>>;

#[derive(Clone)]
pub(crate) struct BlockedQueues {
    /// For the writer, which runs up to two batches at the same time.
    writer: Committer,
    /// For the queues, which keep their connections while they wait for a lock.
    waiters: Committer,
    /// How batches lock. Queues always wait.
    locking: Locking,
    waiting: Arc<Mutex<Waiting>>,
}

impl BlockedQueues {
    pub fn new(
        settings: &StoreSettings,
        clock: Arc<dyn Clock>,
        locking: Locking,
    ) -> Result<Self, OpenError> {
        let seat_counts = Arc::<SeatCounts>::default();
        let committer =
            |connections, clock| Committer { connections, clock, seat_counts: seat_counts.clone() };
        Ok(Self {
            writer: committer(Connections::open(settings, 2, Purpose::Writing)?, clock.clone()),
            waiters: committer(
                Connections::open(settings, QUEUE_CONNECTIONS, Purpose::Waiting)?,
                clock,
            ),
            locking,
            waiting: Arc::default(),
        })
    }

    /// The current state of the connections of the writer and of the queues.
    pub fn pools(&self) -> [PoolState; 2] {
        [self.writer.connections.state(), self.waiters.connections.state()]
    }

    /// Runs jobs as one batch. Jobs of locked houses go to their queues.
    pub async fn run(&self, jobs: Vec<Job>) {
        let jobs = self.join_queues(jobs);
        if jobs.is_empty() {
            return;
        }
        let locked = self.writer.run(jobs, self.locking).await;
        let mut by_house: HashMap<_, Vec<_>> = HashMap::new();
        for job in locked {
            by_house.entry(job.of).or_default().push(job);
        }
        for (house, jobs) in by_house {
            self.open_queue(house, jobs);
        }
    }

    /// Transfers a reservation to another house. It waits for locks as a queue does.
    pub async fn transfer(
        &self,
        from: PerformanceId,
        to: PerformanceId,
        rule: &TransferRule,
    ) -> Result<Transfer, HouseError<TransferRefusal>> {
        let locking = match self.locking {
            Locking::SkipWhatIsLocked => Locking::WaitForIt,
            locking => locking,
        };
        self.waiters.transfer(from, to, rule, locking).await
    }

    /// Adds jobs to the queues of their houses. Returns those whose house has no queue.
    fn join_queues(&self, jobs: Vec<Job>) -> Vec<Job> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.is_empty() {
            return jobs;
        }
        let mut free = Vec::with_capacity(jobs.len());
        for job in jobs {
            match waiting.get_mut(&job.of) {
                Some(queue) => queue.push(job),
                None => free.push(job),
            }
        }
        free
    }

    fn open_queue(&self, house: PerformanceId, jobs: Vec<Job>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.insert(house, jobs);
        drop(waiting);
        let queues = self.clone();
        tokio::spawn(async move {
            while let Some(jobs) = queues.next(house) {
                // In a task of its own, so that a panic ends the batch and not the queue.
                let queues = queues.clone();
                let batch =
                    tokio::spawn(async move { queues.waiters.run(jobs, Locking::WaitForIt).await });
                if batch.await.is_err() {
                    error!("a batch of changes panicked");
                }
            }
        });
    }

    /// The next batch of a queue. An empty queue is closed.
    fn next(&self, house: PerformanceId) -> Option<Vec<Job>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = waiting.entry(house).or_default();
        let jobs: Vec<_> = queue.drain(..queue.len().min(LARGEST_BATCH)).collect();
        if jobs.is_empty() {
            waiting.remove(&house);
            return None;
        }
        Some(jobs)
    }
}

/// The ids of the houses of some jobs, in their order, without duplicates.
pub(crate) fn houses_of(jobs: &[Job]) -> Vec<uuid::Uuid> {
    let houses: HashSet<_> = jobs.iter().map(|job| job.of.uuid()).collect();
    let mut houses: Vec<_> = houses.into_iter().collect();
    houses.sort_unstable();
    houses
}
