use super::{Act, Authority, Sessions, StaffMember};
use crate::{
    Ports,
    audit::{Action, Subject},
    ports::StoreError,
};
use azionelab_domain::SessionId;
use std::sync::Arc;
use thiserror::Error;

const END_SESSION: Action = Action::named("account.end_session");
const END_SESSIONS: Action = Action::named("account.end_sessions");

#[derive(Debug, Error)]
pub enum EndSessionError {
    #[error("there is no such session")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Ends sessions on other devices.
pub struct EndSessions {
    authority: Authority,
    sessions: Arc<dyn Sessions>,
}

impl EndSessions {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { authority: Authority::new(ports), sessions: ports.sessions.clone() }
    }

    /// Ends one of the own sessions.
    pub async fn one(&self, who: &StaffMember, session: SessionId) -> Result<(), EndSessionError> {
        let entry = self.authority.entry(who, Act::new(END_SESSION, Subject::Staff(who.id)));
        let ended = self.sessions.end(who.id, session, &entry).await?;
        ended.then_some(()).ok_or(EndSessionError::NotFound)
    }

    /// Ends all own sessions, including the current one.
    pub async fn everywhere(&self, who: &StaffMember) -> Result<(), EndSessionError> {
        let entry = self.authority.entry(who, Act::new(END_SESSIONS, Subject::Staff(who.id)));
        Ok(self.sessions.end_all(who.id, &entry).await?)
    }
}
