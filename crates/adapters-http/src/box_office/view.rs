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
        CheckInRecord, Colleague, HistoryEntry, LatestMessage, MessageRecord, PerformanceBrief,
        PossibleActions, ReservationDetail as Detail, ReservationEntry,
    },
};
use azionelab_domain::{Note, PhoneNumber};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// The latest message about a reservation.
#[derive(Serialize, ToSchema)]
struct MessageDelivery {
    kind: MessageKind,
    state: MessageState,
    /// Since when it is so.
    at: Time,
}

impl From<LatestMessage> for MessageDelivery {
    fn from(message: LatestMessage) -> Self {
        Self { kind: message.kind.into(), state: message.state.into(), at: message.at.into() }
    }
}

/// A performance in a few words.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReservedPerformance {
    id: Uuid,
    show_title: String,
    starts_at: Time,
    /// When it was cancelled; null if it was not.
    #[schema(required)]
    cancelled_at: Option<Time>,
    venue_name: String,
    /// The zone of the venue (IANA).
    #[schema(example = "Europe/Rome")]
    time_zone: String,
}

impl From<&PerformanceBrief> for ReservedPerformance {
    fn from(performance: &PerformanceBrief) -> Self {
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

/// A reservation as the box office sees it in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReservationRow {
    id: Uuid,
    #[schema(example = "K7QF3M")]
    code: String,
    /// Null once what was known of the guest has been erased.
    #[schema(required)]
    name: Option<String>,
    #[schema(required)]
    email: Option<String>,
    #[schema(required)]
    phone: Option<String>,
    seats: u16,
    /// How many of the party were let in.
    admitted: u32,
    /// As it is now: a hold that has lapsed is expired.
    status: ReservationStatus,
    /// Until when the seats are held; null unless it is pending.
    #[schema(required)]
    hold_until: Option<Time>,
    booked_at: Time,
    source: BookingSource,
    access_needs: Vec<AccessNeed>,
    #[schema(required)]
    note: Option<String>,
    /// Of the latest message about it; null if there is none.
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
            note: guest.note.as_ref().map(Note::as_str).map(str::to_owned),
            delivery: entry.latest_message.map(MessageDelivery::from),
            performance: (&entry.performance).into(),
        }
    }
}

/// A check-in of a party.
#[derive(Serialize, ToSchema)]
struct PartyCheckIn {
    id: Uuid,
    seats: u16,
    at: Time,
    /// Who let them in.
    by: String,
    /// Why outside the door window, if it was.
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

/// A message about a reservation.
#[derive(Serialize, ToSchema)]
pub(crate) struct MessageReport {
    kind: MessageKind,
    state: MessageState,
    created_at: Time,
    /// When it was sent, refused or dropped; null while it waits.
    #[schema(required)]
    settled_at: Option<Time>,
    /// How often it was tried in vain.
    attempts: u32,
    /// What the mail server answered last, if it did not take it.
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

/// Somebody of the staff, as they were then.
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

/// Something that happened to a reservation.
#[derive(Serialize, ToSchema)]
struct ReservationEvent {
    at: Time,
    /// Who did it; null for the guest.
    #[schema(required)]
    by: Option<Actor>,
    #[schema(example = "reservation.change_seats")]
    action: String,
    /// Why it was refused, by the name of the problem; null if it was done.
    #[schema(required)]
    refused: Option<String>,
    /// What was so before, as far as it was changed.
    #[schema(value_type = Object)]
    before: Value,
    /// What is so after it.
    #[schema(value_type = Object)]
    after: Value,
    /// The performances that `before` and `after` name by their ids, as far as they are there.
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

/// What may be done with a reservation now.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
struct Can {
    confirm: bool,
    cancel: bool,
    /// Whether the number of seats can be changed.
    change_seats: bool,
    resend: bool,
    /// Whether it may move to another performance with room for it.
    #[serde(rename = "move")]
    move_away: bool,
}

impl From<PossibleActions> for Can {
    fn from(may: PossibleActions) -> Self {
        Self {
            confirm: may.confirm,
            cancel: may.cancel,
            change_seats: may.change_seats,
            resend: may.resend,
            move_away: may.transfer,
        }
    }
}

/// Everything stored of a reservation.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReservationDetail {
    #[serde(flatten)]
    row: ReservationRow,
    /// The language of its mail.
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

/// Who lets parties in.
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

/// Whose party.
#[derive(Serialize, ToSchema)]
struct AdmittedParty {
    id: Uuid,
    code: String,
    /// Null once it has been erased.
    #[schema(required)]
    name: Option<String>,
}

/// A check-in as it is looked up.
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
