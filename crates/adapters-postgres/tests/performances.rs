//! Performances as visitors see them.

use crate::world::{
    Booking, World, cancel, company, id, minutes, no_company, now, performance_in, show, venue,
};
use azionelab_adapters_postgres::Company;
use azionelab_application::{
    booking::Reservations,
    door::DoorLists,
    houses::Needs,
    programme::{Listing, PerformanceQuery, Position, Programme},
};
use azionelab_domain::{BookingState, Performance, PerformanceId, Seating, Slug};
use jiff::{SignedDuration, Timestamp};

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

/// All performances on one page.
fn everything() -> PerformanceQuery {
    PerformanceQuery { from: None, to: None, show: None, venue: None, after: None, limit: 100 }
}

/// Two shows in two venues: `one` starts 1, 3 and 5 hours from now, `two` starts 2, 3 and 4 hours
/// from now. All are in `great`, except the last, which is in `small`.
async fn season() -> World {
    let (one, two) = (show("one"), show("two"));
    let (great, small) = (venue("great"), venue("small"));
    let at = |show, venue, wait| performance_in(show, venue, hours(wait));
    let performances = vec![
        at(&one, &great, 1),
        at(&one, &great, 3),
        at(&one, &small, 5),
        at(&two, &great, 2),
        at(&two, &great, 3),
        at(&two, &small, 4),
    ];
    let (shows, venues) = (vec![one, two], vec![great, small]);
    World::of(Company { shows, venues, performances, ..no_company() }).await
}

impl World {
    async fn listings(&self, query: &PerformanceQuery) -> Vec<Listing> {
        self.store.performances(query, self.now()).await.unwrap()
    }

    /// The indexes of the found performances.
    async fn found(&self, query: PerformanceQuery) -> Vec<usize> {
        let index = |id| self.performances.iter().position(|known| *known == id).unwrap();
        let listings = self.listings(&query).await;
        listings.iter().map(|listing| index(listing.performance().id)).collect()
    }

