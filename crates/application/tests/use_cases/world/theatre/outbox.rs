use async_trait::async_trait;
use azionelab_application::ports::{
    FirstDelivery, Issued, Outbox, OutboxEntry, Outgoing, Settlement, StoreError,
};
use azionelab_domain::{MessageId, Policy, Reservation, ReservationId};
use jiff::Timestamp;

use super::{
    super::{minutes, spoilt},
    Call, Claim, Theatre,
};

#[async_trait]
impl Outbox for Theatre {
    async fn entry(&self, message: MessageId) -> Result<Option<Outgoing>, StoreError> {
        let mut state = self.state();
        state.answer(Call::Entry)?;
        if state.spoilt.contains(&message) {
            return Err(spoilt());
        }
        let stored = state.stored(message);
        if stored.is_settled() {
            return Ok(None);
        }
        let (kind, failed_attempts) = (stored.message.kind, stored.failed_attempts);
        let of = stored.message.reservation;
        let reservation = Reservation { check_ins: Vec::new(), ..state.reservations[&of].clone() };
        Ok(Some(Outgoing::ToGuest(Box::new(OutboxEntry {
            id: message,
            kind,
            failed_attempts,
            hold_until: reservation.booked_at + minutes(30),
            reservation,
            show: state.show.clone(),
            venue: state.venue.clone(),
            performance: state.performance.id,
            starts_at: state.performance.starts_at,
            moved_from: state.performance.moved_from,
            doors_at: state.performance.doors_at,
            retention: Policy::default().retention,
            site_name: "Compagnia dell'Azione".into(),
            site_email: String::new(),
        }))))
    }

    async fn claim(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<MessageId>, StoreError> {
        let mut state = self.state();
        let claimed = state
            .outbox
            .iter_mut()
            .filter(|stored| !stored.is_settled() && stored.message.next_attempt_at <= now)
            .take(limit as usize)
            .map(|stored| {
                stored.message.next_attempt_at = until;
                stored.message.id
            })
            .collect::<Vec<_>>();
        state.claims.push(Claim { until, limit, got: claimed.len() });
        Ok(claimed)
    }

    async fn issue(&self, reservation: ReservationId, issued: Issued) -> Result<(), StoreError> {
        let mut state = self.state();
        state.answer(Call::Issue)?;
        state.issued.push((reservation, issued));
        Ok(())
    }

    async fn settle(
        &self,
        message: MessageId,
        settlement: Settlement,
        _: Timestamp,
    ) -> Result<(), StoreError> {
        let mut state = self.state();
        state.answer(Call::Settle)?;
        let stored = state.stored(message);
        if let Settlement::Waiting { next_attempt_at, .. } = settlement {
            stored.message.next_attempt_at = next_attempt_at;
            stored.failed_attempts = stored.failed_attempts.saturating_add(1);
        }
        stored.settlements.push(settlement);
        Ok(())
    }

    async fn first_delivery(
        &self,
        reservation: ReservationId,
        now: Timestamp,
    ) -> Result<FirstDelivery, StoreError> {
        let mut state = self.state();
        state.answer(Call::FirstDelivery)?;
        let mut outbox = state.outbox.iter();
        let first =
            outbox.find(|stored| stored.message.reservation == reservation).ok_or_else(spoilt)?;
        Ok(match first.settlements.first() {
            Some(Settlement::Sent) => FirstDelivery::Sent,
            None if now < first.message.next_attempt_at => FirstDelivery::InHand,
            Some(_) | None => FirstDelivery::Queued,
        })
    }
}
