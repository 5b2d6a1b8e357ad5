use crate::{http::labels::TicketStatus, programme::performance_view::Performance};
use azionelab_application::booking::SeenTicket;
use serde::Serialize;
use utoipa::ToSchema;

/// What a ticket is worth and what it is for. It does not say whose it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ticket {
    status: TicketStatus,
    performance: Performance,
}

impl From<SeenTicket> for Ticket {
    fn from(seen: SeenTicket) -> Self {
        Self {
            status: seen.status.into(),
            performance: Performance::new(&seen.listing, seen.seen_at),
        }
    }
}
