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

/// Why the audit is not shown.
#[derive(Debug, Error)]
pub enum ReadAuditError {
    /// Their role does not allow it.
    #[error("not with this role")]
    Forbidden,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Shows who did what.
pub struct ReadAudit {
    authority: Authority,
    audit: Arc<dyn AuditLog>,
}

impl ReadAudit {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { authority: Authority::new(ports), audit: ports.audit.clone() }
    }

    /// A part of the audit, the latest entries first, with the entry that the next part is asked
    /// for by, if there is one.
    pub async fn execute(
        &self,
        who: &StaffMember,
        query: AuditQuery,
    ) -> Result<(Vec<AuditRecord>, Option<AuditEntryId>), ReadAuditError> {
        self.authority
            .authorize(who, Permission::ReadAudit, &Act::new(READ, Subject::Audit))
            .await?;
        let limit = query.limit as usize;
        // One more than asked for tells whether there is a next part.
        let query = AuditQuery { limit: query.limit + 1, ..query };
        let mut records = self.audit.entries(&query).await?;
        let more = records.len() > limit;
        records.truncate(limit);
        let next = records.last().filter(|_| more).map(|last| last.id);
        Ok((records, next))
    }
}

impl From<Denied> for ReadAuditError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Forbidden => Self::Forbidden,
            Denied::Store(error) => Self::Store(error),
        }
    }
}
