use crate::http::time::Time;
use azionelab_application::programme::Listing;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A short summary of a performance.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct PerformanceLink {
    id: Uuid,
    show_title: String,
    starts_at: Time,
    venue_name: String,
}

impl From<&Listing> for PerformanceLink {
    fn from(listing: &Listing) -> Self {
        Self {
            id: listing.performance().id.uuid(),
            show_title: listing.entry.show.title.clone(),
            starts_at: listing.performance().starts_at.into(),
            venue_name: listing.venue.name.clone(),
        }
    }
}
