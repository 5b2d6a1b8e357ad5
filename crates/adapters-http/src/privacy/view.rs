use crate::{
    booking::view::written,
    box_office::view::{MessageReport, ReservedPerformance},
    http::{
        labels::{AccessNeed, BookingSource, Locale, ReservationStatus, needs},
        time::Time,
    },
};
use azionelab_application::{
    box_office::CheckInRecord,
    privacy::{ErasedGuest, GuestData, GuestReservation},
};
use azionelab_domain::{Note, PersonName, PhoneNumber};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// When some of a party were let in. It does not say who of the staff let them in.
#[derive(Serialize, ToSchema)]
struct StoredCheckIn {
    seats: u16,
    at: Time,
    /// Why outside the door's hours, if it was.
    #[schema(required)]
    override_reason: Option<String>,
    /// When it was taken back; null if it was not.
    #[schema(required)]
    undone_at: Option<Time>,
}

impl From<&CheckInRecord> for StoredCheckIn {
    fn from(record: &CheckInRecord) -> Self {
        Self {
            seats: record.seats.get(),
            at: record.at.into(),
            override_reason: record.override_reason.as_ref().map(|text| text.as_str().to_owned()),
            undone_at: record.undone.as_ref().map(|(at, _)| (*at).into()),
        }
    }
}

/// What is stored of one reservation.
#[derive(Serialize, ToSchema)]
struct StoredReservation {
    id: Uuid,
    #[schema(example = "K7QF3M")]
    code: String,
    performance: ReservedPerformance,
    /// As it is now: a hold that has lapsed is expired.
    status: ReservationStatus,
    seats: u16,
    /// How many of the party were let in.
    admitted: u32,
    source: BookingSource,
    name: String,
    #[schema(required)]
    email: Option<String>,
    #[schema(required)]
    phone: Option<String>,
    #[schema(required)]
    notes: Option<String>,
    access_needs: Vec<AccessNeed>,
    /// The language of its mail.
    locale: Locale,
    booked_at: Time,
    /// Until when the seats are held; null unless it is pending.
    #[schema(required)]
    hold_until: Option<Time>,
    #[schema(required)]
    confirmed_at: Option<Time>,
    #[schema(required)]
    cancelled_at: Option<Time>,
    /// The latest first.
    check_ins: Vec<StoredCheckIn>,
    /// The latest first.
    letters: Vec<MessageReport>,
    /// Whether erasing the guest cancels it: it holds seats of a performance that is still to
    /// start, and nobody of the party is inside.
    is_coming: bool,
}

impl StoredReservation {
    fn new(stored: GuestReservation, now: jiff::Timestamp) -> Self {
        let reservation = &stored.entry.reservation;
        let guest = &reservation.guest;
        let (status, hold_until) = written(reservation.status.at(now));
        Self {
            id: reservation.id.uuid(),
            code: reservation.code.to_string(),
            performance: (&stored.entry.performance).into(),
            status,
            seats: reservation.seats.get(),
            admitted: stored.entry.admitted,
            source: reservation.source.into(),
            // Erased reservations have no address to be found by.
            name: guest.name.as_ref().map_or("", PersonName::as_str).to_owned(),
            email: guest.email.as_ref().map(|email| email.as_str().to_owned()),
            phone: guest.phone.as_ref().map(PhoneNumber::as_str).map(str::to_owned),
            notes: guest.note.as_ref().map(Note::as_str).map(str::to_owned),
            access_needs: needs(&guest.access_needs),
            locale: guest.locale.into(),
            booked_at: reservation.booked_at.into(),
            hold_until,
            confirmed_at: reservation.confirmed_at.map(Time::from),
            cancelled_at: reservation.cancelled_at.map(Time::from),
            check_ins: stored.check_ins.iter().map(StoredCheckIn::from).collect(),
            letters: stored.messages.into_iter().map(MessageReport::from).collect(),
            is_coming: stored.is_coming,
        }
    }
}

/// Everything that is stored about one address.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonalData {
    /// The address that was asked for.
    email: String,
    /// When it was read.
    exported_at: Time,
    /// By the start of their performances.
    reservations: Vec<StoredReservation>,
}

impl From<GuestData> for PersonalData {
    fn from(data: GuestData) -> Self {
        let now = data.seen_at;
        Self {
            email: data.address.as_str().to_owned(),
            exported_at: now.into(),
            reservations: data
                .reservations
                .into_iter()
                .map(|stored| StoredReservation::new(stored, now))
                .collect(),
        }
    }
}

/// What was erased of a guest.
#[derive(Serialize, ToSchema)]
pub(crate) struct Erasure {
    /// How many reservations hold nothing any more that tells whose they were.
    reservations: u32,
    /// How many of them were cancelled first.
    cancelled: u32,
}

impl From<ErasedGuest> for Erasure {
    fn from(erased: ErasedGuest) -> Self {
        Self { reservations: erased.reservations, cancelled: erased.cancelled }
    }
}
