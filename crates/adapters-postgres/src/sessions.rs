//! Who is signed in.

use async_trait::async_trait;
use azionelab_application::ports::{Sessions, StaffMember, StoreError};
use azionelab_domain::{SecretHash, StaffId};
use diesel::sql_types::{Binary, Timestamptz, Uuid};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

use crate::{Store, staff::MemberRow, statement::statement};

statement! {
    OpenSession {
        token: Vec<u8> => Binary,
        staff: uuid::Uuid => Uuid,
        now: jiff_diesel::Timestamp => Timestamptz,
        expires_at: jiff_diesel::Timestamp => Timestamptz,
    }
    "INSERT INTO sessions (token_hash, staff_id, created_at, last_used_at, expires_at) \
     VALUES ($1, $2, $3, $3, $4)"
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
     AND last_used_at < $2 - interval '1 minute' AND last_used_at > $3 AND expires_at > $2) \
     SELECT s.id, s.name, s.email, s.role FROM sessions e JOIN staff s ON s.id = e.staff_id \
     WHERE e.token_hash = $1 AND e.expires_at > $2 AND e.last_used_at > $3"
}

statement! {
    CloseSession { token: Vec<u8> => Binary }
    "DELETE FROM sessions WHERE token_hash = $1"
}

#[async_trait]
impl Sessions for Store {
    async fn open(
        &self,
        token: SecretHash,
        who: StaffId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let open = OpenSession {
            token: token.as_bytes().to_vec(),
            staff: who.uuid(),
            now: now.to_diesel(),
            expires_at: expires_at.to_diesel(),
        };
        self.connections.run(open).await?;
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

    async fn close(&self, token: SecretHash) -> Result<(), StoreError> {
        let close = CloseSession { token: token.as_bytes().to_vec() };
        self.connections.run(close).await?;
        Ok(())
    }
}
