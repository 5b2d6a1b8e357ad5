use super::StaffMember;
use crate::{
    Ports,
    audit::{Action, AuditEntry, AuditLog, Facts, Outcome, Subject},
    ports::{Clock, Secrets, StoreError},
};
use azionelab_domain::{AuditEntryId, PerformanceId, Permission};
use jiff::Timestamp;
use std::sync::Arc;
use thiserror::Error;
use tracing::error;

/// An action of a staff member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub action: Action,
    pub subject: Subject,
    /// The performance that it affects, if any.
    pub performance: Option<PerformanceId>,
}

impl Act {
    /// An act whose only performance is its subject, if that is one.
    pub fn new(action: Action, subject: Subject) -> Self {
        let performance = match subject {
            Subject::Performance(id) => Some(id),
            _ => None,
        };
        Self { action, subject, performance }
    }

    /// The same act, with a performance.
    #[must_use]
    pub fn at(self, performance: PerformanceId) -> Self {
        Self { performance: Some(performance), ..self }
    }

    /// The audit entry that `who` did this at `now`.
    pub fn done(self, id: AuditEntryId, who: &StaffMember, now: Timestamp) -> AuditEntry {
        self.done_by(id, Some(who), now)
    }

    fn done_by(self, id: AuditEntryId, who: Option<&StaffMember>, now: Timestamp) -> AuditEntry {
        AuditEntry {
            id,
            at: now,
            by: who.cloned(),
            action: self.action,
            subject: self.subject,
            performance: self.performance,
            outcome: Outcome::Done,
            before: Facts::new(),
            after: Facts::new(),
            reason: None,
        }
    }
}

/// Why an action was not authorized.
#[derive(Debug, Error)]
pub enum Denied {
    /// The role does not have the permission.
    #[error("the role does not have this permission")]
    Forbidden,
    /// The refusal could not be recorded.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Authorizes actions of staff and records refused ones. Every use case of staff calls it first.
#[derive(Clone)]
pub struct Authority {
    audit: Arc<dyn AuditLog>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
}

impl Authority {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            audit: ports.audit.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
        }
    }

    /// Checks whether `who` has the permission. Records a refusal.
    pub async fn authorize(
        &self,
        who: &StaffMember,
        permission: Permission,
        act: &Act,
    ) -> Result<(), Denied> {
        if who.role.may(permission) {
            return Ok(());
        }
        self.record(Some(who), act, "forbidden", Facts::new()).await?;
        Err(Denied::Forbidden)
    }

    /// Records that `who` was refused an action. `why` is the name of the problem, `asked` the
    /// content of the request. An error while recording is only logged, so that the refusal still
    /// reaches the client.
    pub async fn refused(&self, who: &StaffMember, act: &Act, why: &'static str, requested: Facts) {
        self.try_to_record(Some(who), act, why, requested).await;
    }

    /// The same for a person who is not known.
    pub async fn refused_unknown(&self, act: &Act, why: &'static str) {
        self.try_to_record(None, act, why, Facts::new()).await;
    }

    /// The audit entry that `who` does this now.
    pub fn entry(&self, who: &StaffMember, act: Act) -> AuditEntry {
        act.done(self.new_entry_id(), who, self.clock.now())
    }

    /// The same for actions that the operator can also do on the command line. `None` is the
    /// operator.
    pub fn entry_by(&self, who: Option<&StaffMember>, act: Act) -> AuditEntry {
        act.done_by(self.new_entry_id(), who, self.clock.now())
    }

    /// The audit entry that an unknown person does this now.
    pub fn entry_by_unknown(&self, act: Act) -> AuditEntry {
        act.done_by(self.new_entry_id(), None, self.clock.now())
    }

    /// The id of an entry whose time the house sets.
    pub fn new_entry_id(&self) -> AuditEntryId {
        AuditEntryId::new(self.secrets.id())
    }

    async fn try_to_record(
        &self,
        who: Option<&StaffMember>,
        act: &Act,
        why: &'static str,
        requested: Facts,
    ) {
        if let Err(error) = self.record(who, act, why, requested).await {
            let error: &dyn std::error::Error = &error;
            error!(error, action = act.action.as_str(), "cannot record a refused action");
        }
    }

    async fn record(
        &self,
        who: Option<&StaffMember>,
        act: &Act,
        why: &'static str,
        requested: Facts,
    ) -> Result<(), StoreError> {
        let entry = AuditEntry {
            outcome: Outcome::Refused(why),
            after: requested,
            ..act.clone().done_by(self.new_entry_id(), who, self.clock.now())
        };
        self.audit.note(&entry).await
    }
}
