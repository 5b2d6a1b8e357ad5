use super::{EraseExpired, GuestData, PersonalData, guest_data::ReadGuest};
use crate::{
    Ports,
    accounts::{Act, Authority, StaffMember},
    audit::{Action, Fact, Facts, Subject},
    booking::ReservationKey,
    box_office::BoxOfficeError,
    houses::{Decision, HouseError, Houses, Needs, change},
    ports::StoreError,
};
use azionelab_domain::{
    CancelRefusal, Change, EmailAddress, House, Permission, ReservationId, StatusKind,
};
use std::{collections::HashSet, convert::Infallible, sync::Arc};
use tracing::info;

const ERASE: Action = Action::named("privacy.erase");
const ERASE_RESERVATION: Action = Action::named("reservation.erase");
const CANCEL: Action = Action::named("reservation.cancel");

/// The maximum number of searches for reservations that are transferred during the erasure.
const MAX_ROUNDS: u32 = 5;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ErasedGuest {
    /// How many reservations were erased.
    pub reservations: u32,
    /// How many of them were cancelled first.
    pub cancelled: u32,
    /// How many letters in files were removed from this machine.
    pub letters: usize,
}

/// Erases the personal data of a guest on request. Coming reservations are cancelled first, so that
/// their seats become free. The guest gets no mail: it would need the address that is erased, and
/// the office answers the request itself.
pub struct EraseGuest {
    authority: Authority,
    guests: ReadGuest,
    houses: Arc<dyn Houses>,
    personal_data: Arc<dyn PersonalData>,
    erase_expired: EraseExpired,
}

impl EraseGuest {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            guests: ReadGuest::new(ports),
            houses: ports.houses.clone(),
            personal_data: ports.personal_data.clone(),
            erase_expired: EraseExpired::new(ports),
        }
    }

    /// What would be erased. This is not recorded, because only the person who is about to erase it
    /// sees it.
    pub async fn preview(&self, address: &EmailAddress) -> Result<GuestData, StoreError> {
        self.guests.read(address).await
    }

    /// Cancels the coming reservations of an address, and erases all personal data of it. Repeating
    /// it changes nothing. `who` is `None` for the operator on the command line.
    ///
    /// `warned_of` are the coming reservations that the caller has seen. If other ones would be
    /// cancelled too, nothing is done ([`BoxOfficeError::EditedMeanwhile`]).
    pub async fn execute(
        &self,
        who: Option<&StaffMember>,
        address: &EmailAddress,
        warned_of: &[ReservationId],
    ) -> Result<ErasedGuest, BoxOfficeError<Infallible>> {
        if let Some(who) = who {
            let act = Act::new(ERASE, Subject::Reservations);
            self.authority.authorize(who, Permission::ManagePersonalData, &act).await?;
        }
        let data = self.guests.read(address).await?;
        if data.coming().any(|reservation| !warned_of.contains(&reservation.id())) {
            return Err(BoxOfficeError::EditedMeanwhile);
        }
        let coming: HashSet<_> = data.coming().map(super::GuestReservation::id).collect();
        let mut left: HashSet<_> =
            data.reservations.iter().map(super::GuestReservation::id).collect();
        let mut erased = ErasedGuest::default();
        for _ in 0..MAX_ROUNDS {
            let keys = self.personal_data.of_address(address).await?;
            // Reservations booked in the meantime are not part of the request.
            left.retain(|id| keys.iter().any(|key| key.reservation == *id));
            if left.is_empty() {
                break;
            }
            for key in keys.into_iter().filter(|key| left.contains(&key.reservation)) {
                if coming.contains(&key.reservation) && self.cancel(who, key).await? {
                    erased.cancelled += 1;
                }
                let act = Act::new(ERASE_RESERVATION, Subject::Reservation(key.reservation));
                let entry = self.authority.entry_by(who, act.at(key.performance));
                if self.personal_data.erase(key, address, &entry).await? {
                    erased.reservations += 1;
                }
            }
        }
        if !left.is_empty() {
            let why = "a reservation is transferred repeatedly";
            return Err(StoreError::Unavailable(why.into()).into());
        }
        self.personal_data.forget_attempts().await?;
        // Also if nothing was left to erase: during an earlier run, a letter may have been in
        // delivery.
        erased.letters = self.erase_expired.erase_letters().await?;
        if erased.reservations > 0 {
            let ErasedGuest { reservations, cancelled, letters } = erased;
            info!(reservations, cancelled, letters, "a guest was erased on request");
        }
        Ok(erased)
    }

    /// Cancels one reservation. Returns false if there was nothing to cancel: an admitted party
    /// keeps its seats, and so does one whose performance has started.
    async fn cancel(
        &self,
        who: Option<&StaffMember>,
        key: ReservationKey,
    ) -> Result<bool, StoreError> {
        let id = key.reservation;
        let act = Act::new(CANCEL, Subject::Reservation(id)).at(key.performance);
        let entry = self.authority.entry_by(who, act);
        let rule = move |house: &House, now| {
            let change = house.cancel(id, now)?;
            if !matches!(change, Change::Cancelled(_)) {
                return Ok::<_, CancelRefusal>(Decision::from(change));
            }
            let mut entry = entry.clone();
            entry.at = now;
            let before = house.reservation(id).map(|before| before.status.kind().as_str());
            entry.before = Facts::from([("status", before.into())]);
            entry.after = Facts::from([("status", Fact::from(StatusKind::Cancelled.as_str()))]);
            Ok(Decision::from(change).with_audit_entry(entry))
        };
        let needs = Needs { reservation: Some(id), ..Needs::default() };
        match change(&*self.houses, key.performance, needs, rule).await {
            Ok(change) => Ok(matches!(change, Change::Cancelled(_))),
            // It was transferred in the meantime. The next round finds it there.
            Err(HouseError::NoSuchHouse | HouseError::Refused(_)) => Ok(false),
            Err(failed) => failed.into_store_error().map(|_| false),
        }
    }
}
