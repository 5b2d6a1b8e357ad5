//! Extractors.

mod body;
mod check;
mod cookies;
mod device;
mod holder;
mod if_match;
mod params;
mod picture;
mod segment;
mod staff;

pub(crate) use self::{
    body::{Body, drain},
    check::{Check, Given, Unknown, chosen_password, seats, whole},
    cookies::StaffCookies,
    device::Device,
    holder::{Bearer, Holder},
    if_match::IfMatch,
    params::Params,
    picture::{MAX_CONCURRENT_PICTURES, Picture},
    segment::{FromSegment, Segment},
    staff::{OwnSession, Staff},
};
