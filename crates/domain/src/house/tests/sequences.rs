//! Random sequences of rules on one house.

use super::{
    builders::{
        booking, check_in_id, client_ref, guest, house, minutes, now, scan, seats, staff, walk_in,
    },
    witness::{Witness, nobody_is_inside_without_a_seat},
};
use crate::{
    Arrangement, BookingRequest, Change, CheckInRequest, House, ReservationId, Seating,
    UndoRequest, WalkInRequest,
};
use jiff::Timestamp;
use proptest::{prelude::*, sample::Index};

#[derive(Debug, Clone)]
enum Step {
    Book { visitor: u8, seats: i64 },
    Confirm(Index),
    Cancel(Index),
    ChangeSeats(Index, i64),
    CheckIn { who: Index, seats: Option<i64>, scan: u8, confirms: bool },
    WalkIn { seats: i64, reference: u32 },
    CreateReservation { visitor: u8, seats: i64, beyond_limits: bool },
    ConfirmByStaff(Index),
    CancelByStaff(Index),
    ChangeSeatsByStaff(Index, i64),
    Correct(Index, u8),
    Undo(Index, Index),
    Resize(Seating),
    CloseIn { minutes: i64 },
    RescheduleBy { minutes: i64 },
    CancelPerformance,
    MarkLapsed,
    Wait { minutes: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    let any_index = any::<Index>;
    prop_oneof![
        6 => (0..6_u8, 1..=5_i64).prop_map(|(visitor, seats)| Step::Book { visitor, seats }),
        5 => any_index().prop_map(Step::Confirm),
        1 => any_index().prop_map(Step::Cancel),
        3 => (any_index(), 1..=6_i64).prop_map(|(who, seats)| Step::ChangeSeats(who, seats)),
        4 => (any_index(), proptest::option::of(1..=4_i64), 0..20_u8, any::<bool>())
            .prop_map(|(who, seats, scan, confirms)| Step::CheckIn { who, seats, scan, confirms }),
        2 => (1..=4_i64, 0..8_u32)
            .prop_map(|(seats, reference)| Step::WalkIn { seats, reference }),
        1 => (0..6_u8, 1..=7_i64, any::<bool>()).prop_map(|(visitor, seats, beyond_limits)| {
            Step::CreateReservation { visitor, seats, beyond_limits }
        }),
        1 => any_index().prop_map(Step::ConfirmByStaff),
        1 => any_index().prop_map(Step::CancelByStaff),
        1 => (any_index(), 1..=8_i64).prop_map(|(who, seats)| Step::ChangeSeatsByStaff(who, seats)),
        1 => (any_index(), 0..6_u8).prop_map(|(who, visitor)| Step::Correct(who, visitor)),
        2 => (any_index(), any_index()).prop_map(|(who, which)| Step::Undo(who, which)),
        1 => (0..16_u32, 0..4_u32, 0..4_u32).prop_map(|(capacity, occupied, extra)| {
            Step::Resize(Seating { capacity, occupied, extra })
        }),
        1 => (1..60_i64).prop_map(|minutes| Step::CloseIn { minutes }),
        1 => (-60..120_i64).prop_map(|minutes| Step::RescheduleBy { minutes }),
        1 => prop::bool::weighted(0.1).prop_filter_map("rarely", |is_cancelled| is_cancelled.then_some(Step::CancelPerformance)),
        1 => Just(Step::MarkLapsed),
        2 => (1..25_i64).prop_map(|minutes| Step::Wait { minutes }),
    ]
}

struct Evening {
    house: House,
    now: Timestamp,
    witness: Witness,
    ids: u32,
}

impl Evening {
    fn new() -> Self {
        let house = house().policy(|policy| policy.max_seats_per_reservation = 5).build();
        Self { house, now: now(), witness: Witness::default(), ids: 0 }
    }

    /// Picks one of the reservations made so far.
    fn pick(&self, who: Index) -> Option<ReservationId> {
        let all = self.house.reservations().map(|reservation| reservation.id).collect::<Vec<_>>();
        (!all.is_empty()).then(|| *who.get(&all))
    }

