//! Erasure of personal data.

mod erase;
mod expired;
mod retention;

use self::{
    erase::erase,
    expired::{LettersToErase, LockExpired, OldestExpired},
};
use crate::{
    Store,
    audit::insert_entry,
    db::schema::{booking_attempts, performances, reservations},
};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    booking::ReservationKey,
    ports::StoreError,
    privacy::{KeptLetter, PersonalData},
};
use azionelab_domain::{EmailAddress, MessageId, PerformanceId, ReservationId};
use diesel::{
    dsl::exists,
    prelude::*,
    sql_types::{Nullable, Timestamptz, Uuid},
};
use jiff::{SignedDuration, Timestamp};
use jiff_diesel::ToDiesel;

#[derive(QueryableByName)]
struct IdRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
}

#[derive(QueryableByName)]
struct OldestRow {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    promised: Option<jiff_diesel::Timestamp>,
}

#[async_trait]
impl PersonalData for Store {
    async fn erase_expired(&self, now: Timestamp, limit: u32) -> Result<u32, StoreError> {
        let transaction = self.connections.begin().await?;
        let locked: Option<IdRow> = transaction.row(LockExpired { now: now.to_diesel() }).await?;
        let guests: Vec<uuid::Uuid> = match locked {
            None => Vec::new(),
            Some(performance) => {
                let select = reservations::table
                    .filter(reservations::performance_id.eq(performance.id))
                    .filter(reservations::erased_at.is_null())
                    .limit(i64::from(limit))
                    .select(reservations::id);
                transaction.rows(select).await?
            }
        };
        if !guests.is_empty() {
            erase(&transaction, &guests, now).await?;
        }
        transaction.commit().await?;
        Ok(u32::try_from(guests.len()).unwrap_or(limit))
    }

    async fn of_address(&self, address: &EmailAddress) -> Result<Vec<ReservationKey>, StoreError> {
        let select = reservations::table
            .inner_join(performances::table)
            .filter(reservations::email_key.eq(address.comparison_key()))
            .filter(reservations::erased_at.is_null())
            .order((performances::starts_at, reservations::id))
            .select((reservations::id, performances::id));
        let rows: Vec<(uuid::Uuid, uuid::Uuid)> = self.connections.rows(select).await?;
        let key = |(reservation, performance)| ReservationKey {
            reservation: ReservationId::new(reservation),
            performance: PerformanceId::new(performance),
        };
        Ok(rows.into_iter().map(key).collect())
    }

    async fn erase(
        &self,
        of: ReservationKey,
        address: &EmailAddress,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let performance = of.performance.uuid();
        let transaction = self.connections.begin().await?;
        // Every change of a house holds this lock. The next statement sees what they have stored.
        let lock = performances::table.find(performance).select(performances::id).for_update();
        let _: Vec<uuid::Uuid> = transaction.rows(lock).await?;
        let guest = reservations::table
            .find(of.reservation.uuid())
            .filter(reservations::performance_id.eq(performance))
            .filter(reservations::email_key.eq(address.comparison_key()))
            .filter(reservations::erased_at.is_null())
            .select(reservations::id);
        let guest: Vec<uuid::Uuid> = transaction.rows(guest).await?;
        if !guest.is_empty() {
            erase(&transaction, &guest, entry.at).await?;
            transaction.run(insert_entry(entry)).await?;
        }
        transaction.commit().await?;
        Ok(!guest.is_empty())
    }

    async fn forget_attempts(&self) -> Result<(), StoreError> {
        let erased = reservations::table
            .filter(reservations::id.eq(booking_attempts::reservation_id))
            .filter(reservations::erased_at.is_not_null());
        let attempts = booking_attempts::table.filter(exists(erased));
        self.connections.run(diesel::delete(attempts)).await?;
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
