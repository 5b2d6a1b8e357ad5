use std::sync::Arc;

use azionelab_application::{
    BrowseError,
    ports::{Listing, MockProgramme, PerformanceQuery, Position},
};
use azionelab_domain::{House, Policy};

use crate::world::{World, listing, minutes, now, performance, performance_id, start};

/// Performance `number` of as many, each an hour after the one before it.
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
async fn a_page_that_is_not_the_last_says_where_the_next_one_starts() {
    let (page, next, seen_at) =
        world(programme()).use_cases().browse.performances(query(2)).await.unwrap();

    assert_eq!(page, [listed(1), listed(2)]);
    let last = listed(2);
    let position = Position { starts_at: last.performance().starts_at, id: performance_id(2) };
    assert_eq!(next, Some(position));
    assert_eq!(seen_at, now());
}

#[tokio::test]
async fn a_last_page_that_is_full_is_still_the_last() {
    let (page, next, _) =
        world(programme()).use_cases().browse.performances(query(3)).await.unwrap();

    assert_eq!(page.len(), 3);
    assert_eq!(next, None);
}

#[tokio::test]
async fn performances_are_listed_from_now_on_unless_asked_otherwise() {
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
            .browse
            .performances(PerformanceQuery { from: asked, ..query(2) })
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn what_is_not_on_the_site_is_not_found() {
    let mut programme = MockProgramme::new();
    programme.expect_performance().returning(|_, _| Ok(None));

    let answer = world(programme).use_cases().browse.performance(performance_id(1)).await;

    assert!(matches!(answer, Err(BrowseError::NotFound)), "{answer:?}");
}
