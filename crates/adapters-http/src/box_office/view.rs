use crate::{
    booking::view::written,
    http::{
        labels::{
            AccessNeed, BookingSource, Locale, MessageKind, MessageState, ReservationStatus, Role,
            needs,
        },
        time::Time,
    },
    programme::view::zone_name,
};
use azionelab_application::{
    audit::AuditActor,
    box_office::{
        CheckInRecord, Colleague, HistoryEntry, LatestMessage, MessageRecord, PossibleActions,
        ReservationDetail as Detail, ReservationEntry,
    },
    programme::PerformanceSummary,
};
use azionelab_domain::{MultilineText, PhoneNumber};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Serialize, ToSchema)]
struct MessageDelivery {
    kind: MessageKind,
    state: MessageState,
    /// When the message reached this state.
    at: Time,
}

impl From<LatestMessage> for MessageDelivery {
    fn from(message: LatestMessage) -> Self {
        Self { kind: message.kind.into(), state: message.state.into(), at: message.at.into() }
    }
}

/// A summary of a performance.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReservedPerformance {
    id: Uuid,
    show_title: String,
    starts_at: Time,
    /// When the performance was cancelled; null if it was not.
    #[schema(required)]
    cancelled_at: Option<Time>,
    venue_name: String,
    /// The venue's time zone (IANA).
    #[schema(example = "Europe/Rome")]
    time_zone: String,
}

impl From<&PerformanceSummary> for ReservedPerformance {
    fn from(performance: &PerformanceSummary) -> Self {
        Self {
            id: performance.id.uuid(),
            show_title: performance.show_title.clone(),
            starts_at: performance.starts_at.into(),
            cancelled_at: performance.cancelled_at.map(Time::from),
            venue_name: performance.venue_name.clone(),
            time_zone: zone_name(&performance.time_zone),
        }
    }
}

/// A reservation in a list of the box office.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReservationRow {
    id: Uuid,
    #[schema(example = "K7QF3M")]
    code: String,
    /// Null after the guest's data was erased.
    #[schema(required)]
    name: Option<String>,
    #[schema(required)]
    email: Option<String>,
    #[schema(required)]
    phone: Option<String>,
    seats: u16,
    /// How many people of the party have been admitted.
    admitted: u32,
    /// The status now: a reservation with a lapsed hold is expired.
    status: ReservationStatus,
    /// When the hold ends; null unless the reservation is pending.
    #[schema(required)]
    hold_until: Option<Time>,
    booked_at: Time,
    source: BookingSource,
    access_needs: Vec<AccessNeed>,
    #[schema(required)]
    notes: Option<String>,
    /// The latest message about the reservation; null if there is none.
    #[schema(required)]
    delivery: Option<MessageDelivery>,
    performance: ReservedPerformance,
}

