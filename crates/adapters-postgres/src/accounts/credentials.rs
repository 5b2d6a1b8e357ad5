//! The credentials of staff: password, authenticator app and recovery codes.

use crate::{
    Store,
    audit::insert_entry,
    db::{
        pool::Transaction,
        schema::{recovery_codes, sessions, staff, staff_links},
    },
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::{Credentials, PasswordHash, Proof, TotpSecret},
    audit::AuditEntry,
    ports::StoreError,
};
use azionelab_domain::{RecoveryCodeHash, SecretHash, StaffId};
use diesel::prelude::*;
use secrecy::{ExposeSecret, SecretString};

#[derive(Queryable, Selectable)]
#[diesel(table_name = staff, check_for_backend(diesel::pg::Pg))]
struct ProofRow {
    #[diesel(select_expression = staff::password_hash.assume_not_null())]
    password_hash: String,
    #[diesel(select_expression = staff::totp_secret.is_not_null())]
    has_totp: bool,
    prepared_totp_secret: Option<String>,
}

/// Replaces the recovery codes of a member of staff, whose row is locked.
async fn replace_codes(
    transaction: &Transaction,
    of: StaffId,
    codes: &[RecoveryCodeHash],
) -> Result<(), StoreError> {
    let earlier = recovery_codes::table.filter(recovery_codes::staff_id.eq(of.uuid()));
    transaction.run(diesel::delete(earlier)).await?;
    let new: Vec<_> = codes
        .iter()
        .map(|code| {
            (recovery_codes::staff_id.eq(of.uuid()), recovery_codes::code_hash.eq(code.as_bytes()))
        })
        .collect();
    transaction.run(diesel::insert_into(recovery_codes::table).values(new)).await?;
    Ok(())
}

/// Ends the sessions of a member of staff, except the one with the token `keep`.
async fn end_other_sessions(
    transaction: &Transaction,
    of: StaffId,
    keep: SecretHash,
) -> Result<(), StoreError> {
    let others = sessions::table
        .filter(sessions::staff_id.eq(of.uuid()))
        .filter(sessions::token_hash.ne(keep.as_bytes()));
    transaction.run(diesel::delete(others)).await?;
    Ok(())
}

#[async_trait]
impl Credentials for Store {
    async fn proof(&self, of: StaffId) -> Result<Option<Proof>, StoreError> {
        let codes = recovery_codes::table.filter(recovery_codes::staff_id.eq(of.uuid())).count();
        let select = staff::table
            .find(of.uuid())
            .filter(staff::password_hash.is_not_null())
            .filter(staff::deactivated_at.is_null())
            .select((ProofRow::as_select(), codes.single_value().assume_not_null()));
        let row: Option<(ProofRow, i64)> = self.connections.row(select).await?;
        Ok(row.map(|(row, codes)| Proof {
            password: PasswordHash(SecretString::from(row.password_hash)),
            has_totp: row.has_totp,
            prepared_totp: row.prepared_totp_secret.map(|secret| TotpSecret(secret.into())),
            recovery_codes_left: u32::try_from(codes).unwrap_or(u32::MAX),
        }))
    }

    async fn change_password(
        &self,
        of: StaffId,
        password: &PasswordHash,
        keep: SecretHash,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let transaction = self.connections.begin().await?;
        let update = diesel::update(staff::table.find(of.uuid()))
            .set(staff::password_hash.eq(password.0.expose_secret()));
        if transaction.run(update).await? == 1 {
            end_other_sessions(&transaction, of, keep).await?;
            let links = staff_links::table.filter(staff_links::staff_id.eq(of.uuid()));
            transaction.run(diesel::delete(links)).await?;
            transaction.run(insert_entry(entry)).await?;
        }
        transaction.commit().await
    }

    async fn rehash_password(
        &self,
        of: StaffId,
        before: &PasswordHash,
        after: &PasswordHash,
    ) -> Result<(), StoreError> {
        let unchanged =
            staff::table.find(of.uuid()).filter(staff::password_hash.eq(before.0.expose_secret()));
        let update =
            diesel::update(unchanged).set(staff::password_hash.eq(after.0.expose_secret()));
        self.connections.run(update).await?;
        Ok(())
    }

    async fn prepare_totp(&self, of: StaffId, secret: &TotpSecret) -> Result<(), StoreError> {
        let update = diesel::update(staff::table.find(of.uuid()))
            .set(staff::prepared_totp_secret.eq(secret.0.expose_secret()));
        self.connections.run(update).await?;
        Ok(())
    }

    async fn activate_totp(
        &self,
        of: StaffId,
        secret: &TotpSecret,
        step: u64,
        recovery_codes: &[RecoveryCodeHash],
        keep: SecretHash,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let secret = secret.0.expose_secret();
        let transaction = self.connections.begin().await?;
        let prepared = staff::table.find(of.uuid()).filter(staff::prepared_totp_secret.eq(secret));
        let update = diesel::update(prepared).set((
            staff::totp_secret.eq(secret),
            staff::prepared_totp_secret.eq(None::<&str>),
            staff::totp_last_step.eq(i64::try_from(step).unwrap_or(i64::MAX)),
        ));
        let activated = transaction.run(update).await? == 1;
        if activated {
            replace_codes(&transaction, of, recovery_codes).await?;
            end_other_sessions(&transaction, of, keep).await?;
            transaction.run(insert_entry(entry)).await?;
        }
        transaction.commit().await?;
        Ok(activated)
    }

    async fn renew_recovery_codes(
        &self,
        of: StaffId,
        recovery_codes: &[RecoveryCodeHash],
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let transaction = self.connections.begin().await?;
        let owner = staff::table
            .find(of.uuid())
            .filter(staff::totp_secret.is_not_null())
            .select(staff::id)
            .for_update();
        let has_totp = transaction.row::<uuid::Uuid>(owner).await?.is_some();
        if has_totp {
            replace_codes(&transaction, of, recovery_codes).await?;
            transaction.run(insert_entry(entry)).await?;
        }
        transaction.commit().await?;
        Ok(has_totp)
    }

    async fn remove_totp(
        &self,
        of: StaffId,
        keep: SecretHash,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let transaction = self.connections.begin().await?;
        let owner = staff::table
            .find(of.uuid())
            .filter(staff::totp_secret.is_not_null().or(staff::prepared_totp_secret.is_not_null()))
            .select(staff::totp_secret.is_not_null())
            .for_update();
        if let Some(was_active) = transaction.row::<bool>(owner).await? {
            let update = diesel::update(staff::table.find(of.uuid())).set((
                staff::totp_secret.eq(None::<&str>),
                staff::prepared_totp_secret.eq(None::<&str>),
            ));
            transaction.run(update).await?;
            replace_codes(&transaction, of, &[]).await?;
            if was_active {
                end_other_sessions(&transaction, of, keep).await?;
            }
            transaction.run(insert_entry(entry)).await?;
        }
        transaction.commit().await
    }

    async fn use_recovery_code(
        &self,
        of: StaffId,
        code: RecoveryCodeHash,
    ) -> Result<bool, StoreError> {
        let code = recovery_codes::table.find((of.uuid(), code.as_bytes()));
        Ok(self.connections.run(diesel::delete(code)).await? == 1)
    }
}
