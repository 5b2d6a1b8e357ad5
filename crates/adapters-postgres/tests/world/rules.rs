//! Rules that change a house.

use super::{Booking, id, seats};
use azionelab_application::{
    accounts::{Act, StaffMember},
    audit::{Action, Subject},
    houses::{Decision, Message, Needs, Rule, TransferDecision, TransferRule},
    ports::Version,
};
use azionelab_domain::{
    Arrangement, AttemptKey, AuditEntryId, BookRefusal, BookingRequest, Change, CheckInId,
    CheckInRequest, ClientRef, CorrectRefusal, Fingerprint, Guest, House, MultilineText,
    PersonName, ReservationId, Seating, StaffId, UndoRequest, WalkInRequest,
};
use jiff::Timestamp;

/// A rule about one reservation.
pub fn about<R: Send + 'static>(
    reservation: ReservationId,
    rule: impl Fn(&House, Timestamp) -> Result<Change, R> + Send + Sync + 'static,
) -> Rule {
    let needs = Needs { reservation: Some(reservation), ..Needs::default() };
    Rule::new(needs, move |house: &House, now| rule(house, now).map(Decision::from))
}

pub fn confirm(reservation: ReservationId) -> Rule {
    about(reservation, move |house, now| house.confirm(reservation, now))
}

pub fn extend_hold(reservation: ReservationId) -> Rule {
    about(reservation, move |house, now| house.extend_hold(reservation, None, now))
}

/// Confirms with a message.
pub fn confirm_with(message: Message) -> Rule {
    let reservation = message.reservation;
    let needs = Needs { reservation: Some(reservation), ..Needs::default() };
    Rule::new(needs, move |house: &House, now| {
        let change = house.confirm(reservation, now)?;
        Ok::<_, azionelab_domain::ConfirmRefusal>(
            Decision::from(change).with_message(Some(message)),
        )
    })
}

pub fn cancel(reservation: ReservationId) -> Rule {
    about(reservation, move |house, now| house.cancel(reservation, now))
}

/// Withdraws the booking with a key.
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

/// Changes the seats with a message.
pub fn change_seats_with(message: Message, number: i64) -> Rule {
    let reservation = message.reservation;
    let needs = Needs { reservation: Some(reservation), ..Needs::default() };
    Rule::new(needs, move |house: &House, now| {
        let change = house.change_seats(reservation, seats(number), now)?;
        Ok::<_, azionelab_domain::ChangeSeatsRefusal>(
            Decision::from(change).with_message(Some(message)),
        )
    })
}

/// Corrects a guest's name in this version of the reservation.
pub fn rename(reservation: ReservationId, over: u64, name: &str) -> Rule {
    let name = PersonName::parse(name).unwrap();
    let needs = Needs {
        reservation: Some(reservation),
        reservation_version: Some(Version(over)),
        ..Needs::default()
    };
    Rule::new(needs, move |house: &House, _| {
        let there = house.reservation(reservation).ok_or(CorrectRefusal::Unknown)?;
        let guest = Guest { name: Some(name.clone()), ..there.guest.clone() };
        house.correct(reservation, guest).map(Decision::from)
    })
}

/// A check-in of this many guests, long before the door opens.
pub fn party(reservation: ReservationId, number: i64, by: StaffId) -> CheckInRequest {
    let check_in = CheckInId::new(id());
    CheckInRequest {
        id: check_in,
        reservation,
        seats: Some(seats(number)),
        by,
        client_ref: Some(ClientRef::parse(&format!("scanner-{check_in}")).unwrap()),
        override_reason: Some(MultilineText::parse("prova generale").unwrap()),
        may_override: true,
        confirms: false,
    }
}

pub fn check_in(party: &CheckInRequest) -> Rule {
    let party = party.clone();
    about(party.reservation, move |house, now| house.check_in(&party, now))
}

/// Confirms a party if necessary, and admits it.
pub fn confirm_at_door(party: &CheckInRequest) -> Rule {
    let party = CheckInRequest { confirms: true, ..party.clone() };
    check_in(&party)
}

/// Creates the reservation as the box office does.
pub fn create(booking: &Booking) -> Rule {
    let request = booking.request(None);
    Rule::new(Needs::default(), move |house: &House, now| {
        house.create(&request, true, now).map(Decision::from)
    })
}

/// Admits walk-ins, long before the door opens. The booking's key identifies repeated requests.
pub fn seat(booking: &Booking, by: StaffId) -> Rule {
    let key =
        AttemptKey::of_staff("walk-in", booking.key.map_or(booking.code.as_str(), |(key, _)| key));
    let attempt = Some((key.clone(), Fingerprint::of(&[])));
    let request = WalkInRequest {
        party: booking.request(attempt),
        check_in: CheckInId::new(id()),
        by,
        client_ref: ClientRef::parse("a-tap").unwrap(),
        override_reason: Some(MultilineText::parse("prova generale").unwrap()),
        may_override: true,
    };
    let request = WalkInRequest {
        party: BookingRequest { guest: Guest { email: None, ..booking.guest() }, ..request.party },
        ..request
    };
    let needs = Needs { attempt: Some(key), ..Needs::default() };
    Rule::new(needs, move |house: &House, now| {
        house.seat_walk_in(&request, now).map(Decision::from)
    })
}

/// Transfers a reservation as a staff member does.
pub fn transferring(reservation: ReservationId, who: StaffMember) -> TransferRule {
    let entry = AuditEntryId::new(id());
    TransferRule::new(reservation, move |from: &House, to: &House, now| {
        let transfer = from.transfer(reservation, to, now)?;
        let action = Action::named("reservation.move");
        let act = Act::new(action, Subject::Reservation(reservation));
        Ok(TransferDecision { transfer, message: None, audit: act.done(entry, &who, now) })
    })
}

pub fn undo(party: &CheckInRequest) -> Rule {
    let CheckInRequest { id: check_in, reservation, by, .. } = *party;
    let request =
        UndoRequest { reservation, check_in, by, may_override: true, may_seat_walk_ins: true };
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
