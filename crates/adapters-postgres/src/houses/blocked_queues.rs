//! Who waits for whom.

use super::{
    GROUP, Job,
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

/// How many lanes can wait for a lock at the same time; others wait for one of these.
const QUEUE_CONNECTIONS: usize = 4;

/// The houses that somebody else is changing, each with the jobs that wait for it. A house has a
/// lane from the moment it is found locked until nothing waits for it any more.
type Waiting = HashMap<PerformanceId, Vec<Job>>;

#[derive(Clone)]
pub(crate) struct BlockedQueues {
    /// Of the writer, which commits up to two groups side by side.
    writer: Committer,
    /// Of the lanes, which may hold their connections for as long as they wait for a lock.
    waiters: Committer,
    /// How groups lock; a lane waits.
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

    /// What the connections of the writer and of the lanes are at this moment.
    pub fn pools(&self) -> [PoolState; 2] {
        [self.writer.connections.state(), self.waiters.connections.state()]
    }

    /// Runs jobs as one group, but for those whose house is locked: they go to its lane.
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

    /// Moves a reservation from one house to another, as a lane of its own.
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

    /// Hands the jobs of houses that have a lane to it, and the others back.
    fn join_queues(&self, jobs: Vec<Job>) -> Vec<Job> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.is_empty() {
            return jobs;
        }
        let mut free = Vec::with_capacity(jobs.len());
        for job in jobs {
            match waiting.get_mut(&job.of) {
                Some(lane) => lane.push(job),
                None => free.push(job),
            }
        }
        free
    }

    fn open_queue(&self, house: PerformanceId, jobs: Vec<Job>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.insert(house, jobs);
        drop(waiting);
        let lanes = self.clone();
        tokio::spawn(async move {
            while let Some(jobs) = lanes.next(house) {
                // In a task of its own, so that a panic ends the group and not the lane.
                let lanes = lanes.clone();
                let group =
                    tokio::spawn(async move { lanes.waiters.run(jobs, Locking::WaitForIt).await });
                if group.await.is_err() {
                    error!("a group of changes panicked");
                }
            }
        });
    }

    /// The next group that waits for a house; none closes its lane.
    fn next(&self, house: PerformanceId) -> Option<Vec<Job>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let lane = waiting.entry(house).or_default();
        let jobs: Vec<_> = lane.drain(..lane.len().min(GROUP)).collect();
        if jobs.is_empty() {
            waiting.remove(&house);
            return None;
        }
        Some(jobs)
    }
}

/// The houses of some jobs, each once, in the order of their ids.
pub(crate) fn houses_of(jobs: &[Job]) -> Vec<uuid::Uuid> {
    let houses: HashSet<_> = jobs.iter().map(|job| job.of.uuid()).collect();
    let mut houses: Vec<_> = houses.into_iter().collect();
    houses.sort_unstable();
    houses
}
