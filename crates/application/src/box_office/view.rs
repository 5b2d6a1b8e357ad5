use super::{
    BoxOffice, BoxOfficeError, CheckInQuery, CheckInRecord, MessageRecord, ReservationEntry,
};
use crate::{
    Ports,
    accounts::{Act, Authority, StaffMember},
    audit::{Action, AuditActor, AuditLog, AuditQuery, Subject},
    door::DoorLists,
    ports::{Clock, StoreError},
    programme::PerformanceSummary,
};
use azionelab_domain::{Change, House, PerformanceId, Permission, ReservationId, Seats, Status};
use jiff::Timestamp;
use std::sync::Arc;

const SEE: Action = Action::named("reservation.see");

/// The maximum number of entries in a reservation's history.
const MAX_HISTORY: u32 = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    pub at: Timestamp,
    /// `None` if the guest did it.
    pub by: Option<AuditActor>,
    /// The name of the [`Action`].
    pub action: String,
    /// The name of the problem if the act was refused.
    pub refused: Option<String>,
    /// A JSON object.
    pub before: String,
    /// A JSON object.
    pub after: String,
    /// The performances that the entry names, if they still exist.
    pub performances: Vec<PerformanceSummary>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each flag is independent")]
pub struct PossibleActions {
    /// Whether a confirmation would change it.
    pub confirm: bool,
    /// Whether a cancellation would change it.
    pub cancel: bool,
    /// Whether the party can grow or shrink by at least one.
    pub change_seats: bool,
    pub resend: bool,
    /// Whether it can be transferred if another house has enough seats.
    pub transfer: bool,
}

/// All stored data of a reservation.
#[derive(Debug, Clone, PartialEq)]
pub struct ReservationDetail {
    /// Including its check-ins.
    pub entry: ReservationEntry,
    /// Newest first, with the names of the staff.
    pub check_ins: Vec<CheckInRecord>,
    /// Newest first.
    pub messages: Vec<MessageRecord>,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
    pub may: PossibleActions,
    pub seen_at: Timestamp,
}

/// Shows the box office all stored data of a reservation.
pub struct SeeReservation {
    authority: Authority,
    audit: Arc<dyn AuditLog>,
    box_office: Arc<dyn BoxOffice>,
    door_lists: Arc<dyn DoorLists>,
    clock: Arc<dyn Clock>,
}

impl SeeReservation {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            audit: ports.audit.clone(),
            box_office: ports.box_office.clone(),
            door_lists: ports.door_lists.clone(),
            clock: ports.clock.clone(),
        }
    }

    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
    ) -> Result<ReservationDetail, BoxOfficeError<core::convert::Infallible>> {
        let act = Act::new(SEE, Subject::Reservation(of));
        self.authority.authorize(who, Permission::ManageReservations, &act).await?;
        let seen_at = self.clock.now();
        let entry = self.box_office.entry(of).await?.ok_or(BoxOfficeError::NotFound)?;
        let query = CheckInQuery { reservation: Some(of), limit: 1_000, ..CheckInQuery::default() };
        let check_ins = self.box_office.check_ins(&query).await?;
        let messages = self.box_office.messages(of).await?;
        let history = self.history(&entry).await?;
        let may = self.possible_actions(&entry, seen_at).await?;
        Ok(ReservationDetail { entry, check_ins, messages, history, may, seen_at })
    }

    /// The history: the entries of the audit, and the acts of the guest, which the audit does not
    /// contain.
    async fn history(&self, entry: &ReservationEntry) -> Result<Vec<HistoryEntry>, StoreError> {
        let query = AuditQuery {
            subject: Some(Subject::Reservation(entry.reservation.id).kind().to_owned()),
            subject_id: Some(entry.reservation.id.to_string()),
            limit: MAX_HISTORY,
            ..AuditQuery::default()
        };
        let by_staff = self.audit.entries(&query).await?.into_iter().map(|record| HistoryEntry {
            at: record.at,
            by: record.by,
            action: record.action,
            refused: record.refused,
            before: record.before,
            after: record.after,
            performances: record.performances,
        });
        let mut history: Vec<_> = by_staff.collect();
        let reservation = &entry.reservation;
        let by_guest = [
            ("reservation.book", Some(reservation.booked_at)),
            ("reservation.confirm", reservation.confirmed_at),
            ("reservation.cancel", reservation.cancelled_at),
        ];
        for (action, at) in by_guest {
            // An act of staff is in the audit already. It has the same time, because both come from
            // the same rule.
            let Some(at) = at.filter(|at| {
                !history.iter().any(|known| known.at == *at && known.refused.is_none())
            }) else {
                continue;
            };
            let empty = || "{}".to_owned();
            let action = action.to_owned();
            let (before, after) = (empty(), empty());
            history.push(HistoryEntry {
                at,
                by: None,
                action,
                refused: None,
                before,
                after,
                performances: Vec::new(),
            });
        }
        history.sort_by_key(|entry| core::cmp::Reverse(entry.at));
        Ok(history)
    }

    async fn possible_actions(
        &self,
        entry: &ReservationEntry,
        now: Timestamp,
    ) -> Result<PossibleActions, StoreError> {
        let reservation = &entry.reservation;
        let Some(of) = self.house(reservation.performance, now).await? else {
            return Err(StoreError::Unexpected(
                "the performance of a reservation does not exist".into(),
            ));
        };
        let elsewhere = of.held(now).saturating_sub(reservation.held(now));
        let house = of.with_seats_held_elsewhere(elsewhere).with_reservation(reservation.clone());
        let id = reservation.id;
        let seats = i64::from(reservation.seats.get());
        let sizes = [seats - 1, seats + 1].into_iter().filter_map(|seats| Seats::parse(seats).ok());
        let confirm = house.confirm_by_staff(id, now);
        let cancel = house.cancel_by_staff(id, now);
        let transferable = reservation.is_live(now)
            && reservation.admitted() == 0
            && reservation.status != Status::Cancelled;
        Ok(PossibleActions {
            confirm: matches!(confirm, Ok(Change::Confirmed(_))),
            cancel: matches!(cancel, Ok(Change::Cancelled(_))),
            change_seats: sizes
                .into_iter()
                .any(|seats| house.change_seats_by_staff(id, seats, now).is_ok()),
            resend: house.resend(id, now).is_ok(),
            transfer: transferable,
        })
    }

    async fn house(&self, of: PerformanceId, now: Timestamp) -> Result<Option<House>, StoreError> {
        Ok(self.door_lists.house(of, now).await?.map(|house| house.listing.house))
    }
}
