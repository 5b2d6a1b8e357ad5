use super::{
    PerformanceError, PerformanceRow, Performances,
    performances::{find, refused},
};
use crate::{
    Ports,
    accounts::{Act, Authority, StaffMember},
    audit::{Action, AuditEntry, Facts, Subject},
    houses::{Decision, Houses, Needs, change},
    mail::MessageKind,
    ports::{Clock, Version},
};
use azionelab_domain::{Change, House, MultilineText, PerformanceId, Permission};
use jiff::Timestamp;
use std::{convert::Infallible, sync::Arc};

const CANCEL: Action = Action::named("performance.cancel");

/// Cancels a performance and tells everybody who holds seats.
pub struct CancelPerformance {
    authority: Authority,
    houses: Arc<dyn Houses>,
    performances: Arc<dyn Performances>,
    clock: Arc<dyn Clock>,
}

impl CancelPerformance {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            houses: ports.houses.clone(),
            performances: ports.performances.clone(),
            clock: ports.clock.clone(),
        }
    }

    /// Cancels a performance if it still has the version `over`. Returns the performance afterwards
    /// and the time of the query. A performance that is already cancelled is returned in the same
    /// way, whatever its version, and nobody is notified again. `reason` is for the audit, `message`
    /// for the guests.
    pub async fn execute(
        &self,
        who: &StaffMember,
        performance: PerformanceId,
        over: Version,
        reason: MultilineText,
        message: Option<MultilineText>,
    ) -> Result<(PerformanceRow, Timestamp), PerformanceError> {
        let act = Act::new(CANCEL, Subject::Performance(performance));
        self.authority.authorize(who, Permission::ManageProgramme, &act).await?;
        let now = self.clock.now();
        let row = find(&*self.performances, performance, now).await?;
        if row.performance().cancelled_at.is_some() {
            return Ok((row, now));
        }
        let needs = Needs { version: Some(over), ..Needs::default() };
        let (act_done, entry, by) = (act.clone(), self.authority.new_entry_id(), who.clone());
        let rule = move |house: &House, now| {
            let change = house.cancel_performance(now);
            let Change::PerformanceCancelled(_) = &change else {
                return Ok(Decision::from(change));
            };
            let mut after = Facts::from([("cancelled_at", now.into())]);
            if message.is_some() {
                after.insert("message_to_guests", true.into());
            }
            let entry = AuditEntry {
                after,
                reason: Some(reason.as_str().to_owned()),
                ..act_done.clone().done(entry, &by, now)
            };
            let decision = Decision::from(change)
                .with_announcement(MessageKind::CancelledByTheatre, message.clone());
            Ok::<_, Infallible>(decision.with_audit_entry(entry))
        };
        if let Err(error) = change(&*self.houses, performance, needs, rule).await {
            return Err(refused(&self.authority, who, &act, Facts::new(), error.into()).await);
        }
        let now = self.clock.now();
        Ok((find(&*self.performances, performance, now).await?, now))
    }
}
