//! Who works here, as the office sees it.

use super::{sessions::IdRow, staff::MemberRow};
use crate::{
    Store,
    audit::{document, noted},
    db::{
        error::{Failure, bad_row, classify, no_answer, store_error},
        statement::{rows, run, statement},
    },
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::{
        AccountStatus, AddAccountError, EditAccountError, Invitation, RosterChange, RosterEntry,
        StaffRoster,
    },
    audit::AuditEntry,
    mail::Delivery,
    ports::{StoreError, Version, Versioned},
};
use azionelab_domain::{MessageId, Role, StaffId};
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid},
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use tokio::time::timeout;

/// The columns and the table of a `RosterRow`.
macro_rules! select_roster {
    () => {
        "SELECT s.id, s.name, s.email, s.role, s.password_hash IS NOT NULL AS has_password, \
         s.deactivated_at IS NOT NULL AS is_deactivated, s.totp_secret IS NOT NULL AS has_totp, \
         s.created_at, s.last_seen_at, s.version, (SELECT o.state FROM outbox o \
         WHERE o.staff_id = s.id AND o.kind = 'invitation' ORDER BY o.created_at DESC, o.id DESC \
         LIMIT 1) AS invitation FROM staff s "
    };
}

statement! { SelectRoster {} concat!(select_roster!(), "ORDER BY s.name COLLATE \"und-x-icu\", s.id") }

statement! {
    SelectOne { id: uuid::Uuid => Uuid }
    concat!(select_roster!(), "WHERE s.id = $1")
}

statement! {
    Invite {
        id: uuid::Uuid => Uuid,
        name: String => Text,
        email: String => Text,
        email_key: String => Text,
        role: &'static str => Text,
        locale: &'static str => Text,
        now: jiff_diesel::Timestamp => Timestamptz,
        message: uuid::Uuid => Uuid,
        next_attempt_at: jiff_diesel::Timestamp => Timestamptz,
        entry: String => Text,
    }
    concat!("WITH invited AS (INSERT INTO staff \
     (id, name, email, email_key, role, locale, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
     ON CONFLICT (email_key) DO NOTHING RETURNING id), \
     told AS (INSERT INTO outbox (id, staff_id, kind, created_at, next_attempt_at) \
     SELECT $8, id, 'invitation', $7, $9 FROM invited), ",
     noted!("$10", "invited"), " SELECT id FROM invited")
}

statement! {
    InviteAgain {
        id: uuid::Uuid => Uuid,
        message: uuid::Uuid => Uuid,
        now: jiff_diesel::Timestamp => Timestamptz,
        next_attempt_at: jiff_diesel::Timestamp => Timestamptz,
        entry: String => Text,
    }
    concat!("WITH invited AS (SELECT id FROM staff WHERE id = $1 AND password_hash IS NULL \
     AND deactivated_at IS NULL FOR UPDATE), \
     told AS (INSERT INTO outbox (id, staff_id, kind, created_at, next_attempt_at) \
     SELECT $2, id, 'invitation', $3, $4 FROM invited), ",
     noted!("$5", "invited"), " SELECT id FROM invited")
}

statement! {
    /// Those who can sign in as administrators, and whoever else is to be changed. Whoever changes
    /// an account holds all of them, in one order, so that nobody else takes a right away at the
    /// same time.
    LockAdministrators { id: uuid::Uuid => Uuid }
    "SELECT id FROM staff WHERE id = $1 OR (role = 'admin' AND password_hash IS NOT NULL \
     AND deactivated_at IS NULL) ORDER BY id FOR UPDATE"
}

statement! {
    /// A statement of its own, so that it sees what was stored while the lock was waited for.
    SelectOthers { id: uuid::Uuid => Uuid }
    "SELECT id FROM staff WHERE id <> $1 AND role = 'admin' AND password_hash IS NOT NULL \
     AND deactivated_at IS NULL LIMIT 1"
}

statement! {
    Edit {
        id: uuid::Uuid => Uuid,
        version: i64 => BigInt,
        name: String => Text,
        email: String => Text,
        email_key: String => Text,
        role: &'static str => Text,
        message: Option<uuid::Uuid> => Nullable<Uuid>,
        now: jiff_diesel::Timestamp => Timestamptz,
        next_attempt_at: Option<jiff_diesel::Timestamp> => Nullable<Timestamptz>,
        entry: String => Text,
    }
    // Parts of one statement see what was there before it: `staff` is as it was.
    concat!("WITH changed AS (UPDATE staff SET name = $3, email = $4, email_key = $5, role = $6, \
     version = version + 1 WHERE id = $1 AND version = $2 RETURNING id, password_hash), \
     worthless AS (DELETE FROM staff_links l USING changed, staff s WHERE s.id = changed.id \
     AND l.staff_id = s.id AND s.email <> $4), \
     told AS (INSERT INTO outbox (id, staff_id, kind, created_at, next_attempt_at) \
     SELECT $7, id, 'invitation', $8, $9 FROM changed \
     WHERE $7 IS NOT NULL AND password_hash IS NULL), ",
     noted!("$10", "changed"), " SELECT id FROM changed")
}

