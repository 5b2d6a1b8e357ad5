//! The pages. Each asks for all it needs at once, and answers with what the app would ask for.

mod booking;
mod calendar;
mod company;
mod holder;
mod home;
mod shows;
mod staff;
mod venues;

use super::answer::Page;
use crate::http::problem::ApiError;
use axum::extract::{FromRequestParts, Path};
use azionelab_application::programme::PerformanceQuery;
use azionelab_domain::Slug;
use http::request::Parts;
use std::convert::Infallible;

pub(super) use self::{
    booking::booking,
    calendar::calendar,
    company::{accessibility, company_page, privacy},
    holder::{reservation, ticket},
    home::home,
    shows::{show, shows},
    staff::{STAFF, is_staffs, staff},
    venues::{venue, venues},
};

/// The part of an address that names something; empty when it is no text at all.
pub(super) struct Name(String);

impl<S: Send + Sync> FromRequestParts<S> for Name {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let segment = Path::<String>::from_request_parts(parts, state).await;
        Ok(Self(segment.map(|Path(segment)| segment).unwrap_or_default()))
    }
}

/// How many performances a page tells machines of: each repeats all of its venue and its show.
const MOST_TOLD: usize = 50;

type Gathered = Result<Page, ApiError>;

/// The next performances, so many at most.
fn coming(limit: u32) -> PerformanceQuery {
    PerformanceQuery { from: None, to: None, show: None, venue: None, after: None, limit }
}

/// What can't be a slug names nothing.
fn slug(segment: &str) -> Result<Slug, ApiError> {
    Slug::parse(segment).map_err(|_| ApiError::NotFound)
}
