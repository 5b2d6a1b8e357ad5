use super::{
    Act, Authority, ChosenPassword, LinkPurpose, PasswordRefusal, Passwords, Sessions, StaffLink,
    StaffLinks, sessions::device_token,
};
use crate::{
    Ports,
    audit::{Action, AuditEntry, Facts, Subject},
    ports::{Clock, Secrets, StoreError},
    programme::Programme,
};
use azionelab_domain::{EmailAddress, MessageId, Secret};
use jiff::SignedDuration;
use std::sync::Arc;
use thiserror::Error;

const ASK_RESET: Action = Action::named("account.ask_password_reset");
const RESET: Action = Action::named("account.reset_password");
const ACCEPT: Action = Action::named("account.accept_invitation");

/// How often somebody is mailed a link at most, whoever asks for it.
const MAILED_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// Why a link was not followed.
#[derive(Debug, Error)]
pub enum StaffLinkError {
    /// It has expired, was used, or never was ours.
    #[error("the link does not work")]
    Unknown,
    /// The password says who they are.
    #[error(transparent)]
    Password(#[from] PasswordRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Somebody who has chosen a password.
#[derive(Debug)]
pub struct Redeemed {
    /// What their device is known by from now on. Only its hash is stored.
    pub device_token: Secret,
}

/// Lets staff choose a password by a link that was mailed to them.
pub struct UseStaffLinks {
    authority: Authority,
    links: Arc<dyn StaffLinks>,
    passwords: Arc<dyn Passwords>,
    programme: Arc<dyn Programme>,
    sessions: Arc<dyn Sessions>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
}

impl UseStaffLinks {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            links: ports.staff_links.clone(),
            passwords: ports.passwords.clone(),
            programme: ports.programme.clone(),
            sessions: ports.sessions.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
        }
    }

    /// Has a link mailed to whoever signs in with this address, if anybody does. It is left to the
    /// outbox, so that who asks can't tell by the time it takes whether there is such an account.
    pub async fn ask_reset(&self, email: &EmailAddress) -> Result<(), StoreError> {
        let entry = self.authority.nobodys_entry(Act::new(ASK_RESET, Subject::Everybody));
        let message = MessageId::new(self.secrets.id());
        self.links.ask_reset(email, message, entry.at - MAILED_EVERY, &entry).await
    }

    /// What a link is for, and whose it is.
    pub async fn see(&self, secret: &Secret) -> Result<StaffLink, StaffLinkError> {
        let link = self.links.find_link(secret.hash(), self.clock.now()).await?;
        link.ok_or(StaffLinkError::Unknown)
    }

    /// Sets a password by a link, which works no more. Whoever was signed in to the account is
    /// signed out.
    pub async fn redeem(
        &self,
        secret: &Secret,
        chosen: &ChosenPassword,
        shown: Option<Secret>,
    ) -> Result<Redeemed, StaffLinkError> {
        let StaffLink { purpose, member } = self.see(secret).await?;
        chosen.fits(&member.name, &member.email, &self.programme.site().await?.name)?;
        let hash = self.passwords.hash(chosen.secret()).await;
        let device_token = device_token(&*self.sessions, &*self.secrets, shown).await?;
        let action = match purpose {
            LinkPurpose::Invitation => ACCEPT,
            LinkPurpose::PasswordReset => RESET,
        };
        let entry = AuditEntry {
            after: Facts::from([("by_link", true.into())]),
            ..self.authority.entry(&member, Act::new(action, Subject::Staff(member.id)))
        };
        let (secret, device) = (secret.hash(), device_token.hash());
        if !self.links.redeem(secret, &hash, device, &entry).await? {
            return Err(StaffLinkError::Unknown);
        }
        Ok(Redeemed { device_token })
    }
}
