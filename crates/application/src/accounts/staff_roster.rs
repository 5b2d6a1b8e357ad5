use super::{
    AccountStatus, Act, AddAccountError, Authority, Denied, EditAccountError, Invitation,
    InvitationMessage, RosterChange, RosterEntry, StaffMember, StaffRoster,
};
use crate::{
    Ports,
    audit::{Action, AuditEntry, Facts, Subject, differing},
    mail::DeliverMail,
    ports::{Secrets, StoreError, Version, Versioned},
};
use azionelab_domain::{EmailAddress, Locale, MessageId, Permission, PersonName, Role, StaffId};
use std::sync::Arc;
use thiserror::Error;

const SEE: Action = Action::named("staff.see");
const INVITE: Action = Action::named("staff.invite");
const INVITE_AGAIN: Action = Action::named("staff.invite_again");
const EDIT: Action = Action::named("staff.edit");
const DEACTIVATE: Action = Action::named("staff.deactivate");
const REACTIVATE: Action = Action::named("staff.reactivate");
const REMOVE_TOTP: Action = Action::named("staff.remove_totp");

#[derive(Debug, Error)]
pub enum RosterError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no such staff member")]
    NotFound,
    #[error("another account has this address")]
    AddressTaken,
    /// They have a password, or were deactivated.
    #[error("they have no open invitation")]
    NotInvited,
    /// The account has another version.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    #[error("no administrator who can sign in would be left")]
    LastAdministrator,
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvitation {
    pub name: PersonName,
    /// The address for signing in.
    pub email: EmailAddress,
    pub role: Role,
    /// The language of the mail.
    pub locale: Locale,
}

/// The new data of a staff member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEdit {
    pub name: PersonName,
    /// The address for signing in. `None` keeps the current one.
    pub email: Option<EmailAddress>,
    pub role: Role,
}

/// Manages the accounts of staff.
pub struct ManageStaffAccounts {
    authority: Authority,
    roster: Arc<dyn StaffRoster>,
    secrets: Arc<dyn Secrets>,
    deliver_mail: Arc<DeliverMail>,
}

impl ManageStaffAccounts {
    pub(crate) fn new(ports: &Ports, deliver_mail: Arc<DeliverMail>) -> Self {
        Self {
            authority: Authority::new(ports),
            roster: ports.staff_roster.clone(),
            secrets: ports.secrets.clone(),
            deliver_mail,
        }
    }

    /// All current and former staff, by name.
    pub async fn everybody(
        &self,
        who: &StaffMember,
    ) -> Result<Vec<Versioned<RosterEntry>>, RosterError> {
        self.authorize(who, &Act::new(SEE, Subject::Everybody)).await?;
        Ok(self.roster.everybody().await?)
    }

    pub async fn one(
        &self,
        who: &StaffMember,
        id: StaffId,
    ) -> Result<Versioned<RosterEntry>, RosterError> {
        self.authorize(who, &Act::new(SEE, Subject::Staff(id))).await?;
        self.read(id).await
    }

    /// Creates an account and mails its owner a link to choose a password.
    pub async fn invite(
        &self,
        who: &StaffMember,
        new: NewInvitation,
    ) -> Result<Versioned<RosterEntry>, RosterError> {
        let id = StaffId::new(self.secrets.id());
        let act = Act::new(INVITE, Subject::Staff(id));
        // There is no account yet, so a refusal is recorded about all staff.
        let attempt = Act::new(INVITE, Subject::Everybody);
        self.authorize(who, &attempt).await?;
        let member = StaffMember { id, name: new.name, email: new.email, role: new.role };
        let after = Facts::from([
            ("email", member.email.as_str().into()),
            ("name", member.name.as_str().into()),
            ("role", member.role.as_str().into()),
        ]);
        let entry = AuditEntry { after: after.clone(), ..self.authority.entry(who, act) };
        let invitation = Invitation {
            member,
            locale: new.locale,
            message: MessageId::new(self.secrets.id()),
            next_attempt_at: entry.at + self.deliver_mail.claim_time(),
        };
        if let Err(error) = self.roster.invite(&invitation, &entry).await {
            let AddAccountError::Store(error) = error else {
                self.authority.refused(who, &attempt, "address-taken", after).await;
                return Err(RosterError::AddressTaken);
            };
            return Err(error.into());
        }
        self.deliver_mail.hand_over(invitation.message, None).await;
        self.read(id).await
    }

    /// Mails another link to a person who has not chosen a password yet.
    pub async fn invite_again(&self, who: &StaffMember, id: StaffId) -> Result<(), RosterError> {
        let act = Act::new(INVITE_AGAIN, Subject::Staff(id));
        self.authorize(who, &act).await?;
        self.read(id).await?;
        let entry = self.authority.entry(who, act.clone());
        let message = MessageId::new(self.secrets.id());
        let next_attempt_at = entry.at + self.deliver_mail.claim_time();
        if !self.roster.invite_again(id, message, next_attempt_at, &entry).await? {
            self.authority.refused(who, &act, "not-invited", Facts::new()).await;
            return Err(RosterError::NotInvited);
        }
        self.deliver_mail.hand_over(message, None).await;
        Ok(())
    }

