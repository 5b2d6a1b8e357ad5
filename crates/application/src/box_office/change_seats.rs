use super::{
    BoxOfficeError,
    reservation_changes::{ReservationChanges, StaffChange},
};
use crate::{
    Ports,
    accounts::StaffMember,
    audit::{Action, Facts},
    mail::DeliverMail,
    ports::Version,
};
use azionelab_domain::{ChangeSeatsRefusal, House, ReservationId, Seats};
use std::sync::Arc;

const CHANGE_SEATS: Action = Action::named("reservation.change_seats");

/// Changes the number of seats, also beyond the limits for visitors. The ticket stays valid. The
/// guest gets a letter with the updated ticket.
pub struct ChangeSeatsByStaff {
    changes: ReservationChanges,
}

impl ChangeSeatsByStaff {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { changes: ReservationChanges::new(ports, mail) }
    }

    /// Changes the size of the party if the reservation still has the version `over`.
    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
        over: Version,
        seats: Seats,
    ) -> Result<(), BoxOfficeError<ChangeSeatsRefusal>> {
        let change = StaffChange {
            action: CHANGE_SEATS,
            of,
            over: Some(over),
            requested: Facts::from([("seats", seats.count().into())]),
            decide: move |house: &House, now| house.change_seats_by_staff(of, seats, now),
            letter: |_: &_| None,
        };
        self.changes.run(who, change).await
    }
}
