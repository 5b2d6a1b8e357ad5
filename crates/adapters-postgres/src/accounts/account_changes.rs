//! Changes of accounts by administrators.

use super::staff_roster::insert_invitation;
use crate::{
    audit::insert_entry,
    db::{
        error::{Failure, classify, store_error},
        pool::Connections,
        schema::{sessions, staff, staff_links},
    },
};
use azionelab_application::{
    accounts::{EditAccountError, RosterChange},
    audit::AuditEntry,
    ports::{StoreError, Version},
};
use azionelab_domain::{Role, StaffId};
use diesel::{dsl::auto_type, prelude::*};
use jiff_diesel::ToDiesel;

/// How often a change is tried if it ends in a deadlock. Two administrators who change each other's
/// account lock both accounts, and their audit entries lock them too, in another order.
const TRIES: usize = 4;

enum EditFailed {
    Refused(EditAccountError),
    Statement(diesel::result::Error),
}

impl From<diesel::result::Error> for EditFailed {
    fn from(error: diesel::result::Error) -> Self {
        Self::Statement(error)
    }
}

impl From<EditAccountError> for EditFailed {
    fn from(error: EditAccountError) -> Self {
        Self::Refused(error)
    }
}

impl From<StoreError> for EditFailed {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<EditFailed> for EditAccountError {
    fn from(failed: EditFailed) -> Self {
        match failed {
            EditFailed::Refused(error) => error,
            // The address is the only unique value that people choose.
            EditFailed::Statement(error) if classify(&error) == Failure::Duplicate => {
                Self::AddressTaken
            }
            EditFailed::Statement(error) => Self::Store(store_error(&error)),
        }
    }
}

#[auto_type]
fn is_active_administrator() -> _ {
    let admin: &'static str = Role::Admin.as_str();
    staff::role
        .eq(admin)
        .and(staff::password_hash.is_not_null())
        .and(staff::deactivated_at.is_null())
}

pub(super) async fn change_account(
    connections: &Connections,
    id: StaffId,
    of: Version,
    change: &RosterChange,
    entry: &AuditEntry,
) -> Result<(), EditAccountError> {
    let mut further_tries = 1..TRIES;
    loop {
        match try_change(connections, id, of, change, entry).await {
            Err(EditFailed::Statement(error))
                if classify(&error) == Failure::Retry && further_tries.next().is_some() => {}
            done => return Ok(done?),
        }
    }
}

async fn try_change(
    connections: &Connections,
    id: StaffId,
    of: Version,
    change: &RosterChange,
    entry: &AuditEntry,
) -> Result<(), EditFailed> {
    let (staff_id, now) = (id.uuid(), entry.at.to_diesel());
    let transaction = connections.begin().await?;
    // Each change locks all active administrators, in one order, so that two changes at the
    // same time cannot leave the theatre without one.
    let lock = staff::table
        .filter(staff::id.eq(staff_id).or(is_active_administrator()))
        .order(staff::id)
        .select((staff::id, staff::email, staff::password_hash.is_null()))
        .for_update();
    let locked: Vec<(uuid::Uuid, String, bool)> = transaction.attempt_rows(lock).await?;
    let before = locked.into_iter().find(|(id, ..)| *id == staff_id);
    let takes_the_right = match change {
        RosterChange::Edit { role, .. } => *role < Role::Admin,
        RosterChange::Deactivate => true,
        RosterChange::Reactivate => false,
    };
    // A statement of its own, which sees what was stored while the lock was waited for.
    let other = staff::table
        .filter(staff::id.ne(staff_id))
        .filter(is_active_administrator())
        .limit(1)
        .select(staff::id);
    if takes_the_right && transaction.attempt_rows::<uuid::Uuid>(other).await?.is_empty() {
        return Err(EditAccountError::LastAdministrator.into());
    }
    let account =
        diesel::update(staff::table.find(staff_id).filter(staff::version.eq(of.0.cast_signed())));
    let version = staff::version.eq(staff::version + 1);
    let changed = match change {
        RosterChange::Edit { name, email, role, .. } => {
            let values = (
                staff::name.eq(name.as_str()),
                staff::email.eq(email.as_str()),
                staff::email_key.eq(email.comparison_key()),
                staff::role.eq(role.as_str()),
                version,
            );
            transaction.attempt(account.set(values)).await?
        }
        RosterChange::Deactivate | RosterChange::Reactivate => {
            let deactivated_at = (*change == RosterChange::Deactivate).then_some(now);
            let values = (staff::deactivated_at.eq(deactivated_at), version);
            transaction.attempt(account.set(values)).await?
        }
    };
    let Some((_, email_before, is_invited)) = before.filter(|_| changed == 1) else {
        return Err(EditAccountError::EditedMeanwhile.into());
    };
    let links = staff_links::table.filter(staff_links::staff_id.eq(staff_id));
    match change {
        RosterChange::Edit { email, invitation, .. } => {
            if email_before != email.as_str() {
                transaction.attempt(diesel::delete(links)).await?;
            }
            if let Some(message) = invitation.filter(|_| is_invited) {
                let insert = insert_invitation(id, message.id, entry.at, message.next_attempt_at);
                transaction.attempt(insert).await?;
            }
        }
        RosterChange::Deactivate => {
            let sessions = sessions::table.filter(sessions::staff_id.eq(staff_id));
            transaction.attempt(diesel::delete(sessions)).await?;
            transaction.attempt(diesel::delete(links)).await?;
        }
        RosterChange::Reactivate => {}
    }
    transaction.attempt(insert_entry(entry)).await?;
    Ok(transaction.commit().await?)
}
