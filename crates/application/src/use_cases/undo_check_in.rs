use std::sync::Arc;

use azionelab_domain::{CheckInId, House, Permission, UndoRefusal, UndoRequest};
use thiserror::Error;

use super::Ports;
use crate::ports::{
    ChangeFailed, Decision, Houses, Needs, Reservations, StaffMember, StoreError, change,
};

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

/// Takes a check-in back; who did and when is kept.
pub struct UndoCheckIn {
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
}

impl UndoCheckIn {
    pub(super) fn new(ports: &Ports) -> Self {
        Self { houses: ports.houses.clone(), reservations: ports.reservations.clone() }
    }

    /// Takes it back. Doing so again changes nothing.
    pub async fn execute(
        &self,
        who: &StaffMember,
        check_in: CheckInId,
    ) -> Result<(), UndoCheckInError> {
        if !who.role.may(Permission::CheckIn) {
            return Err(UndoCheckInError::Forbidden);
        }
        let key =
            self.reservations.by_check_in(check_in).await?.ok_or(UndoCheckInError::NotFound)?;
        let needs = Needs { reservation: Some(key.reservation), ..Needs::default() };
        let request = UndoRequest { reservation: key.reservation, check_in, by: who.id };
        let rule = move |house: &House, now| house.undo_check_in(request, now).map(Decision::from);
        change(&*self.houses, key.performance, needs, rule).await?;
        Ok(())
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
