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

/// Why something of the staff was not shown or changed.
#[derive(Debug, Error)]
pub enum RosterError {
    /// Their role does not allow it.
    #[error("not with this role")]
    Forbidden,
    #[error("nobody of this id works here")]
    NotFound,
    #[error("somebody signs in with this address already")]
    AddressTaken,
    /// They have a password already, or were deactivated.
    #[error("they are not waiting for an invitation")]
    NotInvited,
    /// It is of another version by now.
    #[error("it was edited meanwhile")]
    EditedMeanwhile,
    #[error("nobody would be left who can sign in as an administrator")]
    LastAdministrator,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Somebody who is to be invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvitation {
    pub name: PersonName,
    /// The address they are to sign in with.
    pub email: EmailAddress,
    /// What they are to be trusted with.
    pub role: Role,
    /// The language that they are written to in.
    pub locale: Locale,
}

/// What is to be known of somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEdit {
    pub name: PersonName,
    /// The address that they sign in with; the one that they have if it is none.
    pub email: Option<EmailAddress>,
    /// What they are trusted with.
    pub role: Role,
}

/// Keeps the list of who works here.
pub struct KeepRoster {
    authority: Authority,
    roster: Arc<dyn StaffRoster>,
    secrets: Arc<dyn Secrets>,
    deliver_mail: Arc<DeliverMail>,
}

impl KeepRoster {
    pub(crate) fn new(ports: &Ports, deliver_mail: Arc<DeliverMail>) -> Self {
        Self {
            authority: Authority::new(ports),
            roster: ports.staff_roster.clone(),
            secrets: ports.secrets.clone(),
            deliver_mail,
        }
    }

    /// Everybody who works here or did, by name.
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

    /// Makes an account and mails its owner a link to choose a password by.
    pub async fn invite(
        &self,
        who: &StaffMember,
        new: NewInvitation,
    ) -> Result<Versioned<RosterEntry>, RosterError> {
        let id = StaffId::new(self.secrets.id());
        let act = Act::new(INVITE, Subject::Staff(id));
        // As long as there is no such account, the attempt is about the staff.
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
            next_attempt_at: entry.at + self.deliver_mail.in_hand(),
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

    /// Mails another link to somebody who has not chosen a password yet.
    pub async fn invite_again(&self, who: &StaffMember, id: StaffId) -> Result<(), RosterError> {
        let act = Act::new(INVITE_AGAIN, Subject::Staff(id));
        self.authorize(who, &act).await?;
        self.read(id).await?;
        let entry = self.authority.entry(who, act.clone());
        let message = MessageId::new(self.secrets.id());
        let next_attempt_at = entry.at + self.deliver_mail.in_hand();
        if !self.roster.invite_again(id, message, next_attempt_at, &entry).await? {
            self.authority.refused(who, &act, "not-invited", Facts::new()).await;
            return Err(RosterError::NotInvited);
        }
        self.deliver_mail.hand_over(message, None).await;
        Ok(())
    }

    /// Changes what somebody is called, signs in with and is trusted with. Who has not chosen a
    /// password yet is invited anew at another address.
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
            next_attempt_at: self.authority.entry(who, act).at + self.deliver_mail.in_hand(),
        });
        let change = RosterChange::Edit { name, email, role, invitation };
        let edited = self.change(who, id, of, EDIT, change).await?;
        if let Some(InvitationMessage { id: message, .. }) = invitation {
            self.deliver_mail.hand_over(message, None).await;
            return self.read(id).await;
        }
        Ok(edited)
    }

    /// Keeps somebody from signing in, and signs them out. Doing so again changes nothing.
    pub async fn deactivate(
        &self,
        who: &StaffMember,
        id: StaffId,
        of: Version,
    ) -> Result<Versioned<RosterEntry>, RosterError> {
        self.change(who, id, of, DEACTIVATE, RosterChange::Deactivate).await
    }

    /// Lets somebody sign in again. Doing so again changes nothing.
    pub async fn reactivate(
        &self,
        who: &StaffMember,
        id: StaffId,
        of: Version,
    ) -> Result<Versioned<RosterEntry>, RosterError> {
        self.change(who, id, of, REACTIVATE, RosterChange::Reactivate).await
    }

    /// Lets somebody who has lost their phone sign in without it.
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
        self.roster.take_totp_away(id, &entry).await?;
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

/// What will be so after a change.
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

impl From<Denied> for RosterError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Forbidden => Self::Forbidden,
            Denied::Store(error) => Self::Store(error),
        }
    }
}
