use super::{
    PerformanceError, PerformanceRow, Performances,
    performances::{facts, find, refused, start},
};
use crate::{
    Ports,
    accounts::{Act, Authority, StaffMember},
    audit::{Action, AuditEntry, Facts, Subject, differing},
    houses::{Decision, Houses, Needs, change},
    mail::MessageKind,
    ports::{Clock, Version},
};
use azionelab_domain::{
    Change, House, LocalTime, MultilineText, PerformanceId, Permission, RescheduleRefusal,
};
use jiff::Timestamp;
use std::sync::Arc;

// The audit is never rewritten, so the action keeps its first name.
const RESCHEDULE: Action = Action::named("performance.move");

/// Reschedules a performance and tells everybody who holds seats.
pub struct ReschedulePerformance {
    authority: Authority,
    houses: Arc<dyn Houses>,
    performances: Arc<dyn Performances>,
    clock: Arc<dyn Clock>,
}

impl ReschedulePerformance {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            houses: ports.houses.clone(),
            performances: ports.performances.clone(),
            clock: ports.clock.clone(),
        }
    }

    /// Reschedules a performance to a local time of its venue, if it still has the version `over`.
    /// Returns the performance afterwards and the time of the query.
    pub async fn execute(
        &self,
        who: &StaffMember,
        performance: PerformanceId,
        over: Version,
        starts: LocalTime,
        reason: Option<MultilineText>,
        message: Option<MultilineText>,
    ) -> Result<(PerformanceRow, Timestamp), PerformanceError> {
        let act = Act::new(RESCHEDULE, Subject::Performance(performance));
        self.authority.authorize(who, Permission::ManageProgramme, &act).await?;
        let requested = Facts::from([("starts_local", starts.to_string().into())]);
        let now = self.clock.now();
        let row = find(&*self.performances, performance, now).await?;
        let starts_at = match start(starts, &row, now) {
            Ok(starts_at) => starts_at,
            Err(wrong) => return Err(refused(&self.authority, who, &act, requested, wrong).await),
        };
        let needs = Needs { version: Some(over), ..Needs::default() };
        let (act_done, entry, by) = (act.clone(), self.authority.new_entry_id(), who.clone());
        let rule = move |house: &House, now| {
            let change = house.reschedule(starts_at, now)?;
            let Change::Rescheduled { performance, before } = &change else {
                return Ok(Decision::from(change));
            };
            let (before, mut after) = differing(facts(before), facts(performance));
            if message.is_some() {
                after.insert("message_to_guests", true.into());
            }
            let reason = reason.as_ref().map(|reason| reason.as_str().to_owned());
            let entry =
                AuditEntry { before, after, reason, ..act_done.clone().done(entry, &by, now) };
            let decision =
                Decision::from(change).with_announcement(MessageKind::Rescheduled, message.clone());
            Ok::<_, RescheduleRefusal>(decision.with_audit_entry(entry))
        };
        if let Err(failed) = change(&*self.houses, performance, needs, rule).await {
            return Err(refused(&self.authority, who, &act, requested, failed.into()).await);
        }
        let now = self.clock.now();
        Ok((find(&*self.performances, performance, now).await?, now))
    }
}
