//! Transfers of a reservation to another performance.

use super::{
    builders::{HouseBuilder, Party, house, minutes, now, party, party_id, start},
    witness::Witness,
};
use crate::{House, PerformanceId, Reservation, Transfer, TransferRefusal};
use proptest::prelude::*;
use rstest::rstest;
use uuid::Uuid;

/// Another performance with ten seats, a day later.
fn other() -> HouseBuilder {
    house().performance(|performance| {
        performance.id = PerformanceId::new(Uuid::from_u128(2));
        performance.starts_at = start() + minutes(24 * 60);
    })
}

/// Applies a transfer to both houses.
fn apply(from: &mut House, to: &mut House, transfer: &Transfer) {
    from.release(transfer.from.id);
    let reservation = transfer.to.clone();
    *to = to.clone().with_reservation(reservation);
}

#[rstest]
#[case::held(party(1))]
#[case::confirmed(party(1).confirmed())]
fn a_transfer_takes_the_seats_from_one_house_to_the_other(#[case] who: Party) {
    let mut from = house().party(who.clone()).build();
    let mut to = other().party(party(2).seats(8)).build();
    let transfer = from.transfer(party_id(1), &to, now()).unwrap();
    assert_eq!(transfer.from, who.0);
    let performance = to.performance().id;
    assert_eq!(transfer.to, Reservation { performance, ..who.0 });
    apply(&mut from, &mut to, &transfer);
    assert_eq!((from.available(now()), to.available(now())), (10, 0));
}

#[test]
fn a_party_can_be_transferred_from_a_cancelled_performance() {
    let from = house().cancelled().party(party(1).confirmed()).build();
    assert!(from.transfer(party_id(1), &other().build(), now()).is_ok());
}

#[rstest]
#[case::of_another_house(party(2), TransferRefusal::Unknown)]
#[case::cancelled(party(1).cancelled(), TransferRefusal::Cancelled)]
#[case::lapsed(party(1).held_until(now()), TransferRefusal::HoldLapsed)]
#[case::expired(party(1).expired(), TransferRefusal::HoldLapsed)]
#[case::inside(
    party(1).confirmed().admitted(1),
    TransferRefusal::AlreadyAdmitted { admitted: 1 }
)]
fn some_reservations_cannot_be_transferred(#[case] who: Party, #[case] refusal: TransferRefusal) {
    let from = house().party(who).build();
    assert_eq!(from.transfer(party_id(1), &other().build(), now()), Err(refusal));
}

#[rstest]
#[case::the_same(house(), TransferRefusal::SamePerformance)]
#[case::cancelled(other().cancelled(), TransferRefusal::PerformanceCancelled)]
#[case::started(
    other().performance(|performance| performance.starts_at = now()),
    TransferRefusal::TooLate { started_at: now() }
)]
#[case::full(other().party(party(2).seats(9)), TransferRefusal::SoldOut { available: 1 })]
fn some_performances_accept_no_transfer(
    #[case] to: HouseBuilder,
    #[case] refusal: TransferRefusal,
) {
    let from = house().party(party(1).confirmed()).build();
    assert_eq!(from.transfer(party_id(1), &to.build(), now()), Err(refusal));
}

proptest! {
    /// Repeated transfers between two houses oversell neither of them and lose no seat.
    #[test]
    fn no_sequence_of_transfers_oversells(
        sizes in proptest::collection::vec((1..=5_i64, any::<bool>()), 1..8),
        capacities in (0..12_u32, 0..12_u32),
        transfers in proptest::collection::vec((0..8_u32, any::<bool>()), 1..40),
    ) {
        let mut houses =
            [house().capacity(capacities.0).build(), other().capacity(capacities.1).build()];
        let mut witnesses = [Witness::default(), Witness::default()];
        for (number, (size, confirmed)) in (1..).zip(sizes) {
            let who = if confirmed { party(number).confirmed() } else { party(number) };
            let who = who.seats(size).0;
            if who.seats.count() <= houses[0].available(now()) {
                houses[0] = houses[0].clone().with_reservation(who.clone());
                witnesses[0].sees_enter(&who);
            }
        }
        for (who, back) in transfers {
            let (from, to) = if back { (1, 0) } else { (0, 1) };
            let answer = houses[from].transfer(party_id(who.into()), &houses[to], now());
            let Ok(transfer) = answer else { continue };
            houses[from].release(transfer.from.id);
            houses[to] = houses[to].clone().with_reservation(transfer.to.clone());
            witnesses[from].sees_leave(transfer.from.id);
            witnesses[to].sees_enter(&transfer.to);
            for (house, witness) in houses.iter().zip(&witnesses) {
                prop_assert!(witness.saw_no_oversell(house, now()));
                prop_assert!(witness.saw_every_promise_kept(house, now()));
                prop_assert!(witness.saw_no_seat_lost(house, now()));
            }
        }
    }
}
