//! Builders for houses, parties and requests.
//!
//! The time is two hours before the start: booking is open until the start, and the door is open
//! too.

mod house;
mod party;
mod request;

use crate::{
    Arrangement, Change, CheckInId, ClientRef, EmailAddress, Guest, House, Locale, MultilineText,
    Origin, OriginKey, PersonName, ReservationId, Seating, Seats, StaffId,
};
use core::fmt::Debug;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

pub use self::{
    house::{HouseBuilder, house},
    party::{Party, party},
    request::{attempt, booking, remembered, scan, undoing, walk_in},
};

/// Parses an instant in RFC 3339 format, optionally with a time zone.
pub fn at(instant: &str) -> Timestamp {
    instant.parse().unwrap()
}

pub fn now() -> Timestamp {
    at("2026-05-20T18:00:00Z")
}

pub fn start() -> Timestamp {
    at("2026-05-20T20:00:00Z")
}

pub fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// The shortest duration.
pub fn moment() -> SignedDuration {
    SignedDuration::from_nanos(1)
}

pub fn seats(seats: i64) -> Seats {
    Seats::parse(seats).unwrap()
}

pub fn party_id(number: u128) -> ReservationId {
    ReservationId::new(Uuid::from_u128(number))
}

pub fn check_in_id(number: u128) -> CheckInId {
    CheckInId::new(Uuid::from_u128(number))
}

pub fn staff(number: u128) -> StaffId {
    StaffId::new(Uuid::from_u128(number))
}

pub fn email(address: &str) -> EmailAddress {
    EmailAddress::parse(address).unwrap()
}

/// The origin of a request from this IP address.
pub fn origin(address: &str) -> Origin {
    OriginKey::new([1; 32]).origin(address.parse().unwrap())
}

pub fn multiline_text(text: &str) -> MultilineText {
    MultilineText::parse(text).unwrap()
}

pub fn client_ref(text: &str) -> ClientRef {
    ClientRef::parse(text).unwrap()
}

/// Applies the change that a rule returns. Panics if the rule refuses.
pub fn make<R: Debug>(house: &mut House, rule: impl FnOnce(&House) -> Result<Change, R>) -> Change {
    let change = rule(house).unwrap();
    house.apply(&change);
    change
}

pub fn guest_name() -> PersonName {
    PersonName::parse("Anna Bianchi").unwrap()
}

pub fn guest(address: &str) -> Guest {
    Guest {
        name: Some(guest_name()),
        email: Some(email(address)),
        phone: None,
        notes: None,
        access_needs: [].into(),
        locale: Locale::It,
    }
}

pub fn resize(house: &mut House, seating: Seating) {
    let arrangement = Arrangement { seating, ..house.performance().arrangement() };
    make(house, |house| house.rearrange(arrangement));
}
