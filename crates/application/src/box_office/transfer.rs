use super::{
    DeskError,
    resend::letter_of,
    staff_change::{Desk, difference},
};
use crate::{
    Ports,
    accounts::StaffMember,
    audit::{Action, AuditEntry, Facts},
    houses::{ChangeFailed, HouseError, Message, Move, MoveRule, Refusal},
    mail::{DeliverMail, MessageKind},
};
use azionelab_domain::{House, MessageId, PerformanceId, ReservationId, TransferRefusal};
use std::sync::Arc;

const MOVE: Action = Action::named("reservation.move");

/// Moves a reservation to another performance, and mails the guest what they need for it.
pub struct MoveReservation {
    desk: Desk,
}

impl MoveReservation {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { desk: Desk::new(ports, mail) }
    }

    /// Moves it. The QR code that the guest has stays good.
    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
        to: PerformanceId,
    ) -> Result<(), DeskError<TransferRefusal>> {
        let desk = &self.desk;
        let (key, act) = desk.admit(who, MOVE, of).await?;
        let asked = Facts::from([("performance", to.to_string().into())]);
        let from = key.performance;
        if from == to {
            let refused = ChangeFailed::Refused(TransferRefusal::SamePerformance);
            return Err(desk.refuse(who, &act, asked, refused).await);
        }
        let secret = desk.secrets.secret();
        let id = MessageId::new(desk.secrets.id());
        let draft = desk.mail.draft(id, MessageKind::YourTicket, Some(&secret));
        let (entry, doing, member) = (desk.authority.draw_id(), act.clone(), who.clone());
        let rule = MoveRule::new(of, move |from: &House, to: &House, now| {
            let transfer = from.transfer(of, to, now)?;
            let (before, after) = difference(&transfer.from, &transfer.to);
            let audit = AuditEntry { before, after, ..doing.clone().done(entry, &member, now) };
            let kind = match letter_of(transfer.to.status) {
                MessageKind::YourTicket => MessageKind::Transferred,
                kind => kind,
            };
            let transferred_from = Some(from.performance().starts_at);
            let letter = draft.saying(kind).about(of, to, now);
            let letter = Message { transferred_from, ..letter };
            let message = transfer.to.guest.email.is_some().then_some(letter);
            Ok(Move { transfer, message, audit })
        });
        match desk.houses.transfer(from, to, rule).await {
            Ok(transfer) => {
                if transfer.to.guest.email.is_some() {
                    desk.mail.hand_over(id, Some(&secret)).await;
                }
                Ok(())
            }
            Err(error) => Err(desk.refuse(who, &act, asked, failed(error)).await),
        }
    }
}

fn failed(error: HouseError) -> ChangeFailed<TransferRefusal> {
    match error {
        HouseError::Refused(Refusal::Transfer(refusal)) => ChangeFailed::Refused(refusal),
        HouseError::NoSuchHouse => ChangeFailed::NoSuchHouse,
        HouseError::Store(error) => ChangeFailed::Store(error),
        HouseError::EditedMeanwhile => ChangeFailed::EditedMeanwhile,
        HouseError::Refused(_) | HouseError::Collision => ChangeFailed::Collision,
    }
}
