use super::{Call, Theatre};
use async_trait::async_trait;
use azionelab_application::{
    booking::{HeldReservation, Progress, ReservationKey, Reservations},
    mail::{Delivery, Settlement},
    ports::StoreError,
};
use azionelab_domain::{
    CheckInId, EmailAddress, PerformanceId, PersonName, Reservation, ReservationCode,
    ReservationId, SecretHash, TicketHash,
};
use jiff::Timestamp;

#[async_trait]
impl Reservations for Theatre {
    async fn by_secret(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<ReservationKey>, StoreError> {
        let mut state = self.state();
        state.answer(Call::Find)?;
        Ok(state.holder(now, |issued| issued.secret == secret).map(|id| state.key(id)))
    }

    async fn by_ticket(
        &self,
        ticket: TicketHash,
        now: Timestamp,
    ) -> Result<Option<ReservationKey>, StoreError> {
        let mut state = self.state();
        state.answer(Call::Find)?;
        Ok(state.holder(now, |issued| issued.ticket == ticket).map(|id| state.key(id)))
    }

    async fn by_id(&self, id: ReservationId) -> Result<Option<ReservationKey>, StoreError> {
        let state = self.state();
        Ok(state.reservations.contains_key(&id).then(|| state.key(id)))
    }

    async fn by_code(
        &self,
        code: ReservationCode,
        email: &EmailAddress,
    ) -> Result<Option<ReservationKey>, StoreError> {
        let mut state = self.state();
        state.answer(Call::Find)?;
        let is_it = |party: &&Reservation| {
            let key = party.guest.email_key();
            party.code == code && key == Some(email.comparison_key())
        };
        Ok(state.reservations.values().find(is_it).map(|party| state.key(party.id)))
    }

    async fn progress(&self, id: ReservationId) -> Result<Option<Progress>, StoreError> {
        let mut state = self.state();
        state.answer(Call::Find)?;
        let Some(reservation) = state.reservations.get(&id) else { return Ok(None) };
        let status = reservation.status;
        let latest = state.outbox.iter().rfind(|stored| stored.message.reservation == id);
        Ok(latest.map(|latest| {
            let delivery = match latest.settlements.last() {
                Some(Settlement::Sent) => Delivery::Sent,
                Some(Settlement::Refused { .. } | Settlement::Dropped) => Delivery::Failed,
                Some(Settlement::Waiting { .. } | Settlement::Postponed { .. }) | None => {
                    Delivery::Queued
                }
            };
            Progress { status, delivery }
        }))
    }

    async fn by_check_in(&self, id: CheckInId) -> Result<Option<ReservationKey>, StoreError> {
        let state = self.state();
        let mut reservations = state.reservations.values();
        let of = reservations.find(|party| party.check_ins.iter().any(|entry| entry.id == id));
        Ok(of.map(|reservation| state.key(reservation.id)))
    }

    async fn guest_name(&self, id: ReservationId) -> Result<Option<PersonName>, StoreError> {
        Ok(self
            .state()
            .reservations
            .get(&id)
            .and_then(|reservation| reservation.guest.name.clone()))
    }

    async fn held(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<HeldReservation>, StoreError> {
        let state = self.state();
        let id = state.holder(now, |issued| issued.secret == secret);
        Ok(id.map(|id| state.with_performance(id, now)))
    }

    async fn proved(
        &self,
        ticket: TicketHash,
        now: Timestamp,
    ) -> Result<Option<HeldReservation>, StoreError> {
        let mut state = self.state();
        state.answer(Call::Find)?;
        let id = state.holder(now, |issued| issued.ticket == ticket);
        Ok(id.map(|id| state.with_performance(id, now)))
    }

    async fn was_replaced(&self, ticket: TicketHash, _: Timestamp) -> Result<bool, StoreError> {
        Ok(self.state().ended.iter().any(|issued| issued.ticket == ticket))
    }

    async fn lapsed(&self, _: Timestamp, _: u32) -> Result<Vec<PerformanceId>, StoreError> {
        unimplemented!("the tests of lapsed holds use a mock")
    }
}
