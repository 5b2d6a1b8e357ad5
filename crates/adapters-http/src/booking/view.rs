use crate::{
    http::{
        labels::{AccessNeed, EmailDelivery, LatestDelivery, Locale, ReservationStatus, needs},
        time::Time,
    },
    programme::performance_view::Performance,
};
use azionelab_application::{
    booking::{HolderView, Progress},
    programme::Listing,
};
use azionelab_domain::{MultilineText, PersonName, PhoneNumber, Status};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Seats that are held until the visitor confirms them with the link in the mail.
#[derive(Serialize, ToSchema)]
pub(crate) struct Booked {
    id: Uuid,
    /// A short code to name the reservation on the phone; it is no secret.
    #[schema(example = "K7QF3M")]
    code: String,
    /// Always `pending`.
    status: ReservationStatus,
    seats: u16,
    /// When the hold ends.
    hold_until: Time,
    email_delivery: EmailDelivery,
}

impl From<azionelab_application::booking::Booked> for Booked {
    fn from(booked: azionelab_application::booking::Booked) -> Self {
        Self {
            id: booked.id.uuid(),
            code: booked.code.to_string(),
            status: ReservationStatus::Pending,
            seats: booked.seats.get(),
            hold_until: booked.hold_until.into(),
            email_delivery: booked.email_delivery.into(),
        }
    }
}

/// The status of a reservation, without the guest.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReservationProgress {
    status: ReservationStatus,
    /// When the hold ends; null unless the reservation is pending.
    #[schema(required)]
    hold_until: Option<Time>,
    /// The delivery of the latest message about the reservation.
    email_delivery: LatestDelivery,
}

impl From<Progress> for ReservationProgress {
    fn from(progress: Progress) -> Self {
        let (status, hold_until) = written(progress.status);
        Self { status, hold_until, email_delivery: progress.delivery.into() }
    }
}

/// The status and the end of the hold.
pub(crate) fn written(status: Status) -> (ReservationStatus, Option<Time>) {
    let hold_until = match status {
        Status::Pending { hold_until } => Some(hold_until.into()),
        Status::Expired | Status::Confirmed | Status::Cancelled => None,
    };
    (status.kind().into(), hold_until)
}

/// Everything that is stored about a reservation, and what its holder may do now.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reservation {
    id: Uuid,
    /// A short code to name the reservation on the phone; it is no secret.
    #[schema(example = "K7QF3M")]
    code: String,
    status: ReservationStatus,
    seats: u16,
    /// How many people of the party have been admitted.
    admitted: u32,
    /// When the hold ends; null unless the reservation is pending.
    #[schema(required)]
    hold_until: Option<Time>,
    name: String,
    /// Null if the box office recorded no address.
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
    #[schema(required)]
    confirmed_at: Option<Time>,
    #[schema(required)]
    cancelled_at: Option<Time>,
    /// When the guest's personal data is erased, if the performance keeps its date.
    kept_until: Time,
    performance: Performance,
    can_confirm: bool,
    can_cancel: bool,
    /// Whether the holder may change the number of seats.
    can_change: bool,
}

impl From<HolderView> for Reservation {
    fn from(view: HolderView) -> Self {
        let reservation = view.reservation();
        let guest = &reservation.guest;
        let (status, hold_until) = written(reservation.status.at(view.seen_at));
        Self {
            id: reservation.id.uuid(),
            code: reservation.code.to_string(),
            status,
            seats: reservation.seats.get(),
            admitted: reservation.admitted(),
            hold_until,
            // Erasure ends the links, so this view never shows an erased reservation.
            name: guest.name.as_ref().map_or("", PersonName::as_str).to_owned(),
            email: guest.email.as_ref().map(|email| email.as_str().to_owned()),
            phone: guest.phone.as_ref().map(PhoneNumber::as_str).map(str::to_owned),
            notes: guest.notes.as_ref().map(MultilineText::as_str).map(str::to_owned),
            access_needs: needs(&guest.access_needs),
            locale: guest.locale.into(),
            booked_at: reservation.booked_at.into(),
            confirmed_at: reservation.confirmed_at.map(Time::from),
            cancelled_at: reservation.cancelled_at.map(Time::from),
            kept_until: kept_until(view.listing()).into(),
            performance: Performance::new(view.listing(), view.seen_at),
            can_confirm: view.can_confirm(),
            can_cancel: view.can_cancel(),
            can_change: view.can_change(),
        }
    }
}

fn kept_until(listing: &Listing) -> Timestamp {
    let duration = listing.entry.show.duration_minutes;
    listing.performance().personal_data_kept_until(duration, listing.house.policy())
}
