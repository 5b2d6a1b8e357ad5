use super::{
    Act, Authority, Credentials, Passwords, Proof, StaffMember,
    chosen_password::{Typed, verify_typed},
};
use crate::{Ports, audit::Facts, ports::StoreError};
use secrecy::SecretString;
use std::sync::Arc;
use thiserror::Error;

/// Why somebody who is signed in is not believed.
#[derive(Debug, Error)]
pub(crate) enum ReauthenticationError {
    #[error("the password is wrong")]
    WrongPassword,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Asks somebody who is signed in for their password once more, before what proves them is
/// changed: whoever finds a phone that is signed in can't take the account over.
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

    /// What proves them, if the password is theirs; a wrong one is recorded.
    pub async fn ask(
        &self,
        who: &StaffMember,
        act: &Act,
        password: &SecretString,
    ) -> Result<Proof, ReauthenticationError> {
        let proof = self.credentials.proof(who.id).await?;
        let hash = proof.as_ref().map(|proof| &proof.password);
        let right = verify_typed(&*self.passwords, password, hash).await != Typed::Wrong;
        if let Some(proof) = proof.filter(|_| right) {
            return Ok(proof);
        }
        self.authority.refused(who, act, "wrong-password", Facts::new()).await;
        Err(ReauthenticationError::WrongPassword)
    }
}
