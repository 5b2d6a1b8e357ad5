use crate::http::{problem::ApiError, state::App};
use axum::extract::{FromRequestParts, Path};
use azionelab_domain::{
    CheckInId, PerformanceId, ReservationId, SessionId, ShowId, Slug, StaffId, VenueId,
};
use http::request::Parts;
use std::sync::Arc;

/// The variable segment of a path. A malformed segment names nothing, so it is not found.
pub(crate) struct Segment<T>(pub T);

pub(crate) trait FromSegment: Sized {
    fn from_segment(segment: &str) -> Option<Self>;
}

impl FromSegment for PerformanceId {
    fn from_segment(segment: &str) -> Option<Self> {
        segment.parse().ok()
    }
}

impl FromSegment for ReservationId {
    fn from_segment(segment: &str) -> Option<Self> {
        segment.parse().ok()
    }
}

impl FromSegment for CheckInId {
    fn from_segment(segment: &str) -> Option<Self> {
        segment.parse().ok()
    }
}

impl FromSegment for ShowId {
    fn from_segment(segment: &str) -> Option<Self> {
        segment.parse().ok()
    }
}

impl FromSegment for VenueId {
    fn from_segment(segment: &str) -> Option<Self> {
        segment.parse().ok()
    }
}

impl FromSegment for SessionId {
    fn from_segment(segment: &str) -> Option<Self> {
        segment.parse().ok()
    }
}

impl FromSegment for StaffId {
    fn from_segment(segment: &str) -> Option<Self> {
        segment.parse().ok()
    }
}

impl FromSegment for Slug {
    fn from_segment(segment: &str) -> Option<Self> {
        Self::parse(segment).ok()
    }
}

impl<T: FromSegment> FromRequestParts<Arc<App>> for Segment<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        path.ok()
            .and_then(|Path(segment)| T::from_segment(&segment))
            .map(Self)
            .ok_or(ApiError::NotFound)
    }
}
