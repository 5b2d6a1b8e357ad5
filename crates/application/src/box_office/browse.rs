use super::{
    BoxOffice, BoxOfficeError, CheckInQuery, CheckInRecord, Colleague, ReservationEntry,
    ReservationQuery,
};
use crate::{
    Ports,
    accounts::{Act, Authority, StaffMember},
    audit::{Action, AuditLog, Facts, Subject},
    door::DoorLists,
    ports::Clock,
    programme::Listing,
};
use azionelab_domain::{CheckInId, Permission, ReservationId, StatusKind};
use jiff::Timestamp;
use std::{convert::Infallible, sync::Arc};

const LIST: Action = Action::named("reservation.list");
const LIST_CHECK_INS: Action = Action::named("check_in.list");
const EXPORT: Action = Action::named("reservation.export");

/// How many reservations an export reads at a time.
const CHUNK: u32 = 1_000;

/// A page of the list of reservations.
#[derive(Debug, Clone, PartialEq)]
pub struct ReservationPage {
    pub entries: Vec<ReservationEntry>,
    /// The last id on this page if there is a next page.
    pub next: Option<ReservationId>,
    /// The number of reservations on all pages.
    pub total: u64,
    pub seen_at: Timestamp,
}

/// Lists reservations and check-ins for the box office.
pub struct BrowseReservations {
    authority: Authority,
    audit: Arc<dyn AuditLog>,
    box_office: Arc<dyn BoxOffice>,
    door_lists: Arc<dyn DoorLists>,
    clock: Arc<dyn Clock>,
}

impl BrowseReservations {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            audit: ports.audit.clone(),
            box_office: ports.box_office.clone(),
            door_lists: ports.door_lists.clone(),
            clock: ports.clock.clone(),
        }
    }

    pub async fn page(
        &self,
        who: &StaffMember,
        query: ReservationQuery,
    ) -> Result<ReservationPage, BoxOfficeError<Infallible>> {
        let act = Act::new(LIST, Subject::Reservations);
        self.authority.authorize(who, Permission::ManageReservations, &act).await?;
        let seen_at = self.clock.now();
        let limit = query.limit as usize;
        // One more entry than requested shows whether there is a next page.
        let query = ReservationQuery { limit: query.limit + 1, ..query };
        let mut entries = self.box_office.entries(&query, seen_at).await?;
        let has_more = entries.len() > limit;
        entries.truncate(limit);
        let next = entries.last().filter(|_| has_more).map(|entry| entry.reservation.id);
        let total = match (query.after, next) {
            // A list of one page is already counted. A second query for a rare match would be slow.
            (None, None) => entries.len() as u64,
            _ => self.box_office.total(&query.filter, seen_at).await?,
        };
        Ok(ReservationPage { entries, next, total, seen_at })
    }

    /// A page of check-ins, newest first. Also returns the last id if there is a next page.
    pub async fn check_ins(
        &self,
        who: &StaffMember,
        query: CheckInQuery,
    ) -> Result<(Vec<CheckInRecord>, Option<CheckInId>), BoxOfficeError<Infallible>> {
        let act = Act::new(LIST_CHECK_INS, Subject::Reservations);
        self.authority.authorize(who, Permission::ManageReservations, &act).await?;
        let limit = query.limit as usize;
        let query = CheckInQuery { limit: query.limit + 1, ..query };
        let mut records = self.box_office.check_ins(&query).await?;
        let has_more = records.len() > limit;
        records.truncate(limit);
        let next = records.last().filter(|_| has_more).map(|record| record.id);
        Ok((records, next))
    }

    /// All staff who have made check-ins, for a filter.
    pub async fn check_in_staff(
        &self,
        who: &StaffMember,
    ) -> Result<Vec<Colleague>, BoxOfficeError<Infallible>> {
        let act = Act::new(LIST_CHECK_INS, Subject::Reservations);
        self.authority.authorize(who, Permission::ManageReservations, &act).await?;
        Ok(self.box_office.check_in_staff().await?)
    }

    /// Authorizes and records an export. Returns its performance, if the export is of one.
    pub async fn begin_export(
        &self,
        who: &StaffMember,
        query: &ReservationQuery,
    ) -> Result<Option<Listing>, BoxOfficeError<Infallible>> {
        let of = query.filter.performance;
        let act = Act::new(EXPORT, of.map_or(Subject::Reservations, Subject::Performance));
        self.authority.authorize(who, Permission::ExportReservations, &act).await?;
        let listing = match of {
            Some(performance) => {
                let house = self.door_lists.house(performance, self.clock.now()).await?;
                Some(house.ok_or(BoxOfficeError::NotFound)?.listing)
            }
            None => None,
        };
        let mut entry = self.authority.entry(who, act);
        let status = query.filter.status.map(StatusKind::as_str);
        entry.after = Facts::from([("status", status.into())]);
        self.audit.note(&entry).await?;
        Ok(listing)
    }

    /// The next chunk of an export, after `query.after`, with the statuses at this time. Empty at
    /// the end.
    pub async fn export(
        &self,
        query: ReservationQuery,
    ) -> Result<Vec<ReservationEntry>, BoxOfficeError<Infallible>> {
        let query = ReservationQuery { limit: CHUNK, ..query };
        let now = self.clock.now();
        let mut entries = self.box_office.entries(&query, now).await?;
        for ReservationEntry { reservation, .. } in &mut entries {
            reservation.status = reservation.status.at(now);
        }
        Ok(entries)
    }
}
