use super::Reservations;
use crate::{
    Ports,
    ports::{Clock, StoreError},
    programme::Listing,
};
use azionelab_domain::{Ticket, TicketStatus};
use jiff::Timestamp;
use std::sync::Arc;
use thiserror::Error;

/// What somebody sees who points a camera at a QR code: what it is worth and what it is for, and
/// not whose it is. Tickets lie about, and are photographed.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenTicket {
    /// What it is worth.
    pub status: TicketStatus,
    pub listing: Listing,
    /// When it was read.
    pub seen_at: Timestamp,
}

/// Why a ticket is not shown.
#[derive(Debug, Error)]
pub enum SeeTicketError {
    /// Nothing that we ever handed out, or expired.
    #[error("there is no such ticket")]
    UnknownTicket,
    /// The guest was sent another one since.
    #[error("the ticket was replaced")]
    Replaced,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Shows what a ticket is worth to whoever has it.
pub struct SeeTicket {
    reservations: Arc<dyn Reservations>,
    clock: Arc<dyn Clock>,
}

impl SeeTicket {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { reservations: ports.reservations.clone(), clock: ports.clock.clone() }
    }

    /// What `ticket` is worth now. A ticket that could be derived from the first mail, and that
    /// nobody was given as nothing is confirmed yet, is as unknown as any other.
    pub async fn execute(&self, ticket: &Ticket) -> Result<SeenTicket, SeeTicketError> {
        let seen_at = self.clock.now();
        let proved = self.reservations.proved(ticket.hash(), seen_at).await?;
        let Some(held) = proved else {
            let replaced = self.reservations.was_replaced(ticket.hash(), seen_at).await?;
            return Err(if replaced {
                SeeTicketError::Replaced
            } else {
                SeeTicketError::UnknownTicket
            });
        };
        let status = held.listing.house.ticket_status(held.id);
        let status = status.ok_or(SeeTicketError::UnknownTicket)?;
        Ok(SeenTicket { status, listing: held.listing, seen_at })
    }
}
