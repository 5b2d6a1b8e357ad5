//! The audit: who did what.

mod port;
mod read_audit;

#[cfg(feature = "mock")]
pub use self::port::MockAuditLog;
pub use self::{
    port::{
        Action, AuditActor, AuditEntry, AuditLog, AuditQuery, AuditRecord, Fact, Facts, Outcome,
        Subject, differing,
    },
    read_audit::{ReadAudit, ReadAuditError},
};
use crate::Ports;

pub struct AuditUseCases {
    pub read: ReadAudit,
}

impl AuditUseCases {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { read: ReadAudit::new(ports) }
    }
}
