//! The port for every change to a house.

mod port;
mod refusal;

#[cfg(feature = "mock")]
pub use self::port::MockHouses;
pub use self::{
    port::{
        Announcement, Decision, HouseError, Houses, Issued, Message, Needs, Rule, TransferDecision,
        TransferRule, UnconfirmedBooking, change,
    },
    refusal::Refusal,
};
