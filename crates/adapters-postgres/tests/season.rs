//! The performances as staff see them, and scheduling.

use crate::world::{
    Booking, World, cancel_performance, check_in, confirm, edited, id, minutes, now, party, resize,
    undo,
};
use azionelab_application::{
    audit::Subject,
    ports::{Paging, Sorting, Version},
    programme::{
        Audience, DeleteError, PerformanceOrder, PerformanceRow, Performances, ScheduleFailed,
        SeasonQuery,
    },
};
use azionelab_domain::{BookingState, Performance, PerformanceId, ShowId, VenueId};
use futures_util::join;

fn query(by: PerformanceOrder, descending: bool) -> SeasonQuery {
    SeasonQuery {
        show: None,
        venue: None,
        from: None,
        to: None,
        state: None,
        search: None,
        paging: Paging { sorting: Sorting { by, descending }, after: None, limit: 100 },
    }
}

fn by_start() -> SeasonQuery {
    query(PerformanceOrder::StartsAt, false)
}

async fn found(world: &World, query: &SeasonQuery) -> Vec<PerformanceId> {
    let part = Performances::table(&world.store, query, now()).await.unwrap();
    assert_eq!(part.total, part.rows.len() as u64);
    part.rows.iter().map(|row| row.performance().id).collect()
}

async fn one(world: &World) -> PerformanceRow {
    let found = Performances::find(&world.store, &[world.performance()], now()).await.unwrap();
    found.into_iter().next().unwrap()
}

#[tokio::test]
async fn a_performance_has_its_seat_counts() {
    let world = World::with_seats(10).await;
    let by = world.staff().await;
    let inside = world.book_and_confirm(Booking::of(3)).await;
    world.book(Booking::of(2)).await;
    let (two, back) = (party(inside.id, 2, by), party(inside.id, 1, by));
    world.change(check_in(&two)).await.unwrap();
    world.change(check_in(&back)).await.unwrap();
    world.change(undo(&back)).await.unwrap();

    let row = one(&world).await;
    assert_eq!((row.attendance.confirmed, row.attendance.admitted), (3, 2));
    assert_eq!((row.house.held(now()), row.house.available(now())), (5, 5));
    assert_eq!(row.version, Version(1));
    assert_eq!(row.venue.time_zone.iana_name(), Some("Europe/Rome"));
    let audience = world.store.audience(world.performance(), now()).await.unwrap();
    assert_eq!(audience, Audience { reservations: 2, with_address: 2 });
    world.change(resize(4, 0, 0)).await.unwrap();
    assert_eq!(one(&world).await.house.overbooked_by(now()), 1);
    // A lapsed hold counts nothing.
    let later = now() + minutes(31);
    let audience = world.store.audience(world.performance(), later).await.unwrap();
    assert_eq!(audience, Audience { reservations: 1, with_address: 1 });
}

#[tokio::test]
async fn performances_are_sorted_filtered_and_paged() {
    let world = World::with_houses(&[10, 20, 30]).await;
    let [small, middle, large] = world.performances[..] else { panic!("three") };
    for (number, performance) in [(1, middle), (2, large)] {
        world
            .execute(&format!(
                "UPDATE performances SET starts_at = starts_at + interval '{number} days' \
                 WHERE id = '{performance}'"
            ))
            .await;
    }
    Booking::of(10).make(&world.store, small).await.unwrap();
    Booking::of(1).make(&world.store, middle).await.unwrap();

    assert_eq!(found(&world, &by_start()).await, [small, middle, large]);
    let sorted = |by, down| query(by, down);
    assert_eq!(
        found(&world, &sorted(PerformanceOrder::StartsAt, true)).await,
        [large, middle, small]
    );
    assert_eq!(found(&world, &sorted(PerformanceOrder::Held, false)).await, [large, middle, small]);
    assert_eq!(found(&world, &sorted(PerformanceOrder::Held, true)).await, [small, middle, large]);
    assert_eq!(
        found(&world, &sorted(PerformanceOrder::Available, true)).await,
        [large, middle, small]
    );

    let from = Some(now() + minutes(36 * 60));
    assert_eq!(found(&world, &SeasonQuery { from, ..by_start() }).await, [middle, large]);
    let to = Some(now() + minutes(36 * 60));
    assert_eq!(found(&world, &SeasonQuery { to, ..by_start() }).await, [small]);
    let state = Some(BookingState::SoldOut);
    assert_eq!(found(&world, &SeasonQuery { state, ..by_start() }).await, [small]);
    let state = Some(BookingState::Open);
    assert_eq!(found(&world, &SeasonQuery { state, ..by_start() }).await, [middle, large]);
    world.change(cancel_performance()).await.unwrap();
    let state = Some(BookingState::Cancelled);
    assert_eq!(found(&world, &SeasonQuery { state, ..by_start() }).await, [small]);
    let show = one(&world).await.show;
    for (name, number) in [(show.slug.to_string(), 3), (show.id.to_string(), 3), ("x".into(), 0)] {
        let query = SeasonQuery { show: Some(name), ..by_start() };
        assert_eq!(found(&world, &query).await.len(), number);
    }
    for (text, number) in [("LOCÀNDIERA", 3), ("sala-grande", 3), ("_", 0)] {
        let query = SeasonQuery { search: Some(text.into()), ..by_start() };
        assert_eq!(found(&world, &query).await.len(), number, "{text}");
    }

    for (by, down) in [(PerformanceOrder::StartsAt, false), (PerformanceOrder::Held, true)] {
        let mut query = query(by, down);
        query.paging.limit = 1;
        let mut seen = Vec::new();
        loop {
            let part = Performances::table(&world.store, &query, now()).await.unwrap();
            assert_eq!(part.total, 3);
            seen.extend(part.rows.iter().map(|row| row.performance().id));
            query.paging.after = part.next;
            if query.paging.after.is_none() {
                break;
            }
        }
        assert_eq!(seen, [small, middle, large]);
    }
}

