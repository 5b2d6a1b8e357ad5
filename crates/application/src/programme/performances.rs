use super::{DeleteError, PerformanceRow, Performances, SeasonQuery};
use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    audit::{Action, Facts, Subject},
    houses::HouseError,
    ports::{Clock, Part, StoreError},
};
use azionelab_domain::{
    LocalTime, LocalTimeRefusal, Performance, PerformanceId, Permission, RearrangeRefusal,
    RescheduleRefusal, Seating, WrongTimes,
};
use jiff::Timestamp;
use std::{convert::Infallible, sync::Arc};
use thiserror::Error;

const SEE: Action = Action::named("performance.see");

#[derive(Debug, Error)]
pub enum PerformanceError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no such performance")]
    NotFound,
    /// The performance has another version.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    #[error("it is cancelled")]
    PerformanceCancelled,
    #[error("the times contradict each other")]
    WrongTimes(WrongTimes),
    /// The local time does not name exactly one instant at the venue.
    #[error(transparent)]
    WrongStart(LocalTimeRefusal),
    #[error("the new start is in the past")]
    InThePast,
    /// A performance with reservations can't be deleted.
    #[error("it has reservations")]
    HasReservations,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A possible change, to show its consequences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Another start, in the local time of the venue.
    pub starts: Option<LocalTime>,
    pub capacity: Option<u32>,
    /// Another number of seats blocked by hand.
    pub occupied: Option<u32>,
    pub extra: Option<u32>,
    pub cancel: bool,
}

impl Proposal {
    fn seating(self, now: Seating) -> Seating {
        Seating {
            capacity: self.capacity.unwrap_or(now.capacity),
            occupied: self.occupied.unwrap_or(now.occupied),
            extra: self.extra.unwrap_or(now.extra),
        }
    }
}

/// The consequences of a possible change for the held seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consequences {
    pub held: u32,
    /// The bookable seats now.
    pub bookable_before: u32,
    /// The bookable seats after the change.
    pub bookable_after: u32,
    /// By how many seats the house would be overbooked.
    pub overbooked_by: u32,
    /// How many reservations hold seats.
    pub reservations: u32,
    /// How many of them would be notified by mail.
    pub notified: u32,
    /// How many of them should be notified but have no address.
    pub without_address: u32,
}

/// Shows the performances to staff, and the consequences of a possible change.
pub struct SeeSeason {
    authority: Authority,
    performances: Arc<dyn Performances>,
    clock: Arc<dyn Clock>,
}

impl SeeSeason {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            performances: ports.performances.clone(),
            clock: ports.clock.clone(),
        }
    }

    /// A page of the table of performances, and the time of the query.
    pub async fn table(
        &self,
        who: &StaffMember,
        query: &SeasonQuery,
    ) -> Result<(Part<PerformanceRow>, Timestamp), PerformanceError> {
        let act = Act::new(SEE, Subject::Performances);
        self.authority.authorize(who, Permission::SeeHouses, &act).await?;
        let now = self.clock.now();
        Ok((self.performances.table(query, now).await?, now))
    }

    /// A performance, and the time of the query.
    pub async fn one(
        &self,
        who: &StaffMember,
        performance: PerformanceId,
    ) -> Result<(PerformanceRow, Timestamp), PerformanceError> {
        let act = Act::new(SEE, Subject::Performance(performance));
        self.authority.authorize(who, Permission::SeeHouses, &act).await?;
        let now = self.clock.now();
        Ok((find(&*self.performances, performance, now).await?, now))
    }

    /// The consequences of a possible change. Changes nothing.
    pub async fn consequences(
        &self,
        who: &StaffMember,
        performance: PerformanceId,
        proposal: Proposal,
    ) -> Result<Consequences, PerformanceError> {
        let act = Act::new(SEE, Subject::Performance(performance));
        self.authority.authorize(who, Permission::ManageProgramme, &act).await?;
        let now = self.clock.now();
        let row = find(&*self.performances, performance, now).await?;
        let is_rescheduled = match proposal.starts {
            Some(starts) => start(starts, &row, now)? != row.performance().starts_at,
            None => false,
        };
        let audience = self.performances.audience(performance, now).await?;
        let (seating, held) = (row.performance().seating, row.house.held(now));
        // A cancelled performance has no seats.
        let after = if proposal.cancel { None } else { Some(proposal.seating(seating).bookable()) };
        let sends_mail = proposal.cancel || is_rescheduled;
        Ok(Consequences {
            held,
            bookable_before: seating.bookable(),
            bookable_after: after.unwrap_or_default(),
            overbooked_by: after.map_or(0, |bookable| held.saturating_sub(bookable)),
            reservations: audience.reservations,
            notified: if sends_mail { audience.with_address } else { 0 },
            without_address: if sends_mail {
                audience.reservations - audience.with_address
            } else {
                0
            },
        })
    }
}

