//! What staff prove themselves with.

use super::sessions::IdRow;
use crate::{
    Store,
    audit::{document, noted},
    db::statement::statement,
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::{Credentials, PasswordHash, Proof, TotpSecret},
    audit::AuditEntry,
    ports::StoreError,
};
use azionelab_domain::{RecoveryCodeHash, SecretHash, StaffId};
use diesel::{
    QueryableByName,
    sql_types::{Array, BigInt, Binary, Bool, Nullable, Text, Uuid},
};
use secrecy::{ExposeSecret, SecretString};

statement! {
    SelectProof { id: uuid::Uuid => Uuid }
    "SELECT password_hash, totp_secret IS NOT NULL AS has_totp, prepared_totp_secret, \
     (SELECT count(*) FROM recovery_codes c WHERE c.staff_id = s.id) AS recovery_codes \
     FROM staff s WHERE id = $1 AND password_hash IS NOT NULL AND deactivated_at IS NULL"
}

statement! {
    UpdatePassword {
        id: uuid::Uuid => Uuid,
        password_hash: String => Text,
        keep: Vec<u8> => Binary,
        entry: String => Text,
    }
    concat!("WITH changed AS (UPDATE staff SET password_hash = $2 WHERE id = $1 RETURNING id), \
     ended AS (DELETE FROM sessions WHERE staff_id = $1 AND token_hash <> $3), \
     worthless AS (DELETE FROM staff_links WHERE staff_id = $1), ",
     noted!("$4", "changed"), " SELECT FROM changed")
}

statement! {
    RehashPassword { id: uuid::Uuid => Uuid, before: String => Text, after: String => Text }
    "UPDATE staff SET password_hash = $3 WHERE id = $1 AND password_hash = $2"
}

statement! {
    PrepareTotp { id: uuid::Uuid => Uuid, secret: String => Text }
    "UPDATE staff SET prepared_totp_secret = $2 WHERE id = $1"
}

statement! {
    /// A part of a statement sees no row that another part has deleted or added, so codes that are
    /// to go and codes that come don't meet.
    ActivateTotp {
        id: uuid::Uuid => Uuid,
        secret: String => Text,
        step: i64 => BigInt,
        codes: Vec<Vec<u8>> => Array<Binary>,
        keep: Vec<u8> => Binary,
        entry: String => Text,
    }
    concat!("WITH changed AS (UPDATE staff SET totp_secret = $2, prepared_totp_secret = NULL, \
     totp_last_step = $3 WHERE id = $1 AND prepared_totp_secret = $2 RETURNING id), \
     gone AS (DELETE FROM recovery_codes USING changed WHERE staff_id = changed.id), \
     new AS (INSERT INTO recovery_codes (staff_id, code_hash) \
     SELECT changed.id, code FROM changed, unnest($4) AS code), \
     ended AS (DELETE FROM sessions USING changed WHERE staff_id = changed.id \
     AND token_hash <> $5), ",
     noted!("$6", "changed"), " SELECT id FROM changed")
}

statement! {
    RenewCodes {
        id: uuid::Uuid => Uuid,
        codes: Vec<Vec<u8>> => Array<Binary>,
        entry: String => Text,
    }
    concat!("WITH owner AS (SELECT id FROM staff WHERE id = $1 AND totp_secret IS NOT NULL \
     FOR UPDATE), \
     gone AS (DELETE FROM recovery_codes USING owner WHERE staff_id = owner.id), \
     new AS (INSERT INTO recovery_codes (staff_id, code_hash) \
     SELECT owner.id, code FROM owner, unnest($2) AS code), ",
     noted!("$3", "owner"), " SELECT id FROM owner")
}

statement! {
    /// The parts of a statement see the row as it was before: an app that never counted ends no
    /// session.
    RemoveTotp { id: uuid::Uuid => Uuid, keep: Vec<u8> => Binary, entry: String => Text }
    concat!("WITH changed AS (UPDATE staff SET totp_secret = NULL, prepared_totp_secret = NULL \
     WHERE id = $1 AND num_nonnulls(totp_secret, prepared_totp_secret) > 0 RETURNING id), \
     gone AS (DELETE FROM recovery_codes USING changed WHERE staff_id = changed.id), \
     ended AS (DELETE FROM sessions USING staff WHERE staff.id = $1 \
     AND staff.totp_secret IS NOT NULL AND staff_id = staff.id AND token_hash <> $2), ",
     noted!("$3", "changed"), " SELECT FROM changed")
}

