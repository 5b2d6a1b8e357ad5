use super::{State, Theatre};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    houses::Needs,
    ports::{Part, StoreError, Version},
    programme::{
        Attendance, Audience, DeleteError, PerformanceRow, PerformanceShow, PerformanceVenue,
        Performances, ScheduleFailed, SeasonQuery,
    },
};
use azionelab_domain::{Performance, PerformanceId, Reservation, Status};
use jiff::Timestamp;

impl State {
    fn row(&self, now: Timestamp) -> PerformanceRow {
        let house = self.house(&Needs::default(), now);
        let parties = || self.reservations.values();
        let confirmed = parties().filter(|one| one.status == Status::Confirmed);
        PerformanceRow {
            house,
            version: self.version,
            show: PerformanceShow {
                id: self.show.id,
                slug: self.show.slug.clone(),
                title: self.show.title.clone(),
                publication: self.show.publication,
            },
            venue: PerformanceVenue {
                id: self.venue.id,
                slug: self.venue.slug.clone(),
                name: self.venue.name.clone(),
                time_zone: self.venue.time_zone.clone(),
            },
            attendance: Attendance {
                confirmed: confirmed.map(|one| one.held(now)).sum(),
                admitted: parties().map(Reservation::admitted).sum(),
            },
        }
    }
}

#[async_trait]
impl Performances for Theatre {
    async fn table(
        &self,
        _: &SeasonQuery,
        now: Timestamp,
    ) -> Result<Part<PerformanceRow>, StoreError> {
        Ok(Part { rows: vec![self.state().row(now)], total: 1, next: None })
    }

    async fn find(
        &self,
        performances: &[PerformanceId],
        now: Timestamp,
    ) -> Result<Vec<PerformanceRow>, StoreError> {
        let state = self.state();
        let is_here = performances.contains(&state.performance.id);
        Ok(is_here.then(|| state.row(now)).into_iter().collect())
    }

    async fn audience(&self, _: PerformanceId, now: Timestamp) -> Result<Audience, StoreError> {
        let state = self.state();
        let live: Vec<_> = state.reservations.values().filter(|one| one.is_live(now)).collect();
        let count = |number: usize| u32::try_from(number).unwrap();
        Ok(Audience {
            reservations: count(live.len()),
            with_address: count(live.iter().filter(|one| one.guest.email.is_some()).count()),
        })
    }

    async fn schedule(&self, _: &[Performance], _: &[AuditEntry]) -> Result<(), ScheduleFailed> {
        unimplemented!("the scheduling tests use a mock")
    }

    async fn delete(
        &self,
        _: PerformanceId,
        of: Version,
        _: &AuditEntry,
    ) -> Result<(), DeleteError> {
        let state = self.state();
        if of != state.version {
            return Err(DeleteError::EditedMeanwhile);
        }
        if state.reservations.is_empty() { Ok(()) } else { Err(DeleteError::InUse) }
    }
}
