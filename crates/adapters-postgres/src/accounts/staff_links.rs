//! The links that are mailed to staff.

use super::{sessions::remember_device, staff::MemberRow};
use crate::{
    Store,
    audit::{count_attempt, insert_entry},
    db::{
        error::bad_row,
        rows::comparable,
        schema::{known_devices, outbox, sessions, staff, staff_links},
    },
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::{LinkPurpose, NewLink, PasswordHash, StaffLink, StaffLinks},
    audit::{AuditEntry, Subject},
    ports::StoreError,
};
use azionelab_domain::{EmailAddress, MessageId, SecretHash, StaffId};
use diesel::{
    dsl::{exists, not},
    prelude::*,
    sql_types::{Text, Timestamptz, Uuid},
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use secrecy::ExposeSecret;

#[async_trait]
impl StaffLinks for Store {
    async fn ask_reset(
        &self,
        email: &EmailAddress,
        message: MessageId,
        not_since: Timestamp,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let now = entry.at.to_diesel();
        let account = staff::table
            .filter(staff::email_key.eq(email.comparison_key()))
            .filter(staff::password_hash.is_not_null())
            .filter(staff::deactivated_at.is_null());
        let asked_lately = outbox::table
            .filter(outbox::staff_id.eq(staff::id.nullable()))
            .filter(outbox::kind.eq(LinkPurpose::PasswordReset.as_str()))
            .filter(outbox::created_at.gt(comparable(not_since)));
        let send_link = diesel::insert_into(outbox::table)
            .values(account.filter(not(exists(asked_lately))).select((
                message.uuid().into_sql::<Uuid>(),
                staff::id.nullable(),
                LinkPurpose::PasswordReset.as_str().into_sql::<Text>(),
                now.into_sql::<Timestamptz>(),
                now.into_sql::<Timestamptz>(),
            )))
            .into_columns((
                outbox::id,
                outbox::staff_id,
                outbox::kind,
                outbox::created_at,
                outbox::next_attempt_at,
            ));
        // The same statements run whether or not there is such an account, so that the time that
        // they take does not tell.
        let transaction = self.connections.begin().await?;
        let id: Option<uuid::Uuid> = transaction.row(account.select(staff::id)).await?;
        transaction.run(send_link).await?;
        let subject = id.map_or(Subject::Everybody, |id| Subject::Staff(StaffId::new(id)));
        count_attempt(&transaction, AuditEntry { subject, ..entry.clone() }).await?;
        transaction.commit().await
    }

    async fn issue_link(&self, link: &NewLink) -> Result<(), StoreError> {
        let insert = diesel::insert_into(staff_links::table).values((
            staff_links::secret_hash.eq(link.secret.as_bytes()),
            staff_links::staff_id.eq(link.who.uuid()),
            staff_links::purpose.eq(link.purpose.as_str()),
            staff_links::expires_at.eq(link.expires_at.to_diesel()),
        ));
        self.connections.run(insert).await?;
        Ok(())
    }

    async fn find_link(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<StaffLink>, StoreError> {
        let select = staff_links::table
            .inner_join(staff::table)
            .filter(staff_links::secret_hash.eq(secret.as_bytes()))
            .filter(staff_links::expires_at.gt(now.to_diesel()))
            .filter(staff::deactivated_at.is_null())
            .select((staff_links::purpose, MemberRow::as_select()));
        let row: Option<(String, MemberRow)> = self.connections.row(select).await?;
        row.map(|(purpose, member)| {
            let purpose = purpose.parse().map_err(|()| bad_row("staff_links.purpose"))?;
            Ok(StaffLink { purpose, member: member.member()? })
        })
        .transpose()
    }

    async fn redeem(
        &self,
        secret: SecretHash,
        password: &PasswordHash,
        device: SecretHash,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let transaction = self.connections.begin().await?;
        // The account is locked before its link, as in every change of an account.
        let account = staff::table
            .inner_join(staff_links::table)
            .filter(staff_links::secret_hash.eq(secret.as_bytes()))
            .filter(staff_links::expires_at.gt(entry.at.to_diesel()))
            .filter(staff::deactivated_at.is_null())
            .select((staff::id, staff::password_hash.is_null()))
            .for_update();
        let account: Option<(uuid::Uuid, bool)> = transaction.row(account).await?;
        if let Some((id, is_invited)) = account {
            // An account that gets its first password looks different to administrators, so it
            // gets another version.
            let update = diesel::update(staff::table.find(id)).set((
                staff::password_hash.eq(password.0.expose_secret()),
                staff::version.eq(staff::version + i64::from(is_invited)),
            ));
            let links = staff_links::table.filter(staff_links::staff_id.eq(id));
            let sessions = sessions::table.filter(sessions::staff_id.eq(id));
            let devices = known_devices::table
                .filter(known_devices::staff_id.eq(id))
                .filter(known_devices::token_hash.ne(device.as_bytes()));
            transaction.run(update).await?;
            transaction.run(diesel::delete(links)).await?;
            transaction.run(diesel::delete(sessions)).await?;
            transaction.run(diesel::delete(devices)).await?;
            transaction.run(remember_device(StaffId::new(id), device, entry.at)).await?;
            transaction.run(insert_entry(entry)).await?;
        }
        transaction.commit().await?;
        Ok(account.is_some())
    }
}
