mod access_needs;
mod attempt;
mod origin;
mod reservation;
mod reservation_code;
mod seats;
mod secret;

pub use self::{
    access_needs::{AccessNeed, AccessNeeds, UnknownAccessNeed},
    attempt::{Attempt, AttemptKey, AttemptKeyError, Fingerprint},
    origin::{Origin, OriginHash, OriginKey},
    reservation::{
        BookingSource, Guest, Reservation, Status, StatusKind, UnknownBookingSource, UnknownStatus,
    },
    reservation_code::{ReservationCode, ReservationCodeError},
    seats::{Seats, SeatsError},
    secret::{Secret, SecretError, SecretHash, Ticket, TicketError, TicketHash},
};
