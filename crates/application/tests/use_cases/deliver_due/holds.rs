//! Holds whose confirmation letter is sent late.

use super::{deliver_due, due};
use crate::world::{first_party, minutes, now, party, seats};
use azionelab_application::mail::{MailFailure, MessageKind::ConfirmYourSeats};
use azionelab_domain::Status;

fn until(minutes_from_now: i64) -> Status {
    Status::Pending { hold_until: now() + minutes(minutes_from_now) }
}

#[tokio::test]
async fn a_late_letter_extends_the_hold_and_names_its_new_end() {
    for late in [20, 60] {
        let world = due(ConfirmYourSeats, party(1).status(until(30)));
        world.clock.set(now() + minutes(late));

        deliver_due(&world).await.unwrap();

        let entry = world.mail_server.only_letter().entry;
        assert_eq!(entry.reservation.status, until(late + 30));
        assert_eq!(entry.hold_until, now() + minutes(late + 30));
        assert_eq!(world.theatre.reservation(first_party()).status, until(late + 30));
    }
}

#[tokio::test]
async fn a_late_letter_is_sent_without_a_hold_when_its_seats_are_taken() {
    let world = due(ConfirmYourSeats, party(1).status(until(30)));
    world.add_party(party(2).seats(9).confirmed());
    world.clock.set(now() + minutes(60));

    deliver_due(&world).await.unwrap();

    let letter = world.mail_server.only_letter();
    assert_eq!(letter.entry.reservation.status.at(letter.written_at), Status::Expired);
    assert_eq!(world.theatre.reservation(first_party()).seats, seats(2));
}

#[tokio::test]
async fn a_hold_is_not_extended_for_a_letter_that_is_not_sent() {
    for failure in [MailFailure::Deferred("450".into()), MailFailure::Permanent("550".into())] {
        let world = due(ConfirmYourSeats, party(1).status(until(30)));
        world.mail_server.fail_with(failure);
        world.clock.set(now() + minutes(20));

        deliver_due(&world).await.unwrap();

        assert_eq!(world.theatre.reservation(first_party()).status, until(30));
    }
}

#[tokio::test]
async fn an_extended_hold_ends_with_booking() {
    let world = due(ConfirmYourSeats, party(1).status(until(30)));
    world.theatre.performance(|performance| performance.closes_at = now() + minutes(40));
    world.clock.set(now() + minutes(20));

    deliver_due(&world).await.unwrap();

    assert_eq!(world.mail_server.only_letter().entry.hold_until, now() + minutes(40));
}
