use crate::world::{World, listing, minutes, now, performance, performance_id, show, start, uuid};
use azionelab_application::programme::{
    BrowseError, Listing, MockProgramme, PerformanceQuery, Position, ShowEntry, ShowSeason,
    next_bookable, venues,
};
use azionelab_domain::{House, Performance, PerformanceId, Policy, VenueId};
use std::sync::Arc;

/// Performance `number`, which starts one hour after the one before it.
fn listed(number: u32) -> Listing {
    let mut performance = performance();
    performance.id = performance_id(number);
    performance.starts_at = start() + minutes(60) * i32::try_from(number).unwrap();
    listing(House::new(performance, Policy::default()))
}

fn query(limit: u32) -> PerformanceQuery {
    PerformanceQuery { from: None, to: None, show: None, venue: None, after: None, limit }
}

/// A programme of three performances.
fn programme() -> MockProgramme {
    let mut programme = MockProgramme::new();
    programme
        .expect_performances()
        .returning(|query, _| Ok((1..=3).map(listed).take(query.limit as usize).collect()));
    programme
}

fn world(programme: MockProgramme) -> World {
    let mut world = World::new();
    world.ports.programme = Arc::new(programme);
    world
}

#[tokio::test]
async fn a_page_before_the_last_has_the_position_of_the_next() {
    let (page, next, seen_at) =
        world(programme()).use_cases().programme.browse.performances(query(2)).await.unwrap();

    assert_eq!(page, [listed(1), listed(2)]);
    let last = listed(2);
    let position = Position { starts_at: last.performance().starts_at, id: performance_id(2) };
    assert_eq!(next, Some(position));
    assert_eq!(seen_at, now());
}

#[tokio::test]
async fn a_full_last_page_is_recognised_as_the_last() {
    let (page, next, _) =
        world(programme()).use_cases().programme.browse.performances(query(3)).await.unwrap();

    assert_eq!(page.len(), 3);
    assert_eq!(next, None);
}

#[tokio::test]
async fn performances_are_listed_from_now_on_by_default() {
    let earlier = now() - minutes(60);
    for (from_query, from) in [(None, now()), (Some(earlier), earlier)] {
        let mut programme = MockProgramme::new();
        programme
            .expect_performances()
            .withf(move |query, at| query.from == Some(from) && *at == now())
            .once()
            .returning(|_, _| Ok(Vec::new()));

        world(programme)
            .use_cases()
            .programme
            .browse
            .performances(PerformanceQuery { from: from_query, ..query(2) })
            .await
            .unwrap();
    }
}

/// A programme of these performances.
fn programme_of(listings: Vec<Listing>) -> MockProgramme {
    let mut programme = MockProgramme::new();
    programme.expect_performances().returning(move |query, _| {
        Ok(listings.iter().take(query.limit as usize).cloned().collect())
    });
    programme
}

/// Performance `number`, changed.
fn changed(number: u32, change: impl FnOnce(&mut Performance)) -> Listing {
    let mut performance = *listed(number).performance();
    change(&mut performance);
    listing(House::new(performance, Policy::default()))
}

fn sold_out(number: u32) -> Listing {
    changed(number, |one| one.seating.capacity = 0)
}

fn cancelled(number: u32) -> Listing {
    changed(number, |one| one.cancelled_at = Some(now()))
}

fn ids<'a>(listings: impl IntoIterator<Item = &'a Listing>) -> Vec<PerformanceId> {
    listings.into_iter().map(|one| one.performance().id).collect()
}

