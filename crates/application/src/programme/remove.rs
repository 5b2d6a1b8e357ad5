use super::{
    PerformanceError, Performances,
    performances::{facts, find, refused},
};
use crate::{
    Ports,
    accounts::{Act, Authority, StaffMember},
    audit::{Action, AuditEntry, Facts, Subject},
    ports::{Clock, Version},
};
use azionelab_domain::{PerformanceId, Permission};
use std::sync::Arc;

const DELETE: Action = Action::named("performance.delete");

/// Deletes a performance without reservations.
pub struct RemovePerformance {
    authority: Authority,
    performances: Arc<dyn Performances>,
    clock: Arc<dyn Clock>,
}

impl RemovePerformance {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            performances: ports.performances.clone(),
            clock: ports.clock.clone(),
        }
    }

    /// Deletes the performance if it still has this version.
    pub async fn execute(
        &self,
        who: &StaffMember,
        performance: PerformanceId,
        of: Version,
    ) -> Result<(), PerformanceError> {
        let act = Act::new(DELETE, Subject::Performance(performance));
        self.authority.authorize(who, Permission::ManageProgramme, &act).await?;
        let row = find(&*self.performances, performance, self.clock.now()).await?;
        let before = facts(row.performance());
        let entry = AuditEntry { before, ..self.authority.entry(who, act.clone()) };
        match self.performances.delete(performance, of, &entry).await {
            Ok(()) => Ok(()),
            Err(failed) => {
                Err(refused(&self.authority, who, &act, Facts::new(), failed.into()).await)
            }
        }
    }
}
