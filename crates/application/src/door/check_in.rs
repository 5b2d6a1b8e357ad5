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
    AdmittedParty, Change, CheckIn, CheckInId, CheckInRefusal, CheckInRequest, ClientRef, House,
    MultilineText, PerformanceId, Permission, PersonName, Reservation, ReservationId, Seats,
    Ticket,
};
use jiff::Timestamp;
use std::sync::Arc;
use thiserror::Error;

const CHECK_IN: Action = Action::named("check_in.make");
const OVERRIDE: Action = Action::named("check_in.override");

/// How a party identifies itself at the door.
#[derive(Debug, Clone)]
pub enum AdmissionProof {
    Ticket(Ticket),
    /// Staff found it on the door list.
    Reservation(ReservationId),
}

/// A request to check in a party.
#[derive(Debug, Clone)]
pub struct CheckInPartyRequest {
    pub proof: AdmissionProof,
    /// The performance at whose door the party is.
    pub performance: PerformanceId,
    /// How many people to admit. `None` means everybody who is still to come.
    pub seats: Option<Seats>,
    /// The scanner's reference for this check-in.
    pub client_ref: Option<ClientRef>,
    /// The reason for a check-in outside the door window.
    pub override_reason: Option<MultilineText>,
    /// Whether an unconfirmed party is confirmed at the same time, if there are seats for it.
    pub confirms: bool,
}

/// A completed check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    pub check_in: CheckIn,
    /// Including this check-in.
    pub reservation: Reservation,
}

#[derive(Debug, Error)]
pub enum CheckInError {
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The guest got a new ticket.
    #[error("the ticket was replaced")]
    TicketReplaced,
    #[error("the ticket is for another performance")]
    WrongPerformance {
        /// The performance of the ticket. `None` if it no longer exists.
        of: Option<Box<Listing>>,
        name: Option<PersonName>,
    },
    /// A refusal with the names that the house does not have.
    #[error("the whole party was admitted at {}", party.at)]
    AlreadyAdmitted {
        party: AdmittedParty,
        venue: Option<String>,
        /// The staff member who made the last check-in. `None` if they no longer exist.
        by: Option<PersonName>,
    },
    #[error(transparent)]
    Refused(#[from] CheckInRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Checks in a party or a part of it.
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

    /// Checks in. A repeated request with the same client reference admits nobody and returns the
    /// same answer.
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
            let (name, error) = match &request.proof {
                AdmissionProof::Ticket(ticket)
                    if self.reservations.was_replaced(ticket.hash(), self.clock.now()).await? =>
                {
                    ("ticket-replaced", CheckInError::TicketReplaced)
                }
                _ => (CheckInRefusal::Unknown.name(), CheckInRefusal::Unknown.into()),
            };
            self.authority.refused(who, &act, name, Facts::new()).await;
            return Err(error);
        };
        let act = Act { subject: Subject::Reservation(key.reservation), ..act };
        if key.performance != request.performance {
            self.authority.refused(who, &act, "wrong-performance", Facts::new()).await;
            return self.wrong_performance(key).await;
        }
        let needs = Needs { reservation: Some(key.reservation), ..Needs::default() };
        let rule = self.rule(who, key, act.clone(), request);
        match change(&*self.houses, key.performance, needs, rule).await {
            Ok(
                Change::CheckedIn { reservation, check_in }
                | Change::ConfirmedAtTheDoor { reservation, check_in }
                | Change::AlreadyCheckedIn { reservation, check_in },
            ) => Ok(Admission { check_in, reservation }),
            Ok(_) => Err(CheckInError::Store(StoreError::Unexpected(
                "a check-in changed something else".into(),
            ))),
            Err(failed) => Err(self.explain(who, &act, key.performance, failed).await?),
        }
    }

    /// The rule with its audit entry.
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
            may_override: who.role.may(Permission::OverrideDoorWindow),
            confirms: request.confirms,
        };
        let (entry, member) = (self.authority.new_entry_id(), who.clone());
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
            Ok(Decision::from(change).with_audit_entry(entry))
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

    /// The error for a ticket of another performance. Names the performance even if its show is not
    /// published, because the door staff must tell the party where to go.
    async fn wrong_performance(&self, key: ReservationKey) -> Result<Admission, CheckInError> {
        let house = self.door_lists.house(key.performance, self.clock.now()).await?;
        let name = self.reservations.guest_name(key.reservation).await?;
        Err(CheckInError::WrongPerformance { of: house.map(|house| Box::new(house.listing)), name })
    }

    /// Records a refusal. Adds where and by whom a complete party was admitted.
    async fn explain(
        &self,
        who: &StaffMember,
        act: &Act,
        performance: PerformanceId,
        failed: HouseError<CheckInRefusal>,
    ) -> Result<CheckInError, StoreError> {
        let refusal = failed.into_store_error()?;
        self.authority.refused(who, act, refusal.name(), Facts::new()).await;
        let CheckInRefusal::AlreadyAdmitted(party) = refusal else { return Ok(refusal.into()) };
        let house = self.door_lists.house(performance, self.clock.now()).await?;
        let venue = house.map(|house| house.listing.venue.name);
        let by = self.staff.member(party.by).await?.map(|member| member.name);
        Ok(CheckInError::AlreadyAdmitted { party, venue, by })
    }
}

/// The audit entry of a check-in. The reason for an override is stored only with the check-in: it
/// may name the guest, and audit entries are kept longer than the guest's data.
pub(crate) fn admission_entry(
    entry: AuditEntry,
    reservation: &Reservation,
    check_in: &CheckIn,
) -> AuditEntry {
    let admitted = reservation.admitted();
    AuditEntry {
        before: Facts::from([("admitted", (admitted - check_in.seats.count()).into())]),
        after: Facts::from([
            ("admitted", admitted.into()),
            ("check_in", check_in.id.to_string().into()),
        ]),
        ..entry
    }
}
