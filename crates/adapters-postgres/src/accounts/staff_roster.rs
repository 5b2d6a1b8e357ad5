//! The staff list.

use super::{account_changes::change_account, staff::MemberRow};
use crate::{
    Store,
    audit::insert_entry,
    db::{
        functions::in_language_order,
        rows::parse,
        schema::{known_devices, outbox, recovery_codes, sessions, staff},
        statement::Change,
    },
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::{
        AccountStatus, AddAccountError, EditAccountError, Invitation, LinkPurpose, RosterChange,
        RosterEntry, StaffRoster,
    },
    audit::AuditEntry,
    mail::{Delivery, MessageState},
    ports::{StoreError, Version, Versioned},
};
use azionelab_domain::{MessageId, StaffId};
use diesel::{
    dsl::{AsSelect, auto_type},
    pg::Pg,
    prelude::*,
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

#[derive(Queryable, Selectable)]
#[diesel(table_name = staff, check_for_backend(Pg))]
struct RosterRow {
    #[diesel(embed)]
    member: MemberRow,
    #[diesel(select_expression = staff::password_hash.is_not_null())]
    has_password: bool,
    #[diesel(select_expression = staff::deactivated_at.is_not_null())]
    is_deactivated: bool,
    #[diesel(select_expression = staff::totp_secret.is_not_null())]
    has_totp: bool,
    created_at: jiff_diesel::Timestamp,
    last_seen_at: Option<jiff_diesel::Timestamp>,
    version: i64,
}

/// The accounts, each with the state of its latest invitation.
#[auto_type]
fn roster() -> _ {
    let kind: &'static str = LinkPurpose::Invitation.as_str();
    let invitation = outbox::table
        .filter(outbox::staff_id.eq(staff::id.nullable()))
        .filter(outbox::kind.eq(kind))
        .order((outbox::created_at.desc(), outbox::id.desc()))
        .select(outbox::state)
        .limit(1_i64)
        .single_value();
    let row: AsSelect<RosterRow, Pg> = RosterRow::as_select();
    staff::table.select((row, invitation))
}

impl RosterRow {
    fn entry(self, invitation: Option<&str>) -> Result<Versioned<RosterEntry>, StoreError> {
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
            invitation: invitation.map(delivery).transpose()?,
        };
        Ok(Versioned { value: entry, version: Version(self.version.cast_unsigned()) })
    }
}

fn delivery(state: &str) -> Result<Delivery, StoreError> {
    Ok(parse::<MessageState>(state, "outbox.state")?.into())
}

pub(super) fn insert_invitation(
    of: StaffId,
    message: MessageId,
    now: Timestamp,
    next_attempt_at: Timestamp,
) -> impl Change {
    diesel::insert_into(outbox::table).values((
        outbox::id.eq(message.uuid()),
        outbox::staff_id.eq(of.uuid()),
        outbox::kind.eq(LinkPurpose::Invitation.as_str()),
        outbox::created_at.eq(now.to_diesel()),
        outbox::next_attempt_at.eq(next_attempt_at.to_diesel()),
    ))
}

#[async_trait]
impl StaffRoster for Store {
    async fn everybody(&self) -> Result<Vec<Versioned<RosterEntry>>, StoreError> {
        let select = roster().order((in_language_order(staff::name), staff::id));
        let rows: Vec<(RosterRow, Option<String>)> = self.connections.rows(select).await?;
        rows.into_iter().map(|(row, invitation)| row.entry(invitation.as_deref())).collect()
    }

    async fn one(&self, id: StaffId) -> Result<Option<Versioned<RosterEntry>>, StoreError> {
        let select = roster().filter(staff::id.eq(id.uuid()));
        let row: Option<(RosterRow, Option<String>)> = self.connections.row(select).await?;
        row.map(|(row, invitation)| row.entry(invitation.as_deref())).transpose()
    }

    async fn invite(
        &self,
        invitation: &Invitation,
        entry: &AuditEntry,
    ) -> Result<(), AddAccountError> {
        let member = &invitation.member;
        let insert = diesel::insert_into(staff::table)
            .values((
                staff::id.eq(member.id.uuid()),
                staff::name.eq(member.name.as_str()),
                staff::email.eq(member.email.as_str()),
                staff::email_key.eq(member.email.comparison_key()),
                staff::role.eq(member.role.as_str()),
                staff::locale.eq(invitation.locale.tag()),
                staff::created_at.eq(entry.at.to_diesel()),
            ))
            .on_conflict(staff::email_key)
            .do_nothing();
        let transaction = self.connections.begin().await?;
        if transaction.run(insert).await? == 0 {
            return Err(AddAccountError::AddressTaken);
        }
        let Invitation { message, next_attempt_at, .. } = *invitation;
        let insert = insert_invitation(member.id, message, entry.at, next_attempt_at);
        transaction.run(insert).await?;
        transaction.run(insert_entry(entry)).await?;
        Ok(transaction.commit().await?)
    }

    async fn invite_again(
        &self,
        id: StaffId,
        message: MessageId,
        next_attempt_at: Timestamp,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let transaction = self.connections.begin().await?;
        let invited = staff::table
            .find(id.uuid())
            .filter(staff::password_hash.is_null())
            .filter(staff::deactivated_at.is_null())
            .select(staff::id)
            .for_update();
        let is_invited = transaction.row::<uuid::Uuid>(invited).await?.is_some();
        if is_invited {
            let insert = insert_invitation(id, message, entry.at, next_attempt_at);
            transaction.run(insert).await?;
            transaction.run(insert_entry(entry)).await?;
        }
        transaction.commit().await?;
        Ok(is_invited)
    }

    async fn change_account(
        &self,
        id: StaffId,
        of: Version,
        what: &RosterChange,
        entry: &AuditEntry,
    ) -> Result<(), EditAccountError> {
        change_account(&self.connections, id, of, what, entry).await
    }

    async fn remove_second_factor(
        &self,
        id: StaffId,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let id = id.uuid();
        let transaction = self.connections.begin().await?;
        let update = diesel::update(staff::table.find(id)).set((
            staff::totp_secret.eq(None::<&str>),
            staff::prepared_totp_secret.eq(None::<&str>),
            staff::version.eq(staff::version + 1),
        ));
        if transaction.run(update).await? == 1 {
            let codes = recovery_codes::table.filter(recovery_codes::staff_id.eq(id));
            let sessions = sessions::table.filter(sessions::staff_id.eq(id));
            let devices = known_devices::table.filter(known_devices::staff_id.eq(id));
            transaction.run(diesel::delete(codes)).await?;
            transaction.run(diesel::delete(sessions)).await?;
            transaction.run(diesel::delete(devices)).await?;
            transaction.run(insert_entry(entry)).await?;
        }
        transaction.commit().await
    }
}
