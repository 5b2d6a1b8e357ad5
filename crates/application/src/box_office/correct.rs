use super::{
    BoxOfficeError,
    resend::letter_of,
    reservation_changes::{ReservationChanges, StaffChange},
};
use crate::{
    Ports,
    accounts::StaffMember,
    audit::{Action, Facts},
    mail::DeliverMail,
    ports::Version,
};
use azionelab_domain::{Change, CorrectRefusal, Guest, House, ReservationId};
use std::sync::Arc;

const CORRECT: Action = Action::named("reservation.correct");

/// Corrects the data of a guest. If the address changes, the earlier links and tickets end, and the
/// guest gets new ones.
pub struct CorrectGuest {
    changes: ReservationChanges,
}

impl CorrectGuest {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { changes: ReservationChanges::new(ports, mail) }
    }

    /// Replaces the guest's data if the reservation still has the version `over`.
    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
        over: Version,
        guest: Guest,
    ) -> Result<(), BoxOfficeError<CorrectRefusal>> {
        let change = StaffChange {
            action: CORRECT,
            of,
            over: Some(over),
            requested: Facts::new(),
            decide: move |house: &House, _| house.correct(of, guest.clone()),
            letter: |change: &Change| match change {
                Change::Corrected { reservation, before }
                    if has_new_mailbox(before, &reservation.guest) =>
                {
                    Some(letter_of(reservation.status))
                }
                _ => None,
            },
        };
        self.changes.run(who, change).await
    }
}

/// Whether the guest has another mailbox now.
fn has_new_mailbox(before: &Guest, after: &Guest) -> bool {
    before.email_key() != after.email_key()
}
