use std::sync::Arc;

use azionelab_domain::{PerformanceId, Permission};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use thiserror::Error;

use super::Ports;
use crate::ports::{
    Clock, DoorEntry, DoorHouse, DoorLists, DoorSearch, Programme, Site, StaffMember, StoreError,
};

/// Why the door is not shown.
#[derive(Debug, Error)]
pub enum DoorError {
    /// Whoever asks does not have the right.
    #[error("not with this role")]
    Forbidden,
    /// There is no such performance.
    #[error("there is no such performance")]
    NotFound,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Shows the door staff who is coming tonight.
pub struct SeeDoor {
    lists: Arc<dyn DoorLists>,
    programme: Arc<dyn Programme>,
    clock: Arc<dyn Clock>,
}

impl SeeDoor {
    pub(super) fn new(ports: &Ports) -> Self {
        Self {
            lists: ports.door_lists.clone(),
            programme: ports.programme.clone(),
            clock: ports.clock.clone(),
        }
    }

    /// The performances of today, and those of yesterday and tomorrow whose door is open.
    pub async fn today(&self, who: &StaffMember) -> Result<(Vec<DoorHouse>, Timestamp), DoorError> {
        if !who.role.may(Permission::CheckIn) {
            return Err(DoorError::Forbidden);
        }
        let now = self.clock.now();
        let (from, to) = today(&self.programme.site().await?, now);
        Ok((self.lists.houses(from, to, now).await?, now))
    }

    /// The door list of a performance. Without a search it is the whole list; a search too short
    /// to single anybody out finds nobody.
    pub async fn list(
        &self,
        who: &StaffMember,
        performance: PerformanceId,
        search: Option<&str>,
    ) -> Result<(DoorHouse, Vec<DoorEntry>, Timestamp), DoorError> {
        if !who.role.may(Permission::CheckIn) {
            return Err(DoorError::Forbidden);
        }
        let now = self.clock.now();
        let house = self.lists.house(performance, now).await?.ok_or(DoorError::NotFound)?;
        if !who.role.may(Permission::SeeEveryDoorList) {
            let (from, to) = today(&self.programme.site().await?, now);
            if !(from..to).contains(&house.listing.performance().starts_at) {
                return Err(DoorError::Forbidden);
            }
        }
        let search = search.filter(|typed| !typed.trim().is_empty());
        let entries = match search.map(DoorSearch::parse) {
            None => self.lists.parties(performance, None).await?,
            Some(Some(search)) => self.lists.parties(performance, Some(&search)).await?,
            Some(None) => Vec::new(),
        };
        Ok((house, entries, now))
    }
}

/// From when to when a performance starts that counts as today's: from midnight to midnight of
/// the company's own zone, and beyond, to those whose door is open: for a late show the door
/// closes after midnight, and for a show at midnight it opens the evening before.
fn today(site: &Site, now: Timestamp) -> (Timestamp, Timestamp) {
    let (midnight, next_midnight) = day_of(&site.time_zone, now);
    let policy = &site.policy;
    (
        midnight.min(now - policy.door_closes_after),
        next_midnight.max(now + policy.door_opens_before),
    )
}

fn day_of(zone: &TimeZone, now: Timestamp) -> (Timestamp, Timestamp) {
    let today = now.to_zoned(zone.clone());
    // A day that jiff can't compute is one at the edge of its range, millennia away.
    let midnight = today.start_of_day().map_or(now, |day| day.timestamp());
    let next = today
        .checked_add(1.day())
        .and_then(|day| day.start_of_day())
        .map_or(now, |day| day.timestamp());
    (midnight, next)
}
