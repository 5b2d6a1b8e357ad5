//! One transaction for the changes that arrive at the same time.

use super::{
    Decided, Job, Versions,
    blocked_queues::houses_of,
    load::{self, Loaded},
    save,
    seat_counts::{SeatCount, SeatCounts},
};
use crate::db::{
    error::{Failure, classify, lost, no_answer, store_error},
    pool::{Connections, UntilCommitted},
    statement::{Begin, rows, run, statement},
};
use azionelab_application::{
    houses::HouseError,
    ports::{Clock, StoreError, Version},
};
use azionelab_domain::{Change, PerformanceId};
use diesel::{QueryableByName, sql_types::Uuid};
use diesel_async::AsyncPgConnection;
use futures_util::join;
use std::sync::Arc;
use tokio::time::timeout;
use tracing::warn;

/// How often a batch is tried if a serialization failure or a deadlock ends it.
pub(crate) const TRIES: usize = 4;

/// What happens if another transaction has locked a house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Locking {
    /// Skip the house, and return its jobs.
    SkipWhatIsLocked,
    /// Wait for the lock, at most for the connection's `lock_timeout`.
    WaitForIt,
    /// Do not lock. It shows in tests that the lock is needed.
    #[cfg(feature = "testing")]
    NotAtAll,
}

statement! {
    ExistingHouses { houses: Vec<uuid::Uuid> => diesel::sql_types::Array<Uuid> }
    "SELECT id FROM performances WHERE id = ANY($1)"
}

#[derive(QueryableByName)]
struct HouseId {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
}

/// The results of the jobs of a committed batch, in their order. `None` stands for a job whose
/// house is locked.
type Outcome = Vec<Option<Decided>>;

/// Why a batch was not committed.
pub(crate) enum Failed {
    Statement(diesel::result::Error),
    /// A row has an invalid value.
    Row(StoreError),
}

impl From<diesel::result::Error> for Failed {
    fn from(error: diesel::result::Error) -> Self {
        Self::Statement(error)
    }
}

#[derive(Clone)]
pub(crate) struct Committer {
    pub connections: Connections,
    pub clock: Arc<dyn Clock>,
    pub seat_counts: Arc<SeatCounts>,
}

impl Committer {
    /// Runs jobs in one transaction and answers them. Returns those whose house is locked.
    ///
    /// If one job makes the batch fail, such as a code that is taken, the jobs are run again one by
    /// one, and only that job fails.
    pub async fn run(&self, jobs: Vec<Job>, locking: Locking) -> Vec<Job> {
        match self.commit(&jobs, locking).await {
            Ok(outcome) => answer(jobs, outcome),
            Err(failed) if jobs.len() > 1 && may_be_due_to_one_job(&failed) => {
                let mut locked = Vec::new();
                for job in jobs {
                    locked.extend(Box::pin(self.run(vec![job], locking)).await);
                }
                locked
            }
            Err(failed) => {
                refuse(jobs, &failed);
                Vec::new()
            }
        }
    }

    async fn commit(&self, jobs: &[Job], locking: Locking) -> Result<Outcome, Failed> {
        let mut tries = 1;
        loop {
            let transaction = self.transaction(jobs, locking);
            let done = timeout(self.connections.patience(), transaction).await;
            match done.unwrap_or_else(|_| Err(Failed::Statement(no_answer()))) {
                Err(Failed::Statement(error))
                    if classify(&error) == Failure::Retry && tries < TRIES =>
                {
                    warn!(tries, "retrying a batch of changes after a serialization failure");
                    tries += 1;
                }
                Ok((outcome, seat_counts)) => {
                    self.seat_counts.remember(seat_counts);
                    return Ok(outcome);
                }
                Err(failed) => {
                    // The database may have been restored to an earlier time. Then its numbers of
                    // changes repeat with other reservations.
                    self.seat_counts.forget();
                    return Err(failed);
                }
            }
        }
    }

    /// Locks the houses, runs each job's rule, stores the decisions and commits.
    ///
    /// It takes three round trips: begin and lock, load, store and commit. Diesel's own
    /// transactions would wait for each statement.
    async fn transaction(
        &self,
        jobs: &[Job],
        locking: Locking,
    ) -> Result<(Outcome, Vec<(PerformanceId, SeatCount)>), Failed> {
        let connection = self.connection().await?;
        let done = self.decide(connection.borrow(), jobs, locking).await?;
        connection.committed();
        Ok(done)
    }

    /// A connection for one transaction.
    pub(crate) async fn connection(&self) -> Result<UntilCommitted, Failed> {
        let connection = self.connections.for_transaction().await.map_err(|error| match error {
            StoreError::Unavailable(source) => Failed::Statement(lost(source)),
            error @ StoreError::Unexpected(_) => Failed::Row(error),
        })?;
        Ok(UntilCommitted::new(connection))
    }

