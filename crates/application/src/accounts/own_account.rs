use super::{Credentials, OpenSession, SessionLifetimes, Sessions, StaffMember};
use crate::{
    Ports,
    ports::{Clock, StoreError},
};
use azionelab_domain::Secret;
use std::sync::Arc;
use thiserror::Error;

/// Why one's own account is not shown.
#[derive(Debug, Error)]
pub enum OwnAccountError {
    /// It was deactivated a moment ago.
    #[error("the account was deactivated")]
    Gone,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How somebody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnAccount {
    /// Whether they need a one-time code to.
    pub has_totp: bool,
    /// How many recovery codes have not been used.
    pub recovery_codes_left: u32,
}

/// A session of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedSession {
    pub session: OpenSession,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// Shows people their own account.
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

    /// How `who` signs in.
    pub async fn account(&self, who: &StaffMember) -> Result<OwnAccount, OwnAccountError> {
        let proof = self.credentials.proof(who.id).await?.ok_or(OwnAccountError::Gone)?;
        Ok(OwnAccount { has_totp: proof.has_totp, recovery_codes_left: proof.recovery_codes_left })
    }

    /// Where `who` is signed in, asked by the session with this token.
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
