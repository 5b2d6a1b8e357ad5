use super::{addressee, deliver_due, due, due_after, seconds};
use crate::world::{World, first_party, message_id, minutes, now, party, start};
use MessageKind::{
    CancelledByOffice, CancelledByTheatre, CancelledByVisitor, ConfirmYourSeats, Rescheduled,
    SeatsChanged, Transferred, YourTicket,
};
use azionelab_application::mail::{MailFailure, MessageKind, Settlement};
use azionelab_domain::Status;
use jiff::SignedDuration;

/// The settlement of the due message.
async fn outcome(world: &World) -> Settlement {
    assert_eq!(deliver_due(world).await.unwrap(), 1);
    world.theatre.settlements(message_id(1)).last().cloned().unwrap()
}

/// The pause after a failed attempt.
async fn pause(world: &World) -> SignedDuration {
    let tried_at = world.ports.clock.now();
    match outcome(world).await {
        Settlement::Waiting { next_attempt_at, .. } => next_attempt_at.duration_since(tried_at),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_accepted_message_is_settled_as_sent() {
    let world = due(ConfirmYourSeats, party(1));

    assert_eq!(outcome(&world).await, Settlement::Sent);
    assert_eq!(world.mail_server.only_letter().id(), message_id(1));
}

#[tokio::test]
async fn a_sent_message_is_not_sent_again() {
    let world = due(ConfirmYourSeats, party(1));
    deliver_due(&world).await.unwrap();
    world.clock.advance(minutes(60));

    assert_eq!(deliver_due(&world).await.unwrap(), 0);
    world.mail_server.only_letter();
}

#[tokio::test]
async fn the_pause_doubles_up_to_15_minutes() {
    let world = due_after(0, ConfirmYourSeats, party(1));
    world.mail_server.fail_temporarily();
    world.clock.set(now());

    let mut pauses = Vec::new();
    for _ in 0..10 {
        let pause = pause(&world).await;
        world.clock.advance(pause);
        pauses.push(pause.as_secs());
    }

    assert_eq!(pauses, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
}

#[tokio::test]
async fn a_letter_is_given_up_with_the_reason_after_300_attempts() {
    let world = due_after(298, ConfirmYourSeats, party(1));
    world.mail_server.fail_with(MailFailure::Deferred("452 mailbox full".into()));

    assert_eq!(pause(&world).await, minutes(15));
    world.clock.advance(minutes(15));
    let refused = "given up after 300 attempts, the last: 452 mailbox full";
    assert_eq!(outcome(&world).await, Settlement::Refused { problem: refused.into() });
}

#[tokio::test]
async fn a_letter_that_may_have_arrived_waits_for_hours_and_is_tried_three_times() {
    let world = due_after(0, YourTicket, party(1).confirmed());
    world.mail_server.fail_with(MailFailure::Unanswered("silence".into()));
    world.theatre.performance(|performance| performance.starts_at = start() + minutes(7 * 24 * 60));

    for hours in [1, 4] {
        let pause = pause(&world).await;
        assert_eq!(pause, minutes(60 * hours));
        world.clock.advance(pause);
    }
    let Settlement::Refused { problem } = outcome(&world).await else {
        panic!("it was not given up")
    };
    assert!(problem.contains("may have arrived"), "{problem}");
}

#[tokio::test]
async fn a_postponed_message_does_not_count_as_an_attempt() {
    let world = due_after(298, ConfirmYourSeats, party(1));
    world.mail_server.fail_with(MailFailure::NotTried("busy".into()));

    for _ in 0..5 {
        let Settlement::Postponed { next_attempt_at, .. } = outcome(&world).await else {
            panic!("it was not postponed")
        };
        world.clock.set(next_attempt_at);
    }
}

#[tokio::test]
async fn pauses_vary_by_20_percent() {
    for (jitter, millis) in [(0.0, 4_000), (0.25, 4_500), (0.75, 5_500), (0.999, 5_998)] {
        let world = due_after(0, ConfirmYourSeats, party(1));
        world.random.set_jitter(jitter);
        world.mail_server.fail_temporarily();

        assert_eq!(pause(&world).await.as_millis(), millis, "{jitter}");
    }
}

#[tokio::test]
async fn the_answer_of_the_mail_server_is_stored() {
    let world = due(ConfirmYourSeats, party(1));
    world.mail_server.fail_with(MailFailure::Deferred("452 mailbox full".into()));

    let Settlement::Waiting { problem, .. } = outcome(&world).await else {
        panic!("it does not wait")
    };
    assert_eq!(problem, "452 mailbox full");
}

#[tokio::test]
async fn a_permanently_rejected_message_is_not_retried() {
    let world = due(ConfirmYourSeats, party(1));
    world.mail_server.fail_with(MailFailure::Permanent("550 no such mailbox".into()));

    let refused = Settlement::Refused { problem: "550 no such mailbox".into() };
    assert_eq!(outcome(&world).await, refused);
    world.clock.advance(minutes(60));
    assert_eq!(deliver_due(&world).await.unwrap(), 0);
}

#[tokio::test]
async fn a_useless_message_is_dropped_without_a_secret() {
    for (kind, status) in [
        (ConfirmYourSeats, Status::Confirmed),
        (ConfirmYourSeats, Status::Cancelled),
        (YourTicket, Status::Cancelled),
        (Rescheduled, Status::Cancelled),
        (Transferred, Status::Cancelled),
        (SeatsChanged, Status::Cancelled),
    ] {
        let world = due(kind, party(1).status(status));
        let before = world.theatre.issued(first_party());

        assert_eq!(outcome(&world).await, Settlement::Dropped, "{kind:?} {status:?}");
        assert!(world.mail_server.letters().is_empty(), "{kind:?} {status:?}");
        assert_eq!(world.theatre.issued(first_party()), before, "{kind:?} {status:?}");
    }
}

#[tokio::test]
async fn a_useful_message_is_sent() {
    let pending = party(1).0.status;
    for (kind, status) in [
        (ConfirmYourSeats, pending),
        (ConfirmYourSeats, Status::Expired),
        (YourTicket, Status::Confirmed),
        (Rescheduled, Status::Confirmed),
        (Transferred, Status::Confirmed),
        (SeatsChanged, Status::Confirmed),
        (CancelledByVisitor, Status::Cancelled),
        (CancelledByOffice, Status::Cancelled),
        (CancelledByTheatre, Status::Confirmed),
        (CancelledByTheatre, Status::Cancelled),
    ] {
        let world = due(kind, party(1).status(status));

        assert_eq!(outcome(&world).await, Settlement::Sent, "{kind:?} {status:?}");
    }
}

#[tokio::test]
async fn no_link_or_ticket_is_mailed_for_a_cancelled_performance() {
    for kind in MessageKind::ALL {
        let world = due(kind, addressee(kind));
        world.theatre.performance(|performance| performance.cancelled_at = Some(now()));

        let wanted = if kind.carries_link() { Settlement::Dropped } else { Settlement::Sent };
        assert_eq!(outcome(&world).await, wanted, "{kind:?}");
    }
}

#[tokio::test]
async fn no_message_is_sent_about_a_performance_that_was_rescheduled_back() {
    let world = due(Rescheduled, addressee(Rescheduled));
    world
        .theatre
        .performance(|performance| performance.previous_start = Some(performance.starts_at));

    assert_eq!(outcome(&world).await, Settlement::Dropped);
}

#[tokio::test]
async fn every_kind_is_dropped_once_the_performance_is_more_than_a_day_past() {
    for kind in MessageKind::ALL {
        let a_day_past = start() + minutes(24 * 60);
        for (now, expected) in
            [(a_day_past, Settlement::Sent), (a_day_past + seconds(1), Settlement::Dropped)]
        {
            let world = due(kind, addressee(kind));
            world.clock.set(now);

            assert_eq!(outcome(&world).await, expected, "{kind:?}");
        }
    }
}
