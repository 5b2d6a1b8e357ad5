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

/// The minimum time between two mailed links to the same person.
const MIN_INTERVAL: SignedDuration = SignedDuration::from_mins(5);

#[derive(Debug, Error)]
pub enum StaffLinkError {
    /// It is unknown, has expired or was used.
    #[error("the link is not valid")]
    Unknown,
    /// The password is made of the owner's own data.
    #[error(transparent)]
    Password(#[from] PasswordRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The result of a used link.
#[derive(Debug)]
pub struct Redeemed {
    /// The device token from now on. Only its hash is stored.
    pub device_token: Secret,
}

/// Lets staff choose a password with a mailed link.
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

    /// Mails a link to the owner of this address, if there is an account. The outbox sends it, so
    /// that the response time does not reveal whether there is one.
    pub async fn ask_reset(&self, email: &EmailAddress) -> Result<(), StoreError> {
        let entry = self.authority.entry_by_unknown(Act::new(ASK_RESET, Subject::Everybody));
        let message = MessageId::new(self.secrets.id());
        self.links.ask_reset(email, message, entry.at - MIN_INTERVAL, &entry).await
    }

    /// The purpose and the owner of a link.
    pub async fn see(&self, secret: &Secret) -> Result<StaffLink, StaffLinkError> {
        let link = self.links.find_link(secret.hash(), self.clock.now()).await?;
        link.ok_or(StaffLinkError::Unknown)
    }

    /// Sets a password with a link. The link becomes invalid, and all sessions of the account end.
    pub async fn redeem(
        &self,
        secret: &Secret,
        chosen: &ChosenPassword,
        sent_device_token: Option<Secret>,
    ) -> Result<Redeemed, StaffLinkError> {
        let StaffLink { purpose, member } = self.see(secret).await?;
        chosen.fits(&member.name, &member.email, &self.programme.site().await?.name)?;
        let hash = self.passwords.hash(chosen.secret()).await;
        let device_token = device_token(&*self.sessions, &*self.secrets, sent_device_token).await?;
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
