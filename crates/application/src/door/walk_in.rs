use super::{Admission, check_in::admission_entry};
use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    audit::{Action, Facts, Subject},
    box_office::BoxOffice,
    houses::{Decision, HouseError, Houses, Needs, Refusal, change},
    ports::{Secrets, StoreError},
};
use azionelab_domain::{
    AttemptKey, BookingRequest, Change, CheckInId, ClientRef, Fingerprint, Guest, House, Locale,
    MultilineText, PerformanceId, Permission, PersonName, ReservationId, Seats, WalkInRefusal,
    WalkInRequest,
};
use std::sync::Arc;
use thiserror::Error;

const SEAT: Action = Action::named("walk_in.seat");
const OVERRIDE: Action = Action::named("check_in.override");

/// How often a code is drawn.
const DRAWS: usize = 3;

/// People without a reservation.
#[derive(Debug, Clone)]
pub struct SeatWalkInRequest {
    pub performance: PerformanceId,
    pub seats: Seats,
    /// The party's name, or what stands for it.
    pub name: PersonName,
    /// The language of the staff member.
    pub locale: Locale,
    /// The device's reference for this request.
    pub client_ref: ClientRef,
    /// The reason for a check-in outside the door window.
    pub override_reason: Option<MultilineText>,
}

#[derive(Debug, Error)]
pub enum SeatWalkInError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no such performance")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] WalkInRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Seats walk-ins, if enough seats are left.
pub struct SeatWalkIn {
    authority: Authority,
    box_office: Arc<dyn BoxOffice>,
    houses: Arc<dyn Houses>,
    secrets: Arc<dyn Secrets>,
}

impl SeatWalkIn {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            box_office: ports.box_office.clone(),
            houses: ports.houses.clone(),
            secrets: ports.secrets.clone(),
        }
    }

    /// Seats them. A repeated request with the same client reference seats nobody and returns the
    /// same answer.
    pub async fn execute(
        &self,
        who: &StaffMember,
        request: SeatWalkInRequest,
    ) -> Result<Admission, SeatWalkInError> {
        let act = Act::new(SEAT, Subject::Performance(request.performance));
        self.authority.authorize(who, Permission::SeatWalkIns, &act).await?;
        if request.override_reason.is_some() {
            let act = Act { action: OVERRIDE, ..act.clone() };
            self.authority.authorize(who, Permission::OverrideDoorWindow, &act).await?;
        }
        let mut draws = 1;
        loop {
            match self.draw_and_seat(who, &request).await {
                Err(HouseError::Collision) if draws < DRAWS => draws += 1,
                Ok(Change::Seated { reservation, check_in, .. }) => {
                    return Ok(Admission { check_in, reservation });
                }
                Ok(Change::AlreadyBooked(attempt)) => {
                    return Ok(self.earlier_admission(attempt.reservation).await?);
                }
                Ok(_) => {
                    let why = "seating walk-ins changed something else";
                    return Err(SeatWalkInError::Store(StoreError::Unexpected(why.into())));
                }
                Err(failed) => return Err(self.explain(who, &act, &request, failed).await),
            }
        }
    }

    async fn draw_and_seat(
        &self,
        who: &StaffMember,
        request: &SeatWalkInRequest,
    ) -> Result<Change, HouseError<WalkInRefusal>> {
        // The fingerprint is empty: the client reference alone identifies the request, as for a
        // scan.
        let key = AttemptKey::of_staff("walk-in", request.client_ref.as_str());
        let walk_in = WalkInRequest {
            party: BookingRequest {
                id: ReservationId::new(self.secrets.id()),
                code: self.secrets.code(),
                guest: guest(request),
                seats: request.seats,
                attempt: Some((key.clone(), Fingerprint::of(&[]))),
                origin: None,
                limits: None,
            },
            check_in: CheckInId::new(self.secrets.id()),
            by: who.id,
            client_ref: request.client_ref.clone(),
            override_reason: request.override_reason.clone(),
            may_override: who.role.may(Permission::OverrideDoorWindow),
        };
        let subject = Subject::Reservation(walk_in.party.id);
        let act = Act::new(SEAT, subject).at(request.performance);
        let (entry, member) = (self.authority.new_entry_id(), who.clone());
        let needs = Needs { attempt: Some(key), ..Needs::default() };
        let rule = move |house: &House, now| {
            let change = house.seat_walk_in(&walk_in, now)?;
            let Change::Seated { reservation, check_in, .. } = &change else {
                return Ok(Decision::from(change));
            };
            let entry =
                admission_entry(act.clone().done(entry, &member, now), reservation, check_in);
            Ok::<_, WalkInRefusal>(Decision::from(change).with_audit_entry(entry))
        };
        change(&*self.houses, request.performance, needs, rule).await
    }

    /// The answer to the first of two equal requests.
    async fn earlier_admission(&self, id: ReservationId) -> Result<Admission, StoreError> {
        let entry = self.box_office.entry(id).await?;
        let reservation = entry.map(|entry| entry.reservation);
        let first = reservation.and_then(|reservation| {
            let check_in = reservation.check_ins.first()?.clone();
            Some(Admission { check_in, reservation })
        });
        first.ok_or_else(|| {
            StoreError::Unexpected("the reservation of a walk-in does not exist".into())
        })
    }

    async fn explain(
        &self,
        who: &StaffMember,
        act: &Act,
        request: &SeatWalkInRequest,
        failed: HouseError<WalkInRefusal>,
    ) -> SeatWalkInError {
        let refusal = match failed {
            HouseError::NoSuchHouse => return SeatWalkInError::NotFound,
            failed => match failed.into_store_error() {
                Ok(refusal) => refusal,
                Err(error) => return SeatWalkInError::Store(error),
            },
        };
        let requested = Facts::from([("seats", request.seats.count().into())]);
        self.authority.refused(who, act, refusal.name(), requested).await;
        refusal.into()
    }
}

/// Walk-ins have no address, and often no name.
fn guest(request: &SeatWalkInRequest) -> Guest {
    Guest {
        name: Some(request.name.clone()),
        email: None,
        phone: None,
        notes: None,
        access_needs: [].into(),
        locale: request.locale,
    }
}
