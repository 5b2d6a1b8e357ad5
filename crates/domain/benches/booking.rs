//! The rule for a booking in houses of different sizes. `cargo bench`.

#![expect(clippy::unwrap_used, reason = "a failed unwrap ends the benchmark")]

use azionelab_domain::{
    AccessNeeds, BookingRequest, BookingSource, EmailAddress, Guest, House, Locale, Performance,
    PerformanceId, PersonName, Policy, Reservation, ReservationCode, ReservationId, Seating, Seats,
    ShowId, Status, UnconfirmedLimits, VenueId,
};
use divan::{Bencher, black_box};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

fn main() {
    divan::main();
}

fn now() -> Timestamp {
    "2026-11-20T18:00:00Z".parse().unwrap()
}

fn guest(number: u32) -> Guest {
    Guest {
        name: Some(PersonName::parse("Anna Bianchi").unwrap()),
        email: Some(EmailAddress::parse(&format!("guest-{number}@example.org")).unwrap()),
        phone: None,
        notes: None,
        access_needs: AccessNeeds::new(),
        locale: Locale::It,
    }
}

fn reservation(number: u32, performance: PerformanceId) -> Reservation {
    let is_pending = number.is_multiple_of(2);
    Reservation {
        id: ReservationId::new(Uuid::from_u128(number.into())),
        performance,
        code: ReservationCode::from_number(number),
        source: BookingSource::Website,
        guest: guest(number),
        seats: Seats::parse(2).unwrap(),
        status: if is_pending {
            Status::Pending { hold_until: now() + SignedDuration::from_mins(20) }
        } else {
            Status::Confirmed
        },
        booked_at: now() - SignedDuration::from_mins(10),
        confirmed_at: (!is_pending).then(now),
        cancelled_at: None,
        origin: None,
        check_ins: Vec::new(),
    }
}

/// A house with this many reservations, half of them unconfirmed.
fn house(reservations: u32) -> House {
    let performance = Performance {
        id: PerformanceId::new(Uuid::from_u128(1)),
        show: ShowId::new(Uuid::from_u128(2)),
        venue: VenueId::new(Uuid::from_u128(3)),
        listed: true,
        starts_at: now() + SignedDuration::from_hours(48),
        previous_start: None,
        doors_at: now() + SignedDuration::from_hours(47),
        opens_at: now() - SignedDuration::from_hours(1),
        closes_at: now() + SignedDuration::from_hours(48),
        seating: Seating { capacity: 10_000, occupied: 0, extra: 0 },
        cancelled_at: None,
    };
    let house = House::new(performance, Policy::default());
    (1..=reservations)
        .map(|number| reservation(number, performance.id))
        .fold(house, House::with_reservation)
}

#[divan::bench(args = [10, 100, 1_000])]
fn book(bencher: Bencher, reservations: u32) {
    let house = house(reservations);
    let request = BookingRequest {
        id: ReservationId::new(Uuid::from_u128(u128::MAX)),
        code: ReservationCode::from_number(999_999),
        guest: guest(0),
        seats: Seats::parse(2).unwrap(),
        attempt: None,
        origin: None,
        limits: Some(UnconfirmedLimits { per_client: 100, per_network: 100, percent_of_house: 90 }),
    };
    house.book(&request, now()).unwrap();
    bencher.bench(|| black_box(&house).book(black_box(&request), now()));
}
