use std::collections::{BTreeMap, BTreeSet};

use azionelab_domain::{BookingState, House, Performance, Policy, Status};

use super::*;
use crate::adapters::OsSecrets;

/// A winter morning, a summer afternoon, and the two nights with a clock change.
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
fn it_has_seven_shows_three_venues_and_twenty_two_performances() {
    let (company, _) = at(TIMES[0]);
    assert_eq!((company.shows.len(), company.venues.len()), (7, 3));
    assert_eq!(company.performances.len(), 22);
    let given = company.performances.iter().map(|p| p.show).collect::<BTreeSet<_>>();
    assert_eq!(given.len(), 7, "each show has a performance");
    for show in &company.shows {
        assert!(show.description.split_whitespace().count() >= 150, "{}", show.title);
    }
}

#[test]
fn only_one_show_is_over() {
    for time in TIMES {
        let (company, now) = at(time);
        let over = |show: &&Show| {
            let mut times = company.performances.iter().filter(|p| p.show == show.id);
            times.all(|performance| performance.starts_at < now)
        };
        let over = company.shows.iter().filter(over).map(|show| show.slug.to_string());
        assert_eq!(over.collect::<Vec<_>>(), ["aspettando-il-tram"], "{time}");
    }
}

/// Reads width and height from a lossy WebP file. They have 14 bits each, after the file header,
/// the chunk header and the start code (RFC 6386, section 9.1).
fn size_in_pixels(webp: &[u8]) -> (i32, i32) {
    assert_eq!((&webp[..4], &webp[8..16]), (&b"RIFF"[..], &b"WEBPVP8 "[..]));
    assert_eq!(webp[23..26], [0x9d, 0x01, 0x2a]);
    let number = |at: usize| i32::from(u16::from_le_bytes([webp[at], webp[at + 1]]) & 0x3fff);
    (number(26), number(28))
}

#[test]
fn each_show_has_a_poster_with_correct_widths_and_a_text() {
    let (company, _) = at(TIMES[0]);
    assert_eq!(company.posters.len(), company.shows.len());
    for (show, poster) in company.shows.iter().zip(&company.posters) {
        assert_eq!(poster.show, show.id);
        assert!(poster.alternative_text.chars().count() > 60, "{}", show.title);
        let widths = poster.images.iter().map(|image| image.width).collect::<Vec<_>>();
        assert_eq!(widths, [320, 480, 640, 960, 1280], "{}", show.title);
        for image in &poster.images {
            assert_eq!(size_in_pixels(&image.bytes), (image.width, image.height), "{}", show.title);
        }
    }
}

#[test]
fn posters_are_small_enough_for_a_phone() {
    let (company, _) = at(TIMES[0]);
    for (show, poster) in company.shows.iter().zip(&company.posters) {
        for (width, most) in [(320, 16_000), (640, 45_000)] {
            let image = poster.images.iter().find(|image| image.width == width).unwrap();
            assert!(image.bytes.len() <= most, "{} at {width} pixels", show.title);
        }
    }
}

#[test]
fn every_booking_state_occurs() {
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
fn tonight_one_performance_is_sold_out_and_tomorrow_one_nearly() {
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
fn no_performance_is_overbooked_and_all_times_are_in_order() {
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
fn all_addresses_are_reserved_for_examples() {
    let (company, _) = at(TIMES[0]);
    for reservation in &company.reservations {
        let address = reservation.guest.email.as_ref().unwrap().as_str();
        let host = address.rsplit('@').next().unwrap();
        assert!(["example.org", "example.com", "example.net"].contains(&host));
    }
}

#[test]
fn the_performances_are_the_same_for_a_whole_day() {
    let starts = |time| {
        let (company, _) = at(time);
        company.performances.iter().map(|p| p.starts_at).collect::<Vec<_>>()
    };
    assert_eq!(starts("2026-01-15T09:00:00Z"), starts("2026-01-15T21:59:00Z"));
}
