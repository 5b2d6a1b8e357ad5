use super::{
    BoxOfficeError,
    resend::letter_of,
    reservation_changes::{ReservationChanges, difference},
};
use crate::{
    Ports,
    accounts::StaffMember,
    audit::{Action, AuditEntry, Facts},
    houses::{HouseError, Message, TransferDecision, TransferRule},
    mail::{DeliverMail, MessageKind},
};
use azionelab_domain::{House, MessageId, PerformanceId, ReservationId, TransferRefusal};
use std::sync::Arc;

// The audit is never rewritten, so the action keeps its first name.
const TRANSFER: Action = Action::named("reservation.move");

/// Transfers a reservation to another performance and mails the guest.
pub struct TransferReservation {
    changes: ReservationChanges,
}

impl TransferReservation {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { changes: ReservationChanges::new(ports, mail) }
    }

    /// Transfers the reservation. The guest's QR code stays valid.
    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
        to: PerformanceId,
    ) -> Result<(), BoxOfficeError<TransferRefusal>> {
        let changes = &self.changes;
        let (key, act) = changes.authorize(who, TRANSFER, of).await?;
        let requested = Facts::from([("performance", to.to_string().into())]);
        let from = key.performance;
        if from == to {
            let refused = HouseError::Refused(TransferRefusal::SamePerformance);
            return Err(changes.refuse(who, &act, requested, refused).await);
        }
        let secret = changes.secrets.secret();
        let id = MessageId::new(changes.secrets.id());
        let draft = changes.mail.draft(id, MessageKind::YourTicket, Some(&secret));
        let (entry, act_done, member) =
            (changes.authority.new_entry_id(), act.clone(), who.clone());
        let rule = TransferRule::new(of, move |from: &House, to: &House, now| {
            let transfer = from.transfer(of, to, now)?;
            let (before, after) = difference(&transfer.from, &transfer.to);
            let audit = AuditEntry { before, after, ..act_done.clone().done(entry, &member, now) };
            let kind = match letter_of(transfer.to.status) {
                MessageKind::YourTicket => MessageKind::Transferred,
                kind => kind,
            };
            let transferred_from = Some(from.performance().starts_at);
            let letter = draft.saying(kind).about(of, to, now);
            let letter = Message { transferred_from, ..letter };
            let message = transfer.to.guest.email.is_some().then_some(letter);
            Ok(TransferDecision { transfer, message, audit })
        });
        match changes.houses.transfer(from, to, rule).await {
            Ok(transfer) => {
                if transfer.to.guest.email.is_some() {
                    changes.mail.hand_over(id, Some(&secret)).await;
                }
                Ok(())
            }
            Err(error) => Err(changes.refuse(who, &act, requested, error).await),
        }
    }
}
