//! Extractors.

mod attempt;
mod body;
mod check;
mod cookies;
mod device;
mod fields;
mod holder;
mod if_match;
mod params;
mod picture;
mod segment;
mod staff;

pub(crate) use self::{
    attempt::{attempt_key, checked_attempt_key, fingerprint},
    body::{Body, drain},
    check::{Check, Given, Unknown},
    cookies::StaffCookies,
    device::Device,
    fields::{access_needs, chosen_password, parsed, phone, seats, time_zone, whole},
    holder::{Bearer, Holder},
    if_match::IfMatch,
    params::Params,
    picture::{MAX_CONCURRENT_PICTURES, Picture},
    segment::{FromSegment, Segment},
    staff::{OwnSession, Staff},
};
