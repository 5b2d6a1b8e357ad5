use super::{
    DeskError,
    staff_change::{Desk, Errand},
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

/// Changes how many come, beyond what visitors may if need be. The ticket stays good, and a letter
/// with the updated one follows.
pub struct ChangeSeatsByStaff {
    desk: Desk,
}

impl ChangeSeatsByStaff {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { desk: Desk::new(ports, mail) }
    }

    /// Changes the size of a party of this version to `seats`.
    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
        over: Version,
        seats: Seats,
    ) -> Result<(), DeskError<ChangeSeatsRefusal>> {
        let errand = Errand {
            action: CHANGE_SEATS,
            of,
            over: Some(over),
            asked: Facts::from([("seats", seats.count().into())]),
            decide: move |house: &House, now| house.change_seats_by_staff(of, seats, now),
            letter: |_: &_| None,
        };
        self.desk.run(who, errand).await
    }
}
