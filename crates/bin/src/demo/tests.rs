use std::collections::{BTreeMap, BTreeSet};

use azionelab_domain::{BookingState, House, Performance, Policy, Status};

use super::*;
use crate::adapters::OsSecrets;

/// A morning in winter, an afternoon in summer, and the two nights on which the clocks change.
const TIMES: [&str; 4] = [
    "2026-01-15T09:00:00Z",
    "2026-07-20T15:30:00Z",
    "2026-03-28T23:30:00Z",
    "2026-10-24T22:30:00Z",
];

fn at(time: &str) -> (Company, Timestamp) {
    let now = time.parse().unwrap();
    (company(now, &OsSecrets), now)
}

fn house(company: &Company, performance: &Performance) -> House {
    let house = House::new(*performance, Policy::default());
    company
        .reservations
        .iter()
        .filter(|reservation| reservation.performance == performance.id)
        .fold(house, |house, reservation| house.with_reservation(reservation.clone()))
}

#[test]
fn there_are_six_shows_three_venues_and_twenty_performances() {
    let (company, _) = at(TIMES[0]);
    assert_eq!((company.shows.len(), company.venues.len()), (6, 3));
    assert_eq!(company.performances.len(), 20);
    let given = company.performances.iter().map(|p| p.show).collect::<BTreeSet<_>>();
    assert_eq!(given.len(), 6, "each show is given");
    for show in &company.shows {
        assert!(show.description.split_whitespace().count() >= 150, "{}", show.title);
    }
}

#[test]
fn every_state_of_booking_is_there() {
    for time in TIMES {
        let (company, now) = at(time);
        let mut states = BTreeMap::<_, u32>::new();
        for performance in &company.performances {
            let house = house(&company, performance);
            *states
                .entry(performance.booking_state(house.available(now), now).as_str())
                .or_default() += 1;
        }
        for state in [BookingState::NotYetOpen, BookingState::Cancelled, BookingState::Closed] {
            assert!(states.contains_key(state.as_str()), "{time}: {states:?}");
        }
        assert!(states["open"] >= 10, "{time}: {states:?}");
    }
}

#[test]
fn tonight_one_is_sold_out_and_tomorrow_one_nearly() {
    let (company, now) = at(TIMES[0]);
    let left = |day: &str| {
        company
            .performances
            .iter()
            .filter(|performance| {
                performance.starts_at.to_zoned(time_zone()).date().to_string() == day
            })
            .map(|performance| house(&company, performance).available(now))
            .collect::<Vec<_>>()
    };
    assert!(left("2026-01-15").contains(&0), "tonight");
    assert!(left("2026-01-15").iter().any(|left| *left > 0), "tonight");
    assert!(left("2026-01-16").contains(&3), "tomorrow");
}

#[test]
fn no_house_is_overbooked_and_no_time_is_out_of_order() {
    for time in TIMES {
        let (company, now) = at(time);
        for performance in &company.performances {
            assert_eq!(house(&company, performance).overbooked_by(now), 0);
            assert!(performance.opens_at < performance.closes_at);
            assert!(performance.doors_at <= performance.starts_at);
        }
        for reservation in &company.reservations {
            assert!(reservation.booked_at < now);
            if let Status::Pending { hold_until } = reservation.status {
                assert!(hold_until > now);
            }
            for later in [reservation.confirmed_at, reservation.cancelled_at].into_iter().flatten()
            {
                assert!(later > reservation.booked_at && later < now);
            }
        }
    }
}

#[test]
fn nobody_real_can_get_mail() {
    let (company, _) = at(TIMES[0]);
    for reservation in &company.reservations {
        let address = reservation.guest.email.as_str();
        let host = address.rsplit('@').next().unwrap();
        assert!(["example.org", "example.com", "example.net"].contains(&host));
    }
}

#[test]
fn on_one_day_it_is_the_same_company() {
    let starts = |time| {
        let (company, _) = at(time);
        company.performances.iter().map(|p| p.starts_at).collect::<Vec<_>>()
    };
    assert_eq!(starts("2026-01-15T09:00:00Z"), starts("2026-01-15T21:59:00Z"));
}
