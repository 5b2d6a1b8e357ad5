//! What is stored about one guest, erased on request.

use super::{ErasedRow, expired::erase};
use crate::{
    accounts::sessions::IdRow,
    audit::{document, noted},
    db::statement::{Begin, Commit, rows, run, statement},
};
use azionelab_application::{audit::AuditEntry, booking::ReservationKey};
use azionelab_domain::{EmailAddress, PerformanceId, ReservationId};
use diesel::{
    QueryResult, QueryableByName,
    sql_types::{Text, Timestamptz, Uuid},
};
use diesel_async::AsyncPgConnection;
use jiff_diesel::ToDiesel;

statement! {
    ReservationsOf { email_key: String => Text }
    "SELECT r.id, r.performance_id FROM reservations r \
     JOIN performances p ON p.id = r.performance_id \
     WHERE r.email_key = $1 AND r.erased_at IS NULL ORDER BY p.starts_at, r.id"
}

statement! {
    /// As every change of a house does. What comes after sees all that was changed before.
    LockPerformance { performance: uuid::Uuid => Uuid }
    "SELECT id FROM performances WHERE id = $1 FOR UPDATE"
}

statement! {
    EraseGuest {
        now: jiff_diesel::Timestamp => Timestamptz,
        reservation: uuid::Uuid => Uuid,
        performance: uuid::Uuid => Uuid,
        email_key: String => Text,
        entry: String => Text,
    }
    concat!("WITH gone AS MATERIALIZED (SELECT r.id FROM reservations r WHERE r.id = $2 \
     AND r.performance_id = $3 AND r.email_key = $4 AND r.erased_at IS NULL), ", erase!(), ", ",
     noted!("$5", "erased"), " SELECT count(*) AS erased FROM erased")
}

/// A reservation of an address.
#[derive(QueryableByName)]
pub(crate) struct KeyRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Uuid)]
    performance_id: uuid::Uuid,
}

impl KeyRow {
    pub fn key(&self) -> ReservationKey {
        ReservationKey {
            reservation: ReservationId::new(self.id),
            performance: PerformanceId::new(self.performance_id),
        }
    }
}

/// Erases the guest of one reservation, and answers whether there was one.
pub(crate) async fn erase_guest(
    connection: &AsyncPgConnection,
    of: ReservationKey,
    address: &EmailAddress,
    entry: &AuditEntry,
) -> QueryResult<bool> {
    run(connection, Begin {}).await?;
    let performance = of.performance.uuid();
    let _: Vec<IdRow> = rows(connection, LockPerformance { performance }).await?;
    let erase = EraseGuest {
        now: entry.at.to_diesel(),
        reservation: of.reservation.uuid(),
        performance,
        email_key: address.comparison_key(),
        entry: document(entry).to_string(),
    };
    let erased: Vec<ErasedRow> = rows(connection, erase).await?;
    run(connection, Commit {}).await?;
    Ok(erased.iter().any(|row| row.erased > 0))
}
