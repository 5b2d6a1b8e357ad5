use super::{
    PerformanceError, PerformanceRow, Performances,
    performances::{facts, find, refused},
};
use crate::{
    Ports,
    accounts::{Act, Authority, StaffMember},
    audit::{Action, AuditEntry, Facts, Subject, differing},
    houses::{Decision, Houses, Needs, change},
    ports::{Clock, Version},
};
use azionelab_domain::{Arrangement, Change, House, PerformanceId, Permission, RearrangeRefusal};
use jiff::Timestamp;
use std::sync::Arc;

const EDIT: Action = Action::named("performance.edit");

/// Changes the time of the doors, the booking times and the seats of a performance.
pub struct RearrangePerformance {
    authority: Authority,
    houses: Arc<dyn Houses>,
    performances: Arc<dyn Performances>,
    clock: Arc<dyn Clock>,
}

impl RearrangePerformance {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            houses: ports.houses.clone(),
            performances: ports.performances.clone(),
            clock: ports.clock.clone(),
        }
    }

    /// Rearranges a performance if it still has the version `over`. Returns the performance
    /// afterwards and the time of the query.
    pub async fn execute(
        &self,
        who: &StaffMember,
        performance: PerformanceId,
        over: Version,
        arrangement: Arrangement,
    ) -> Result<(PerformanceRow, Timestamp), PerformanceError> {
        let act = Act::new(EDIT, Subject::Performance(performance));
        self.authority.authorize(who, Permission::ManageProgramme, &act).await?;
        let needs = Needs { version: Some(over), ..Needs::default() };
        let (act_done, entry, by) = (act.clone(), self.authority.new_entry_id(), who.clone());
        let rule = move |house: &House, now| {
            let change = house.rearrange(arrangement)?;
            let Change::Rearranged { performance, before } = &change else {
                return Ok(Decision::from(change));
            };
            let (before, after) = differing(facts(before), facts(performance));
            let entry = AuditEntry { before, after, ..act_done.clone().done(entry, &by, now) };
            Ok::<_, RearrangeRefusal>(Decision::from(change).with_audit_entry(entry))
        };
        if let Err(failed) = change(&*self.houses, performance, needs, rule).await {
            let requested = requested_facts(&arrangement);
            return Err(refused(&self.authority, who, &act, requested, failed.into()).await);
        }
        let now = self.clock.now();
        Ok((find(&*self.performances, performance, now).await?, now))
    }
}

fn requested_facts(arrangement: &Arrangement) -> Facts {
    Facts::from([
        ("capacity", arrangement.seating.capacity.into()),
        ("closes_at", arrangement.closes_at.into()),
        ("doors_at", arrangement.doors_at.into()),
        ("extra", arrangement.seating.extra.into()),
        ("occupied", arrangement.seating.occupied.into()),
        ("opens_at", arrangement.opens_at.into()),
    ])
}
