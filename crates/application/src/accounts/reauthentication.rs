use super::{
    Act, Authority, Credentials, Passwords, Proof, StaffMember,
    chosen_password::{Typed, verify_typed},
};
use crate::{Ports, audit::Facts, ports::StoreError};
use secrecy::SecretString;
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum ReauthenticationError {
    #[error("the password is wrong")]
    WrongPassword,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Asks a signed-in person for their password again before a change to their credentials. A person
/// who finds a signed-in phone can't take over the account.
pub(crate) struct Reauthentication {
    authority: Authority,
    credentials: Arc<dyn Credentials>,
    passwords: Arc<dyn Passwords>,
}

impl Reauthentication {
    pub fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            credentials: ports.credentials.clone(),
            passwords: ports.passwords.clone(),
        }
    }

    /// Returns the credentials if the password is right. Records a wrong password.
    pub async fn ask(
        &self,
        who: &StaffMember,
        act: &Act,
        password: &SecretString,
    ) -> Result<Proof, ReauthenticationError> {
        let proof = self.credentials.proof(who.id).await?;
        let hash = proof.as_ref().map(|proof| &proof.password);
        let is_right = verify_typed(&*self.passwords, password, hash).await != Typed::Wrong;
        if let Some(proof) = proof.filter(|_| is_right) {
            return Ok(proof);
        }
        self.authority.refused(who, act, "wrong-password", Facts::new()).await;
        Err(ReauthenticationError::WrongPassword)
    }
}
