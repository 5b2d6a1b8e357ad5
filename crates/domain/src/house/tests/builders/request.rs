use super::{check_in_id, client_ref, guest, minutes, now, party_id, seats, staff};
use crate::{
    Attempt, AttemptKey, BookingRequest, CheckInRequest, Fingerprint, Guest, ReservationCode,
    UndoRequest, WalkInRequest,
};

/// Party `number` asks for seats.
pub fn booking(number: u32, count: i64) -> BookingRequest {
    BookingRequest {
        id: party_id(number.into()),
        code: ReservationCode::from_number(number),
        guest: guest(&format!("guest{number}@example.org")),
        seats: seats(count),
        attempt: None,
        origin: None,
        limits: None,
    }
}

pub fn attempt(key: &str, body: &str) -> (AttemptKey, Fingerprint) {
    (AttemptKey::parse(key).unwrap(), Fingerprint::of(&[body]))
}

/// The stored attempt with which party 1 booked two seats.
pub fn remembered(key: &str, body: &str) -> Attempt {
    Attempt {
        key: AttemptKey::parse(key).unwrap(),
        fingerprint: Fingerprint::of(&[body]),
        reservation: party_id(1),
        code: ReservationCode::from_number(1),
        seats: seats(2),
        hold_until: now() + minutes(30),
    }
}

/// Staff 1 scans the ticket of a party and admits all of it, as check-in 9.
pub fn scan(number: u128) -> CheckInRequest {
    CheckInRequest {
        id: check_in_id(9),
        reservation: party_id(number),
        seats: None,
        by: staff(1),
        client_ref: None,
        override_reason: None,
        may_override: false,
        confirms: false,
    }
}

/// Staff 1 seats walk-ins, as party `number` and check-in `number`.
pub fn walk_in(number: u32, count: i64) -> WalkInRequest {
    let reference = format!("walk-in-{number}");
    let key = AttemptKey::of_staff("walk-in", &reference);
    WalkInRequest {
        party: BookingRequest {
            attempt: Some((key, Fingerprint::of(&[]))),
            guest: Guest { email: None, ..guest("nobody@example.org") },
            ..booking(number, count)
        },
        check_in: check_in_id(number.into()),
        by: staff(1),
        client_ref: client_ref(&reference),
        override_reason: None,
        may_override: false,
    }
}

/// Staff 2 undoes a check-in of a party.
pub fn undoing(number: u128, check_in: u128) -> UndoRequest {
    UndoRequest {
        reservation: party_id(number),
        check_in: check_in_id(check_in),
        by: staff(2),
        may_override: false,
        may_seat_walk_ins: false,
    }
}
