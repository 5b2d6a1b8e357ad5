use super::{
    BoxOfficeError,
    reservation_changes::{ReservationChanges, StaffChange},
};
use crate::{
    Ports,
    accounts::StaffMember,
    audit::{Action, Facts},
    mail::{DeliverMail, MessageKind},
};
use azionelab_domain::{CancelRefusal, Change, House, ReservationId};
use std::sync::Arc;

const CANCEL: Action = Action::named("reservation.cancel");

/// Cancels a reservation for a guest.
pub struct CancelByStaff {
    changes: ReservationChanges,
}

impl CancelByStaff {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { changes: ReservationChanges::new(ports, mail) }
    }

    /// Cancels, and mails a message if `tell` is true. Cancelling again changes nothing and sends
    /// nothing.
    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
        tell: bool,
    ) -> Result<(), BoxOfficeError<CancelRefusal>> {
        let change = StaffChange {
            action: CANCEL,
            of,
            over: None,
            requested: Facts::from([("tell", tell.into())]),
            decide: move |house: &House, now| house.cancel_by_staff(of, now),
            letter: move |change: &Change| {
                let letter_sent = tell && matches!(change, Change::Cancelled(_));
                letter_sent.then_some(MessageKind::CancelledByOffice)
            },
        };
        self.changes.run(who, change).await
    }
}
