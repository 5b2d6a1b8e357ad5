//! The links that are mailed to staff.

use super::{sessions::IdRow, staff::MemberRow};
use crate::{
    Store,
    audit::{document, noted},
    db::{error::bad_row, rows::comparable, statement::statement},
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::{NewLink, PasswordHash, StaffLink, StaffLinks},
    audit::AuditEntry,
    ports::StoreError,
};
use azionelab_domain::{EmailAddress, MessageId, SecretHash};
use diesel::{
    QueryableByName,
    sql_types::{Binary, Text, Timestamptz, Uuid},
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use secrecy::ExposeSecret;

statement! {
    /// The attempt is counted whether or not there is such an account, and with it a transaction is
    /// committed. It is recorded as refused attempts of strangers are.
    AskReset {
        email_key: String => Text,
        message: uuid::Uuid => Uuid,
        not_since: jiff_diesel::Timestamp => Timestamptz,
        now: jiff_diesel::Timestamp => Timestamptz,
        entry: String => Text,
    }
    "WITH who AS (SELECT id FROM staff WHERE email_key = $1 AND password_hash IS NOT NULL \
     AND deactivated_at IS NULL), \
     told AS (INSERT INTO outbox (id, staff_id, kind, created_at, next_attempt_at) \
     SELECT $2, who.id, 'password_reset', $4, $4 FROM who WHERE NOT EXISTS \
     (SELECT FROM outbox o WHERE o.staff_id = who.id AND o.kind = 'password_reset' \
     AND o.created_at > $3)), \
     about AS (SELECT (SELECT id::text FROM who) AS id), \
     counted AS (INSERT INTO stranger_attempts AS a (hour, action, subject_id, refused) \
     SELECT date_trunc('hour', $4), $5::jsonb ->> 'action', coalesce(about.id, ''), '' FROM about \
     ON CONFLICT (hour, action, subject_id, refused) DO UPDATE SET attempts = a.attempts + 1 \
     RETURNING attempts), \
     noted AS (INSERT INTO audit SELECT entry.* FROM about, counted, \
     jsonb_populate_record(NULL::audit, $5::jsonb || jsonb_build_object('subject_id', about.id, \
     'after', ($5::jsonb -> 'after') || jsonb_build_object('attempts', counted.attempts))) AS entry \
     WHERE is_told_of_strangers(counted.attempts)) SELECT FROM about"
}

statement! {
    InsertLink {
        secret: Vec<u8> => Binary,
        staff: uuid::Uuid => Uuid,
        purpose: &'static str => Text,
        expires_at: jiff_diesel::Timestamp => Timestamptz,
    }
    "INSERT INTO staff_links (secret_hash, staff_id, purpose, expires_at) VALUES ($1, $2, $3, $4)"
}

statement! {
    SelectLink { secret: Vec<u8> => Binary, now: jiff_diesel::Timestamp => Timestamptz }
    "SELECT l.purpose, s.id, s.name, s.email, s.role FROM staff_links l \
     JOIN staff s ON s.id = l.staff_id \
     WHERE l.secret_hash = $1 AND l.expires_at > $2 AND s.deactivated_at IS NULL"
}

statement! {
    /// Whoever deletes the link has used it. An account that could not be signed in to is another
    /// one to the office, so it is of another version.
    Redeem {
        secret: Vec<u8> => Binary,
        now: jiff_diesel::Timestamp => Timestamptz,
        password_hash: String => Text,
        device: Vec<u8> => Binary,
        entry: String => Text,
    }
    concat!("WITH used AS (DELETE FROM staff_links USING staff WHERE secret_hash = $1 \
     AND expires_at > $2 AND staff.id = staff_id AND deactivated_at IS NULL RETURNING staff_id), \
     changed AS (UPDATE staff SET version = version + (password_hash IS NULL)::int, \
     password_hash = $3 FROM used WHERE staff.id = used.staff_id RETURNING staff.id), \
     worthless AS (DELETE FROM staff_links l USING changed WHERE l.staff_id = changed.id \
     AND l.secret_hash <> $1), \
     ended AS (DELETE FROM sessions e USING changed WHERE e.staff_id = changed.id), \
     strange AS (DELETE FROM known_devices d USING changed WHERE d.staff_id = changed.id \
     AND d.token_hash <> $4), \
     known AS (INSERT INTO known_devices (staff_id, token_hash, last_used_at) \
     SELECT id, $4, $2 FROM changed \
     ON CONFLICT (staff_id, token_hash) DO UPDATE SET last_used_at = excluded.last_used_at), ",
     noted!("$5", "changed"), " SELECT id FROM changed")
}

#[derive(QueryableByName)]
struct LinkRow {
    #[diesel(sql_type = Text)]
    purpose: String,
    #[diesel(embed)]
    member: MemberRow,
}

impl LinkRow {
    fn link(self) -> Result<StaffLink, StoreError> {
        let purpose = self.purpose.parse().map_err(|()| bad_row("staff_links.purpose"))?;
        Ok(StaffLink { purpose, member: self.member.member()? })
    }
}

#[async_trait]
impl StaffLinks for Store {
    async fn ask_reset(
        &self,
        email: &EmailAddress,
        message: MessageId,
        not_since: Timestamp,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let ask = AskReset {
            email_key: email.comparison_key(),
            message: message.uuid(),
            not_since: comparable(not_since),
            now: entry.at.to_diesel(),
            entry: document(entry).to_string(),
        };
        self.connections.run(ask).await?;
        Ok(())
    }

    async fn issue_link(&self, link: &NewLink) -> Result<(), StoreError> {
        let insert = InsertLink {
            secret: link.secret.as_bytes().to_vec(),
            staff: link.who.uuid(),
            purpose: link.purpose.as_str(),
            expires_at: link.expires_at.to_diesel(),
        };
        self.connections.run(insert).await?;
        Ok(())
    }

    async fn find_link(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<StaffLink>, StoreError> {
        let secret = secret.as_bytes().to_vec();
        let select = SelectLink { secret, now: now.to_diesel() };
        let row: Option<LinkRow> = self.connections.row(select).await?;
        row.map(LinkRow::link).transpose()
    }

    async fn redeem(
        &self,
        secret: SecretHash,
        password: &PasswordHash,
        device: SecretHash,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let redeem = Redeem {
            secret: secret.as_bytes().to_vec(),
            now: entry.at.to_diesel(),
            password_hash: password.0.expose_secret().to_owned(),
            device: device.as_bytes().to_vec(),
            entry: document(entry).to_string(),
        };
        let used: Option<IdRow> = self.connections.row(redeem).await?;
        Ok(used.is_some())
    }
}