statement! {
    Deactivate {
        id: uuid::Uuid => Uuid,
        version: i64 => BigInt,
        now: jiff_diesel::Timestamp => Timestamptz,
        entry: String => Text,
    }
    concat!("WITH changed AS (UPDATE staff SET deactivated_at = $3, version = version + 1 \
     WHERE id = $1 AND version = $2 RETURNING id), \
     ended AS (DELETE FROM sessions e USING changed WHERE e.staff_id = changed.id), \
     worthless AS (DELETE FROM staff_links l USING changed WHERE l.staff_id = changed.id), ",
     noted!("$4", "changed"), " SELECT id FROM changed")
}

statement! {
    Reactivate { id: uuid::Uuid => Uuid, version: i64 => BigInt, entry: String => Text }
    concat!("WITH changed AS (UPDATE staff SET deactivated_at = NULL, version = version + 1 \
     WHERE id = $1 AND version = $2 RETURNING id), ",
     noted!("$3", "changed"), " SELECT id FROM changed")
}

statement! {
    TakeTotpAway { id: uuid::Uuid => Uuid, entry: String => Text }
    concat!("WITH changed AS (UPDATE staff SET totp_secret = NULL, prepared_totp_secret = NULL, \
     version = version + 1 WHERE id = $1 RETURNING id), \
     gone AS (DELETE FROM recovery_codes USING changed WHERE staff_id = changed.id), \
     ended AS (DELETE FROM sessions e USING changed WHERE e.staff_id = changed.id), \
     strange AS (DELETE FROM known_devices d USING changed WHERE d.staff_id = changed.id), ",
     noted!("$2", "changed"), " SELECT FROM changed")
}

#[derive(QueryableByName)]
struct RosterRow {
    #[diesel(embed)]
    member: MemberRow,
    #[diesel(sql_type = Bool)]
    has_password: bool,
    #[diesel(sql_type = Bool)]
    is_deactivated: bool,
    #[diesel(sql_type = Bool)]
    has_totp: bool,
    #[diesel(sql_type = Timestamptz)]
    created_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    last_seen_at: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = BigInt)]
    version: i64,
    #[diesel(sql_type = Nullable<Text>)]
    invitation: Option<String>,
}

impl RosterRow {
    fn entry(self) -> Result<Versioned<RosterEntry>, StoreError> {
        let entry = RosterEntry {
            member: self.member.member()?,
            status: match (self.is_deactivated, self.has_password) {
                (true, _) => AccountStatus::Deactivated,
                (false, true) => AccountStatus::Active,
                (false, false) => AccountStatus::Invited,
            },
            has_totp: self.has_totp,
            created_at: self.created_at.to_jiff(),
            last_seen_at: self.last_seen_at.map(jiff_diesel::Timestamp::to_jiff),
            invitation: self.invitation.as_deref().map(delivery).transpose()?,
        };
        Ok(Versioned { value: entry, version: Version(self.version.cast_unsigned()) })
    }
}

fn delivery(state: &str) -> Result<Delivery, StoreError> {
    match state {
        "sent" => Ok(Delivery::Sent),
        "waiting" => Ok(Delivery::Queued),
        "refused" | "dropped" => Ok(Delivery::Failed),
        _ => Err(bad_row("outbox.state")),
    }
}

/// How often a change is tried again that got in the way of another one: two people who change
/// each other's account lock both, the audit's entries included, in orders of their own.
const TRIES: usize = 4;

/// Why the transaction was taken back.
enum EditFailed {
    Refused(EditAccountError),
    Statement(diesel::result::Error),
}

impl From<diesel::result::Error> for EditFailed {
    fn from(error: diesel::result::Error) -> Self {
        Self::Statement(error)
    }
}

impl From<EditFailed> for EditAccountError {
    fn from(failed: EditFailed) -> Self {
        match failed {
            EditFailed::Refused(error) => error,
            // Of all that is unique only addresses are chosen by people.
            EditFailed::Statement(error) if classify(&error) == Failure::Duplicate => {
                Self::AddressTaken
            }
            EditFailed::Statement(error) => Self::Store(store_error(&error)),
        }
    }
}

