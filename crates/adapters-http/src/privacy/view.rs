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
use azionelab_domain::{MultilineText, PersonName, PhoneNumber};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A check-in, without the member of staff who made it.
#[derive(Serialize, ToSchema)]
struct StoredCheckIn {
    seats: u16,
    at: Time,
    /// Why the party was admitted outside the door window; null if it was inside.
    #[schema(required)]
    override_reason: Option<String>,
    /// When the check-in was undone; null if it was not.
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

/// Everything that is stored about one reservation.
#[derive(Serialize, ToSchema)]
struct StoredReservation {
    id: Uuid,
    #[schema(example = "K7QF3M")]
    code: String,
    performance: ReservedPerformance,
    /// The status now: a reservation with a lapsed hold is expired.
    status: ReservationStatus,
    seats: u16,
    /// How many people of the party have been admitted.
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
    /// The language of the mail.
    locale: Locale,
    booked_at: Time,
    /// When the hold ends; null unless the reservation is pending.
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
    /// Whether an erasure cancels the reservation: it holds seats, its performance has not started,
    /// and nobody of the party is inside.
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
            // An erased reservation has no address, so the export never finds it.
            name: guest.name.as_ref().map_or("", PersonName::as_str).to_owned(),
            email: guest.email.as_ref().map(|email| email.as_str().to_owned()),
            phone: guest.phone.as_ref().map(PhoneNumber::as_str).map(str::to_owned),
            notes: guest.notes.as_ref().map(MultilineText::as_str).map(str::to_owned),
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
    /// The requested address.
    email: String,
    /// When the data was read.
    exported_at: Time,
    /// By the start of the performances.
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

/// The result of an erasure.
#[derive(Serialize, ToSchema)]
pub(crate) struct Erasure {
    /// The number of reservations whose personal data was erased.
    reservations: u32,
    /// The number of reservations that were cancelled first.
    cancelled: u32,
}

impl From<ErasedGuest> for Erasure {
    fn from(erased: ErasedGuest) -> Self {
        Self { reservations: erased.reservations, cancelled: erased.cancelled }
    }
}
