use crate::{mail::Delivery, ports::StoreError, programme::Listing};
use async_trait::async_trait;
use azionelab_domain::{
    CheckInId, EmailAddress, PerformanceId, PersonName, Reservation, ReservationCode,
    ReservationId, SecretHash, Status, TicketHash,
};
use jiff::Timestamp;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReservationKey {
    pub reservation: ReservationId,
    pub performance: PerformanceId,
}

/// A reservation with all that its holder is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldReservation {
    pub id: ReservationId,
    /// The performance, with this reservation loaded into its house.
    pub listing: Listing,
    /// When the reservation itself last changed.
    pub changed_at: Timestamp,
}

impl HeldReservation {
    /// # Panics
    ///
    /// Panics if the house does not contain the reservation, which is a fault of the adapter.
    pub fn reservation(&self) -> &Reservation {
        self.listing.house.reservation(self.id).expect("the house contains the reservation")
    }
}

/// The state of a reservation. It contains no personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub status: Status,
    /// The delivery of the latest message about it.
    pub delivery: Delivery,
}

/// Finds reservations. Changes nothing.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Reservations: Send + Sync {
    /// The reservation of a secret. `None` if the secret is unknown, has expired or was revoked.
    async fn by_secret(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<ReservationKey>, StoreError>;

    /// The reservation of a ticket. `None` if the ticket is unknown, has expired or was revoked.
    async fn by_ticket(
        &self,
        ticket: TicketHash,
        now: Timestamp,
    ) -> Result<Option<ReservationKey>, StoreError>;

    async fn by_id(&self, id: ReservationId) -> Result<Option<ReservationKey>, StoreError>;

    /// The reservation with this code and address. Addresses are compared in their normal form.
    async fn by_code(
        &self,
        code: ReservationCode,
        email: &EmailAddress,
    ) -> Result<Option<ReservationKey>, StoreError>;

    /// The stored state of a reservation. Its hold may have lapsed. `None` if there is no such
    /// reservation or no message about it.
    async fn progress(&self, id: ReservationId) -> Result<Option<Progress>, StoreError>;

    async fn by_check_in(&self, id: CheckInId) -> Result<Option<ReservationKey>, StoreError>;

    async fn guest_name(&self, id: ReservationId) -> Result<Option<PersonName>, StoreError>;

    /// All that the holder of a secret is shown. `None` if the secret is unknown or has expired.
    async fn held(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<HeldReservation>, StoreError>;

    /// The reservation of a ticket with its performance, in any state. `None` if the ticket is
    /// unknown or has expired.
    async fn proved(
        &self,
        ticket: TicketHash,
        now: Timestamp,
    ) -> Result<Option<HeldReservation>, StoreError>;

    /// Whether a ticket was revoked before it expired, because the guest got a new one or their
    /// address was corrected.
    async fn was_replaced(&self, ticket: TicketHash, now: Timestamp) -> Result<bool, StoreError>;

    /// Up to `limit` performances with lapsed holds that are not yet stored as expired.
    async fn lapsed(&self, now: Timestamp, limit: u32) -> Result<Vec<PerformanceId>, StoreError>;
}