pub(crate) async fn find(
    performances: &dyn Performances,
    performance: PerformanceId,
    now: Timestamp,
) -> Result<PerformanceRow, PerformanceError> {
    performances.find(&[performance], now).await?.pop().ok_or(PerformanceError::NotFound)
}

/// The new start of a performance. A performance can't be rescheduled into the past.
pub(crate) fn start(
    starts: LocalTime,
    row: &PerformanceRow,
    now: Timestamp,
) -> Result<Timestamp, PerformanceError> {
    let at = starts.resolve(&row.venue.time_zone).map_err(PerformanceError::WrongStart)?;
    if at <= now && at != row.performance().starts_at {
        return Err(PerformanceError::InThePast);
    }
    Ok(at)
}

/// Records a refusal with the facts of the request.
pub(crate) async fn refused(
    authority: &Authority,
    who: &StaffMember,
    act: &Act,
    requested: Facts,
    error: PerformanceError,
) -> PerformanceError {
    let why = match error {
        PerformanceError::EditedMeanwhile => "edited-meanwhile",
        PerformanceError::PerformanceCancelled => "performance-cancelled",
        PerformanceError::WrongTimes(_)
        | PerformanceError::WrongStart(_)
        | PerformanceError::InThePast => "validation",
        PerformanceError::HasReservations => "has-reservations",
        PerformanceError::Denied(_) | PerformanceError::NotFound | PerformanceError::Store(_) => {
            return error;
        }
    };
    authority.refused(who, act, why, requested).await;
    error
}

/// The audit facts of a performance.
pub(crate) fn facts(performance: &Performance) -> Facts {
    Facts::from([
        ("cancelled_at", performance.cancelled_at.into()),
        ("capacity", performance.seating.capacity.into()),
        ("closes_at", performance.closes_at.into()),
        ("doors_at", performance.doors_at.into()),
        ("extra", performance.seating.extra.into()),
        ("occupied", performance.seating.occupied.into()),
        ("opens_at", performance.opens_at.into()),
        ("show", performance.show.to_string().into()),
        ("starts_at", performance.starts_at.into()),
        ("venue", performance.venue.to_string().into()),
    ])
}

impl From<RearrangeRefusal> for PerformanceError {
    fn from(refusal: RearrangeRefusal) -> Self {
        match refusal {
            RearrangeRefusal::PerformanceCancelled => Self::PerformanceCancelled,
            RearrangeRefusal::WrongTimes(wrong) => Self::WrongTimes(wrong),
        }
    }
}

impl From<RescheduleRefusal> for PerformanceError {
    fn from(refusal: RescheduleRefusal) -> Self {
        match refusal {
            RescheduleRefusal::PerformanceCancelled => Self::PerformanceCancelled,
            RescheduleRefusal::InThePast => Self::InThePast,
        }
    }
}

impl From<Infallible> for PerformanceError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl<R: Into<Self>> From<HouseError<R>> for PerformanceError {
    fn from(failed: HouseError<R>) -> Self {
        match failed {
            HouseError::NoSuchHouse => Self::NotFound,
            HouseError::EditedMeanwhile => Self::EditedMeanwhile,
            failed => match failed.into_store_error() {
                Ok(refusal) => refusal.into(),
                Err(error) => Self::Store(error),
            },
        }
    }
}

impl From<DeleteError> for PerformanceError {
    fn from(error: DeleteError) -> Self {
        match error {
            DeleteError::EditedMeanwhile => Self::EditedMeanwhile,
            DeleteError::InUse => Self::HasReservations,
            DeleteError::Store(error) => Self::Store(error),
        }
    }
}
