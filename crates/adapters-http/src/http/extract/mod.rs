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
    body::{Body, let_pass},
    check::{Check, Given, Unknown, chosen_password, seats, whole},
    cookies::StaffCookies,
    device::Device,
    holder::{Bearer, Holder},
    if_match::IfMatch,
    params::Params,
    picture::{PICTURES_IN_HAND, Picture},
    segment::{FromSegment, Segment},
    staff::{OwnSession, Staff},
};
