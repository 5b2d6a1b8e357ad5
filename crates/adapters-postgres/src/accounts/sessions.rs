//! The sessions of staff.

use super::staff::MemberRow;
use crate::{
    Store,
    audit::{insert_entry, recorded},
    db::{
        error::{bad_row, store_error},
        schema::{known_devices, sessions, staff},
        statement::{Change, statement},
    },
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::{DeviceName, NewSession, OpenSession, Sessions, StaffMember},
    audit::AuditEntry,
    ports::StoreError,
};
use azionelab_domain::{EmailAddress, SecretHash, SessionId, StaffId};
use diesel::{
    dsl::exists,
    prelude::*,
    sql_types::{Binary, Timestamptz},
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

statement! {
    /// Updates the time of the last use at most once a minute: writing a row with every scan would
    /// cost more than the rest of a check-in. The outer query sees the row as it was before. Each
    /// request runs this, so it is one statement with several parts, which the query builder does
    /// not have.
    UseSession {
        token: Vec<u8> => Binary,
        now: jiff_diesel::Timestamp => Timestamptz,
        idle_since: jiff_diesel::Timestamp => Timestamptz,
    }
    "WITH used AS (UPDATE sessions SET last_used_at = $2 WHERE token_hash = $1 \
     AND last_used_at < $2 - interval '1 minute' AND last_used_at > $3 AND expires_at > $2 \
     RETURNING staff_id), \
     seen AS (UPDATE staff SET last_seen_at = $2 FROM used WHERE staff.id = used.staff_id) \
     SELECT s.id, s.name, s.email, s.role FROM sessions e JOIN staff s ON s.id = e.staff_id \
     WHERE e.token_hash = $1 AND e.expires_at > $2 AND e.last_used_at > $3 \
     AND s.deactivated_at IS NULL"
}

/// The statement that stores a device as one that a member of staff signs in on.
pub(super) fn remember_device(of: StaffId, device: SecretHash, now: Timestamp) -> impl Change {
    diesel::insert_into(known_devices::table)
        .values((
            known_devices::staff_id.eq(of.uuid()),
            known_devices::token_hash.eq(*device.as_bytes()),
            known_devices::last_used_at.eq(now.to_diesel()),
        ))
        .on_conflict(known_devices::table.primary_key())
        .do_update()
        .set(known_devices::last_used_at.eq(now.to_diesel()))
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions, check_for_backend(diesel::pg::Pg))]
struct SessionRow {
    id: uuid::Uuid,
    token_hash: Vec<u8>,
    device: String,
    created_at: jiff_diesel::Timestamp,
    last_used_at: jiff_diesel::Timestamp,
    expires_at: jiff_diesel::Timestamp,
}

impl SessionRow {
    fn session(self) -> Result<OpenSession, StoreError> {
        let token = self.token_hash.try_into().map_err(|_| bad_row("sessions.token_hash"))?;
        Ok(OpenSession {
            id: SessionId::new(self.id),
            token: SecretHash::from_bytes(token),
            device: DeviceName::new(&self.device),
            created_at: self.created_at.to_jiff(),
            last_used_at: self.last_used_at.to_jiff(),
            expires_at: self.expires_at.to_jiff(),
        })
    }
}

#[async_trait]
impl Sessions for Store {
    async fn open(&self, session: &NewSession, entry: &AuditEntry) -> Result<(), StoreError> {
        let (who, now) = (session.who, session.at.to_diesel());
        let insert = diesel::insert_into(sessions::table).values((
            sessions::token_hash.eq(session.token.as_bytes()),
            sessions::staff_id.eq(who.uuid()),
            sessions::created_at.eq(now),
            sessions::last_used_at.eq(now),
            sessions::expires_at.eq(session.expires_at.to_diesel()),
            sessions::id.eq(session.id.uuid()),
            sessions::device.eq(session.device.as_str()),
        ));
        let update = diesel::update(staff::table.find(who.uuid())).set(staff::last_seen_at.eq(now));
        let transaction = self.connections.begin().await?;
        transaction.run(update).await?;
        transaction.run(insert).await?;
        transaction.run(remember_device(who, session.device_token, session.at)).await?;
        transaction.run(insert_entry(entry)).await?;
        transaction.commit().await
    }

    async fn find(
        &self,
        token: SecretHash,
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<Option<StaffMember>, StoreError> {
        let find = UseSession {
            token: token.as_bytes().to_vec(),
            now: now.to_diesel(),
            idle_since: idle_since.to_diesel(),
        };
        let row: Option<MemberRow> = self.connections.row(find).await?;
        row.map(|row| row.member()).transpose()
    }

    async fn close(&self, token: SecretHash, entry: &AuditEntry) -> Result<(), StoreError> {
        let delete = diesel::delete(sessions::table.find(token.as_bytes()));
        recorded(&self.connections, delete, entry).await?.map_err(|error| store_error(&error))?;
        Ok(())
    }

    async fn open_of(
        &self,
        who: StaffId,
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<Vec<OpenSession>, StoreError> {
        let select = sessions::table
            .filter(sessions::staff_id.eq(who.uuid()))
            .filter(sessions::expires_at.gt(now.to_diesel()))
            .filter(sessions::last_used_at.gt(idle_since.to_diesel()))
            .order((sessions::last_used_at.desc(), sessions::id))
            .select(SessionRow::as_select());
        let rows: Vec<SessionRow> = self.connections.rows(select).await?;
        rows.into_iter().map(SessionRow::session).collect()
    }

    async fn end(
        &self,
        who: StaffId,
        session: SessionId,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let session = sessions::table
            .filter(sessions::staff_id.eq(who.uuid()))
            .filter(sessions::id.eq(session.uuid()));
        let ended = recorded(&self.connections, diesel::delete(session), entry).await?;
        ended.map_err(|error| store_error(&error))
    }

    async fn end_all(&self, who: StaffId, entry: &AuditEntry) -> Result<(), StoreError> {
        let transaction = self.connections.begin().await?;
        let all = sessions::table.filter(sessions::staff_id.eq(who.uuid()));
        transaction.run(diesel::delete(all)).await?;
        transaction.run(insert_entry(entry)).await?;
        transaction.commit().await
    }

    async fn issued_device(&self, device: SecretHash) -> Result<bool, StoreError> {
        let devices = known_devices::table.filter(known_devices::token_hash.eq(device.as_bytes()));
        let found: Option<bool> = self.connections.row(diesel::select(exists(devices))).await?;
        Ok(found == Some(true))
    }

    async fn knows_device(
        &self,
        email: &EmailAddress,
        device: SecretHash,
    ) -> Result<bool, StoreError> {
        let devices = staff::table
            .inner_join(known_devices::table)
            .filter(staff::email_key.eq(email.comparison_key()))
            .filter(known_devices::token_hash.eq(device.as_bytes()));
        let found: Option<bool> = self.connections.row(diesel::select(exists(devices))).await?;
        Ok(found == Some(true))
    }
}
