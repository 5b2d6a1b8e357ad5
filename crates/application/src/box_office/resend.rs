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
use azionelab_domain::{Change, House, ResendRefusal, ReservationId, Status};
use std::sync::Arc;

const RESEND: Action = Action::named("reservation.resend");
const REPLACE: Action = Action::named("reservation.replace_ticket");

/// What becomes of the links and tickets that a guest was mailed before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EarlierLinks {
    /// They stay valid.
    Stay,
    /// They end, as after somebody has posted a photograph of the QR code.
    End,
}

/// Mails a guest again what they need now, with a new secret: the ticket, or the link that confirms.
pub struct ResendMail {
    changes: ReservationChanges,
}

impl ResendMail {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { changes: ReservationChanges::new(ports, mail) }
    }

    /// Sends it.
    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
        earlier: EarlierLinks,
    ) -> Result<(), BoxOfficeError<ResendRefusal>> {
        let change = StaffChange {
            action: match earlier {
                EarlierLinks::Stay => RESEND,
                EarlierLinks::End => REPLACE,
            },
            of,
            over: None,
            asked: Facts::new(),
            decide: move |house: &House, now| match earlier {
                EarlierLinks::Stay => house.resend(of, now),
                EarlierLinks::End => house.replace_ticket(of, now),
            },
            letter: |change: &Change| change.reservation().map(|to| letter_of(to.status)),
        };
        self.changes.run(who, change).await
    }
}

/// What a guest needs who is here in their reservation's life.
pub(crate) const fn letter_of(status: Status) -> MessageKind {
    match status {
        Status::Pending { .. } | Status::Expired => MessageKind::ConfirmYourSeats,
        Status::Confirmed | Status::Cancelled => MessageKind::YourTicket,
    }
}
