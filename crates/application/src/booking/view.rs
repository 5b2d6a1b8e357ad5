use super::{HeldReservation, ReservationKey, Reservations};
use crate::{
    Ports,
    houses::HouseError,
    ports::{Clock, StoreError},
    programme::Listing,
};
use azionelab_domain::{
    CancelRefusal, Change, ChangeSeatsRefusal, ConfirmRefusal, House, Reservation, Seats, Secret,
};
use jiff::Timestamp;
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum HolderError {
    /// The secret is unknown or has expired.
    #[error("there is no such reservation")]
    UnknownReservation,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The same conversions for all errors of holders: an unknown secret and a failure of the store
/// keep their meaning, and a reservation that no longer exists when the rule runs is unknown.
macro_rules! holder_errors {
    ($($error:ident $(refuses $refusal:ident)?),*) => {$(
        impl From<HolderError> for super::$error {
            fn from(error: HolderError) -> Self {
                match error {
                    HolderError::UnknownReservation => Self::UnknownReservation,
                    HolderError::Store(error) => Self::Store(error),
                }
            }
        }

        $(impl From<HouseError<$refusal>> for super::$error {
            fn from(failed: HouseError<$refusal>) -> Self {
                match failed.into_store_error() {
                    Ok($refusal::Unknown) => Self::UnknownReservation,
                    Ok(refusal) => Self::Refused(refusal),
                    Err(error) => Self::Store(error),
                }
            }
        })?
    )*};
}

holder_errors!(
    CancelError refuses CancelRefusal,
    ChangeSeatsError refuses ChangeSeatsRefusal,
    ConfirmError refuses ConfirmRefusal,
    TicketDocumentError
);

/// All stored data of a reservation, and what its holder can do now.
#[derive(Debug, Clone, PartialEq)]
pub struct HolderView {
    held: HeldReservation,
    pub seen_at: Timestamp,
}

impl HolderView {
    pub fn reservation(&self) -> &Reservation {
        self.held.reservation()
    }

    pub const fn listing(&self) -> &Listing {
        &self.held.listing
    }

    /// Whether a confirmation now would change it.
    pub fn can_confirm(&self) -> bool {
        matches!(self.house().confirm(self.held.id, self.seen_at), Ok(Change::Confirmed(_)))
    }

    /// Whether a cancellation now would change it.
    pub fn can_cancel(&self) -> bool {
        matches!(self.house().cancel(self.held.id, self.seen_at), Ok(Change::Cancelled(_)))
    }

    /// Whether the number of seats can be changed now.
    pub fn can_change(&self) -> bool {
        let seats = i64::from(self.reservation().seats.get());
        [seats - 1, seats + 1]
            .into_iter()
            .filter_map(|seats| Seats::parse(seats).ok())
            .any(|seats| self.house().change_seats(self.held.id, seats, self.seen_at).is_ok())
    }

    /// When the data in a calendar file last changed.
    pub fn changed_at(&self) -> Timestamp {
        self.held.changed_at.max(self.held.listing.changed_at)
    }

    const fn house(&self) -> &House {
        &self.held.listing.house
    }
}

pub struct ViewReservation {
    reservations: Arc<dyn Reservations>,
    clock: Arc<dyn Clock>,
}

impl ViewReservation {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { reservations: ports.reservations.clone(), clock: ports.clock.clone() }
    }

    pub async fn execute(&self, secret: &Secret) -> Result<HolderView, HolderError> {
        let seen_at = self.clock.now();
        let held = self
            .reservations
            .held(secret.hash(), seen_at)
            .await?
            .ok_or(HolderError::UnknownReservation)?;
        Ok(HolderView { held, seen_at })
    }

    pub(crate) async fn find(&self, secret: &Secret) -> Result<ReservationKey, HolderError> {
        self.reservations
            .by_secret(secret.hash(), self.clock.now())
            .await?
            .ok_or(HolderError::UnknownReservation)
    }
}
