use std::sync::Arc;

use azionelab_domain::{Change, CheckInId, House, Permission, UndoRefusal, UndoRequest};
use thiserror::Error;

use super::{Act, Authority, Denied, Ports};
use crate::ports::{
    Action, AuditEntry, ChangeFailed, Decision, Facts, Houses, Needs, Reservations, StaffMember,
    StoreError, Subject, change,
};

const UNDO_CHECK_IN: Action = Action::named("check_in.undo");

/// Why a check-in was not taken back.
#[derive(Debug, Error)]
pub enum UndoCheckInError {
    /// Whoever asks does not have the right.
    #[error("not with this role")]
    Forbidden,
    /// There is no such check-in.
    #[error("there is no such check-in")]
    NotFound,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes a check-in back; who did and when is kept. Those who came without a reservation give their
/// seats back with it.
pub struct UndoCheckIn {
    authority: Authority,
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
}

impl UndoCheckIn {
    pub(super) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            houses: ports.houses.clone(),
            reservations: ports.reservations.clone(),
        }
    }

    /// Takes it back. Doing so again changes nothing.
    pub async fn execute(
        &self,
        who: &StaffMember,
        check_in: CheckInId,
    ) -> Result<(), UndoCheckInError> {
        let act = Act::new(UNDO_CHECK_IN, Subject::CheckIn(check_in));
        self.authority.admit(who, Permission::CheckIn, &act).await?;
        let key =
            self.reservations.by_check_in(check_in).await?.ok_or(UndoCheckInError::NotFound)?;
        let needs = Needs { reservation: Some(key.reservation), ..Needs::default() };
        let request = UndoRequest { reservation: key.reservation, check_in, by: who.id };
        let (act, entry, who) = (act.at(key.performance), self.authority.draw_id(), who.clone());
        let rule = move |house: &House, now| {
            let change = house.undo_check_in(request, now)?;
            let (Change::CheckInUndone { reservation, check_in }
            | Change::LeftAgain { reservation, check_in }) = &change
            else {
                return Ok(Decision::from(change));
            };
            let admitted = reservation.admitted();
            let mut before =
                Facts::from([("admitted", (admitted + check_in.seats.count()).into())]);
            let mut after = Facts::from([("admitted", admitted.into())]);
            if matches!(change, Change::LeftAgain { .. }) {
                before.insert("status", "confirmed".into());
                after.insert("status", "cancelled".into());
            }
            let entry = AuditEntry { before, after, ..act.clone().done(entry, &who, now) };
            Ok::<_, UndoRefusal>(Decision::from(change).noted(entry))
        };
        change(&*self.houses, key.performance, needs, rule).await?;
        Ok(())
    }
}

impl From<Denied> for UndoCheckInError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Forbidden => Self::Forbidden,
            Denied::Store(error) => Self::Store(error),
        }
    }
}

impl From<ChangeFailed<UndoRefusal>> for UndoCheckInError {
    fn from(failed: ChangeFailed<UndoRefusal>) -> Self {
        match failed.into_store_error() {
            Ok(UndoRefusal::Unknown) => Self::NotFound,
            Err(error) => Self::Store(error),
        }
    }
}
