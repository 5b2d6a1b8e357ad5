use super::PersonalData;
use crate::{
    Ports,
    accounts::{Act, Authority, StaffMember},
    audit::{Action, AuditLog, Facts, Subject},
    box_office::{
        BoxOffice, BoxOfficeError, CheckInQuery, CheckInRecord, MessageRecord, ReservationEntry,
    },
    ports::{Clock, StoreError},
};
use azionelab_domain::{EmailAddress, Permission, ReservationId};
use jiff::Timestamp;
use std::{convert::Infallible, sync::Arc};

const EXPORT: Action = Action::named("privacy.export");

/// More check-ins than any party has.
const MAX_CHECK_INS: u32 = 10_000;

/// All stored data about one address. It contains personal data and must never be logged.
#[derive(Clone, PartialEq)]
pub struct GuestData {
    pub address: EmailAddress,
    /// By the start of their performances.
    pub reservations: Vec<GuestReservation>,
    pub seen_at: Timestamp,
}

impl GuestData {
    /// The reservations that an erasure would cancel.
    pub fn coming(&self) -> impl Iterator<Item = &GuestReservation> {
        self.reservations.iter().filter(|reservation| reservation.is_coming)
    }
}

#[derive(Clone, PartialEq)]
pub struct GuestReservation {
    pub entry: ReservationEntry,
    /// Newest first.
    pub check_ins: Vec<CheckInRecord>,
    /// Newest first.
    pub messages: Vec<MessageRecord>,
    /// Whether it holds seats at a performance that has not started and nobody of the party is
    /// admitted. An erasure cancels it.
    pub is_coming: bool,
}

impl GuestReservation {
    pub const fn id(&self) -> ReservationId {
        self.entry.reservation.id
    }
}

#[derive(Clone)]
pub(crate) struct ReadGuest {
    personal_data: Arc<dyn PersonalData>,
    box_office: Arc<dyn BoxOffice>,
    clock: Arc<dyn Clock>,
}

impl ReadGuest {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            personal_data: ports.personal_data.clone(),
            box_office: ports.box_office.clone(),
            clock: ports.clock.clone(),
        }
    }

    pub(crate) async fn read(&self, address: &EmailAddress) -> Result<GuestData, StoreError> {
        let seen_at = self.clock.now();
        let mut reservations = Vec::new();
        for key in self.personal_data.of_address(address).await? {
            let id = key.reservation;
            let Some(entry) = self.box_office.entry(id).await? else { continue };
            let query = CheckInQuery {
                reservation: Some(id),
                limit: MAX_CHECK_INS,
                ..CheckInQuery::default()
            };
            reservations.push(GuestReservation {
                is_coming: is_coming(&entry, seen_at),
                check_ins: self.box_office.check_ins(&query).await?,
                messages: self.box_office.messages(id).await?,
                entry,
            });
        }
        Ok(GuestData { address: address.clone(), reservations, seen_at })
    }
}

fn is_coming(entry: &ReservationEntry, now: Timestamp) -> bool {
    entry.reservation.is_live(now)
        && entry.admitted == 0
        && entry.performance.starts_at > now
        && entry.performance.cancelled_at.is_none()
}

/// Exports the stored data of a guest on request.
pub struct ExportGuest {
    authority: Authority,
    audit: Arc<dyn AuditLog>,
    guests: ReadGuest,
}

impl ExportGuest {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            audit: ports.audit.clone(),
            guests: ReadGuest::new(ports),
        }
    }

    /// All stored data about an address. The audit records the export and the number of
    /// reservations, but not whose they are. `who` is `None` for the operator on the command line.
    pub async fn execute(
        &self,
        who: Option<&StaffMember>,
        address: &EmailAddress,
    ) -> Result<GuestData, BoxOfficeError<Infallible>> {
        let act = Act::new(EXPORT, Subject::Reservations);
        if let Some(who) = who {
            self.authority.authorize(who, Permission::ManagePersonalData, &act).await?;
        }
        let data = self.guests.read(address).await?;
        let mut entry = self.authority.entry_by(who, act);
        let count = i64::try_from(data.reservations.len()).unwrap_or(i64::MAX);
        entry.after = Facts::from([("reservations", count.into())]);
        self.audit.note(&entry).await?;
        Ok(data)
    }
}
