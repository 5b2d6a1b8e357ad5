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

/// What a person who scans a QR code sees: the status and the performance, but nothing about the
/// guest. Other people can find or photograph tickets.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenTicket {
    pub status: TicketStatus,
    pub listing: Listing,
    pub seen_at: Timestamp,
}

#[derive(Debug, Error)]
pub enum SeeTicketError {
    /// It is unknown or has expired.
    #[error("there is no such ticket")]
    UnknownTicket,
    /// The guest got a new ticket.
    #[error("the ticket was replaced")]
    Replaced,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Shows the status of a ticket to the person who has it.
pub struct SeeTicket {
    reservations: Arc<dyn Reservations>,
    clock: Arc<dyn Clock>,
}

impl SeeTicket {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { reservations: ports.reservations.clone(), clock: ports.clock.clone() }
    }

    /// The current status of `ticket`. The ticket of an unconfirmed reservation counts as unknown:
    /// it can be derived from the first mail, but nobody has received it.
    pub async fn execute(&self, ticket: &Ticket) -> Result<SeenTicket, SeeTicketError> {
        let seen_at = self.clock.now();
        let found = self.reservations.proved(ticket.hash(), seen_at).await?;
        let Some(held) = found else {
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
