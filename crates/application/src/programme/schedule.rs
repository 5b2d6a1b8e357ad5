use super::{PerformanceRow, Performances, ScheduleFailed, Shows, Venues, performances::facts};
use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    audit::{Action, AuditEntry, Facts, Subject},
    ports::{Clock, Secrets, StoreError},
};
use azionelab_domain::{
    LocalTime, LocalTimeRefusal, Performance, PerformanceId, Permission, Publication, Seating,
    Show, ShowId, VenueId,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::{collections::BTreeSet, sync::Arc};
use thiserror::Error;

const ADD: Action = Action::named("performance.add");

/// A request to schedule performances of a show at several dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleRequest {
    pub show: ShowId,
    pub venue: VenueId,
    /// The starts, in the local time of the venue.
    pub starts: Vec<LocalTime>,
    /// How long before the start the doors open. Not negative.
    pub doors_before: SignedDuration,
    /// When booking opens. `None` for at once.
    pub opens_at: Option<Timestamp>,
    /// How long before the start booking closes. Not negative.
    pub closes_before: SignedDuration,
    /// The seats of each performance.
    pub seating: Seating,
}

/// Why a date is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongStart {
    /// The local time does not name exactly one instant at the venue.
    NoInstant(LocalTimeRefusal),
    InThePast,
    /// The request contains it twice, or the show already has a performance then.
    Duplicate,
    /// Booking would close before it opens.
    ClosingBeforeOpening,
}

/// Why performances were not scheduled. None of them was stored.
#[derive(Debug, Error)]
pub enum ScheduleError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no such show")]
    NoSuchShow,
    #[error("there is no such venue")]
    NoSuchVenue,
    /// Some dates are wrong. Each has its index in the request.
    #[error("some dates are wrong")]
    WrongStarts(Vec<(usize, WrongStart)>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Schedules performances of a show.
pub struct SchedulePerformances {
    authority: Authority,
    shows: Arc<dyn Shows>,
    venues: Arc<dyn Venues>,
    performances: Arc<dyn Performances>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
}

impl SchedulePerformances {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            shows: ports.shows.clone(),
            venues: ports.venues.clone(),
            performances: ports.performances.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
        }
    }

    /// Schedules all performances or none. Returns them by start, and the time of the query.
    pub async fn execute(
        &self,
        who: &StaffMember,
        request: ScheduleRequest,
    ) -> Result<(Vec<PerformanceRow>, Timestamp), ScheduleError> {
        let act = Act::new(ADD, Subject::Performances);
        self.authority.authorize(who, Permission::ManageProgramme, &act).await?;
        let show = self.shows.find(request.show).await?.ok_or(ScheduleError::NoSuchShow)?;
        let venue = self.venues.find(request.venue).await?.ok_or(ScheduleError::NoSuchVenue)?;
        let now = self.clock.now();
        let zone = &venue.value.venue.time_zone;
        let performances = match self.plan(&request, &show.value.show, zone, now) {
            Ok(performances) => performances,
            Err(wrong) => return Err(self.refused(who, &act, wrong).await),
        };
        let entries: Vec<_> = performances.iter().map(|one| self.entry(who, one)).collect();
        if let Err(failed) = self.performances.schedule(&performances, &entries).await {
            let error = match failed {
                ScheduleFailed::NoSuchShow => ScheduleError::NoSuchShow,
                ScheduleFailed::NoSuchVenue => ScheduleError::NoSuchVenue,
                ScheduleFailed::Duplicates(at) => duplicates(&performances, &at),
                ScheduleFailed::Store(error) => ScheduleError::Store(error),
            };
            return Err(self.refused(who, &act, error).await);
        }
        let ids: Vec<_> = performances.iter().map(|performance| performance.id).collect();
        let now = self.clock.now();
        Ok((self.performances.find(&ids, now).await?, now))
    }

    fn plan(
        &self,
        request: &ScheduleRequest,
        show: &Show,
        zone: &TimeZone,
        now: Timestamp,
    ) -> Result<Vec<Performance>, ScheduleError> {
        let opens_at = request.opens_at.unwrap_or(now);
        let (mut performances, mut wrong, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (index, starts) in request.starts.iter().enumerate() {
            let starts_at = match starts.resolve(zone) {
                Ok(starts_at) => starts_at,
                Err(refusal) => {
                    wrong.push((index, WrongStart::NoInstant(refusal)));
                    continue;
                }
            };
            let closes_at = starts_at - request.closes_before;
            if starts_at <= now {
                wrong.push((index, WrongStart::InThePast));
            } else if !seen.insert(starts_at) {
                wrong.push((index, WrongStart::Duplicate));
            } else if closes_at <= opens_at {
                wrong.push((index, WrongStart::ClosingBeforeOpening));
            }
            performances.push(Performance {
                id: PerformanceId::new(self.secrets.id()),
                show: request.show,
                venue: request.venue,
                listed: show.publication == Publication::Published,
                starts_at,
                previous_start: None,
                doors_at: starts_at - request.doors_before,
                opens_at,
                closes_at,
                seating: request.seating,
                cancelled_at: None,
            });
        }
        if wrong.is_empty() { Ok(performances) } else { Err(ScheduleError::WrongStarts(wrong)) }
    }

    fn entry(&self, who: &StaffMember, performance: &Performance) -> AuditEntry {
        let act = Act::new(ADD, Subject::Performance(performance.id));
        AuditEntry { after: facts(performance), ..self.authority.entry(who, act) }
    }

    /// Records a refusal.
    async fn refused(&self, who: &StaffMember, act: &Act, error: ScheduleError) -> ScheduleError {
        if let ScheduleError::WrongStarts(_) = error {
            self.authority.refused(who, act, "validation", Facts::new()).await;
        }
        error
    }
}

/// The indexes of dates at which the show already has performances.
fn duplicates(performances: &[Performance], given: &[Timestamp]) -> ScheduleError {
    let places = performances.iter().enumerate().filter(|(_, one)| given.contains(&one.starts_at));
    ScheduleError::WrongStarts(places.map(|(index, _)| (index, WrongStart::Duplicate)).collect())
}