    async fn listing(&self) -> Listing {
        self.store.performance(self.performance(), self.now()).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_performance_is_read_as_it_was_stored() {
    let mut company = company(&[80]);
    company.performances[0].seating = Seating { capacity: 80, occupied: 3, extra: 7 };
    let (performance, show, venue) =
        (company.performances[0], company.shows[0].clone(), company.venues[0].clone());
    let world = World::of(company).await;
    let listing = world.listing().await;
    assert_eq!(listing.performance(), &performance);
    assert_eq!((&listing.entry.show, &listing.venue), (&show, &venue));
    assert_eq!(world.listings(&everything()).await, [listing]);
    let unknown = world.store.performance(PerformanceId::new(id()), now()).await.unwrap();
    assert_eq!(unknown, None);
}

#[tokio::test]
async fn performances_are_ordered_by_start_and_id() {
    let world = season().await;
    assert_eq!(world.found(everything()).await, [0, 3, 1, 4, 5, 2]);
}

#[tokio::test]
async fn performances_are_found_by_time_show_and_venue() {
    let world = season().await;
    let from = |hours_| PerformanceQuery { from: Some(now() + hours(hours_)), ..everything() };
    assert_eq!(world.found(from(3)).await, [1, 4, 5, 2], "those that start now included");
    assert_eq!(world.found(from(6)).await, Vec::<usize>::new());
    let to = PerformanceQuery { to: Some(now() + hours(3)), ..everything() };
    assert_eq!(world.found(to.clone()).await, [0, 3]);
    let both = PerformanceQuery { from: Some(now() + hours(2)), ..to };
    assert_eq!(world.found(both).await, [3]);

    let of = |slug| Some(Slug::parse(slug).unwrap());
    let one = PerformanceQuery { show: of("one"), ..everything() };
    assert_eq!(world.found(one.clone()).await, [0, 1, 2]);
    let small = PerformanceQuery { venue: of("small"), ..everything() };
    assert_eq!(world.found(small).await, [5, 2]);
    let one_in_great = PerformanceQuery { venue: of("great"), ..one };
    assert_eq!(world.found(one_in_great.clone()).await, [0, 1]);
    let late = PerformanceQuery { from: Some(now() + hours(2)), ..one_in_great };
    assert_eq!(world.found(late).await, [1]);
    for nothing in [
        PerformanceQuery { show: of("three"), ..everything() },
        PerformanceQuery { venue: of("three"), ..everything() },
    ] {
        assert_eq!(world.found(nothing).await, Vec::<usize>::new());
    }
}

#[tokio::test]
async fn earlier_slugs_of_a_show_and_a_venue_find_their_performances() {
    let world = season().await;
    world.execute("UPDATE shows SET slug = 'uno' WHERE slug = 'one'").await;
    world.execute("UPDATE venues SET slug = 'piccolo' WHERE slug = 'small'").await;
    let of = |slug| Some(Slug::parse(slug).unwrap());
    for show in [of("one"), of("uno")] {
        let query = PerformanceQuery { show, ..everything() };
        assert_eq!(world.found(query).await, [0, 1, 2]);
    }
    for venue in [of("small"), of("piccolo")] {
        let query = PerformanceQuery { venue, ..everything() };
        assert_eq!(world.found(query).await, [5, 2]);
    }
}

#[tokio::test]
async fn pages_have_no_gaps_or_duplicates() {
    let world = season().await;
    for limit in 1..=6 {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let query = PerformanceQuery { after, limit, ..everything() };
            let page = world.listings(&query).await;
            assert!(page.len() <= limit as usize);
            let Some(last) = page.last() else { break };
            let Performance { starts_at, id, .. } = *last.performance();
            after = Some(Position { starts_at, id });
            found.extend(page.iter().map(|listing| listing.performance().id));
        }
        let order = [0, 3, 1, 4, 5, 2].map(|index: usize| world.performances[index]);
        assert_eq!(found, order, "{limit} a page");
    }
}

#[tokio::test]
async fn any_time_can_be_queried() {
    let world = season().await;
    let past: Timestamp = "-005000-01-01T00:00:00Z".parse().unwrap();
    let position = |starts_at| Some(Position { starts_at, id: PerformanceId::new(id()) });
    for (query, found) in [
        (PerformanceQuery { from: Some(past), ..everything() }, 6),
        (PerformanceQuery { from: Some(Timestamp::MAX), ..everything() }, 0),
        (PerformanceQuery { to: Some(past), ..everything() }, 0),
        (PerformanceQuery { to: Some(Timestamp::MAX), ..everything() }, 6),
        (PerformanceQuery { after: position(Timestamp::MIN), ..everything() }, 6),
        (PerformanceQuery { after: position(Timestamp::MAX), ..everything() }, 0),
        (PerformanceQuery { limit: u32::MAX, ..everything() }, 6),
    ] {
        assert_eq!(world.found(query.clone()).await.len(), found, "{query:?}");
    }
}

#[tokio::test]
async fn performances_of_unpublished_shows_are_not_found() {
    let world = season().await;
    world.execute("UPDATE shows SET publication = 'draft' WHERE slug = 'one'").await;
    assert_eq!(world.found(everything()).await, [3, 4, 5]);
    let one = Some(Slug::parse("one").unwrap());
    assert_eq!(
        world.found(PerformanceQuery { show: one, ..everything() }).await,
        Vec::<usize>::new()
    );
    world.execute("UPDATE shows SET publication = 'archived' WHERE slug = 'two'").await;
    assert_eq!(world.found(everything()).await, Vec::<usize>::new());
}

#[tokio::test]
async fn cancelled_performances_are_still_announced() {
    let world = World::with_seats(10).await;
    world.execute("UPDATE performances SET cancelled_at = '2026-11-20T12:00:00Z'").await;
    let listing = world.listings(&everything()).await.pop().unwrap();
    assert_eq!(listing.performance().cancelled_at, Some(now() - hours(6)));
    assert_eq!(listing.booking_state(now()), BookingState::Cancelled);
}

#[tokio::test]
async fn a_rescheduled_performance_is_shown_with_its_former_start() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(1)).await;
    assert_eq!(world.listing().await.performance().previous_start, None);
    world.execute("UPDATE performances SET previous_start = '2026-11-20T12:00:00Z'").await;

    let door = world.store.house(world.performance(), now()).await.unwrap().unwrap();
    let held = world.store.held(booking.secret.hash(), now()).await.unwrap().unwrap();
    let of_rules = world.house(Needs::default()).await;
    for performance in [
        world.listing().await.performance(),
        door.listing.performance(),
        held.listing.performance(),
        of_rules.performance(),
    ] {
        assert_eq!(performance.previous_start, Some(now() - hours(6)));
    }
}

#[tokio::test]
async fn held_seats_are_counted_at_the_given_time() {
    let world = World::with_seats(20).await;
    world.book_and_confirm(Booking::of(1)).await;
    world.book(Booking::of(2)).await;
    let cancelled = world.book(Booking::of(4)).await;
    world.change(cancel(cancelled.id)).await.unwrap();
    world.clock.advance(minutes(10));
    world.book(Booking::of(8)).await;
    let held = async |at| {
        let one = world.store.performance(world.performance(), at).await.unwrap().unwrap();
        let all = world.store.performances(&everything(), at).await.unwrap();
        assert_eq!(all[0], one);
        one.house.held(at)
    };
    let lapse = now() + minutes(30);
    assert_eq!(held(lapse - SignedDuration::from_micros(1)).await, 11);
    assert_eq!(held(lapse).await, 9);
    assert_eq!(held(lapse + minutes(10)).await, 1);
}

#[tokio::test]
async fn a_performance_shows_whether_it_can_be_booked() {
    let world = World::with_seats(2).await;
    let state = async |at| world.listing().await.booking_state(at);
    assert_eq!(state(now()).await, BookingState::Open);
    let Performance { opens_at, closes_at, .. } = *world.listing().await.performance();
    assert_eq!(state(opens_at - minutes(1)).await, BookingState::NotYetOpen);
    assert_eq!(state(closes_at).await, BookingState::Closed);
    world.book(Booking::of(2)).await;
    assert_eq!(state(now()).await, BookingState::SoldOut);
}
