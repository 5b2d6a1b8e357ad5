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
use azionelab_domain::{Change, ConfirmRefusal, ReservationId};
use std::sync::Arc;

const CONFIRM: Action = Action::named("reservation.confirm");

/// Confirms a reservation for a guest and mails the ticket.
pub struct ConfirmByStaff {
    changes: ReservationChanges,
}

impl ConfirmByStaff {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { changes: ReservationChanges::new(ports, mail) }
    }

    /// Confirms. Confirming again changes nothing and sends nothing.
    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
    ) -> Result<(), BoxOfficeError<ConfirmRefusal>> {
        let change = StaffChange {
            action: CONFIRM,
            of,
            over: None,
            requested: Facts::new(),
            decide: move |house: &azionelab_domain::House, now| house.confirm_by_staff(of, now),
            letter: |change: &Change| {
                matches!(change, Change::Confirmed(_)).then_some(MessageKind::YourTicket)
            },
        };
        self.changes.run(who, change).await
    }
}
