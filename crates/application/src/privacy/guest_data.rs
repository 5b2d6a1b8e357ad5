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

/// More than a party has.
const MOST_CHECK_INS: u32 = 10_000;

/// Everything that is stored about one address. It holds personal data: never to be logged.
#[derive(Clone, PartialEq)]
pub struct GuestData {
    /// The address that was asked for.
    pub address: EmailAddress,
    /// Its reservations, by the start of their performances.
    pub reservations: Vec<GuestReservation>,
    /// When they were read.
    pub seen_at: Timestamp,
}

impl GuestData {
    /// The reservations that erasing the guest would cancel.
    pub fn coming(&self) -> impl Iterator<Item = &GuestReservation> {
        self.reservations.iter().filter(|reservation| reservation.is_coming)
    }
}

/// What is stored about one reservation.
#[derive(Clone, PartialEq)]
pub struct GuestReservation {
    /// The reservation with its performance.
    pub entry: ReservationEntry,
    /// Its check-ins, the latest first.
    pub check_ins: Vec<CheckInRecord>,
    /// The letters about it, the latest first.
    pub messages: Vec<MessageRecord>,
    /// Whether it holds seats of a performance that is still to start, and nobody of the party is
    /// inside: erasing the guest cancels it.
    pub is_coming: bool,
}

impl GuestReservation {
    pub const fn id(&self) -> ReservationId {
        self.entry.reservation.id
    }
}

/// Reads all that is stored about one address.
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
                limit: MOST_CHECK_INS,
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

/// Answers a guest who asks what is stored about them.
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

    /// Everything that is stored about an address. The audit says that it was read and how many
    /// reservations there were, and not whose they are. Without `who` the operator asks, at the
    /// command line.
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
