use super::{
    Act, Authority, ChosenPassword, Credentials, PasswordRefusal, Passwords, StaffMember,
    reauthentication::{Reauthentication, ReauthenticationError},
};
use crate::{
    Ports,
    audit::{Action, Subject},
    ports::StoreError,
    programme::Programme,
};
use azionelab_domain::Secret;
use secrecy::SecretString;
use std::sync::Arc;
use thiserror::Error;

const CHANGE_PASSWORD: Action = Action::named("account.change_password");

#[derive(Debug, Error)]
pub enum ChangePasswordError {
    #[error(transparent)]
    Reauthentication(#[from] ReauthenticationError),
    /// The new password is made of the owner's own data.
    #[error(transparent)]
    Password(#[from] PasswordRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Changes the own password.
pub struct ChangePassword {
    authority: Authority,
    reauthentication: Reauthentication,
    credentials: Arc<dyn Credentials>,
    passwords: Arc<dyn Passwords>,
    programme: Arc<dyn Programme>,
}

impl ChangePassword {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            reauthentication: Reauthentication::new(ports),
            credentials: ports.credentials.clone(),
            passwords: ports.passwords.clone(),
            programme: ports.programme.clone(),
        }
    }

    /// Changes the password and ends all other sessions. `token` is that of the current session.
    pub async fn execute(
        &self,
        who: &StaffMember,
        token: &Secret,
        current: &SecretString,
        chosen: &ChosenPassword,
    ) -> Result<(), ChangePasswordError> {
        let act = Act::new(CHANGE_PASSWORD, Subject::Staff(who.id));
        self.reauthentication.ask(who, &act, current).await?;
        chosen.fits(&who.name, &who.email, &self.programme.site().await?.name)?;
        let hash = self.passwords.hash(chosen.secret()).await;
        let entry = self.authority.entry(who, act);
        self.credentials.change_password(who.id, &hash, token.hash(), &entry).await?;
        Ok(())
    }
}
