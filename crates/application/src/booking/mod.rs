//! What a visitor does with a reservation: book, confirm, change seats, cancel, see the ticket.

mod book;
mod cancel;
mod change_seats;
mod confirm;
mod expire_holds;
mod mail_link;
mod ports;
mod progress;
mod see_ticket;
mod ticket;
mod view;
mod withdraw;

#[cfg(feature = "mock")]
pub use self::ports::{
    origins::MockOrigins, qr_codes::MockQrCodes, reservations::MockReservations,
};
pub(crate) use self::ticket::{end_of, event_of, location_of};
pub use self::{
    book::{BookError, BookRequest, BookReservation, Booked, EmailDelivery},
    cancel::{CancelError, CancelReservation},
    change_seats::{ChangeSeats, ChangeSeatsError},
    confirm::{ConfirmError, ConfirmReservation},
    expire_holds::ExpireHolds,
    mail_link::{LinkRequest, MailLink},
    ports::{
        origins::Origins,
        qr_codes::QrCodes,
        reservations::{HeldReservation, Progress, ReservationKey, Reservations},
    },
    progress::{FollowError, FollowReservation},
    see_ticket::{SeeTicket, SeeTicketError, SeenTicket},
    ticket::{GetTicket, TicketDocumentError},
    view::{HolderError, HolderView, ViewReservation},
    withdraw::{WithdrawError, WithdrawReservation},
};
