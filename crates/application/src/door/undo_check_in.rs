use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    audit::{Action, AuditEntry, Facts, Subject},
    booking::Reservations,
    houses::{Decision, HouseError, Houses, Needs, Refusal, change},
    ports::StoreError,
};
use azionelab_domain::{
    Change, CheckInId, House, Permission, StatusKind, UndoRefusal, UndoRequest,
};
use std::sync::Arc;
use thiserror::Error;

const UNDO_CHECK_IN: Action = Action::named("check_in.undo");

#[derive(Debug, Error)]
pub enum UndoCheckInError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Refused(#[from] UndoRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Undoes a check-in. The record keeps who did it and when. An undone walk-in also frees its seats.
pub struct UndoCheckIn {
    authority: Authority,
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
}

impl UndoCheckIn {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            houses: ports.houses.clone(),
            reservations: ports.reservations.clone(),
        }
    }

    /// Undoes the check-in. Undoing it again changes nothing.
    pub async fn execute(
        &self,
        who: &StaffMember,
        check_in: CheckInId,
    ) -> Result<(), UndoCheckInError> {
        let act = Act::new(UNDO_CHECK_IN, Subject::CheckIn(check_in));
        self.authority.authorize(who, Permission::CheckIn, &act).await?;
        let key = self.reservations.by_check_in(check_in).await?.ok_or(UndoRefusal::Unknown)?;
        let needs = Needs { reservation: Some(key.reservation), ..Needs::default() };
        let request = UndoRequest {
            reservation: key.reservation,
            check_in,
            by: who.id,
            may_override: who.role.may(Permission::OverrideDoorWindow),
            may_seat_walk_ins: who.role.may(Permission::SeatWalkIns),
        };
        let act = act.at(key.performance);
        let (act_done, entry, member) = (act.clone(), self.authority.new_entry_id(), who.clone());
        let rule = move |house: &House, now| {
            let change = house.undo_check_in(request, now)?;
            let (Change::CheckInUndone { reservation, check_in }
            | Change::WalkInUndone { reservation, check_in }) = &change
            else {
                return Ok(Decision::from(change));
            };
            let admitted = reservation.admitted();
            let mut before =
                Facts::from([("admitted", (admitted + check_in.seats.count()).into())]);
            let mut after = Facts::from([("admitted", admitted.into())]);
            if matches!(change, Change::WalkInUndone { .. }) {
                before.insert("status", StatusKind::Confirmed.as_str().into());
                after.insert("status", StatusKind::Cancelled.as_str().into());
            }
            let entry = AuditEntry { before, after, ..act_done.clone().done(entry, &member, now) };
            Ok::<_, UndoRefusal>(Decision::from(change).with_audit_entry(entry))
        };
        match change(&*self.houses, key.performance, needs, rule).await {
            Ok(_) => Ok(()),
            Err(failed) => Err(self.explain(who, &act, failed).await?),
        }
    }

    /// Records a refusal.
    async fn explain(
        &self,
        who: &StaffMember,
        act: &Act,
        failed: HouseError<UndoRefusal>,
    ) -> Result<UndoCheckInError, StoreError> {
        let refusal = failed.into_store_error()?;
        self.authority.refused(who, act, refusal.name(), Facts::new()).await;
        Ok(refusal.into())
    }
}
