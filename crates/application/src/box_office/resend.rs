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

/// What happens to the links and tickets mailed before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EarlierLinks {
    Stay,
    /// They end, for example because a photo of the QR code was published.
    End,
}

/// Mails the guest a new ticket or a new confirmation link.
pub struct ResendMail {
    changes: ReservationChanges,
}

impl ResendMail {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { changes: ReservationChanges::new(ports, mail) }
    }

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
            requested: Facts::new(),
            decide: move |house: &House, now| match earlier {
                EarlierLinks::Stay => house.resend(of, now),
                EarlierLinks::End => house.replace_ticket(of, now),
            },
            letter: |change: &Change| change.reservation().map(|to| letter_of(to.status)),
        };
        self.changes.run(who, change).await
    }
}

/// The letter that a guest needs in this status.
pub(crate) const fn letter_of(status: Status) -> MessageKind {
    match status {
        Status::Pending { .. } | Status::Expired => MessageKind::ConfirmYourSeats,
        Status::Confirmed | Status::Cancelled => MessageKind::YourTicket,
    }
}
