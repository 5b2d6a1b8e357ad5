//! The transaction that transfers a reservation between two houses.

use super::{
    batch::{Committer, Failed, Locking, TRIES},
    load, save,
};
use crate::db::{
    error::{Failure, classify, no_answer},
    statement::{Begin, run},
};
use azionelab_application::houses::{HouseError, Needs, TransferRule};
use azionelab_domain::{PerformanceId, Transfer, TransferRefusal};
use diesel_async::AsyncPgConnection;
use futures_util::join;
use tokio::time::timeout;
use tracing::warn;

type Transferred = Result<Transfer, HouseError<TransferRefusal>>;

impl Committer {
    /// Transfers a reservation from one house to another. Both are locked in the order of their
    /// ids. Batches never wait for a lock and a blocked queue waits for one house, so there can be
    /// no deadlock.
    pub async fn transfer(
        &self,
        from: PerformanceId,
        to: PerformanceId,
        rule: &TransferRule,
        locking: Locking,
    ) -> Transferred {
        let mut tries = 1;
        loop {
            let transaction = self.transfer_once(from, to, rule, locking);
            let done = timeout(self.connections.patience(), transaction).await;
            match done.unwrap_or_else(|_| Err(Failed::Statement(no_answer()))) {
                Err(Failed::Statement(error))
                    if classify(&error) == Failure::Retry && tries < TRIES =>
                {
                    warn!(tries, "retrying a transfer after a serialization failure");
                    tries += 1;
                }
                Ok(transferred) => return transferred,
                Err(failed) => return Err(failed.house_error()),
            }
        }
    }

    async fn transfer_once(
        &self,
        from: PerformanceId,
        to: PerformanceId,
        rule: &TransferRule,
        locking: Locking,
    ) -> Result<Transferred, Failed> {
        let connection = self.connection().await?;
        let transferred =
            self.decide_transfer(connection.borrow(), from, to, rule, locking).await?;
        connection.committed();
        Ok(transferred)
    }

    async fn decide_transfer(
        &self,
        connection: &AsyncPgConnection,
        from: PerformanceId,
        to: PerformanceId,
        rule: &TransferRule,
        locking: Locking,
    ) -> Result<Transferred, Failed> {
        let both = vec![from.uuid(), to.uuid()];
        let (begun, locked) =
            join!(run(connection, Begin {}), load::lock(connection, both, locking));
        begun?;
        let locked = locked?;
        let now = self.clock.now();
        let needs = Needs { reservation: Some(rule.reservation), ..Needs::default() };
        let needs = [(from, &needs)].into_iter();
        let loaded = load::houses(connection, locked, needs, &self.seat_counts, now).await?;
        let mut changes = save::Changes::default();
        let transferred = match (loaded.houses.get(&from), loaded.houses.get(&to)) {
            (Some(from), Some(to)) => match rule.decide(from, to, now) {
                Ok(decided) => {
                    let transfer = decided.transfer.clone();
                    changes.add_transfer(decided, to.performance().links_expire_at(to.policy()));
                    Ok(transfer)
                }
                Err(refusal) => Err(HouseError::Refused(refusal)),
            },
            _ => Err(HouseError::NoSuchHouse),
        };
        // Lapsed holds are stored as expired even if the rule refuses. The seat counts are not
        // cached: the next batch sums the seats again.
        changes.commit(connection, [], now).await?;
        Ok(transferred)
    }
}
