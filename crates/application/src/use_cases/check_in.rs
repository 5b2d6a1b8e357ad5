use std::sync::Arc;

use azionelab_domain::{
    Change, CheckIn, CheckInId, CheckInRefusal, CheckInRequest, ClientRef, House, Note,
    PerformanceId, Permission, PersonName, Reservation, ReservationId, Seats, StaffId, Ticket,
};
use jiff::Timestamp;
use thiserror::Error;

use super::Ports;
use crate::ports::{
    ChangeFailed, Clock, Decision, Houses, Listing, Needs, Programme, ReservationKey, Reservations,
    Secrets, StaffAccounts, StaffMember, StoreError, change,
};

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
    /// How many are let in; all who are still to come when it is not said.
    pub seats: Option<Seats>,
    /// What the scanner calls it.
    pub client_ref: Option<ClientRef>,
    /// Why the door window doesn't count.
    pub override_reason: Option<Note>,
}

/// People who were let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// The check-in.
    pub check_in: CheckIn,
    /// The reservation, this check-in included.
    pub reservation: Reservation,
}

/// Why nobody was let in.
#[derive(Debug, Error)]
pub enum CheckInError {
    /// Whoever scans does not have the right.
    #[error("not with this role")]
    Forbidden,
    /// Nothing that we ever handed out, or expired.
    #[error("there is no such ticket")]
    UnknownTicket,
    /// A ticket for another performance.
    #[error("the ticket is for another performance")]
    WrongPerformance {
        /// Which; none if its show is not on the site any more.
        of: Option<Box<Listing>>,
    },
    /// The whole party is inside.
    #[error("the whole party was admitted at {at}")]
    AlreadyAdmitted {
        /// The party's name.
        name: PersonName,
        /// How many are inside.
        admitted: u32,
        /// When the last were let in.
        at: Timestamp,
        /// Where.
        venue: Option<String>,
        /// By whom; none if they are not known any more.
        by: Option<PersonName>,
    },
    /// The rules refuse it.
    #[error(transparent)]
    Refused(CheckInRefusal),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Lets a party in, or some of it.
pub struct CheckInParty {
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
    programme: Arc<dyn Programme>,
    staff: Arc<dyn StaffAccounts>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
}

impl CheckInParty {
    pub(super) fn new(ports: &Ports) -> Self {
        Self {
            houses: ports.houses.clone(),
            reservations: ports.reservations.clone(),
            programme: ports.programme.clone(),
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
        let overrides = request.override_reason.is_some();
        if !who.role.may(Permission::CheckIn)
            || (overrides && !who.role.may(Permission::OverrideDoorWindow))
        {
            return Err(CheckInError::Forbidden);
        }
        let key = self.find(&request.proof).await?.ok_or(CheckInError::UnknownTicket)?;
        if key.performance != request.performance {
            let of = self.programme.performance(key.performance, self.clock.now()).await?;
            return Err(CheckInError::WrongPerformance { of: of.map(Box::new) });
        }
        let needs = Needs { reservation: Some(key.reservation), ..Needs::default() };
        let entry = CheckInRequest {
            id: CheckInId::new(self.secrets.id()),
            reservation: key.reservation,
            seats: request.seats,
            by: who.id,
            client_ref: request.client_ref,
            override_reason: request.override_reason,
        };
        let rule = move |house: &House, now| house.check_in(&entry, now).map(Decision::from);
        match change(&*self.houses, key.performance, needs, rule).await {
            Ok(
                Change::CheckedIn { reservation, check_in }
                | Change::CheckedInBefore { reservation, check_in },
            ) => Ok(Admission { check_in, reservation }),
            Ok(_) => Err(CheckInError::Store(StoreError::Unexpected(
                "a check-in changed something else".into(),
            ))),
            Err(failed) => Err(self.explain(key, failed).await?),
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

    /// Finds the words for a refusal: when, where and by whom a party was let in before.
    async fn explain(
        &self,
        key: ReservationKey,
        failed: ChangeFailed<CheckInRefusal>,
    ) -> Result<CheckInError, StoreError> {
        match failed.into_store_error()? {
            CheckInRefusal::Unknown => Ok(CheckInError::UnknownTicket),
            CheckInRefusal::AlreadyAdmitted { admitted, at, by } => {
                self.explain_admitted(key, admitted, at, by).await
            }
            refusal => Ok(CheckInError::Refused(refusal)),
        }
    }

    async fn explain_admitted(
        &self,
        key: ReservationKey,
        admitted: u32,
        at: Timestamp,
        by: StaffId,
    ) -> Result<CheckInError, StoreError> {
        let venue = self.programme.performance(key.performance, self.clock.now()).await?;
        let Some(name) = self.reservations.guest_name(key.reservation).await? else {
            return Ok(CheckInError::UnknownTicket);
        };
        Ok(CheckInError::AlreadyAdmitted {
            name,
            admitted,
            at,
            venue: venue.map(|listing| listing.venue.name),
            by: self.staff.member(by).await?.map(|member| member.name),
        })
    }
}
