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

/// What somebody of the staff is about to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub action: Action,
    pub subject: Subject,
    /// The performance that it concerns, if it concerns one.
    pub performance: Option<PerformanceId>,
}

impl Act {
    /// An act that concerns no performance, or none but its subject.
    pub fn new(action: Action, subject: Subject) -> Self {
        let performance = match subject {
            Subject::Performance(id) => Some(id),
            _ => None,
        };
        Self { action, subject, performance }
    }

    /// The same, concerning a performance.
    #[must_use]
    pub fn at(self, performance: PerformanceId) -> Self {
        Self { performance: Some(performance), ..self }
    }

    /// The entry of the audit that says that `who` did it at `now`.
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

/// Why somebody was not let do something.
#[derive(Debug, Error)]
pub enum Denied {
    /// Their role does not have the right.
    #[error("not with this role")]
    Forbidden,
    /// That it was tried could not be written down.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Lets staff do what their role may, and records what was refused. Every use case of the
/// staff asks it first.
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

    /// Whether `who` may do it; an attempt in vain is recorded.
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

    /// Writes down that `who` was refused it, for a reason named as its problem is, and what they
    /// had asked for. That the refusal can't be written down makes it no less of one.
    pub async fn refused(&self, who: &StaffMember, act: &Act, why: &'static str, asked: Facts) {
        self.try_to_record(Some(who), act, why, asked).await;
    }

    /// The same when it is not known who it was.
    pub async fn turned_away(&self, act: &Act, why: &'static str) {
        self.try_to_record(None, act, why, Facts::new()).await;
    }

    /// The entry of the audit that says that `who` does it now.
    pub fn entry(&self, who: &StaffMember, act: Act) -> AuditEntry {
        act.done(self.draw_id(), who, self.clock.now())
    }

    /// The same where the operator may do it as well, at the command line; that is nobody of the
    /// staff.
    pub fn entry_by(&self, who: Option<&StaffMember>, act: Act) -> AuditEntry {
        act.done_by(self.draw_id(), who, self.clock.now())
    }

    /// The entry that says that somebody did it now of whom it is not known who they are.
    pub fn nobodys_entry(&self, act: Act) -> AuditEntry {
        act.done_by(self.draw_id(), None, self.clock.now())
    }

    /// The id of an entry whose time only the house knows.
    pub fn draw_id(&self) -> AuditEntryId {
        AuditEntryId::new(self.secrets.id())
    }

    async fn try_to_record(
        &self,
        who: Option<&StaffMember>,
        act: &Act,
        why: &'static str,
        asked: Facts,
    ) {
        if let Err(error) = self.record(who, act, why, asked).await {
            let error: &dyn std::error::Error = &error;
            error!(error, action = act.action.as_str(), "a refusal was not written down");
        }
    }

    async fn record(
        &self,
        who: Option<&StaffMember>,
        act: &Act,
        why: &'static str,
        asked: Facts,
    ) -> Result<(), StoreError> {
        let entry = AuditEntry {
            outcome: Outcome::Refused(why),
            after: asked,
            ..act.clone().done_by(self.draw_id(), who, self.clock.now())
        };
        self.audit.note(&entry).await
    }
}
