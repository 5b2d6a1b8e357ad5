//! Holds of which the letter goes out late.

use super::{deliver_due, due};
use crate::world::{first_party, minutes, now, party, seats};
use azionelab_application::mail::{MailFailure, MessageKind::ConfirmYourSeats};
use azionelab_domain::Status;

fn until(minutes_from_now: i64) -> Status {
    Status::Pending { hold_until: now() + minutes(minutes_from_now) }
}

#[tokio::test]
async fn a_letter_that_goes_out_late_says_until_when_the_seats_are_held_from_then_on() {
    for late in [20, 60] {
        let world = due(ConfirmYourSeats, party(1).status(until(30)));
        world.clock.set(now() + minutes(late));

        deliver_due(&world).await.unwrap();

        let entry = world.post.only_letter().entry;
        assert_eq!(entry.reservation.status, until(late + 30));
        assert_eq!(entry.hold_until, now() + minutes(late + 30));
        assert_eq!(world.theatre.reservation(first_party()).status, until(late + 30));
    }
}

#[tokio::test]
async fn a_letter_of_which_others_have_the_seats_goes_out_without_a_hold() {
    let world = due(ConfirmYourSeats, party(1).status(until(30)));
    world.admit(party(2).seats(9).confirmed());
    world.clock.set(now() + minutes(60));

    deliver_due(&world).await.unwrap();

    let letter = world.post.only_letter();
    assert_eq!(letter.entry.reservation.status.at(letter.written_at), Status::Expired);
    assert_eq!(world.theatre.reservation(first_party()).seats, seats(2));
}

#[tokio::test]
async fn a_hold_is_not_extended_for_a_letter_that_does_not_go_out() {
    for failure in [MailFailure::PutOff("450".into()), MailFailure::Permanent("550".into())] {
        let world = due(ConfirmYourSeats, party(1).status(until(30)));
        world.post.fail_with(failure);
        world.clock.set(now() + minutes(20));

        deliver_due(&world).await.unwrap();

        assert_eq!(world.theatre.reservation(first_party()).status, until(30));
    }
}

#[tokio::test]
async fn a_hold_never_outlasts_booking() {
    let world = due(ConfirmYourSeats, party(1).status(until(30)));
    world.theatre.performance(|performance| performance.closes_at = now() + minutes(40));
    world.clock.set(now() + minutes(20));

    deliver_due(&world).await.unwrap();

    assert_eq!(world.post.only_letter().entry.hold_until, now() + minutes(40));
}
