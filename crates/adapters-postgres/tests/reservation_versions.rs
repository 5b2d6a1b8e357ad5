//! Edits of reservations name the version that they are based on.

use crate::world::{
    Booking, World, change_seats, check_in, confirm, minutes, party, rename, transferring, undo,
};
use azionelab_application::{
    box_office::BoxOffice,
    houses::{HouseError, Houses},
};
use azionelab_domain::Role;
use futures_util::join;

const VERSION: &str = "SELECT version FROM reservations";
const NAME: &str = "SELECT name FROM reservations";

#[tokio::test]
async fn the_second_edit_of_the_same_version_is_refused() {
    let world = World::with_seats(10).await;
    let booking = world.book_and_confirm(Booking::of(2)).await;
    let version = world.store.entry(booking.id).await.unwrap().unwrap().version.0;
    let (one, other) = join!(
        world.change(rename(booking.id, version, "Ada")),
        world.change(rename(booking.id, version, "Eva")),
    );
    let winner = if one.is_ok() { "Ada" } else { "Eva" };
    let (done, refused): (Vec<_>, Vec<_>) = [one, other].into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refused.len()), (1, 1));
    assert!(matches!(refused[0], Err(HouseError::EditedMeanwhile)), "{refused:?}");
    assert_eq!(world.value(NAME).await, winner);

    let after = world.store.entry(booking.id).await.unwrap().unwrap().version.0;
    assert_eq!(after, version + 1);
    world.change(rename(booking.id, after, "Zoe")).await.unwrap();
}

#[tokio::test]
async fn edits_in_two_processes_see_each_other() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(2)).await;
    let other = world.database.store(world.clock.clone());
    world.change(rename(booking.id, 1, "Ada")).await.unwrap();
    let refused = other.change(world.performance(), rename(booking.id, 1, "Eva")).await;
    assert!(matches!(refused, Err(HouseError::EditedMeanwhile)), "{refused:?}");
    assert_eq!(world.value(NAME).await, "Ada");
}

#[tokio::test]
async fn each_edit_of_a_reservation_increases_its_version() {
    let world = World::with_houses(&[10, 10]).await;
    let booking = world.book(Booking::of(2)).await;
    let mut version = 1;
    let mut is_another = async |what: &str| {
        let now: u64 = world.value(VERSION).await.parse().unwrap();
        assert_eq!(now, version + 1, "{what}");
        version = now;
    };
    world.change(confirm(booking.id)).await.unwrap();
    is_another("confirmed by the guest").await;
    world.change(change_seats(booking.id, 1)).await.unwrap();
    is_another("another party size").await;
    world.change(rename(booking.id, 3, "Ada")).await.unwrap();
    is_another("another name").await;
    let (from, to) = (world.performances[0], world.performances[1]);
    let who = world.member(Role::Admin).await;
    world.store.transfer(from, to, transferring(booking.id, who)).await.unwrap();
    is_another("transferred").await;
}

#[tokio::test]
async fn check_ins_and_lapsed_holds_do_not_change_the_version() {
    let world = World::with_seats(10).await;
    let by = world.staff().await;
    let booking = world.book_and_confirm(Booking::of(2)).await;
    let some = party(booking.id, 1, by);
    world.change(check_in(&some)).await.unwrap();
    world.change(undo(&some)).await.unwrap();
    world.change(rename(booking.id, 2, "Ada")).await.unwrap();

    let world = World::with_seats(10).await;
    let lapsed = world.book(Booking::of(2)).await;
    world.clock.advance(minutes(31));
    world.store.lapse(world.performance()).await.unwrap();
    world.change(rename(lapsed.id, 1, "Ada")).await.unwrap();
}
