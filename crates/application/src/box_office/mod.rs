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
mod staff_change;
mod transfer;
mod view;

#[cfg(feature = "mock")]
pub use self::port::MockBoxOffice;
pub(crate) use self::resend::letter_of;
pub use self::{
    browse::BrowseReservations,
    cancel::CancelByStaff,
    change_seats::ChangeSeatsByStaff,
    confirm::ConfirmByStaff,
    correct::CorrectGuest,
    create::{WriteDownRequest, WriteDownReservation},
    port::{
        BoxOffice, CheckInQuery, CheckInRecord, Colleague, LatestMessage, MessageRecord,
        MessageState, PerformanceBrief, ReservationEntry, ReservationFilter, ReservationOrder,
        ReservationQuery, ReservationSearch, StatusNow,
    },
    resend::{EarlierLinks, ResendMail},
    staff_change::DeskError,
    transfer::MoveReservation,
    view::{HistoryEntry, ReservationDetail, SeeReservation, WhatMayBeDone},
};
