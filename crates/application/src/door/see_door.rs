use super::{DoorEntry, DoorHouse, DoorLists, DoorSheet, DoorSheetOrder, DoorSheets};
use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    audit::{Action, AuditLog, Subject},
    box_office::ReservationSearch,
    ports::{Clock, StoreError},
    programme::{Listing, Programme, Site},
};
use azionelab_domain::{Locale, PerformanceId, Permission, is_blank};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use std::sync::Arc;
use thiserror::Error;

const SEE_DOOR: Action = Action::named("door.see");
const PRINT_DOOR_LIST: Action = Action::named("door_list.print");

#[derive(Debug, Error)]
pub enum DoorError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no such performance")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Shows the lists of the door.
pub struct SeeDoor {
    authority: Authority,
    audit: Arc<dyn AuditLog>,
    sheets: Arc<dyn DoorSheets>,
    lists: Arc<dyn DoorLists>,
    programme: Arc<dyn Programme>,
    clock: Arc<dyn Clock>,
}

impl SeeDoor {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            audit: ports.audit.clone(),
            sheets: ports.door_sheets.clone(),
            lists: ports.door_lists.clone(),
            programme: ports.programme.clone(),
            clock: ports.clock.clone(),
        }
    }

    /// Today's performances, and those of yesterday and tomorrow whose door is open.
    pub async fn today(&self, who: &StaffMember) -> Result<(Vec<DoorHouse>, Timestamp), DoorError> {
        let act = Act::new(SEE_DOOR, Subject::Performances);
        self.authority.authorize(who, Permission::CheckIn, &act).await?;
        let now = self.clock.now();
        let (from, to) = today(&self.programme.site().await?, now);
        Ok((self.lists.houses(from, to, now).await?, now))
    }

    /// The door list of a performance. Without a search it contains the confirmed parties. With a
    /// search it also contains unconfirmed and cancelled ones. A search that is too short finds
    /// nobody.
    pub async fn list(
        &self,
        who: &StaffMember,
        performance: PerformanceId,
        search: Option<&str>,
    ) -> Result<(DoorHouse, Vec<DoorEntry>, Timestamp), DoorError> {
        let act = Act::new(SEE_DOOR, Subject::Performance(performance));
        self.authority.authorize(who, Permission::CheckIn, &act).await?;
        let now = self.clock.now();
        let house = self.lists.house(performance, now).await?.ok_or(DoorError::NotFound)?;
        if !who.role.may(Permission::SeeEveryDoorList) {
            let (from, to) = today(&self.programme.site().await?, now);
            if !(from..to).contains(&house.listing.performance().starts_at) {
                self.authority.authorize(who, Permission::SeeEveryDoorList, &act).await?;
            }
        }
        let search = search.filter(|typed| !is_blank(typed));
        let entries = match search.map(ReservationSearch::parse) {
            None => self.lists.parties(performance, None).await?,
            Some(Some(search)) => self.lists.parties(performance, Some(&search)).await?,
            Some(None) => Vec::new(),
        };
        Ok((house, entries, now))
    }

    /// The door list of a performance for printing. Printing is recorded, because personal data
    /// leaves the system.
    pub async fn print(
        &self,
        who: &StaffMember,
        performance: PerformanceId,
        order: DoorSheetOrder,
        locale: Locale,
    ) -> Result<(Listing, Vec<u8>), DoorError> {
        let act = Act::new(PRINT_DOOR_LIST, Subject::Performance(performance));
        self.authority.authorize(who, Permission::ExportReservations, &act).await?;
        let made_at = self.clock.now();
        let house = self.lists.house(performance, made_at).await?.ok_or(DoorError::NotFound)?;
        let parties = self.lists.parties(performance, None).await?;
        self.audit.note(&self.authority.entry(who, act)).await?;
        let listing = house.listing.clone();
        let sheet = DoorSheet { house, parties, order, made_at, locale };
        Ok((listing, self.sheets.pdf(sheet).await))
    }
}

/// The range of starts that count as today: from midnight to midnight in the company's time zone,
/// extended to performances whose door is open. The door of a late show closes after midnight, and
/// the door of a show at midnight opens the evening before.
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
    // jiff fails only at the edge of its range, millennia away.
    let midnight = today.start_of_day().map_or(now, |day| day.timestamp());
    let next = today
        .checked_add(1.day())
        .and_then(|day| day.start_of_day())
        .map_or(now, |day| day.timestamp());
    (midnight, next)
}