statement! {
    UseCode { id: uuid::Uuid => Uuid, code: Vec<u8> => Binary }
    "DELETE FROM recovery_codes WHERE staff_id = $1 AND code_hash = $2"
}

#[derive(QueryableByName)]
struct ProofRow {
    #[diesel(sql_type = Text)]
    password_hash: String,
    #[diesel(sql_type = Bool)]
    has_totp: bool,
    #[diesel(sql_type = Nullable<Text>)]
    prepared_totp_secret: Option<String>,
    #[diesel(sql_type = BigInt)]
    recovery_codes: i64,
}

fn bytes(codes: &[RecoveryCodeHash]) -> Vec<Vec<u8>> {
    codes.iter().map(|code| code.as_bytes().to_vec()).collect()
}

#[async_trait]
impl Credentials for Store {
    async fn proof(&self, of: StaffId) -> Result<Option<Proof>, StoreError> {
        let row: Option<ProofRow> = self.connections.row(SelectProof { id: of.uuid() }).await?;
        Ok(row.map(|row| Proof {
            password: PasswordHash(SecretString::from(row.password_hash)),
            has_totp: row.has_totp,
            prepared_totp: row.prepared_totp_secret.map(|secret| TotpSecret(secret.into())),
            recovery_codes_left: u32::try_from(row.recovery_codes).unwrap_or(u32::MAX),
        }))
    }

    async fn change_password(
        &self,
        of: StaffId,
        password: &PasswordHash,
        keep: SecretHash,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let update = UpdatePassword {
            id: of.uuid(),
            password_hash: password.0.expose_secret().to_owned(),
            keep: keep.as_bytes().to_vec(),
            entry: document(entry).to_string(),
        };
        self.connections.run(update).await?;
        Ok(())
    }

    async fn rehash_password(
        &self,
        of: StaffId,
        before: &PasswordHash,
        after: &PasswordHash,
    ) -> Result<(), StoreError> {
        let rehash = RehashPassword {
            id: of.uuid(),
            before: before.0.expose_secret().to_owned(),
            after: after.0.expose_secret().to_owned(),
        };
        self.connections.run(rehash).await?;
        Ok(())
    }

    async fn prepare_totp(&self, of: StaffId, secret: &TotpSecret) -> Result<(), StoreError> {
        let secret = secret.0.expose_secret().to_owned();
        self.connections.run(PrepareTotp { id: of.uuid(), secret }).await?;
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
        let activate = ActivateTotp {
            id: of.uuid(),
            secret: secret.0.expose_secret().to_owned(),
            step: i64::try_from(step).unwrap_or(i64::MAX),
            codes: bytes(recovery_codes),
            keep: keep.as_bytes().to_vec(),
            entry: document(entry).to_string(),
        };
        let activated: Option<IdRow> = self.connections.row(activate).await?;
        Ok(activated.is_some())
    }

    async fn renew_recovery_codes(
        &self,
        of: StaffId,
        recovery_codes: &[RecoveryCodeHash],
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let renew = RenewCodes {
            id: of.uuid(),
            codes: bytes(recovery_codes),
            entry: document(entry).to_string(),
        };
        let renewed: Option<IdRow> = self.connections.row(renew).await?;
        Ok(renewed.is_some())
    }

    async fn remove_totp(
        &self,
        of: StaffId,
        keep: SecretHash,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let remove = RemoveTotp {
            id: of.uuid(),
            keep: keep.as_bytes().to_vec(),
            entry: document(entry).to_string(),
        };
        self.connections.run(remove).await?;
        Ok(())
    }

    async fn use_recovery_code(
        &self,
        of: StaffId,
        code: RecoveryCodeHash,
    ) -> Result<bool, StoreError> {
        let code = code.as_bytes().to_vec();
        Ok(self.connections.run(UseCode { id: of.uuid(), code }).await? == 1)
    }
}
