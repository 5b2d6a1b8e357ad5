use super::{Action, AuditLog, AuditQuery, AuditRecord, Subject};
use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    ports::StoreError,
};
use azionelab_domain::{AuditEntryId, Permission};
use std::sync::Arc;
use thiserror::Error;

const READ: Action = Action::named("audit.read");

#[derive(Debug, Error)]
pub enum ReadAuditError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub struct ReadAudit {
    authority: Authority,
    audit: Arc<dyn AuditLog>,
}

impl ReadAudit {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { authority: Authority::new(ports), audit: ports.audit.clone() }
    }

    /// A page of the audit, newest entries first. Also returns the last entry's id if there is a
    /// next page.
    pub async fn execute(
        &self,
        who: &StaffMember,
        query: AuditQuery,
    ) -> Result<(Vec<AuditRecord>, Option<AuditEntryId>), ReadAuditError> {
        self.authority
            .authorize(who, Permission::ReadAudit, &Act::new(READ, Subject::Audit))
            .await?;
        let limit = query.limit as usize;
        // One more entry than requested shows whether there is a next page.
        let query = AuditQuery { limit: query.limit + 1, ..query };
        let mut records = self.audit.entries(&query).await?;
        let more = records.len() > limit;
        records.truncate(limit);
        let next = records.last().filter(|_| more).map(|last| last.id);
        Ok((records, next))
    }
}
