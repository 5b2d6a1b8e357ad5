//! Who did what.

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
