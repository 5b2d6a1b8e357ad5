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
use azionelab_domain::{Change, CorrectRefusal, EmailAddress, Guest, House, ReservationId};
use std::sync::Arc;

const CORRECT: Action = Action::named("reservation.correct");

/// Corrects what is known of a guest. With another address the links and tickets that were mailed
/// before end, and the guest is mailed new ones.
pub struct CorrectGuest {
    changes: ReservationChanges,
}

impl CorrectGuest {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { changes: ReservationChanges::new(ports, mail) }
    }

    /// Puts `guest` in place of what was known of a reservation of this version.
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
            asked: Facts::new(),
            decide: move |house: &House, _| house.correct(of, guest.clone()),
            letter: |change: &Change| match change {
                Change::Corrected { reservation, before }
                    if has_moved(before, &reservation.guest) =>
                {
                    Some(letter_of(reservation.status))
                }
                _ => None,
            },
        };
        self.changes.run(who, change).await
    }
}

/// Whether the guest's mail goes to another mailbox.
fn has_moved(before: &Guest, after: &Guest) -> bool {
    let key = |guest: &Guest| guest.email.as_ref().map(EmailAddress::comparison_key);
    key(before) != key(after)
}