impl ReservationRow {
    pub fn new(entry: &ReservationEntry, now: Timestamp) -> Self {
        let reservation = &entry.reservation;
        let guest = &reservation.guest;
        let (status, hold_until) = written(reservation.status.at(now));
        Self {
            id: reservation.id.uuid(),
            code: reservation.code.to_string(),
            name: guest.name.as_ref().map(|name| name.as_str().to_owned()),
            email: guest.email.as_ref().map(|email| email.as_str().to_owned()),
            phone: guest.phone.as_ref().map(PhoneNumber::as_str).map(str::to_owned),
            seats: reservation.seats.get(),
            admitted: entry.admitted,
            status,
            hold_until,
            booked_at: reservation.booked_at.into(),
            source: reservation.source.into(),
            access_needs: needs(&guest.access_needs),
            notes: guest.notes.as_ref().map(MultilineText::as_str).map(str::to_owned),
            delivery: entry.latest_message.map(MessageDelivery::from),
            performance: (&entry.performance).into(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct PartyCheckIn {
    id: Uuid,
    seats: u16,
    at: Time,
    /// The name of the member of staff.
    by: String,
    /// Why the party was admitted outside the door window; null if it was inside.
    #[schema(required)]
    override_reason: Option<String>,
    #[schema(required)]
    undone_at: Option<Time>,
    #[schema(required)]
    undone_by: Option<String>,
}

impl From<&CheckInRecord> for PartyCheckIn {
    fn from(record: &CheckInRecord) -> Self {
        let undone = record.undone.as_ref();
        Self {
            id: record.id.uuid(),
            seats: record.seats.get(),
            at: record.at.into(),
            by: record.by_name.as_str().to_owned(),
            override_reason: record.override_reason.as_ref().map(|text| text.as_str().to_owned()),
            undone_at: undone.map(|(at, _)| (*at).into()),
            undone_by: undone.map(|(_, by)| by.as_str().to_owned()),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(crate) struct MessageReport {
    kind: MessageKind,
    state: MessageState,
    created_at: Time,
    /// When the message was sent, refused or dropped; null while it waits.
    #[schema(required)]
    settled_at: Option<Time>,
    /// The number of failed attempts.
    attempts: u32,
    /// The last error of the mail server; null if there was none.
    #[schema(required)]
    problem: Option<String>,
}

impl From<MessageRecord> for MessageReport {
    fn from(record: MessageRecord) -> Self {
        Self {
            kind: record.kind.into(),
            state: record.state.into(),
            created_at: record.created_at.into(),
            settled_at: record.settled_at.map(Time::from),
            attempts: record.failed_attempts,
            problem: record.problem,
        }
    }
}

/// A member of staff, with their name and role at that time.
#[derive(Serialize, ToSchema)]
struct Actor {
    id: Uuid,
    name: String,
    role: Role,
}

impl From<AuditActor> for Actor {
    fn from(actor: AuditActor) -> Self {
        Self { id: actor.id.uuid(), name: actor.name.as_str().to_owned(), role: actor.role.into() }
    }
}

/// An event in the history of a reservation.
#[derive(Serialize, ToSchema)]
struct ReservationEvent {
    at: Time,
    /// Null if the guest acted.
    #[schema(required)]
    by: Option<Actor>,
    #[schema(example = "reservation.change_seats")]
    action: String,
    /// The type of the problem, without `/problems/`; null if the action was carried out.
    #[schema(required)]
    refused: Option<String>,
    /// The changed fields before the action.
    #[schema(value_type = Object)]
    before: Value,
    /// The changed fields after the action.
    #[schema(value_type = Object)]
    after: Value,
    /// The performances whose ids are in `before` and `after`. Deleted ones are left out.
    performances: Vec<ReservedPerformance>,
}

impl From<HistoryEntry> for ReservationEvent {
    fn from(entry: HistoryEntry) -> Self {
        let object = |text: &str| serde_json::from_str(text).unwrap_or_default();
        Self {
            at: entry.at.into(),
            by: entry.by.map(Actor::from),
            action: entry.action,
            refused: entry.refused,
            before: object(&entry.before),
            after: object(&entry.after),
            performances: entry.performances.iter().map(ReservedPerformance::from).collect(),
        }
    }
}

/// What staff may do with a reservation now.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "independent permissions")]
struct Can {
    confirm: bool,
    cancel: bool,
    change_seats: bool,
    resend: bool,
    /// Whether it may be transferred to another performance that has room for it.
    #[serde(rename = "move")]
    transfer: bool,
}

impl From<PossibleActions> for Can {
    fn from(may: PossibleActions) -> Self {
        Self {
            confirm: may.confirm,
            cancel: may.cancel,
            change_seats: may.change_seats,
            resend: may.resend,
            transfer: may.transfer,
        }
    }
}

/// Everything that is stored about a reservation.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReservationDetail {
    #[serde(flatten)]
    row: ReservationRow,
    /// The language of the mail.
    locale: Locale,
    #[schema(required)]
    confirmed_at: Option<Time>,
    #[schema(required)]
    cancelled_at: Option<Time>,
    /// The latest first.
    check_ins: Vec<PartyCheckIn>,
    /// The latest first.
    mails: Vec<MessageReport>,
    /// The latest first.
    history: Vec<ReservationEvent>,
    can: Can,
}

impl From<Detail> for ReservationDetail {
    fn from(detail: Detail) -> Self {
        let reservation = &detail.entry.reservation;
        Self {
            row: ReservationRow::new(&detail.entry, detail.seen_at),
            locale: reservation.guest.locale.into(),
            confirmed_at: reservation.confirmed_at.map(Time::from),
            cancelled_at: reservation.cancelled_at.map(Time::from),
            check_ins: detail.check_ins.iter().map(PartyCheckIn::from).collect(),
            mails: detail.messages.into_iter().map(MessageReport::from).collect(),
            history: detail.history.into_iter().map(ReservationEvent::from).collect(),
            can: detail.may.into(),
        }
    }
}

/// A member of staff who makes check-ins.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdmittedBy {
    id: Uuid,
    name: String,
}

impl From<Colleague> for AdmittedBy {
    fn from(colleague: Colleague) -> Self {
        Self { id: colleague.id.uuid(), name: colleague.name.as_str().to_owned() }
    }
}

#[derive(Serialize, ToSchema)]
struct AdmittedParty {
    id: Uuid,
    code: String,
    /// Null after the guest's data was erased.
    #[schema(required)]
    name: Option<String>,
}

/// A check-in in a list of the box office.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckInRow {
    id: Uuid,
    at: Time,
    by: AdmittedBy,
    seats: u16,
    reservation: AdmittedParty,
    #[schema(required)]
    override_reason: Option<String>,
    #[schema(required)]
    undone_at: Option<Time>,
    #[schema(required)]
    undone_by: Option<String>,
}

impl From<CheckInRecord> for CheckInRow {
    fn from(record: CheckInRecord) -> Self {
        let PartyCheckIn { id, seats, at, by, override_reason, undone_at, undone_by } =
            PartyCheckIn::from(&record);
        Self {
            id,
            at,
            by: AdmittedBy { id: record.by.uuid(), name: by },
            seats,
            reservation: AdmittedParty {
                id: record.reservation.uuid(),
                code: record.code.to_string(),
                name: record.name.as_ref().map(|name| name.as_str().to_owned()),
            },
            override_reason,
            undone_at,
            undone_by,
        }
    }
}
