use azionelab_application::{
    accounts::StaffMember,
    booking::{HeldReservation, ReservationKey},
    door::DoorHouse,
    programme::{
        Attendance, Contact, ImageHash, Listing, Page, PageLink, Poster, PosterImage, ShowEntry,
        ShowSeason, Site,
    },
};
use azionelab_domain::{
    AccessNeed, BookingSource, EmailAddress, Guest, House, Locale, MapPosition, MultilineText,
    Performance, PerformanceId, PersonName, PhoneNumber, Policy, Publication, Reservation,
    ReservationCode, ReservationId, Role, Seating, Seats, Secret, Show, ShowId, Slug, StaffId,
    Status, Venue, VenueId,
};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;
use uuid::Uuid;

pub(crate) const PERFORMANCE: Uuid = Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0001);
pub(crate) const RESERVATION: Uuid = Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0002);
pub(crate) const CHECK_IN: Uuid = Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0003);
pub(crate) const STAFF: Uuid = Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0004);
const OTHER: Uuid = Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0005);

pub(crate) fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn now() -> Timestamp {
    time("2026-10-24T18:00:00Z")
}

pub(crate) fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub(crate) fn seats(count: i64) -> Seats {
    Seats::parse(count).unwrap()
}

/// The secret in the holder's mail.
pub(crate) fn secret() -> Secret {
    Secret::from_random([7; 32])
}

pub(crate) fn bearer() -> String {
    format!("Bearer {}", secret().reveal())
}

/// The session cookie of a member of staff.
pub(crate) fn cookie() -> String {
    format!("__Host-azionelab={}", Secret::from_random([9; 32]).reveal())
}

pub(crate) fn show() -> ShowEntry {
    ShowEntry {
        show: Show {
            id: ShowId::new(OTHER),
            slug: slug("la-locandiera"),
            title: "La locandiera".into(),
            subtitle: "Carlo Goldoni".into(),
            summary: "Mirandolina e i suoi ospiti.".into(),
            description: "Una *commedia*.".into(),
            credits: "Regia: **X**<script>alert(1)</script>".into(),
            duration_minutes: Some(95),
            age_advice: String::new(),
            language: "it".into(),
            publication: Publication::Published,
        },
        poster: Some(Poster {
            alternative_text: "Una locanda".into(),
            images: vec![PosterImage { hash: ImageHash([0xab; 32]), width: 400, height: 600 }],
        }),
    }
}

/// A show whose next performance starts in an hour.
pub(crate) fn season() -> ShowSeason {
    ShowSeason { entry: show(), next_at: Some(time("2026-10-24T19:00:00Z")), last_at: None }
}

pub(crate) fn page() -> Page {
    Page { title: "Chi siamo".into(), body: "# Noi\n\nSiamo *in sei*.\n<iframe src=x>".into() }
}

pub(crate) fn venue() -> Venue {
    Venue {
        id: VenueId::new(OTHER),
        slug: slug("teatro-piccolo"),
        name: "Teatro Piccolo".into(),
        address: "Via Roma 1".into(),
        city: "Torino".into(),
        access_notes: "Rampa a destra.".into(),
        position: Some(MapPosition { latitude: 45.0, longitude: 7.5 }),
        time_zone: TimeZone::get("Europe/Rome").unwrap(),
    }
}

/// A house that starts in an hour, with 8 of 50 seats held.
pub(crate) fn house() -> House {
    let performance = Performance {
        id: PerformanceId::new(PERFORMANCE),
        show: ShowId::new(OTHER),
        venue: VenueId::new(OTHER),
        listed: true,
        starts_at: time("2026-10-24T19:00:00Z"),
        previous_start: None,
        doors_at: time("2026-10-24T18:30:00Z"),
        opens_at: time("2026-10-01T08:00:00Z"),
        closes_at: time("2026-10-24T19:00:00Z"),
        seating: Seating { capacity: 50, occupied: 0, extra: 0 },
        cancelled_at: None,
    };
    House::new(performance, Policy::default()).with_seats_held_elsewhere(8)
}

pub(crate) fn listing() -> Listing {
    Listing { house: house(), entry: show(), venue: venue(), changed_at: now() }
}

pub(crate) fn reservation(status: Status) -> Reservation {
    Reservation {
        id: ReservationId::new(RESERVATION),
        performance: PerformanceId::new(PERFORMANCE),
        code: ReservationCode::parse("K7QF3M").unwrap(),
        source: BookingSource::Website,
        guest: Guest {
            name: Some(PersonName::parse("Anna Bianchi").unwrap()),
            email: Some(EmailAddress::parse("anna@example.org").unwrap()),
            phone: Some(PhoneNumber::parse("+39 011 123456").unwrap()),
            notes: Some(MultilineText::parse("In fondo").unwrap()),
            access_needs: [AccessNeed::HearingLoop].into(),
            locale: Locale::It,
        },
        seats: seats(2),
        status,
        booked_at: time("2026-10-24T17:50:00Z"),
        confirmed_at: None,
        cancelled_at: None,
        origin: None,
        check_ins: Vec::new(),
    }
}

pub(crate) fn held(status: Status) -> HeldReservation {
    let mut listing = listing();
    listing.house = listing.house.with_reservation(reservation(status));
    HeldReservation { id: ReservationId::new(RESERVATION), listing, changed_at: now() }
}

pub(crate) fn key() -> ReservationKey {
    ReservationKey {
        reservation: ReservationId::new(RESERVATION),
        performance: PerformanceId::new(PERFORMANCE),
    }
}

pub(crate) fn door_house() -> DoorHouse {
    DoorHouse { listing: listing(), attendance: Attendance { confirmed: 6, admitted: 2 } }
}

pub(crate) fn site() -> Site {
    Site {
        name: "AzioneLab".into(),
        tagline: "Teatro".into(),
        time_zone: TimeZone::get("Europe/Rome").unwrap(),
        contact: Contact { email: "ciao@example.org".into(), ..Contact::default() },
        pages: vec![PageLink { slug: slug("chi-siamo"), title: "Chi siamo".into() }],
        policy: Policy::default(),
    }
}

pub(crate) fn staff(role: Role) -> StaffMember {
    StaffMember {
        id: StaffId::new(STAFF),
        name: PersonName::parse("Dora").unwrap(),
        email: EmailAddress::parse("dora@example.org").unwrap(),
        role,
    }
}

/// A valid booking.
pub(crate) fn booking() -> Value {
    serde_json::json!({
        "name": "Anna Bianchi",
        "email": "anna@example.org",
        "seats": 2,
        "privacy_accepted": true,
    })
}
