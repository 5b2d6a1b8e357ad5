use super::evening::{Act, Evening, START};
use crate::{
    BookingRequest, Status,
    house::tests::{
        builders::{attempt, booking},
        witness::nobody_is_inside_without_a_seat,
    },
};
use stateright::{Model, Property};

pub const NO_OVERSELL: &str =
    "no more seats are held than bookable, except after a capacity reduction";

/// The number of the walk-ins' reservation.
const WALK_IN: u32 = 90;

/// A deliberate fault in the theatre.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// A lapsed hold is confirmed without a check that its seats are still free.
    ConfirmsWithoutCounting,
    /// Two requests are answered at the same time, each from the house before the other.
    AnswersTwoAtOnce,
}

pub struct Theatre {
    /// The requests of the visitors: each of them asks for one seat or for two.
    requests: Vec<BookingRequest>,
    door: bool,
    walk_ins: bool,
    office: bool,
    flaw: Option<Flaw>,
}

impl Theatre {
    pub fn booked_by(visitors: u32) -> Self {
        // A client sends the same key with every attempt.
        let request = |visitor: u32, count: i64| BookingRequest {
            guest: booking(visitor, count).guest,
            attempt: Some(attempt(&format!("visitor {visitor}"), &format!("{count} seats"))),
            ..booking(10 * visitor, count)
        };
        let requests =
            (1..=visitors).flat_map(|visitor| [1, 2].map(|count| request(visitor, count)));
        Self {
            requests: requests.collect(),
            door: false,
            office: false,
            walk_ins: false,
            flaw: None,
        }
    }

    pub fn with_its_door_open(self) -> Self {
        Self { door: true, ..self }
    }

    /// Walk-ins are seated, and unconfirmed parties are confirmed at the door.
    pub fn with_walk_ins(self) -> Self {
        Self { door: true, walk_ins: true, ..self }
    }

    pub fn with_its_office_open(self) -> Self {
        Self { office: true, ..self }
    }

    pub fn with(self, flaw: Flaw) -> Self {
        Self { flaw: Some(flaw), ..self }
    }
}

impl Model for Theatre {
    type State = Evening;
    type Action = Act;

    fn init_states(&self) -> Vec<Evening> {
        vec![Evening::new()]
    }

    fn actions(&self, evening: &Evening, acts: &mut Vec<Act>) {
        if evening.tick < START {
            acts.push(Act::TimePasses);
        }
        acts.extend((0..self.requests.len()).map(Act::Book));
        if self.flaw == Some(Flaw::AnswersTwoAtOnce) {
            acts.push(Act::BookAtOnce(0, self.requests.len() - 1));
        }
        for party in evening.house.reservations() {
            let who = party.id.uuid().as_u128();
            acts.extend([Act::Confirm(who), Act::Cancel(who)]);
            if self.flaw == Some(Flaw::ConfirmsWithoutCounting) {
                acts.push(Act::ConfirmWithoutCounting(who));
            }
            acts.extend([1, 2].map(|count| Act::ChangeSeats(who, count)));
            if self.walk_ins && party.check_ins.len() < 2 {
                acts.push(Act::ConfirmAndCheckIn(who));
            }
            // Without this bound the door could admit a party and undo it endlessly.
            if self.door && party.check_ins.len() < 2 {
                acts.extend([Some(1), None].map(|count| Act::CheckIn(who, count)));
            }
            let made = party.check_ins.iter().map(|check_in| check_in.id.uuid().as_u128());
            acts.extend(made.map(|which| Act::UndoCheckIn(who, which)));
        }
        if self.walk_ins {
            acts.push(Act::WalkIn(WALK_IN, 1));
        }
        acts.extend([1, 2, 3].map(Act::Resize));
        if self.office {
            acts.extend([Act::CloseNow, Act::Postpone, Act::CancelPerformance]);
        }
    }

    fn next_state(&self, evening: &Evening, act: Act) -> Option<Evening> {
        evening.after(act, &self.requests)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let mut properties = vec![
            Property::<Self>::always(NO_OVERSELL, |_, evening| {
                evening.witness.saw_no_oversell(&evening.house, evening.now())
            }),
            Property::<Self>::always(
                "everybody has the seats that they were promised",
                |_, evening| evening.witness.saw_every_promise_kept(&evening.house, evening.now()),
            ),
            Property::<Self>::always("a live hold can be confirmed", |_, evening| {
                let now = evening.now();
                let mut live = evening.house.reservations().filter(|party| party.is_live(now));
                evening.house.performance().cancelled_at.is_some()
                    || live.all(|party| evening.house.confirm(party.id, now).is_ok())
            }),
            Property::<Self>::always("every seat is either held or available", |_, evening| {
                evening.witness.saw_no_seat_lost(&evening.house, evening.now())
            }),
            Property::<Self>::always("no party has more people inside than seats", |_, evening| {
                nobody_is_inside_without_a_seat(&evening.house)
            }),
            Property::<Self>::always("a repeated attempt books only once", |theatre, evening| {
                theatre.requests.iter().all(|request| evening.reservations_of(request) <= 1)
            }),
            Property::<Self>::sometimes("the house is sold out", |_, evening| {
                let now = evening.now();
                evening.house.available(now) == 0 && evening.house.overbooked_by(now) == 0
            }),
            Property::<Self>::sometimes("the house is overbooked", |_, evening| {
                evening.house.overbooked_by(evening.now()) > 0
            }),
            Property::<Self>::sometimes("a lapsed hold is confirmed", |_, evening| {
                evening.house.reservations().any(|party| evening.was_confirmed_late(party))
            }),
            Property::<Self>::sometimes("the seats of a lapsed hold are taken", |_, evening| {
                evening.house.reservations().any(|party| {
                    matches!(party.status, Status::Pending { .. })
                        && evening.house.confirm(party.id, evening.now()).is_err()
                })
            }),
        ];
        if self.office {
            properties.extend([
                Property::<Self>::always("no hold outlasts booking", |_, evening| {
                    let closes_at = evening.house.performance().closes_at;
                    evening.house.reservations().all(|party| match party.status {
                        Status::Pending { hold_until } => hold_until <= closes_at,
                        _ => true,
                    })
                }),
                Property::<Self>::sometimes(
                    "a hold that ended with booking is confirmed",
                    |_, evening| {
                        let performance = evening.house.performance();
                        evening.house.reservations().any(|party| {
                            party.confirmed_at.is_some_and(|at| at >= performance.closes_at)
                                && !evening.was_confirmed_late(party)
                        })
                    },
                ),
                Property::<Self>::sometimes(
                    "a postponed performance is cancelled",
                    |_, evening| {
                        let performance = evening.house.performance();
                        performance.previous_start.is_some() && performance.cancelled_at.is_some()
                    },
                ),
            ]);
        }
        if self.door {
            properties.extend([
                Property::<Self>::sometimes("only some of a party are inside", |_, evening| {
                    let mut parties = evening.house.reservations();
                    parties.any(|party| party.admitted() > 0 && party.remaining() > 0)
                }),
                Property::<Self>::sometimes(
                    "a party is admitted again after an undo",
                    |_, evening| {
                        let mut parties = evening.house.reservations();
                        parties.any(|party| {
                            party.remaining() == 0
                                && party.check_ins.iter().any(|check_in| check_in.undone.is_some())
                        })
                    },
                ),
            ]);
        }
        properties
    }
}
