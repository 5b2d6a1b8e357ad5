//! One transaction for all who come at the same time.

use azionelab_application::ports::{Clock, Decision, HouseError, StoreError};
use diesel::{QueryableByName, sql_types::Uuid};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use tokio::time::timeout;
use tracing::warn;

use super::{Decided, Job, lanes::houses_of, load, save};
use crate::{
    error::{Failure, classify, lost, no_answer},
    pool::Connections,
    statement::{rows, statement},
};

/// How often a group is run again after a serialization failure or a deadlock.
const TRIES: usize = 4;

/// What to do about a house that somebody else has locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Locking {
    /// Leave it, and hand its jobs back.
    SkipWhatIsLocked,
    /// Wait, as long as a connection waits for a lock.
    WaitForIt,
    /// Don't lock at all, to show what would happen.
    #[cfg(feature = "testing")]
    NotAtAll,
}

statement! {
    /// Which of these houses there are.
    ExistingHouses { houses: Vec<uuid::Uuid> => diesel::sql_types::Array<Uuid> }
    "SELECT id FROM performances WHERE id = ANY($1)"
}

#[derive(QueryableByName)]
struct HouseId {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
}

/// What became of each job of a group that was committed, in their order; none for a job whose
/// house is locked.
type Outcome = Vec<Option<Decided>>;

/// Why a group was not committed.
pub(super) enum Failed {
    /// A statement failed, and with it the group.
    Statement(diesel::result::Error),
    /// A row can't be read.
    Row(StoreError),
}

impl From<diesel::result::Error> for Failed {
    fn from(error: diesel::result::Error) -> Self {
        Self::Statement(error)
    }
}

/// Runs jobs in one transaction and answers them. Hands back those whose house is locked.
///
/// When the group fails for one member's sake, such as a code that is taken, its members are run
/// again one by one, and only that one fails.
pub(super) async fn run(
    connections: &Connections,
    clock: &dyn Clock,
    jobs: Vec<Job>,
    locking: Locking,
) -> Vec<Job> {
    match commit(connections, clock, &jobs, locking).await {
        Ok(outcome) => answer(jobs, outcome),
        Err(failed) if jobs.len() > 1 && concerns_one_member(&failed) => {
            let mut locked = Vec::new();
            for job in jobs {
                locked.extend(Box::pin(run(connections, clock, vec![job], locking)).await);
            }
            locked
        }
        Err(failed) => {
            refuse(jobs, &failed);
            Vec::new()
        }
    }
}

/// Whether others of the group may succeed without the one that the error is about. A database
/// that is gone fails them all.
fn concerns_one_member(failed: &Failed) -> bool {
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
        job.answer(Err(match failed {
            Failed::Statement(error) if classify(error) == Failure::Duplicate => {
                HouseError::Collision
            }
            Failed::Statement(error) => HouseError::Store(shared(error, classify(error))),
            Failed::Row(StoreError::Unexpected(why) | StoreError::Unavailable(why)) => {
                HouseError::Store(StoreError::Unexpected(why.to_string().into()))
            }
        }));
    }
}

/// The same failure for each of several jobs.
fn shared(error: &diesel::result::Error, failure: Failure) -> StoreError {
    let message = error.to_string().into();
    match failure {
        Failure::Retry | Failure::Unavailable => StoreError::Unavailable(message),
        Failure::Duplicate | Failure::Unexpected => StoreError::Unexpected(message),
    }
}

async fn commit(
    connections: &Connections,
    clock: &dyn Clock,
    jobs: &[Job],
    locking: Locking,
) -> Result<Outcome, Failed> {
    let mut connection = connections.for_transaction().await.map_err(|error| match error {
        StoreError::Unavailable(source) => Failed::Statement(lost(source)),
        error @ StoreError::Unexpected(_) => Failed::Row(error),
    })?;
    let mut tries = 1;
    loop {
        let transaction = connection
            .transaction(async |connection| decide(connection, clock, jobs, locking).await);
        let done = timeout(connections.patience(), transaction).await;
        match done.unwrap_or_else(|_| Err(Failed::Statement(no_answer()))) {
            Err(Failed::Statement(error))
                if classify(&error) == Failure::Retry && tries < TRIES =>
            {
                warn!(tries, "a group of changes is run again after a serialization failure");
                tries += 1;
            }
            done => return done,
        }
    }
}

/// Locks the houses, lets each job decide, and stores what they decide. Within the transaction.
async fn decide(
    connection: &AsyncPgConnection,
    clock: &dyn Clock,
    jobs: &[Job],
    locking: Locking,
) -> Result<Outcome, Failed> {
    let locked = load::lock(connection, houses_of(jobs), locking).await?;
    // Read after the lock was taken, so that the time never runs backwards within a house.
    let now = clock.now();
    let mut houses = load::houses(connection, locked, jobs, now).await?;
    let missing = missing_houses(connection, jobs, &houses).await?;

    let mut outcome = Vec::with_capacity(jobs.len());
    let mut changes = save::Changes::default();
    for job in jobs {
        let Some(house) = houses.get_mut(&job.of) else {
            let locked = missing.contains(&job.of.uuid());
            outcome.push((!locked).then_some(Err(HouseError::NoSuchHouse)));
            continue;
        };
        let decided = job.decide(house, now);
        if let Ok(Some(Decision { change, message })) = &decided {
            house.apply(change);
            changes.add(job.of, change, message.as_ref());
        }
        outcome.push(Some(decided));
    }
    changes.store(connection, now).await?;
    Ok(outcome)
}

/// Of the houses that were not loaded, those that are there, and so are locked by somebody else.
async fn missing_houses(
    connection: &AsyncPgConnection,
    jobs: &[Job],
    houses: &load::ByHouse,
) -> Result<Vec<uuid::Uuid>, Failed> {
    let missing: Vec<_> = houses_of(jobs)
        .into_iter()
        .filter(|id| !houses.contains_key(&azionelab_domain::PerformanceId::new(*id)))
        .collect();
    if missing.is_empty() {
        return Ok(missing);
    }
    let there: Vec<HouseId> = rows(connection, ExistingHouses { houses: missing }).await?;
    Ok(there.into_iter().map(|row| row.id).collect())
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Row(error)
    }
}
