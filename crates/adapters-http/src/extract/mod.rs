//! What a handler is given of a request.

mod body;
mod check;
mod device;
mod holder;
mod if_match;
mod params;
mod segment;
mod staff;

pub(crate) use self::{
    body::{Body, let_pass},
    check::{Check, Given, Unknown, chosen_password, password, seats, whole},
    device::{Device, device_cookie},
    holder::{Bearer, Holder},
    if_match::IfMatch,
    params::Params,
    segment::{FromSegment, Segment},
    staff::{OwnSession, Staff, cleared_cookie, session_cookie, session_token},
};