#[tokio::test]
async fn the_home_page_highlights_the_next_bookable_performance_or_else_the_next_one() {
    for (listings, highlighted) in [
        (vec![cancelled(1), sold_out(2), listed(3), listed(4)], Some(3)),
        (vec![cancelled(1), sold_out(2), sold_out(3)], Some(2)),
        (vec![cancelled(1)], None),
    ] {
        let browse = world(programme_of(listings)).use_cases().programme.browse;
        let (home, _) = browse.home().await.unwrap();
        let highlighted = highlighted.map(performance_id);
        assert_eq!(ids(&home.highlighted), highlighted.into_iter().collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn the_home_page_lists_seven_performances_and_highlights_a_later_one_if_it_must() {
    let mut listings = (1..=11).map(sold_out).collect::<Vec<_>>();
    listings.push(listed(12));
    let browse = world(programme_of(listings)).use_cases().programme.browse;
    let (home, _) = browse.home().await.unwrap();
    assert_eq!(ids(&home.next), (1..=7).map(performance_id).collect::<Vec<_>>());
    assert_eq!(ids(&home.highlighted), [performance_id(12)]);
}

#[tokio::test]
async fn other_dates_that_can_be_booked_come_first() {
    let mut programme = MockProgramme::new();
    programme.expect_performances().returning(|query, _| {
        assert_eq!((&query.show, query.from), (&Some(show().slug), Some(now())));
        Ok(vec![sold_out(1), listed(2), listed(3), cancelled(4), listed(5)])
    });
    let browse = world(programme).use_cases().programme.browse;
    let (others, _) = browse.other_dates(&listed(3)).await.unwrap();
    assert_eq!(ids(&others), [2, 5, 1, 4].map(performance_id));
}

#[tokio::test]
async fn at_most_twenty_other_dates_are_listed() {
    let browse = world(programme_of((1..=30).map(listed).collect())).use_cases().programme.browse;
    for instead_of in [1, 30] {
        let (others, _) = browse.other_dates(&listed(instead_of)).await.unwrap();
        assert_eq!(others.len(), 20);
    }
}

#[test]
fn venues_of_performances_to_come_are_first_and_each_is_named_once() {
    let at = |number: u32, hours: i32| {
        let mut one = changed(1, |one| one.starts_at = now() + minutes(60) * hours);
        one.venue.id = VenueId::new(uuid(number));
        one
    };
    let listings = [at(1, -2), at(2, -1), at(3, 1), at(1, 2)];
    let venues = venues(&listings, now());
    let ids = venues.iter().map(|venue| venue.id).collect::<Vec<_>>();
    assert_eq!(ids, [3, 1, 2].map(|number| VenueId::new(uuid(number))));
}

#[test]
fn the_next_bookable_performance_is_the_first_that_is_open() {
    let listings = [cancelled(1), sold_out(2), listed(3)];
    assert_eq!(ids(next_bookable(&listings, now())), [performance_id(3)]);
    assert_eq!(next_bookable(&listings[..2], now()), None);
}

/// A programme with one show. Its performances start so many hours from now. The show ends when the
/// last one starts.
fn show_at(hours: Vec<i32>) -> MockProgramme {
    let at = |hour: i32| now() + minutes(60) * hour;
    let last_at = hours.last().copied().map(at);
    let mut programme = MockProgramme::new();
    programme.expect_show().returning(move |_, _| {
        let entry = ShowEntry { show: show(), poster: None };
        Ok(Some(ShowSeason { entry, next_at: None, last_at }))
    });
    programme.expect_performances().returning(move |query, _| {
        assert_eq!(query.show, Some(show().slug));
        let given = hours.iter().enumerate().map(|(number, hour)| {
            let mut performance = performance();
            performance.id = performance_id(u32::try_from(number).unwrap());
            performance.starts_at = at(*hour);
            listing(House::new(performance, Policy::default()))
        });
        let from_query = given.filter(|one| Some(one.performance().starts_at) >= query.from);
        Ok(from_query.take(query.limit as usize).collect())
    });
    programme
}

/// The starts of the listed performances, in hours from now.
async fn listed_hours(hours: impl Iterator<Item = i32>) -> Vec<i64> {
    let browse = world(show_at(hours.collect())).use_cases().programme.browse;
    let (_, listings, _) = browse.show(&show().slug).await.unwrap();
    let wait = |one: &Listing| one.performance().starts_at.duration_since(now()).as_hours();
    listings.iter().map(wait).collect()
}

#[tokio::test]
async fn a_show_lists_its_upcoming_and_its_latest_past_performances() {
    let all = (-30..30).map(|day| day * 24 + 1);
    assert_eq!(listed_hours(all).await, (-20..30).map(|day| day * 24 + 1).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_show_with_many_past_performances_lists_all_upcoming_ones() {
    for over in [1_000, 3_000] {
        let listed_hours = listed_hours((-over..30).map(|hour| hour + 1)).await;
        assert_eq!(listed_hours.iter().filter(|hour| **hour >= 0).count(), 31, "{over}");
        assert!(listed_hours.len() <= 51, "{over}");
    }
    let never_over = listed_hours(-1_000..10_000).await;
    assert!(never_over.len() <= 200 && never_over.contains(&100));
}

#[tokio::test]
async fn a_show_that_ended_long_ago_lists_its_last_performances() {
    let year = 365 * 24;
    let listed_hours = listed_hours((0..10).map(|day| day * 24 - year)).await;
    assert_eq!(listed_hours.len(), 10);
}

#[tokio::test]
async fn an_unpublished_performance_is_not_found() {
    let mut programme = MockProgramme::new();
    programme.expect_performance().returning(|_, _| Ok(None));

    let answer = world(programme).use_cases().programme.browse.performance(performance_id(1)).await;

    assert!(matches!(answer, Err(BrowseError::NotFound)), "{answer:?}");
}
