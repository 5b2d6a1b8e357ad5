//! Personal data and its erasure.

mod expired;
mod guest;
mod retention;

use self::{
    expired::{EraseExpired, ForgetAttempts, LettersToErase, OldestExpired},
    guest::{KeyRow, ReservationsOf, erase_guest},
};
use crate::{
    Store,
    accounts::sessions::IdRow,
    db::{
        error::{no_answer, store_error},
        pool::UntilCommitted,
    },
};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    booking::ReservationKey,
    ports::StoreError,
    privacy::{KeptLetter, PersonalData},
};
use azionelab_domain::{EmailAddress, MessageId};
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Nullable, Timestamptz},
};
use jiff::{SignedDuration, Timestamp};
use jiff_diesel::ToDiesel;
use tokio::time::timeout;

#[derive(QueryableByName)]
struct ErasedRow {
    #[diesel(sql_type = BigInt)]
    erased: i64,
}

#[derive(QueryableByName)]
struct OldestRow {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    promised: Option<jiff_diesel::Timestamp>,
}

#[async_trait]
impl PersonalData for Store {
    async fn erase_expired(&self, now: Timestamp, limit: u32) -> Result<u32, StoreError> {
        let erase = EraseExpired { now: now.to_diesel(), limit: limit.into() };
        let row: Option<ErasedRow> = self.connections.row(erase).await?;
        Ok(row.map_or(0, |row| u32::try_from(row.erased).unwrap_or(limit)))
    }

    async fn of_address(&self, address: &EmailAddress) -> Result<Vec<ReservationKey>, StoreError> {
        let select = ReservationsOf { email_key: address.comparison_key() };
        let rows: Vec<KeyRow> = self.connections.rows(select).await?;
        Ok(rows.iter().map(KeyRow::key).collect())
    }

    async fn erase(
        &self,
        of: ReservationKey,
        address: &EmailAddress,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let connection = UntilCommitted::new(self.connections.for_transaction().await?);
        let work = erase_guest(connection.borrow(), of, address, entry);
        let done = timeout(self.connections.patience(), work).await;
        let erased =
            done.unwrap_or_else(|_| Err(no_answer())).map_err(|error| store_error(&error))?;
        connection.committed();
        Ok(erased)
    }

    async fn forget_attempts(&self) -> Result<(), StoreError> {
        self.connections.run(ForgetAttempts {}).await?;
        Ok(())
    }

    async fn overdue(&self, now: Timestamp) -> Result<SignedDuration, StoreError> {
        let oldest = OldestExpired { now: now.to_diesel() };
        let row: Option<OldestRow> = self.connections.row(oldest).await?;
        let promised = row.and_then(|row| row.promised).map(jiff_diesel::Timestamp::to_jiff);
        Ok(promised.map_or(SignedDuration::ZERO, |promised| now.duration_since(promised)))
    }

    async fn letters_to_erase(
        &self,
        letters: &[KeptLetter],
        now: Timestamp,
    ) -> Result<Vec<MessageId>, StoreError> {
        let select = LettersToErase {
            messages: letters.iter().map(|letter| letter.message.uuid()).collect(),
            written_at: letters.iter().map(|letter| letter.written_at.to_diesel()).collect(),
            now: now.to_diesel(),
        };
        let rows: Vec<IdRow> = self.connections.rows(select).await?;
        Ok(rows.into_iter().map(|row| MessageId::new(row.id)).collect())
    }
}
