//! Mail from the outbox: its order, its content and its results.

mod holds;
mod letters;
mod outcomes;
mod rounds;

use crate::world::{Party, World, first_party, party};
use MessageKind::{
    CancelledByOffice, CancelledByTheatre, CancelledByVisitor, ConfirmYourSeats, Rescheduled,
    SeatsChanged, Transferred, YourTicket,
};
use azionelab_application::{mail::MessageKind, ports::StoreError};
use jiff::SignedDuration;

fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

/// A world with one due message about a party, which has failed this often.
fn due_after(failed_attempts: u32, kind: MessageKind, party: Party) -> World {
    let (world, _) = World::with(party);
    world.theatre.add_message(1, kind, first_party(), failed_attempts);
    world
}

fn due(kind: MessageKind, party: Party) -> World {
    due_after(1, kind, party)
}

/// A world with this number of due messages.
fn many_due(count: u32) -> World {
    let (world, _) = World::with(party(1));
    for number in 1..=count {
        world.theatre.add_message(number, ConfirmYourSeats, first_party(), 1);
    }
    world
}

/// The party that gets a message of this kind.
fn addressee(kind: MessageKind) -> Party {
    match kind {
        ConfirmYourSeats => party(1),
        YourTicket | Rescheduled | Transferred | SeatsChanged | CancelledByTheatre => {
            party(1).confirmed()
        }
        CancelledByVisitor | CancelledByOffice => party(1).cancelled(),
    }
}

async fn deliver_due(world: &World) -> Result<usize, StoreError> {
    world.use_cases().deliver_mail.deliver_due().await
}
