use super::DoorLists;
use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffAccounts, StaffMember},
    audit::{Action, AuditEntry, Facts, Subject},
    booking::{ReservationKey, Reservations},
    houses::{Decision, HouseError, Houses, Needs, Refusal, change},
    ports::{Clock, Secrets, StoreError},
    programme::Listing,
};
use azionelab_domain::{
    Change, CheckIn, CheckInId, CheckInRefusal, CheckInRequest, ClientRef, House, Note,
    PerformanceId, Permission, PersonName, Reservation, ReservationId, Seats, Ticket,
};
use jiff::Timestamp;
use std::sync::Arc;
use thiserror::Error;

const CHECK_IN: Action = Action::named("check_in.make");
const OVERRIDE: Action = Action::named("check_in.override");

/// What a party shows at the door.
#[derive(Debug, Clone)]
pub enum AdmissionProof {
    /// A QR code.
    Ticket(Ticket),
    /// Their name, looked up on the door list.
    Reservation(ReservationId),
}

/// A party to be let in.
#[derive(Debug, Clone)]
pub struct CheckInPartyRequest {
    /// What it shows.
    pub proof: AdmissionProof,
    /// The performance that it is let in to.
    pub performance: PerformanceId,
    /// The number of people to admit; none for all who are still to come.
    pub seats: Option<Seats>,
    /// The scanner's own reference of the check-in.
    pub client_ref: Option<ClientRef>,
    /// Why the door window doesn't count.
    pub override_reason: Option<Note>,
    /// Whether a party that never confirmed is confirmed on the spot, if there is room for it.
    pub confirms: bool,
}

/// People who were let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    pub check_in: CheckIn,
    /// The reservation, this check-in included.
    pub reservation: Reservation,
}

/// Why nobody was admitted.
#[derive(Debug, Error)]
pub enum CheckInError {
    /// Their role does not allow it.
    #[error("not with this role")]
    Forbidden,
    /// Nothing that we ever handed out, or expired.
    #[error("there is no such ticket")]
    UnknownTicket,
    /// The guest was sent another one since.
    #[error("the ticket was replaced")]
    TicketReplaced,
    #[error("the ticket is for another performance")]
    WrongPerformance {
        /// Which; none if it is gone.
        of: Option<Box<Listing>>,
        /// The party's name.
        name: Option<PersonName>,
    },
    /// The whole party is admitted already.
    #[error("the whole party was admitted at {at}")]
    AlreadyAdmitted {
        /// The party's name.
        name: PersonName,
        /// Which party.
        reservation: ReservationId,
        /// How many are inside.
        admitted: u32,
        /// When the last of them were admitted.
        at: Timestamp,
        venue: Option<String>,
        /// By whom; none if they are not known any more.
        by: Option<PersonName>,
        /// The check-in of the last of them.
        check_in: CheckInId,
    },
    /// It was never confirmed.
    #[error("the reservation is not confirmed")]
    NotConfirmed {
        /// The party's name.
        name: PersonName,
        /// Which party.
        reservation: ReservationId,
        /// How many seats it asked for.
        seats: Seats,
        /// The seats left, beside those that it may still hold.
        available: u32,
        /// Whether it can be confirmed on the spot.
        can_confirm: bool,
    },
    #[error("the reservation was cancelled")]
    Cancelled {
        /// The party's name.
        name: PersonName,
    },
    /// The door is not open at this time.
    #[error("the door is open from {opens_at} to {closes_at}")]
    OutsideDoorWindow {
        /// When the door opens for parties.
        opens_at: Timestamp,
        /// When it ends.
        closes_at: Timestamp,
        /// Whether whoever asks may let them in all the same.
        can_override: bool,
    },
    /// More people than are still to come.
    #[error("{remaining} of the party are still to come")]
    TooMany {
        /// The party's name.
        name: PersonName,
        /// How many are still to come.
        remaining: u32,
    },
    #[error(transparent)]
    Refused(CheckInRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Denied> for CheckInError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Forbidden => Self::Forbidden,
            Denied::Store(error) => Self::Store(error),
        }
    }
}

/// Lets a party in, or some of it.
pub struct CheckInParty {
    authority: Authority,
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
    door_lists: Arc<dyn DoorLists>,
    staff: Arc<dyn StaffAccounts>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
}