    /// The change that the house returns. `None` if it refuses.
    fn run(&mut self, step: &Step) -> Option<Change> {
        self.ids += 1;
        let now = self.now;
        match step {
            Step::Book { visitor, seats } => {
                let guest = guest(&format!("visitor{visitor}@example.org"));
                let request = BookingRequest { guest, ..booking(self.ids, *seats) };
                self.house.book(&request, now).ok()
            }
            Step::Confirm(who) => self.house.confirm(self.pick(*who)?, now).ok(),
            Step::Cancel(who) => self.house.cancel(self.pick(*who)?, now).ok(),
            Step::ChangeSeats(who, count) => {
                self.house.change_seats(self.pick(*who)?, seats(*count), now).ok()
            }
            Step::WalkIn { seats, reference } => {
                let same = walk_in(*reference, *seats);
                let party =
                    BookingRequest { attempt: same.party.attempt, ..booking(self.ids, *seats) };
                let request = WalkInRequest {
                    check_in: check_in_id(self.ids.into()),
                    party: BookingRequest { guest: same.party.guest, ..party },
                    ..walk_in(*reference, *seats)
                };
                self.house.seat_walk_in(&request, now).ok()
            }
            Step::CreateReservation { visitor, seats, beyond_limits } => {
                let guest = guest(&format!("visitor{visitor}@example.org"));
                let request = BookingRequest { guest, ..booking(self.ids, *seats) };
                self.house.create(&request, *beyond_limits, now).ok()
            }
            Step::ConfirmByStaff(who) => self.house.confirm_by_staff(self.pick(*who)?, now).ok(),
            Step::CancelByStaff(who) => self.house.cancel_by_staff(self.pick(*who)?, now).ok(),
            Step::ChangeSeatsByStaff(who, count) => {
                self.house.change_seats_by_staff(self.pick(*who)?, seats(*count), now).ok()
            }
            Step::Correct(who, visitor) => {
                let guest = guest(&format!("visitor{visitor}@example.org"));
                self.house.correct(self.pick(*who)?, guest).ok()
            }
            Step::CheckIn { who, seats: count, scan: number, confirms } => {
                let request = CheckInRequest {
                    id: check_in_id(self.ids.into()),
                    reservation: self.pick(*who)?,
                    seats: count.map(seats),
                    client_ref: Some(client_ref(&format!("scan-{number}"))),
                    confirms: *confirms,
                    ..scan(0)
                };
                self.house.check_in(&request, now).ok()
            }
            Step::Undo(who, which) => {
                let reservation = self.pick(*who)?;
                let made = &self.house.reservation(reservation)?.check_ins;
                let check_in = made.get(which.index(made.len().max(1)))?.id;
                let request = UndoRequest {
                    reservation,
                    check_in,
                    by: staff(1),
                    may_override: true,
                    may_seat_walk_ins: true,
                };
                self.house.undo_check_in(request, now).ok()
            }
            Step::Resize(seating) => self.rearrange(|as_it_is| as_it_is.seating = *seating),
            Step::CloseIn { minutes: left } => {
                self.rearrange(|as_it_is| as_it_is.closes_at = now + minutes(*left))
            }
            Step::RescheduleBy { minutes: by } => {
                let starts_at = self.house.performance().starts_at + minutes(*by);
                self.house.reschedule(starts_at, now).ok()
            }
            Step::CancelPerformance => Some(self.house.cancel_performance(now)),
            Step::MarkLapsed | Step::Wait { .. } => None,
        }
    }

    fn rearrange(&self, set: impl FnOnce(&mut Arrangement)) -> Option<Change> {
        let mut arrangement = self.house.performance().arrangement();
        set(&mut arrangement);
        self.house.rearrange(arrangement).ok()
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::MarkLapsed => self.house.lapse(self.now),
            Step::Wait { minutes: waited } => self.now += minutes(*waited),
            _ => {}
        }
        if let Some(change) = self.run(step) {
            self.house.apply(&change);
            self.witness.sees(&change, &self.house, self.now);
        }
        self.witness.sees_time_pass(&self.house, self.now);
    }
}

proptest! {
    #[test]
    fn no_sequence_of_rules_oversells_or_breaks_a_promise(
        steps in proptest::collection::vec(step(), 1..80)
    ) {
        let mut evening = Evening::new();
        for step in &steps {
            let held_before = evening.house.held(evening.now);
            evening.take(step);

            let Evening { house, now, witness, .. } = &evening;
            prop_assert!(witness.saw_no_oversell(house, *now), "oversold by {step:?}");
            prop_assert!(witness.saw_every_promise_kept(house, *now), "broken by {step:?}");
            prop_assert!(witness.saw_no_seat_lost(house, *now), "lost by {step:?}");
            prop_assert!(nobody_is_inside_without_a_seat(house), "admitted by {step:?}");
            prop_assert!(
                house.held(*now) <= held_before || house.overbooked_by(*now) == 0,
                "more held in an overbooked house by {:?}", step
            );
        }
    }
}
