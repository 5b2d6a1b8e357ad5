use crate::world::{World, listing, minutes, now, performance, performance_id, show, start};
use azionelab_application::programme::{
    BrowseError, Listing, MockProgramme, PerformanceQuery, Position, ShowEntry, ShowSeason,
};
use azionelab_domain::{House, Policy};
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
    for (asked, from) in [(None, now()), (Some(earlier), earlier)] {
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
            .performances(PerformanceQuery { from: asked, ..query(2) })
            .await
            .unwrap();
    }
}

/// A programme with one show. Its performances start so many hours from now. The show ends when the
/// last one starts.
fn programme_of(hours: Vec<i32>) -> MockProgramme {
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
        let asked = given.filter(|one| Some(one.performance().starts_at) >= query.from);
        Ok(asked.take(query.limit as usize).collect())
    });
    programme
}

/// The starts of the listed performances, in hours from now.
async fn listed_hours(hours: impl Iterator<Item = i32>) -> Vec<i64> {
    let browse = world(programme_of(hours.collect())).use_cases().programme.browse;
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