fn new(like: &Performance, days: i64) -> Performance {
    let by = minutes(days * 24 * 60);
    Performance {
        id: PerformanceId::new(id()),
        starts_at: like.starts_at + by,
        doors_at: like.doors_at + by,
        closes_at: like.closes_at + by,
        ..*like
    }
}

fn entries(series: &[Performance]) -> Vec<azionelab_application::audit::AuditEntry> {
    series.iter().map(|one| edited(Subject::Performance(one.id))).collect()
}

#[tokio::test]
async fn a_series_is_scheduled_completely_or_not_at_all() {
    let world = World::with_seats(10).await;
    let like = world.stored_performance().await;
    let series = [new(&like, 1), new(&like, 2)];
    world.store.schedule(&series, &entries(&series)).await.unwrap();
    let ids = series.map(|one| one.id);
    let stored = Performances::find(&world.store, &ids, now()).await.unwrap();
    let stored: Vec<_> = stored.iter().map(|one| *one.performance()).collect();
    assert_eq!(stored, series);
    assert_eq!(world.audited().await, 2);

    let overlapping = [new(&like, 2), new(&like, 3)];
    let given = world.store.schedule(&overlapping, &entries(&overlapping)).await;
    assert!(
        matches!(&given, Err(ScheduleFailed::Duplicates(at)) if *at == [series[1].starts_at]),
        "{given:?}"
    );
    let nowhere = [Performance { venue: VenueId::new(id()), ..new(&like, 4) }];
    let failed = world.store.schedule(&nowhere, &entries(&nowhere)).await;
    assert!(matches!(failed, Err(ScheduleFailed::NoSuchVenue)), "{failed:?}");
    let nothing = [Performance { show: ShowId::new(id()), ..new(&like, 4) }];
    let failed = world.store.schedule(&nothing, &entries(&nothing)).await;
    assert!(matches!(failed, Err(ScheduleFailed::NoSuchShow)), "{failed:?}");
    assert_eq!(world.value("SELECT count(*) FROM performances").await, "3");
    assert_eq!(world.audited().await, 2);
}

#[tokio::test]
async fn a_series_sent_twice_is_scheduled_once() {
    let world = World::with_seats(10).await;
    let like = world.stored_performance().await;
    let both = [[new(&like, 1), new(&like, 2)], [new(&like, 1), new(&like, 2)]];
    let entries_of = both.map(|series| entries(&series));
    let (one, other) = join!(
        world.store.schedule(&both[0], &entries_of[0]),
        world.store.schedule(&both[1], &entries_of[1]),
    );
    let refused = [one, other].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert!(
        matches!(&refused[..], [ScheduleFailed::Duplicates(at)] if at.len() == 2),
        "{refused:?}"
    );
    assert_eq!(world.value("SELECT count(*) FROM performances").await, "3");
}

#[tokio::test]
async fn only_a_performance_without_reservations_is_deleted() {
    let world = World::with_houses(&[10, 10]).await;
    let [booked, other] = world.performances[..] else { panic!("two") };
    let lapsed = world.book(Booking::of(1)).await;
    world.clock.advance(minutes(31));
    let note = |of| edited(Subject::Performance(of));
    let refused = Performances::delete(&world.store, booked, Version(1), &note(booked)).await;
    assert!(matches!(refused, Err(DeleteError::InUse)), "{refused:?}");
    world.change(confirm(lapsed.id)).await.unwrap();
    let stale = Performances::delete(&world.store, other, Version(2), &note(other)).await;
    assert!(matches!(stale, Err(DeleteError::EditedMeanwhile)), "{stale:?}");
    let mut entry = note(other);
    entry.performance = Some(other);
    Performances::delete(&world.store, other, Version(1), &entry).await.unwrap();
    assert_eq!(world.value("SELECT count(*) FROM performances").await, "1");
    assert_eq!(world.audited().await, 1);
}

#[tokio::test]
async fn a_booking_and_a_deletion_at_once_leave_no_orphaned_reservation() {
    for _ in 0..10 {
        let world = World::with_seats(10).await;
        let booking = Booking::of(1);
        let entry = edited(Subject::Performance(world.performance()));
        let (booked, deleted) = join!(
            booking.make(&world.store, world.performance()),
            Performances::delete(&world.store, world.performance(), Version(1), &entry),
        );
        assert!(booked.is_ok() != deleted.is_ok(), "{booked:?} {deleted:?}");
    }
}
