//! The pages. Each loads all its data at once and includes the API answers that the app needs.

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

/// A path segment; empty if it is not valid text.
pub(super) struct Name(String);

impl<S: Send + Sync> FromRequestParts<S> for Name {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let segment = Path::<String>::from_request_parts(parts, state).await;
        Ok(Self(segment.map(|Path(segment)| segment).unwrap_or_default()))
    }
}

/// The maximum number of performances in structured data: each repeats its venue and show.
const MAX_EVENTS: usize = 50;

type PageResult = Result<Page, ApiError>;

/// The next performances, at most `limit`.
fn coming(limit: u32) -> PerformanceQuery {
    PerformanceQuery { from: None, to: None, show: None, venue: None, after: None, limit }
}

/// An invalid slug names nothing.
fn slug(segment: &str) -> Result<Slug, ApiError> {
    Slug::parse(segment).map_err(|_| ApiError::NotFound)
}
