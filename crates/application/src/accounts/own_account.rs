use super::{Credentials, OpenSession, SessionLifetimes, Sessions, StaffMember};
use crate::{
    Ports,
    ports::{Clock, StoreError},
};
use azionelab_domain::Secret;
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum OwnAccountError {
    /// It was deactivated a moment ago.
    #[error("the account was deactivated")]
    Gone,
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnAccount {
    /// Whether signing in needs a one-time code.
    pub has_totp: bool,
    /// The number of unused recovery codes.
    pub recovery_codes_left: u32,
}

/// One of the own sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedSession {
    pub session: OpenSession,
    /// Whether it is the session of this request.
    pub is_current: bool,
}

/// Shows staff their own account.
pub struct SeeOwnAccount {
    credentials: Arc<dyn Credentials>,
    sessions: Arc<dyn Sessions>,
    clock: Arc<dyn Clock>,
    lifetimes: SessionLifetimes,
}

impl SeeOwnAccount {
    pub(crate) fn new(ports: &Ports, lifetimes: SessionLifetimes) -> Self {
        Self {
            credentials: ports.credentials.clone(),
            sessions: ports.sessions.clone(),
            clock: ports.clock.clone(),
            lifetimes,
        }
    }

    pub async fn account(&self, who: &StaffMember) -> Result<OwnAccount, OwnAccountError> {
        let proof = self.credentials.proof(who.id).await?.ok_or(OwnAccountError::Gone)?;
        Ok(OwnAccount { has_totp: proof.has_totp, recovery_codes_left: proof.recovery_codes_left })
    }

    /// The open sessions of `who`. `token` is that of the current session.
    pub async fn sessions(
        &self,
        who: &StaffMember,
        token: &Secret,
    ) -> Result<Vec<ListedSession>, OwnAccountError> {
        let now = self.clock.now();
        let sessions = self.sessions.open_of(who.id, now, now - self.lifetimes.idle).await?;
        let listed = |session: OpenSession| ListedSession {
            is_current: session.token == token.hash(),
            session,
        };
        Ok(sessions.into_iter().map(listed).collect())
    }
}
