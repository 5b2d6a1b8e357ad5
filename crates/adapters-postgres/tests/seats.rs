//! The held seats always match the rows, however they were changed.

use crate::world::{Booking, World, cancel, change_seats, confirm, minutes};
use azionelab_adapters_postgres::Store;
use azionelab_application::houses::{Decision, Houses, Needs, Rule};
use azionelab_domain::{BookRefusal, House, ReservationId};
use std::sync::{Arc, Mutex};

/// Numbers without a pattern, the same each time (Knuth's linear congruential generator).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// The seats held in the first house, as a rule sees them.
async fn held(world: &World, store: &Store) -> u32 {
    let seen = Arc::new(Mutex::new(0));
    let look = {
        let seen = seen.clone();
        Rule::new(Needs::default(), move |house: &House, now| -> Result<Decision, BookRefusal> {
            *seen.lock().unwrap() = house.held(now);
            Err(BookRefusal::NotListed)
        })
    };
    store.change(world.performance(), look).await.unwrap_err();
    *seen.lock().unwrap()
}

async fn stored(world: &World) -> u32 {
    let live = "SELECT coalesce(sum(seats), 0) FROM reservations \
                WHERE status IN ('pending', 'confirmed')";
    world.value(live).await.parse().unwrap()
}

/// Makes a random change, which may be refused.
async fn change_at_random(
    world: &World,
    store: &Store,
    dice: &mut Dice,
    reservations: &mut Vec<ReservationId>,
) {
    let number = i64::try_from(1 + dice.throw(4)).unwrap();
    let some = (!reservations.is_empty()).then(|| reservations[dice.throw(reservations.len())]);
    let rule = match (dice.throw(8), some) {
        (4, Some(some)) => confirm(some),
        (5, Some(some)) => cancel(some),
        (6, Some(some)) => change_seats(some, number),
        (7, Some(some)) => {
            // By hand, without any rule.
            let sql = match dice.throw(3) {
                0 => format!("UPDATE reservations SET seats = {number} WHERE id = '{some}'"),
                1 => "UPDATE reservations SET status = 'expired' WHERE status = 'pending'".into(),
                _ => format!(
                    "DELETE FROM outbox WHERE reservation_id = '{some}'; \
                     DELETE FROM reservation_secrets WHERE reservation_id = '{some}'; \
                     DELETE FROM reservations WHERE id = '{some}'"
                ),
            };
            return world.execute(&sql).await;
        }
        _ => {
            let booking = Booking::of(number);
            reservations.push(booking.id);
            booking.rule()
        }
    };
    let _ = store.change(world.performance(), rule).await;
}

#[tokio::test]
async fn seat_counts_are_right_after_changes_by_two_processes_and_by_hand() {
    let world = World::with_seats(40).await;
    let other = world.database.store(world.clock.clone());
    let stores = [&world.store, &other];
    let (mut dice, mut reservations) = (Dice(7), Vec::new());
    for step in 0..150 {
        let store = stores[dice.throw(2)];
        change_at_random(&world, store, &mut dice, &mut reservations).await;
        if dice.throw(4) == 0 {
            world.clock.advance(minutes(11));
        }
        for store in stores {
            let seen = held(&world, store).await;
            assert_eq!(seen, stored(&world).await, "after step {step}");
        }
    }
    assert!(stored(&world).await > 0);
}