async fn change(
    connection: &AsyncPgConnection,
    id: StaffId,
    of: Version,
    change: &RosterChange,
    entry: &AuditEntry,
) -> Result<(), EditFailed> {
    let (staff, version) = (id.uuid(), of.0.cast_signed());
    run(connection, LockAdministrators { id: staff }).await?;
    let takes_the_right = match change {
        RosterChange::Edit { role, .. } => *role < Role::Admin,
        RosterChange::Deactivate => true,
        RosterChange::Reactivate => false,
    };
    let others: Vec<IdRow> = rows(connection, SelectOthers { id: staff }).await?;
    if takes_the_right && others.is_empty() {
        return Err(EditFailed::Refused(EditAccountError::LastAdministrator));
    }
    let note = document(entry).to_string();
    let changed: Vec<IdRow> = match change {
        RosterChange::Edit { name, email, role, invitation } => {
            let edit = Edit {
                id: staff,
                version,
                name: name.as_str().to_owned(),
                email: email.as_str().to_owned(),
                email_key: email.comparison_key(),
                role: role.as_str(),
                message: invitation.map(|message| message.id.uuid()),
                now: entry.at.to_diesel(),
                next_attempt_at: invitation.map(|message| message.next_attempt_at.to_diesel()),
                entry: note,
            };
            rows(connection, edit).await?
        }
        RosterChange::Deactivate => {
            let now = entry.at.to_diesel();
            rows(connection, Deactivate { id: staff, version, now, entry: note }).await?
        }
        RosterChange::Reactivate => {
            rows(connection, Reactivate { id: staff, version, entry: note }).await?
        }
    };
    if changed.is_empty() {
        return Err(EditFailed::Refused(EditAccountError::EditedMeanwhile));
    }
    Ok(())
}

#[async_trait]
impl StaffRoster for Store {
    async fn everybody(&self) -> Result<Vec<Versioned<RosterEntry>>, StoreError> {
        let rows: Vec<RosterRow> = self.connections.rows(SelectRoster {}).await?;
        rows.into_iter().map(RosterRow::entry).collect()
    }

    async fn one(&self, id: StaffId) -> Result<Option<Versioned<RosterEntry>>, StoreError> {
        let row: Option<RosterRow> = self.connections.row(SelectOne { id: id.uuid() }).await?;
        row.map(RosterRow::entry).transpose()
    }

    async fn invite(
        &self,
        invitation: &Invitation,
        entry: &AuditEntry,
    ) -> Result<(), AddAccountError> {
        let member = &invitation.member;
        let invite = Invite {
            id: member.id.uuid(),
            name: member.name.as_str().to_owned(),
            email: member.email.as_str().to_owned(),
            email_key: member.email.comparison_key(),
            role: member.role.as_str(),
            locale: invitation.locale.tag(),
            now: entry.at.to_diesel(),
            message: invitation.message.uuid(),
            next_attempt_at: invitation.next_attempt_at.to_diesel(),
            entry: document(entry).to_string(),
        };
        let invited: Option<IdRow> = self.connections.row(invite).await?;
        invited.map(|_| ()).ok_or(AddAccountError::AddressTaken)
    }

    async fn invite_again(
        &self,
        id: StaffId,
        message: MessageId,
        next_attempt_at: Timestamp,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let again = InviteAgain {
            id: id.uuid(),
            message: message.uuid(),
            now: entry.at.to_diesel(),
            next_attempt_at: next_attempt_at.to_diesel(),
            entry: document(entry).to_string(),
        };
        let invited: Option<IdRow> = self.connections.row(again).await?;
        Ok(invited.is_some())
    }

    async fn change_account(
        &self,
        id: StaffId,
        of: Version,
        what: &RosterChange,
        entry: &AuditEntry,
    ) -> Result<(), EditAccountError> {
        let mut further_tries = 1..TRIES;
        loop {
            let mut connection = self.connections.for_transaction().await?;
            let transaction = connection
                .transaction(async |connection| change(connection, id, of, what, entry).await);
            let done = timeout(self.connections.patience(), transaction)
                .await
                .unwrap_or_else(|_| Err(EditFailed::from(no_answer())));
            match done {
                Err(EditFailed::Statement(error))
                    if classify(&error) == Failure::Retry && further_tries.next().is_some() => {}
                done => return Ok(done?),
            }
        }
    }

    async fn remove_second_factor(
        &self,
        id: StaffId,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let take = TakeTotpAway { id: id.uuid(), entry: document(entry).to_string() };
        self.connections.run(take).await?;
        Ok(())
    }
}
