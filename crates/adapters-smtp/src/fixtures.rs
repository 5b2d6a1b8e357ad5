//! Letters for tests.

use azionelab_application::{
    accounts::{LinkPurpose, StaffMember, StaffNotice},
    mail::{Letter, MessageKind, OutboxEntry, PosterPicture, StaffLetter},
};
use azionelab_domain::{
    AccessNeeds, EmailAddress, Guest, Locale, MessageId, PerformanceId, PersonName, Publication,
    Reservation, ReservationCode, ReservationId, Role, Seats, Show, ShowId, Slug, StaffId, Status,
    Venue, VenueId,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use uuid::Uuid;

pub(crate) const FROM: &str = "tickets@teatro.example.org";
pub(crate) const LINK: &str =
    "https://teatro.example.org/reservation#BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
pub(crate) const SHOW_PAGE: &str = "https://teatro.example.org/shows/cosi-e-se-vi-pare";
pub(crate) const POSTER: &str = "https://teatro.example.org/api/v1/media/7f1a.jpg";
pub(crate) const STAFF_LINK: &str =
    "https://teatro.example.org/staff-link#BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
/// Not an image, but recognisable by its bytes.
pub(crate) const QR_CODE: &[u8] = b"\x89PNG\r\n\x1a\n the QR code";
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nSUMMARY:Così è (se vi pare)\r\nEND:VCALENDAR\r\n";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A letter to Anna about three seats.
pub(crate) fn letter(kind: MessageKind, locale: Locale) -> Letter {
    let ticket = kind.carries_ticket();
    let another_date = matches!(kind, MessageKind::Rescheduled | MessageKind::Transferred);
    let dated = ticket || another_date;
    Letter {
        entry: OutboxEntry {
            id: MessageId::new(Uuid::from_u128(0x0195_83f0_0000_7000_8000_0000_0000_0001)),
            kind,
            created_at: at("2026-03-13T17:15:00Z"),
            failed_attempts: 0,
            unanswered_attempts: 0,
            reservation: reservation(kind, locale),
            hold_until: at("2026-03-13T17:45:00Z"),
            show: show(),
            poster: None,
            venue: venue(),
            performance: PerformanceId::new(Uuid::from_u128(2)),
            starts_at: at("2026-03-14T20:00:00Z"),
            previous_start: another_date.then(|| at("2026-03-07T20:00:00Z")),
            seats_before: (kind == MessageKind::SeatsChanged).then(|| Seats::parse(2).unwrap()),
            news_of: None,
            message_to_guests: None,
            is_cancelled: kind == MessageKind::CancelledByTheatre,
            changed_at: at("2026-03-01T10:00:00Z"),
            doors_at: at("2026-03-14T19:30:00Z"),
            retention: SignedDuration::from_hours(24 * 30),
            site_name: "Teatro dell'Azione".to_owned(),
            site_email: "info@teatro.example.org".to_owned(),
        },
        show_page: Some(SHOW_PAGE.to_owned()),
        poster: Some(poster()),
        link: kind.carries_link().then(|| LINK.to_owned()),
        qr_code: ticket.then(|| QR_CODE.to_vec()),
        calendar: dated.then(|| CALENDAR.to_owned()),
        written_at: at("2026-03-13T17:15:00.123456Z"),
    }
}

/// A letter to Dora, who works at the door.
pub(crate) fn staff_letter(purpose: LinkPurpose, locale: Locale) -> StaffLetter {
    StaffLetter {
        notice: StaffNotice {
            id: MessageId::new(Uuid::from_u128(0x0195_83f0_0000_7000_8000_0000_0000_0002)),
            purpose,
            failed_attempts: 0,
            unanswered_attempts: 0,
            created_at: at("2026-03-13T17:15:00Z"),
            member: StaffMember {
                id: StaffId::new(Uuid::from_u128(6)),
                name: PersonName::parse("Dora Dell'Uscio").unwrap(),
                email: EmailAddress::parse("dora@example.org").unwrap(),
                role: Role::Door,
            },
            locale,
            has_password: purpose == LinkPurpose::PasswordReset,
            is_deactivated: false,
            site_name: "Teatro dell'Azione".to_owned(),
            site_email: "info@teatro.example.org".to_owned(),
        },
        link: STAFF_LINK.to_owned(),
        written_at: at("2026-03-13T17:15:00.123456Z"),
    }
}

fn reservation(kind: MessageKind, locale: Locale) -> Reservation {
    let hold_until = at("2026-03-13T17:45:00Z");
    Reservation {
        id: ReservationId::new(Uuid::from_u128(3)),
        performance: PerformanceId::new(Uuid::from_u128(2)),
        code: ReservationCode::parse("K7QF3M").unwrap(),
        source: azionelab_domain::BookingSource::Website,
        guest: Guest {
            name: Some(PersonName::parse("Anna Dell'Acqua-Müller").unwrap()),
            email: Some(EmailAddress::parse("anna@example.org").unwrap()),
            phone: None,
            notes: None,
            access_needs: AccessNeeds::new(),
            locale,
        },
        seats: Seats::parse(3).unwrap(),
        status: match kind {
            MessageKind::ConfirmYourSeats => Status::Pending { hold_until },
            MessageKind::YourTicket
            | MessageKind::Rescheduled
            | MessageKind::Transferred
            | MessageKind::SeatsChanged
            | MessageKind::CancelledByTheatre => Status::Confirmed,
            MessageKind::CancelledByVisitor | MessageKind::CancelledByOffice => Status::Cancelled,
        },
        booked_at: at("2026-03-13T17:15:00Z"),
        confirmed_at: (kind != MessageKind::ConfirmYourSeats).then(|| at("2026-03-13T17:20:00Z")),
        cancelled_at: None,
        origin: None,
        check_ins: Vec::new(),
    }
}

fn show() -> Show {
    Show {
        id: ShowId::new(Uuid::from_u128(4)),
        slug: Slug::parse("cosi-e-se-vi-pare").unwrap(),
        title: "Così è (se vi pare)".to_owned(),
        subtitle: "di Luigi Pirandello".to_owned(),
        summary: String::new(),
        description: String::new(),
        credits: String::new(),
        duration_minutes: Some(110),
        age_advice: String::new(),
        language: "it".to_owned(),
        publication: Publication::Published,
    }
}

fn poster() -> PosterPicture {
    PosterPicture {
        address: POSTER.to_owned(),
        width: 320,
        height: 480,
        alternative_text: "Una donna velata davanti a una porta socchiusa".to_owned(),
    }
}

fn venue() -> Venue {
    Venue {
        id: VenueId::new(Uuid::from_u128(5)),
        slug: Slug::parse("teatro-astra").unwrap(),
        name: "Teatro Astra".to_owned(),
        address: "Via Rosolino Pilo 6".to_owned(),
        city: "Torino".to_owned(),
        access_notes: "Rampa dal cortile; anello magnetico in platea.".to_owned(),
        position: None,
        time_zone: TimeZone::get("Europe/Rome").unwrap(),
    }
}
