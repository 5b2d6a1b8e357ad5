use crate::{
    Arrangement, BookingRequest, Change, CheckInRequest, House, Reservation, Seating, Status,
    WalkInRequest,
    house::tests::{
        builders::{check_in_id, house, minutes, party_id, scan, seats, undoing, walk_in},
        witness::Witness,
    },
};
use core::hash::{Hash, Hasher};
use jiff::Timestamp;

/// The tick at which the performance starts and the model ends. Booking is open until then. A hold
/// lasts two ticks, and the door opens one tick before the start.
pub const START: u8 = 3;

/// An instant, in ticks of ten minutes after booking opened.
fn instant(tick: u8) -> Timestamp {
    Timestamp::UNIX_EPOCH + minutes(10 * i64::from(tick))
}

/// An action of a person, with the number of the reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    TimePasses,
    /// A visitor asks for seats with one of the theatre's requests.
    Book(usize),
    /// Two visitors ask for seats at the same moment.
    BookAtOnce(usize, usize),
    Confirm(u128),
    /// Confirms without a check that the seats are still free.
    ConfirmWithoutCounting(u128),
    Cancel(u128),
    ChangeSeats(u128, i64),
    CheckIn(u128, Option<i64>),
    /// Confirms and admits a whole party.
    ConfirmAndCheckIn(u128),
    /// Admits walk-ins. The first number is that of their new reservation.
    WalkIn(u32, i64),
    UndoCheckIn(u128, u128),
    Resize(u32),
    CloseNow,
    /// Reschedules the performance by one tick, once.
    Postpone,
    CancelPerformance,
}

#[derive(Debug, Clone)]
pub struct Evening {
    pub tick: u8,
    pub house: House,
    pub witness: Witness,
}

impl Evening {
    /// An empty house of two seats when booking opens.
    pub fn new() -> Self {
        let house = house()
            .capacity(2)
            .performance(|performance| {
                performance.opens_at = instant(0);
                performance.doors_at = instant(START);
                performance.starts_at = instant(START);
                performance.closes_at = instant(START);
            })
            .policy(|policy| {
                policy.hold = minutes(20);
                policy.door_opens_before = minutes(10);
            })
            .build();
        Self { tick: 0, house, witness: Witness::default() }
    }

    pub fn now(&self) -> Timestamp {
        instant(self.tick)
    }

    /// The state after an action. `None` if the action was refused.
    pub fn after(&self, act: Act, requests: &[BookingRequest]) -> Option<Self> {
        let changes = match act {
            Act::TimePasses => vec![],
            Act::BookAtOnce(one, other) => {
                vec![self.book(&requests[one])?, self.book(&requests[other])?]
            }
            Act::Book(one) => vec![self.book(&requests[one])?],
            _ => vec![self.answer(act)?],
        };
        let mut next = self.clone();
        next.tick += u8::from(act == Act::TimePasses);
        for change in &changes {
            next.house.apply(change);
            next.witness.sees(change, &next.house, next.now());
        }
        next.witness.sees_time_pass(&next.house, next.now());
        Some(next)
    }

    /// Every new reservation gets its own number, even if the same request makes it.
    fn book(&self, request: &BookingRequest) -> Option<Change> {
        let number = request.id.uuid().as_u128() + self.reservations_of(request) as u128;
        let request = BookingRequest { id: party_id(number), ..request.clone() };
        self.house.book(&request, self.now()).ok()
    }

    /// How many reservations the guest of this request has.
    pub fn reservations_of(&self, request: &BookingRequest) -> usize {
        self.house.reservations().filter(|party| party.guest == request.guest).count()
    }

    fn answer(&self, act: Act) -> Option<Change> {
        let (house, now) = (&self.house, self.now());
        match act {
            Act::Confirm(who) => house.confirm(party_id(who), now).ok(),
            Act::ConfirmWithoutCounting(who) => {
                let reservation = house.reservation(party_id(who))?.clone();
                let (status, confirmed_at) = (Status::Confirmed, Some(now));
                Some(Change::Confirmed(Reservation { status, confirmed_at, ..reservation }))
            }
            Act::Cancel(who) => house.cancel(party_id(who), now).ok(),
            Act::ChangeSeats(who, count) => {
                house.change_seats(party_id(who), seats(count), now).ok()
            }
            Act::CheckIn(who, count) => {
                let id = check_in_id(house.reservation(party_id(who))?.check_ins.len() as u128);
                let request = CheckInRequest { id, seats: count.map(seats), ..scan(who) };
                house.check_in(&request, now).ok()
            }
            Act::ConfirmAndCheckIn(who) => {
                let id = check_in_id(house.reservation(party_id(who))?.check_ins.len() as u128);
                let request = CheckInRequest { id, confirms: true, ..scan(who) };
                house.check_in(&request, now).ok()
            }
            Act::WalkIn(who, count) => {
                let request = WalkInRequest { check_in: check_in_id(0), ..walk_in(who, count) };
                house.seat_walk_in(&request, now).ok()
            }
            Act::UndoCheckIn(who, which) => house.undo_check_in(undoing(who, which), now).ok(),
            Act::Resize(capacity) => {
                let arrangement = house.performance().arrangement();
                let seating = Seating { capacity, ..arrangement.seating };
                house.rearrange(Arrangement { seating, ..arrangement }).ok()
            }
            Act::CloseNow => {
                let arrangement = house.performance().arrangement();
                house.rearrange(Arrangement { closes_at: now, ..arrangement }).ok()
            }
            Act::Postpone => {
                let starts_at = house.performance().starts_at;
                let by = if starts_at == instant(START) { minutes(10) } else { return None };
                house.reschedule(starts_at + by, now).ok()
            }
            Act::CancelPerformance => Some(house.cancel_performance(now)),
            Act::TimePasses | Act::Book(_) | Act::BookAtOnce(..) => None,
        }
    }

    /// Whether a party was confirmed after its hold had lapsed.
    pub fn was_confirmed_late(&self, party: &Reservation) -> bool {
        party.confirmed_at.is_some_and(|at| at >= party.booked_at + self.house.policy().hold)
    }

    /// The state that the rules look at. It leaves out when things were done and by whom.
    fn relevant_state(&self) -> impl Hash + PartialEq {
        let parties = self.house.reservations().map(|party| {
            let late = self.was_confirmed_late(party);
            let inside = party.check_ins.iter().map(|one| (one.seats, one.undone.is_some()));
            (party.id, party.seats, party.status, late, inside.collect::<Vec<_>>())
        });
        let parties = parties.collect::<Vec<_>>();
        (self.tick, *self.house.performance(), &self.witness, parties)
    }
}

impl PartialEq for Evening {
    fn eq(&self, other: &Self) -> bool {
        self.relevant_state() == other.relevant_state()
    }
}

impl Hash for Evening {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.relevant_state().hash(state);
    }
}
