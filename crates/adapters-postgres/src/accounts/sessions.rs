//! Who is signed in.

use super::staff::MemberRow;
use crate::{
    Store,
    audit::{document, noted},
    db::{error::bad_row, statement::statement},
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::{DeviceName, NewSession, OpenSession, Sessions, StaffMember},
    audit::AuditEntry,
    ports::StoreError,
};
use azionelab_domain::{EmailAddress, SecretHash, SessionId, StaffId};
use diesel::{
    QueryableByName,
    sql_types::{Binary, Text, Timestamptz, Uuid},
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

statement! {
    InsertSession {
        token: Vec<u8> => Binary,
        staff: uuid::Uuid => Uuid,
        now: jiff_diesel::Timestamp => Timestamptz,
        expires_at: jiff_diesel::Timestamp => Timestamptz,
        id: uuid::Uuid => Uuid,
        device: String => Text,
        device_token: Vec<u8> => Binary,
        entry: String => Text,
    }
    concat!("WITH opened AS (INSERT INTO sessions \
     (token_hash, staff_id, created_at, last_used_at, expires_at, id, device) \
     VALUES ($1, $2, $3, $3, $4, $5, $6) RETURNING staff_id), \
     known AS (INSERT INTO known_devices (staff_id, token_hash, last_used_at) \
     SELECT staff_id, $7, $3 FROM opened \
     ON CONFLICT (staff_id, token_hash) DO UPDATE SET last_used_at = excluded.last_used_at), \
     seen AS (UPDATE staff SET last_seen_at = $3 FROM opened WHERE staff.id = opened.staff_id), ",
     noted!("$8", "opened"), " SELECT FROM opened")
}

statement! {
    /// Notes the use of a session, at most once a minute: a row written with every scan would be
    /// the door's dearest part. The outer query sees the row as it was before.
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

statement! {
    CloseSession { token: Vec<u8> => Binary, entry: String => Text }
    concat!("WITH ended AS (DELETE FROM sessions WHERE token_hash = $1 RETURNING id), ",
     noted!("$2", "ended"), " SELECT FROM ended")
}

statement! {
    SelectSessions {
        staff: uuid::Uuid => Uuid,
        now: jiff_diesel::Timestamp => Timestamptz,
        idle_since: jiff_diesel::Timestamp => Timestamptz,
    }
    "SELECT id, token_hash, device, created_at, last_used_at, expires_at FROM sessions \
     WHERE staff_id = $1 AND expires_at > $2 AND last_used_at > $3 \
     ORDER BY last_used_at DESC, id"
}

statement! {
    EndSession { staff: uuid::Uuid => Uuid, id: uuid::Uuid => Uuid, entry: String => Text }
    concat!("WITH ended AS (DELETE FROM sessions WHERE staff_id = $1 AND id = $2 RETURNING id), ",
     noted!("$3", "ended"), " SELECT id FROM ended")
}

statement! {
    EndSessions { staff: uuid::Uuid => Uuid, entry: String => Text }
    concat!("WITH ended AS (DELETE FROM sessions WHERE staff_id = $1), \
     once AS (SELECT 1), ", noted!("$2", "once"), " SELECT FROM once")
}

statement! {
    SelectDevice { email_key: String => Text, token: Vec<u8> => Binary }
    "SELECT s.id FROM staff s JOIN known_devices d ON d.staff_id = s.id \
     WHERE s.email_key = $1 AND d.token_hash = $2"
}

statement! {
    SelectIssuedDevice { token: Vec<u8> => Binary }
    "SELECT staff_id AS id FROM known_devices WHERE token_hash = $1 LIMIT 1"
}

#[derive(QueryableByName)]
struct SessionRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Binary)]
    token_hash: Vec<u8>,
    #[diesel(sql_type = Text)]
    device: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Timestamptz)]
    last_used_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Timestamptz)]
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

#[derive(QueryableByName)]
pub(crate) struct IdRow {
    #[diesel(sql_type = Uuid)]
    pub(crate) id: uuid::Uuid,
}

#[async_trait]
impl Sessions for Store {
    async fn open(&self, session: &NewSession, entry: &AuditEntry) -> Result<(), StoreError> {
        let insert = InsertSession {
            token: session.token.as_bytes().to_vec(),
            staff: session.who.uuid(),
            now: session.at.to_diesel(),
            expires_at: session.expires_at.to_diesel(),
            id: session.id.uuid(),
            device: session.device.as_str().to_owned(),
            device_token: session.device_token.as_bytes().to_vec(),
            entry: document(entry).to_string(),
        };
        self.connections.run(insert).await?;
        Ok(())
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
        let token = token.as_bytes().to_vec();
        let close = CloseSession { token, entry: document(entry).to_string() };
        self.connections.run(close).await?;
        Ok(())
    }

    async fn open_of(
        &self,
        who: StaffId,
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<Vec<OpenSession>, StoreError> {
        let select = SelectSessions {
            staff: who.uuid(),
            now: now.to_diesel(),
            idle_since: idle_since.to_diesel(),
        };
        let rows: Vec<SessionRow> = self.connections.rows(select).await?;
        rows.into_iter().map(SessionRow::session).collect()
    }

    async fn end(
        &self,
        who: StaffId,
        session: SessionId,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let (staff, id) = (who.uuid(), session.uuid());
        let end = EndSession { staff, id, entry: document(entry).to_string() };
        let ended: Option<IdRow> = self.connections.row(end).await?;
        Ok(ended.is_some())
    }

    async fn end_all(&self, who: StaffId, entry: &AuditEntry) -> Result<(), StoreError> {
        let end = EndSessions { staff: who.uuid(), entry: document(entry).to_string() };
        self.connections.run(end).await?;
        Ok(())
    }

    async fn issued_device(&self, device: SecretHash) -> Result<bool, StoreError> {
        let select = SelectIssuedDevice { token: device.as_bytes().to_vec() };
        let issued: Option<IdRow> = self.connections.row(select).await?;
        Ok(issued.is_some())
    }

    async fn knows_device(
        &self,
        email: &EmailAddress,
        device: SecretHash,
    ) -> Result<bool, StoreError> {
        let select =
            SelectDevice { email_key: email.comparison_key(), token: device.as_bytes().to_vec() };
        let known: Option<IdRow> = self.connections.row(select).await?;
        Ok(known.is_some())
    }
}
