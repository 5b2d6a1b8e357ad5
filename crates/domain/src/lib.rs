//! The rules of `AzioneLab`: what a reservation is, when seats are held, who may do what.
//!
//! Everything here is pure. There is no I/O, no async, no clock and no randomness: the time and
//! random values come in as arguments, so every rule can be tested with a table.
//!
//! The centre is the [`House`]: the seats of one performance with everything that holds some of
//! them. It is the consistency boundary, so each change to seats is a function of one house and
//! the time, and answers with a [`Change`] or with a refusal that names what was asked in vain.

mod access_needs;
mod attempt;
mod check_in;
mod contact;
mod house;
mod ids;
mod local_time;
mod locale;
mod origin;
mod performance;
mod recovery_code;
mod reservation;
mod reservation_code;
mod seats;
mod secret;
mod show;
mod slug;
mod staff;
mod surname;
mod text;
mod typed;
mod venue;
mod web_address;

pub use access_needs::{AccessNeed, AccessNeeds, UnknownAccessNeed};
pub use attempt::{Attempt, AttemptKey, AttemptKeyError, Fingerprint};
pub use check_in::{CheckIn, ClientRef, ClientRefError, Undone};
pub use contact::{EmailAddress, EmailAddressError, PhoneNumber, PhoneNumberError, comparison_key};
pub use house::{
    BookRefusal, BookingRequest, CancelRefusal, Change, ChangeSeatsRefusal, CheckInRefusal,
    CheckInRequest, ConfirmRefusal, CorrectRefusal, House, RearrangeRefusal, RescheduleRefusal,
    ResendRefusal, TicketStatus, Transfer, TransferRefusal, UnconfirmedBy, UnconfirmedLimits,
    UnconfirmedSeats, UndoRefusal, UndoRequest, WalkInRefusal, WalkInRequest, WithdrawRefusal,
};
pub use ids::{
    AuditEntryId, CheckInId, MessageId, ParseIdError, PerformanceId, ReservationId, SessionId,
    ShowId, StaffId, VenueId,
};
pub use local_time::{LocalTime, LocalTimeError, LocalTimeRefusal};
pub use locale::{Locale, UnknownLocale};
pub use origin::{Origin, OriginHash, OriginKey};
pub use performance::{Arrangement, BookingState, Performance, Policy, Seating, WrongTimes};
pub use recovery_code::{RecoveryCode, RecoveryCodeError, RecoveryCodeHash};
pub use reservation::{BookingSource, Guest, Reservation, Status, UnknownBookingSource};
pub use reservation_code::{ReservationCode, ReservationCodeError};
pub use seats::{Seats, SeatsError};
pub use secret::{Secret, SecretError, SecretHash, Ticket, TicketError, TicketHash};
pub use show::{Publication, Show};
pub use slug::{Slug, SlugError};
pub use staff::{Permission, Role, UnknownRole};
pub use text::{Line, Markdown, Note, PersonName, TextError, bare_letters, opaque_string};
pub use typed::{clean, is_blank, plain};
pub use venue::{MapPosition, Venue};
