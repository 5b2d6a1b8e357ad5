//! Scheduling performances.

use crate::world::{World, minutes, now, show, staff, venue};
use azionelab_application::{
    accounts::Denied,
    ports::{Version, Versioned},
    programme::{
        MockPerformances, MockShows, MockVenues, ScheduleError, ScheduleFailed, ScheduleRequest,
        ShowEntry, VenueEntry, WrongStart,
    },
};
use azionelab_domain::{LocalTime, LocalTimeRefusal, Performance, Role, Seating};
use std::sync::Arc;

fn request(starts: &[&str]) -> ScheduleRequest {
    ScheduleRequest {
        show: show().id,
        venue: venue().id,
        starts: starts.iter().map(|start| LocalTime::parse(start).unwrap()).collect(),
        doors_before: minutes(30),
        opens_at: None,
        closes_before: minutes(60),
        seating: Seating { capacity: 80, occupied: 2, extra: 1 },
    }
}

fn world(performances: MockPerformances) -> World {
    let mut world = World::new();
    let (mut shows, mut venues) = (MockShows::new(), MockVenues::new());
    shows.expect_find().returning(|id| {
        let value = ShowEntry { show: show(), poster: None };
        Ok((id == show().id).then_some(Versioned { value, version: Version(1) }))
    });
    venues.expect_find().returning(|_| {
        let value = VenueEntry { venue: venue(), default_capacity: None };
        Ok(Some(Versioned { value, version: Version(1) }))
    });
    world.ports.shows = Arc::new(shows);
    world.ports.venues = Arc::new(venues);
    world.ports.performances = Arc::new(performances);
    world
}

#[tokio::test]
async fn performances_across_the_end_of_daylight_saving_start_at_the_same_local_time() {
    let mut performances = MockPerformances::new();
    performances.expect_find().returning(|ids, _| {
        assert_eq!(ids.len(), 2);
        Ok(Vec::new())
    });
    performances.expect_schedule().once().returning(|series: &[Performance], entries| {
        let starts: Vec<_> = series.iter().map(|one| one.starts_at.to_string()).collect();
        assert_eq!(starts, ["2026-10-24T18:30:00Z", "2026-10-25T19:30:00Z"]);
        for one in series {
            assert_eq!(one.doors_at, one.starts_at - minutes(30));
            assert_eq!(one.closes_at, one.starts_at - minutes(60));
            assert_eq!((one.opens_at, one.seating.bookable()), (now(), 79));
        }
        assert_eq!(entries.len(), 2);
        assert!(entries.iter().all(|entry| entry.action.as_str() == "performance.add"));
        Ok(())
    });
    let schedule = world(performances).use_cases().programme.schedule;
    let series = request(&["2026-10-24T20:30", "2026-10-25T20:30"]);
    schedule.execute(&staff(Role::Admin), series).await.unwrap();
}

#[tokio::test]
async fn all_wrong_dates_are_named_and_none_is_scheduled() {
    let schedule = world(MockPerformances::new()).use_cases().programme.schedule;
    let mut series = request(&[
        "2026-10-24T20:30",
        "2027-03-28T02:30",
        "2026-10-25T02:30",
        "2026-10-24T20:30",
        "2026-05-20T19:00",
        "2026-10-25T02:30+02:00",
    ]);
    let error = schedule.execute(&staff(Role::Admin), series.clone()).await.unwrap_err();
    let ScheduleError::WrongStarts(wrong) = error else { panic!("{error:?}") };
    assert_eq!(wrong.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let never = WrongStart::NoInstant(LocalTimeRefusal::NoSuchTime);
    assert_eq!(
        (wrong[0].1, wrong[2].1, wrong[3].1),
        (never, WrongStart::Duplicate, WrongStart::InThePast)
    );
    let comes_twice = LocalTimeRefusal::Ambiguous {
        earlier: jiff::tz::Offset::constant(2),
        later: jiff::tz::Offset::constant(1),
    };
    assert_eq!(wrong[1].1, WrongStart::NoInstant(comes_twice));

    series.starts.truncate(1);
    series.opens_at = Some("2026-10-24T17:30:00Z".parse().unwrap());
    let error = schedule.execute(&staff(Role::Admin), series).await.unwrap_err();
    let ScheduleError::WrongStarts(wrong) = error else { panic!("{error:?}") };
    assert_eq!(wrong, [(0, WrongStart::ClosingBeforeOpening)]);
}

#[tokio::test]
async fn an_existing_performance_is_named_by_its_index() {
    let mut performances = MockPerformances::new();
    performances
        .expect_schedule()
        .returning(|series, _| Err(ScheduleFailed::Duplicates(vec![series[1].starts_at])));
    let schedule = world(performances).use_cases().programme.schedule;
    let series = request(&["2026-10-24T20:30", "2026-10-25T20:30"]);
    let error = schedule.execute(&staff(Role::Admin), series).await.unwrap_err();
    let ScheduleError::WrongStarts(wrong) = error else { panic!("{error:?}") };
    assert_eq!(wrong, [(1, WrongStart::Duplicate)]);
}

#[tokio::test]
async fn only_an_administrator_can_schedule_an_existing_show() {
    let schedule = world(MockPerformances::new()).use_cases().programme.schedule;
    let series = request(&["2026-10-24T20:30"]);
    let error = schedule.execute(&staff(Role::BoxOffice), series.clone()).await.unwrap_err();
    assert!(matches!(error, ScheduleError::Denied(Denied::Forbidden)), "{error:?}");
    let unknown =
        ScheduleRequest { show: azionelab_domain::ShowId::new(crate::world::uuid(404)), ..series };
    let error = schedule.execute(&staff(Role::Admin), unknown).await.unwrap_err();
    assert!(matches!(error, ScheduleError::NoSuchShow), "{error:?}");
}
