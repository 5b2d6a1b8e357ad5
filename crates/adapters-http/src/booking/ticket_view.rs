use crate::{http::labels::TicketStatus, programme::performance_view::Performance};
use azionelab_application::booking::SeenTicket;
use serde::Serialize;
use utoipa::ToSchema;

/// The status of a ticket and its performance. It does not name the guest.
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
