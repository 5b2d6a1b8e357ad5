use crate::world::{
    Party, World, listing, minutes, now, party, performance, performance_id, staff, start,
};
use azionelab_application::{
    accounts::Denied,
    box_office::ReservationSearch,
    door::{DoorEntry, DoorError, DoorHouse, MockDoorLists},
    programme::{Attendance, Contact, MockProgramme, Site},
};
use azionelab_domain::{House, Policy, Role};
use jiff::{Timestamp, tz::TimeZone};
use std::sync::{Arc, Mutex};

fn at(instant: &str) -> Timestamp {
    instant.parse().unwrap()
}

fn programme() -> MockProgramme {
    let mut programme = MockProgramme::new();
    programme.expect_site().returning(|| {
        Ok(Site {
            name: "Compagnia dell'Azione".into(),
            tagline: String::new(),
            time_zone: TimeZone::get("Europe/Rome").unwrap(),
            contact: Contact::default(),
            pages: Vec::new(),
            policy: Policy::default(),
        })
    });
    programme
}

fn house() -> DoorHouse {
    let listing = listing(House::new(performance(), Policy::default()));
    DoorHouse { listing, attendance: Attendance { confirmed: 2, admitted: 0 } }
}

fn entry(Party(reservation): Party) -> DoorEntry {
    DoorEntry {
        id: reservation.id,
        code: reservation.code,
        admitted: reservation.admitted(),
        status: reservation.status,
        check_ins: Vec::new(),
        name: reservation.guest.name,
        seats: reservation.seats,
        access_needs: reservation.guest.access_needs,
        notes: reservation.guest.notes,
    }
}

fn world(lists: MockDoorLists) -> World {
    let mut world = World::new();
    world.ports.programme = Arc::new(programme());
    world.ports.door_lists = Arc::new(lists);
    world
}

/// Lists that contain performance 1 and expect one query for its parties with this search.
fn lists_searched_by(expected: Option<&'static str>) -> MockDoorLists {
    let mut lists = lists_not_searched();
    lists
        .expect_parties()
        .withf(move |id, search| {
            *id == performance_id(1) && search.map(ReservationSearch::as_str) == expected
        })
        .once()
        .returning(|_, _| Ok(vec![entry(party(1).confirmed())]));
    lists
}

/// Lists that contain performance 1 and expect no query for its parties.
fn lists_not_searched() -> MockDoorLists {
    let mut lists = MockDoorLists::new();
    lists.expect_house().returning(|id, _| Ok((id == performance_id(1)).then(house)));
    lists
}

/// The range of starts that count as today.
async fn today(now: Timestamp) -> (Timestamp, Timestamp) {
    let queried = Arc::new(Mutex::new(None));
    let window = queried.clone();
    let mut lists = MockDoorLists::new();
    lists.expect_houses().once().returning(move |from, to, _| {
        *window.lock().unwrap() = Some((from, to));
        Ok(Vec::new())
    });
    let world = world(lists);
    world.clock.set(now);
    world.use_cases().door.see.today(&staff(Role::Door)).await.unwrap();
    queried.lock().unwrap().unwrap()
}

#[tokio::test]
async fn today_is_from_midnight_to_midnight_in_the_company_s_time_zone() {
    let window = today(at("2026-05-20T12:00:00Z")).await;
    assert_eq!(window, (at("2026-05-19T22:00:00Z"), at("2026-05-20T22:00:00Z")));
}

#[tokio::test]
async fn today_has_an_hour_more_when_the_clocks_go_back() {
    let window = today(at("2026-10-25T12:00:00Z")).await;
    assert_eq!(window, (at("2026-10-24T22:00:00Z"), at("2026-10-25T23:00:00Z")));
}

#[tokio::test]
async fn today_has_an_hour_less_when_the_clocks_go_forward() {
    let window = today(at("2027-03-28T12:00:00Z")).await;
    assert_eq!(window, (at("2027-03-27T23:00:00Z"), at("2027-03-28T22:00:00Z")));
}

#[tokio::test]
async fn today_ends_at_the_same_time_throughout_a_day_of_25_hours() {
    // 00:30 and 02:30 in summer time, and an hour later 02:30 in winter time.
    for now in ["2026-10-24T22:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"] {
        let (_, to) = today(at(now)).await;
        assert_eq!(to, at("2026-10-25T23:00:00Z"), "{now}");
    }
}

#[tokio::test]
async fn yesterday_counts_as_today_while_its_door_is_open() {
    let now = at("2026-05-20T22:30:00Z");
    let (from, _) = today(now).await;
    assert_eq!(from, now - minutes(6 * 60));
}

#[tokio::test]
async fn tomorrow_counts_as_today_once_its_door_is_open() {
    let now = at("2026-05-20T21:00:00Z");
    let (_, to) = today(now).await;
    assert_eq!(to, now + minutes(3 * 60));
}

#[tokio::test]
async fn the_whole_list_is_shown_without_a_search() {
    for nothing in [None, Some(""), Some("   ")] {
        let world = world(lists_searched_by(None));

        let (house, parties, seen_at) = world
            .use_cases()
            .door
            .see
            .list(&staff(Role::Door), performance_id(1), nothing)
            .await
            .unwrap();

        assert_eq!(house.listing.performance().id, performance_id(1));
        assert_eq!(parties, [entry(party(1).confirmed())]);
        assert_eq!(seen_at, now());
    }
}

#[tokio::test]
async fn a_search_is_trimmed() {
    let world = world(lists_searched_by(Some("bian")));

    let (_, parties, _) = world
        .use_cases()
        .door
        .see
        .list(&staff(Role::Door), performance_id(1), Some(" bian "))
        .await
        .unwrap();

    assert_eq!(parties.len(), 1);
}

#[tokio::test]
async fn a_search_that_is_too_short_finds_nobody() {
    let world = world(lists_not_searched());

    let (_, parties, _) = world
        .use_cases()
        .door
        .see
        .list(&staff(Role::Door), performance_id(1), Some("b"))
        .await
        .unwrap();

    assert_eq!(parties, []);
}

#[tokio::test]
async fn the_door_can_see_only_today_s_lists() {
    for (away_by, may) in [(0, true), (24 * 60, false), (-24 * 60, false)] {
        let lists = if may { lists_searched_by(None) } else { lists_not_searched() };
        let world = world(lists);
        world.clock.set(start() + minutes(away_by));

        let answer =
            world.use_cases().door.see.list(&staff(Role::Door), performance_id(1), None).await;

        if may {
            answer.unwrap();
        } else {
            assert!(
                matches!(answer, Err(DoorError::Denied(Denied::Forbidden))),
                "{away_by} minutes: {answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_box_office_and_administrators_can_see_the_list_of_any_day() {
    for role in [Role::BoxOffice, Role::Admin] {
        let world = world(lists_searched_by(None));
        world.clock.set(start() - minutes(30 * 24 * 60));

        let list = world.use_cases().door.see.list(&staff(role), performance_id(1), None).await;

        assert_eq!(list.unwrap().1.len(), 1, "{role}");
    }
}

#[tokio::test]
async fn a_performance_that_does_not_exist_has_no_list() {
    let world = world(lists_not_searched());

    let answer =
        world.use_cases().door.see.list(&staff(Role::Admin), performance_id(404), None).await;

    assert!(matches!(answer, Err(DoorError::NotFound)), "{answer:?}");
}