    /// Changes name, address and role. If the person has not accepted the invitation yet and the
    /// address changes, the new address gets an invitation.
    pub async fn edit(
        &self,
        who: &StaffMember,
        id: StaffId,
        of: Version,
        edit: AccountEdit,
    ) -> Result<Versioned<RosterEntry>, RosterError> {
        let act = Act::new(EDIT, Subject::Staff(id));
        self.authorize(who, &act).await?;
        let current = self.read(id).await?.value;
        let AccountEdit { name, email, role } = edit;
        let email = email.unwrap_or_else(|| current.member.email.clone());
        let is_waiting = current.status == AccountStatus::Invited && email != current.member.email;
        let invitation = is_waiting.then(|| InvitationMessage {
            id: MessageId::new(self.secrets.id()),
            next_attempt_at: self.authority.entry(who, act).at + self.deliver_mail.claim_time(),
        });
        let change = RosterChange::Edit { name, email, role, invitation };
        let edited = self.change(who, id, of, EDIT, change).await?;
        if let Some(InvitationMessage { id: message, .. }) = invitation {
            self.deliver_mail.hand_over(message, None).await;
            return self.read(id).await;
        }
        Ok(edited)
    }

    /// Stops a person from signing in, and ends their sessions. Repeating it changes nothing.
    pub async fn deactivate(
        &self,
        who: &StaffMember,
        id: StaffId,
        of: Version,
    ) -> Result<Versioned<RosterEntry>, RosterError> {
        self.change(who, id, of, DEACTIVATE, RosterChange::Deactivate).await
    }

    /// Allows a deactivated person to sign in again. Repeating it changes nothing.
    pub async fn reactivate(
        &self,
        who: &StaffMember,
        id: StaffId,
        of: Version,
    ) -> Result<Versioned<RosterEntry>, RosterError> {
        self.change(who, id, of, REACTIVATE, RosterChange::Reactivate).await
    }

    /// Removes the second factor of a person who lost their phone.
    pub async fn remove_totp(
        &self,
        who: &StaffMember,
        id: StaffId,
    ) -> Result<Versioned<RosterEntry>, RosterError> {
        let act = Act::new(REMOVE_TOTP, Subject::Staff(id));
        self.authorize(who, &act).await?;
        let before = self.read(id).await?.value.has_totp;
        let entry = AuditEntry {
            before: Facts::from([("has_totp", before.into())]),
            after: Facts::from([("has_totp", false.into())]),
            ..self.authority.entry(who, act)
        };
        self.roster.remove_second_factor(id, &entry).await?;
        self.read(id).await
    }

    async fn change(
        &self,
        who: &StaffMember,
        id: StaffId,
        of: Version,
        action: Action,
        change: RosterChange,
    ) -> Result<Versioned<RosterEntry>, RosterError> {
        let act = Act::new(action, Subject::Staff(id));
        self.authorize(who, &act).await?;
        let current = self.read(id).await?;
        if current.version != of {
            self.authority.refused(who, &act, "edited-meanwhile", Facts::new()).await;
            return Err(RosterError::EditedMeanwhile);
        }
        let (before, after) = differing(facts(&current.value), changed(&current.value, &change));
        if after.is_empty() {
            return Ok(current);
        }
        let entry =
            AuditEntry { before, after: after.clone(), ..self.authority.entry(who, act.clone()) };
        let outcome = self.roster.change_account(id, of, &change, &entry).await;
        if let Err(error) = outcome {
            let (why, error) = match error {
                EditAccountError::EditedMeanwhile => {
                    ("edited-meanwhile", RosterError::EditedMeanwhile)
                }
                EditAccountError::AddressTaken => ("address-taken", RosterError::AddressTaken),
                EditAccountError::LastAdministrator => {
                    ("last-administrator", RosterError::LastAdministrator)
                }
                EditAccountError::Store(error) => return Err(error.into()),
            };
            self.authority.refused(who, &act, why, after).await;
            return Err(error);
        }
        self.read(id).await
    }

    async fn authorize(&self, who: &StaffMember, act: &Act) -> Result<(), Denied> {
        self.authority.authorize(who, Permission::ManageStaff, act).await
    }

    async fn read(&self, id: StaffId) -> Result<Versioned<RosterEntry>, RosterError> {
        self.roster.one(id).await?.ok_or(RosterError::NotFound)
    }
}

fn facts(entry: &RosterEntry) -> Facts {
    let deactivated = entry.status == AccountStatus::Deactivated;
    Facts::from([
        ("deactivated", deactivated.into()),
        ("email", entry.member.email.as_str().into()),
        ("name", entry.member.name.as_str().into()),
        ("role", entry.member.role.as_str().into()),
    ])
}

/// The facts after a change.
fn changed(entry: &RosterEntry, change: &RosterChange) -> Facts {
    let mut facts = facts(entry);
    match change {
        RosterChange::Edit { name, email, role, .. } => {
            facts.insert("email", email.as_str().into());
            facts.insert("name", name.as_str().into());
            facts.insert("role", role.as_str().into());
        }
        RosterChange::Deactivate => {
            facts.insert("deactivated", true.into());
        }
        RosterChange::Reactivate => {
            facts.insert("deactivated", false.into());
        }
    }
    facts
}
