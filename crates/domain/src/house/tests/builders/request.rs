use super::{check_in_id, guest, minutes, now, party_id, seats, staff};
use crate::{
    Attempt, AttemptKey, BookingRequest, CheckInRequest, Fingerprint, ReservationCode, UndoRequest,
};

/// Party `number` asks for seats.
pub fn booking(number: u32, count: i64) -> BookingRequest {
    BookingRequest {
        id: party_id(number.into()),
        code: ReservationCode::from_number(number),
        guest: guest(&format!("guest{number}@example.org")),
        seats: seats(count),
        attempt: None,
    }
}

pub fn attempt(key: &str, asked: &str) -> (AttemptKey, Fingerprint) {
    (AttemptKey::parse(key).unwrap(), Fingerprint::of(&[asked]))
}

/// What is remembered of an attempt with which party 1 booked two seats.
pub fn remembered(key: &str, asked: &str) -> Attempt {
    Attempt {
        key: AttemptKey::parse(key).unwrap(),
        fingerprint: Fingerprint::of(&[asked]),
        reservation: party_id(1),
        code: ReservationCode::from_number(1),
        seats: seats(2),
        hold_until: now() + minutes(30),
    }
}

/// Staff 1 scans the ticket of a party and lets all of it in, as check-in 9.
pub fn scan(number: u128) -> CheckInRequest {
    CheckInRequest {
        id: check_in_id(9),
        reservation: party_id(number),
        seats: None,
        by: staff(1),
        client_ref: None,
        override_reason: None,
    }
}

/// Staff 2 takes a check-in of a party back.
pub fn undoing(number: u128, check_in: u128) -> UndoRequest {
    UndoRequest { reservation: party_id(number), check_in: check_in_id(check_in), by: staff(2) }
}