impl CheckInParty {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            houses: ports.houses.clone(),
            reservations: ports.reservations.clone(),
            door_lists: ports.door_lists.clone(),
            staff: ports.staff_accounts.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
        }
    }

    /// Lets in. The same client reference again lets nobody in and is answered alike.
    pub async fn execute(
        &self,
        who: &StaffMember,
        request: CheckInPartyRequest,
    ) -> Result<Admission, CheckInError> {
        let act = Act::new(CHECK_IN, Subject::Performance(request.performance));
        self.authority.authorize(who, Permission::CheckIn, &act).await?;
        if request.override_reason.is_some() {
            let act = Act { action: OVERRIDE, ..act.clone() };
            self.authority.authorize(who, Permission::OverrideDoorWindow, &act).await?;
        }
        let Some(key) = self.find(&request.proof).await? else {
            let (name, why) = match &request.proof {
                AdmissionProof::Ticket(ticket)
                    if self.reservations.was_replaced(ticket.hash(), self.clock.now()).await? =>
                {
                    ("ticket-replaced", CheckInError::TicketReplaced)
                }
                _ => ("unknown-ticket", CheckInError::UnknownTicket),
            };
            self.authority.refused(who, &act, name, Facts::new()).await;
            return Err(why);
        };
        let act = Act { subject: Subject::Reservation(key.reservation), ..act };
        if key.performance != request.performance {
            self.authority.refused(who, &act, "wrong-performance", Facts::new()).await;
            return self.explain_elsewhere(key).await;
        }
        let needs = Needs { reservation: Some(key.reservation), ..Needs::default() };
        let rule = self.rule(who, key, act.clone(), request);
        match change(&*self.houses, key.performance, needs, rule).await {
            Ok(
                Change::CheckedIn { reservation, check_in }
                | Change::ConfirmedAtTheDoor { reservation, check_in }
                | Change::CheckedInBefore { reservation, check_in },
            ) => Ok(Admission { check_in, reservation }),
            Ok(_) => Err(CheckInError::Store(StoreError::Unexpected(
                "a check-in changed something else".into(),
            ))),
            Err(failed) => Err(self.explain(who, &act, key, failed).await?),
        }
    }

    /// What the house is asked, with what the audit says of it.
    fn rule(
        &self,
        who: &StaffMember,
        key: ReservationKey,
        act: Act,
        request: CheckInPartyRequest,
    ) -> impl Fn(&House, Timestamp) -> Result<Decision, CheckInRefusal> + use<> {
        let party = CheckInRequest {
            id: CheckInId::new(self.secrets.id()),
            reservation: key.reservation,
            seats: request.seats,
            by: who.id,
            client_ref: request.client_ref,
            override_reason: request.override_reason,
            confirms: request.confirms,
        };
        let (entry, member) = (self.authority.draw_id(), who.clone());
        move |house, now| {
            let change = house.check_in(&party, now)?;
            let (reservation, check_in, confirmed) = match &change {
                Change::CheckedIn { reservation, check_in } => (reservation, check_in, false),
                Change::ConfirmedAtTheDoor { reservation, check_in } => {
                    (reservation, check_in, true)
                }
                _ => return Ok(Decision::from(change)),
            };
            let mut entry =
                admission_entry(act.clone().done(entry, &member, now), reservation, check_in);
            if confirmed {
                entry.after.insert("confirmed", true.into());
            }
            Ok(Decision::from(change).noted(entry))
        }
    }

    async fn find(&self, proof: &AdmissionProof) -> Result<Option<ReservationKey>, StoreError> {
        match proof {
            AdmissionProof::Ticket(ticket) => {
                self.reservations.by_ticket(ticket.hash(), self.clock.now()).await
            }
            AdmissionProof::Reservation(id) => self.reservations.by_id(*id).await,
        }
    }

    /// Says which performance a ticket is for, be its show on the site or not: whoever is at the
    /// door has to send its people somewhere.
    async fn explain_elsewhere(&self, key: ReservationKey) -> Result<Admission, CheckInError> {
        let house = self.door_lists.house(key.performance, self.clock.now()).await?;
        let name = self.reservations.guest_name(key.reservation).await?;
        Err(CheckInError::WrongPerformance { of: house.map(|house| Box::new(house.listing)), name })
    }

    /// Writes a refusal down and finds the words for it: whose party it is, and when, where and by
    /// whom it was let in before.
    async fn explain(
        &self,
        who: &StaffMember,
        act: &Act,
        key: ReservationKey,
        failed: HouseError<CheckInRefusal>,
    ) -> Result<CheckInError, StoreError> {
        let refusal = failed.into_store_error()?;
        self.authority.refused(who, act, refusal.name(), Facts::new()).await;
        let reservation = key.reservation;
        let Some(name) = self.reservations.guest_name(reservation).await? else {
            return Ok(CheckInError::UnknownTicket);
        };
        Ok(match refusal {
            CheckInRefusal::Unknown => CheckInError::UnknownTicket,
            CheckInRefusal::Cancelled => CheckInError::Cancelled { name },
            CheckInRefusal::NotConfirmed { seats, available, can_confirm } => {
                CheckInError::NotConfirmed { name, reservation, seats, available, can_confirm }
            }
            CheckInRefusal::OutsideDoorWindow { opens_at, closes_at } => {
                let can_override = who.role.may(Permission::OverrideDoorWindow);
                CheckInError::OutsideDoorWindow { opens_at, closes_at, can_override }
            }
            CheckInRefusal::AlreadyAdmitted { admitted, at, by, check_in } => {
                let house = self.door_lists.house(key.performance, self.clock.now()).await?;
                let venue = house.map(|house| house.listing.venue.name);
                let by = self.staff.member(by).await?.map(|member| member.name);
                CheckInError::AlreadyAdmitted {
                    name,
                    reservation,
                    admitted,
                    at,
                    venue,
                    by,
                    check_in,
                }
            }
            CheckInRefusal::TooMany { remaining } => CheckInError::TooMany { name, remaining },
            refusal @ (CheckInRefusal::PerformanceCancelled | CheckInRefusal::SoldOut { .. }) => {
                CheckInError::Refused(refusal)
            }
        })
    }
}

/// What the audit says of people who were let in. Why the door was open to them outside its hours
/// stays with the check-in: it may name the guest, and the audit outlives what is known of guests.
pub(crate) fn admission_entry(
    entry: AuditEntry,
    reservation: &Reservation,
    check_in: &CheckIn,
) -> AuditEntry {
    let inside = reservation.admitted();
    AuditEntry {
        before: Facts::from([("admitted", (inside - check_in.seats.count()).into())]),
        after: Facts::from([
            ("admitted", inside.into()),
            ("check_in", check_in.id.to_string().into()),
        ]),
        ..entry
    }
}
