//! What the box office does with reservations: list, view, create, correct, confirm, transfer,
//! cancel, resend.

mod browse;
mod cancel;
mod change_seats;
mod confirm;
mod correct;
mod create;
mod port;
mod resend;
mod reservation_changes;
mod transfer;
mod view;

use std::sync::Arc;

#[cfg(feature = "mock")]
pub use self::port::MockBoxOffice;
pub(crate) use self::resend::letter_of;
pub use self::{
    browse::BrowseReservations,
    cancel::CancelByStaff,
    change_seats::ChangeSeatsByStaff,
    confirm::ConfirmByStaff,
    correct::CorrectGuest,
    create::{CreateReservation, CreateReservationRequest},
    port::{
        BoxOffice, CheckInQuery, CheckInRecord, Colleague, LatestMessage, MessageRecord,
        ReservationEntry, ReservationFilter, ReservationOrder, ReservationQuery, ReservationSearch,
    },
    resend::{EarlierLinks, ResendMail},
    reservation_changes::BoxOfficeError,
    transfer::TransferReservation,
    view::{HistoryEntry, PossibleActions, ReservationDetail, SeeReservation},
};
use crate::{Ports, mail::DeliverMail};

pub struct BoxOfficeUseCases {
    pub browse: BrowseReservations,
    pub cancel: CancelByStaff,
    pub change_seats: ChangeSeatsByStaff,
    pub confirm: ConfirmByStaff,
    pub correct: CorrectGuest,
    pub create: CreateReservation,
    pub resend: ResendMail,
    pub transfer: TransferReservation,
    pub view: SeeReservation,
}

impl BoxOfficeUseCases {
    pub(crate) fn new(ports: &Ports, mail: &Arc<DeliverMail>) -> Self {
        Self {
            browse: BrowseReservations::new(ports),
            cancel: CancelByStaff::new(ports, mail.clone()),
            change_seats: ChangeSeatsByStaff::new(ports, mail.clone()),
            confirm: ConfirmByStaff::new(ports, mail.clone()),
            correct: CorrectGuest::new(ports, mail.clone()),
            create: CreateReservation::new(ports, mail.clone()),
            resend: ResendMail::new(ports, mail.clone()),
            transfer: TransferReservation::new(ports, mail.clone()),
            view: SeeReservation::new(ports),
        }
    }
}
