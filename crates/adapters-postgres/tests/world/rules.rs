//! What else may happen to a house.

use azionelab_application::ports::{Decision, Message, Needs, Refusal, Rule};
use azionelab_domain::{
    Arrangement, AttemptKey, BookRefusal, Change, CheckInId, CheckInRequest, ClientRef, House,
    Note, ReservationId, Seating, StaffId, UndoRequest,
};
use jiff::Timestamp;

use super::{id, seats};

/// A rule about one reservation.
pub fn about<R: Into<Refusal>>(
    reservation: ReservationId,
    rule: impl Fn(&House, Timestamp) -> Result<Change, R> + Send + Sync + 'static,
) -> Rule {
    let needs = Needs { reservation: Some(reservation), ..Needs::default() };
    Rule::new(needs, move |house: &House, now| rule(house, now).map(Decision::from))
}

pub fn confirm(reservation: ReservationId) -> Rule {
    about(reservation, move |house, now| house.confirm(reservation, now))
}

/// Confirms, and tells of it.
pub fn confirm_with(message: Message) -> Rule {
    let reservation = message.reservation;
    let needs = Needs { reservation: Some(reservation), ..Needs::default() };
    Rule::new(needs, move |house: &House, now| {
        let change = house.confirm(reservation, now)?;
        Ok::<_, azionelab_domain::ConfirmRefusal>(Decision::from(change).telling(Some(message)))
    })
}

pub fn cancel(reservation: ReservationId) -> Rule {
    about(reservation, move |house, now| house.cancel(reservation, now))
}

/// Withdraws what was booked under a key.
pub fn withdraw(reservation: ReservationId, key: &str) -> Rule {
    let key = AttemptKey::parse(key).unwrap();
    let needs =
        Needs { reservation: Some(reservation), attempt: Some(key.clone()), ..Needs::default() };
    Rule::new(needs, move |house: &House, now| {
        house.withdraw(reservation, &key, now).map(Decision::from)
    })
}

pub fn change_seats(reservation: ReservationId, number: i64) -> Rule {
    about(reservation, move |house, now| house.change_seats(reservation, seats(number), now))
}

/// So many of a party at the door, long before it opens.
pub fn party(reservation: ReservationId, number: i64, by: StaffId) -> CheckInRequest {
    let check_in = CheckInId::new(id());
    CheckInRequest {
        id: check_in,
        reservation,
        seats: Some(seats(number)),
        by,
        client_ref: Some(ClientRef::parse(&format!("scanner-{check_in}")).unwrap()),
        override_reason: Some(Note::parse("prova generale").unwrap()),
    }
}

pub fn check_in(party: &CheckInRequest) -> Rule {
    let party = party.clone();
    about(party.reservation, move |house, now| house.check_in(&party, now))
}

pub fn undo(party: &CheckInRequest) -> Rule {
    let CheckInRequest { id: check_in, reservation, by, .. } = *party;
    let request = UndoRequest { reservation, check_in, by };
    about(reservation, move |house, now| house.undo_check_in(request, now))
}

pub fn resize(capacity: u32, occupied: u32, extra: u32) -> Rule {
    Rule::new(Needs::default(), move |house: &House, _| {
        let seating = Seating { capacity, occupied, extra };
        let arrangement = Arrangement { seating, ..house.performance().arrangement() };
        house.rearrange(arrangement).map(Decision::from)
    })
}

pub fn panicking() -> Rule {
    Rule::new(Needs::default(), |_: &House, _| -> Result<Decision, BookRefusal> {
        panic!("a rule with a fault, as a test wants it")
    })
}
