use super::{
    super::{corrupt, minutes},
    Call, Claimed, Theatre,
};
use async_trait::async_trait;
use azionelab_application::{
    booking::Origins,
    houses::Issued,
    mail::{Claim, FirstDelivery, Outbox, OutboxEntry, Outgoing, Settlement, WaitsFor},
    ports::StoreError,
};
use azionelab_domain::{
    EmailAddress, MessageId, OriginKey, Policy, Reservation, ReservationId, Status,
};
use jiff::Timestamp;

#[async_trait]
impl Outbox for Theatre {
    async fn entry(&self, message: MessageId) -> Result<Option<Outgoing>, StoreError> {
        let mut state = self.state();
        state.answer(Call::Entry)?;
        if state.corrupt.contains(&message) {
            return Err(corrupt());
        }
        let stored = state.stored(message);
        if stored.is_settled() {
            return Ok(None);
        }
        let (kind, created_at) = (stored.message.kind, stored.created_at);
        let (failed_attempts, unanswered_attempts) =
            (stored.failed_attempts, stored.unanswered_attempts);
        let transferred_from = stored.message.transferred_from;
        let seats_before = stored.message.seats_before;
        let of = stored.message.reservation;
        let reservation = Reservation { check_ins: Vec::new(), ..state.reservations[&of].clone() };
        Ok(Some(Outgoing::ToGuest(Box::new(OutboxEntry {
            id: message,
            kind,
            created_at,
            failed_attempts,
            unanswered_attempts,
            hold_until: match reservation.status {
                Status::Pending { hold_until } => hold_until,
                _ => reservation.booked_at + minutes(30),
            },
            reservation,
            show: state.show.clone(),
            poster: state.poster.clone(),
            venue: state.venue.clone(),
            performance: state.performance.id,
            starts_at: state.performance.starts_at,
            previous_start: transferred_from.or(state.performance.previous_start),
            seats_before,
            news_of: None,
            message_to_guests: None,
            is_cancelled: state.performance.cancelled_at.is_some(),
            changed_at: crate::world::now(),
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
    ) -> Result<Vec<Claim>, StoreError> {
        let mut state = self.state();
        let claimed = state
            .outbox
            .iter_mut()
            .filter(|stored| !stored.is_settled() && stored.message.next_attempt_at <= now)
            .take(limit as usize)
            .map(|stored| {
                stored.message.next_attempt_at = until;
                stored.claims += 1;
                stored.waits_for = None;
                Claim { message: stored.message.id, number: stored.claims }
            })
            .collect::<Vec<_>>();
        state.claims.push(Claimed { until, limit, got: claimed.len() });
        Ok(claimed)
    }

    async fn renew(&self, claim: Claim, until: Timestamp) -> Result<bool, StoreError> {
        let mut state = self.state();
        state.answer(Call::Renew)?;
        let stored = state.stored(claim.message);
        let counts = stored.claims == claim.number && !stored.is_settled();
        if counts {
            stored.message.next_attempt_at = until;
        }
        Ok(counts)
    }

    async fn end_pauses(
        &self,
        waiting_for: &[WaitsFor],
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let mut state = self.state();
        let waiting = state.outbox.iter_mut().filter(|stored| {
            !stored.is_settled()
                && stored.message.next_attempt_at > now
                && stored.waits_for.is_some_and(|waits| waiting_for.contains(&waits))
        });
        Ok(waiting.map(|stored| stored.message.next_attempt_at = now).count())
    }

    async fn issue(
        &self,
        reservation: ReservationId,
        _: Option<EmailAddress>,
        issued: Issued,
    ) -> Result<(), StoreError> {
        let mut state = self.state();
        state.answer(Call::Issue)?;
        state.issued.push((reservation, issued));
        Ok(())
    }

    async fn settle(
        &self,
        claim: Claim,
        settlement: Settlement,
        _: Timestamp,
    ) -> Result<(), StoreError> {
        let mut state = self.state();
        state.answer(Call::Settle)?;
        let stored = state.stored(claim.message);
        if settlement != Settlement::Sent && stored.claims != claim.number {
            return Ok(());
        }
        match settlement {
            Settlement::Waiting { next_attempt_at, waits_for, .. } => {
                stored.message.next_attempt_at = next_attempt_at;
                stored.waits_for = Some(waits_for);
                stored.failed_attempts = stored.failed_attempts.saturating_add(1);
                stored.unanswered_attempts += u32::from(waits_for == WaitsFor::Answer);
            }
            Settlement::Postponed { next_attempt_at, .. } => {
                stored.message.next_attempt_at = next_attempt_at;
                stored.waits_for = Some(WaitsFor::Server);
            }
            _ => {}
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
            outbox.find(|stored| stored.message.reservation == reservation).ok_or_else(corrupt)?;
        Ok(match first.settlements.first() {
            Some(Settlement::Sent) => FirstDelivery::Sent,
            Some(Settlement::Refused { .. }) => FirstDelivery::Failed,
            None if now < first.message.next_attempt_at => FirstDelivery::InProgress,
            Some(_) | None => FirstDelivery::Queued,
        })
    }
}

#[async_trait]
impl Origins for Theatre {
    async fn key(&self, drawn: OriginKey) -> Result<OriginKey, StoreError> {
        Ok(drawn)
    }
}