    async fn decide(
        &self,
        connection: &AsyncPgConnection,
        jobs: &[Job],
        locking: Locking,
    ) -> Result<(Outcome, Vec<(PerformanceId, SeatCount)>), Failed> {
        let (begun, locked) =
            join!(run(connection, Begin {}), load::lock(connection, houses_of(jobs), locking));
        begun?;
        let locked = locked?;
        // Read after the lock is taken, so that time never runs backwards within a house.
        let now = self.clock.now();
        let needs = jobs.iter().filter_map(|job| Some((job.of, job.task.needs()?)));
        let mut loaded = load::houses(connection, locked, needs, &self.seat_counts, now).await?;
        let locked_houses = locked_houses(connection, jobs, &loaded).await?;

        let mut outcome = Vec::with_capacity(jobs.len());
        let mut changes = save::Changes::default();
        for job in jobs {
            let Some(house) = loaded.houses.get_mut(&job.of) else {
                let locked = locked_houses.contains(&job.of.uuid());
                outcome.push((!locked).then_some(Err(HouseError::NoSuchHouse)));
                continue;
            };
            let version = loaded.versions.entry(job.of).or_insert(Version(0));
            let reservation = job.task.needs().and_then(|needs| needs.reservation);
            let reservation = reservation
                .filter(|id| !changes.edit(*id))
                .and_then(|id| loaded.reservation_versions.get(&id).copied());
            let versions = Versions { performance: *version, reservation };
            let asking = job.task.needs().and_then(|needs| needs.unconfirmed_booking);
            if let Some(asking) = asking {
                house.set_unconfirmed_of_origin(loaded.unconfirmed.of(asking.origin));
            }
            let decided = job.decide(house, versions, now);
            if let Ok(Some(decision)) = &decided {
                if let (Some(asking), Change::Booked { .. }) = (asking, &decision.change) {
                    loaded.unconfirmed.add(asking);
                }
                house.apply(&decision.change);
                version.0 += u64::from(decision.change.performance().is_some());
                changes.add(job.of, decision);
            }
            outcome.push(Some(decided));
        }
        // An edited performance may have ended holds of reservations that are not loaded.
        let rearranged = changes.rearranged();
        let counted = changes.commit(connection, loaded.lapsed_in(), now).await?;
        loaded.counted.extend(counted);
        let counted = loaded.counted.into_iter().filter(|(id, _)| !rearranged.contains(id));
        let seat_counts = counted.filter_map(|(id, changes)| {
            let house = loaded.houses.get(&id)?;
            let (seats, unconfirmed) = (house.held(now), house.unconfirmed(now));
            Some((id, SeatCount { changes, seats, unconfirmed }))
        });
        Ok((outcome, seat_counts.collect()))
    }
}

/// Whether the other jobs of the batch can succeed without one of them. They cannot if the database
/// is unavailable.
fn may_be_due_to_one_job(failed: &Failed) -> bool {
    match failed {
        Failed::Statement(error) => {
            matches!(classify(error), Failure::Duplicate | Failure::Unexpected)
        }
        Failed::Row(_) => true,
    }
}

fn answer(jobs: Vec<Job>, outcome: Outcome) -> Vec<Job> {
    let mut locked = Vec::new();
    for (job, decided) in jobs.into_iter().zip(outcome) {
        match decided {
            Some(decided) => {
                job.answer(decided.map(|decision| decision.map(|decision| decision.change)));
            }
            None => locked.push(job),
        }
    }
    locked
}

fn refuse(jobs: Vec<Job>, failed: &Failed) {
    for job in jobs {
        job.answer(Err(failed.house_error()));
    }
}

impl Failed {
    pub fn house_error<R>(&self) -> HouseError<R> {
        match self {
            Self::Statement(error) if classify(error) == Failure::Duplicate => {
                HouseError::Collision
            }
            Self::Statement(error) => HouseError::Store(store_error(error)),
            Self::Row(StoreError::Unexpected(why) | StoreError::Unavailable(why)) => {
                HouseError::Store(StoreError::Unexpected(why.to_string().into()))
            }
        }
    }
}

/// The existing houses that were not loaded because another transaction has locked them.
async fn locked_houses(
    connection: &AsyncPgConnection,
    jobs: &[Job],
    loaded: &Loaded,
) -> Result<Vec<uuid::Uuid>, Failed> {
    let missing: Vec<_> = houses_of(jobs)
        .into_iter()
        .filter(|id| !loaded.houses.contains_key(&PerformanceId::new(*id)))
        .collect();
    if missing.is_empty() {
        return Ok(missing);
    }
    let existing: Vec<HouseId> = rows(connection, ExistingHouses { houses: missing }).await?;
    Ok(existing.into_iter().map(|row| row.id).collect())
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Row(error)
    }
}
