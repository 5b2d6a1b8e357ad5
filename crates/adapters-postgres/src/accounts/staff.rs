//! The accounts of the staff.

use crate::{
    Store,
    db::{
        error::bad_row,
        rows::{parse, person_name},
        statement::statement,
    },
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::{Account, AddAccountError, PasswordHash, StaffAccounts, StaffMember, TotpSecret},
    ports::StoreError,
};
use azionelab_domain::{EmailAddress, StaffId};
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid},
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use secrecy::{ExposeSecret, SecretString};

statement! {
    InsertAccount {
        id: uuid::Uuid => Uuid,
        name: String => Text,
        email: String => Text,
        email_key: String => Text,
        role: &'static str => Text,
        password_hash: String => Text,
        totp_secret: Option<String> => Nullable<Text>,
        now: jiff_diesel::Timestamp => Timestamptz,
    }
    "INSERT INTO staff (id, name, email, email_key, role, password_hash, totp_secret, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (email_key) DO NOTHING"
}

statement! {
    SelectAccount { email_key: String => Text }
    "SELECT id, name, email, role, password_hash, totp_secret FROM staff WHERE email_key = $1 \
     AND password_hash IS NOT NULL AND deactivated_at IS NULL"
}

statement! {
    SelectMember { id: uuid::Uuid => Uuid }
    "SELECT id, name, email, role FROM staff WHERE id = $1"
}

statement! {
    UseTotpStep { id: uuid::Uuid => Uuid, step: i64 => BigInt }
    "UPDATE staff SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2"
}

/// A member of staff, of `staff`.
#[derive(QueryableByName)]
pub(crate) struct MemberRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    email: String,
    #[diesel(sql_type = Text)]
    role: String,
}

impl MemberRow {
    pub fn member(&self) -> Result<StaffMember, StoreError> {
        Ok(StaffMember {
            id: StaffId::new(self.id),
            name: person_name(&self.name)?,
            email: EmailAddress::parse(&self.email).map_err(|_| bad_row("staff.email"))?,
            role: parse(&self.role, "staff.role")?,
        })
    }
}

#[derive(QueryableByName)]
struct AccountRow {
    #[diesel(embed)]
    member: MemberRow,
    #[diesel(sql_type = Text)]
    password_hash: String,
    #[diesel(sql_type = Nullable<Text>)]
    totp_secret: Option<String>,
}

impl AccountRow {
    fn account(self) -> Result<Account, StoreError> {
        Ok(Account {
            member: self.member.member()?,
            password: PasswordHash(SecretString::from(self.password_hash)),
            totp: self.totp_secret.map(|secret| TotpSecret(SecretString::from(secret))),
        })
    }
}

#[async_trait]
impl StaffAccounts for Store {
    async fn add(&self, account: &Account, now: Timestamp) -> Result<(), AddAccountError> {
        let member = &account.member;
        let insert = InsertAccount {
            id: member.id.uuid(),
            name: member.name.as_str().to_owned(),
            email: member.email.as_str().to_owned(),
            email_key: member.email.comparison_key(),
            role: member.role.as_str(),
            password_hash: account.password.0.expose_secret().to_owned(),
            totp_secret: account.totp.as_ref().map(|totp| totp.0.expose_secret().to_owned()),
            now: now.to_diesel(),
        };
        if self.connections.run(insert).await? == 0 {
            return Err(AddAccountError::AddressTaken);
        }
        Ok(())
    }

    async fn by_email(&self, email: &EmailAddress) -> Result<Option<Account>, StoreError> {
        let select = SelectAccount { email_key: email.comparison_key() };
        let row: Option<AccountRow> = self.connections.row(select).await?;
        row.map(AccountRow::account).transpose()
    }

    async fn member(&self, id: StaffId) -> Result<Option<StaffMember>, StoreError> {
        let row: Option<MemberRow> = self.connections.row(SelectMember { id: id.uuid() }).await?;
        row.map(|row| row.member()).transpose()
    }

    async fn use_totp_step(&self, id: StaffId, step: u64) -> Result<bool, StoreError> {
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        Ok(self.connections.run(UseTotpStep { id: id.uuid(), step }).await? == 1)
    }
}
