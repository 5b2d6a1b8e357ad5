use std::sync::Arc;

use azionelab_domain::{Change, House, ResendRefusal, ReservationId, Status};

use super::{Desk, DeskError, Errand};
use crate::{
    DeliverMail, Ports,
    ports::{Action, Facts, MessageKind, StaffMember},
};

const RESEND: Action = Action::named("reservation.resend");

/// Mails a guest again what they need now: the ticket, or the link that confirms. It carries a new
/// secret; the older ones stay valid.
pub struct ResendMail {
    desk: Desk,
}

impl ResendMail {
    pub(in crate::use_cases) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { desk: Desk::new(ports, mail) }
    }

    /// Sends it.
    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
    ) -> Result<(), DeskError<ResendRefusal>> {
        let errand = Errand {
            action: RESEND,
            of,
            over: None,
            asked: Facts::new(),
            decide: move |house: &House, now| house.resend(of, now),
            letter: |change: &Change| change.reservation().map(|to| letter_of(to.status)),
        };
        self.desk.run(who, errand).await
    }
}

/// What a guest needs who is here in their reservation's life.
pub(super) const fn letter_of(status: Status) -> MessageKind {
    match status {
        Status::Pending { .. } | Status::Expired => MessageKind::ConfirmYourSeats,
        Status::Confirmed | Status::Cancelled => MessageKind::YourTicket,
    }
}
