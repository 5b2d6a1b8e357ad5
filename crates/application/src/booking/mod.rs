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

use std::sync::Arc;

#[cfg(feature = "mock")]
pub use self::ports::{
    origins::MockOrigins, qr_codes::MockQrCodes, reservations::MockReservations,
};
pub(crate) use self::ticket::{end_of, event_of, location_of};
pub use self::{
    book::{BookError, BookRequest, BookReservation, Booked},
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
use crate::{
    Ports, Preferences,
    mail::{DeliverMail, Links},
};

pub struct BookingUseCases {
    pub book: BookReservation,
    pub cancel: CancelReservation,
    pub change_seats: ChangeSeats,
    pub confirm: ConfirmReservation,
    pub expire_holds: ExpireHolds,
    pub mail_link: MailLink,
    pub progress: FollowReservation,
    pub see_ticket: SeeTicket,
    pub ticket: GetTicket,
    pub view: ViewReservation,
    pub withdraw: WithdrawReservation,
}

impl BookingUseCases {
    pub(crate) fn new(
        ports: &Ports,
        mail: &Arc<DeliverMail>,
        links: &Links,
        preferences: &Preferences,
    ) -> Self {
        Self {
            book: BookReservation::new(ports, mail.clone(), preferences.unconfirmed),
            cancel: CancelReservation::new(ports, mail.clone()),
            change_seats: ChangeSeats::new(ports, mail.clone()),
            confirm: ConfirmReservation::new(ports, mail.clone()),
            expire_holds: ExpireHolds::new(ports),
            mail_link: MailLink::new(ports, mail.clone()),
            progress: FollowReservation::new(ports),
            see_ticket: SeeTicket::new(ports),
            ticket: GetTicket::new(ports, links.clone()),
            view: ViewReservation::new(ports),
            withdraw: WithdrawReservation::new(ports),
        }
    }
}
