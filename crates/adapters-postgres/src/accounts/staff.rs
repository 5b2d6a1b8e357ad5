//! The accounts of the staff.

use crate::{
    Store,
    db::{
        error::bad_row,
        rows::{parse, person_name},
        schema::staff,
    },
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::{Account, AddAccountError, PasswordHash, StaffAccounts, StaffMember, TotpSecret},
    ports::StoreError,
};
use azionelab_domain::{EmailAddress, StaffId};
use diesel::prelude::*;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use secrecy::{ExposeSecret, SecretString};

#[derive(Queryable, Selectable, QueryableByName)]
#[diesel(table_name = staff, check_for_backend(diesel::pg::Pg))]
pub(crate) struct MemberRow {
    id: uuid::Uuid,
    name: String,
    email: String,
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

#[derive(Queryable, Selectable)]
#[diesel(table_name = staff, check_for_backend(diesel::pg::Pg))]
struct AccountRow {
    #[diesel(embed)]
    member: MemberRow,
    #[diesel(select_expression = staff::password_hash.assume_not_null())]
    password_hash: String,
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
        let insert = diesel::insert_into(staff::table)
            .values((
                staff::id.eq(member.id.uuid()),
                staff::name.eq(member.name.as_str()),
                staff::email.eq(member.email.as_str()),
                staff::email_key.eq(member.email.comparison_key()),
                staff::role.eq(member.role.as_str()),
                staff::password_hash.eq(account.password.0.expose_secret()),
                staff::totp_secret.eq(account.totp.as_ref().map(|totp| totp.0.expose_secret())),
                staff::created_at.eq(now.to_diesel()),
            ))
            .on_conflict(staff::email_key)
            .do_nothing();
        if self.connections.run(insert).await? == 0 {
            return Err(AddAccountError::AddressTaken);
        }
        Ok(())
    }

    async fn by_email(&self, email: &EmailAddress) -> Result<Option<Account>, StoreError> {
        let select = staff::table
            .filter(staff::email_key.eq(email.comparison_key()))
            .filter(staff::password_hash.is_not_null())
            .filter(staff::deactivated_at.is_null())
            .select(AccountRow::as_select());
        let row: Option<AccountRow> = self.connections.row(select).await?;
        row.map(AccountRow::account).transpose()
    }

    async fn member(&self, id: StaffId) -> Result<Option<StaffMember>, StoreError> {
        let select = staff::table.find(id.uuid()).select(MemberRow::as_select());
        let row: Option<MemberRow> = self.connections.row(select).await?;
        row.map(|row| row.member()).transpose()
    }

    async fn use_totp_step(&self, id: StaffId, step: u64) -> Result<bool, StoreError> {
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        let unused = staff::table.find(id.uuid()).filter(staff::totp_last_step.lt(step));
        let update = diesel::update(unused).set(staff::totp_last_step.eq(step));
        Ok(self.connections.run(update).await? == 1)
    }
}
