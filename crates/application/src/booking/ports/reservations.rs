use crate::{mail::Delivery, ports::StoreError, programme::Listing};
use async_trait::async_trait;
use azionelab_domain::{
    CheckInId, EmailAddress, PerformanceId, PersonName, Reservation, ReservationCode,
    ReservationId, SecretHash, Status, TicketHash,
};
use jiff::Timestamp;

/// A reservation and the house it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReservationKey {
    pub reservation: ReservationId,
    pub performance: PerformanceId,
}

/// A reservation with all that its holder is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldReservation {
    /// Which reservation of the house it is.
    pub id: ReservationId,
    /// The performance, its house with this reservation at hand.
    pub listing: Listing,
    /// When the reservation itself changed last.
    pub changed_at: Timestamp,
}

impl HeldReservation {
    /// The reservation.
    ///
    /// # Panics
    ///
    /// When the house does not have it at hand, which is a fault of the port.
    pub fn reservation(&self) -> &Reservation {
        self.listing.house.reservation(self.id).expect("the reservation is at hand")
    }
}

/// How far a reservation has come. It names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Where it is in its life.
    pub status: Status,
    /// What has become of the latest message about it.
    pub delivery: Delivery,
}

/// Finds reservations. Nothing here changes one.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Reservations: Send + Sync {
    /// The reservation that a secret holds; none if the secret is unknown, has expired or was ended.
    async fn by_secret(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<ReservationKey>, StoreError>;

    /// The reservation that a ticket proves; none if the ticket is unknown, has expired or was ended.
    async fn by_ticket(
        &self,
        ticket: TicketHash,
        now: Timestamp,
    ) -> Result<Option<ReservationKey>, StoreError>;

    /// The house of a reservation.
    async fn by_id(&self, id: ReservationId) -> Result<Option<ReservationKey>, StoreError>;

    /// The reservation with a code, if it was booked with this address; none otherwise. Addresses
    /// are compared in their normal form.
    async fn by_code(
        &self,
        code: ReservationCode,
        email: &EmailAddress,
    ) -> Result<Option<ReservationKey>, StoreError>;

    /// How far a reservation has come, as it is stored: a hold may have lapsed. None if there is no
    /// such reservation, or no message was ever written about it.
    async fn progress(&self, id: ReservationId) -> Result<Option<Progress>, StoreError>;

    /// The reservation that a check-in belongs to.
    async fn by_check_in(&self, id: CheckInId) -> Result<Option<ReservationKey>, StoreError>;

    /// The name a reservation was made in.
    async fn guest_name(&self, id: ReservationId) -> Result<Option<PersonName>, StoreError>;

    /// All that the holder of a secret is shown; none if the secret is unknown or has expired.
    async fn held(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<HeldReservation>, StoreError>;

    /// The reservation that a ticket proves, with its performance, whatever has become of either;
    /// none if the ticket is unknown or has expired.
    async fn proved(
        &self,
        ticket: TicketHash,
        now: Timestamp,
    ) -> Result<Option<HeldReservation>, StoreError>;

    /// Whether a ticket was ended before it expired, since the guest was sent another one or their
    /// address was corrected.
    async fn was_replaced(&self, ticket: TicketHash, now: Timestamp) -> Result<bool, StoreError>;

    /// Up to `limit` performances with holds that have lapsed and are not yet stored as expired.
    async fn lapsed(&self, now: Timestamp, limit: u32) -> Result<Vec<PerformanceId>, StoreError>;
}
