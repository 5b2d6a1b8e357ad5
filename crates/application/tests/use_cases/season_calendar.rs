use crate::world::{
    BASE_URL, World, listing, minutes, now, performance, performance_id, show, start, venue,
};
use azionelab_application::{
    ports::{CalendarFeed, FeedEvent},
    programme::{BrowseError, MockProgramme, ShowEntry, ShowSeason, Site},
};
use azionelab_domain::{House, Policy, Slug};
use jiff::tz::TimeZone;
use std::sync::Arc;

fn site() -> Site {
    Site {
        name: "AzioneLab".into(),
        tagline: String::new(),
        time_zone: TimeZone::UTC,
        contact: azionelab_application::programme::Contact::default(),
        pages: Vec::new(),
        policy: Policy::default(),
    }
}

/// A programme of two performances. The second is cancelled.
fn programme() -> MockProgramme {
    let mut programme = MockProgramme::new();
    programme.expect_site().returning(|| Ok(site()));
    programme.expect_show().returning(|slug, _| {
        let entry = ShowEntry { show: show(), poster: None };
        let season = ShowSeason { entry, next_at: None, last_at: None };
        Ok((*slug == show().slug).then_some(season))
    });
    programme.expect_renamed().returning(|_, _| Ok(None));
    programme.expect_performances().returning(|query, at| {
        assert!(query.from < Some(at), "recent performances are included");
        let mut second = performance();
        second.id = performance_id(2);
        second.cancelled_at = Some(now());
        let houses = [performance(), second].map(|of| House::new(of, Policy::default()));
        Ok(houses.map(listing).to_vec())
    });
    programme
}

fn world() -> World {
    let mut world = World::new();
    world.ports.programme = Arc::new(programme());
    world
}

fn event() -> FeedEvent {
    let show = show();
    FeedEvent {
        performance: performance().id,
        title: show.title,
        location: "Teatro Comunale, Via Roma 1, Pietrasanta".into(),
        position: venue().position,
        description: show.summary,
        url: format!("{BASE_URL}/shows/{}", show.slug),
        starts_at: start(),
        ends_at: start() + minutes(90),
        changed_at: now(),
        cancelled: false,
    }
}

#[tokio::test]
async fn the_feed_contains_all_performances_and_marks_cancelled_ones() {
    let written = world().use_cases().programme.season_calendar.execute(None).await.unwrap();

    let cancelled = FeedEvent { performance: performance_id(2), cancelled: true, ..event() };
    let feed = CalendarFeed {
        name: "AzioneLab".into(),
        url: format!("{BASE_URL}/calendar"),
        stamped_at: now(),
        organizer: None,
        events: vec![event(), cancelled],
    };
    assert_eq!(written, format!("{feed:?}"));
}

#[tokio::test]
async fn a_show_has_its_own_feed() {
    let use_cases = world().use_cases();

    let written = use_cases.programme.season_calendar.execute(Some(&show().slug)).await.unwrap();
    let unknown = Slug::parse("nowhere").unwrap();
    let refused = use_cases.programme.season_calendar.execute(Some(&unknown)).await;

    assert!(written.contains(&format!("{} · AzioneLab", show().title)), "{written}");
    assert!(matches!(refused, Err(BrowseError::NotFound)), "{refused:?}");
}
