//! Builders for shows, venues, parties and staff.

use azionelab_application::{
    accounts::StaffMember,
    booking::BookRequest,
    programme::{Listing, ShowEntry},
};
use azionelab_domain::{
    BookingSource, CheckIn, CheckInId, EmailAddress, Guest, House, Locale, Performance,
    PerformanceId, PersonName, Publication, Reservation, ReservationCode, ReservationId, Role,
    Seating, Seats, Secret, Show, ShowId, Slug, StaffId, Status, Venue, VenueId,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use uuid::Uuid;

pub fn now() -> Timestamp {
    "2026-05-20T18:00:00Z".parse().unwrap()
}

pub fn start() -> Timestamp {
    "2026-05-20T20:00:00Z".parse().unwrap()
}

pub fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

pub fn uuid(number: u32) -> Uuid {
    Uuid::from_u128(number.into())
}

pub fn party_id(number: u32) -> ReservationId {
    ReservationId::new(uuid(number))
}

pub fn performance_id(number: u32) -> PerformanceId {
    PerformanceId::new(uuid(number))
}

pub fn seats(seats: i64) -> Seats {
    Seats::parse(seats).unwrap()
}

pub fn person(name: &str) -> PersonName {
    PersonName::parse(name).unwrap()
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub fn show() -> Show {
    Show {
        id: ShowId::new(uuid(1)),
        slug: slug("la-locandiera"),
        title: "La locandiera".into(),
        subtitle: String::new(),
        summary: String::new(),
        description: String::new(),
        credits: String::new(),
        duration_minutes: Some(90),
        age_advice: String::new(),
        language: "it".into(),
        publication: Publication::Published,
    }
}

pub fn venue() -> Venue {
    Venue {
        id: VenueId::new(uuid(1)),
        slug: slug("teatro-comunale"),
        name: "Teatro Comunale".into(),
        address: "Via Roma 1".into(),
        city: "Pietrasanta".into(),
        access_notes: String::new(),
        position: None,
        time_zone: TimeZone::get("Europe/Rome").unwrap(),
    }
}

/// Performance 1 with ten seats.
pub fn performance() -> Performance {
    Performance {
        id: performance_id(1),
        show: show().id,
        venue: venue().id,
        listed: true,
        starts_at: start(),
        previous_start: None,
        doors_at: start() - minutes(30),
        opens_at: now() - minutes(24 * 60),
        closes_at: start(),
        seating: Seating { capacity: 10, occupied: 0, extra: 0 },
        cancelled_at: None,
    }
}

pub fn listing(house: House) -> Listing {
    let entry = ShowEntry { show: show(), poster: None };
    Listing { house, entry, venue: venue(), changed_at: now() }
}

pub fn guest(number: u32) -> Guest {
    Guest {
        name: Some(person("Anna Bianchi")),
        email: Some(EmailAddress::parse(&format!("guest{number}@example.org")).unwrap()),
        phone: None,
        notes: None,
        access_needs: [].into(),
        locale: Locale::It,
    }
}

/// Guest 1 asks for seats of performance 1.
pub fn booking(count: i64) -> BookRequest {
    BookRequest {
        performance: performance_id(1),
        guest: guest(1),
        seats: seats(count),
        attempt: None,
        from: None,
        letter_delay: None,
    }
}

/// The secret of a party in a test.
pub fn secret(of: ReservationId) -> Secret {
    let mut bits = [9; 32];
    bits[..16].copy_from_slice(of.uuid().as_bytes());
    Secret::from_random(bits)
}

/// A staff member. Each role has its own person.
pub fn staff(role: Role) -> StaffMember {
    let (number, name) = match role {
        Role::Door => (1, "Dora"),
        Role::BoxOffice => (2, "Bruno"),
        Role::Admin => (3, "Ada"),
    };
    StaffMember {
        id: StaffId::new(uuid(number)),
        name: person(name),
        email: EmailAddress::parse(&format!("staff{number}@example.org")).unwrap(),
        role,
    }
}

/// A party of two whose seats are held for half an hour from now.
pub fn party(number: u32) -> Party {
    Party(Reservation {
        id: party_id(number),
        performance: performance_id(1),
        code: ReservationCode::from_number(number),
        source: BookingSource::Website,
        guest: guest(number),
        seats: seats(2),
        status: Status::Pending { hold_until: now() + minutes(30) },
        booked_at: now(),
        confirmed_at: None,
        cancelled_at: None,
        origin: None,
        check_ins: Vec::new(),
    })
}

#[derive(Clone)]
pub struct Party(pub Reservation);

impl Party {
    pub fn seats(mut self, count: i64) -> Self {
        self.0.seats = seats(count);
        self
    }

    pub fn status(mut self, status: Status) -> Self {
        self.0.status = status;
        self
    }

    pub fn without_email(mut self) -> Self {
        self.0.guest.email = None;
        self
    }

    pub fn confirmed(self) -> Self {
        self.status(Status::Confirmed)
    }

    pub fn cancelled(self) -> Self {
        self.status(Status::Cancelled)
    }

    /// Admits some of the party now, by the door's staff member, with check-in 1, 2 and so on.
    pub fn admitted(mut self, count: i64) -> Self {
        let number = u32::try_from(self.0.check_ins.len()).unwrap() + 1;
        self.0.check_ins.push(CheckIn {
            id: CheckInId::new(uuid(number)),
            seats: seats(count),
            at: now(),
            by: staff(Role::Door).id,
            client_ref: None,
            override_reason: None,
            undone: None,
        });
        self
    }
}
