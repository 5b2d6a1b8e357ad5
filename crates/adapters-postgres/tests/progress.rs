//! The progress of reservations.

use crate::world::{Booking, World, cancel, confirm_with, id, issued, minutes, now, secret};
use azionelab_application::{
    booking::{Progress, Reservations},
    houses::{Houses, Message},
    mail::{Claim, Delivery, MessageKind, Outbox, Settlement, WaitsFor},
};
use azionelab_domain::{MessageId, ReservationId, Status};

impl World {
    async fn progress(&self, of: &Booking) -> Progress {
        self.store.progress(of.id).await.unwrap().unwrap()
    }

    async fn settle(&self, message: MessageId, settlement: Settlement) {
        self.store.settle(Claim::of_writer(message), settlement, now()).await.unwrap();
    }
}

fn ticket_of(booking: &Booking) -> Message {
    Message {
        id: MessageId::new(id()),
        kind: MessageKind::YourTicket,
        issued: Some(issued(&secret())),
        ..booking.message()
    }
}

#[tokio::test]
async fn progress_has_the_stored_status() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(2)).await;
    let status = async || world.progress(&booking).await.status;
    let hold_until = now() + minutes(30);
    assert_eq!(status().await, Status::Pending { hold_until });
    world.clock.advance(minutes(30));
    assert_eq!(status().await, Status::Pending { hold_until }, "not stored as expired yet");
    world.store.lapse(world.performance()).await.unwrap();
    assert_eq!(status().await, Status::Expired);
    world.change(confirm_with(ticket_of(&booking))).await.unwrap();
    assert_eq!(status().await, Status::Confirmed);
    world.change(cancel(booking.id)).await.unwrap();
    assert_eq!(status().await, Status::Cancelled);
}

#[tokio::test]
async fn the_mail_is_queued_until_it_is_sent_or_has_failed() {
    let world = World::with_seats(10).await;
    let waiting = Settlement::Waiting {
        next_attempt_at: now() + minutes(1),
        waits_for: WaitsFor::Mailbox,
        problem: "450 later".into(),
    };
    let refused = Settlement::Refused { problem: "550 no such mailbox".into() };
    for (settlement, delivery) in [
        (waiting, Delivery::Queued),
        (Settlement::Sent, Delivery::Sent),
        (refused, Delivery::Failed),
        (Settlement::Dropped, Delivery::Failed),
    ] {
        let booking = world.book(Booking::of(1)).await;
        assert_eq!(world.progress(&booking).await.delivery, Delivery::Queued);
        world.settle(booking.message, settlement).await;
        assert_eq!(world.progress(&booking).await.delivery, delivery);
    }
}

#[tokio::test]
async fn progress_reports_the_latest_message() {
    let world = World::with_seats(10).await;
    let (booking, other) = (world.book(Booking::of(1)).await, world.book(Booking::of(1)).await);
    world.settle(booking.message, Settlement::Sent).await;
    let delivery = async || world.progress(&booking).await.delivery;
    assert_eq!(delivery().await, Delivery::Sent);

    world.clock.advance(minutes(1));
    let ticket = ticket_of(&booking);
    world.change(confirm_with(ticket)).await.unwrap();
    assert_eq!(delivery().await, Delivery::Queued);
    world.settle(ticket.id, Settlement::Refused { problem: "550 full".into() }).await;
    assert_eq!(delivery().await, Delivery::Failed);
    assert_eq!(world.progress(&other).await.delivery, Delivery::Queued);
}

#[tokio::test]
async fn a_reservation_without_a_message_has_no_progress() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(1)).await;
    assert_eq!(world.store.progress(ReservationId::new(id())).await.unwrap(), None);
    world.execute("DELETE FROM outbox").await;
    assert_eq!(world.store.progress(booking.id).await.unwrap(), None);
}
