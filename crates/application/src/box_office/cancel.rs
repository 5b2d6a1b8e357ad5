use super::{
    DeskError,
    staff_change::{Desk, Errand},
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

/// Gives a reservation's seats back for a guest who asks for it.
pub struct CancelByStaff {
    desk: Desk,
}

impl CancelByStaff {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { desk: Desk::new(ports, mail) }
    }

    /// Cancels, and mails a note of it if the guest is to be told. Cancelling again changes
    /// nothing and sends nothing.
    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
        tell: bool,
    ) -> Result<(), DeskError<CancelRefusal>> {
        let errand = Errand {
            action: CANCEL,
            of,
            over: None,
            asked: Facts::from([("tell", tell.into())]),
            decide: move |house: &House, now| house.cancel_by_staff(of, now),
            letter: move |change: &Change| {
                let told = tell && matches!(change, Change::Cancelled(_));
                told.then_some(MessageKind::CancelledByOffice)
            },
        };
        self.desk.run(who, errand).await
    }
}
