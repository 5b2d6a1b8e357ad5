use crate::world::{World, now, performance_id, unavailable};
use azionelab_application::{
    booking::MockReservations,
    houses::{HouseError, MockHouses},
    ports::StoreError,
};
use mockall::predicate::eq;
use std::sync::Arc;

/// Houses 1, 2 and 3 have lapsed holds.
fn world(houses: MockHouses) -> World {
    let mut reservations = MockReservations::new();
    reservations
        .expect_lapsed()
        .withf(|at, _| *at == now())
        .once()
        .returning(|_, _| Ok((1..=3).map(performance_id).collect()));
    let mut world = World::new();
    world.ports.reservations = Arc::new(reservations);
    world.ports.houses = Arc::new(houses);
    world
}

#[tokio::test]
async fn every_house_with_lapsed_holds_is_processed() {
    let mut houses = MockHouses::new();
    for number in 1..=3 {
        houses.expect_lapse().with(eq(performance_id(number))).once().returning(|_| Ok(()));
    }

    assert_eq!(world(houses).use_cases().booking.expire_holds.execute().await.unwrap(), 3);
}

#[tokio::test]
async fn a_deleted_house_is_skipped() {
    let mut houses = MockHouses::new();
    houses.expect_lapse().with(eq(performance_id(1))).returning(|_| Err(HouseError::NoSuchHouse));
    houses.expect_lapse().times(2).returning(|_| Ok(()));

    assert_eq!(world(houses).use_cases().booking.expire_holds.execute().await.unwrap(), 3);
}

#[tokio::test]
async fn a_failure_of_the_database_leaves_the_rest_for_the_next_time() {
    let mut houses = MockHouses::new();
    houses.expect_lapse().once().returning(|_| Err(HouseError::Store(unavailable())));

    let error = world(houses).use_cases().booking.expire_holds.execute().await.unwrap_err();

    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
}
